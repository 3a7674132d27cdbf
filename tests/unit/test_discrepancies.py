"""I01 to I24: each fires, is silent, and cannot be checked, written from section 5's table."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from app.domain.image_fault import ImageFault
from app.domain.mark import Category, Mark, Shape
from app.domain.notice import Place, Severity
from app.domain.past import Past, Told, Trait
from app.domain.rule import Need, RuleState
from app.domain.scan import Scan
from app.domain.shipment import Equipment, GoodsLine, Load, Movement, Party, Shipment, Value
from app.domain.work import Alike, Likeness
from app.shipments import discrepancies
from app.shipments.discrepancies import (
    CODES,
    TARES,
    Computable,
    Crowd,
    Looks,
    Tare,
    limits,
    stand,
    told_by,
)
from app.shipments.discrepancies.sealing import SealFit, fit
from app.shipments.discrepancies.unusual import place_among
from app.shipments.discrepancies.words import likeness, tokens
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.rules.table import BY_NAME
from app.shipments.seen import Seen
from app.shipments.tables import Tables
from imaging.inside import InnerSpan, Level
from tests.unit.room_values import shipment
from tests.unit.rule_values import (
    FIRES,
    NOW,
    SILENT,
    UNCHECKED,
    carried,
    case,
    scan,
    stood,
)

KG = Decimal


def box(**changes: Any) -> Equipment:
    """A dry 40 foot container, declared empty."""
    made = Equipment("container", "MSCU6639871", empty=True, length_ft=40, size_type="42G1")
    return dataclasses.replace(made, **changes)


def held(*pieces: Equipment, **changes: Any) -> Shipment:
    return shipment(equipment=pieces, goods=(), pieces=None, **changes)


def boxed(piece: Equipment, **seen: Any) -> Case:
    """One container that was imaged."""
    return case(held(piece), scans=(scan(CONTAINER=piece.number),), seen=Seen(**seen))


def car(**changes: Any) -> Equipment:
    """A tank car, declared empty."""
    made = Equipment("railcar", "UTLX123456", empty=True, size_type="T108")
    return dataclasses.replace(made, **changes)


def railed(piece: Equipment, **seen: Any) -> Case:
    return case(held(piece), scans=(scan(RAILCAR=piece.number),), seen=Seen(**seen))


def parcel(pieces: int | None, **changes: Any) -> Case:
    made = shipment(equipment=(Equipment("package", "1Z1"),), pieces=pieces)
    return case(made, scans=(scan(PARCEL="1Z1"),), **changes)


def lined(*lines: GoodsLine, **changes: Any) -> Shipment:
    return shipment(goods=lines, **changes)


def line(text: str = "wooden tables", hs: str = "940360", **values: Any) -> GoodsLine:
    return GoodsLine(text, hs, **values)


def made_of(declared: GoodsLine, **shares: float) -> Case:
    """One line of goods, and the shares of material in its image."""
    return case(lined(declared), seen=Seen(material_shares=shares))


FREE, SHORT = InnerSpan(12.2, 0.1, 0.1, 0.02), InnerSpan(12.2, 0.5, 0.1, 0.02)
PRICED = shipment(value=Value(Decimal(50_000), "CAD"), gross_kg=KG(1000), unit="CT")


def earlier(made: Shipment, trait: Trait, *figures: float) -> Past:
    """What earlier shipments of the same group told."""
    group = next(told.group for told in told_by(made) if told.trait is trait)
    told = tuple(Told(trait, group, figure) for figure in figures)
    return Past(MappingProxyType({(trait, group): told}))


USUAL = tuple(4.0 + 0.1 * n for n in range(25))
"""Figures around 5."""
HOME = Party("A Person", ("1 Sample St",), "Hamilton", "ON", "L8P1A1", "CA")
SENDER = Party("Sample Works", ("2 Test Rd",), "Buffalo", "NY", "14201", "US")
KNOWN = shipment(consignee=HOME, shipper=SENDER)


def crowd(made: Shipment, *names: str) -> Past:
    """Others who received at the consignee's address."""
    told = next(one for one in told_by(made) if one.trait is Trait.RECEIVES)
    others = tuple(dataclasses.replace(told, name=name) for name in names)
    return Past(MappingProxyType({(Trait.RECEIVES, told.group): others}))


