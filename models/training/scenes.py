"""Which scenes are simulated, and their store: one file a scene, made once.

Every scene is a function of its seed; the splits use seed ranges that never meet, so that cargo
layout, noise and irregularity of a test scene were seen by nobody.
"""

from __future__ import annotations

import dataclasses
import itertools
import multiprocessing
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from imaging.phantom import (
    EQUIPMENT,
    IRREGULARITIES,
    Scene,
    SceneOptions,
    irregularities_for,
    make_scene,
)
from models.card import InputSpec
from models.errors import UnfitScan
from models.prepare import Floats, WorkingView, working_view
from models.training.store import Planes, SceneNotes, write_scene

SPEC = InputSpec(
    megavolt_mm=12.0, kilovolt_mm=3.5, tile_rows=1600, tile_columns=2560, overlap=384, batch=2
)
FIRST_SEED = {"train": 1_000_000, "calibration": 2_000_000, "test": 3_000_000}
ROWS = {"parcel": 220, "uld": 600}
"""Rows at which the pixels come out near the working pitch."""
USUAL_ROWS = 370
NEXT_SEED = 100_000
TAUGHT = tuple(IRREGULARITIES)
"""Kinds of irregularity that the network is taught."""
KNOWN = tuple(name for name in IRREGULARITIES if name != "random_blob")
"""Those of them that figures speak of; a random body is for learning, nothing anybody looks for."""
HELD_OUT = ("weapon", "organic_bricks", "shielded_source", "false_floor", "gap")
"""Kinds kept from a second network, which shows what becomes of kinds that nobody thought of."""
LEAST_CHANGE = 0.03
"""In attenuation: three per cent of the signal."""
LEAST_OF_CLUTTER = 0.25
"""Share of the standard deviation of the cargo around it that a change must reach."""
CLUTTER = 21
LEAST_SEEN, LEAST_SEEN_SHARE = 20, 0.3
"""Working pixels of an irregularity, and share of it, that must be visible: where nobody could see
it, nothing is learned and nothing is asked."""
MOST_ATTEMPTS = 8
Maker = Callable[..., Scene]
TUBES = frozenset(name for name, item in EQUIPMENT.items() if item.tube)
"""Equipment that a tube sees."""
TUBE_SHARE = 4
"""One scene in so many is one of parcels or air cargo."""


VARIED = SceneOptions(varied=True)
"""Of all scenes here: no two units alike below the floor and along the walls."""


def varied_scene(seed: int, *, equipment: str, rows: int, irregularity: str | None = None) -> Scene:
    """Simulate a scene as the network learns from, and is tested on; see `make_scene`."""
    return make_scene(
        seed, equipment=equipment, rows=rows, irregularity=irregularity, options=VARIED
    )


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
        return f"{self.seed}-{self.equipment}-{self.irregularity or 'none'}.json"


