"""A record in either home, and people and arrivals to put into it."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg

from app.domain.clock import Clock, system_clock
from app.domain.officer import Officer, Role
from app.record import HashCost, Record, SealKeys
from app.record.server.address import Address, address_of
from app.record.server.administering import Administration, Person
from tests.services.postgres import Cluster

PASSWORD = "seven owls on a frozen harbour"
PORT, ELSEWHERE = "0427", "0453"
TREMBLAY = Officer("tremblay", "A. Tremblay", Role.OFFICER, PORT)
SINGH = Officer("singh", "B. Singh", Role.OFFICER, PORT)
ROY = Officer("roy", "C. Roy", Role.SUPERVISOR)
FAR = Officer("farrell", "D. Farrell", Role.OFFICER, ELSEWHERE)
PEOPLE = (TREMBLAY, SINGH, ROY, FAR)
INTAKE = "intake"


class Home(Protocol):
    """A record that several programs use at once."""

    def intake(self) -> Record:
        """Return the record as the service that takes things in opens it."""

    def seat(self, officer: Officer) -> Record:
        """Return the record as a person's workstation has it, with her signed in."""


@dataclasses.dataclass(frozen=True, slots=True)
class FileHome:
    """A folder of this machine."""

    folder: Path
    stack: ExitStack

    def open(self) -> Record:
        """Open the record once more."""
        keys = SealKeys.of(self.folder, key_folder=self.folder.parent / "seal")
        cost = HashCost(memory_kib=8, passes=1, lanes=1)
        return self.stack.enter_context(
            Record.open(self.folder, keys=keys, clock=system_clock(), cost=cost)
        )

    def intake(self) -> Record:
        return self.open()

    def seat(self, officer: Officer) -> Record:
        record = self.open()
        record.sign_in(officer.account, PASSWORD)
        return record


@dataclasses.dataclass(frozen=True, slots=True)
class ServerHome:
    """A database of a server."""

    cluster: Cluster
    database: str
    folder: Path
    stack: ExitStack

    def address(self, login: str = "") -> Address:
        """Return where the record is."""
        who = f"{login}@" if login else ""
        text = f"postgresql://{who}localhost:{self.cluster.port}/{self.database}"
        return address_of(text, str(self.cluster.authority))

    def connect(self, clock: Clock | None = None) -> Record:
        """Return the record with nobody signed in."""
        opened = Record.connect(self.address(), self.folder, clock=clock or system_clock())
        return self.stack.enter_context(opened)

    def intake(self) -> Record:
        record = self.connect()
        record.enter(INTAKE, PASSWORD)
        return record

    def seat(self, officer: Officer) -> Record:
        record = self.connect()
        record.sign_in(officer.account, PASSWORD)
        return record

    def administration(self) -> Administration:
        """Return the record as whoever runs the database sees it."""
        return Administration(self.address("postgres"), self.cluster.password)


@contextmanager
def file_home(folder: Path, people: Sequence[Officer] = PEOPLE) -> Iterator[FileHome]:
    """Make a record in a folder, with people."""
    with ExitStack() as stack:
        home = FileHome(folder / "home", stack)
        record = home.open()
        for officer in people:
            record.add_account(officer, PASSWORD)
        yield home


@dataclasses.dataclass(frozen=True, slots=True)
class Laid:
    """A record on a server, laid out once with its people, of which each test gets a copy."""

    cluster: Cluster
    database: str

    @contextmanager
    def home(self, folder: Path) -> Iterator[ServerHome]:
        """Copy it; nobody works in the first one."""
        copy = f"home_{secrets.token_hex(4)}"
        with psycopg.connect(**self.cluster.superuser(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {copy} TEMPLATE {self.database}")
        with ExitStack() as stack:
            yield ServerHome(self.cluster, copy, folder, stack)


def lay_out(cluster: Cluster, people: Sequence[Officer] = PEOPLE) -> Laid:
    """Make a record on a server as `prescreen init` does, with people and the intake service."""
    laid = Laid(cluster, f"laid_{secrets.token_hex(4)}")
    with psycopg.connect(**cluster.superuser(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {laid.database} TEMPLATE template0")
    with ExitStack() as stack:
        administration = ServerHome(cluster, laid.database, Path(), stack).administration()
        administration.lay_out()
        persons = [Person(one.account, one.name, one.role.value, one.port) for one in people]
        for person in (*persons, Person(INTAKE, "Intake", "intake")):
            forget(cluster, person.account)
            administration.add(person, PASSWORD)
    return laid


def forget(cluster: Cluster, name: str) -> None:
    """Drop a role that other tests have made: roles are the whole server's, not a database's."""
    asked = "SELECT datname FROM pg_database WHERE datallowconn"
    with psycopg.connect(**cluster.superuser(), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
            return
        databases = [row[0] for row in connection.execute(asked)]
    for database in databases:
        with psycopg.connect(**cluster.superuser(database), autocommit=True) as connection:
            connection.execute(f"DROP OWNED BY {name}")
    with psycopg.connect(**cluster.superuser(), autocommit=True) as connection:
        connection.execute(f"DROP ROLE {name}")
