from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.mark import Mark, Shape
from app.domain.place import Doors
from app.ui import i18n, tokens
from app.ui.viewer.cards import place_card
from app.ui.viewer.handling import hand_commands
from app.ui.viewer.measures import Angle, Area, Line, Measurement, Ruler
from app.ui.viewer.orientation import Orientation
from app.ui.viewer.profile_plot import Axis
from app.ui.viewer.scan_view import ScanView
from imaging.radiograph import Channel, Energy, Radiograph

KEY = ("scan-1", "side")
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SIZE = (800, 400)


def steps(pitch: tuple[float, float] | None = (4.0, 4.0)) -> Radiograph:
    """Air around an object whose left half is thin, its right half thick; 800 by 400."""
    depth = np.zeros((400, 800))
    depth[20:380, 50:400] = 0.8
    depth[20:380, 400:750] = 2.5
    channels = tuple(
        Channel(energy, np.rint(65535 * np.exp(-depth * r)).astype(np.uint16), kilovolts=kv)
        for energy, r, kv in ((Energy.HIGH, 1.0, 6000.0), (Energy.LOW, 1.2, 4000.0))
    )
    return Radiograph(channels, pitch)


@pytest.fixture
def view(qtbot: QtBot) -> ScanView:
    widget = ScanView()
    qtbot.addWidget(widget)
    widget.resize(*SIZE)
    widget.show()
    qtbot.waitExposed(widget)
    widget.set_radiograph(steps(), key=KEY)
    widget.hands.motion.wanted = False
    return widget


def drag(
    view: ScanView, *places: tuple[int, int], keys: Qt.KeyboardModifier = NO_KEY
) -> Measurement | None:
    QTest.mousePress(view, LEFT, keys, QPoint(*places[0]))
    for place in places[1:]:
        QTest.mouseMove(view, QPoint(*place))
    QTest.mouseRelease(view, LEFT, keys, QPoint(*places[-1]))
    return view.hands.tape.measures.last


def wheel(view: ScanView, keys: Qt.KeyboardModifier, at: tuple[int, int] = (400, 100)) -> None:
    place = QPointF(*at)
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def words(view: ScanView) -> str:
    return view.hands.tape.measures.words(view.ground)


def test_a_ruler_says_both_parts_and_where_it_ends(view: ScanView) -> None:
    view.set_tool("ruler")
    assert drag(view, (150, 100), (450, 300)) == Ruler((150.0, 100.0), (450.0, 300.0))
    length, parts, place = words(view).splitlines()
    assert length == "1.44\u00a0m"
    assert parts == "1.20\u00a0m across, 800\u00a0mm up"
    assert place.startswith("1.6 m from the left end, ")


def test_a_ruler_with_shift_is_level_or_upright(view: ScanView) -> None:
    view.set_tool("ruler")
    assert drag(view, (150, 100), (450, 130), keys=SHIFT) == Ruler((150.0, 100.0), (450.0, 100.0))


def test_pixels_that_are_not_square_are_measured_in_space(view: ScanView) -> None:
    view.set_radiograph(steps((8.0, 4.0)), key=("scan-2", "side"))
    view.fit()
    camera = view.camera
    view.set_tool("ruler")
    ends = [camera.to_screen(point).toPoint() for point in ((100.0, 100.0), (400.0, 100.0))]
    drag(view, *(one.toTuple() for one in ends))
    level = words(view).splitlines()[0]
    ends = [camera.to_screen(point).toPoint() for point in ((100.0, 100.0), (100.0, 250.0))]
    drag(view, *(one.toTuple() for one in ends))
    assert words(view).splitlines()[0] == level == "1.20\u00a0m"


def test_without_a_scale_lengths_are_pixels_and_say_so(view: ScanView) -> None:
    view.set_radiograph(steps(None), key=("scan-2", "side"))
    view.set_tool("ruler")
    drag(view, (100, 100), (400, 100))
    assert words(view) == "300 px\npx only: the scan states no scale"
    view.set_tool("region")
    drag(view, (100, 100), (200, 200))
    assert "Mass: not told: the scan states no scale" in words(view)


