from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.mark import Mark, MarkAct, Point, Shape
from app.ui import tokens
from app.ui.viewer.scan_view import ScanView
from app.ui.viewer.shapes import simplified
from imaging.radiograph import Channel, Radiograph
from imaging.radiograph import Energy as Beam

KEY = ("scan-1", "side")
LEFT = Qt.MouseButton.LeftButton


class Book:
    """A record in small: keeps what the picture reports and gives it back."""

    def __init__(self, view: ScanView) -> None:
        self.view = view
        self.marks: dict[str, Mark] = {}
        view.mark_acted.connect(self.act)

    def act(self, act: MarkAct) -> None:
        if act.after is None:
            del self.marks[act.mark.mark_id]
        else:
            self.marks[act.after.mark_id] = act.after
        self.give()

    def give(self) -> None:
        here = [m for m in self.marks.values() if (m.scan_id, m.view) == self.view.book.key]
        self.view.set_marks(tuple(here))

    @property
    def only(self) -> Mark:
        (mark,) = self.marks.values()
        return mark


@pytest.fixture
def view(qtbot: QtBot) -> ScanView:
    widget = ScanView()
    qtbot.addWidget(widget)
    widget.resize(800, 400)
    widget.show()
    qtbot.waitExposed(widget)
    pixels = np.full((400, 800), 50000, np.uint16)
    widget.set_radiograph(Radiograph((Channel(Beam.SINGLE, pixels),), (5.0, 5.0)), key=KEY)
    return widget


@pytest.fixture
def book(view: ScanView) -> Book:
    return Book(view)


def drag(view: ScanView, *places: tuple[int, int]) -> None:
    QTest.mousePress(view, LEFT, pos=QPoint(*places[0]))
    for place in places[1:]:
        QTest.mouseMove(view, QPoint(*place))
    QTest.mouseRelease(view, LEFT, pos=QPoint(*places[-1]))


@pytest.mark.parametrize("shape", [Shape.BOX, Shape.ELLIPSE, Shape.ARROW])
def test_a_drag_draws_between_two_corners(view: ScanView, book: Book, shape: Shape) -> None:
    view.set_tool(shape.value)
    drag(view, (100, 100), (150, 130), (300, 250))
    assert book.only.shape is shape
    assert book.only.points == ((100.0, 100.0), (300.0, 250.0))


def test_marks_are_stored_pixels_at_any_zoom(view: ScanView, book: Book) -> None:
    view.zoom_by(4.0, QPointF(200, 200))
    view.set_tool("box")
    drag(view, (200, 200), (280, 240))
    assert book.only.points[0] == pytest.approx((200.0, 200.0))
    assert book.only.points[1] == pytest.approx((220.0, 210.0))


def test_a_hand_drawn_outline_keeps_its_corners(view: ScanView, book: Book) -> None:
    view.set_tool("freehand")
    path = [(100 + 10 * n, 100) for n in range(15)] + [(240, 100 + 10 * n) for n in range(15)]
    drag(view, *path, (110, 230))
    mark = book.only
    assert mark.shape is Shape.FREEHAND
    assert (100.0, 100.0) in mark.points
    assert len(mark.points) <= 6


def test_a_slip_of_the_hand_draws_nothing(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (101, 102))
    assert not book.marks


def test_a_drag_beyond_the_image_stops_at_its_edge(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (700, 300), (2000, 900))
    assert book.only.points[1] == (800.0, 400.0)


def test_esc_in_the_middle_of_a_drag_draws_nothing(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    QTest.mousePress(view, LEFT, pos=QPoint(100, 100))
    QTest.mouseMove(view, QPoint(200, 200))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, pos=QPoint(200, 200))
    assert not book.marks


def test_what_is_being_saved_is_shown_already(view: ScanView) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    assert view.grab().toImage().pixelColor(200, 100) == tokens.colour("mark")


