"""A scan that arrives while its object passes: one view that grows, and is whole at its end."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app import screening
from app.domain.decision import Draft, Kind
from app.domain.scan import ImageFile, Scan
from app.intake import ACCEPTED, DUPLICATE, REJECTED
from app.scans.views import read_view
from app.screening import waiting_scans
from imaging.errors import UnreadableScan
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from tests.unit.room_values import House, silent
from tests.unit.stretches import write_stretches

Stretches = list[tuple[Path, ...]]


@pytest.fixture(scope="module")
def whole() -> Radiograph:
    return make_scene(4, equipment="container20", rows=200).radiograph


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


@pytest.fixture
def stretches(house: House, whole: Radiograph) -> Stretches:
    return write_stretches(whole, house.inbox("x").parent, columns=40)


def the_scan(house: House) -> Scan:
    (scan,) = house.record.scans()
    return scan


def picture(house: House) -> Radiograph:
    return read_view([house.store.path(file.sha256) for file in the_scan(house).of_view("side")])


def test_one_view_grows_from_stretch_to_stretch(
    house: House, stretches: Stretches, whole: Radiograph
) -> None:
    for number, paths in enumerate(stretches, start=1):
        assert {one.status for one in house.take(paths)} == {ACCEPTED}
        scan = the_scan(house)
        assert scan.views == ("side",)
        columns = min(40 * number, whole.shape[1])
        assert scan.columns_here("side") == columns
        assert scan.passing("side") == (number < len(stretches))
        shown = picture(house)
        for channel, true in zip(shown.channels, whole.channels, strict=True):
            np.testing.assert_array_equal(channel.pixels, true.pixels[:, :columns])


def test_stretches_may_come_in_any_order_and_one_energy_late(
    house: House, stretches: Stretches, whole: Radiograph
) -> None:
    high, low = zip(*stretches, strict=True)
    house.take(reversed(high))
    assert the_scan(house).passing("side") is False
    house.take([low[1]])
    assert the_scan(house).passing("side")
    assert the_scan(house).columns_here("side") == 0
    house.take([low[0], *low[2:]])
    assert the_scan(house).views == ("side",)
    assert picture(house).shape == whole.shape
    assert picture(house).dual


def test_a_view_whose_first_stretch_is_missing_says_so(house: House, stretches: Stretches) -> None:
    house.take(stretches[1])
    with pytest.raises(UnreadableScan, match="first stretch"):
        picture(house)


def test_the_same_stretch_again_is_one_and_with_other_pixels_refused(
    house: House, stretches: Stretches, whole: Radiograph, tmp_path: Path
) -> None:
    house.take(stretches[0])
    assert {one.status for one in house.take(stretches[0])} == {DUPLICATE}
    brighter = tuple(
        dataclasses.replace(one, pixels=one.pixels // 2, sop_instance_uid="")
        for one in whole.channels
    )
    folder = tmp_path / "again"
    folder.mkdir()
    again = write_stretches(dataclasses.replace(whole, channels=brighter), folder, columns=40)
    before = the_scan(house).digests
    outcomes = house.take(again[0])
    assert {one.status for one in outcomes} == {REJECTED}
    assert "Stretch 1" in str(outcomes[0].reason)
    assert the_scan(house).digests == before


def test_no_release_is_recommended_while_the_object_passes(
    house: House, stretches: Stretches
) -> None:
    house.take(path for paths in stretches[:-1] for path in paths)
    with_model = house.room().next()
    assert with_model is not None
    draft = Draft(kind=Kind.RECOMMEND_RELEASE)
    assert "still coming" in " ".join(str(one.sentence) for one in with_model.missing(draft))
    house.take(stretches[-1])
    again = house.room().open(the_item(house))
    assert "still coming" not in " ".join(str(one.sentence) for one in again.missing(draft))


def the_item(house: House) -> str:
    (item_id,) = house.record.items()
    return item_id


def test_it_is_screened_while_it_grows_but_not_at_each_stretch(
    house: House, stretches: Stretches, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "LEAST_NEW", 100)
    screened = []
    for paths in stretches:
        house.take(paths)
        if waiting_scans(house.record):
            house.screen(silent)
            screened.append(the_scan(house).columns_here("side"))
    assert screened[:2] == [120, 240]
    assert screened[-1] == the_scan(house).columns_here("side")
    assert len(screened) < len(stretches)
    reports = house.record.item(the_item(house)).reports
    assert set(reports[-1].image_digests) == set(the_scan(house).digests)


def stretch(part: int, parts: int = 0, of: str = "1.2") -> ImageFile:
    return ImageFile(
        sha256=f"{of}-{part}",
        name="x",
        size=1,
        kind="dicom",
        study_uid="1",
        view="side",
        energy="high",
        rows=10,
        columns=7,
        part_of=of,
        part=part,
        parts=parts,
    )


def test_columns_count_up_to_the_first_gap() -> None:
    files = (stretch(1), stretch(2), stretch(4, 4))
    scan = Scan("S-1", None, "", "", "", "MACHINE", files=files)
    assert scan.passing("side")
    assert scan.columns_here("side") == 14
    assert scan.columns_here("side", {"1.2-1", "1.2-4"}) == 7
    full = dataclasses.replace(scan, files=(*files, stretch(3)))
    assert not full.passing("side")
    assert full.columns_here("side") == 28
