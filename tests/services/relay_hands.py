"""A relay's worker as a program of its own, for tests that add, remove and kill some.

Its steps are few, but they work on real files of a store that all workers share, and each leaves a
line in a journal when it has done something that others could see.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from app.record.server.address import Address
from app.relay.engine import Engine, Work
from app.relay.laying import LOGIN, lay_out
from app.relay.metrics import Figures
from app.relay.patience import Pace
from app.relay.place import queue_of
from app.relay.server import JobServer
from app.scans.folder import FolderStore
from tests.services.postgres import Cluster

QUICK = Pace(first=0.05, most=0.5, beat=0.2, dead=1.5, look=0.1, sweep=0.3, again=0.2)
PASSWORD = "correct horse battery staple"
STEPS = ("check", "reencode", "forward")


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """What workers of one store are told."""

    address: Address
    folder: Path

    @property
    def store(self) -> FolderStore:
        """The originals."""
        return FolderStore(self.folder / "originals")

    @property
    def archive(self) -> Path:
        """What was forwarded, named by the digest of its original."""
        return self.folder / "archive"

    @property
    def journal(self) -> Path:
        """A line for each act that is seen elsewhere."""
        return self.folder / "journal"

    def engine(self, pace: Pace = QUICK, figures: Figures | None = None) -> Engine:
        """Return the jobs with the steps of this module."""
        steps = {"check": self.check, "reencode": self.reencode, "forward": self.forward}
        queue = queue_of(self.store.root)
        work = Work(queue, steps, self.left, figures or Figures(), self.set_aside)
        return Engine(JobServer(self.address, PASSWORD), work, pace)

    def check(self, sha256: str) -> str:
        """Hold an original against its digest; one that says so fails in its own way."""
        assert self.store.check(sha256)
        body = self.store.path(sha256).read_bytes()
        if body.startswith(b"deadly"):
            os._exit(9)
        if body.startswith(b"faulty"):
            raise ValueError("a fault of the program")
        return "reencode"

    def reencode(self, sha256: str) -> str:
        """Turn an original round: any work will do, as long as its result is always the same."""
        body = self.store.path(sha256).read_bytes()[::-1]
        self._put(self.folder / "made" / sha256, body)
        return "forward"

    def forward(self, sha256: str) -> str:
        """Put what was made into the archive unless it is there."""
        target = self.archive / sha256
        if not target.exists():
            self._put(target, (self.folder / "made" / sha256).read_bytes())
            self._say("forwarded", sha256)
        return ""

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield originals of which no job was told, and nothing is in the archive."""
        noted = self.folder / "left"
        for sha256 in noted.read_text().split() if noted.exists() else ():
            if not (self.archive / sha256).exists():
                yield sha256, STEPS[0]

    def set_aside(self, sha256: str, why: str) -> None:
        """Note what will not be tried again."""
        self._say(why, sha256)

    def said(self) -> list[tuple[str, str]]:
        """Return the journal: what, and of which original."""
        if not self.journal.exists():
            return []
        return [tuple(json.loads(line)) for line in self.journal.read_text().splitlines()]

    def _put(self, target: Path, body: bytes) -> None:
        target.parent.mkdir(exist_ok=True)
        mine = target.with_name(f"{target.name}.{os.getpid()}.part")
        mine.write_bytes(body)
        mine.replace(target)

    def _say(self, what: str, sha256: str) -> None:
        line = json.dumps([what, sha256]) + "\n"
        handle = os.open(self.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

    # --- workers ---------------------------------------------------------------------------------

    def started(self, hands: int = 1) -> subprocess.Popen[bytes]:
        """Start one more worker; it runs until it is told to end, or killed."""
        told = {**dataclasses.asdict(self.address), "folder": str(self.folder), "hands": hands}
        root = Path(__file__).resolve().parents[2]
        environment = {**os.environ, "PYTHONPATH": str(root)}
        with (self.folder / "workers.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", __name__, json.dumps(told)],
                cwd=root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @contextlib.contextmanager
    def worker(self, hands: int = 1) -> Iterator[subprocess.Popen[bytes]]:
        """Run one more worker to the end of the block."""
        run = self.started(hands)
        try:
            yield run
        finally:
            run.kill()
            run.wait()


def job_place(cluster: Cluster, database: str, folder: Path) -> Place:
    """Lay out a database for jobs, and name it to workers that share a folder."""
    with psycopg.connect(**cluster.superuser(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database} TEMPLATE template0".encode())
    with psycopg.connect(**cluster.superuser(database), autocommit=True) as connection:
        lay_out(connection, PASSWORD)
    return Place(address_in(cluster, database), folder)


def address_in(cluster: Cluster, database: str, login: str = LOGIN) -> Address:
    """Return where a database of the tests' server is."""
    tls = (("sslmode", "verify-full"), ("sslrootcert", str(cluster.authority)))
    return Address("localhost", database, cluster.port, login, tls)


def main() -> int:
    """Work as `Place.started` says."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    folder, hands = Path(told.pop("folder")), told.pop("hands")
    tls = tuple((name, value) for name, value in told.pop("tls"))
    Place(Address(**told, tls=tls), folder).engine().run(hands)
    return 0


if __name__ == "__main__":
    sys.exit(main())
