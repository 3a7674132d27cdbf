from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import i18n, tokens
from app.ui.viewer.frames import DASHES, Frame, on_pixels
from app.ui.viewer.orientation import Orientation
from app.ui.viewer.overview import OverviewEntry, OverviewStrip
from app.ui.viewer.scale_bar import metre_words, round_length
from app.ui.viewer.seen import SeenGrid
from app.ui.viewer.tags import place_tags

ONE, TWO = ("scan-1", "side"), ("scan-2", "side")


@pytest.fixture
def strip(qtbot: QtBot) -> OverviewStrip:
    widget = OverviewStrip()
    qtbot.addWidget(widget)
    widget.resize(900, 64)
    grey = np.full((48, 150), 90, np.uint8)
    widget.set_views(
        [
            OverviewEntry(ONE, "Trailer 1, side", grey, ((0.5, 0.2, 0.1, 0.2),), 0.61, (4.2, 4.2)),
            OverviewEntry(TWO, "Trailer 2, side", grey, (), 0.0, (4.2, 4.2)),
        ]
    )
    widget.show()
    qtbot.waitExposed(widget)
    widget.repaint()
    return widget


def test_thumbnails_stand_48_high_at_true_aspect(strip: OverviewStrip) -> None:
    assert strip.sizeHint().height() == 64
    spoken = QAccessible.queryAccessibleInterface(strip)
    assert spoken is not None
    assert spoken.role() == QAccessible.Role.Grouping
    for slot in strip.slots:
        assert slot.picture.size() == QSizeF(150, 48)


def test_the_visible_part_is_outlined_in_the_accent(strip: OverviewStrip) -> None:
    strip.set_visible(QRectF(0.2, 0.0, 0.4, 1.0))
    image = strip.grab().toImage()
    picture = strip.slots[0].picture
    left = round(picture.left() + 0.2 * picture.width())
    assert image.pixelColor(left + 1, 40) == tokens.colour("accent")
    assert image.pixelColor(left + 40, 40).name() == "#5a5a5a"


def test_what_was_not_viewed_has_an_octagon_and_a_word(strip: OverviewStrip) -> None:
    image = strip.grab().toImage()
    slot = strip.slots[1]
    left = int(slot.picture.right()) + 8
    reds = sum(
        image.pixelColor(x, y) == tokens.colour("red")
        for x in range(left, left + 14)
        for y in range(20, 45)
    )
    assert reds > 40
    assert "Trailer 2, side: Not viewed" in strip.accessibleDescription()


def test_a_press_on_another_view_chooses_it(strip: OverviewStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.view_chosen) as chosen:
        QTest.mouseClick(
            strip, Qt.MouseButton.LeftButton, pos=strip.slots[1].rect.center().toPoint()
        )
    assert chosen.args == [TWO]


def test_press_and_drag_on_the_current_view_navigate(strip: OverviewStrip) -> None:
    went: list[QPointF] = []
    strip.go_to.connect(went.append)
    strip.set_visible(QRectF(0.5, 0.0, 0.4, 1.0))
    picture = strip.slots[0].picture
    start = QPoint(int(picture.left() + 30), int(picture.center().y()))
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(strip, QPoint(int(picture.left() + 120), start.y()))
    QTest.mouseMove(strip, QPoint(5000, start.y()))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=start)
    assert went[0].x() == pytest.approx(0.2, abs=0.02)
    assert went[1].x() == pytest.approx(0.8, abs=0.02)
    assert went[2].x() == 1.0


def test_the_rectangle_is_dragged_by_where_it_was_taken(strip: OverviewStrip) -> None:
    went: list[QPointF] = []
    strip.go_to.connect(went.append)
    strip.set_visible(QRectF(0.2, 0.0, 0.4, 1.0))
    picture = strip.slots[0].picture
    start = QPoint(int(picture.left() + 75), int(picture.center().y()))
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=start)
    assert went == []
    QTest.mouseMove(strip, start + QPoint(30, 0))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 0))
    assert went[0].x() == pytest.approx(0.4 + 0.2, abs=0.01)


