"""From a scan to its links: candidates, their evidence, their order."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from app.domain.identifiers import Key
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.domain.work import Evidence, Link, LinkClass, LinkReason
from app.shipments.linking.classes import PROBABLE_FROM, Candidate, best, class_of, crossings_marked
from app.shipments.linking.evidence import (
    CHAIN,
    CONFUSABLE,
    DIFFERENT,
    EQUAL,
    IMAGE,
    MASTER,
    SHOWN,
    Around,
    compare,
    ties,
)
from app.shipments.linking.keys import Numbers, index_value, numbers_of
from app.shipments.linking.misreadings import misreadings
from app.shipments.linking.score import score
from app.shipments.linking.shelf import Declarations, OnFile, Shelf, Sought
from app.shipments.linking.windows import Windows

BY = "linking"
"""Who signs what the program proposes."""
_CONTROL = (Key.CCN, Key.CRN)
_NAMING = frozenset(key.value for key in Key if key not in (Key.SEAL, Key.CRN, Key.PLATE, Key.VIN))
"""Keys whose equality is worth showing of a record that does not count."""


def propose(
    scan: Scan,
    filed: Iterable[Shipment | OnFile] | Shelf,
    *,
    now: dt.datetime,
    tied: Collection[str] = (),
    windows: Windows | None = None,
) -> tuple[Link, ...]:
    """Return a link to every shipment that shares a number with the scan, best first.

    Links to records that do not count, being rejected, deleted or not used in time, come last:
    they are NONE, or WEAK for the last kind, and say how the record stands.

    Parameters
    ----------
    scan
        The scan with what the scanner read.
    filed
        A shelf; or shipments as they stand now, when there are few.
    now
        Time of the proposal.
    tied
        Shipments that the scan is known to show, or was before their record was deleted: their
        cargo may go on under another number, whether the scanner read the first one or not.
    windows
        When scans are expected; None for what comes with the program.
    """
    shelf = Declarations(filed) if isinstance(filed, Iterable) else filed
    numbers = numbers_of(scan)
    found = _candidates(scan, numbers, shelf, Around(tied, windows))
    counting = _settled([c for c in found if c.filed.counts], numbers)
    on_file = best(_ambiguous_marked(crossings_marked(counting)))
    rest = [c for c in found if not c.filed.counts and c.equal_keys & _NAMING]
    ordered = sorted(on_file, key=_order)
    links = [_link(scan, c, class_of(c, ordered), now) for c in ordered]
    return tuple(links) + tuple(_off_file(scan, c, now) for c in sorted(rest, key=_order))


def contested(links: Iterable[Link], twins: Sequence[str]) -> tuple[Link, ...]:
    """Return links of which none is sure, where other things were given the very same image (L13).

    Parameters
    ----------
    links
        What was proposed for a scan.
    twins
        Scans of other things with the same image.
    """
    if not twins:
        return tuple(links)
    line = Evidence(IMAGE, "", ", ".join(twins[:SHOWN]), EQUAL)
    return tuple(
        link
        if link.link_class is LinkClass.NONE
        else dataclasses.replace(
            link, link_class=LinkClass.CONFLICT, evidence=(*link.evidence, line)
        )
        for link in links
    )


def _order(candidate: Candidate) -> tuple[int, str]:
    return -candidate.score, candidate.shipment.shipment_id


def _candidates(scan: Scan, numbers: Numbers, shelf: Shelf, around: Around) -> list[Candidate]:
    """Return what shares a number; where nothing of it fits, what shares one nearly.

    A tracking number that is on the shelf names the parcel: what shares only its ULD, or has the
    next number in sequence, is another parcel.
    """
    parcels = _sought(numbers, (Key.PARCEL,))
    exact = shelf.holding(parcels) if parcels else ()
    linked = frozenset((Key.CCN, index_value(Key.CCN, one)) for one in around.tied)
    exact = exact or shelf.holding(_sought(numbers, numbers) | linked)
    found = _judged(scan, numbers, exact, around)
    if any(c.filed.counts and c.score >= PROBABLE_FROM and not c.contradicted for c in found):
        return found
    near = {
        (key, index_value(key, text))
        for key, value in _sought(_sure(numbers), numbers)
        for text in misreadings(key, value)
    }
    known = {c.shipment.shipment_id for c in found}
    others = [one for one in shelf.holding(near) if one.shipment.shipment_id not in known]
    return found + _judged(scan, numbers, [one for one in others if one.counts], around)


def _sought(numbers: Numbers, keys: Iterable[Key]) -> frozenset[Sought]:
    return frozenset(
        (key, index_value(key, number.identifier.value))
        for key in keys
        if key is not Key.SEAL
        for number in numbers.get(key, ())
    )


def _sure(numbers: Numbers) -> Numbers:
    """Return what is known to be of its key: nothing is a misreading of what may be anything."""
    return {key: tuple(one for one in found if one.sure) for key, found in numbers.items()}


def _judged(
    scan: Scan, numbers: Numbers, filed: Sequence[OnFile], around: Around
) -> list[Candidate]:
    made = []
    for one in filed:
        evidence = tuple(compare(scan, numbers, one, around))
        if ties(evidence):
            made.append(Candidate(one, evidence, score(evidence, numbers)))
    return made


def _settled(candidates: list[Candidate], numbers: Numbers) -> list[Candidate]:
    """Take what looks misread for another number where the number itself is on file.

    Numbers are given in sequence, so that the next shipment's always looks like a misreading.
    """
    exact = {e.key for c in candidates for e in c.evidence if e.outcome == EQUAL}
    settled = []
    for candidate in candidates:
        evidence = tuple(
            dataclasses.replace(line, outcome=DIFFERENT)
            if line.outcome == CONFUSABLE and line.key in exact and line.key != Key.SEAL
            else line
            for line in candidate.evidence
        )
        total = score(evidence, numbers)
        settled.append(dataclasses.replace(candidate, evidence=evidence, score=total))
    return [candidate for candidate in settled if ties(candidate.evidence)]


def _ambiguous_marked(candidates: list[Candidate]) -> list[Candidate]:
    """Mark what is named by a number that names something else as well.

    One cargo's number is another's conveyance's (R004), or two cargoes were given it (R009). No
    other evidence settles that: the officer is asked. What is out of time names no live trip.
    """
    named: dict[str, dict[str, set[str]]] = {}
    for candidate in candidates:
        for line in candidate.evidence:
            if line.outcome == EQUAL and line.key in _CONTROL and not candidate.untimely:
                by_key = named.setdefault(line.read, {})
                by_key.setdefault(line.key, set()).add(candidate.shipment.shipment_id)
    both = {
        value
        for value, by_key in named.items()
        if len(by_key) == 2 and by_key[Key.CCN] != by_key[Key.CRN]
    }
    return [
        dataclasses.replace(candidate, ambiguous=_is_ambiguous(candidate, both))
        for candidate in candidates
    ]


def _is_ambiguous(candidate: Candidate, both: set[str]) -> bool:
    equal = [line for line in candidate.evidence if line.outcome == EQUAL]
    control = {line.read for line in equal if line.key in _CONTROL}
    by_own = Key.CCN in candidate.equal_keys and candidate.filed.on_trip
    return candidate.filed.used_twice or by_own or bool(control & both)


def _link(scan: Scan, candidate: Candidate, link_class: LinkClass, now: dt.datetime) -> Link:
    shipment = candidate.shipment
    return Link(
        scan_id=scan.scan_id,
        shipment_id=shipment.shipment_id,
        shipment_version=shipment.version,
        link_class=link_class,
        score=candidate.score,
        evidence=candidate.evidence,
        by=BY,
        at=now,
        reason=_reason(candidate),
    )


def _reason(candidate: Candidate) -> LinkReason:
    keys = candidate.equal_keys
    if CHAIN in keys:
        return LinkReason.RENUMBERED
    return LinkReason.HOUSE_BILL if MASTER in keys else LinkReason.PROPOSED


def _off_file(scan: Scan, candidate: Candidate, now: dt.datetime) -> Link:
    stale = candidate.filed.standing.value == "stale"
    made = _link(scan, candidate, LinkClass.WEAK if stale else LinkClass.NONE, now)
    standing = candidate.filed.standing.value
    return dataclasses.replace(made, reason=LinkReason.NOT_ON_FILE, standing=standing)
