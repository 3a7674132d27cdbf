"""What became of a referral stands below its signature: the package, and what the exam came to."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from app.domain.dispatch import Address, Custodian, Package, PackageStep, Step
from app.domain.exam_result import Enforcement, ExamOutcome, ExamResult, KeptResult
from app.domain.work import ItemState
from app.ui.controls import Text
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import NOW, OFFICER, Store
from tests.unit.record_values import recommendation


def package(*steps: Step) -> Package:
    """One package of the referral, and what happened to it."""
    address = Address("0427", "", Custodian.CARRIER, "9XYZ")
    told = tuple(
        PackageStep("d1", "d1", 1, step, "dispatch", NOW + dt.timedelta(minutes=number))
        for number, step in enumerate(steps)
    )
    return Package("d1", "d1", "item-4", 1, address, None, told)


def result(version: int, outcome: ExamOutcome) -> KeptResult:
    """A version of what the port told."""
    ended = NOW + dt.timedelta(hours=5)
    told = ExamResult("d1", outcome, "M. Bélanger", ended)
    return KeptResult(told, version, "d1", "item-4", "results", ended, found_later=False)


def decided(
    seat: Opener, *, size: tuple[int, int] = FULL, language: str = "en", **after: object
) -> Seat:
    store = Store()
    signed = dataclasses.replace(recommendation("d1", "item-4"), officer=OFFICER.account)
    store.change("item-4", decisions=(signed,), state=ItemState.DECIDED, **after)
    one = seat(store, size=size, language=language)
    one.open(4)
    one.rest()
    return one


def lines(one: Seat) -> list[str]:
    (told,) = one.page.decision.findChildren(Text, "signed-line")
    assert told.isVisible()
    return told.text().split("\n")


def test_the_newest_step_and_the_newest_version_are_said(seat: Opener) -> None:
    sent = package(Step.SENT, Step.ACKNOWLEDGED)
    told = (result(1, ExamOutcome.PENDING_LAB), result(2, ExamOutcome.RESULTANT))
    signed, port, exam = lines(decided(seat, packages=(sent,), results=told))
    assert signed.startswith("Signed:")
    assert port.startswith("Package to 0427: Acknowledged by the port")
    assert exam.startswith("Exam, corrected: Resultant, M. Bélanger")


def test_a_referral_without_a_package_says_that_it_waits(seat: Opener) -> None:
    assert lines(decided(seat))[1:] == ["Package: not sent yet"]


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pictures_of_it_for_a_person_to_look_at(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    told = (result(2, ExamOutcome.PARTLY),)
    gone = package(Step.SENT, Step.NOT_PRESENTED)
    one = decided(seat, size=size, language=language, packages=(gone,), results=told)
    one.save(f"after-{size[0]}-{language}")


def test_t61_that_entry_was_refused_stands_with_the_result(seat: Opener) -> None:
    told = result(1, ExamOutcome.RESULTANT)
    refused = dataclasses.replace(told.result, enforcement=(Enforcement.REFUSED_ENTRY,))
    after = {"packages": (package(Step.SENT),)}
    one = decided(seat, results=(dataclasses.replace(told, result=refused),), **after)
    assert lines(one)[-1].startswith("Exam: Resultant, entry refused, M. Bélanger")
