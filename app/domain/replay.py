"""A decision as it was made: its steps, and what stood on the officer's screen after each."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import Draft, Recommendation
from app.domain.mark import Mark
from app.domain.notice import Comparison, Notice
from app.domain.scan import ImageFile
from app.domain.shipment import Shipment
from app.domain.threat import ThreatDetectionReport, Verdict
from app.domain.words import Sentence, phrase
from app.domain.work import Link

View = tuple[str, str]
"""(scan_id, view)."""

NO_TEXT: Mapping[str, str] = MappingProxyType({})


class StepKind(enum.StrEnum):
    """What a step is about; each has a lane of its own on the time line."""

    PICTURE = "picture"
    """Opened, painted, shown, seen to the end, moved."""
    DISPLAY = "display"
    """How the pixels looked."""
    TOOL = "tool"
    DATA = "data"
    """Shipment data, links, what was noted of the item."""
    NOTICE = "notice"
    MODEL = "model"
    JUDGEMENT = "judgement"
    """Marks and verdicts."""
    DECISION = "decision"
    """The form as it was filled in, and the signature."""
    PAUSE = "pause"


STEP_WORDS: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.PICTURE: phrase("Picture"),
        StepKind.DISPLAY: phrase("Display"),
        StepKind.TOOL: phrase("Tools"),
        StepKind.DATA: phrase("Data"),
        StepKind.NOTICE: phrase("Notices"),
        StepKind.MODEL: phrase("Model"),
        StepKind.JUDGEMENT: phrase("Marks, verdicts"),
        StepKind.DECISION: phrase("Decision"),
        StepKind.PAUSE: phrase("Pauses"),
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One line of the record that changed what the officer had before her."""

    seq: int
    """Line of the record."""
    at: dt.datetime
    seconds: float
    """Since the item was opened; never negative."""
    kind: StepKind
    words: Sentence
    by: str
    """Account, or the part of the program that wrote the line."""


@dataclasses.dataclass(frozen=True, slots=True)
class AsSeen:
    """What stood on the officer's screen.

    Nothing in it is of today: each part is what the record held at that line.
    """

    view: View | None = None
    """The picture on screen; None before the first."""
    screens: Mapping[View, Mapping[str, str]] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """How each picture stood on screen (`app.review.screen`); none in sittings of before that
    was kept."""
    unreadable: frozenset[View] = frozenset()
    """Pictures of which only the reason stood there why they cannot be shown."""
    seen: frozenset[View] = frozenset()
    """Pictures every part of which had been on screen."""
    files: Mapping[View, tuple[ImageFile, ...]] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """The files of each picture that had arrived."""
    reports: Mapping[View, ThreatDetectionReport] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    marks: Mapping[str, Mark] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """By mark_id, all pictures."""
    removed: Mapping[str, Mark] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Marks that were taken away again."""
    verdicts: Mapping[str, Verdict] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """The officer's own, by finding_id."""
    notices: tuple[Notice, ...] | None = None
    """None where the record does not say what stood there."""
    comparisons: tuple[Comparison, ...] | None = None
    acknowledged: frozenset[str] = frozenset()
    """Keys of the notices that the officer had taken note of."""
    shipments: Mapping[str, Shipment] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """Versions in force, by shipment, whether linked or not."""
    links: Mapping[tuple[str, str], Link] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """By (scan, shipment)."""
    observed: Mapping[str, str] = dataclasses.field(default_factory=lambda: NO_TEXT)
    draft: Draft | None = None
    paused: frozenset[str] = frozenset()
    """Why the clock stood still: ``lock``, ``idle``; behind a lock no image is shown."""
    decision: Recommendation | None = None

    @property
    def screen(self) -> Mapping[str, str]:
        """How the picture stood on screen; empty where that was not kept."""
        return NO_TEXT if self.view is None else self.screens.get(self.view, NO_TEXT)


@dataclasses.dataclass(frozen=True, slots=True)
class Replay:
    """One review from its opening to its signature."""

    item_id: str
    decision: Recommendation
    sealed_at: dt.datetime
    seq: int
    """Line that sealed the decision."""
    officer: str
    """Name of the person who signed, the account where no name is on record."""
    steps: tuple[Step, ...]
    states: tuple[AsSeen, ...]
    """After each step, as many as there are steps."""
    today: Mapping[str, Shipment]
    """The data as it stands now, by shipment."""
    purged: Sentence | None = None
    """What is gone for good, when anything is."""

    def state(self, number: int) -> AsSeen:
        """Return what stood on screen after a step, from 0."""
        return self.states[number]

    @property
    def length_s(self) -> float:
        """Seconds from opening to the last step."""
        return self.steps[-1].seconds if self.steps else 0.0

    def at(self, seconds: float) -> int:
        """Return the last step that had happened after so many seconds; the first at least."""
        happened = [n for n, step in enumerate(self.steps) if step.seconds <= seconds + 1e-9]
        return happened[-1] if happened else 0
