"""Words that were cut in small windows, or in French, stand there whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui import i18n, tokens
from app.ui.controls import Check, Text, said
from app.ui.exam_page import ExamPage
from app.ui.i18n import tr
from app.ui.panels.pieces import KeyValue
from app.ui.queue.model import MODE
from app.ui.queue.words import MODE_WORDS, flagged_words
from tests.ui.conftest import SMALL, Opener
from tests.ui.test_overriding import ready

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


def test_how_scan_and_shipment_belong_together_is_never_cut(seat: Opener) -> None:
    """*Probable : remo...* stood beside *Confirmer*: the class alone says more."""
    one = seat(size=SMALL, language="fr")
    one.open(1)
    link = one.page.declaration.findChild(KeyValue, "link")
    assert isinstance(link, KeyValue)
    value = link.value
    assert value.text().startswith("Probable")
    assert value.width_of(value.text()) <= value.width()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_places_of_a_referral_have_the_height_of_their_words(
    seat: Opener, qtbot: QtBot, language: str
) -> None:
    one = seat(size=SMALL, language=language)
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    checks = one.page.referral.fields.regions.checks
    assert checks
    # The form is laid out once it is on the screen, which a busy machine does later.
    qtbot.waitUntil(lambda: all(one.height() >= one.heightForWidth(one.width()) for one in checks))


def test_what_is_recommended_and_what_is_signed_stand_there_whole(seat: Opener) -> None:
    one = ready(seat, size=SMALL, language="fr")
    form = one.page.referral
    one.save("release-form-1366-fr")
    sign, title = form.sign, form.findChild(Text, "form-title")
    assert sign.sizeHint().width() <= sign.width()
    assert isinstance(title, Text)
    assert title.wordWrap()
    assert title.heightForWidth(title.width()) <= title.height()


def test_where_a_reason_comes_from_is_said_in_the_language_in_force(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    reasons = one.page.referral.fields.reasons

    before = [line.origin for line in reasons.lines]
    assert any("from" in one for one in before)
    i18n.use("fr")
    one.rest()
    after = [line.origin for line in reasons.lines]
    assert len(after) == len(before)
    assert not any("from" in one for one in after)


def test_one_finding_is_singular_in_french(qtbot: QtBot) -> None:
    del qtbot
    assert flagged_words(1) == "1 flagged"
    i18n.use("fr")
    assert (flagged_words(1), flagged_words(2)) == ("1 signalé", "2 signalés")
