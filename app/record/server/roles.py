"""The roles of a server: an owner for migrations, a group for each kind of work, a login a person.

Everything here is done once by whoever runs the database, never by the program as it works.
"""

from __future__ import annotations

import dataclasses

from psycopg import Connection as ServerConnection
from sqlalchemy import Connection, case, select, text

from app.domain.officer import Officer, Role
from app.record.chain import LineKind, sealed_payload
from app.record.coding import canonical, plain
from app.record.server.login import INTAKE
from app.record.server.tables import PERSON
from app.record.tables import ACCOUNT

OWNER = "prescreen_owner"
SCHEMA = "prescreen"
ROLES = (*(role.value for role in Role), INTAKE)
GROUPS = tuple(f"prescreen_{role}" for role in ROLES)
CONNECTIONS = 8
"""How many a person has at a time: a workstation uses three."""
INTAKE_CONNECTIONS = 32

_SETTINGS = (
    ("search_path", SCHEMA),
    ("statement_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "30s"),
    ("lock_timeout", "10s"),
)
"""Where every connection begins. A person can set them otherwise; docs/security.md says so."""

_FILES = "1GB"
"""Of temporary files that one connection of a person may fill; only a superuser sets it."""

_OPEN_TO_ALL = (
    "lo_creat(integer)",
    "lo_create(oid)",
    "lo_from_bytea(oid, bytea)",
    "lo_import(text)",
    "lo_import(text, oid)",
    "lo_export(oid, text)",
    "lo_put(oid, bigint, bytea)",
    "lo_open(oid, integer)",
    "lo_unlink(oid)",
    "lowrite(integer, bytea)",
)
"""Functions of PostgreSQL that anybody may call, or once might, and nobody needs here."""


_NOTE = text("SELECT note_by_owner(:kind, :subject, :body)")
_END = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :name")
"""Ends the connections that somebody has."""


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """Who may sign in at the server."""

    account: str
    """Name of the login role, and of the account on record."""
    name: str
    role: str
    """One of `ROLES`."""
    port: str = ""


def group_of(person: Person) -> str:
    """Return the group that holds the rights of a person's role."""
    return f"prescreen_{person.role}"


def quoted(connection: Connection, name: str) -> str:
    """Return a name as SQL writes it, whatever is in it."""
    return connection.dialect.identifier_preparer.quote_identifier(name)


def prepare(connection: Connection) -> None:
    """Make owner, groups and schema, and shut the database to everybody else.

    Parameters
    ----------
    connection
        Of a superuser, in a transaction, in the database that the record will live in.
    """
    for name in (OWNER, *GROUPS):
        if not _is_there(connection, name):
            _do(connection, f"CREATE ROLE {name} NOLOGIN")
    database = quoted(connection, str(connection.scalar(text("SELECT current_database()"))))
    # What anybody may do unless told otherwise: temporary tables, large objects, code of one's own.
    _do(connection, f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    _do(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for language in ("plpgsql", "sql"):
        _do(connection, f"REVOKE ALL ON LANGUAGE {language} FROM PUBLIC")
        _do(connection, f"GRANT USAGE ON LANGUAGE {language} TO {OWNER}")
    for function in _OPEN_TO_ALL:
        _do(connection, f"REVOKE ALL ON FUNCTION pg_catalog.{function} FROM PUBLIC")
    _do(connection, f"GRANT CONNECT ON DATABASE {database} TO {', '.join(GROUPS)}")
    _do(connection, f"CREATE SCHEMA IF NOT EXISTS {SCHEMA} AUTHORIZATION {OWNER}")


def add_person(connection: Connection, person: Person, password: str) -> None:
    """Let a person sign in, and write that she has an account.

    Parameters
    ----------
    connection
        Of a superuser, in a transaction, in the record's database.
    password
        Sent as a SCRAM verifier: neither the server nor its log ever sees it.

    Raises
    ------
    ValueError
        When the role is none of `ROLES`.
    """
    if person.role not in ROLES:
        raise ValueError(f"There is no role {person.role!r}. One of: {', '.join(ROLES)}.")
    _make_login(connection, person)
    set_password(connection, person.account, password)
    become_owner(connection)
    _note_person(connection, person)
    if person.role in set(Role):
        _write_account(connection, person)
    _do(connection, "RESET ROLE")


def let_back_in(connection: Connection, officer: Officer) -> bool:
    """Let somebody who has an account in a record that was put back be known to the server.

    Returns whether she can sign in with a password that this server knows already.
    """
    person = Person(officer.account, officer.name, officer.role.value, officer.port)
    _make_login(connection, person)
    become_owner(connection)
    _note_person(connection, person)
    _do(connection, "RESET ROLE")
    asked = text("SELECT rolcanlogin AND rolpassword <> '' FROM pg_authid WHERE rolname = :name")
    return bool(connection.scalar(asked, {"name": officer.account}))


def _make_login(connection: Connection, person: Person) -> None:
    login = quoted(connection, person.account)
    if not _is_there(connection, person.account):
        most = INTAKE_CONNECTIONS if person.role == INTAKE else CONNECTIONS
        _do(connection, f"CREATE ROLE {login} LOGIN CONNECTION LIMIT {most}")
    _do(connection, f"GRANT {group_of(person)} TO {login}")
    for name, value in (*_SETTINGS, ("temp_file_limit", _FILES)):
        _do(connection, f"ALTER ROLE {login} SET {name} = '{value}'")


def _note_person(connection: Connection, person: Person) -> None:
    values = {**dataclasses.asdict(person), "login": person.account, "active": 1, "until": ""}
    connection.execute(PERSON.insert().values(**values))


def set_password(connection: Connection, account: str, password: str) -> None:
    """Give a person another password."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, ServerConnection):
        raise TypeError("This needs a connection to PostgreSQL.")
    verifier = raw.pgconn.encrypt_password(
        password.encode(), account.encode(), b"scram-sha-256"
    ).decode()
    _do(connection, f"ALTER ROLE {quoted(connection, account)} PASSWORD '{verifier}'")


def shut_out(connection: Connection, account: str) -> None:
    """Let a person sign in no more; what she wrote stays."""
    _do(connection, f"ALTER ROLE {quoted(connection, account)} NOLOGIN")
    become_owner(connection)
    connection.execute(PERSON.update().where(PERSON.c.login == account).values(active=0))
    _do(connection, "RESET ROLE")
    connection.execute(_END, {"name": account})


def let_in_again(connection: Connection, account: str) -> int:
    """Let a person sign in as before she was shut out; a word that she had not used is one still.

    Who was shut out beside a record that was put back since is known to it, and shut out of the
    server alone: both are undone. Returns how she stands (``active`` of `PERSON`).
    """
    _do(connection, f"ALTER ROLE {quoted(connection, account)} LOGIN")
    become_owner(connection)
    before = case((PERSON.c.until == "", 1), else_=2)
    out = (PERSON.c.login == account) & (PERSON.c.active == 0)
    connection.execute(PERSON.update().where(out).values(active=before))
    stands = select(PERSON.c.active).where(PERSON.c.login == account)
    active: int = connection.execute(stands).scalar_one()
    _do(connection, "RESET ROLE")
    return active


def give_word(connection: Connection, account: str, word: str, until: str) -> None:
    """Let a person sign in with a word, for choosing a password of her own and nothing else."""
    set_password(connection, account, word)
    become_owner(connection)
    waiting = PERSON.update().where(PERSON.c.login == account).values(active=2, until=until)
    connection.execute(waiting)
    body = sealed_payload({"hash_digest": "", "until": until, "name_tag": ""})
    values = {"kind": LineKind.WORD_RESET.value, "subject": account, "body": body}
    seq = connection.scalar(_NOTE, values)
    connection.execute(ACCOUNT.update().where(ACCOUNT.c.account == account).values(seq=seq))
    _do(connection, "RESET ROLE")
    connection.execute(_END, {"name": account})


def become_owner(connection: Connection) -> None:
    """Act as the owner of the record until the transaction ends or the role is set back."""
    _do(connection, f"SET LOCAL ROLE {OWNER}")
    _do(connection, f"SET LOCAL search_path = {SCHEMA}")


def _write_account(connection: Connection, person: Person) -> None:
    officer = Officer(person.account, person.name, Role(person.role), person.port)
    said = plain(officer)
    body = sealed_payload({"officer": said, "hash_digest": ""})
    written = connection.scalar(
        _NOTE,
        {"kind": LineKind.ACCOUNT_ADDED.value, "subject": person.account, "body": body},
    )
    connection.execute(
        text("INSERT INTO account (account, body, hash_digest, seq) VALUES (:a, :b, '', :s)"),
        {"a": person.account, "b": canonical(said), "s": written},
    )


def _is_there(connection: Connection, name: str) -> bool:
    asked = text("SELECT true FROM pg_roles WHERE rolname = :name")
    return bool(connection.scalar(asked, {"name": name}))


def _do(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)
