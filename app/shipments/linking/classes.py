"""How sure a link is, seen beside its rivals."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.domain.shipment import Shipment
from app.domain.work import Evidence, LinkClass
from app.shipments.linking.evidence import contradicts
from app.shipments.linking.keys import EQUIPMENT_KEYS, STRONG_KEYS

STRONG_FROM, PROBABLE_FROM, NEAR, CLEAR_LEAD = 60, 40, 15, 30


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A shipment with what speaks for and against it."""

    shipment: Shipment
    evidence: tuple[Evidence, ...]
    score: int

    @property
    def equal_keys(self) -> frozenset[str]:
        """Keys of the numbers that are equal."""
        return frozenset(e.key for e in self.evidence if e.outcome == "equal")

    @property
    def contradicted(self) -> bool:
        """Whether any line speaks against it."""
        return any(contradicts(line, self.evidence) for line in self.evidence)


def best(candidates: list[Candidate]) -> list[Candidate]:
    """Drop what is only similar or contradicted where something fits: it would be noise.

    Numbers are given in sequence, so that the next shipment's always looks like a misreading.
    """
    fitting = [c for c in candidates if c.equal_keys and not c.contradicted]
    named = [c for c in fitting if c.score >= PROBABLE_FROM]
    return named or fitting or [c for c in candidates if c.score > 0]


def class_of(candidate: Candidate, candidates: Sequence[Candidate]) -> LinkClass:
    """Return the class of one candidate among all."""
    rivals = [other for other in candidates if other is not candidate and _rival(candidate, other)]
    closest = min((abs(candidate.score - other.score) for other in rivals), default=None)
    if closest is not None and closest <= NEAR:
        return LinkClass.CONFLICT
    strong = candidate.equal_keys & set(STRONG_KEYS)
    if candidate.contradicted or not candidate.equal_keys:
        return LinkClass.WEAK
    if candidate.score >= STRONG_FROM and (
        closest is None or (len(strong) >= 2 and closest > CLEAR_LEAD)
    ):
        return LinkClass.STRONG
    return LinkClass.PROBABLE if candidate.score >= PROBABLE_FROM else LinkClass.WEAK


def _rival(one: Candidate, other: Candidate) -> bool:
    """Whether at most one of two candidates can be right.

    Shipments that share the imaged trailer, container or ULD lie in it together.
    """
    together = one.equal_keys & other.equal_keys & set(EQUIPMENT_KEYS)
    return not together
