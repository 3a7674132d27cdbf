"""Answers of several parts, cut into pieces anywhere, and answers that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scans.web.faults import ArchiveFault, Asked, Fault
from app.scans.web.parts import boundary_of, parts_of

ASKED = Asked("archive", "scan 7")


def body(parts: list[tuple[int, bytes]], size: int = 1000) -> bytes:
    out = bytearray()
    for at, data in parts:
        out += b"\r\n--B\r\nContent-Type: text/plain\r\n"
        out += b"Content-Range: bytes %d-%d/%d\r\n\r\n" % (at, at + len(data) - 1, size)
        out += data
    return bytes(out) + b"\r\n--B--\r\n"


@given(st.binary(min_size=1, max_size=60), st.binary(min_size=1, max_size=60), st.integers(1, 70))
def test_parts_come_whole_however_the_answer_is_cut(one: bytes, other: bytes, step: int) -> None:
    answer = body([(3, one), (500, other)])
    pieces = (answer[at : at + step] for at in range(0, len(answer), step))
    told: dict[int, int] = {}
    for at, size, piece in parts_of(pieces, "B", ASKED):
        assert size == 1000
        told |= {at + place: value for place, value in enumerate(piece)}
    assert bytes(told[at] for at in sorted(told)) == one + other
    assert sorted(told) == [*range(3, 3 + len(one)), *range(500, 500 + len(other))]


def fault(answer: bytes) -> Fault:
    with pytest.raises(ArchiveFault) as caught:
        list(parts_of(iter([answer]), "B", ASKED))
    return caught.value.fault


@pytest.mark.parametrize("short", [4, 5, 9, 30, 60])
def test_an_answer_that_stops_is_asked_for_again(short: int) -> None:
    assert fault(body([(3, b"abcdefgh" * 4)])[:-short]) is Fault.CUT


@pytest.mark.parametrize(
    "answer",
    [
        b"\r\n--B\r\nContent-Type: text/plain\r\n\r\nabc\r\n--B--\r\n",
        b"\r\n--C\r\nContent-Range: bytes 0-2/9\r\n\r\nabc\r\n--C--\r\n",
        b"x" * 10_000,
        b"\r\n\r\n\r\n",
    ],
)
def test_what_is_no_such_answer_is_refused(answer: bytes) -> None:
    assert fault(answer) is Fault.REFUSED


def test_the_boundary_is_read_from_the_header() -> None:
    assert boundary_of("multipart/byteranges; boundary=00001") == "00001"
    assert boundary_of('Multipart/ByteRanges; charset=x; boundary="a b"') == "a b"
    assert not boundary_of("application/dicom")
