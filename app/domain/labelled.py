"""A verdict as the set of labels has it: what was pointed at, what was said of it, what came of it.

It names nobody and holds nothing that was declared: the officer is a keyed digest.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.decision import Kind
from app.domain.threat import ThreatDetectionReport, Verdict


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided about the item, as far as it bears on a finding."""

    kind: Kind
    reasons: tuple[str, ...]
    """Codes of the closed lists."""
    findings: tuple[str, ...]
    """Findings that the decision points to."""


@dataclasses.dataclass(frozen=True, slots=True)
class Approved:
    """That a supervisor lets a verdict be trained on."""

    by: str
    """Keyed digest of the account, as of the officer."""
    at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class LabelledVerdict:
    """One verdict that was given, also one that was changed later."""

    seq: int
    """Line of the record."""
    given_at: dt.datetime
    officer: str
    """Keyed digest of the account: equal for equal officers of one workspace, and no name."""
    scan_id: str
    finding_id: str
    verdict: Verdict
    stands: bool
    """False when the same officer said something else of this finding later."""
    report: ThreatDetectionReport | None
    """What pointed there; None when what it said was purged."""
    outcome: Outcome | None
    """The decision that counts for the item now; None while there is none."""
    approved: Approved | None = None
    """Who lets it be trained on; None while nobody does."""
