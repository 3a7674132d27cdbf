"""What is here of the items that the officer has opened: read while the record is away.

It holds what the record said last and, upon it, what the officer has done since. It is no second
record: it goes when the program ends, and what counts is in the outbox.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.decision import Draft, Recommendation
from app.domain.known import Known
from app.domain.mark import Mark
from app.domain.threat import Verdict
from app.domain.work import Item, ItemState, Link, QueueLine

MOST = 32
"""Items that are kept; the ones that were looked at longest ago go first."""


@dataclasses.dataclass(frozen=True, slots=True)
class Here:
    """One item as it is here."""

    item: Item
    known: Known = dataclasses.field(default_factory=Known)
    last_number: int = 0
    removed: Mapping[str, Mark] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Marks that were taken away, by mark_id."""


class Mirror:
    """Items by their identity, the one that was looked at last at the end."""

    def __init__(self) -> None:
        self._here: dict[str, Here] = {}
        self._called: dict[str, str] = {}
        self._lines: dict[str, tuple[QueueLine, ...]] = {}
        self.acts = 0
        """How often something changed here; what is shown is read again when it grows."""

    def here(self, item_id: str) -> Here | None:
        """Return an item by the name that it was asked by; None when it is not here."""
        return self._here.get(self._called.get(item_id, item_id))

    def held_by(self, account: str) -> frozenset[str]:
        """Return the items that an officer has claimed, by item_id."""
        items = (one.item for one in self._here.values())
        return frozenset(item.item_id for item in items if may_finish(item, account))

    def items(self) -> tuple[Item, ...]:
        """Return every item that is here, the one that was looked at last at the end."""
        return tuple(one.item for one in self._here.values())

    def keep(self, asked: str, item: Item) -> None:
        """Keep an item as the record gave it."""
        before = self._here.pop(item.item_id, None)
        self._called[asked] = item.item_id
        kept = Here(item) if before is None else dataclasses.replace(before, item=item)
        self._put(kept)
        while len(self._here) > MOST:
            del self._here[next(iter(self._here))]

    def keep_known(self, item_id: str, known: Known) -> None:
        """Keep what is on record around an item."""
        kept = self.here(item_id)
        if kept is not None:
            self._put(dataclasses.replace(kept, known=known))

    def keep_number(self, item_id: str, number: int) -> None:
        """Keep the highest number of the marks of an item."""
        kept = self.here(item_id)
        if kept is not None:
            self._put(dataclasses.replace(kept, last_number=number))

    def keep_lines(self, account: str, lines: tuple[QueueLine, ...]) -> None:
        """Keep the queue as an officer saw it."""
        self._lines[account] = lines

    def forget(self) -> None:
        """Forget everything: another officer sits down."""
        self._here.clear()
        self._called.clear()
        self._lines.clear()

    def lines(self, account: str) -> tuple[QueueLine, ...]:
        """Return the queue as an officer saw it, with what became of her own items since."""
        return tuple(self._with_outcome(line) for line in self._lines.get(account, ()))

    def _with_outcome(self, line: QueueLine) -> QueueLine:
        kept = self.here(line.item_id)
        if kept is None or kept.item.state is line.state:
            return line
        item = kept.item
        decided = item.state is ItemState.DECIDED and item.decisions
        outcome = item.decisions[-1].kind.value if decided else ""
        by = item.lease.officer if item.lease is not None else ""
        return dataclasses.replace(line, state=item.state, outcome=outcome, claimed_by=by)

    # --- acts ----------------------------------------------------------------------------------

    def mark(self, item_id: str, mark: Mark) -> None:
        """Draw a mark, change it, or bring it back."""
        kept = self._here[self._called.get(item_id, item_id)]
        others = [one for one in kept.item.marks if one.mark_id != mark.mark_id]
        marks = tuple(sorted((*others, mark), key=lambda one: (one.number, one.mark_id)))
        left = {name: one for name, one in kept.removed.items() if name != mark.mark_id}
        self._put(
            Here(
                dataclasses.replace(kept.item, marks=marks),
                kept.known,
                max(kept.last_number, mark.number),
                MappingProxyType(left),
            )
        )
        self.acts += 1

    def unmark(self, item_id: str, mark: Mark) -> None:
        """Take a mark away."""
        kept = self._here[self._called.get(item_id, item_id)]
        marks = tuple(one for one in kept.item.marks if one.mark_id != mark.mark_id)
        item = dataclasses.replace(kept.item, marks=marks)
        removed = MappingProxyType({**kept.removed, mark.mark_id: mark})
        self._put(dataclasses.replace(kept, item=item, removed=removed))
        self.acts += 1

    def change(self, item_id: str, **changes: object) -> None:
        """Change fields of an item."""
        kept = self._here[self._called.get(item_id, item_id)]
        # The names are those of `Item`: what calls this gives each its own type.
        self._put(dataclasses.replace(kept, item=_changed(kept.item, changes)))
        self.acts += 1

    def verdict(self, item: Item, finding_id: str, verdict: Verdict) -> None:
        """Give a verdict."""
        self.change(item.item_id, verdicts={**item.verdicts, finding_id: verdict})

    def acknowledge(self, item: Item, key: str, now: dt.datetime) -> None:
        """Take note of a notice."""
        keys = tuple(dict.fromkeys((*item.acknowledged, key)))
        at = MappingProxyType({**item.acknowledged_at, key: now})
        self.change(item.item_id, acknowledged=keys, acknowledged_at=at)

    def observe(self, item: Item, name: str, value: str) -> None:
        """Note what no message carries."""
        self.change(item.item_id, observed=MappingProxyType({**item.observed, name: value}))

    def seen(self, item: Item, view: tuple[str, str]) -> None:
        """Count a view as seen to its end."""
        self.change(item.item_id, viewed=tuple(dict.fromkeys((*item.viewed, view))))

    def shown(self, item: Item, view: tuple[str, str], *, readable: bool) -> None:
        """Count a view as on screen."""
        self.change(item.item_id, shown=MappingProxyType({**item.shown, view: readable}))

    def draft(self, item: Item, draft: Draft | None) -> None:
        """Keep a form as it is filled in."""
        self.change(item.item_id, draft=draft)

    def links(self, item: Item, said: Sequence[Link]) -> None:
        """Put links in the place of those between the same two."""
        new = {(link.scan_id, link.shipment_id): link for link in said}
        links = tuple(new.pop((one.scan_id, one.shipment_id), one) for one in item.links)
        self.change(item.item_id, links=(*links, *new.values()))

    def decide(self, item: Item, recommendation: Recommendation) -> None:
        """Close an item."""
        decisions = (*item.decisions, recommendation)
        state = ItemState.DECIDED
        self.change(item.item_id, decisions=decisions, state=state, lease=None, draft=None)

    def _put(self, here: Here) -> None:
        self._here[here.item.item_id] = here


def may_finish(item: Item, account: str) -> bool:
    """Whether an item is this officer's; a lease that ran out while she works alone still holds."""
    return item.lease is not None and item.lease.officer == account


def _changed(item: Item, changes: Mapping[str, object]) -> Item:
    values = {field.name: getattr(item, field.name) for field in dataclasses.fields(Item)}
    return Item(**{**values, **changes})
