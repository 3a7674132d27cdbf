"""A record on a server with people of every role and things to review, for the tests."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import itertools
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import tuple_row
from sqlalchemy import create_engine, insert

from app.domain.decision import Kind, Recommendation, SeenScan, Times, Urgency
from app.domain.officer import Officer, Role
from app.record.chain import sealed_payload
from app.record.coding import canonical, plain
from app.record.server.install import install
from app.record.server.roles import Person, add_person, become_owner, prepare
from app.record.tables import ENTRY, IMAGE, ITEM, LINK, REPORT, SCAN, SHIPMENT
from tests.services.postgres import Cluster

HERE, ELSEWHERE = "0809", "0453"
PEOPLE = (
    Person("tremblay", "A. Tremblay", "officer", HERE),
    Person("singh", "B. Singh", "officer", HERE),
    Person("roy", "C. Roy", "officer", ELSEWHERE),
    Person("chen", "D. Chen", "supervisor", ""),
    Person("okafor", "E. Okafor", "supervisor", HERE),
    Person("evans", "F. Evans", "evaluator", HERE),
    Person("dubois", "G. Dubois", "port_officer", HERE),
    Person("martin", "H. Martin", "administrator", ""),
    Person("intake", "Intake", "intake", ""),
)
VIEWS = ("top", "side")
_CAME = itertools.count(-(2**31) + 1)
_AT = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True, slots=True)
class Agency:
    """A database with a record, and the passwords of its people."""

    cluster: Cluster
    database: str
    password: str
    """Of everybody: nobody else can reach this server."""

    @contextmanager
    def signed_in(self, login: str, **options: Any) -> Iterator[psycopg.Connection]:
        """Connect as a person; every statement is a transaction of its own."""
        parts = self.cluster.parts(login, self.password, self.database)
        with psycopg.connect(**parts, autocommit=True, **options) as connection:
            yield connection

    @contextmanager
    def owned(self) -> Iterator[psycopg.Connection]:
        """Connect as the server's superuser, looking at the record."""
        parts = self.cluster.superuser(self.database)
        with psycopg.connect(**parts, autocommit=True) as connection:
            connection.execute("SET search_path = prescreen")
            yield connection

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask as the superuser."""
        with self.owned() as connection, connection.cursor(row_factory=tuple_row) as cursor:
            return cursor.execute(query, values).fetchall()

    def let_in(self) -> None:
        """Give everybody the password of this agency."""
        with psycopg.connect(**self.cluster.superuser(), autocommit=True) as connection:
            for person in PEOPLE:
                connection.execute(f"ALTER ROLE {person.account} PASSWORD '{self.password}'")

    def put_items(self, items: Mapping[str, str], *, hours: float = 4.0) -> None:
        """Let items wait, each with two views, a report and a shipment: item to port."""
        engine = create_engine(self.url())
        with engine.begin() as connection:
            become_owner(connection)
            made: dict[Any, list[dict[str, Any]]] = {}
            for number, (item, port) in enumerate(items.items()):
                eta = _AT + dt.timedelta(hours=hours, minutes=number)
                for table, rows in _rows(item, port, eta).items():
                    made.setdefault(table, []).extend(rows)
            for table, rows in made.items():
                connection.execute(insert(table), rows)
        engine.dispose()

    def url(self, login: str = "") -> str:
        """Return the address for SQLAlchemy, of the superuser unless somebody is named."""
        if login:
            return self.cluster.url(login, self.password, self.database)
        return self.cluster.url("postgres", self.cluster.password, self.database)


def make_agency(cluster: Cluster, people: Iterable[Person] = PEOPLE) -> Agency:
    """Lay out a record in a new database, with its people."""
    agency = Agency(cluster, f"agency_{secrets.token_hex(4)}", "correct horse battery staple")
    with psycopg.connect(**cluster.superuser(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {agency.database} TEMPLATE template0")
    engine = create_engine(agency.url())
    with engine.begin() as connection:
        prepare(connection)
        install(connection)
        for person in people:
            add_person(connection, person, agency.password)
    engine.dispose()
    with psycopg.connect(**cluster.superuser(agency.database), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS stranger")
        connection.execute(f"CREATE ROLE stranger LOGIN PASSWORD '{agency.password}'")
    return agency


def digest_of_image(item: str, view: str) -> str:
    """Return the digest of the only image of a view."""
    return hashlib.sha256(f"{item} {view}".encode()).hexdigest()


def _rows(item: str, port: str, eta: dt.datetime) -> dict[Any, list[dict[str, Any]]]:
    scan, cargo = f"S-{item}", f"8000{item}"
    # Before every line that people write: what arrived, arrived before it was looked at.
    came = {"seq": next(_CAME)}
    at = eta.isoformat(timespec="microseconds")
    report = {"report_id": f"R-{item}", "findings": [{"finding_id": f"R-{item}/1"}]}
    entry = {"mode": "highway", "port": port, "equipment": "", "goods": "", "pieces": None}
    return {
        ITEM: [{"item_id": item, "received_at": at, "joined_into": "", **came}],
        SCAN: [{"scan_id": scan, "item_id": item, "body": "{}", **came}],
        IMAGE: [
            {"sha256": digest_of_image(item, view), "scan_id": scan, "view": view, "energy": "high"}
            | {"body": "{}", **came}
            for view in VIEWS
        ],
        SHIPMENT: [
            {"shipment_id": cargo, "digest": f"D-{item}", "version": 1, "newest": 1, **came}
            | {"body": canonical({"conveyance": {"fpoa": port}})}
        ],
        LINK: [
            {"scan_id": scan, "shipment_id": cargo, "link_class": "STRONG", **came}
            | {"body": canonical({"version": 1})}
        ],
        REPORT: [
            {"report_id": f"R-{item}", "scan_id": scan, "view": "top", "state": "flagged"}
            | {"findings": 1, "strongest": 0.5, "newest": 1, "body": canonical(report), **came}
        ],
        ENTRY: [
            {"item_id": item, "received_at": at, "eta": at, "gross_kg": None, "screening": None}
            | {"flagged": 1, "energies": 1, "strongest": 0.5, "outcome": "", **entry, **came}
        ],
    }


def officer_of(account: str) -> Officer:
    """Return a person as the program knows her."""
    person = next(one for one in PEOPLE if one.account == account)
    return Officer(person.account, person.name, Role(person.role), person.port)


def recommendation(item: str, account: str, **changed: Any) -> Recommendation:
    """Return a referral of an item that was looked at, ready to be signed."""
    now = dt.datetime.now(dt.UTC)
    officer = officer_of(account)
    scan = f"S-{item}"
    seen = tuple(
        SeenScan(
            scan, view, (digest_of_image(item, view),), full_extent=True, dwell_s=4.0, tools=()
        )
        for view in VIEWS
    )
    values: dict[str, Any] = {
        "recommendation_id": secrets.token_hex(8),
        "supersedes": "",
        "item_id": item,
        "kind": Kind.REFER_FOR_EXAM,
        "scope": "shipment",
        "subjects": (f"8000{item}",),
        "shipment_digests": (f"D-{item}",),
        "scans": seen,
        "link_classes": {scan: "STRONG"},
        "reasons": ("ANOMALY",),
        "regions": (),
        "exam": None,
        "exam_port": officer.port,
        "exam_place": "",
        "urgency": Urgency.ROUTINE,
        "confidence": 4,
        "note": "A dense object behind the cartons.",
        "acknowledged": (),
        "notices": (),
        "model": (),
        "times": Times(now, now, now, now, 12.5, 14.0, None, None),
        "officer": account,
        "role": officer.role.value,
        "workstation": "W1",
        "authority": "D3-4-2",
        "program_version": "0.1.0",
        "unit": officer.port,
        "valid_until": now + dt.timedelta(days=30),
    }
    return Recommendation(**{**values, **changed})


def said(body: object) -> str:
    """Return a payload's text as a client sends it."""
    return sealed_payload(plain(body))
