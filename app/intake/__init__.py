"""Arrival: scans and shipment data come in, are kept, tied to each other, and noted."""

from app.intake.inbox import Inbox
from app.intake.messages import Progress
from app.intake.relinking import relink
from app.intake.taking import ACCEPTED, DUPLICATE, REJECTED, Outcome, take_in

__all__ = ["ACCEPTED", "DUPLICATE", "REJECTED", "Inbox", "Outcome", "Progress", "relink", "take_in"]
