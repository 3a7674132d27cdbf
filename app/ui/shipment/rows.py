"""One row of the panel, as plain values: what it reads, explains, and where it was read."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Sequence
from decimal import Decimal

from app.domain.notice import Severity
from app.domain.raw import Asked
from app.ui.i18n import tr
from app.ui.i18n.formats import UNIT, number

FOLD_FROM = 24
"""A longer list shows its first rows, and the others in parts that open."""
FIRST = 20
PART = 100


class Kind(enum.Enum):
    """How a row is painted."""

    HEAD = enum.auto()
    """Opens a group."""
    NOTICE = enum.auto()
    """Shape and word of its severity, and a sentence."""
    FIELD = enum.auto()
    """What, and what it is."""
    LINE = enum.auto()
    """A line of goods: number, description, and its figures in columns."""
    CHANGE = enum.auto()
    """A field that differs: its name, and below it what it was and what it is."""
    ENTRY = enum.auto()
    """A text of its own, with a quiet one below."""
    MORE = enum.auto()
    """Opens a part of a long list."""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes
    ----------
    key
        Tells it from its siblings; what is open and where one stood is remembered by it.
    text, label, below, right
        What it reads; `right` stands at the right end, quietly.
    figures
        Of a line of goods: pieces, mass, tariff number, origin.
    before, after
        What a field was in the version before, struck through, and what became of it: a row
        without `after` was removed.
    mark
        Shape at the right end, or of a notice at the left.
    explained
        Says what the label and the codes in the row stand for.
    asked
        Where the value stands, the likeliest transmission first.
    rows
        What is below it; made when it is opened.
    open
        Whether it is open at first.
    """

    key: str
    kind: Kind
    text: str
    label: str = ""
    below: str = ""
    right: str = ""
    figures: tuple[str, ...] = ()
    before: str = ""
    changed: bool = False
    mark: Severity | None = None
    tone: str = "text"
    strong: bool = False
    identifier: bool = False
    depth: int = 0
    explained: Callable[[], str] | None = None
    asked: tuple[Asked, ...] = ()
    rows: Callable[[], Sequence[Row]] | None = None
    open: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = [self.label, self.text, *self.figures, self.below, self.right]
        if self.changed:
            parts.append(tr("was: {before}", before=self.before or tr("nothing")))
        return ", ".join(part for part in parts if part)


def mass(kilograms: Decimal | None) -> str:
    """Return a mass as it was declared, to the gram where it was; empty when there is none."""
    if kilograms is None:
        return ""
    exponent = kilograms.normalize().as_tuple().exponent
    places = min(3, max(0, -exponent)) if isinstance(exponent, int) else 0
    return f"{number(float(kilograms), places)}{UNIT}kg"


def head(key: str, title: str, rows: Sequence[Row], *, right: str = "", shown: bool = True) -> Row:
    """Return a group whose rows are at hand."""
    return Row(key, Kind.HEAD, title, right=right, rows=lambda: rows, open=shown)


def folded(
    key: str, count: int, make: Callable[[int], Row], *, first: int = FIRST
) -> Callable[[], Sequence[Row]]:
    """Return the rows of a list; of a long one the first, and the others in parts that open.

    Parameters
    ----------
    key
        Of the list.
    count
        How many rows it has.
    make
        Makes the row of a place; called for what is shown only.
    first
        How many rows of a long list are shown at once.
    """

    def part(start: int, end: int) -> Row:
        return Row(
            f"{key}-{start}",
            Kind.MORE,
            tr("{first} to {last} of {count}", first=start + 1, last=end, count=count),
            rows=lambda: [make(place) for place in range(start, end)],
        )

    def rows() -> Sequence[Row]:
        if count <= FOLD_FROM:
            return [make(place) for place in range(count)]
        shown = [make(place) for place in range(first)]
        starts = range(first, count, PART)
        return [*shown, *(part(start, min(count, start + PART)) for start in starts)]

    return rows
