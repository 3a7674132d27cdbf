"""Scattered light: how much of it lies over a scan, told from the darkest places of the scan.

Scatter reaches the detector from the whole object and lies over the picture as a soft veil. Where
matter lets through less than the veil, the veil is all that is read: the darkest places of both
energies then show the same share of their surroundings' light, which matter never does, because it
attenuates the two energies differently. (After the kernel models of scatter correction: M. Sun and
J. Star-Lack, Physics in Medicine and Biology 55 (2010) 6695; here with one wide kernel.)
"""

from __future__ import annotations

import dataclasses
import weakref

import cv2
import numpy as np
import numpy.typing as npt

from imaging.luts import attenuation_table
from imaging.radiograph import Channel, Pixels, Radiograph

Floats = npt.NDArray[np.float32]
_Index = tuple[slice, slice]

_CELL, _SOFT_CELL = 4, 16
_WIDTH_SHARE = 0.1
"""Standard deviation of the kernel as a share of the picture's height."""
_DARKEST = 2.0e-4
_MOST_SHARE = 0.04
_ALIKE = 0.85
_STRETCH = 4096
_AREA = cv2.INTER_AREA


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Veil:
    """Scattered light over a part of a scan.

    Attributes
    ----------
    shares
        For each channel, scattered light as a share of the soft picture, 0 to 0.04.
    known
        Whether the two energies agree that it is scatter. When not, the darkest place is matter,
        and scatter is less than what is read there: nothing is taken off.
    """

    shares: tuple[float, ...]
    known: bool
    _soft: tuple[Floats, ...]
    _origin: int

    def light(self, number: int, part: _Index, size: tuple[int, int]) -> Floats:
        """Return the veil of channel `number` over stored pixels `part`, at (rows, columns)."""
        rows, columns = part
        soft = self._soft[number]
        left, top = (columns.start - self._origin) / _SOFT_CELL, rows.start / _SOFT_CELL
        across = (columns.stop - columns.start) / size[1] / _SOFT_CELL
        down = (rows.stop - rows.start) / size[0] / _SOFT_CELL
        # The middle of pixel n of the result lies at (n + 1/2) steps, of a cell at its own 1/2.
        turn = np.array(
            [[across, 0.0, left + 0.5 * across - 0.5], [0.0, down, top + 0.5 * down - 0.5]]
        )
        drawn = cv2.warpAffine(
            soft,
            turn,
            (size[1], size[0]),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(drawn, np.float32) * np.float32(self.shares[number])


_found: weakref.WeakKeyDictionary[Radiograph, dict[tuple[int, int], Veil]] = (
    weakref.WeakKeyDictionary()
)
"""Stored pixels never change, so that a scan is searched once for each stretch of it."""


def find_veil(radiograph: Radiograph, columns: tuple[int, int] | None = None) -> Veil:
    """Find the veil in the surroundings of some columns; in all when None.

    What lies more than two stretches of 4096 columns away does not count, so that a place in a
    train costs no more than one in a truck.
    """
    width = radiograph.shape[1]
    first, last = columns or (0, width)
    span = (
        max(0, (first // _STRETCH - 1) * _STRETCH),
        min(width, ((last - 1) // _STRETCH + 2) * _STRETCH),
    )
    stretches = _found.setdefault(radiograph, {})
    if span not in stretches:
        stretches[span] = _find(radiograph, span)
    return stretches[span]


def _find(radiograph: Radiograph, span: tuple[int, int]) -> Veil:
    found = [_darkest(channel, *span) for channel in radiograph.channels]
    shares = [share for share, _ in found]
    known = len(shares) == 2 and shares[1] >= _ALIKE * shares[0] and shares[0] <= _MOST_SHARE
    if known:
        shares[0] = min(shares)
    return Veil(
        tuple(min(share, _MOST_SHARE) for share in shares),
        known,
        tuple(soft for _, soft in found),
        span[0],
    )


def _darkest(channel: Channel, first: int, last: int) -> tuple[float, Floats]:
    """Return the least light as a share of the soft picture, and that picture."""
    fine = _averaged(channel, channel.pixels[:, first:last])
    rows, columns = fine.shape
    cells = _SOFT_CELL // _CELL
    coarse = (max(1, columns // cells), max(1, rows // cells))
    soft = cv2.resize(fine, coarse, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(soft, (0, 0), _WIDTH_SHARE * coarse[1] + 0.5)
    around = cv2.resize(soft, (columns, rows), interpolation=cv2.INTER_LINEAR)
    share = (fine / np.maximum(around, 1e-6)).ravel()
    rank = min(share.size - 1, max(10, int(share.size * _DARKEST)))
    return float(np.partition(share, rank)[rank]), np.asarray(soft, np.float32)


def _averaged(channel: Channel, stored: Pixels) -> Floats:
    """Return the light of cells of 4 by 4 pixels; rows of dead detectors count as clear."""
    clear = np.exp(-attenuation_table(channel))
    size = (max(1, stored.shape[1] // _CELL), max(1, stored.shape[0] // _CELL))
    black = (clear[stored[:, :: 4 * _CELL]] < 2.0 * clear.min()).mean(axis=1) > 0.9
    if channel.logarithmic:
        light = cv2.resize(cv2.LUT(np.ascontiguousarray(stored), clear), size, interpolation=_AREA)
    else:
        small = cv2.resize(np.ascontiguousarray(stored), size, interpolation=_AREA)
        light = cv2.LUT(np.asarray(small, np.uint16), clear)
    rows = np.flatnonzero(black) * size[1] // stored.shape[0]
    light[np.unique(rows)] = 1.0
    return np.asarray(light, np.float32)
