"""Which shipments a scan shows: evidence first, a score for the order, a class for the rules.

Nothing here is certain: the best the program gives is STRONG. Only an officer confirms.
"""

from app.shipments.linking.cases import CASES
from app.shipments.linking.proposing import contested, propose
from app.shipments.linking.revising import revised
from app.shipments.linking.shelf import Declarations, OnFile, Shelf
from app.shipments.linking.trips import Expected, expected

__all__ = [
    "CASES",
    "Declarations",
    "Expected",
    "OnFile",
    "Shelf",
    "contested",
    "expected",
    "propose",
    "revised",
]