def test_the_wheel_zooms_about_the_place_on_the_map(strip: OverviewStrip) -> None:
    zoomed: list[tuple[float, QPointF]] = []
    strip.zoomed.connect(lambda factor, share: zoomed.append((factor, share)))
    picture = strip.slots[0].picture
    for place in (picture.center(), strip.slots[1].picture.center()):
        event = QWheelEvent(
            place,
            strip.mapToGlobal(place),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(strip, event)
    ((factor, share),) = zoomed
    assert factor == pytest.approx(1.2)
    assert (share.x(), share.y()) == pytest.approx((0.5, 0.5))


def test_the_line_has_a_map_where_there_is_room(strip: OverviewStrip) -> None:
    strip.set_compact(True)
    strip.resize(900, 24)
    strip.set_visible(QRectF(0.2, 0.0, 0.4, 1.0))
    image = strip.grab().toImage()
    box = strip.slots[0].picture
    assert box.height() == 20
    assert QRectF(strip.rect()).contains(box)
    left = round(box.left() + 0.2 * box.width())
    assert image.pixelColor(left + 1, 12) == tokens.colour("accent")
    strip.resize(260, 24)
    strip.grab()
    assert strip.slots[0].picture.isEmpty()


def test_the_map_lies_as_the_picture_lies_and_goes_where_it_shows(qtbot: QtBot) -> None:
    widget = OverviewStrip()
    qtbot.addWidget(widget)
    widget.resize(900, 64)
    grey = np.full((48, 150), 90, np.uint8)
    grey[:24, :75] = 200
    widget.set_views([OverviewEntry(ONE, "Trailer 1, side", grey)])
    went: list[QPointF] = []
    widget.go_to.connect(went.append)
    upright = Orientation()
    across, down = upright.flipped_left_right(), upright.flipped_up_down()
    # Where the bright upper left quarter stands, as shares of the map.
    for laid, x, y in (
        (upright, 0.25, 0.25),
        (across, 0.75, 0.25),
        (down, 0.25, 0.75),
        (across.flipped_up_down(), 0.75, 0.75),
        (upright.turned(), 0.25, 0.25),
    ):
        widget.set_orientation(laid)
        widget.set_visible(QRectF(0.0, 0.0, 0.5, 0.5))
        image = widget.grab().toImage()
        slot = widget.slots[0]
        picture = slot.picture

        def at(across: float, down: float, picture: QRectF = picture) -> QPoint:
            return QPoint(
                round(picture.left() + across * picture.width()),
                round(picture.top() + down * picture.height()),
            )

        assert image.pixelColor(at(x, y)).name() == "#c8c8c8"
        assert image.pixelColor(at(1 - x, y)).name() == "#5a5a5a"
        assert image.pixelColor(at(x, y - 0.25) + QPoint(0, 1)) == tokens.colour("accent")
        assert ("as scanned" in widget.tip(slot)) is laid.sideways
        # A press beside the outline brings there what the map shows there.
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at(1 - x, 1 - y))
        assert (went[-1].x(), went[-1].y()) == pytest.approx((0.75, 0.75), abs=0.02)


def test_arrow_keys_choose_views(strip: OverviewStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.view_chosen) as chosen:
        QTest.keyClick(strip, Qt.Key.Key_Right)
    assert chosen.args == [TWO]
    strip.set_current(TWO)
    with qtbot.assertNotEmitted(strip.view_chosen):
        QTest.keyClick(strip, Qt.Key.Key_Right)


def test_the_line_for_small_screens_is_24_high(strip: OverviewStrip, qtbot: QtBot) -> None:
    strip.set_compact(True)
    assert strip.sizeHint().height() == 24
    strip.resize(900, 24)
    strip.repaint()
    with qtbot.waitSignal(strip.view_chosen) as chosen:
        QTest.mouseClick(
            strip, Qt.MouseButton.LeftButton, pos=strip.slots[1].rect.center().toPoint()
        )
    assert chosen.args == [TWO]


def test_words_follow_share_and_language(strip: OverviewStrip) -> None:
    strip.set_viewed(TWO, 0.999)
    assert "Trailer 2, side: Viewed 99" in strip.accessibleDescription()
    strip.set_viewed(TWO, 1.0)
    assert strip.accessibleDescription().endswith("Trailer 2, side: Viewed")
    i18n.use("fr")
    assert "Vue" in strip.accessibleDescription()


