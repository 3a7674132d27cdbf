"""What the text of a barcode may mean, and when its check digit says that it was misread."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.identifiers import READERS, Check, Identifier, Key, folded, recognise
from app.domain.words import Sentence, phrase, say

_SHAPES: Mapping[str, Key] = MappingProxyType(
    {
        r"[A-Z]{3}[UJZ]\d{7}": Key.CONTAINER,
        r"1Z[A-Z0-9]{16}|\d{12}|[A-Z]{2}\d{9}[A-Z]{2}": Key.PARCEL,
        r"\d{11}": Key.AWB,
        r"[A-HJ-NPR-Z0-9]{17}": Key.VIN,
    }
)
"""Shapes of the numbers that have a check digit."""
_DOUBTS: Mapping[Key, str] = MappingProxyType(
    {
        Key.AWB: phrase("Air waybill {number} fails its check digit."),
        Key.VIN: phrase("VIN {number} fails its check digit."),
    }
)


def meanings(text: str) -> tuple[Identifier, ...]:
    """Return everything that a barcode may name, the most telling first.

    A control number carries no sign whether it names a cargo or a conveyance (shipment-data, R004):
    both are among the answers.
    """
    found = list(recognise(text))
    for key in (Key.CCN, Key.CRN, Key.HAWB, Key.TRAILER):
        reading = READERS[key](text)
        if isinstance(reading, Identifier):
            found.append(reading)
    return tuple(found)


def failed_check(text: str) -> Sentence | None:
    """Return what speaks against a text that has the shape of a number with a check digit.

    None when it has no such shape, or keeps the check digit of one of those that it has.
    """
    value = folded(text)
    shaped = [key for pattern, key in _SHAPES.items() if re.fullmatch(pattern, value)]
    doubts: list[Sentence] = []
    for key in shaped:
        reading = READERS[key](value)
        if isinstance(reading, Sentence):
            doubts.append(reading)
        elif reading.check is Check.FAILED:
            doubts.append(say(_DOUBTS[key], number=reading.value))
        elif key is not Key.VIN or reading.check is Check.PASSED:
            return None
    return doubts[0] if doubts else None
