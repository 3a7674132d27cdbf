"""A release waits for pictures that come from an archive; a referral does not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Draft, Kind
from app.domain.scan import ImageFile
from app.review import ReviewRoom, Sitting
from app.review.screen import of_decision
from app.scans import FolderStore, StoreError
from tests.unit.room_values import OFFICER, SITE, House, shipment

RELEASE = Draft(Kind.RECOMMEND_RELEASE, reasons=("NO_ANOMALY",), confidence=5)
REFER = Draft(Kind.REFER_FOR_EXAM, reasons=("I07_HIDDEN_SPACE",), confidence=5)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def files_of(house: House) -> list[ImageFile]:
    """Take one scan in; what is on record of its files."""
    house.arrive(None, shipment())
    (item_id,) = house.record.items()
    return [file for scan in house.record.item(item_id).scans for file in scan.files]


def seated(house: House, *, needs_exact: bool = True) -> Sitting:
    """Seat an officer before a scan that lies in an archive, and ask for its pictures."""
    for file in files_of(house):
        house.store.forget(file.sha256)
    store = FolderStore(house.store.root, archive=True)
    site = dataclasses.replace(SITE, release_needs_exact=needs_exact)
    room = ReviewRoom(house.record, store, house.clock, OFFICER, site=site)
    sitting = room.next()
    assert sitting is not None
    for scan in sitting.item.scans:
        for view in scan.views:
            found = sitting.radiograph_files(scan.scan_id, view)
            assert found == scan.of_view(view)
            sitting.viewed(scan.scan_id, view)
    return sitting


def fields(sitting: Sitting, draft: Draft) -> set[str]:
    return {lack.field for lack in sitting.missing(draft)}


def test_a_release_waits_until_every_view_is_here_exactly(house: House) -> None:
    sitting = seated(house)
    assert "detail" in fields(sitting, RELEASE)
    (told,) = [one for one in sitting.missing(RELEASE) if one.field == "detail"]
    assert "not here in full detail yet" in str(told.sentence)
    for scan in sitting.item.scans:
        for view in scan.views:
            sitting.exact(scan.scan_id, view)
    assert "detail" not in fields(sitting, RELEASE)


def test_a_referral_does_not_wait(house: House) -> None:
    assert "detail" not in fields(seated(house), REFER)


def test_a_site_may_let_a_release_go_without(house: House) -> None:
    assert "detail" not in fields(seated(house, needs_exact=False), RELEASE)


def test_whether_it_was_a_preview_goes_into_the_decision() -> None:
    assert of_decision({"preview": "on", "zoom": "2"}) == {"preview": "on"}


def test_what_lies_here_is_not_asked_of_an_archive(house: House) -> None:
    files = files_of(house)
    store = FolderStore(house.store.root, archive=True)
    assert store.originals(files) == tuple(store.path(one.sha256) for one in files)


def test_a_view_comes_from_one_place_alone(house: House) -> None:
    files = files_of(house)
    house.store.forget(files[0].sha256)
    assert FolderStore(house.store.root, archive=True).originals(files) == tuple(files)


def test_without_an_archive_or_a_number_there_what_is_gone_is_gone(house: House) -> None:
    files = files_of(house)
    house.store.forget(files[0].sha256)
    with pytest.raises(StoreError):
        house.store.originals(files)
    nameless = [dataclasses.replace(one, instance_uid="") for one in files]
    with pytest.raises(StoreError):
        FolderStore(house.store.root, archive=True).originals(nameless)
