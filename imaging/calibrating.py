"""From a scanner's own readings to a material scale, and which readings are for which scan.

A wedge has few steps; the computed curves know how attenuation goes between them, and below the
thinnest and beyond the thickest. So the readings correct the computed curves: by a factor for the
areal density, by a difference for the ratio of the energies, each interpolated over attenuation
and kept beyond the ends. Materials that were not measured are moved as their neighbours are.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from imaging.calibration import Calibration, ScannerMatch, Step, Wedge
from imaging.computed import computed_scale, held_apart
from imaging.radiograph import Radiograph
from imaging.scale import Grounds, Knots, MaterialScale, knots_of

Doubles = npt.NDArray[np.float64]

CLASSES = ((1.0, 9.0), (10.0, 17.0), (20.0, 34.0), (50.0, 100.0))
"""Atomic numbers that stand for organic matter, light, metal and heavy."""
_NAMES = ("organic matter", "aluminium", "steel", "a heavy metal")
_ORGANIC, _LIGHT, _METAL, _HEAVY = range(4)
_FEWEST = 3
_LEAST_GAP = 0.005
_TOLD_FROM = 0.3
_VOLTS_APART = 0.06
"""Share by which two statements of one voltage may differ."""


def check(calibration: Calibration) -> str:
    """Return what is wrong with the readings as a sentence; empty when nothing is."""
    places = [_class_of(wedge) for wedge in calibration.wedges]
    for wedge, place in zip(calibration.wedges, places, strict=True):
        fault = _fault_of(wedge, place)
        if fault:
            return fault
    for needed in (_ORGANIC, _METAL):
        if needed not in places:
            return f"there are no readings of {_NAMES[needed]}, without which nothing can be told."
    if len(set(places)) < len(places):
        return "two materials stand for the same class; one of them must go."
    return _crossing(calibration)


def _fault_of(wedge: Wedge, place: int | None) -> str:
    title = wedge.name or f"the material of atomic number {wedge.atomic_number:g}"
    if place is None:
        return f"{title} stands for no class: its atomic number is {wedge.atomic_number:g}."
    if len(wedge.steps) < _FEWEST:
        return f"{title} has {len(wedge.steps)} steps; it needs {_FEWEST}."
    for before, after in zip(wedge.steps, wedge.steps[1:], strict=False):
        if min(after.g_cm2 - before.g_cm2, after.high - before.high, after.low - before.low) <= 0:
            return (
                f"the readings of {title} do not rise from {before.g_cm2:g} to "
                f"{after.g_cm2:g} g/cm2."
            )
    return ""


def _class_of(wedge: Wedge) -> int | None:
    for place, (least, most) in enumerate(CLASSES):
        if least <= wedge.atomic_number <= most:
            return place
    return None


def _crossing(calibration: Calibration) -> str:
    """Say when the curves of organic matter and steel cross, or belie the stated voltage."""
    organic, metal = (_ratio_curve(_wedge(calibration, place)) for place in (_ORGANIC, _METAL))
    start = max(organic[0][0], metal[0][0], _TOLD_FROM)
    stop = min(organic[0][-1], metal[0][-1])
    if stop <= start:
        return "the readings of organic matter and steel share no attenuation to compare."
    depths = np.linspace(start, stop, 33)
    gap = np.interp(depths, *metal) - np.interp(depths, *organic)
    if np.abs(gap).min() < _LEAST_GAP or np.ptp(np.sign(gap)) > 0:
        return "the curves of organic matter and steel cross or touch: they tell no material."
    volts = calibration.scanner.kilovolts
    if volts is not None and bool(gap[0] > 0) == (volts[1] >= 1000.0):
        way = "rises" if gap[0] > 0 else "falls"
        return (
            f"the ratio of the energies {way} with atomic number, which it does not at "
            f"{volts[0]:g} and {volts[1]:g} kV; the energies may be swapped."
        )
    return ""


def _wedge(calibration: Calibration, place: int) -> Wedge:
    return next(wedge for wedge in calibration.wedges if _class_of(wedge) == place)


def _ratio_curve(wedge: Wedge) -> tuple[Doubles, Doubles]:
    high = np.array([step.high for step in wedge.steps])
    return high, np.array([step.low for step in wedge.steps]) / high


def rises(calibration: Calibration) -> bool:
    """Whether the ratio of the energies rises with atomic number, as the readings have it."""
    organic, metal = (_ratio_curve(_wedge(calibration, place)) for place in (_ORGANIC, _METAL))
    depth = 0.5 * (max(organic[0][0], metal[0][0]) + min(organic[0][-1], metal[0][-1]))
    return bool(np.interp(depth, *metal) > np.interp(depth, *organic))


@functools.lru_cache(maxsize=16)
def scale_from(calibration: Calibration) -> MaterialScale:
    """Return the material scale that a checked calibration gives."""
    base = _base(calibration)
    factors: list[Doubles | None] = [None] * 4
    shifts: list[Doubles | None] = [None] * 4
    for wedge in calibration.wedges:
        place = _class_of(wedge)
        # In a tube's beam lead does not read beyond steel (`imaging.computed`).
        if place is not None and not (place == _HEAVY and base.rises):
            factors[place], shifts[place] = _corrections(base, place, wedge.steps)
    ratio = np.array(base.ratio) + _filled(shifts)
    ratio[_HEAVY] = held_apart(ratio, rises=base.rises)
    density = np.array(base.density) * _filled(factors)
    return dataclasses.replace(
        base, ratio=_four(ratio), density=_four(density), source=Grounds.CALIBRATED
    )


def _four(curves: Doubles) -> tuple[Knots, Knots, Knots, Knots]:
    organic, light, metal, heavy = (knots_of(curve) for curve in curves)
    return organic, light, metal, heavy


def _base(calibration: Calibration) -> MaterialScale:
    """Return the computed curves that the readings correct."""
    tube = rises(calibration)
    volts = calibration.scanner.kilovolts
    if volts is None:
        return computed_scale(0.16, 0.0) if tube else computed_scale(6.0, 4.0)
    high, low = volts[0] / 1000.0, volts[1] / 1000.0
    return computed_scale(min(0.45, max(0.08, high)), 0.0) if tube else computed_scale(high, low)


def _corrections(
    base: MaterialScale, place: int, steps: tuple[Step, ...]
) -> tuple[Doubles, Doubles]:
    """Return at each knot what the readings do to density (a factor) and ratio (a difference)."""
    high = np.array([step.high for step in steps])
    low = np.array([step.low for step in steps])
    grams = np.array([step.g_cm2 for step in steps])
    factor = grams / base.densities_at(high)[place]
    shift = low / high - base.ratios_at(high)[place]
    knots = np.array(base.attenuation)
    return np.interp(knots, high, factor), np.interp(knots, high, shift)


def _filled(found: list[Doubles | None]) -> Doubles:
    """Move what was not measured as its neighbours: light between two, heavy as steel."""
    organic, light, metal, heavy = found
    if organic is None or metal is None:
        raise ValueError("a checked calibration has readings of organic matter and steel")
    between = 0.5 * (organic + metal) if light is None else light
    return np.array([organic, between, metal, metal if heavy is None else heavy])


def calibration_for(
    radiograph: Radiograph, calibrations: Iterable[Calibration]
) -> Calibration | None:
    """Choose the calibration of the scanner that took a radiograph; None when there is none.

    Everything that a calibration states must agree with the scan. Of those that agree the most
    specific counts: one that names the station, then the model, then the manufacturer, then the
    energies; of equals the first.
    """
    if not radiograph.dual:
        return None
    agreeing = [one for one in calibrations if _agrees(one.scanner, radiograph)]
    return max(agreeing, key=lambda one: _weight(one.scanner), default=None)


def scale_for(radiograph: Radiograph, calibrations: Iterable[Calibration]) -> MaterialScale | None:
    """Return the scale of the scanner's own calibration; None when none is of this scanner."""
    found = calibration_for(radiograph, calibrations)
    return None if found is None else scale_from(found)


def _weight(match: ScannerMatch) -> tuple[bool, bool, bool, bool]:
    stated = match.kilovolts is not None
    return bool(match.station), bool(match.model), bool(match.manufacturer), stated


def _agrees(match: ScannerMatch, radiograph: Radiograph) -> bool:
    source = radiograph.source
    pairs = (
        (match.station, source.station),
        (match.model, source.model),
        (match.manufacturer, source.manufacturer),
    )
    names = all(not ours or _folded(ours) == _folded(theirs) for ours, theirs in pairs)
    return names and _same_volts(match.kilovolts, radiograph)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _same_volts(volts: tuple[float, float] | None, radiograph: Radiograph) -> bool:
    """Whether no stated voltage differs; a scan that states none agrees with any."""
    stated = [channel.kilovolts for channel in radiograph.channels]
    if volts is None or None in stated:
        return True
    return all(
        theirs is not None and abs(ours - theirs) <= _VOLTS_APART * ours
        for ours, theirs in zip(volts, stated, strict=True)
    )
