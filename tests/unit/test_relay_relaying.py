"""The steps over what is kept: whoever dies, wherever, loses nothing and sends nothing twice."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.clock import system_clock
from app.domain.errors import KnownError, Unavailable
from app.relay import keeping
from app.relay.keeping import Fate, State
from app.relay.relaying import Relay
from app.relay.screening import Made
from imaging.dicos import write_dx
from imaging.reader import read_image
from imaging.tdr import AlarmDecision, read_tdr
from tests.unit.imaging_files import dicom_bytes, pair, picture
from tests.unit.relay_archive import Shelf
from tests.unit.room_values import broken, each, flagging, silent
from tests.unit.test_imaging_plain import FULL, png

CLOCK = system_clock()


class Killed(BaseException):
    """A kill -9, wherever it falls."""


def work(relay: Relay) -> None:
    """Do all that is due, as an engine would."""
    todo = list(relay.left())
    while todo:
        sha256, step = todo.pop()
        following = relay.steps[step](sha256)
        if following:
            todo.append((sha256, following))


@pytest.fixture
def scanner(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "scanner"
    folder.mkdir()
    (folder / "cut").write_bytes(dicom_bytes(picture())[:-9])
    return [*write_dx(pair(), folder), png(folder, FULL), folder / "cut"]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def through(home: Path, shelf: Shelf, files: list[Path], detect=None) -> Relay:
    relay = Relay(home, shelf, CLOCK, detect)
    for file in files:
        relay.take(file, "folder")
    work(relay)
    return relay


def test_all_that_comes_is_sent_or_refused_and_kept(tmp_path, shelf, scanner):
    relay = through(tmp_path / "relay", shelf, scanner)
    fates = [relay.keeping.of(hashlib.sha256(p.read_bytes()).hexdigest()) for p in scanner]
    assert [fate.state for fate in fates] == [State.SENT] * 3 + [State.REFUSED]
    assert "bytes" in str(fates[3].said)
    assert len(shelf.files) == 3
    assert all(relay.originals.check(fate.sha256) for fate in fates)
    # What the archive has need not lie here too.
    assert not [path for path in relay.outgoing.root.rglob("*") if path.is_file()]
    assert list(relay.left()) == []


def test_what_comes_again_is_known(tmp_path, shelf, scanner):
    relay = through(tmp_path / "relay", shelf, scanner)
    copy = tmp_path / "again"
    copy.write_bytes(scanner[0].read_bytes())
    assert not relay.take(copy, "folder").new
    through(tmp_path / "relay", shelf, scanner)
    assert set(shelf.sent.values()) == {1}


def _killed_at(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program die at its n-th word to the disk or the archive."""
    left = [number]
    fsync, link, replace, unlink = os.fsync, os.link, Path.replace, Path.unlink
    put = Shelf.put

    def counted(then, *, after: bool = False):
        def call(*args, **kwargs):
            left[0] -= 1
            if left[0] == 0 and not after:
                raise Killed
            result = then(*args, **kwargs)
            if left[0] == 0:
                raise Killed
            return result

        return call

    monkeypatch.setattr(os, "fsync", counted(fsync))
    monkeypatch.setattr(os, "link", counted(link))
    monkeypatch.setattr(Path, "replace", counted(replace))
    monkeypatch.setattr(Path, "unlink", counted(unlink))
    # The archive has it, and its answer is not heard any more.
    monkeypatch.setattr(Shelf, "put", counted(put, after=True))


@pytest.mark.slow
def test_both_energies_that_come_to_be_screened_together_ask_once(tmp_path, shelf, scanner):
    asked: list[int] = []

    def detect(pictures):
        asked.append(len(pictures))
        # The other hand comes to the other energy while this one asks.
        assert [relay.screen(other) for other in digests] == ["", ""]
        return each(silent)(pictures)

    relay = Relay(tmp_path / "relay", shelf, CLOCK, detect)
    digests = [relay.take(path, "folder").sha256 for path in scanner[:2]]
    for sha256 in digests:
        assert relay.prepare(sha256) == "forward"
    assert [relay.forward(sha256) for sha256 in digests] == ["screen", "screen"]
    for sha256 in digests:
        assert relay.screen(sha256) == ""
    assert asked == [1]
    assert relay.keeping.count() == 0
    assert len(shelf.files) == 3


