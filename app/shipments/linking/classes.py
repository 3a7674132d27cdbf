"""How sure a link is, seen beside its rivals."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.domain.dossier import Standing
from app.domain.identifiers import Key, comparable
from app.domain.shipment import Shipment
from app.domain.work import Evidence, LinkClass
from app.shipments.linking.evidence import CHAIN, DIFFERENT, EQUAL, MASTER, TIME, contradicts
from app.shipments.linking.keys import EQUIPMENT_KEYS, HOLDING, MEDIUM_KEYS, REUSED, STRONG_KEYS
from app.shipments.linking.score import CONTRADICTION
from app.shipments.linking.shelf import OnFile

STRONG_FROM, PROBABLE_FROM, NEAR, CLEAR_LEAD = 60, 40, 15, 30
_NAMING = (Key.CCN, Key.AWB, Key.PARCEL)
"""Keys that name the shipment itself; the other strong ones name what it lies in."""


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A shipment on file with what speaks for and against it."""

    filed: OnFile
    evidence: tuple[Evidence, ...]
    score: int
    ambiguous: bool = False
    """Whether the number that names it is another record's number too."""
    crossed: bool = False
    """Whether what was read on it names a shipment that lies elsewhere: labels may be swapped."""

    @property
    def shipment(self) -> Shipment:
        """The shipment."""
        return self.filed.shipment

    @property
    def equal_keys(self) -> frozenset[str]:
        """Keys of the lines that are equal."""
        return frozenset(e.key for e in self.evidence if e.outcome == EQUAL)

    @property
    def in_master(self) -> bool:
        """Whether it lies in a cargo that the scan names."""
        return MASTER in self.equal_keys

    @property
    def contradicted(self) -> bool:
        """Whether anything speaks against it."""
        return self.crossed or any(contradicts(line, self.evidence) for line in self.evidence)

    @property
    def untimely(self) -> bool:
        """Whether the scan was taken when none of this shipment is expected."""
        return any(line.key == TIME and line.outcome == DIFFERENT for line in self.evidence)

    @property
    def by_reused(self) -> bool:
        """Whether nothing but equipment that goes round names it."""
        named = self.equal_keys & {*STRONG_KEYS, *MEDIUM_KEYS, CHAIN, MASTER}
        return bool(named) and named <= set(REUSED)


def best(candidates: list[Candidate]) -> list[Candidate]:
    """Drop what is only similar or contradicted where something fits: it would be noise.

    Numbers are given in sequence, so that the next shipment's always looks like a misreading. And
    a number of medium strength out of time says nothing.
    """
    timely = [c for c in candidates if not (c.untimely and _medium_only(c))]
    fitting = [c for c in timely if c.equal_keys - {TIME} and not c.contradicted]
    asked = [c for c in timely if c.ambiguous and c not in fitting]
    named = [c for c in fitting if c.score >= PROBABLE_FROM or c.ambiguous or c.in_master]
    beside = [c for c in fitting if c not in named and any(_beside(c, one) for one in named)]
    if named or fitting or asked:
        return ([*named, *beside] or fitting) + asked
    return [c for c in timely if c.score > 0 or c.crossed]


def crossings_marked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Mark what the equipment names where the number read on it names what lies elsewhere.

    A trailer or ULD holds many shipments, so that another one's number speaks against none of
    them. It does when that other one is on file in other equipment: then one of the two labels is
    not where it belongs, and both shipments are shown.
    """
    return [
        dataclasses.replace(one, crossed=True, score=one.score + CONTRADICTION)
        if not one.contradicted and any(_crosses(other, one) for other in candidates)
        else one
        for one in candidates
    ]


def _crosses(named: Candidate, held: Candidate) -> bool:
    """Whether one is named by a number that differs from the other's, and lies elsewhere."""
    differing = {line.key for line in held.evidence if line.outcome == DIFFERENT}
    elsewhere = {line.key for line in named.evidence if line.outcome == DIFFERENT}
    by_number = named.equal_keys & differing & {Key.CCN, Key.AWB}
    in_other = elsewhere & held.equal_keys & set(HOLDING)
    return bool(by_number and in_other) and _rival(named, held)