def test_a_mark_is_white_on_its_halo_with_a_round_tag(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    image = view.grab().toImage()
    assert image.pixelColor(200, 100) == tokens.colour("mark")
    assert tokens.colour("halo") in [image.pixelColor(200, y) for y in (97, 98, 102, 103)]
    (tag,) = view.layers.tags
    assert tag.mark == book.only
    assert tag.rect.size().toTuple() == (24.0, 24.0)


def test_a_mark_is_moved_by_its_outline(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    view.set_tool("pan")
    drag(view, (200, 100), (220, 120), (240, 150))
    assert book.only.points == ((140.0, 150.0), (340.0, 300.0))
    assert view.book.selected == book.only


def test_a_mark_moved_against_the_edge_keeps_its_size(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    view.set_tool("pan")
    drag(view, (200, 100), (-600, -600))
    assert book.only.box == pytest.approx((0.0, 0.0, 200.0, 150.0))


@pytest.mark.parametrize(
    ("corner", "wanted"),
    [
        ((100, 100), ((80.0, 70.0), (300.0, 250.0))),
        ((300, 100), ((100.0, 70.0), (280.0, 250.0))),
        ((300, 250), ((100.0, 100.0), (280.0, 220.0))),
        ((100, 250), ((80.0, 100.0), (300.0, 220.0))),
    ],
)
def test_each_handle_takes_its_own_corner(
    view: ScanView, book: Book, corner: tuple[int, int], wanted: tuple[Point, Point]
) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    view.set_tool("pan")
    QTest.mouseClick(view, LEFT, pos=QPoint(200, 100))
    drag(view, corner, (corner[0] - 5, corner[1]), (corner[0] - 20, corner[1] - 30))
    assert book.only.points == wanted


def test_a_drag_of_a_mark_can_be_given_up(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    before = book.only
    view.set_tool("pan")
    QTest.mousePress(view, LEFT, pos=QPoint(200, 100))
    QTest.mouseMove(view, QPoint(260, 180))
    assert view.book.marks[0] != before
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.book.marks == (before,)
    assert book.only == before


UNDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
REDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_every_step_is_taken_back_and_done_again(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    states = [dict(book.marks)]
    view.set_tool("pan")
    drag(view, (200, 100), (240, 150))
    states.append(dict(book.marks))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    states.append({})
    assert not book.marks
    for state in (states[1], states[0], {}):
        QTest.keyClick(view, *UNDO)
        assert book.marks == state, "the same identity and number, as it was"
    QTest.keyClick(view, *UNDO)
    for state in states:
        QTest.keyClick(view, *REDO)
        assert book.marks == state
    QTest.keyClick(view, *REDO)
    assert not book.marks


def test_what_is_done_anew_ends_what_can_be_done_again(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    QTest.keyClick(view, *UNDO)
    drag(view, (400, 100), (500, 250))
    QTest.keyClick(view, *REDO)
    assert book.only.points[0] == (400.0, 100.0)


def test_nothing_changes_when_the_item_is_somebody_elses(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    kept = book.only
    view.book.read_only = True
    drag(view, (400, 100), (500, 250))
    view.set_tool("pan")
    drag(view, (200, 100), (240, 150))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.keyClick(view, *UNDO)
    assert book.only == kept
    assert view.book.marks == (kept,)


def test_a_mark_that_is_not_on_record_is_dashed(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    tone = tokens.colour("mark")

    def white() -> int:
        image = view.grab().toImage()
        return sum(image.pixelColor(x, 250) == tone for x in range(104, 296))

    assert white() == 192
    view.book.unsaved = frozenset({book.only.mark_id})
    assert 60 < white() < 160


CORNERS = ((100, 100), (300, 120), (250, 300))


def click(view: ScanView, *places: tuple[int, int]) -> None:
    for place in places:
        QTest.mouseMove(view, QPoint(*place))
        QTest.mouseClick(view, LEFT, pos=QPoint(*place))


def stored(places: tuple[tuple[int, int], ...]) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in places)


@pytest.mark.parametrize("how", ["first corner", "double click", "enter"])
def test_a_polygon_is_drawn_corner_by_corner(view: ScanView, book: Book, how: str) -> None:
    view.set_tool("polygon")
    click(view, *CORNERS)
    assert not book.marks
    if how == "first corner":
        click(view, (104, 97))
    elif how == "double click":
        QTest.mouseDClick(view, LEFT, pos=QPoint(*CORNERS[-1]))
        QTest.mouseRelease(view, LEFT, pos=QPoint(*CORNERS[-1]))
    else:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert book.only.shape is Shape.POLYGON
    assert book.only.points == stored(CORNERS)


def test_the_last_corner_is_taken_off_and_the_polygon_given_up(view: ScanView, book: Book) -> None:
    view.set_tool("polygon")
    click(view, (50, 50), *CORNERS, (390, 390))
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert book.only.points == stored(((50, 50), *CORNERS))
    click(view, (400, 50), (500, 50), (450, 150))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.keyClick(view, Qt.Key.Key_Return)
    click(view, (600, 50))
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert book.only.points[0] == (50.0, 50.0)
    assert not view.hands.busy


def test_two_corners_are_no_polygon(view: ScanView, book: Book) -> None:
    view.set_tool("polygon")
    click(view, (100, 100), (200, 200), (200, 200), (101, 101))
    assert not book.marks
    assert view.hands.busy


def test_the_keyboard_alone_draws_a_polygon(view: ScanView, book: Book) -> None:
    view.set_tool("polygon")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        for _ in range(4):
            QTest.keyClick(view, key)
        QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert book.only.points == ((464.0, 200.0), (464.0, 264.0), (400.0, 264.0))


def test_each_corner_of_a_polygon_is_taken_by_itself(view: ScanView, book: Book) -> None:
    view.set_tool("polygon")
    click(view, *CORNERS)
    QTest.keyClick(view, Qt.Key.Key_Return)
    view.set_tool("pan")
    click(view, (200, 110))
    drag(view, (300, 120), (310, 120), (340, 90))
    assert book.only.points == stored((CORNERS[0], (340, 90), CORNERS[2]))
    drag(view, (220, 95), (240, 95), (240, 105))
    assert book.only.points[0] == (120.0, 110.0)


def test_an_outline_drawn_by_hand_is_stretched_by_its_corners(view: ScanView, book: Book) -> None:
    view.set_tool("freehand")
    drag(view, (100, 100), (200, 100), (200, 200), (100, 200), (100, 150))
    view.set_tool("pan")
    click(view, (150, 100))
    drag(view, (200, 200), (210, 210), (300, 250))
    assert book.only.box == pytest.approx((100.0, 100.0, 200.0, 150.0))


def shift_drag(view: ScanView, *places: tuple[int, int]) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(view, LEFT, shift, QPoint(*places[0]))
    for place in places[1:]:
        # QTest's own move cannot carry a modifier.
        position = QPointF(*place)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            position,
            view.mapToGlobal(position),
            Qt.MouseButton.NoButton,
            LEFT,
            shift,
        )
        QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, LEFT, shift, QPoint(*places[-1]))


@pytest.mark.parametrize("shape", ["box", "ellipse"])
@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ((100, 100), (180, 220), (220.0, 220.0)),
        ((300, 300), (180, 280), (180.0, 180.0)),
        ((700, 300), (780, 390), (790.0, 390.0)),
        ((700, 100), (2000, 300), (800.0, 200.0)),
    ],
)
def test_with_shift_a_box_is_a_square_inside_the_image(
    view: ScanView,
    book: Book,
    shape: str,
    start: tuple[int, int],
    end: tuple[int, int],
    wanted: Point,
) -> None:
    view.set_tool(shape)
    shift_drag(view, start, end)
    assert book.only.points == (stored((start,))[0], pytest.approx(wanted))


def test_with_shift_an_arrow_runs_straight_and_a_corner_squarely(
    view: ScanView, book: Book
) -> None:
    view.set_tool("arrow")
    shift_drag(view, (100, 100), (300, 120))
    assert book.only.points == ((100.0, 100.0), (300.0, 100.0))
    QTest.keyClick(view, *UNDO)
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    view.set_tool("pan")
    click(view, (200, 100))
    shift_drag(view, (300, 250), (290, 240), (220, 180))
    assert book.only.points == ((100.0, 100.0), pytest.approx((220.0, 220.0)))


def test_words_are_written_where_they_stand(view: ScanView, book: Book) -> None:
    view.set_tool("text")
    QTest.mouseClick(view, LEFT, pos=QPoint(200, 150))
    assert book.only.shape is Shape.TEXT
    line = view.findChild(QLineEdit, "mark_text")
    assert line is not None
    assert line.isVisible()
    QTest.keyClicks(line, "Hidden space")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert book.only.text == "Hidden space"
    assert book.only.points == ((200.0, 150.0),)
    assert not line.isVisible()


def test_words_given_up_take_the_mark_with_them(view: ScanView, book: Book) -> None:
    view.set_tool("text")
    QTest.mouseClick(view, LEFT, pos=QPoint(200, 150))
    line = view.findChild(QLineEdit, "mark_text")
    assert line is not None
    QTest.keyClicks(line, "Oh")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not book.marks


def test_the_keyboard_alone_draws_a_box(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    for key in [Qt.Key.Key_Right] * 5 + [Qt.Key.Key_Down] * 3:
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert book.only.points == ((384.0, 184.0), (465.0, 232.0))


def test_the_keyboard_can_give_a_box_up(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Escape):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not book.marks


def test_the_keyboard_alone_moves_and_deletes_a_mark(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    view.set_tool("pan")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.book.selected == book.only
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert book.only.points == ((112.0, 100.0), (312.0, 250.0))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert not book.marks


def test_marks_of_one_view_do_not_show_on_another(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    assert view.radiograph is not None
    view.set_radiograph(view.radiograph, key=("scan-2", "side"))
    assert view.book.marks == ()
    assert book.marks


def test_a_step_is_taken_back_on_the_picture_where_it_was_done(view: ScanView, book: Book) -> None:
    view.set_tool("box")
    drag(view, (100, 100), (300, 250))
    drawn = book.only
    radiograph = view.radiograph
    assert radiograph is not None
    view.book.elsewhere.connect(lambda key: view.set_radiograph(radiograph, key=key))
    view.set_radiograph(radiograph, key=("scan-2", "side"))
    assert view.book.undo()
    assert not book.marks
    assert view.book.key == KEY
    assert view.book.redo()
    book.give()
    assert view.book.marks == (drawn,)
    view.book.begin()
    assert not view.book.undo()


def test_the_ruler_says_metres_until_esc(view: ScanView) -> None:
    view.set_tool("ruler")
    plain = view.grab().toImage()
    drag(view, (100, 200), (200, 200), (500, 200))
    assert view.grab().toImage() != plain
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.grab().toImage() == plain


def test_numbers_and_words_follow_the_record(view: ScanView) -> None:
    mark = Mark("a", 7, *KEY, Shape.TEXT, ((50.0, 60.0),), "Seal")
    view.set_marks((mark,))
    assert view.layers.tags == ()
    view.set_marks((dataclasses.replace(mark, text=""),))
    view.repaint()
    assert [tag.mark.number for tag in view.layers.tags if tag.mark] == [7]


def test_simplified_lines_keep_what_bends() -> None:
    straight = [(float(n), 0.0) for n in range(50)]
    assert len(simplified(straight, 0.5)) <= 3
    corner = [*straight, *((49.0, float(n)) for n in range(1, 50))]
    assert (49.0, 0.0) in simplified(corner, 0.5)


@pytest.mark.parametrize("how", ["pointer", "keys"])
def test_another_tool_closes_the_polygon_that_was_begun(
    view: ScanView, book: Book, how: str
) -> None:
    view.set_tool("polygon")
    if how == "pointer":
        click(view, *CORNERS)
    else:
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
            for _ in range(4):
                QTest.keyClick(view, key)
            QTest.keyClick(view, Qt.Key.Key_Return)
    view.set_tool("ruler")
    assert book.only.shape is Shape.POLYGON
    assert len(book.only.points) == 3
    assert not view.hands.busy


def test_two_corners_go_with_their_tool(view: ScanView, book: Book) -> None:
    view.set_tool("polygon")
    click(view, *CORNERS[:2])
    view.set_tool("pan")
    assert not book.marks
    assert not view.hands.busy
