"""Whether the whole object is in the picture, and how much of it lets nothing through."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.faults import MOST_BOXES, Box, Fault, FaultKind, Weight, spans
from imaging.quality_plane import AIR, Flags, Floats, Plane, air_columns

OPAQUE_NOTE, OPAQUE_SERIOUS = 0.05, 0.20
"""Share of the object that nothing penetrated: from here on mass is a lower bound, and from there
on a good part of the load is not seen at all."""
_UNKNOWN_AIR = 0.08
_UPPER = 0.65
"""Couplings, belts and rails run on below this share of the object's height; loads do not."""
_TOP_RUN, _END_SHARE, _BORDER = 0.06, 0.25, 3


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where something stands in the beam, on a thinned plane of good rows and columns.

    Attributes
    ----------
    stands, lost
        ``bool`` (good rows, good thinned columns).
    rows_at, columns_at
        Their places in the stored picture.
    top, bottom, left, right
        First, and one past the last, of the object in those places.
    """

    stands: Flags
    lost: Flags
    rows_at: npt.NDArray[np.int64]
    columns_at: npt.NDArray[np.int64]
    top: int
    bottom: int
    left: int
    right: int

    @property
    def box(self) -> Box:
        """The object in stored pixels."""
        x, y = int(self.columns_at[self.left]), int(self.rows_at[self.top])
        wide = int(self.columns_at[self.right - 1]) + 1 - x
        return x, y, wide, int(self.rows_at[self.bottom - 1]) + 1 - y


def standing(
    plane: Plane, bad_rows: Flags, bad_columns: Flags, noise: float = 0.0
) -> Standing | None:
    """Find the object; None in an empty picture, or where too little of it is good.

    ``noise`` is the relative noise of a pixel of air; the thinnest thing that is told stands out
    of it.
    """
    rows = np.flatnonzero(~bad_rows)
    kept = ~bad_columns[plane.columns_at]
    if rows.size < 8 or kept.sum() < 8:
        return None
    seen = plane.tall[rows][:, kept]
    air = air_columns(plane.tall, ~bad_rows)[kept]
    least = _UNKNOWN_AIR
    if air.sum() >= 8:
        # Rows differ by their gain; in air they show by how much.
        level = np.clip(np.median(seen[:, air], axis=1), -0.3, 0.3)
        seen, least = seen - level[:, None], AIR
    soft = cv2.blur(np.minimum(seen, 3.0), (7, 3), borderType=cv2.BORDER_REPLICATE)
    stands = np.asarray(soft > least + 4.0 * noise / np.sqrt(21.0), np.bool_)
    tall, wide = (np.flatnonzero(stands.mean(axis=axis) > 0.04) for axis in (1, 0))
    if tall.size == 0 or wide.size == 0:
        return None
    lost = np.asarray(plane.tall[rows][:, kept] >= plane.dark)
    places = (int(tall[0]), int(tall[-1]) + 1, int(wide[0]), int(wide[-1]) + 1)
    return Standing(stands, lost, rows, plane.columns_at[kept], *places)


def cut_faults(found: Standing) -> list[Fault]:
    """Return where the object reaches the upper, left or right edge of the picture."""
    return [fault for fault in (_cut_top(found), _cut_ends(found)) if fault]


def _cut_top(found: Standing) -> Fault | None:
    border = found.stands[:_BORDER].mean(axis=0) > 0.6
    runs = [
        run
        for run in spans([int(c) for c in np.flatnonzero(border)])
        if run[1] - run[0] >= _TOP_RUN * (found.right - found.left)
    ]
    if not runs:
        return None
    runs = sorted(runs, key=lambda run: run[0] - run[1])[:MOST_BOXES]
    share = sum(last - first for first, last in runs) / max(1, found.right - found.left)
    high = max(1, found.box[3] // 50)
    boxes = tuple(_over(found, run, high) for run in runs)
    return Fault(FaultKind.CUT_TOP, Weight.SERIOUS, boxes, 0, min(1.0, share))


def _over(found: Standing, run: tuple[int, int], high: int) -> Box:
    x = int(found.columns_at[run[0]])
    return x, 0, int(found.columns_at[run[1] - 1]) + 1 - x, high


def _cut_ends(found: Standing) -> Fault | None:
    """One fault for both ends: its boxes say which."""
    high = found.bottom - found.top
    upper = slice(found.top, found.top + max(1, round(_UPPER * high)))
    x, y, wide, tall = found.box
    depth = max(1, wide // 100)
    boxes, most = list[Box](), 0.0
    for border, at in ((slice(0, _BORDER), x), (slice(-_BORDER, None), x + wide - depth)):
        share = float((found.stands[upper, border].mean(axis=1) > 0.6).mean())
        if share >= _END_SHARE and high >= 8:
            boxes.append((at, y, depth, tall))
            most = max(most, share)
    if not boxes:
        return None
    return Fault(FaultKind.CUT_END, Weight.SERIOUS, tuple(boxes), len(boxes), most)


def opaque_fault(found: Standing) -> Fault | None:
    """Return what share of the object lets nothing through, with its largest parts."""
    inside = (slice(found.top, found.bottom), slice(found.left, found.right))
    lost = found.lost[inside]
    share = float(lost.mean()) if lost.size else 0.0
    if share <= OPAQUE_NOTE:
        return None
    weight = Weight.SERIOUS if share > OPAQUE_SERIOUS else Weight.SLIGHT
    return Fault(FaultKind.OPAQUE, weight, _parts(found, lost), 0, share)


def _parts(found: Standing, lost: Flags) -> tuple[Box, ...]:
    """The largest opaque parts; specks between them are closed."""
    closed = cv2.morphologyEx(lost.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(closed, np.uint8), connectivity=8)
    parts = sorted(stats[1:].tolist(), key=lambda part: -part[4])[:MOST_BOXES]
    out: list[Box] = []
    for left, top, wide, high, area in parts:
        if out and area < 0.1 * parts[0][4]:
            break
        x0, y0 = found.columns_at[found.left + left], found.rows_at[found.top + top]
        x1 = found.columns_at[found.left + left + wide - 1]
        y1 = found.rows_at[found.top + top + high - 1]
        out.append((int(x0), int(y0), int(x1 - x0) + 1, int(y1 - y0) + 1))
    return tuple(out)


def noise_fault(plane: Plane, noise: float) -> Fault | None:
    """Return the noise of air as a fault when it is too high."""
    if noise < NOISE_NOTE:
        return None
    rows, columns = plane.shape
    weight = Weight.SERIOUS if noise > NOISE_SERIOUS else Weight.SLIGHT
    return Fault(FaultKind.NOISE, weight, ((0, 0, columns, rows),), 0, noise)


NOISE_NOTE, NOISE_SERIOUS = 0.05, 0.12
"""Relative noise of a pixel of air. At 0.05, a pixel behind 40 mm of steel (one tenth of the light)
is uncertain by a sixth; working portals measure 0.01 to 0.03."""


def air_noise(plane: Plane, good_rows: Flags) -> float | None:
    """Return the relative noise of one pixel in air, None where it cannot be told.

    The second difference along the scan, robust against edges. Noise grows as one over the root of
    the light, which brings thin matter to air.
    """
    rows = np.flatnonzero(good_rows[plane.rows_at])
    rows = rows[:: max(1, rows.size * plane.shape[1] // _ENOUGH)]
    seen = plane.wide[rows]
    if seen.size == 0 or seen.shape[1] < 16:
        return None
    middle: Floats = np.minimum(seen[:, 1:-1], np.minimum(seen[:, :-2], seen[:, 2:]))
    limit = max(0.3, float(np.percentile(middle[:, ::7], 25)))
    thin = (middle < limit) & (middle > -1.0)
    bright = (
        float((plane.wide_raw[rows][:, 1:-1][thin] == plane.brightest).mean()) if thin.any() else 0
    )
    if bright > 0.02:
        # Air beyond the range hides its noise: thin matter shows it.
        limit = max(limit, 1.0)
        thin = (middle < limit) & (middle > _OVER_RANGE)
    if limit > 3.0 or np.count_nonzero(thin) < 200:
        return None
    bend = seen[:, 1:-1] - 0.5 * (seen[:, :-2] + seen[:, 2:])
    scaled = np.abs(bend[thin]) * np.exp(-0.5 * np.clip(middle[thin], 0.0, limit))
    # The lowest quarter: textures of goods are no noise, and make the rest larger.
    return float(np.percentile(scaled, 25) / 0.3186 / np.sqrt(1.5))


_OVER_RANGE, _ENOUGH = 0.2, 400_000