def looking(share: float | None, count: int, kind: Crowd = Crowd.HEADING) -> Case:
    one = Looks("S-1", "side", kind, "9403", count, share, ("MSCU6639871 2026-02-01",))
    return case(shipment(), looks=(one,))


def printed() -> Scan:
    """A scan whose files were compared as they came in."""
    made = scan()
    files = tuple(dataclasses.replace(file, pixels=file.sha256) for file in made.files)
    return dataclasses.replace(made, files=files)


LIVING = Mark("m1", 2, "S-1", "side", Shape.BOX, ((10.2, 4.0), (20.0, 9.5)), "", Category.LIVING)
TWIN = Alike("S-1", "S-9", "C00009", "TRL900", Likeness.SAME_IMAGE)
ROUTED = shipment(
    shipper=SENDER,
    movement=Movement.IMPORT,
    goods=(line(origin="US"),),
    place_of_loading="USBUF",
)

DEAD = ImageFault("dead_rows", serious=True, boxes=((0, 4, 64, 1),), count=1)

ROWS = [
    (
        "I01",
        FIRES,
        case(shipment(gross_kg=KG(1000)), seen=Seen(mass_kg=20_000, mass_sigma_kg=100)),
        "Mass:",
    ),
    (
        "I01",
        SILENT,
        case(shipment(gross_kg=KG(14_000)), seen=Seen(mass_kg=20_000, mass_sigma_kg=900)),
        "",
    ),
    (
        "I01",
        FIRES,
        case(
            shipment(gross_kg=KG(1000)),
            seen=Seen(mass_kg=20_000, mass_sigma_kg=100, mass_low_kg=19_000, lower_bound=True),
        ),
        "declared, at least",
    ),
    # Behind black there may be more: too little is never told.
    (
        "I01",
        SILENT,
        case(
            shipment(gross_kg=KG(40_000)),
            seen=Seen(mass_kg=20_000, mass_sigma_kg=100, mass_low_kg=19_000, lower_bound=True),
        ),
        "",
    ),
    (
        "I01",
        UNCHECKED,
        case(shipment(gross_kg=KG(1000)), seen=Seen(mass_kg=20_000, faults=(DEAD,))),
        Need.SOUND_IMAGE,
    ),
    ("I01", UNCHECKED, case(shipment(), seen=Seen(mass_kg=9_000)), Need.WEIGHT),
    ("I01", UNCHECKED, case(shipment(gross_kg=KG(1000))), Need.MEASURED),
    (
        "I01",
        UNCHECKED,
        case(
            shipment(gross_kg=KG(1), equipment=(Equipment("trailer", "OTHER"),)),
            seen=Seen(mass_kg=9_000),
        ),
        Need.SCAN,
    ),
    ("I02", FIRES, boxed(box(), loaded_share=0.02), "a load is seen on 2.0"),
    ("I02", FIRES, boxed(box(empty=False, load=Load.EMPTY), loaded_share=0.02), "a load is seen"),
    ("I02", SILENT, boxed(box(), loaded_share=0.002), ""),
    ("I02", FIRES, railed(car(size_type="C113"), loaded_share=0.6), "seen on 60"),
    ("I02", SILENT, railed(car(size_type="C113"), loaded_share=0.42), ""),
    ("I02", SILENT, railed(car(), loaded_share=0.6, level=Level(0.0, 0.0, 0.0)), ""),
    ("I02", UNCHECKED, railed(car(), loaded_share=0.6), Need.EMPTY_FORM),
    ("I02", UNCHECKED, railed(car(size_type="G41"), loaded_share=0.3), Need.EMPTY_FORM),
    ("I02", UNCHECKED, boxed(box()), Need.MEASURED),
    ("I02", UNCHECKED, case(seen=Seen(loaded_share=0.4)), Need.SHIPMENT),
    ("I03", FIRES, boxed(box(empty=False), loaded_share=0.001), "Declared loaded"),
    ("I03", SILENT, boxed(box(empty=False), loaded_share=0.3), ""),
    ("I03", UNCHECKED, boxed(box(empty=False)), Need.MEASURED),
    (
        "I03",
        FIRES,
        railed(car(empty=False), loaded_share=0.6, level=Level(0.0, 0.0, 0.0)),
        "looks like an empty shell",
    ),
    ("I03", SILENT, railed(car(), loaded_share=0.6, level=Level(0.0, 0.0, 0.0)), ""),
    ("I03", UNCHECKED, railed(car(empty=False), loaded_share=0.6), Need.EMPTY_FORM),
    ("I04", FIRES, parcel(1, seen=Seen(bodies=3)), "Pieces: 1 declared, at least 3"),
    (
        "I04",
        FIRES,
        case(
            lined(line(quantity=100, split=(("TRL100", 60), ("TRL200", 30))), pieces=100),
        ),
        "make 90 together, 100 are declared",
    ),
    ("I04", SILENT, parcel(3, seen=Seen(bodies=3)), ""),
    ("I04", SILENT, parcel(7, seen=Seen(bodies=3)), ""),
    ("I04", UNCHECKED, parcel(None, seen=Seen(bodies=3)), Need.PIECES),
    ("I04", UNCHECKED, parcel(1, seen=Seen()), Need.COUNT),
    ("I04", UNCHECKED, case(shipment(), seen=Seen(bodies=3)), Need.COUNT),
    (
        "I05",
        FIRES,
        case(shipment(goods=(line("cotton", "520100"),)), seen=Seen(material_shares={"metal": 1})),
        "unlike the declared goods: 100",
    ),
    (
        "I05",
        SILENT,
        case(
            shipment(goods=(line("cotton", "520100"),)), seen=Seen(material_shares={"organic": 1})
        ),
        "",
    ),
    ("I05", FIRES, made_of(line("cotton", "520100"), organic=0.7, heavy=0.3), "unlike"),
    ("I05", FIRES, made_of(line("steel coils", "720839"), organic=0.8, metal=0.2), "unlike"),
    # Thick steel, stone and aluminium read as heavier than they are.
    ("I05", SILENT, made_of(line("steel coils", "720839"), heavy=0.9, metal=0.1), ""),
    ("I05", SILENT, made_of(line("granite", "680223"), light=0.7, heavy=0.3), ""),
    ("I05", FIRES, made_of(line("granite", "680223"), organic=0.9, light=0.1), "unlike"),
    # What stands in steel packages shows steel.
    ("I05", SILENT, made_of(line("oil", "271019", unit="DR"), metal=0.9, organic=0.1), ""),
    ("I05", SILENT, made_of(line("solvent in drums", "290220"), metal=0.9, organic=0.1), ""),
    ("I05", FIRES, made_of(line("oil", "271019", unit="1G"), metal=0.9, organic=0.1), "unlike"),
    ("I05", UNCHECKED, case(shipment(), seen=Seen()), Need.BOTH_ENERGIES),
    ("I05", UNCHECKED, case(seen=Seen(material_shares={"metal": 1})), Need.GOODS),
    (
        "I05",
        UNCHECKED,
        case(shipment(consolidated=True), seen=Seen(material_shares={"metal": 1})),
        Need.HOUSE_BILLS,
    ),
    ("I06", FIRES, looking(1.0, 120), "looks unlike heading 9403"),
    ("I06", SILENT, looking(0.9, 120), ""),
    ("I06", UNCHECKED, looking(1.0, 60), Need.REFERENCES),
    ("I06", UNCHECKED, looking(None, 120), Need.REFERENCES),
    ("I06", UNCHECKED, case(shipment()), Need.REFERENCES),
    ("I07", FIRES, boxed(box(), inner=SHORT), "Inner length 11.59"),
    ("I07", FIRES, boxed(box(size_type=""), inner=SHORT), "Refrigerated equipment has such ends"),
    ("I07", FIRES, boxed(box(empty=False), inner=SHORT, loaded_share=0.0), "Inner length"),
    ("I07", SILENT, boxed(box(), inner=FREE), ""),
    ("I07", UNCHECKED, boxed(box()), Need.INNER),
    ("I07", UNCHECKED, boxed(box(size_type="42R1"), inner=SHORT), Need.LENGTH),
    ("I07", UNCHECKED, boxed(box(length_ft=None, size_type=""), inner=SHORT), Need.LENGTH),
    (
        "I07",
        UNCHECKED,
        boxed(box(empty=False), inner=SHORT, loaded_share=0.3),
        Need.EMPTY_LOOK,
    ),
    (
        "I08",
        FIRES,
        case(
            shipment(equipment=(Equipment("trailer", "TRL100", ("A1234",)),)),
            scans=(scan(TRAILER="TRL100", SEAL="A1235"),),
        ),
        "possibly misread",
    ),
    (
        "I08",
        SILENT,
        case(
            shipment(equipment=(Equipment("trailer", "TRL100", ("A1234",)),)),
            scans=(scan(TRAILER="TRL100", SEAL="a-1234"),),
        ),
        "",
    ),
    ("I08", UNCHECKED, case(shipment()), Need.SEAL_READ),
    ("I09", FIRES, case(lined(line("paint, flammable", "320890"))), "without a UN number"),
    ("I09", SILENT, case(lined(line("paint, flammable", "320890", un_number="1263"))), ""),
    ("I09", UNCHECKED, case(lined()), Need.GOODS),
    ("I09", UNCHECKED, case(), Need.SHIPMENT),
    (
        "I10",
        FIRES,
        case(lined(line(un_number="1263")), seen=Seen(loaded_share=0.001)),
        "UN 1263 is declared",
    ),
    ("I10", SILENT, case(lined(line(un_number="1263")), seen=Seen(loaded_share=0.3)), ""),
    ("I10", SILENT, case(shipment()), ""),
    ("I10", UNCHECKED, case(lined(line(un_number="1263")), viewed=()), Need.LOOKED),
    ("I10", UNCHECKED, case(lined()), Need.GOODS),
    ("I11", FIRES, boxed(box(length_ft=20), length_m=12.2), "6.1\u00a0m declared, 12.2"),
    ("I11", FIRES, boxed(box(length_ft=None), length_m=6.1), "12.2\u00a0m declared"),
    ("I11", SILENT, boxed(box(), length_m=12.3), ""),
    ("I11", UNCHECKED, boxed(box()), Need.MEASURED),
    ("I11", UNCHECKED, boxed(box(), length_m=9.0, faults=(DEAD,)), Need.SOUND_IMAGE),
    ("I11", UNCHECKED, boxed(box(length_ft=None, size_type=""), length_m=12.2), Need.LENGTH),
    (
        "I12",
        FIRES,
        case(PRICED, past=earlier(PRICED, Trait.VALUE_PER_KG, *USUAL)),
        "50.0\u00a0CAD a kilogram",
    ),
    (
        "I12",
        SILENT,
        case(PRICED, past=earlier(PRICED, Trait.VALUE_PER_KG, *(10 * one for one in USUAL))),
        "",
    ),
    ("I12", UNCHECKED, case(shipment(), past=Past()), Need.VALUE),
    (
        "I12",
        UNCHECKED,
        case(PRICED, past=earlier(PRICED, Trait.VALUE_PER_KG, *USUAL[:19])),
        Need.EARLIER,
    ),
    ("I12", UNCHECKED, case(PRICED), Need.EARLIER),
    ("I13", FIRES, case(lined(line("FAK"))), "too vague"),
    ("I13", SILENT, case(shipment()), ""),
    ("I13", SILENT, case(lined(line("CONSOLIDATION"), consolidated=True)), ""),
    ("I13", UNCHECKED, case(lined()), Need.GOODS),
    (
        "I14",
        FIRES,
        case(lined(line("frozen shrimp and tuna", "940350"))),
        "HS 940350 is Furniture; bedding; lamps; prefabricated buildings. “frozen",
    ),
    ("I14", FIRES, case(lined(line("pneus d'automobile en caoutchouc", "220421"))), "Rubber"),
    ("I14", SILENT, case(lined(line("meubles de chambre en bois", "940350"))), ""),
    ("I14", SILENT, case(lined(line("frozen shrimp", "940350"), consolidated=True)), ""),
    ("I14", SILENT, case(lined(line("cordless drill, 18 V, with battery", "846721"))), ""),
    ("I14", SILENT, case(lined(line("metal desks for offices, with lamps", "940310"))), ""),
    ("I14", UNCHECKED, case(lined(line("toothbrushes of plastic", "960321"))), Need.WORDS),
    ("I14", UNCHECKED, case(lined(line("wiring harness for vehicles", "854430"))), Need.WORDS),
    ("I14", UNCHECKED, case(lined(line("zzyzx", "940350"))), Need.WORDS),
    ("I14", UNCHECKED, case(lined(line("frozen shrimp", ""))), Need.GOODS),
    ("I14", UNCHECKED, case(shipment(), tables=None), Need.WORDS),
    ("I15", FIRES, case(lined(line(weight_kg=KG(100)), gross_kg=KG(120))), "weigh 100"),
    (
        "I15",
        FIRES,
        case(lined(line(quantity=90, unit="CT"), unit="CT", pieces=100)),
        "make 90 pieces together, the shipment 100",
    ),
    (
        "I15",
        UNCHECKED,
        case(lined(line(quantity=100, split=(("TRL100", 60), ("TRL200", 0))))),
        Need.PIECES,
    ),
    (
        "I15",
        FIRES,
        case(lined(line(quantity=100, split=(("TRL100", 60), ("TRL200", 30))))),
        "Line 1: 90 pieces over 2 pieces of equipment, 100 in the line",
    ),
    (
        "I15",
        FIRES,
        case(lined(line(value=Value(Decimal(90), "CAD")), value=Value(Decimal(100), "CAD"))),
        "worth 90 CAD together, the shipment 100",
    ),
    (
        "I15",
        SILENT,
        case(
            lined(
                line(weight_kg=KG(100), quantity=100, unit="CT"),
                unit="CT",
                gross_kg=KG("100.5"),
                pieces=100,
            )
        ),
        "",
    ),
    ("I15", UNCHECKED, case(shipment(unit="CT", pieces=100)), Need.WEIGHT),
    ("I15", UNCHECKED, case(lined(line(weight_kg=KG(1)), gross_kg=KG(1))), Need.PIECES),
    (
        "I16",
        FIRES,
        case(PRICED, past=earlier(PRICED, Trait.KG_PER_PIECE, *(1 / n for n in USUAL))),
        "10.0\u00a0kg a piece (CT); half of 25 earlier ones of heading 9403",
    ),
    (
        "I16",
        SILENT,
        case(PRICED, past=earlier(PRICED, Trait.KG_PER_PIECE, *(2 * n for n in USUAL))),
        "",
    ),
    ("I16", UNCHECKED, case(shipment(pieces=None)), Need.PIECES),
    ("I16", UNCHECKED, case(PRICED, past=Past()), Need.EARLIER),
    ("I17", FIRES, case(shipment(gross_kg=KG(30_000), volume_m3=KG(2))), "15\u00a0000\u00a0kg/m³"),
    ("I17", FIRES, case(shipment(gross_kg=KG(20), volume_m3=KG(60))), "0.333\u00a0kg/m³"),
    ("I17", FIRES, case(shipment(gross_kg=KG(60_000), volume_m3=KG(100))), "(1) holds 45"),
    ("I17", FIRES, case(shipment(gross_kg=KG(20_000), volume_m3=KG(150))), "150\u00a0m³ declared"),
    ("I17", SILENT, case(shipment(gross_kg=KG(8_000), volume_m3=KG(40))), ""),
    ("I17", UNCHECKED, case(shipment(gross_kg=KG(8_000))), Need.VOLUME),
    ("I17", UNCHECKED, case(shipment(volume_m3=KG(40))), Need.WEIGHT),
    (
        "I17",
        UNCHECKED,
        case(
            held(car(), gross_kg=KG(214_000), volume_m3=KG(300)),
            scans=(scan(RAILCAR="UTLX123456"),),
            seen=Seen(length_m=91.3),
        ),
        Need.EVERY_CAR,
    ),
    (
        "I17",
        FIRES,
        case(
            held(car(), gross_kg=KG(214_000), volume_m3=KG(300)),
            scans=(scan(RAILCAR="UTLX123456"),),
            seen=Seen(length_m=18.0),
        ),
        "(1) holds 115",
    ),
    ("I18", FIRES, case(dataclasses.replace(ROUTED, goods=(line(origin="ZZ"),))), "ZZ is no"),
    ("I18", FIRES, case(dataclasses.replace(ROUTED, place_of_loading="CATOR")), "from US, and"),
    ("I18", FIRES, case(dataclasses.replace(ROUTED, place_of_loading="YYZ")), "Canada (YYZ)"),
    ("I18", SILENT, case(ROUTED), ""),
    ("I18", UNCHECKED, case(dataclasses.replace(ROUTED, goods=(line(),))), Need.ORIGIN),
    (
        "I18",
        UNCHECKED,
        case(dataclasses.replace(ROUTED, place_of_loading="Buffalo")),
        Need.PLACES,
    ),
    ("I19", FIRES, case(dataclasses.replace(KNOWN, shipper=HOME), past=Past()), "are one: A"),
    (
        "I19",
        FIRES,
        case(
            dataclasses.replace(
                KNOWN, consignee=dataclasses.replace(HOME, address=("PO Box 77", "Station A"))
            ),
            past=Past(),
        ),
        "post office box only",
    ),
    ("I19", FIRES, case(KNOWN, past=crowd(KNOWN, *"abcdef")), "7 consignees at this address"),
    (
        "I19",
        FIRES,
        case(KNOWN, past=crowd(KNOWN, *(str(n) for n in range(500)))),
        "At least 501 consignees",
    ),
    ("I19", SILENT, case(KNOWN, past=crowd(KNOWN, *"abcd")), ""),
    (
        "I19",
        SILENT,
        case(
            dataclasses.replace(
                KNOWN, consignee=dataclasses.replace(HOME, address=("PO Box 77", "1 Sample St"))
            ),
            past=Past(),
        ),
        "",
    ),
    ("I19", UNCHECKED, case(KNOWN), Need.EARLIER),
    ("I19", UNCHECKED, case(shipment()), Need.CONSIGNEE),
    (
        "I19",
        UNCHECKED,
        case(dataclasses.replace(KNOWN, consignee=Party("A Person"), shipper=None), past=Past()),
        Need.ADDRESS,
    ),
    ("I20", FIRES, case(carried(eta=NOW + dt.timedelta(minutes=40))), "came 40 min before"),
    ("I20", SILENT, case(shipment()), ""),
    ("I20", UNCHECKED, case(carried(eta=None)), Need.ARRIVAL),
    ("I20", UNCHECKED, case(shipment(), tables=None), Need.TIME_FRAME),
    (
        "I21",
        FIRES,
        case(shipment(), scans=(printed(),), alike=(TWIN,)),
        "The same image was given for TRL900",
    ),
    ("I21", SILENT, case(shipment(), scans=(printed(),)), ""),
    ("I21", UNCHECKED, case(shipment()), Need.PRINTS),
    ("I21", UNCHECKED, case(shipment(), scans=()), Need.SCAN),
    ("I22", FIRES, looking(1.0, 12, Crowd.STREAM), "unlike earlier loads of this shipper"),
    ("I22", SILENT, looking(0.8, 12, Crowd.STREAM), ""),
    ("I22", UNCHECKED, looking(1.0, 4, Crowd.STREAM), Need.REFERENCES),
    ("I22", UNCHECKED, looking(1.0, 120), Need.REFERENCES),
    (
        "I23",
        FIRES,
        case(shipment(), marks=(LIVING,)),
        "LIFE SAFETY: possible person or animal, mark 2",
    ),
    ("I23", SILENT, case(shipment()), ""),
    ("I23", UNCHECKED, case(shipment(), viewed=()), Need.LOOKED),
    ("I24", FIRES, railed(car(), level=Level(0.4, 0.09, 2.4)), "to 0.40\u00a0m ± 0.09"),
    ("I24", SILENT, railed(car(), level=Level(0.0, 0.0, 0.0)), ""),
    ("I24", SILENT, railed(car(load=Load.RESIDUAL), level=Level(0.4, 0.09, 2.4)), ""),
    ("I24", SILENT, boxed(box(), level=Level(0.4, 0.09, 2.4)), ""),
    ("I24", UNCHECKED, railed(car()), Need.LEVEL),
    ("I24", UNCHECKED, railed(car(size_type="C113")), Need.LEVEL),
    ("I24", UNCHECKED, boxed(box(size_type="22T1")), Need.LEVEL),
    ("I24", UNCHECKED, railed(car(size_type="")), Need.VESSEL),
    ("I24", UNCHECKED, case(shipment(), scans=()), Need.VESSEL),
]
"""Of every code; those that have a row in the table of rules are asked there as well."""


