"""Which shipments a scan shows: evidence first, a score for the order, a class for the rules.

Nothing here is certain: the best the program gives is STRONG. Only an officer confirms.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from app.domain.identifiers import (
    Check,
    Identifier,
    Key,
    comparable,
    confusable,
    key_named,
    lookalike,
    read,
    recognise,
)
from app.domain.scan import Scan
from app.domain.shipment import Function, Mode, Shipment
from app.domain.work import Evidence, Link, LinkClass
from app.shipments.pieces import KEY_OF_KIND

STRONG_KEYS = (Key.CCN, Key.CONTAINER, Key.RAILCAR, Key.ULD, Key.AWB, Key.PARCEL)
MEDIUM_KEYS = (Key.CRN, Key.TRAILER)
EQUIPMENT_KEYS = tuple(KEY_OF_KIND.values())
_HOLDING = (Key.TRAILER, Key.CONTAINER, Key.RAILCAR, Key.ULD)

CHECKED, UNCHECKED, CONFUSABLE, MEDIUM = 60, 50, 15, 25
TIME, SEAL, CONTRADICTION = 10, 10, -40
STRONG_FROM, PROBABLE_FROM, NEAR, CLEAR_LEAD = 60, 40, 15, 30

WINDOW: Mapping[Mode, tuple[dt.timedelta, dt.timedelta]] = MappingProxyType(
    {
        Mode.HIGHWAY: (dt.timedelta(hours=72), dt.timedelta(hours=24)),
        Mode.RAIL: (dt.timedelta(days=7), dt.timedelta(hours=24)),
        Mode.AIR: (dt.timedelta(hours=96), dt.timedelta(hours=24)),
        Mode.COURIER: (dt.timedelta(hours=96), dt.timedelta(hours=24)),
        Mode.MARINE: (dt.timedelta(days=60), dt.timedelta(hours=24)),
    }
)
"""How long before and after its arrival a shipment's scan is expected."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Candidate:
    shipment: Shipment
    evidence: tuple[Evidence, ...]
    score: int

    @property
    def equal_keys(self) -> frozenset[str]:
        return frozenset(e.key for e in self.evidence if e.outcome == "equal")

    @property
    def contradicted(self) -> bool:
        return any(_contradicts(line, self.evidence) for line in self.evidence)


class Declarations:
    """Shipments on the shelf, found by the numbers they declare, exact or misread.

    A number is filed under itself, under its form with lookalike signs folded, and under every
    form with one sign left open: two numbers that differ in one sign share one of these.
    """

    def __init__(self, shipments: Iterable[Shipment]) -> None:
        self._shipments = [s for s in shipments if s.function is not Function.DELETE]
        self._shelves: dict[tuple[Key, str], set[int]] = defaultdict(set)
        for place, shipment in enumerate(self._shipments):
            for key, texts in _declared(shipment).items():
                for form in {form for text in texts for form in _forms(key, text)}:
                    self._shelves[key, form].add(place)

    def near(self, numbers: Mapping[Key, Identifier]) -> list[Shipment]:
        """Return the shipments that share a number, or nearly, in their order.

        A tracking number that is on the shelf names the parcel: what shares only its ULD, or has
        the next number in sequence, is another parcel.
        """
        parcel = numbers.get(Key.PARCEL)
        exact = self._shelves.get((Key.PARCEL, parcel.value), set()) if parcel else set()
        found = exact or {
            place
            for key, number in numbers.items()
            if key is not Key.SEAL
            for form in _forms(key, number.value)
            for place in self._shelves.get((key, form), ())
        }
        return [self._shipments[place] for place in sorted(found)]


def _forms(key: Key, text: str) -> Iterator[str]:
    number = comparable(key, text)
    yield number
    yield lookalike(number)
    for place in range(len(number)):
        yield f"{number[:place]}?{number[place + 1 :]}"


def propose(
    scan: Scan, shipments: Iterable[Shipment] | Declarations, *, now: dt.datetime
) -> tuple[Link, ...]:
    """Return a link to every shipment that shares a number with the scan, best first.

    Parameters
    ----------
    scan
        The scan with what the scanner read.
    shipments
        The newest version of each shipment, or all of them on a shelf when many scans are to be
        linked; deleted ones are not considered.
    now
        Time of the proposal.
    """
    numbers = _numbers(scan)
    shelf = shipments if isinstance(shipments, Declarations) else Declarations(shipments)
    candidates = []
    for shipment in shelf.near(numbers):
        evidence = tuple(_compare(numbers, shipment))
        score = _score(evidence, numbers, fits=_in_time(scan, shipment))
        if any(e.outcome in ("equal", "confusable") and e.key != Key.SEAL for e in evidence):
            candidates.append(_Candidate(shipment, evidence, score))
    candidates = _best(candidates)
    candidates.sort(key=lambda candidate: (-candidate.score, candidate.shipment.shipment_id))
    return tuple(
        Link(
            scan_id=scan.scan_id,
            shipment_id=candidate.shipment.shipment_id,
            shipment_version=candidate.shipment.version,
            link_class=_class(candidate, candidates),
            score=candidate.score,
            evidence=candidate.evidence,
            by="linking",
            at=now,
        )
        for candidate in candidates
    )


