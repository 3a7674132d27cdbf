"""Damaged and malicious files: never a crash, never a hang, never a loss that nobody is told of."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.filing import Fault, Filing, Weight
from app.shipments.edi.edifact import read_edifact
from app.shipments.edi.source import Incoming
from app.shipments.edi.x12 import read_x12
from tests.unit import edi_messages as messages
from tests.unit.edi_messages import CONSIST_358, CUSCAR, CUSREP, MANIFEST_309, edifact, x12

NOW = dt.datetime(2026, 10, 3, 10, tzinfo=dt.UTC)
FILE = Incoming("file.edi", "", NOW)
ANSWERS = edifact(
    messages.CUSRES_REJECT,
    messages.CUSRES_RELEASE,
    messages.HOUSE_BILL,
    messages.CLOSE,
    messages.RELEASE_REQUEST,
    messages.STATUS,
    messages.CONTRL,
)
SETS = x12("AG", messages.ACKNOWLEDGED, messages.APPLICATION, messages.REFUSED, messages.NOTICE_350)
WHOLE = {
    "CUSCAR": CUSCAR,
    "CUSREP": CUSREP,
    "309": MANIFEST_309,
    "358": CONSIST_358,
    "answers": ANSWERS,
    "sets": SETS,
}
NASTY = b"\x00\xff'+?~*\nZ9"


def read(data: bytes, *, spots: bool = True) -> list[Filing | Fault]:
    """Read as the beginning says, and look at every spot."""
    reader = read_x12 if data[:3] == b"ISA" else read_edifact
    found = list(reader(io.BytesIO(data), FILE))
    for entry in found:
        if isinstance(entry, Filing):
            assert entry.key or entry.body is not None
            for spot in entry.spots.values() if spots else ():
                assert 0 <= spot.start <= spot.end
    return found


def errors(found: list[Filing | Fault]) -> list[Fault]:
    """Faults that say that something was not taken."""
    loose = [entry for entry in found if isinstance(entry, Fault)]
    carried = [fault for entry in found if isinstance(entry, Filing) for fault in entry.faults]
    return [fault for fault in loose + carried if fault.weight is Weight.ERROR]


def filings(found: list[Filing | Fault]) -> list[Filing]:
    """What was taken."""
    return [entry for entry in found if isinstance(entry, Filing)]


@pytest.mark.parametrize("name", WHOLE)
def test_t32_a_file_that_breaks_off_anywhere_says_so(name: str) -> None:
    data = WHOLE[name].strip().encode()
    whole = filings(read(data))
    for length in range(len(data) - 1):
        found = read(data[:length])
        assert errors(found) or length == 0, data[:length][-20:]
        taken = filings(found)
        assert [filing.body for filing in taken] == [f.body for f in whole[: len(taken)]]


@pytest.mark.parametrize("name", WHOLE)
def test_one_wrong_byte_never_loses_a_message_in_silence(name: str) -> None:
    data = WHOLE[name].encode()
    count = len(filings(read(data)))
    for place in range(len(data)):
        for wrong in (NASTY[place % len(NASTY)], NASTY[(place * 3 + 1) % len(NASTY)]):
            damaged = data[:place] + bytes([wrong]) + data[place + 1 :]
            found = read(damaged, spots=place % 7 == 0)
            assert found, (place, wrong)
            said = [entry for entry in found if isinstance(entry, Fault)]
            carried = [fault for filing in filings(found) for fault in filing.faults]
            assert len(filings(found)) >= count or said or carried, (place, wrong)


@st.composite
def _disordered(draw: st.DrawFn) -> bytes:
    """A message with its inner segments in any order, some twice, some gone."""
    text = draw(st.sampled_from([CUSCAR, CUSREP, ANSWERS, MANIFEST_309, CONSIST_358, SETS]))
    end = "~" if text.startswith("ISA") else "'"
    segments = [segment.strip() for segment in text.split(end) if segment.strip()]
    service = ("UNA", "UNB", "UNH", "UNT", "UNZ", "ISA", "GS*", "ST*", "SE*", "GE*", "IEA")
    inner = [segment for segment in segments if not segment.startswith(service)]
    chosen = draw(st.lists(st.sampled_from(inner), max_size=60))
    if end == "~":
        head = [s for s in segments if s.startswith(("ISA", "GS*"))]
        start = next(s for s in segments if s.startswith("ST*"))
        tail = [f"SE*{len(chosen) + 2}*0001", "GE*1*1", "IEA*1*1"]
    else:
        head = ["UNB+UNOA:2+A+B+261003:1000+1"]
        start = next(s for s in segments if s.startswith("UNH"))
        tail = [f"UNT+{len(chosen) + 2}+1", "UNZ+1+1"]
    return (end.join([*head, start, *chosen, *tail]) + end).encode()


@settings(max_examples=200, deadline=None)
@given(_disordered())
def test_segments_in_any_order_end_in_a_filing_or_a_reason(data: bytes) -> None:
    found = read(data)
    assert filings(found) or errors(found)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"UNB+UNOA:1+A+B+1:2+3'", b"UNA:+.? '", b"ISA*"]))
def test_t32_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    assert read(start + data)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="?'+:UNHTBZCI0 \n", max_size=80))
def test_released_signs_never_lose_what_stands_between_them(text: str) -> None:
    data = f"UNB+UNOA:1+A+B+1:2+3'UNH+1+CUSCAR:D:03B:UN'BGM+85+K+9'{text}UNT+9+1'UNZ+1+3'"
    assert read(data.encode())


def _cuscar(segments: str, count: int) -> bytes:
    return (
        f"UNB+UNOA:1+A+B+261003:1000+3'UNH+1+CUSCAR:D:03B:UN'BGM+85+7QRSX1+9'{segments}"
        f"UNT+{count + 3}+1'UNZ+1+3'"
    ).encode()


def test_a_message_of_a_million_segments_is_refused_and_the_next_is_read() -> None:
    bomb = _cuscar("GID+1'" * 1_000_000, 1_000_000)
    found = read(bomb + CUSREP.encode())
    assert len(filings(found)) == 1
    assert "200000 segments" in str(errors(found)[0].sentence)


def test_a_message_of_many_megabytes_is_refused_and_the_next_is_read() -> None:
    bomb = _cuscar("FTX+AAA+++" + "A" * (40 << 20) + "'", 1)
    found = read(bomb + CUSREP.encode())
    assert len(filings(found)) == 1
    assert errors(found)


def test_faults_of_one_message_are_told_up_to_a_number() -> None:
    (filing,) = filings(read(_cuscar("GID+1'" + "MEA+AAE+G+XXX:1'" * 5000, 5001)))
    assert len(filing.faults) == 101


def test_a_bomb_of_line_ends_takes_no_longer_than_other_files() -> None:
    isa = MANIFEST_309[:105] + "\n"
    found = read(isa.encode() + b"\n" * 3_000_000)
    assert errors(found)


def test_a_description_of_many_parts_is_kept_to_a_length() -> None:
    (filing,) = filings(read(_cuscar("GID+1'" + "FTX+AAA+++WORDS'" * 100_000, 100_001)))
    body = filing.body
    assert body is not None
    assert len(body.goods[0].description) <= 4000  # type: ignore[union-attr]


def test_numbers_that_are_no_numbers_are_left_out_and_named() -> None:
    wrong = CUSCAR.replace("KGM:6100", "KGM:1e999").replace("70:CT", "seventy:CT")
    (filing,) = filings(read(wrong.encode()))
    assert len(filing.faults) == 2
    assert {fault.segment for fault in filing.faults} == {19, 21}


def test_every_fault_has_its_segment() -> None:
    text = CUSCAR.replace("LOC+9+USDET'", "XYZ+1'\nXYZ+2'\nLOC+9+USDET'")
    (filing,) = filings(read(text.encode()))
    unknown = [fault for fault in filing.faults if "XYZ" in str(fault.sentence)]
    assert [fault.segment for fault in unknown] == [16]
    assert any(re.search("UNT counts 32, there are 34", str(f.sentence)) for f in filing.faults)
