"""A file that arrives in pieces: nothing is made up, and what is shown is what the file holds."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.arriving import Arriving
from imaging.dicos import write_dx
from imaging.errors import ImagingError
from imaging.holding import Held, NotHere, Span, without
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from imaging.reader import read_header, read_image
from imaging.structure import read_layout


def scan(equipment: str, rows: int) -> Radiograph:
    """A simulated scan that knows when it was taken."""
    made = make_scene(4, equipment=equipment, rows=rows).radiograph
    taken = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)
    return dataclasses.replace(made, source=dataclasses.replace(made.source, taken_at=taken))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dx(
        scan("container40", 600), tmp_path_factory.mktemp("scan"), compress="htj2k", seed="arriving"
    )[0]


def coming(path: Path) -> tuple[Arriving, bytes]:
    data = path.read_bytes()
    return Arriving(Held(len(data)), path.name), data


def fetch(file: Arriving, data: bytes, spans: tuple[Span, ...]) -> int:
    """Bring bytes; return how many."""
    for start, end in spans:
        file.held.put(start, data[start:end])
    return sum(end - start for start, end in spans)


def test_it_shows_more_and_more_of_exactly_what_the_file_holds(path: Path) -> None:
    file, data = coming(path)
    whole = read_image(path)
    fetched = fetch(file, data, (file.first,))
    index = file.index
    assert index is not None
    for halvings in range(index.halvings, -1, -1):
        fetched += fetch(file, data, file.wanted(halvings))
        assert file.wanted(halvings) == ()
        assert file.shown is not None
        assert file.shown <= halvings
        shown = file.picture(halvings)
        assert shown.header.rows == shown.channels[0].pixels.shape[0]
        assert shown.header.source == whole.header.source
    shown = file.picture(0)
    np.testing.assert_array_equal(shown.channels[0].pixels, whole.channels[0].pixels)
    assert shown.header.mm_per_pixel == whole.header.mm_per_pixel
    assert fetched <= len(data)


def test_a_coarse_picture_knows_its_own_scale(path: Path) -> None:
    file, data = coming(path)
    fetch(file, data, (file.first,))
    fetch(file, data, file.wanted(3))
    told, shown = file.header, file.picture(3)
    assert told == read_header(path) or told.path.name == path.name
    assert told.mm_per_pixel is not None
    assert shown.header.mm_per_pixel is not None
    ratio = told.columns / shown.header.columns
    assert shown.header.mm_per_pixel[1] == pytest.approx(told.mm_per_pixel[1] * ratio)


def test_any_part_is_shown_sharply_by_the_bytes_of_its_tiles_alone(path: Path) -> None:
    file, data = coming(path)
    fetch(file, data, (file.first,))
    index = file.index
    assert index is not None
    whole = read_image(path).channels[0].pixels
    last = index.grid[0] * index.grid[1] - 1
    with pytest.raises(NotHere):
        file.tile(last)
    asked = file.spans(index.parts_of([last]))
    fetched = fetch(file, data, asked)
    left, top, right, bottom = index.box(last)
    np.testing.assert_array_equal(file.tile(last), whole[top:bottom, left:right])
    assert fetched < 0.2 * len(data)
    with pytest.raises(NotHere):
        file.picture(0)


def test_nothing_is_told_before_its_bytes_are_here(path: Path) -> None:
    file, data = coming(path)
    told: list[Span] = []
    while len(told) < 40:
        wish = wished(file)
        if wish is None:
            break
        told.append(wish)
        # As little as is asked for.
        file.held.put(wish[0], data[wish[0] : wish[1]])
    assert 0 < len(told) == len(set(told)) < 40


def wished(file: Arriving) -> Span | None:
    """Ask for the coarsest picture; return which bytes it lacks."""
    try:
        assert file.header.columns > 0
        assert file.index is not None
        file.picture(6)
    except NotHere as wish:
        return wish.span
    return None


def test_a_file_that_does_not_stream_says_so_from_its_header(tmp_path: Path) -> None:
    scene = scan("container20", 200)
    for coding in ("jpeg-ls", "none", "rle"):
        folder = tmp_path / coding
        folder.mkdir()
        path = write_dx(scene, folder, compress=coding, seed=coding)[0]
        file, data = coming(path)
        fetch(file, data, (file.first,))
        assert file.header.columns == scene.shape[1]
        assert file.index is None
        with pytest.raises(NotHere) as wish:
            file.picture(0)
        assert wish.value.span == (0, len(data))


def test_a_coded_picture_of_another_size_than_the_header_says_is_refused(path: Path) -> None:
    _, data = coming(path)
    at = data.index(b"\xff\x4f\xff\x51") + 8
    columns = int.from_bytes(data[at : at + 4], "big")
    # One less: still as many tiles.
    altered = data[:at] + (columns - 1).to_bytes(4, "big") + data[at + 4 :]
    file = Arriving(Held(len(altered)), path.name)
    file.held.put(0, altered)
    with pytest.raises(ImagingError):
        assert file.index is None


def test_a_file_in_pieces_of_fragments_is_left_until_it_is_whole(path: Path) -> None:
    _, data = coming(path)
    layout = read_layout(io.BytesIO(data), len(data))
    assert layout.pixels is not None
    at = layout.pixels.at
    at += 8 + int.from_bytes(data[at + 4 : at + 8], "little")
    length = int.from_bytes(data[at + 4 : at + 8], "little")
    cut = length // 4 * 2
    item = b"\xfe\xff\x00\xe0"
    body = data[at + 8 : at + 8 + length]
    pieces = b"".join(
        item + len(part).to_bytes(4, "little") + part for part in (body[:cut], body[cut:])
    )
    split = data[:at] + pieces + data[at + 8 + length :]
    file = Arriving(Held(len(split)), path.name)
    file.held.put(0, split)
    assert file.index is None


def test_what_is_no_scan_is_refused_as_soon_as_that_is_seen() -> None:
    held = Held(100_000)
    held.put(0, b"MZ" + b"\0" * 9_998)
    with pytest.raises(ImagingError):
        assert Arriving(held, "x").header is None


def test_a_size_that_no_scan_has_is_refused() -> None:
    for size in (0, -1, 5 << 30):
        with pytest.raises(ImagingError):
            Held(size)


def test_bytes_outside_of_the_file_are_refused() -> None:
    held = Held(10)
    for start, data in ((-1, b"a"), (10, b"a"), (8, b"abc")):
        with pytest.raises(ValueError, match="outside"):
            held.put(start, data)
    assert held.spans == ()


def test_what_is_here_already_is_not_altered_by_what_comes_again() -> None:
    held = Held(10)
    held.put(2, b"abc")
    held.put(0, b"zzzzzz")
    assert held.part(0, 6) == b"zzabcz"
    assert held.reach == 6
    assert not held.whole


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=12), st.data())
def test_spans_held_and_missing_are_the_bytes_put_and_not_put(
    puts: list[tuple[int, int]], data: st.DataObject
) -> None:
    held = Held(120)
    put: set[int] = set()
    for start, length in puts:
        held.put(start, bytes(length))
        put |= set(range(start, start + length))
    assert {at for start, end in held.spans for at in range(start, end)} == put
    wanted = data.draw(st.lists(st.tuples(st.integers(0, 119), st.integers(0, 120))))
    bytes_wanted = {at for start, end in wanted for at in range(start, end)}
    asked = held.missing(wanted)
    assert [at for start, end in asked for at in range(start, end)] == sorted(bytes_wanted - put)
    assert all(one[1] < two[0] for one, two in itertools.pairwise(asked))


def test_it_reads_like_a_file() -> None:
    held = Held(10)
    held.put(0, b"0123456789")
    assert held.read(4) == b"0123"
    assert held.tell() == 4
    assert held.seek(-2, io.SEEK_END) == 8
    assert held.read() == b"89"
    assert held.read(5) == b""
    assert held.seek(1) == 1
    assert held.read(2) == b"12"
    assert without([(0, 3)], [(1, 2)]) == ((0, 1), (2, 3))
