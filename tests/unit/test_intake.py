"""Arrival: outcomes, pairing in any order, originals untouched, late shipments."""

from __future__ import annotations

import dataclasses
import datetime as dt
import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.domain.work import LinkClass
from app.intake import ACCEPTED, DUPLICATE, REJECTED, take_in
from app.scans.views import read_view
from imaging.dicos import write_dx
from imaging.errors import UnreadableScan
from tests.unit.room_values import OFFICER, House, radiograph, shipment


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def test_both_energies_become_one_view_of_one_scan(house: House) -> None:
    outcomes = house.take(house.scan_files(radiograph()))
    assert [outcome.status for outcome in outcomes] == [ACCEPTED, ACCEPTED]
    (scan,) = house.record.scans()
    assert scan.views == ("side",)
    assert {file.energy for file in scan.files} == {"high", "low"}
    assert {outcome.id for outcome in outcomes} == {scan.scan_id}
    again = read_view([house.store.path(file.sha256) for file in scan.of_view("side")])
    assert again.dual


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_energies_in_studies_of_their_own_are_paired_when_they_come_apart(
    house: House, order: tuple[int, int]
) -> None:
    whole = radiograph()
    paths = []
    for index, channel in enumerate(whole.channels):
        source = dataclasses.replace(whole.source, study_uid=f"1.2.3.{index}")
        one = dataclasses.replace(whole, channels=(channel,), source=source)
        path = house.inbox(f"{channel.energy}.dcs")
        write_dx(one, [path])
        paths.append(path)
    for place in order:
        house.take([paths[place]])
    (scan,) = house.record.scans()
    assert len(scan.of_view("side")) == 2
    assert read_view([house.store.path(file.sha256) for file in scan.files]).dual


def test_the_same_file_twice_is_one_record(house: House) -> None:
    paths = house.scan_files(radiograph())
    house.take(paths)
    copy = house.inbox("copy.dcs")
    copy.write_bytes(paths[0].read_bytes())
    lines = house.record.version()
    assert [outcome.status for outcome in house.take([*paths, copy])] == [DUPLICATE] * 3
    assert len(house.record.scans()) == 1
    assert house.record.version() == lines


def test_originals_are_neither_moved_nor_changed(house: House) -> None:
    paths = [*house.scan_files(radiograph()), house.shipment_file(shipment())]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}
    house.take([house.folder / "inbox"])
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths} == before


def test_whatever_is_wrong_is_an_outcome_and_nothing_is_kept(house: House) -> None:
    good = house.scan_files(radiograph())[0]
    damaged = house.inbox("damaged.dcs")
    damaged.write_bytes(good.read_bytes()[:-2000])
    edi = house.inbox("x12.edi")
    edi.write_text("ISA*00*          *00*          *ZZ*A              *ZZ*B              *")
    words = house.inbox("notes.txt")
    words.write_text("not a scan")
    bad = house.inbox("bad.json")
    bad.write_text("{}")
    gone = house.folder / "gone.dcs"
    outcomes = house.take([damaged, edi, words, bad, gone])
    assert [outcome.status for outcome in outcomes] == [REJECTED] * 5
    assert all(str(outcome.reason).endswith((".", "]")) for outcome in outcomes)
    assert outcomes[1].kind == "edi"
    assert "breaks off" in str(outcomes[1].reason)
    assert not [path for path in house.store.root.rglob("*") if path.is_file()]
    assert house.record.scans() == ()
    assert house.record.verify().ok


def test_a_side_car_comes_with_its_picture_and_survives_in_the_store(house: House) -> None:
    picture = house.inbox("scan.png")
    picture.write_bytes(cv2.imencode(".png", np.full((40, 60), 30000, np.uint16))[1].tobytes())
    house.inbox("scan.json").write_text(
        json.dumps(
            {
                "schema": "prescreen-sidecar/1",
                "mm_per_pixel": [4.0, 5.0],
                "object_id": "OBJ",
                "identifiers": {"CCN": "9XYZPARS0001234"},
            }
        )
    )
    (outcome,) = house.take([house.folder / "inbox"])
    assert (outcome.status, outcome.kind) == (ACCEPTED, "png")
    (scan,) = house.record.scans()
    assert scan.identifiers["CCN"] == "9XYZPARS0001234"
    kept = read_view([house.store.path(scan.files[0].sha256)])
    assert kept.mm_per_pixel == (4.0, 5.0)


def test_two_pictures_that_their_side_cars_name_as_a_pair_are_one_view(house: House) -> None:
    rng = np.random.default_rng(1)
    for energy in ("low", "high"):
        picture = house.inbox(f"s_{energy}.png")
        pixels = rng.integers(0, 60000, (40, 60)).astype(np.uint16)
        picture.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        tree = {
            "schema": "prescreen-sidecar/1",
            "energy": energy,
            "pair": {"low": "s_low.png", "high": "s_high.png"},
        }
        house.inbox(f"s_{energy}.json").write_text(json.dumps(tree))
    house.take([house.folder / "inbox"])
    (scan,) = house.record.scans()
    assert len(scan.of_view("side")) == 2
    assert read_view([house.store.path(file.sha256) for file in scan.files]).dual


