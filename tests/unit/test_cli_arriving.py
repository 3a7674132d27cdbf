"""The watched folder: complete files come in, and a window that closes leaves off at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.cli.arriving import Arriving
from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.domain.words import Sentence
from app.scans import FolderStore
from app.settings import Settings
from tests.unit import edi_messages as edi


def test_what_is_put_into_the_folder_comes_in_once_it_is_complete(tmp_path: Path) -> None:
    settings, folder, arriving = watched(tmp_path)
    (folder / "cargo.edi").write_text(edi.CUSCAR)
    (folder / "bad.json").write_text("{}")
    assert arriving.take(lambda: False, lambda _: None) == ()
    (said,) = arriving.take(lambda: False, lambda _: None)
    assert str(said).startswith("bad.json was turned away: ")
    assert arriving.take(lambda: False, lambda _: None) == ()
    with open_record(settings) as record:
        assert [shipment.shipment_id for shipment in record.shipments()] == [edi.CARGO]
    kept = {path.name for path in folder.iterdir() if ".reply." not in path.name}
    assert kept == {"bad.json", "cargo.edi"}


def test_a_window_that_closes_leaves_off_and_the_next_goes_on(tmp_path: Path) -> None:
    settings, folder, arriving = watched(tmp_path)
    (folder / "cargo.edi").write_text(edi.many(1100))
    assert arriving.take(lambda: False, lambda _: None) == ()
    assert arriving.take(lambda: True, lambda _: None) == ()
    with open_record(settings) as record:
        assert len(record.shipments()) == 1000
    _, _, again = watched(tmp_path)
    assert (
        again.take(lambda: False, lambda _: None),
        again.take(lambda: False, lambda _: None),
    ) == ((), ())
    with open_record(settings) as record:
        assert len(record.shipments()) == 1100


def watched(place: Path) -> tuple[Settings, Path, Arriving]:
    folder = place / "inbox"
    folder.mkdir(exist_ok=True)
    settings = Settings(place / "home", place / "keys", "READING-1", inbox=folder)
    store = FolderStore(settings.scan_folder)
    return settings, folder, Arriving(folder, settings, store, system_clock())


def test_a_large_file_tells_how_far_it_is(tmp_path: Path) -> None:
    _, folder, arriving = watched(tmp_path)
    (folder / "cargo.edi").write_text(edi.many(1100))
    told: list[Sentence] = []
    arriving.take(lambda: False, told.append)
    arriving.take(lambda: False, told.append)
    first, last = map(str, told)
    assert first.startswith("cargo.edi comes in: 9")
    assert "1000 messages, about 1 min left." in first
    assert "1100 messages" in last


def test_a_reply_that_cannot_stand_beside_its_file_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, folder, arriving = watched(tmp_path)
    (folder / "cargo.edi").write_text(edi.CUSCAR)
    write = Path.write_text

    def read_only(to: Path, *told: Any, **more: Any) -> int:
        if to.parent == folder:
            raise OSError(30, "Read-only file system")
        return write(to, *told, **more)

    monkeypatch.setattr(Path, "write_text", read_only)
    arriving.take(lambda: False, lambda _: None)
    (said,) = arriving.take(lambda: False, lambda _: None)
    assert "Read-only file system. They are kept in" in str(said)
