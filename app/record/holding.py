"""Legal hold: what is held is not purged, however old, until somebody lifts the hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from sqlalchemy import Connection, select

from app.domain.errors import Refused
from app.domain.officer import Act, Officer
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.retention_tables import LEGAL_HOLD
from app.record.tables import ITEM, SHIPMENT
from app.record.writing import Writing
from app.shipments.lifecycle import number_form

LONGEST_REASON = 500
_NOT_YOURS = phrase("{name} may not put or lift a legal hold: the role {role} does not include it.")
_NO_REASON = phrase("A legal hold needs a reason of up to {most} signs, and so does lifting it.")
_UNKNOWN = phrase("There is neither an item nor a shipment {subject} on record.")
_NOT_HELD = phrase("{subject} is under no legal hold.")


@dataclasses.dataclass(frozen=True, slots=True)
class LegalHold:
    """Why something is held, and by whom."""

    subject: str
    reason: str
    officer: str


Naming = Callable[[Connection, str], str]
"""Returns the name under which something is held; empty where there is nothing of this name."""


def name_of(connection: Connection, subject: str) -> str:
    """Return an item's own name, or a shipment's number in one form; empty where neither is."""
    if connection.scalar(select(ITEM.c.seq).where(ITEM.c.item_id == subject)) is not None:
        return subject
    known = select(SHIPMENT.c.seq).where(SHIPMENT.c.shipment_id == subject).limit(1)
    return "" if connection.scalar(known) is None else number_form(subject)


def put_hold(
    writing: Writing, subject: str, officer: Officer, reason: str, *, naming: Naming = name_of
) -> None:
    """Write that an item or a shipment is held."""
    name = _named(writing.connection, subject, naming)
    _change(writing, LineKind.HOLD_PUT, name, officer, reason)


def lift_hold(
    writing: Writing, subject: str, officer: Officer, reason: str, *, naming: Naming = name_of
) -> None:
    """Write that a hold is lifted, and why."""
    name = _named(writing.connection, subject, naming)
    held = select(LEGAL_HOLD.c.seq).where(LEGAL_HOLD.c.subject == name)
    if writing.connection.scalar(held) is None:
        raise Refused(say(_NOT_HELD, subject=subject))
    _change(writing, LineKind.HOLD_LIFTED, name, officer, reason)


def read_holds(connection: Connection) -> tuple[LegalHold, ...]:
    """Return what is held, by name."""
    rows = connection.execute(select(LEGAL_HOLD).order_by(LEGAL_HOLD.c.subject))
    return tuple(LegalHold(row.subject, row.reason, row.officer) for row in rows)


def _change(writing: Writing, kind: LineKind, subject: str, officer: Officer, reason: str) -> None:
    if not (officer.may(Act.AUDIT) or officer.may(Act.ADMINISTER)):
        raise Refused(say(_NOT_YOURS, name=officer.name, role=officer.role))
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise Refused(say(_NO_REASON, most=LONGEST_REASON))
    body = {"reason": reason.strip()}
    writing.append(kind, actor=officer.account, subject=subject, body=body)


def _named(connection: Connection, subject: str, naming: Naming) -> str:
    name = naming(connection, subject)
    if not name:
        raise Refused(say(_UNKNOWN, subject=subject))
    return name
