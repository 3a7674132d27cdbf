"""Arrival: scans and shipment data come in, are kept, tied to each other, and noted."""

from app.intake.messages import Progress
from app.intake.relinking import relink
from app.intake.taking import ACCEPTED, DUPLICATE, REJECTED, Outcome, take_in

__all__ = ["ACCEPTED", "DUPLICATE", "REJECTED", "Outcome", "Progress", "relink", "take_in"]