@pytest.mark.parametrize("detect", [None, each(flagging)])
def test_killed_anywhere_all_is_there_once(tmp_path, scanner, monkeypatch, detect):
    number, died = 0, True
    while died:
        number, died, shelf = number + 1, False, Shelf()
        home = tmp_path / f"relay-{number}"
        files = scanner[:2] if detect else scanner[1:]
        with monkeypatch.context() as patch:
            _killed_at(number, patch)
            try:
                through(home, shelf, files, detect)
            except Killed:
                died = True
        relay = through(home, shelf, files, detect)
        for one in [sha256 for sha256, _ in relay.left()]:
            relay.screen(one, alone=True)
        assert list(relay.left()) == []
        assert set(shelf.sent.values()) == {1}, number
        assert len(shelf.files) == (2 if detect is None else 3)
        fates = [relay.keeping.of(hashlib.sha256(p.read_bytes()).hexdigest()) for p in files]
        refused = [] if detect else [State.REFUSED]
        assert [fate.state for fate in fates] == [State.SENT] * 2 + refused
    assert number > 30


def test_an_archive_that_is_down_keeps_nothing_from_being_sent_later(tmp_path, shelf, scanner):
    relay = Relay(tmp_path / "relay", shelf, CLOCK)
    sha256 = relay.take(scanner[0], "folder").sha256
    assert relay.prepare(sha256) == "forward"
    shelf.down = 2
    for _ in range(2):
        with pytest.raises(Unavailable):
            relay.forward(sha256)
    assert relay.forward(sha256) == ""
    assert len(shelf.files) == 1


def test_two_files_of_one_name_are_told_apart(tmp_path, shelf):
    for number in (1, 2):
        (tmp_path / f"{number}").write_bytes(dicom_bytes(picture(seed=number)))
    relay = through(tmp_path / "relay", shelf, [tmp_path / "1", tmp_path / "2"])
    fates = [
        relay.keeping.of(hashlib.sha256((tmp_path / f"{n}").read_bytes()).hexdigest())
        for n in (1, 2)
    ]
    assert sorted(fate.state for fate in fates) == [State.REFUSED, State.SENT]
    refused = next(fate for fate in fates if fate.state is State.REFUSED)
    assert "Another file of the same name (1.2.3.4)" in str(refused.said)
    assert relay.originals.check(refused.sha256)


@pytest.mark.parametrize("begun", [False, True])
def test_a_file_of_which_the_archive_has_another_is_refused_and_kept(tmp_path, shelf, begun):
    """Also when it may have been sent before: a name alone is no file."""
    (tmp_path / "other").write_bytes(dicom_bytes(picture(seed=1)))
    (tmp_path / "this").write_bytes(dicom_bytes(picture(seed=2)))
    other = through(tmp_path / "another-relay", shelf, [tmp_path / "other"])
    before = dict(shelf.files)
    relay = Relay(tmp_path / "relay", shelf, CLOCK)
    sha256 = relay.take(tmp_path / "this", "folder").sha256
    relay.prepare(sha256)
    fate = relay.keeping.note(dataclasses.replace(relay.keeping.of(sha256), begun=begun))
    assert relay.forward(sha256) == ""
    refused = relay.keeping.of(sha256)
    assert refused.state is State.REFUSED
    assert "Another file of the same name (1.2.3.4)" in str(refused.said)
    assert shelf.files == before
    assert relay.originals.check(sha256)
    assert relay.outgoing.check(fate.made[0].sha256)
    assert list(relay.left()) == []
    assert list(other.left()) == []


