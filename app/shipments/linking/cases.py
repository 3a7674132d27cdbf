"""What may go wrong between scan and shipment, each case once (shipment-data 4.3, L1 to L18).

A case yields notices, as a rule does; `CASES` is what the table of rules calls. Cases that are a
paragraph of D3-4-2 are rules and not here: L5 is R055, L9 is R009, L17 is R038, L18 is R114, L19
is R071. L20 is a matter of leases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.decision import Kind
from app.domain.identifiers import Key
from app.domain.notice import Notice, Severity
from app.domain.words import say
from app.domain.work import LinkClass, LinkReason
from app.shipments.linking.case import ENDED, LinkCase, links_of, listed
from app.shipments.linking.evidence import CHAIN
from app.shipments.linking.image_cases import (
    doubtful_times,
    images_alike,
    scanned_again,
    unusable,
)
from app.shipments.linking.swaps import swapped
from app.shipments.linking.trips import expected
from app.shipments.linking.windows import Windows, aware, may_still_match


def tried_again(case: LinkCase) -> Iterator[Notice]:
    """L1: nothing on file shares a number; every new record is tried until none can fit."""
    item = case.item
    if item.shipments or not item.scans:
        return
    windows = Windows.of(case.tables)
    waits = [s for s in item.scans if may_still_match(s, item.received_at, case.now, windows)]
    if waits:
        taken = max(aware(scan.taken_at or item.received_at) for scan in waits)
        until = min(taken, item.received_at) + windows.rematch
        yield Notice(
            "L1",
            Severity.NOTE,
            "",
            say(
                "Every new record is tried against this scan until {day}.",
                day=until.date().isoformat(),
            ),
            subject=item.item_id,
        )


def not_imaged(case: LinkCase) -> Iterator[Notice]:
    """L2: cargo of the same trip that no scan shows goes the normal way, never as reviewed."""
    if case.imaged is None:
        return
    trips = {
        trip.crn: trip.report.cargo
        for dossier in case.dossiers.values()
        for trip in dossier.trips
        if len(trip.report.cargo) > 1
    }
    for crn, aboard in sorted(trips.items()):
        found = expected(aboard, case.imaged)
        if found.not_imaged:
            yield Notice(
                "L2",
                Severity.NOTE,
                "",
                say(
                    "{imaged} of {total} shipments on {crn} have an image here. The others go the "
                    "normal way and count as not reviewed.",
                    imaged=found.imaged,
                    total=found.total,
                    crn=crn,
                ),
                subject=crn,
            )


def several_aboard(case: LinkCase) -> Iterator[Notice]:
    """L4: one scan shows several shipments; every decision says which it speaks of."""
    for scan in case.item.scans:
        aboard = [k.shipment_id for k in links_of(case, scan) if k.link_class not in _RIVALS]
        if len(aboard) > 1:
            yield Notice(
                "L4",
                Severity.NOTE,
                "",
                say(
                    "This scan shows {count} shipments: {shipments}. "
                    "Say which of them a decision speaks of.",
                    count=len(aboard),
                    shipments=listed(aboard),
                ),
                subject=scan.scan_id,
            )


_RIVALS = (*ENDED, LinkClass.CONFLICT, LinkClass.WEAK)


def orphaned(case: LinkCase) -> Iterator[Notice]:
    """L6: the record was deleted after the scan; a referred one may be an evasion."""
    decided = case.item.decisions[-1] if case.item.decisions else None
    referred = decided is not None and decided.kind is Kind.REFER_FOR_EXAM
    for link in case.item.links:
        if link.link_class is not LinkClass.ORPHANED:
            continue
        if referred:
            yield Notice(
                "L6",
                Severity.BLOCK,
                "153",
                say(
                    "{shipment} was referred for exam, and its record was deleted since: "
                    "possible evasion. Tell the supervisor.",
                    shipment=link.shipment_id,
                ),
                "MANIFEST_DELETED",
                link.shipment_id,
            )
        else:
            yield Notice(
                "L6",
                Severity.BLOCK,
                "153",
                say(
                    "The record of {shipment} was deleted after the scan. "
                    "Image and notes are kept.",
                    shipment=link.shipment_id,
                ),
                "MANIFEST_DELETED",
                link.shipment_id,
            )


def renumbered(case: LinkCase) -> Iterator[Notice]:
    """L7: the cargo goes on under another number; the officer's word moves the link."""
    for link in case.item.links:
        open_ = link.link_class not in (LinkClass.CONFIRMED, *ENDED)
        earlier = next((line.read for line in link.evidence if line.key == CHAIN), "")
        if link.reason is LinkReason.RENUMBERED and earlier and open_:
            yield Notice(
                "L7",
                Severity.WARNING,
                "151",
                say(
                    "{old} seems to go on as {new}. Confirming the link moves it there.",
                    old=earlier,
                    new=link.shipment_id,
                ),
                "LINK_DOUBT",
                f"{link.scan_id} {link.shipment_id}",
            )