@pytest.mark.parametrize(("code", "state", "of", "told"), ROWS)
def test_code(code: str, state: RuleState, of: Case, told: str | Need) -> None:
    row = next(one for one in CODES if one.short == code)
    found = stand(row, of.sides)
    assert set(found.missing) <= set(row.needs)
    if state is UNCHECKED:
        assert told in found.missing
        assert not found.found
    else:
        assert bool(found.found) is (state is FIRES)
        assert state is FIRES or not found.missing
        assert str(told) in " | ".join(str(one.sentence) for one in found.found)
    if code in BY_NAME:
        assert stood(code, of).missing == found.missing


def test_every_code_of_section_5_is_here_and_tried_three_ways() -> None:
    assert [code.short for code in CODES] == [f"I{n:02d}" for n in range(1, 25)]
    for code in CODES:
        assert {state for name, state, _, _ in ROWS if name == code.short} == set(RuleState)


METHODS = {code.method for code in CODES}

WHERE = MappingProxyType(
    {
        name: Place("S-1", "side", (number, 0, 5, 5))
        for number, name in enumerate(("whole", "goods", "opaque", "end", "organic", "metal"))
    }
)
COTTON = shipment(goods=(line("cotton", "520100"),), gross_kg=KG(1000))


@pytest.mark.parametrize(
    ("code", "of", "place"),
    [
        ("I01", case(COTTON, seen=Seen(mass_kg=20_000, mass_sigma_kg=100)), "goods"),
        # What hides the rest is where to look.
        ("I01", case(COTTON, seen=Seen(mass_kg=20_000, lower_bound=True)), "opaque"),
        ("I02", boxed(box(), loaded_share=0.02), "goods"),
        ("I03", boxed(box(empty=False), loaded_share=0.001), "whole"),
        (
            "I05",
            case(COTTON, seen=Seen(material_shares={"metal": 0.9, "organic": 0.1})),
            "metal",
        ),
        ("I07", boxed(box(), inner=SHORT), "end"),
        ("I11", boxed(box(length_ft=20), length_m=12.2), "whole"),
        ("I24", railed(car(), level=Level(0.4, 0.09, 2.4)), "whole"),
    ],
)
def test_what_differs_in_the_image_says_where(code: str, of: Case, place: str) -> None:
    assert of.seen is not None
    placed = dataclasses.replace(of, seen=dataclasses.replace(of.seen, places=WHERE))
    row = next(one for one in CODES if one.short == code)
    (found,) = stand(row, placed.sides).found
    assert found.place == WHERE[place]
    assert WHERE[place] in [one.place for one in placed.comparisons if one.code == row.name]
    # What was measured before places were kept has none, and says the same.
    (before,) = stand(row, of.sides).found
    assert (before.place, before.sentence) == (None, found.sentence)


