"""Laying one scan of an equipment over another: entry over exit, loaded over empty.

Two passes differ in the start of the scan, in speed (which stretches the picture and drifts along
it), a little in height and scale, in dose, and sometimes in direction. What stays is the structure
of the equipment. It is matched by its edges, whose strength is capped, so that a load that has
gone outvotes nobody.
"""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.likeness_features import Plane, thickness_at
from imaging.radiograph import Radiograph

Doubles = npt.NDArray[np.float64]

_STRETCHES = np.linspace(0.78, 1.28, 51)
_RISES = np.linspace(0.94, 1.06, 13)
_BANDS = 12
_CAP = 0.08
_WINDOW, _STEP, _REACH = 96, 48, 14
_LEAST_MATCH = 0.4
# Two different containers of one type match at 0.3 (their frames do), a container and a rail car at
# 0.1; the same unit with half of its load gone at 0.65 and more.


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Where every pixel of the reference lies in the other picture, both at full size.

    Attributes
    ----------
    mirrored
        Whether the other picture runs the other way: columns then count from its right end.
    columns, others
        Knots along the scan: columns of the reference, and those of the other picture (after
        mirroring), ``float64``, rising.
    row_scale, row_shift
        A row of the other picture is ``row_scale * row + row_shift``.
    shape, other_shape
        (rows, columns) of both.
    match
        Correlation of the capped edges once they are laid over each other, 0 to 1.
    """

    mirrored: bool
    columns: Doubles
    others: Doubles
    row_scale: float
    row_shift: float
    shape: tuple[int, int]
    other_shape: tuple[int, int]
    match: float

    @property
    def sure(self) -> bool:
        """Whether the two look like one equipment at all."""
        return self.match >= _LEAST_MATCH

    def to_other(self, x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Doubles, Doubles]:
        """Map points of the reference to points of the other picture, in stored pixels."""
        across = np.asarray(x, np.float64)
        steps = np.diff(self.others) / np.maximum(np.diff(self.columns), 1e-9)
        there = np.interp(across, self.columns, self.others)
        # Beyond the outer knots the scan goes on at the pace it had there.
        before = np.minimum(across - self.columns[0], 0.0) * steps[0]
        after = np.maximum(across - self.columns[-1], 0.0) * steps[-1]
        there = there + before + after
        if self.mirrored:
            there = self.other_shape[1] - there
        return there, np.asarray(y, np.float64) * self.row_scale + self.row_shift

    @property
    def stretch(self) -> float:
        """Columns of the other picture for one of the reference, over the whole length."""
        return float(
            (self.others[-1] - self.others[0]) / max(1e-9, self.columns[-1] - self.columns[0])
        )

    def from_other(self, x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Doubles, Doubles]:
        """Map points of the other picture to points of the reference, in stored pixels."""
        across = np.asarray(x, np.float64)
        there = self.other_shape[1] - across if self.mirrored else across
        back = np.interp(there, self.others, self.columns)
        back = back + np.minimum(there - self.others[0], 0.0) / self.stretch
        back = back + np.maximum(there - self.others[-1], 0.0) / self.stretch
        return back, (np.asarray(y, np.float64) - self.row_shift) / self.row_scale

    def warp(self, other: Plane, size: tuple[int, int]) -> tuple[Plane, npt.NDArray[np.bool_]]:
        """Lay a plane of the other picture over the reference at ``size`` (columns, rows).

        Returns
        -------
        tuple
            The plane, ``float32`` (rows, columns), and where the other picture reaches.
        """
        columns, rows = size
        x = (np.arange(columns) + 0.5) * self.shape[1] / columns
        y = (np.arange(rows) + 0.5) * self.shape[0] / rows
        there_x, there_y = self.to_other(x, y)
        map_x = there_x * other.shape[1] / self.other_shape[1] - 0.5
        map_y = there_y * other.shape[0] / self.other_shape[0] - 0.5
        grid_x, grid_y = np.meshgrid(map_x.astype(np.float32), map_y.astype(np.float32))
        laid = cv2.remap(other, grid_x, grid_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        inside = (grid_x > -1) & (grid_x < other.shape[1]) & (grid_y > -1)
        return np.asarray(laid, np.float32), inside & (grid_y < other.shape[0])


def align(reference: Radiograph, other: Radiograph) -> Alignment:
    """Find where the reference lies in another scan of the same equipment.

    Both are compared at one size of pixel in the plane of the object; where a file states none,
    its height is taken for the other's.
    """
    here, there = thickness_at(reference), thickness_at(other)
    straight = _match(here, there)
    turned = _match(here, np.ascontiguousarray(there[:, ::-1]))
    mirrored = turned.score > straight.score
    best = turned if mirrored else straight
    second = np.ascontiguousarray(there[:, ::-1]) if mirrored else there
    knots, others = _drift(_edges(here), _edges(second), best)
    across = reference.shape[1] / here.shape[1]
    across_other = other.shape[1] / there.shape[1]
    down = reference.shape[0] / here.shape[0]
    down_other = other.shape[0] / there.shape[0]
    found = Alignment(
        mirrored=mirrored,
        columns=knots * across,
        others=others * across_other,
        row_scale=best.rise * down_other / down,
        row_shift=best.up * down_other,
        shape=reference.shape,
        other_shape=other.shape,
        match=0.0,
    )
    laid, inside = found.warp(there, (here.shape[1], here.shape[0]))
    return dataclasses.replace(found, match=_agreement(here, laid, inside))


@dataclasses.dataclass(frozen=True, slots=True)
class _Fit:
    """other = stretch * reference + shift along the scan, rise and up across it."""

    score: float
    stretch: float = 1.0
    shift: float = 0.0
    rise: float = 1.0
    up: float = 0.0


def _edges(plane: Plane) -> Plane:
    """Edges along both axes in one plane, capped: every one counts about the same."""
    soft = cv2.GaussianBlur(plane, (0, 0), 1.0)
    across = np.clip(cv2.Sobel(soft, cv2.CV_32F, 1, 0) / 8.0, -_CAP, _CAP)
    down = np.clip(cv2.Sobel(soft, cv2.CV_32F, 0, 1) / 8.0, -_CAP, _CAP)
    return np.asarray(across + 0.5 * down, np.float32)


def _match(here: Plane, there: Plane) -> _Fit:
    """Stretch and shift along the scan, then scale and shift across it, then along again."""
    along = _best_line(_bands(here), _bands(there), _STRETCHES)
    fine = along.stretch + np.linspace(-0.01, 0.01, 9)
    along = _best_line(_bands(here), _bands(there), fine)
    laid = _lay(there, _Fit(0.0, along.stretch, along.shift), here.shape)
    upright = _best_line(_bands(here.T), _bands(laid.T), _RISES)
    return dataclasses.replace(along, rise=upright.stretch, up=upright.shift)


def _bands(plane: Plane) -> Plane:
    """Capped edges along the scan, averaged over bands of rows: shape (bands, columns)."""
    soft = cv2.GaussianBlur(np.ascontiguousarray(plane), (0, 0), 1.0)
    across = np.clip(cv2.Sobel(soft, cv2.CV_32F, 1, 0) / 8.0, -_CAP, _CAP)
    bands = cv2.resize(across, (plane.shape[1], _BANDS), interpolation=cv2.INTER_AREA)
    return np.asarray(bands, np.float32)


def _best_line(here: Plane, there: Plane, stretches: npt.NDArray[np.floating]) -> _Fit:
    """Try every stretch; each one's best shift comes from a correlation."""
    best = _Fit(-1.0)
    for stretch in stretches:
        columns = max(8, round(there.shape[1] / float(stretch)))
        scaled = cv2.resize(there, (columns, here.shape[0]), interpolation=cv2.INTER_LINEAR)
        score, shift = _correlate(here, np.asarray(scaled, np.float32))
        if score > best.score:
            # Half pixels: the first column's middle stays a column's middle.
            best = _Fit(score, there.shape[1] / columns, shift * there.shape[1] / columns)
    return best