def test_shipments_that_come_late_are_linked(house: House) -> None:
    house.take(house.scan_files(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100")))
    (line,) = house.record.queue()
    assert (line.goods, line.blocks) == ("", 1)
    house.take([house.shipment_file(shipment())])
    item = house.record.item(house.record.items()[0])
    assert [link.link_class for link in item.links] == [LinkClass.STRONG]
    assert house.record.queue()[0].goods == "Wooden bedroom furniture"


def test_two_trailers_of_one_shipment_become_one_item(house: House) -> None:
    for number, trailer in enumerate(("TRL100", "TRL200")):
        picture = radiograph(f"1.2.{number}", trailer, seed=number, TRAILER=trailer,
                             CCN="9XYZPARS0001234")  # fmt: skip
        house.take(house.scan_files(picture, name=trailer))
    house.take([house.shipment_file(shipment())])
    assert len(house.record.items()) == 1


def test_a_confirmed_link_outlives_new_proposals(house: House) -> None:
    house.arrive(None, shipment())
    sitting = house.room(OFFICER).next()
    assert sitting is not None
    (link,) = sitting.item.links
    sitting.confirm_link(link.scan_id, link.shipment_id)
    changed = shipment(version=2, pieces=90)
    house.take([house.shipment_file(changed, name="change.json")])
    (link,) = sitting.item.links
    assert link.link_class is LinkClass.CONFIRMED
    assert link.shipment_version == 1
    assert "R055" in {notice.rule for notice in sitting.notices}


def test_a_proposal_that_no_longer_holds_becomes_none(house: House) -> None:
    house.arrive(radiograph(CCN="9XYZPARS000I234"), shipment(equipment=()))
    exact = shipment("9XYZPARS000I234", equipment=())
    house.take([house.shipment_file(exact, name="exact.json")])
    item = house.record.item(house.record.items()[0])
    found = {link.shipment_id: link.link_class for link in item.links}
    assert found["9XYZPARS0001234"] is LinkClass.NONE
    assert found["9XYZPARS000I234"] is LinkClass.STRONG


def test_another_view_of_the_same_study_is_a_view_of_its_own(house: House) -> None:
    house.take(house.scan_files(radiograph(), name="one"))
    other = radiograph(seed=9)
    source = dataclasses.replace(other.source, view="top")
    house.take(house.scan_files(dataclasses.replace(other, source=source), name="two"))
    (scan,) = house.record.scans()
    assert scan.views == ("side", "top")


def test_a_kept_picture_that_was_swapped_is_not_shown(house: House) -> None:
    house.take(house.scan_files(radiograph()))
    (scan,) = house.record.scans()
    first, second = (house.store.path(file.sha256) for file in scan.files)
    first.chmod(0o600)
    first.write_bytes(second.read_bytes())
    with pytest.raises(UnreadableScan, match="not the one that was taken in"):
        read_view([first, second])


def test_what_another_program_took_in_meanwhile_is_known(house: House) -> None:
    """The other energy arrives through another program, between two files of ours."""
    high, low = house.scan_files(radiograph())
    declared = house.shipment_file(shipment())
    taking = take_in(
        [declared, high, low], record=house.record, store=house.store, clock=house.clock
    )
    assert next(taking).path == declared
    with closing(house.open()) as record:
        list(take_in([low], record=record, store=house.store, clock=house.clock))
    outcomes = list(taking)
    assert [outcome.status for outcome in outcomes] == [ACCEPTED, DUPLICATE]
    (scan,) = house.record.scans()
    assert len(scan.of_view("side")) == 2
    assert {outcome.id for outcome in outcomes} == {scan.scan_id}


def test_what_came_in_is_linked_when_the_caller_stops_early(house: House) -> None:
    picture = radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100")
    paths = [house.shipment_file(shipment()), *house.scan_files(picture)]
    with closing(
        take_in(paths, record=house.record, store=house.store, clock=house.clock)
    ) as taking:
        for _ in range(2):
            next(taking)
    (item_id,) = house.record.items()
    assert house.record.item(item_id).shipments


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not text exist on Linux only")
def test_names_that_are_not_text_are_taken_in(house: House) -> None:
    picture, other = house.scan_files(radiograph())
    other.unlink()
    declared = house.shipment_file(shipment())
    empty = house.inbox("empty")
    empty.touch()
    for number, path in enumerate((picture, declared, empty)):
        path.rename(os.fsdecode(os.fsencode(path.parent) + b"/\xff\xe9%d" % number))
    outcomes = house.take([picture.parent])
    assert sorted(outcome.status for outcome in outcomes) == [ACCEPTED, ACCEPTED, REJECTED]
    assert house.record.scans()[0].files[0].name == "??0"
    assert house.record.verify().ok


def test_a_path_that_may_not_be_looked_at_is_turned_away_alone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights do not bind the account that tests may run in, so the system's answer is given."""
    high, low = house.scan_files(radiograph())
    seen = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == high:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return seen(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    for paths in ([high, low], [high.parent]):
        statuses = {outcome.path: outcome.status for outcome in house.take(paths)}
        assert statuses[high] == REJECTED
        assert statuses[low] in (ACCEPTED, DUPLICATE)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_time_at_the_end_of_the_calendar_stops_nothing(house: House, year: int) -> None:
    slip = dt.datetime(year, 6, 1, tzinfo=dt.UTC)
    whole = radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100")
    source = dataclasses.replace(whole.source, taken_at=slip)
    house.take(house.scan_files(dataclasses.replace(whole, source=source)))
    (scan,) = house.record.scans()
    assert scan.taken_at is None
    made = shipment()
    late = dataclasses.replace(made, conveyance=dataclasses.replace(made.conveyance, eta=slip))
    (outcome,) = house.take([house.shipment_file(late)])
    assert outcome.status == REJECTED
    assert "conveyance.eta" in str(outcome.reason)


def test_the_real_pair_is_one_view(house: House, shared_data: Path) -> None:
    folder = shared_data / "xray_cargo16_dual" / "dicos"
    house.take([folder / "R60_scan09_6MeV_exle.dcs", folder / "R60_scan09_4MeV_exle.dcs"])
    (scan,) = house.record.scans()
    assert len(scan.of_view(scan.views[0])) == 2
