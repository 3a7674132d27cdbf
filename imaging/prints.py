"""Prints of exposures (`imaging.fingerprint`) as text: how they are looked up and compared."""

from __future__ import annotations

CELLS = 16
"""Rows of cells, and differences in each of them."""
BITS = CELLS * CELLS
BAND = 16
"""Bits that are looked up together: two prints within `NEAR` have a band in common."""
NEAR = BITS // BAND - 1
"""Most bits in which the prints of one exposure differ."""


def bands(noise: str) -> tuple[str, ...]:
    """Return the parts of a print that are looked up, each with its place: ``03:9f2c``."""
    digits = BAND // 4
    return tuple(
        f"{place:02}:{noise[place * digits : (place + 1) * digits]}"
        for place in range(len(noise) // digits)
    )


def apart(one: str, other: str) -> int:
    """Return in how many bits two prints differ, 0 to `BITS`."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
