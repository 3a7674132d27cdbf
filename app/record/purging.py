"""Purging: what a line says goes, that it was said stays; two persons, and a certificate."""

from __future__ import annotations

import dataclasses
import json
import re
import uuid
from collections.abc import Collection, Iterator, Mapping, Set

from sqlalchemy import Connection, delete, select

from app.domain.errors import Refused
from app.domain.officer import Act, Officer
from app.domain.second import FourEyes
from app.domain.threat import ThreatDetectionReport
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import digest, value_of
from app.record.deliveries import forget_deliveries
from app.record.due import DueItem, due_filings, due_items
from app.record.kept import files_of_report
from app.record.parts import parts_of
from app.record.rebuilding import rebuilt
from app.record.seconds import Vouched, put_second
from app.record.settling import settle
from app.record.stubs import stub_of
from app.record.tables import DECISION, LINE, NOTICE, PAYLOAD
from app.record.writing import Writing
from app.shipments.lifecycle import number_form

_NOT_YOURS = phrase("{name} may not purge: the role {role} does not include it.")
_NOTHING = phrase("Nothing is due, so nothing was purged.")
OF_FILINGS = (LineKind.FILING_ADDED, LineKind.SHIPMENT_ADDED, LineKind.FILE_TAKEN)
"""Lines of what was filed, whose payload goes when nothing on record needs it any longer."""
_SHA = re.compile(r'"sha256":"([0-9a-f]{64})"')


@dataclasses.dataclass(frozen=True, slots=True)
class Purged:
    """What a certificate says."""

    purge_id: str
    at: str
    first: str
    second: str
    last_year: int
    """The last year of which something was purged."""
    items: tuple[str, ...]
    records: tuple[str, ...]
    """Numbers of what was filed and went."""
    decisions: tuple[str, ...]
    """Recommendations of which only kind, signer and times are left."""
    lines: int
    """Payloads that went; their digests stay in the chain."""
    files: tuple[str, ...]
    """Digests of kept files that go: pictures, messages, heat maps, measurements, reports."""


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """What is due and is not held."""

    last_year: int
    items: tuple[str, ...]
    numbers: frozenset[str]
    """Of what was filed."""
    lines: Mapping[int, tuple[str, str]]
    """Number of each line whose payload goes, to its kind and the digest of the payload."""
    files: frozenset[str]

    @property
    def digests(self) -> list[str]:
        """The payloads that go, in their order."""
        return sorted(told for _, told in self.lines.values())

    @property
    def digest(self) -> str:
        """What stands for this very list of payloads."""
        return digest("\n".join(self.digests))


def planned(connection: Connection, last_year: int) -> Plan:
    """Return what goes; `Refused` when nothing is due."""
    items = [item for item in due_items(connection, last_year) if not item.held]
    going = tuple(item.item_id for item in items)
    filed = due_filings(connection, last_year, going)
    lines = _lines(connection, items, filed.lines, filed.numbers)
    if not lines:
        raise Refused(say(_NOTHING))
    files = _files(connection, lines)
    lines |= _taken(connection, files)
    return Plan(last_year, going, filed.numbers, lines, frozenset(files))


def stubs(connection: Connection, plan: Plan) -> list[tuple[str, object]]:
    """Return the digest of each payload that goes, with what is left of it."""
    kinds = {told: kind for kind, told in plan.lines.values()}
    return [
        (told, {"stub": stub_of(kinds[told], json.loads(text)["body"])})
        for told, text in _bodies(connection, kinds)
    ]


def purged_of(connection: Connection, plan: Plan, who: tuple[str, str], at: str) -> Purged:
    """Return what a certificate says of a plan that was carried out by two persons."""
    return Purged(
        purge_id=str(uuid.uuid4()),
        at=at,
        first=who[0],
        second=who[1],
        last_year=plan.last_year,
        items=plan.items,
        records=tuple(sorted(plan.numbers)),
        decisions=tuple(sorted(_decisions(connection, plan.items))),
        lines=len(plan.lines),
        files=tuple(sorted(plan.files)),
    )


def require_purger(first: Officer) -> None:
    """Refuse whoever is no administrator."""
    if not first.may(Act.ADMINISTER):
        raise Refused(say(_NOT_YOURS, name=first.name, role=first.role))