@pytest.mark.parametrize("clicked", [False, True])
def test_an_angle_takes_a_drag_and_a_click_or_three_clicks(view: ScanView, clicked: bool) -> None:
    view.set_tool("angle")
    if clicked:
        QTest.mouseClick(view, LEFT, pos=QPoint(300, 100))
        QTest.mouseMove(view, QPoint(300, 200))
        QTest.mouseClick(view, LEFT, pos=QPoint(300, 200))
    else:
        drag(view, (300, 100), (300, 200))
    assert view.hands.busy
    QTest.mouseMove(view, QPoint(400, 200))
    QTest.mouseClick(view, LEFT, pos=QPoint(400, 200))
    assert view.hands.tape.measures.last == Angle((300.0, 100.0), (300.0, 200.0), (400.0, 200.0))
    assert words(view) == "90.0°"
    assert not view.hands.busy


def test_a_region_tells_what_it_holds(view: ScanView) -> None:
    view.set_tool("region")
    found = drag(view, (100, 100), (300, 300))
    assert isinstance(found, Area)
    assert found.survey is not None
    assert found.survey.high.mean == pytest.approx(np.exp(-0.8), rel=0.01)
    assert found.survey.pixels == pytest.approx(200 * 200)
    text = words(view)
    assert "Transmission, high: 45 ± 0 % (45 to 45)" in text
    assert "Area: 0.64\u00a0m², 40\u202f000 px" in text
    assert "Middle: 0.6 m from the left end" in text


def test_a_region_with_shift_is_an_ellipse(view: ScanView) -> None:
    view.set_tool("region")
    found = drag(view, (100, 100), (300, 300), keys=SHIFT)
    assert isinstance(found, Area)
    assert found.shape is Shape.ELLIPSE
    assert found.survey is not None
    assert found.survey.pixels == pytest.approx(np.pi * 100**2, rel=0.01)


def test_the_region_tool_measures_the_mark_that_is_chosen(view: ScanView) -> None:
    mark = Mark("m1", 1, *KEY, Shape.FREEHAND, ((100, 100), (300, 100), (300, 300), (100, 300)))
    view.set_marks((mark,))
    view.book.select(mark)
    view.set_tool("region")
    found = view.hands.tape.measures.last
    assert isinstance(found, Area)
    assert found.survey is not None
    assert found.survey.pixels == pytest.approx(200 * 200)


def test_a_profile_follows_the_line_and_its_sample_is_read(view: ScanView) -> None:
    view.set_tool("profile")
    found = drag(view, (100, 150), (700, 150))
    assert isinstance(found, Line)
    assert found.profile is not None
    assert found.profile.transmission[0, 10] == pytest.approx(np.exp(-0.8), rel=0.01)
    assert found.profile.transmission[0, -10] == pytest.approx(np.exp(-2.5), rel=0.01)
    plain = view.grab().toImage()
    QTest.mouseMove(view, QPoint(500, 120))
    shown = view.grab().toImage()
    assert shown != plain
    # The marker stands on the line under the pointer.
    tones = {shown.pixelColor(500 + dx, 150).name() for dx in range(-7, 8)}
    assert tokens.colour("finding").name() in tones
    table = words(view).splitlines()
    assert table[0].startswith("Profile over 2.40")
    assert table[1] == "mm\tT high\tT low\tsteel mm"
    assert len(table) == 2 + len(found.profile.x)


def test_the_plot_stands_where_the_line_is_not(view: ScanView) -> None:
    view.set_tool("profile")
    drag(view, (100, 100), (700, 100))
    view.grab()
    assert view.hands.tape.plot.contains(QPointF(400, 390))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    drag(view, (100, 340), (700, 340))
    view.grab()
    assert view.hands.tape.plot.contains(QPointF(400, 10))


@pytest.mark.parametrize("y", [100, 340])
def test_what_the_plot_hides_does_not_count_as_seen(view: ScanView, y: int) -> None:
    view.set_tool("profile")
    drag(view, (100, y), (700, y))
    view.grab()
    view.looked.unsee([KEY])
    view.grab()
    hidden = view.hands.tape.plot.beside(QRectF(view.rect())).height() / view.height()
    assert 0.5 < view.looked.share <= hidden
    QTest.keyClick(view, Qt.Key.Key_Escape)
    view.grab()
    assert view.looked.share == 1.0


