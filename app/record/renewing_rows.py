"""From lines about passwords to rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, update

from app.record.account_tables import ONE_TIME
from app.record.chain import Line
from app.record.tables import ACCOUNT, ATTEMPT
from app.record.upserting import put


def password_changed(connection: Connection, line: Line, body: Mapping[str, Any]) -> None:
    """Apply that a password is the person's own now."""
    _renewed(connection, line, body)
    connection.execute(delete(ONE_TIME).where(ONE_TIME.c.account == line.subject))


def password_reset(connection: Connection, line: Line, body: Mapping[str, Any]) -> None:
    """Apply that a word for one sign-in was given; failed attempts of before are forgotten."""
    _renewed(connection, line, body)
    values = {"account": line.subject, "until": body["until"], "seq": line.seq}
    put(connection, ONE_TIME, values)


def _renewed(connection: Connection, line: Line, body: Mapping[str, Any]) -> None:
    connection.execute(
        update(ACCOUNT)
        .where(ACCOUNT.c.account == line.subject)
        .values(hash_digest=body["hash_digest"], seq=line.seq)
    )
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.name_tag == body["name_tag"]))
