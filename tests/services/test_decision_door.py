"""What a decision says is held against the record in both homes, also when it comes late."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType

import pytest

from app.domain.decision import Recommendation
from app.domain.errors import Refused
from app.domain.late import LateAct, Outcome, RestsUpon, What
from app.domain.notice import Notice, Severity
from app.domain.words import say
from app.domain.work import Item, LinkClass
from app.record import Record
from app.record.coding import text_of
from tests.services.homes import (
    PORT,
    TREMBLAY,
    FileHome,
    Home,
    Laid,
    ServerHome,
    file_home,
    lay_out,
)
from tests.services.postgres import Cluster
from tests.unit import record_values as values

NOTICE = Notice("R080", Severity.WARNING, "93", say("Mass: {mass}", mass="5 t"), subject="x")


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres)


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    opened: AbstractContextManager[FileHome | ServerHome]
    if request.param == "file":
        opened = file_home(tmp_path)
    else:
        opened = request.getfixturevalue("laid").home(tmp_path)
    with opened as made:
        yield made


@pytest.fixture
def desk(home: Home) -> Record:
    return home.seat(TREMBLAY)


def under_review(home: Home, desk: Record, name: str = "s1") -> Item:
    """Let a scan with its data arrive, and take it up."""
    record = home.intake()
    read = MappingProxyType({"CONTAINER": "CSQU 305438-3"})
    scan = dataclasses.replace(values.scan(name), identifiers=read)
    record.add_image(scan, values.image(sum(map(ord, name))))
    record.add_shipment(values.shipment(f"CCN{name}", port=PORT))
    record.put_link(values.link(name, f"CCN{name}"))
    item = desk.claim(record.item_of_scan(name), TREMBLAY)
    desk.note_shown(item.item_id, TREMBLAY, (name, item.scans[0].views[0]))
    return item


def referral(item: Item, **changed: object) -> Recommendation:
    made = values.recommendation("d1", item.item_id, scans=item.scans, at=values.now())
    digests = tuple(one.sha256 for one in item.shipments)
    return dataclasses.replace(made, shipment_digests=digests, model=(), **changed)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"valid_until": None}, "until when the port may act"),
        ({"valid_until": values.MOMENT - dt.timedelta(days=99)}, "until when the port may act"),
        ({"subjects": ("CCNs9",)}, "speaks of CCNs9, which is neither tied"),
        ({"acknowledged": ("R080:x",)}, "notice R080:x was acknowledged, and nobody"),
    ],
)
def test_what_no_review_can_have_come_to_is_refused(
    home: Home, desk: Record, changed: dict[str, object], says: str
) -> None:
    item = under_review(home, desk)
    with pytest.raises(Refused, match=says):
        desk.decide(referral(item, **changed), officer=TREMBLAY)
    assert desk.item(item.item_id).decisions == ()


@pytest.mark.parametrize("subject", ["CCNs1", "TRL-s1", "CSQU3054383", "CSQU 305438-3", "s1"])
def test_every_name_of_what_an_item_shows_is_its_own(
    home: Home, desk: Record, subject: str
) -> None:
    item = under_review(home, desk)
    desk.acknowledge(item.item_id, TREMBLAY, NOTICE)
    signed = referral(item, subjects=(subject,), acknowledged=("R080:x",))
    assert desk.decide(signed, officer=TREMBLAY).subjects == (subject,)
    assert home.intake().verify().reason is None


def test_a_link_that_was_undone_is_no_subject_any_more(home: Home, desk: Record) -> None:
    item = under_review(home, desk)
    home.intake().put_link(values.link("s1", "CCNs1", LinkClass.NONE))
    with pytest.raises(Refused, match="speaks of CCNs1"):
        desk.decide(referral(item, subjects=("CCNs1",)), officer=TREMBLAY)


def late(item: Item, signed: Recommendation) -> LateAct:
    """Return the act by which a decision comes that was made while the line was cut."""
    at, body = signed.times.decided_at, text_of(signed)
    rests = RestsUpon(1)
    return LateAct(
        signed.recommendation_id, item.item_id, "tremblay", What.DECISION, at, body, rests
    )


def hours_ago(item: Item, **changed: object) -> Recommendation:
    at = values.now() - dt.timedelta(hours=7)
    signed = referral(item, degraded=True, **changed)
    return dataclasses.replace(signed, times=dataclasses.replace(signed.times, decided_at=at))


def test_what_was_decided_alone_hours_ago_is_delivered(home: Home, desk: Record) -> None:
    item = under_review(home, desk)
    signed = hours_ago(item, subjects=("CCNs1",))
    # What was tied to the item when she decided counts for her.
    home.intake().put_link(values.link("s1", "CCNs1", LinkClass.NONE))
    assert desk.late.deliver(late(item, signed), TREMBLAY).outcome is Outcome.TAKEN
    assert [one.recommendation_id for one in desk.item(item.item_id).decisions] == ["d1"]
    assert [one.recommendation for one in desk.late.to_confirm(TREMBLAY)] == [signed]
    assert home.intake().verify().reason is None


def test_what_was_decided_alone_wrongly_is_kept_with_the_reason(home: Home, desk: Record) -> None:
    item = under_review(home, desk)
    answer = desk.late.deliver(late(item, hours_ago(item, valid_until=None)), TREMBLAY)
    assert answer.outcome is Outcome.REFUSED
    assert "until when the port may act" in str(answer.why)
    assert desk.item(item.item_id).decisions == ()


def test_a_server_takes_no_old_decision_that_was_not_made_alone(laid: Laid, tmp_path: Path) -> None:
    with laid.home(tmp_path) as home:
        desk = home.seat(TREMBLAY)
        item = under_review(home, desk)
        with pytest.raises(Refused, match="more than five minutes from the server's clock"):
            desk.decide(hours_ago(item), officer=TREMBLAY)
        desk.decide(referral(item), officer=TREMBLAY)
