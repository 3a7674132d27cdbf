"""Ten thousand small scans through relays that are killed, an archive that is, and a job server.

``python -m tests.bench.bench_relay_kills [SCANS [SEED [FOLDER]]]``: a real PostgreSQL, a stock
Orthanc behind its gate, and two or three relays that share a folder. At random times one relay dies
without a word, one is asked to go, one comes; the archive dies and is started again; so does the
server of the jobs. At the end every scan must be in the archive once, with the bytes that its relay
made, read back from the archive; and every original must be as it came.

The machine does not lose its power here, so the folder may lie in memory, where it is not the
disk's speed that is tested.
"""

from __future__ import annotations

import base64
import collections
import contextlib
import dataclasses
import hashlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.uid import ExplicitVRLittleEndian

from app.domain.clock import system_clock
from app.domain.errors import Unavailable
from app.record.server.address import Address
from app.relay.joining import Joined, engine_of
from app.relay.keeping import State
from app.relay.metrics import Figures
from app.relay.relaying import PREPARE, Relay
from app.relay.server import JobServer
from app.scans.web.address import Archive, archive_of
from app.scans.web.line import Line, Patience
from app.scans.web.store import WebStore
from imaging.reader import read_image
from tests.services.postgres import Cluster, cluster
from tests.services.relay_hands import PASSWORD, QUICK, job_place
from tests.services.site import PEOPLE, Site, site

SCANS, SEED = 10_000, 7
ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "sample_scans" / "parcel_row_1_high.dcs"
SIDE = (64, 96)
USER = "relay-lyon"
PAUSE = threading.Event()
PACE = dataclasses.replace(QUICK, dead=3.0, sweep=20.0)

JOINED = Joined(Figures(), system_clock())


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What one relay is told."""

    home: str
    database: dict[str, Any]
    archive: str
    trust: str


@contextlib.contextmanager
def relay_of(told: Told) -> Iterator[Relay]:
    """Return a relay, with its line to the archive."""
    where: Archive = archive_of(told.archive, Path(told.trust), USER)
    patience = Patience(first=0.1, most=0.5, whole=2.0, connect=2.0, read=10.0)
    with Line(where, lambda: PEOPLE[USER], pause=PAUSE.wait, patience=patience) as line:
        yield Relay(Path(told.home), WebStore(line), system_clock())


def server_of(told: Told) -> JobServer:
    """Return where the jobs are."""
    tls = tuple((name, value) for name, value in told.database["tls"])
    return JobServer(Address(**{**told.database, "tls": tls}), PASSWORD)


def work(told: Told) -> None:
    """Work as one relay, until it is told to end or killed."""
    with relay_of(told) as relay:
        engine_of(relay, Path(told.home), server_of(told), JOINED, PACE).run(3)


@dataclasses.dataclass(slots=True)
class Relays:
    """The relays that run now, and how many came and went."""

    told: Told
    log: Path
    chance: random.Random
    runs: list[subprocess.Popen[bytes]] = dataclasses.field(default_factory=list)
    counts: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)

    def add(self) -> None:
        """Start one more."""
        words = json.dumps(dataclasses.asdict(self.told))
        with self.log.open("ab") as log:
            self.runs.append(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.bench.bench_relay_kills", "work", words],
                    cwd=ROOT,
                    env={**os.environ, "PYTHONPATH": str(ROOT)},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            )
        self.counts["added"] += 1

    def lose(self) -> None:
        """End one: most without a word, some by asking."""
        gone = self.runs.pop(self.chance.randrange(len(self.runs)))
        kill = self.chance.random() < 0.7
        gone.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        gone.wait()
        self.counts["killed" if kill else "asked to go"] += 1

    def end(self) -> None:
        """Kill all."""
        for run in self.runs:
            run.kill()
            run.wait()


def disturb(relays: Relays, place: Site, jobs: Cluster, done: Callable[[], bool]) -> None:
    """Kill and start things at random until all is done."""
    chance = relays.chance
    while not done():
        PAUSE.wait(chance.uniform(5.0, 20.0))
        kind = chance.random()
        if kind < 0.70:
            relays.lose()
            relays.add()
        elif kind < 0.80 and len(relays.runs) < 4:
            relays.add()
        elif kind < 0.85 and len(relays.runs) > 2:
            relays.lose()
        elif kind < 0.95:
            place.orthanc.stop(signal.SIGKILL)
            PAUSE.wait(chance.uniform(0.2, 3.0))
            place.orthanc.start()
            relays.counts["archive killed"] += 1
        else:
            jobs.stop("immediate")
            PAUSE.wait(chance.uniform(0.2, 2.0))
            jobs.start()
            relays.counts["job server killed"] += 1


def delivered(folder: Path, scans: int, chance: random.Random) -> Iterator[Path]:
    """Make small scans, each another one, as a scanner delivers them."""
    dataset = pydicom.dcmread(TEMPLATE)
    pixels = np.resize(read_image(TEMPLATE).channels[0].pixels, SIDE)
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.Rows, dataset.Columns = SIDE
    for number in range(scans):
        noise = np.random.default_rng(chance.randrange(2**32)).integers(0, 64, SIDE, np.uint16)
        dataset.PixelData = (pixels // 2 + noise).astype("<u2").tobytes()
        for name in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
            setattr(dataset, name, f"2.25.{chance.getrandbits(120)}")
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        path = folder / f"{number}.dcs"
        dataset.save_as(path)
        yield path


def feed(told: Told, folder: Path, scans: int, chance: random.Random) -> dict[str, str]:
    """Bring scans to the relays' folder; return their digests, taken where they were made."""
    digests = {}
    with relay_of(told) as relay:
        engine = engine_of(relay, Path(told.home), server_of(told), JOINED, PACE)
        files = delivered(folder, scans, chance)
        while len(digests) < scans:
            # No matter whether the server of the jobs answers: what is due is found anyway.
            with contextlib.suppress(Unavailable), engine.offering() as offer:
                for path in files:
                    taken = relay.take(path, "bench")
                    digests[taken.sha256] = hashlib.sha256(path.read_bytes()).hexdigest()
                    path.unlink()
                    offer(taken.sha256, PREPARE)
            PAUSE.wait(0.5)
    return digests


