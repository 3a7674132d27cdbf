from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.threat import Finding
from app.domain.words import say
from app.ui import i18n, tokens
from app.ui.viewer.camera import Camera
from app.ui.viewer.readout import Readout
from app.ui.viewer.scan_view import ScanView
from imaging.display import PRESETS, Colour
from imaging.radiograph import Channel, Energy, Radiograph

KEY = ("scan-1", "side")
SIDE = (800, 400)


def radiograph(
    rows: int = 400, columns: int = 1600, pitch: tuple[float, float] | None = (5.0, 5.0)
) -> Radiograph:
    depth = np.linspace(0.0, 5.0, columns)[None, :].repeat(rows, axis=0)
    channels = tuple(
        Channel(energy, np.rint(65535 * np.exp(-depth * r)).astype(np.uint16), kilovolts=kv)
        for energy, r, kv in ((Energy.HIGH, 1.0, 6000.0), (Energy.LOW, 1.2, 4000.0))
    )
    return Radiograph(channels, pitch)


def finding(number: int, box: tuple[int, int, int, int]) -> Finding:
    return Finding(f"r/{number}", number, box, 0.9, "dense", say("Denser"), say("more"))


@pytest.fixture
def view(qtbot: QtBot) -> ScanView:
    widget = ScanView()
    qtbot.addWidget(widget)
    widget.resize(*SIDE)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def picture(view: ScanView) -> QImage:
    return view.grab().toImage()


def test_without_an_image_it_says_so(view: ScanView) -> None:
    assert view.radiograph is None
    bare = picture(view)
    assert bare.pixelColor(5, 5) == tokens.colour("well")
    tones = {bare.pixelColor(x, 200).name() for x in range(300, 500)}
    assert len(tones) > 1


def test_first_paint_is_told_once_a_view(view: ScanView, qtbot: QtBot) -> None:
    told: list[object] = []
    view.painted_first.connect(told.append)
    with qtbot.waitSignal(view.painted_first):
        view.set_radiograph(radiograph(), key=KEY)
    view.zoom_by(2.0)
    view.repaint()
    view.set_radiograph(radiograph(), key=KEY)
    view.repaint()
    qtbot.wait(10)
    assert told == [KEY]
    with qtbot.waitSignal(view.painted_first):
        view.set_radiograph(radiograph(), key=("scan-2", "side"))


def test_a_preview_gives_way_to_the_whole_without_a_jump(view: ScanView, qtbot: QtBot) -> None:
    whole = radiograph()
    coarse = dataclasses.replace(
        whole,
        channels=tuple(
            dataclasses.replace(c, pixels=np.ascontiguousarray(c.pixels[::4, ::4]))
            for c in whole.channels
        ),
        mm_per_pixel=(20.0, 20.0),
    )
    view.set_radiograph(coarse, key=KEY, full_shape=(400, 1600))
    view.zoom_by(1.7, QPointF(500, 100))
    before, shown = view.camera, picture(view)
    view.set_radiograph(whole, key=KEY)
    assert view.camera == before
    after = picture(view)
    for x in range(20, 780, 40):
        assert abs(shown.pixelColor(x, 200).red() - after.pixelColor(x, 200).red()) <= 4
    qtbot.wait(1)


def test_a_long_view_opens_edge_to_edge_and_f_shows_it_whole(view: ScanView) -> None:
    view.set_radiograph(radiograph(rows=400, columns=1600), key=KEY)
    assert view.camera.visible == pytest.approx((0.0, 0.0, 800.0, 400.0))
    QTest.keyClick(view, Qt.Key.Key_F)
    assert view.camera.visible == pytest.approx((0.0, 0.0, 1600.0, 400.0))
    view.fill()
    assert view.camera.visible[2] == pytest.approx(800.0)


def test_a_very_long_view_opens_whole(view: ScanView) -> None:
    view.set_radiograph(radiograph(rows=100, columns=4000), key=KEY)
    assert view.camera.zoom == pytest.approx(0.2)


