"""From lines to rows: the one place where what was written becomes what is read.

The same functions run when a line is written and when the record is verified, so that the tables
can be rebuilt from the log and compared with what stands in the database.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection, Table, and_, delete, exists, insert, select, update

from app.record.chain import Line, LineKind
from app.record.coding import canonical
from app.record.dispatch_rows import exam_result, package_step
from app.record.holding_rows import hold_lifted, hold_put
from app.record.indexing import INDEXED, index
from app.record.late_rows import act_received, reconfirmed
from app.record.renewing_rows import password_changed, password_reset
from app.record.runs import RUNS, Body, Entry
from app.record.standing import put_shipments
from app.record.supervising_rows import PROJECTORS as _SUPERVISION
from app.record.tables import (
    ACCOUNT,
    ACKNOWLEDGED,
    ATTEMPT,
    DRAFT,
    ITEM,
    MARK,
    OBSERVED,
    SCAN,
)
from app.record.turn_rows import skills_put, turn_ended, turn_put
from app.record.upserting import put

Touched = tuple[str, ...]
"""Items whose row in the queue must be made again."""


Projector = Callable[[Connection, Line, Body], Touched]
"""Applies one line to its tables."""

Indexer = Callable[[Connection, str, Sequence[Entry]], None]
"""Applies lines of one kind to the tables by which things are found."""


def project(
    connection: Connection,
    entries: Iterable[Entry],
    *,
    found_by: Indexer = index,
    joined: Projector | None = None,
) -> set[str]:
    """Apply lines to the derived tables, in their order, and return the items they touch.

    Lines of one family that follow each other are applied together.

    Parameters
    ----------
    connection
        Of the record.
    entries
        Lines, and what they say.
    found_by
        Applies lines to the tables by which things are found.
    joined
        Applies that items became one, where the server itself moves what people wrote
        (`scans_joined`).
    """
    touched: set[str] = set()
    for _, run in itertools.groupby(entries, key=lambda entry: _family(entry[0].kind)):
        lines = list(run)
        kind = lines[0][0].kind
        if kind == LineKind.SHIPMENT_ADDED:
            touched.update(put_shipments(connection, lines))
        elif kind in RUNS:
            touched.update(RUNS[kind](connection, lines))
        elif kind in _PROJECTORS:
            one_by_one = _PROJECTORS[kind]
            if joined is not None and kind == LineKind.ITEMS_JOINED:
                one_by_one = joined
            for line, body in lines:
                touched.update(one_by_one(connection, line, body))
        found_by(connection, kind, lines)
    return touched


def gathered(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield lines in an order that leaves the same rows, those of one family together.

    Only families that share no row with others are taken past each other. Any other line stays
    where it is: all before it come before it, all after it after it.
    """
    waiting: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        if _alone(entry):
            yield from itertools.chain.from_iterable(waiting.values())
            waiting.clear()
            yield entry
        else:
            waiting.setdefault(_family(entry[0].kind), []).append(entry)
    yield from itertools.chain.from_iterable(waiting.values())


def leaves_rows(kind: str) -> bool:
    """Whether lines of a kind leave rows; claims and events, among others, are history only."""
    return kind in RUNS or kind in _PROJECTORS or kind in INDEXED


def _family(kind: str) -> Hashable:
    """Return what lines have in common that are applied together."""
    return RUNS.get(kind, kind)


def _alone(entry: Entry) -> bool:
    """Whether other lines may not be taken past this one."""
    kind, body = entry[0].kind, entry[1]
    # Before there were filings, what was declared counted as filed: the first of two did.
    return kind in _PROJECTORS or (kind == LineKind.SHIPMENT_ADDED and "current" not in body)


# --- arrival -----------------------------------------------------------------------------------