def test_goods_of_which_only_rims_are_told_are_shown_whole() -> None:
    seen = Seen(material_shares={"heavy": 1.0}, places=WHERE)
    assert case(COTTON, seen=seen).comparisons[2].place == WHERE["goods"]
    assert case(COTTON, seen=Seen(places=WHERE)).comparisons[2].place is None


def test_the_rule_that_tells_of_a_load_says_where_it_lies() -> None:
    of = boxed(box(), loaded_share=0.02, places=WHERE)
    (notice,) = [one for one in examine(of).notices if one.rule == "I02"]
    assert notice.place == WHERE["goods"]
    assert notice.reason_code == "I02_DECLARED_EMPTY"


def test_row_and_notice_take_the_same_empty_mass_off() -> None:
    of = case(shipment(gross_kg=KG(1000)), seen=Seen(mass_kg=20_000, mass_sigma_kg=100))
    heavy = dataclasses.replace(of, tares={**TARES, "trailer": Tare(19_000.0, 100.0)})
    for one, told in ((of, True), (heavy, False)):
        assert ("I01" in {notice.rule for notice in examine(one).notices}) is told
        assert (one.comparisons[0].code == "I01_WEIGHT") is told


def test_a_row_without_a_figure_has_no_place() -> None:
    of = case(shipment(), seen=Seen(places=WHERE))
    unmeasured = [row for row in of.comparisons if row.figure is None]
    assert len(unmeasured) == 5
    assert {row.place for row in unmeasured} == {None}


