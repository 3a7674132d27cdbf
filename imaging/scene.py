"""A simulated scene and what it is known to hold, whichever simulator made it."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from imaging.radiograph import Radiograph

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.uint8]


@dataclasses.dataclass(frozen=True, slots=True)
class Load:
    """A load in truth.

    Attributes
    ----------
    commodity
        A name in `COMMODITY_NAMES`.
    x0, x1
        First column, and the one after the last.
    mass_kg
        Its mass.
    """

    commodity: str
    x0: int
    x1: int
    mass_kg: float


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedIrregularity:
    """An irregularity in truth.

    Attributes
    ----------
    kind
        A name in `IRREGULARITY_KINDS`.
    box
        (x, y, width, height) in pixels; zeros when nothing of it can be seen.
    added_mass_kg
        What it adds to the cargo; negative where something is missing.
    materials
        What was brought in, heaviest first; empty for a gap.
    dprime
        Detectability by an ideal observer who knows the clean scene, both energies together.
    """

    kind: str
    box: tuple[int, int, int, int]
    added_mass_kg: float
    materials: tuple[str, ...]
    dprime: float


@dataclasses.dataclass(frozen=True, slots=True)
class SceneTruth:
    """What is really there.

    Attributes
    ----------
    equipment
        A name in `EQUIPMENT_NAMES`.
    loads
        From the left to the right.
    irregularities
        None or one.
    total_mass_kg
        Everything that stands in the beam.
    tare_mass_kg
        The equipment alone.
    """

    equipment: str
    loads: tuple[Load, ...]
    irregularities: tuple[PlacedIrregularity, ...]
    total_mass_kg: float
    tare_mass_kg: float


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A simulated scan with its ground truth.

    Attributes
    ----------
    radiograph
        Dual energy, 16-bit storage, origin SYNTHETIC.
    twin
        The same cargo and the same noise without the irregularity; None when there is none, or
        when it was not asked for.
    mask
        ``bool`` (rows, columns): where the irregularity changes the picture.
    areal_mass
        ``float32`` (rows, columns), g/cm2, normal to the image plane.
    material
        ``uint8`` (rows, columns): `MaterialClass` that dominates.
    commodity
        ``uint8`` (rows, columns): place in `COMMODITY_NAMES`; 0 where there is no cargo.
    truth
        Loads, irregularities, masses.
    seed
        What it was made from.
    """

    radiograph: Radiograph
    twin: Radiograph | None
    mask: Mask
    areal_mass: Floats
    material: Labels
    commodity: Labels
    truth: SceneTruth
    seed: int
