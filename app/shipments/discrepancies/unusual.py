"""I12 and I16: value a kilogram and weight a piece, beside earlier shipments of a heading."""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Sequence

from app.domain.past import Told, Trait
from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.discrepancies.limits import (
    LEAST_EARLIER,
    LEAST_SPREAD,
    OUTLIER_Z,
    PAST_DAYS,
)
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.past import told_by
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import NO_BREAK, significant

_MAD = 1.4826
"""Median absolute deviation to standard deviation of a normal distribution."""
_SAID = {
    Trait.VALUE_PER_KG: phrase(
        "{figure} a kilogram; half of {count} earlier ones of heading {heading} in {days} days: "
        "{low} to {high}."
    ),
    Trait.KG_PER_PIECE: phrase(
        "{figure} a piece ({unit}); half of {count} earlier ones of heading {heading} in {days} "
        "days: {low} to {high}."
    ),
}
_UNITS = {Trait.KG_PER_PIECE: "kg"}
"""What a figure is counted in; a value in its own currency."""
_NEEDS = {Trait.VALUE_PER_KG: Need.VALUE, Trait.KG_PER_PIECE: Need.PIECES}


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a figure lies among others, as a robust z and its standard uncertainty."""

    z: float
    sigma: float


def value_unusual(sides: Sides) -> Outcomes:
    """Compare value a kilogram by heading and currency."""
    yield from _unusual(sides, Trait.VALUE_PER_KG)


def piece_weight_unusual(sides: Sides) -> Outcomes:
    """Compare weight a piece by heading and kind of package."""
    yield from _unusual(sides, Trait.KG_PER_PIECE)


def _unusual(sides: Sides, trait: Trait) -> Outcomes:
    if not sides.shipments:
        yield Lacks(Need.SHIPMENT)
    for shipment in sides.shipments:
        told = [one for one in told_by(shipment) if one.trait is trait]
        if not told:
            yield Lacks(_NEEDS[trait])
        for one in told:
            yield from _among(one, sides, shipment.shipment_id)


def _among(told: Told, sides: Sides, subject: str) -> Outcomes:
    earlier = [one.figure for one in sides.past.of(told)] if sides.past is not None else []
    if len(earlier) < LEAST_EARLIER:
        yield Lacks(Need.EARLIER)
        return
    place = place_among(told.figure, earlier)
    if abs(place.z) <= OUTLIER_Z:
        return
    heading, unit = told.group.split(" ", 1)
    low, _, high = statistics.quantiles(earlier, n=4)
    values = {
        name: f"{significant(value)}{NO_BREAK}{_UNITS.get(told.trait, unit)}"
        for name, value in (("figure", told.figure), ("low", low), ("high", high))
    }
    values |= {"count": str(len(earlier)), "heading": heading, "days": str(PAST_DAYS)}
    if told.trait is Trait.KG_PER_PIECE:
        values["unit"] = unit
    sentence = say(_SAID[told.trait], **values)
    yield Fires(sentence, place.z, place.sigma, "robust z", f"{subject} {heading}")


def place_among(figure: float, earlier: Sequence[float]) -> Place:
    """Return the robust z of the logarithm of a positive figure.

    Prices and weights differ by factors, not by sums, so that logarithms are compared: the median
    of the earlier ones, and 1.4826 times their median absolute deviation (F. R. Hampel, Journal of
    the American Statistical Association 69 (1974) 383). The uncertainty is that of median and
    deviation for n normal values: pi/2n and 1.361/n are their relative variances.
    """
    logs = [math.log(value) for value in earlier]
    middle = statistics.median(logs)
    spread = _MAD * statistics.median(abs(value - middle) for value in logs)
    z = (math.log(figure) - middle) / max(spread, LEAST_SPREAD)
    return Place(z, math.sqrt((math.pi / 2.0 + 1.361 * z * z) / len(logs)))
