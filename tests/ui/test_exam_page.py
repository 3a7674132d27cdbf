"""A result of an examination is typed, held against the places of the referral, and kept once."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.decision import Region
from app.domain.exam_result import ExamOutcome, FoundCode, Hit, RegionHit
from app.ui.exam_page import ExamPage
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import OFFICER, Store
from tests.unit.record_values import recommendation

RETURN = Qt.Key.Key_Return
SQUARE = ((1.0, 1.0), (9.0, 1.0), (9.0, 9.0))
PLACES = (
    Region("M1", "s1", "side", SQUARE, SQUARE, place="2.4 m from left, 1.1 m up"),
    Region("1", "s1", "side", SQUARE, SQUARE, place="5.5 m from left, 0.4 m up"),
)


def opened(seat: Opener, size: tuple[int, int] = FULL, language: str = "en") -> Seat:
    """Open the page of a referral with two places."""
    store = Store()
    referred = recommendation("d1", "item-4")
    store.change("item-4", decisions=(dataclasses.replace(referred, regions=PLACES),))
    one = seat(store, size=size, language=language)
    QTest.keyClick(one.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    one.rest()
    assert one.window.page is one.window.exam_page
    return one


def looked_up(one: Seat, number: str) -> ExamPage:
    page = one.window.exam_page
    page.number.setText(number)
    QTest.keyClick(page.number, RETURN)
    one.rest()
    return page


def test_a_result_is_typed_and_kept_once(seat: Opener) -> None:
    one = opened(seat)
    page = one.window.exam_page
    assert page.number.hasFocus()
    looked_up(one, "no-such-number")
    assert "no referral no-such-number" in page.told.words
    assert not page.keep.isVisible()
    looked_up(one, "d1")
    assert "referral" in page.about.text()
    assert list(page.places) == ["M1", "1"]
    fill(page)
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    one.qtbot.waitUntil(lambda: "is on record" in page.told.words)
    assert page.number.text() == ""
    looked_up(one, "d1")
    fill(page)
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    one.qtbot.waitUntil(lambda: "already" in page.told.words)
    ((result, by),) = one.store.results
    assert (by, result.referral_id, result.outcome) == (OFFICER.account, "d1", ExamOutcome.PARTLY)
    assert result.regions == (RegionHit("M1", Hit.NEAR),)
    assert [found.code for found in result.findings] == [FoundCode.TOBACCO]
    assert result.ended_at.astimezone(dt.UTC).year == 2026
    assert result.started_at is not None
    assert result.ended_at - result.started_at == dt.timedelta(hours=1, minutes=20)


def test_it_is_kept_by_the_keys_that_sign(seat: Opener) -> None:
    one = opened(seat)
    page = looked_up(one, "d1")
    fill(page)
    QTest.keyClick(page.officer, RETURN, Qt.KeyboardModifier.ControlModifier)
    one.qtbot.waitUntil(lambda: "is on record" in page.told.words)
    assert len(one.store.results) == 1


def fill(page: ExamPage) -> None:
    """Type a result."""
    page.outcome.part(ExamOutcome.PARTLY).click()
    page.places["M1"].part(Hit.NEAR).click()
    page.found[FoundCode.TOBACCO].setChecked(True)
    page.officer.setText("M. Bélanger")
    page.began.setText("2026-03-02 15:10")
    page.ended.setText("2026-03-02 16:30")


def test_when_it_began_may_be_left_out_and_is_not_asked_where_nothing_was_examined(
    seat: Opener,
) -> None:
    one = opened(seat)
    page = looked_up(one, "d1")
    fill(page)
    page.began.setText("quarter past")
    refused(page, "when it began")
    page.began.clear()
    page.outcome.part(ExamOutcome.NOT_EXAMINED).click()
    assert not page.began.isEnabled()
    page.outcome.part(ExamOutcome.PARTLY).click()
    assert page.began.isEnabled()
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    one.qtbot.waitUntil(lambda: "is on record" in page.told.words)
    ((result, _),) = one.store.results
    assert result.started_at is None


def test_the_time_that_the_form_proposes_is_kept_to_the_second(seat: Opener) -> None:
    one = opened(seat)
    page = looked_up(one, "d1")
    proposed = page.ended.text()
    fill(page)
    page.ended.setText(proposed)
    page.began.setText("2026-03-01 00:00:07")
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    one.qtbot.waitUntil(lambda: "is on record" in page.told.words)
    ((result, _),) = one.store.results
    assert result.ended_at.astimezone().strftime("%Y-%m-%d %H:%M:%S") == proposed
    assert result.started_at is not None
    assert result.started_at.second == 7


def test_what_is_missing_is_said_and_nothing_is_kept(seat: Opener) -> None:
    one = opened(seat)
    page = looked_up(one, "item-4")
    refused(page, "what came of it")
    page.outcome.part(ExamOutcome.NOT_EXAMINED).click()
    refused(page, "who examined")
    page.officer.setText("M. Bélanger")
    refused(page, "why nothing was examined")
    page.reason.setText("Not presented")
    page.ended.setText("yesterday")
    refused(page, "when it ended")
    assert one.store.results == ()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    one.rest()
    assert one.window.page is one.window.queue_page


def refused(page: ExamPage, words: str) -> None:
    """Ask to keep what is typed; a sentence says what is missing."""
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert words in page.told.words


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pictures_of_it_for_a_person_to_look_at(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    one = opened(seat, size, language)
    page = looked_up(one, "d1")
    fill(page)
    one.rest()
    assert page.officer.accessibleName()
    one.save(f"exam-{size[0]}-{language}")
