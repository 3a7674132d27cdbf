"""I06 and I01 by the model's own reading: goods that no line declares, and the mass of each line.

The model names goods without knowing the declaration; here alone the two meet. Where it names
none, nothing is said.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence

from app.domain.notice import Comparison, Figure, Severity
from app.domain.shipment import GoodsLine, Shipment
from app.domain.words import phrase, say
from app.shipments.consolidation import once
from app.shipments.discrepancies.limits import GOODS_SURE, LEAST_GOODS, SURE, UNEVEN_TARE
from app.shipments.discrepancies.outcome import Fires, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.discrepancies.tares import tare_of
from app.shipments.figures import kilograms, measured_kg, percent
from app.shipments.seen_goods import SeenGoods, fits, goods_words

CODE, METHOD = "I01_WEIGHT", "I01/line/1"
_UNDECLARED = phrase("{share} of the load looks like {goods}, which no line declares.")


def undeclared_goods(sides: Sides) -> Outcomes:
    """Tell of goods that the model is sure of and that fit no declared line."""
    lines = _lines(sides)
    if lines is None or sides.declared_empty:
        return
    found: dict[str, list[SeenGoods]] = {}
    for one in sides.seen.goods if sides.seen is not None else ():
        told = [fits(one.commodity, line) for line in lines]
        if one.probability >= GOODS_SURE and told and all(fit is False for fit in told):
            found.setdefault(one.commodity, []).append(one)
    for name, stretches in found.items():
        share = sum(one.share for one in stretches)
        if share >= LEAST_GOODS:
            yield Fires(
                say(_UNDECLARED, share=percent(share), goods=goods_words(name)),
                share,
                None,
                "1",
                subject=name,
                place=max(stretches, key=lambda one: one.share).place,
            )


@dataclasses.dataclass(frozen=True, slots=True)
class LineMass:
    """What one line of goods weighs by the picture.

    Attributes
    ----------
    line
        As declared.
    kg, sigma_kg
        Mass without the equipment's share, and its standard uncertainty.
    lower_bound
        Whether it may be more by no matter how much.
    stretches
        Where it stands.
    """

    line: GoodsLine
    kg: float
    sigma_kg: float
    lower_bound: bool
    stretches: tuple[SeenGoods, ...]


def line_masses(sides: Sides) -> tuple[LineMass, ...]:
    """Share the weighed stretches out among the declared lines.

    Only a stretch that fits one line and no other is counted to it, and a line is told only when
    nothing else in the picture might be part of it: what is doubtful has no mass.
    """
    lines = _lines(sides)
    seen = sides.seen
    if lines is None or seen is None or not (sides.whole and seen.sound) or len(lines) < 2:
        return ()
    goods = seen.goods
    if not goods or any(one.mass_kg is None or one.probability < GOODS_SURE for one in goods):
        return ()
    fitting = [[fits(one.commodity, line) for line in lines] for one in goods]
    told = []
    for place, line in enumerate(lines):
        own = [one for one, row in zip(goods, fitting, strict=True) if row[place] is not False]
        alone = all(row.count(False) == len(row) - 1 for row in fitting if row[place] is not False)
        if own and alone:
            told.append(_weighed(line, own, sides))
    return tuple(told)


def line_rows(sides: Sides) -> Iterator[Comparison]:
    """Yield a row for each line whose mass does not fit; calm ones are not shown."""
    for one in line_masses(sides):
        declared = float(one.line.weight_kg or 0)
        difference = one.kg - declared
        limit = max(sides.limits.mass_kg, sides.limits.mass_share * declared)
        sure = abs(difference) > max(limit, SURE * one.sigma_kg)
        if one.line.weight_kg is None or not sure or (one.lower_bound and difference < 0):
            continue
        yield Comparison(
            say("Line: {goods}", goods=one.line.description),
            say("{figure}", figure=kilograms(declared)),
            say("{figure}", figure=measured_kg(max(0.0, one.kg), one.sigma_kg)),
            Severity.WARNING,
            CODE,
            Figure(one.kg, one.sigma_kg, "kg", METHOD),
            place=max(one.stretches, key=lambda stretch: stretch.share).place,
        )


def _weighed(line: GoodsLine, own: Sequence[SeenGoods], sides: Sides) -> LineMass:
    """Sum stretches; the equipment is taken to weigh the same on every metre, nearly."""
    tares = [tare_of(piece.equipment, sides.tares) for piece in sides.pieces]
    length = sum(one.length_share for one in own)
    mass = sum(one.mass_kg or 0.0 for one in own) - length * sum(tare.kg for tare in tares)
    # The beam's calibration errs alike for all stretches of a picture: their errors add up.
    measured = sum(one.sigma_kg for one in own)
    uneven = UNEVEN_TARE * sum(tare.kg for tare in tares)
    sigma = math.hypot(measured, uneven, *(length * tare.sigma_kg for tare in tares))
    return LineMass(line, max(0.0, mass), sigma, any(o.lower_bound for o in own), tuple(own))


def _lines(sides: Sides) -> tuple[GoodsLine, ...] | None:
    """Return every declared line; None where goods are declared that are not here as lines."""
    counted = once(sides.shipments, lambda shipment: shipment.goods or None)
    papers = (*counted.shipments, *counted.left_out)
    if not papers or any(map(_unknown, papers)):
        return None
    return tuple(line for paper in papers for line in paper.goods)


def _unknown(shipment: Shipment) -> bool:
    return not shipment.goods or (shipment.consolidated and not shipment.house_bills)
