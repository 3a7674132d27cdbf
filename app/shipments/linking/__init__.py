"""Which shipments a scan shows: evidence first, a score for the order, a class for the rules.

Nothing here is certain: the best the program gives is STRONG. Only an officer confirms.
"""

from app.shipments.linking.proposing import propose
from app.shipments.linking.shelf import Declarations

__all__ = ["Declarations", "propose"]