def test_a_report_of_which_the_archive_has_another_ends_the_screening_and_says_so(
    tmp_path, shelf, scanner
):
    through(tmp_path / "another-relay", shelf, scanner[:2], each(silent))
    before = dict(shelf.files)
    relay = through(tmp_path / "relay", shelf, scanner[:2], each(flagging))
    assert shelf.files == before
    assert list(relay.left()) == []
    for path in scanner[:2]:
        fate = relay.keeping.of(hashlib.sha256(path.read_bytes()).hexdigest())
        assert fate.state is State.SENT
        assert fate.report is None
        assert "The archive has another report on this view" in str(fate.said)
    (kept,) = [path for path in relay.outgoing.root.rglob("*") if path.is_file()]
    assert read_tdr(kept).decision is AlarmDecision.ALARM


def _made(digit: str) -> Made:
    return Made(digit * 64, 9, "1.2.3", "1.2.3.4", "top", "high")


def _meeting(monkeypatch: pytest.MonkeyPatch, runs: int) -> None:
    """Let programs that claim a name all see first that nobody has it."""
    met, seen, text = threading.Barrier(runs, timeout=20), threading.local(), keeping._text

    def read(path: Path) -> str:
        found = text(path)
        if threading.current_thread() is not threading.main_thread() and not hasattr(seen, "once"):
            seen.once = True
            met.wait()
        return found

    monkeypatch.setattr(keeping, "_text", read)


def test_of_two_that_claim_a_name_at_once_one_has_it(tmp_path, monkeypatch):
    _meeting(monkeypatch, 2)
    had: dict[str, str] = {}

    def claim(digit: str) -> None:
        had[digit] = keeping.Keeping(tmp_path / "journal").claim(_made(digit))

    _together([lambda: claim("a"), lambda: claim("b")])
    assert had["a"] == had["b"]
    assert had["a"] in {"a" * 64, "b" * 64}
    assert keeping.Keeping(tmp_path / "journal").claim(_made("c")) == had["a"]
    assert not list(tmp_path.rglob("*.part"))


def test_a_name_is_claimed_also_where_there_are_no_links(tmp_path, monkeypatch):
    def refuse(*_paths):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    kept = keeping.Keeping(tmp_path / "journal")
    assert kept.claim(_made("a")) == "a" * 64
    # One that came first, and was not seen yet.
    text, looks = keeping._text, []
    monkeypatch.setattr(
        keeping, "_text", lambda path: (looks.append(path), text(path) if looks[1:] else "")[1]
    )
    assert kept.claim(_made("b")) == "a" * 64
    assert len(looks) == 2


def test_a_damaged_name_is_claimed_anew_and_once(tmp_path):
    kept = keeping.Keeping(tmp_path / "journal")
    kept.claim(_made("a"))
    (place,) = (path for path in (tmp_path / "journal/names").rglob("*") if path.is_file())
    for damage in (b"", b"\xff" * 64):
        place.write_bytes(damage)
        assert kept.claim(_made("b")) == "b" * 64
        assert kept.claim(_made("a")) == "b" * 64


def test_two_files_of_one_name_that_are_prepared_at_once_are_told_apart(
    tmp_path, shelf, monkeypatch
):
    relay = Relay(tmp_path / "relay", shelf, CLOCK)
    taken = []
    for number in (1, 2):
        (tmp_path / f"{number}").write_bytes(dicom_bytes(picture(seed=number)))
        taken.append(relay.take(tmp_path / f"{number}", "folder").sha256)
    _meeting(monkeypatch, 2)
    _together([lambda one=one: relay.prepare(one) for one in taken])
    states = sorted(relay.keeping.of(one).state for one in taken)
    assert states == [State.MADE, State.REFUSED]


