"""What is on file of a cargo, as it follows from all that was sent and told of it."""

from app.shipments.lifecycle.differences import changes
from app.shipments.lifecycle.from_shipment import filing_of
from app.shipments.lifecycle.reducing import dossier

__all__ = ["changes", "dossier", "filing_of"]
