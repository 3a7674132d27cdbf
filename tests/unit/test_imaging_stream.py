"""The stream form: every early cut is a coarser whole, any tile stands alone, others read it."""

from __future__ import annotations

import io

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openjpeg.utils import decode as openjpeg_decode

from imaging import codecs
from imaging.errors import ImagingError
from imaging.guard import Claims
from imaging.holding import without
from imaging.phantom import make_scene
from imaging.radiograph import Pixels
from imaging.stream import (
    cut_tile,
    decode_prefix,
    decode_tile,
    encode,
    index_of,
    resolution_major,
)
from imaging.stream.index import StreamIndex
from imaging.stream.markers import TLM_ENTRIES, TilePart, length_segments, listed, segments

SHAPES = ((1, 1), (1, 700), (70, 90), (512, 512), (513, 1025), (1000, 1700), (64, 9000))


def picture(rows: int, columns: int) -> Pixels:
    """Smooth goods with noise, as a scanner delivers them."""
    noise = np.random.default_rng(rows * columns)
    along = np.sin(np.arange(columns) / 37.0)[None, :] * np.cos(np.arange(rows) / 23.0)[:, None]
    return np.asarray(30000 + 20000 * along + noise.normal(0, 90, (rows, columns)), np.uint16)


def opened(stream: bytes) -> StreamIndex:
    index = index_of(stream)
    assert index is not None
    return index


@pytest.mark.parametrize("shape", SHAPES)
def test_every_cut_shows_the_whole_picture_exactly_at_its_resolution(
    shape: tuple[int, int],
) -> None:
    pixels = picture(*shape)
    stream = encode(pixels)
    index = opened(stream)
    assert index.coarse_first
    assert index.size == len(stream)
    for halvings in range(index.halvings + 1):
        whole = np.asarray(imagecodecs.htj2k_decode(stream, skipres=halvings))
        cut = decode_prefix(stream[: index.reach(halvings)], index, halvings)
        np.testing.assert_array_equal(cut, whole)
        assert index.shown_by(index.reach(halvings)) == halvings
        assert index.shown_by(index.reach(halvings) - 1) in (None, halvings + 1)
    np.testing.assert_array_equal(decode_prefix(stream, index, 0), pixels)


@pytest.mark.parametrize("shape", SHAPES)
def test_openjpeg_reads_it_whole_and_any_tile_of_it(shape: tuple[int, int]) -> None:
    pixels = picture(*shape)
    stream = encode(pixels)
    index = opened(stream)
    np.testing.assert_array_equal(openjpeg_decode(io.BytesIO(stream)).reshape(shape), pixels)
    down, across = index.grid
    held = {part: stream[part.start : part.end] for part in index.parts}
    for tile in {0, across - 1, down * across - 1}:
        left, top, right, bottom = index.box(tile)
        alone = cut_tile(stream[: index.head], held, index, tile)
        read = openjpeg_decode(io.BytesIO(alone)).reshape(bottom - top, right - left)
        np.testing.assert_array_equal(read, pixels[top:bottom, left:right])


@pytest.mark.parametrize("halvings", range(7))
def test_a_tile_is_what_the_whole_shows_there(halvings: int) -> None:
    stream = encode(picture(1000, 1700))
    index = opened(stream)
    whole = np.asarray(imagecodecs.htj2k_decode(stream, skipres=halvings))
    head = stream[: index.head]
    for tile in range(8):
        held = {part: stream[part.start : part.end] for part in index.parts_of([tile], halvings)}
        assert len(held) == 7 - halvings
        left, top, right, bottom = (-(-side >> halvings) for side in index.box(tile))
        shown = decode_tile(head, held, index, tile, halvings)
        np.testing.assert_array_equal(shown, whole[top:bottom, left:right])


