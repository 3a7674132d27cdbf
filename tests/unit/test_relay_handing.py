"""Taking in for many relays: everything is kept, and a job is made of what is new."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from app.cli.relays import Unasked
from app.domain.clock import system_clock
from app.domain.errors import KnownError, Unavailable
from app.domain.words import say
from app.relay.folder import Watched
from app.relay.handing import Handing
from app.relay.relaying import PREPARE, Relay, Taken
from app.relay.working import Stop
from imaging.dicos import write_dx
from tests.unit.imaging_files import pair


class Jobs:
    """Jobs of which a list is kept; `down` is how often nobody answers."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str]] = []
        self.down = 0

    @contextlib.contextmanager
    def offering(self) -> Iterator[Callable[[str, str], bool]]:
        if self.down:
            self.down -= 1
            raise Unavailable(say("The server is down."))
        yield lambda sha256, step: self.made.append((sha256, step)) is None


class Heard:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.faults: list[str] = []

    def came(self, taken: Taken) -> None:
        self.taken.append(taken)

    def fault(self, error: KnownError) -> None:
        self.faults.append(str(error))


def watched(tmp_path: Path, jobs: Jobs, memory: str = "taken") -> tuple[Relay, Heard]:
    relay, heard = Relay(tmp_path / "relay", Unasked(), system_clock()), Heard()
    source = Watched(tmp_path / "scanner", relay, tmp_path / memory, heard.fault)
    Handing(jobs, heard, Stop(), look=0.01).run([source], once=True)
    return relay, heard


def test_what_comes_is_kept_and_a_job_is_made_of_it_once(tmp_path: Path) -> None:
    (tmp_path / "scanner").mkdir()
    write_dx(pair(), tmp_path / "scanner")
    jobs = Jobs()
    relay, heard = watched(tmp_path, jobs)
    assert sorted(jobs.made) == sorted((one.sha256, PREPARE) for one in heard.taken)
    assert len(jobs.made) == 2
    assert dict(relay.left()) == dict(jobs.made)
    watched(tmp_path, jobs)
    # Forgotten what was taken, it is known by its digest.
    _, heard = watched(tmp_path, jobs, "forgotten")
    assert [one.new for one in heard.taken] == [False, False]
    assert len(jobs.made) == 2


def test_without_the_server_of_the_jobs_scans_are_kept_and_due_all_the_same(
    tmp_path: Path,
) -> None:
    (tmp_path / "scanner").mkdir()
    write_dx(pair(), tmp_path / "scanner")
    jobs = Jobs()
    jobs.down = 1
    relay, heard = watched(tmp_path, jobs)
    assert heard.faults == ["The server is down."]
    assert jobs.made == []
    # From here the relays that work find it: what is due and has no job gets one.
    assert len(list(relay.left())) == 2