@pytest.mark.parametrize("y", [100, 340])
def test_fit_leaves_no_part_of_the_picture_under_the_plot(view: ScanView, y: int) -> None:
    view.set_tool("profile")
    drag(view, (100, y), (700, y))
    view.grab()
    view.zoom_by(2.0, QPointF(400, y))
    view.grab()
    hand_commands(view)["fit"]()
    view.grab()
    plot = view.hands.tape.plot
    free = plot.beside(QRectF(view.rect()))
    whole = view.camera.screen_box((0, 0, 800, 400))
    assert free.adjusted(-0.01, -0.01, 0.01, 0.01).contains(whole)
    assert whole.height() == pytest.approx(free.height())
    # The first step by hand from there moves nothing but what it is asked to move.
    view.zoom_by(1.01, free.center())
    moved = view.camera.screen_box((0, 0, 800, 400))
    assert moved.center().y() == pytest.approx(free.center().y(), abs=1.0)


def test_a_plot_that_goes_gives_its_room_back(view: ScanView) -> None:
    view.set_tool("profile")
    drag(view, (100, 100), (700, 100))
    view.grab()
    view.fit()
    view.resize(700, 500)
    view.grab()
    free = view.hands.tape.plot.beside(QRectF(view.rect()))
    assert free.contains(view.camera.screen_box((0, 0, 800, 400)))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    view.grab()
    assert view.camera == view.camera.fitted()
    assert view.camera.covered == (0.0, 0.0)
    assert view.camera.to_screen((400, 200)) == QPointF(350, 250)


def test_a_place_that_is_gone_to_is_not_under_the_plot(view: ScanView) -> None:
    view.set_tool("profile")
    drag(view, (100, 60), (700, 60))
    view.grab()
    view.centre_on((300, 300, 200, 80))
    view.grab()
    box = view.camera.screen_box((300, 300, 200, 80))
    assert view.hands.tape.plot.beside(QRectF(view.rect())).contains(box)


def test_what_is_small_beside_the_plot_does_not_count_as_seen(view: ScanView) -> None:
    view.set_tool("profile")
    drag(view, (100, 100), (700, 100))
    view.grab()
    view.looked.unsee([KEY])
    view.fit()
    view.grab()
    assert view.looked.share == 0.0


def test_band_and_scale_of_the_profile_change_by_key_and_by_pointer(view: ScanView) -> None:
    commands, plot = hand_commands(view), view.hands.tape.plot
    view.set_tool("profile")
    drag(view, (100, 100), (700, 100))
    commands["profile_width"]()
    last = view.hands.tape.measures.last
    assert isinstance(last, Line)
    assert last.profile is not None
    assert last.profile.width_px == plot.width == 3
    view.grab()
    QTest.mouseClick(view, LEFT, pos=QPoint(400, 390))
    assert plot.axis is Axis.LINEAR
    commands["profile_axis"]()
    assert plot.axis is Axis.STEEL
    view.grab()
    assert view.hands.tape.measures.last is last


def test_measurements_stay_until_the_next_or_esc_and_can_be_kept(view: ScanView) -> None:
    measures = view.hands.tape.measures
    view.set_tool("ruler")
    drag(view, (100, 100), (200, 100))
    view.set_tool("pan")
    drag(view, (400, 200), (300, 200))
    assert len(measures.all) == 1
    view.set_tool("ruler")
    drag(view, (100, 150), (200, 150))
    assert len(measures.all) == 1
    drag(view, (100, 200), (200, 200), keys=CTRL)
    assert len(measures.all) == 2
    hand_commands(view)["keep_measure"]()
    drag(view, (100, 250), (200, 250))
    assert len(measures.all) == 3
    for left in (2, 1, 0):
        QTest.keyClick(view, Qt.Key.Key_Escape)
        assert len(measures.all) == left


def test_keys_alone_measure_mark_and_copy(view: ScanView) -> None:
    view.setFocus()
    view.set_tool("ruler")
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Return)
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.hands.tape.measures.last is not None
    assert words(view).startswith("320\u00a0mm")
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == words(view)
    QTest.keyClick(view, Qt.Key.Key_Return)
    (mark,) = view.book.marks
    assert mark.shape is Shape.ARROW
    assert mark.note.startswith("320\u00a0mm; 320\u00a0mm across")
    assert not view.hands.tape.measures.all


