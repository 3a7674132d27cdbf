"""Which papers a declared figure is taken from, where a master and its house bills are here."""

from __future__ import annotations

from app.domain.notice import BILLS_SUMMED, MASTER_ALONE
from app.domain.words import Sentence, phrase, say
from app.shipments.consolidation import Counted

_BOTH = phrase("{count} house bills where they are complete, else their master.")


def basis_of(counted: Counted) -> Sentence | None:
    """Say what was summed; None where there was no choice."""
    if counted.bills and counted.left_out:
        return say(_BOTH, count=len(counted.bills))
    if counted.bills:
        return say(BILLS_SUMMED, count=len(counted.bills))
    return say(MASTER_ALONE, count=len(counted.left_out)) if counted.left_out else None
