"""Marks of somebody else, read from a file: over the image, told apart, never one's own."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.domain.mark import Borrowed, Category, Mark, Shape
from app.review.mark_files import sheet_of
from app.ui import i18n, tokens
from app.ui.borrowing import TOOL
from app.ui.shown import Message
from app.ui.viewer.scan_view import ScanView
from app.ui.viewer.tag_words import others_words
from imaging.mark_sheet import write_marks_json
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import picture

KEY = ("scan-1-1", "side")
BOX = Mark(
    "other-1", 1, *KEY, Shape.BOX, ((300.0, 150.0), (520.0, 300.0)), category=Category.WEAPON
)
SHAPES = (
    BOX,
    Mark("other-2", 2, *KEY, Shape.ELLIPSE, ((700.0, 180.0), (900.0, 330.0)), note="two tones"),
    Mark("other-3", 3, *KEY, Shape.ARROW, ((1000.0, 120.0), (1100.0, 260.0))),
    Mark("other-4", 4, *KEY, Shape.TEXT, ((620.0, 420.0),), text="seal?"),
    Mark("other-5", 5, "scan-1-2", "side", Shape.BOX, ((100.0, 100.0), (200.0, 200.0))),
)


@pytest.fixture
def one(seat: Opener) -> Seat:
    made = seat()
    made.open(1)
    return made


def sheet(one: Seat, folder: Path, name: str = "singh.marks.json") -> Path:
    """The marks of both scans' first one, as another officer exported them."""
    shown = one.window.desk.review.shown
    assert shown is not None
    path = folder / name
    write_marks_json(sheet_of(shown.item.scans[0], SHAPES), path)
    return path


def said(one: Seat) -> list[Message]:
    told: list[Message] = []
    one.window.desk.said.connect(told.append)
    return told


def dots(view: ScanView) -> int:
    """Pixels in the colour of others."""
    image = view.grab().toImage()
    tone = tokens.colour("others").rgb()
    return sum(
        image.pixel(x, y) == tone for y in range(image.height()) for x in range(image.width())
    )


def test_a_file_is_chosen_shown_hidden_and_gone_with_its_item(one: Seat, tmp_path: Path) -> None:
    told = said(one)
    path = sheet(one, tmp_path)
    view = one.page.scan_view
    QTest.keyClick(view, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    dialog = one.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    one.qtbot.waitUntil(one.window.isActiveWindow)
    one.rest()
    one.qtbot.waitUntil(lambda: bool(one.page.borrowing.sheets))
    assert [str(message.sentence) for message in told if message] == [
        "Dotted, not recorded: marks of singh.marks.json."
    ]
    assert dots(view) > 200
    assert "Marks of singh.marks.json: 4." in view.accessibleDescription()
    one.save("marks-of-others")
    QTest.keyClick(view, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    assert not one.page.borrowing.shown
    assert dots(view) == 0
    one.window.commanding.run("borrowed")
    assert dots(view) > 200
    one.open(3)
    assert one.page.borrowing.sheets == ()
    assert one.window.commanding.refusal("borrowed") == "Show marks from a file first."
    one.open(1)
    assert dots(view) == 0


def test_marks_of_others_are_nobodys_to_change_and_never_recorded(
    one: Seat, tmp_path: Path
) -> None:
    one.page.borrowing.read(str(sheet(one, tmp_path)))
    one.qtbot.waitUntil(lambda: bool(one.page.borrowing.sheets))
    view = one.page.scan_view
    edge = view.camera.to_screen((300.0, 220.0)).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=edge)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert view.book.selected is None
    assert view.book.marks == ()
    one.rest()
    item = one.store.items["item-1"]
    assert item.marks == ()
    # That the eye was led is part of the review.
    assert any(TOOL in event for event in one.store.events)


def test_marks_stay_on_their_own_view(one: Seat, tmp_path: Path) -> None:
    one.page.borrowing.read(str(sheet(one, tmp_path)))
    one.qtbot.waitUntil(lambda: bool(one.page.borrowing.sheets))
    one.page.stage.show_view(("scan-1-2", "side"))
    one.rest()
    assert dots(one.page.scan_view) == 0
    one.page.stage.show_view(KEY)
    one.rest()
    assert dots(one.page.scan_view) > 200


@pytest.mark.parametrize("content", ["{}", "no marks", ""])
def test_what_is_no_file_of_marks_is_said(one: Seat, tmp_path: Path, content: str) -> None:
    told = said(one)
    path = tmp_path / "a.json"
    path.write_text(content)
    one.page.borrowing.read(str(path))
    one.qtbot.waitUntil(lambda: bool(told))
    assert "a.json" in str(told[0].sentence)
    assert one.page.borrowing.sheets == ()


def test_marks_of_another_item_are_refused(one: Seat, tmp_path: Path) -> None:
    path = sheet(one, tmp_path)
    one.open(3)
    told = said(one)
    one.page.borrowing.read(str(path))
    one.qtbot.waitUntil(lambda: bool(told))
    assert str(told[0].sentence).startswith("singh.marks.json: these marks were drawn on other")


def test_the_list_of_files_goes_when_the_screen_is_locked(one: Seat) -> None:
    one.page.borrowing.choose()
    assert one.window.findChild(QFileDialog) is not None
    one.window.desk.lock()
    one.qtbot.waitUntil(lambda: one.window.findChild(QFileDialog) is None)


def test_the_list_of_files_speaks_french(one: Seat) -> None:
    i18n.use("fr")
    one.page.borrowing.choose()
    dialog = one.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Afficher les marques d’un fichier"
    assert dialog.labelText(QFileDialog.DialogLabel.Reject).replace("&", "") == "Annuler"
    assert {label.text().replace("&", "") for label in dialog.findChildren(QLabel)} == {
        "Dossier\u00a0:",
        "Nom de fichier\u00a0:",
        "Type de fichier\u00a0:",
    }
    dialog.reject()


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_others_are_told_apart_from_findings_and_own_marks(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    taken = seat(size=size, language=language)
    taken.open(1)
    view = taken.page.scan_view
    view.book.add(Shape.BOX, ((320.0, 170.0), (480.0, 290.0)))
    view.grab()
    before = view.layers.tags
    taken.page.stage.show_borrowed((Borrowed("R. Singh", SHAPES[:4]),), shown=True)
    taken.save(f"others-{language}-{size[0]}")
    assert len(before) == 3
    assert [tag.rect for tag in view.layers.tags] == [tag.rect for tag in before]
    assert others_words(BOX, Borrowed("R. Singh", ())).endswith(" · R. Singh")
    long = others_words(SHAPES[2], Borrowed("S-000000000000000000000012.marks.json", ()))
    assert len(long) <= 30
    assert long.endswith("marks.json")


def test_the_tags_of_others_make_room_for_ones_own(qtbot: QtBot) -> None:
    view = ScanView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.set_radiograph(picture(1), key=KEY)
    own = dataclasses.replace(BOX, mark_id="own")
    view.set_marks((own,))
    view.grab()
    alone = [tag.rect for tag in view.layers.tags]
    view.set_borrowed((Borrowed("R. Singh", (BOX,)),), shown=True)
    view.grab()
    assert [tag.rect for tag in view.layers.tags] == alone
    assert dots(view) > 50
    view.bare(True)
    assert dots(view) == 0
    view.bare(False)
    assert view.camera.to_stored(QPointF(0, 0))
