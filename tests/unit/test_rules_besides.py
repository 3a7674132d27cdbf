"""What hangs below a linked cargo, and what lies beside it, counts as if it were linked."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pytest

from app.domain.decision import Draft, Kind
from app.domain.dossier import Dossier, Standing
from app.domain.event import Event, EventKind
from app.domain.filing import ConveyanceReport, Filing, FilingKind, Verdict
from app.domain.notice import Notice, Severity
from app.domain.rule import Need
from app.domain.shipment import Conveyance, Equipment, Function, GoodsLine, Shipment
from app.review.decision_table import release_waits
from app.shipments.lifecycle import Shelf, dossier, touched_by
from app.shipments.reach import reach
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from tests.unit.filing_values import CCN, answer, at, close, event, filing, house_bill
from tests.unit.filing_values import cargo as cargo_filing
from tests.unit.rule_values import (
    FIRES,
    HOUR,
    NOW,
    SILENT,
    UNCHECKED,
    case,
    filed,
    shipment,
    stood,
    trip,
)

TRAILER = Equipment("trailer", "TRL100")
PLAIN = GoodsLine("Ceramic floor tiles", hs="690721")


def bills(count: int) -> tuple[str, ...]:
    return tuple(f"8XYZHB{number:05}" for number in range(1, count + 1))


def consolidation(count: int, *more: Filing, without: tuple[str, ...] = ()) -> Dossier:
    """A master with house bills, all of them named by its close message, as it stands on file."""
    goods = (GoodsLine("Consolidated cargo"),)
    filings = [
        cargo_filing(consolidated=True, goods=goods),
        close(CCN, *bills(count), hours=1),
        *(house_bill(one, CCN, goods=(PLAIN,)) for one in bills(count) if one not in without),
        *more,
    ]
    return dossier(filings, CCN, now=at(4))


def told(of: Case, rule: str) -> Notice:
    """The one notice of a rule."""
    (notice,) = (one for one in examine(of).notices if one.rule == rule)
    return notice


def on(key: str, kind: EventKind, **values: str) -> Filing:
    text = values.pop("text", "")
    made = event(kind, key, hours=2, **values)
    assert isinstance(made.body, Event)
    return dataclasses.replace(made, body=dataclasses.replace(made.body, text=text))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EventKind.TARGETED, "Target of another unit on house bill 8XYZHB00003: narcotics"),
        (EventKind.HELD, "House bill 8XYZHB00003 is held by another unit: narcotics"),
        (
            EventKind.EXAMINATION_REFERRED,
            "House bill 8XYZHB00003 is required for examination: narcotics",
        ),
    ],
)
def test_t06_a_target_or_hold_on_a_house_bill_blocks_its_master(
    kind: EventKind, words: str
) -> None:
    of = case(consolidation(12, on("8XYZHB00003", kind, text="narcotics")))
    notice = told(of, "TARGET")
    assert str(notice.sentence) == words
    assert (notice.severity, notice.reason_code) == (Severity.BLOCK, "EXISTING_TARGET")
    assert list(release_waits(of.item, (notice,), Draft(Kind.RECOMMEND_RELEASE)))


def test_what_was_lifted_cancelled_or_released_stands_no_more() -> None:
    over = (
        *(on("8XYZHB00001", EventKind.TARGETED), on("8XYZHB00002", EventKind.HELD)),
        on("8XYZHB00003", EventKind.EXAMINATION_REFERRED),
        event(EventKind.TARGET_LIFTED, "8XYZHB00001", hours=3),
        event(EventKind.HOLD_CANCELLED, "8XYZHB00002", hours=3),
        event(EventKind.RELEASED, "8XYZHB00003", hours=3),
    )
    assert stood("TARGET", case(consolidation(3, *over))).state is SILENT


def test_a_request_on_a_house_bill_waits_for_its_answer_or_a_reason() -> None:
    asked = on("8XYZHB00002", EventKind.REQUEST_OPENED, text="Which lamps?")
    of = case(consolidation(3, asked))
    notice = told(of, "R070")
    assert str(notice.sentence).endswith("open on house bill 8XYZHB00002: Which lamps?")
    draft = Draft(Kind.RECOMMEND_RELEASE)
    assert [one.field for one in release_waits(of.item, (notice,), draft)] == ["override"]
    said = dataclasses.replace(draft, overrides=MappingProxyType({"R070": "answered by phone"}))
    assert not list(release_waits(of.item, (notice,), said))


@pytest.mark.parametrize("count", [12, 40])
def test_many_house_bills_make_one_notice_a_rule(count: int) -> None:
    kinds = (EventKind.TARGETED, EventKind.HELD, EventKind.REQUEST_OPENED)
    events = [on(key, kind) for key in bills(count) for kind in kinds]
    things = tuple(
        house_bill(one, CCN, goods=(GoodsLine("goods"), GoodsLine("batteries", un_number="3480")))
        for one in bills(count)
    )
    of = case(consolidation(count, *events, *things, without=bills(count)))
    for rule in ("TARGET", "R070", "Q001", "R040"):
        words = str(told(of, rule).sentence)
        assert f"{count} house bills" in words, words
        assert "8XYZHB00001, 8XYZHB00002, 8XYZHB00003, 8XYZHB00004 …" in words
        assert "8XYZHB00005" not in words
    fewer = case(consolidation(count, *events[:-6], *things, without=bills(count)))
    assert told(fewer, "TARGET").key != told(of, "TARGET").key


def test_house_bills_below_house_bills_are_reached() -> None:
    inner = house_bill("8XYZHB00099", "8XYZHB00001", goods=(PLAIN,))
    master = consolidation(2, inner, on("8XYZHB00099", EventKind.TARGETED, text="deep"))
    assert str(told(case(master), "TARGET").sentence).endswith("8XYZHB00099: deep")


def test_a_target_on_a_bill_that_was_never_filed_is_told_as_well() -> None:
    master = consolidation(2, on("8XYZHB00002", EventKind.TARGETED), without=("8XYZHB00002",))
    assert "8XYZHB00002" in str(told(case(master), "TARGET").sentence)


def test_a_house_bill_that_is_linked_itself_is_told_once() -> None:
    aimed = on("8XYZHB00001", EventKind.TARGETED, text="narcotics")
    master = consolidation(1, aimed)
    inside = master.house_bills[0]
    assert inside.shipment is not None
    own = filed(inside.shipment, events=inside.events)
    words = "Target of another unit on 8XYZHB00001: narcotics"
    assert str(told(case(master, own), "TARGET").sentence) == words


def holding(line: GoodsLine) -> Case:
    bill = house_bill("8XYZHB00012", CCN, goods=(line,))
    return case(consolidation(12, bill, without=("8XYZHB00012",)))


def test_dangerous_goods_of_house_bills_are_told_declared_or_not() -> None:
    batteries = "Lithium ion batteries for power tools"
    undeclared = told(holding(GoodsLine(batteries, hs="850760")), "I09")
    assert str(undeclared.sentence).endswith(f"in house bill 8XYZHB00012: {batteries}.")
    assert undeclared.severity is Severity.WARNING
    declared_too = told(holding(GoodsLine(batteries, hs="850760", un_number="3480")), "R040")
    assert str(declared_too.sentence) == "Dangerous goods in house bill 8XYZHB00012: UN 3480."
    vague = told(holding(GoodsLine("goods")), "Q001")
    assert "“goods” of house bill 8XYZHB00012" in str(vague.sentence)


@pytest.mark.parametrize("rule", ["I09", "R040", "Q001"])
def test_goods_of_house_bills_that_are_not_on_file_cannot_be_checked(rule: str) -> None:
    partly = stood(rule, case(consolidation(3, without=("8XYZHB00002",))))
    assert (partly.state, partly.missing) == (UNCHECKED, (Need.HOUSE_BILLS,))
    alone = stood(rule, case(consolidation(0)))
    assert Need.HOUSE_BILLS in alone.missing
    assert stood(rule, case(consolidation(3))).state is SILENT


REJECTED = house_bill("8XYZHB00009", CCN, goods=(PLAIN,))


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (REJECTED, answer(Verdict.REJECTED, "8XYZHB00009")),
    ],
    ids=["never filed", "rejected"],
)
def test_t46_a_bill_that_is_named_and_missing_keeps_release_from_being_signed(
    missing: tuple[Filing, ...],
) -> None:
    of = case(consolidation(12, *missing, without=("8XYZHB00009",)))
    notice = told(of, "R038")
    assert notice.severity is Severity.BLOCK
    assert str(notice.sentence).startswith("House bill 8XYZHB00009 is named and not on file")
    draft = Draft(Kind.RECOMMEND_RELEASE)
    assert [one.field for one in release_waits(of.item, (notice,), draft)] == ["override"]
    said = dataclasses.replace(draft, overrides=MappingProxyType({"R038": "told by telephone"}))
    assert not list(release_waits(of.item, (notice,), said))
    # R039 says the same fact; it fires, and the notice stands once.
    assert stood("R039", of).state is FIRES
    assert not [one for one in examine(of).notices if one.rule == "R039"]


def test_t46_a_bill_that_was_deleted_is_missing_as_long_as_it_is_named() -> None:
    kept = house_bill("8XYZHB00002", CCN, goods=(PLAIN,))
    gone = filing(FilingKind.HOUSE_BILL, "8XYZHB00002", None, hours=2, function=Function.DELETE)
    of = case(consolidation(2, kept, gone, without=("8XYZHB00002",)))
    assert told(of, "R038").severity is Severity.BLOCK
    anew = case(
        consolidation(2, kept, gone, close(CCN, "8XYZHB00001", hours=3), without=("8XYZHB00002",))
    )
    assert stood("R038", anew).state is SILENT


def test_several_missing_bills_are_counted() -> None:
    master = consolidation(40, without=bills(40)[5:12])
    assert str(told(case(master), "R038").sentence) == (
        "7 house bills are named and not on file: "
        "8XYZHB00006, 8XYZHB00007, 8XYZHB00008, 8XYZHB00009 …."
    )


def test_what_happens_to_a_house_bill_touches_everything_that_it_lies_in() -> None:
    inner = house_bill("8XYZHB00099", "8XYZHB00001", goods=(PLAIN,))
    aimed = on("8XYZHB00099", EventKind.TARGETED)
    filings = (cargo_filing(consolidated=True), house_bill("8XYZHB00001", CCN), inner, aimed)
    touched = touched_by(aimed, Shelf.of(filings))
    assert touched == {"8XYZHB00099", "8XYZHB00001", CCN}


def test_a_target_on_the_master_is_told_with_its_house_bill() -> None:
    bill = filed(shipment("8XYZHB00001", previous_ccn=CCN, equipment=()))
    aimed = filed(shipment(CCN), events=aimed_at(CCN))
    notice = told(case(bill, aboard={CCN: aimed}), "TARGET")
    assert str(notice.sentence).endswith(f"on the cargo that this lies in: {CCN}.")
    assert notice.severity is Severity.BLOCK
    assert stood("TARGET", case(bill, aboard={CCN: filed(shipment(CCN))})).state is SILENT
    assert stood("TARGET", case(bill)).missing == (Need.ABOARD,)


# --- beside ------------------------------------------------------------------------------------


def on_trip(number: str, equipment: Equipment, *others: str, **values: object) -> Dossier:
    cargo: Shipment = shipment(number, equipment=(equipment,))
    both = trip(cargo=(number, *others))
    made = filed(cargo, trips=(both,))
    return dataclasses.replace(made, **values)


def aimed_at(number: str) -> tuple[object, ...]:
    body = on(number, EventKind.TARGETED, text="lookout").body
    return (body,)


OTHER = "9XYZPARS0009999"


def test_a_target_on_other_cargo_in_the_same_trailer_is_told() -> None:
    mine = on_trip(CCN, TRAILER, OTHER)
    aimed = on_trip(OTHER, TRAILER, CCN, events=aimed_at(OTHER))
    notice = told(case(mine, aboard={OTHER: aimed}), "TARGET")
    assert str(notice.sentence).endswith(f"other cargo in the same equipment: {OTHER}.")
    assert notice.severity is Severity.BLOCK


def test_what_lies_in_another_trailer_or_on_another_trip_is_not_reached() -> None:
    mine = on_trip(CCN, TRAILER, OTHER)
    elsewhere = on_trip(OTHER, Equipment("trailer", "TRL200"), CCN, events=aimed_at(OTHER))
    assert stood("TARGET", case(mine, aboard={OTHER: elsewhere})).state is SILENT
    later = on_trip(OTHER, TRAILER, events=aimed_at(OTHER))
    alone = on_trip(CCN, TRAILER)
    assert stood("TARGET", case(alone, aboard={OTHER: later})).state is SILENT
    gone = on_trip(OTHER, TRAILER, CCN, events=aimed_at(OTHER), standing=Standing.DELETED)
    assert stood("TARGET", case(mine, aboard={OTHER: gone})).state is SILENT


def test_other_cargo_of_the_trailer_that_nobody_asked_of_cannot_be_checked() -> None:
    report = ConveyanceReport(
        Conveyance(crn="9XYZTRIP000001", eta=NOW + 2 * HOUR),
        cargo_on=(("TRL100", CCN), ("TRL100", OTHER)),
    )
    placed = dataclasses.replace(trip(), report=report)
    mine = filed(shipment(CCN, equipment=(TRAILER,)), trips=(placed,))
    assert stood("TARGET", case(mine)).missing == (Need.ABOARD,)
    assert stood("R070", case(mine)).missing == (Need.ABOARD,)
    other = filed(shipment(OTHER, equipment=(TRAILER,)), trips=(placed,))
    assert stood("TARGET", case(mine, aboard={OTHER: other})).state is SILENT
    assert [one.key for one in reach({CCN: mine}, {OTHER: other}).records] == [OTHER]
