"""Numbers that one number may have been misread as, to look them up where only exact ones are kept.

Confused signs and a single wrong, lost or added sign; nothing further apart, and nothing of short
numbers, which all resemble each other.
"""

from __future__ import annotations

import string
from collections.abc import Iterator

from app.domain.identifiers import Key, confusable, folded, lookalike

SHORTEST = 6
"""Signs that a number has at least before one of them may be wrong."""
_SIGNS = string.ascii_uppercase + string.digits
_AS_LETTERS = str.maketrans("01825", "OIBZS")


def near(left: str, right: str) -> bool:
    """Whether two different numbers may be one number misread.

    True when they differ only by letters that look like digits, or are one wrong, lost or added
    sign apart.
    """
    a, b = folded(left), folded(right)
    if a == b or min(len(a), len(b)) < SHORTEST:
        return a != b and bool(a) and lookalike(a) == lookalike(b)
    if confusable(a, b):
        return True
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return len(longer) == len(shorter) + 1 and shorter in _shortened(longer)


def misreadings(key: Key, value: str) -> Iterator[str]:
    """Yield what a comparable number may have been, some 70 for each sign of it."""
    yield lookalike(value)
    if key is Key.CONTAINER and len(value) == 11:
        # Four letters and seven digits, whatever the reader took them for.
        yield value[:4].translate(_AS_LETTERS) + lookalike(value[4:])
    if len(value) < SHORTEST:
        return
    yield from _shortened(value)
    for place in range(len(value) + 1):
        head, tail, rest = value[:place], value[place:], value[place + 1 :]
        for sign in _SIGNS:
            yield f"{head}{sign}{tail}"
            if tail:
                yield f"{head}{sign}{rest}"


def keyholes(value: str) -> frozenset[str]:
    """Return forms of a number such that two numbers that are `near` have one in common.

    The number, its lookalike, and each form that lacks one sign: few enough to compare two crowds.
    """
    if len(value) < SHORTEST:
        return frozenset((value, lookalike(value)))
    return frozenset((value, lookalike(value), *_shortened(value)))


def _shortened(value: str) -> Iterator[str]:
    for place in range(len(value)):
        yield value[:place] + value[place + 1 :]
