"""I02 and I03: declared empty and loaded, or declared loaded and empty."""

from __future__ import annotations

from app.domain.notice import Comparison, Figure, Severity
from app.domain.rule import Need
from app.domain.words import say
from app.shipments.discrepancies.limits import EMPTY_BELOW, LOADED_FROM
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import percent

LOADED, BARE = "I02_DECLARED_EMPTY", "I03_DECLARED_LOADED_EMPTY"
METHOD = "I02/1"


def load_row(sides: Sides) -> Comparison:
    """Return whether it is declared empty, and how much of the area holds goods."""
    empty = sides.declared_empty
    quantity, said = say("Loaded"), say("empty") if empty else say("loaded")
    if sides.seen is None or sides.seen.loaded_share is None:
        return Comparison(quantity, said, say("not measured"))
    share = sides.seen.loaded_share
    found = say("{figure} of the area", figure=percent(share))
    figure = Figure(share, None, "1", METHOD)
    if empty and share > _loaded_from(sides):
        return Comparison(quantity, said, found, Severity.WARNING, LOADED, figure)
    if not empty and share < EMPTY_BELOW:
        return Comparison(quantity, said, found, Severity.WARNING, BARE, figure)
    return Comparison(quantity, said, found, figure=figure)


def empty_but_loaded(sides: Sides) -> Outcomes:
    """Tell of a load in what is declared empty."""
    row = load_row(sides)
    if not sides.shipments or row.figure is None:
        yield Lacks(Need.MEASURED if sides.shipments else Need.SHIPMENT)
    elif row.code == LOADED:
        seen = row.seen.values["figure"]
        sentence = say("Declared empty, but a load is seen on {seen} of the area.", seen=seen)
        yield Fires(sentence, row.figure.value, None, "1")


def loaded_but_empty(sides: Sides) -> Outcomes:
    """Tell of nothing where a load is declared: a phantom shipment, or a stolen load."""
    row = load_row(sides)
    if not sides.shipments or row.figure is None:
        yield Lacks(Need.MEASURED if sides.shipments else Need.SHIPMENT)
    elif row.code == BARE:
        seen = row.seen.values["figure"]
        sentence = say("Declared loaded, but goods on {seen} of the area.", seen=seen)
        yield Fires(sentence, row.figure.value, None, "1")


def _loaded_from(sides: Sides) -> float:
    """Return the limit of the equipment at hand, the highest when there are several kinds."""
    limits = [LOADED_FROM.get(piece.equipment.kind, 0.0) for piece in sides.pieces]
    return max(limits, default=0.0) or max(LOADED_FROM.values())
