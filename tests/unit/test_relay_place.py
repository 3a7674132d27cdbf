"""The queue of a store of originals is named by the store itself."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from procrastinate.jobs import Job

from app.domain.errors import KnownError, Refused, Unavailable
from app.domain.words import say
from app.outage.holding import hold
from app.relay.patience import DEATH, FAULT, Again, Pace
from app.relay.place import FILE, LOCK, SCREENED, agree, own, queue_of


def test_a_store_keeps_its_queue_and_shares_it_with_nobody(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    assert queue_of(here) == queue_of(here)
    assert queue_of(here) != queue_of(there)
    assert sorted(path.name for path in here.iterdir()) == [FILE, LOCK]


def test_relays_that_begin_together_come_to_one_queue(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(queue_of, [tmp_path] * 64))) == 1


def test_a_folder_is_one_relays_or_many_relays_and_never_both(tmp_path: Path) -> None:
    held = own(tmp_path)
    with pytest.raises(Refused, match="One relay works alone in"):
        queue_of(tmp_path)
    with pytest.raises(Refused, match="Another relay works in"):
        own(tmp_path)
    held.close()
    # What it left is no hindrance once it is gone, killed or not.
    queue = queue_of(tmp_path)
    with pytest.raises(Refused, match=f"belongs to many relays.*take {FILE} away"):
        own(tmp_path)
    assert queue_of(tmp_path) == queue
    (tmp_path / FILE).unlink()
    own(tmp_path).close()


def test_relays_that_begin_together_after_one_that_was_alone_come_to_one_queue(
    tmp_path: Path,
) -> None:
    own(tmp_path).close()
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(queue_of, [tmp_path] * 64))) == 1


def test_a_folder_that_is_held_gets_no_identity_whatever_lies_in_it(tmp_path: Path) -> None:
    """Also before who holds it has said so: the lock alone says it."""
    held = hold(tmp_path / LOCK)
    assert held is not None
    with pytest.raises(Refused, match="One relay works alone in"):
        queue_of(tmp_path)
    assert not (tmp_path / FILE).exists()
    held.close()


def test_a_folder_that_is_held_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    for path, begins in ((tmp_path / "many", queue_of), (tmp_path / "one", own)):
        path.mkdir()
        # As a relay leaves it that worked alone and was killed.
        (path / "relay.alone").touch()
        held = hold(path / LOCK)
        assert held is not None
        with ThreadPoolExecutor(1) as pool:
            begun = pool.submit(begins, path)
            threading.Event().wait(0.2)
            assert not begun.done()
            held.close()
            assert begun.result(20.0)
    begun.result().close()


def test_who_would_be_alone_is_told_of_the_many_that_begin_just_then(tmp_path: Path) -> None:
    held = hold(tmp_path / LOCK)
    assert held is not None
    (tmp_path / FILE).write_text("0" * 32)
    with pytest.raises(Refused, match="belongs to many relays"):
        own(tmp_path)
    held.close()


def test_relays_of_a_folder_all_screen_or_none(tmp_path: Path) -> None:
    agree(tmp_path, screens=True)
    agree(tmp_path, screens=True)
    with pytest.raises(Refused, match="screen each view, and this one would not"):
        agree(tmp_path, screens=False)
    (tmp_path / SCREENED).unlink()
    agree(tmp_path, screens=False)
    with pytest.raises(Refused, match="do not screen, and this one would"):
        agree(tmp_path, screens=True)


def test_a_damaged_identity_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("store of mine\n")
    with pytest.raises(KnownError, match="does not name a store of relays"):
        queue_of(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="a folder is no file there either")
def test_a_store_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot tell which store"):
        queue_of(tmp_path / "gone")


def test_waits_grow_and_stop_growing() -> None:
    pace = Pace(first=1, most=300)
    assert [pace.wait(n) for n in (0, 1, 2, 8, 9, 10_000)] == [1, 2, 4, 256, 300, 300]


def test_only_so_many_relays_die_over_one_scan() -> None:
    pace = Pace(deaths=3)
    assert [pace.over(2 - DEATH * n, 2) for n in range(4)] == [False, False, True, True]
    # However often it failed in between.
    assert not pace.over(2 - DEATH - 99 * FAULT, 2)


def _tried(again: Again, job: Job, *errors: Exception) -> Job | None:
    for error in errors:
        decision = again.get_retry_decision(exception=error, job=job)
        if decision is None:
            return None
        job = job.evolve(attempts=job.attempts + 1, priority=decision.priority)
    return job


@pytest.mark.parametrize("first", [0, 2])
def test_only_faults_that_nobody_knows_set_a_job_aside(first: int) -> None:
    again = Again(Pace(attempts=8), first)
    job = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", priority=first)
    known, fault = Unavailable(say("The archive is down.")), ValueError("made up")
    waited = _tried(again, job, *[known] * 99)
    assert waited is not None
    assert waited.priority == first
    tried = _tried(again, waited, *[fault, known] * 7)
    assert tried is not None
    died = tried.evolve(priority=tried.priority - DEATH)
    assert _tried(again, tried, fault) is _tried(again, died, fault) is None
