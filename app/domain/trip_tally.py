"""How far the review of all that one flight, train or truck brings has come."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class TripTally:
    """Shipments of one conveyance or master waybill, counted by how their review stands."""

    number: str
    """CRN, or master air waybill."""
    shipments: int
    imaged: int
    """With a scan that is tied to them; the others count as not imaged."""
    looked_at: int
    """Every view of every scan was on an officer's screen."""
    recommended: int
    """Release recommended on every scan."""
    referred: int
    """Referred, on any scan."""
    other: int
    """Decided otherwise: no decision, or data asked for."""
    undecided: int
    """Imaged, and not decided, or to be decided again."""
    unseen: int
    """Decided although no view was on the screen of who signed; the record lets none come here."""

    @property
    def not_imaged(self) -> int:
        """Shipments without any scan."""
        return self.shipments - self.imaged