def test_a_view_on_its_way_keeps_its_place(strip: OverviewStrip) -> None:
    strip.set_views([OverviewEntry(ONE, "Rail car 1")])
    strip.repaint()
    assert strip.slots[0].picture.size() == QSizeF(120, 48)
    assert "Arriving" in strip.accessibleDescription()


WINDOW = QRectF(0, 0, 800, 400)
TAG = QSizeF(32, 24)


def test_a_tag_stands_above_the_corner() -> None:
    (rect,) = place_tags([QRectF(100, 100, 80, 60)], [TAG], WINDOW)
    assert rect is not None
    assert rect.bottom() <= 100
    assert abs(rect.left() - 100) <= 2


def test_a_tag_at_the_upper_edge_moves_inside() -> None:
    (rect,) = place_tags([QRectF(100, 2, 80, 60)], [TAG], WINDOW)
    assert rect is not None
    assert WINDOW.contains(rect)
    assert QRectF(100, 2, 80, 60).contains(rect)


def test_a_tag_of_what_is_partly_outside_stays_in_the_window() -> None:
    (rect,) = place_tags([QRectF(-200, 100, 220, 60)], [TAG], WINDOW)
    assert rect is not None
    assert WINDOW.contains(rect)


def test_what_is_outside_has_no_tag() -> None:
    assert place_tags([QRectF(900, 100, 50, 60)], [TAG], WINDOW) == (None,)


def test_tags_of_a_crowd_stand_apart() -> None:
    crowd = [QRectF(100 + 3 * n, 100 + 2 * n, 40, 30) for n in range(12)]
    placed = [rect for rect in place_tags(crowd, [TAG] * 12, WINDOW) if rect is not None]
    assert len(placed) == 12
    for number, one in enumerate(placed):
        assert WINDOW.contains(one)
        assert not any(one.intersects(other) for other in placed[number + 1 :])


def test_only_whole_cells_count_as_seen() -> None:
    grid = SeenGrid(1600, 400)
    assert grid.note((0.0, 0.0, 800.0, 400.0))
    assert grid.share == pytest.approx(0.5)
    assert not grid.note((100.0, 0.0, 300.0, 400.0))
    assert not grid.complete
    grid.note((790.0, 0.0, 810.0, 400.0))
    assert grid.complete


def test_scale_bars_are_round_lengths() -> None:
    assert round_length(4.2) == pytest.approx(1.0)
    assert round_length(1.0) == pytest.approx(0.2)
    assert metre_words(1.0) == "1\u202fm"
    assert metre_words(0.5) == "50\u202fcm"
    assert metre_words(0.002) == "2\u202fmm"


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_frame_stands_on_whole_pixels_with_a_halo_on_both_sides(ratio: float) -> None:
    side = round(120 * ratio)
    canvas = QImage(side, side, QImage.Format.Format_RGB32)
    canvas.fill(QColor("grey"))
    canvas.setDevicePixelRatio(ratio)
    tone, halo = QColor("#33aaff"), QColor("#000000")
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = on_pixels(QRectF(20.3, 20.4, 80.0, 80.0), ratio)
    Frame(box, (tone, halo), ratio, wide=False, dashes=None).paint(painter)
    painter.end()
    row = [canvas.pixelColor(x, side // 2).name() for x in range(side // 2)]
    # No blend of two colours: every line begins and ends with a device pixel.
    assert set(row) == {QColor("grey").name(), tone.name(), halo.name()}
    first, last = row.index(tone.name()), len(row) - 1 - row[::-1].index(tone.name())
    assert last - first + 1 == round(2 * ratio)
    assert row[first - 1] == row[last + 1] == halo.name()


def test_a_dashed_frame_is_painted_eight_on_and_five_off() -> None:
    canvas = QImage(120, 120, QImage.Format.Format_RGB32)
    canvas.fill(QColor("grey"))
    tone, halo = QColor("#33aaff"), QColor("#000000")
    painter = QPainter(canvas)
    frame = Frame(QRectF(20, 20, 80, 80), (tone, halo), 1.0, wide=False, dashes=DASHES)
    frame.paint(painter)
    painter.end()
    top = "".join("x" if canvas.pixelColor(x, 20) == tone else "." for x in range(19, 58))
    assert top == ("x" * 8 + "." * 5) * 3
