"""I07 and I24: what is missing of the inner length, and what is left in a tank declared empty."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.notice import Comparison, Figure, Severity
from app.domain.rule import Need
from app.domain.shipment import Load
from app.domain.words import phrase, say
from app.shipments.discrepancies.equipment import FOOT_M, feet_of, is_tank_car, is_vessel
from app.shipments.discrepancies.limits import (
    EMPTY_BELOW,
    INNER_SHORT_M,
    INNER_SIGMA_M,
    RESIDUE_M,
)
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import metres
from imaging.inside import InnerSpan

HIDDEN, RESIDUE = "I07_HIDDEN_SPACE", "I24_RESIDUAL"
INNER_METHOD, LEVEL_METHOD = "I07/1", "I24/1"

_ISO_INNER_M: Mapping[int, float] = MappingProxyType({20: 5.867, 40: 11.998, 45: 13.542})
"""Least inner length of dry containers, by outer length in feet (ISO 668, minimum internal
dimensions)."""
_ISO_OUTER_M: Mapping[int, float] = MappingProxyType({20: 6.058, 40: 12.192, 45: 13.716})
_VAN_ENDS_M = 0.15
"""Both ends of a dry van trailer together: 53 feet outside are 52 feet 6 inches inside."""
_DRY = re.compile(r"[0-9A-Z]{2}[GVU][0-9A-Z]", re.IGNORECASE)
"""ISO 6346 size and type of boxes with plain ends: general purpose, ventilated, open top."""


def inside_rows(sides: Sides) -> Iterator[Comparison]:
    """Yield rows of what does not fit inside; calm ones are not shown."""
    nominal, short = _nominal(sides), _short(sides)
    if short is not None and nominal is not None:
        yield Comparison(
            say("Inside"),
            say("{figure}", figure=metres(nominal.inner_m, 2)),
            say("{figure}", figure=_inner_text(short)),
            nominal.weight,
            HIDDEN,
            short,
            place=sides.place("end"),
        )
    rest = _rest(sides)
    if rest is not None and rest.value > RESIDUE_M:
        yield Comparison(
            say("Rest"),
            say("empty"),
            say("{figure}", figure=metres(rest.value, 2)),
            Severity.WARNING,
            RESIDUE,
            rest,
            place=sides.place("whole"),
        )


def hidden_space(sides: Sides) -> Outcomes:
    """Tell of an inner length that is shorter than such equipment has.

    Only where the equipment is declared empty or looks so: goods at an end, and a wall with goods
    before it, cannot be told apart by what is free.
    """
    if sides.seen is None or sides.seen.inner is None:
        yield Lacks(Need.INNER)
        return
    nominal = _nominal(sides)
    if nominal is None:
        yield Lacks(Need.LENGTH)
    elif not _looks_empty(sides):
        yield Lacks(Need.EMPTY_LOOK)
    else:
        short = _short(sides)
        if short is not None:
            yield Fires(
                say(
                    nominal.says,
                    seen=_inner_text(short),
                    nominal=metres(nominal.inner_m, 2),
                    left=metres(sides.seen.inner.left_m, 2),
                    right=metres(sides.seen.inner.right_m, 2),
                ),
                short.value,
                short.uncertainty,
                "m",
                weight=nominal.weight,
                place=sides.place("end"),
            )


def residue(sides: Sides) -> Outcomes:
    """Tell of a rest in a tank that is declared empty; hoppers and other vessels are looked at."""
    piece = sides.only_piece
    if piece is None:
        yield Lacks(Need.VESSEL)
    elif not is_vessel(piece):
        if piece.kind == "railcar" and not piece.size_type:
            yield Lacks(Need.VESSEL)
    elif sides.declared_empty and piece.load is not Load.RESIDUAL:
        rest = _rest(sides)
        if rest is None:
            yield Lacks(Need.LEVEL)
        elif rest.value > RESIDUE_M:
            sentence = say(
                "Declared empty, and something fills the tank to {height} ± {sigma}.",
                height=metres(rest.value, 2),
                sigma=metres(rest.uncertainty or 0.0, 2),
            )
            yield Fires(sentence, rest.value, rest.uncertainty, "m", place=sides.place("whole"))


@dataclasses.dataclass(frozen=True, slots=True)
class _Nominal:
    """Outer length of a kind of equipment, the least that is free inside, how sure that is."""

    outer_m: float
    inner_m: float
    sure: bool

    @property
    def weight(self) -> Severity:
        return Severity.WARNING if self.sure else Severity.NOTE

    @property
    def says(self) -> str:
        return _SHORT if self.sure else _SHORT_IF_DRY


_SHORT = phrase(
    "Inner length {seen}, not {nominal}: the left end takes {left}, the right end {right}."
)
_SHORT_IF_DRY = phrase(
    "Inner length {seen}, not {nominal}: the left end takes {left}, the right end {right}. "
    "Refrigerated equipment has such ends."
)


def _nominal(sides: Sides) -> _Nominal | None:
    """Return the measures of the equipment; None where they do not follow from its type."""
    piece = sides.only_piece
    feet = None if piece is None else feet_of(piece)
    if piece is None or feet is None:
        return None
    if piece.kind == "trailer":
        outer = feet * FOOT_M
        return _Nominal(outer, outer - _VAN_ENDS_M, sure=False)
    code = piece.size_type.strip()
    if piece.kind != "container" or feet not in _ISO_INNER_M or (code and not _DRY.fullmatch(code)):
        return None
    return _Nominal(_ISO_OUTER_M[feet], _ISO_INNER_M[feet], sure=bool(code))


def _looks_empty(sides: Sides) -> bool:
    share = None if sides.seen is None else sides.seen.loaded_share
    return sides.declared_empty or (share is not None and share < EMPTY_BELOW)


def _short(sides: Sides) -> Figure | None:
    """Return the inner length, scaled by the known outer one, where it is too short."""
    inner, nominal = None if sides.seen is None else sides.seen.inner, _nominal(sides)
    if inner is None or nominal is None or not _looks_empty(sides):
        return None
    figure = _inner_of(inner, nominal.outer_m)
    return figure if nominal.inner_m - figure.value > INNER_SHORT_M else None


def _inner_of(inner: InnerSpan, outer_m: float) -> Figure:
    """The equipment is its own ruler: an uneven or wrong speed stretches both lengths alike."""
    scale = outer_m / inner.outer_m
    sigma = math.hypot(scale * inner.sigma_m, INNER_SIGMA_M)
    return Figure(scale * inner.free_m, sigma, "m", INNER_METHOD)


def _inner_text(figure: Figure) -> str:
    return f"{figure.value:.2f} ± {metres(figure.uncertainty or 0.0, 2)}"


def _rest(sides: Sides) -> Figure | None:
    """Return the height of what lies in a tank car declared empty; 0 where nothing does."""
    piece, level = sides.only_piece, None if sides.seen is None else sides.seen.level
    if piece is None or level is None or not is_tank_car(piece) or piece.load is Load.RESIDUAL:
        return None
    if not sides.declared_empty:
        return None
    return Figure(level.height_m, level.sigma_m, "m", LEVEL_METHOD)
