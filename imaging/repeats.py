"""Whether goods repeat around a place, as cartons in a stack do, and by what steps."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Step = tuple[int, int]
"""(rows, columns) from one piece to the next."""

_MOST_PIXELS = 40_000
_LEAST_ALIKE = 0.45
"""Correlation of a load with itself, one step on, from which it is taken to repeat."""
_LEAST_RISE = 0.25
"""By which that correlation rises above its lowest value on the way there."""
_LEAST_STEP = 5
"""Pixels of the reduced picture: finer patterns are walls, not pieces."""
_NEARLY = 0.88
_ASIDE = 2
"""How far a step along one axis may lead along the other."""


@dataclasses.dataclass(frozen=True, slots=True)
class Repeat:
    """By what steps a load repeats; None along an axis where it does not.

    Attributes
    ----------
    across, down
        The steps to the next piece, mostly along columns, and mostly along rows.
    alike
        Correlation of the load with itself one step on, 0 to 1; the better of the two.
    """

    across: Step | None
    down: Step | None
    alike: float

    @property
    def found(self) -> bool:
        """Whether it repeats at all."""
        return self.across is not None or self.down is not None


def find_repeat(plane: Floats, without: Mask, *, least_spread: float) -> Repeat:
    """Look for steps after which a picture looks like itself.

    The picture is correlated with itself, the object left out of both (masked autocorrelation:
    D. Padfield, IEEE Transactions on Image Processing 21 (2012) 2706).

    Parameters
    ----------
    plane
        ``float32`` attenuation or areal density around the place.
    without
        ``bool``: the object, which has no say.
    least_spread
        Standard deviation that the pattern must have, in units of `plane`: walls repeat too.
    """
    shrink = max(1.0, float(np.sqrt(plane.size / _MOST_PIXELS)))
    rows, columns = (max(1, round(n / shrink)) for n in plane.shape)
    small = _resized(plane, columns, rows)
    seen = _resized((~without).astype(np.float32), columns, rows)
    reach = max(3.0, 0.18 * min(rows, columns))
    pattern = (small - _mean_around(small, seen, reach)) * seen
    weight = float((seen**2).sum())
    if weight < 64.0 or float(np.sqrt((pattern**2).sum() / weight)) < least_spread:
        return Repeat(None, None, 0.0)
    step_y, step_x = plane.shape[0] / rows, plane.shape[1] / columns
    across = _along(pattern, seen)
    down = _along(pattern.T, seen.T)
    return Repeat(
        None if across is None else (round(across[1] * step_y), round(across[0] * step_x)),
        None if down is None else (round(down[0] * step_y), round(down[1] * step_x)),
        max(across[2] if across else 0.0, down[2] if down else 0.0),
    )


def _along(pattern: Floats, seen: Floats) -> tuple[int, int, float] | None:
    """Return the step along the rows; see `_first_peak`.

    What runs along the rows, as floors and gaps between layers do, repeats at every step and is
    taken out first.
    """
    level = (pattern * seen).sum(axis=1) / np.maximum(seen.sum(axis=1), 1e-3)
    alike = _autocorrelation(np.asarray((pattern - level[:, None]) * seen, np.float32), seen)
    half = pattern.shape[1] // 2
    return _first_peak(alike[: _ASIDE + 1, :half], alike[-_ASIDE:, :half])


def _resized(plane: Floats, columns: int, rows: int) -> Floats:
    small = cv2.resize(plane, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _mean_around(plane: Floats, seen: Floats, reach: float) -> Floats:
    """Mean of what is seen within reach of each pixel."""
    over = cv2.GaussianBlur(plane * seen, (0, 0), reach)
    under = cv2.GaussianBlur(seen, (0, 0), reach)
    return np.asarray(over / np.maximum(under, 1e-3), np.float32)


def _autocorrelation(pattern: Floats, seen: Floats) -> Floats:
    """Correlation coefficient for every shift, shifts to the left and up at the far end."""
    size = [2 * n for n in pattern.shape]
    goods, where = np.fft.rfft2(pattern, size), np.fft.rfft2(seen, size)
    square = np.fft.rfft2(pattern**2, size)
    both = np.fft.irfft2(goods * goods.conj(), size)
    first = np.fft.irfft2(square * where.conj(), size)
    second = np.fft.irfft2(where * square.conj(), size)
    count = np.fft.irfft2(where * where.conj(), size)
    most = np.sqrt(np.maximum(first, 0.0) * np.maximum(second, 0.0))
    # What overlaps in a corner alone says nothing.
    enough = count > 0.12 * float(count.max())
    return np.where(enough, both / np.maximum(most, 1e-9), 0.0).astype(np.float32)


def _first_peak(ahead: Floats, behind: Floats) -> tuple[int, int, float] | None:
    """Return (step along, step aside, height) of the first high peak; None where there is none."""
    rows = np.concatenate([ahead, behind])
    asides = [*range(len(ahead)), *range(-len(behind), 0)]
    best = rows.max(axis=0)
    if best.size <= _LEAST_STEP + 2:
        return None
    lowest = np.minimum.accumulate(best)
    middle = best[1:-1]
    peak = (middle >= best[:-2]) & (middle >= best[2:]) & (middle >= _LEAST_ALIKE)
    peak &= middle - lowest[1:-1] >= _LEAST_RISE
    places = np.flatnonzero(peak) + 1
    places = places[places >= _LEAST_STEP]
    if places.size == 0:
        return None
    heights = best[places]
    first = int(places[np.argmax(heights >= _NEARLY * heights.max())])
    return first, asides[int(rows[:, first].argmax())], float(best[first])
