"""Whether a server's record is whole: its chains, its decisions, and whose turn it was."""

from __future__ import annotations

import collections
import json
from collections.abc import Iterable, Mapping
from typing import Any

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


_DECIDED = (
    "SELECT body::json #>> '{body,recommendation_id}', subject, actor FROM line "
    "JOIN payload ON digest = payload_digest WHERE kind = 'decided' ORDER BY seq"
)
_CLAIMED = "SELECT subject, actor, count(*) FROM line WHERE kind = 'claimed' GROUP BY 1, 2"


def told_otherwise(agency: Agency, told: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what officers were told that is not on record once, as they were told it.

    Parameters
    ----------
    told
        `what` was told (`claimed`, `decided`), of which `item`, to whom (`by`); a decision's
        `name`.
    """
    lines = [*told]
    found = []
    decided = agency.rows(_DECIDED)
    names = collections.Counter(name for name, *_ in decided)
    items = collections.Counter(item for _, item, _ in decided)
    found += [f"decision {name}: {count} lines" for name, count in names.items() if count > 1]
    found += [f"item {item}: {count} decisions" for item, count in items.items() if count > 1]
    stands = {name: (item, actor) for name, item, actor in decided}
    rows = {name for (name,) in agency.rows("SELECT recommendation_id FROM decision")}
    for one in (one for one in lines if one["what"] == "decided"):
        if stands.get(one["name"]) != (one["item"], one["by"]) or one["name"] not in rows:
            found.append(f"decision {one['name']} is lost")
    given = {(item, actor): count for item, actor, count in agency.rows(_CLAIMED)}
    claims = collections.Counter(
        (one["item"], one["by"]) for one in lines if one["what"] == "claimed"
    )
    for claim, count in claims.items():
        if given.get(claim, 0) < count:
            found.append(f"claim {claim} is lost")
    return found
