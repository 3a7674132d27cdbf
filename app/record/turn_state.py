"""The turn that an item has now, and what ends it without anybody's word: claims, joins, news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, select, text

from app.domain.officer import Officer
from app.domain.turn import BACK_LASTS, Turn, TurnEnd, TurnKind
from app.record.chain import LineKind
from app.record.coding import plain, time_of, time_text
from app.record.entries import linked_shipments
from app.record.parts import parts_of
from app.record.tables import IMAGE, LINE, SCAN
from app.record.turn_tables import TURN

if TYPE_CHECKING:
    from app.record.writing import Writing

BY_RECORD = "record"
"""Who writes that new data ended a hold."""

_TURN = select(TURN).where(TURN.c.item_id == bindparam("item"))
_IMAGES = (
    select(IMAGE.c.sha256)
    .join(SCAN, SCAN.c.scan_id == IMAGE.c.scan_id)
    .where(SCAN.c.item_id == bindparam("item"))
)


def read_turn(connection: Connection, item_id: str) -> Turn | None:
    """Return the newest turn of an item that is not decided; None when it never had one."""
    row = connection.execute(_TURN, {"item": item_id}).first()
    return None if row is None else as_turn(row)


def as_turn(row: Row[Any]) -> Turn:
    """Return a turn's row as its value."""
    return Turn(
        item_id=row.item_id,
        kind=TurnKind(row.kind),
        by=row.by,
        at=time_of(row.at),
        until=time_of(row.until),
        text=row.text,
        to=row.meant_for,
        asked_of=row.asked_of,
        ended=TurnEnd(row.ended) if row.ended else None,
        shipments=tuple(row.shipments.split()),
        images=row.images,
    )


def put_turn(writing: Writing, turn: Turn) -> None:
    """Write the next turn of an item; it takes the place of the one before."""
    known = data_of(writing.connection, turn.item_id) if turn.kind is TurnKind.HOLD else {}
    body = {"turn": plain(turn), "known": sorted(known)}
    writing.append(LineKind.TURN_PUT, actor=turn.by, subject=turn.item_id, body=body)


def end_turn(
    writing: Writing,
    item_id: str,
    why: TurnEnd,
    actor: str,
    *,
    came: Iterable[str] = (),
) -> None:
    """Write that the turn of an item is over.

    Parameters
    ----------
    came
        What is new, as the values of `data_of` name it.
    """
    names = list(came)
    shipments = sorted({name for name in names if name})
    body = {"why": why.value, "shipments": shipments, "images": names.count("")}
    writing.append(LineKind.TURN_ENDED, actor=actor, subject=item_id, body=body)


def data_of(connection: Connection, item_id: str) -> dict[str, str]:
    """Return what is on record of an item, by digest: the shipment's number, empty of an image."""
    found = dict.fromkeys(connection.scalars(_IMAGES, {"item": item_id}), "")
    for one in linked_shipments(connection, item_id):
        found[one.sha256 or f"{one.shipment_id}/{one.version}"] = one.shipment_id
    return found


def handed_back(connection: Connection, officer: Officer, now: dt.datetime) -> frozenset[str]:
    """Return the items that somebody put back a short while ago, whether with a reason or not."""
    since = time_text(now - BACK_LASTS)
    query = select(LINE.c.subject).where(text("line.kind = 'handed_back'"))
    query = query.where(LINE.c.actor == officer.account, LINE.c.at > since)
    return frozenset(connection.scalars(query))


def at_claim(writing: Writing, item_id: str, officer: Officer) -> None:
    """End what a claim answers: a hold, and what was meant for somebody else.

    What was asked of a second reader, or said at hand-back, stands while she works on it.
    """
    turn = read_turn(writing.connection, item_id)
    if turn is None or turn.ended is not None or turn.meant_for(officer.account):
        return
    stays = turn.kind is TurnKind.BACK or (turn.kind is TurnKind.SECOND and not turn.to)
    if not stays or turn.by == officer.account:
        end_turn(writing, item_id, TurnEnd.CLAIMED, officer.account)


def at_hand_back(writing: Writing, item_id: str, officer: Officer) -> None:
    """End a turn that was meant for the one who gives the item back."""
    turn = read_turn(writing.connection, item_id)
    if turn is not None and turn.meant_for(officer.account):
        end_turn(writing, item_id, TurnEnd.HANDED_BACK, officer.account)


def at_join(writing: Writing, vacated: str, kept: str, *, by: str) -> None:
    """Let an item that becomes a part of another bring its turn along, but for a hold."""
    turn = read_turn(writing.connection, vacated)
    if turn is None or turn.ended is not None:
        return
    there = read_turn(writing.connection, kept)
    end_turn(writing, vacated, TurnEnd.JOINED, by)
    if turn.kind is not TurnKind.HOLD and (there is None or there.ended is not None):
        # The moment and the person are those of the first word.
        body = {"turn": plain(turn), "known": []}
        writing.append(LineKind.TURN_PUT, actor=by, subject=kept, body=body)


def wake(writing: Writing, items: Iterable[str]) -> None:
    """End the holds of items for which new data or images have come, and say what came."""
    for some in parts_of(sorted(set(items))):
        held = select(TURN).where(
            TURN.c.item_id.in_(some), TURN.c.kind == TurnKind.HOLD.value, TURN.c.ended == ""
        )
        for row in writing.connection.execute(held).all():
            known = set(row.known.split())
            data = data_of(writing.connection, row.item_id)
            came = [name for digest, name in data.items() if digest not in known]
            if came:
                end_turn(writing, row.item_id, TurnEnd.NEWS, BY_RECORD, came=came)
