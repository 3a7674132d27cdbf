"""What can be wrong with shipment data."""

from __future__ import annotations

from app.domain.errors import KnownError


class ShipmentUnreadable(KnownError):
    """The file is damaged, or not in the form it claims."""
