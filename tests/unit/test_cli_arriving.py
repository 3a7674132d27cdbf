"""The watched folder: complete files come in, and a window that closes leaves off at once."""

from __future__ import annotations

from pathlib import Path

from app.cli.arriving import Arriving
from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.scans import FolderStore
from app.settings import Settings
from tests.unit import edi_messages as edi


def test_what_is_put_into_the_folder_comes_in_once_it_is_complete(tmp_path: Path) -> None:
    settings, folder, arriving = watched(tmp_path)
    (folder / "cargo.edi").write_text(edi.CUSCAR)
    (folder / "bad.json").write_text("{}")
    assert arriving.take(lambda: False) == ()
    (said,) = arriving.take(lambda: False)
    assert str(said).startswith("bad.json was turned away: ")
    assert arriving.take(lambda: False) == ()
    with open_record(settings) as record:
        assert [shipment.shipment_id for shipment in record.shipments()] == [edi.CARGO]
    kept = {path.name for path in folder.iterdir() if ".reply." not in path.name}
    assert kept == {"bad.json", "cargo.edi"}


def test_a_window_that_closes_leaves_off_and_the_next_goes_on(tmp_path: Path) -> None:
    settings, folder, arriving = watched(tmp_path)
    (folder / "cargo.edi").write_text(edi.many(1100))
    assert arriving.take(lambda: False) == ()
    assert arriving.take(lambda: True) == ()
    with open_record(settings) as record:
        assert len(record.shipments()) == 1000
    _, _, again = watched(tmp_path)
    assert (again.take(lambda: False), again.take(lambda: False)) == ((), ())
    with open_record(settings) as record:
        assert len(record.shipments()) == 1100


def watched(place: Path) -> tuple[Settings, Path, Arriving]:
    folder = place / "inbox"
    folder.mkdir(exist_ok=True)
    settings = Settings(place / "home", place / "keys", "READING-1", inbox=folder)
    store = FolderStore(settings.scan_folder)
    return settings, folder, Arriving(folder, settings, store, system_clock())
