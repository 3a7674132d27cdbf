"""How soon a scan from across an ocean is there: the first picture, the exact one, a far corner.

Beside the form that streams, the same scan as JPEG-LS, fetched whole over the same kept line in the
same run. The line is 20 Mbit/s with a round trip of 120 ms; its connections are open, and idle for
a second before each scan, as between two items of a queue.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.scans.coming import Stage
from app.scans.stream import Streams, Told
from app.scans.web.fetching import Incoming
from app.scans.web.line import Line, Patience
from app.scans.web.wanted import Wanted
from imaging.holding import Held
from imaging.reader import read_image
from tests.bench.far_scans import Served, far_scans
from tests.services.link import Kind, why_not

REPEATS, LONG_REPEATS = 5, 3
"""How often each side is measured; the JPEG-LS files of 30,000 columns take 20 seconds each."""
NEAR = Kind(mbit=20.0, rtt=0.120)
BAD = Kind(mbit=2.0, rtt=0.300, loss=0.02, cut_every=20.0)
_IDLE_S = 1.0
_LONGEST_S = 300.0


class _Opened:
    """A view that was opened, and when what of it was there."""

    def __init__(self, streams: Streams, served: Served, number: int) -> None:
        self._turn = threading.Condition()
        self._stages: list[tuple[float, Stage]] = []
        self._began = time.monotonic()
        self.key = (f"scan {served.columns}", f"view {number}")
        streams.open(self.key, served.stream, self._tell)

    def _tell(self, told: Told) -> None:
        if isinstance(told, Stage):
            with self._turn:
                self._stages.append((time.monotonic(), told))
                self._turn.notify_all()

    def when(self, enough: Callable[[Stage], bool], since: float | None = None) -> float:
        """Wait for a picture, and return the seconds that it took since then (since it opened)."""
        with self._turn:
            found = self._turn.wait_for(lambda: self._first(enough), _LONGEST_S)
        if not found:
            raise RuntimeError(f"{self.key} did not come in {_LONGEST_S:.0f} s")
        return found - (self._began if since is None else since)

    def _first(self, enough: Callable[[Stage], bool]) -> float | None:
        return next((at for at, stage in self._stages if enough(stage)), None)


def at_least(halvings: int) -> Callable[[Stage], bool]:
    """Whether the whole view is there at ``1 / 2**halvings``, or sharper."""
    return lambda stage: stage.exact or stage.halvings <= halvings


def exact(stage: Stage) -> bool:
    """Whether every bit is there, and checked."""
    return stage.exact


def fetch_whole(asked: Line, files: tuple[Wanted, ...], folder: Path) -> float:
    """Fetch the files side by side, read them, and return the seconds until both are there."""
    began = time.monotonic()

    def one(wanted: Wanted) -> None:
        incoming = Incoming(asked, wanted.name, wanted.name, size=wanted.size)
        for _ in incoming.flow():
            pass
        held: Held | None = incoming.held
        assert held is not None
        path = folder / wanted.name
        path.write_bytes(held.part(0, held.size))
        read_image(path)

    threads = [threading.Thread(target=one, args=(wanted,)) for wanted in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


class _Desk:
    """A workstation at this end of the line."""

    def __init__(self, asked: Line, stop: threading.Event) -> None:
        self.line, self._opened = asked, 0
        self.streams = Streams(self._incoming, stop=stop)

    def _incoming(self, wanted: Wanted) -> Incoming:
        return Incoming(self.line, wanted.name, wanted.name, size=wanted.size)

    def open(self, served: Served) -> _Opened:
        """Open a view of which nothing is here, when the line has been idle for a moment."""
        self.streams.forget()
        threading.Event().wait(_IDLE_S)
        self._opened += 1
        return _Opened(self.streams, served, self._opened)


def figures() -> list[dict[str, Any]]:
    """Measure what the line allows."""
    reason = why_not()
    if reason:
        print(f"stream: nothing measured: {reason}")
        return []
    return [*_near(), *_bad()]


def _near() -> list[dict[str, Any]]:
    stop = threading.Event()
    with (
        far_scans(NEAR, 2500, 30_000) as (place, (short, long)),
        Line(place, pause=stop.wait, patience=Patience(whole=30.0)) as asked,
        tempfile.TemporaryDirectory() as name,
    ):
        desk = _Desk(asked, stop)
        try:
            desk.open(short).when(exact)
            out = _short(desk, short, Path(name))
            return [*out, *_long(desk, long, Path(name))]
        finally:
            desk.streams.close()


def _short(desk: _Desk, served: Served, folder: Path) -> list[dict[str, Any]]:
    eighth, quarter, lossless, whole = [], [], [], []
    for _ in range(REPEATS):
        view = desk.open(served)
        lossless.append(view.when(exact))
        eighth.append(view.when(at_least(3)))
        quarter.append(view.when(at_least(2)))
        threading.Event().wait(_IDLE_S)
        whole.append(fetch_whole(desk.line, served.whole, folder))
    return [
        _figure("stream.first_picture_s.2500", eighth, whole),
        _figure("stream.quarter_s.2500", quarter, whole),
        _figure("stream.lossless_vs_jpegls", lossless, whole),
    ]


def _long(desk: _Desk, served: Served, folder: Path) -> list[dict[str, Any]]:
    first, half, sharp, ideal = [], [], [], []
    box = (served.columns - 1920, 0, served.columns, 1024)
    for _ in range(REPEATS):
        view = desk.open(served)
        first.append(view.when(at_least(4)))
        view.when(at_least(3))
        asked = time.monotonic()
        desk.streams.look(view.key, box, 0)
        half.append(view.when(_covers(box, 1), asked))
        sharp.append(view.when(_covers(box, 0), asked))
        ideal.append(NEAR.rtt + served.bytes_in(box) * 8 / (NEAR.mbit * 1e6))
    # Nothing else is to come over the line meanwhile.
    desk.streams.close()
    whole = [fetch_whole(desk.line, served.whole, folder) for _ in range(LONG_REPEATS)]
    return [
        _figure("stream.first_picture_s.30000", first, whole),
        _figure("stream.zoom_half_s.30000", half, whole),
        _figure("stream.zoom_exact_s.30000", sharp, ideal, "round trip and bytes in sight"),
    ]


def _covers(box: tuple[int, int, int, int], halvings: int) -> Callable[[Stage], bool]:
    """Whether what is in sight is there so sharp."""

    def enough(stage: Stage) -> bool:
        if stage.exact or stage.halvings <= halvings:
            return True
        there = stage.sharp
        return (
            there is not None
            and stage.sharp_halvings <= halvings
            and there[0] <= box[0]
            and there[1] <= box[1]
            and there[2] >= box[2]
            and there[3] >= box[3]
        )

    return enough


def _bad() -> list[dict[str, Any]]:
    """Over the worst line a scan comes exact, and hardly a byte of it twice."""
    stop = threading.Event()
    with (
        far_scans(BAD, 2500) as (place, (short,)),
        Line(place, pause=stop.wait, patience=Patience(whole=60.0)) as asked,
    ):
        desk = _Desk(asked, stop)
        try:
            took = desk.open(short).when(exact)
        finally:
            desk.streams.close()
        received, size = asked.counts.received, short.bytes_of_stream
    least = size * 8 / (BAD.mbit * 1e6)
    bytes_ = _figure("stream.bad_line_bytes", [received / 1e6], [size / 1e6], "the files' bytes")
    return [bytes_ | {"unit": "MB"}, _figure("stream.bad_line_s", [took], [least], "its bytes")]


def _figure(
    name: str, took: list[float], peer: list[float], what: str = "JPEG-LS whole"
) -> dict[str, Any]:
    value, other = statistics.median(took), statistics.median(peer)
    return {
        "name": name,
        "unit": "s",
        "n": len(took),
        "p50": value,
        "p99": max(took),
        "value": value,
        "peer": what,
        "peer_value": other,
        "ratio": value / other,
    }