def _beside(one: Candidate, named: Candidate) -> bool:
    """Whether a candidate lies in the imaged equipment together with one that the scan names.

    The same trip brings both in it (shipment-data, L4: list all). A trailer's number says little
    by itself, and with the number of one cargo in it that trip is meant.
    """
    ours, theirs = (c.shipment.conveyance.crn for c in (one, named))
    together = one.equal_keys & named.equal_keys & set(HOLDING)
    same = bool(ours) and comparable(Key.CRN, ours) == comparable(Key.CRN, theirs)
    return bool(together) and same and not one.untimely


def _medium_only(candidate: Candidate) -> bool:
    named = candidate.equal_keys & {*STRONG_KEYS, *MEDIUM_KEYS, CHAIN, MASTER}
    return named <= set(MEDIUM_KEYS)


def class_of(candidate: Candidate, candidates: Sequence[Candidate]) -> LinkClass:
    """Return the class of one candidate among all."""
    rivals = [other for other in candidates if other is not candidate and _rival(candidate, other)]
    closest = min((abs(candidate.score - other.score) for other in rivals), default=None)
    if candidate.ambiguous or (closest is not None and closest <= NEAR):
        return LinkClass.CONFLICT
    if candidate.contradicted or not candidate.equal_keys - {TIME} or _worn(candidate):
        return LinkClass.WEAK
    master = next((other for other in candidates if _holds(other, candidate)), None)
    if candidate.in_master and master is not None:
        # What lies in a cargo is shown as surely as the cargo itself.
        return class_of(master, [one for one in candidates if not one.in_master])
    found = _by_score(candidate, closest)
    named = any(_names(other) and _beside(candidate, other) for other in candidates)
    return LinkClass.PROBABLE if found is LinkClass.WEAK and named else found


def _names(candidate: Candidate) -> bool:
    """Whether the scan names this very shipment."""
    return bool(candidate.equal_keys & set(_NAMING)) and not candidate.contradicted


def _by_score(candidate: Candidate, closest: int | None) -> LinkClass:
    if _strong(candidate, closest):
        return LinkClass.STRONG
    return LinkClass.PROBABLE if candidate.score >= PROBABLE_FROM else LinkClass.WEAK


def _holds(other: Candidate, candidate: Candidate) -> bool:
    """Whether one candidate is the cargo that another one is a house bill of."""
    return bool(other.shipment.ccn) and other.shipment.ccn == candidate.shipment.previous_ccn


def _worn(candidate: Candidate) -> bool:
    """Whether what ties it no longer counts: equipment out of time, a record not used in time."""
    stale = candidate.filed.standing is Standing.STALE
    return stale or (candidate.untimely and candidate.by_reused)


def _strong(candidate: Candidate, closest: int | None) -> bool:
    """Whether it is strong: enough and unique, or named in two independent ways with a clear lead.

    What goes round needs a time that fits; another number of the same cargo needs the officer.
    """
    unproved = candidate.by_reused and TIME not in candidate.equal_keys
    guessed = CHAIN in candidate.equal_keys and not candidate.filed.certain
    if candidate.score < STRONG_FROM or candidate.untimely or unproved or guessed:
        return False
    strong = candidate.equal_keys & set(STRONG_KEYS)
    twice = bool(strong & set(_NAMING)) and bool(strong - set(_NAMING))
    return closest is None or (twice and closest > CLEAR_LEAD)


def _rival(one: Candidate, other: Candidate) -> bool:
    """Whether at most one of two candidates can be right.

    Shipments that share the imaged trailer, container or ULD lie in it together, and so do a cargo
    and its house bills. Numbers of one cargo do not compete either: one follows the other.
    """
    together = one.equal_keys & other.equal_keys & set(EQUIPMENT_KEYS)
    masters = {one.shipment.previous_ccn, other.shipment.previous_ccn} - {""}
    kin = bool(masters & {one.shipment.ccn, other.shipment.ccn}) or (
        one.shipment.previous_ccn == other.shipment.previous_ccn != ""
    )
    return not (together or kin or _follows(one, other) or _follows(other, one))


def _follows(one: Candidate, other: Candidate) -> bool:
    """Whether one is the other's cargo under a later number."""
    former = {one.shipment.replaces_ccn, *one.filed.former} - {""}
    return bool(former & {other.shipment.ccn, other.shipment.shipment_id})
