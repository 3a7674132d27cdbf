"""Figures as an officer reads them: grouped by thousands, never more digits than are known."""

from __future__ import annotations

import decimal
import math

NO_BREAK = "\u00a0"


def grouped(number: float | decimal.Decimal) -> str:
    """Return a number without decimals, in groups of three."""
    return f"{number:,.0f}".replace(",", NO_BREAK)


def kilograms(mass: float | decimal.Decimal) -> str:
    """Return a mass: whole kilograms from 20 kg up, one decimal below."""
    figure = grouped(mass) if mass >= 20 or mass == 0 else f"{mass:.1f}"
    return f"{figure}{NO_BREAK}kg"


def measured_kg(mass: float, sigma: float) -> str:
    """Return a measured mass with its uncertainty, both rounded to what the latter supports."""
    if not math.isfinite(sigma) or sigma <= 0:
        return kilograms(mass)
    step = 10.0 ** math.floor(math.log10(sigma))
    if step >= 1:
        return (
            f"{grouped(round(mass / step) * step)} ± {grouped(math.ceil(sigma / step) * step)} kg"
        )
    return f"{mass:.1f} ± {max(sigma, 0.1):.1f} kg"


def least_kg(least: float, sigma: float) -> str:
    """Return what a mass is at least, rounded down to what its uncertainty supports."""
    step = 10.0 ** math.floor(math.log10(sigma)) if math.isfinite(sigma) and sigma > 0 else 0.1
    return kilograms(math.floor(least / step) * step)


def significant(number: float, digits: int = 3) -> str:
    """Return a number with a few digits that count, never as a power of ten."""
    if number == 0.0 or not math.isfinite(number):
        return f"{number:g}"
    places = digits - 1 - math.floor(math.log10(abs(number)))
    rounded = round(number, places)
    return grouped(rounded) if places <= 0 else f"{rounded:.{places}f}"


def percent(share: float) -> str:
    """Return a share of 0 to 1 in per cent."""
    figure = f"{share * 100:.0f}" if share >= 0.095 else f"{share * 100:.1f}"
    return f"{figure}{NO_BREAK}%"


def metres(length: float, places: int = 1) -> str:
    """Return a length, with one decimal unless said otherwise."""
    return f"{length:.{places}f}{NO_BREAK}m"


def stretch(start: float, end: float) -> tuple[str, str]:
    """Return both ends of a stretch in metres, with as many decimals as tell them apart."""
    places = next((n for n in (1, 2) if metres(start, n) != metres(end, n)), 3)
    return metres(start, places), metres(end, places)
