"""What a decision says that the record can hold against what it knows.

Our own program says these rightly (`app.review.signing`); another that speaks to the record may
not, and the port acts on what it says. A server asks the same again: `require_said` in
`server/sql/6_decide.sql`.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from app.domain.decision import Kind, Recommendation
from app.domain.errors import Refused
from app.domain.identifiers import folded
from app.domain.late import Outcome, What
from app.domain.words import phrase, say
from app.domain.work import LinkClass
from app.record.filing_tables import NUMBER
from app.record.indexing import OF_SCAN
from app.record.items import scans_of
from app.record.late_tables import LATE_ACT
from app.record.numbers import NEAR
from app.record.tables import ACKNOWLEDGED, LINK, SCAN

NO_UNTIL = phrase(
    "A referral says until when the port may act on it, and that is later than its signature. "
    "This one does not. Nothing was recorded."
)
OTHER_SUBJECT = phrase(
    "The recommendation speaks of {subject}, which is neither tied to item {item} nor read of it. "
    "Nothing was recorded."
)
NOT_NOTED = phrase(
    "The recommendation says that notice {notice} was acknowledged, and nobody has acknowledged it "
    "on item {item}. Nothing was recorded."
)


def require_said(connection: Connection, item_id: str, said: Recommendation) -> None:
    """Refuse what no review of this item can have come to.

    Raises
    ------
    Refused
        When a referral names no time to which it is valid, a subject is not the item's, or a
        notice was not acknowledged on it.
    """
    if said.kind is Kind.REFER_FOR_EXAM and not _has_until(said):
        raise Refused(say(NO_UNTIL))
    late = came_late(connection, said.recommendation_id, said.officer)
    names = _names(connection, item_id, late=late)
    for subject in said.subjects:
        if names.isdisjoint((subject, folded(subject))):
            raise Refused(say(OTHER_SUBJECT, subject=subject, item=item_id))
    query = select(ACKNOWLEDGED.c.notice_key).where(ACKNOWLEDGED.c.item_id == item_id)
    for key in sorted(set(said.acknowledged).difference(connection.scalars(query))):
        raise Refused(say(NOT_NOTED, notice=key, item=item_id))


def came_late(connection: Connection, recommendation_id: str, officer: str) -> bool:
    """Whether a decision was made while the line to the record was cut, and is being sent now."""
    query = select(LATE_ACT.c.seq).where(
        LATE_ACT.c.act_id == recommendation_id,
        LATE_ACT.c.officer == officer,
        LATE_ACT.c.what == What.DECISION.value,
        LATE_ACT.c.outcome == Outcome.TAKEN.value,
    )
    return connection.scalar(query) is not None


def _has_until(said: Recommendation) -> bool:
    return said.valid_until is not None and said.valid_until > said.times.decided_at


def _names(connection: Connection, item_id: str, *, late: bool) -> set[str]:
    """Return every name of what an item shows: its scans, its shipments, and numbers of both.

    Who decided alone spoke of what was tied to the item then: a link that was undone meanwhile
    counts for her.
    """
    scans = list(connection.scalars(scans_of(item_id)))
    tied = select(LINK.c.shipment_id).where(LINK.c.scan_id.in_(scans))
    if not late:
        tied = tied.where(LINK.c.link_class != LinkClass.NONE.value)
    numbers = select(NUMBER.c.number).where(
        NUMBER.c.owner.in_(scans), NUMBER.c.of == OF_SCAN, ~NUMBER.c.name.startswith(NEAR)
    )
    bodies = connection.scalars(select(SCAN.c.body).where(SCAN.c.scan_id.in_(scans)))
    objects = (json.loads(body).get("object_id", "") for body in bodies)
    return {*scans, *objects, *connection.scalars(tied), *connection.scalars(numbers)}
