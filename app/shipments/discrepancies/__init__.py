"""Declared against seen, and declared against itself: what does not fit, as an aid.

Each result carries value, uncertainty and method, and suggests a reason; it never decides. What
could not be checked says so, and is no pass.
"""

from app.shipments.discrepancies.comparing import compare
from app.shipments.discrepancies.foreign import undeclared_findings
from app.shipments.discrepancies.looks import Crowd, Looks
from app.shipments.discrepancies.outcome import Code, Computable, Fires, Lacks
from app.shipments.discrepancies.past import told_by
from app.shipments.discrepancies.sides import Sides
from app.shipments.discrepancies.table import CODES, Standing, examine, notices, stand
from app.shipments.discrepancies.tares import TARES, Tare, tare_of

__all__ = [
    "CODES",
    "TARES",
    "Code",
    "Computable",
    "Crowd",
    "Fires",
    "Lacks",
    "Looks",
    "Sides",
    "Standing",
    "Tare",
    "compare",
    "examine",
    "notices",
    "stand",
    "tare_of",
    "told_by",
    "undeclared_findings",
]