def test_the_wheel_zooms_about_the_pointer(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.hands.motion.wanted = False
    place = QPointF(600, 130)
    before = view.camera.to_stored(place)
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
    assert view.camera.zoom == pytest.approx(1.44)
    assert view.camera.to_stored(place) == pytest.approx(before)


def test_a_drag_moves_the_image_with_the_pointer(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.zoom_by(2.0)
    start = QPoint(400, 200)
    grabbed = view.camera.to_stored(QPointF(start))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, QPoint(300, 160))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 160))
    assert view.camera.to_stored(QPointF(300, 160)) == pytest.approx(grabbed)


@pytest.mark.parametrize("button", [Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton])
def test_other_buttons_pan_whatever_the_tool(view: ScanView, button: Qt.MouseButton) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.set_tool("box")
    before = view.camera.x
    QTest.mousePress(view, button, pos=QPoint(400, 200))
    QTest.mouseMove(view, QPoint(300, 200))
    QTest.mouseRelease(view, button, pos=QPoint(300, 200))
    assert view.camera.x == pytest.approx(before + 100)


def test_one_to_one_gives_a_pixel_to_each_stored_pixel(view: ScanView) -> None:
    view.set_radiograph(radiograph(rows=900, columns=1600), key=KEY)
    QTest.keyClick(view, Qt.Key.Key_O)
    assert view.camera.zoom * view.devicePixelRatioF() == pytest.approx(1.0)


def test_pixels_that_are_not_square_are_shown_at_true_aspect(view: ScanView) -> None:
    view.set_radiograph(radiograph(rows=200, columns=800, pitch=(8.0, 4.0)), key=KEY)
    box = view.camera.screen_box((0.0, 0.0, 100.0, 50.0))
    assert box.width() == pytest.approx(box.height())


def test_shift_and_arrows_step_the_window(view: ScanView, qtbot: QtBot) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    before, shown = view.display(), picture(view)
    with qtbot.waitSignal(view.display_changed):
        QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.display().centre < before.centre
    assert picture(view).pixelColor(200, 200).red() > shown.pixelColor(200, 200).red()
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.display().width > before.width
    assert view.display().preset == ""


def test_the_level_tool_drags_the_window_and_esc_takes_it_back(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.set_tool("level")
    before = view.display()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 200))
    QTest.mouseMove(view, QPoint(440, 160))
    changed = view.display()
    assert changed.centre == pytest.approx(before.centre - 0.1)
    assert changed.width > before.width
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.display() == before


