"""What examinations came to, and recalls: in either home the same people may, and read the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

from app.domain.decision import Kind, Recommendation, Region, Times, Urgency
from app.domain.dispatch import Address, Custodian, PackageStep, Step
from app.domain.errors import Refused
from app.domain.exam_result import ExamOutcome, ExamResult, Hit, RegionHit
from app.domain.officer import Officer, Role
from tests.services.homes import (
    ELSEWHERE,
    FAR,
    PORT,
    ROY,
    SINGH,
    TREMBLAY,
    FileHome,
    Home,
    Laid,
    ServerHome,
    file_home,
    lay_out,
)
from tests.services.postgres import Cluster
from tests.services.test_two_homes import arrive, look, proved, referral
from tests.unit import record_values as values

THIRD = "0351"
LEBLANC = Officer("leblanc", "L. Leblanc", Role.PORT_OFFICER, PORT)
OKAFOR = Officer("okafor", "E. Okafor", Role.SUPERVISOR, PORT)
EVANS = Officer("evans", "F. Evans", Role.EVALUATOR, PORT)
MARTIN = Officer("martin", "H. Martin", Role.ADMINISTRATOR)
FAR_BOSS = Officer("gagnon", "J. Gagnon", Role.SUPERVISOR, ELSEWHERE)
FAR_PORT = Officer("caron", "K. Caron", Role.PORT_OFFICER, ELSEWHERE)
THIRD_BOSS = Officer("pelletier", "M. Pelletier", Role.SUPERVISOR, THIRD)
HERE = (TREMBLAY, SINGH, LEBLANC, OKAFOR, ROY)
AWAY = (FAR, FAR_BOSS, FAR_PORT, THIRD_BOSS)
PEOPLE = (*HERE, *AWAY, EVANS, MARTIN)
SQUARE = ((1.0, 1.0), (9.0, 1.0), (9.0, 9.0))
PLACES = (Region("M1", "s1", "side", SQUARE, SQUARE),)


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres, PEOPLE)


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        yield home


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    opened: AbstractContextManager[FileHome | ServerHome]
    if request.param == "file":
        opened = file_home(tmp_path, PEOPLE)
    else:
        opened = request.getfixturevalue("laid").home(tmp_path)
    with opened as made:
        yield made


def decided(
    home: Home,
    kind: Kind = Kind.REFER_FOR_EXAM,
    by: Officer = TREMBLAY,
    regions: tuple[Region, ...] = PLACES,
) -> str:
    """Let goods of `PORT` be decided as ``d1``; return their item."""
    item_id, desk = arrive(home.intake(), "s1", 1), home.seat(by)
    if by.port != PORT:
        home.seat(ROY).turns.assign(item_id, ROY, by.account, "Yours")
    item = desk.claim(item_id, by)
    look(desk, item, by)
    desk.decide(referral("d1", item, by, kind=kind, regions=regions, unit=by.port), officer=by)
    return item_id


def step(kind: Step, to: str = "", by: str = "dispatch") -> PackageStep:
    """Return a step of the package of ``d1``."""
    address = Address(to, "", Custodian.CARRIER, "9XYZ") if to else None
    return PackageStep("d1", "d1", 1, kind, by, values.now(), address=address)


def sent(home: Home, to: str = PORT, by: Officer = TREMBLAY) -> str:
    """Let the package of a referral be sent to a port; return the item."""
    item_id = decided(home, by=by)
    home.intake().dispatch.add_steps(item_id, "dispatch", [step(Step.SENT, to)])
    return item_id


def result(number: str = "", of: str = "d1", **changed: object) -> ExamResult:
    hits = (RegionHit("M1", Hit.HIT),)
    ended = values.now()
    told = ExamResult(of, ExamOutcome.RESULTANT, "M. Bélanger", ended, number, regions=hits)
    return dataclasses.replace(told, **changed)


def says(home: Home, officer: Officer, told: ExamResult | None = None) -> str:
    """Let somebody look a decision up and say a result of it; return the refusal, or nothing."""
    dispatch = home.seat(officer).dispatch
    looked_up = refusal(lambda: dispatch.referral("d1", officer).regions == PLACES)
    kept = refusal(lambda: dispatch.report(told or result(officer.account), officer))
    # What the form says when she looks it up is what the record says.
    assert looked_up == kept
    return kept


def refusal(act: Callable[[], object]) -> str:
    """Return the sentence by which an act is refused; nothing when it is done."""
    try:
        done = act()
    except Refused as refused:
        return str(refused)
    assert done
    return ""


def not_of(port: str) -> str:
    return (
        f"There is no referral d1 that port {port} says something of. Look at the number, or ask "
        "the office that sent it."
    )


def test_people_of_the_port_say_what_an_exam_came_to_and_others_do_not(home: Home) -> None:
    item_id = sent(home)
    assert [says(home, officer) for officer in HERE] == [""] * len(HERE)
    assert [says(home, officer) for officer in AWAY] == [not_of(one.port) for one in AWAY]
    assert [says(home, officer) for officer in (EVANS, MARTIN)] == [
        f"{one.name} says nothing of examinations here: the role {one.role} does not include it."
        for one in (EVANS, MARTIN)
    ]
    kept = home.seat(OKAFOR).item(item_id).results
    assert [(one.by, one.version, one.found_later) for one in kept] == [
        (officer.account, 1, False) for officer in HERE
    ]
    assert proved(home)


def test_people_of_the_port_that_it_was_sent_to_say_it_too(home: Home) -> None:
    """Goods go on: the exam is made where the package went, or where they arrived."""
    sent(home, to=ELSEWHERE)
    assert [says(home, one) for one in (FAR, FAR_BOSS, FAR_PORT, LEBLANC)] == [""] * 4
    assert says(home, THIRD_BOSS) == not_of(THIRD)
    # Versions go on over what somebody of another port has said.
    again = result(FAR.account, outcome=ExamOutcome.PENDING_LAB)
    kept = home.seat(LEBLANC).dispatch.report(again, LEBLANC)
    assert kept is not None
    assert (kept.version, kept.by) == (2, "leblanc")
    assert proved(home)


def test_what_was_found_later_is_said_by_port_officers_and_supervisors(home: Home) -> None:
    item_id = decided(home, Kind.RECOMMEND_RELEASE)
    told = (
        "{} says nothing of what was found in goods that were not referred: a port officer or a "
        "supervisor of the port does."
    )
    for officer in (TREMBLAY, SINGH):
        assert says(home, officer) == told.format(officer.name)
    assert [says(home, officer) for officer in AWAY] == [not_of(one.port) for one in AWAY]
    assert [says(home, officer) for officer in (LEBLANC, OKAFOR, ROY)] == [""] * 3
    kept = home.seat(OKAFOR).item(item_id).results
    assert [(one.by, one.found_later) for one in kept] == [
        *(("leblanc", True), ("okafor", True), ("roy", True))
    ]
    assert proved(home)


def test_goods_that_nobody_knows_the_port_of_are_everybodys(home: Home) -> None:
    item_id = values.arrive(home.intake(), "s1", 1)
    desk = home.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    look(desk, item)
    desk.decide(referral("d1", item, regions=PLACES), officer=TREMBLAY)
    assert [says(home, officer) for officer in (SINGH, FAR, FAR_PORT)] == [""] * 3


def test_one_result_is_kept_once_and_corrected_by_whoever_may(home: Home) -> None:
    item_id = sent(home)
    told = result("0351-77")
    port, boss = home.seat(LEBLANC).dispatch, home.seat(OKAFOR).dispatch
    assert port.report(told, LEBLANC) is not None
    assert port.report(told, LEBLANC) is None
    assert boss.report(told, OKAFOR) is None
    corrected = boss.report(dataclasses.replace(told, outcome=ExamOutcome.PARTLY), OKAFOR)
    assert corrected is not None
    assert (corrected.version, corrected.by) == (2, "okafor")
    with pytest.raises(Refused, match="no place M9; it has M1"):
        port.report(result(regions=(RegionHit("M9", Hit.HIT),)), LEBLANC)
    with pytest.raises(Refused, match="There is no referral d9"):
        port.report(result(of="d9"), LEBLANC)
    assert len(home.seat(TREMBLAY).item(item_id).results) == 2
    assert proved(home)


@pytest.mark.parametrize("ended", [Step.EXPIRED, Step.SUPERSEDED, Step.RECALLED])
def test_an_exam_that_was_made_is_told_also_when_nobody_should_have_made_it(
    home: Home, ended: Step
) -> None:
    """Late, of a referral that was recalled, or of one that a release has superseded since."""
    item_id = sent(home)
    desk = home.seat(TREMBLAY)
    if ended is Step.RECALLED:
        desk.dispatch.recall(item_id, TREMBLAY, step(ended, by="tremblay"))
    else:
        home.intake().dispatch.add_steps(item_id, "dispatch", [step(ended)])
    if ended is Step.SUPERSEDED:
        item = desk.claim(item_id, TREMBLAY)
        look(desk, item)
        released = referral("d2", item, kind=Kind.RECOMMEND_RELEASE, supersedes="d1")
        desk.decide(released, officer=TREMBLAY)
    before = desk.item(item_id).decisions
    assert says(home, SINGH) == ""
    kept = home.seat(LEBLANC).dispatch.report(result("later"), LEBLANC)
    assert kept is not None
    assert (kept.recommendation_id, kept.found_later) == ("d1", False)
    assert desk.item(item_id).decisions == before
    assert proved(home)


# --- recalls -----------------------------------------------------------------------------------


def recalls(home: Home, item_id: str, officer: Officer) -> str:
    """Let somebody recall the package of ``d1``; return the refusal, or nothing."""
    dispatch = home.seat(officer).dispatch
    told = step(Step.RECALLED, by=officer.account)
    refused = refusal(lambda: dispatch.package("d1")) or refusal(
        lambda: dispatch.recall(item_id, officer, told) is None
    )
    if not refused:
        assert dispatch.package("d1").standing.step is Step.RECALLED
    return refused


NOT_SENT = (
    "Package d1 is recalled by farrell, who signed its referral, or by a supervisor of the port "
    "where that was signed or where the goods arrive."
)


@pytest.mark.parametrize("by", [FAR, FAR_BOSS, OKAFOR, ROY], ids=lambda one: one.account)
def test_who_sent_a_referral_recalls_it(home: Home, by: Officer) -> None:
    """Signed at one port for goods that arrive at another, and sent to a third."""
    item_id = sent(home, to=THIRD, by=FAR)
    assert recalls(home, item_id, SINGH) == NOT_SENT
    assert recalls(home, item_id, THIRD_BOSS) == NOT_SENT
    assert recalls(home, item_id, LEBLANC) in {
        "Your role does not recall packages.",
        # A server shows a port officer what was sent to her port alone.
        "There is no package d1 on record.",
    }
    assert recalls(home, item_id, by) == ""
    assert "recalled since" in recalls(home, item_id, by)
    assert proved(home)


def test_a_port_that_has_nothing_to_do_with_it_does_not_even_find_it(server: ServerHome) -> None:
    item_id = sent(server)
    assert recalls(server, item_id, FAR_BOSS) == "There is no package d1 on record."
    told = step(Step.RECALLED, by=FAR_BOSS.account)
    for officer in (FAR_BOSS, LEBLANC):
        seat = server.seat(officer).dispatch
        with pytest.raises(Refused):
            seat.recall(item_id, officer, dataclasses.replace(told, by=officer.account))


# --- what a server shows for it ----------------------------------------------------------------


def test_a_port_officer_learns_of_a_release_that_it_was_signed_and_not_why(
    server: ServerHome,
) -> None:
    item_id = decided(server, Kind.RECOMMEND_RELEASE)
    found: Recommendation = server.seat(LEBLANC).dispatch.referral(item_id.lower(), LEBLANC)
    whole = server.seat(OKAFOR).dispatch.referral(item_id, OKAFOR)
    assert whole.note
    at = whole.times.decided_at
    assert found == Recommendation(
        recommendation_id="d1",
        supersedes="",
        item_id=whole.item_id,
        kind=Kind.RECOMMEND_RELEASE,
        scope=whole.scope,
        subjects=(),
        shipment_digests=(),
        scans=(),
        link_classes={},
        reasons=(),
        regions=PLACES,
        exam=None,
        exam_port="",
        exam_place="",
        urgency=Urgency.ROUTINE,
        confidence=0,
        note="",
        acknowledged=(),
        notices=(),
        model=(),
        times=Times(at, None, None, at, 0.0, 0.0, None, None),
        officer=TREMBLAY.account,
        role="",
        workstation="",
        authority="",
        program_version="",
    )
    server.intake().dispatch.add_steps(item_id, "dispatch", [step(Step.SENT, PORT)])
    assert server.seat(LEBLANC).dispatch.referral("d1", LEBLANC) == whole


def test_of_its_places_a_port_officer_is_told_where_and_not_of_what(server: ServerHome) -> None:
    told = dataclasses.replace(PLACES[0], place="5.5 m from left", size_m=(1.5, 0.5))
    about = dataclasses.replace(told, from_finding="r1/1", subject="8000X", severity=3)
    decided(server, regions=(about, dataclasses.replace(about, label="1")))
    places = server.seat(LEBLANC).dispatch.referral("d1", LEBLANC).regions
    assert places == (told, dataclasses.replace(told, label="1"))


@pytest.mark.parametrize(("account", "refused"), [("gagnon", "no_package"), ("okafor", "")])
def test_a_decision_that_says_no_office_is_not_every_ports(
    server: ServerHome, account: str, refused: str
) -> None:
    """Decisions of before say none."""
    sent(server)
    asked = (
        "SELECT require_sender(one, 'd1', jsonb_populate_record(signed, "
        "jsonb_build_object('body', (signed.body::jsonb - 'unit')::text))) "
        "FROM person AS one, decision AS signed WHERE one.account = %s"
    )
    with psycopg.connect(**server.cluster.superuser(server.database)) as connection:
        connection.execute("SET search_path = prescreen")
        if not refused:
            connection.execute(asked, (account,))
            return
        with pytest.raises(psycopg.Error, match=refused):
            connection.execute(asked, (account,))
