"""A filing around a shipment that was read from a form without envelopes."""

from __future__ import annotations

from app.domain.filing import Filing, FilingKind, Origin, Via
from app.domain.shipment import Shipment

FORM = "prescreen-shipment/1"


def filing_of(shipment: Shipment) -> Filing:
    """Return a shipment as the transmission that it came with.

    Shipments without a CCN and those of a courier's list are no cargo reports (D3-4-2, paragraph
    102(a)). The digest of what is declared makes the same declaration, sent twice, one filing.
    """
    courier = shipment.clvs or not shipment.ccn
    return Filing(
        kind=FilingKind.COURIER if courier else FilingKind.CARGO,
        key=shipment.shipment_id,
        function=shipment.function,
        body=shipment,
        origin=Origin(shipment.source, "", 0, 0, 0, FORM),
        received_at=shipment.received_at,
        via=Via.FILE,
        digest=shipment.sha256,
    )
