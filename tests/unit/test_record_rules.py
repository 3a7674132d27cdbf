"""What the record keeps for the rules: what was noted, how often each fired, what lies around."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Draft, Kind
from app.domain.errors import LeaseLost, Refused
from app.domain.event import Event, EventKind
from app.domain.filing import ConveyanceReport, FilingKind
from app.domain.notice import Severity
from app.domain.observation import OBSERVATION_WORDS, Observation
from app.domain.shipment import Conveyance
from app.record.around import MOST_ABOARD
from app.review import Sitting
from app.shipments.tables import Entry, Tables
from app.shipments.tables.table import make_table, table_text
from tests.unit.filing_values import filing
from tests.unit.room_values import NOW, OTHER, House, shipment, silent

CCN = "9XYZPARS0001234"
CRN = "9XYZTRIP000001"
UNDECIDED = Draft(Kind.NO_DECISION, reasons=("LINK_DOUBT",), confidence=4)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def sent(kind: FilingKind, key: str, body: object, minutes: int = 0, **more: object) -> object:
    made = filing(kind, key, body, **more)  # type: ignore[arg-type]
    at = NOW + dt.timedelta(minutes=minutes)
    return dataclasses.replace(made, received_at=at, sent_at=at)


def told(kind: EventKind, key: str = CCN, minutes: int = 1, **values: object) -> object:
    at = NOW + dt.timedelta(minutes=minutes)
    return sent(FilingKind.EVENT, key, Event(kind, key, at, **values), minutes)  # type: ignore[arg-type]


def trip(*cargo: str) -> object:
    where = Conveyance(crn=CRN, carrier_code="9XYZ", fpoa="0351", eta=NOW + dt.timedelta(hours=2))
    return sent(FilingKind.CONVEYANCE, CRN, ConveyanceReport(where, cargo=cargo))


def arrived(house: House) -> str:
    """One scan, linked to a cargo that was filed; return its item."""
    house.record.add_filings([sent(FilingKind.CARGO, CCN, shipment()), trip(CCN, "9XYZPARS7")])
    house.arrive()
    house.screen(silent)
    (item_id,) = house.record.items()
    return item_id


def test_what_is_noted_stays_with_the_item_and_the_last_word_counts(house: House) -> None:
    item_id = arrived(house)
    sitting = house.room().open(item_id)
    sitting.observe(Observation.CARRIER, "9XYR")
    sitting.observe(Observation.CARRIER, " 9XYW ")
    assert house.record.item(item_id).observed == {"carrier": "9XYW"}
    assert house.record.verify().ok
    with pytest.raises(Refused):
        sitting.observe(Observation.TOW, "x" * 61)
    sitting.hand_back()
    with pytest.raises(LeaseLost):
        house.record.observe(item_id, OTHER, Observation.TOW, "car")
    assert house.record.item(item_id).observed == {"carrier": "9XYW"}
    assert set(OBSERVATION_WORDS) == set(Observation)


def test_what_is_noted_decides_rules_at_once(house: House) -> None:
    sitting = house.room().open(arrived(house))
    before = next(one for one in sitting.standings if one.rule == "R005")
    assert before.missing
    sitting.observe(Observation.CARRIER, "9XYR")
    assert "R005" in {notice.rule for notice in sitting.notices}
    after = next(one for one in sitting.standings if one.rule == "R005")
    assert not after.missing


def test_a_rule_is_counted_once_for_each_time_it_begins_to_fire(house: House) -> None:
    item_id = arrived(house)
    record = house.record
    record.set_notices(item_id, (), 0.0, {"R001", "R002"})
    before = dict(record.rule_counts())
    record.set_notices(item_id, (), 0.0, {"R001", "R002"})
    assert record.rule_counts() == before
    record.set_notices(item_id, (), 0.0, {"R001"})
    record.set_notices(item_id, (), 0.0, {"R001", "R002", "R003"})
    grown = record.rule_counts()
    assert grown["R001"] == before["R001"]
    assert grown["R002"] == before["R002"] + 1
    assert grown["R003"] == before.get("R003", 0) + 1
    assert record.fired(item_id) == {"R001", "R002", "R003"}


def test_arrival_and_screening_count_what_fired(house: House) -> None:
    arrived(house)
    assert house.record.rule_counts()["R012"] == 1
    assert "R024" in house.record.rule_counts()


def test_around_an_item_lie_its_dossier_the_other_cargo_and_the_numbers(house: House) -> None:
    item_id = arrived(house)
    record = house.record
    record.add_filings([sent(FilingKind.CARGO, "9XYZPARS7", shipment("9XYZPARS7"), 2)])
    known = record.known(record.item(item_id))
    assert set(known.dossiers) == {CCN}
    assert set(known.aboard) == {"9XYZPARS7"}
    assert known.numbers is not None
    assert known.numbers.kinds(CCN) == {FilingKind.CARGO}
    assert known.numbers.kinds(CRN) == {FilingKind.CONVEYANCE}
    assert known.numbers.first_used(CCN, FilingKind.CARGO) == NOW
    assert known.numbers.first_used(CCN, FilingKind.CONVEYANCE) is None
    assert known.feed == ()
    assert known.reviewed == frozenset()


def test_t37_one_number_for_cargo_and_conveyance_is_seen_over_all_that_is_filed(
    house: House,
) -> None:
    item_id = arrived(house)
    same = ConveyanceReport(Conveyance(crn=CCN, carrier_code="9XYZ"))
    house.record.add_filings([sent(FilingKind.CONVEYANCE, CCN, same, 3)])
    notices = {n.rule for n in house.room().open(item_id).notices}
    assert "R004" in notices


def test_t81_cargo_that_a_conveyance_quotes_and_nobody_filed_is_named(house: House) -> None:
    item_id = arrived(house)
    notice = next(n for n in house.room().open(item_id).notices if n.rule == "R021")
    assert "9XYZPARS7" in str(notice.sentence)
    house.record.add_filings([sent(FilingKind.CARGO, "9XYZPARS7", shipment("9XYZPARS7"), 2)])
    assert "R021" not in {n.rule for n in house.room().open(item_id).notices}


def test_a_list_that_is_too_long_is_not_followed_and_not_passed(house: House) -> None:
    many = tuple(f"9XYZPARS{n:07d}" for n in range(MOST_ABOARD + 2))
    house.record.add_filings([sent(FilingKind.CARGO, CCN, shipment()), trip(CCN, *many)])
    house.arrive()
    (item_id,) = house.record.items()
    assert not house.record.known(house.record.item(item_id)).aboard
    sitting = house.room().open(item_id)
    standing = next(one for one in sitting.standings if one.rule == "R021")
    assert standing.missing


def signed(sitting: Sitting) -> None:
    """Decide nothing, and say why, as an officer does who has it on screen."""
    scan = sitting.item.scans[0]
    sitting.shown(scan.scan_id, scan.views[0])
    sitting.sign(UNDECIDED)


def test_t86_an_outage_is_told_and_what_was_decided_in_it_is_confirmed(house: House) -> None:
    item_id = arrived(house)
    house.record.add_filings([told(EventKind.OUTAGE_BEGAN, key="", minutes=-5)])
    sitting = house.room().open(item_id)
    outage = next(n for n in sitting.notices if n.rule == "R071")
    assert outage.severity is Severity.WARNING
    signed(sitting)
    house.hand.pass_s(600)
    house.record.add_filings([told(EventKind.OUTAGE_ENDED, key="", minutes=9)])
    after = house.room().open(item_id)
    asked = next(n for n in after.notices if n.rule == "R071C")
    assert (asked.severity, "R071" in {n.rule for n in after.notices}) == (Severity.WARNING, False)
    signed(after)
    assert "R071C" not in {n.rule for n in after.notices}


def test_t44_reported_cargo_that_nobody_reviewed_is_listed(house: House) -> None:
    item_id = arrived(house)
    house.record.add_filings([told(EventKind.REPORTED, minutes=4, other_key=CRN)])
    known = house.record.known(house.record.item(item_id))
    assert known.reviewed == frozenset()
    sitting = house.room().open(item_id)
    chips = [c for s in sitting.standings if s.rule == "R045" for c in s.chips]
    assert "9XYZPARS7" in str(chips[0].sentence)


def test_t81_a_request_for_information_blocks_until_it_is_answered(house: House) -> None:
    item_id = arrived(house)
    sitting = house.room().open(item_id)
    house.record.add_filings([told(EventKind.REQUEST_OPENED, text="What is it?", other_key="Q1")])
    assert "R070" in {n.rule for n in sitting.open_notices}
    answer = told(EventKind.REQUEST_ANSWERED, minutes=9, other_key="Q1")
    house.record.add_filings([answer])
    assert "R070" not in {n.rule for n in sitting.open_notices}


def test_tables_of_the_workspace_are_looked_into_as_soon_as_they_are_put_in_place(
    house: House,
) -> None:
    home = house.record.path.parent
    assert Tables.at(home).look_up("carriers", "ZZZZ") is None
    carriers = make_table(
        "carriers",
        (Entry("ZZZZ", "Sample carrier", details={"state": "active"}),),
        dated=dt.date(2026, 3, 1),
        source="test",
    )
    (home / "tables").mkdir()
    (home / "tables" / "carriers.json").write_text(table_text(carriers), encoding="utf-8")
    assert Tables.at(home).look_up("carriers", "ZZZZ") is not None