def test_presets_change_the_picture_and_keep_sharpening(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.set_display(dataclasses.replace(PRESETS["standard"], sharpen=0.5))
    view.set_preset("metal")
    assert view.display().sharpen == 0.5
    assert view.display().colour is Colour.MATERIAL
    tone = picture(view).pixelColor(400, 200)
    assert isinstance(tone, QColor)


def test_findings_are_outlined_in_the_accent_and_can_be_hidden(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.set_findings((finding(1, (100, 100, 200, 100)),), selected=1)
    accent = tokens.colour("finding")
    assert picture(view).pixelColor(200, 100) == accent
    view.layers.show_findings(False)
    assert picture(view).pixelColor(200, 100) != accent
    view.layers.show_findings(True)
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert picture(view).pixelColor(200, 100) != accent
    assert view.layers.tags == ()
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert picture(view).pixelColor(200, 100) == accent


def test_the_chosen_finding_has_a_filled_tag(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.set_findings(
        (finding(1, (100, 100, 100, 80)), finding(2, (400, 100, 100, 80))), selected=2
    )
    shown = picture(view)
    accent = tokens.colour("finding")
    tags = {tag.finding.number: tag.rect for tag in view.layers.tags if tag.finding}
    assert tags[1].size().toTuple() == (32.0, 24.0)
    inner = {
        n: shown.pixelColor((rect.topLeft() + QPointF(4, 4)).toPoint()) for n, rect in tags.items()
    }
    assert inner[2] == accent
    assert inner[1] == tokens.colour("halo")


def test_a_click_chooses_the_smallest_finding_under_it(view: ScanView, qtbot: QtBot) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.set_findings((finding(1, (50, 50, 400, 300)), finding(2, (200, 150, 60, 60))))
    with qtbot.waitSignal(view.finding_chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(230, 180))
    assert chosen.args == [2]
    view.repaint()
    tag = next(tag for tag in view.layers.tags if tag.finding and tag.finding.number == 1)
    with qtbot.waitSignal(view.finding_chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=tag.rect.center().toPoint())
    assert chosen.args == [1]


def test_the_heat_map_tints_where_it_is_hot(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    plain = picture(view)
    heat = np.zeros((50, 200), np.uint8)
    heat[20:30, 40:60] = 255
    view.set_heat(heat)
    assert picture(view) == plain
    view.layers.show_heat(True)
    shown = picture(view)
    hot, cold = shown.pixelColor(400, 200), shown.pixelColor(400, 20)
    assert hot.blue() > hot.red() + 40
    assert abs(cold.blue() - cold.red()) <= 2


def test_seen_share_grows_to_the_full_extent(view: ScanView, qtbot: QtBot) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    with qtbot.waitSignal(view.seen_share_changed) as seen:
        view.repaint()
    assert seen.args[0] == pytest.approx(0.5, abs=0.05)
    with qtbot.waitSignal(view.extent_seen) as extent:
        for _ in range(16):
            QTest.keyClick(view, Qt.Key.Key_Right)
            view.repaint()
    assert extent.args == [KEY]
    assert view.looked.share == 1.0


def test_what_was_too_small_to_read_does_not_count(view: ScanView, qtbot: QtBot) -> None:
    view.set_radiograph(radiograph(rows=400, columns=8000), key=KEY)
    view.fit()
    view.repaint()
    qtbot.wait(5)
    assert view.looked.share == 0.0


def test_going_back_to_a_view_finds_it_as_it_was_left(view: ScanView, qtbot: QtBot) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.zoom_by(3.0, QPointF(700, 300))
    view.repaint()
    place, share = view.camera, view.looked.share
    view.set_radiograph(radiograph(), key=("scan-2", "side"))
    view.repaint()
    view.set_radiograph(radiograph(), key=KEY)
    assert view.camera == place
    assert view.looked.share >= share
    qtbot.wait(1)


def test_the_pointer_reads_metres_and_matter(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    told: list[Readout] = []
    view.cursor_moved.connect(told.append)
    QTest.mouseMove(view, QPoint(400, 100))
    last = told[-1]
    frame = view.ground.frame
    assert frame is not None
    assert last.x_m == pytest.approx((400.5 - frame.left) * 0.005, abs=0.005)
    assert last.y_m == pytest.approx(300 * 0.005, abs=0.01)
    assert last.place == "1.9 m from the left end, 1.5 m above the lowest point"
    assert last.grams_per_cm2 is not None
    assert last.matter is not None


def test_the_visible_part_is_told_in_shares(view: ScanView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.visible_rect_changed) as told:
        view.set_radiograph(radiograph(), key=KEY)
    rect: QRectF = told.args[0]
    assert rect == QRectF(0.0, 0.0, 0.5, 1.0)
    view.go_to(QPointF(0.75, 0.5))
    assert view.camera.visible[0] == pytest.approx(800.0)


def test_a_resize_keeps_the_place(view: ScanView) -> None:
    view.set_radiograph(radiograph(rows=900, columns=1600), key=KEY)
    view.one_to_one()
    view.centre_on((800.0, 400.0, 20.0, 20.0))
    middle = (view.camera.x, view.camera.y)
    view.resize(600, 500)
    QApplication.processEvents()
    assert (view.camera.x, view.camera.y) == pytest.approx(middle)
    assert (view.camera.width, view.camera.height) == (600.0, 500.0)


def test_a_zoom_never_leaves_the_image(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    for factor in (1e-6, 1e6, 1e-6):
        view.zoom_by(factor, QPointF(3, 390))
        camera: Camera = view.camera
        assert camera.fit_zoom * 0.999 <= camera.zoom <= 24.0 * 1.001
        x, y, wide, high = camera.visible
        assert x >= 0
        assert y >= 0
        assert x + wide <= 1600
        assert y + high <= 400


def test_a_screen_reader_hears_what_is_there_in_both_languages(view: ScanView) -> None:
    view.set_radiograph(radiograph(), key=KEY)
    view.set_findings((finding(1, (100, 100, 200, 100)),))
    assert view.accessibleName() == "X-ray image"
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken is not None
    assert spoken.role() == QAccessible.Role.Graphic
    assert view.accessibleDescription().startswith("1 findings")
    i18n.use("fr")
    assert view.accessibleName() == "Image radiographique"


def test_a_change_of_theme_recolours_the_ground(view: ScanView, qapp: QApplication) -> None:
    view.set_radiograph(radiograph(rows=100, columns=1600), key=KEY)
    view.fit()
    dark = picture(view).pixelColor(400, 10)
    tokens.apply(qapp, tokens.LIGHT)
    light = picture(view).pixelColor(400, 10)
    assert dark == QColor(tokens.DARK.well)
    assert light == QColor(tokens.LIGHT.well)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_device_pixels_are_all_used(ratio: float) -> None:
    camera = Camera(1600, 400, 800.0, 400.0, ratio=ratio).opened()
    assert (camera.view.width, camera.view.height) == (800 * ratio, 400 * ratio)
    assert camera.view.scale_x == pytest.approx(ratio)
    native = camera.zoomed(camera.native_zoom / camera.zoom)
    assert native.view.scale_x == pytest.approx(1.0)


LEAVING = """
from PySide6.QtWidgets import QApplication
import numpy as np
app = QApplication([])
from app.ui.viewer.scan_view import ScanView
from imaging.radiograph import Channel, Energy, Radiograph
view = ScanView()
view.show()
pixels = np.full((40, 60), 30000, np.uint16)
view.set_radiograph(Radiograph((Channel(Energy.SINGLE, pixels),)), key=("a", "side"))
view.set_tool("text")
view.setFocus()
app.processEvents()
assert view.hasFocus()
view.repaint()
"""


def test_the_program_ends_in_peace_while_the_picture_has_the_focus() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVING],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[2],
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


def halved(whole: Radiograph, halvings: int) -> Radiograph:
    step = 1 << halvings
    channels = tuple(
        dataclasses.replace(c, pixels=np.ascontiguousarray(c.pixels[::step, ::step]))
        for c in whole.channels
    )
    return dataclasses.replace(whole, channels=channels, mm_per_pixel=(5.0 * step, 5.0 * step))


@pytest.mark.parametrize(("needs_exact", "seen"), [(True, 0.0), (False, 1.0)])
def test_a_preview_counts_as_seen_only_where_the_site_lets_it(
    view: ScanView, *, needs_exact: bool, seen: float
) -> None:
    view.looked.needs_exact = needs_exact
    view.set_radiograph(halved(radiograph(), 1), key=KEY, full_shape=(400, 1600))
    view.fit()
    assert view.camera.zoom == pytest.approx(0.5)
    view.repaint()
    assert view.looked.share == seen


def test_a_preview_that_is_coarser_than_the_screen_counts_for_nothing(view: ScanView) -> None:
    view.looked.needs_exact = False
    view.set_radiograph(halved(radiograph(), 2), key=KEY, full_shape=(400, 1600))
    view.fit()
    view.repaint()
    assert view.looked.share == 0.0


def test_all_the_pixels_that_nobody_has_checked_are_a_preview(view: ScanView) -> None:
    told: list[object] = []
    view.painted_whole.connect(told.append)
    view.set_radiograph(radiograph(), key=KEY, full_shape=(400, 1600), detail=0)
    view.repaint()
    assert view.shown_picture is not None
    assert view.shown_picture.preview
    assert view.looked.share == 0.0
    assert told == []
