"""Supervision: why a decision is looked at again, what a supervisor says of it, and lots.

A lot decides by chance what is drawn, and anybody can repeat it: `lot` needs nothing but SHA-256.
docs/supervision.md gives the algorithm in words.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import Recommendation
from app.domain.words import phrase

COMMENT_MOST = 2000
"""Signs that a comment may have."""
SEED_MOST = 200
"""Signs that a seed may have."""
_DIGITS = 13
"""Hexadecimal digits of a lot: 52 bits, which a float holds without rounding."""


class Why(enum.StrEnum):
    """Why a decision stands in the re-check queue; the weightiest first."""

    READERS = "readers"
    MODEL = "model"
    OVERRIDE = "override"
    STALE = "stale"
    EXAM = "exam"
    UNSURE = "unsure"
    REFERRAL = "referral"
    RANDOM = "random"


WHY_WORDS: Mapping[Why, str] = MappingProxyType(
    {
        Why.READERS: phrase("Two readings differ"),
        Why.MODEL: phrase("Officer and model disagree"),
        Why.OVERRIDE: phrase("Notice overridden"),
        Why.STALE: phrase("Data changed after the decision"),
        Why.EXAM: phrase("Examination contradicts it"),
        Why.UNSURE: phrase("Confidence 1"),
        Why.REFERRAL: phrase("Referral"),
        Why.RANDOM: phrase("Random sample of releases"),
    }
)


class Answer(enum.StrEnum):
    """What a supervisor says of a decision."""

    AGREE = "agree"
    DIFFER = "differ"
    RETURN = "return"
    """Back to the officer, who decides again."""


ANSWER_WORDS: Mapping[Answer, str] = MappingProxyType(
    {
        Answer.AGREE: phrase("Agrees"),
        Answer.DIFFER: phrase("Differs"),
        Answer.RETURN: phrase("Returned"),
    }
)

DIFFER_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "MISSED": phrase("Something irregular was missed"),
        "NOT_IRREGULAR": phrase("What was referred is not irregular"),
        "PLACE": phrase("Another place should be examined"),
        "EXAM": phrase("Another examination would fit"),
        "DECLARATION": phrase("The declaration was misread or not read"),
        "LINK": phrase("The scan shows another shipment"),
        "REASONS": phrase("Reasons or note do not carry the decision"),
        "OTHER": phrase("Other, see the comment"),
    }
)
"""Closed list of why a supervisor differs: code to English label."""


class Stands(enum.StrEnum):
    """Whose reading a third person holds to be right."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


STANDS_WORDS: Mapping[Stands, str] = MappingProxyType(
    {
        Stands.FIRST: phrase("The first reading stands"),
        Stands.SECOND: phrase("The second reading stands"),
        Stands.NEITHER: phrase("Neither reading stands"),
    }
)


class Draw(enum.StrEnum):
    """What lots are drawn for."""

    RELEASES = "releases"
    """Release recommendations that a supervisor looks at again."""
    COMPLIANCE = "compliance"
    """Items that are referred for a random compliance check, by item."""
    READINGS = "readings"
    """Decisions that a second person reads blind."""


RULE = 2
"""How new seeds draw decisions: by their item, whoever decides it and however often. By the first
rule they were drawn by their own number, which the workstation of who signs makes: with a seed
that somebody told her, an officer could choose one that no lot falls upon."""


def lot(draw: Draw, seed: str, identity: str) -> float:
    """Return the lot of one item or decision, 0 or more and less than 1.

    It is drawn when its lot is less than the share. The lot is the first 13 hexadecimal digits of
    SHA-256 over ``DRAW|SEED|IDENTITY`` in UTF-8, as a fraction of 16 to the power of 13.
    """
    told = hashlib.sha256(f"{draw.value}|{seed}|{identity}".encode()).hexdigest()
    return int(told[:_DIGITS], 16) / float(16**_DIGITS)


@dataclasses.dataclass(frozen=True, slots=True)
class Seed:
    """A seed on record: what comes after its line is drawn by it, until the next one."""

    draw: Draw
    seed: str
    share: float
    """Of all, 0 to 1, that is drawn."""
    line: int
    by: str
    at: dt.datetime
    rule: int = RULE

    def draws(self, identity: str) -> bool:
        """Whether this seed draws an item or a decision."""
        return lot(self.draw, self.seed, identity) < self.share


@dataclasses.dataclass(frozen=True, slots=True)
class Drawn:
    """An item that a random compliance check fell upon."""

    item_id: str
    seed_line: int
    line: int
    at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Answered:
    """What a supervisor said of one decision."""

    recommendation_id: str
    item_id: str
    answer: Answer
    reasons: tuple[str, ...]
    """Of `DIFFER_REASONS`."""
    comment: str
    by: str
    at: dt.datetime
    line: int
    why: tuple[Why, ...] = ()
    """Why the decision stood in the queue."""
    name: str = ""
    """Of the supervisor, as it stood then."""


@dataclasses.dataclass(frozen=True, slots=True)
class Adjudication:
    """What a third person made of two readings that differ."""

    stands: Stands
    comment: str
    by: str
    at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class SecondReading:
    """A blind second reading of one decision; the decision itself stays as it is."""

    reading_id: str
    recommendation_id: str
    item_id: str
    first: str
    """Account of who made the decision."""
    reader: str
    """Account of the second reader; empty while nobody has taken it."""
    asked_by: str
    asked_at: dt.datetime
    hide_model: bool
    """Whether the model's findings are hidden too."""
    signed: Recommendation | None = None
    adjudicated: Adjudication | None = None
    first_kind: str = ""
    """What the first decided; empty while the second is not signed."""

    @property
    def differs(self) -> bool:
        """Whether both are signed and do not say the same."""
        return self.signed is not None and self.signed.kind != self.first_kind


@dataclasses.dataclass(frozen=True, slots=True)
class Approval:
    """Whether a verdict on a finding may be trained on, as a supervisor said last."""

    verdict_line: int
    approved: bool
    reason: str
    by: str
    at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class GivenVerdict:
    """A verdict on record, to be approved for training or not."""

    line: int
    finding_id: str
    number: int
    verdict: str
    officer: str
    approval: Approval | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Recheck:
    """One line of the re-check queue."""

    recommendation_id: str
    item_id: str
    kind: str
    officer: str
    decided_at: dt.datetime
    line: int
    """Of the decision."""
    why: tuple[Why, ...]
    """The weightiest first."""
    goods: str
    port: str
    mode: str
    equipment: str
    eta: dt.datetime | None
    reading: SecondReading | None = None
    """The newest second reading of this decision."""
    name: str = ""
    """Of the officer, as shown on screen."""
