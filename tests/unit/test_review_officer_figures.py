"""Officers' confidence against outcomes, held against figures that were worked out by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Draft, ExamType, Kind, Recommendation
from app.domain.errors import Refused
from app.domain.exam_result import ExamOutcome, ExamResult
from app.domain.officer import Officer, Role
from app.domain.officer_figures import LEAST, Judged, Measure, Rate, wilson
from app.review.officer_figures import COLUMNS, as_csv, figures_of, officer_figures
from tests.unit.room_values import OFFICER, OTHER, House, flagging, radiograph, shipment

SUPERVISOR = Officer("lavigne", "P. Lavigne", Role.SUPERVISOR)
REFER, RELEASE = Kind.REFER_FOR_EXAM, Kind.RECOMMEND_RELEASE


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def decided(kind: Kind, found: bool | None, confidence: int = 4, **more: object) -> Judged:
    values: dict[str, object] = {"flagged": None, "officer": "a", **more}
    return Judged("r", kind=kind, confidence=confidence, found=found, **values)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # Worked out by hand from the formula, z = 1.96; the first two stand in the literature on
        # how many threat images say something of a person: .58 to .92, and .68 to .88.
        (16, 20, 0.584, 0.919),
        (48, 60, 0.682, 0.882),
        # p = 0: z² / (n + z²) = 3.8415 / 13.8415.
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        # p = 1/2: half = 1.96 / (2 √(n + z²)) = 0.98 / √23.8415.
        (10, 20, 0.2993, 0.7007),
    ],
)
def test_intervals_are_those_worked_out_by_hand(
    count: int, of: int, low: float, high: float
) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=6e-4)


def test_what_is_no_share_has_no_interval() -> None:
    for count, of in ((0, 0), (3, 2), (-1, 4)):
        with pytest.raises(ValueError, match="no share"):
            wilson(count, of)


def test_below_the_least_count_there_are_counts_and_no_rate() -> None:
    few, enough = Rate(LEAST - 1, LEAST - 1), Rate(15, LEAST)
    assert (few.share, few.interval, few.enough) == (None, None, False)
    assert enough.share == 0.75
    assert enough.interval == wilson(15, 20)


def test_what_was_right_follows_from_recommendation_and_outcome() -> None:
    assert decided(REFER, found=True).right is True
    assert decided(REFER, found=False).right is False
    assert decided(RELEASE, found=True).right is False
    assert decided(RELEASE, found=False).right is True
    assert decided(REFER, found=None).right is None
    assert decided(Kind.NO_DECISION, found=True).right is None
    # What a third person held to be right counts where no examination says it.
    assert decided(REFER, found=None, stands=False).right is False
    assert decided(REFER, found=True, stands=False).right is True
    assert decided(Kind.NO_DECISION, found=None, stands=True).right is True
    assert decided(REFER, None, flagged=True).with_model is True
    assert decided(RELEASE, None, flagged=True).with_model is False
    assert decided(RELEASE, None, flagged=None).with_model is None


def test_the_figures_of_a_made_up_month() -> None:
    """Officer a: 20 referrals at 5, 16 resultant; 10 at 2, 2 resultant; 5 releases, 1 found."""
    month = [
        *(decided(REFER, found=n < 16, confidence=5, flagged=True, agreed=1) for n in range(20)),
        *(decided(REFER, found=n < 2, confidence=2, flagged=False, disagreed=1) for n in range(10)),
        *(decided(RELEASE, found=n < 1, confidence=2, flagged=False) for n in range(5)),
        *(decided(RELEASE, found=None, confidence=3, flagged=None, unsure=2) for _ in range(7)),
        decided(Kind.NO_DECISION, found=None, confidence=1),
        decided(REFER, found=True, confidence=5, officer="b", flagged=True),
    ]
    every, a, b = figures_of(month, {"a": "Z. Able", "b": "A. Baker"})[0:3]
    assert (every.account, a.account, b.account) == ("", "b", "a")
    a, b = b, a
    assert (a.decisions, a.known) == (43, 35)
    assert a.rate(Measure.CALIBRATION, 5) == Rate(16, 20)
    assert a.rate(Measure.CALIBRATION, 2) == Rate(2 + 4, 15)
    assert a.rate(Measure.CALIBRATION, 1) == Rate(0, 0)
    assert a.rate(Measure.RIGHT) == Rate(16 + 2 + 4, 35)
    assert a.rate(Measure.RESULTANT) == Rate(18, 30)
    assert a.rate(Measure.MISSED) == Rate(1, 5)
    assert a.rate(Measure.WITH_MODEL) == Rate(20 + 0 + 5, 35)
    assert a.rate(Measure.VERDICTS) == Rate(20, 30)
    assert a.rate(Measure.SECOND) == Rate(0, 0)
    again = [decided(REFER, None, same_again=n < 3) for n in range(4)]
    assert figures_of(again, {})[0].rate(Measure.SECOND) == Rate(3, 4)
    assert every.rate(Measure.RESULTANT) == Rate(19, 31)
    assert b.rate(Measure.RESULTANT) == Rate(1, 1)
    assert b.rate(Measure.RESULTANT).share is None


def test_the_csv_has_a_row_a_figure_and_no_rate_where_there_are_too_few() -> None:
    figures = figures_of(
        [decided(REFER, found=n < 15, confidence=5) for n in range(20)], {"a": "=Able"}
    )
    rows = list(csv.DictReader(io.StringIO(as_csv(figures))))
    assert tuple(rows[0]) == COLUMNS
    (mine,) = (r for r in rows if r["officer"] == "a" and r["measure"] == "referrals_resultant")
    low, high = wilson(15, 20)
    assert mine["name"] == "'=Able"
    assert (mine["count"], mine["of"], mine["rate"]) == ("15", "20", "0.75")
    assert float(mine["low_95"]) == pytest.approx(low, abs=1e-4)
    assert float(mine["high_95"]) == pytest.approx(high, abs=1e-4)
    (few,) = (r for r in rows if r["officer"] == "*" and r["measure"] == "releases_found_later")
    assert (few["count"], few["of"], few["rate"], few["low_95"]) == ("0", "0", "", "")


def referral(house: House, study: str) -> Recommendation:
    house.arrive(radiograph(study, CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    house.screen(flagging)
    sitting = house.room().open(house.record.items()[-1])
    sitting.shown(sitting.item.scans[-1].scan_id, "side")
    return sitting.sign(
        Draft(
            REFER,
            reasons=("ANOMALY",),
            region_labels=("M1",),
            exam=ExamType.TAILGATE,
            confidence=4,
        )
    )


def answer(house: House, decision: Recommendation, outcome: ExamOutcome, number: str = "") -> None:
    house.hand.pass_s(3600)
    result = ExamResult(decision.recommendation_id, outcome, "F. Roy", house.hand.moment, number)
    house.record.dispatch.add_result(result, "results")


def test_outcomes_come_from_the_newest_version_of_each_result_on_record(house: House) -> None:
    house.record.add_account(OFFICER, "a word that nobody guesses")
    decision = referral(house, "1.2.3.4")
    (unknown,) = house.record.replays.judged()
    assert (unknown.found, unknown.flagged, unknown.confidence) == (None, True, 4)
    answer(house, decision, ExamOutcome.PENDING_LAB)
    assert house.record.replays.judged()[0].found is None
    answer(house, decision, ExamOutcome.NON_RESULTANT)
    assert house.record.replays.judged()[0].found is False
    answer(house, decision, ExamOutcome.PARTLY)
    assert house.record.replays.judged()[0].found is True
    every, mine = officer_figures(house.record, SUPERVISOR)
    assert mine.name == OFFICER.name
    assert mine.rate(Measure.RESULTANT) == every.rate(Measure.RESULTANT) == Rate(1, 1)


def test_a_superseded_decision_counts_only_where_an_examination_answered_it(house: House) -> None:
    first = referral(house, "1.2.3.4")
    again = house.room().open(first.item_id)
    again.sign(Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=2, note="Blurred."))
    assert [one.kind for one in house.record.replays.judged()] == [Kind.NO_DECISION]
    answer(house, first, ExamOutcome.RESULTANT)
    assert [one.kind for one in house.record.replays.judged()] == [REFER, Kind.NO_DECISION]


def test_only_supervisors_see_how_others_decide(house: House) -> None:
    for person in (OFFICER, OTHER, Officer("adm", "Adm", Role.ADMINISTRATOR)):
        with pytest.raises(Refused, match="supervisor"):
            officer_figures(house.record, person)
