from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from imaging.dicos import write_dx
from imaging.errors import ImagingError
from imaging.preview import read_preview
from imaging.radiograph import Channel, Energy, Radiograph, Source
from imaging.reader import read_radiographs
from imaging.thumbnail import thumbnail


def long_scan(columns: int = 6000, rows: int = 64) -> Radiograph:
    along = np.linspace(0.0, 40.0, columns)[None, :]
    down = np.linspace(0.2, 1.0, rows)[:, None]
    planes = (30000 + 20000 * np.sin(along) * down, 28000 + 18000 * np.sin(along) * down)
    channels = tuple(
        Channel(energy, plane.astype(np.uint16), air=60000, kilovolts=kv)
        for energy, plane, kv in zip(
            (Energy.HIGH, Energy.LOW), planes, (6000.0, 4000.0), strict=True
        )
    )
    taken = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)
    return Radiograph(channels, (5.0, 4.0), Source(object_id="TEST", taken_at=taken))


def test_a_long_scan_comes_coarse_with_its_own_scale(tmp_path: Path) -> None:
    paths = write_dx(long_scan(), tmp_path, compress="htj2k", seed="a")
    preview = read_preview(paths, most_columns=1600)
    assert preview.full_shape == (64, 6000)
    assert preview.radiograph.shape == (16, 1500)
    assert not preview.whole
    assert preview.radiograph.mm_per_pixel == pytest.approx((20.0, 16.0))


def test_the_coarse_picture_is_that_of_the_whole(tmp_path: Path) -> None:
    radiograph = long_scan()
    paths = write_dx(radiograph, tmp_path, compress="htj2k", seed="b")
    preview = read_preview(paths, most_columns=1600)
    for coarse, channel in zip(preview.radiograph.channels, radiograph.channels, strict=True):
        means = channel.pixels.reshape(16, 4, 1500, 4).mean(axis=(1, 3))
        assert np.abs(coarse.pixels - means).mean() < 0.01 * means.mean()


def test_channels_say_the_same_as_those_of_the_reader(tmp_path: Path) -> None:
    paths = write_dx(long_scan(), tmp_path, compress="htj2k", seed="c")
    coarse = read_preview(paths, most_columns=1600).radiograph
    whole = read_radiographs(paths)[0]
    assert coarse.source == whole.source
    for one, other in zip(coarse.channels, whole.channels, strict=True):
        said = dataclasses.replace(one, pixels=other.pixels)
        for field in dataclasses.fields(Channel):
            if field.name != "pixels":
                assert getattr(said, field.name) == getattr(other, field.name)


@pytest.mark.parametrize("coding", ["none", "jpeg-ls"])
def test_codings_without_resolutions_are_read_whole(tmp_path: Path, coding: str) -> None:
    paths = write_dx(long_scan(2000), tmp_path, compress=coding, seed="d")
    preview = read_preview(paths, most_columns=500)
    assert preview.whole
    assert preview.radiograph.shape == (64, 2000)


def test_short_scans_are_read_whole(tmp_path: Path) -> None:
    paths = write_dx(long_scan(2000), tmp_path, compress="htj2k", seed="e")
    assert read_preview(paths).whole


def test_a_cut_stream_is_refused(tmp_path: Path) -> None:
    path = write_dx(long_scan(), tmp_path, compress="htj2k", seed="f")[0]
    data = path.read_bytes()
    broken = tmp_path / "broken.dcs"
    broken.write_bytes(data[: len(data) // 2])
    with pytest.raises(ImagingError):
        read_preview([broken], most_columns=1600)


def test_thumbnails_have_the_true_aspect() -> None:
    picture = thumbnail(long_scan(1200, rows=300))
    assert picture.shape == (96, round(1200 * 96 / (300 * 1.25)))
    assert picture.dtype == np.uint8
    assert picture.max() <= 172
    long = thumbnail(long_scan(6000, rows=60))
    assert long.shape[1] == 640
    assert long.shape[0] == round(60 * 1.25 * 640 / 6000)
