"""From a key in the real window to a line of the labelled set, written by the command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.cli import main
from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.scans import FolderStore
from app.screening import screen_waiting
from app.ui.controls import Button
from app.ui.demo_drive import Driver
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from imaging.dicos import write_dx
from tests.flow.places import OFFICER, PASSWORD, Place
from tests.unit.room_values import each, flagging, radiograph

SCREENS = Path(__file__).resolve().parent.parent.parent / "build" / "screens"
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def office(place: Place, tmp_path: Path) -> Iterator[Office]:
    """A workspace with one scan in which a model points at one place."""
    paths = [tmp_path / "scan_high.dcs", tmp_path / "scan_low.dcs"]
    write_dx(radiograph(), paths)
    place.take_in(paths)
    store = FolderStore(place.settings.scan_folder)
    with open_record(place.settings) as record:
        screen_waiting(record, store, each(flagging), system_clock())
    rooms = Office(place.settings)
    yield rooms
    rooms.close()


def sit_down(driver: Driver, window: MainWindow) -> None:
    """Sign in and take up the only item."""
    driver.wait("the sign-in", window.sign_in_page.isVisible)
    driver.words(OFFICER.account)
    driver.key(Qt.Key.Key_Tab)
    driver.words(PASSWORD)
    driver.key(Qt.Key.Key_Return)
    driver.wait("the queue", lambda: bool(window.desk.lines))
    driver.key(Qt.Key.Key_N)
    driver.wait("the picture", lambda: window.review_page.stage.radiograph is not None)


def test_verdicts_by_key_button_and_palette_are_all_exported(
    place: Place, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window = build_window(office.wiring())
    window.show()
    driver = Driver(window, SCREENS / "labelled")
    sit_down(driver, window)
    driver.key(Qt.Key.Key_A)
    driver.saved()
    disagree = window.review_page.verdicts.findChild(Button, "disagree-1")
    assert isinstance(disagree, Button)
    driver.click(disagree)
    driver.saved()
    driver.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    driver.words("unsure")
    driver.key(Qt.Key.Key_Return)
    driver.saved()
    window.close()

    folder = tmp_path / "set"
    capsys.readouterr()
    home = ["--home", str(place.settings.home), "--json"]
    assert main([*home, "export-verdicts", str(folder), "--crops"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["verdicts"], said["crops"], said["approved"]) == (3, 3, False)
    text = (folder / "verdicts.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["verdict"], line["stands"]) for line in lines] == [
        ("agree", False),
        ("disagree", False),
        ("unsure", True),
    ]
    assert len({line["officer"] for line in lines}) == 1
    assert OFFICER.name not in text
