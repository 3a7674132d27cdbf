"""What supervisors say of decisions, seeds and lots, and which verdicts may be trained on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.domain.decision import Recommendation
from app.domain.errors import Refused
from app.domain.officer import Act, Officer
from app.domain.supervision import (
    COMMENT_MOST,
    DIFFER_REASONS,
    RULE,
    SEED_MOST,
    Answer,
    Answered,
    Draw,
    Drawn,
)
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import read, time_text
from app.record.items import current, read_lease
from app.record.staleness import newest_decision
from app.record.supervising_tables import DRAWN
from app.record.supervision_read import RETURNED_S, answers_of, read_seeds, seed_at
from app.record.tables import DECISION, ITEM, LEASE, LINE
from app.record.upserting import put
from app.record.writing import Writing

PROGRAM = "supervision"

_NOT_YOURS = phrase("{name} may not supervise: the role {role} does not include it.")
OWN = phrase("You signed this decision yourself: another supervisor looks at it.")
UNKNOWN = phrase("There is no decision {decision} on record.")
OLD = phrase("This decision was superseded meanwhile; look at the newest one.")
ANSWERED = phrase("{name} has answered this decision already.")
NO_REASON = phrase("Say why you differ: choose one reason at least.")
BAD_REASON = phrase("{code} is no reason to differ.")
NO_COMMENT = phrase("Write to the officer what is to be looked at again.")
_TOO_LONG = phrase("The comment is longer than {most} signs.")
BAD_SHARE = phrase("A share lies between 0 and 1, not at {share}.")
_BAD_SEED = phrase("A seed has 1 to {most} signs.")
NO_VERDICT = phrase("Line {line} of the record is no verdict on a finding.")
OWN_VERDICT = phrase("You gave this verdict yourself: another supervisor approves it.")


def require_supervisor(officer: Officer) -> None:
    """Refuse people whose role does not include supervision."""
    if not officer.may(Act.AUDIT):
        raise Refused(say(_NOT_YOURS, name=officer.name, role=officer.role))


# --- answers -----------------------------------------------------------------------------------


def require_comment(comment: str, *, needed: bool) -> str:
    """Return a comment without blanks around it; refuse one that lacks or is too long."""
    told = comment.strip()
    if needed and not told:
        raise Refused(say(NO_COMMENT))
    if len(told) > COMMENT_MOST:
        raise Refused(say(_TOO_LONG, most=COMMENT_MOST))
    return told


def find_decision(connection: Connection, recommendation_id: str) -> Recommendation:
    """Return a decision by its identity; `Refused` when there is none."""
    query = select(DECISION.c.body).where(DECISION.c.recommendation_id == recommendation_id)
    body = connection.scalar(query)
    if body is None:
        raise Refused(say(UNKNOWN, decision=recommendation_id))
    return read(body, Recommendation)


def standing_decision(connection: Connection, recommendation_id: str) -> tuple[str, Recommendation]:
    """Return the item and the decision of an identity; `Refused` when another one counts now."""
    decision = find_decision(connection, recommendation_id)
    item_id = str(current(connection, decision.item_id).item_id)
    newest = newest_decision(connection, item_id)
    if newest is None or newest.recommendation_id != recommendation_id:
        raise Refused(say(OLD))
    return item_id, decision


def answer(
    writing: Writing,
    said: Answered,
    officer: Officer,
) -> Answered:
    """Write what a supervisor says of the decision that counts.

    Parameters
    ----------
    said
        Decision, answer, reasons, comment, and why it stood in the queue; the rest is filled in.

    Raises
    ------
    Refused
        When the role does not supervise, the decision is her own, superseded or answered, or
        what the answer needs is missing.
    """
    require_supervisor(officer)
    connection = writing.connection
    item_id, decision = standing_decision(connection, said.recommendation_id)
    if decision.officer == officer.account:
        raise Refused(say(OWN))
    before = answers_of(connection, [said.recommendation_id])
    if before:
        raise Refused(say(ANSWERED, name=before[-1].by))
    _require_reasons(said)
    comment = require_comment(said.comment, needed=said.answer is Answer.RETURN)
    body = {
        "recommendation_id": said.recommendation_id,
        "answer": said.answer.value,
        "reasons": list(said.reasons),
        "comment": comment,
        "name": officer.name,
        "why": [one.value for one in said.why],
    }
    writing.append(LineKind.SUPERVISED, actor=officer.account, subject=item_id, body=body)
    if said.answer is Answer.RETURN:
        keep_for(writing, item_id, decision.officer)
    return answers_of(connection, [said.recommendation_id])[-1]


def _require_reasons(said: Answered) -> None:
    if said.answer is Answer.DIFFER and not said.reasons:
        raise Refused(say(NO_REASON))
    for code in said.reasons:
        if code not in DIFFER_REASONS:
            raise Refused(say(BAD_REASON, code=code))
    if "OTHER" in said.reasons:
        require_comment(said.comment, needed=True)


def keep_for(writing: Writing, item_id: str, account: str) -> None:
    """Keep a returned item for its officer, as if she had claimed it; nobody loses a lease.

    Where a server gives items out by itself, it has done so with the line.
    """
    if writing.desk is not None or read_lease(writing.connection, item_id) is not None:
        return
    until = time_text(writing.now + dt.timedelta(seconds=RETURNED_S))
    values = {"item_id": item_id, "officer": account, "since": time_text(writing.now)}
    put(writing.connection, LEASE, values | {"until": until, "seconds": RETURNED_S})


# --- lots --------------------------------------------------------------------------------------


def publish_seed(
    writing: Writing, draw: Draw, seed: str, share: float, officer: Officer | None
) -> None:
    """Write a seed: what comes after its line is drawn by it.

    Raises
    ------
    Refused
        When the role does not supervise, or seed or share are no such things.
    """
    if officer is not None:
        require_supervisor(officer)
    if not 0 < len(seed.strip()) <= SEED_MOST:
        raise Refused(say(_BAD_SEED, most=SEED_MOST))
    if not 0 <= share <= 1:
        raise Refused(say(BAD_SHARE, share=share))
    actor = PROGRAM if officer is None else officer.account
    body = {"rule": RULE, "seed": seed.strip(), "share": float(share)}
    writing.append(LineKind.SEED_PUT, actor=actor, subject=draw.value, body=body)


def draw_items(writing: Writing, items: Iterable[str] | None = None) -> tuple[Drawn, ...]:
    """Write which of some items a compliance check falls upon; those that were decided are not.

    Only what arrived after a seed was on record is drawn by it, so that nobody chooses a seed by
    what it draws. An item is drawn once.

    Parameters
    ----------
    items
        The items to draw for; None for all that nobody has decided.
    """
    connection = writing.connection
    seeds = read_seeds(connection, Draw.COMPLIANCE)
    if not any(one.share for one in seeds):
        return ()
    lots = [(item_id, seed_at(seeds, line)) for item_id, line in _undecided(connection, items)]
    due = [(item_id, seed) for item_id, seed in lots if seed is not None and seed.draws(item_id)]
    # All of them first: on a server, others lock an item before its port.
    writing.hold([item_id for item_id, _ in due])
    found = []
    for item_id, seed in due:
        body = {"seed_line": seed.line}
        seq = writing.append(LineKind.ITEM_DRAWN, actor=PROGRAM, subject=item_id, body=body)
        found.append(Drawn(item_id, seed.line, seq, writing.now))
    return tuple(found)


def _undecided(connection: Connection, items: Iterable[str] | None) -> list[tuple[str, int]]:
    query = (
        select(ITEM.c.item_id, ITEM.c.seq)
        .where(ITEM.c.joined_into == "")
        .where(ITEM.c.item_id.not_in(select(DECISION.c.item_id)))
        .where(ITEM.c.item_id.not_in(select(DRAWN.c.item_id)))
        .order_by(ITEM.c.seq)
    )
    if items is not None:
        query = query.where(ITEM.c.item_id.in_(list(items)))
    return [(row.item_id, row.seq) for row in connection.execute(query)]


def any_to_draw(connection: Connection, items: Iterable[str] | None = None) -> bool:
    """Whether `draw_items` would write anything, asked without taking the write lock."""
    seeds = read_seeds(connection, Draw.COMPLIANCE)
    if not any(one.share for one in seeds):
        return False
    for item_id, line in _undecided(connection, items):
        seed = seed_at(seeds, line)
        if seed is not None and seed.draws(item_id):
            return True
    return False


# --- labels ------------------------------------------------------------------------------------


def approve(
    writing: Writing, verdict_line: int, officer: Officer, reason: str, *, approved: bool
) -> None:
    """Write whether a verdict may be trained on; the last word counts.

    Raises
    ------
    Refused
        When the role does not supervise, the line is no verdict, or it is her own.
    """
    require_supervisor(officer)
    query = select(LINE.c.actor, LINE.c.subject).where(
        LINE.c.seq == verdict_line, LINE.c.kind == LineKind.VERDICT_GIVEN.value
    )
    row = writing.connection.execute(query).first()
    if row is None:
        raise Refused(say(NO_VERDICT, line=verdict_line))
    if row.actor == officer.account:
        raise Refused(say(OWN_VERDICT))
    body = {
        "verdict_line": verdict_line,
        "approved": approved,
        "reason": require_comment(reason, needed=False),
    }
    writing.append(LineKind.LABEL_APPROVED, actor=officer.account, subject=row.subject, body=body)