def _correlate(here: Plane, there: Plane) -> tuple[float, float]:
    """Best normalised correlation of two band pictures over all shifts along the columns."""
    size = 1 << int(np.ceil(np.log2(here.shape[1] + there.shape[1])))
    first = np.fft.rfft(here, size, axis=1)
    second = np.fft.rfft(there, size, axis=1)
    power = np.fft.irfft((np.conj(first) * second).sum(axis=0), size)
    norm = float(np.linalg.norm(here) * np.linalg.norm(there)) + 1e-9
    place = int(np.argmax(power))
    left, right = power[(place - 1) % size], power[(place + 1) % size]
    bend = float(left - 2.0 * power[place] + right)
    part = 0.5 * float(left - right) / bend if bend < 0.0 else 0.0
    shift = place + part if place < size // 2 else place - size + part
    return float(power[place]) / norm, shift


def _lay(there: Plane, fit: _Fit, shape: tuple[int, ...]) -> Plane:
    """Lay the other picture over a reference of this shape."""
    # Centres: pixel c of the reference has its middle at c + 0.5.
    x0 = fit.stretch * 0.5 + fit.shift - 0.5
    y0 = fit.rise * 0.5 + fit.up - 0.5
    matrix = np.array([[fit.stretch, 0.0, x0], [0.0, fit.rise, y0]])
    laid = cv2.warpAffine(
        there,
        matrix,
        (shape[1], shape[0]),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(laid, np.float32)


def _drift(here: Plane, there: Plane, fit: _Fit) -> tuple[Doubles, Doubles]:
    """Knots along the scan with what is left of the shift around each, smoothed."""
    laid = _lay(there, fit, here.shape)
    columns = here.shape[1]
    middles = np.arange(_WINDOW / 2, max(_WINDOW / 2 + 1, columns - _WINDOW / 2 + 1), _STEP)
    found = np.array([_local(here, laid, int(middle)) for middle in middles])
    trusted = found[:, 1] > 0.3
    if np.count_nonzero(trusted) < 2:
        ends = np.array([0.0, float(columns)])
        return ends, fit.stretch * ends + fit.shift
    shifts = np.interp(middles, middles[trusted], found[trusted, 0])
    padded = np.pad(shifts, 2, mode="edge")
    quiet = np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1)
    knots = np.concatenate([[0.0], middles, [float(columns)]])
    offsets = np.interp(knots, middles, quiet)
    others = fit.stretch * (knots + offsets) + fit.shift
    return knots, np.maximum.accumulate(others + 1e-6 * np.arange(len(others)))


