"""The segment groups of a message as a table, and the walk over a message by it.

A table is text: one line a group, its trigger first, then the segments that belong to it; deeper
indentation is a group inside. Order and number within a group are not enforced, because real
messages keep neither. A segment that the table does not know stays with the nearest trigger before
it and is reported once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from app.domain.words import say
from app.shipments.edi.source import Faults
from app.shipments.edi.syntax import Segment

D = TypeVar("D")
Handler = Callable[[D, Segment, int], None]


Move = tuple[Handler[D], "Moves[D]", str]
"""What takes a segment; where tags lead from the group that it belongs to; that group's trigger."""
Moves = Mapping[str, Move[D]]


class Group(Generic[D]):
    """One group of a table."""

    __slots__ = ("inner", "members", "moves", "parent", "path", "trigger")

    def __init__(self, trigger: str, members: list[str], parent: Group[D] | None) -> None:
        self.trigger = trigger
        self.members = members
        self.parent = parent
        self.inner: list[Group[D]] = []
        self.path: str = trigger if parent is None else f"{parent.path}/{trigger}"
        self.moves: dict[str, Move[D]] = {}


def compile_tree(table: str, handlers: Mapping[str, Handler[D] | None]) -> Moves[D]:
    """Turn a table into the moves from its outermost group.

    Parameters
    ----------
    handlers
        What takes each segment, None for nothing: by path such as ``UNH/CNI/RFF/NAD``, or by tag
        alone for every place that has no handler of its own.
    """
    groups: list[Group[D]] = _groups(table)
    for group in groups:
        for tag in {tag for other in groups for tag in (other.trigger, *other.members)}:
            target = _target(group, tag)
            if target is not None:
                path = target.path if target.trigger == tag else f"{target.path}/{tag}"
                group.moves[tag] = (
                    handlers.get(path, handlers.get(tag)) or _leave,
                    target.moves,
                    target.trigger,
                )
    return groups[0].moves


def walk(root: Moves[D], segments: Iterable[Segment], draft: D, faults: Faults) -> None:
    """Hand every segment to what takes it, in the order in which they stand."""
    moves, trigger = root, "-"
    told: set[str] = set()
    for number, segment in enumerate(segments, 1):
        try:
            handler, moves, trigger = moves[segment[0]]
        except KeyError:
            _report(segment[0], trigger, number, told, faults)
        else:
            handler(draft, segment, number)


def _leave(draft: object, segment: Segment, n: int) -> None:
    """Pass over a segment that gives no value."""
    del draft, segment, n


def _groups(table: str) -> list[Group[D]]:
    groups: list[Group[D]] = []
    open_groups: list[tuple[int, Group[D]]] = []
    for line in filter(str.strip, table.splitlines()):
        depth = len(line) - len(line.lstrip())
        while open_groups and open_groups[-1][0] >= depth:
            open_groups.pop()
        parent = open_groups[-1][1] if open_groups else None
        trigger, *members = line.split()
        group: Group[D] = Group(trigger, members, parent)
        if parent is not None:
            parent.inner.append(group)
        groups.append(group)
        open_groups.append((depth, group))
    return groups


def _target(group: Group[D], tag: str) -> Group[D] | None:
    """Return the group that holds the tag next: the same, one inside it, or one further out."""
    at: Group[D] | None = group
    while at is not None:
        if tag in at.members or (at.parent is None and tag == at.trigger):
            return at
        found = _inside(at, tag)
        if found is not None:
            return found
        at = at.parent
    return None


def _inside(group: Group[D], tag: str) -> Group[D] | None:
    """Return the nearest group inside that the tag opens; triggers between may be missing."""
    level = group.inner
    while level:
        for inner in level:
            if inner.trigger == tag:
                return inner
        level = [deeper for inner in level for deeper in inner.inner]
    return None


def _report(tag: str, trigger: str, number: int, told: set[str], faults: Faults) -> None:
    if tag not in told:
        told.add(tag)
        faults.warn(
            say(
                "Segment {tag} is not known in this place; it stays with {trigger} before it.",
                tag=tag[:12],
                trigger=trigger,
            ),
            number,
        )
