"""What each command of the display does to the settings: a table of small functions."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from imaging.display import (
    FLATTEST,
    PRESETS,
    STEEPEST,
    TURNED_ON,
    Beam,
    Colour,
    DisplaySettings,
    MatterView,
    Response,
)

Step = Callable[[DisplaySettings], DisplaySettings]
T = TypeVar("T")

WINDOW_STEP = 0.04
GAMMA_STEP = 1.15
PENETRATION_STEP = 0.05
COLOURS = (Colour.GREY, Colour.MATERIAL, Colour.MATERIAL_CLASSIC)
RESPONSES = (Response.LOG, Response.SQRT, Response.LINEAR)
BEAMS = (Beam.HIGH, Beam.LOW)
FILTERS = ("sharpen", "local", "denoise", "edge")


def _changed(step: Step) -> Step:
    """A step whose result is no preset's any more."""
    return lambda now: dataclasses.replace(step(now), preset="")


def _after(values: Sequence[T], now: T) -> T:
    return values[(values.index(now) + 1) % len(values)]


def _window(*, centre: float = 0.0, width: float = 0.0) -> Step:
    return lambda now: now.windowed(centre=now.centre + centre, width=now.width + width)


def with_gamma(now: DisplaySettings, gamma: float) -> DisplaySettings:
    """The same with another gamma, drawn into its limits; almost 1 is 1."""
    drawn = min(STEEPEST, max(FLATTEST, gamma))
    return dataclasses.replace(now, gamma=1.0 if abs(drawn - 1.0) < 0.02 else drawn, preset="")


def with_penetration(now: DisplaySettings, share: float) -> DisplaySettings:
    """The same with another penetration, drawn into its limits."""
    return dataclasses.replace(now, penetration=min(1.0, max(0.0, share)), preset="")


def with_filter(now: DisplaySettings, name: str, share: float) -> DisplaySettings:
    """The same with another strength of a filter."""
    fields = {one: getattr(now, one) for one in FILTERS} | {name: min(1.0, max(0.0, share))}
    return dataclasses.replace(now, **fields, preset="")


def _filter(name: str) -> Step:
    return lambda now: with_filter(now, name, 0.0 if getattr(now, name) > 0.0 else TURNED_ON)


def _matter(shown: MatterView) -> Step:
    """Show this matter; a second time shows all again."""

    def step(now: DisplaySettings) -> DisplaySettings:
        after = MatterView.ALL if now.matter is shown else shown
        return dataclasses.replace(now, matter=after, preset="")

    return step


def _reach(preset: str) -> Step:
    """Take penetration and window of a preset, filters stay; a second time takes them back."""

    def step(now: DisplaySettings) -> DisplaySettings:
        there = PRESETS[preset]
        taken = PRESETS["standard"] if now.penetration == there.penetration else there
        return dataclasses.replace(
            now,
            penetration=taken.penetration,
            centre=taken.centre,
            width=taken.width,
            preset="",
        )

    return step


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "colour": _changed(
            lambda now: dataclasses.replace(now, colour=_after(COLOURS, now.colour))
        ),
        "response": _changed(
            lambda now: dataclasses.replace(now, response=_after(RESPONSES, now.response))
        ),
        "beam": _changed(lambda now: dataclasses.replace(now, beam=_after(BEAMS, now.beam))),
        "invert": _changed(lambda now: dataclasses.replace(now, invert=not now.invert)),
        "hatch": _changed(lambda now: dataclasses.replace(now, hatch=not now.hatch)),
        "full_range": _changed(lambda now: dataclasses.replace(now, full_range=not now.full_range)),
        "darker": _window(centre=WINDOW_STEP),
        "brighter": _window(centre=-WINDOW_STEP),
        "narrower": _window(width=-WINDOW_STEP),
        "wider": _window(width=WINDOW_STEP),
        "gamma_down": lambda now: with_gamma(now, now.gamma / GAMMA_STEP),
        "gamma_up": lambda now: with_gamma(now, now.gamma * GAMMA_STEP),
        "shallower": lambda now: with_penetration(now, now.penetration - PENETRATION_STEP),
        "deeper": lambda now: with_penetration(now, now.penetration + PENETRATION_STEP),
        "high_penetration": _reach("dense"),
        "low_penetration": _reach("light"),
        "organic_only": _matter(MatterView.ORGANIC_ONLY),
        "metal_only": _matter(MatterView.METAL_ONLY),
        "strip_organic": _matter(MatterView.STRIP_ORGANIC),
        "strip_metal": _matter(MatterView.STRIP_METAL),
    }
    | {name: _filter(name) for name in FILTERS}
)
"""By the name of the command."""

TWO_ENERGIES = frozenset(
    ("colour", "beam", "organic_only", "metal_only", "strip_organic", "strip_metal")
)
"""Commands that do nothing where there is one energy."""


def for_one_energy(now: DisplaySettings) -> DisplaySettings:
    """The same without what needs two energies."""
    if not now.needs_two_energies:
        return now
    return dataclasses.replace(
        now, colour=Colour.GREY, matter=MatterView.ALL, beam=Beam.HIGH, preset=""
    )
