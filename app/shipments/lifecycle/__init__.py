"""What is on file of a cargo, as it follows from all that was sent and told of it."""

from app.shipments.lifecycle.differences import changes
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.from_event import noted
from app.shipments.lifecycle.from_shipment import filing_of
from app.shipments.lifecycle.numbers import Named, Part, named_by
from app.shipments.lifecycle.ordering import ARRIVAL
from app.shipments.lifecycle.reducing import dossier, dossier_from
from app.shipments.lifecycle.shelf import Shelf
from app.shipments.lifecycle.standing import stands
from app.shipments.lifecycle.touched import RECORDS, around, beyond, touched_by

__all__ = [
    "ARRIVAL",
    "RECORDS",
    "Named",
    "Part",
    "Shelf",
    "around",
    "beyond",
    "changes",
    "dossier",
    "dossier_from",
    "filing_of",
    "named_by",
    "noted",
    "number_form",
    "stands",
    "touched_by",
]
