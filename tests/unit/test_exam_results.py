"""Results of examinations: read strictly, kept as versions, never a change of the decision."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.domain.decision import Draft, ExamType, Kind, Recommendation, Urgency
from app.domain.errors import Refused
from app.domain.event import Event, EventKind
from app.domain.exam_result import (
    SCHEMA,
    Enforcement,
    ExamOutcome,
    Found,
    FoundCode,
    Hit,
    KeptResult,
    RegionHit,
)
from app.domain.filing import Filing, FilingKind
from app.domain.officer import Officer, Role
from app.domain.shipment import Function
from app.intake.exam_results import ResultsUnreadable, read_results
from tests.unit.filing_values import filing
from tests.unit.room_values import NOW, OFFICER, House, shipment

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
LATER = (NOW + dt.timedelta(hours=4)).isoformat()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.record.close()


def signed(house: House) -> Recommendation:
    house.arrive(None, shipment())
    house.screen()
    sitting = house.room().open(house.record.items()[0])
    for scan in sitting.item.scans:
        sitting.shown(scan.scan_id, "side")
    return sitting.sign(
        Draft(
            Kind.REFER_FOR_EXAM,
            reasons=("ANOMALY",),
            region_labels=("M1",),
            exam=ExamType.TAILGATE,
            urgency=Urgency.ROUTINE,
            confidence=4,
        )
    )


def tree(referral: str = "r1", **changes: Any) -> dict[str, Any]:
    made = {
        "schema": SCHEMA,
        "referral_id": referral,
        "outcome": "RESULTANT",
        "officer": "M. Roy",
        "ended_at": LATER,
    }
    return made | changes


FULL = {
    "result_id": "0351-77",
    "exam_types": ["tailgate", "partial_unload"],
    "team": "Team 2",
    "started_at": (NOW + dt.timedelta(hours=3)).isoformat(),
    "unload_share": 0.25,
    "findings": [{"code": "tobacco", "quantity": 12.5, "unit": "kg", "location": "row 2"}],
    "regions": [{"label": "M1", "hit": "hit"}],
    "enforcement": ["seizure", "amps"],
    "seal_before": "A1",
    "seal_after": "B2",
    "photos": ["p1.jpg"],
    "actual_pieces": 101,
    "actual_weight_kg": 1200,
    "actual_hs": ["240220"],
    "comments": "Behind the first row.",
    "release_status": "detained",
    "cost_to_client": False,
}


def file_of(folder: Path, found: object, name: str = "results.json") -> Path:
    path = folder / name
    path.write_text(found if isinstance(found, str) else json.dumps(found), encoding="utf-8")
    return path


def schema() -> jsonschema.Draft202012Validator:
    name = SCHEMA.replace("/", "-")
    published = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(published)
    return jsonschema.Draft202012Validator(published)


def test_json_and_csv_say_the_same(tmp_path: Path) -> None:
    told = tree(**FULL)
    schema().validate([told])
    (result,) = read_results(file_of(tmp_path, told))
    assert result.outcome is ExamOutcome.RESULTANT
    assert result.findings == (
        Found(FoundCode.TOBACCO, decimal.Decimal("12.5"), "kg", location="row 2"),
    )
    assert result.regions == (RegionHit("M1", Hit.HIT),)
    assert result.enforcement == (Enforcement.SEIZURE, Enforcement.AMPS)
    head = (
        "referral_id,outcome,officer,ended_at,findings,regions,unload_share,cost_to_client,reason"
    )
    row = f"r1,RESULTANT,M. Roy,{LATER},tobacco:12.5 kg;seal,M1=hit;2=nothing,0.25,no,"
    (plain,) = read_results(file_of(tmp_path, f"{head}\n{row}\n", "results.csv"))
    assert plain.findings == (
        Found(FoundCode.TOBACCO, decimal.Decimal("12.5"), "kg"),
        Found(FoundCode.SEAL),
    )
    assert plain.regions == (RegionHit("M1", Hit.HIT), RegionHit("2", Hit.NOTHING))
    assert (plain.unload_share, plain.cost_to_client, plain.ended_at) == (
        0.25,
        False,
        result.ended_at,
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outcome": "GUILTY"}, "outcome cannot be GUILTY"),
        ({"outcome": "NOT_EXAMINED"}, "say in `reason`"),
        ({"officer": "  "}, "officer is missing"),
        ({"ended_at": "2026-03-01T12:00:00"}, "ended_at cannot be"),
        ({"ended_at": "tomorrow"}, "ended_at cannot be tomorrow"),
        ({"unload_share": 1.5}, "unload_share cannot be 1.5"),
        ({"actual_pieces": True}, "actual_pieces cannot be True"),
        ({"actual_weight_kg": -1}, "actual_weight_kg cannot be -1"),
        ({"findings": [{"code": "gold"}]}, "findings cannot be gold"),
        ({"regions": [{"label": "M1", "hit": "hit", "x": 1}]}, "regions cannot be"),
        ({"schema": "prescreen-exam-result/9"}, "the form is prescreen-exam-result/9"),
        ({"verdict": 1}, "there is no field verdict"),
        ({"comments": "x" * 2001}, "comments cannot be"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken(
    tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(ResultsUnreadable, match=r"results\.json, result 2: ") as refused:
        read_results(file_of(tmp_path, [tree(), tree(**changes)]))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "text", ["{", "[NaN]", "7", '"x"', "\ud800".encode("utf-8", "replace").decode()]
)
def test_any_text_ends_in_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(ResultsUnreadable):
        read_results(file_of(tmp_path, text))


def test_a_result_stands_beside_the_decision_and_is_corrected_by_versions(
    house: House, tmp_path: Path
) -> None:
    decision = signed(house)
    before = house.record.item(decision.item_id).decisions
    name = decision.recommendation_id
    (first,) = read_results(file_of(tmp_path, tree(name, **FULL)))
    (other,) = read_results(file_of(tmp_path, tree(name, **(FULL | {"outcome": "PENDING_LAB"}))))
    kept = house.record.dispatch.add_result(first, "results")
    assert kept is not None
    assert (kept.version, kept.item_id, kept.found_later) == (1, decision.item_id, False)
    assert house.record.dispatch.add_result(first, "results") is None
    corrected = house.record.dispatch.add_result(other, "results")
    assert corrected is not None
    assert corrected.version == 2
    item = house.record.item(decision.item_id)
    assert [one.result for one in item.results] == [first, other]
    assert item.decisions == before
    assert house.record.verify().ok


def test_what_belongs_to_nothing_is_refused(house: House, tmp_path: Path) -> None:
    decision = signed(house)
    name = decision.recommendation_id
    early = (NOW - dt.timedelta(days=1)).isoformat()
    cases = (
        (tree("nobody"), "no referral nobody on record"),
        (tree(name, regions=[{"label": "M9", "hit": "hit"}]), "no place M9; it has M1"),
        (tree(name, ended_at=early), "ended before the referral was signed"),
    )
    for told, words in cases:
        (result,) = read_results(file_of(tmp_path, told))
        with pytest.raises(Refused, match=words):
            house.record.dispatch.add_result(result, "results")
    assert house.record.item(decision.item_id).results == ()


def test_a_referral_is_named_by_its_own_number_its_packages_or_its_items(house: House) -> None:
    decision = signed(house)
    for number in (decision.recommendation_id, decision.item_id, decision.item_id.lower()):
        assert house.record.dispatch.referral(number, OFFICER) == decision
    with pytest.raises(Refused, match="no referral C09999"):
        house.record.dispatch.referral("C09999", OFFICER)


def happened(kind: EventKind, hours: float) -> Filing:
    """Return that something happened to the cargo, hours after it was signed."""
    told = Event(kind, "9XYZPARS0001234", NOW + dt.timedelta(hours=hours))
    return filing(FilingKind.EVENT, told.key, told)


def exam(house: House, decision: Recommendation, **changes: Any) -> KeptResult | None:
    """Take in what a port tells of an exam, as its file says it."""
    told = tree(decision.recommendation_id, **changes)
    (result,) = read_results(file_of(house.folder, told))
    return house.record.dispatch.add_result(result, "results")


def hours(count: float) -> str:
    return (NOW + dt.timedelta(hours=count)).isoformat()


def test_t05_an_exam_that_began_before_the_goods_arrived_is_refused(house: House) -> None:
    decision = signed(house)
    house.record.add_filings([happened(EventKind.ARRIVED, 2)])
    with pytest.raises(Refused, match="9XYZPARS0001234 arrived at") as refused:
        exam(house, decision, started_at=hours(1.9), ended_at=hours(3))
    at = (NOW + dt.timedelta(hours=2)).astimezone().isoformat(sep=" ", timespec="minutes")
    assert f"arrived at {at}" in str(refused.value)
    with pytest.raises(Refused, match="arrived at"):
        exam(house, decision, ended_at=hours(1.9))
    assert house.record.item(decision.item_id).results == ()
    # The minute of the arrival itself: forms have no seconds.
    minute = (NOW + dt.timedelta(hours=2)).replace(second=0, microsecond=0)
    assert exam(house, decision, started_at=minute.isoformat(), ended_at=hours(3)) is not None


def test_t05_an_arrival_that_the_data_states_counts_as_one_that_a_notice_told(
    house: House,
) -> None:
    decision = signed(house)
    house.hand.pass_s(60)
    way = shipment().conveyance
    arrived = dataclasses.replace(way, arrived_at=NOW + dt.timedelta(hours=2))
    later = shipment(
        function=Function.CHANGE, version=2, received_at=house.clock.now(), conveyance=arrived
    )
    house.take([house.shipment_file(later, name="arrived.json")])
    with pytest.raises(Refused, match="arrived at"):
        exam(house, decision, ended_at=hours(1))
    assert exam(house, decision, ended_at=hours(2.5)) is not None


def test_t05_what_came_after_an_arrival_does_not_say_when_it_was(house: House) -> None:
    decision = signed(house)
    house.record.add_filings([happened(EventKind.AT_WAREHOUSE, 50)])
    assert exam(house, decision, started_at=hours(2), ended_at=hours(3)) is not None


def test_t05_an_estimate_is_no_arrival_and_no_exam_is_older_than_the_image(house: House) -> None:
    decision = signed(house)
    with pytest.raises(Refused, match="the image was taken at"):
        exam(house, decision, started_at=hours(-3), ended_at=hours(1))
    # Expected in an hour and a half: it came early.
    assert exam(house, decision, started_at=hours(0.5), ended_at=hours(1)) is not None
    with pytest.raises(Refused, match="ended before it began"):
        exam(house, decision, started_at=hours(3), ended_at=hours(2))


def test_t05_what_was_not_examined_is_told_at_any_time(house: House) -> None:
    decision = signed(house)
    house.record.add_filings([happened(EventKind.ARRIVED, 9)])
    changes = {"outcome": "NOT_EXAMINED", "reason": "The trailer did not come."}
    assert exam(house, decision, ended_at=hours(1), **changes) is not None


@pytest.mark.parametrize("role", Role)
def test_t20_who_examines_at_the_port_says_what_came_of_it_and_others_do_not(
    house: House, role: Role
) -> None:
    decision = signed(house)
    told = tree(decision.recommendation_id, ended_at=hours(3))
    (result,) = read_results(file_of(house.folder, told))
    person = Officer("dubois", "G. Dubois", role)
    if role in (Role.EVALUATOR, Role.ADMINISTRATOR):
        with pytest.raises(Refused, match=f"the role {role.value} does not include it"):
            house.record.dispatch.report(result, person)
        assert house.record.item(decision.item_id).results == ()
    else:
        kept = house.record.dispatch.report(result, person)
        assert kept is not None
        assert kept.by == "dubois"
