"""How a shipment stands now, as it is linked, shown and decided upon."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.dossier import Dossier, Standing
from app.domain.filing import Filing, FilingKind
from app.domain.shipment import Function, Shipment
from app.shipments.json_form import digested, shipment_digest
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.numbers import Part
from app.shipments.lifecycle.reducing import dossier_from
from app.shipments.lifecycle.shelf import Shelf
from app.shipments.lifecycle.touched import GOODS, around


def stands(shelf: Shelf, number: str, now: dt.datetime) -> Shipment | None:
    """Return a shipment as its dossier leaves it; None when nothing readable is on file.

    In force; or deleted, as a version whose function says so; or what was last readable.
    """
    alone = _alone(shelf, number)
    return alone if alone is not None else _left(dossier_from(shelf, number, now=now))


def _left(found: Dossier) -> Shipment | None:
    if found.shipment is not None or found.last is None:
        return found.shipment
    # A conveyance that carries cargo by now is no record of its own any more, and neither is a line
    # that the manifest has no more.
    off = found.standing in (Standing.DELETED, Standing.NOT_ON_FILE)
    gone = off or found.kind is FilingKind.CONVEYANCE
    if not gone or found.last.function is Function.DELETE:
        return found.last
    number = max(len(found.versions), found.last.version)
    deleted = dataclasses.replace(found.last, function=Function.DELETE, version=number)
    return dataclasses.replace(deleted, sha256=shipment_digest(deleted))


def _alone(shelf: Shelf, number: str) -> Shipment | None:
    """Return the shipment of a number that one filing speaks of and nothing else.

    Most numbers are such, and their dossiers need not be worked out: nothing can be added to what
    the filing says, and nobody has refused it.
    """
    named = list(around((number_form(number),)))
    shelf.read_ahead(named)
    found = {id(filing): filing for name in named for filing in shelf.named(name)}
    filing = next(iter(found.values()), None)
    if len(found) != 1 or filing is None or not _plain(filing):
        return None
    body = filing.body
    if not isinstance(body, Shipment) or shelf.responses((filing,)):
        return None
    trip = shelf.find(Part.KEY, filter(None, (body.conveyance.crn,)), FilingKind.CONVEYANCE)
    if trip:
        return None
    return body if body.sha256 else digested(body)


def _plain(filing: Filing) -> bool:
    """Whether a filing's shipment stands as it was read."""
    body = filing.body
    return (
        isinstance(body, Shipment)
        and filing.kind in GOODS
        and filing.function is body.function is Function.ADD
        and body.version >= 1
        and not body.previous_ccn
    )
