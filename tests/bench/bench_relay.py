"""What a relay costs: pixels a second of one core, beside the codecs alone; scans an hour; memory.

The archive is a stock Orthanc behind its gate, on this machine: its own work is not the relay's and
is not counted by the figures of one core, but it takes its share of the scans an hour. Figures of
cores count processor time: other programs may run beside.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from bench_model import _scan

from app.domain.clock import system_clock
from app.relay.relaying import Relay
from app.relay.screening import Detect
from app.scans.web.line import Line
from app.scans.web.store import WebStore
from imaging import dicos, htj2k
from imaging.radiograph import Radiograph
from imaging.stream import encode
from models.detection import Detection
from models.runtime import ScreeningWorker
from tests.services.site import PEOPLE, missing, site

_USER = "relay-lyon"
_ROUNDS = 15
_SCANS = 60
_HANDS = 2
_ROOT = Path(__file__).resolve().parents[2]
_TAKEN = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
_DECODERS: dict[str, Callable[[bytes], Any]] = {
    "jpeg-ls": imagecodecs.jpegls_decode,
    "jpeg-lossless": imagecodecs.jpeg_decode,
}


@contextlib.contextmanager
def _relay(folder: Path, detect: Detect | None = None) -> Iterator[Relay]:
    with (
        site(store=folder / "archive") as place,
        Line(place.archive(_USER), lambda: PEOPLE[_USER], pause=threading.Event().wait) as line,
    ):
        yield Relay(folder / "relay", WebStore(line), system_clock(), detect)


def _delivered(scan: Radiograph, folder: Path, number: int, coding: str) -> list[Path]:
    """Write a scan as a scanner delivers it, each time another one."""
    changed = tuple(
        dataclasses.replace(one, pixels=np.roll(one.pixels, 7 * number, axis=1))
        for one in scan.channels
    )
    told = dataclasses.replace(scan.source, taken_at=_TAKEN, object_id=f"BENCH{number}")
    return dicos.write_dx(
        dataclasses.replace(scan, channels=changed, source=told),
        folder,
        compress=coding,
        seed=f"{coding} {number}",
    )


def _walk(relay: Relay, path: Path) -> None:
    """Take a file and do every step that is due."""
    sha256 = relay.take(path, "bench").sha256
    step = next(iter(relay.steps))
    while step:
        step = relay.steps[step](sha256)


def _processor(action: Callable[[], object]) -> float:
    """Seconds of this program's processors, threads included."""
    start = time.process_time()
    action()
    return time.process_time() - start


