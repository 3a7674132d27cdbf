"""Where a referral goes: the port of the latest trip, and who has the goods (¶51, 84, 132, 140)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.decision import Recommendation
from app.domain.dispatch import Address, Custodian
from app.domain.dossier import Dossier
from app.domain.event import Event, EventKind
from app.domain.shipment import Shipment
from app.domain.work import Item
from app.shipments.lifecycle.forms import number_form

_LEAVING = frozenset({EventKind.TRANSFERRED, EventKind.REMANIFESTED, EventKind.EXPORTED})
"""After these the goods are no longer where a warehouse certified them."""


def address_of(
    recommendation: Recommendation, item: Item, dossiers: Mapping[str, Dossier] | None = None
) -> Address:
    """Return where the package of a referral goes now.

    Before a warehouse certifies the arrival (WACM) the carrier has the goods, and the exam is at
    the port of the latest version of its trip (rule R029): what the officer chose stands while
    that is the port it was chosen for. From the certification on the warehouse answers, and the
    referral goes there, with its own port where the message named one (R106). An exam at the
    border is made at that port or nowhere (R111): a place chosen for another port is left out.
    What was re-manifested goes where its newest number goes (¶135).

    Parameters
    ----------
    recommendation
        A signed referral.
    item
        As it stands on record now.
    dossiers
        What is on file by shipment; None or without an entry where nothing is known.
    """
    known = dossiers or {}
    meant = _meant(recommendation, item, known)
    there = _certified(known, meant)
    if there is not None and there.sub_location:
        port = there.port or recommendation.exam_port
        return Address(port, there.sub_location, Custodian.WAREHOUSE, there.sub_location)
    code = next((_carrier(one) for one in meant if _carrier(one)), "")
    port = next((one.conveyance.fpoa for one in meant if one.conveyance.fpoa), "")
    if not port or port == recommendation.exam_port:
        place = recommendation.exam_place
        return Address(recommendation.exam_port, place, Custodian.CARRIER, code)
    return Address(port, "", Custodian.CARRIER, code)


def numbers_of(
    recommendation: Recommendation, item: Item, dossiers: Mapping[str, Dossier]
) -> tuple[str, ...]:
    """Return the numbers under which the referred goods stand now, re-manifests followed (¶135).

    Parameters
    ----------
    recommendation, item, dossiers
        As for `address_of`.
    """
    named = [number_form(one.shipment_id) for one in _named(recommendation, item)]
    ends = (end for one in named for end in gone_on([one], dossiers) or (one,))
    return tuple(dict.fromkeys(ends))


def gone_on(numbers: Iterable[str], dossiers: Mapping[str, Dossier]) -> tuple[str, ...]:
    """Return the numbers under which goods go on that stood under these; empty when none does.

    The link of the scan may have been moved to the new number meanwhile: it is found from there.
    """
    chains = [dossier.chain for dossier in dossiers.values() if dossier.chain]
    ends = (chain[-1] for one in numbers for chain in chains if one in chain[:-1])
    return tuple(dict.fromkeys(ends))


def _meant(
    recommendation: Recommendation, item: Item, dossiers: Mapping[str, Dossier]
) -> list[Shipment]:
    """Return what is referred as it is on file now: re-manifested goods by their newest number."""
    found: list[Shipment] = []
    for one in _named(recommendation, item):
        ends = gone_on([number_form(one.shipment_id)], dossiers)
        newest = [s for s in item.shipments if number_form(s.shipment_id) in ends]
        found += newest or [one]
    return found


def _named(recommendation: Recommendation, item: Item) -> list[Shipment]:
    named = [one for one in item.shipments if one.shipment_id in recommendation.subjects]
    return named or list(item.shipments)


def _carrier(shipment: Shipment) -> str:
    return shipment.conveyance.carrier_code or shipment.carrier_code


def _certified(dossiers: Mapping[str, Dossier], meant: Iterable[Shipment]) -> Event | None:
    """Return the newest certification after which the goods stayed where they are."""
    held: Event | None = None
    for shipment in meant:
        dossier = dossiers.get(shipment.shipment_id)
        for event in dossier.events if dossier is not None else ():
            if event.kind is EventKind.AT_WAREHOUSE:
                held = event
            elif event.kind in _LEAVING:
                held = None
    return held
