"""Filings on record: once each, in any order, found by any number, and proved."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.dossier import Standing
from app.domain.event import EventKind
from app.domain.filing import Filing, Loading, Verdict
from app.domain.hit import Hit, HitKind
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Party,
    Value,
)
from app.record import Added, Record
from app.record.chain import LineKind
from app.record.coding import plain
from app.record.indexing import SCHEME, index_anew
from app.record.numbers import numbers_of_scan, numbers_of_shipment
from app.shipments.discrepancies import told_by
from app.shipments.lifecycle import dossier, named_by
from tests.unit import filing_values as values
from tests.unit.filing_values import (
    CCN,
    CRN,
    answer,
    at,
    cargo,
    close,
    event,
    house_bill,
    trip,
)
from tests.unit.record_values import Workspace, arrive, image, link, scan, shipment

OTHER = "9XYZPARS0005678"
CHANGE, DELETE = Function.CHANGE, Function.DELETE

FLIGHT = "ZZ0001/2026-11-20/CGN"
LINES = tuple(
    Loading(number, pieces=2, weight_kg=Decimal(60), description="WATCHES")
    for number in ("999-40001231", "999-40001242", "999-40001253")
)

STORY: tuple[Filing, ...] = (
    cargo(control="1/1/1"),
    answer(Verdict.ACCEPTED, control="1/1", hours=0.1),
    trip(CRN, CCN, OTHER, hours=0.2, equipment=(Equipment("trailer", "SMPL530117", plate="AB1"),)),
    cargo(OTHER, hours=0.3, control="1/2/1", consolidated=True),
    house_bill("8ABCHB1", OTHER, hours=0.4),
    house_bill("8ABCHB2", "8ABCHB1", hours=0.4),
    close(OTHER, "8ABCHB1", "8ABCHB3", hours=0.5),
    cargo(hours=1, function=CHANGE, pieces=90, control="2/1/1"),
    answer(Verdict.REJECTED, control="2", hours=1.2, reason="E7"),
    cargo(hours=1.5, function=CHANGE, pieces=80, control="3/1/1"),
    cargo("9XYZGONE01", hours=1),
    cargo("9XYZGONE01", hours=2, function=DELETE),
    cargo("9XYZBACK01", hours=2.5),
    trip(CRN, OTHER, hours=2, function=CHANGE),
    event(EventKind.CONVEYANCE_ARRIVED, CRN, hours=4),
    cargo(OTHER, hours=5, function=DELETE),
    event(EventKind.REMANIFESTED, OTHER, hours=6, other_key="9XYZINBOND1", approved="yes"),
    event(EventKind.HELD, CCN, hours=3, other_key="T1"),
    event(EventKind.BSF673, OTHER, hours=7, element="csa", value="yes"),
    trip("9XYZTRIPBARE", hours=0.6, equipment=(Equipment("trailer", "SMPL530200", empty=True),)),
    trip("9XYZTRIPLATE", hours=0.7, equipment=(Equipment("trailer", "SMPL530201", empty=True),)),
    trip("9XYZTRIPLATE", "9XYZLATE01", hours=1.7, function=CHANGE),
    trip("9XYZTRIPTOLD", hours=0.8, equipment=(Equipment("trailer", "SMPL530202"),)),
    cargo("9XYZTOLD01", hours=1.8, conveyance=Conveyance(crn="9XYZTRIPTOLD", mode=Mode.HIGHWAY)),
)
MANIFESTS = (
    trip(FLIGHT, hours=0.9, loaded=LINES),
    trip(FLIGHT, hours=1.9, function=CHANGE, loaded=(LINES[0], LINES[2])),
    cargo("999-40001253", hours=2.9),
)
WHOLE = (*STORY, *MANIFESTS)
BARE = ("9XYZTRIPBARE", "9XYZTRIPLATE", "9XYZTRIPTOLD")
KEYS = (
    *BARE,
    "9XYZTOLD01",
    CCN,
    OTHER,
    "8ABCHB1",
    "8ABCHB2",
    "8ABCHB3",
    "9XYZGONE01",
    "9XYZBACK01",
    "9XYZINBOND1",
    FLIGHT,
    *(line.cargo for line in LINES),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(workspace: Workspace) -> Iterator[Record]:
    with workspace.open() as made:
        yield made


def test_what_was_filed_is_read_back_as_it_was(record: Record) -> None:
    assert record.add_filings(STORY).new == (True,) * len(STORY)
    for filing in STORY:
        assert filing in record.filings(filing.key) or not filing.key


def test_a_filing_that_comes_again_is_one(record: Record) -> None:
    record.add_filings(STORY)
    lines = record.version()
    again = [dataclasses.replace(one, received_at=at(50)) for one in STORY]
    assert record.add_filings(again) == Added((False,) * len(STORY))
    assert record.add_filings([again[0], again[0]]).new == (False, False)
    assert record.version() == lines


def test_a_dossier_asks_for_what_it_needs_and_is_as_if_it_had_all(record: Record) -> None:
    record.add_filings(STORY)
    now = record._access.now()
    for key in KEYS:
        assert record.dossier(key) == dossier(STORY, key, now=now), key


def test_a_change_of_what_stands_is_a_version_of_the_shipment(record: Record) -> None:
    record.add_filings(STORY[:1])
    assert record.shipment(CCN).conveyance.crn == ""
    assert record.add_filings(STORY[2:3]).touched == {CCN}
    known = record.shipment(CCN)
    assert (known.conveyance.crn, known.equipment[0].plate) == (CRN, "AB1")
    record.add_filings((cargo(hours=3, function=DELETE), trip(CRN, hours=2.9, function=DELETE)))
    assert record.shipment(CCN).function is DELETE
    assert [one.function for one in record.shipments(current=False)] == [
        Function.ADD,
        Function.ADD,
        DELETE,
    ]


def test_a_trip_that_changes_and_changes_back_leaves_the_shipment_as_it_was(
    record: Record,
) -> None:
    elsewhere = Conveyance(crn=CRN, mode=Mode.HIGHWAY, fpoa="0440", eta=at(4))
    record.add_filings((cargo(), trip(CRN, CCN)))
    first = record.shipment(CCN)
    record.add_filings((trip(CRN, CCN, hours=1, function=CHANGE, conveyance=elsewhere),))
    assert record.shipment(CCN).conveyance.fpoa == "0440"
    record.add_filings((trip(CRN, CCN, hours=2, function=CHANGE),))
    assert record.shipment(CCN) == first


def test_what_is_kept_and_not_applied_is_told_of_each_filing(record: Record) -> None:
    gone = cargo(hours=3, function=DELETE)
    batch = (cargo(), event(EventKind.ARRIVED, hours=2), gone)
    record.add_filings(batch)
    ((filing, refusal),) = record.refusals(batch)
    assert (filing, refusal.rule) == (gone, "R059")


def test_a_reject_that_comes_late_brings_back_what_was_accepted(record: Record) -> None:
    record.add_filings(STORY[:2])
    record.add_filings((STORY[7],))
    assert record.shipment(CCN).pieces == 90
    record.add_filings((STORY[8],))
    assert record.shipment(CCN).pieces == 100
    assert record.verify().ok


def stands(record: Record) -> dict[str, str]:
    """Digests of all that stands: the values themselves would be too long to be told."""
    found: dict[str, object] = {key: record.dossier(key) for key in KEYS}
    found |= {f"shipment {one.shipment_id}": one for one in record.shipments()}
    return {key: hashlib.sha256(repr(one).encode()).hexdigest()[:8] for key, one in found.items()}


def delivered(folder: Path, filings: Sequence[Filing], cuts: Sequence[int]) -> dict[str, str]:
    with Workspace(folder).open() as record:
        for start, end in zip((0, *cuts), (*cuts, len(filings)), strict=True):
            record.add_filings(filings[start:end])
        assert record.verify().ok
        return stands(record)


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return delivered(tmp_path_factory.mktemp("straight"), WHOLE, ())


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32), twice=st.integers(0, 4))
def test_any_order_and_any_number_of_deliveries_end_in_the_same_state(
    tmp_path_factory: pytest.TempPathFactory, straight: dict[str, str], seed: int, twice: int
) -> None:
    chance = random.Random(seed)
    mixed = [*WHOLE, *chance.sample(WHOLE, twice)]
    chance.shuffle(mixed)
    cuts = sorted(chance.sample(range(len(mixed)), 3))
    assert delivered(tmp_path_factory.mktemp("mixed"), mixed, cuts) == straight


# --- finding -----------------------------------------------------------------------------------


def test_every_number_of_a_shipment_finds_it(record: Record) -> None:
    record.add_filings((cargo(release_no="12345001495785", list_id="LIST 7"), trip(CRN, CCN)))
    for text in (CCN, CCN.lower(), "SMPL 530117", "a-123456", "12345 0014 95785", "list7"):
        assert [(hit.kind, hit.owner) for hit in record.find(text)] == [(HitKind.SHIPMENT, CCN)]
    assert [hit.kind for hit in record.find(CRN)] == [HitKind.SHIPMENT, HitKind.CONVEYANCE]
    assert record.find("NOTHING1") == ()
    assert record.find("  ") == ()


def test_a_waybill_that_only_a_manifest_names_is_found_and_gives_way_to_its_own(
    record: Record,
) -> None:
    record.add_filings((trip(FLIGHT, loaded=LINES),))
    for text in ("999-40001231", "99940001231", "999 4000 1231"):
        assert [hit.owner for hit in record.find(text)] == ["999-40001231"]
    known = record.shipment("999-40001231")
    assert (known.pieces, known.gross_kg, known.goods_text) == (2, 60, "WATCHES")
    assert record.dossier("999-40001231").manifest_line
    record.add_filings((cargo("999-40001231", hours=1),))
    assert record.shipment("999-40001231").pieces == 100
    assert not record.dossier("999-40001231").manifest_line
    record.add_filings((trip(FLIGHT, hours=2, function=CHANGE, loaded=LINES[2:]),))
    assert record.shipment("999-40001242").function is DELETE
    assert record.shipment("999-40001231").function is not DELETE


def test_what_was_scanned_comes_first_with_its_item(record: Record) -> None:
    item_id = arrive(record, "s1", 1)
    record.add_shipment(shipment("A"))
    record.put_link(link("s1", "A"))
    ((kind, owner, opened),) = [(h.kind, h.owner, h.item_id) for h in record.find("TRL-s1")]
    assert (kind, owner, opened) == (HitKind.SCAN, "s1", item_id)
    assert record.find("A")[0] == Hit(HitKind.SHIPMENT, "A", "CCN", item_id)
    assert record.find(item_id)[0] == Hit(HitKind.ITEM, item_id, "", item_id)


def test_a_number_that_was_only_named_says_so(record: Record) -> None:
    record.add_filings((trip(CRN, CCN), close(OTHER, "8ABCHB3")))
    assert record.find(CCN) == (Hit(HitKind.NAMED, CCN, ""),)
    assert [hit.kind for hit in record.find("8ABCHB3")] == [HitKind.NAMED]


def test_numbers_find_shipments_and_misread_ones_find_scans(record: Record) -> None:
    record.add_image(scan("s1"), image(1))
    record.add_filings((cargo(),))
    assert record.mentions({("TRAILER", "SMPL530117"), ("CCN", "9XYZNONE")}) == (CCN,)
    assert record.mentions({("CONTAINER", "SMPL530117")}) == ()
    identifiers = scan("s1").identifiers
    assert "container" in identifiers
    assert record.scans_near({("CONTAINER", "CSQU3054388")}) == ()


# --- records of before -------------------------------------------------------------------------


def test_shipments_of_a_record_of_before_count_as_filed(workspace: Workspace) -> None:
    with workspace.open() as record:
        for version in (2, 1):
            old = shipment("A", version=version)
            body = {"shipment": plain(old), "digest": old.sha256}
            with record._access.write() as writing:
                writing.append(LineKind.SHIPMENT_ADDED, actor="intake", subject="A", body=body)
    with closing(sqlite3.connect(workspace.file)) as database:
        for statement in ("DELETE FROM filing", "DELETE FROM mention", "DELETE FROM number"):
            database.execute(statement)
        database.execute("PRAGMA user_version = 0")
        database.commit()
    with workspace.open() as record:
        assert record.shipment("A").version == 2
        found = record.dossier("A")
        assert (found.standing, len(found.versions)) == (Standing.ACCEPTED, 2)
        assert record.find("TRL53021")[0].owner == "A"
        assert record.verify().ok
        assert not record.add_shipment(shipment("A"))


def test_indexing_anew_changes_nothing(record: Record) -> None:
    record.add_filings(STORY)
    arrive(record, "s1", 1)
    before = stands(record)
    with record._access.touch() as connection:
        index_anew(connection)
    assert stands(record) == before
    assert record.verify().ok


DRAWN = {4: "52c07f91c6dbfd23"}
"""How numbers, and what shipments tell of themselves, are drawn, by scheme."""


def test_a_record_is_indexed_anew_when_numbers_are_drawn_otherwise() -> None:
    """When this fails: `SCHEME` must grow, or records of before no longer verify."""
    full = dataclasses.replace(
        values.shipment(release_no="12345001495785", list_id="L 1", mawb="020-81140743"),
        hawb="MAA12326064",
        house_bills=("8ABCHB1",),
        goods=(GoodsLine("Tools", packages=("1Z999AA10123456784",)),),
        equipment=(Equipment("container", "CSQU3054383", seals=("A-1",), plate="AB 123"),),
    )
    scanned = dataclasses.replace(
        scan("s1"), identifiers=MappingProxyType({"CONTAINER": "CSQU3054383", "CCN": CCN})
    )
    priced = dataclasses.replace(
        full,
        goods=(GoodsLine("Tools", "820559", unit="CT"),),
        pieces=12,
        gross_kg=Decimal("90.5"),
        value=Value(Decimal("1200.10"), "CAD"),
        shipper=Party("Sample Works", ("2 Test Rd",), "Buffalo", "NY", "14201", "US"),
        consignee=Party("A Person", ("1 Sample St",), "Hamilton", "ON", "L8P1A1", "CA"),
    )
    drawn = [
        *(sorted(named_by(filing)) for filing in STORY),
        sorted(numbers_of_shipment(full)),
        sorted(numbers_of_scan(scanned)),
        [(told.trait.value, told.group, told.figure, told.name) for told in told_by(priced)],
    ]
    assert hashlib.sha256(repr(drawn).encode()).hexdigest()[:16] == DRAWN.get(SCHEME)