def test_every_result_has_value_uncertainty_and_method() -> None:
    for code, state, of, _ in ROWS:
        notices = [n for n in examine(of).notices if n.rule == code]
        for notice in notices:
            assert notice.figure is not None
            assert notice.figure.method in METHODS
            assert notice.figure.unit
            assert notice.reason_code.startswith(code)
        assert bool(notices) is (state is FIRES) or code not in BY_NAME


def test_what_rests_on_data_alone_bears_on_no_image() -> None:
    for code in CODES:
        if code.computable is Computable.DATA:
            assert Need.MEASURED not in code.needs
    assert {c.short for c in CODES if c.computable is Computable.OFFICER} == {"I10", "I23"}


def test_nothing_is_told_twice() -> None:
    told = {code.short: code.told_by for code in CODES}
    assert told["I02"] == ("R026",)
    for rules in told.values():
        assert set(rules) <= set(BY_NAME)
    assert {code.short for code in CODES if code.told_by}.isdisjoint(BY_NAME)
    seen = list(discrepancies.notices(boxed(box(), loaded_share=0.02, inner=SHORT).sides))
    assert [notice.rule for notice in seen] == ["I07"]


def test_a_living_being_is_no_ordinary_referral() -> None:
    notices = examine(case(shipment(), marks=(LIVING,))).notices
    notice = next(one for one in notices if one.rule == "I23")
    assert notice.severity is Severity.BLOCK
    assert "Call the port now" in str(notice.sentence)
    assert notice.place is not None
    assert notice.place.box == (10, 4, 10, 6)


