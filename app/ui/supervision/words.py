"""What the supervisor's page says of lines and decisions."""

from __future__ import annotations

import datetime as dt

from app.domain.decision import (
    OTHER_REASONS,
    REFERRAL_REASONS,
    RELEASE_REASONS,
    Kind,
    Recommendation,
)
from app.domain.notice import Severity
from app.domain.supervision import WHY_WORDS, Recheck, SecondReading, Why
from app.domain.supervision_case import Case
from app.domain.trip_tally import TripTally
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import UNIT

KIND_WORDS = {
    Kind.RECOMMEND_RELEASE: phrase("Release recommended"),
    Kind.REFER_FOR_EXAM: phrase("Referred for exam"),
    Kind.NO_DECISION: phrase("No decision"),
    Kind.REQUEST_INFO: phrase("Data asked for"),
}
SEVERITY_OF_WHY = {
    Why.READERS: Severity.BLOCK,
    Why.MODEL: Severity.WARNING,
    Why.OVERRIDE: Severity.WARNING,
    Why.STALE: Severity.WARNING,
    Why.EXAM: Severity.WARNING,
    Why.UNSURE: Severity.NOTE,
    Why.REFERRAL: None,
    Why.RANDOM: None,
}
"""The shape beside a reason; what is looked at as a matter of course has none."""
AGAINST = phrase("Release against the model")


def why_words(line: Recheck, why: Why | None = None) -> str:
    """Return why a line is there; the weightiest reason where none is named."""
    chosen = why or line.why[0]
    if chosen is Why.MODEL and line.kind == Kind.RECOMMEND_RELEASE:
        return tr(AGAINST)
    return tr(WHY_WORDS[chosen])


def age_words(since: dt.datetime, now: dt.datetime) -> str:
    """Return how long ago something was, such as ``40 min``."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes}{UNIT}min"
    if minutes < 24 * 60:
        return f"{minutes // 60}{UNIT}h{UNIT}{minutes % 60:02d}"
    return tr("{days} d {hours} h", days=minutes // (24 * 60), hours=minutes // 60 % 24)


def goods_of(line: Recheck) -> str:
    """Return the declared goods of a line, or what was scanned."""
    return line.goods or line.equipment or tr("No shipment data")


def reasons_of(made: Recommendation) -> str:
    """Return the reasons of a decision in words."""
    known = {**REFERRAL_REASONS, **RELEASE_REASONS, **OTHER_REASONS.get(made.kind, {})}
    return ", ".join(tr(known[code]) if code in known else code for code in made.reasons)


def reading_words(case: Case, reading: SecondReading) -> str:
    """Return how a second reading stands."""
    if reading.signed is None and not reading.reader:
        return tr("Asked for; nobody has taken it yet.")
    if reading.signed is None:
        return tr("With {name}; hidden until signed.", name=case.name(reading.reader))
    return tr("Read blind by {name}", name=case.name(reading.reader))


def trip_words(trip: TripTally) -> str:
    """Return how far the review of a flight, train or truck has come, a line each."""
    lines = [
        tr(
            "{imaged} of {count} imaged, {looked} looked at",
            imaged=trip.imaged,
            count=trip.shipments,
            looked=trip.looked_at,
        ),
        tr(
            "{release} recommended for release, {referred} referred",
            release=trip.recommended,
            referred=trip.referred,
        ),
        tr(
            "{undecided} undecided, {other} decided otherwise",
            undecided=trip.undecided,
            other=trip.other,
        ),
    ]
    unseen = tr("None was decided without its image.")
    if trip.unseen:
        unseen = tr("{count} decided without an image on the screen", count=trip.unseen)
    return "\n".join((*lines, unseen))
