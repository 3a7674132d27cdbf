"""Who may read and correct what she signed of another port: it follows from the lines.

The server keeps it when a decision is signed. It is made again from the decisions where a record is
put back, and compared with them where it is proved: a line stands in the chain of the port that its
item was at, and an account says which port a person works at.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from app.domain.words import phrase, say
from app.record.accounts import read_accounts
from app.record.server.tables import BY_SERVICES, CHAINED, SIGNED_ELSEWHERE
from app.record.tables import DECISION
from app.record.trust import Trouble

_ALIEN = phrase(
    "{officer} may read item {item} of another port, and no line says that she signed it after it "
    "was passed on to her. Keep the server as it is and tell the administrator."
)
_LOST = phrase(
    "{officer} signed item {item} of another port after it was passed on to her, and can no longer "
    "read it. Whoever runs the server puts that right: prescreen init."
)

_SIGNED = (
    select(DECISION.c.officer, DECISION.c.item_id, CHAINED.c.chain)
    .join(CHAINED, CHAINED.c.seq == DECISION.c.seq)
    .where(CHAINED.c.chain.not_in(("", BY_SERVICES)))
    .distinct()
)
_STANDS = select(SIGNED_ELSEWHERE.c.officer, SIGNED_ELSEWHERE.c.item_id)


def put_elsewhere(connection: Connection) -> None:
    """Put what follows from the lines and is not there, as the record's owner."""
    lacking = _follows(connection) - _stands(connection)
    if lacking:
        rows = [{"officer": officer, "item_id": item} for officer, item in sorted(lacking)]
        connection.execute(insert(SIGNED_ELSEWHERE), rows)


def elsewhere_trouble(connection: Connection) -> Trouble | None:
    """Return the first who may read more than the lines say, or less."""
    follows, stands = _follows(connection), _stands(connection)
    for sentence, found in ((_ALIEN, stands - follows), (_LOST, follows - stands)):
        if found:
            officer, item = min(found)
            return Trouble(say(sentence, officer=officer, item=item), None)
    return None


def _follows(connection: Connection) -> set[tuple[str, str]]:
    ports = {one.account: one.port for one in read_accounts(connection)}
    return {
        (row.officer, row.item_id)
        for row in connection.execute(_SIGNED)
        if ports.get(row.officer, "") not in ("", row.chain)
    }


def _stands(connection: Connection) -> set[tuple[str, str]]:
    return {(row.officer, row.item_id) for row in connection.execute(_STANDS)}
