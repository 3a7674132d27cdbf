"""What the model said: a threat detection report (TDR) and its potential threat objects (PTO)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from app.domain.drift import Drift
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
    model: str = ""
    """Which model says so, where several looked; empty where one did."""
    reasons: tuple[Sentence, ...] = ()
    """Clauses that can be checked on the picture, for instance ``18 ± 2 g/cm² more than its 11
    neighbours``; empty where none can be told, and in reports from before there were any."""
    calibrated: float | None = None
    """What the score means by the model's card; None where nobody calibrated it."""
    meaning: str = ""
    """``frequency``: how often such a finding is a true one; ``false_alarms``: the share of
    harmless scans that score as high; empty without a calibration."""


@dataclasses.dataclass(frozen=True, slots=True)
class ModelRun:
    """What one of several models made of a view."""

    name: str
    sha256: str
    """Digest of the weights; empty when there were none to run."""
    state: ScreeningState
    findings: int
    provider: str
    asked: str
    milliseconds: float
    alarm: Alarm | None = None
    """The threshold that judged it; None when it could not judge, and in reports of before."""


@dataclasses.dataclass(frozen=True, slots=True)
class Alarm:
    """The threshold that was in force, and what it rests on."""

    threshold: float
    """A region whose score reaches it is a finding."""
    rate: float | None
    """Share of harmless scans with an alarm that the site chose; None with the card's threshold."""
    group: str
    """Whose scans gave the threshold, ``card`` for the model's card."""
    wanted: str
    """The narrowest group of the scan; another than ``group`` where that had too few scans."""
    scans: int
    """How many scans the threshold rests on; 0 with the card's."""
    sha256: str
    """Digest of the calibration; empty with the card's."""


@dataclasses.dataclass(frozen=True, slots=True)
class Signs:
    """What a view is like, whatever it shows: by this it is seen when scans change."""

    air: float
    opaque: float
    noise: float
    ratio: float | None
    """Attenuation of the low energy over that of the high one; None where it cannot be told."""
    score: float
    """Largest score anywhere, finding or not."""


@dataclasses.dataclass(frozen=True, slots=True)
class Arrived:
    """One screened view, as the monitors of drift take it in."""

    seq: int
    """Line of the record."""
    scan_id: str
    view: str
    scanner: str
    model_sha256: str
    group: str
    """The narrowest group of the view."""
    signs: Signs
    image_digests: tuple[str, ...]


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
    alarm: Alarm | None = None
    """None when UNKNOWN, and in reports of before."""
    signs: Signs | None = None
    """None likewise."""
    drift: tuple[Drift, ...] = ()
    """What had changed in the scans of this scanner when the view was screened."""
    asked_provider: str = ""
    """The provider that was asked for; ``provider`` is what the model really ran on."""
    fell_back: bool = False
    """Whether any model ran on another provider than was asked for."""
    remarks: tuple[Sentence, ...] = ()
    """What the officer should know of the run: another provider, a model that did not judge."""
    runs: tuple[ModelRun, ...] = ()
    """Each model by itself, where several looked."""
    tdr_sha256: str = ""
    """Digest of the machine's report (DICOS TDR) in the scan store."""

    @property
    def digests(self) -> tuple[str, ...]:
        """Digests of the weights of every model that looked."""
        return tuple(run.sha256 for run in self.runs) or (self.model_sha256,)
