"""The marks of the item on the desk as the officer left them, whatever the record knows yet."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable

from app.domain.mark import Mark, MarkAct


@dataclasses.dataclass(frozen=True, slots=True)
class Ticket:
    """One act on its way to the record."""

    number: int
    act: MarkAct


class MarksAtHand:
    """What is on record, with every act on top that has not come back from there.

    An act goes through three hands: on its way, written, and read again. Until it is read again it
    is shown from here, so that nothing on screen jumps back while the record is being written.
    """

    def __init__(self, recorded: Iterable[Mark] = (), last_number: int = 0) -> None:
        self._recorded = {mark.mark_id: mark for mark in recorded}
        self._last = max([last_number, *(mark.number for mark in self._recorded.values())])
        self._numbers = {mark.mark_id: mark.number for mark in self._recorded.values()}
        self._tickets = itertools.count(1)
        self._on_way: list[Ticket] = []
        self._written: set[int] = set()
        self._refused: set[int] = set()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks as they are on screen, by number."""
        found = dict(self._recorded)
        for ticket in self._on_way:
            _apply(found, ticket.act)
        return tuple(sorted(map(self._numbered, found.values()), key=lambda mark: mark.number))

    @property
    def unsaved(self) -> frozenset[str]:
        """Identities of marks that are not known to be on record as they are on screen."""
        return frozenset(
            ticket.act.mark.mark_id for ticket in self._on_way if ticket.number not in self._written
        )

    @property
    def settled(self) -> bool:
        """Whether every act is on record, or noted as refused."""
        return all(t.number in self._written | self._refused for t in self._on_way)

    def put(self, act: MarkAct) -> Ticket:
        """Take up an act; a mark that is new gets a number that no mark of the item had."""
        mark = act.mark
        if mark.mark_id not in self._numbers:
            self._last += 1
            self._numbers[mark.mark_id] = self._last
        ticket = Ticket(next(self._tickets), _both(act, self._numbers[mark.mark_id]))
        self._on_way.append(ticket)
        return ticket

    def written(self, ticket: Ticket, kept: object) -> None:
        """Take note that an act is on record; `kept` is the mark as it read back."""
        self._written.add(ticket.number)
        if isinstance(kept, Mark):
            self._numbers[kept.mark_id] = kept.number
            self._last = max(self._last, kept.number)

    def refused(self, ticket: Ticket) -> None:
        """Take note that a rule keeps an act from the record; it stays on screen, unsaved."""
        self._refused.add(ticket.number)

    def withdraw(self, ticket: Ticket) -> None:
        """Take an act back that is not to be: the mark stands as it did before."""
        self._on_way = [one for one in self._on_way if one.number != ticket.number]

    def reading(self) -> frozenset[int]:
        """The acts that a reading of the record which begins now will show."""
        return frozenset(self._written)

    def read(self, marks: Iterable[Mark], seen: frozenset[int]) -> tuple[MarkAct, ...]:
        """Take over what the record holds.

        Parameters
        ----------
        marks
            The item's marks on record.
        seen
            What `reading` returned before they were read.

        Returns
        -------
        Acts that the record should show and does not: what is on screen is not what is kept.
        """
        recorded = {mark.mark_id: mark for mark in marks}
        later = {t.act.mark.mark_id for t in self._on_way if t.number not in seen}
        last = {t.act.mark.mark_id: t.act for t in self._on_way if t.number in seen}
        self._on_way = [ticket for ticket in self._on_way if ticket.number not in seen]
        self._written -= seen
        self._recorded = recorded
        self._numbers.update({mark.mark_id: mark.number for mark in recorded.values()})
        return tuple(
            MarkAct(recorded.get(mark_id), act.after)
            for mark_id, act in last.items()
            if mark_id not in later and not self._as_on_screen(act, recorded.get(mark_id))
        )

    def _as_on_screen(self, act: MarkAct, recorded: Mark | None) -> bool:
        if act.after is None or recorded is None:
            return act.after is recorded
        return self._numbered(act.after) == recorded

    def _numbered(self, mark: Mark) -> Mark:
        number = self._numbers.get(mark.mark_id, mark.number)
        return mark if number == mark.number else dataclasses.replace(mark, number=number)


def _apply(found: dict[str, Mark], act: MarkAct) -> None:
    if act.after is None:
        found.pop(act.mark.mark_id, None)
    else:
        found[act.after.mark_id] = act.after


def _both(act: MarkAct, number: int) -> MarkAct:
    """Give both sides of an act the mark's number."""
    return MarkAct(
        *(side and dataclasses.replace(side, number=number) for side in (act.before, act.after))
    )
