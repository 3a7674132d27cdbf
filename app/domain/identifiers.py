"""The numbers of the trade: how each is written, checked, and compared.

Each reader returns an :class:`Identifier` or the :class:`~app.domain.words.Sentence` that says
why the text is none. A failed check digit refuses a number only where real numbers keep their
check (containers, parcels, mail); air waybills in use break theirs, so there it is a doubt.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.domain.check_digits import (
    container_check_digit,
    container_keeps,
    fedex_keeps,
    postal_keeps,
    ups_keeps,
    vin_keeps,
    waybill_keeps,
)
from app.domain.words import Sentence, say


class Key(enum.StrEnum):
    """What a number names."""

    CCN = "CCN"
    CRN = "CRN"
    CONTAINER = "CONTAINER"
    TRAILER = "TRAILER"
    RAILCAR = "RAILCAR"
    ULD = "ULD"
    AWB = "AWB"
    HAWB = "HAWB"
    PARCEL = "PARCEL"
    PLATE = "PLATE"
    """Licence plate of a tractor or a trailer."""
    VIN = "VIN"
    SEAL = "SEAL"


class Check(enum.StrEnum):
    """What the number's own check digit says."""

    PASSED = "passed"
    NONE = "none"
    FAILED = "failed"


def key_named(name: str) -> Key | None:
    """Return the key of this name, None when there is none."""
    return _KEYS.get(name)


_KEYS: Mapping[str, Key] = MappingProxyType({key.value: key for key in Key})


@dataclasses.dataclass(frozen=True, slots=True)
class Identifier:
    """One number in its comparable form."""

    key: Key
    value: str
    """Upper case, without blanks and hyphens, leading zeros handled as the trade does."""
    check: Check = Check.NONE

    def __str__(self) -> str:
        return self.value


Reading = Identifier | Sentence

_GAPS = re.compile(r"[\s.\-]")
_BLANK = re.compile(r"\s")
_CONTROL_NUMBER = re.compile(r"[A-Z0-9]{3}[A-Z0-9-][A-Z0-9-]{1,21}")
_CONTAINER = re.compile(r"[A-Z]{3}[UJZ]\d{7}")
_TRAILER = re.compile(r"[A-Z0-9]{1,12}")
_RAILCAR = re.compile(r"([A-Z]{2,4})0*(\d{1,6})")
_ULD = re.compile(r"[A-Z][A-Z0-9]{2}\d{4,5}[A-Z0-9]{2,3}")
_WAYBILL = re.compile(r"\d{11}")
_HOUSE_WAYBILL = re.compile(r"[A-Z0-9/]{1,35}")
_CONFUSED = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "B": "8", "S": "5", "Z": "2"})


def folded(text: str) -> str:
    """Upper case without blanks, hyphens and dots: the form in which numbers are compared."""
    return _GAPS.sub("", text).upper()


def lookalike(number: str) -> str:
    """Return a folded number with letters that look like digits as those digits."""
    return number.translate(_CONFUSED)


def confusable(left: str, right: str) -> bool:
    """Whether two different numbers may be one number misread.

    True when they differ only by letters that look like digits, or in a single character.
    """
    a, b = folded(left), folded(right)
    if a == b or not a or not b:
        return False
    if lookalike(a) == lookalike(b):
        return True
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def ccn(text: str) -> Reading:
    """Cargo control number: carrier code and reference, no blanks (D3-4-2, paragraph 1)."""
    return _control_number(Key.CCN, text)


def crn(text: str) -> Reading:
    """Conveyance reference number, of the same shape as a CCN."""
    return _control_number(Key.CRN, text)


def _control_number(key: Key, text: str) -> Reading:
    value = text.strip().upper()
    if _BLANK.search(value):
        return say(
            "{key} {number} contains a blank, which a control number cannot.", key=key, number=value
        )
    if not _CONTROL_NUMBER.fullmatch(value):
        return say(
            "{number} is no {key}: it needs a carrier code of 4 and a reference, 25 at most.",
            key=key,
            number=value,
        )
    return Identifier(key, value)


def container(text: str) -> Reading:
    """Container number of ISO 6346."""
    value = folded(text)
    if not _CONTAINER.fullmatch(value):
        return say(
            "{number} is no container number: it needs four letters and seven digits.", number=value
        )
    if not container_keeps(value):
        return say(
            "Container number {number} fails its check digit; {digit} would fit.",
            number=value,
            digit=container_check_digit(value[:10]),
        )
    return Identifier(Key.CONTAINER, value, Check.PASSED)


def trailer(text: str) -> Reading:
    """Trailer plate or unit number, 1 to 12 characters."""
    value = folded(text)
    if not _TRAILER.fullmatch(value):
        return say(
            "{number} is no trailer number: letters and digits only, 12 at most.", number=value
        )
    return Identifier(Key.TRAILER, value)


