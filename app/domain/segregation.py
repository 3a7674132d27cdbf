"""Which classes of dangerous goods are kept apart, as a hint for who looks at a mixed load.

Source: the general table of segregation of the IMDG Code (7.2.4). It is made for ships; road, rail
and air have rules of their own, and the entry of a substance goes before its class. So this says
that two classes do not go together as a rule, and never that a load is in order.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Mapping
from types import MappingProxyType


class Apart(enum.IntEnum):
    """How far apart two classes are kept."""

    NOT_SAID = 0
    """By class alone nothing is asked for."""
    AWAY = 1
    SEPARATED = 2
    COMPARTMENT = 3
    """A whole compartment between them."""
    LENGTHWISE = 4
    """A whole compartment between them, lengthwise."""


_ROWS = {
    "1.1": "00042244444424240",
    "1.3": "00042243344424220",
    "1.4": "00021122222204220",
    "2.1": "44200021202204210",
    "2.2": "22100010100102100",
    "2.3": "22100020200202100",
    "3": "44221200212203200",
    "4.1": "43210000101203210",
    "4.2": "43221221012213210",
    "4.3": "44200010102202210",
    "5.1": "44220021220213120",
    "5.2": "44221222222013220",
    "6.1": "22000000101101000",
    "6.2": "44442233323310330",
    "7": "22221122221203020",
    "8": "42210001112203200",
    "9": "00000000000000000",
}
"""The columns stand in the order of the rows."""
_AS = MappingProxyType({"1.2": "1.1", "1.5": "1.1", "1.6": "1.3"})
"""Divisions of class 1 that stand in the row of another one."""
TABLE: Mapping[tuple[str, str], Apart] = MappingProxyType(
    {
        (one, other): Apart(int(sign))
        for one, row in _ROWS.items()
        for other, sign in zip(_ROWS, row, strict=True)
    }
)


def apart(one: str, other: str) -> Apart:
    """Return how far apart two classes are kept; what is no known class asks for nothing.

    Parameters
    ----------
    one, other
        Classes such as ``3``, ``5.1`` or ``1.4S``: the letter of a compatibility group is ignored.
    """
    return TABLE.get((_division(one), _division(other)), Apart.NOT_SAID)


def pairs_apart(classes: Iterable[str]) -> tuple[tuple[str, str, Apart], ...]:
    """Return the pairs of classes that are kept apart, each once, the farthest first."""
    named = sorted(set(filter(None, classes)))
    found = [(a, b, apart(a, b)) for a, b in itertools.combinations(named, 2)]
    kept = [pair for pair in found if pair[2]]
    return tuple(sorted(kept, key=lambda pair: (-pair[2], pair[0], pair[1])))


def _division(named: str) -> str:
    division = named.strip().rstrip("ABCDEFGHJKLNS")
    return _AS.get(division, division)
