"""A review over a line that is cut: the officer goes on, and the record has it all afterwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Draft, ExamType, Kind
from app.domain.errors import Held, Refused, ServerGone, SignInRefused
from app.domain.late import LineState, Outcome, Standing
from app.domain.mark import Mark, MarkAct
from app.domain.notice import Severity
from app.domain.observation import Observation
from app.domain.officer import Officer
from app.domain.second import SecondPerson
from app.domain.threat import Verdict
from app.domain.words import say
from app.domain.work import Item, ItemState, LinkClass
from app.outage import AwayRecord, Box, KeptDoor, Line
from app.outage.line import LONGEST_WAIT_S, SPREAD
from app.record import Record
from app.review import ReviewRoom, Sitting
from app.review.marking import do
from app.vault import Vault
from tests.unit.record_values import CHEAP, HandClock, mark
from tests.unit.room_values import OFFICER, OTHER, SITE, House, flagging, radiograph, shipment

KEY = bytes(range(32))
REFERRAL = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("ANOMALY",),
    region_labels=("M1",),
    exam=ExamType.FULL_UNLOAD,
    exam_place="4271",
    confidence=4,
    note="block",
)


class Wire:
    """A line that can be cut by hand."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.cut = False

    def connect(self) -> Record:
        if self.cut:
            raise ServerGone(say("gone"))
        return self.house.record