def _of_one_core(scan: Radiograph, coding: str, folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of a core for one energy: through the relay, and through the codecs alone."""
    ours, codecs = [], []
    with _relay(folder) as relay:
        for number in range(_ROUNDS + 2):
            high = _delivered(scan, folder, number, coding)[0]
            ours.append(_processor(lambda path=high: _walk(relay, path)))
            codecs.append(_codecs(scan, coding))
    return ours[2:], codecs[2:]


def _codecs(scan: Radiograph, coding: str) -> float:
    """Seconds of a core that decoding what comes and coding what goes take by themselves."""
    pixels = np.ascontiguousarray(scan.channels[0].pixels)
    if coding == "none":
        return _processor(lambda: encode(pixels))
    coders = {"jpeg-ls": imagecodecs.jpegls_encode, "jpeg-lossless": _jpeg_lossless}
    came = coders[coding](pixels)
    return _processor(lambda: encode(np.asarray(_DECODERS[coding](came))))


def _least(scan: Radiograph) -> float:
    """Seconds of a core for what cannot be left out: coding, reading back, and the digests.

    The original's name, the stream's name and proof before it is sent (SHA-256), and the MD5 that
    the archive tells.
    """
    pixels = np.ascontiguousarray(scan.channels[0].pixels)

    def least() -> None:
        hashlib.sha256(pixels).digest()
        stream = encode(pixels)
        hashlib.sha256(stream).digest()
        htj2k.decode(stream)
        hashlib.sha256(stream).digest()
        hashlib.md5(stream, usedforsecurity=False).digest()

    return _processor(least)


def _jpeg_lossless(pixels: Any) -> bytes:
    return bytes(imagecodecs.jpeg_encode(pixels, lossless=True, predictor=1, bitspersample=16))


def _rate(
    name: str, unit: str, amount: float, ours: list[float], peer: str, theirs: list[float]
) -> dict[str, Any]:
    value, peer_value = amount / float(np.median(ours)), amount / float(np.median(theirs))
    return {
        "name": name,
        "unit": unit,
        "n": len(ours),
        "p50": value,
        "p99": amount / float(np.percentile(ours, 99)),
        "value": value,
        "peer": peer,
        "peer_value": peer_value,
        "ratio": value / peer_value,
    }


def _hour(scan: Radiograph, folder: Path) -> list[dict[str, Any]]:
    """Dual-energy scans an hour with screening: by the clock, and what two cores could do."""
    (folder / "delivered").mkdir()
    files = [
        path
        for number in range(_SCANS)
        for path in _delivered(scan, folder / "delivered", number, "none")
    ]
    asked = []
    asked_of = ScreeningWorker()

    def detect(pictures: Sequence[Radiograph]) -> Sequence[Detection]:
        asked.append(len(pictures))
        return asked_of.detect_many(pictures)

    with asked_of as worker, _relay(folder, detect) as relay:
        worker.detect_many([scan])
        processors = _Processors(worker)
        alone = [_alone(scan, worker) for _ in range(5)]
        busy_alone = processors.seconds() / len(alone)
        processors = _Processors(worker)
        with ThreadPoolExecutor(_HANDS) as pool:
            start = time.perf_counter()
            list(pool.map(lambda path: _walk(relay, path), files))
            spent = time.perf_counter() - start
        busy = processors.seconds() / _SCANS
        assert not list(relay.left()), "not every scan was screened and sent"
        assert len(asked) == _SCANS, "a view was screened twice"
    beside = "codecs and network alone, one after the other"
    by_clock = _rate("relay.scans_per_hour", "/h", 3600.0, [spent / _SCANS], beside, alone)
    name = "relay.scans_per_hour.two_cores"
    of_two = _rate(name, "/h", 7200.0, [busy], beside, [busy_alone])
    return [by_clock, of_two]


class _Processors:
    """Seconds of processors that this program and its screening process take from here on."""

    def __init__(self, worker: ScreeningWorker) -> None:
        self._child = worker.process_id
        self._before = self._now()

    def seconds(self) -> float:
        return self._now() - self._before

    def _now(self) -> float:
        told = Path(f"/proc/{self._child}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = int(told[11]) + int(told[12])
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _alone(scan: Radiograph, worker: ScreeningWorker) -> float:
    start = time.perf_counter()
    for channel in scan.channels:
        encode(np.ascontiguousarray(channel.pixels))
    worker.detect_many([scan])
    return time.perf_counter() - start


def _memory() -> dict[str, Any]:
    """Megabytes at most, of a relay that has worked on sixty scans and of one that did on six."""
    few, many = (_peak(scans) for scans in (6, _SCANS))
    return {
        "name": "relay.peak_mb",
        "unit": "MB",
        "n": 1,
        "p50": many,
        "p99": many,
        "value": many,
        "peer": "after a tenth as many scans",
        "peer_value": few,
        "ratio": many / few,
    }


def _peak(scans: int) -> float:
    told = subprocess.run(
        [sys.executable, __file__, str(scans)],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(_ROOT), str(Path(__file__).parent)))},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(told.stdout.split()[-1])


def _work(scans: int) -> None:
    """Relay so many scans without screening, and print the most memory that it took."""
    scan = _scan()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "delivered").mkdir()
        with _relay(folder) as relay, ThreadPoolExecutor(_HANDS) as pool:
            for number in range(scans):
                files = _delivered(scan, folder / "delivered", number, "none")
                list(pool.map(lambda path: _walk(relay, path), files))
                for path in files:
                    path.unlink()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0)


def figures() -> list[dict[str, Any]]:
    """Every figure of the relay; none where there is no archive to send to."""
    if missing():
        print(f"No {missing()} is installed here: the relay is not measured.")
        return []
    scan = _scan()
    megapixels = scan.channels[0].pixels.size / 1e6
    found = []
    for coding, name in (
        ("none", "relay.mpixels_per_s_core"),
        ("jpeg-ls", "relay.mpixels_per_s_core.jpeg_ls"),
        ("jpeg-lossless", "relay.mpixels_per_s_core.jpeg"),
    ):
        folder = Path(tempfile.mkdtemp(prefix="prescreen-relay-"))
        try:
            ours, codecs = _of_one_core(scan, coding, folder)
        finally:
            shutil.rmtree(folder)
        found.append(_rate(name, "MP/s", megapixels, ours, "the codecs alone", codecs))
        if coding == "none":
            beside = "coding, reading back and digests alone"
            least = [_least(scan) for _ in ours]
            found.append(_rate(f"{name}.of_least", "MP/s", megapixels, ours, beside, least))
    with tempfile.TemporaryDirectory() as folder_name:
        found += _hour(scan, Path(folder_name))
    return [*found, _memory()]


if __name__ == "__main__":
    _work(int(sys.argv[1]))