@pytest.mark.parametrize("columns", [400, 2500, 9000])
def test_the_first_picture_of_a_simulated_scan_is_under_a_fifth_of_a_percent(columns: int) -> None:
    scene = make_scene(4, equipment="container40", rows=512).radiograph
    pixels = np.tile(scene.main.pixels, (1, -(-columns // scene.shape[1])))[:, :columns]
    index = opened(encode(pixels))
    assert index.reach(index.halvings) < 0.002 * index.size


def test_dicom_carries_it_under_the_syntax_of_rpcl() -> None:
    pixels = picture(300, 1200)
    assert codecs.ENCODINGS["htj2k"] == "1.2.840.10008.1.2.4.202"
    frame = codecs.encode_frame(pixels, "htj2k")
    assert opened(frame).coarse_first
    syntax = codecs.syntax_of(codecs.ENCODINGS["htj2k"])
    np.testing.assert_array_equal(
        codecs.decode_frame(frame, syntax, Claims(300, 1200, 16, 16, 15)), pixels
    )


def test_the_head_alone_says_where_everything_is() -> None:
    stream = encode(picture(600, 1100))
    whole = opened(stream)
    assert index_of(stream[: whole.head - 1]) is None
    assert index_of(stream[: whole.head]) is None
    assert index_of(stream[: whole.head + 2]) == whole


def test_a_stream_that_is_not_sorted_is_sorted_without_coding_it_again() -> None:
    pixels = picture(600, 1100)
    for tlm in (True, False):
        plain = bytes(
            imagecodecs.htj2k_encode(
                pixels, reversible=True, tlm=tlm, tilepart=1, tile=(256, 256), resolutions=4
            )
        )
        index = opened(plain)
        assert not index.coarse_first
        with pytest.raises(ValueError, match="no beginning"):
            decode_prefix(plain, index, 4)
        moved = resolution_major(plain)
        assert opened(moved).coarse_first
        assert sorted(part.length for part in opened(moved).parts) == sorted(
            part.length for part in index.parts
        )
        np.testing.assert_array_equal(np.asarray(imagecodecs.htj2k_decode(moved)), pixels)


def test_what_lies_side_by_side_on_screen_lies_side_by_side_in_the_stream() -> None:
    stream = encode(picture(1000, 4000))
    index = opened(stream)
    tiles = index.tiles_in((1100, 0, 2000, 1000))
    assert tiles == (2, 3, 10, 11)
    sharpest = [part for part in index.parts_of(tiles) if part.halvings == 0]
    assert len(without([(part.start, part.end) for part in sharpest], [])) == 1


def test_streams_of_other_kinds_are_left_to_the_ordinary_readers() -> None:
    pixels = picture(600, 600)
    assert index_of(bytes(imagecodecs.htj2k_encode(pixels, reversible=True))) is None
    slow = bytes(imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", reversible=True))
    assert index_of(slow) is None
    colour = np.dstack([pixels] * 3)
    assert index_of(bytes(imagecodecs.htj2k_encode(colour, reversible=True))) is None
    assert index_of(bytes(imagecodecs.htj2k_encode(pixels.astype(np.int16)))) is None


def test_a_part_that_is_not_what_the_head_says_is_refused() -> None:
    stream = encode(picture(600, 1100))
    index = opened(stream)
    held = {part: stream[part.start : part.end] for part in index.parts}
    first = index.parts_of([0])[0]
    head = stream[: index.head]
    for piece in (held[first][:-1], held[index.parts_of([1])[0]], b"", b"\0" * first.length):
        with pytest.raises(ImagingError):
            cut_tile(head, held | {first: piece}, index, 0)
    with pytest.raises(KeyError):
        cut_tile(head, {}, index, 0)
    with pytest.raises(IndexError):
        cut_tile(head, held, index, 6)


def test_a_head_cut_anywhere_says_nothing_yet() -> None:
    stream = encode(picture(90, 1100))
    index = opened(stream)
    for end in range(2, index.head + 2):
        assert index_of(stream[:end]) is None
    with pytest.raises(ImagingError):
        index_of(b"\xff\xd8\xff\xe0")
    with pytest.raises(ImagingError):
        resolution_major(stream[:-1])
    with pytest.raises(ValueError, match="are here"):
        decode_prefix(stream[: index.reach(3) - 1], index, 3)


@settings(max_examples=300)
@given(st.data())
def test_a_head_that_lies_is_refused_or_read_but_breaks_nothing(data: st.DataObject) -> None:
    stream = bytearray(_SMALL)
    index = opened(_SMALL)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, index.head + 1))
        stream[at] = data.draw(st.integers(0, 255))
    try:
        read = index_of(bytes(stream))
    except ImagingError:
        return
    if read is not None:
        assert read.parts[0].start == read.head
        assert all(
            one.end == two.start for one, two in zip(read.parts, read.parts[1:], strict=False)
        )


_SMALL = encode(picture(90, 1100))


def test_more_parts_than_one_segment_lists_are_listed_in_several() -> None:
    parts = [TilePart(number // 7, number % 7, 0, 20 + number) for number in range(25000)]
    written = length_segments(parts)
    found = list(segments(b"\xff\x4f" + written))
    assert len(found) == -(-25000 // TLM_ENTRIES)
    read = listed(found, 0)
    assert [(one.tile, one.length) for one in read] == [(one.tile, one.length) for one in parts]
