"""Legal hold: what is held is not purged, however old, until somebody lifts the hold."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable, Sequence

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
NOT_HELD = phrase("{subject} is under no legal hold.")
_OTHER_HOLD = phrase("{subject} is not under a legal hold {hold}. It is under: {holds}.")
_WHICH = phrase("{subject} is under {count} legal holds. Name the one to lift (--hold): {holds}.")


@dataclasses.dataclass(frozen=True, slots=True)
class LegalHold:
    """Why something is held, and by whom; one of perhaps several on it."""

    hold_id: str
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
) -> str:
    """Write that an item or a shipment is held, beside what else holds it; return the hold's name.

    It is short, for people to type; a name that is taken is refused, and nothing is written.
    """
    name = _named(writing.connection, subject, naming)
    hold_id = f"h{secrets.token_hex(4)}"
    _change(writing, LineKind.HOLD_PUT, LegalHold(hold_id, name, reason, ""), officer)
    return hold_id


def lift_hold(
    writing: Writing,
    subject: str,
    officer: Officer,
    reason: str,
    *,
    hold_id: str = "",
    naming: Naming = name_of,
) -> LegalHold:
    """Write that one hold is lifted, and why; the others stand. Return it.

    Parameters
    ----------
    hold_id
        Which of them; empty where there is only one.

    Raises
    ------
    Refused
        Without a reason or the right to; when there is no such hold, or several and none is named.
    """
    name = _named(writing.connection, subject, naming)
    holds = [one for one in read_holds(writing.connection) if one.subject == name]
    lifted = _lifted(subject, holds, hold_id)
    _change(writing, LineKind.HOLD_LIFTED, dataclasses.replace(lifted, reason=reason), officer)
    return lifted


def _lifted(subject: str, holds: Sequence[LegalHold], hold_id: str) -> LegalHold:
    if not holds:
        raise Refused(say(NOT_HELD, subject=subject))
    listed = "; ".join(f"{one.hold_id} ({one.officer}: {one.reason})" for one in holds)
    named = [one for one in holds if hold_id in ("", one.hold_id)]
    if not named:
        raise Refused(say(_OTHER_HOLD, subject=subject, hold=hold_id, holds=listed))
    if len(named) > 1:
        raise Refused(say(_WHICH, subject=subject, count=len(holds), holds=listed))
    return named[0]


def read_holds(connection: Connection) -> tuple[LegalHold, ...]:
    """Return what is held, by name, the oldest hold on each first."""
    rows = connection.execute(select(LEGAL_HOLD).order_by(LEGAL_HOLD.c.subject, LEGAL_HOLD.c.seq))
    return tuple(LegalHold(row.hold_id, row.subject, row.reason, row.officer) for row in rows)


def _change(writing: Writing, kind: LineKind, hold: LegalHold, officer: Officer) -> None:
    if not (officer.may(Act.AUDIT) or officer.may(Act.ADMINISTER)):
        raise Refused(say(_NOT_YOURS, name=officer.name, role=officer.role))
    reason = hold.reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refused(say(_NO_REASON, most=LONGEST_REASON))
    body = {"hold": hold.hold_id, "reason": reason}
    writing.append(kind, actor=officer.account, subject=hold.subject, body=body)


def _named(connection: Connection, subject: str, naming: Naming) -> str:
    name = naming(connection, subject)
    if not name:
        raise Refused(say(_UNKNOWN, subject=subject))
    return name
