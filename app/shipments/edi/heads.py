"""The headers of a file's interchanges, groups and messages, for those who answer it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from app.shipments.edi.envelopes import Envelopes
from app.shipments.edi.syntax import Cut, Segment

LONGEST_HEADER = 400
"""Bytes of a message that hold its header."""


@dataclasses.dataclass(slots=True)
class Group:
    """Messages of one group, or of an interchange that has none."""

    header: Segment | None
    kinds: set[str] = dataclasses.field(default_factory=set)
    count: int = 0
    marked: dict[int, Segment] = dataclasses.field(default_factory=dict)
    """Headers of the messages that were asked for, by their number in the file."""


@dataclasses.dataclass(slots=True)
class Exchange:
    """One interchange."""

    header: Segment
    groups: list[Group] = dataclasses.field(default_factory=list)


def exchanges_of(file: Envelopes, marked: Collection[int]) -> list[Exchange]:
    """Return the interchanges of a file that hold a message, with the headers of `marked`."""
    found: list[Exchange] = []

    def watch(at: Envelopes, number: int, data: bytes) -> None:
        if at.interchange is None:
            return
        if not found or found[-1].header is not at.interchange:
            found.append(Exchange(at.interchange))
        groups = found[-1].groups
        if not groups or groups[-1].header is not at.group:
            groups.append(Group(at.group))
        header = Cut(data[:LONGEST_HEADER].decode("latin-1"), at.syntax)[0]
        groups[-1].count += 1
        groups[-1].kinds.add(header[2 if header[0] == "UNH" else 1].split(":", 1)[0].strip())
        if number in marked:
            groups[-1].marked[number] = header

    file.watch = watch
    for _ in file.read():
        # Faults were told when the file was read first.
        continue
    return found
