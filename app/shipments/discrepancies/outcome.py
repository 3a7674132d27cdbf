"""What a comparison comes to, and a row of the table: a code with the small function that decides.

A function yields what it finds (`Fires`) or what it lacks (`Lacks`). One that yields nothing is
silent: it had all it needs, and declared and seen agree as far as it can tell.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterator

from app.domain.notice import Figure, Notice, Place, Severity
from app.domain.rule import Need
from app.domain.words import Sentence
from app.shipments.discrepancies.sides import Sides


class Computable(enum.StrEnum):
    """What a result rests on (shipment-data, section 5)."""

    DATA = "A"
    """On the data alone."""
    IMAGE = "B"
    """On the image, with its calibration."""
    OFFICER = "C"
    """On what the officer sees; the program only helps."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fires:
    """Something does not fit.

    Attributes
    ----------
    sentence
        What, with both sides of it.
    value, uncertainty, unit
        The figure that triggered it, its standard uncertainty (None where there is none, as for
        two texts that differ), and what it is counted in.
    subject
        Shipment, scan or piece of equipment; the item when empty.
    weight
        How much it weighs.
    place
        Where to look in the picture.
    """

    sentence: Sentence
    value: float
    uncertainty: float | None
    unit: str
    subject: str = ""
    weight: Severity = Severity.WARNING
    place: Place | None = None


@dataclasses.dataclass(frozen=True, slots=True, init=False)
class Lacks:
    """What is missing: it cannot be checked without, and is never taken for a pass."""

    needs: tuple[Need, ...]

    def __init__(self, *needs: Need) -> None:
        object.__setattr__(self, "needs", needs)


Outcomes = Iterator[Fires | Lacks]


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """One inconsistency of the closed list.

    Attributes
    ----------
    name
        Referral reason that it suggests, such as ``I01_WEIGHT``.
    computable
        What a result rests on.
    says
        What should fit, in English; a phrase of the catalogue.
    needs
        Everything that it may lack.
    decide
        The function.
    version
        Of the method; grows whenever the same inputs may come to something else.
    paragraph
        Of D3-4-2; empty when none applies.
    told_by
        Rules that tell the officer of it already; then it gives no notice of its own.
    """

    name: str
    computable: Computable
    says: str
    needs: tuple[Need, ...]
    decide: Callable[[Sides], Outcomes]
    version: int = 1
    paragraph: str = ""
    told_by: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """Such as ``I01``."""
        return self.name.split("_", 1)[0]

    @property
    def method(self) -> str:
        """Name and version of the method."""
        return f"{self.short}/{self.version}"

    def notice(self, found: Fires, item_id: str) -> Notice:
        """Offer what was found to the officer, with the reason that it suggests."""
        return Notice(
            self.short,
            found.weight,
            self.paragraph,
            found.sentence,
            self.name,
            found.subject or item_id,
            found.place,
            figure=Figure(found.value, found.uncertainty, found.unit, self.method),
        )
