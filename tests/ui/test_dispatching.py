"""A package's life: sent once, following port and custody, ended in time, told beside it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.dispatching import Dispatch
from app.domain.decision import Draft, ExamType, Kind, Recommendation, Urgency
from app.domain.dispatch import Step
from app.domain.errors import Refused
from app.domain.event import Event, EventKind
from app.domain.filing import FilingKind
from app.domain.shipment import Function
from app.review import Sitting
from app.settings import settings_of
from tests.ui.paper_values import text_of
from tests.unit.filing_values import filing
from tests.unit.room_values import OFFICER, House, shipment

REFERRAL = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("ANOMALY",),
    region_labels=("M1",),
    exam=ExamType.TAILGATE,
    urgency=Urgency.ROUTINE,
    confidence=4,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.record.close()


def sent(house: House) -> Dispatch:
    settings = settings_of(house.folder / "home", environ={})
    return Dispatch(settings, house.store, house.clock)


def seated(house: House) -> Sitting:
    house.arrive(None, shipment())
    house.screen()
    sitting = house.room().open(house.record.items()[0])
    for scan in sitting.item.scans:
        sitting.shown(scan.scan_id, "side")
    return sitting


def signed(house: House) -> Recommendation:
    return seated(house).sign(REFERRAL)


def moved(house: House, port: str) -> None:
    """The port of report changes (¶84)."""
    house.hand.pass_s(60)
    trip = dataclasses.replace(shipment().conveyance, fpoa=port)
    changed = shipment(
        function=Function.CHANGE, version=2, received_at=house.clock.now(), conveyance=trip
    )
    house.take([house.shipment_file(changed, name=f"change{port}.json")])


def test_a_referral_is_sent_once(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    (done,) = dispatch.run(house.record)
    assert (done.package_id, done.step) == (decision.recommendation_id, Step.SENT)
    assert {path.suffix for path in done.path.iterdir()} == {".json", ".pdf", ".dcs"}
    assert dispatch.run(house.record) == ()
    (package,) = house.record.item(decision.item_id).packages
    assert (package.address.port, package.address.code) == ("0351", "9XYZ")
    assert package.valid_until == decision.valid_until
    assert house.record.verify().ok


def test_what_died_between_folder_and_line_is_sent_again(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    folder = dispatch.folder(decision.recommendation_id)
    folder.mkdir(parents=True)
    (folder / "referral.json").write_text("half")
    (done,) = dispatch.run(house.record)
    assert json.loads((done.path / "referral.json").read_text())["package"]["issue"] == 1


def test_t50_another_port_gets_an_issue_of_its_own_and_the_old_one_is_told(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    dispatch.run(house.record)
    moved(house, "0427")
    (done,) = dispatch.run(house.record)
    assert done.package_id == f"{decision.recommendation_id}-2"
    tree = json.loads((done.path / "referral.json").read_text())
    assert (tree["exam"]["port"], tree["package"]["issue"]) == ("0427", 2)
    assert tree["package"]["replaces"] == decision.recommendation_id
    assert "Remplace un envoi antérieur." in text_of(done.path / "referral.pdf")[0]
    notice = dispatch.notice(decision.recommendation_id).read_text(encoding="utf-8")
    assert "SUPERSEDED: DO NOT ACT ON THIS PACKAGE." in notice
    assert "REMPLACÉ : NE PAS DONNER SUITE À CET ENVOI." in notice.replace("\u00a0", " ")
    assert f"Package {done.package_id} takes its place." in notice
    old, new = house.record.item(decision.item_id).packages
    assert (old.standing.step, old.standing.replaced_by) == (Step.SUPERSEDED, new.package_id)
    assert new.live
    assert dispatch.run(house.record) == ()
    assert house.record.verify().ok


def test_a_correction_supersedes_and_a_withdrawal_leaves_none(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    dispatch.run(house.record)
    again = (
        house.room()
        .open(decision.item_id)
        .sign(dataclasses.replace(REFERRAL, exam=ExamType.FULL_UNLOAD))
    )
    (done,) = dispatch.run(house.record)
    assert (done.package_id, done.step) == (again.recommendation_id, Step.SENT)
    house.room().open(decision.item_id).sign(
        Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=3, note="No.")
    )
    (last,) = dispatch.run(house.record)
    assert (last.package_id, last.step) == (again.recommendation_id, Step.SUPERSEDED)
    assert "No package takes its place." in last.path.read_text(encoding="utf-8")
    assert house.record.dispatch.live() == ()


def test_a_package_expires_and_its_notice_says_so(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    dispatch.run(house.record)
    house.hand.pass_s(dt.timedelta(days=31).total_seconds())
    (done,) = dispatch.run(house.record)
    assert done.step is Step.EXPIRED
    assert "EXPIRED" in done.path.read_text(encoding="utf-8")
    assert house.record.item(decision.item_id).packages[-1].standing.by == "dispatch"


def test_acknowledged_recalled_and_not_twice(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    dispatch.run(house.record)
    name = decision.recommendation_id
    dispatch.acknowledge(house.record, name, "M. Roy, 0351")
    with pytest.raises(Refused, match=r"acknowledged by M\. Roy"):
        dispatch.acknowledge(house.record, name, "M. Roy, 0351")
    dispatch.not_presented(house.record, name, "M. Roy, 0351", "last seen at the terminal")
    done = dispatch.recall(house.record, name, OFFICER, "Wrong trailer.")
    assert "Reason: Wrong trailer." in done.path.read_text(encoding="utf-8")
    with pytest.raises(Refused, match="is recalled since"):
        dispatch.acknowledge(house.record, name, "M. Roy, 0351")
    with pytest.raises(Refused, match="no package X-1"):
        dispatch.recall(house.record, "X-1", OFFICER, "")
    (package,) = house.record.item(decision.item_id).packages
    assert [step.step for step in package.steps] == [
        Step.SENT,
        Step.ACKNOWLEDGED,
        Step.NOT_PRESENTED,
        Step.RECALLED,
    ]
    assert dispatch.run(house.record) == ()
    (line,) = house.record.queue(include_decided=True)
    assert line.package is Step.RECALLED
    assert house.record.verify().ok


def test_a_notice_that_was_lost_comes_back(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    dispatch.run(house.record)
    dispatch.recall(house.record, decision.recommendation_id, OFFICER, "Wrong.")
    notice = dispatch.notice(decision.recommendation_id)
    notice.unlink()
    dispatch.write_notices(house.record, house.record.item(decision.item_id).packages)
    assert "RECALLED" in notice.read_text(encoding="utf-8")


def test_one_that_cannot_be_written_keeps_no_other_back(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    for digest in house.record.item(decision.item_id).scans[0].digests:
        house.store.forget(digest)
    with pytest.raises(Exception, match="no longer holds"):
        dispatch.run(house.record)
    assert house.record.item(decision.item_id).packages == ()


def renumbered(house: House, new: str = "9ABCBOND000077", port: str = "0351") -> None:
    """The cargo is re-manifested under the number of an in-bond movement (¶135)."""
    house.hand.pass_s(60)
    trip = dataclasses.replace(shipment().conveyance, fpoa=port)
    again = shipment(
        new, received_at=house.clock.now(), conveyance=trip, replaces_ccn="9XYZPARS0001234"
    )
    house.take([house.shipment_file(again, name="remanifest.json")])


def test_t67_the_port_is_told_the_new_number_of_what_is_referred(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    dispatch.run(house.record)
    renumbered(house)
    (done,) = dispatch.run(house.record)
    assert done.package_id == f"{decision.recommendation_id}-2"
    tree = json.loads((done.path / "referral.json").read_text())
    assert tree["package"]["replaces"] == decision.recommendation_id
    assert "9ABCBOND000077" in [one["ccn"] for one in tree["shipments"]]
    first = text_of(done.path / "referral.pdf")[0]
    assert "9XYZPARS0001234" in first
    assert "now 9ABCBOND000077 / maintenant 9ABCBOND000077" in " ".join(first.split())
    notice = dispatch.notice(decision.recommendation_id).read_text(encoding="utf-8")
    assert "re-manifested: it goes on under another number" in notice
    old, new = house.record.item(decision.item_id).packages
    assert (old.standing.step, new.numbers) == (Step.SUPERSEDED, ("9ABCBOND000077",))
    assert dispatch.run(house.record) == ()
    assert house.record.verify().ok


def test_t67_re_manifested_goods_are_examined_where_their_new_number_goes(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    dispatch.run(house.record)
    renumbered(house, port="0427")
    (done,) = dispatch.run(house.record)
    assert json.loads((done.path / "referral.json").read_text())["exam"]["port"] == "0427"
    assert house.record.item(decision.item_id).packages[-1].address.port == "0427"


def test_t67_another_shipment_that_lies_beside_it_sends_nothing_again(house: House) -> None:
    signed(house)
    dispatch = sent(house)
    dispatch.run(house.record)
    house.hand.pass_s(60)
    beside = shipment("9XYZPARS0009999", received_at=house.clock.now())
    house.take([house.shipment_file(beside, name="beside.json")])
    assert dispatch.run(house.record) == ()


def test_t43_the_referral_goes_to_the_warehouse_that_certified_the_arrival(house: House) -> None:
    decision, dispatch = signed(house), sent(house)
    dispatch.run(house.record)
    told = Event(
        EventKind.AT_WAREHOUSE,
        "9XYZPARS0001234",
        house.clock.now(),
        port="0453",
        sub_location="3252",
    )
    house.record.add_filings([filing(FilingKind.EVENT, told.key, told)])
    (done,) = dispatch.run(house.record)
    exam = json.loads((done.path / "referral.json").read_text())["exam"]
    assert (exam["custodian"], exam["custodian_code"]) == ("warehouse", "3252")
    assert (exam["port"], exam["place"]) == ("0453", "3252")
    first = " ".join(text_of(done.path / "referral.pdf")[0].split())
    assert "Warehouse 3252 / Entrepôt 3252" in first
    old, new = house.record.item(decision.item_id).packages
    assert (old.standing.step, new.live) == (Step.SUPERSEDED, True)
    assert dispatch.run(house.record) == ()
