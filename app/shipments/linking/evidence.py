"""What speaks for and against a link: one line for each thing that both sides have."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence

from app.domain.identifiers import Key, comparable, folded
from app.domain.scan import Scan
from app.domain.shipment import Mode
from app.domain.work import Evidence
from app.shipments.linking.keys import HOLDING, Number, Numbers, declared_by, same
from app.shipments.linking.misreadings import near
from app.shipments.linking.shelf import OnFile
from app.shipments.linking.windows import Windows, aware, in_time

EQUAL, CONFUSABLE, DIFFERENT = "equal", "confusable", "different"
TIME, PORT, CARRIER, SIZE, LOAD, MODE = "TIME", "PORT", "CARRIER", "SIZE", "LOAD", "MODE"
FORWARDER = "FORWARDER"
CHAIN, MASTER, IMAGE = "CHAIN", "MASTER", "IMAGE"
"""Keys of evidence that is no number of the shipment itself."""
LINKED = "link"
"""Source of a number that was not read: the scan was tied to it in another way."""
_LOOSE = (Key.SEAL, TIME, PORT, CARRIER, FORWARDER, SIZE)
"""What may differ and speaks against nothing."""
SHOWN = 3
"""Declared numbers that a differing line names."""


@dataclasses.dataclass(frozen=True, slots=True)
class Around:
    """What is known besides the scan itself."""

    tied: Collection[str] = ()
    """Shipments that the scan is linked to, or was."""
    windows: Windows | None = None
    """When scans are expected; None for what comes with the program."""


def compare(scan: Scan, numbers: Numbers, filed: OnFile, around: Around) -> Iterator[Evidence]:
    """Yield every line of evidence between a scan and what is on file, numbers first.

    Parameters
    ----------
    scan
        The scan.
    numbers
        What was read.
    filed
        A shipment.
    around
        What else is known.
    """
    declared = declared_by(filed.shipment)
    for key, read in numbers.items():
        line = _line(key, read, declared.get(key, ()))
        if line is not None:
            yield line
    yield from _kin(numbers, filed, around.tied)
    yield from _circumstances(scan, filed, around.windows)


def ties(evidence: Sequence[Evidence]) -> bool:
    """Whether anything ties the two at all: a seal or the time alone does not."""
    tying = (*(key.value for key in Key if key is not Key.SEAL), CHAIN, MASTER)
    return any(one.outcome in (EQUAL, CONFUSABLE) and one.key in tying for one in evidence)


def _line(key: Key, read: Sequence[Number], declared: Sequence[str]) -> Evidence | None:
    """Return the best that can be said of one key; None when nothing can."""
    if not declared:
        return None
    sure = [number for number in read if number.sure]
    for outcome, ours, alike in ((EQUAL, read, same), (CONFUSABLE, sure, _near)):
        for number in ours:
            value = number.identifier.value
            found = next((text for text in declared if alike(key, value, text)), None)
            if found is not None:
                return Evidence(key, value, found, outcome, number.source, number.confidence)
    if not sure:
        return None
    told = ", ".join(number.identifier.value for number in sure[:SHOWN])
    theirs = ", ".join(declared[:SHOWN])
    return Evidence(key, told, theirs, DIFFERENT, sure[0].source, sure[0].confidence)


def _near(key: Key, value: str, declared: str) -> bool:
    return near(comparable(key, declared), value)


def _kin(numbers: Numbers, filed: OnFile, tied: Collection[str]) -> Iterator[Evidence]:
    """Yield what ties by another number: an earlier one of the same cargo, or the master's.

    An earlier number ties when it was read, or when the scan is linked to it.
    """
    shipment = filed.shipment
    own = shipment.ccn or shipment.shipment_id
    former = {comparable(Key.CCN, text) for text in (shipment.replaces_ccn, *filed.former) if text}
    master = {comparable(Key.CCN, shipment.previous_ccn)} - {""}
    read = set()
    for key, others in ((CHAIN, former), (MASTER, master)):
        for number in numbers.get(Key.CCN, ()):
            value = number.identifier.value
            if value in others:
                read.add(value)
                yield Evidence(key, value, own, EQUAL, number.source, number.confidence)
    if not read & former:
        for linked in tied:
            if comparable(Key.CCN, linked) in former:
                yield Evidence(CHAIN, linked, own, EQUAL, LINKED)
                return


def _circumstances(scan: Scan, filed: OnFile, windows: Windows | None) -> Iterator[Evidence]:
    """Yield time, place, carriers, equipment type and emptiness, as far as both sides know them."""
    shipment = filed.shipment
    way = shipment.conveyance
    timely = in_time(scan, shipment, windows)
    if timely is not None and scan.taken_at is not None and way.eta is not None:
        told = (aware(scan.taken_at).isoformat(), aware(way.eta).isoformat())
        yield Evidence(TIME, *told, EQUAL if timely else DIFFERENT)
    read = {name: text.strip().upper() for name, text in scan.identifiers.items()}
    sizes = [one.size_type.upper() for one in shipment.equipment if one.size_type]
    empty = {one.empty for one in shipment.equipment}
    load = ("EMPTY" if empty == {True} else "LOADED") if len(empty) == 1 else ""
    pairs = (
        (PORT, read.get(PORT, ""), way.fpoa.upper()),
        (CARRIER, read.get(CARRIER, ""), way.carrier_code.upper()),
        (FORWARDER, read.get(FORWARDER, ""), shipment.forwarder_code.upper()),
        (SIZE, read.get(SIZE, ""), ", ".join(sizes)),
        (LOAD, read.get(LOAD, ""), load),
        (MODE, read.get(MODE, ""), ("air" if way.mode is Mode.COURIER else way.mode).upper()),
    )
    for key, ours, theirs in pairs:
        if ours and theirs:
            equal = folded(ours) in {folded(text) for text in theirs.split(", ")}
            yield Evidence(key, ours, theirs, EQUAL if equal else DIFFERENT, "scanner")


def contradicts(line: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether a differing line speaks against a link.

    Seals change, and ports, carriers and types are told loosely. A trailer or ULD holds many
    shipments: there a control number or waybill of another one is no contradiction, while the
    tracking number of another parcel is. Nor is it one where the cargo had the number before.
    """
    if line.outcome != DIFFERENT or line.key in _LOOSE:
        return False
    equal = {one.key for one in evidence if one.outcome == EQUAL}
    if line.key in (Key.CCN, Key.AWB, Key.HAWB, Key.CRN):
        return not equal & {*HOLDING, CHAIN, MASTER}
    # A tractor may change on the way; the trailer that it draws does not.
    return not (line.key in (Key.PLATE, Key.VIN) and equal)
