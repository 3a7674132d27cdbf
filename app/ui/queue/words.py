"""What the queue says of a line, in words."""

from __future__ import annotations

import datetime as dt

from app.domain.decision import Kind
from app.domain.dispatch import Step
from app.domain.shipment import Mode
from app.domain.threat import ScreeningState
from app.domain.words import phrase
from app.domain.work import ItemState, QueueLine
from app.ui.i18n import tr
from app.ui.i18n.formats import kilograms, minutes_between, number
from app.ui.turn_words import brief

MODE_WORDS = {
    Mode.HIGHWAY: phrase("Truck"),
    Mode.RAIL: phrase("Rail"),
    Mode.AIR: phrase("Air"),
    Mode.MARINE: phrase("Marine"),
    Mode.COURIER: phrase("Courier"),
}
OUTCOME_WORDS = {
    Kind.RECOMMEND_RELEASE: phrase("Release recommended"),
    Kind.REFER_FOR_EXAM: phrase("Referred for exam"),
    Kind.NO_DECISION: phrase("No decision made"),
    Kind.REQUEST_INFO: phrase("Data asked for"),
}


PACKAGE_WORDS = {
    Step.SENT: phrase("Referred, sent"),
    Step.ACKNOWLEDGED: phrase("Referred, acknowledged"),
    Step.NOT_PRESENTED: phrase("Referred, not presented"),
    Step.EXPIRED: phrase("Referral expired"),
    Step.SUPERSEDED: phrase("Referral superseded"),
    Step.RECALLED: phrase("Referral recalled"),
}


def outcome_phrase(line: QueueLine) -> str:
    """Return the phrase for a decision; of a referral that was sent, how its package stands."""
    kind = Kind(line.outcome)
    if kind is Kind.REFER_FOR_EXAM and line.package is not None:
        return PACKAGE_WORDS[line.package]
    return OUTCOME_WORDS[kind]


def goods_words(line: QueueLine) -> str:
    """Return the declared goods with the number of pieces."""
    if not line.goods:
        return tr("No shipment data")
    if line.pieces:
        return tr("{goods}, {pieces}\u00a0pc", goods=line.goods, pieces=number(line.pieces))
    return line.goods


def gross_words(line: QueueLine) -> str:
    """Return the declared mass."""
    return kilograms(line.gross_kg)


def model_words(line: QueueLine) -> str:
    """Return the outcome of screening; there is no word for clear."""
    if line.screening is None:
        return tr("Waits for the image") if not line.energies else tr("Not screened yet")
    if line.screening is ScreeningState.UNKNOWN:
        return tr("Unknown")
    if line.screening is ScreeningState.NOTHING_FLAGGED:
        return tr("Nothing flagged")
    return flagged_words(line.flagged)


def flagged_words(count: int) -> str:
    """Return how many places the model points at; the French word follows the number."""
    return tr("1 flagged") if count == 1 else tr("{count} flagged", count=count)


def model_icon(line: QueueLine) -> str:
    """Return the icon of the outcome of screening."""
    if line.screening is None:
        return "hourglass-medium"
    return {
        ScreeningState.FLAGGED: "bounding-box",
        ScreeningState.NOTHING_FLAGGED: "check",
        ScreeningState.UNKNOWN: "question",
    }[line.screening]


def image_words(line: QueueLine) -> str:
    """Return what of the image is here."""
    if line.energies >= 2:
        return tr("Lossless")
    return tr("One energy") if line.energies == 1 else tr("Not here yet")


def who_words(line: QueueLine, account: str, now: dt.datetime, present: str) -> str:
    """Return whose turn it is, or how it was decided."""
    if line.state is ItemState.DECIDED and line.outcome:
        return tr(outcome_phrase(line))
    if line.state is not ItemState.CLAIMED:
        return brief(line, account, now) or tr("Free")
    if line.claimed_by == account:
        text = tr("Mine, open") if line.item_id == present else tr("Mine")
    elif line.claimed_until is None:
        text = line.claimed_by
    else:
        left = max(0, minutes_between(line.claimed_until, now))
        text = tr("{who}, {minutes} min", who=line.claimed_by, minutes=left)
    return text
