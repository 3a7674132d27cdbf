"""What one scan of an equipment has more, and what less, than another: entry against exit.

The difference is taken in attenuation, after the other scan was laid over (`imaging.alignment`) and
brought to the same strength of beam. A difference counts where it stands out from the noise of both
pictures and from what half a pixel of misalignment makes of an edge, over an area of the size of a
fist. Where a picture lets nothing through, nothing can be told.
"""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np

from imaging.alignment import Alignment
from imaging.likeness_features import Ground, Mask, Plane, ground_of
from imaging.luts import no_signal_attenuation
from imaging.radiograph import Radiograph

SIGNIFICANT = 4.0
"""Standard deviations from which a difference is believed, before its area is looked at."""
_LEAST = 0.025
"""Attenuation below which nothing is reported: 2 mm of steel in a linac's beam."""
_MISPLACED = 0.6
_GAIN_KNOWN_TO = 0.015
_LEAST_AREA = 25
_DENSITY_KNOWN_TO = 0.12
_GAP = np.ones((15, 15), np.uint8)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """What a reference has that another scan of the same equipment has not, and the reverse.

    Attributes
    ----------
    change
        ``float32`` attenuation of the reference less that of the other, at the size of pixels that
        is compared; it covers the reference from edge to edge. Zero where nothing can be told.
    sigmas
        ``float32``, the change in standard deviations.
    added, removed
        ``bool``: where the reference has more, or less, and it counts.
    unknown
        ``bool``: where either let nothing through, or the other scan does not reach.
    gain
        Attenuation of the reference over that of the other where they agree.
    added_kg, removed_kg
        Mass in the two areas; None when the file states no size of pixels.
    sigma_kg
        Standard uncertainty of the larger of the two.
    lower_bound
        Whether a change borders on what cannot be told, so that there may be more.
    """

    change: Plane
    sigmas: Plane
    added: Mask
    removed: Mask
    unknown: Mask
    gain: float
    added_kg: float | None
    removed_kg: float | None
    sigma_kg: float
    lower_bound: bool

    @property
    def nothing(self) -> bool:
        """Whether nothing was added or removed that can be seen."""
        return not (self.added.any() or self.removed.any())


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """Both scans in the pixels of the reference."""

    here: Ground
    thick: Plane
    other_thick: Plane
    other_density: Plane
    other_lost: Mask
    inside: Mask


