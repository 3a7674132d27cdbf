"""Where one scan shows several shipments, the form says which a decision speaks of (L4)."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.decision import Kind
from app.domain.shipment import Shipment
from app.ui import i18n
from app.ui.controls import Check
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import Store


def store(count: int = 3) -> Store:
    made = Store()
    item = made.items["item-1"]
    first = item.shipments[0]
    others = tuple(
        dataclasses.replace(first, shipment_id=f"9ABCPARS{n:07d}", ccn=f"9ABCPARS{n:07d}")
        for n in range(2, count + 1)
    )
    made.items["item-1"] = dataclasses.replace(item, shipments=(first, *others))
    return made


def form(seat: Opener, count: int = 3, size: tuple[int, int] = FULL) -> Seat:
    taken = seat(store(count), size=size)
    taken.open(1)
    taken.window.run_command("refer")
    taken.qtbot.wait(20)
    return taken


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [FULL, SMALL])
def test_l04_the_officer_chooses_shipments_or_leaves_it_at_the_equipment(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    taken = form(seat, size=size)
    i18n.use(language)
    taken.qtbot.wait(20)
    fields = taken.page.referral.fields
    assert fields.draft.subjects == ()
    check = fields.findChild(Check, "subject-9ABCPARS0000002")
    assert check is not None
    assert check.isVisible()
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=check.rect().center())
    assert fields.draft.subjects == ("9ABCPARS0000002",)
    region = fields.regions.checks[0]
    region.setChecked(True)
    owner = fields.regions.owners[0]
    QTest.mouseClick(owner, Qt.MouseButton.LeftButton)
    QTest.mouseClick(owner, Qt.MouseButton.LeftButton)
    assert fields.draft.region_subjects == (("M1", "9ABCPARS0000002"),)
    taken.save(f"scope-{language}-{size[0]}")
    QTest.keyClick(owner, Qt.Key.Key_Space)
    QTest.keyClick(owner, Qt.Key.Key_Space)
    assert fields.draft.region_subjects == ()


def test_a_single_shipment_asks_nothing(seat: Opener) -> None:
    taken = form(seat, count=1)
    fields = taken.page.referral.fields
    assert fields.subjects.checks == ()
    assert not fields._fields["subjects"].isVisibleTo(fields)
    assert fields.regions.owners == ()


def test_a_release_speaks_of_all_that_the_image_shows(seat: Opener) -> None:
    taken = form(seat)
    fields = taken.page.referral.fields
    shown = taken.window.desk.review.shown
    assert shown is not None
    fields.fill(shown, dataclasses.replace(fields.draft, kind=Kind.RECOMMEND_RELEASE))
    fields.say(shown)
    assert not fields._fields["subjects"].isVisibleTo(fields)
    assert fields.draft.subjects == ()


def test_many_shipments_are_referred_through_their_equipment(seat: Opener) -> None:
    taken = form(seat, count=40)
    assert len(taken.page.referral.fields.subjects.checks) == 12


def test_what_was_chosen_comes_back_with_the_form(seat: Opener) -> None:
    taken = form(seat)
    fields = taken.page.referral.fields
    one: Shipment = taken.store.items["item-1"].shipments[1]
    fields.subjects.checks[1].setChecked(True)
    fields.regions.checks[0].setChecked(True)
    QTest.mouseClick(fields.regions.owners[0], Qt.MouseButton.LeftButton)
    draft = fields.draft
    taken.page.deciding.close_form()
    taken.rest()
    taken.window.run_command("refer")
    taken.qtbot.wait(20)
    assert fields.draft.subjects == (one.shipment_id,)
    assert fields.draft.region_subjects == draft.region_subjects
