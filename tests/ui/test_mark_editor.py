"""Class and note of a mark, written beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.mark import LONGEST_NOTE, Category, Mark, Shape
from app.ui.viewer.mark_editor import KEEP_MS
from app.ui.viewer.scan_view import ScanView
from app.ui.viewer.tag_words import tag_words
from tests.ui.test_viewer_marks import LEFT, REDO, UNDO, Book, book, drag, view

__all__ = ["book", "view"]
OPEN = (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)


def drawn(view: ScanView) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    view.set_tool("pan")


def test_t08_the_keyboard_alone_gives_class_and_note(
    view: ScanView, book: Book, qtbot: QtBot
) -> None:
    drawn(view)
    QTest.keyClick(view, *OPEN)
    editor = view.editor
    assert editor.isVisible()
    part = editor.classes.part(Category.UNSPECIFIED)
    qtbot.waitUntil(part.hasFocus)
    QTest.keyClick(part, Qt.Key.Key_H)
    assert book.only.category is Category.HIDDEN_SPACE
    QTest.keyClicks(editor.note, "behind the doors")
    assert book.only.note == ""
    qtbot.waitUntil(lambda: book.only.note == "behind the doors", timeout=KEEP_MS * 10)
    QTest.keyClick(editor.note, Qt.Key.Key_Return)
    assert not editor.isVisible()
    assert view.hasFocus()


def test_a_letter_walks_the_classes_that_begin_with_it(view: ScanView, book: Book) -> None:
    drawn(view)
    QTest.keyClick(view, *OPEN)
    found = []
    for _ in range(6):
        QTest.keyClick(view.editor, Qt.Key.Key_P)
        found.append(book.only.category)
    assert found[0] is found[5] is Category.WEAPON
    assert len(set(found[:5])) == 5, "four are possible, one is a person"


def test_the_arrows_walk_the_classes(view: ScanView, book: Book, qtbot: QtBot) -> None:
    drawn(view)
    QTest.keyClick(view, *OPEN)
    part = view.editor.classes.part(Category.UNSPECIFIED)
    qtbot.waitUntil(part.hasFocus)
    QTest.keyClick(part, Qt.Key.Key_Right)
    assert book.only.category is Category.DENSE
    QTest.keyClick(view.editor.classes.part(Category.DENSE), Qt.Key.Key_Down)
    assert book.only.category not in (Category.UNSPECIFIED, Category.DENSE)


def test_the_mouse_alone_gives_a_class(view: ScanView, book: Book) -> None:
    drawn(view)
    QTest.mouseDClick(view, LEFT, pos=QPoint(200, 100))
    assert view.editor.isVisible()
    QTest.mouseClick(view.editor.classes.part(Category.SEAL), LEFT)
    assert book.only.category is Category.SEAL
    QTest.mouseClick(view, LEFT, pos=QPoint(700, 60))
    assert not view.editor.isVisible()


def test_leaving_keeps_what_was_typed(view: ScanView, book: Book) -> None:
    drawn(view)
    view.edit_chosen()
    QTest.keyClicks(view.editor.note, "typed")
    QTest.keyClick(view.editor.note, Qt.Key.Key_Escape)
    assert book.only.note == "typed"
    view.edit_chosen()
    QTest.keyClicks(view.editor.note, " on")
    radiograph = view.radiograph
    assert radiograph is not None
    view.set_radiograph(radiograph, key=("scan-2", "side"))
    assert book.only.note == "typed on"
    assert not view.editor.isVisible()


def test_one_visit_is_one_step(view: ScanView, book: Book) -> None:
    drawn(view)
    for words in ("one", " two"):
        view.edit_chosen()
        for letter in words:
            QTest.keyClicks(view.editor.note, letter)
            view.editor.keep()
        QTest.keyClick(view.editor.note, Qt.Key.Key_Return)
    QTest.keyClick(view, *UNDO)
    assert book.only.note == "one"
    QTest.keyClick(view, *UNDO)
    assert (book.only.note, len(book.marks)) == ("", 1)
    QTest.keyClick(view, *REDO)
    QTest.keyClick(view, *REDO)
    assert book.only.note == "one two"


def test_a_step_taken_back_meanwhile_is_shown(view: ScanView, book: Book) -> None:
    drawn(view)
    view.edit_chosen()
    QTest.mouseClick(view.editor.classes.part(Category.SEAL), LEFT)
    view.book.undo()
    assert view.editor.classes.value is Category.UNSPECIFIED
    view.book.undo()
    assert not book.marks
    assert not view.editor.isVisible()


def test_it_never_stands_on_its_mark_while_there_is_room(view: ScanView, book: Book) -> None:
    view.resize(1200, 760)
    view.fit()
    camera = view.camera
    for number, (x, y) in enumerate(((5, 5), (700, 5), (5, 330), (700, 330), (350, 150)), 1):
        points = ((float(x), float(y)), (x + 90.0, y + 60.0))
        mark = Mark(f"m{number}", number, "scan-1", "side", Shape.BOX, points)
        view.set_marks((mark,))
        view.editor.open_for(mark)
        place = QRectF(view.editor.geometry())
        assert not place.intersects(camera.screen_box(mark.box)), number
        assert QRectF(view.rect()).contains(place)
    del book


def test_words_of_a_text_are_written_again(view: ScanView, book: Book) -> None:
    mark = Mark("t", 1, "scan-1", "side", Shape.TEXT, ((200.0, 150.0),), "Seal")
    book.marks = {"t": mark}
    book.give()
    view.editor.open_for(mark)
    assert view.editor.words.isVisible()
    view.editor.words.setText("Seal cut")
    view.editor.close_editor()
    assert book.only.text == "Seal cut"
    view.editor.open_for(book.only)
    view.editor.words.setText("")
    view.editor.close_editor()
    assert book.only.text == "Seal cut", "a text without words would be nothing"


def test_nothing_opens_when_the_item_is_somebody_elses(view: ScanView, book: Book) -> None:
    drawn(view)
    view.book.read_only = True
    view.edit_chosen()
    assert not view.editor.isVisible()
    assert book.only.note == ""


def test_a_note_holds_no_more_than_it_may(view: ScanView, book: Book) -> None:
    drawn(view)
    view.edit_chosen()
    view.editor.note.setText("é" * (LONGEST_NOTE + 50))
    view.editor.close_editor()
    assert len(book.only.note) == LONGEST_NOTE


def test_the_class_stands_beside_the_number() -> None:
    mark = Mark("m", 1, "s", "side", Shape.BOX, ((1.0, 1.0), (5.0, 5.0)))
    assert tag_words(mark) == ""
    noted = Mark(
        "m", 1, "s", "side", Shape.BOX, mark.points, note="a\nlong note about nothing much"
    )
    assert tag_words(noted) == "a long note about nothi…"
    classed = Mark("m", 1, "s", "side", Shape.BOX, mark.points, category=Category.SEAL)
    assert tag_words(classed) == "Seal or door"