def _items_joined(connection: Connection, line: Line, body: Body) -> Touched:
    """Move everything of one item to another."""
    for table in (ACKNOWLEDGED, DRAFT, OBSERVED):
        _move(connection, table, body["vacated"], body["kept"])
    for mark in body["renumbered"]:
        connection.execute(
            update(MARK)
            .where(MARK.c.scan_id == mark["scan_id"], MARK.c.mark_id == mark["mark_id"])
            .values(number=mark["number"], body=canonical(mark), seq=line.seq)
        )
    return scans_joined(connection, line, body)


def scans_joined(connection: Connection, line: Line, body: Body) -> Touched:
    """Move the scans of one item to another; marks, verdicts and views follow their scan."""
    source, target = body["vacated"], body["kept"]
    connection.execute(update(SCAN).where(SCAN.c.item_id == source).values(item_id=target))
    connection.execute(
        update(ITEM).where(ITEM.c.item_id == source).values(joined_into=target, seq=line.seq)
    )
    return (source, target)


def _move(connection: Connection, table: Table, source: str, target: str) -> None:
    """Let one item's rows be another's; what the other has already counts."""
    there = table.alias("there")
    rest = (column for column in table.primary_key if column.name != "item_id")
    same = and_(there.c.item_id == target, *(there.c[key.name] == key for key in rest))
    connection.execute(
        update(table).where(table.c.item_id == source, ~exists().where(same)).values(item_id=target)
    )
    connection.execute(delete(table).where(table.c.item_id == source))


# --- people ------------------------------------------------------------------------------------


def _account_added(connection: Connection, line: Line, body: Body) -> Touched:
    connection.execute(
        insert(ACCOUNT),
        {
            "account": body["officer"]["account"],
            "body": canonical(body["officer"]),
            "hash_digest": body["hash_digest"],
            "seq": line.seq,
        },
    )
    return ()


def _hash_renewed(connection: Connection, line: Line, body: Body) -> Touched:
    connection.execute(
        update(ACCOUNT)
        .where(ACCOUNT.c.account == line.subject)
        .values(hash_digest=body["hash_digest"], seq=line.seq)
    )
    return ()


def _password_changed(connection: Connection, line: Line, body: Body) -> Touched:
    password_changed(connection, line, body)
    return ()


def _password_reset(connection: Connection, line: Line, body: Body) -> Touched:
    password_reset(connection, line, body)
    return ()


def _signed_in(connection: Connection, _: Line, body: Body) -> Touched:
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.name_tag == body["name_tag"]))
    return ()


def _sign_in_refused(connection: Connection, line: Line, body: Body) -> Touched:
    tag = body["name_tag"]
    before = connection.scalar(select(ATTEMPT.c.failures).where(ATTEMPT.c.name_tag == tag)) or 0
    values = {"name_tag": tag, "failures": before + 1, "last_at": line.at, "seq": line.seq}
    put(connection, ATTEMPT, values)
    return ()


_PROJECTORS: Mapping[str, Projector] = MappingProxyType(
    {
        LineKind.ACCOUNT_ADDED: _account_added,
        LineKind.HASH_RENEWED: _hash_renewed,
        LineKind.HOLD_PUT: hold_put,
        LineKind.HOLD_LIFTED: hold_lifted,
        LineKind.WORD_RENEWED: _password_changed,
        LineKind.WORD_RESET: _password_reset,
        LineKind.SIGNED_IN: _signed_in,
        LineKind.SECONDED: _signed_in,
        LineKind.SIGN_IN_REFUSED: _sign_in_refused,
        LineKind.ITEMS_JOINED: _items_joined,
        LineKind.PACKAGE_STEP: package_step,
        LineKind.EXAM_RESULT: exam_result,
        LineKind.ACT_RECEIVED: act_received,
        LineKind.RECONFIRMED: reconfirmed,
        **_SUPERVISION,
        LineKind.TURN_PUT: turn_put,
        LineKind.TURN_ENDED: turn_ended,
        LineKind.SKILLS_PUT: skills_put,
    }
)
"""Kinds that are neither here nor in `RUNS` nor indexed are history only.

A new kind belongs here, where its lines keep their place among all others. Only what is written
often and shares no row with another family is worth a run.
"""
