"""Supervision on record: answers, lots that anybody repeats, second readings, approvals."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Kind, ModelShown, Region
from app.domain.errors import KnownError, LeaseLost, Refused
from app.domain.exam_result import ExamOutcome, ExamResult
from app.domain.officer import Officer, Role
from app.domain.supervision import RULE, Answer, Answered, Draw, Seed, Stands, Why, lot
from app.domain.threat import ScreeningState, Verdict
from app.domain.work import Item, ItemState, LinkClass, LinkReason, QueueLine
from app.record import BlindRecord, Record
from app.record.chain import LineKind
from app.record.supervision_read import Made, is_drawn, seed_of
from tests.unit.record_values import (
    EVALUATOR,
    MOMENT,
    ROY,
    SINGH,
    TREMBLAY,
    Workspace,
    arrive,
    link,
    mark,
    recommendation,
    report,
    shipment,
)

LONG_AGO = MOMENT - dt.timedelta(days=30)
LAVIGNE = Officer("lavigne", "P. Lavigne", Role.SUPERVISOR)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(place: Workspace) -> Iterator[Record]:
    with place.open() as opened:
        yield opened


def decided(
    record: Record, name: str, number: int, kind: Kind = Kind.RECOMMEND_RELEASE, **changes: object
) -> str:
    """Let a scan arrive, look at it as TREMBLAY, and decide it; return the item."""
    item_id = arrive(record, name, number)
    record.claim(item_id, TREMBLAY)
    record.note_viewed(item_id, TREMBLAY, name, "side")
    made = recommendation(f"d-{name}", item_id, scans=record.item(item_id).scans)
    record.decide(dataclasses.replace(made, kind=kind, **changes), officer=TREMBLAY)
    return item_id


def said(decision: str, answer: Answer, comment: str = "", *reasons: str) -> Answered:
    return Answered(decision, "", answer, reasons, comment, "", MOMENT, 0)


def why(record: Record, officer: Officer = ROY) -> dict[str, tuple[Why, ...]]:
    lines = record.supervision.rechecks(officer, LONG_AGO, {})
    return {line.recommendation_id: line.why for line in lines}


# --- the queue ---------------------------------------------------------------------------------


def test_each_line_says_why_it_is_there(record: Record) -> None:
    decided(record, "plain", 1)
    decided(record, "refer", 2, Kind.REFER_FOR_EXAM)
    decided(record, "unsure", 3, confidence=1)
    decided(record, "over", 4, overrides={"R038:x": "bills are here"})
    assert why(record) == {
        "d-refer": (Why.REFERRAL,),
        "d-unsure": (Why.UNSURE,),
        "d-over": (Why.OVERRIDE,),
    }


def test_an_examination_that_contradicts_brings_a_decision_back(record: Record) -> None:
    decided(record, "refer", 1, Kind.REFER_FOR_EXAM)
    decided(record, "missed", 2)
    for name, outcome in (
        ("refer", ExamOutcome.NON_RESULTANT),
        ("missed", ExamOutcome.RESULTANT),
    ):
        record.dispatch.add_result(ExamResult(f"d-{name}", outcome, "M. Roy", MOMENT), "results")
    assert why(record) == {"d-refer": (Why.EXAM, Why.REFERRAL), "d-missed": (Why.EXAM,)}


def test_data_that_changed_after_a_release_brings_it_back(record: Record) -> None:
    record.add_shipment(shipment("A"))
    item_id = arrive(record, "s1", 1)
    record.put_link(link("s1", "A"))
    record.claim(item_id, TREMBLAY)
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    made = dataclasses.replace(
        recommendation("d-s1", item_id, scans=record.item(item_id).scans),
        kind=Kind.RECOMMEND_RELEASE,
        shipment_digests=("A-1",),
    )
    record.decide(made, officer=TREMBLAY)
    assert why(record) == {}
    changed = dataclasses.replace(shipment("A", version=2), pieces=61)
    record.add_shipment(changed)
    assert why(record) == {"d-s1": (Why.STALE,)}


def test_a_release_over_a_finding_and_a_referral_without_one_disagree(record: Record) -> None:
    shown = {"report_id": "r", "model_sha256": "ab", "shown_before_first_judgement": True}
    flagged = ModelShown(state="flagged", findings=1, **shown)
    nothing = ModelShown(state="nothing_flagged", findings=0, **shown)
    hidden = ModelShown(state="unknown", findings=0, **shown)
    place = Region("1", "s", "side", ((0, 0), (1, 0), (1, 1)), ((0, 0), (1, 0), (1, 1)))
    decided(record, "over", 1, model=(flagged,))
    refer = Kind.REFER_FOR_EXAM
    # Where a referral points, its view was on the screen: `note_viewed` of `decided` sees to it.
    for number, (name, model) in enumerate((("own", nothing), ("hidden", hidden)), start=2):
        here = (dataclasses.replace(place, scan_id=name),)
        decided(record, name, number, refer, model=(model,), regions=here)
    decided(record, "drawn", 4, refer, model=(nothing,))
    assert why(record) == {
        "d-over": (Why.MODEL,),
        "d-own": (Why.MODEL, Why.REFERRAL),
        "d-hidden": (Why.REFERRAL,),
        "d-drawn": (Why.REFERRAL,),
    }


def test_one_does_not_look_at_ones_own_nor_at_other_ports(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, ROY)
    record.note_viewed(item_id, ROY, "s1", "side")
    record.decide(recommendation("d1", item_id, ROY), officer=ROY)
    assert why(record) == {}
    assert why(record, LAVIGNE) == {"d1": (Why.REFERRAL,)}
    with pytest.raises(Refused, match="signed this decision yourself"):
        record.supervision.answer(said("d1", Answer.AGREE), ROY)
    assert why(record, dataclasses.replace(LAVIGNE, port="0351")) == {"d1": (Why.REFERRAL,)}


@pytest.mark.parametrize("officer", [TREMBLAY, EVALUATOR])
def test_only_supervisors_see_and_answer(record: Record, officer: Officer) -> None:
    decided(record, "s1", 1, Kind.REFER_FOR_EXAM)
    supervision = record.supervision
    for act in (
        lambda: supervision.rechecks(officer, LONG_AGO, {}),
        lambda: supervision.answer(said("d-s1", Answer.AGREE), officer),
        lambda: supervision.ask_reading("d-s1", officer),
        lambda: supervision.publish(Draw.COMPLIANCE, "seed", 0.1, officer),
        lambda: supervision.approve(1, officer, ""),
    ):
        with pytest.raises(Refused, match="may not supervise"):
            act()


# --- answers -----------------------------------------------------------------------------------


def test_an_answer_is_given_once_and_takes_the_line_out(record: Record) -> None:
    decided(record, "s1", 1, Kind.REFER_FOR_EXAM)
    kept = record.supervision.answer(said("d-s1", Answer.AGREE), ROY)
    assert (kept.by, kept.answer, kept.at) == ("roy", Answer.AGREE, MOMENT)
    assert why(record) == {}
    with pytest.raises(Refused, match="roy has answered"):
        record.supervision.answer(said("d-s1", Answer.DIFFER, "", "MISSED"), LAVIGNE)
    assert record.verify().ok


@pytest.mark.parametrize(
    ("answer", "comment", "reasons", "words"),
    [
        (Answer.DIFFER, "", (), "Say why you differ"),
        (Answer.DIFFER, "", ("NONSENSE",), "NONSENSE is no reason"),
        (Answer.DIFFER, " ", ("OTHER",), "Write to the officer"),
        (Answer.RETURN, " ", (), "Write to the officer"),
        (Answer.AGREE, "x" * 2001, (), "longer than 2000"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(
    record: Record, answer: Answer, comment: str, reasons: tuple[str, ...], words: str
) -> None:
    decided(record, "s1", 1)
    with pytest.raises(Refused, match=words):
        record.supervision.answer(said("d-s1", answer, comment, *reasons), ROY)


def test_a_returned_item_comes_back_to_its_officer_with_the_comment(
    place: Workspace, record: Record
) -> None:
    item_id = decided(record, "s1", 1)
    record.supervision.answer(said("d-s1", Answer.RETURN, "Look behind the doors."), ROY)
    item = record.item(item_id)
    assert item.returned is not None
    assert (item.returned.by, item.returned.comment) == ("roy", "Look behind the doors.")
    assert (item.state, record.queue()[0].claimed_by) == (ItemState.CLAIMED, "tremblay")
    with pytest.raises(KnownError, match="is with tremblay"):
        record.claim(item_id, SINGH)
    # Half an hour later it waits for anybody: an arrival does not wait.
    place.hand.pass_s(1801)
    assert record.claim_next(SINGH) is not None
    record.hand_back(item_id, SINGH)
    record.claim(item_id, TREMBLAY)
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    scans = record.item(item_id).scans
    again = recommendation("d2", item_id, scans=scans, supersedes="d-s1")
    record.decide(again, officer=TREMBLAY)
    assert record.item(item_id).returned is None
    assert record.item(item_id).state is ItemState.DECIDED
    assert record.verify().ok


def test_a_referral_can_be_returned_too(record: Record) -> None:
    item_id = decided(record, "s1", 1, Kind.REFER_FOR_EXAM)
    record.supervision.answer(said("d-s1", Answer.RETURN, "Which place?"), ROY)
    assert record.item(item_id).state is ItemState.CLAIMED


def test_what_was_superseded_is_not_answered(record: Record) -> None:
    item_id = decided(record, "s1", 1)
    scans = record.item(item_id).scans
    again = recommendation("d2", item_id, scans=scans, supersedes="d-s1")
    record.decide(again, officer=TREMBLAY)
    with pytest.raises(Refused, match="superseded meanwhile"):
        record.supervision.answer(said("d-s1", Answer.AGREE), ROY)


# --- lots --------------------------------------------------------------------------------------


def drawn_by_hand(draw: str, seed: str, share: float, names: list[str]) -> set[str]:
    """Repeat a draw with nothing but the standard library, as docs/supervision.md says."""
    found = set()
    for name in names:
        told = hashlib.sha256(f"{draw}|{seed}|{name}".encode()).hexdigest()
        if int(told[:13], 16) / 16**13 < share:
            found.add(name)
    return found


def test_a_compliance_draw_can_be_repeated_by_anybody(record: Record) -> None:
    record.supervision.publish(Draw.COMPLIANCE, "Gazette 2026-03-01", 0.3, ROY)
    names = [arrive(record, f"s{n}", n) for n in range(1, 41)]
    record.supervision.draw_items()
    expected = drawn_by_hand("compliance", "Gazette 2026-03-01", 0.3, names)
    assert {one.item_id for one in record.supervision.drawn()} == expected
    assert 0 < len(expected) < 40
    ((seed, among),) = record.supervision.drawn_among(Draw.COMPLIANCE)
    assert [name for name, _ in among] == names
    assert drawn_by_hand("compliance", seed.seed, seed.share, names) == expected
    assert {name for name in names if record.item(name).drawn} == expected
    assert record.supervision.draw_items() == ()
    assert record.verify().ok


def test_a_seed_draws_nothing_that_was_there_before_it(record: Record) -> None:
    before = arrive(record, "s1", 1)
    record.supervision.publish(Draw.COMPLIANCE, "later", 1.0, ROY)
    after = arrive(record, "s2", 2)
    record.supervision.draw_items()
    assert [one.item_id for one in record.supervision.drawn()] == [after]
    assert not record.item(before).drawn


def test_a_drawn_item_that_is_joined_to_another_stays_drawn(record: Record) -> None:
    record.add_shipment(shipment("A"))
    kept = arrive(record, "s1", 1)
    record.put_link(link("s1", "A"))
    record.supervision.publish(Draw.COMPLIANCE, "seed", 1.0, ROY)
    arrive(record, "s2", 2)
    record.supervision.draw_items()
    record.put_link(link("s2", "A"))
    assert record.item_of_scan("s2") == kept
    assert record.item(kept).drawn


def test_a_share_of_releases_is_drawn_and_repeats(record: Record) -> None:
    record.supervision.publish(Draw.RELEASES, "s", 0.5, None)
    items = {f"d-s{number}": decided(record, f"s{number}", number) for number in range(1, 13)}
    drawn = drawn_by_hand("releases", "s", 0.5, [*items.values()])
    assert why(record) == {name: (Why.RANDOM,) for name, item in items.items() if item in drawn}
    assert 0 < len(drawn) < 12
    ((_, among),) = record.supervision.drawn_among(Draw.RELEASES)
    assert [identity for identity, _ in among] == [*items.values()]


def test_nothing_that_a_signer_chooses_changes_a_lot() -> None:
    """Neither the number of a decision nor its moment: she may know the seed."""
    at = MOMENT
    seeds = [Seed(Draw.RELEASES, f"seed {n}", 0.5, 10 * n, "roy", at) for n in (1, 2, 3)]
    for item in range(40):
        made = [Made(f"r{n}", f"C{item}", 40 + n, 25) for n in range(25)]
        assert len({is_drawn(seeds, one) for one in made}) == 1
        assert seed_of(seeds, made[0]) == (seeds[1], f"C{item}")
    # An item that came before every seed is drawn by the first one since.
    assert seed_of(seeds, Made("r", "C1", 40, 5)) == (seeds[0], "C1")
    assert seed_of(seeds, Made("r", "C1", 9, 5)) is None


def test_what_was_drawn_by_the_first_rule_is_drawn_so_for_ever(record: Record) -> None:
    with record._access.write() as writing:
        body = {"seed": "old", "share": 0.5}
        writing.append(LineKind.SEED_PUT, actor="supervision", subject="releases", body=body)
    before = {f"d-s{n}": decided(record, f"s{n}", n) for n in range(1, 13)}
    by_number = drawn_by_hand("releases", "old", 0.5, [*before])
    assert set(why(record)) == by_number
    # The share is the same, and the rule is not: a seed of the second rule takes its place.
    record.supervision.keep_shares({Draw.RELEASES: 0.5})
    old, new = record.supervision.seeds()
    assert (old.rule, new.rule) == (1, RULE)
    after = {f"d-s{n}": decided(record, f"s{n}", n) for n in range(13, 25)}
    by_item = drawn_by_hand("releases", new.seed, 0.5, [*after.values()])
    expected = by_number | {name for name, item in after.items() if item in by_item}
    assert set(why(record)) == expected
    assert [len(among) for _, among in record.supervision.drawn_among(Draw.RELEASES)] == [12, 12]
    assert record.verify().ok


def test_shares_of_the_settings_are_published_when_they_change(record: Record) -> None:
    shares = {Draw.RELEASES: 0.05, Draw.COMPLIANCE: 0.0}
    record.supervision.keep_shares(shares)
    record.supervision.keep_shares(shares)
    (seed,) = record.supervision.seeds()
    assert (seed.draw, seed.share, seed.by, len(seed.seed)) == (
        Draw.RELEASES,
        0.05,
        "supervision",
        32,
    )
    record.supervision.keep_shares({Draw.RELEASES: 0.0})
    assert [one.share for one in record.supervision.seeds()] == [0.05, 0.0]


def test_lots_lie_evenly() -> None:
    lots = [lot(Draw.COMPLIANCE, "seed", f"C{n:05d}") for n in range(4000)]
    assert all(0 <= one < 1 for one in lots)
    # Four standard errors of a share of a tenth among 4000.
    assert abs(sum(one < 0.1 for one in lots) / 4000 - 0.1) < 4 * (0.09 / 4000) ** 0.5


@pytest.mark.parametrize(("seed", "share"), [("", 0.1), ("x" * 201, 0.1), ("s", 1.5), ("s", -0.1)])
def test_a_seed_or_share_that_is_none_is_refused(record: Record, seed: str, share: float) -> None:
    with pytest.raises(Refused):
        record.supervision.publish(Draw.COMPLIANCE, seed, share, ROY)


# --- second readings ---------------------------------------------------------------------------


def seen_by_first(record: Record) -> str:
    """An item with all that a first reader leaves behind, and her release."""
    record.add_shipment(shipment("A"))
    item_id = arrive(record, "s1", 1)
    record.put_link(link("s1", "A"))
    record.add_report(report("r1", "s1"))
    record.claim(item_id, TREMBLAY)
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    record.save_mark(item_id, TREMBLAY, mark("m1", 1, "s1"))
    record.save_verdict(item_id, TREMBLAY, "r1/1", Verdict.DISAGREE)
    signed = dataclasses.replace(
        link("s1", "A", LinkClass.CONFIRMED, "tremblay"), reason=LinkReason.SIGNED
    )
    record.put_link(signed)
    made = recommendation("d1", item_id, scans=record.item(item_id).scans)
    release = dataclasses.replace(made, kind=Kind.RECOMMEND_RELEASE, shipment_digests=("A-1",))
    record.decide(release, officer=TREMBLAY)
    return item_id


def test_the_second_reader_sees_nothing_of_the_first(record: Record) -> None:
    item_id = seen_by_first(record)
    record.supervision.ask_reading("d1", ROY)
    reading = record.supervision.take_reading(item_id, SINGH)
    item = BlindRecord(record, reading, SINGH).item(item_id)
    assert (item.marks, item.verdicts, item.decisions, item.viewed, item.draft) == (
        (),
        {},
        (),
        (),
        None,
    )
    assert (item.packages, item.results, dict(item.shown), item.acknowledged) == ((), (), {}, ())
    assert item.lease is not None
    assert (item.lease.officer, item.state) == ("singh", ItemState.CLAIMED)
    (tie,) = item.links
    assert (tie.link_class, tie.reason, tie.by) == (
        LinkClass.STRONG,
        LinkReason.PROPOSED,
        "linking",
    )
    (seen,) = item.reports
    assert (seen.findings, seen.state) == ((), ScreeningState.UNKNOWN)
    assert "Hidden" in str(seen.reason)
    # Nothing of the first reader's account, note or mark is anywhere in what she is given.
    told = str(item)
    assert "tremblay" not in told
    assert "dense block" not in told
    assert "m1" not in told


def test_every_part_of_an_item_was_thought_of_when_it_is_blinded() -> None:
    """Whatever an item comes to hold: it is hidden by `blind_item`, or told here that it is not."""
    told_all_the_same = {
        "item_id",
        "scans",
        "shipments",
        "received_at",
        "observed",
        "alike",
    }
    hidden = {
        *("state", "marks", "verdicts", "acknowledged", "acknowledged_at", "viewed", "shown"),
        *("draft", "decisions", "lease", "packages", "results", "links", "reports"),
        *("drawn", "returned", "since", "turn"),
    }
    assert {field.name for field in dataclasses.fields(Item)} == told_all_the_same | hidden
    # Of a line of the queue, what `ReadingRoom` leaves as it is.
    of_a_line = {
        *("item_id", "eta", "mode", "port", "equipment", "goods", "pieces", "gross_kg"),
        *("blocks", "warnings", "notes", "energies", "lacking"),
        # That she put it back herself.
        "left",
    }
    replaced = {
        *("state", "screening", "flagged", "claimed_by", "claimed_until", "outcome"),
        *("package", "risk", "turn"),
    }
    assert {field.name for field in dataclasses.fields(QueueLine)} == of_a_line | replaced


def test_findings_are_shown_where_they_are_not_to_be_hidden(record: Record) -> None:
    item_id = seen_by_first(record)
    record.supervision.ask_reading("d1", ROY, hide_model=False)
    reading = record.supervision.take_reading(item_id, SINGH)
    blind = BlindRecord(record, reading, SINGH)
    assert len(blind.item(item_id).reports[0].findings) == 1
    blind.save_verdict(item_id, SINGH, "r1/1", Verdict.AGREE)
    assert blind.item(item_id).verdicts == {"r1/1": Verdict.AGREE}
    assert record.item(item_id).verdicts == {"r1/1": Verdict.DISAGREE}


def read_by_second(record: Record, item_id: str, kind: Kind = Kind.REFER_FOR_EXAM) -> str:
    record.supervision.ask_reading("d1", ROY)
    reading = record.supervision.take_reading(item_id, SINGH)
    blind = BlindRecord(record, reading, SINGH)
    blind.note_viewed(item_id, SINGH, "s1", "side")
    blind.save_mark(item_id, SINGH, mark("n1", 1, "s1"))
    made = dataclasses.replace(recommendation("d2", item_id, SINGH), kind=kind)
    blind.decide(made, officer=SINGH)
    assert [one.officer for one in blind.item(item_id).decisions] == ["singh"]
    return reading.reading_id


def test_what_the_second_reader_does_leaves_the_first_as_it_was(record: Record) -> None:
    item_id = seen_by_first(record)
    before = record.item(item_id)
    read_by_second(record, item_id)
    after = record.item(item_id)
    assert (after.decisions, after.marks, after.viewed) == (
        before.decisions,
        before.marks,
        before.viewed,
    )
    assert after.state is ItemState.DECIDED
    assert [line.outcome for line in record.queue(include_decided=True)] == ["RECOMMEND_RELEASE"]
    assert record.dispatch.unsent() == ()
    assert record.verify().ok


def test_where_two_readings_differ_a_third_person_adjudicates(record: Record) -> None:
    item_id = seen_by_first(record)
    reading = read_by_second(record, item_id)
    assert why(record) == {"d1": (Why.READERS,)}
    with pytest.raises(Refused, match="Write to the officer"):
        record.supervision.adjudicate(reading, ROY, Stands.SECOND, "")
    second = dataclasses.replace(SINGH, role=Role.SUPERVISOR)
    with pytest.raises(Refused, match="third person"):
        record.supervision.adjudicate(reading, second, Stands.FIRST, "")
    done = record.supervision.adjudicate(reading, ROY, Stands.SECOND, "The block is no pallet.")
    assert done.adjudicated is not None
    assert (done.adjudicated.by, done.adjudicated.stands) == ("roy", Stands.SECOND)
    # The first stays on record, and the item is to be decided again with the comment on top.
    item = record.item(item_id)
    assert item.returned is not None
    assert item.returned.comment == "The block is no pallet."
    assert [one.recommendation_id for one in item.decisions] == ["d1"]
    with pytest.raises(Refused, match="has adjudicated"):
        record.supervision.adjudicate(reading, LAVIGNE, Stands.FIRST, "")
    assert record.verify().ok


def test_the_first_may_stand(record: Record) -> None:
    item_id = seen_by_first(record)
    reading = read_by_second(record, item_id)
    record.supervision.adjudicate(reading, ROY, Stands.FIRST, "")
    assert record.item(item_id).returned is None
    assert why(record) == {}


def test_readings_that_agree_are_not_adjudicated(record: Record) -> None:
    item_id = seen_by_first(record)
    reading = read_by_second(record, item_id, Kind.RECOMMEND_RELEASE)
    assert why(record) == {}
    with pytest.raises(Refused, match="say the same"):
        record.supervision.adjudicate(reading, ROY, Stands.FIRST, "")


def test_who_may_read_second(record: Record) -> None:
    item_id = seen_by_first(record)
    with pytest.raises(Refused, match="decided this item"):
        record.supervision.ask_reading("d1", ROY, reader="tremblay")
    record.supervision.ask_reading("d1", ROY)
    with pytest.raises(Refused, match="asked for already"):
        record.supervision.ask_reading("d1", LAVIGNE)
    with pytest.raises(Refused, match="decided this item"):
        record.supervision.take_reading(item_id, TREMBLAY)
    with pytest.raises(Refused, match="know the decision"):
        record.supervision.take_reading(item_id, ROY)
    with pytest.raises(Refused, match="does not include it"):
        record.supervision.take_reading(item_id, EVALUATOR)
    reading = record.supervision.take_reading(item_id, SINGH)
    with pytest.raises(Refused, match="is with singh"):
        record.supervision.take_reading(item_id, LAVIGNE)
    # The supervisor who reads it does not see the line; others do.
    BlindRecord(record, reading, SINGH).hand_back(item_id, SINGH)
    record.supervision.take_reading(item_id, LAVIGNE)
    with pytest.raises(LeaseLost):
        BlindRecord(record, reading, SINGH).save_mark(item_id, SINGH, mark("n1", 1, "s1"))


def test_a_reading_of_a_picture_that_was_not_seen_is_refused(record: Record) -> None:
    item_id = seen_by_first(record)
    record.supervision.ask_reading("d1", ROY)
    reading = record.supervision.take_reading(item_id, SINGH)
    blind = BlindRecord(record, reading, SINGH)
    made = recommendation("d2", item_id, SINGH)
    with pytest.raises(Refused, match="No image"):
        blind.decide(made, officer=SINGH)
    blind.note_shown(item_id, SINGH, ("s1", "side"))
    with pytest.raises(Refused, match="not been seen to the end"):
        blind.decide(dataclasses.replace(made, kind=Kind.RECOMMEND_RELEASE), officer=SINGH)
    blind.decide(made, officer=SINGH)
    with pytest.raises(Refused, match="is signed"):
        blind.decide(dataclasses.replace(made, recommendation_id="d3"), officer=SINGH)


def test_a_lot_gives_decisions_to_a_second_reader_once(record: Record) -> None:
    record.supervision.publish(Draw.READINGS, "s", 1.0, None)
    decided(record, "s1", 1)
    assert record.supervision.ask_by_lot(hide_model=True) == 1
    assert record.supervision.ask_by_lot(hide_model=True) == 0
    (reading,) = record.supervision.open_readings()
    assert (reading.asked_by, reading.reader, reading.first) == ("supervision", "", "tremblay")


# --- labels ------------------------------------------------------------------------------------


def test_a_verdict_is_approved_by_somebody_else_and_may_be_taken_back(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.add_report(report("r1", "s1"))
    record.claim(item_id, ROY)
    record.save_verdict(item_id, ROY, "r1/1", Verdict.AGREE)
    (given,) = record.supervision.verdicts_on(item_id)
    assert (given.verdict, given.number, given.approval) == ("agree", 1, None)
    with pytest.raises(Refused, match="gave this verdict yourself"):
        record.supervision.approve(given.line, ROY, "")
    with pytest.raises(Refused, match="is no verdict"):
        record.supervision.approve(1, LAVIGNE, "")
    record.supervision.approve(given.line, LAVIGNE, "clear")
    record.supervision.approve(given.line, LAVIGNE, "after all not", approved=False)
    approval = record.supervision.verdicts_on(item_id)[0].approval
    assert approval is not None
    assert (approval.approved, approval.by, approval.reason) == (False, "lavigne", "after all not")
    assert record.verify().ok
