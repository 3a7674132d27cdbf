"""One image for two things, and one number of the scanner for two objects (L13, L15)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import cv2
import numpy as np
import pytest

from app.domain.notice import Severity
from app.domain.shipment import Equipment
from app.domain.work import Likeness, LinkClass
from app.intake import REJECTED
from imaging.fingerprint import fingerprint
from imaging.prints import BITS, NEAR, apart, bands
from imaging.radiograph import Channel, Radiograph
from imaging.reader import read_header, read_image
from imaging.scanfile import ScanFile
from sample_scans.fresh import sample_folder
from tests.unit.room_values import House, radiograph, shipment

CCN = "9XYZPARS0001234"
SAMPLE = next(iter(sorted(sample_folder().glob("*_high.dcs"))))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def smooth(seed: int, noise: float = 400.0) -> Radiograph:
    """A load of crates with the noise of one exposure, large enough to have a print."""
    made = radiograph(f"1.9.{seed}", seed=seed)
    rng = np.random.default_rng(seed)
    pixels = np.full((320, 640), 52000.0)
    pixels[60:280, 40:600] *= 0.35
    pixels[120:200, 200:420] *= 0.5
    stored = np.clip(pixels + rng.normal(0, noise, pixels.shape), 1, 65535).astype("u2")
    high, low = made.channels
    return dataclasses.replace(
        made,
        channels=(
            dataclasses.replace(high, pixels=stored),
            dataclasses.replace(low, pixels=np.ascontiguousarray(stored[::-1])),
        ),
    )


def named(picture: Radiograph, study: str, trailer: str) -> Radiograph:
    source = dataclasses.replace(
        picture.source,
        study_uid=study,
        object_id=trailer,
        identifiers=MappingProxyType({"TRAILER": trailer, "CRN": "9XYZTRIP000001"}),
    )
    return dataclasses.replace(picture, source=source)


def noise_of(house: House, picture: Radiograph, name: str) -> str:
    (path, _) = house.scan_files(picture, name=name)
    return fingerprint(read_image(path)).noise


def test_a_print_is_kept_by_other_coding_and_lost_by_another_pass(house: House) -> None:
    first, second = smooth(1), smooth(2)
    print_ = noise_of(house, first, "a")
    assert len(print_) * 4 == BITS
    assert apart(print_, noise_of(house, second, "b")) > 3 * NEAR
    eight = house.inbox("eight.png")
    high: Channel = first.channels[0]
    eight.write_bytes(cv2.imencode(".png", (high.pixels >> 8).astype(np.uint8))[1].tobytes())
    again = fingerprint(read_image(eight)).noise
    assert apart(print_, again) <= NEAR
    assert set(bands(print_)) & set(bands(again))


def test_a_flat_picture_has_no_print() -> None:
    header = read_header(SAMPLE)
    for size in ((100, 200), (8, 8)):
        flat = np.full(size, 60000, np.uint16)
        channel = dataclasses.replace(radiograph().channels[0], pixels=flat)
        assert fingerprint(ScanFile(header, (channel,))).noise == ""


def test_l13_one_image_for_two_trailers_puts_both_links_in_conflict_and_blocks_both(
    house: House,
) -> None:
    picture = smooth(1)
    cargo = [
        shipment(f"9XYZPARS000000{n}", equipment=(Equipment("trailer", f"TRL{n}00"),))
        for n in (1, 2)
    ]
    house.take([house.shipment_file(*cargo)])
    house.take(house.scan_files(named(picture, "1.2.1", "TRL100"), name="one"))
    first = house.record.items()[0]
    assert "L13" not in {n.rule for n in house.record.notices(first)}
    house.take(house.scan_files(named(picture, "1.2.2", "TRL200"), name="two"))
    items = house.record.items()
    assert len(items) == 2
    for item_id in items:
        item = house.record.item(item_id)
        assert {one.likeness for one in item.alike} == {Likeness.SAME_IMAGE}
        assert {link.link_class for link in item.links} == {LinkClass.CONFLICT}
        block = next(n for n in house.record.notices(item_id) if n.rule == "L13")
        assert block.severity is Severity.BLOCK


def test_l13_the_same_pass_of_the_same_trailer_delivered_again_is_no_doubt(house: House) -> None:
    picture = smooth(1)
    house.take(house.scan_files(named(picture, "1.2.1", "TRL100"), name="one"))
    later = dataclasses.replace(picture.source, taken_at=picture.source.taken_at)
    house.take(
        house.scan_files(
            named(dataclasses.replace(picture, source=later), "1.2.2", "TRL100"), name="two"
        )
    )
    for item_id in house.record.items():
        assert house.record.item(item_id).alike == ()


def test_l13_the_same_file_under_another_number_is_turned_away_with_the_first_one(
    house: House,
) -> None:
    for name, number in (("a", "9XYZPARS0000001"), ("b", "9XYZPARS0000002")):
        picture = house.inbox(f"{name}.png")
        pixels = np.full((40, 60), 30000, np.uint16)
        picture.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        house.inbox(f"{name}.json").write_text(
            f'{{"schema": "prescreen-sidecar/1", "identifiers": {{"CCN": "{number}"}}}}'
        )
    first, second = house.take([house.folder / "inbox"])
    assert first.status == "accepted"
    assert second.status == REJECTED
    assert "9XYZPARS0000002" in str(second.reason)
    assert first.id in str(second.reason)


def test_l15_the_scanners_own_number_given_to_another_object_is_said(house: House) -> None:
    hours = dt.timedelta(hours=5)
    named_, free = radiograph("1.3.1", "4711XYZ", CCN=CCN), radiograph("1.3.2", seed=2)
    earlier = dataclasses.replace(named_.source, taken_at=named_.source.taken_at - hours)
    later = dataclasses.replace(free.source, object_id="4711XYZ")
    house.take(house.scan_files(dataclasses.replace(named_, source=earlier), name="one"))
    other = shipment("9XYZPARS0009999", equipment=(Equipment("trailer", "4711XYZ"),))
    house.take([house.shipment_file(shipment(equipment=()), other)])
    house.take(house.scan_files(dataclasses.replace(free, source=later), name="two"))
    first, second = (house.record.item(one) for one in house.record.items())
    assert first.alike == ()
    assert [one.likeness for one in second.alike] == [Likeness.SAME_OBJECT]
    notice = next(n for n in house.record.notices(second.item_id) if n.rule == "L15")
    assert "4711XYZ" in str(notice.sentence)
