"""I02 and I03: declared empty and loaded, or declared loaded and empty."""

from __future__ import annotations

from app.domain.notice import Comparison, Figure, Severity
from app.domain.rule import Need
from app.domain.shipment import Equipment, Load
from app.domain.words import Sentence, say
from app.shipments.discrepancies.equipment import is_tank_car
from app.shipments.discrepancies.limits import (
    EMPTY_BELOW,
    HOPPER_LOADED_FROM,
    LOADED_FROM,
    RESIDUE_M,
)
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import percent

LOADED, BARE = "I02_DECLARED_EMPTY", "I03_DECLARED_LOADED_EMPTY"
METHOD = "I02/2"


def load_row(sides: Sides) -> Comparison:
    """Return whether it is declared empty, and how much of the area holds goods."""
    empty = sides.declared_empty
    quantity, said = say("Loaded"), say("empty") if empty else say("loaded")
    if sides.seen is None or sides.seen.loaded_share is None:
        return Comparison(quantity, said, say("not measured"))
    limit, share = _loaded_from(sides), sides.seen.loaded_share
    if limit is None:
        return _tank_row(sides, quantity, said)
    code = LOADED if empty and share > limit else ""
    if not empty and share < EMPTY_BELOW:
        code = BARE
    found = say("{figure} of the area", figure=percent(share))
    figure = Figure(share, None, "1", METHOD)
    place = sides.place("whole") if code == BARE else sides.place("goods", "whole")
    weight = Severity.WARNING if code else None
    return Comparison(quantity, said, found, weight, code, figure, place=place)


def _tank_row(sides: Sides, quantity: Sentence, said: Sentence) -> Comparison:
    """Return what is told of a tank car: only that it looks like an empty shell."""
    piece, level = sides.only_piece, None if sides.seen is None else sides.seen.level
    if piece is None or level is None or not is_tank_car(piece) or level.height_m > RESIDUE_M:
        return Comparison(quantity, said, say("not told by the area"))
    found = say("an empty shell")
    figure = Figure(level.height_m, level.sigma_m, "m", METHOD)
    if sides.declared_empty or piece.load is Load.RESIDUAL:
        return Comparison(quantity, said, found, figure=figure)
    place = sides.place("whole")
    return Comparison(quantity, said, found, Severity.WARNING, BARE, figure, place=place)


def empty_but_loaded(sides: Sides) -> Outcomes:
    """Tell of a load in what is declared empty."""
    row = load_row(sides)
    if not sides.shipments or row.figure is None:
        yield Lacks(_missing(sides))
    elif row.code == LOADED:
        seen = row.seen.values["figure"]
        sentence = say("Declared empty, but a load is seen on {seen} of the area.", seen=seen)
        yield Fires(sentence, row.figure.value, None, "1", place=row.place)


def loaded_but_empty(sides: Sides) -> Outcomes:
    """Tell of nothing where a load is declared: a phantom shipment, or a stolen load."""
    row = load_row(sides)
    if not sides.shipments or row.figure is None:
        yield Lacks(_missing(sides))
    elif row.code == BARE and row.figure.unit == "m":
        sentence = say("Declared loaded, and the tank looks like an empty shell.")
        yield Fires(sentence, row.figure.value, row.figure.uncertainty, "m", place=row.place)
    elif row.code == BARE:
        seen = row.seen.values["figure"]
        sentence = say("Declared loaded, but goods on {seen} of the area.", seen=seen)
        yield Fires(sentence, row.figure.value, None, "1", place=row.place)


def _missing(sides: Sides) -> Need:
    if not sides.shipments:
        return Need.SHIPMENT
    measured = sides.seen is not None and sides.seen.loaded_share is not None
    return Need.EMPTY_FORM if measured else Need.MEASURED


def _loaded_from(sides: Sides) -> float | None:
    """Return the limit of the equipment at hand, the highest when there are several kinds.

    None where the area does not tell a load from the equipment itself.
    """
    limits = [_limit_of(piece.equipment) for piece in sides.pieces]
    if None in limits:
        return None
    return max((one for one in limits if one), default=0.0) or max(LOADED_FROM.values())


def _limit_of(piece: Equipment) -> float | None:
    """Return the limit of one piece; rail cars whose type is not declared are taken for box cars.

    Types are the mechanical designations of North American railways by their first letter.
    """
    letter = piece.size_type.strip()[:1].upper() if piece.kind == "railcar" else ""
    if letter and letter in "CHK":
        return HOPPER_LOADED_FROM
    return None if letter and letter not in "BRX" else LOADED_FROM.get(piece.kind, 0.0)
