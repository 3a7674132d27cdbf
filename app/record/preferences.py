"""What each officer likes: keys, presets, layouts. Not sealed, for it proves nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Connection, insert, select, update

from app.domain.errors import Refused
from app.domain.officer import Officer
from app.domain.words import phrase, say
from app.record.coding import time_text
from app.record.tables import ACCOUNT, PREFERENCE

LARGEST = 65_536
"""Bytes that one preference may have: a table of keys has a few thousand."""

LONGEST_NAME = 64
"""Characters that the name of a preference may have."""

_NAMELESS = phrase("A preference needs a name of 1 to {longest} characters.")
_LARGE = phrase(
    "The preference {name} has {size} bytes; it may have {largest}. Remove some of its entries."
)
_NOT_JSON = phrase("The preference {name} is not JSON and was not kept.")
_NOBODY = phrase("There is no account {account}, so its preference {name} was not kept.")


def read_preferences(connection: Connection, officer: Officer) -> Mapping[str, str]:
    """Return every preference of a person: name to JSON text, as it was kept."""
    query = select(PREFERENCE.c.name, PREFERENCE.c.body).where(
        PREFERENCE.c.account == officer.account
    )
    return MappingProxyType({row.name: row.body for row in connection.execute(query)})


def keep_preference(
    connection: Connection, officer: Officer, name: str, body: str, now: dt.datetime
) -> None:
    """Keep one preference; the last word counts.

    Parameters
    ----------
    connection
        In a transaction that holds the write lock.
    officer
        Whose preference it is.
    name
        1 to `LONGEST_NAME` characters.
    body
        JSON text of at most `LARGEST` bytes in UTF-8, without NaN and infinities.
    now
        When it was said.

    Raises
    ------
    Refused
        When name or text may not be kept, or nobody has this account.
    """
    _require_fit(name, body)
    account = officer.account
    if connection.scalar(select(ACCOUNT.c.seq).where(ACCOUNT.c.account == account)) is None:
        raise Refused(say(_NOBODY, account=account, name=name))
    values = {"body": body, "at": time_text(now)}
    # Update, then insert: no dialect's own upsert is needed while the write lock is held.
    kept = connection.execute(
        update(PREFERENCE)
        .where(PREFERENCE.c.account == account, PREFERENCE.c.name == name)
        .values(values)
    )
    if not kept.rowcount:
        connection.execute(insert(PREFERENCE).values(account=account, name=name, **values))


def _require_fit(name: str, body: str) -> None:
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refused(say(_NAMELESS, longest=LONGEST_NAME))
    size = len(body.encode("utf-8", errors="surrogatepass"))
    if size > LARGEST:
        raise Refused(say(_LARGE, name=name, size=size, largest=LARGEST))
    try:
        json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused(say(_NOT_JSON, name=name)) from error


def _no_number(text: str) -> object:
    """Refuse NaN and infinities, which JSON does not have and Python reads all the same."""
    raise ValueError(text)
