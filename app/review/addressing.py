"""Where a referral goes: the port of the latest trip, and who has the goods (¶51, 84, 132, 140)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.decision import Recommendation
from app.domain.dispatch import Address, Custodian
from app.domain.dossier import Dossier
from app.domain.event import Event, EventKind
from app.domain.shipment import Shipment
from app.domain.work import Item

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

    Parameters
    ----------
    recommendation
        A signed referral.
    item
        As it stands on record now.
    dossiers
        What is on file by shipment; None or without an entry where nothing is known.
    """
    meant = _meant(recommendation, item)
    there = _certified(dossiers or {}, meant)
    if there is not None and there.sub_location:
        port = there.port or recommendation.exam_port
        return Address(port, there.sub_location, Custodian.WAREHOUSE, there.sub_location)
    code = next((_carrier(one) for one in meant if _carrier(one)), "")
    port = next((one.conveyance.fpoa for one in meant if one.conveyance.fpoa), "")
    if not port or port == recommendation.exam_port:
        place = recommendation.exam_place
        return Address(recommendation.exam_port, place, Custodian.CARRIER, code)
    return Address(port, "", Custodian.CARRIER, code)


def _meant(recommendation: Recommendation, item: Item) -> list[Shipment]:
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