def off_file(case: LinkCase) -> Iterator[Notice]:
    """L8: what the numbers name was rejected, and counts as not sent; or deleted before."""
    for link in case.item.links:
        if link.standing == "rejected" and link.link_class in ENDED:
            yield Notice(
                "L8",
                Severity.BLOCK,
                "144",
                say(
                    "{shipment} was sent and rejected: it counts as not sent.",
                    shipment=link.shipment_id,
                ),
                "MANIFEST_REJECTED",
                link.shipment_id,
            )
        elif link.standing == "deleted" and link.link_class is LinkClass.NONE:
            yield Notice(
                "L8D",
                Severity.NOTE,
                "153",
                say("{shipment} is deleted on file.", shipment=link.shipment_id),
                "MANIFEST_DELETED",
                link.shipment_id,
            )


def two_meanings(case: LinkCase) -> Iterator[Notice]:
    """L10: what was read is a cargo's number and another conveyance's as well."""
    for scan in case.item.scans:
        rivals = [k for k in links_of(case, scan) if k.link_class is LinkClass.CONFLICT]
        cargo = {e.read: k for k in rivals for e in k.evidence if _equal(e.key, e.outcome, "CCN")}
        trips = {e.read: k for k in rivals for e in k.evidence if _equal(e.key, e.outcome, "CRN")}
        for number in sorted(cargo.keys() & trips.keys()):
            yield Notice(
                "L10",
                Severity.WARNING,
                "52",
                say(
                    "{number} is the number of a cargo, and of the conveyance of {shipment}. "
                    "Confirm which this scan shows.",
                    number=number,
                    shipment=trips[number].shipment_id,
                ),
                "LINK_DOUBT",
                scan.scan_id,
            )


def transferred(case: LinkCase) -> Iterator[Notice]:
    """L11: the goods went to other equipment after the scan, which is historic now."""
    for link in case.item.links:
        if link.link_class in ENDED:
            continue
        scan = next((s for s in case.item.scans if s.scan_id == link.scan_id), None)
        found = swapped(case.item, link, scan, case.dossiers.get(link.shipment_id))
        if found is not None:
            yield Notice(
                "L11", Severity.BLOCK, found.paragraph, found.sentence, "NOT_IMAGED",
                f"{link.scan_id} {link.shipment_id}",
            )  # fmt: skip


def parts(case: LinkCase) -> Iterator[Notice]:
    """L16: a shipment that comes in several parts; the recommendation is on this one only."""
    for shipment in case.item.shipments:
        if shipment.part_of and shipment.pieces and shipment.pieces < shipment.part_of:
            yield Notice(
                "L16",
                Severity.NOTE,
                "",
                say(
                    "{shipment} is split: {pieces} of {total} pieces come here, and a "
                    "recommendation speaks of these.",
                    shipment=shipment.shipment_id,
                    pieces=shipment.pieces,
                    total=shipment.part_of,
                ),
                subject=shipment.shipment_id,
            )


CASES: tuple[Callable[[LinkCase], Iterator[Notice]], ...] = (
    orphaned,
    off_file,
    transferred,
    images_alike,
    unusable,
    renumbered,
    two_meanings,
    doubtful_times,
    tried_again,
    not_imaged,
    scanned_again,
    several_aboard,
    parts,
)
"""Every case, the weightiest first."""


def _equal(key: str, outcome: str, wanted: str) -> bool:
    return outcome == "equal" and key == Key(wanted)