def _local(here: Plane, laid: Plane, middle: int) -> tuple[float, float]:
    """Shift of the other picture around one column, in columns, and how well it fits there."""
    left, right = middle - _WINDOW // 2, middle + _WINDOW // 2
    patch = here[4:-4, max(0, left) : right]
    start = max(0, left) - _REACH
    around = np.pad(laid[4:-4], ((0, 0), (_REACH, _REACH)))[:, start + _REACH : right + 2 * _REACH]
    if patch.shape[1] < _WINDOW // 2 or around.shape[1] < patch.shape[1] or not patch.any():
        return 0.0, 0.0
    scores = cv2.matchTemplate(around, patch, cv2.TM_CCORR_NORMED)[0]
    place = int(np.argmax(scores))
    part = 0.0
    if 0 < place < len(scores) - 1:
        left_score, right_score = float(scores[place - 1]), float(scores[place + 1])
        bend = left_score - 2.0 * float(scores[place]) + right_score
        part = 0.5 * (left_score - right_score) / bend if bend < 0.0 else 0.0
    return place + part - _REACH, float(scores[place])


def _agreement(here: Plane, laid: Plane, inside: npt.NDArray[np.bool_]) -> float:
    first, second = _edges(here)[inside], _edges(laid)[inside]
    norm = float(np.linalg.norm(first) * np.linalg.norm(second)) + 1e-9
    return max(0.0, float(np.dot(first, second)) / norm)
