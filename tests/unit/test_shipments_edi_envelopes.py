"""Separators, character sets, envelopes and counts, as real senders write them."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.filing import Fault, Filing, Weight
from app.domain.shipment import Shipment
from app.shipments.edi.edifact import read_edifact
from app.shipments.edi.pieces import BLOCK
from app.shipments.edi.source import Incoming
from app.shipments.edi.values import moment, number
from app.shipments.edi.x12 import read_x12
from app.shipments.messages import message_text, read_filings, read_message
from tests.unit import edi_messages as messages
from tests.unit.edi_messages import CONSIST_358, CUSCAR, CUSREP, MANIFEST_309, edifact

NOW = dt.datetime(2026, 10, 3, 10, tzinfo=dt.UTC)
FILE = Incoming("file.edi", "", NOW)
SHARED = Path(__file__).parents[3] / "shared" / "data" / "edi"


def read(data: bytes | str) -> list[Filing | Fault]:
    raw = data.encode() if isinstance(data, str) else data
    reader = read_x12 if b"ISA" in raw[:8] else read_edifact
    return list(reader(io.BytesIO(raw), FILE))


def filings(data: bytes | str) -> list[Filing]:
    return [entry for entry in read(data) if isinstance(entry, Filing)]


def faults(data: bytes | str) -> list[str]:
    """What is told of a file, its messages included."""
    found = read(data)
    loose = [str(entry.sentence) for entry in found if isinstance(entry, Fault)]
    carried = [entry.faults for entry in found if isinstance(entry, Filing)]
    return loose + [str(fault.sentence) for of in carried for fault in of]


def shipment(data: bytes | str) -> Shipment:
    (filing,) = filings(data)
    assert isinstance(filing.body, Shipment)
    return filing.body


PLAIN = shipment(CUSCAR)


def test_any_separators_read_alike() -> None:
    other = CUSCAR.replace("UNA:+.? '", "UNA|*,! ~").translate(
        str.maketrans({":": "|", "+": "*", "'": "~"})
    )
    assert shipment(other.replace("UNA|*.? ~", "UNA|*,! ~")) == PLAIN
    x12 = MANIFEST_309.replace("*", "|").replace("~\n", "\x1d").replace(">\x1d", "+\x1d")
    assert shipment(x12) == PLAIN
    assert shipment(MANIFEST_309.replace("~\n", "\n")) == PLAIN
    assert shipment(MANIFEST_309.replace("~\n", "~")) == PLAIN


def test_a_colon_is_a_sign_like_others_where_it_parts_nothing() -> None:
    text = CUSCAR.translate(str.maketrans({":": "|"})).replace("LACQUER", "LACQUER: RED")
    assert shipment(text).goods[1].description == "LACQUER: RED"


def test_lines_blanks_and_byte_order_marks_around_segments_change_nothing() -> None:
    tabs = CUSCAR.replace("\n", "\r\n\t ")
    assert shipment(tabs) == PLAIN
    assert shipment(b"\xef\xbb\xbf\r\n" + CUSCAR.encode()) == PLAIN
    assert shipment(CUSCAR.replace("\n", "")) == PLAIN
    assert shipment(b"\xef\xbb\xbf" + MANIFEST_309.encode()) == PLAIN


def test_lines_of_a_fixed_width_are_joined() -> None:
    flat = CUSCAR.replace("\n", "")
    broken = "\r\n".join(flat[at : at + 80] for at in range(0, len(flat), 80))
    # The UNA and the tags of the envelope are not broken by senders that wrap lines.
    assert shipment(flat[:9] + broken[9:]) == PLAIN


@pytest.mark.parametrize(
    ("name", "codec", "text"),
    [
        ("UNOC", "latin-1", "FORGE QUÉBÉCOISE"),
        ("UNOD", "iso8859-2", "KOVÁRNA ŽĎÁR"),
        ("UNOE", "iso8859-5", "КУЗНИЦА"),
        ("UNOF", "iso8859-7", "ΣΙΔΗΡΟΥΡΓΕΙΟ"),
        ("UNOI", "iso8859-6", "حداد"),
        ("UNOJ", "iso8859-8", "נפחיה"),
        ("UNOK", "iso8859-9", "DÖKÜMHANE İŞ"),
        ("UNOL", "iso8859-15", "FORGE €"),
        ("UNOW", "utf-8", "鍛冶工場"),
        ("UNOX", "iso2022_jp_2", "鍛冶工場"),
        ("UNOY", "utf-8", "КУЗНИЦА"),
    ],
)
def test_a_name_is_read_in_the_character_set_of_its_interchange(
    name: str, codec: str, text: str
) -> None:
    written = CUSCAR.replace("UNOA", name).replace("NORTHERN SAMPLE FORGE", text)
    found = shipment(written.encode(codec))
    assert found.shipper is not None
    assert found.shipper.name == text
    assert not faults(written.encode(codec))


def test_bytes_of_another_character_set_are_replaced_and_told() -> None:
    data = CUSCAR.replace("UNOA", "UNOF").encode().replace(b"NORTHERN", b"NORTH\xd2RN")
    assert shipment(data).shipper is not None
    assert "�" in str(shipment(data).shipper)
    assert any("iso8859-7" in fault for fault in faults(data))
    unknown = CUSCAR.replace("UNOA", "UNOZ")
    assert any("UNOZ" in fault for fault in faults(unknown))


def test_spots_count_characters_where_signs_have_several_bytes() -> None:
    data = CUSCAR.replace("UNOA", "UNOW").replace("NORTHERN", "鍛冶").encode()
    (filing,) = filings(data)
    text = message_text(data[filing.origin.start : filing.origin.end], filing.origin)
    spot = filing.spots["goods[1].description"]
    assert text[spot.start : spot.end] == "LACQUER"


def test_groups_are_counted_and_their_numbers_join_the_control_number() -> None:
    body = CUSREP[CUSREP.index("UNH") : CUSREP.index("UNZ")].replace("\n", "")
    other = body.replace("UNH+1+", "UNH+2+").replace("UNT+12+1'", "UNT+12+2'")
    head = "UNB+UNOA:2+A+B+261003:1000+77'"
    group = f"UNG+CUSREP+A+B+261003:1000+5+UN+D:03B'{body}{other}UNE+2+5'"
    found = filings(f"{head}{group}UNZ+1+77'")
    assert [filing.control for filing in found] == ["77/5/1", "77/5/2"]
    assert not faults(f"{head}{group}UNZ+1+77'")
    assert faults(f"{head}{group.replace('UNE+2', 'UNE+3')}UNZ+1+77'") == [
        "UNE counts 3, there are 2."
    ]
    assert faults(f"{head}{group}UNZ+1+78'") == ["UNZ closes 78, but 77 was opened."]


def test_a_file_holds_several_interchanges_each_with_its_own_separators() -> None:
    other = CUSREP.translate(str.maketrans({":": "|", "+": "*", "'": "~"}))
    found = filings(CUSCAR + "UNA|*.? ~\n" + other + CUSCAR)
    assert [filing.key for filing in found] == [
        "7QRSPARS0004321",
        "7QRSTRIP000088",
        "7QRSPARS0004321",
    ]
    assert found[0].digest == found[2].digest
    consist = CONSIST_358.replace("*", "|").replace("~\n", "!")
    assert len(filings(MANIFEST_309 + consist)) == 2


def test_the_same_message_in_another_interchange_is_another_transmission() -> None:
    (one,) = filings(CUSCAR)
    (other,) = filings(CUSCAR.replace("000000101", "000000102"))
    assert one.digest != other.digest
    (same,) = filings(MANIFEST_309)
    (resent,) = filings(MANIFEST_309.replace("000000101", "000000109"))
    assert same.digest != resent.digest


def test_counts_and_control_numbers_are_compared() -> None:
    assert faults(CUSCAR.replace("UNT+32+1", "UNT+31+1")) == ["UNT counts 31, there are 32."]
    assert faults(CUSCAR.replace("UNT+32+1", "UNT+32+2")) == ["UNT closes 2, but 1 was opened."]
    assert faults(CUSCAR.replace("UNZ+1", "UNZ+4")) == ["UNZ counts 4, there are 1."]
    assert faults(MANIFEST_309.replace("SE*20*", "SE*19*")) == ["SE counts 19, there are 20."]
    assert faults(MANIFEST_309.replace("GE*1*101", "GE*2*101")) == ["GE counts 2, there are 1."]
    assert faults(MANIFEST_309.replace("IEA*1*000000101", "IEA*1*000000100")) == [
        "IEA closes 000000100, but 000000101 was opened."
    ]


def test_an_interchange_header_of_the_wrong_length_is_refused() -> None:
    found = read(MANIFEST_309.replace("*ZZ*TESTOFFICE     *", "*ZZ*TESTOFFICE*"))
    assert not [entry for entry in found if isinstance(entry, Filing)]
    assert any(
        "106" in str(entry.sentence) and entry.weight is Weight.ERROR
        for entry in found
        if isinstance(entry, Fault)
    )


def test_a_test_is_told_from_what_is_meant() -> None:
    told = ["The sender marks the interchange as a test."]
    assert faults(MANIFEST_309.replace("*0*P*>", "*0*T*>")) == told
    assert faults(CUSREP.replace("+000000102'", "+000000102++++++1'", 1)) == told


def test_a_message_that_does_not_name_itself_is_told_by_its_segments() -> None:
    text = CUSCAR.replace("CUSCAR:D:03B:UN", ":D:03B:UN")
    assert shipment(text) == PLAIN
    assert faults(text) == ["UNH does not name the message; by its segments it is a CUSCAR."]


def test_a_message_of_another_kind_is_named_and_not_taken() -> None:
    text = edifact("INVOIC:D:96A:UN'\nBGM+380+7+9'")
    assert not filings(text)
    assert faults(text) == ["Messages of the kind INVOIC are not read here."]


def test_a_message_across_the_blocks_of_a_file_is_whole() -> None:
    body = CUSREP[CUSREP.index("UNH") : CUSREP.index("UNZ")]
    count = 2 * BLOCK // len(body)
    many = "".join(
        body.replace("UNH+1+", f"UNH+{n}+").replace("UNT+12+1'", f"UNT+12+{n}'")
        for n in range(1, count + 1)
    )
    head = CUSREP[: CUSREP.index("UNH")]
    data = f"{head}{many}UNZ+{count}+000000102'".encode()
    found = filings(data)
    assert len(found) == count
    assert not faults(data)
    last = found[-1].origin
    assert data[last.start : last.end].startswith(f"UNH+{count}+".encode())


@pytest.mark.parametrize(
    ("text", "form", "meant"),
    [
        ("202610031200", "203", "2026-10-03T12:00+00:00"),
        ("20261003", "102", "2026-10-03T00:00+00:00"),
        ("20261003120030", "204", "2026-10-03T12:00:30+00:00"),
        ("202610031200EDT", "303", "2026-10-03T16:00+00:00"),
        ("202610031200PST", "303", "2026-10-03T20:00+00:00"),
        ("202610031200NST", "303", "2026-10-03T15:30+00:00"),
        ("202610031200UTC", "303", "2026-10-03T12:00+00:00"),
        ("202610031200-04", "205", "2026-10-03T16:00+00:00"),
        ("202610031200+0530", "205", "2026-10-03T06:30+00:00"),
        ("2610031200", "201", "2026-10-03T12:00+00:00"),
        ("261003", "101", "2026-10-03T00:00+00:00"),
    ],
)
def test_times_are_read_in_their_format_and_zone(text: str, form: str, meant: str) -> None:
    assert moment(text, form) == dt.datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("202613031200", "203"),
        ("20261003", "203"),
        ("202610031200XYZ", "303"),
        ("0700", "401"),
        ("000110031200", "203"),
        ("²02610031200", "203"),
    ],
)
def test_times_that_are_none_are_left_out(text: str, form: str) -> None:
    assert moment(text, form) is None


def test_numbers_have_one_decimal_mark_of_either_kind() -> None:
    assert number("900.5") == number("900,5") == Decimal("900.5")
    assert number(".5") == Decimal("0.5")
    assert number("1,234.5") is None
    assert number("-3") is None
    assert number("1e9") is None
    assert number("") is None


def test_one_message_is_read_again_from_its_own_bytes(tmp_path: Path) -> None:
    for text in (CUSCAR, MANIFEST_309, edifact(messages.HOUSE_BILL)):
        path = tmp_path / "batch.edi"
        path.write_bytes(text.encode())
        for first in read_filings(path, received_at=NOW):
            assert isinstance(first, Filing)
            origin = first.origin
            data = path.read_bytes()[origin.start : origin.end]
            (again,) = read_message(data, origin, received_at=NOW)
            assert isinstance(again, Filing)
            assert (again.key, again.function, again.body) == (
                first.key,
                first.function,
                first.body,
            )
            assert again.spots == first.spots
            assert again.origin == origin


def test_a_file_of_no_form_and_a_file_that_is_gone_are_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear officer, nothing of this is a message.")
    (fault,) = read_filings(path, received_at=NOW)
    assert isinstance(fault, Fault)
    (gone,) = read_filings(tmp_path / "nothing.edi", received_at=NOW)
    assert isinstance(gone, Fault)
    assert gone.weight is Weight.ERROR


def test_t15_every_value_of_a_shipment_can_be_traced_to_its_segment() -> None:
    (filing,) = filings(CUSCAR)
    body = filing.body
    assert isinstance(body, Shipment)
    text = CUSCAR[filing.origin.start : filing.origin.end]
    for index, line in enumerate(body.goods):
        for field in ("description", "hs", "quantity", "unit", "weight_kg", "equipment"):
            spot = filing.spots[f"goods[{index}].{field}"]
            assert text[spot.start : spot.end] == str(getattr(line, field))
            assert spot.element[-4:].isdecimal()
    for field in ("place_of_loading",):
        spot = filing.spots[field]
        assert text[spot.start : spot.end] == getattr(body, field)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data are not in {SHARED}")
@pytest.mark.parametrize(
    ("name", "kinds", "told"),
    [
        ("005010_824.edi", ["response"], []),
        ("CONTRL.txt", ["response", "response"], ["The sender marks the interchange as a test."]),
        (
            "CUSREP_D99B_AU_departure.edi",
            ["conveyance"],
            ["The sender marks the interchange as a test."],
        ),
        (
            "RailCarrierShipment.txt",
            ["event"],
            ["The sender marks the interchange as a test.", "GE counts 2, there are 1."],
        ),
        (
            "edifact.D95B.CUSCAR.EDI",
            ["cargo", "cargo", "cargo"],
            [
                "UNH does not name the message; by its segments it is a CUSCAR.",
                "UNT counts 53, there are 52.",
                "C174.6314 is 2.000 TON, which cannot be read; the value is left out.",
            ],
        ),
        ("simple997.edi", ["response", "response"], []),
    ],
)
def test_t32_real_files_are_read_with_their_faults(
    name: str, kinds: list[str], told: list[str]
) -> None:
    found = list(read_filings(SHARED / name, received_at=NOW))
    taken = [entry for entry in found if isinstance(entry, Filing)]
    assert [filing.kind.value for filing in taken] == kinds
    assert all(filing.spots for filing in taken)
    assert list(dict.fromkeys(faults((SHARED / name).read_bytes()))) == told


def test_a_mapped_file_is_read_like_a_held_one() -> None:
    with tempfile.NamedTemporaryFile(suffix=".edi") as file:
        file.write(CUSCAR.encode())
        file.flush()
        (filing,) = read_filings(Path(file.name), received_at=NOW, sha256="abc")
    assert isinstance(filing, Filing)
    assert (filing.origin.sha256, filing.origin.file) == ("abc", Path(file.name).name)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_accents_in_a_message_that_says_it_has_none_are_kept_and_told(encoding: str) -> None:
    data = CUSCAR.replace("NORTHERN SAMPLE FORGE", "FORGE DÉMO ÎLE").encode(encoding)
    (filing,) = filings(data)
    assert isinstance(filing.body, Shipment)
    assert filing.body.shipper.name == "FORGE DÉMO ÎLE"
    (told,) = [str(one.sentence) for one in filing.faults]
    assert told == f"The message holds signs that ASCII has not; it is read as {encoding.upper()}."


def test_an_isa_of_another_length_is_refused_whatever_stands_in_the_place_of_its_end() -> None:
    whole = MANIFEST_309
    assert filings(whole)
    head, rest = whole.split("~", 1)
    for place in (10, 40, 60, 104):
        for end in ("~", "~\n"):
            short = head[:place] + head[place + 1 :]
            told = faults(short + end + rest.lstrip("\n"))
            assert "The ISA is not 106 signs long; its interchange is not taken." in told
            assert not filings(short + end + rest.lstrip("\n"))


def test_a_number_that_two_messages_of_an_interchange_carry_is_told() -> None:
    first, *body, last = (
        CUSCAR.split("UNH")[0],
        CUSCAR.split("UNZ")[0],
        "UNZ" + CUSCAR.split("UNZ")[1],
    )
    message = "UNH" + body[0].split("UNH", 1)[1]
    twice = first + message + message + last.replace("UNZ+1", "UNZ+2")
    assert any("earlier message in the same interchange" in told for told in faults(twice))
    assert not faults(CUSCAR)
    # The same number in another interchange is no fault.
    assert not any("earlier message" in told for told in faults(CUSCAR + CUSCAR))


def test_a_segment_longer_than_any_that_is_allowed_is_told_with_its_place() -> None:
    before, after = CUSCAR.split("FTX", 1)
    end = after.index("'")
    long = before + "FTX" + after[:end] + "X" * 5000 + after[end:]
    found = [fault for filing in filings(long) for fault in filing.faults]
    (told,) = [fault for fault in found if "signs long" in str(fault.sentence)]
    assert told.segment == before.split("UNH", 1)[1].count("'") + 1
