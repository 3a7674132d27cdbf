"""What came in before there were filings, and comes again with its file: it counts as taken.

Such a record holds each shipment of a JSON file as it was read, and nothing of the file. Taken in
again, the file would be news: another version with no difference, or an old one in the place of a
newer one.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from app.domain.filing import Filing
from app.domain.shipment import Function, Shipment
from app.record.chain import LineKind
from app.record.filing_tables import MENTION
from app.record.filing_text import filing_from, identity_of, tree_of
from app.record.parts import parts_of
from app.record.tables import LINE, PAYLOAD
from app.shipments.json_form import SCHEMA
from app.shipments.lifecycle import RECORDS, Part, filing_of, number_form


@dataclasses.dataclass(frozen=True, slots=True)
class _Line:
    """One shipment of before, as it was filed."""

    filing: Filing
    newest: bool
    """Whether nothing was filed under its key since."""


def taken_before(connection: Connection, filings: Sequence[Filing]) -> frozenset[int]:
    """Return the places of the filings that are on record from before there were filings.

    Such a line says the same, and came from a file of that name, or nothing came after it: what
    somebody sends again to go back to an earlier state is news.
    """
    wanted = {
        place: filing
        for place, filing in enumerate(filings)
        if filing.origin.form == SCHEMA and filing.kind in RECORDS
    }
    lines = _lines(connection, {number_form(filing.key) for filing in wanted.values()})
    return frozenset(
        place
        for place, filing in wanted.items()
        if any(_again(filing, line) for line in lines.get(number_form(filing.key), ()))
    )


def _again(filing: Filing, line: _Line) -> bool:
    known = line.filing
    if (known.kind, known.function) != (filing.kind, filing.function):
        return False
    same_file = known.origin.file == filing.origin.file
    if filing.function is Function.DELETE:
        # A Delete says nothing but its key: what came of that file stands, as long as it stands.
        return same_file and line.newest
    if not isinstance(filing.body, Shipment) or not (same_file or line.newest):
        return False
    return identity_of(tree_of(filing_of(filing.body))) == identity_of(tree_of(known))


def _lines(connection: Connection, keys: set[str]) -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = {}
    for number, kind, body, newest in _filed(connection, sorted(keys)):
        if kind == LineKind.SHIPMENT_ADDED.value:
            filing = filing_from(json.loads(body)["body"])
            found.setdefault(number, []).append(_Line(filing, newest))
    return found


def _filed(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield key, kind and text of each line that files something under a key, and if it is last."""
    query = (
        select(MENTION.c.number, MENTION.c.seq, LINE.c.kind, PAYLOAD.c.body)
        .join(LINE, LINE.c.seq == MENTION.c.seq)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(MENTION.c.part == Part.KEY.value)
        .order_by(MENTION.c.seq)
    )
    for some in parts_of(keys):
        rows = connection.execute(query.where(MENTION.c.number.in_(some))).all()
        last = {row.number: row.seq for row in rows}
        for row in rows:
            yield row.number, row.kind, row.body, last[row.number] == row.seq