def test_three_enters_make_an_angle(view: ScanView) -> None:
    view.setFocus()
    view.set_tool("angle")
    for keys in ([Qt.Key.Key_Up], [Qt.Key.Key_Down] * 6, [Qt.Key.Key_Right] * 6):
        for key in keys:
            QTest.keyClick(view, key)
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert words(view) == "90.0°"


def test_what_a_preview_cannot_tell_is_told_when_the_whole_is_here(view: ScanView) -> None:
    whole = steps()
    coarse = dataclasses.replace(
        whole,
        channels=tuple(
            dataclasses.replace(c, pixels=np.ascontiguousarray(c.pixels[::4, ::4]))
            for c in whole.channels
        ),
        mm_per_pixel=(16.0, 16.0),
    )
    view.set_radiograph(coarse, key=("scan-2", "side"), full_shape=(400, 800))
    view.set_tool("region")
    found = drag(view, (100, 100), (300, 300))
    assert isinstance(found, Area)
    assert found.survey is None
    view.grab()
    view.set_radiograph(whole, key=("scan-2", "side"))
    found = view.hands.tape.measures.last
    assert isinstance(found, Area)
    assert found.survey is not None


def test_the_doors_are_where_the_officer_says(view: ScanView) -> None:
    told: list[str] = []
    view.tool_used.connect(told.append)
    place = (450.0, 200.0)
    left = view.ground.place(place)
    assert left.startswith("1.6 m from the left end, ")
    doors = hand_commands(view)["doors"]
    doors()
    assert view.ground.place(place).startswith("1.6 m from the doors, ")
    doors()
    assert view.ground.place(place).startswith("1.2 m from the doors, ")
    assert told == ["doors left", "doors right"]
    view.set_radiograph(steps(), key=("scan-2", "side"))
    assert view.doors is Doors.UNKNOWN


def test_a_flipped_picture_says_so_and_keeps_the_places_of_the_object(view: ScanView) -> None:
    told: list[str] = []
    view.tool_used.connect(told.append)
    commands, spot = hand_commands(view), (450.0, 150.0)
    place = view.ground.place(spot)
    commands["flip_x"]()
    assert view.orientation_words() == "flipped left-right"
    assert told == ["turn flipped 0"]
    assert view.camera.to_screen(spot) == QPointF(350.0, 150.0)
    assert view.ground.place(spot) == place.replace("end,", "end as scanned,")
    view.set_tool("ruler")
    assert drag(view, (350, 150), (150, 150)) == Ruler(spot, (650.0, 150.0))
    commands["turn"]()
    commands["flip_y"]()
    commands["upright"]()
    assert view.orientation_words() == ""
    i18n.use("fr")
    commands["flip_y"]()
    assert view.orientation_words() == "inversée haut-bas"


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("mirrored", [False, True])
def test_overlays_stay_on_their_pixels_however_the_picture_lies(
    view: ScanView, mirrored: bool, quarters: int
) -> None:
    mark = Mark("m1", 1, *KEY, Shape.BOX, ((500.0, 100.0), (600.0, 160.0)))
    view.set_marks((mark,))
    view.set_heat(np.pad(np.full((6, 10), 255, np.uint8), ((10, 24), (50, 20))))
    view.layers.show_heat(True)
    view.look(view.camera.laid(Orientation(mirrored, quarters)))
    shown = view.grab().toImage()
    edge = view.camera.to_screen((550.0, 100.0)).toPoint()
    around = {
        shown.pixelColor(edge.x() + dx, edge.y() + dy).name()
        for dx in range(-2, 3)
        for dy in range(-2, 3)
    }
    assert tokens.colour("mark").name() in around
    hot = shown.pixelColor(view.camera.to_screen((550.0, 130.0)).toPoint())
    cold = shown.pixelColor(view.camera.to_screen((200.0, 130.0)).toPoint())
    assert hot.blue() > hot.red() + 20
    assert abs(cold.blue() - cold.red()) <= 3
    thick = view.camera.to_screen((700.0, 300.0)).toPoint()
    thin = view.camera.to_screen((100.0, 300.0)).toPoint()
    if view.rect().contains(thick) and view.rect().contains(thin):
        assert shown.pixelColor(thick).red() < shown.pixelColor(thin).red()


