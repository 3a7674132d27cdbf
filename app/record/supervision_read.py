"""Reading what supervision left on record: answers, seeds, lots, approvals."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.domain.shipment import Shipment
from app.domain.supervision import (
    RULE,
    Answer,
    Answered,
    Approval,
    Draw,
    Drawn,
    GivenVerdict,
    Seed,
    Why,
)
from app.record.coding import read, time_of, time_text
from app.record.parts import parts_of
from app.record.staleness import newest_decision
from app.record.supervising_tables import APPROVAL, DRAW_SEED, DRAWN, SUPERVISED
from app.record.tables import DECISION, ENTRY, ITEM, LEASE, LINE, SCAN, SHIPMENT, VERDICT

RETURNED_S = 1800.5
"""Seconds that a returned item is kept for its officer; after that it waits for anybody.

No claim lasts half a second more than whole ones: by that it is told whether she has opened it.
"""


def answers_of(connection: Connection, recommendations: Sequence[str]) -> tuple[Answered, ...]:
    """Return what was said of decisions, oldest first."""
    query = select(SUPERVISED).order_by(SUPERVISED.c.seq)
    return tuple(
        _answered(row)
        for some in parts_of(recommendations)
        for row in connection.execute(query.where(SUPERVISED.c.recommendation_id.in_(some)))
    )


def all_answers(connection: Connection) -> tuple[Answered, ...]:
    """Return everything that was ever said of decisions, oldest first."""
    rows = connection.execute(select(SUPERVISED).order_by(SUPERVISED.c.seq))
    return tuple(_answered(row) for row in rows)


def _answered(row: Row[Any]) -> Answered:
    said = json.loads(row.body)
    return Answered(
        row.recommendation_id,
        row.item_id,
        Answer(row.answer),
        tuple(said.get("reasons", ())),
        said["comment"],
        row.actor,
        time_of(row.at),
        row.seq,
        tuple(Why(one) for one in said.get("why", ())),
        said.get("name", ""),
    )


def returned_with(connection: Connection, item_id: str) -> Answered | None:
    """Return why the decision that counts was sent back; None when it was not."""
    newest = newest_decision(connection, item_id)
    if newest is None:
        return None
    found = answers_of(connection, [newest.recommendation_id])
    return next((one for one in reversed(found) if one.answer is Answer.RETURN), None)


def returned_to(connection: Connection, account: str, now: dt.datetime) -> tuple[str, ...]:
    """Return the items that were sent back, kept for a person, and not opened by her since."""
    query = (
        select(LEASE.c.item_id)
        .join(ENTRY, ENTRY.c.item_id == LEASE.c.item_id)
        .join(SUPERVISED, SUPERVISED.c.item_id == LEASE.c.item_id)
        .where(LEASE.c.officer == account, LEASE.c.until > time_text(now))
        .where(LEASE.c.seconds == RETURNED_S)
        .where(ENTRY.c.outcome == "", SUPERVISED.c.answer == Answer.RETURN.value)
        .order_by(SUPERVISED.c.seq)
    )
    return tuple(dict.fromkeys(connection.scalars(query)))


# --- lots --------------------------------------------------------------------------------------


def read_seeds(connection: Connection, draw: Draw | None = None) -> tuple[Seed, ...]:
    """Return the seeds in the order of their lines, of one draw or of all."""
    query = select(DRAW_SEED).order_by(DRAW_SEED.c.seq)
    if draw is not None:
        query = query.where(DRAW_SEED.c.draw == draw.value)
    return tuple(
        Seed(Draw(row.draw), row.seed, row.share, row.seq, row.actor, time_of(row.at), row.rule)
        for row in connection.execute(query)
    )


def seed_at(seeds: Sequence[Seed], line: int) -> Seed | None:
    """Return the seed that was in force when a line was written; None before there was one."""
    return next((one for one in reversed(seeds) if one.line < line), None)


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """A decision, as lots are drawn of it."""

    recommendation_id: str
    item_id: str
    line: int
    came: int
    """Line with which its item came on record."""


def seed_of(seeds: Sequence[Seed], made: Made) -> tuple[Seed, str] | None:
    """Return by which seed a decision is drawn, and by which identity; None before any seed.

    By the second rule nothing counts that its signer chooses, and nobody chooses a seed by what
    it draws: the item is drawn, by the seed that was in force when it came; by the first one
    since, where it came before.
    """
    then = seed_at(seeds, made.line)
    if then is None or then.rule < RULE:
        return None if then is None else (then, made.recommendation_id)
    ruled = [one for one in seeds if one.rule >= RULE]
    return seed_at(ruled, made.came) or ruled[0], made.item_id


def is_drawn(seeds: Sequence[Seed], made: Made) -> bool:
    """Whether a lot falls upon a decision."""
    found = seed_of(seeds, made)
    return found is not None and found[0].draws(found[1])


def came_on_record(connection: Connection, items: Sequence[str]) -> dict[str, int]:
    """Return the line with which each item came."""
    return {
        row.item_id: row.seq
        for some in parts_of(items)
        for row in connection.execute(
            select(ITEM.c.item_id, ITEM.c.seq).where(ITEM.c.item_id.in_(some))
        )
    }


def read_drawn(connection: Connection, item_id: str | None = None) -> tuple[Drawn, ...]:
    """Return the items that were drawn; of one item, those that were joined into it count too."""
    query = select(DRAWN).order_by(DRAWN.c.seq)
    if item_id is not None:
        query = query.where(DRAWN.c.item_id.in_(_with_joined(connection, item_id)))
    return tuple(
        Drawn(row.item_id, row.seed_seq, row.seq, time_of(row.at))
        for row in connection.execute(query)
    )


def _with_joined(connection: Connection, item_id: str) -> list[str]:
    found = [item_id]
    for one in found:
        found.extend(connection.scalars(select(ITEM.c.item_id).where(ITEM.c.joined_into == one)))
    return found


def drawn_among(
    connection: Connection, draw: Draw
) -> tuple[tuple[Seed, tuple[tuple[str, int], ...]], ...]:
    """Return each seed with what it was drawn among: (identity, line), in the order of lines."""
    seeds = read_seeds(connection, draw)
    if draw is not Draw.COMPLIANCE:
        return _decisions_among(connection, seeds)
    last = connection.scalar(select(func.max(LINE.c.seq))) or 0
    ends = [*(one.line for one in seeds[1:]), last + 1][: len(seeds)]
    return tuple(
        (
            seed,
            tuple(
                (row[0], row[1])
                for row in connection.execute(
                    select(ITEM.c.item_id, ITEM.c.seq)
                    .where(ITEM.c.seq > seed.line, ITEM.c.seq < end)
                    .order_by(ITEM.c.seq)
                )
            ),
        )
        for seed, end in zip(seeds, ends, strict=True)
    )


def _decisions_among(
    connection: Connection, seeds: Sequence[Seed]
) -> tuple[tuple[Seed, tuple[tuple[str, int], ...]], ...]:
    among: dict[int, list[tuple[str, int]]] = {one.line: [] for one in seeds}
    query = (
        select(DECISION.c.recommendation_id, DECISION.c.item_id, DECISION.c.seq, ITEM.c.seq)
        .join(ITEM, ITEM.c.item_id == DECISION.c.item_id)
        .order_by(DECISION.c.seq)
    )
    for row in connection.execute(query) if seeds else ():
        made = Made(*row)
        found = seed_of(seeds, made)
        if found is not None:
            among[found[0].line].append((found[1], made.line))
    return tuple((seed, tuple(among[seed.line])) for seed in seeds)


# --- labels ------------------------------------------------------------------------------------


def approvals(connection: Connection, verdicts: Sequence[int]) -> dict[int, Approval]:
    """Return what was said of verdicts, by their lines."""
    return {
        row.verdict_seq: Approval(
            row.verdict_seq, bool(row.approved), row.reason, row.actor, time_of(row.at)
        )
        for some in parts_of(verdicts)
        for row in connection.execute(select(APPROVAL).where(APPROVAL.c.verdict_seq.in_(some)))
    }


def verdicts_on(connection: Connection, item_id: str) -> tuple[GivenVerdict, ...]:
    """Return the verdicts that stand on the findings of an item, oldest first."""
    scans = select(SCAN.c.scan_id).where(SCAN.c.item_id == item_id)
    query = select(VERDICT).where(VERDICT.c.scan_id.in_(scans))
    rows = connection.execute(query.order_by(VERDICT.c.seq)).all()
    approved = approvals(connection, [row.seq for row in rows])
    return tuple(
        GivenVerdict(
            row.seq,
            row.finding_id,
            int(row.finding_id.rpartition("/")[2] or 0),
            row.verdict,
            row.officer,
            approved.get(row.seq),
        )
        for row in rows
    )


def decisions_before(connection: Connection, item_id: str) -> frozenset[str]:
    """Return the accounts of everybody who ever decided an item."""
    query = select(DECISION.c.officer).where(DECISION.c.item_id == item_id)
    return frozenset(connection.scalars(query))


def kind_of(connection: Connection, recommendation_id: str) -> str:
    """Return what was decided; empty where there is no such decision."""
    query = select(DECISION.c.kind).where(DECISION.c.recommendation_id == recommendation_id)
    found: str | None = connection.scalar(query)
    return found or ""


def shipments_seen(connection: Connection, digests: Sequence[str]) -> tuple[Shipment, ...]:
    """Return the versions of shipments by their digests, in the order of their arrival."""
    query = select(SHIPMENT.c.body).where(SHIPMENT.c.digest.in_(list(digests)))
    bodies = connection.scalars(query.order_by(SHIPMENT.c.seq))
    found = [read(body, Shipment) for body in bodies]
    return tuple({one.sha256: one for one in found}.values())
