"""What of a flight, train or truck has no image: it goes the normal way, and is never reviewed."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable


@dataclasses.dataclass(frozen=True, slots=True)
class Expected:
    """The shipments that a conveyance carries, and how many of them a scan shows (L2)."""

    total: int
    not_imaged: tuple[str, ...]
    """Numbers of the shipments that no scan shows, in the order of the report."""

    @property
    def imaged(self) -> int:
        """How many a scan shows."""
        return self.total - len(self.not_imaged)


def expected(aboard: Iterable[str], linked: Collection[str]) -> Expected:
    """Compare what is aboard with what scans were linked to.

    Parameters
    ----------
    aboard
        Numbers of the shipments that the conveyance report names.
    linked
        Numbers of the shipments that a scan is linked to, in any class but NONE and CONFLICT.
    """
    numbers = tuple(dict.fromkeys(aboard))
    return Expected(len(numbers), tuple(one for one in numbers if one not in linked))
