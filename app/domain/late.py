"""Acts that reach the record late: the line to it was cut, and the officer worked on alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import Recommendation
from app.domain.words import Sentence, phrase


class What(enum.StrEnum):
    """What can be done while working alone."""

    MARK = "mark"
    VERDICT = "verdict"
    ACKNOWLEDGEMENT = "acknowledgement"
    VIEW_SHOWN = "view_shown"
    VIEW_SEEN = "view_seen"
    OBSERVATION = "observation"
    DRAFT = "draft"
    LINKS = "links"
    EVENT = "event"
    DECISION = "decision"
    HAND_BACK = "hand_back"


WHAT_WORDS: Mapping[What, str] = MappingProxyType(
    {
        What.MARK: phrase("Mark in the image"),
        What.VERDICT: phrase("Verdict on a finding"),
        What.ACKNOWLEDGEMENT: phrase("Acknowledged notice"),
        What.VIEW_SHOWN: phrase("View on screen"),
        What.VIEW_SEEN: phrase("View seen to its end"),
        What.OBSERVATION: phrase("Observation"),
        What.DRAFT: phrase("Draft"),
        What.LINKS: phrase("Link of scan and shipment"),
        What.EVENT: phrase("Step of the review"),
        What.DECISION: phrase("Decision"),
        What.HAND_BACK: phrase("Hand-back"),
    }
)
"""English words of the closed list, marked for translation."""


@dataclasses.dataclass(frozen=True, slots=True)
class RestsUpon:
    """What the officer had before her when she acted."""

    lines: int
    """How many lines the record had when it was last read."""
    shipments: tuple[str, ...] = ()
    """Digests of the versions of the data."""
    images: tuple[str, ...] = ()
    """Digests of the files of the pictures."""


@dataclasses.dataclass(frozen=True, slots=True)
class LateAct:
    """One act of one officer, kept until the record has it."""

    act_id: str
    """Given at the workstation, before anything is sent; of a decision, its recommendation_id."""
    item_id: str
    account: str
    what: What
    done_at: dt.datetime
    body: str
    """What the record needs to do it, as canonical JSON."""
    rests: RestsUpon
    tried: bool = False
    """It was on its way when the line broke, so that the record may have it already."""


class Outcome(enum.StrEnum):
    """What the record said of a late act."""

    TAKEN = "taken"
    REFUSED = "refused"


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """The record's answer to a late act; the same however often the act is sent."""

    act_id: str
    outcome: Outcome
    why: Sentence | None = None
    """Why it was refused."""


@dataclasses.dataclass(frozen=True, slots=True)
class Received:
    """A late act as it stands on record."""

    act_id: str
    item_id: str
    account: str
    what: What
    done_at: dt.datetime
    received_at: dt.datetime
    outcome: Outcome


@dataclasses.dataclass(frozen=True, slots=True)
class AloneDecision:
    """A decision that was made alone, stands, and that nobody has confirmed since."""

    recommendation: Recommendation
    done_at: dt.datetime
    received_at: dt.datetime
    changed: tuple[Sentence, ...] = ()
    """What changed between the two, and since."""
    again: bool = False
    """Whether what changed decides: it cannot be confirmed, and must be made again."""
    goods: str = ""
    """What is declared now, as the queue tells it; so with the next two."""
    equipment: str = ""
    port: str = ""


class LineState(enum.StrEnum):
    """How the workstation stands to its record."""

    ON_LINE = "on_line"
    ALONE = "alone"
    SENDING = "sending"


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """What the screen says of the line."""

    state: LineState = LineState.ON_LINE
    since: dt.datetime | None = None
    """Since when one works alone."""
    to_send: int = 0
    refused: int = 0
    """Acts that the record refused and the officer has not taken note of."""
    to_confirm: int = 0
    """Decisions made alone that wait to be confirmed."""
    here: frozenset[str] = frozenset()
    """Items that are this officer's and can be opened while the line does not hold."""


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """One act in the outbox, as it is shown."""

    act: LateAct
    refused: Sentence | None = None
    """Why the record refused it; None while it waits to be sent."""
