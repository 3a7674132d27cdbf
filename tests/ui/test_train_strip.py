"""The strip of cars: nothing in it is cut, and nothing moves when work goes on."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.decision import Kind
from app.ui import i18n, tokens
from app.ui.panels.train import CONSIST, PICTURE, SCANS, TrainStrip
from app.ui.panels.train_cell import Cell, foot_of, width_of
from app.ui.viewer.overview import OverviewStrip

LOW = QImage(120, 100, QImage.Format.Format_Grayscale8)
"""Of a short car: its picture needs less room than its words."""
LOW.fill(128)


def cars(count: int) -> list[Cell]:
    return [
        Cell(n, f"SMPX{210000 + n}", LOW, empty=n % 2 == 0, flagged=n % 3, seen=n % 5 == 0)
        for n in range(1, count + 1)
    ]


@pytest.fixture
def strip(qtbot: QtBot) -> TrainStrip:
    made = TrainStrip()
    qtbot.addWidget(made)
    made.resize(720, 64)
    made.show_cars(cars(120), 0)
    return made


def roll(strip: TrainStrip, by: int) -> None:
    at = QPointF(300, 30)
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, -by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip, event)


def whole_in_sight(strip: TrainStrip) -> list[int]:
    return [n for n in range(len(strip.cells)) if strip.sight.contains(strip.rect_of(n))]


def cut_at_left(strip: TrainStrip) -> list[int]:
    left = strip.sight.left()
    rects = [strip.rect_of(n) for n in range(len(strip.cells))]
    return [n for n, rect in enumerate(rects) if rect.left() < left < rect.right()]


def test_every_mark_is_written_whole(strip: TrainStrip) -> None:
    for first in (0, 40, 119):
        strip.show_cars(strip.cells, first)
        seen = whole_in_sight(strip)
        assert len(seen) >= 3
        for index in seen:
            assert strip.mark_shown(index) == strip.cells[index].mark


def test_the_first_car_in_sight_is_whole_at_either_end(strip: TrainStrip) -> None:
    strip.show_cars(strip.cells, 119)
    assert cut_at_left(strip) == []
    assert 119 in whole_in_sight(strip)
    roll(strip, 1_000_000)
    assert cut_at_left(strip) == []
    assert 119 in whole_in_sight(strip)
    roll(strip, -1_000_000)
    assert whole_in_sight(strip)[0] == 0


def test_the_words_of_a_car_that_is_half_out_of_sight_are_not_cut(strip: TrainStrip) -> None:
    roll(strip, 60)
    (cut,) = cut_at_left(strip)
    foot = foot_of(strip.rect_of(cut), strip.sight)
    assert foot.left() >= strip.sight.left()
    shown = strip.mark_shown(cut)
    assert shown != strip.cells[cut].mark
    assert strip.cells[cut].mark.endswith(shown.lstrip("…"))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("order", [CONSIST, SCANS, PICTURE])
def test_the_words_at_the_left_have_room(strip: TrainStrip, language: str, order: str) -> None:
    i18n.use(language)
    strip.show_cars(strip.cells, 107, order=order)
    assert strip.place_words in ("Car 108 of 120", "Wagon 108 de 120")
    for role, weight, words in (
        ("body", 600, strip.place_words),
        ("detail", None, i18n.tr(order)),
    ):
        wide = QFontMetricsF(tokens.font(role, weight=weight)).horizontalAdvance(words)
        assert tokens.px(8) + wide <= strip.sight.left()


def test_a_car_keeps_its_width_when_it_is_seen_and_decided() -> None:
    for flagged, empty in ((0, False), (2, False), (0, True), (2, True)):
        car = Cell(7, "SMPX210007", LOW, flagged=flagged, empty=empty)
        wide = width_of(car)
        assert width_of(dataclasses.replace(car, seen=True)) == wide
        assert width_of(dataclasses.replace(car, outcome=Kind.REFER_FOR_EXAM)) == wide
        assert width_of(dataclasses.replace(car, other="singh")) == wide


def test_the_cars_are_as_high_as_the_views_they_replace(qtbot: QtBot, strip: TrainStrip) -> None:
    views = OverviewStrip()
    qtbot.addWidget(views)
    heights = []
    for compact in (False, True):
        strip.set_compact(compact)
        views.set_compact(compact)
        assert strip.sizeHint() == views.sizeHint()
        heights.append(strip.sizeHint().height())
    assert heights == [tokens.FULL.strip, tokens.COMPACT.strip]
