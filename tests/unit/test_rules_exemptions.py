"""X101a to X112, X000: what need not be declared, each row three ways, from its paragraph."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

import pytest

from app.domain.notice import Severity
from app.domain.rule import Need, RuleState
from app.domain.shipment import Equipment, Shipment, Value
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.rules.table import RULES
from app.shipments.seen import Seen
from tests.unit.room_values import shipment
from tests.unit.rule_values import (
    FIRES,
    SILENT,
    UNCHECKED,
    carried,
    case,
    filed,
    scan,
    stood,
    trip,
    version,
)

CODED = carried(exception_codes=("NOT IN THE TABLE",))


def claims(row: str, **changes: object) -> Shipment:
    """A shipment that claims an exemption, with nothing on it."""
    bare = shipment(goods=(), pieces=None, equipment=(), exemptions=(row,))
    return carried(bare, **changes) if changes else bare


def noted(row: str, **values: str) -> MappingProxyType[str, str]:
    return MappingProxyType({"exemption": row, **values})


def clvs(amount: str) -> Shipment:
    return shipment("", shipment_id="1Z1", clvs=True, value=Value(Decimal(amount), "CAD"))


NOTHING = Seen(loaded_share=0.0, length_m=6.5)
FULL = Seen(loaded_share=0.5, length_m=16.0)
BARE = (scan(PLATE="ABC123"),)
EXEMPT = (
    *(f"X101{letter}" for letter in "abcdefghi"),
    *(f"X102{letter}" for letter in "abcdefg"),
)

ROWS = [
    ("X101a", FIRES, case(claims("X101a")), "never delay it for an image"),
    ("X101a", SILENT, case(shipment()), ""),
    ("X101a", UNCHECKED, case(CODED), Need.EXCEPTION),
    ("X101b", FIRES, case(claims("X101b"), shipment(), observed=noted("")), "other goods are on"),
    ("X101b", SILENT, case(shipment()), ""),
    ("X101b", UNCHECKED, case(shipment(csa=True, csa_full_load=True)), Need.CONDITION),
    ("X101c", FIRES, case(observed=noted("X101c", same_port="no")), "must come back whole"),
    ("X101c", SILENT, case(shipment()), ""),
    ("X101c", UNCHECKED, case(observed=noted("X101c")), Need.CONDITION),
    ("X101d", FIRES, case(claims("X101d")), "the link is an error"),
    ("X101d", SILENT, case(shipment()), ""),
    ("X101d", UNCHECKED, case(CODED), Need.EXCEPTION),
    ("X101e", FIRES, case(observed=noted("X101e", military="no")), "military conveyance only"),
    ("X101e", SILENT, case(shipment()), ""),
    ("X101e", UNCHECKED, case(observed=noted("X101e")), Need.CONDITION),
    ("X101f", FIRES, case(observed=noted("X101f"), scans=BARE, seen=FULL), "more than a tractor"),
    (
        "X101f",
        FIRES,
        case(observed=noted("X101f"), scans=(scan(TRAILER="T1"),)),
        "equipment or goods",
    ),
    ("X101f", SILENT, case(shipment()), ""),
    ("X101f", UNCHECKED, case(observed=noted("X101f"), scans=BARE), Need.MEASURED),
    ("X101g", FIRES, case(filed(claims("X101g"))), "other cargo is on board"),
    ("X101g", SILENT, case(shipment()), ""),
    ("X101g", UNCHECKED, case(claims("X101g")), Need.TRIP),
    ("X101h", FIRES, case(claims("X101h")), "Hand-carried goods"),
    ("X101h", SILENT, case(shipment()), ""),
    ("X101h", UNCHECKED, case(CODED), Need.EXCEPTION),
    ("X101i", FIRES, case(observed=noted("X101i", driver="yes"), seen=FULL), "a load is seen"),
    ("X101i", SILENT, case(shipment()), ""),
    ("X101i", UNCHECKED, case(observed=noted("X101i"), seen=NOTHING), Need.CONDITION),
    ("X102a", FIRES, case(clvs("3300.01")), "above the courier programme's 3300"),
    ("X102a", FIRES, case(clvs("3300")), "linked to the courier's list"),
    ("X102a", SILENT, case(shipment()), ""),
    ("X102a", UNCHECKED, case(shipment("", shipment_id="1Z1", clvs=True)), Need.VALUE),
    ("X102b", FIRES, case(carried(iit=True), seen=NOTHING), "must be empty"),
    ("X102b", SILENT, case(shipment()), ""),
    ("X102b", UNCHECKED, case(carried(iit=True)), Need.MEASURED),
    ("X102c", FIRES, case(shipment(document="A8B")), "Domestic in-transit"),
    ("X102c", SILENT, case(shipment()), ""),
    ("X102c", UNCHECKED, case(CODED), Need.EXCEPTION),
    ("X102d", FIRES, case(filed(claims("X102d"))), "Mail in a mixed load"),
    ("X102d", SILENT, case(shipment()), ""),
    ("X102d", UNCHECKED, case(claims("X102d")), Need.ABOARD),
    ("X102e", FIRES, case(carried(exception_codes=("FLYTRUCK",))), "found by its air waybill"),
    ("X102e", SILENT, case(shipment()), ""),
    ("X102e", UNCHECKED, case(CODED), Need.EXCEPTION),
    ("X102f", FIRES, case(carried(exception_codes=("REPAIR",))), "Emergency repair"),
    ("X102f", SILENT, case(shipment()), ""),
    ("X102f", UNCHECKED, case(CODED), Need.EXCEPTION),
    ("X102g", FIRES, case(claims("X102g"), seen=NOTHING), "boards and bracing only"),
    ("X102g", SILENT, case(shipment()), ""),
    ("X102g", UNCHECKED, case(claims("X102g")), Need.MEASURED),
    ("X103", FIRES, case(claims("X103"), seen=NOTHING), "Declared empty"),
    ("X103", SILENT, case(shipment()), ""),
    ("X103", UNCHECKED, case(carried(empty=True)), Need.MEASURED),
    ("X105", FIRES, case(filed(claims("X103"), versions=(version(), version(2)))), "expected of"),
    ("X105", SILENT, case(filed(claims("X103"))), ""),
    ("X105", UNCHECKED, case(claims("X103")), Need.HISTORY),
    ("X106", FIRES, case(claims("X103", csa=True)), "no reports sent ahead"),
    ("X106", SILENT, case(carried(claims("X103"), crn="9XYWTRIP1")), ""),
    ("X106", UNCHECKED, case(claims("X103"), tables=None), Need.PROGRAMMES),
    ("X108", FIRES, case(observed=noted("X108", tow="loaded_trailer")), "its owner sent no data"),
    ("X108", FIRES, case(observed=noted("X108", tow="car")), "verbal report"),
    ("X108", SILENT, case(shipment()), ""),
    ("X108", UNCHECKED, case(observed=noted("X108")), Need.CONDITION),
    ("X112", FIRES, case(shipment(equipment=(Equipment("ancillary", "D1"),))), "a dolly is no"),
    ("X112", SILENT, case(shipment()), ""),
    ("X112", UNCHECKED, case(shipment(equipment=())), Need.EQUIPMENT),
    ("X000", FIRES, case(claims("X000")), "No specified goods"),
    ("X000", SILENT, case(shipment()), ""),
    ("X000", UNCHECKED, case(CODED), Need.EXCEPTION),
]


@pytest.mark.parametrize(("rule", "state", "of", "told"), ROWS)
def test_rule(rule: str, state: RuleState, of: Case, told: str | Need) -> None:
    found = stood(rule, of)
    assert found.state is state
    if isinstance(told, Need):
        assert told in found.missing
    else:
        assert told in found.words


def test_t31_both_tables_of_exemptions_are_complete_each_with_its_chip() -> None:
    rows = {row.rule for row in RULES if row.rule.startswith("X")}
    both = {f"X101{letter}" for letter in "abcdefghi"}
    cargo = {f"X102{letter}" for letter in "abcdefg"}
    assert rows == both | cargo | {"X103", "X105", "X106", "X108", "X112", "X000"}
    words = {
        row: str(next(c.sentence for c in examine(case(claims(row))).chips if c.rule == row))
        for row in (*both, *cargo)
    }
    assert len(set(words.values())) == len(words)


def test_t31_no_exemption_blocks_anything_by_itself() -> None:
    assert stood("R020", case()).state is FIRES
    for row in EXEMPT:
        noticed = examine(case(observed=noted(row))).notices
        assert not [n for n in noticed if n.severity is Severity.BLOCK], row
        assert stood("R020", case(observed=noted(row))).state is SILENT
        assert "not from report" in stood("R046", case(claims(row))).words


@pytest.mark.parametrize(
    ("row", "of"),
    [
        ("X101b", case(shipment(csa=True, csa_full_load=True), shipment("9XYZPARS0009999"))),
        ("X101c", case(observed=noted("X101c", same_port="no"))),
        ("X101d", case(observed=noted("X101d"))),
        ("X101e", case(observed=noted("X101e", military="no"))),
        ("X101f", case(observed=noted("X101f"), scans=(scan(TRAILER="T1"),))),
        ("X101g", case(filed(claims("X101g")))),
        ("X101i", case(observed=noted("X101i", driver="no"), seen=NOTHING)),
        ("X102a", case(clvs("3300.01"))),
    ],
)
def test_t31_an_exemption_whose_condition_fails_is_doubted(row: str, of: Case) -> None:
    told = [n for n in examine(of).notices if n.rule == row]
    assert {n.severity for n in told} == {Severity.WARNING}
    assert {n.reason_code for n in told} <= {
        "EXEMPTION_DOUBT",
        "CSA_INELIGIBLE",
        "CLVS_INELIGIBLE",
    }


def test_t31_what_comes_by_wire_or_pipe_has_no_image() -> None:
    assert "the link is an error" in stood("X101d", case(claims("X101d"))).words
    assert stood("X101d", case(claims("X101d"), scans=())).words == "By wire or pipe"


def test_t58_empty_racks_and_dunnage_are_not_declared_empty_but_loaded() -> None:
    for row in ("X102b", "X102g"):
        empty = claims(row, empty=True)
        told = [n for n in examine(case(empty, seen=FULL)).notices if n.rule == "I02"]
        assert [n.severity for n in told] == [Severity.NOTE]
    plain = examine(case(claims("X103", empty=True), seen=FULL)).notices
    assert [n.severity for n in plain if n.rule == "I02"] == [Severity.WARNING]


def test_t59_a_dolly_is_no_piece_that_must_be_imaged() -> None:
    dolly = shipment(equipment=(Equipment("trailer", "TRL100"), Equipment("ancillary", "DOLLY1")))
    assert stood("R034I", case(dolly)).state is SILENT
    assert stood("X101f", case(dolly)).state is SILENT


@pytest.mark.parametrize(
    ("hauls", "told"),
    [
        ("nothing", "Empty tow truck: verbal report"),
        ("car", "a private car: verbal report"),
        ("tractor", "a disabled tractor: its owner may send empty conveyance data"),
        ("empty_trailer", "an empty trailer: its owner may send conveyance data"),
        ("loaded_trailer", "a loaded trailer: its owner sends cargo and conveyance"),
    ],
)
def test_t60_five_cases_of_tow_trucks(hauls: str, told: str) -> None:
    of = case(observed=noted("X108", tow=hauls))
    assert told in stood("X108", of).words
    blocks = [n.rule for n in examine(of).notices if n.severity is Severity.BLOCK]
    assert blocks == (["X108"] if hauls == "loaded_trailer" else [])
    sent = case(shipment(), observed=noted("X108", tow=hauls))
    assert not [n for n in examine(sent).notices if n.rule == "X108"]


def test_a_csa_load_is_exempt_only_whole() -> None:
    whole = shipment(csa=True, csa_full_load=True)
    fine = case(whole, observed=noted("", driver="yes"))
    assert not [n for n in examine(fine).notices if n.rule == "X101b"]
    mixed = case(whole, shipment("9XYZPARS0009999"), observed=noted("", driver="yes"))
    reasons = [n.reason_code for n in examine(mixed).notices if n.rule == "X101b"]
    assert reasons == ["CSA_INELIGIBLE"]


def test_mail_alone_on_its_trip_is_a_full_load() -> None:
    alone = filed(claims("X101g"), trips=(trip(cargo=()),))
    told = stood("X101g", case(alone))
    assert (told.state, told.words) == (FIRES, "Mail, full load")
