"""Pictures to compare with: what the library says of them, and why one was chosen.

Only what an officer needs to compare: no marks, no notes, no names of people.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from app.domain.shipment import Mode
from app.domain.words import Sentence, phrase

Key = tuple[str, str]
"""(scan_id, view)."""


class Aim(enum.StrEnum):
    """What the officer wants to compare the picture with."""

    LOADS = "loads"
    """Loads of the same goods, equipment or looks."""
    EMPTY = "empty"
    """The same equipment, empty."""
    EARLIER = "earlier"
    """An earlier scan of this very equipment."""
    VIEWS = "views"
    """The other views and scans of this item."""


class Origin(enum.StrEnum):
    """Where a picture comes from."""

    DECIDED = "decided"
    """A scan of this workspace that was decided."""
    SAMPLE = "sample"
    """A scan that is shipped with the program: simulated."""
    TEMPLATE = "template"
    """Empty equipment, simulated when it is asked for."""
    ITEM = "item"
    """Another picture of the item under review."""


@dataclasses.dataclass(frozen=True, slots=True)
class Pictured:
    """One view in the library.

    Attributes
    ----------
    scan_id, view, item_id
        Where it stands on record; the name of a sample or template otherwise.
    origin
        Where it comes from.
    digests
        Of its files, sorted; empty for what has none on record.
    hs
        HS codes declared of what this equipment holds, digits only.
    number, equipment, length_ft
        Number of the equipment, its kind (``container`` ...) and its length where declared.
    empty
        Whether it was declared empty.
    mode
        How the goods came.
    taken_at
        When it was scanned.
    outcome
        Kind of the decision that counts; empty for samples and templates.
    simulated
        Whether a simulator made it.
    title
        What a sample shows.
    """

    scan_id: str
    view: str
    item_id: str
    origin: Origin
    digests: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    number: str = ""
    equipment: str = ""
    length_ft: int | None = None
    empty: bool = False
    mode: Mode | None = None
    taken_at: dt.datetime | None = None
    outcome: str = ""
    simulated: bool = False
    title: str = ""

    @property
    def key(self) -> Key:
        """What tells it from every other picture."""
        return self.scan_id, self.view


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    """A picture that was chosen, with the reasons in the order of their weight."""

    picture: Pictured
    reasons: tuple[Sentence, ...]
    score: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a search came to; without references, `nothing` says why."""

    aim: Aim
    references: tuple[Reference, ...]
    nothing: Sentence | None = None


AIM_WORDS = {
    Aim.LOADS: phrase("Like loads"),
    Aim.EMPTY: phrase("Empty equipment"),
    Aim.EARLIER: phrase("Earlier scan"),
    Aim.VIEWS: phrase("Other view"),
}
"""What each aim is called on screen."""
