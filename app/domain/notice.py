"""What a rule or a comparison says about an item, with the paragraph it stands on."""

from __future__ import annotations

import dataclasses
import enum

from app.domain.words import Sentence, phrase

BILLS_SUMMED = phrase("Sum of {count} house bills; their master is not added.")
MASTER_ALONE = phrase("The master's; its house bills here ({count}) do not add up to it.")
"""What a declared figure is taken from, where a master and its house bills both state it."""


class Severity(enum.StrEnum):
    """How much a notice weighs; each has a shape and a word on screen."""

    BLOCK = "block"
    WARNING = "warning"
    NOTE = "note"


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where in a picture a notice points to."""

    scan_id: str
    view: str
    box: tuple[int, int, int, int]
    """(x, y, width, height) in stored pixels."""


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """The number that a notice or a row rests on."""

    value: float
    uncertainty: float | None
    """One standard deviation; 0 where it was counted, None where nobody can say."""
    unit: str
    """Such as ``kg``; ``1`` for a share."""
    method: str
    """What made it, with its version, such as ``I01/1``."""


@dataclasses.dataclass(frozen=True, slots=True)
class Notice:
    """One thing the officer should know before deciding."""

    rule: str
    """Stable identity, for instance ``R080`` or ``I01_WEIGHT``; acknowledged by it."""
    severity: Severity
    paragraph: str
    """Paragraph of D3-4-2 such as ``93``; empty when none applies."""
    sentence: Sentence
    reason_code: str = ""
    """The referral reason that this notice suggests."""
    subject: str = ""
    """Shipment, equipment or scan that it speaks of."""
    place: Place | None = None
    """Where to look, when it speaks of a part of a picture."""
    preface: Sentence | None = None
    """Said before the sentence: that the feed accepts what this check would reject."""
    figure: Figure | None = None

    @property
    def key(self) -> str:
        """What an acknowledgement names."""
        return f"{self.rule}:{self.subject}"


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """One row of declared against seen."""

    quantity: Sentence
    """``Mass``, ``Pieces``, ``Material``, ``Loaded``, ``Length``."""
    declared: Sentence
    seen: Sentence
    severity: Severity | None = None
    code: str = ""
    """Inconsistency code such as ``I01_WEIGHT``, empty when the two agree."""
    figure: Figure | None = None
    basis: Sentence | None = None
    """Which papers the declared side is taken from, where there was a choice."""
    place: Place | None = None
    """Where to look, when the row speaks of a part of a picture."""