def purge(writing: Writing, last_year: int, first: Officer, second: Vouched | None) -> Purged:
    """Take out of the record what is due, and write who did and what went.

    Raises
    ------
    Refused
        When nothing is due, or the first person is no administrator.
    SecondNeeded
        When nobody stands beside her.
    """
    require_purger(first)
    connection = writing.connection
    plan = planned(connection, last_year)
    other = put_second(writing, second, FourEyes.PURGE, first, "purge")
    said = stubs(connection, plan)
    writing.append_all(LineKind.PAYLOAD_PURGED, actor=first.account, said=said)
    for some in parts_of(plan.digests):
        connection.execute(delete(PAYLOAD).where(PAYLOAD.c.digest.in_(some)))
    connection.execute(delete(NOTICE).where(NOTICE.c.item_id.in_(plan.items)))
    forget_deliveries(connection, plan.items)
    with rebuilt(connection) as follows:
        settle(connection, follows)
    purged = purged_of(connection, plan, (first.account, other), writing.now.isoformat())
    writing.append(LineKind.PURGED, actor=first.account, subject=purged.purge_id, body=purged)
    return purged


def _decisions(connection: Connection, items: Collection[str]) -> Iterator[str]:
    for some in parts_of(sorted(items)):
        query = select(DECISION.c.recommendation_id).where(DECISION.c.item_id.in_(some))
        yield from connection.scalars(query)


def read_purges(connection: Connection) -> tuple[Purged, ...]:
    """Return every purge on record, oldest first."""
    query = (
        select(PAYLOAD.c.body)
        .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
        .where(LINE.c.kind == LineKind.PURGED.value)
        .order_by(LINE.c.seq)
    )
    return tuple(value_of(json.loads(body)["body"], Purged) for body in connection.scalars(query))


def _lines(
    connection: Connection, items: Collection[DueItem], filed: Set[int], numbers: Set[str]
) -> dict[int, tuple[str, str]]:
    found = {seq: told for item in items for seq, told in item.lines.items()}
    query = select(LINE.c.seq, LINE.c.kind, LINE.c.payload_digest, LINE.c.subject)
    of_data = query.where(LINE.c.kind.in_((LineKind.FILING_ADDED, LineKind.SHIPMENT_ADDED)))
    there = of_data.join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
    for seq, kind, told, subject in connection.execute(there):
        if seq in filed or (kind == LineKind.SHIPMENT_ADDED and number_form(subject) in numbers):
            found[seq] = (kind, told)
    return found


def _bodies(connection: Connection, digests: Collection[str]) -> Iterator[tuple[str, str]]:
    query = select(PAYLOAD.c.digest, PAYLOAD.c.body)
    for some in parts_of(sorted(digests)):
        yield from connection.execute(query.where(PAYLOAD.c.digest.in_(some)))


def _files(connection: Connection, lines: Mapping[int, tuple[str, str]]) -> set[str]:
    """Return the kept files that only these lines speak of."""
    kinds = {told: kind for kind, told in lines.values()}
    found: set[str] = set()
    for told, text in _bodies(connection, kinds):
        found |= _named(kinds[told], text)
    return found - _spoken_of(connection, lines, found)


def _named(kind: str, text: str) -> set[str]:
    """Return the kept files that a payload speaks of."""
    if kind == LineKind.REPORT_ADDED:
        report = value_of(json.loads(text)["body"], ThreatDetectionReport)
        return set(files_of_report(report))
    if kind == LineKind.IMAGE_ADDED:
        return {json.loads(text)["body"]["file"]["sha256"]}
    return set(_SHA.findall(text)) if kind == LineKind.FILING_ADDED else set()


def _spoken_of(
    connection: Connection, lines: Mapping[int, tuple[str, str]], asked: Set[str]
) -> set[str]:
    """Return which of some files other lines speak of that stay."""
    kinds = (LineKind.REPORT_ADDED, LineKind.IMAGE_ADDED, LineKind.FILING_ADDED)
    query = (
        select(LINE.c.seq, LINE.c.kind, PAYLOAD.c.body)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(LINE.c.kind.in_(kinds))
        .execution_options(yield_per=1000)
    )
    found: set[str] = set()
    for seq, kind, text in connection.execute(query):
        if seq not in lines:
            found |= asked & _named(kind, text)
    return found


def _taken(connection: Connection, files: Set[str]) -> dict[int, tuple[str, str]]:
    """Return the lines that say that these files of messages were taken in."""
    query = (
        select(LINE.c.seq, LINE.c.kind, LINE.c.payload_digest, PAYLOAD.c.body)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(LINE.c.kind == LineKind.FILE_TAKEN.value)
    )
    return {
        seq: (kind, told)
        for seq, kind, told, text in connection.execute(query)
        if json.loads(text)["body"]["sha256"] in files
    }
