"""The same scenes as another scanner, or a worse one, would have stored them.

All but the spectrum are done to the stored counts; another spectrum needs the scene again, from the
same seed. A shift is one change; everything else stays as it is, also the scores that the scan is
compared with: nobody calibrates for a scanner that begins to fail.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.noise import NoiseModel
from imaging.phantom import make_scene
from imaging.phantom.plan import draw_plan
from models.evaluation.scans import Mask
from models.prepare import WorkingView, working_view
from models.training.scenes import NEXT_SEED, ROWS, SPEC, USUAL_ROWS, VARIED
from models.training.store import StoredScene

Rng = np.random.Generator

NOISE = 3.0
"""Times the standard deviation that the picture has."""
GAIN_STEP, MODULE_ROWS = 0.04, 16
"""Standard deviation of the gain from one module of the detector to the next, and its rows."""
SCATTER = 0.01
"""Share of the mean signal around a pixel that is added to it."""
SCATTER_REACH = 0.06
"""Of that surrounding, as a share of the picture's height: one standard deviation."""
BLUR = 1.5
"""Standard deviation in working pixels."""
SMALLER = 0.92
LEVELS = 255
END_POINT, MORE_IRON, MORE_COPPER = 0.95, 10.0, 0.3
"""Of the other spectrum: end points lower by a twentieth, g/cm2 more before the object."""


def more_noise(view: WorkingView, rng: Rng) -> WorkingView:
    """Noise of three times the deviation that is found in the picture itself."""
    planes = []
    for plane in view.counts:
        whole = np.clip(np.rint(plane), 0, 65535).astype(np.uint16)
        sigma = NoiseModel.of(whole).sigma[whole] * np.sqrt(NOISE**2 - 1.0)
        planes.append(plane + sigma * rng.standard_normal(plane.shape, dtype=np.float32))
    return _with(view, np.stack(planes))


def gain_steps(view: WorkingView, rng: Rng) -> WorkingView:
    """Modules of the detector that read brighter or darker, each energy its own way."""
    rows = view.shape[0]
    modules = 1.0 + GAIN_STEP * rng.standard_normal((2, -(-rows // MODULE_ROWS), 1))
    return _with(view, view.counts * np.repeat(modules, MODULE_ROWS, axis=1)[:, :rows])


def more_scatter(view: WorkingView, _rng: Rng) -> WorkingView:
    """A veil: some of what the pixels around receive."""
    width = SCATTER_REACH * view.shape[0]
    veil = [cv2.GaussianBlur(plane, (0, 0), width) for plane in view.counts]
    return _with(view, view.counts + SCATTER * np.stack(veil))


def more_blur(view: WorkingView, _rng: Rng) -> WorkingView:
    """A wider point spread."""
    return _with(view, np.stack([cv2.GaussianBlur(one, (0, 0), BLUR) for one in view.counts]))


def smaller(view: WorkingView, _rng: Rng) -> WorkingView:
    """Everything smaller, as if the file stated the wrong size of a pixel."""
    rows, columns = (round(SMALLER * length) for length in view.shape)
    planes = [cv2.resize(one, (columns, rows), interpolation=cv2.INTER_AREA) for one in view.counts]
    return _with(view, np.stack(planes))


def eight_bits(view: WorkingView, _rng: Rng) -> WorkingView:
    """No more than 256 levels, the brighter energy's air the last of them."""
    step = float(view.air.max()) / LEVELS
    return _with(view, np.rint(view.counts / step) * step)


def _with(view: WorkingView, counts: npt.NDArray[np.floating]) -> WorkingView:
    kept = np.clip(counts, 0.0, 65535.0).astype(np.float32)
    return dataclasses.replace(view, counts=kept, stored_shape=kept.shape[1:])


ON_COUNTS: Mapping[str, Callable[[WorkingView, Rng], WorkingView]] = MappingProxyType(
    {
        "noise_x3": more_noise,
        "gain_steps_4pct": gain_steps,
        "scatter_plus_1pct": more_scatter,
        "blur_1_5px": more_blur,
        "scale_8pct_smaller": smaller,
        "8_bit": eight_bits,
    }
)
SPECTRUM = "other_spectrum"


def shifted(scene: StoredScene, name: str) -> tuple[WorkingView, Mask]:
    """One scene under one shift, and where its irregularity is then.

    Raises
    ------
    models.errors.UnfitScan
        When the detector would call the shifted scene unknown.
    """
    mask = scene.planes().mask
    if name == SPECTRUM:
        return _other_spectrum(scene), mask
    seed = zlib.crc32(f"{scene.place.name} {name}".encode())
    view = ON_COUNTS[name](scene.view(), np.random.default_rng(seed))
    if view.shape != mask.shape:
        size = (view.shape[1], view.shape[0])
        share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        mask = np.asarray(share > 0.25, dtype=np.bool_)
    return view, mask


def _other_spectrum(scene: StoredScene) -> WorkingView:
    """The scene from its seed, with all that its scanner drew but the beam."""
    notes = scene.notes
    seed = int(scene.place.name.split("-")[0]) + (notes.tries - 1) * NEXT_SEED
    rows = ROWS.get(notes.equipment, USUAL_ROWS)
    kind = notes.irregularity or None
    beam = draw_plan(seed, notes.equipment, rows, kind, VARIED).scanner.beam
    more = MORE_IRON if notes.megavolt else MORE_COPPER
    options = dataclasses.replace(
        VARIED,
        energies=(END_POINT * beam.high, END_POINT * beam.low),
        filter_g_cm2=beam.filter_g_cm2 + more,
        with_twin=False,
    )
    made = make_scene(
        seed, equipment=notes.equipment, rows=rows, irregularity=kind, options=options
    )
    return working_view(made.radiograph, SPEC)
