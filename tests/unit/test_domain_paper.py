"""A manifest on paper as it is typed (¶36)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from decimal import Decimal

import pytest

from app.domain.paper_draft import PaperDraft, PaperLine, draft_from, read_draft
from app.domain.shipment import Mode, Movement

NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
TYPED = PaperDraft(
    ccn="9xyzpars0001234",
    crn="9xyztrip000077",
    fpoa="351",
    eta="2026-11-20 14:15",
    unit="ct",
    mass="8 250,5",
    shipper="Maker",
    equipment="TRL53021, TRL53022",
    seals="A123456",
    why="System outage",
    lines=(
        PaperLine("Steel brackets", "60", "5000", "7326.90"),
        PaperLine("Lacquer", "40", "3250.5", "", "UN 1263"),
        PaperLine(),
    ),
)


def faults(draft: PaperDraft) -> dict[str, str]:
    read = read_draft(draft, by="dupuis", at=NOW)
    return {one.field: str(one.sentence) for one in read.missing}


def doubts(**typed: object) -> dict[str, str]:
    read = read_draft(dataclasses.replace(TYPED, **typed), by="dupuis", at=NOW)
    assert read.missing == ()
    return {one.field: str(one.sentence) for one in read.doubts}


def test_what_is_typed_is_read() -> None:
    read = read_draft(TYPED, by="dupuis", at=NOW)
    assert (read.missing, read.doubts) == ((), ())
    paper = read.paper
    assert (paper.ccn, paper.carrier_code, paper.crn) == (
        "9XYZPARS0001234",
        "9XYZ",
        "9XYZTRIP000077",
    )
    assert (paper.pieces, paper.unit, paper.gross_kg) == (100, "CT", Decimal("8250.5"))
    assert paper.eta == dt.datetime(2026, 11, 20, 14, 15, tzinfo=dt.UTC)
    assert [line.description for line in paper.goods] == ["Steel brackets", "Lacquer"]
    assert paper.goods[1].un_number == "1263"
    assert [(one.kind, one.number, one.seals) for one in paper.equipment] == [
        ("trailer", "TRL53021", ("A123456",)),
        ("trailer", "TRL53022", ()),
    ]
    assert (paper.mode, paper.movement) == (Mode.HIGHWAY, Movement.IMPORT)
    assert (paper.typed_by, paper.typed_at) == ("dupuis", NOW)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("ccn", "9X YZ", "contains a blank"),
        ("crn", "1", "is no CRN"),
        ("fpoa", "Lacolle", "code of the office of report"),
        ("eta", "tomorrow", "tomorrow is no time"),
        ("pieces", "many", "many is no number of pieces"),
        ("pieces", "-3", "is no number of pieces"),
        ("mass", "NaN", "is no mass"),
        ("mass", "12 tons", "is no mass"),
        ("document", "B3", "Say which document"),
        ("mode", "bicycle", "is not known here"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(field: str, typed: str, said: str) -> None:
    found = faults(dataclasses.replace(TYPED, **{field: typed}))
    assert list(found) == [field]
    assert said in found[field]


def test_a_fault_in_a_line_is_said_at_its_own_field() -> None:
    lines = (PaperLine("Goods", "x", "y"), PaperLine(), PaperLine("More", "z"))
    found = faults(dataclasses.replace(TYPED, lines=lines, pieces="7"))
    assert found == {
        "lines.0.pieces": "x is no number of pieces.",
        "lines.0.mass": "y is no mass in kilograms.",
        "lines.2.pieces": "z is no number of pieces.",
    }


def test_a_seal_without_equipment_is_not_lost_silently() -> None:
    found = faults(dataclasses.replace(TYPED, equipment=""))
    assert found == {"equipment": "Say which trailer or container the seal is on."}


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"equipment": "CSQU 305438 4"}, "equipment", "fails its check digit; 3 would fit"),
        ({"equipment": "CSQU30543"}, "equipment", "is no container number"),
        ({"equipment": "TRL 53021, A/B"}, "equipment", "is no trailer number"),
        ({"equipment": "5021", "mode": "rail"}, "equipment", "is no rail car"),
        ({"equipment": "TRL53021", "mode": "air"}, "equipment", "is no ULD"),
        ({"equipment": "TRL53021", "mode": "marine"}, "equipment", "is no container number"),
        ({"ccn": "999-12345678"}, "ccn", "fails its check digit"),
        ({"destination": "Montreal"}, "destination", "is no office or sub-location code"),
        ({"sub_location": "x"}, "sub_location", "is no office or sub-location code"),
        ({"pieces": "99"}, "pieces", "The lines add up to 100, not 99."),
        ({"mass": "8000"}, "mass", "The lines add up to 8250.5 kg, more than 8000 kg."),
        ({"lines": (PaperLine("x", "1", "", "73-A"),)}, "lines.0.hs", "is no HS number"),
        ({"lines": (PaperLine("x", "1", un_number="12"),)}, "lines.0.un_number", "is no UN number"),
    ],
)
def test_what_looks_mistyped_is_doubted_and_can_be_filed(
    typed: dict[str, object], field: str, said: str
) -> None:
    found = doubts(**typed)
    assert list(found) == [field]
    assert said in found[field]


def test_numbers_that_keep_their_check_digit_are_not_doubted() -> None:
    assert doubts(equipment="CSQU 305438 3, TRL53021") == {}
    assert doubts(ccn="999-12345675") == {}
    assert doubts(mode="rail", equipment="CN 5021, CSQU3054383") == {}


def test_a_blank_form_says_all_that_is_needed() -> None:
    assert list(faults(PaperDraft())) == ["ccn", "fpoa", "lines", "pieces"]
    assert PaperDraft().blank
    assert not TYPED.blank
    assert not dataclasses.replace(PaperDraft(), lines=(PaperLine("x"),)).blank


def test_a_time_with_a_zone_keeps_it() -> None:
    draft = dataclasses.replace(TYPED, eta="2026-11-20T09:15-05:00")
    paper = read_draft(draft, by="dupuis", at=NOW).paper
    assert paper.eta == dt.datetime(2026, 11, 20, 14, 15, tzinfo=dt.UTC)


def test_a_kept_draft_comes_back_and_damage_is_blank() -> None:
    assert draft_from(json.loads(json.dumps(TYPED.kept))) == TYPED
    assert draft_from(None) == PaperDraft()
    assert draft_from({"ccn": 5, "lines": [7, {"description": "x"}]}) == dataclasses.replace(
        PaperDraft(), lines=(PaperLine(), PaperLine("x"))
    )