def test_the_limits_are_dated_and_say_what_they_are() -> None:
    assert dt.date(2026, 11, 20) == limits.DATED
    assert "starting values" in (limits.__doc__ or "")


@pytest.mark.parametrize(
    ("read", "declared", "how"),
    [
        ("A1234", (), SealFit.NOT_DECLARED),
        ("A1234", ("A 12-34",), SealFit.EQUAL),
        ("A1234", ("A1284",), SealFit.MISREAD),
        ("AO234", ("A0234",), SealFit.MISREAD),
        ("A1234", ("B9999", "A12345"), SealFit.OTHER),
    ],
)
def test_seals_are_compared_sign_by_sign(
    read: str, declared: tuple[str, ...], how: SealFit
) -> None:
    assert fit(read, declared) is how


def test_a_robust_z_is_a_factor_not_a_sum() -> None:
    usual = [2.0**n for n in (-2, -1, -1, 0, 0, 0, 1, 1, 2)]
    low, high = place_among(0.25, usual), place_among(4.0, usual)
    assert low.z == pytest.approx(-high.z)
    assert place_among(1.0, usual).z == pytest.approx(0.0)
    # Twenty equal figures: a twentieth more is one spread, not infinitely many.
    assert place_among(1.05, [1.0] * 20).z == pytest.approx(0.976, abs=0.01)
    assert place_among(1.0, [1.0] * 20).sigma == pytest.approx(0.28, abs=0.01)


