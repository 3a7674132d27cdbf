"""Whether a server's record is whole: its chains, its decisions, and whose turn it was."""

from __future__ import annotations

import json

from app.record.chain import Line
from app.record.coding import digest
from tests.services.agency import Agency

_LINES = (
    "SELECT chain, place, seq, at, actor, kind, subject, payload_digest, previous, hash, body "
    "FROM line JOIN chained USING (seq) JOIN payload ON digest = payload_digest "
    "ORDER BY chain, place"
)


def broken_line(agency: Agency) -> str:
    """Return where a chain breaks; empty when every line of every chain is in its place."""
    ends: dict[str, tuple[int, str]] = {}
    for chain, place, *fields, written, body in agency.rows(_LINES):
        length, before = ends.get(chain, (0, ""))
        line = Line(*fields)
        right = (place, line.previous, line.hash) == (length + 1, before, written)
        if not right or line.payload_digest != digest(body):
            return f"place {place} of chain {chain!r}"
        ends[chain] = (place, written)
    kept = agency.rows("SELECT chain, length, hash FROM chain")
    return "" if {name: (length, end) for name, length, end in kept} == ends else "an end"


def claimed_twice(agency: Agency) -> list[str]:
    """Return the items that were given to somebody while another's turn ran."""
    rows = agency.rows(
        "SELECT subject, kind, actor, at, body FROM line JOIN payload ON digest = payload_digest "
        "WHERE kind IN ('claimed', 'handed_back', 'decided') ORDER BY seq"
    )
    turn: dict[str, tuple[str, str]] = {}
    found = []
    for item, kind, actor, at, body in rows:
        holder, until = turn.get(item, ("", ""))
        if kind != "claimed":
            turn.pop(item, None)
            continue
        if holder not in ("", actor) and at < until:
            found.append(item)
        turn[item] = (actor, json.loads(body)["body"]["until"])
    return found
