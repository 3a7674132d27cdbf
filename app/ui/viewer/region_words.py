"""What a region holds, as rows of name and value; mass never without its interval or "at least"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.mark import Point
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import UNIT, number, per_cent
from imaging.mass import Mass
from imaging.material import Matter
from imaging.region import RegionSurvey, Spread

if TYPE_CHECKING:
    from app.ui.viewer.measures import Area, Ground

Rows = tuple[tuple[str, str], ...]

MATTER_WORDS = {
    Matter.ORGANIC: phrase("organic"),
    Matter.LIGHT: phrase("light metal, mineral"),
    Matter.METAL: phrase("metal"),
    Matter.HEAVY: phrase("heavy metal"),
}
_LEAST_SHARE = 0.005


def region_rows(area: Area, ground: Ground) -> Rows:
    """Return every row of the card."""
    survey = area.survey
    if survey is None:
        return ((tr("Region"), tr("measured when the whole scan is here")),)
    rows = _beam_rows(survey)
    at_least = tr("at least {figure}", figure="") if survey.lower_bound else ""
    rows.append(
        (
            tr("As steel"),
            f"{at_least}{number(survey.steel_mm, 1 if survey.steel_mm < 20 else 0)}{UNIT}mm",
        )
    )
    rows.append((tr("Areal density"), f"{at_least}{number(survey.density_g_cm2, 1)}{UNIT}g/cm²"))
    rows.append((tr("Mass"), mass_words(survey.mass)))
    if survey.material_shares:
        rows.append((tr("Material by mass"), material_words(survey)))
    rows.append((tr("Opaque"), _share(survey.opaque_share)))
    rows.append((tr("Area"), _area_words(survey)))
    place = ground.place(_centre(area.points))
    if place:
        across, above = place.split(", ", 1)
        rows += [(tr("Middle"), across), ("", above)]
    return tuple(rows)


def _beam_rows(survey: RegionSurvey) -> list[tuple[str, str]]:
    if survey.low is None:
        return [(tr("Transmission"), _spread_words(survey.high))]
    return [
        (tr("Transmission, high"), _spread_words(survey.high)),
        (tr("Transmission, low"), _spread_words(survey.low)),
    ]


def _spread_words(spread: Spread) -> str:
    """Mean, deviation, and from where to where, with as many decimals as the mean needs."""
    percent = 100.0 * spread.mean
    places = 0 if percent >= 20 else 1 if percent >= 2 else 2
    return tr(
        "{mean} ± {deviation} % ({least} to {most})",
        mean=number(percent, places),
        deviation=number(100.0 * spread.deviation, places),
        least=number(100.0 * spread.least, places),
        most=number(100.0 * spread.most, places),
    )


def mass_words(mass: Mass | None) -> str:
    """Mass with the interval that holds nine in ten, or the bound that it exceeds."""
    if mass is None:
        return tr("not told: the scan states no scale")
    if mass.high_kg is None:
        return tr("at least {figure}", figure=_kg(mass.low_kg))
    return tr(
        "{figure} ({low} to {high})",
        figure=_kg(mass.kg),
        low=_kg(mass.low_kg),
        high=_kg(mass.high_kg),
    )


def _kg(kg: float) -> str:
    places = 0 if kg >= 100 else 1 if kg >= 1 else 3
    return f"{number(kg, places)}{UNIT}kg"


def material_words(survey: RegionSurvey) -> str:
    """Shares of the mass whose material can be told, the largest first."""
    shares = sorted(survey.material_shares.items(), key=lambda one: -one[1])
    return " · ".join(
        f"{tr(MATTER_WORDS[Matter(name)])} {per_cent(share)}"
        for name, share in shares
        if share >= _LEAST_SHARE
    )


def _share(share: float) -> str:
    return tr("less than 1 %") if 0.0 < share < 0.01 else per_cent(share)


def _area_words(survey: RegionSurvey) -> str:
    pixels = tr("{count} px", count=number(survey.pixels))
    if survey.area_m2 is None:
        return pixels
    if survey.area_m2 < 0.1:
        return f"{number(survey.area_m2 * 1e4)}{UNIT}cm², {pixels}"
    return f"{number(survey.area_m2, 2)}{UNIT}m², {pixels}"


def _centre(points: Sequence[Point]) -> Point:
    """Middle of the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
