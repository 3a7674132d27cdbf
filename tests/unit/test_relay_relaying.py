"""The steps over what is kept: whoever dies, wherever, loses nothing and sends nothing twice."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from pathlib import Path

import pytest

from app.domain.clock import system_clock
from app.domain.errors import KnownError, Unavailable
from app.relay.keeping import Fate, State
from app.relay.relaying import Relay
from imaging.dicos import write_dx
from imaging.reader import read_image
from imaging.tdr import read_tdr
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
    fsync, replace, unlink = os.fsync, Path.replace, Path.unlink
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
    monkeypatch.setattr(Path, "replace", counted(replace))
    monkeypatch.setattr(Path, "unlink", counted(unlink))
    # The archive has it, and its answer is not heard any more.
    monkeypatch.setattr(Shelf, "put", counted(put, after=True))


@pytest.mark.slow
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