def _best(candidates: list[_Candidate]) -> list[_Candidate]:
    """Drop what is only similar or contradicted where something fits: it would be noise.

    Numbers are given in sequence, so that the next shipment's always looks like a misreading.
    """
    fitting = [c for c in candidates if c.equal_keys and not c.contradicted]
    named = [c for c in fitting if c.score >= PROBABLE_FROM]
    return named or fitting or [c for c in candidates if c.score > 0]


def _contradicts(line: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether a differing number speaks against a link.

    Seals change. A trailer or ULD holds many shipments: there a control number or waybill of
    another one is no contradiction, while the tracking number of another parcel is.
    """
    if line.outcome != "different" or line.key == Key.SEAL:
        return False
    if line.key in (Key.CCN, Key.AWB, Key.CRN):
        return not any(e.outcome == "equal" and e.key in _HOLDING for e in evidence)
    return True


def _numbers(scan: Scan) -> dict[Key, Identifier]:
    """Return what the scanner read, and what its free object number looks like."""
    numbers: dict[Key, Identifier] = {}
    for name, text in scan.identifiers.items():
        key = key_named(name)
        if key is not None and text.strip():
            reading = read(key, text)
            if not isinstance(reading, Identifier):
                reading = Identifier(key, comparable(key, text), Check.FAILED)
            numbers[key] = reading
    for reading in recognise(scan.object_id):
        numbers.setdefault(reading.key, reading)
    return numbers


def _declared(shipment: Shipment) -> dict[Key, tuple[str, ...]]:
    """Return every number that a shipment declares, by key, as declared."""
    numbers: dict[Key, list[str]] = {
        Key.CCN: [shipment.ccn],
        Key.CRN: [shipment.conveyance.crn],
        Key.AWB: [shipment.mawb, shipment.hawb],
        Key.PARCEL: [shipment.shipment_id, shipment.hawb] if _is_parcel(shipment) else [],
    }
    for piece in shipment.equipment:
        numbers.setdefault(KEY_OF_KIND[piece.kind], []).append(piece.number)
        numbers.setdefault(Key.SEAL, []).extend(piece.seals)
    return {key: tuple(dict.fromkeys(filter(None, found))) for key, found in numbers.items()}


def _is_parcel(shipment: Shipment) -> bool:
    return shipment.clvs or not shipment.ccn


def _compare(numbers: Mapping[Key, Identifier], shipment: Shipment) -> Iterator[Evidence]:
    """Yield one line of evidence for each key that both sides have."""
    declared = _declared(shipment)
    for key, number in numbers.items():
        theirs = declared.get(key, ())
        if not theirs:
            continue
        equal = [text for text in theirs if comparable(key, text) == number.value]
        near = [text for text in theirs if confusable(text, number.value)]
        if equal:
            yield Evidence(key, number.value, equal[0], "equal")
        elif near:
            yield Evidence(key, number.value, near[0], "confusable")
        else:
            yield Evidence(key, number.value, ", ".join(theirs[:3]), "different")


def _score(evidence: Sequence[Evidence], numbers: Mapping[Key, Identifier], *, fits: bool) -> int:
    total = TIME if fits else 0
    for line in evidence:
        key = Key(line.key)
        if line.outcome == "different":
            total += CONTRADICTION if _contradicts(line, evidence) else 0
        elif line.outcome == "confusable":
            total += CONFUSABLE
        elif key is Key.SEAL:
            total += SEAL
        elif key in MEDIUM_KEYS:
            total += MEDIUM
        else:
            total += CHECKED if numbers[key].check is Check.PASSED else UNCHECKED
    return total


def _in_time(scan: Scan, shipment: Shipment) -> bool:
    eta = shipment.conveyance.eta
    if scan.taken_at is None or eta is None:
        return False
    taken = scan.taken_at
    if taken.tzinfo is None:
        # Many scanners write no zone; a window of days bears the error.
        taken = taken.replace(tzinfo=dt.UTC)
    before, after = WINDOW[shipment.conveyance.mode]
    # Differences of times never leave the calendar, as sums may.
    return -before <= taken - eta <= after


def _class(candidate: _Candidate, candidates: Sequence[_Candidate]) -> LinkClass:
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


def _rival(one: _Candidate, other: _Candidate) -> bool:
    """Whether at most one of two candidates can be right.

    Shipments that share the imaged trailer, container or ULD lie in it together.
    """
    together = one.equal_keys & other.equal_keys & set(EQUIPMENT_KEYS)
    return not together
