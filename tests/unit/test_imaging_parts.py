"""A picture in stretches is the picture: in any order, as far as it goes, and never guessed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from imaging.errors import ImagingError
from imaging.parts import join_parts, same_length
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from imaging.reader import read_header, read_image
from imaging.scanfile import Part, ScanFile
from tests.unit.stretches import write_stretches


@pytest.fixture(scope="module")
def whole() -> Radiograph:
    return make_scene(4, equipment="container20", rows=200).radiograph


@pytest.fixture(scope="module")
def stretches(whole: Radiograph, tmp_path_factory: pytest.TempPathFactory) -> list[list[ScanFile]]:
    written = write_stretches(whole, tmp_path_factory.mktemp("live"), columns=150)
    return [[read_image(path) for path in paths] for paths in written]


def flat(stretches: list[list[ScanFile]]) -> list[ScanFile]:
    return [file for files in stretches for file in files]


def test_a_file_says_which_stretch_it_is(stretches: list[list[ScanFile]]) -> None:
    first, last = stretches[0][0].header, stretches[-1][1].header
    assert first.part is not None
    assert last.part is not None
    assert (first.part.number, first.part.total) == (1, 0)
    assert (last.part.number, last.part.total) == (len(stretches), len(stretches))
    assert first.part.of != last.part.of
    assert read_header(first.path).part == first.part
    assert len({file.header.instance_uid for file in flat(stretches)}) == 2 * len(stretches)


def test_all_stretches_are_the_picture_to_the_last_bit(
    whole: Radiograph, stretches: list[list[ScanFile]]
) -> None:
    shuffled = flat(stretches)
    np.random.default_rng(3).shuffle(shuffled)  # type: ignore[arg-type]
    joined = {file.channels[0].energy: file for file in join_parts(shuffled)}
    assert len(joined) == len(whole.channels) == 2
    for channel in whole.channels:
        file = joined[channel.energy]
        np.testing.assert_array_equal(file.channels[0].pixels, channel.pixels)
        assert (file.header.rows, file.header.columns) == whole.shape


def test_behind_a_gap_nothing_is_shown(stretches: list[list[ScanFile]]) -> None:
    files = [file for number, pair in enumerate(stretches) if number != 1 for file in pair]
    joined = join_parts(files)
    assert [file.header.columns for file in joined] == [150, 150]
    assert all(file.header.part and file.header.part.number == 1 for file in joined)
    assert join_parts(flat(stretches[1:])) == []


def test_two_energies_end_where_the_shorter_does(stretches: list[list[ScanFile]]) -> None:
    files = flat(stretches[:3])[:-1]
    one, other = same_length(join_parts(files))
    assert one.channels[0].shape == other.channels[0].shape == (one.header.rows, 300)


def test_whole_pictures_stay_as_they_are(stretches: list[list[ScanFile]]) -> None:
    file = stretches[0][0]
    plain = ScanFile(dataclasses.replace(file.header, part=None), file.channels)
    assert join_parts([plain]) == [plain]
    assert same_length([plain]) == [plain]


def changed(file: ScanFile, **header: object) -> ScanFile:
    return ScanFile(dataclasses.replace(file.header, **header), file.channels)  # type: ignore[arg-type]


def test_stretches_that_do_not_fit_are_refused(stretches: list[list[ScanFile]]) -> None:
    first, second = stretches[0][0], stretches[1][0]
    with pytest.raises(ImagingError, match=r"Stretch 2 .* 7 rows, not"):
        join_parts([first, changed(second, rows=7)])
    channel = dataclasses.replace(second.channels[0], air=17)
    with pytest.raises(ImagingError, match=r"Stretch 2 .* air 17, not"):
        join_parts([first, ScanFile(second.header, (channel,))])


def test_a_picture_that_never_ends_is_refused(stretches: list[list[ScanFile]]) -> None:
    first, second = stretches[0][0], stretches[1][0]
    with pytest.raises(ImagingError, match="pixels"):
        join_parts([first, changed(second, columns=65_600)])


@pytest.mark.parametrize(("number", "total"), [(0, 0), (70_000, 0), (3, 2)])
def test_numbers_that_tell_nothing_are_not_believed(
    stretches: list[list[ScanFile]], tmp_path: Path, number: int, total: int
) -> None:
    import pydicom  # noqa: PLC0415

    dataset = pydicom.dcmread(stretches[0][0].path)
    dataset["InConcatenationNumber"].value = min(number, 65_535) if number else 0
    if number > 65_535:
        del dataset["InConcatenationNumber"]
    dataset.InConcatenationTotalNumber = total
    dataset.save_as(tmp_path / "odd.dcs")
    part = read_header(tmp_path / "odd.dcs").part
    assert part == (Part(stretches[0][0].header.part.of, 3, 0) if number == 3 else None)  # type: ignore[union-attr]
