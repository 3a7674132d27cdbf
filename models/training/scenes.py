"""Which scenes are simulated, and their store: one file a scene, made once.

Every scene is a function of its seed; the splits use seed ranges that never meet, so that cargo
layout, noise and irregularity of a test scene were seen by nobody.
"""

from __future__ import annotations

import dataclasses
import itertools
import multiprocessing
import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from imaging.phantom import EQUIPMENT, IRREGULARITIES, Scene, irregularities_for, make_scene
from models.card import InputSpec
from models.errors import UnfitScan
from models.prepare import Floats, WorkingView, working_view

SPEC = InputSpec(megavolt_mm=12.0, kilovolt_mm=3.5, tile_rows=1600, tile_columns=2560, overlap=256)
FIRST_SEED = {"train": 1_000_000, "calibration": 2_000_000, "test": 3_000_000}
ROWS = {"parcel": 220, "uld": 600}
"""Rows at which the pixels come out near the working pitch."""
USUAL_ROWS = 370
NEXT_SEED = 100_000
KNOWN = (
    "dense_block",
    "false_floor",
    "false_wall",
    "gas_cylinders",
    "load_in_empty",
    "shielded_source",
)
"""Kinds of irregularity that the network is taught; the others are measured all the same."""
LEAST_CHANGE = 0.03
"""In attenuation: three per cent of the signal."""
LEAST_OF_CLUTTER = 0.25
"""Share of the standard deviation of the cargo around it that a change must reach."""
CLUTTER = 21
MOST_ATTEMPTS = 5
TUBE_SHARE = 4
"""One scene in so many is one of parcels or air cargo."""


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """One scene to simulate."""

    split: str
    seed: int
    equipment: str
    irregularity: str | None

    @property
    def file_name(self) -> str:
        """Names everything the scene depends on."""
        return f"{self.seed}-{self.equipment}-{self.irregularity or 'none'}.npz"


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class StoredScene:
    """A scene at the network's pitch.

    Attributes
    ----------
    counts, twin
        ``uint16``, (2, rows, columns): with the irregularity, and the same cargo without it.
    air
        ``float32``, (2,).
    mask
        ``bool``, (rows, columns): where the irregularity is.
    visible
        ``bool``, (rows, columns): where the two pictures differ by more than an eye would miss.
    megavolt
        Which beam.
    """

    plan: Plan
    commodity: str
    counts: npt.NDArray[np.uint16]
    twin: npt.NDArray[np.uint16]
    air: Floats
    mask: npt.NDArray[np.bool_]
    visible: npt.NDArray[np.bool_]
    megavolt: bool

    def view(self, *, single: bool = False) -> WorkingView:
        """The scene as the detector prepares it; with ``single``, without its low energy."""
        low = 0 if single else 1
        counts = np.stack([self.counts[0], self.counts[low]]).astype(np.float32)
        air = np.array([self.air[0], self.air[low]], dtype=np.float32)
        shape = (int(counts.shape[1]), int(counts.shape[2]))
        return WorkingView(
            counts, air, self.megavolt, dual=not single, pitch_assumed=False, stored_shape=shape
        )


def plan(split: str, benign: int, irregular: int, *, first_seed: int | None = None) -> list[Plan]:
    """A split's scenes: equipment and irregularities in turn, so that the counts are even."""
    seeds = itertools.count(FIRST_SEED[split] if first_seed is None else first_seed)
    tubes = [name for name, item in EQUIPMENT.items() if item.tube]
    linacs = [name for name, item in EQUIPMENT.items() if not item.tube]
    equipment = _interleaved(linacs, tubes)
    scenes = [Plan(split, next(seeds), next(equipment), None) for _ in range(benign)]
    taught = set(KNOWN) if split == "train" else set(IRREGULARITIES)
    turn = {
        name: itertools.cycle([kind for kind in irregularities_for(name) if kind in taught])
        for name in EQUIPMENT
    }
    for _ in range(irregular):
        name = next(equipment)
        scenes.append(Plan(split, next(seeds), name, next(turn[name])))
    return scenes


def _interleaved(linacs: list[str], tubes: list[str]) -> Iterator[str]:
    many, few = itertools.cycle(linacs), itertools.cycle(tubes)
    for index in itertools.count(1):
        yield next(few) if index % TUBE_SHARE == 0 else next(many)


