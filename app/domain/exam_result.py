"""What an examination at the port came to, as the port told it. It never changes a decision."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum

from app.domain.decision import ExamType
from app.domain.words import phrase

SCHEMA = "prescreen-exam-result/1"


class ExamOutcome(enum.StrEnum):
    """What came of it."""

    RESULTANT = "RESULTANT"
    NON_RESULTANT = "NON_RESULTANT"
    PARTLY = "PARTLY"
    """Something, but not what the referral spoke of."""
    NOT_EXAMINED = "NOT_EXAMINED"
    PENDING_LAB = "PENDING_LAB"


class FoundCode(enum.StrEnum):
    """Categories of what was found; a closed list."""

    NARCOTIC = "narcotic"
    WEAPON = "weapon"
    CURRENCY = "currency"
    TOBACCO = "tobacco"
    UNDECLARED = "undeclared_goods"
    MISDESCRIBED = "misdescribed_goods"
    MISCLASSIFIED = "misclassified"
    UNDERVALUED = "undervalued"
    OVERAGE = "overage"
    SHORTAGE = "shortage"
    PROHIBITED = "prohibited"
    OGD = "ogd_contravention"
    NOT_EMPTY = "empty_not_empty"
    SEAL = "seal"
    ADMIN = "admin"


class Hit(enum.StrEnum):
    """What was found at a place that the referral pointed to."""

    HIT = "hit"
    NEAR = "near"
    ELSEWHERE = "elsewhere"
    NOTHING = "nothing"


class Enforcement(enum.StrEnum):
    """What the port did."""

    SEIZURE = "seizure"
    DETENTION = "detention"
    AMPS = "amps"
    REFUSED_ENTRY = "refused_entry"
    RELEASED = "released"
    RELEASED_CORRECTED = "released_after_correction"


OUTCOME_WORDS = {
    ExamOutcome.RESULTANT: phrase("Resultant"),
    ExamOutcome.NON_RESULTANT: phrase("Nothing found"),
    ExamOutcome.PARTLY: phrase("Something else found"),
    ExamOutcome.NOT_EXAMINED: phrase("Not examined"),
    ExamOutcome.PENDING_LAB: phrase("Waits for the laboratory"),
}
FOUND_WORDS = {
    FoundCode.NARCOTIC: phrase("Narcotics"),
    FoundCode.WEAPON: phrase("Weapon"),
    FoundCode.CURRENCY: phrase("Currency"),
    FoundCode.TOBACCO: phrase("Tobacco"),
    FoundCode.UNDECLARED: phrase("Undeclared goods"),
    FoundCode.MISDESCRIBED: phrase("Misdescribed goods"),
    FoundCode.MISCLASSIFIED: phrase("Misclassified"),
    FoundCode.UNDERVALUED: phrase("Undervalued"),
    FoundCode.OVERAGE: phrase("Overage"),
    FoundCode.SHORTAGE: phrase("Shortage"),
    FoundCode.PROHIBITED: phrase("Prohibited goods"),
    FoundCode.OGD: phrase("Contravention for another department"),
    FoundCode.NOT_EMPTY: phrase("Empty that was not empty"),
    FoundCode.SEAL: phrase("Seal"),
    FoundCode.ADMIN: phrase("Administrative"),
}
ENFORCEMENT_WORDS = {
    Enforcement.SEIZURE: phrase("seizure"),
    Enforcement.DETENTION: phrase("detention"),
    Enforcement.AMPS: phrase("penalty (AMPS)"),
    Enforcement.REFUSED_ENTRY: phrase("entry refused"),
    Enforcement.RELEASED: phrase("released by the port"),
    Enforcement.RELEASED_CORRECTED: phrase("released by the port after correction"),
}
HIT_WORDS = {
    Hit.HIT: phrase("There"),
    Hit.NEAR: phrase("Near"),
    Hit.ELSEWHERE: phrase("Elsewhere"),
    Hit.NOTHING: phrase("Nothing"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found."""

    code: FoundCode
    quantity: decimal.Decimal | None = None
    unit: str = ""
    location: str = ""
    """Where, in the words of the port."""
    words: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class RegionHit:
    """What was found at one place of the referral."""

    label: str
    hit: Hit


@dataclasses.dataclass(frozen=True, slots=True)
class ExamResult:
    """One result; a later one of the same referral and number corrects it."""

    referral_id: str
    """Of the decision, or of its package."""
    outcome: ExamOutcome
    officer: str
    """Who examined, as the port names that person."""
    ended_at: dt.datetime
    result_id: str = ""
    """The port's own number; empty where it gives one result a referral."""
    reason: str = ""
    """Why nothing was examined."""
    exam_types: tuple[ExamType, ...] = ()
    team: str = ""
    started_at: dt.datetime | None = None
    unload_share: float | None = None
    """Share of the load that was taken out, 0 to 1."""
    findings: tuple[Found, ...] = ()
    regions: tuple[RegionHit, ...] = ()
    enforcement: tuple[Enforcement, ...] = ()
    seal_before: str = ""
    seal_after: str = ""
    photos: tuple[str, ...] = ()
    """Names or addresses; the pictures themselves stay with the port."""
    actual_pieces: int | None = None
    actual_weight_kg: decimal.Decimal | None = None
    actual_hs: tuple[str, ...] = ()
    comments: str = ""
    release_status: str = ""
    cost_to_client: bool | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class KeptResult:
    """A version of a result on record."""

    result: ExamResult
    version: int
    """1, 2, 3 ... of the same referral and number."""
    recommendation_id: str
    item_id: str
    by: str
    """Who gave it to Prescreen: an account, or ``results`` for a file."""
    at: dt.datetime
    found_later: bool
    """Whether the decision was no referral: what was found was missed here."""
