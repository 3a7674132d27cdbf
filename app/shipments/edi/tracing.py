"""Reading a message a second time, to find where each value of one of its filings stands."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from app.domain.filing import Spot
from app.shipments.edi.bodies import units_of
from app.shipments.edi.draft import Bill, Draft, Fields
from app.shipments.edi.edifact_places import CONSIGNMENT
from app.shipments.edi.places import (
    Cursor,
    Entry,
    Note,
    Noting,
    NotingList,
    Place,
    Places,
    entries,
    holding,
    place_of,
    spots_of,
)
from app.shipments.edi.source import Faults, Message
from app.shipments.edi.syntax import Cut, Segment
from app.shipments.edi.tree import Moves, walk
from app.shipments.spots import LaterSpots


@dataclasses.dataclass(frozen=True, slots=True)
class Tracer:
    """How the values of one kind of message are found again.

    Attributes
    ----------
    root, draft
        What the message is read with.
    places
        Where each field stands in the segment that fills it.
    keys
        Segments and places that may hold the control number.
    function
        Tag of the segment that says what is done.
    """

    root: Moves[Any]
    draft: Callable[[Message, Callable[[], Fields]], Draft]
    places: Places
    keys: tuple[tuple[str, Place], ...]
    function: str

    def later(self, message: Message, bill: int, key: str) -> LaterSpots:
        """Return the spots of one filing, which are found when somebody asks.

        Parameters
        ----------
        bill
            Which cargo of the message it is, from 0.
        """
        return LaterSpots(functools.partial(self._find, message, bill, key))

    def _find(self, message: Message, place: int, key: str) -> Mapping[str, Spot]:
        cursor = Cursor()
        segments = list(Cut(message.text, message.syntax))
        again = dataclasses.replace(message, faults=Faults())
        draft = self.draft(again, functools.partial(Noting, cursor))
        walk(self.root, cursor.through(segments), draft, again.faults)
        bill = draft.bills[place] if draft.bills else draft.head
        found = [*self._own(segments, key)]
        given: Counter[tuple[str, int]] = Counter()
        for path, field, number in _entries(draft, bill, key, segments):
            segment = segments[number - 1]
            if self.places.get((segment[0], field)) == ():
                # The value was said elsewhere, and stands there.
                continue
            where = place_of(segment, field, self.places, given[field, number])
            given[field, number] += 1
            found.append((path, (number, where)))
        return spots_of(message.text, message.syntax, found)

    def _own(self, segments: list[Segment], key: str) -> Iterator[tuple[str, Note]]:
        """Yield where the number of the filing stands, and what is done to it."""
        for note in holding(segments, key, self.keys):
            yield "key", note
            break
        for number, segment in enumerate(segments, 1):
            if segment[0] == self.function:
                yield "function", (number, place_of(segment, "function", self.places))
                break


def _entries(draft: Draft, bill: Bill, key: str, segments: Sequence[Segment]) -> Iterator[Entry]:
    head = draft.head
    yield from entries("conveyance.", draft.conveyance)
    holders = (head,) if bill is head else (head, bill)
    for holder in holders:
        yield from entries("", holder.fields, leave=("references",))
    for place, (field, number) in enumerate(_references(holders, key, segments)):
        yield f"references[{place}]", field, number
    for index, line in enumerate(bill.lines):
        yield from _of_line(f"goods[{index}].", line)
    for index, unit in enumerate(units_of(draft, bill)):
        yield from entries(f"equipment[{index}].", unit)


def _references(
    holders: Sequence[Bill], key: str, segments: Sequence[Segment]
) -> Iterator[tuple[str, int]]:
    """Yield the field and the segment of each reference of a cargo, as it is kept."""
    for holder in holders:
        references = holder.fields.get("references")
        if isinstance(references, NotingList):
            said = zip(references, references.segments, strict=True)
            yield from (("references", number) for pair, number in said if pair[1] != key)
    bill = holders[-1]
    if bill.shared and bill.consignment not in ("", key):
        # Several cargoes stand under one consignment, whose number is none of theirs.
        for number, _ in holding(segments, bill.consignment, (("CNI", CONSIGNMENT),)):
            yield "references", number
            break
    seals = holders[0].fields.get("seals")
    if isinstance(seals, NotingList):
        # Of a cargo, seals that stand before any equipment are kept among its references.
        yield from (("seal.number", number) for number in seals.segments)


def _of_line(before: str, line: Fields) -> Iterator[Entry]:
    split = line.get("split")
    if isinstance(split, NotingList) and len(split) == 1:
        yield before + "equipment", "equipment", split.segments[0]
        yield from entries(before, line, leave=("split",))
    else:
        yield from entries(before, line)
