"""Supervision: what is looked at again, by whom, and what came of it."""

from app.supervision.export import export_found
from app.supervision.monitoring import write_monitoring
from app.supervision.room import SupervisionRoom
from app.supervision.rules import SupervisionRules, keep_lots
from app.supervision.seats import ReadingRoom

__all__ = [
    "ReadingRoom",
    "SupervisionRoom",
    "SupervisionRules",
    "export_found",
    "keep_lots",
    "write_monitoring",
]
