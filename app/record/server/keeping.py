"""Retention on a server: legal holds, and a purge that three must agree on.

The service that takes things in reads what is due and carries the purge out; an administrator
orders it, and a second person stands beside her. Each of the two signs in at the server herself,
for the very list of payloads that goes, and the server lets exactly these go.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, text

from app.domain.errors import Refused
from app.domain.officer import Officer, Role
from app.domain.second import SecondPerson
from app.domain.words import phrase, say
from app.record import due, holding
from app.record.account_tables import ONE_TIME
from app.record.chain import sealed_payload
from app.record.coding import plain
from app.record.deliveries import forget_deliveries
from app.record.holding import LegalHold
from app.record.keeping_record import Due, KeepingRecord
from app.record.people import People
from app.record.purging import Plan, Purged, planned, purged_of, stubs
from app.record.rebuilding import rebuilt
from app.record.server.access import ServerAccess
from app.record.server.people import ServerPeople
from app.record.server.shapes import KEPT_BY_INTAKE
from app.record.settling import Pair, apply, differing
from app.record.tables import ATTEMPT, DERIVED, NOTICE
from app.record.writing import Writing
from app.shipments.lifecycle import number_form

_NOT_INTAKE = phrase(
    "{login} cannot carry a purge out. Come in as the service that takes things in, --home "
    "postgresql://intake@{server}; the two persons sign in beside it."
)
_CHANGED = phrase("What is due changed meanwhile, so nothing was purged. Try again.")

_FOR_LONG = (
    text("SET LOCAL statement_timeout = 0"),
    text("SET LOCAL idle_in_transaction_session_timeout = 0"),
)
"""Building the tables again takes longer than a person's statement may."""
_BEGIN = text("SELECT first, second FROM begin_purge(:plan)")
_PAYLOADS = text("SELECT purge_payloads(CAST(:digests AS text[]), CAST(:bodies AS text[]))")
_ROWS = text("SELECT purge_rows(:name, CAST(:gone AS jsonb), CAST(:left_over AS jsonb))")
_END = text("SELECT end_purge(:purge_id, :body)")
_DUE_ITEMS = text("SELECT item_id, year, held FROM due_items(:last)")
_DUE_FILINGS = text("SELECT due_filings(:last)")
_NAME = text("SELECT name_of_hold(:said, :in_one_form)")

_OF_SIGN_IN = (ATTEMPT, ONE_TIME)
"""Nothing is in these on a server, and nobody may read them."""


class ServerKeeping(KeepingRecord):
    """Legal holds, what is due, and purging, on a server."""

    def __init__(self, access: ServerAccess, people: People) -> None:
        super().__init__(access, people)
        self._server = access

    def due(self, years: int) -> Due:
        """Return what may go; to an administrator, who reads none of it, the server tells it."""
        if self._server.login.role != Role.ADMINISTRATOR:
            return super().due(years)
        values = {"last": due.last_kept_year(self._server.now(), years)}
        with self._server.read() as connection:
            _take_long(connection)
            rows = connection.execute(_DUE_ITEMS, values)
            items = tuple(due.DueItem(row.item_id, row.year, {}, row.held) for row in rows)
            return Due(values["last"], items, connection.scalar(_DUE_FILINGS, values) or 0)

    def hold(self, subject: str, officer: Officer, reason: str) -> str:
        """Hold an item or a shipment once more, and return the name of the hold.

        `Refused` without a reason or the right to.
        """
        with self._server.write() as writing:
            return holding.put_hold(writing, subject, officer, reason, naming=_name_of)

    def lift(self, subject: str, officer: Officer, reason: str, hold_id: str = "") -> LegalHold:
        """Lift one legal hold, by its name or because there is only one; return it.

        `Refused` without a reason or the right to, and when it is not clear which one.
        """
        with self._server.write() as writing:
            return holding.lift_hold(
                writing, subject, officer, reason, hold_id=hold_id, naming=_name_of
            )

    def purge_by(self, years: int, first: SecondPerson, second: SecondPerson) -> Purged:
        """Take what is due out of the record, by two persons who sign in beside the service.

        Nobody else can write while the tables are built again and compared.

        Raises
        ------
        Refused
            When nothing is due, what is due changed meanwhile, or a role does not include it.
        SignInRefused
            When a name and password do not belong together.
        """
        login = self._server.login
        if not login.takes_in:
            server = self._server.address.server
            raise Refused(say(_NOT_INTAKE, login=login.account, server=server))
        # It signs the certificate when all is done.
        self._server.keys.create_key()
        self._server.catch_up()
        last_year = due.last_kept_year(self._server.now(), years)
        with self._server.read() as connection:
            _take_long(connection)
            ordered = planned(connection, last_year).digest
        ServerPeople(self._server).order_purge(ordered, first, second)
        with self._server.write() as writing:
            return _purge(writing, last_year, ordered)


def _purge(writing: Writing, last_year: int, ordered: str) -> Purged:
    connection = writing.connection
    _take_long(connection)
    first, second = connection.execute(_BEGIN, {"plan": ordered}).one()
    plan = planned(connection, last_year)
    if plan.digest != ordered:
        raise Refused(say(_CHANGED))
    _let_go(connection, plan)
    connection.execute(delete(NOTICE).where(NOTICE.c.item_id.in_(plan.items)))
    forget_deliveries(connection, plan.items)
    tables = [table for table in DERIVED if table not in _OF_SIGN_IN]
    with rebuilt(connection) as follows:
        pairs = differing(connection, follows, tables)
    # Rows of acts hang on scans and items: the server lets these go first.
    for table in reversed(tables):
        if table not in KEPT_BY_INTAKE and pairs[table]:
            _settle_acts(connection, table, pairs[table])
    apply(connection, {table: pairs[table] for table in tables if table in KEPT_BY_INTAKE})
    at = writing.now.isoformat()
    purged = purged_of(connection, plan, (str(first), str(second)), at)
    body = sealed_payload(plain(purged))
    connection.execute(_END, {"purge_id": purged.purge_id, "body": body})
    return purged


def _let_go(connection: Connection, plan: Plan) -> None:
    said = stubs(connection, plan)
    values = {
        "digests": [digest for digest, _ in said],
        "bodies": [sealed_payload(body) for _, body in said],
    }
    connection.execute(_PAYLOADS, values)


def _settle_acts(connection: Connection, table: Table, pairs: Sequence[Pair]) -> None:
    """Let the server take away rows of purged acts, or put what is left of them in their place."""
    values = {
        "name": table.name,
        "gone": _rows(table, [stood for stood, now in pairs if stood is not None and now is None]),
        # A row that no line made before is refused: nothing new follows from a purge.
        "left_over": _rows(table, [now for _, now in pairs if now is not None]),
    }
    connection.execute(_ROWS, values)


def _rows(table: Table, rows: Sequence[Sequence[Any]]) -> str:
    names = [column.name for column in table.columns]
    told: list[Mapping[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows]
    return json.dumps(told, ensure_ascii=False)


def _take_long(connection: Connection) -> None:
    for statement in _FOR_LONG:
        connection.execute(statement)


def _name_of(connection: Connection, subject: str) -> str:
    """Return the name under which something is held; an administrator reads no items herself."""
    values = {"said": subject, "in_one_form": number_form(subject)}
    return str(connection.scalar(_NAME, values) or "")
