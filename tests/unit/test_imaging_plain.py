"""TIFF and PNG with their side-cars."""

import json
import struct
import zlib
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pytest

from imaging import reader
from imaging.errors import ImagingError, UnreadableScan, UnsupportedScan
from imaging.radiograph import Energy, Origin
from imaging.sidecar import SCHEMA, find_sidecar, is_sidecar, read_sidecar
from tests.unit.imaging_files import picture

PIXELS = picture()
FULL = {
    "schema": SCHEMA,
    "energy": "high",
    "kilovolts": 6000,
    "mm_per_pixel": [4.2, 5.1],
    "view": "top",
    "study": "scan 17",
    "object_id": "1234ABCD00001",
    "taken_at": "2026-03-01T07:00:00-05:00",
    "identifiers": {"CCN": "1234ABCD00001"},
    "bright_is_air": False,
    "air": 60000,
    "station": "LANE 1",
    "origin": "SYNTHETIC",
    "something_new": [1, 2],
}


def png(folder: Path, sidecar: dict | None = None, name: str = "scan.png", pixels=PIXELS) -> Path:
    path = folder / name
    path.write_bytes(bytes(imagecodecs.png_encode(pixels)))
    if sidecar is not None:
        (folder / f"{name}.json").write_text(json.dumps(sidecar))
    return path


def tiff(folder: Path, pages: list[np.ndarray], **options: object) -> Path:
    path = folder / "scan.tif"
    stack = pages[0] if len(pages) == 1 else np.stack(pages)
    path.write_bytes(bytes(imagecodecs.tiff_encode(stack, **options)))
    return path


def test_png_with_a_full_side_car(tmp_path):
    found = reader.read_image(png(tmp_path, FULL))
    channel = found.channels[0]
    assert np.array_equal(channel.pixels, PIXELS)
    assert (channel.energy, channel.kilovolts, channel.air) == (Energy.HIGH, 6000.0, 60000)
    assert channel.bright_is_air is False
    assert found.mm_per_pixel == (4.2, 5.1)
    assert found.kind == "png"
    assert found.source.view == "top"
    assert found.source.origin is Origin.SYNTHETIC
    assert dict(found.source.identifiers) == {"CCN": "1234ABCD00001"}
    assert found.source.taken_at.isoformat() == "2026-03-01T12:00:00+00:00"
    assert found.source.study_uid == "scan 17"


def test_png_without_a_side_car_is_one_energy(tmp_path):
    found = reader.read_image(png(tmp_path))
    assert found.header.energies == (Energy.SINGLE,)
    assert found.header.mm_per_pixel is None


def test_png_of_another_maker_decodes_the_same(tmp_path):
    cv2.imwrite(str(tmp_path / "scan.png"), PIXELS)
    assert np.array_equal(reader.read_image(tmp_path / "scan.png").channels[0].pixels, PIXELS)


def test_eight_bit_png_is_hashed_at_one_byte(tmp_path):
    small = (PIXELS >> 8).astype("u1")
    found = reader.read_image(png(tmp_path, pixels=small))
    assert found.header.bits_allocated == 8
    assert found.channels[0].air == 255
    assert found.pixels_sha256 != reader.read_image(png(tmp_path)).pixels_sha256


@pytest.mark.parametrize(
    "options",
    [
        {"compression": "none"},
        {"compression": "deflate"},
        {"compression": "lzw", "predictor": 2},
        {"compression": "packbits"},
        {"compression": "none", "bigtiff": True},
        {"compression": "deflate", "tile": (16, 16)},
        {"compression": "none", "rowsperstrip": 5},
    ],
)
def test_tiff_in_its_forms(tmp_path, options):
    path = tiff(tmp_path, [PIXELS], **options)
    found = reader.read_image(path)
    assert found.kind == "tiff"
    assert np.array_equal(found.channels[0].pixels, PIXELS)
    assert found.pixels_sha256 == reader.read_image(png(tmp_path)).pixels_sha256


def test_big_endian_tiff(tmp_path):
    """Made by hand: imagecodecs writes little-endian pixels whatever byte order it is asked for."""
    tags = [(256, 40), (257, 24), (258, 16), (259, 1), (262, 1), (273, 8), (277, 1), (279, 1920)]
    entries = b"".join(struct.pack(">HHII", tag, 4, 1, value) for tag, value in tags)
    directory = struct.pack(">H", len(tags)) + entries + bytes(4)
    path = tmp_path / "scan.tif"
    head = b"MM\0*" + struct.pack(">I", 8 + PIXELS.nbytes)
    path.write_bytes(head + PIXELS.astype(">u2").tobytes() + directory)
    assert np.array_equal(reader.read_image(path).channels[0].pixels, PIXELS)


def test_white_is_zero_means_bright_is_not_air(tmp_path):
    path = tiff(tmp_path, [PIXELS], photometric=0)
    assert reader.read_image(path).channels[0].bright_is_air is False


