"""A filing around a shipment that was read from a form without envelopes."""

from __future__ import annotations

from app.domain.filing import Filing, FilingKind, Origin, Via
from app.domain.shipment import Shipment

FORM = "prescreen-shipment/1"


def filing_of(shipment: Shipment) -> Filing:
    """Return a shipment as the transmission that it came with.

    The digest of what is declared makes the same declaration, sent twice, one filing.
    """
    kind = kind_of(shipment)
    return Filing(
        kind=kind,
        key=shipment.ccn if kind is FilingKind.CARGO else shipment.shipment_id,
        function=shipment.function,
        body=shipment,
        origin=Origin(shipment.source, "", 0, 0, 0, FORM),
        received_at=shipment.received_at,
        via=Via.FILE,
        digest=shipment.sha256,
    )


def kind_of(shipment: Shipment) -> FilingKind:
    """Tell a house bill by the cargo it names, a courier's shipment by its lacking a CCN.

    A courier's list is no cargo report (D3-4-2, paragraph 102(a)).
    """
    if shipment.previous_ccn:
        return FilingKind.HOUSE_BILL
    if shipment.clvs or not shipment.ccn:
        return FilingKind.COURIER
    return FilingKind.CARGO
