"""The screening process: whatever happens to it, the answer here is UNKNOWN and work goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import numpy as np
import pytest

from imaging.phantom import make_scene
from imaging.radiograph import Channel, Energy, Radiograph
from models import runtime
from models.card import load_card
from models.detector import Detector
from models.runtime import ScreeningWorker
from models.source import Source

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scan():
    return make_scene(78, equipment="container20", rows=350, irregularity="dense_block").radiograph


@pytest.fixture
def worker():
    with ScreeningWorker() as made:
        yield made


def long_scan():
    """About 80 m of train: a few seconds of work, time enough to be killed in."""
    rng = np.random.default_rng(1)
    pixels = rng.integers(20000, 60000, (400, 8000), dtype=np.uint16)
    pixels[:20] = 65000
    return Radiograph((Channel(Energy.SINGLE, pixels, kilovolts=6000.0),), (10.0, 10.0))


def kill(process_id):
    os.kill(process_id, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def test_the_worker_says_what_the_detector_says(worker, scan):
    there, here = worker.detect(scan), Detector.load(threads=1).detect(scan)
    assert there.state == here.state != "unknown"
    assert [f.box for f in there.findings] == [f.box for f in here.findings]
    assert np.abs(there.heat.astype(int) - here.heat).max() <= 1
    assert there.model_sha256 == load_card().sha256
    assert there.provider == "CPUExecutionProvider"
    assert not there.heat.flags.writeable


def test_the_worker_is_another_process_and_starts_late(worker, scan):
    assert worker.process_id is None
    worker.detect(scan)
    assert worker.process_id not in {None, os.getpid()}


def test_a_kill_between_scans_costs_nothing(worker, scan):
    first = worker.detect(scan)
    killed = worker.process_id
    kill(killed)
    second = worker.detect(scan)
    assert {second.state} <= {first.state, "unknown"}
    assert worker.detect(scan).state == first.state
    assert worker.process_id != killed


def test_a_kill_during_a_scan_is_unknown_and_the_next_scan_is_judged(worker, scan):
    worker.warm_up()
    worker.detect(scan)
    killed = worker.process_id
    threading.Timer(0.3, kill, (killed,)).start()
    found = worker.detect(long_scan())
    assert found.state == "unknown"
    assert "ended unexpectedly" in found.reason
    assert found.findings == ()
    assert worker.detect(scan).state in {"flagged", "nothing_flagged"}
    assert worker.process_id != killed


def test_no_answer_in_time_is_unknown_and_ends_the_process(scan):
    with ScreeningWorker(timeout_seconds=0.05) as worker:
        found = worker.detect(scan)
        assert found.state == "unknown"
        assert "no answer within 0.05 s" in found.reason
        assert worker.process_id is None


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be stopped here")
def test_a_process_that_hangs_is_found_by_its_silence_and_replaced(scan):
    with ScreeningWorker(patience_seconds=2.0) as worker:
        worker.detect(scan)
        hanging = worker.process_id
        threading.Timer(0.3, os.kill, (hanging, signal.SIGSTOP)).start()
        found = worker.detect(long_scan())
        assert found.state == "unknown"
        assert "no sign of life for 2 s" in found.reason
        assert worker.detect(scan).state in {"flagged", "nothing_flagged"}
        assert worker.process_id != hanging


def test_a_process_that_works_long_gives_signs_of_life(scan):
    """The run takes longer than the patience, and is waited for all the same."""
    with ScreeningWorker(patience_seconds=1.0) as worker:
        worker.detect(scan)
        many = worker.detect_many([long_scan()] * 6)
        assert {one.state for one in many} <= {"flagged", "nothing_flagged"}


def test_several_scans_in_one_go_are_judged_as_each_alone(worker, scan):
    other = make_scene(79, equipment="container20", rows=350).radiograph
    alone = [worker.detect(one) for one in (scan, other, scan)]
    together = worker.detect_many([scan, other, scan])
    assert [one.findings for one in together] == [one.findings for one in alone]
    assert all(np.array_equal(a.heat, b.heat) for a, b in zip(alone, together, strict=True))
    assert worker.detect_many([]) == ()


def test_a_crash_during_several_scans_costs_only_what_cannot_be_judged(worker, scan):
    worker.detect(scan)
    killed = worker.process_id
    threading.Timer(0.3, kill, (killed,)).start()
    found = worker.detect_many([long_scan(), scan, scan])
    assert [one.state for one in found[1:]] == [worker.detect(scan).state] * 2
    assert worker.process_id != killed


def test_weights_without_a_card_are_unknown_not_a_crash(tmp_path, scan):
    with ScreeningWorker(Source(tmp_path / "none.json")) as worker:
        found = worker.detect(scan)
        assert found.state == "unknown"
        assert "model card none.json cannot be read" in found.reason
        assert worker.detect(scan).state == "unknown"


def test_without_room_in_shared_memory_the_pixels_go_through_the_pipe(worker, scan, monkeypatch):
    usual = worker.detect(scan)
    monkeypatch.setattr(runtime, "shared_block", lambda _: None)
    other = worker.detect(scan)
    assert other.findings == usual.findings
    assert np.array_equal(other.heat, usual.heat)


def test_many_threads_may_ask_at_once(worker, scan):
    states = []
    threads = [
        threading.Thread(target=lambda: states.append(worker.detect(scan).state)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(states) == 4
    assert len(set(states)) == 1
    assert "unknown" not in states


def test_closing_ends_the_process_and_may_be_repeated(scan):
    worker = ScreeningWorker()
    worker.detect(scan)
    worker.close()
    worker.close()
    assert worker.process_id is None


def test_the_worker_does_not_outlive_its_parent(tmp_path):
    """A parent that is killed takes its worker along: the pipe closes, the worker ends."""
    program = tmp_path / "parent.py"
    program.write_text(
        textwrap.dedent(
            """
            import os, signal
            from models.runtime import ScreeningWorker
            if __name__ == "__main__":
                worker = ScreeningWorker()
                worker.warm_up()
                print(worker.process_id, flush=True)
                os.kill(os.getpid(), signal.SIGKILL)
            """
        ),
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, str(program)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    process_id = int(run.stdout)
    ended = threading.Event()
    for _ in range(300):
        if not _alive(process_id):
            break
        ended.wait(0.1)
    assert not _alive(process_id)


def _alive(process_id):
    try:
        state = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"
