"""Pre-arrival shipment data: reading it, tying it to scans, and what its rules say."""

from app.shipments.errors import ShipmentUnreadable
from app.shipments.json_form import read_shipments, shipment_digest, write_shipments

__all__ = ["ShipmentUnreadable", "read_shipments", "shipment_digest", "write_shipments"]
