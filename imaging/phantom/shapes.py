"""Common bodies by their usual names, built from the three solids."""

from __future__ import annotations

import math

import numpy as np

from imaging.phantom.geometry import Doubles, Span
from imaging.phantom.materials import MATERIALS
from imaging.phantom.solids import Box, Prism, Rod, Solid

_STEPS = 33
_CHORD: Doubles = np.sqrt(np.maximum(1.0 - np.linspace(-1.0, 1.0, _STEPS) ** 2, 0.0))
_PILLOW: Doubles = (1.0 - np.abs(np.linspace(-1.0, 1.0, _STEPS)) ** 5) ** 0.33
_ONE: Doubles = np.ones(1)


def solid_density(material: str) -> float:
    """Return the density of the massive material in g/cm3."""
    return MATERIALS[material].density


def plate(x: Span, y: Span, z: Span, material: str = "steel") -> Box:
    """Return a massive cuboid."""
    return Box(x, y, z, material, solid_density(material))


def drum(centre: tuple[float, float], y: Span, radius: float, material: str, rho: float) -> Prism:
    """Return an upright cylinder; ``centre`` is (x, z)."""
    half = radius * _CHORD
    x, z = centre
    return Prism(
        (x - radius, x + radius), y[0] * _ONE, y[1] * _ONE, z - half, z + half, material, rho
    )


def wheel(centre: tuple[float, float], z: Span, radius: float, material: str, rho: float) -> Prism:
    """Return a cylinder whose axis points at the source; ``centre`` is (x, y)."""
    half = radius * _CHORD
    x, y = centre
    return Prism(
        (x - radius, x + radius), y - half, y + half, z[0] * _ONE, z[1] * _ONE, material, rho
    )


def bar(x: Span, centre: tuple[float, float], radius: float, material: str, rho: float) -> Rod:
    """Return a round bar along x; ``centre`` is (y, z)."""
    return Rod(x, centre, radius * _ONE, material, rho)


def ball(centre: tuple[float, float, float], radius: float, material: str, rho: float) -> Rod:
    """Return a sphere; ``centre`` is (x, y, z)."""
    x, y, z = centre
    return Rod((x - radius, x + radius), (y, z), radius * _CHORD, material, rho)


def sack(x: Span, y: Span, z: Span, material: str, rho: float) -> Prism:
    """Return a filled bag: full in the middle, rounded towards its ends."""
    middle, half = 0.5 * (y[0] + y[1]), 0.5 * (y[1] - y[0])
    depth, deep = 0.5 * (z[0] + z[1]), 0.5 * (z[1] - z[0])
    return Prism(
        x,
        middle - half * _PILLOW,
        middle + half * _PILLOW,
        depth - deep * _PILLOW**0.5,
        depth + deep * _PILLOW**0.5,
        material,
        rho,
    )


def slanted(x: Span, low: Span, thickness: float, z: Span, body: tuple[str, float]) -> Prism:
    """Return a board whose underside goes from ``low[0]`` (left) to ``low[1]`` (right)."""
    under = np.asarray(low, np.float64)
    return Prism(x, under, under + thickness, z[0] * _ONE, z[1] * _ONE, *body)


def outline(x: Span, low: Doubles, high: Doubles, z: Span, body: tuple[str, float]) -> Prism:
    """Return a body with a drawn silhouette (both surfaces sampled evenly along x)."""
    return Prism(x, low, high, z[0] * _ONE, z[1] * _ONE, *body)


def tube(x: Span, centre: tuple[float, float], radius: float, wall: float) -> tuple[Solid, Solid]:
    """Return a steel tube along x."""
    rho = solid_density("steel")
    inner = max(radius - wall, 0.05)
    return bar(x, centre, radius, "steel", rho), bar(x, centre, inner, "steel", -rho)


def shell(centre: tuple[float, float], y: Span, radius: float, wall: float) -> list[Solid]:
    """Return an upright closed steel drum without contents; ``centre`` is (x, z)."""
    rho = solid_density("steel")
    inner = radius - wall
    return [
        drum(centre, y, radius, "steel", rho),
        drum(centre, (y[0] + wall, y[1] - wall), inner, "steel", -rho),
    ]


def tyre(centre: tuple[float, float], z: Span, radius: float) -> list[Solid]:
    """Return a wheel with its rubber, rim and hub; ``centre`` is (x, y)."""
    middle, width = 0.5 * (z[0] + z[1]), z[1] - z[0]
    hub = (middle - 0.3 * width, middle + 0.3 * width)
    rim = 0.56 * radius
    return [
        wheel(centre, z, radius, "rubber", 0.5),
        wheel(centre, z, rim, "rubber", -0.5),
        wheel(centre, z, rim, "steel", 0.35),
        wheel(centre, hub, 0.9 * rim, "steel", 0.4),
        wheel(centre, hub, 0.32 * radius, "steel", 2.2),
    ]


def rows_of(span: Span, size: float, gap: float) -> list[Span]:
    """Divide an extent into as many pieces of one size as fit, with a gap between them."""
    count = max(0, math.floor((span[1] - span[0] + gap) / (size + gap)))
    begins = [span[0] + index * (size + gap) for index in range(count)]
    return [(begin, begin + size) for begin in begins]
