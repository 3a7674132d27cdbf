"""Declared against seen, and declared against itself: what does not fit, as an aid.

Each result carries its uncertainty and suggests a reason; it never decides.
"""

from app.shipments.discrepancies.comparing import compare
from app.shipments.discrepancies.tares import TARES, Tare, tare_of

__all__ = ["TARES", "Tare", "compare", "tare_of"]
