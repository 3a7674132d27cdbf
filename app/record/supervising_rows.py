"""From lines of supervision to rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, update

from app.domain.supervision import Answer
from app.record.chain import Line, LineKind
from app.record.coding import canonical
from app.record.supervising_tables import (
    APPROVAL,
    DRAW_SEED,
    DRAWN,
    READING_NOTE,
    SECOND_READING,
    SUPERVISED,
)
from app.record.upserting import put

Body = Mapping[str, Any]
Touched = tuple[str, ...]


def seed_put(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply a seed; lines from before there was a second rule of drawing name none."""
    values = {"draw": line.subject, "seed": body["seed"], "share": body["share"]}
    values["rule"] = body.get("rule", 1)
    connection.execute(
        insert(DRAW_SEED), values | {"seq": line.seq, "actor": line.actor, "at": line.at}
    )
    return ()


def item_drawn(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply that a compliance check fell upon an item."""
    values = {"item_id": line.subject, "seed_seq": body["seed_line"], "at": line.at}
    put(connection, DRAWN, values | {"seq": line.seq})
    return ()


def supervised(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply what a supervisor said of a decision; a returned item waits again."""
    _put_answer(connection, line, body)
    return (line.subject,)


def _put_answer(connection: Connection, line: Line, body: Body) -> None:
    connection.execute(
        insert(SUPERVISED),
        {
            "seq": line.seq,
            "recommendation_id": body["recommendation_id"],
            "item_id": line.subject,
            "answer": body["answer"],
            "actor": line.actor,
            "at": line.at,
            "body": canonical(body),
        },
    )


def reading_asked(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply that a decision is to be read a second time."""
    values = {
        "reading_id": body["reading_id"],
        "recommendation_id": body["recommendation_id"],
        "item_id": line.subject,
        "first": body["first"],
        "reader": body["reader"],
        "asked_by": line.actor,
        "asked_at": line.at,
        "hide_model": int(body["hide_model"]),
        "signed": "",
        "adjudicated": "",
        "seq": line.seq,
    }
    put(connection, SECOND_READING, values)
    return ()


def reading_taken(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply who reads, or that it is nobody's again."""
    _of_reading(connection, line, body, {"reader": body["reader"]})
    return ()


def reading_noted(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply what a second reader drew, judged or looked at."""
    values = {name: body[name] for name in ("reading_id", "what", "name")}
    put(connection, READING_NOTE, values | {"body": canonical(body["value"]), "seq": line.seq})
    return ()


def reading_signed(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply what the second reader signed."""
    _of_reading(connection, line, body, {"signed": canonical(body["recommendation"])})
    return ()


def adjudicated(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply what a third person made of both; unless the first stands, it is decided again."""
    said = {name: body[name] for name in ("stands", "comment")}
    told = canonical({**said, "by": line.actor, "at": line.at})
    _of_reading(connection, line, body, {"adjudicated": told})
    if body["answer"] == Answer.RETURN:
        _put_answer(connection, line, body)
    return (line.subject,)


def _of_reading(connection: Connection, line: Line, body: Body, values: dict[str, Any]) -> None:
    connection.execute(
        update(SECOND_READING)
        .where(SECOND_READING.c.reading_id == body["reading_id"])
        .values(values | {"seq": line.seq})
    )


def label_approved(connection: Connection, line: Line, body: Body) -> Touched:
    """Apply whether a verdict may be trained on."""
    values = {
        "verdict_seq": body["verdict_line"],
        "approved": int(body["approved"]),
        "reason": body["reason"],
        "actor": line.actor,
        "at": line.at,
    }
    put(connection, APPROVAL, values | {"seq": line.seq})
    return ()


PROJECTORS: Mapping[str, Callable[[Connection, Line, Body], Touched]] = {
    LineKind.SEED_PUT: seed_put,
    LineKind.ITEM_DRAWN: item_drawn,
    LineKind.SUPERVISED: supervised,
    LineKind.READING_ASKED: reading_asked,
    LineKind.READING_TAKEN: reading_taken,
    LineKind.READING_NOTED: reading_noted,
    LineKind.READING_SIGNED: reading_signed,
    LineKind.ADJUDICATED: adjudicated,
    LineKind.LABEL_APPROVED: label_approved,
}