def _together(calls: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("damage", ["journal", "outgoing"])
def test_what_is_damaged_here_is_found_out_and_made_again(tmp_path, shelf, scanner, damage):
    relay = Relay(tmp_path / "relay", shelf, CLOCK)
    sha256 = relay.take(scanner[0], "folder").sha256
    relay.prepare(sha256)
    if damage == "journal":
        (entry,) = (tmp_path / "relay/journal/open").glob("*.json")
        entry.write_bytes(b'{"sha256": "')
        assert relay.take(scanner[0], "folder").new
    else:
        (made,) = relay.keeping.of(sha256).made
        relay.outgoing.forget(made.sha256)
    work(relay)
    assert relay.keeping.of(sha256).state is State.SENT
    assert set(shelf.sent.values()) == {1}


def test_a_view_is_screened_when_both_energies_are_here(tmp_path, shelf, scanner):
    relay = Relay(tmp_path / "relay", shelf, CLOCK, each(silent))
    high, low = (relay.take(path, "folder").sha256 for path in scanner[:2])
    for step, following in (("prepare", "forward"), ("forward", "screen"), ("screen", "")):
        assert relay.steps[step](high) == following
    assert len(shelf.files) == 1
    relay.prepare(low), relay.forward(low), relay.screen(low)
    assert len(shelf.files) == 3
    assert list(relay.left()) == []


@pytest.mark.parametrize("detect", [broken])
def test_a_screening_that_fails_stops_nothing(tmp_path, shelf, scanner, detect):
    relay = through(tmp_path / "relay", shelf, scanner[:2], each(detect))
    (report,) = (data for data in shelf.files.values() if b"ABORT" in data)
    (tmp_path / "tdr").write_bytes(report)
    assert read_tdr(tmp_path / "tdr").abort_reason is not None
    assert len(shelf.files) == 3
    assert list(relay.left()) == []


def test_two_views_of_one_name_are_not_taken_for_one(tmp_path, shelf):
    """H1, H2, L1, L2 of two views that their scanner calls the same: two reports, of two each."""
    asked = []

    def detect(pictures):
        asked.extend(pictures)
        return each(silent)(pictures)

    made = []
    for number in (1, 2):
        scan = pair(study_uid="1.2.840.77")
        shifted = [
            dataclasses.replace(one, pixels=picture(24, 40, seed=10 * number + place))
            for place, one in enumerate(scan.channels)
        ]
        folder = tmp_path / f"{number}"
        folder.mkdir()
        series = dataclasses.replace(scan.source, series_uid=f"1.2.840.77.{number}")
        made.append(
            write_dx(
                dataclasses.replace(scan, channels=tuple(shifted), source=series),
                folder,
                seed=str(number),
            )
        )
    order = [made[0][0], made[1][0], made[0][1], made[1][1]]
    relay = Relay(tmp_path / "relay", shelf, CLOCK, detect)
    taken = [relay.take(path, "folder").sha256 for path in order]
    for step in ("prepare", "forward", "screen"):
        for sha256 in taken:
            relay.steps[step](sha256)
    assert len(shelf.files) == 6
    assert len(asked) == 2
    for one in asked:
        pixels = {tuple(channel.pixels[0]) for channel in one.channels}
        known = [
            {tuple(read_image(path).channels[0].pixels[0]) for path in files} for files in made
        ]
        assert pixels in known
    assert list(relay.left()) == []


def test_a_relay_that_does_not_screen_ends_what_another_began(tmp_path, shelf, scanner):
    relay = Relay(tmp_path / "relay", shelf, CLOCK, each(silent))
    sha256 = relay.take(scanner[0], "folder").sha256
    relay.prepare(sha256), relay.forward(sha256)
    assert list(Relay(tmp_path / "relay", shelf, CLOCK).left()) == []
    assert relay.keeping.of(sha256).done


def test_a_disk_that_is_full_is_said_and_nothing_is_acknowledged(tmp_path, shelf, scanner):
    relay = Relay(tmp_path / "relay", shelf, CLOCK)
    (tmp_path / "relay/journal/open").rmdir()
    (tmp_path / "relay/journal/open").write_text("")
    with pytest.raises(KnownError, match="cannot note what became of"):
        relay.take(scanner[0], "folder")


def test_a_fate_reads_back_as_it_was(tmp_path, shelf, scanner):
    relay = through(tmp_path / "relay", shelf, scanner, each(silent))
    for path in scanner:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        fate = relay.keeping.of(sha256)
        assert isinstance(fate, Fate)
        relay.keeping.note(fate)
        assert relay.keeping.of(sha256) == fate
