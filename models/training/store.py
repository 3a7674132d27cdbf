"""Simulated scenes on disk: packed so that a crop reads only what it covers.

A scene is two files: an array of what is the same with and without its irregularity, mapped into
memory, and the few pixels that the irregularity changes. A crop then touches some dozens of pages
instead of megabytes, and a clean twin costs nothing.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.prepare import Floats, WorkingView

Counts = npt.NDArray[np.uint16]
Box = tuple[int, int, int, int]
"""(top, left, bottom, right) in working pixels."""

MASS_STEP = 0.05
"""Areal mass is stored in whole steps of so many g/cm2."""
_HIGH, _LOW, _MASS, _LABELS = range(4)
_MASK, _VISIBLE = 1 << 8, 1 << 9
_MARGIN = 4
"""Pixels around the mask in which scatter and blur still carry the change."""


@dataclasses.dataclass(frozen=True, slots=True)
class SceneNotes:
    """What is known of a stored scene beside its pixels.

    Attributes
    ----------
    equipment, commodity, irregularity
        As drawn; two loads are joined by ``+``; the irregularity is empty for an innocent scene.
    megavolt
        Which beam.
    air
        What the unattenuated beam reads in either energy.
    added_kg, dprime
        Mass that the irregularity adds, and how well an ideal observer sees it; 0 without one.
    total_kg, tare_kg
        True masses of the whole and of the empty equipment.
    tries
        Seeds it took until the irregularity was in sight.
    """

    equipment: str
    commodity: str
    irregularity: str
    megavolt: bool
    air: tuple[float, float]
    added_kg: float
    dprime: float
    total_kg: float
    tare_kg: float
    tries: int


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """Some rectangle of a scene at the network's pitch.

    Attributes
    ----------
    counts, clean
        ``uint16``, (2, rows, columns): with the irregularity, and the same cargo without it.
    areal_mass
        ``float32``, (rows, columns), g/cm2, of the scene with its irregularity.
    commodity
        ``uint8``, (rows, columns): place in `imaging.vocabulary.COMMODITY_NAMES`, 0 for none.
    mask, visible
        ``bool``, (rows, columns): where the irregularity is, and where of that the two pictures
        differ by more than an eye would miss.
    """

    counts: Counts
    clean: Counts
    areal_mass: Floats
    commodity: npt.NDArray[np.uint8]
    mask: npt.NDArray[np.bool_]
    visible: npt.NDArray[np.bool_]


def write_scene(place: Path, planes: Planes, notes: SceneNotes) -> None:
    """Store a scene; the file that names it comes last: an interrupted run leaves none."""
    steps = np.clip(np.rint(planes.areal_mass / MASS_STEP), 0, 65535).astype(np.uint16)
    labels = planes.commodity.astype(np.uint16)
    labels |= np.where(planes.mask, np.uint16(_MASK), np.uint16(0))
    labels |= np.where(planes.mask & planes.visible, np.uint16(_VISIBLE), np.uint16(0))
    base = np.stack([planes.clean[0], planes.clean[1], steps, labels], axis=-1)
    box = _box(planes.mask)
    if box is not None:
        top, left, bottom, right = box
        np.save(_patch(place), planes.counts[:, top:bottom, left:right])
    np.save(_base(place), base)
    text = json.dumps({"box": box, **dataclasses.asdict(notes)})
    partial = place.with_suffix(".part")
    partial.write_text(text, encoding="utf-8")
    partial.replace(place)


def _box(mask: npt.NDArray[np.bool_]) -> Box | None:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if len(rows) == 0:
        return None
    top, left = max(0, int(rows[0]) - _MARGIN), max(0, int(columns[0]) - _MARGIN)
    bottom = min(mask.shape[0], int(rows[-1]) + 1 + _MARGIN)
    right = min(mask.shape[1], int(columns[-1]) + 1 + _MARGIN)
    return top, left, bottom, right


def _base(place: Path) -> Path:
    return place.with_suffix(".base.npy")


def _patch(place: Path) -> Path:
    return place.with_suffix(".patch.npy")


def remove_scene(place: Path) -> None:
    """Take a scene out of the store; the file that names it goes first."""
    for one in (place, _base(place), _patch(place)):
        one.unlink(missing_ok=True)


class StoredScene:
    """A scene of the store; its pixels are read when they are asked for.

    Parameters
    ----------
    place
        The file that names it.
    """

    def __init__(self, place: Path) -> None:
        tree = json.loads(place.read_text(encoding="utf-8"))
        box = tree.pop("box")
        self.place = place
        self.box: Box | None = tuple(box) if box is not None else None
        """What the irregularity changes."""
        self.notes = SceneNotes(**{**tree, "air": tuple(tree["air"])})
        self._base: Counts = np.load(_base(place), mmap_mode="r")
        self._patch: Counts | None = np.load(_patch(place)) if self.box is not None else None

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) at the network's pitch."""
        return int(self._base.shape[0]), int(self._base.shape[1])

    @property
    def air(self) -> Floats:
        """``float32``, (2,)."""
        return np.array(self.notes.air, dtype=np.float32)

    def planes(self, box: Box | None = None) -> Planes:
        """Read a rectangle, the whole scene unless told."""
        top, left, bottom, right = box or (0, 0, *self.shape)
        part = np.moveaxis(np.asarray(self._base[top:bottom, left:right]), -1, 0)
        clean = part[[_HIGH, _LOW]]
        counts = clean.copy()
        if self.box is not None and self._patch is not None:
            first, last = self.box[:2], self.box[2:]
            y0, x0 = max(first[0], top), max(first[1], left)
            y1, x1 = min(last[0], bottom), min(last[1], right)
            if y0 < y1 and x0 < x1:
                own = self._patch[:, y0 - first[0] : y1 - first[0], x0 - first[1] : x1 - first[1]]
                counts[:, y0 - top : y1 - top, x0 - left : x1 - left] = own
        labels = part[_LABELS]
        return Planes(
            counts=counts,
            clean=clean,
            areal_mass=part[_MASS].astype(np.float32) * np.float32(MASS_STEP),
            commodity=(labels & 0xFF).astype(np.uint8),
            mask=(labels & _MASK) > 0,
            visible=(labels & _VISIBLE) > 0,
        )

    def cargo_share(self, box: Box) -> float:
        """Share of a rectangle that is cargo, from every eighth pixel."""
        top, left, bottom, right = box
        return float((self._base[top:bottom:8, left:right:8, _LABELS] & 0xFF > 0).mean())

    def view(self, *, single: bool = False, clean: bool = False) -> WorkingView:
        """The scene as the detector prepares it; ``single`` without its low energy."""
        planes = self.planes()
        pixels, low = planes.clean if clean else planes.counts, 0 if single else 1
        counts = np.stack([pixels[0], pixels[low]]).astype(np.float32)
        air = np.array([self.air[0], self.air[low]], dtype=np.float32)
        return WorkingView(
            counts,
            air,
            self.notes.megavolt,
            dual=not single,
            pitch_assumed=False,
            stored_shape=self.shape,
        )
