"""What an officer may override is asked for in the form, with a reason that goes on record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.domain.decision import Kind
from app.domain.dossier import HouseBill, Standing
from app.domain.notice import Notice, Severity
from app.domain.words import say
from app.shipments.rules.examine import examine
from app.ui.panels.referral import Referral
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import PASSWORD, Store
from tests.ui.test_review_flow import item, said, see_everything, sign_release
from tests.unit.room_values import shipment
from tests.unit.rule_values import case, filed

CTRL = Qt.KeyboardModifier.ControlModifier
MISSING = HouseBill("8XYZHB0000009", Standing.NOT_ON_FILE, None, named=True)
GROUPED = filed(shipment(consolidated=True), house_bills=(MISSING,))
(INCOMPLETE,) = (one for one in examine(case(GROUPED)).notices if one.rule == "R038")
"""What the rule says of a consolidation of which a house bill is named and not on file."""
TARGETED = Notice("TARGET", Severity.BLOCK, "", say("Target of another unit: {words}", words="NTC"))
REASON = "Forwarder's office confirmed all five bills by telephone, 10:42."


def ready(
    seat: Opener, *blocks: Notice, size: tuple[int, int] = FULL, language: str = "en"
) -> Seat:
    """Open a release form on an item of which everything was seen."""
    store = Store()
    store.blocks["item-4"] = blocks
    scans = store.items["item-4"].scans
    store.change("item-4", viewed=tuple((s.scan_id, view) for s in scans for view in s.views))
    one = seat(store, size=size, language=language)
    one.open(4)
    see_everything(one)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_L)
    one.rest()
    assert one.page.form_open
    return one


def line(form: Referral) -> QLineEdit:
    found = form.findChild(QLineEdit, "override")
    assert isinstance(found, QLineEdit)
    return found


def kept_reason(one: Seat) -> str:
    """The reason in the draft on record."""
    draft = item(one, 4).draft
    return draft.overrides.get("R038", "") if draft is not None else ""


def test_t46_an_officer_goes_on_without_house_bills_and_says_why(seat: Opener) -> None:
    one = ready(seat, INCOMPLETE)
    form = one.page.referral
    assert line(form).isVisible()
    sign_release(one)
    assert not item(one, 4).decisions
    assert said(form, "below-override").startswith("House bill 8XYZHB0000009 is named")
    assert line(form).property("missing")
    line(form).setFocus()
    QTest.keyClicks(line(form), REASON)
    one.rest()
    assert line(form).isVisible()
    one.qtbot.waitUntil(lambda: kept_reason(one) == REASON)
    QTest.keyClick(line(form), Qt.Key.Key_Return, CTRL)
    one.rest()
    (signed,) = item(one, 4).decisions
    assert signed.kind is Kind.RECOMMEND_RELEASE
    assert dict(signed.overrides) == {INCOMPLETE.key: REASON}


def test_what_nobody_may_override_keeps_the_form_closed(seat: Opener) -> None:
    store = Store()
    rejected = Notice("R067", Severity.BLOCK, "144", say("The report was rejected."))
    store.blocks["item-4"] = (rejected, INCOMPLETE)
    one = seat(store)
    one.open(4)
    see_everything(one)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_L)
    one.rest()
    assert not one.page.form_open


def test_where_nothing_is_to_be_overridden_nothing_is_asked(seat: Opener) -> None:
    one = ready(seat)
    assert not line(one.page.referral).isVisible()


def test_a_reason_taken_back_is_asked_for_again(seat: Opener) -> None:
    one = ready(seat, INCOMPLETE)
    form = one.page.referral
    line(form).setFocus()
    QTest.keyClicks(line(form), "Told")
    one.rest()
    line(form).clear()
    one.rest()
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    one.rest()
    assert line(form).isVisible()
    assert not item(one, 4).decisions


def fill_reason(one: Seat, words: str = REASON) -> None:
    form = one.page.referral
    line(form).setFocus()
    QTest.keyClicks(line(form), words)
    one.rest()


def field(form: Referral, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def test_what_takes_two_asks_for_the_second_person_in_the_form(seat: Opener) -> None:
    """By keyboard alone: reason, name, Return, password, Return."""
    one = ready(seat, TARGETED)
    form = one.page.referral
    account, password = field(form, "second-account"), field(form, "second-password")
    assert account.isVisible()
    assert line(form).isVisible()
    sign_release(one)
    assert not item(one, 4).decisions
    assert account.property("missing")
    fill_reason(one)
    QTest.keyClick(line(form), Qt.Key.Key_Tab)
    assert account.hasFocus()
    QTest.keyClicks(account, "roy")
    QTest.keyClick(account, Qt.Key.Key_Return)
    assert password.hasFocus()
    QTest.keyClicks(password, "not the password")
    assert password.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(password, Qt.Key.Key_Return)
    one.rest()
    assert not item(one, 4).decisions
    assert "do not belong together" in form.message.words
    assert password.text() == ""
    assert password.hasFocus()
    assert account.text() == "roy"
    QTest.keyClicks(password, PASSWORD)
    QTest.keyClick(password, Qt.Key.Key_Return)
    one.rest()
    (signed,) = item(one, 4).decisions
    assert (signed.officer, signed.second) == ("tremblay", "roy")
    assert account.text() == password.text() == ""


def test_a_second_person_is_no_part_of_the_draft_and_forgotten_when_the_form_is_left(
    seat: Opener,
) -> None:
    one = ready(seat, TARGETED)
    form = one.page.referral
    account, password = field(form, "second-account"), field(form, "second-password")
    fill_reason(one)
    QTest.keyClicks(account, "roy")
    QTest.keyClicks(password, PASSWORD)
    one.rest()
    QTest.mouseClick(form.back, Qt.MouseButton.LeftButton)
    one.rest()
    assert account.text() == password.text() == ""
    assert PASSWORD not in repr(item(one, 4).draft)


def test_where_one_is_enough_no_second_person_is_asked_for(seat: Opener) -> None:
    one = ready(seat, INCOMPLETE)
    assert not field(one.page.referral, "second-account").isVisible()


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pictures_of_two_persons_for_a_person_to_look_at(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    one = ready(seat, TARGETED, size=size, language=language)
    form = one.page.referral
    fill_reason(one)
    QTest.keyClicks(field(form, "second-account"), "roy")
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    one.rest()
    named = {"en": "Second person, name", "fr": "Deuxième personne, nom"}[language]
    assert field(form, "second-account").accessibleName() == named
    one.save(f"second-{size[0]}-{language}")


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pictures_of_it_for_a_person_to_look_at(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    one = ready(seat, INCOMPLETE, size=size, language=language)
    form = one.page.referral
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    one.rest()
    named = {"en": "Override, with a reason", "fr": "Dérogation, avec motif"}[language]
    assert line(form).accessibleName() == named
    one.save(f"override-{size[0]}-{language}")
