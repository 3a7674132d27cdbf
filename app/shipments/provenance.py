"""Which noted place holds a value: every value that was declared stands somewhere in its message.

Readers note each value once, where they read it. A number that fills several fields, such as that
of a ULD and of everything in it, is found by any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.filing import Body, Filing, FilingKind, Spot
from app.domain.shipment import Equipment, Shipment

_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "shipment_id": ("key", "ccn"),
        "ccn": ("key",),
        "conveyance.crn": ("key",),
        "conveyance.carrier_code": ("carrier_code",),
        "previous_ccn": ("mawb",),
        "replaces_ccn": ("previous_ccn",),
        # The code of who issued a number is how the number begins.
        "forwarder_code": ("key",),
        "importer.business_number": ("importer_bn",),
    }
)
"""Names under which some forms note a value."""
_BESIDE: Mapping[str, str] = MappingProxyType(
    {".kind": ".number", ".empty": ".load", "value.currency": "value.amount"}
)
"""Values that a form may say by another beside them: a column of ULDs names ULDs, and one of
Canadian dollars a currency."""
_OF_LINE: Mapping[str, str] = MappingProxyType({"pieces": "quantity", "gross_kg": "weight_kg"})
"""Totals that are what the only line of goods says, where no other total is given."""
_BILLS = ("hawb", "mawb")
"""Numbers that are the key of a record where it has no other."""
_EQUIPMENT = (
    r"equipment\[\d+\]\.number|(goods|loaded)\[\d+\]\.equipment|"
    r"cargo_on\[\d+\]\[0\]|goods\[\d+\]\.(split\[\d+\](\[0\])?|packages\[\d+\])"
)
_SAME = tuple(
    re.compile(text)
    for text in (
        _EQUIPMENT,
        r"cargo\[\d+\]|cargo_on\[\d+\](\[1\])?|loaded\[\d+\]\.cargo",
        r"unit|goods\[\d+\]\.unit",
        r"goods\[\d+\]\.description",
    )
)
"""Fields that one place may fill: numbers of equipment, numbers of cargo, units of pieces, and the
description that several codes of one line share."""
_SEAL = re.compile(r"(equipment\[\d+\])\.seals\[(\d+)\]")
_SEALING = re.compile(r"(equipment\[\d+\])\.sealing\[(\d+)\]\.(\w+)")
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[]+)")
_PARENT = re.compile(r"(\.[^.\[\]]+|\[\d+\])$")


def spot_in(filing: Filing, path: str) -> Spot | None:
    """Return where a value stands in the message of a filing that was just read.

    Of a value with parts it is where its first part stands. None when the value stands nowhere: it
    follows from others, as a sum does.
    """
    spots = filing.spots
    exact = next((spots[name] for name in _names(path, filing) if name in spots), None)
    if exact is not None:
        return exact
    within = (spots[name] for name in spots if name.startswith((f"{path}.", f"{path}[")))
    first = min(within, key=lambda spot: spot.start, default=None)
    return first or spots.get(_PARENT.sub("", path))


def _names(path: str, filing: Filing) -> Iterator[str]:
    """Yield the names under which the forms may note a value, the likeliest first."""
    yield path
    if path == "conveyance.crn" and filing.kind is not FilingKind.CONVEYANCE:
        # The key of a cargo is its CCN, and never the number of what carries it.
        return
    also = _ALSO.get(path, ())
    yield from also
    body = filing.body
    if "key" in also and isinstance(body, Shipment):
        # A house bill's key is its master's number and its own.
        parts = (filing.key, *filing.key.split("/"))
        yield from (name for name in _BILLS if getattr(body, name) in parts)
    beside = next((last for last in _BESIDE if path.endswith(last)), "")
    if beside:
        yield from _names(path.removesuffix(beside) + _BESIDE[beside], filing)
    if isinstance(body, Shipment) and len(body.goods) == 1 and path in _OF_LINE:
        yield f"goods[0].{_OF_LINE[path]}"
    if body is not None:
        yield from _of_seal(path, body)
        yield from _with_same(path, body, filing.spots)


def _of_seal(path: str, body: Body) -> Iterator[str]:
    """Yield the place of a seal of which more is said than its number."""
    named = _SEAL.fullmatch(path)
    if named is not None and isinstance(unit := value_at(body, named[1]), Equipment):
        numbers = [seal.number for seal in unit.sealing]
        number = unit.seals[int(named[2])]
        if number in numbers:
            yield f"{named[1]}.sealing[{numbers.index(number)}].number"
    found = _SEALING.fullmatch(path)
    unit = value_at(body, found[1]) if found else None
    if found is None or not isinstance(unit, Equipment):
        return
    number = unit.sealing[int(found[2])].number
    seal = f"{found[1]}.seals[{unit.seals.index(number)}]"
    yield seal if found[3] == "number" else f"{seal}.{found[3]}"


def _with_same(path: str, body: Body, spots: Mapping[str, Spot]) -> Iterator[str]:
    """Yield the fields of the same family that were filled from a place with the same value."""
    family = next((fields for fields in _SAME if fields.fullmatch(path)), None)
    value = None if family is None else value_at(body, path)
    if family is None or value is None:
        return
    for name in spots:
        if family.fullmatch(name) and value in (told := value_at(body, name), _first(told)):
            yield name


def _first(value: object) -> object:
    return value[0] if isinstance(value, tuple) and value else None


def value_at(body: Body, path: str) -> object:
    """Return the value of a path such as ``goods[0].description``; None when there is none."""
    at: object = body
    for index, name in _STEP.findall(path):
        if name:
            at = at.get(name) if isinstance(at, Mapping) else getattr(at, name, None)
        else:
            at = at[int(index)] if isinstance(at, tuple) and int(index) < len(at) else None
    return at
