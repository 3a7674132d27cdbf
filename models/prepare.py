"""From the stored pixels to what the network is fed, and the refusal of what it cannot judge.

Only the resampling and the flip of inverse images happen here. The step from counts to attenuation
is part of the network's graph, so that it cannot drift apart from the weights.
"""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.radiograph import Channel, Radiograph
from models import tensors
from models.card import InputSpec
from models.errors import UnfitScan

Floats = npt.NDArray[np.float32]

CELL = tensors.CELL
MEGAVOLT_FROM_MM = 3.0
"""Coarser pixels than this come from a linac, when the file does not state the voltage."""
ASSUMED_MEGAVOLT_MM = 4.2
ASSUMED_KILOVOLT_MM = 1.5
MIN_SIDE = 48
MAX_ROWS = 1600
MAX_COLUMNS = 40_000
MAX_ENLARGEMENT = 3.0
OPAQUE = 0.0015
"""Transmission below which nothing is seen: the noise floor of cargo systems is about 0.001."""
MAX_OPAQUE_SHARE = 0.6
MIN_SKY = 0.5
"""Above the object a cargo scan shows air or a thin roof; an inverse image does not."""
MIN_CONTRAST = 0.1
LEAST_COUNT = 0.5


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class WorkingView:
    """A scan at the network's pitch.

    Attributes
    ----------
    counts
        ``float32``, shape (2, rows, columns): high and low energy, large is air, in stored units.
        The low plane repeats the high one when there is only one energy.
    air
        ``float32``, shape (2,): what the unattenuated beam reads in either plane.
    megavolt, dual
        Which beam, and whether the two planes are two energies.
    pitch_assumed
        True when the file did not say how large a pixel is.
    stored_shape
        (rows, columns) of the stored image.
    """

    counts: Floats
    air: Floats
    megavolt: bool
    dual: bool
    pitch_assumed: bool
    stored_shape: tuple[int, int]

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) at the network's pitch."""
        return int(self.counts.shape[1]), int(self.counts.shape[2])

    @property
    def beam(self) -> str:
        """Which of the card's thresholds applies."""
        volts = "megavolt" if self.megavolt else "kilovolt"
        return f"{volts}_{'dual' if self.dual else 'single'}"

    def attenuation(self, plane: int) -> Floats:
        """Natural logarithm of air over transmission, ``float32``, 0 is air, large is dense."""
        counts = np.maximum(self.counts[plane], LEAST_COUNT)
        return np.asarray(-np.log(counts / self.air[plane]), dtype=np.float32)

    def opaque(self) -> npt.NDArray[np.bool_]:
        """Where the beam does not get through."""
        return np.asarray(self.counts[0] < OPAQUE * self.air[0], dtype=np.bool_)


def working_view(radiograph: Radiograph, spec: InputSpec) -> WorkingView:
    """Resample a scan to the network's pitch.

    Raises
    ------
    UnfitScan
        With the sentence that stands behind UNKNOWN: logarithmic pixels, a scale that cannot be,
        too small, too large, inverse, opaque, or no object in it.
    """
    if any(channel.logarithmic for channel in radiograph.channels):
        raise UnfitScan("logarithmic")
    megavolt = _is_megavolt(radiograph)
    stated = radiograph.mm_per_pixel
    assumed = ASSUMED_MEGAVOLT_MM if megavolt else ASSUMED_KILOVOLT_MM
    rows, columns = _working_size(
        radiograph.shape,
        stated or (assumed, assumed),
        spec.megavolt_mm if megavolt else spec.kilovolt_mm,
    )
    planes = [_resample(channel, rows, columns) for channel in radiograph.channels]
    counts = np.stack([planes[0][0], planes[-1][0]])
    air = np.array([planes[0][1], planes[-1][1]], dtype=np.float32)
    view = WorkingView(counts, air, megavolt, radiograph.dual, stated is None, radiograph.shape)
    _check_content(view)
    return view


def _is_megavolt(radiograph: Radiograph) -> bool:
    """The beam by its voltage, or by the size of the pixels when no voltage is stated."""
    if any(channel.kilovolts is not None for channel in radiograph.channels):
        return radiograph.megavolt
    pitch = radiograph.mm_per_pixel
    return pitch is None or max(pitch) >= MEGAVOLT_FROM_MM


def _working_size(
    shape: tuple[int, int], stated: tuple[float, float], pitch: float
) -> tuple[int, int]:
    if not all(np.isfinite(stated)) or min(stated) <= 0:
        raise UnfitScan("pitch", high=f"{stated[0]} mm", wide=f"{stated[1]} mm")
    if max(stated) > MAX_ENLARGEMENT * pitch:
        raise UnfitScan("coarse", stated=f"{max(stated):.3g} mm", pitch=f"{pitch:.3g} mm")
    rows, columns = (round(n * mm / pitch) for n, mm in zip(shape, stated, strict=True))
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        high, wide = (f"{n * pitch / 1000:.3g} m" for n in (rows, columns))
        raise UnfitScan("large", high=high, wide=wide)
    if min(rows, columns) < MIN_SIDE:
        raise UnfitScan(
            "small",
            rows=str(rows),
            columns=str(columns),
            pitch=f"{pitch:.3g} mm",
            least=str(MIN_SIDE),
        )
    return rows, columns


def _resample(channel: Channel, rows: int, columns: int) -> tuple[Floats, float]:
    """One channel at the working size as ``float32`` counts with air bright, and its air value."""
    full = 2**channel.bits - 1
    how = cv2.INTER_AREA if rows <= channel.shape[0] else cv2.INTER_LINEAR
    counts = cv2.resize(channel.pixels, (columns, rows), interpolation=how).astype(np.float32)
    air = float(channel.air)
    if not channel.bright_is_air:
        counts = full - counts
        air = full - air if channel.air < full / 2 else float(full)
    if air <= LEAST_COUNT:
        raise UnfitScan("no_air")
    return np.asarray(counts, dtype=np.float32), air


def _check_content(view: WorkingView) -> None:
    """Refuse what is no radiograph of cargo: opaque, empty, or inverse."""
    opaque = float(view.opaque().mean())
    if opaque > MAX_OPAQUE_SHARE:
        raise UnfitScan("opaque", share=f"{100 * opaque:.0f}")
    high = view.attenuation(0)
    if float(np.percentile(high, 99)) < MIN_CONTRAST:
        raise UnfitScan("empty")
    if _low_is_harder(view, high) if view.dual else _no_sky(high):
        raise UnfitScan("inverse")


def _no_sky(high: Floats) -> bool:
    """Whether the top of the picture is dark, all that one energy tells of its polarity."""
    top = high[: max(2, high.shape[0] // 64)]
    return float(np.exp(-np.median(top))) < MIN_SKY


def _low_is_harder(view: WorkingView, high: Floats) -> bool:
    """Whether the low energy is attenuated less than the high one, which no material does."""
    seen = (high > 0.3) & (high < 3.0)
    if not seen.any():
        return False
    return bool(np.median((view.attenuation(1) - high)[seen]) < 0.0)