class Desk:
    """One workstation on the wire."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.wire = Wire(house)
        self.folder = folder
        self.sit()

    def sit(self) -> None:
        """Begin anew, as after a kill."""
        self.line = Line(self.house.clock, lambda: 0.5)
        self.away = AwayRecord(
            self.wire.connect, self.line, self.house.clock, self._box, self.folder / "record.db"
        )
        self.away.seat(OFFICER)
        self.room = ReviewRoom(self.away, self.house.store, self.house.clock, OFFICER, site=SITE)

    def _box(self, officer: Officer) -> Box:
        return Box(self.folder / "alone", officer.account, "agency", KEY)

    def cut(self) -> None:
        """Cut the line; nobody has noticed yet."""
        self.wire.cut = True
        self.away._drop()

    def mend(self) -> None:
        """Mend it, and let everything arrive."""
        self.wire.cut = False
        self.away.probe()
        while self.away.send_next():
            assert self.away.stands.state is LineState.SENDING

    def review(self) -> Sitting:
        """Take the truck up and look at all of it."""
        sitting = self.room.next()
        assert sitting is not None
        look(sitting)
        return sitting


def look(sitting: Sitting) -> None:
    sitting.first_paint()
    for scan in sitting.item.scans:
        for view in scan.views:
            sitting.shown(scan.scan_id, view)
            sitting.viewed(scan.scan_id, view)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.arrive(None, shipment())
    made.screen(flagging)
    yield made
    made.record.close()


@pytest.fixture
def desk(house: House, tmp_path: Path) -> Desk:
    return Desk(house, tmp_path / "desk")


def drawn(sitting: Sitting, name: str = "m1", number: int = 1) -> Mark:
    scan = sitting.item.scans[0]
    made = mark(name, number, scan.scan_id)
    return dataclasses.replace(made, view=scan.views[0])


def judge(sitting: Sitting) -> None:
    """Do everything that an officer does before the signature."""
    mark_ = drawn(sitting)
    sitting.do_mark(MarkAct(None, mark_))
    sitting.do_mark(MarkAct(mark_, dataclasses.replace(mark_, note="behind the doors")))
    finding = sitting.item.reports[0].findings[0]
    sitting.give_verdict(finding.finding_id, Verdict.AGREE)
    for notice in sitting.open_notices:
        if notice.severity is Severity.WARNING:
            sitting.acknowledge(notice.key)
    sitting.observe(Observation.TOW, "car")
    sitting.keep_draft(REFERRAL)
    sitting.tool_used("zoom")


def same(one: Item, other: Item) -> bool:
    """Whether two items are alike in what officers did."""
    names = ("marks", "verdicts", "acknowledged", "viewed", "shown", "observed", "state")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def test_while_the_line_holds_nothing_is_kept_here(house: House, desk: Desk) -> None:
    sitting = desk.review()
    judge(sitting)
    sitting.sign(REFERRAL)
    assert desk.away.stands == Standing()
    assert desk.away.waiting() == ()
    (item_id,) = house.record.items()
    assert same(house.record.item(item_id), sitting.item)
    assert house.record.late.received_on(item_id) == ()


@pytest.mark.parametrize("looked", [False, True])
def test_t09_a_review_goes_on_alone_and_arrives_with_both_times(
    house: House, desk: Desk, looked: bool
) -> None:
    sitting = desk.room.next()
    assert sitting is not None
    if looked:
        look(sitting)
    desk.cut()
    if not looked:
        look(sitting)
    judge(sitting)
    house.hand.pass_s(600)
    signed = sitting.sign(REFERRAL)
    assert signed.degraded
    assert sitting.item.state is ItemState.DECIDED
    standing = desk.away.stands
    assert (standing.state, standing.to_send) == (LineState.ALONE, len(desk.away.waiting()))
    (item_id,) = house.record.items()
    assert house.record.item(item_id).decisions == ()
    house.hand.pass_s(1200)
    desk.mend()
    kept = house.record.item(item_id)
    assert kept.decisions == (signed,)
    assert same(kept, sitting.item)
    assert {one.outcome for one in house.record.late.received_on(item_id)} == {Outcome.TAKEN}
    last = house.record.late.received_on(item_id)[-1]
    assert (last.received_at - last.done_at).total_seconds() == 1200
    assert desk.away.stands == Standing(to_confirm=1)
    assert house.record.verify().ok


def test_a_decision_made_alone_is_confirmed(desk: Desk) -> None:
    sitting = desk.review()
    desk.cut()
    judge(sitting)
    signed = sitting.sign(REFERRAL)
    assert desk.away.look_what_waits() == ()
    desk.mend()
    (alone,) = desk.away.look_what_waits()
    assert alone.recommendation == signed
    with pytest.raises(Refused, match="Look at item"):
        desk.away.confirm(signed.recommendation_id)
    look(desk.room.look_again(sitting.item_id))
    desk.away.confirm(signed.recommendation_id)
    assert desk.away.look_what_waits() == ()
    assert desk.away.stands == Standing()


def test_it_is_not_confirmed_while_the_line_is_cut(desk: Desk, house: House) -> None:
    """What changed meanwhile, nobody here knows."""
    sitting = desk.review()
    desk.cut()
    judge(sitting)
    signed = sitting.sign(REFERRAL)
    desk.mend()
    desk.away.look_what_waits()
    again = desk.room.look_again(sitting.item_id)
    look(again)
    desk.cut()
    with pytest.raises(ServerGone):
        desk.away.confirm(signed.recommendation_id)
    desk.wire.cut = False
    with pytest.raises(ServerGone):
        desk.away.confirm(signed.recommendation_id)
    assert len(house.record.late.to_confirm(OFFICER)) == 1


def test_it_says_what_can_be_opened_while_the_line_is_cut(desk: Desk) -> None:
    sitting = desk.review()
    assert desk.away.stands.here == frozenset(), "on line nobody asks"
    desk.cut()
    judge(sitting)
    assert desk.away.stands.here == {sitting.item_id}
    sitting.sign(REFERRAL)
    assert desk.away.stands.here == frozenset()
    desk.mend()
    assert desk.away.stands.here == frozenset()


def test_or_corrected(desk: Desk) -> None:
    sitting = desk.review()
    desk.cut()
    judge(sitting)
    signed = sitting.sign(REFERRAL)
    with pytest.raises(Refused, match="when the line to the record is back"):
        desk.room.open(sitting.item_id)
    desk.mend()
    again = desk.room.open(sitting.item_id)
    corrected = again.sign(dataclasses.replace(REFERRAL, note="and another behind it"))
    assert corrected.supersedes == signed.recommendation_id
    assert not corrected.degraded
    assert desk.away.look_what_waits() == ()


def test_a_release_confirms_its_links_alone_too(house: House, desk: Desk) -> None:
    sitting = desk.review()
    desk.cut()
    judge(sitting)
    links = [(link.scan_id, link.shipment_id) for link in sitting.item.links]
    for ends in links:
        sitting.confirm_link(*ends)
    desk.mend()
    classes = {link.link_class for link in house.record.item(sitting.item_id).links}
    assert classes == {LinkClass.CONFIRMED}


def test_what_is_done_survives_a_kill(house: House, desk: Desk) -> None:
    sitting = desk.review()
    desk.cut()
    judge(sitting)
    signed = sitting.sign(REFERRAL)
    waiting = desk.away.waiting()
    desk.away._box.close()
    desk.sit()
    assert desk.away.waiting() == waiting
    assert desk.away.stands.state is LineState.ALONE
    desk.mend()
    assert house.record.item(sitting.item_id).decisions == (signed,)


def test_what_the_record_refuses_is_kept_until_it_was_read(house: House, desk: Desk) -> None:
    sitting = desk.review()
    desk.cut()
    judge(sitting)
    signed = sitting.sign(REFERRAL)
    house.hand.pass_s(3600)
    house.record.claim(sitting.item_id, OTHER)
    desk.mend()
    assert house.record.item(sitting.item_id).decisions == ()
    refused = [one for one in desk.away.waiting() if one.refused is not None]
    assert refused[-1].act.act_id == signed.recommendation_id
    assert "is with singh now" in str(refused[-1].refused)
    assert desk.away.stands.refused == len(refused)
    for one in refused:
        desk.away.take_note(one.act.act_id)
    assert desk.away.waiting() == ()
    assert house.record.verify().ok


def test_nothing_is_claimed_alone_but_what_is_here_can_be_looked_at(
    house: House, desk: Desk
) -> None:
    house.arrive(radiograph("1.2.3.5", "OTHER", seed=2), shipment("9XYZPARS0005555"))
    first = desk.review()
    queue = desk.room.lines()
    (other,) = (line.item_id for line in queue if line.item_id != first.item_id)
    desk.cut()
    with pytest.raises(ServerGone, match="line to the record is cut"):
        desk.room.next()
    with pytest.raises(ServerGone, match="line to the record is cut"):
        desk.room.open(other)
    assert desk.room.lines() == queue
    desk.mend()
    desk.away.item(other)
    desk.cut()
    with pytest.raises(Held):
        desk.room.open(other)
    read = desk.room.read(other)
    assert read.item.item_id == other
    with pytest.raises(Refused, match="is not yours"):
        read.observe(Observation.TOW, "car")
    assert desk.room.open(first.item_id).item_id == first.item_id


def test_what_was_claimed_before_can_be_finished_one_after_the_other(
    house: House, desk: Desk
) -> None:
    house.arrive(radiograph("1.2.3.5", "OTHER", seed=2), shipment("9XYZPARS0005555"))
    one, two = desk.room.next(), desk.room.next()
    assert one is not None
    assert two is not None
    assert len(desk.room.lines()) == 2
    desk.cut()
    following = desk.room.next()
    assert following is not None
    assert following.item_id == one.item_id
    following.hand_back()
    lines = {line.item_id: line.state for line in desk.room.lines()}
    assert lines[two.item_id] is ItemState.CLAIMED
    desk.mend()
    assert house.record.item(one.item_id).state is ItemState.WAITING


def test_what_takes_two_persons_waits_for_the_line(desk: Desk) -> None:
    sitting = desk.review()
    desk.cut()
    judge(sitting)
    made = dataclasses.replace(sitting.sign(REFERRAL), overrides={"R020:x": "seen on paper"})
    second = SecondPerson("roy", "a password")
    with pytest.raises(Refused, match="second person"):
        desk.away.decide(made, officer=OFFICER, second=second)
    kept = b"".join(path.read_bytes() for path in (desk.folder / "alone").iterdir())
    assert b"a password" not in kept


def test_a_mark_drawn_and_removed_alone_was_never_there_twice(house: House, desk: Desk) -> None:
    sitting = desk.review()
    one = drawn(sitting)
    sitting.do_mark(MarkAct(None, one))
    desk.cut()
    for act in (MarkAct(one, None), MarkAct(None, one), MarkAct(one, None)):
        do(desk.away, sitting.item_id, OFFICER, act)
    two = drawn(sitting, "m2", 2)
    sitting.do_mark(MarkAct(None, two))
    assert sitting.item.marks == (two,)
    desk.mend()
    assert house.record.item(sitting.item_id).marks == (two,)
    assert house.record.last_mark_number(sitting.item_id) == 2


def test_without_an_outbox_an_act_waits_as_it_does_for_a_full_disk(
    house: House, desk: Desk, tmp_path: Path
) -> None:
    other = Desk(house, tmp_path / "desk")
    assert other.away.told is not None
    assert "Another window" in str(other.away.told)
    sitting = other.room.next()
    assert sitting is not None
    other.cut()
    with pytest.raises(ServerGone):
        sitting.keep_draft(REFERRAL)
    assert desk.away.told is None


# --- the line ----------------------------------------------------------------------------------


def test_waits_grow_to_a_bound_and_are_spread() -> None:
    for chance, factor in ((0.0, 1 - SPREAD), (0.5, 1.0), (1.0, 1 + SPREAD)):
        line = Line(HandClock().clock, lambda chance=chance: chance)
        waits = []
        for _ in range(12):
            line.failed()
            waits.append(line.wait_s())
        assert waits[0] == 2.0 * factor
        assert waits == sorted(waits)
        assert waits[-1] == LONGEST_WAIT_S * factor


def test_the_time_is_that_of_the_first_loss() -> None:
    hand = HandClock()
    line = Line(hand.clock)
    line.lost()
    since = line.since
    hand.pass_s(60)
    line.failed()
    line.reached()
    assert (line.since, line.state) == (since, LineState.SENDING)
    line.lost()
    assert (line.since, line.state) == (since, LineState.ALONE)
    line.back()
    assert (line.since, line.holds) == (None, True)


# --- the door ----------------------------------------------------------------------------------


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


@pytest.fixture
def door(tmp_path: Path, hand: HandClock) -> KeptDoor:
    return KeptDoor(tmp_path / "alone", Vault(tmp_path / "keys"), "agency", hand.clock, CHEAP)


def test_who_signed_in_not_long_ago_signs_in_alone(
    door: KeptDoor, hand: HandClock, tmp_path: Path
) -> None:
    door.remember(OFFICER, "a long enough password")
    assert door.open("tremblay", "a long enough password") == OFFICER
    data = b"".join(path.read_bytes() for path in (tmp_path / "alone").iterdir())
    assert b"argon2" not in data
    assert b"Tremblay" not in data
    hand.pass_s(15 * 3600)
    assert door.open("tremblay", "a long enough password") == OFFICER
    hand.pass_s(2 * 3600)
    with pytest.raises(SignInRefused):
        door.open("tremblay", "a long enough password")


def test_nobody_else_does(door: KeptDoor) -> None:
    door.remember(OFFICER, "a long enough password")
    for account, password in (
        ("tremblay", "another password"),
        ("singh", "a long enough password"),
    ):
        with pytest.raises(SignInRefused, match="Only who signed in"):
            door.open(account, password)


def test_guessing_takes_time_also_after_a_kill(
    door: KeptDoor, hand: HandClock, tmp_path: Path
) -> None:
    door.remember(OFFICER, "a long enough password")
    for _ in range(5):
        with pytest.raises(SignInRefused, match="Only who"):
            door.open("tremblay", "a guess")
    again = KeptDoor(tmp_path / "alone", Vault(tmp_path / "keys"), "agency", hand.clock, CHEAP)
    with pytest.raises(SignInRefused, match=r"in 3[01] seconds"):
        again.open("tremblay", "a long enough password")
    hand.pass_s(31)
    assert again.open("tremblay", "a long enough password") == OFFICER
    for _ in range(5):
        with pytest.raises(SignInRefused, match="Only who"):
            again.open("tremblay", "a guess")
