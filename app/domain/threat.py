"""What the model said: a threat detection report (TDR) and its potential threat objects (PTO)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from app.domain.words import Sentence


class ScreeningState(enum.StrEnum):
    """Outcome of screening one view. A failure is UNKNOWN; there is no word for clear."""

    FLAGGED = "flagged"
    NOTHING_FLAGGED = "nothing_flagged"
    UNKNOWN = "unknown"


class Verdict(enum.StrEnum):
    """What the officer says of a finding."""

    AGREE = "agree"
    DISAGREE = "disagree"
    UNSURE = "unsure"


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One potential threat object in one view."""

    finding_id: str
    """``<report_id>/<number>``."""
    number: int
    """Shown as M1, M2 ..."""
    box: tuple[int, int, int, int]
    """(x, y, width, height) in stored pixels."""
    probability: float
    kind: str
    title: Sentence
    """For instance ``Denser than neighbours``."""
    measure: Sentence
    """What was measured, for instance ``+18 g/cm²``; never a score."""


@dataclasses.dataclass(frozen=True, slots=True)
class ThreatDetectionReport:
    """What one run of the model made of one view of one scan."""

    report_id: str
    scan_id: str
    view: str
    state: ScreeningState
    findings: tuple[Finding, ...]
    reason: Sentence | None
    """Why the state is UNKNOWN; None otherwise."""
    image_digests: tuple[str, ...]
    model_name: str
    model_sha256: str
    provider: str
    milliseconds: float
    made_at: dt.datetime
    heat_sha256: str = ""
    """Digest of the heat map kept in the scan store (PNG, 8 bit, one eighth scale)."""
    seen_sha256: str = ""
    """Digest of what was measured in the view (mass, materials, load), JSON in the scan store."""
