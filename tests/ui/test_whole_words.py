"""Words that were cut in small windows, or in French, stand there whole."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui import tokens
from app.ui.controls import Check, Text, said
from app.ui.exam_page import ExamPage
from app.ui.i18n import tr
from app.ui.queue.model import MODE
from app.ui.queue.words import MODE_WORDS
from tests.ui.conftest import SMALL, Opener

PLACE = "5.5 m from the doors, 1.9 m above the lowest point"


def test_a_place_to_look_at_takes_two_lines_where_it_must(qtbot: QtBot) -> None:
    check = Check(said("Denser than its neighbours"), tag="M1", below=said(PLACE))
    qtbot.addWidget(check)
    assert check.heightForWidth(272) == check.heightForWidth(900) + 16


def test_the_longest_mode_keeps_its_distance_in_french(seat: Opener) -> None:
    table = seat(size=SMALL, language="fr").window.queue_page.table
    metrics = QFontMetrics(tokens.font("body"))
    longest = max(metrics.horizontalAdvance(tr(one)) for one in MODE_WORDS.values())
    icon = tokens.ICON_SMALL + 6
    assert table.columnWidth(MODE) >= icon + longest + 8


def test_the_time_of_an_exam_is_asked_for_with_its_zone(seat: Opener) -> None:
    page: ExamPage = seat().window.exam_page
    zone = page._now().strftime("%Z")
    assert zone
    assert zone in page.ended.accessibleName()
    field = page.findChild(QWidget, f"field-{page.ended.objectName()}")
    assert isinstance(field, QWidget)
    assert any(zone in text.text() for text in field.findChildren(Text))
