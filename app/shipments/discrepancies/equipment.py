"""I11: the length of the equipment as declared, and as it stands in the picture."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.notice import Comparison, Figure, Severity
from app.domain.rule import Need
from app.domain.shipment import Equipment
from app.domain.words import say
from app.shipments.discrepancies.limits import LENGTH_SHARE
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import metres

CODE, METHOD = "I11_EQUIPMENT", "I11/2"
FOOT_M = 0.3048
_ISO_FEET: Mapping[str, int] = MappingProxyType({"1": 10, "2": 20, "3": 30, "4": 40, "L": 45})
"""First character of an ISO 6346 size and type: length."""
_TANK_CAR = re.compile(r"T\d*", re.IGNORECASE)
"""Mechanical designation of tank cars of North American railways."""
_VESSEL = re.compile(r"[CHK]\d*|[0-9A-Z]{2}[TKB][0-9A-Z]", re.IGNORECASE)
"""Hopper cars; containers for liquids and dry bulk (ISO 6346)."""
_ENDS_M = 0.03
"""Standard uncertainty of where an object ends in the picture."""


def feet_of(piece: Equipment) -> int | None:
    """Return the declared length: as stated, else as the size and type of ISO 6346 have it."""
    if piece.length_ft is not None or piece.kind != "container":
        return piece.length_ft
    code = piece.size_type.strip().upper()
    return _ISO_FEET.get(code[0]) if re.fullmatch(r"[0-9A-Z]{4}", code) else None


def is_tank_car(piece: Equipment) -> bool:
    """Whether it is a tank car by its designation."""
    return piece.kind == "railcar" and bool(_TANK_CAR.fullmatch(piece.size_type.strip()))


def is_vessel(piece: Equipment) -> bool:
    """Whether it holds liquids or bulk goods, by its designation or its ISO type."""
    return is_tank_car(piece) or bool(_VESSEL.fullmatch(piece.size_type.strip()))


def length_row(sides: Sides) -> Comparison:
    """Return the declared length of the equipment that was imaged, and the measured one."""
    lengths = {feet_of(piece.equipment) for piece in sides.pieces if piece.scans}
    feet = lengths.pop() if len(lengths) == 1 else None
    quantity = say("Length")
    said = say("not declared") if feet is None else say("{figure}", figure=metres(feet * FOOT_M))
    if sides.seen is None or sides.seen.length_m is None or sides.seen.scans > 1:
        return Comparison(quantity, said, say("not measured"))
    if not sides.seen.sound:
        return Comparison(quantity, said, say("not told: faulty picture"))
    length = sides.seen.length_m
    found = say("{figure}", figure=metres(length))
    figure = Figure(length, math.sqrt(2.0) * _ENDS_M, "m", METHOD)
    if feet is None or abs(length / (feet * FOOT_M) - 1.0) <= LENGTH_SHARE:
        return Comparison(quantity, said, found, figure=figure, place=sides.place("whole"))
    place = sides.place("whole")
    return Comparison(quantity, said, found, Severity.WARNING, CODE, figure, place=place)


def length_differs(sides: Sides) -> Outcomes:
    """Tell of a length that is not the declared one."""
    row = length_row(sides)
    if row.figure is None:
        faulty = sides.seen is not None and not sides.seen.sound
        yield Lacks(Need.SOUND_IMAGE if faulty else Need.MEASURED)
    if "figure" not in row.declared.values:
        yield Lacks(Need.LENGTH)
    if row.code and row.figure is not None:
        sentence = say(
            "Length: {declared} declared, {seen} seen.",
            declared=row.declared.values["figure"],
            seen=row.seen.values["figure"],
        )
        yield Fires(sentence, row.figure.value, row.figure.uncertainty, "m", place=row.place)
