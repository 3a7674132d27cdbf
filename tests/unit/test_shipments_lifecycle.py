"""What is on file after Adds, Changes, Deletes, answers and notices, as D3-4-2 has it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from app.domain.dossier import Dossier, Progress, Standing
from app.domain.event import EventKind
from app.domain.filing import Filing, FilingKind, Origin, Verdict
from app.domain.shipment import Conveyance, Equipment, Function, Mode, Movement, Party, Shipment
from app.shipments.json_form import digested
from app.shipments.lifecycle import Shelf, dossier, stands
from tests.unit.filing_values import (
    CCN,
    CRN,
    NOON,
    answer,
    at,
    cargo,
    close,
    event,
    house_bill,
    late,
    shipment,
    trip,
)

ADD, CHANGE, DELETE = Function.ADD, Function.CHANGE, Function.DELETE


def on_file(*filings: Filing, key: str = CCN, now: dt.datetime = NOON) -> Dossier:
    return dossier(filings, key, now=now)


def rules(found: Dossier) -> list[str]:
    return [refusal.rule for refusal in found.refusals]


# --- add, change, delete (T-77) ----------------------------------------------------------------


def test_t77_nothing_is_on_file_of_a_number_that_nobody_sent() -> None:
    found = on_file(cargo("9XYZOTHER1"))
    assert (found.standing, found.shipment, found.versions) == (Standing.NOT_ON_FILE, None, ())


def test_t77_an_add_is_version_one() -> None:
    found = on_file(cargo())
    assert found.standing is Standing.SUBMITTED
    assert [version.number for version in found.versions] == [1]
    assert found.shipment is not None
    assert found.shipment.pieces == 100


def test_t77_a_delete_of_the_same_moment_comes_after_what_it_deletes() -> None:
    gone = dataclasses.replace(cargo(function=DELETE), origin=Origin("a.json", "", 1, 0, 0, ""))
    assert on_file(gone, cargo()).standing is Standing.DELETED


def test_t77_a_change_replaces_the_whole_record_and_says_what_differs() -> None:
    changed = cargo(hours=1, function=CHANGE, pieces=90, special_instructions="", importer=None)
    found = on_file(cargo(special_instructions="Fragile"), changed)
    assert found.shipment is not None
    assert found.shipment.pieces == 90
    assert found.shipment.special_instructions == ""
    assert found.shipment.version == 2
    assert {(c.path, c.before, c.after) for c in found.versions[1].changes} == {
        ("pieces", "100", "90"),
        ("special_instructions", "Fragile", ""),
    }


def test_t77_a_delete_needs_the_key_alone_and_leaves_the_last_version_readable() -> None:
    found = on_file(cargo(), cargo(hours=1, function=DELETE))
    assert (found.standing, found.shipment) == (Standing.DELETED, None)
    assert found.last is not None
    assert found.last.pieces == 100


def test_t77_a_delete_after_arrival_is_kept_and_not_applied() -> None:
    arrived = event(EventKind.ARRIVED, hours=2)
    found = on_file(cargo(), arrived, cargo(hours=3, function=DELETE))
    assert found.standing is Standing.SUBMITTED
    assert rules(found) == ["R059"]


def test_t77_a_delete_before_arrival_counts_though_it_comes_in_after_it() -> None:
    arrived = event(EventKind.ARRIVED, hours=2)
    found = on_file(cargo(), arrived, late(cargo(hours=1, function=DELETE), 5))
    assert found.standing is Standing.DELETED


def test_t77_cargo_on_a_live_conveyance_is_not_deleted() -> None:
    filings = (cargo(), trip(CRN, CCN, hours=0.5), cargo(hours=1, function=DELETE))
    found = on_file(*filings)
    assert rules(found) == ["R060"]
    assert found.shipment is not None
    freed = trip(CRN, hours=0.75, function=DELETE)
    assert on_file(*filings, freed).standing is Standing.DELETED


def test_t77_a_change_after_a_delete_finds_nothing() -> None:
    found = on_file(
        cargo(), cargo(hours=1, function=DELETE), cargo(hours=2, function=CHANGE, pieces=3)
    )
    assert found.standing is Standing.DELETED
    assert rules(found) == ["R055"]


def test_t77_a_number_may_be_added_again_after_a_delete() -> None:
    found = on_file(cargo(), cargo(hours=1, function=DELETE), cargo(hours=2, pieces=3))
    assert found.shipment is not None
    assert found.shipment.pieces == 3
    assert found.first_used == NOON


def test_a_change_without_an_add_counts_for_a_feed_may_begin_in_the_middle() -> None:
    assert on_file(cargo(function=CHANGE)).shipment is not None


def test_what_one_filing_says_stands_as_its_dossier_has_it() -> None:
    read = digested(shipment())
    for filing in (
        dataclasses.replace(cargo(), body=read),
        cargo(),
        dataclasses.replace(cargo(function=CHANGE), body=read),
    ):
        assert stands(Shelf.of((filing,)), CCN, NOON) == on_file(filing).shipment


# --- answers (T-81) ----------------------------------------------------------------------------


def test_t81_a_functional_acknowledgement_is_no_acceptance() -> None:
    found = on_file(cargo(control="1/2/3"), answer(Verdict.RECEIVED, control="1"))
    assert (found.standing, found.feed_accepts) == (Standing.SUBMITTED, None)
    assert [verdict for _, verdict, _ in found.exchanges[0].answers] == [Verdict.RECEIVED]


@pytest.mark.parametrize("quoted", ["1", "1/2", "1/2/3", "2", "2/3"])
def test_t81_a_reject_is_non_transmission(quoted: str) -> None:
    found = on_file(cargo(control="1/2/3"), answer(Verdict.REJECTED, control=quoted, reason="E12"))
    assert (found.standing, found.shipment, found.feed_accepts) == (Standing.REJECTED, None, False)
    assert found.last is not None
    assert found.versions == ()
    assert found.exchanges[0].answers[0][2] == ("E12",)


def test_t81_a_rejected_change_leaves_what_was_accepted() -> None:
    found = on_file(
        cargo(),
        answer(Verdict.ACCEPTED, CCN, hours=0.5),
        cargo(hours=1, function=CHANGE, pieces=1),
        answer(Verdict.REJECTED, CCN, hours=1.5),
    )
    assert found.standing is Standing.ACCEPTED
    assert found.shipment is not None
    assert found.shipment.pieces == 100


def test_t81_a_correction_counts_from_its_own_time() -> None:
    found = on_file(
        cargo(),
        answer(Verdict.REJECTED, CCN, hours=0.5),
        cargo(hours=3, pieces=90),
        answer(Verdict.ACCEPTED, CCN, hours=3.5),
    )
    assert [version.validated_at for version in found.versions] == [at(3.5)]
    assert found.first_used == at(3)


def test_t81_an_answer_to_another_number_is_none_to_this() -> None:
    found = on_file(cargo(control="1/2/3"), answer(Verdict.REJECTED, "9XYZOTHER1"))
    assert found.standing is Standing.SUBMITTED


def test_t81_a_control_number_that_is_used_again_answers_what_came_last_before_it() -> None:
    found = on_file(
        cargo(control="7"),
        answer(Verdict.ACCEPTED, control="7", hours=0.5),
        dataclasses.replace(
            cargo(hours=2, function=CHANGE, pieces=1, control="7"), origin=cargo().origin
        ),
        answer(Verdict.REJECTED, control="7", hours=2.5),
    )
    assert found.shipment is not None
    assert found.shipment.pieces == 100


# --- after arrival (T-79) ----------------------------------------------------------------------


def test_t79_a_change_after_arrival_changes_no_key_element() -> None:
    found = on_file(
        cargo(csa=True),
        event(EventKind.ARRIVED, hours=2),
        cargo(hours=3, function=CHANGE, csa=False, pieces=99),
    )
    assert found.shipment is not None
    assert (found.shipment.csa, found.shipment.pieces) == (True, 99)
    assert rules(found) == ["R063"]
    assert found.versions[-1].after_arrival


def test_t79_a_paper_changes_it() -> None:
    paper = event(EventKind.BSF673, hours=3, element="csa", value="no")
    found = on_file(cargo(csa=True), event(EventKind.ARRIVED, hours=2), paper)
    assert found.shipment is not None
    assert found.shipment.csa is False


def test_t79_after_release_no_message_changes_anything() -> None:
    found = on_file(
        cargo(), event(EventKind.RELEASED, hours=2), cargo(hours=3, function=CHANGE, pieces=1)
    )
    assert rules(found) == ["R062"]
    assert found.shipment is not None
    assert found.shipment.pieces == 100


# --- 90 days (T-78) ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "arrived", "standing"),
    [
        (90, False, Standing.ACCEPTED),
        (91, False, Standing.STALE),
        (91, True, Standing.ACCEPTED),
    ],
)
def test_t78_cargo_that_never_arrived_is_stale_after_90_days(
    days: int, arrived: bool, standing: Standing
) -> None:
    filings = [cargo(), answer(Verdict.ACCEPTED, CCN, hours=0)]
    if arrived:
        filings.append(event(EventKind.ARRIVED, hours=5))
    assert on_file(*filings, now=NOON + dt.timedelta(days=days)).standing is standing


# --- trips (T-48) ------------------------------------------------------------------------------


def test_t48_the_conveyance_is_the_newest_version_of_the_trip() -> None:
    later = Conveyance(crn=CRN, mode=Mode.HIGHWAY, fpoa="0440", eta=at(6))
    found = on_file(
        cargo(),
        trip(CRN, CCN, hours=0.5),
        trip(CRN, CCN, hours=1, function=CHANGE, conveyance=later),
    )
    assert found.shipment is not None
    assert (found.shipment.conveyance.fpoa, found.shipment.conveyance.crn) == ("0440", CRN)
    assert [one.crn for one in found.trips] == [CRN]


def test_t48_what_the_conveyance_says_of_the_equipment_is_added() -> None:
    pieces = (
        Equipment("trailer", "SMPL 530117", seals=("B1",), plate="AB12"),
        Equipment("trailer", "SMPL530118"),
    )
    found = on_file(cargo(), trip(CRN, CCN, equipment=pieces))
    assert found.shipment is not None
    (piece,) = found.shipment.equipment
    assert (piece.seals, piece.plate) == (("A123456", "B1"), "AB12")


def test_t76_every_trailer_of_the_tractor_may_hold_a_cargo_that_names_none() -> None:
    pieces = (Equipment("trailer", "T1"), Equipment("trailer", "T2"), Equipment("chassis", "C1"))
    found = on_file(cargo(equipment=()), trip(CRN, CCN, equipment=pieces))
    assert found.shipment is not None
    assert [piece.number for piece in found.shipment.equipment] == ["T1", "T2"]


def test_nothing_is_guessed_of_the_cars_of_a_train() -> None:
    rail = Conveyance(crn=CRN, mode=Mode.RAIL)
    pieces = (Equipment("railcar", "CN 1"), Equipment("railcar", "CN 2"))
    report = {"conveyance": rail, "equipment": pieces}
    silent = on_file(cargo(equipment=()), trip(CRN, CCN, "9XYZOTHER1", **report))
    told = on_file(
        cargo(equipment=()),
        trip(CRN, CCN, "9XYZOTHER1", cargo_on=(("CN 2", CCN),), **report),
    )
    assert silent.shipment is not None
    assert told.shipment is not None
    assert silent.shipment.equipment == ()
    assert [piece.number for piece in told.shipment.equipment] == ["CN 2"]


def test_a_conveyance_that_arrived_brings_its_cargo() -> None:
    found = on_file(cargo(), trip(CRN, CCN), event(EventKind.CONVEYANCE_ARRIVED, CRN, hours=4))
    assert (found.arrived_at, found.progress) == (at(4), Progress.ARRIVED)


# --- house bills (T-46) ------------------------------------------------------------------------


def test_t46_house_bills_make_a_tree_and_what_was_never_filed_stands_in_it() -> None:
    found = on_file(
        cargo(consolidated=True),
        house_bill("8ABCHB1", CCN),
        house_bill("8ABCHB11", "8ABCHB1"),
        close(CCN, "8ABCHB1", "8ABCHB2"),
    )
    first, second = found.house_bills
    assert (first.key, first.standing) == ("8ABCHB1", Standing.SUBMITTED)
    assert [bill.key for bill in first.bills] == ["8ABCHB11"]
    assert (second.key, second.standing, second.shipment) == (
        "8ABCHB2",
        Standing.NOT_ON_FILE,
        None,
    )
    assert found.shipment is not None
    assert found.shipment.house_bills == ("8ABCHB1", "8ABCHB2")


def test_t46_bills_that_lie_in_each_other_do_not_run_in_a_circle() -> None:
    found = on_file(house_bill("HB-A", "HB-B"), house_bill("HB-B", "HB-A"), key="HB-A")
    assert [bill.key for bill in found.house_bills] == ["HB-B"]
    assert found.house_bills[0].bills == ()


def test_t45_deconsolidation_is_told_of_every_bill() -> None:
    found = on_file(cargo(), house_bill("8ABCHB1", CCN), event(EventKind.DECONSOLIDATED, hours=5))
    assert found.house_bills[0].deconsolidated


def test_a_house_bill_rides_on_the_trip_of_its_cargo() -> None:
    found = on_file(cargo(), house_bill("8ABCHB1", CCN), trip(CRN, CCN), key="8ABCHB1")
    assert [one.crn for one in found.trips] == [CRN]


# --- numbers (T-67) ----------------------------------------------------------------------------


def test_t67_a_remanifest_ties_two_numbers_and_refused_ones_do_not() -> None:
    new = "9XYZINBOND1"
    tied = event(EventKind.REMANIFESTED, hours=5, other_key=new, approved="yes")
    found = on_file(cargo(), cargo(new, hours=4), tied)
    assert found.chain == (CCN, new)
    assert found.progress is Progress.REMANIFESTED
    assert on_file(cargo(), cargo(new, hours=4), tied, key=new).chain == (CCN, new)
    assert on_file(cargo(), cargo(new, hours=4), tied, key=new).progress is Progress.UNDERWAY
    refused = event(EventKind.REMANIFESTED, hours=5, other_key=new, approved="no")
    assert on_file(cargo(), cargo(new, hours=4), refused).chain == ()


def test_t67_a_cargo_that_says_which_one_it_replaces_is_the_same_cargo() -> None:
    found = on_file(cargo(), cargo("9XYZNEW2", hours=4, replaces_ccn=CCN))
    assert found.chain == (CCN, "9XYZNEW2")


def test_a_delete_and_an_add_that_look_alike_are_proposed_as_one_cargo() -> None:
    deleted = (cargo(), cargo(hours=1, function=DELETE))
    assert on_file(*deleted, cargo("9XYZNEW2", hours=2)).renumbered_as == ("9XYZNEW2",)
    assert on_file(*deleted, cargo("9XYZNEW2", hours=26)).renumbered_as == ()
    heavier = cargo("9XYZNEW2", hours=2, gross_kg=Decimal(8251))
    assert on_file(*deleted, heavier).renumbered_as == ()
    confirmed = event(EventKind.RENUMBERED, hours=3, other_key="9XYZNEW2")
    found = on_file(*deleted, cargo("9XYZNEW2", hours=2), confirmed)
    assert (found.renumbered_as, found.chain) == ((), (CCN, "9XYZNEW2"))


def test_a_number_that_is_used_again_years_later_has_its_own_events() -> None:
    year = 365 * 24.0
    found = on_file(
        cargo(),
        event(EventKind.RELEASED, hours=5),
        cargo(hours=4 * year, pieces=7),
        now=at(4 * year),
    )
    assert found.shipment is not None
    assert found.shipment.pieces == 7
    assert (found.released_at, found.arrived_at) == (None, None)
    assert found.first_used == NOON


# --- notices (T-42 to T-44, T-65) --------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "progress"),
    [
        (EventKind.RELEASED, Progress.RELEASED),
        (EventKind.EXAMINATION_REFERRED, Progress.HELD),
        (EventKind.DETAIN_AT_DESTINATION, Progress.IN_BOND),
        (EventKind.AWAITING_ARRIVAL, Progress.UNDERWAY),
        (EventKind.AUTHORIZED_TO_DELIVER, Progress.AUTHORIZED_TO_DELIVER),
        (EventKind.AWAITING_PROCESSING, Progress.UNDERWAY),
        (EventKind.RELEASE_ERROR, Progress.UNDERWAY),
    ],
)
def test_t42_each_release_status_moves_the_cargo_to_its_state(
    kind: EventKind, progress: Progress
) -> None:
    assert on_file(cargo(), event(kind, hours=5)).progress is progress


def test_t43_a_warehouse_that_certifies_arrival_has_the_cargo() -> None:
    found = on_file(cargo(), event(EventKind.AT_WAREHOUSE, hours=9))
    assert (found.progress, found.arrived_at) == (Progress.AT_WAREHOUSE, at(9))


def test_t65_in_bond_goods_that_arrived_are_in_bond() -> None:
    found = on_file(cargo(movement=Movement.IN_BOND), event(EventKind.ARRIVED, hours=4))
    assert found.progress is Progress.IN_BOND


def test_t41_what_became_of_the_release_request_is_told_in_order() -> None:
    asked = event(EventKind.RELEASE_REQUESTED, hours=1, other_key="12345001495785", option="PARS")
    failed = event(EventKind.RELEASE_ERROR, hours=2, other_key="12345001495785")
    found = on_file(cargo(sub_location="3252"), failed, asked)
    assert [one.kind for one in found.events] == [
        EventKind.RELEASE_REQUESTED,
        EventKind.RELEASE_ERROR,
    ]
    assert found.released_at is None
    assert found.shipment is not None
    assert found.shipment.sub_location == "3252"


def test_t44_a_reported_trip_says_so_of_each_cargo_on_it() -> None:
    told = event(EventKind.REPORTED, CRN, hours=4)
    for key in (CCN, "9XYZOTHER1"):
        filings = (cargo(), cargo("9XYZOTHER1"), trip(CRN, CCN, "9XYZOTHER1"), told)
        found = on_file(*filings, key=key)
        assert (found.trips[0].reported_at, found.progress) == (at(4), Progress.REPORTED)


def test_t47_whom_a_house_bill_is_made_known_to_is_kept() -> None:
    second = Party("Second Notify Ltd")
    found = on_file(house_bill("8ABCHB1", CCN, notify=(Party("First"), second)), key="8ABCHB1")
    assert found.shipment is not None
    assert found.shipment.notify[-1] == second


def test_t49_what_the_trip_says_of_being_empty_reaches_the_shipment() -> None:
    empty = Conveyance(crn=CRN, mode=Mode.HIGHWAY, fpoa="0351", eta=at(4), empty=True)
    found = on_file(cargo(), trip(CRN, CCN, conveyance=empty))
    assert found.shipment is not None
    assert found.shipment.conveyance.empty


def test_t52_a_highway_cargo_on_a_train_keeps_both_modes() -> None:
    rail = Conveyance(crn=CRN, mode=Mode.RAIL, document_mode=Mode.HIGHWAY, eta=at(9))
    found = on_file(cargo(), trip(CRN, CCN, conveyance=rail))
    assert found.shipment is not None
    way = found.shipment.conveyance
    assert (way.mode, way.document_mode, way.eta) == (Mode.RAIL, Mode.HIGHWAY, at(9))


@pytest.mark.parametrize("movement", [Movement.IN_TRANSIT, Movement.DOMESTIC_IN_TRANSIT])
def test_t66_goods_in_transit_go_on_in_bond_until_they_leave(movement: Movement) -> None:
    here = (cargo(movement=movement), event(EventKind.ARRIVED, hours=4))
    assert on_file(*here).progress is Progress.IN_BOND
    left = event(EventKind.EXPORTED, hours=30)
    assert on_file(*here, left).progress is Progress.EXPORTED


def test_t80_cargo_that_was_never_transmitted_is_known_by_what_happened_to_it() -> None:
    found = on_file(event(EventKind.ARRIVED, hours=4))
    assert (found.standing, found.progress) == (Standing.NOT_ON_FILE, Progress.ARRIVED)
    late = cargo(hours=6)
    attached = event(EventKind.POST_ARRIVAL_ATTACHED, hours=7, other_key=CRN)
    found = on_file(event(EventKind.ARRIVED, hours=4), late, attached)
    assert found.standing is Standing.SUBMITTED
    assert found.versions[0].after_arrival


def test_a_hold_counts_while_it_stands() -> None:
    held = event(EventKind.HELD, hours=1, other_key="H1")
    ended = event(EventKind.HOLD_CANCELLED, hours=2, other_key="H1")
    assert on_file(cargo(), held).progress is Progress.HELD
    assert on_file(cargo(), held, ended).progress is Progress.UNDERWAY


def test_seals_stand_declared_first_and_then_by_time() -> None:
    seen = event(EventKind.SEAL_SEEN, hours=3, number="A123457", equipment="SMPL530117")
    broken = event(EventKind.SEAL_BROKEN, hours=5, number="A123456")
    found = on_file(cargo(), broken, seen)
    assert [(link.seal.number, link.seal.state, link.at) for link in found.seals] == [
        ("A123456", "", None),
        ("A123457", "intact", at(3)),
        ("A123456", "broken", at(5)),
    ]


# --- conveyances without cargo -----------------------------------------------------------------

EMPTY_TRAILER = (Equipment("trailer", "SMPL530200", empty=True),)


def test_t49_an_empty_conveyance_is_on_file_under_its_own_number() -> None:
    way = Conveyance(crn=CRN, mode=Mode.HIGHWAY, fpoa="0351", eta=at(4), empty=True)
    found = on_file(trip(CRN, conveyance=way, equipment=EMPTY_TRAILER), key=CRN)
    assert found.kind is FilingKind.CONVEYANCE
    assert found.shipment is not None
    assert (found.shipment.shipment_id, found.shipment.ccn) == (CRN, "")
    assert found.shipment.conveyance.empty
    assert (found.shipment.equipment, found.shipment.goods) == (EMPTY_TRAILER, ())


def test_a_conveyance_with_cargo_is_no_record_of_its_own() -> None:
    assert on_file(cargo(), trip(CRN, CCN), key=CRN).shipment is None
    told = cargo(conveyance=Conveyance(crn=CRN, mode=Mode.HIGHWAY))
    assert on_file(told, trip(CRN), key=CRN).shipment is None


def test_x105_an_empty_one_that_was_sent_ahead_is_gone_once_it_carries_cargo() -> None:
    ahead = trip(CRN, equipment=EMPTY_TRAILER)
    real = trip(CRN, CCN, hours=1, function=CHANGE)
    assert stood(ahead).function is ADD
    gone = stood(ahead, real)
    assert (gone.function, gone.equipment) == (DELETE, EMPTY_TRAILER)


def stood(*filings: Filing) -> Shipment:
    found = stands(Shelf.of(filings), CRN, NOON)
    assert found is not None
    return found
