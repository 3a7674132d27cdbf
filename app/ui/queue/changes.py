"""What is different between two readings of the queue that nobody here has caused."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.domain.work import ItemState, QueueLine


@dataclasses.dataclass(frozen=True, slots=True)
class Differences:
    """Items by identity; decided ones are gone."""

    new: frozenset[str]
    gone: frozenset[str]
    changed: frozenset[str]

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.new or self.gone or self.changed)


def differences(
    before: Sequence[QueueLine], after: Sequence[QueueLine], account: str
) -> Differences:
    """Return what came, went, or reads otherwise.

    What the person herself has in hand is no news to her, nor is a lease that is prolonged.
    """
    was, now = _open(before), _open(after)
    changed = (
        item_id
        for item_id, line in now.items()
        if line != was.get(item_id, line)
        and line.claimed_by != account
        and _told(line) != _told(was[item_id])
    )
    mine = {line.item_id for line in before if line.claimed_by == account}
    return Differences(
        frozenset(now.keys() - was.keys()),
        frozenset(was.keys() - now.keys() - mine),
        frozenset(changed) - mine,
    )


def _open(lines: Sequence[QueueLine]) -> dict[str, QueueLine]:
    return {line.item_id: line for line in lines if line.state is not ItemState.DECIDED}


def _told(line: QueueLine) -> QueueLine:
    return dataclasses.replace(line, claimed_until=None)
