"""What decisions are bound to, held against the record: many decisions at a time."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, select

from app.domain.words import phrase, say
from app.record.parts import parts_of
from app.record.staleness import decided_in
from app.record.tables import DECISION, IMAGE, REPORT, SHIPMENT
from app.record.trust import Trouble

_NO_IMAGE = phrase("The decision of line {seq} is bound to an image that no line brings: {sha256}.")
_NO_VERSION = phrase(
    "The decision of line {seq} is bound to a version of the data that no line brings: {sha256}."
)
_NO_MODEL = phrase(
    "The decision of line {seq} names what a model said otherwise than the record: {report}."
)

_AT_ONCE = 5000
"""Decisions that are looked at together: for each such part the versions are read once."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Bound:
    """What one decision is bound to."""

    seq: int
    images: tuple[str, ...]
    versions: tuple[str, ...]
    models: tuple[tuple[str, str], ...]
    """Reports that were shown, each with the weights that the decision names."""


def unbound(connection: Connection, since: int) -> Trouble | None:
    """Return the first decision, from a line on, that is bound to what was not on record then."""
    query = (
        select(DECISION.c.seq, DECISION.c.body)
        .where(DECISION.c.seq >= since)
        .order_by(DECISION.c.seq)
        .execution_options(yield_per=_AT_ONCE)
    )
    for rows in connection.execute(query).partitions():
        trouble = _unbound(connection, [_bound(row.seq, json.loads(row.body)) for row in rows])
        if trouble is not None:
            return trouble
    return None


def _bound(seq: int, tree: Mapping[str, Any]) -> _Bound:
    made_on = decided_in(tree)
    models = tuple((shown["report_id"], shown["model_sha256"]) for shown in tree["model"])
    return _Bound(
        seq, tuple(sorted(made_on.images)), tuple(sorted(made_on.shipments - {""})), models
    )


def _unbound(connection: Connection, decisions: Sequence[_Bound]) -> Trouble | None:
    images = _brought(connection, IMAGE.c.sha256, {x for one in decisions for x in one.images})
    versions = _versions(connection, {x for one in decisions for x in one.versions})
    shown = {report for one in decisions for report, _ in one.models}
    reports = _brought(connection, REPORT.c.report_id, shown)
    weights = _weights(connection, shown)
    for one in decisions:
        seq = one.seq
        # What no line brings counts as brought too late.
        for sha256 in _late(one.images, images, seq):
            return Trouble(say(_NO_IMAGE, seq=seq, sha256=sha256), seq)
        for sha256 in _late(one.versions, versions, seq):
            return Trouble(say(_NO_VERSION, seq=seq, sha256=sha256), seq)
        for report, told in one.models:
            if reports.get(report, seq) >= seq or weights[report] != told:
                return Trouble(say(_NO_MODEL, seq=seq, report=report), seq)
    return None


def _late(asked: Iterable[str], lines: Mapping[str, int], seq: int) -> Iterator[str]:
    return (name for name in asked if lines.get(name, seq) >= seq)


def _brought(connection: Connection, key: Column[str], asked: Iterable[str]) -> dict[str, int]:
    """Return the lines that brought what is asked for, by its key."""
    query = select(key, key.table.c.seq)
    return {
        name: seq
        for some in parts_of(sorted(asked))
        for name, seq in connection.execute(query.where(key.in_(some)))
    }


def _versions(connection: Connection, asked: set[str]) -> dict[str, int]:
    """Return the lines that first brought versions of shipments, by their digests.

    All are read: an index leads to versions by shipment and digest, and a decision names digests.
    """
    found: dict[str, int] = {}
    for digest, seq in _all_versions(connection) if asked - {""} else ():
        if digest in asked:
            found[digest] = min(seq, found.get(digest, seq))
    return found


def _all_versions(connection: Connection) -> Iterator[tuple[str, int]]:
    query = select(SHIPMENT.c.digest, SHIPMENT.c.seq).execution_options(yield_per=_AT_ONCE)
    for rows in connection.execute(query).partitions():
        yield from map(tuple, rows)


def _weights(connection: Connection, asked: Iterable[str]) -> dict[str, str]:
    """Return the digests of the models that made reports, by report."""
    query = select(REPORT.c.report_id, REPORT.c.body)
    return {
        name: json.loads(body)["model_sha256"]
        for some in parts_of(sorted(asked))
        for name, body in connection.execute(query.where(REPORT.c.report_id.in_(some)))
    }
