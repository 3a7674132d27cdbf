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
    PARCEL = "PARCEL"
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

_CONFUSED = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "B": "8", "S": "5", "Z": "2"})


def folded(text: str) -> str:
    """Upper case without blanks, hyphens and dots: the form in which numbers are compared."""
    return re.sub(r"[\s.\-]", "", text).upper()


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
    if re.search(r"\s", value):
        return say(
            "{key} {number} contains a blank, which a control number cannot.", key=key, number=value
        )
    if not re.fullmatch(r"[A-Z0-9]{3}[A-Z0-9-][A-Z0-9-]{1,21}", value):
        return say(
            "{number} is no {key}: it needs a carrier code of 4 and a reference, 25 at most.",
            key=key,
            number=value,
        )
    return Identifier(key, value)


_LETTERS = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", [n for n in range(10, 39) if n % 11], strict=True)
)


def container_check_digit(first_ten: str) -> int:
    """Check digit of ISO 6346 for four letters and six digits."""
    values = (_LETTERS[sign] if sign in _LETTERS else int(sign) for sign in first_ten)
    return sum(value << place for place, value in enumerate(values)) % 11 % 10


def container(text: str) -> Reading:
    """Container number of ISO 6346."""
    value = folded(text)
    if not re.fullmatch(r"[A-Z]{3}[UJZ]\d{7}", value):
        return say(
            "{number} is no container number: it needs four letters and seven digits.", number=value
        )
    if container_check_digit(value[:10]) != int(value[10]):
        return say(
            "Container number {number} fails its check digit; {digit} would fit.",
            number=value,
            digit=container_check_digit(value[:10]),
        )
    return Identifier(Key.CONTAINER, value, Check.PASSED)


def trailer(text: str) -> Reading:
    """Trailer plate or unit number, 1 to 12 characters."""
    value = folded(text)
    if not re.fullmatch(r"[A-Z0-9]{1,12}", value):
        return say(
            "{number} is no trailer number: letters and digits only, 12 at most.", number=value
        )
    return Identifier(Key.TRAILER, value)


def railcar(text: str) -> Reading:
    """Rail car: reporting mark and number; leading zeros do not count."""
    value = folded(text)
    found = re.fullmatch(r"([A-Z]{2,4})0*(\d{1,6})", value)
    if found is None:
        return say("{number} is no rail car: it needs a reporting mark and a number.", number=value)
    return Identifier(Key.RAILCAR, found[1] + found[2])


def uld(text: str) -> Reading:
    """Unit load device of an aircraft."""
    value = folded(text)
    if not re.fullmatch(r"[A-Z][A-Z0-9]{2}\d{4,5}[A-Z0-9]{2,3}", value):
        return say(
            "{number} is no ULD: it needs a type, a serial number and an owner.", number=value
        )
    return Identifier(Key.ULD, value)


def air_waybill(text: str) -> Reading:
    """Air waybill; a failed check digit is kept as a doubt, since numbers in use break it."""
    value = folded(text)
    if not re.fullmatch(r"\d{11}", value):
        return say("{number} is no air waybill: it needs 3 and 8 digits.", number=value)
    passed = int(value[3:10]) % 7 == int(value[10])
    return Identifier(Key.AWB, value, Check.PASSED if passed else Check.FAILED)


def parcel(text: str) -> Reading:
    """Tracking number of a parcel: UPS 1Z, FedEx 12 digits, or postal S10."""
    value = folded(text)
    for pattern, check in _PARCELS.items():
        if re.fullmatch(pattern, value):
            if check(value):
                return Identifier(Key.PARCEL, value, Check.PASSED)
            return say("Tracking number {number} fails its check digit.", number=value)
    return say("{number} is no tracking number that is known here.", number=value)


def _ups(value: str) -> bool:
    signs = [int(s) if s.isdigit() else (ord(s) - 3) % 10 for s in value[2:]]
    total = sum(signs[0:15:2]) + 2 * sum(signs[1:15:2])
    return (10 - total % 10) % 10 == signs[15]


def _fedex(value: str) -> bool:
    weights = (3, 1, 7) * 4
    total = sum(int(s) * w for s, w in zip(value[:11], weights, strict=False))
    return total % 11 % 10 == int(value[11])


def _postal(value: str) -> bool:
    weights = (8, 6, 4, 2, 3, 5, 9, 7)
    left = 11 - sum(int(s) * w for s, w in zip(value[2:10], weights, strict=True)) % 11
    return {10: 0, 11: 5}.get(left, left) == int(value[10])


_PARCELS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        r"1Z[A-Z0-9]{16}": _ups,
        r"\d{12}": _fedex,
        r"[A-Z]{2}\d{9}[A-Z]{2}": _postal,
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
        Key.PARCEL: parcel,
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
