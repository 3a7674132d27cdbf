"""What was painted over the image once is laid down again, and nobody can tell."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.domain.mark import Category, Mark, Shape
from app.domain.threat import Finding
from app.domain.words import say
from app.ui.viewer import stamps as stamps_module
from app.ui.viewer.scan_view import ScanView
from app.ui.viewer.stamps import Stamps
from imaging.radiograph import Channel, Energy, Radiograph

WORDS = say("Denser than neighbours")


def radiograph() -> Radiograph:
    """Grey that grows denser to the right."""
    pixels = np.linspace(60000, 2000, 1600).astype(np.uint16)[None, :].repeat(400, axis=0)
    return Radiograph((Channel(Energy.HIGH, pixels, kilovolts=6000.0),), (5.0, 5.0))


def finding(number: int) -> Finding:
    """One on its own place."""
    box = (40 + 90 * number, 60 + 20 * number, 50 + 7 * number, 45)
    return Finding(f"bench/{number}", number + 1, box, 0.5, "anomaly", WORDS, WORDS)


def mark(number: int, shape: Shape) -> Mark:
    """One on its own place, not on whole pixels."""
    x, y = 30.3 + 100 * number, 250.7 + 11 * number
    points: tuple[tuple[float, float], ...] = ((x, y), (x + 60.4, y + 40.2))
    if shape is Shape.POLYGON:
        points = (*points, (x, y + 70.0))
    return Mark(f"mark-{number}", number + 1, "scan", "side", shape, points)


@pytest.fixture
def view(qtbot: QtBot) -> ScanView:
    """The picture with findings and marks of every outline on it."""
    made = ScanView()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.set_radiograph(radiograph(), key=("scan", "side"))
    made.set_findings(tuple(finding(number) for number in range(4)), selected=2)
    shapes = (Shape.BOX, Shape.ELLIPSE, Shape.POLYGON, Shape.ARROW)
    marks = [mark(number, shape) for number, shape in enumerate(shapes)]
    marks[1] = dataclasses.replace(marks[1], category=tuple(Category)[1])
    made.set_marks(tuple(marks))
    made.one_to_one()
    made.zoom_by(1.13)
    return made


def pixels(view: ScanView) -> np.ndarray:
    """What is on screen, ``uint8`` of shape (height, width, 4)."""
    shot = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(shot.constBits(), np.uint8).reshape(shot.height(), shot.width(), 4).copy()


def rest(view: ScanView) -> None:
    """Let the hand rest until all is kept."""
    while view.layers.prepare():
        pass


def apart(one: np.ndarray, other: np.ndarray) -> int:
    """Largest difference of any colour of any pixel."""
    return int(np.abs(one.astype(int) - other.astype(int)).max())


def test_a_kept_frame_looks_as_it_was_painted(view: ScanView) -> None:
    painted = pixels(view)
    rest(view)
    assert apart(painted, pixels(view)) <= 2
    tags = view.layers.tags
    assert apart(painted, pixels(view)) <= 2
    assert view.layers.tags == tags
    assert len(tags) == 8


def test_a_moved_frame_is_laid_where_it_would_be_painted(view: ScanView) -> None:
    pixels(view)
    rest(view)
    view.look(view.camera.panned(-31.0, 7.0))
    laid = pixels(view)
    view.layers._stamps = Stamps()
    assert apart(laid, pixels(view)) <= 2


def test_what_changes_is_painted_anew(view: ScanView) -> None:
    pixels(view)
    rest(view)
    before = pixels(view)
    view.set_findings(view.layers.findings, selected=1)
    view.set_marks(view.book.marks[:3])
    after = pixels(view)
    assert apart(before, after) > 100
    view.layers._stamps = Stamps()
    view.layers._standing = None
    assert apart(after, pixels(view)) <= 2
    assert len(view.layers.tags) == 7


def test_another_look_makes_every_stamp_stale() -> None:
    stamps, painted = Stamps(), []
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    for look in ("dark", "dark", "light"):
        painter = QPainter(image)
        stamps.begin(look, 1.0)
        box = QRectF(8, 8, 10, 10)

        def paint(painter: QPainter, look: str = look, box: QRectF = box) -> None:
            painted.append(look)
            painter.fillRect(box, Qt.GlobalColor.red)

        stamps.lay(painter, "key", QPointF(8, 8), (box, paint))
        painter.end()
        while stamps.prepare():
            pass
    assert painted == ["dark", "dark", "light", "light"]


def test_a_frame_that_is_half_kept_looks_the_same(view: ScanView) -> None:
    painted = pixels(view)
    for _kept in range(5):
        view.layers.prepare()
        assert apart(painted, pixels(view)) <= 2


def test_a_long_zoom_does_not_fill_the_memory() -> None:
    stamps = Stamps()
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    box = QRectF(0, 0, 500, 500)
    for number in range(3 * stamps_module._MOST // 500**2):
        painter = QPainter(image)
        stamps.begin("dark", 1.0)
        for key in ("the same", number):
            stamps.lay(painter, key, QPointF(0, 0), (box, lambda _painter: None))
        painter.end()
        while stamps.prepare():
            pass
        kept = sum(stamps_module._pixels(pixmap) for _offset, pixmap in stamps._kept.values())
        assert kept == stamps._room <= stamps_module._MOST + 2 * 501**2
    assert "the same" in stamps._kept
