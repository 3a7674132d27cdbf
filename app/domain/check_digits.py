"""Check digits of the trade's numbers: each function says whether a well-formed number keeps its.

Sources: ISO 6346 for containers; IATA resolution 600a for air waybills; 49 CFR 565.15 for vehicle
identification numbers; UPU S10 for mail; the carriers' own rules for parcels. Vectors are in the
tests.
"""

from __future__ import annotations

_LETTERS = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", [n for n in range(10, 39) if n % 11], strict=True)
)
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def container_check_digit(first_ten: str) -> int:
    """Check digit of ISO 6346 for four letters and six digits."""
    values = (_LETTERS[sign] if sign in _LETTERS else int(sign) for sign in first_ten)
    return sum(value << place for place, value in enumerate(values)) % 11 % 10


def container_keeps(value: str) -> bool:
    """Whether four letters and seven digits end in their check digit."""
    return container_check_digit(value[:10]) == int(value[10])


def waybill_keeps(value: str) -> bool:
    """Whether 3 and 8 digits keep theirs: the serial of seven, modulo 7; misses 0/7, 1/8, 2/9."""
    return int(value[3:10]) % 7 == int(value[10])


def ups_keeps(value: str) -> bool:
    """Whether ``1Z`` and sixteen signs end in their check digit."""
    signs = [int(s) if s.isdigit() else (ord(s) - 3) % 10 for s in value[2:]]
    total = sum(signs[0:15:2]) + 2 * sum(signs[1:15:2])
    return (10 - total % 10) % 10 == signs[15]


def fedex_keeps(value: str) -> bool:
    """Whether twelve digits end in their check digit: weights 3, 1, 7, modulo 11, modulo 10."""
    weights = (3, 1, 7) * 4
    total = sum(int(s) * w for s, w in zip(value[:11], weights, strict=False))
    return total % 11 % 10 == int(value[11])


def postal_keeps(value: str) -> bool:
    """Whether two letters, nine digits and two letters keep theirs (UPU S10)."""
    weights = (8, 6, 4, 2, 3, 5, 9, 7)
    left = 11 - sum(int(s) * w for s, w in zip(value[2:10], weights, strict=True)) % 11
    return {10: 0, 11: 5}.get(left, left) == int(value[10])


def vin_keeps(value: str) -> bool:
    """Whether seventeen signs have their check digit in the ninth place, as North America asks."""
    signs = (int(s if s.isdigit() else _VIN_VALUES[s]) for s in value)
    left = sum(sign * weight for sign, weight in zip(signs, _VIN_WEIGHTS, strict=True)) % 11
    return value[8] == ("X" if left == 10 else str(left))