def test_words_are_compared_without_plural_accent_or_capital() -> None:
    assert tokens("Boxes of Bouées, CHEVAUX & copies, pneus") == (
        "box", "of", "bouee", "cheval", "copy", "pneu"
    )  # fmt: skip
    chapters = Tables.shipped().table("hs_headings")
    shares = likeness("wooden chairs", chapters)
    assert shares["94"] > shares["44"] > 0.0
    assert max(shares.values()) <= 1.0
    assert likeness("qwertz", chapters) == {}


def test_what_a_shipment_tells_of_itself() -> None:
    told = {one.trait: one for one in told_by(dataclasses.replace(PRICED, consignee=HOME))}
    assert told[Trait.VALUE_PER_KG] == Told(Trait.VALUE_PER_KG, "9403 CAD", 50.0)
    assert told[Trait.KG_PER_PIECE] == Told(Trait.KG_PER_PIECE, "9403 CT", 10.0)
    assert "PERSON" not in told[Trait.RECEIVES].name.upper()
    same = dataclasses.replace(HOME, address=("1 sample st.",), name="Somebody Else")
    other = told_by(dataclasses.replace(PRICED, consignee=same))[-1]
    assert other.group == told[Trait.RECEIVES].group
    assert other.name != told[Trait.RECEIVES].name
    assert told_by(dataclasses.replace(PRICED, consolidated=True)) == ()
    two = lined(
        line(weight_kg=KG(10), value=Value(Decimal(50), "EUR"), quantity=5, unit="CT"),
        line("paint", "320890", weight_kg=KG(4), quantity=2, unit="CA"),
    )
    assert told_by(two) == (
        Told(Trait.VALUE_PER_KG, "9403 EUR", 5.0),
        Told(Trait.KG_PER_PIECE, "9403 CT", 2.0),
        Told(Trait.KG_PER_PIECE, "3208 CA", 2.0),
    )
    assert told_by(lined(line(), line("paint", "", weight_kg=KG(4)))) == ()
