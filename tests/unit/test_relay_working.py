"""The relay on one machine: sources, threads, memory, and its end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.printing import Printer
from app.cli.relay import Teller
from app.domain.clock import system_clock
from app.domain.errors import KnownError, Unavailable
from app.domain.words import say
from app.relay.counting import Counted
from app.relay.folder import Watched
from app.relay.metrics import Figures
from app.relay.relaying import Relay
from app.relay.working import Pace, Stop, Works
from imaging.dicos import write_dx
from tests.unit.imaging_files import dicom_bytes, pair, picture
from tests.unit.relay_archive import Shelf
from tests.unit.room_values import each, silent

QUICK = Pace(look=0.02, first=0.02, most=0.05, lone=0.1)


class Heard:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.depths: list[dict[str, int]] = []
        self.on_fault: Callable[[], None] = lambda: None

    def came(self, taken) -> None:
        """Hear of a file that is safe."""

    def done(self, fate, step, seconds) -> None:
        assert seconds >= 0
        self.ended.append((fate.name, f"{step} {fate.state}"))

    def waits(self, _fate, _step, why, /) -> None:
        self.faults.append(str(why))
        self.on_fault()

    def gave_up(self, _step, why, /) -> None:
        self.faults.append(str(why))

    def waiting(self, depths) -> None:
        self.depths.append(dict(depths))

    def fault(self, error: KnownError) -> None:
        self.faults.append(str(error))
        self.on_fault()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "scanner"
    folder.mkdir()
    write_dx(pair(), folder)
    (folder / "cut").write_bytes(dicom_bytes(picture())[:-9])
    return folder


def begin(tmp_path: Path, folder: Path, shelf: Shelf, heard: Heard, *, detect=None, pace=QUICK):
    relay = Relay(tmp_path / "relay", shelf, system_clock(), detect)
    works = Works(relay, heard, Stop(), pace)
    source = Watched(folder, relay, tmp_path / "taken", works.fault)
    return relay, works, source


def test_a_folder_is_relayed_whole_and_left_as_it_was(tmp_path, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    shelf, heard = Shelf(), Heard()
    relay, works, source = begin(tmp_path, folder, shelf, heard)
    works.run([source], once=True)
    assert len(shelf.files) == 2
    assert relay.keeping.count() == 0
    assert ("cut", "prepare refused") in heard.ended
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_was_taken_is_not_read_again_by_the_next_relay(tmp_path, folder, monkeypatch):
    shelf, heard = Shelf(), Heard()
    _, works, source = begin(tmp_path, folder, shelf, heard)
    works.run([source], once=True)
    (folder / "later").write_bytes(dicom_bytes(picture(seed=9)))
    relay, works, source = begin(tmp_path, folder, shelf, heard)
    taken = []
    take = relay.take
    monkeypatch.setattr(
        relay, "take", lambda path, where: (taken.append(path.name), take(path, where))[1]
    )
    works.run([source], once=True)
    assert taken == ["later"]
    assert len(shelf.files) == 3
    assert set(shelf.sent.values()) == {1}


def test_an_archive_that_comes_back_gets_all_without_a_restart(tmp_path, folder):
    shelf, heard = Shelf(), Heard()
    relay, works, source = begin(tmp_path, folder, shelf, heard)
    shelf.down = 25
    runs = threading.Thread(target=works.run, args=([source],))
    runs.start()
    waited = threading.Event()
    for _ in range(1000):
        if len(shelf.files) == 2 and relay.keeping.count() == 0:
            break
        waited.wait(0.02)
    works.stop.set()
    runs.join()
    assert len(shelf.files) == 2
    assert set(shelf.sent.values()) == {1}
    assert len([one for one in heard.faults if one == "The archive is down."]) == 25


def test_one_relay_counts_what_many_count(tmp_path, folder):
    shelf, heard, figures = Shelf(), Heard(), Figures()
    shelf.down = 3
    relay = Relay(tmp_path / "relay", shelf, system_clock())
    works = Works(relay, Counted(heard, relay, figures), Stop(), QUICK)
    works.run([Watched(folder, relay, tmp_path / "taken", works.fault)], once=True)
    relay, works, source = begin(tmp_path, folder, shelf, heard)
    works = Works(relay, Counted(heard, relay, figures), Stop(), QUICK)
    works.run([source], once=True)
    said = figures.text()
    assert 'prescreen_relay_scans_total{outcome="refused"} 1.0' in said
    assert 'prescreen_relay_scans_total{outcome="forwarded"} 2.0' in said
    assert 'prescreen_relay_retries_total{step="forward"} 3.0' in said
    assert 'prescreen_relay_step_seconds_count{step="prepare"} 3.0' in said
    assert 'prescreen_relay_waiting{step="forward"} 0.0' in said
    received = sum(path.stat().st_size for path in folder.iterdir())
    assert f"prescreen_relay_received_bytes_total {float(received)}" in said
    assert any(sum(depths.values()) for depths in heard.depths)
    assert all(set(depths) == {"prepare", "forward"} for depths in heard.depths)


def test_a_run_to_the_end_gives_up_what_waits_and_the_next_one_has_it(tmp_path, folder):
    shelf, heard = Shelf(), Heard()
    shelf.down = 10**9
    relay, works, source = begin(tmp_path, folder, shelf, heard)
    works.run([source], once=True)
    assert relay.keeping.count() == 2
    shelf.down = 0
    relay, works, source = begin(tmp_path, folder, shelf, heard)
    works.run([], once=True)
    assert relay.keeping.count() == 0
    assert len(shelf.files) == 2


def test_both_energies_are_screened_together_and_a_lone_one_after_a_while(tmp_path, folder):
    shelf, heard, asked = Shelf(), Heard(), []

    def detect(pictures):
        asked.extend(len(one.channels) for one in pictures)
        return each(silent)(pictures)

    relay, works, source = begin(
        tmp_path, folder, shelf, heard, detect=detect, pace=Pace(look=0.02)
    )
    (folder / "alone").write_bytes(
        dicom_bytes(picture(seed=8), ImageType=["ORIGINAL", "LOW ENERGY"])
    )
    works.run([source], once=True)
    assert sorted(asked) == [1, 2]
    assert len(shelf.files) == 5
    assert relay.keeping.count() == 0


def test_pictures_share_the_memory_and_a_larger_one_has_it_alone(tmp_path, folder, monkeypatch):
    (folder / "large").write_bytes(dicom_bytes(picture(400, 500)))
    for number in range(4):
        (folder / f"more-{number}").write_bytes(
            dicom_bytes(picture(60, 60, number), SOPInstanceUID=f"1.2.9.{number}")
        )
    shelf, heard = Shelf(), Heard()
    pace = Pace(hands=4, room=12 * 2 * 3600, look=0.02)
    relay, works, source = begin(tmp_path, folder, shelf, heard, pace=pace)
    now, most, lock = [0], [0], threading.Lock()
    prepare = relay.prepare

    def watched(sha256: str) -> str:
        size = relay.pixels(sha256)
        with lock:
            now[0] += size
            most[0] = max(most[0], now[0])
            assert now[0] <= 7200 or now[0] == 200_000
        try:
            return prepare(sha256)
        finally:
            with lock:
                now[0] -= size

    monkeypatch.setattr(relay, "prepare", watched)
    works.run([source], once=True)
    assert not heard.faults
    assert most[0] == 200_000
    assert relay.keeping.count() == 0


def test_a_fault_of_ours_over_one_file_ends_nothing(tmp_path, folder, monkeypatch):
    shelf, heard = Shelf(), Heard()
    relay, works, source = begin(tmp_path, folder, shelf, heard)
    prepare = relay.prepare

    def broken(sha256: str) -> str:
        if relay.keeping.of(sha256).name == "cut":
            raise ZeroDivisionError("made up")
        return prepare(sha256)

    monkeypatch.setattr(relay, "prepare", broken)
    works.run([source], once=True)
    assert len(shelf.files) == 2
    assert any("ZeroDivisionError: made up" in one for one in heard.faults)
    assert relay.keeping.count() == 1


@pytest.mark.parametrize("told", ["done", "waits"])
def test_telling_that_fails_stops_no_work(tmp_path, folder, monkeypatch, told):
    shelf, heard = Shelf(), Heard()
    shelf.down = 3
    relay, works, source = begin(tmp_path, folder, shelf, heard)

    def failing(*_args) -> None:
        raise OSError("made up")

    monkeypatch.setattr(heard, told, failing)
    relay.take(folder / "cut", "folder")
    runs = threading.Thread(target=works.run, args=([source],))
    runs.start()
    waited = threading.Event()
    for _ in range(500):
        if len(shelf.files) == 2 and relay.keeping.count() == 0:
            break
        waited.wait(0.02)
    works.stop.set()
    runs.join()
    assert len(shelf.files) == 2
    assert relay.keeping.count() == 0


def test_an_original_that_is_gone_is_worked_on_and_not_counted(tmp_path, folder, monkeypatch):
    shelf, heard, figures = Shelf(), Heard(), Figures()
    relay = Relay(tmp_path / "relay", shelf, system_clock())
    works = Works(relay, Counted(heard, relay, figures), Stop(), QUICK)
    prepare = relay.prepare

    def taken_away(sha256: str) -> str:
        following = prepare(sha256)
        relay.originals.path(sha256).unlink()
        return following

    monkeypatch.setattr(relay, "prepare", taken_away)
    works.run([Watched(folder, relay, tmp_path / "taken", works.fault)], once=True)
    assert len(shelf.files) == 2
    said = figures.text()
    assert "prescreen_relay_received_bytes_total 0.0" in said
    assert 'prescreen_relay_scans_total{outcome="refused"} 1.0' in said
    assert len(heard.ended) == 5


def test_what_is_refused_when_it_is_sent_is_said_too(tmp_path, folder, capsys):
    shelf = Shelf()
    for place, seed in ((tmp_path / "other", 1), (folder / "twice", 2)):
        place.write_bytes(dicom_bytes(picture(seed=seed)))
    elsewhere = Relay(tmp_path / "another-relay", shelf, system_clock())
    sha256 = elsewhere.take(tmp_path / "other", "folder").sha256
    elsewhere.prepare(sha256), elsewhere.forward(sha256)
    _, works, source = begin(tmp_path, folder, shelf, Teller(Printer(json_lines=False)))
    works.run([source], once=True)
    said = capsys.readouterr().out
    assert "twice: refused. Another file of the same name (1.2.3.4)" in said


@pytest.mark.parametrize(("faults", "left"), [(7, 0), (8, 1)])
def test_only_faults_that_nobody_knows_use_up_the_tries(
    tmp_path, folder, monkeypatch, faults, left
):
    shelf, heard = Shelf(), Heard()
    relay, works, _ = begin(tmp_path, folder, shelf, heard)
    relay.take(folder / "cut", "folder")
    errors: list[Exception] = [Unavailable(say("The archive is down."))] * 9
    errors += [ZeroDivisionError("made up")] * faults
    prepare, before = relay.prepare, len(errors)

    def failing(one: str) -> str:
        if errors:
            raise errors.pop(0)
        return prepare(one)

    monkeypatch.setattr(relay, "prepare", failing)
    runs = threading.Thread(target=works.run, args=([],))
    runs.start()
    waited = threading.Event()
    for _ in range(1000):
        if relay.keeping.count() == 0 or (left and len(heard.faults) == before):
            break
        waited.wait(0.02)
    # Were it to be tried once more, it would be by now.
    waited.wait(10 * QUICK.most)
    works.stop.set()
    runs.join()
    assert not errors
    assert relay.keeping.count() == left


def test_a_file_that_cannot_be_taken_now_is_taken_later(tmp_path, folder):
    shelf, heard = Shelf(), Heard()
    _, works, source = begin(tmp_path, folder, shelf, heard)
    journal = tmp_path / "relay/journal/open"
    journal.rmdir()
    journal.write_text("a file where a folder belongs: the disk refuses")

    def mend() -> None:
        if journal.is_file():
            journal.unlink()
            journal.mkdir()

    heard.on_fault = mend
    works.run([source], once=True)
    assert heard.faults
    assert len(shelf.files) == 2