def reckon(told: Told, place: Site, digests: dict[str, str]) -> dict[str, int]:
    """Hold the archive against the journal, and the originals against their digests."""
    with relay_of(told) as relay:
        fates = [relay.keeping.of(sha256) for sha256 in digests]
        sent = [fate for fate in fates if fate is not None and fate.state is State.SENT]
        assert len(sent) == len(digests), f"{len(digests) - len(sent)} are not forwarded"
        assert all(digests[sha256] == sha256 for sha256 in digests)
        assert all(relay.originals.check(sha256) for sha256 in digests), "an original changed"
        assert not list(relay.left())
        wanted = {made.instance_uid: made.sha256 for fate in sent for made in fate.made}
    assert len(wanted) == len(digests)
    ids = _ask(place, "/instances")
    assert len(ids) == len(digests), f"the archive has {len(ids)} files of {len(digests)}"

    def check(one: str) -> bool:
        uid = _ask(place, f"/instances/{one}")["MainDicomTags"]["SOPInstanceUID"]
        body = _get(place, f"/instances/{one}/file")
        return wanted.pop(uid) == hashlib.sha256(body).hexdigest()

    with ThreadPoolExecutor(4) as pool:
        equal = sum(pool.map(check, ids))
    assert equal == len(digests)
    assert not wanted
    return {"once in the archive, digests equal": equal}


def _get(place: Site, path: str) -> bytes:
    word = base64.b64encode(f"{USER}:{PEOPLE[USER]}".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", place.orthanc.port, timeout=60)
    try:
        connection.request("GET", path, headers={"Authorization": f"Basic {word}"})
        answer = connection.getresponse()
        assert answer.status == 200, f"{path}: {answer.status}"
        return answer.read()
    finally:
        connection.close()


def _ask(place: Site, path: str) -> Any:
    return json.loads(_get(place, path))


def run(scans: int, seed: int, folder: Path) -> dict[str, Any]:
    """Run it all; return what happened."""
    chance = random.Random(seed)
    with cluster() as jobs, site(store=folder / "archive") as place:
        for name in ("home", "delivered", "log"):
            (folder / name).mkdir()
        address = job_place(jobs, "jobs", folder).address
        gate = place.archive(USER)
        told = Told(
            str(folder / "home"),
            dataclasses.asdict(address),
            gate.url,
            str(place.folder / "trust.pem"),
        )
        relays = Relays(told, folder / "log" / "relays", random.Random(seed + 1))
        began = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            fed = pool.submit(feed, told, folder / "delivered", scans, chance)
            try:
                relays.add()
                relays.add()
                seen = -1

                def done() -> bool:
                    nonlocal seen
                    left = sum(1 for _ in (folder / "home" / "journal" / "open").glob("*.json"))
                    ended = len(list((folder / "home" / "journal" / "done").glob("*/*.json")))
                    if ended // 500 != seen:
                        seen = ended // 500
                        print(f"{ended} of {scans}", dict(relays.counts), flush=True)
                    return fed.done() and left == 0

                disturb(relays, place, jobs, done)
            finally:
                relays.end()
        spent = time.monotonic() - began
        told_all = reckon(told, place, fed.result())
    return {"scans": scans, "seconds": round(spent), **told_all, **relays.counts}


def main(words: list[str]) -> int:
    """Run a relay, or everything."""
    if words[:1] == ["work"]:
        work(Told(**json.loads(words[1])))
        return 0
    scans, seed = [int(one) for one in words[:2]] + [SCANS, SEED][len(words[:2]) :]
    with tempfile.TemporaryDirectory(dir=words[2] if len(words) > 2 else None) as folder:
        print(run(scans, seed, Path(folder)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