def simulate(plans: list[Plan], store: Path, *, processes: int) -> list[Path]:
    """Make the scenes that the store lacks; return the files of all, in order.

    A scene that the detector would call unknown is left out.
    """
    store.mkdir(parents=True, exist_ok=True)
    missing = [item for item in plans if not (store / item.file_name).is_file()]
    jobs = [(item, store) for item in missing]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for done, _ in enumerate(pool.imap_unordered(_make, jobs, chunksize=4), start=1):
            if done % 50 == 0:
                print(f"  {done} of {len(jobs)} scenes simulated", flush=True)
    files = [store / item.file_name for item in plans]
    return [path for path in files if path.is_file()]


def _make(job: tuple[Plan, Path]) -> None:
    item, store = job
    cv2.setNumThreads(1)
    scene = _scene(item)
    try:
        view = working_view(scene.radiograph, SPEC)
        twin = view if scene.twin is None else working_view(scene.twin, SPEC)
    except UnfitScan as refusal:
        print(f"  {item.file_name} would be unknown: {refusal}", flush=True)
        return
    size = (view.shape[1], view.shape[0])
    share = cv2.resize(scene.mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    mass = cv2.resize(scene.areal_mass.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    place = store / item.file_name
    # Written beside and moved, so that an interrupted run leaves no half file.
    partial = place.with_suffix(".part")
    with partial.open("wb") as stream:
        np.savez(
            stream,
            counts=view.counts.astype(np.uint16),
            twin=twin.counts.astype(np.uint16),
            air=view.air,
            mask=share > 0.25,
            visible=_visible(view, twin),
            areal_mass=mass.astype(np.float16),
            megavolt=np.array(view.megavolt),
            commodity=np.array("+".join(load.commodity for load in scene.truth.loads) or "empty"),
        )
    partial.replace(place)


def _visible(view: WorkingView, twin: WorkingView) -> npt.NDArray[np.bool_]:
    """Where a scene differs from its twin, whose noise is the same, by more than the clutter."""
    clean = twin.attenuation(0)
    change = cv2.blur(np.abs(view.attenuation(0) - clean), (3, 3))
    mean, square = cv2.blur(clean, (CLUTTER, CLUTTER)), cv2.blur(clean**2, (CLUTTER, CLUTTER))
    spread = np.sqrt(np.maximum(square - mean**2, 0.0))
    least = np.maximum(LEAST_CHANGE, LEAST_OF_CLUTTER * spread)
    return np.asarray((change > least) & ~(view.opaque() & twin.opaque()), dtype=np.bool_)


def _scene(item: Plan) -> Scene:
    """Simulate a plan; where its seed packs no cargo that the irregularity needs, a later seed."""
    for attempt in range(MOST_ATTEMPTS):
        try:
            return make_scene(
                item.seed + attempt * NEXT_SEED,
                equipment=item.equipment,
                rows=ROWS.get(item.equipment, USUAL_ROWS),
                irregularity=item.irregularity,
            )
        except ValueError:
            if attempt == MOST_ATTEMPTS - 1:
                raise
    raise AssertionError("the loop returns or raises")


def load(path: Path) -> StoredScene:
    """Read a scene back."""
    seed, equipment, kind = path.stem.split("-")
    seed_number = int(seed)
    split = max((s for s in FIRST_SEED if FIRST_SEED[s] <= seed_number), key=FIRST_SEED.__getitem__)
    with np.load(path) as stored:
        return StoredScene(
            plan=Plan(split, seed_number, equipment, None if kind == "none" else kind),
            commodity=str(stored["commodity"]),
            counts=stored["counts"],
            twin=stored["twin"],
            air=stored["air"],
            mask=stored["mask"],
            visible=stored["visible"],
            megavolt=bool(stored["megavolt"]),
        )


def load_areal_mass(path: Path) -> Floats:
    """Read a scene's true areal mass: ``float32``, (rows, columns), g/cm2."""
    with np.load(path) as stored:
        return np.asarray(stored["areal_mass"], dtype=np.float32)


def digest(paths: list[Path]) -> str:
    """A checksum over the names of the scenes, for the card: same list, same checksum."""
    return f"{zlib.crc32(chr(10).join(p.name for p in paths).encode()):08x}"
