"""Which marks a signed decision covers: those that were drawn before it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from app.record.tables import DECISION, ITEM, LINE, PAYLOAD

_SAVED = (
    select(PAYLOAD.c.body)
    .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
    # Written out, so that the index that holds these lines only is taken.
    .where(text("line.kind = 'mark_saved'"))
    .order_by(LINE.c.seq)
)


def is_signed_for(connection: Connection, item_id: str, mark_id: str) -> bool:
    """Whether a mark stood on record when its item was decided last."""
    return mark_id in signed_marks(connection, item_id)


def signed_marks(connection: Connection, item_id: str) -> frozenset[str]:
    """Return the marks that stood on record when an item was decided last; none before that."""
    latest = connection.scalar(
        select(func.max(DECISION.c.seq)).where(DECISION.c.item_id == item_id)
    )
    if latest is None:
        return frozenset()
    names = tuple(_joined(connection, (item_id,)))
    bodies = connection.scalars(_SAVED.where(LINE.c.subject.in_(names), LINE.c.seq < latest))
    return frozenset(json.loads(body)["body"]["mark_id"] for body in bodies)


def _joined(connection: Connection, items: tuple[str, ...]) -> Iterator[str]:
    """Yield items and all that were joined into them: marks are written under the name of then."""
    yield from items
    query = select(ITEM.c.item_id).where(ITEM.c.joined_into.in_(items))
    before = tuple(connection.scalars(query))
    if before:
        yield from _joined(connection, before)