def plan(
    split: str, benign: int, irregular: int, *, kinds: Collection[str] | None = None
) -> list[Plan]:
    """A split's scenes: equipment and irregularities in turn, so that the counts are even.

    Parameters
    ----------
    kinds
        Of irregularities; unless told, those taught for learning and those known for the others.
    """
    seeds = itertools.count(FIRST_SEED[split])
    wanted = kinds or (TAUGHT if split == "train" else KNOWN)
    tubes = [name for name, item in EQUIPMENT.items() if item.tube]
    linacs = [name for name, item in EQUIPMENT.items() if not item.tube]
    equipment = _interleaved(linacs, tubes)
    scenes = [Plan(split, next(seeds), next(equipment), None) for _ in range(benign)]
    turn = {
        name: itertools.cycle([kind for kind in irregularities_for(name) if kind in wanted])
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


def simulate(
    plans: list[Plan], store: Path, *, processes: int, maker: Maker = varied_scene
) -> list[Path]:
    """Make the scenes that the store lacks; return the files of all, in order.

    A scene that the detector would call unknown is left out.

    Parameters
    ----------
    maker
        The simulator: takes a seed and, by name, equipment, rows and irregularity; raises
        ValueError for a seed that does not fit.
    """
    store.mkdir(parents=True, exist_ok=True)
    missing = [item for item in plans if not (store / item.file_name).is_file()]
    jobs = [(item, store, maker) for item in missing]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for done, _ in enumerate(pool.imap_unordered(_make, jobs, chunksize=4), start=1):
            if done % 100 == 0:
                print(f"  {done} of {len(jobs)} scenes simulated", flush=True)
    files = [store / item.file_name for item in plans]
    return [path for path in files if path.is_file()]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A scene, it and its clean twin at the network's pitch, and how many seeds it took."""

    scene: Scene
    view: WorkingView
    twin: WorkingView
    tries: int


def _make(job: tuple[Plan, Path, Maker]) -> None:
    item, store, maker = job
    cv2.setNumThreads(1)
    seen = _in_sight(item, maker)
    if seen is not None:
        write_scene(store / item.file_name, _planes(seen), _notes(item, seen))


def _in_sight(item: Plan, maker: Maker) -> _Seen | None:
    """Simulate a plan; where nobody could see its irregularity, or it does not fit, a later seed.

    Returns
    -------
    None for a plan that the detector would call unknown.
    """
    for attempt in range(MOST_ATTEMPTS):
        try:
            scene = maker(
                item.seed + attempt * NEXT_SEED,
                equipment=item.equipment,
                rows=ROWS.get(item.equipment, USUAL_ROWS),
                irregularity=item.irregularity,
            )
            view = working_view(scene.radiograph, SPEC)
            twin = view if scene.twin is None else working_view(scene.twin, SPEC)
        except (UnfitScan, ValueError) as refusal:
            print(f"  {item.file_name}, try {attempt + 1}: {refusal}", flush=True)
            continue
        mask = _at_pitch(scene.mask, view)
        count = int((mask & visible(view, twin)).sum())
        if item.irregularity is None or count >= max(LEAST_SEEN, LEAST_SEEN_SHARE * mask.sum()):
            return _Seen(scene, view, twin, attempt + 1)
    return None


def _planes(seen: _Seen) -> Planes:
    scene, view = seen.scene, seen.view
    size = (view.shape[1], view.shape[0])
    mass = cv2.resize(scene.areal_mass.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return Planes(
        counts=view.counts.astype(np.uint16),
        clean=seen.twin.counts.astype(np.uint16),
        areal_mass=np.asarray(mass, dtype=np.float32),
        commodity=np.asarray(
            cv2.resize(scene.commodity, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8
        ),
        mask=_at_pitch(scene.mask, view),
        visible=visible(view, seen.twin),
    )


def _notes(item: Plan, seen: _Seen) -> SceneNotes:
    truth = seen.scene.truth
    return SceneNotes(
        equipment=item.equipment,
        commodity="+".join(load.commodity for load in truth.loads) or "empty",
        irregularity=item.irregularity or "",
        megavolt=seen.view.megavolt,
        air=(float(seen.view.air[0]), float(seen.view.air[1])),
        added_kg=sum(one.added_mass_kg for one in truth.irregularities),
        dprime=max((one.dprime for one in truth.irregularities), default=0.0),
        total_kg=truth.total_mass_kg,
        tare_kg=truth.tare_mass_kg,
        tries=seen.tries,
    )


def _at_pitch(mask: npt.NDArray[np.bool_], view: WorkingView) -> npt.NDArray[np.bool_]:
    size = (view.shape[1], view.shape[0])
    share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(share > 0.25, dtype=np.bool_)


def visible(view: WorkingView, twin: WorkingView) -> npt.NDArray[np.bool_]:
    """Where a scene differs from its twin, whose noise is the same, by more than the clutter."""
    clean = twin.attenuation(0)
    change = cv2.blur(np.abs(view.attenuation(0) - clean), (3, 3))
    least = np.maximum(LEAST_CHANGE, LEAST_OF_CLUTTER * clutter(clean))
    return np.asarray((change > least) & ~(view.opaque() & twin.opaque()), dtype=np.bool_)


def clutter(attenuation: Floats) -> Floats:
    """Standard deviation of the attenuation around each pixel: what a change must stand out of."""
    mean = cv2.blur(attenuation, (CLUTTER, CLUTTER))
    square = cv2.blur(attenuation**2, (CLUTTER, CLUTTER))
    return np.asarray(np.sqrt(np.maximum(square - mean**2, 0.0)), dtype=np.float32)


def digest(paths: list[Path]) -> str:
    """A checksum over the names of the scenes, for the card: same list, same checksum."""
    return f"{zlib.crc32(chr(10).join(p.name for p in paths).encode()):08x}"