def difference(reference: Radiograph, other: Radiograph, alignment: Alignment) -> Difference:
    """Compare two scans of the same equipment.

    Parameters
    ----------
    reference, other
        One or two energies, any dose, speed and size of pixels. The kinds of scanner must agree.
    alignment
        What `imaging.alignment.align` gave for the two, in this order.
    """
    pair = _pair(reference, other, alignment)
    unknown = pair.here.lost | pair.other_lost | ~pair.inside
    gain = _gain(pair.thick, pair.other_thick, ~unknown)
    matched = pair.other_thick * np.float32(gain)
    change = np.where(unknown, np.float32(0.0), pair.thick - matched)
    sigmas = np.asarray(change / _deviation(pair.thick, matched), np.float32)
    added = _counts(change, sigmas)
    removed = _counts(-change, -sigmas)
    grams = pair.here.density - pair.other_density
    grams[unknown] = 0.0
    masses = [_mass(grams * sign, area, reference) for sign, area in ((1, added), (-1, removed))]
    near = cv2.dilate(unknown.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return Difference(
        change=np.asarray(change, np.float32),
        sigmas=sigmas,
        added=added,
        removed=removed,
        unknown=unknown,
        gain=gain,
        added_kg=masses[0],
        removed_kg=masses[1],
        sigma_kg=_DENSITY_KNOWN_TO * max((mass or 0.0) for mass in masses),
        lower_bound=bool((near & pair.inside & (added | removed)).any()),
    )


def _pair(reference: Radiograph, other: Radiograph, alignment: Alignment) -> _Pair:
    here, there = ground_of(reference), ground_of(other)
    size = (here.density.shape[1], here.density.shape[0])
    thick, inside = alignment.warp(there.thick, size)
    density, _ = alignment.warp(there.density, size)
    limit = no_signal_attenuation(other.main)
    lost, _ = alignment.warp((there.lost | (there.thick >= limit)).astype(np.float32), size)
    return _Pair(here, here.thick, thick, density, lost > 0.25, inside)


def _gain(here: Plane, there: Plane, told: Mask) -> float:
    """How much more the reference's beam is attenuated by the same matter.

    The mode of the ratio over what is neither air nor deep: most of the equipment is the same in
    both, and what was loaded or unloaded scatters.
    """
    where = told & (there > 0.15) & (there < 3.0) & (here > 0.15)
    if np.count_nonzero(where) < 500:
        return 1.0
    ratios = np.log(here[where] / there[where])
    counts, edges = np.histogram(ratios, bins=120, range=(-0.6, 0.6))
    smooth = np.convolve(counts, np.ones(5) / 5.0, "same")
    middle = edges[int(np.argmax(smooth))] + 0.005
    close = ratios[np.abs(ratios - middle) < 0.06]
    return float(np.exp(np.median(close))) if close.size else 1.0


def _deviation(here: Plane, there: Plane) -> Plane:
    """Standard deviation of the change: noise of both, misplaced edges, gain."""
    variance = np.square(_noise(here)) + np.square(_noise(there))
    for plane in (here, there):
        across = cv2.Sobel(plane, cv2.CV_32F, 1, 0) / 8.0
        down = cv2.Sobel(plane, cv2.CV_32F, 0, 1) / 8.0
        steep = cv2.dilate(np.asarray(np.hypot(across, down)), np.ones((3, 3), np.uint8))
        variance += 0.5 * np.square(np.float32(_MISPLACED) * steep)
    variance += np.square(np.float32(_GAIN_KNOWN_TO) * there) + np.float32(1e-5)
    return np.asarray(np.sqrt(variance), np.float32)


def _noise(plane: Plane) -> Plane:
    """Noise of a picture at its own attenuation, from what a small median takes away."""
    residue = np.abs(plane - cv2.medianBlur(plane, 3))
    edges = np.array([0.0, 0.1, 0.3, 0.6, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 12.0])
    place = np.digitize(plane, edges[1:-1])
    middles = 0.5 * (edges[:-1] + edges[1:])
    level = np.zeros(len(middles))
    for index in range(len(middles)):
        members = residue[place == index]
        if members.size > 50:
            # Median of |x| over a normal's; the median filter itself takes a little of it away.
            level[index] = float(np.median(members)) / 0.6745 * 1.3
    known = level > 0.0
    if not known.any():
        return np.zeros_like(plane)
    return np.asarray(np.interp(plane, middles[known], level[known]), np.float32)


def _counts(change: Plane, sigmas: Plane) -> Mask:
    """Where a rise is believed: it stands out, is not faint, and is no speck and no thin edge."""
    soft = cv2.blur(sigmas, (3, 3))
    seen = ((soft > SIGNIFICANT) & (cv2.blur(change, (3, 3)) > _LEAST)).astype(np.uint8)
    solid = cv2.morphologyEx(seen, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    large = stats[:, cv2.CC_STAT_AREA] >= _LEAST_AREA
    large[0] = False
    return np.asarray(large[labels] if count > 1 else solid > 0, np.bool_)


def _mass(grams: Plane, area: Mask, reference: Radiograph) -> float | None:
    """Mass in kg over an area, from areal density in g/cm2.

    Gaps in the area hold goods too thin to be believed pixel by pixel; they weigh all the same.
    """
    if reference.mm_per_pixel is None:
        return None
    rows, columns = area.shape
    down = reference.mm_per_pixel[0] * reference.shape[0] / rows
    across = reference.mm_per_pixel[1] * reference.shape[1] / columns
    closed = cv2.morphologyEx(area.astype(np.uint8), cv2.MORPH_CLOSE, _GAP) > 0
    total = float(grams[closed].sum(dtype=np.float64)) * down * across / 100.0
    return max(0.0, float(total) / 1000.0)