def plate(text: str) -> Reading:
    """Licence plate: 1 to 10 signs, then its province or state after a slash when that is known.

    ``AB 12-345/ON``: the same signs are on plates of several provinces.
    """
    number, _, issued_by = text.partition("/")
    value, place = folded(number), folded(issued_by)
    if not re.fullmatch(r"[A-Z0-9]{1,10}", value) or not re.fullmatch(r"([A-Z]{2,3})?", place):
        return say(
            "{number} is no licence plate: 10 letters and digits at most, then / and the province.",
            number=text.strip().upper(),
        )
    return Identifier(Key.PLATE, f"{value}/{place}" if place else value)


def vin(text: str) -> Reading:
    """Vehicle identification number; only makers of North America must keep its check digit."""
    value = folded(text)
    if not re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", value):
        return say(
            "{number} is no VIN: it needs 17 letters and digits, without I, O and Q.", number=value
        )
    if vin_keeps(value):
        return Identifier(Key.VIN, value, Check.PASSED)
    return Identifier(Key.VIN, value, Check.FAILED if value[0] in "12345" else Check.NONE)


def railcar(text: str) -> Reading:
    """Rail car: reporting mark and number; leading zeros do not count."""
    value = folded(text)
    found = _RAILCAR.fullmatch(value)
    if found is None:
        return say("{number} is no rail car: it needs a reporting mark and a number.", number=value)
    return Identifier(Key.RAILCAR, found[1] + found[2])


def uld(text: str) -> Reading:
    """Unit load device of an aircraft."""
    value = folded(text)
    if not _ULD.fullmatch(value):
        return say(
            "{number} is no ULD: it needs a type, a serial number and an owner.", number=value
        )
    return Identifier(Key.ULD, value)


def air_waybill(text: str) -> Reading:
    """Air waybill; a failed check digit is kept as a doubt, since numbers in use break it."""
    value = folded(text)
    if not _WAYBILL.fullmatch(value):
        return say("{number} is no air waybill: it needs 3 and 8 digits.", number=value)
    return Identifier(Key.AWB, value, Check.PASSED if waybill_keeps(value) else Check.FAILED)


def house_waybill(text: str) -> Reading:
    """House waybill: 12 signs in Cargo-IMP, 35 elsewhere; tells nothing without its master."""
    value = folded(text)
    if not _HOUSE_WAYBILL.fullmatch(value):
        return say(
            "{number} is no house waybill: letters and digits only, 35 at most.", number=value
        )
    return Identifier(Key.HAWB, value)


def parcel(text: str) -> Reading:
    """Tracking number of a parcel: UPS 1Z, FedEx 12 digits, or postal S10."""
    value = folded(text)
    for pattern, check in _PARCELS.items():
        if pattern.fullmatch(value):
            if check(value):
                return Identifier(Key.PARCEL, value, Check.PASSED)
            return say("Tracking number {number} fails its check digit.", number=value)
    return say("{number} is no tracking number that is known here.", number=value)


_PARCELS: Mapping[re.Pattern[str], Callable[[str], bool]] = MappingProxyType(
    {
        re.compile(r"1Z[A-Z0-9]{16}"): ups_keeps,
        re.compile(r"\d{12}"): fedex_keeps,
        re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}"): postal_keeps,
    }
)


def seal(text: str) -> Reading:
    """Seal number: blanks, hyphens and leading zeros do not count."""
    value = folded(text)
    if not re.fullmatch(r"[A-Z0-9]{1,15}", value):
        return say("{number} is no seal number: letters and digits only, 15 at most.", number=value)
    return Identifier(Key.SEAL, value.lstrip("0") or "0")


READERS: Mapping[Key, Callable[[str], Reading]] = MappingProxyType(
    {
        Key.CCN: ccn,
        Key.CRN: crn,
        Key.CONTAINER: container,
        Key.TRAILER: trailer,
        Key.RAILCAR: railcar,
        Key.ULD: uld,
        Key.AWB: air_waybill,
        Key.HAWB: house_waybill,
        Key.PARCEL: parcel,
        Key.PLATE: plate,
        Key.VIN: vin,
        Key.SEAL: seal,
    }
)

_TELLING = (Key.CONTAINER, Key.PARCEL, Key.ULD, Key.AWB, Key.RAILCAR)
"""Keys whose pattern alone makes them likely, from the most telling to the least."""


def read(key: Key, text: str) -> Reading:
    """Read a number of a known kind."""
    return READERS[key](text)


def recognise(text: str) -> tuple[Identifier, ...]:
    """Return every reading of a free text that has a telling pattern: an OOI ID may be anything."""
    readings = (READERS[key](text) for key in _TELLING)
    return tuple(reading for reading in readings if isinstance(reading, Identifier))


def comparable(key: Key, text: str) -> str:
    """Return the comparable form of a number, its folded text when it is not well formed.

    Data that others accepted is compared as it stands: a wrong check digit on both sides is still
    the same number on both sides.
    """
    reading = read(key, text)
    return reading.value if isinstance(reading, Identifier) else folded(text)
