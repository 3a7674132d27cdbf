"""A scanner of the yard: every setting of its source, stand, detector and vendor's software."""

from __future__ import annotations

import dataclasses

from imaging.yard.beam import Source
from imaging.yard.projector import Stand
from imaging.yard.texture import Rng

VENDOR_STEPS = ("none", "median", "jpeg", "sharpen")
"""What a vendor's software may have done to the picture before it is stored."""


@dataclasses.dataclass(frozen=True, slots=True)
class Scanner:
    """One scanner.

    Attributes
    ----------
    source, stand
        Spectra, and where they come from.
    quanta
        Counts of a Poisson process as noisy as unattenuated air, a pixel: high, low.
    electronic
        Standard deviation of dark noise as a share of the air signal.
    scatter
        Scattered over primary signal behind one mean free path filling the fan, high energy; the
        low energy has a third more.
    lag, lag_columns
        Share of a signal that comes late, and over how many columns it decays.
    blur
        Standard deviation of the Gaussian core across rows and along columns, in pixels.
    tails, tail_width
        Share of the signal in Lorentzian tails across rows, and their half-width in pixels.
    light
        Share of light that each of two neighbours in a module receives.
    module_rows
        Pixels of a detector module.
    gain
        Standard deviation of what is left of a module's gain after calibration.
    bend
        The same for how much that depends on the level of the signal.
    dose
        Standard deviation of the dose of a pulse after it is divided out.
    dead_rows
        Rows that do not answer and are filled in from their neighbours.
    sideways
        By how many columns the low energy lies beside the high one, 0 to 0.5.
    air
        Stored value of air, high and low.
    vendor
        A name in `VENDOR_STEPS`.
    """

    source: Source
    stand: Stand
    quanta: tuple[float, float] = (2.0e4, 1.2e4)
    electronic: float = 3e-4
    scatter: float = 0.0
    lag: float = 0.0
    lag_columns: float = 3.0
    blur: tuple[float, float] = (0.0, 0.0)
    tails: float = 0.0
    tail_width: float = 1.5
    light: float = 0.0
    module_rows: int = 32
    gain: float = 0.0
    bend: float = 0.0
    dose: float = 0.0
    dead_rows: int = 0
    sideways: float = 0.0
    air: tuple[int, int] = (50000, 50000)
    vendor: str = "none"


def draw_scanner(rng: Rng, *, tube: bool, width: float, top: float) -> Scanner:
    """Draw a scanner for an object so many cm deep and high.

    Parameters
    ----------
    rng
        Source of chance.
    tube
        An X-ray tube, or a linac that alternates between two energies.
    width
        Depth of the grid, cm.
    top
        Height of the object, cm.
    """
    even = rng.uniform
    skew = float(even(-8, 8)) if rng.random() < 0.35 else 0.0
    near = float(even(1.2, 2.4)) * width if tube else float(even(260, 820))
    height = float(even(-0.1, 0.35) if tube else even(0.05, 0.6)) * top
    stand = Stand(near, height, skew)
    source = _tube(rng) if tube else _linac(rng)
    quanta = float(rng.lognormal(10.0 if tube else 9.3, 0.7))
    steps = ("none", "none", "none", "median", "jpeg", "sharpen")
    return Scanner(
        source=source,
        stand=stand,
        quanta=(quanta, quanta * float(even(0.4, 0.9))),
        electronic=float(rng.lognormal(-8.3, 0.5)),
        scatter=float(even(0.002, 0.03)) * (2.0 if tube else 1.0),
        lag=float(even(0.0, 0.06)) if rng.random() < 0.6 else 0.0,
        lag_columns=float(even(1.0, 6.0)),
        blur=(float(even(0.2, 0.7)), float(even(0.2, 0.8))),
        tails=float(even(0.0, 0.10)),
        tail_width=float(even(0.8, 2.5)),
        light=float(even(0.0, 0.06)),
        module_rows=int(rng.choice([16, 24, 32, 64])),
        gain=float(rng.lognormal(-6.0, 0.5)),
        bend=float(rng.lognormal(-6.6, 0.6)),
        dose=float(rng.lognormal(-6.0, 0.6)),
        dead_rows=int(rng.poisson(0.7)),
        sideways=float(even(0.0, 0.5)) if not tube else 0.0,
        air=(int(even(30000, 60000)), int(even(30000, 60000))),
        vendor=str(rng.choice(steps)),
    )


def _linac(rng: Rng) -> Source:
    high = float(rng.uniform(5.5, 9.5))
    return Source(
        high=high,
        low=high * float(rng.uniform(0.5, 0.72)),
        target=float(rng.uniform(3, 8)),
        filter=float(rng.uniform(10, 26)),
        screen=float(rng.uniform(8, 22)),
    )


def _tube(rng: Rng) -> Source:
    volts = float(rng.uniform(0.15, 0.31))
    return Source(
        high=volts,
        low=volts,
        target=0.0,
        filter=float(rng.uniform(0.3, 0.9)),
        screen=float(rng.uniform(0.7, 1.6)),
        front=float(rng.uniform(0.05, 0.14)),
    )
