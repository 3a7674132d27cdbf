"""Files in the multipart form of DICOMweb: out and in, whatever the pieces, and never half."""

from __future__ import annotations

import email.parser
import email.policy
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scans.web.multipart import NoPart, boundary_of, first_part, only_part, stored

FILE = bytes(128) + b"DICM" + b"\r\n--B\r\n\r\n--B--\r\nwhat a scan may hold\r\n\r\n"
ANSWER = b"\r\n--B\r\nContent-Type: application/dicom\r\n\r\n" + FILE + b"\r\n--B--\r\n"


def pieces(data: bytes, cuts: list[int]) -> Iterator[bytes]:
    at = 0
    for cut in cuts:
        yield data[at : at + cut]
        at += cut
    yield data[at:]


@given(st.lists(st.integers(0, 60), max_size=40))
def test_the_first_part_comes_whole_whatever_the_pieces(cuts: list[int]) -> None:
    assert b"".join(first_part(pieces(ANSWER, cuts), "B", len(FILE))) == FILE


@given(st.integers(0, len(ANSWER) - len(b"\r\n--B--\r\n") - 1))
def test_an_answer_that_stops_before_the_end_is_no_file(end: int) -> None:
    with pytest.raises(NoPart):
        list(first_part([ANSWER[:end]], "B", len(FILE)))


def test_an_answer_without_a_part_is_not_searched_for_ever() -> None:
    with pytest.raises(NoPart):
        list(first_part(iter(lambda: bytes(50_000), b""), "B", 5))


def test_what_comes_behind_the_part_is_not_read_for_ever() -> None:
    endless = iter(lambda: bytes(50_000), b"")
    head = b"--B\r\n\r\n12345"
    assert b"".join(first_part((head, *(next(endless) for _ in range(3))), "B", 5)) == b"12345"


def test_a_whole_answer_is_unwrapped_or_is_the_file_itself() -> None:
    assert only_part(ANSWER) == FILE
    assert only_part(ANSWER[2:]) == FILE
    assert only_part(FILE) == FILE
    for broken in (b"", b"nothing", b"--B\r\n\r\n", b"--B--\r\n", ANSWER[: len(ANSWER) // 2]):
        with pytest.raises(NoPart):
            only_part(broken)


@pytest.mark.parametrize(
    ("kind", "boundary"),
    [
        ('multipart/related; type="application/dicom"; boundary=abc', "abc"),
        ('Multipart/Related; boundary="a b:c"; type="application/dicom"', "a b:c"),
        ("multipart/related", ""),
        ("application/dicom; boundary=abc", ""),
        ("", ""),
    ],
)
def test_what_parts_an_answer_is_read_from_its_type(kind: str, boundary: str) -> None:
    assert boundary_of(kind) == boundary


def test_what_is_stored_is_what_the_standard_librarys_reader_reads(tmp_path: Path) -> None:
    path = tmp_path / "scan.dcm"
    path.write_bytes(FILE)
    posted = stored(path)
    for _ in range(2):
        body = b"".join(posted.parts())
        assert len(body) == posted.size
        parser = email.parser.BytesParser(policy=email.policy.HTTP)
        message = parser.parsebytes(b"content-type: " + posted.kind.encode() + b"\r\n\r\n" + body)
        (part,) = message.iter_parts()
        assert part.get_content_type() == "application/dicom"
        assert part.get_payload(decode=True) == FILE
    assert stored(path).kind != posted.kind
