"""What the record keeps, and what it gives back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Draft, Kind, Region
from app.domain.errors import KnownError, LeaseLost, Refused
from app.domain.mark import Category
from app.domain.notice import Notice, Severity
from app.domain.officer import Officer, Role
from app.domain.second import SecondPerson
from app.domain.threat import ScreeningState, Verdict
from app.domain.words import say
from app.domain.work import ItemState, LinkClass
from app.record import Record
from app.record.marks import KeptMark
from tests.unit.record_values import (
    EVALUATOR,
    ROY,
    SINGH,
    TREMBLAY,
    Workspace,
    arrive,
    image,
    link,
    mark,
    recommendation,
    report,
    scan,
    shipment,
    with_files,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(workspace: Workspace) -> Iterator[Record]:
    with workspace.open() as opened:
        yield opened


# --- arrival -----------------------------------------------------------------------------------


def test_a_scan_grows_as_its_energies_arrive(record: Record) -> None:
    low, high = image(1, energy="low"), image(2, energy="high")
    assert record.add_image(scan("s1"), low)
    assert record.queue()[0].energies == 1
    later = dataclasses.replace(scan("s1"), object_id="", identifiers={"plate": "AB12345"})
    assert record.add_image(later, high)
    grown = record.scan("s1")
    assert grown.files == (low, high)
    assert grown.object_id == "TRL-s1"
    assert dict(grown.identifiers) == {"container": "CSQU3054383", "plate": "AB12345"}
    assert record.queue()[0].energies == 2
    assert record.items() == (record.item_of_scan("s1"),)


def test_the_same_file_twice_is_one_record(record: Record) -> None:
    assert record.add_image(scan("s1"), image(1))
    lines = record.version()
    assert not record.add_image(scan("s1"), image(1))
    assert record.version() == lines
    assert record.scans() == (with_files(scan("s1"), image(1)),)


def test_a_shipment_is_read_back_in_its_newest_version(record: Record) -> None:
    first, second = shipment("A"), shipment("A", version=2, hours=5)
    assert record.add_shipment(first)
    assert not record.add_shipment(first)
    assert record.add_shipment(second)
    assert record.add_shipment(shipment("B"))
    assert record.shipment("A") == second
    assert record.shipments() == (second, shipment("B"))
    assert record.shipments(current=False) == (first, second, shipment("B"))


def test_a_late_older_version_does_not_become_the_newest(record: Record) -> None:
    record.add_shipment(shipment("A", version=2))
    record.add_shipment(shipment("A", version=1))
    assert record.shipment("A").version == 2


def test_what_is_unknown_is_refused_by_name(record: Record) -> None:
    for ask in (record.scan, record.item_of_scan, record.shipment, record.item, record.notices):
        with pytest.raises(Refused, match="nothing-here"):
            ask("nothing-here")
    with pytest.raises(Refused, match="s1"):
        record.add_report(report("r1", "s1"))
    with pytest.raises(Refused, match="no scan"):
        record.put_link(link("s1", "A"))


def test_a_rejected_file_is_one_line(record: Record) -> None:
    before = record.version()
    record.note_rejected("bad.dcs", "00", say("Rows are missing."))
    assert record.version() == before + 1


# --- links and items ---------------------------------------------------------------------------


def test_scans_that_share_a_shipment_become_one_item(record: Record) -> None:
    one, two = arrive(record, "s1", 1), arrive(record, "s2", 2)
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    assert record.items() == (one, two)
    record.put_link(link("s2", "A", LinkClass.WEAK))
    assert record.items() == (one,)
    joined = record.item(two)
    assert joined.item_id == one
    assert [s.scan_id for s in joined.scans] == ["s1", "s2"]
    assert joined.shipments == (shipment("A"),)
    assert joined.links == (link("s1", "A"), link("s2", "A", LinkClass.WEAK))
    assert record.item_of_scan("s2") == one
    assert [line.item_id for line in record.queue()] == [one]


@pytest.mark.parametrize("kind", [LinkClass.NONE, LinkClass.CONFLICT])
def test_links_without_tie_join_nothing(record: Record, kind: LinkClass) -> None:
    one, two = arrive(record, "s1", 1), arrive(record, "s2", 2)
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    record.put_link(link("s2", "A", kind))
    assert record.items() == (one, two)
    assert record.item(two).shipments == (() if kind is LinkClass.NONE else (shipment("A"),))


def test_the_newest_link_counts(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    confirmed = link("s1", "A", LinkClass.CONFIRMED, by="tremblay")
    record.put_link(confirmed)
    assert record.item(item_id).links == (dataclasses.replace(confirmed, version=2),)
    assert [one.link_class for one in record.link_versions("s1")] == [
        LinkClass.STRONG,
        LinkClass.CONFIRMED,
    ]


def test_an_item_under_review_is_not_joined_until_it_is_handed_back(record: Record) -> None:
    one, two = arrive(record, "s1", 1), arrive(record, "s2", 2)
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    record.claim(two, TREMBLAY)
    record.put_link(link("s2", "A"))
    assert record.items() == (one, two)
    record.hand_back(two, TREMBLAY)
    assert record.items() == (one,)


def test_a_decided_item_is_never_joined(record: Record) -> None:
    one, two = arrive(record, "s1", 1), arrive(record, "s2", 2)
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    record.claim(one, TREMBLAY)
    record.note_shown(one, TREMBLAY, ("s1", "side"))
    record.decide(recommendation("r1", one), officer=TREMBLAY)
    record.put_link(link("s2", "A"))
    assert record.items() == (one, two)


def test_her_own_item_survives_when_an_officer_confirms_a_link(record: Record) -> None:
    one, two = arrive(record, "s1", 1), arrive(record, "s2", 2)
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    record.claim(two, TREMBLAY)
    record.save_mark(two, TREMBLAY, mark("m1", 1, "s2"))
    record.put_link(link("s2", "A", LinkClass.CONFIRMED, by="tremblay"))
    assert record.items() == (two,)
    record.save_mark(one, TREMBLAY, mark("m2", 2, "s1"))
    assert [m.mark_id for m in record.item(one).marks] == ["m1", "m2"]


def test_nothing_is_lost_when_items_join(record: Record) -> None:
    one, two = arrive(record, "s1", 1), arrive(record, "s2", 2)
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    note = Notice("R080", Severity.WARNING, "80", say("Seal differs."), subject="A")
    for item_id, scan_id in ((one, "s1"), (two, "s2")):
        record.claim(item_id, TREMBLAY)
        record.add_report(report(f"r-{scan_id}", scan_id))
        record.save_mark(item_id, TREMBLAY, mark(f"m-{scan_id}", 1, scan_id))
        record.save_verdict(item_id, TREMBLAY, f"r-{scan_id}/1", Verdict.AGREE)
        record.note_viewed(item_id, TREMBLAY, scan_id, "side")
        record.acknowledge(item_id, TREMBLAY, note)
        record.hand_back(item_id, TREMBLAY)
    record.put_link(link("s2", "A"))
    joined = record.claim(two, TREMBLAY)
    assert joined.item_id == one
    assert [(m.mark_id, m.number) for m in joined.marks] == [("m-s1", 1), ("m-s2", 2)]
    assert joined.verdicts == {"r-s1/1": Verdict.AGREE, "r-s2/1": Verdict.AGREE}
    assert joined.viewed == (("s1", "side"), ("s2", "side"))
    assert joined.acknowledged == (note.key,)
    assert [r.report_id for r in joined.reports] == ["r-s1", "r-s2"]
    assert record.verify().ok


# --- the queue ---------------------------------------------------------------------------------


def test_the_queue_goes_by_time_left_then_risk_then_arrival(
    record: Record, workspace: Workspace
) -> None:
    for number, (name, hours) in enumerate(
        [("late", 9.0), ("none", None), ("soon", 1.0), ("risky", 9.0)], start=1
    ):
        arrive(record, name, number)
        record.add_shipment(shipment(f"S-{name}", hours=hours))
        record.put_link(link(name, f"S-{name}"))
        workspace.hand.pass_s(1)
    record.add_report(report("r1", "risky", probability=0.9))
    names = [record.item(line.item_id).scans[0].scan_id for line in record.queue()]
    assert names == ["soon", "risky", "late", "none"]
    claimed = [record.claim_next(TREMBLAY) for _ in range(5)]
    assert [item.scans[0].scan_id if item else None for item in claimed] == [*names, None]


def test_a_queue_line_says_what_is_declared_and_seen(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    assert record.queue()[0].screening is None
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    record.add_report(report("r1", "s1", probability=0.7))
    kinds = (Severity.BLOCK, Severity.WARNING, Severity.WARNING, Severity.NOTE)
    notices = tuple(Notice(f"R{n}", kind, "", say("So.")) for n, kind in enumerate(kinds))
    record.set_notices(item_id, notices, 0.95)
    (line,) = record.queue()
    assert (line.blocks, line.warnings, line.notes) == (1, 2, 1)
    assert (line.port, line.equipment, line.goods) == ("0427", "TRL-s1", "Steel brackets")
    assert (line.pieces, line.gross_kg, line.energies) == (60, 8250.25, 1)
    assert (line.screening, line.flagged, line.risk) == (ScreeningState.FLAGGED, 1, 0.95)
    assert line.eta == shipment("A").conveyance.eta
    assert record.notices(item_id) == notices
    record.set_notices(item_id, (), 0.0)
    assert record.queue()[0].risk == 0.7
    assert record.notices(item_id) == ()


def test_a_queue_line_counts_a_master_or_its_house_bills(record: Record) -> None:
    arrive(record, "s1", 1)
    master = dataclasses.replace(shipment("M"), consolidated=True)
    record.add_shipment(master)
    bills = (("B1", 20, "3000"), ("B2", 40, "5000"))
    for number, (name, pieces, kg) in enumerate(bills, start=1):
        bill = dataclasses.replace(
            shipment(name), pieces=pieces, gross_kg=decimal.Decimal(kg), previous_ccn="M"
        )
        record.add_shipment(bill)
        if number == 1:
            for linked in ("M", name):
                record.put_link(link("s1", linked))
            assert record.queue()[0].gross_kg == 8250.25
    record.put_link(link("s1", "B2"))
    (line,) = record.queue()
    assert (line.pieces, line.gross_kg) == (60, 8000.0)


def test_nothing_flagged_needs_every_view_and_a_failure_shows(record: Record) -> None:
    arrive(record, "s1", 1)
    arrive(record, "s1", 2, view="top")
    record.add_report(report("r1", "s1", probability=None))
    assert record.queue()[0].screening is None
    unknown = dataclasses.replace(
        report("r2", "s1", view="top", probability=None),
        state=ScreeningState.UNKNOWN,
        reason=say("The model did not start."),
    )
    record.add_report(unknown)
    assert record.queue()[0].screening is ScreeningState.UNKNOWN
    record.add_report(report("r3", "s1", view="top", probability=None))
    assert record.queue()[0].screening is ScreeningState.NOTHING_FLAGGED
    reports = record.item(record.items()[0]).reports
    assert [r.report_id for r in reports] == ["r1", "r3"]
    with pytest.raises(Refused, match="r3"):
        record.add_report(report("r3", "s1"))


def test_people_see_the_items_of_their_port(record: Record) -> None:
    for number, port in enumerate(("0427", "0495"), start=1):
        arrive(record, f"s{number}", number)
        record.add_shipment(shipment(f"A{number}", port=port))
        record.put_link(link(f"s{number}", f"A{number}"))
    arrive(record, "s3", 3)
    here = Officer("local", "E. Chen", Role.OFFICER, port="0495")
    assert [line.equipment for line in record.queue(officer=here)] == ["TRL-s2", "TRL-s3"]
    assert len(record.queue(officer=TREMBLAY)) == len(record.queue()) == 3
    first = record.claim_next(here)
    assert first is not None
    assert first.scans[0].scan_id == "s2"


def test_shipments_without_scan_make_no_item(record: Record) -> None:
    record.add_shipment(shipment("A"))
    assert record.queue() == ()
    assert record.items() == ()


# --- claims ------------------------------------------------------------------------------------


def test_an_item_belongs_to_one_officer_at_a_time(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    held = record.claim_next(TREMBLAY)
    assert held is not None
    assert (held.state, held.item_id) == (ItemState.CLAIMED, item_id)
    assert held.lease is not None
    assert held.lease.officer == "tremblay"
    assert held.lease.until - held.lease.since == dt.timedelta(seconds=900)
    assert record.claim_next(SINGH) is None
    with pytest.raises(Refused, match="tremblay"):
        record.claim(item_id, SINGH)
    assert record.claim(item_id, TREMBLAY).lease is not None
    (line,) = record.queue()
    assert (line.state, line.claimed_by) == (ItemState.CLAIMED, "tremblay")
    record.hand_back(item_id, TREMBLAY)
    assert record.item(item_id).state is ItemState.WAITING
    assert record.claim(item_id, SINGH).lease is not None


def test_an_expired_lease_goes_to_the_next_and_the_old_holder_learns_it(
    record: Record, workspace: Workspace
) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY, lease_s=60)
    workspace.hand.pass_s(61)
    assert record.item(item_id).state is ItemState.WAITING
    record.save_mark(item_id, TREMBLAY, mark("m1", 1, "s1"))
    taken = record.claim_next(SINGH)
    assert taken is not None
    assert taken.marks == (mark("m1", 1, "s1"),)
    note = Notice("R1", Severity.NOTE, "", say("So."))
    for write in (
        lambda: record.save_mark(item_id, TREMBLAY, mark("m2", 2, "s1")),
        lambda: record.remove_mark(item_id, TREMBLAY, "m1"),
        lambda: record.acknowledge(item_id, TREMBLAY, note),
        lambda: record.note_viewed(item_id, TREMBLAY, "s1", "side"),
        lambda: record.save_draft(item_id, TREMBLAY, None),
        lambda: record.renew(item_id, TREMBLAY),
        lambda: record.hand_back(item_id, TREMBLAY),
        lambda: record.decide(recommendation("r1", item_id), officer=TREMBLAY),
    ):
        with pytest.raises(LeaseLost, match="singh"):
            write()
    assert record.item(item_id).marks == (mark("m1", 1, "s1"),)


def test_a_renewed_lease_runs_its_whole_length_again(record: Record, workspace: Workspace) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY, lease_s=60)
    workspace.hand.pass_s(50)
    before = record.version()
    record.renew(item_id, TREMBLAY)
    assert record.version() == before
    workspace.hand.pass_s(50)
    assert record.claim_next(SINGH) is None
    workspace.hand.pass_s(11)
    assert record.claim_next(SINGH) is not None


def test_without_a_claim_nothing_is_written(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    with pytest.raises(LeaseLost, match="claim"):
        record.save_mark(item_id, TREMBLAY, mark("m1", 1, "s1"))
    with pytest.raises(LeaseLost, match="claim"):
        record.decide(recommendation("r1", item_id), officer=TREMBLAY)


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.PORT_OFFICER, Role.ADMINISTRATOR])
def test_t20_other_roles_neither_claim_nor_decide(record: Record, role: Role) -> None:
    item_id = arrive(record, "s1", 1)
    person = dataclasses.replace(EVALUATOR, role=role)
    for attempt in (
        lambda: record.claim_next(person),
        lambda: record.claim(item_id, person),
        lambda: record.note_event(item_id, person, "opened", {}),
        lambda: record.decide(recommendation("r1", item_id, person), officer=person),
    ):
        with pytest.raises(Refused, match=role.value):
            attempt()


# --- review ------------------------------------------------------------------------------------


def test_what_is_drawn_is_read_back(record: Record, workspace: Workspace) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    first, second = mark("m1", 1, "s1"), mark("m2", 2, "s1")
    record.save_mark(item_id, TREMBLAY, first)
    record.save_mark(item_id, TREMBLAY, second)
    changed = dataclasses.replace(first, text="behind the doors")
    record.save_mark(item_id, TREMBLAY, changed)
    with workspace.open() as other:
        assert other.item(item_id).marks == (changed, second)
    record.remove_mark(item_id, TREMBLAY, "m2")
    assert record.item(item_id).marks == (changed,)
    assert record.last_mark_number(item_id) == 2
    with pytest.raises(Refused, match="m2"):
        record.remove_mark(item_id, TREMBLAY, "m2")
    with pytest.raises(Refused, match="number 2"):
        record.save_mark(item_id, TREMBLAY, mark("m3", 2, "s1"))
    record.save_mark(item_id, TREMBLAY, second)
    assert record.item(item_id).marks == (changed, second)


def test_a_removed_mark_comes_back_as_it_was(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    drawn = dataclasses.replace(mark("m1", 1, "s1"), category=Category.SEAL, note="cut")
    record.save_mark(item_id, TREMBLAY, drawn)
    with pytest.raises(Refused, match="no removed mark m1"):
        record.restore_mark(item_id, TREMBLAY, "m1")
    record.remove_mark(item_id, TREMBLAY, "m1")
    assert record.find_mark(item_id, "m1") == KeptMark(drawn, removed=True)
    with pytest.raises(LeaseLost):
        record.restore_mark(item_id, SINGH, "m1")
    record.restore_mark(item_id, TREMBLAY, "m1")
    assert record.item(item_id).marks == (drawn,)
    assert record.find_mark(item_id, "m1") == KeptMark(drawn, removed=False)
    assert record.find_mark(item_id, "m2") is None
    assert record.verify().ok


def test_marks_and_views_stay_with_their_item(record: Record) -> None:
    one = arrive(record, "s1", 1)
    arrive(record, "s2", 2)
    record.claim(one, TREMBLAY)
    with pytest.raises(Refused, match="s2"):
        record.save_mark(one, TREMBLAY, mark("m1", 1, "s2"))
    with pytest.raises(Refused, match="s2"):
        record.note_viewed(one, TREMBLAY, "s2", "side")
    with pytest.raises(Refused, match="r9/1"):
        record.save_verdict(one, TREMBLAY, "r9/1", Verdict.AGREE)


def test_nobody_inherits_what_somebody_else_has_looked_at(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.add_report(report("r1", "s1"))
    record.claim(item_id, TREMBLAY)
    draft = Draft(Kind.REFER_FOR_EXAM, reasons=("ANOMALY",), confidence=3, note="so far")
    record.save_draft(item_id, TREMBLAY, draft)
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    record.save_verdict(item_id, TREMBLAY, "r1/1", Verdict.UNSURE)
    record.note_event(item_id, TREMBLAY, "tool", {"name": "zoom"})
    mine = record.item(item_id)
    assert (mine.draft, mine.viewed) == (draft, (("s1", "side"),))
    assert mine.verdicts == {"r1/1": Verdict.UNSURE}
    record.hand_back(item_id, TREMBLAY)
    hers = record.claim(item_id, SINGH)
    assert (hers.draft, hers.viewed, hers.verdicts) == (None, (), {})
    record.hand_back(item_id, SINGH)
    assert record.claim(item_id, TREMBLAY).draft == draft
    record.save_draft(item_id, TREMBLAY, None)
    assert record.item(item_id).draft is None


# --- decisions ---------------------------------------------------------------------------------


def test_a_decision_closes_the_item(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    held = record.claim(item_id, TREMBLAY)
    record.save_draft(item_id, TREMBLAY, Draft(Kind.REFER_FOR_EXAM))
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    signed = recommendation("r1", item_id, scans=held.scans)
    assert record.decide(signed, officer=TREMBLAY) == signed
    closed = record.item(item_id)
    assert (closed.state, closed.decisions, closed.draft) == (ItemState.DECIDED, (signed,), None)
    assert closed.lease is None
    assert record.queue() == ()
    assert record.queue(include_decided=True)[0].outcome == "REFER_FOR_EXAM"
    assert record.claim_next(TREMBLAY) is None


def test_a_correction_supersedes_and_the_older_decision_stays(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    first = record.decide(recommendation("r1", item_id), officer=TREMBLAY)
    with pytest.raises(Refused, match="already"):
        record.decide(recommendation("r2", item_id), officer=TREMBLAY)
    second = record.decide(recommendation("r2", item_id, supersedes="r1"), officer=TREMBLAY)
    with pytest.raises(Refused, match="r2"):
        record.decide(recommendation("r3", item_id, supersedes="r1"), officer=TREMBLAY)
    with pytest.raises(Refused, match="tremblay"):
        record.decide(recommendation("r3", item_id, SINGH, supersedes="r2"), officer=SINGH)
    with pytest.raises(Refused, match="tremblay"):
        record.claim(item_id, SINGH)
    with pytest.raises(Refused, match="screen of roy"):
        record.decide(recommendation("r3", item_id, ROY, supersedes="r2"), officer=ROY)
    record.note_shown(item_id, ROY, ("s1", "side"))
    third = record.decide(recommendation("r3", item_id, ROY, supersedes="r2"), officer=ROY)
    with pytest.raises(Refused, match="on record"):
        record.decide(recommendation("r3", item_id, ROY, supersedes="r3"), officer=ROY)
    assert record.item(item_id).decisions == (first, second, third)


def test_a_correction_waits_while_somebody_else_corrects(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    record.decide(recommendation("r1", item_id), officer=TREMBLAY)
    record.claim(item_id, TREMBLAY)
    record.save_mark(item_id, TREMBLAY, mark("m1", 1, "s1"))
    record.hand_back(item_id, TREMBLAY)
    record.claim(item_id, ROY)
    with pytest.raises(LeaseLost, match="roy"):
        record.decide(recommendation("r2", item_id, supersedes="r1"), officer=TREMBLAY)


def test_a_decision_is_bound_to_what_is_on_record(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    with pytest.raises(Refused, match="s9"):
        record.decide(recommendation("r1", item_id, scans=(scan("s9"),)), officer=TREMBLAY)
    strange = with_files(scan("s1"), image(77))
    with pytest.raises(Refused, match="image"):
        record.decide(recommendation("r1", item_id, scans=(strange,)), officer=TREMBLAY)
    with pytest.raises(Refused, match="nothing to correct"):
        record.decide(recommendation("r1", item_id, supersedes="r0"), officer=TREMBLAY)
    with pytest.raises(Refused, match="signed by"):
        record.decide(recommendation("r1", item_id, SINGH), officer=TREMBLAY)
    assert record.item(item_id).state is ItemState.CLAIMED


def place_in(scan_id: str) -> Region:
    square = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0))
    return Region("1", scan_id, "side", square, square)


def test_no_decision_stands_on_an_image_that_was_not_shown(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    refer = recommendation("r1", item_id)
    release = dataclasses.replace(refer, kind=Kind.RECOMMEND_RELEASE)
    cites = dataclasses.replace(refer, regions=(place_in("s1"),))
    unsure = dataclasses.replace(refer, kind=Kind.NO_DECISION)
    for one in (refer, release, cites, unsure):
        with pytest.raises(Refused, match="on the screen of tremblay"):
            record.decide(one, officer=TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"), readable=False)
    with pytest.raises(Refused, match="points into"):
        record.decide(cites, officer=TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    with pytest.raises(Refused, match="to the end"):
        record.decide(release, officer=TREMBLAY)
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    assert record.decide(release, officer=TREMBLAY).kind is Kind.RECOMMEND_RELEASE


def test_what_one_officer_saw_is_no_ground_for_another(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    record.hand_back(item_id, TREMBLAY)
    record.claim(item_id, SINGH)
    with pytest.raises(Refused, match="screen of singh"):
        record.decide(recommendation("r1", item_id, SINGH), officer=SINGH)


def test_a_file_that_arrives_late_is_yet_to_be_shown(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    assert record.item(item_id).viewed == (("s1", "side"),)
    arrive(record, "s1", 2, energy="low")
    assert record.item(item_id).viewed == ()
    assert not record.item(item_id).shown
    with pytest.raises(Refused, match="on the screen"):
        record.decide(recommendation("r1", item_id), officer=TREMBLAY)
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    record.decide(recommendation("r1", item_id), officer=TREMBLAY)


def test_without_an_image_release_is_no_recommendation(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"), readable=False)
    unusable = dataclasses.replace(recommendation("r1", item_id), kind=Kind.NO_DECISION)
    release = dataclasses.replace(unusable, kind=Kind.RECOMMEND_RELEASE)
    with pytest.raises(Refused, match="to the end"):
        record.decide(release, officer=TREMBLAY)
    assert record.decide(unusable, officer=TREMBLAY).kind is Kind.NO_DECISION


def test_a_refused_write_leaves_no_trace(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    lines = record.version()
    with pytest.raises(KnownError):
        record.save_mark(item_id, SINGH, mark("m1", 1, "s1"))
    assert record.version() == lines
    assert record.verify().ok


def test_marks_stand_as_they_were_signed_until_the_item_is_opened_again(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    one, two, late = (mark(f"m{n}", n, "s1") for n in (1, 2, 3))
    record.save_mark(item_id, TREMBLAY, one)
    record.save_mark(item_id, TREMBLAY, two)
    record.remove_mark(item_id, TREMBLAY, "m2")
    record.decide(recommendation("r1", item_id), officer=TREMBLAY)
    for write in (
        lambda: record.save_mark(item_id, TREMBLAY, late),
        lambda: record.save_mark(item_id, TREMBLAY, dataclasses.replace(one, note="later")),
        lambda: record.remove_mark(item_id, TREMBLAY, "m1"),
        lambda: record.restore_mark(item_id, TREMBLAY, "m2"),
    ):
        with pytest.raises(Refused, match=r"stand as they were signed\. Amend"):
            write()
    assert record.item(item_id).marks == (one,)
    record.claim(item_id, TREMBLAY)
    record.save_mark(item_id, TREMBLAY, late)
    record.add_account(SINGH, "four words of one sentence")
    second = SecondPerson("singh", "four words of one sentence")
    record.remove_mark(item_id, TREMBLAY, "m1", second)
    assert record.item(item_id).marks == (late,)
    record.hand_back(item_id, TREMBLAY)
    with pytest.raises(Refused, match="as they were signed"):
        record.save_mark(item_id, TREMBLAY, one)