def test_the_loupe_enlarges_beside_and_not_over_what_it_shows(view: ScanView) -> None:
    loupe = view.hands.loupe
    told: list[str] = []
    view.tool_used.connect(told.append)
    hand_commands(view)["loupe"]()
    assert told == ["loupe"]
    for place in ((30, 30), (400, 200), (790, 390)):
        QTest.mouseMove(view, QPoint(*place))
        shown = view.grab().toImage()
        box = loupe.place(QPointF(*place))
        assert QRectF(view.rect()).contains(box)
        assert not box.contains(QPointF(*place))
        # Three times as large: ten pixels beside the place are thirty beside the middle.
        camera = loupe.camera(QPointF(*place))
        assert camera.zoom == pytest.approx(3.0 * view.camera.zoom)
        far = camera.to_stored(QPointF(camera.width / 2 + 30.0, camera.height / 2))
        assert view.camera.to_screen(far).x() == pytest.approx(place[0] + 10.0)
        assert shown.pixelColor(box.topLeft().toPoint() + QPoint(1, 1)) == tokens.colour("mark")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not loupe.up


def test_a_held_key_shows_the_loupe_as_long_as_it_is_down(view: ScanView) -> None:
    now = [100.0]
    view.hands.motion.clock = lambda: now[0]
    loupe = view.hands.loupe
    hand_commands(view)["loupe"]()
    now[0] += 0.1
    QTest.keyRelease(view, Qt.Key.Key_Q)
    assert loupe.up
    hand_commands(view)["loupe"]()
    hand_commands(view)["loupe"]()
    now[0] += 1.0
    QTest.keyRelease(view, Qt.Key.Key_Q)
    assert not loupe.up


def test_the_wheel_makes_the_loupe_stronger_and_ctrl_zooms_the_picture(view: ScanView) -> None:
    loupe, zoom = view.hands.loupe, view.camera.zoom
    loupe.turn(up=True)
    powers = []
    for _ in range(8):
        wheel(view, NO_KEY)
        powers.append(loupe.power)
    assert powers == [4.0, 5.0, 6.0, 7.0, 8.0, 8.0, 8.0, 8.0]
    assert view.camera.zoom == zoom
    wheel(view, CTRL)
    assert view.camera.zoom > zoom
    hand_commands(view)["loupe_power"]()
    assert loupe.power == 2.0


def test_the_wheel_over_the_plot_widens_the_band(view: ScanView) -> None:
    view.set_tool("profile")
    drag(view, (100, 100), (700, 100))
    view.grab()
    zoom = view.camera.zoom
    wheel(view, NO_KEY, at=(400, 390))
    assert view.hands.tape.plot.width == 3
    assert view.camera.zoom == zoom


def test_the_keyboard_moves_the_loupe_too(view: ScanView) -> None:
    view.setFocus()
    view.hands.loupe.turn(up=True)
    plain = view.grab().toImage()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.grab().toImage() != plain


def test_cards_stand_beside_what_they_speak_of_and_inside_the_window() -> None:
    window, size = QRectF(0, 0, 800, 400), QSizeF(220, 120)
    for x in range(0, 700, 90):
        for y in range(0, 340, 60):
            about = QRectF(x, y, 110, 70)
            card = place_card(size, about, window, [QRectF(380, 180, 40, 40)])
            assert window.contains(card)
            assert not card.intersects(about)
    whole = place_card(size, window, window)
    assert window.contains(whole)


def test_what_is_drawn_on_a_coarse_picture_says_so(view: ScanView) -> None:
    whole = steps()
    coarse = tuple(
        dataclasses.replace(c, pixels=np.ascontiguousarray(c.pixels[::4, ::4]))
        for c in whole.channels
    )
    shown = dataclasses.replace(whole, channels=coarse, mm_per_pixel=(16.0, 16.0))
    view.set_radiograph(shown, key=("scan-2", "side"), full_shape=(400, 800))
    view.set_tool("ruler")
    drag(view, (150, 100), (450, 300))
    assert words(view).splitlines()[-1] == "drawn on 1/4 of the detail"
    measured = view.hands.tape.measures.last
    view.set_radiograph(whole, key=("scan-2", "side"))
    assert view.hands.tape.measures.last == measured
    assert "detail" not in words(view)
