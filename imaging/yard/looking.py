"""Holds seen by a scanner: maps of mass, rays, and the labels that follow from them."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from imaging.scene import Labels, Load, Mask
from imaging.vocabulary import COMMODITY_NAMES, MaterialClass
from imaging.yard.beam import Beam
from imaging.yard.equipment import Extent
from imaging.yard.exposure import Means, Rays, transmit
from imaging.yard.grid import Floats, Grid
from imaging.yard.hold import Hold
from imaging.yard.projector import Projector
from imaging.yard.scanner import Scanner
from imaging.yard.substances import SUBSTANCES

LAYER_CM = 13.0
"""Depth of a layer with a linac, about."""
LAYER_CM_TUBE = 5.0
KNOWN_TO = 0.01
"""How well an ideal observer knows the clean scene, as a share of the signal."""
CHANGED = 0.005
"""Least change of the logarithm in a pixel of a mask."""
CHANGED_OF_AIR = 2e-4
"""Least change of the signal in a pixel of a mask, as a share of air."""
THIN = 0.3
"""Areal mass in g/cm2 below which a pixel shows no goods."""
_CLASSES = list(MaterialClass)[1:]


def make_grid(extent: Extent, rows: int, scanner: Scanner, *, tube: bool) -> Grid:
    """Lay voxels about an object so that its near side, which looks largest, is in the picture."""
    layers = max(4, round(extent.width / (LAYER_CM_TUBE if tube else LAYER_CM)))
    stand = scanner.stand
    larger = (stand.near + extent.width / 2) / stand.near
    top = stand.height + max(0.0, extent.top - stand.height) * larger + 0.015 * extent.top
    # A parcel's belt is wholly in the picture; the wheels of a truck may well be cut off.
    below = larger if tube else 1.0
    bottom = stand.height - (stand.height - extent.bottom) * below
    pitch = (top - bottom) / rows
    slope = abs(math.tan(math.radians(stand.skew)))
    return Grid(
        rows=rows,
        columns=round(extent.length / pitch),
        layers=layers,
        pitch=pitch,
        depth=extent.width / layers,
        bottom=bottom,
        margin=math.ceil(slope * extent.width / 2 / pitch) + 2,
    )


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Maps:
    """Areal mass of each substance, ``float32`` (rows, columns), g/cm2 square to the picture.

    Attributes
    ----------
    unit
        Equipment.
    goods
        Goods, and what is hidden in them.
    """

    unit: dict[str, Floats]
    goods: dict[str, Floats]

    def total(self) -> dict[str, Floats]:
        """Both together."""
        both = dict(self.unit)
        for name, picture in self.goods.items():
            both[name] = both[name] + picture if name in both else picture
        return both


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class View:
    """A scanner before a grid."""

    grid: Grid
    projector: Projector
    scanner: Scanner
    beam: Beam

    def project(self, hold: Hold, columns: tuple[int, int] | None = None) -> dict[str, Floats]:
        """Project every substance of a hold, or some columns of it."""
        return {
            name: self.projector.project(volume, columns, hold.rows_of(name))
            for name, volume in hold.parts.items()
        }

    def rays(self, maps: dict[str, Floats]) -> Rays:
        """Attenuate the beam along the rays, which are longer than the maps are deep."""
        return transmit(self.beam, {name: m / self.projector.cosine for name, m in maps.items()})

    def columns_of(self, hold: Hold) -> tuple[int, int] | None:
        """Columns of the picture that changes of a hold can reach; None where nothing changed."""
        touched = hold.touched()
        if touched is None:
            return None
        reach, margin = self.projector.reach, self.grid.margin
        first = max(0, touched[0] - margin - reach)
        last = min(self.grid.columns, touched[1] - margin + reach)
        return (first, last) if last > first else None

    def again(self, hold: Hold, maps: Maps, rays: Rays) -> tuple[Maps, Rays]:
        """Look again at a hold that changed, only where it did."""
        columns = self.columns_of(hold)
        if columns is None:
            return maps, rays
        at = slice(*columns)
        goods = {}
        for name, picture in self.project(hold, columns).items():
            before = maps.goods.get(name)
            whole = np.zeros((self.grid.rows, self.grid.columns), np.float32)
            whole = whole if before is None else before.copy()
            whole[:, at] = picture
            goods[name] = whole
        new = Maps(maps.unit, goods)
        part = self.rays({name: m[:, at] for name, m in new.total().items()})
        signal, spread = rays.signal.copy(), rays.spread.copy()
        signal[:, :, at], spread[:, :, at] = part.signal, part.spread
        return new, Rays(signal, spread)


def paths_of(rays: Rays) -> Floats:
    """Return mean free paths at the high energy."""
    return np.asarray(-np.log(np.maximum(rays.signal[0], np.float32(1e-9))), dtype=np.float32)


def changed(before: Rays, after: Rays) -> Mask:
    """Return where two scenes differ by more than nothing, ``bool`` (rows, columns)."""
    least = np.float32(1e-9)
    logs = np.abs(np.log(np.maximum(after.signal, least) / np.maximum(before.signal, least)))
    shares = np.abs(after.signal - before.signal)
    return np.asarray(((logs > CHANGED) & (shares > CHANGED_OF_AIR)).any(axis=0), dtype=np.bool_)


def dprime(before: Means, after: Means) -> float:
    """Return detectability by an observer who knows the clean scene to `KNOWN_TO`."""
    unsure = (np.float32(KNOWN_TO) * before.signal) ** 2
    ratio = (after.signal - before.signal) ** 2 / (before.variance + unsure)
    return float(np.sqrt(ratio.sum(dtype=np.float64)))


def box_of(mask: Mask) -> tuple[int, int, int, int]:
    """Return (x, y, width, height) about a mask; zeros for an empty one."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return 0, 0, 0, 0
    x, y = int(columns[0]), int(rows[0])
    return x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1


def material_labels(maps: dict[str, Floats], shape: tuple[int, int]) -> Labels:
    """Return the class with most mass in each pixel, ``uint8``; AIR where next to nothing is."""
    sums = np.zeros((len(_CLASSES), *shape), dtype=np.float32)
    for name, picture in maps.items():
        sums[_CLASSES.index(SUBSTANCES[name].kind)] += picture
    label: Labels = (sums.argmax(axis=0) + 1).astype(np.uint8)
    label[sums.sum(axis=0) < THIN / 3] = MaterialClass.AIR
    return label


def commodity_labels(
    goods: dict[str, Floats], loads: tuple[Load, ...], shape: tuple[int, int]
) -> Labels:
    """Return the place in `COMMODITY_NAMES` of the load seen in each pixel, ``uint8``."""
    label = np.zeros(shape, dtype=np.uint8)
    if not goods:
        return label
    there = np.sum(list(goods.values()), axis=0) > THIN
    for load in loads:
        span = slice(load.x0, load.x1)
        label[:, span][there[:, span]] = COMMODITY_NAMES.index(load.commodity)
    return label
