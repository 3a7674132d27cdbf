"""One item's lines on a server, with what ties each to the signed head of its chain."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from app.record.cases import Case, lines_of, read_lines
from app.record.heads import DayHead
from app.record.keys import SealKeys
from app.record.parts import parts_of
from app.record.server import heads
from app.record.server.tables import CHAINED
from app.record.tree import paths


def read_case(connection: Connection, keys: SealKeys, item_id: str, today: dt.date) -> Case:
    """Return everything that is on record about an item, to be verified elsewhere.

    Its lines stand in the chains of its port, of what was taken in, and of what has no port. Each
    leads to the head of the first day that holds all lines of the case in that chain; to the
    present head where that day is not over.

    Parameters
    ----------
    connection
        That sees the whole record, which was proved just now.
    """
    numbers = sorted(lines_of(connection, item_id))
    stands = _stands(connection, numbers)
    of_chain: dict[str, list[int]] = defaultdict(list)
    for chain, place in stands.values():
        of_chain[chain].append(place)
    made = tuple(
        _head(connection, chain, max(places), today).signed_with(keys)
        for chain, places in sorted(of_chain.items())
    )
    led = {
        (head.chain, place): path
        for head in made
        for place, path in _paths(connection, head, of_chain[head.chain or ""]).items()
    }
    lines = tuple(
        {
            **line,
            "chain": stands[line["seq"]][0],
            "place": stands[line["seq"]][1],
            "path": list(led[stands[line["seq"]]]),
        }
        for line in read_lines(connection, numbers)
    )
    said = [[head.chain, head.lines] for head in made], [list(stands[seq]) for seq in numbers]
    signatures = tuple(
        keys.signature("case of chains", [made[0].record, item_id, files, *said])
        for files in (False, True)
    )
    return Case(item_id, made, lines, (signatures[0], signatures[1]))


def _stands(connection: Connection, numbers: Sequence[int]) -> Mapping[int, tuple[str, int]]:
    """Return chain and place of lines, by their numbers."""
    found: dict[int, tuple[str, int]] = {}
    for some in parts_of(numbers):
        rows = connection.execute(select(CHAINED).where(CHAINED.c.seq.in_(some)))
        found.update({row.seq: (row.chain, row.place) for row in rows})
    return found


def _head(connection: Connection, chain: str, last: int, today: dt.date) -> DayHead:
    days = heads.day_heads(connection, chain, today)
    covering = next((head for head in days if head.lines >= last), None)
    return covering or heads.head_now(connection, chain, today)


def _paths(
    connection: Connection, head: DayHead, places: Collection[int]
) -> Mapping[int, Sequence[str]]:
    """Return the digests that lead from places of a chain to the root of its head."""
    chain = heads.hashes(connection, head.chain or "")
    leaves = [line_hash for place, _, line_hash in chain if place <= head.lines]
    found = paths(leaves, [place - 1 for place in places])
    return {place + 1: path for place, path in found.items()}