def test_two_pages_are_two_energies_when_the_side_car_says_which(tmp_path):
    low = picture(seed=3)
    path = tiff(tmp_path, [low, PIXELS])
    with pytest.raises(UnsupportedScan, match="side-car"):
        reader.read_header(path)
    told = {"schema": SCHEMA, "energies": ["low", "high"], "kilovolts": [4000, 6000]}
    (tmp_path / "scan.json").write_text(json.dumps(told))
    found = reader.read_image(path)
    assert found.header.energies == (Energy.LOW, Energy.HIGH)
    radiograph = reader.read_radiographs([path])[0]
    assert np.array_equal(radiograph.high.pixels, PIXELS)
    assert np.array_equal(radiograph.low.pixels, low)
    assert radiograph.low.kilovolts == 4000.0
    assert len(found.pixels_sha256) == 2


def test_three_pages_are_refused(tmp_path):
    with pytest.raises(UnsupportedScan, match="two pages"):
        reader.read_header(tiff(tmp_path, [PIXELS] * 3))


def test_a_pair_named_by_its_side_cars(tmp_path):
    told = {"schema": SCHEMA, "pair": {"low": "a.png", "high": "b.png"}}
    low, high = png(tmp_path, told, "a.png"), png(tmp_path, told, "b.png", picture(seed=4))
    (radiograph,) = reader.read_radiographs([low, high])
    assert np.array_equal(radiograph.low.pixels, PIXELS)


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((8, 8, 3), "u1"),
        np.zeros((8, 8, 4), "u2"),
        np.zeros((8, 8, 2), "u1"),
    ],
)
def test_colour_is_refused(tmp_path, pixels):
    with pytest.raises(UnsupportedScan, match="colour"):
        reader.read_header(png(tmp_path, pixels=pixels))


def test_colour_and_float_tiff_are_refused(tmp_path):
    with pytest.raises(UnsupportedScan, match="colour"):
        reader.read_header(tiff(tmp_path, [np.zeros((8, 8, 3), "u1")]))
    with pytest.raises(UnsupportedScan, match="unsigned"):
        reader.read_header(tiff(tmp_path, [np.zeros((8, 8), "f4")]))
    with pytest.raises(UnsupportedScan, match="compression"):
        reader.read_header(tiff(tmp_path, [PIXELS], compression="zstd"))


def test_chunks_beside_the_picture_are_not_handed_to_the_decoder(tmp_path, capfd):
    path = png(tmp_path)
    plain = path.read_bytes()
    body = b"iCCPprofile\0\0" + zlib.compress(bytes(1 << 20))
    extra = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    path.write_bytes(plain[:33] + extra + plain[33:] + b"after the end")
    assert np.array_equal(reader.read_image(path).channels[0].pixels, PIXELS)
    path.write_bytes(plain[:33] + extra[:-1] + b"?" + plain[33:])
    with pytest.raises(UnreadableScan, match="damaged") as caught:
        reader.read_image(path)
    assert caught.value.element == "chunk at byte 33"
    assert capfd.readouterr().err == ""


def test_a_cut_picture_is_refused(tmp_path):
    for path in (png(tmp_path), tiff(tmp_path, [PIXELS], compression="deflate")):
        path.write_bytes(path.read_bytes()[:-200])
        with pytest.raises(ImagingError):
            reader.read_image(path)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"schema": "other/1"}, "schema"),
        ({"energy": "medium"}, "energy"),
        ({"energy": 3}, "energy"),
        ({"kilovolts": "many"}, "kilovolts"),
        ({"kilovolts": -1}, "kilovolts"),
        ({"mm_per_pixel": [1, 2, 3]}, "mm_per_pixel"),
        ({"mm_per_pixel": True}, "mm_per_pixel"),
        ({"taken_at": "yesterday"}, "taken_at"),
        ({"identifiers": ["CCN"]}, "identifiers"),
        ({"identifiers": {"CCN": 5}}, "identifiers"),
        ({"bright_is_air": "yes"}, "bright_is_air"),
        ({"origin": "INVENTED"}, "origin"),
        ({"pair": {"left": "a"}}, "pair"),
        ({"view": 7}, "view"),
    ],
)
def test_a_wrong_side_car_is_refused_with_its_key(tmp_path, change, key):
    path = png(tmp_path, FULL | change)
    for read in (reader.read_header, reader.read_image):
        with pytest.raises(UnreadableScan) as caught:
            read(path)
        assert caught.value.element == f"scan.png.json: {key}"


def test_the_nearer_side_car_wins(tmp_path):
    path = png(tmp_path, {"schema": SCHEMA, "view": "near"})
    (tmp_path / "scan.json").write_text(json.dumps({"schema": SCHEMA, "view": "far"}))
    assert read_sidecar(path).source.view == "near"
    assert find_sidecar(path) == tmp_path / "scan.png.json"
    assert is_sidecar(tmp_path / "scan.json")
    (tmp_path / "scan.json").write_text(json.dumps({"ccn": "1"}))
    assert not is_sidecar(tmp_path / "scan.json")
    assert not is_sidecar(path)
