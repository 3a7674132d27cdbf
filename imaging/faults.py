"""What can be wrong with a picture itself, whatever it shows."""

from __future__ import annotations

import dataclasses
import enum

Box = tuple[int, int, int, int]
"""(x, y, width, height) in stored pixels."""


class FaultKind(enum.StrEnum):
    """What is wrong; the names are kept with the scan and never change."""

    DEAD_ROWS = "dead_rows"
    """Detectors that give nothing."""
    STUCK_ROWS = "stuck_rows"
    """Detectors that give the same value whatever stands before them."""
    WEAK_ROWS = "weak_rows"
    """Detectors that see all things darker, or brighter, than their neighbours do."""
    MISSING_COLUMNS = "missing_columns"
    """Pulses that were lost."""
    REPEATED_COLUMNS = "repeated_columns"
    """Columns that are copies of the one before."""
    FLICKER = "flicker"
    """Pulses of another dose than their neighbours."""
    CUT_TOP = "cut_top"
    """The object reaches above the picture."""
    CUT_END = "cut_end"
    """The picture begins or ends inside the object."""
    SPEED = "speed"
    """Columns drawn out or pushed together: round things are not round."""
    NOISE = "noise"
    """Fewer photons than a picture needs."""
    OPAQUE = "opaque"
    """Much of the object lets nothing through."""


class Weight(enum.StrEnum):
    """How much a fault weighs."""

    SLIGHT = "slight"
    SERIOUS = "serious"


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the picture.

    Attributes
    ----------
    kind, weight
        What it is, and whether goods may hide in it.
    boxes
        Where, at most `MOST_BOXES`, the largest first; whole rows and columns span the picture.
    count
        Rows or columns that are touched; 0 for faults of an area.
    size
        What the sentence says: share of the light for weak rows and flicker (0.3 is 30 %), share
        of the area for opaque, relative noise of air for noise, local pitch over the usual one for
        speed (1.2 is 20 % drawn out), share of the height or length at a cut edge.
    """

    kind: FaultKind
    weight: Weight
    boxes: tuple[Box, ...]
    count: int = 0
    size: float = 0.0


MOST_BOXES = 8


def spans(flags: list[int]) -> list[tuple[int, int]]:
    """Return runs of rising numbers as (first, one past the last)."""
    out: list[tuple[int, int]] = []
    for number in flags:
        if out and number == out[-1][1]:
            out[-1] = (out[-1][0], number + 1)
        else:
            out.append((number, number + 1))
    return out


def row_boxes(rows: list[int], columns: int) -> tuple[Box, ...]:
    """Return whole rows as boxes, the tallest first."""
    runs = sorted(spans(rows), key=lambda run: run[0] - run[1])[:MOST_BOXES]
    return tuple((0, first, columns, last - first) for first, last in runs)


def column_boxes(columns: list[int], rows: int) -> tuple[Box, ...]:
    """Return whole columns as boxes, the widest first."""
    runs = sorted(spans(columns), key=lambda run: run[0] - run[1])[:MOST_BOXES]
    return tuple((first, 0, last - first, rows) for first, last in runs)
