"""I08: the seals that were read, against those declared."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from app.domain.identifiers import Key, comparable, confusable
from app.domain.rule import Need
from app.domain.scan import Scan
from app.domain.words import say
from app.domain.work import LinkClass
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides


class SealFit(enum.StrEnum):
    """How a seal that was read fits those declared."""

    EQUAL = "equal"
    MISREAD = "misread"
    """It differs from a declared one in a single sign, or in signs that look alike."""
    OTHER = "other"
    NOT_DECLARED = "not_declared"


def fit(read: str, declared: Iterable[str]) -> SealFit:
    """Compare one seal that was read with all that are declared."""
    numbers = [number for number in declared if number.strip()]
    if not numbers:
        return SealFit.NOT_DECLARED
    if comparable(Key.SEAL, read) in {comparable(Key.SEAL, number) for number in numbers}:
        return SealFit.EQUAL
    near = any(confusable(read, number) for number in numbers)
    return SealFit.MISREAD if near else SealFit.OTHER


def seals_differ(sides: Sides) -> Outcomes:
    """Tell of seals that are not the declared ones, and how many signs they differ in."""
    read = [(scan, number) for scan in sides.item.scans for number in _read(scan)]
    if not read:
        yield Lacks(Need.SEAL_READ)
    for scan, number in read:
        declared = _declared(sides, scan)
        how = fit(number, declared)
        if how is SealFit.EQUAL:
            continue
        values = {"read": number, "declared": ", ".join(declared[:3])}
        sentence = say("Seal {read} was read, {declared} declared.", **values)
        if how is SealFit.NOT_DECLARED:
            sentence = say("Seal {read} was read, and no seal is declared.", read=number)
        elif how is SealFit.MISREAD:
            sentence = say("Seal {read} was read, {declared} declared: possibly misread.", **values)
        signs = min((_apart(number, one) for one in declared), default=len(number))
        yield Fires(sentence, signs, None, "signs", f"{scan.scan_id} {number}")


def _read(scan: Scan) -> tuple[str, ...]:
    text = scan.identifiers.get(Key.SEAL, "")
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


def _declared(sides: Sides, scan: Scan) -> list[str]:
    """Return the seals declared for what a scan shows; of its whole shipments when unclear."""
    linked = {
        link.shipment_id
        for link in sides.item.links
        if link.scan_id == scan.scan_id and link.link_class is not LinkClass.NONE
    }
    shown = [p.equipment for p in sides.pieces if scan in p.scans]
    every = [e for s in sides.shipments if s.shipment_id in linked for e in s.equipment]
    return [seal for piece in shown or every for seal in piece.seals]


def _apart(one: str, other: str) -> int:
    """Return in how many places two numbers differ, the missing ones at the end included."""
    a, b = comparable(Key.SEAL, one), comparable(Key.SEAL, other)
    return sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))
