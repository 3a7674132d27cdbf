"""A material scale as one table, so that a picture is classified in one pass."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.material import MaterialScale

_TABLE_H, _TABLE_R = 128, 512
_TABLE_TOP = 11.2


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class HueTable:
    """A scale as one table: attenuation and ratio in, place between the materials out.

    Places run from 0 (organic) by 85 (light) and 170 (metal) to 255 (heavy).
    """

    table: npt.NDArray[np.uint8]
    ratio_low: float
    ratio_step: float

    @classmethod
    def of(cls, scale: MaterialScale) -> HueTable:
        """Tabulate `scale` over 128 attenuations and 512 ratios."""
        heights = ((np.arange(_TABLE_H) + 0.5) / _TABLE_H) ** 2 * _TABLE_TOP
        curves = scale.ratios_at(heights)
        low, high = float(curves.min()) - 0.05, float(curves.max()) + 0.05
        step = (high - low) / _TABLE_R
        ratios = low + (np.arange(_TABLE_R) + 0.5) * step
        places = np.array([0.0, 85.0, 170.0, 255.0])
        rows = []
        for curve in curves.T:
            # np.interp wants rising abscissae; a linac's curves fall with atomic number.
            ordered = (curve, places) if scale.rises else (curve[::-1], places[::-1])
            rows.append(np.interp(ratios, np.maximum.accumulate(ordered[0]), ordered[1]))
        table = np.rint(np.array(rows)).astype(np.uint8).reshape(-1)
        table.flags.writeable = False
        return cls(table, low, step)

    def places(
        self, attenuation: npt.NDArray[np.float32], ratio: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.uint8]:
        """Look up the place of every pixel, ``uint8`` of the same shape."""
        # Rows go by the root of attenuation: behind thin matter the curves bend most.
        root = np.sqrt(attenuation * np.float32(1.0 / _TABLE_TOP))
        row = np.clip(root * _TABLE_H, 0, _TABLE_H - 1).astype(np.uint16)
        column = np.clip((ratio - self.ratio_low) / self.ratio_step, 0, _TABLE_R - 1)
        index = (row << 9) | column.astype(np.uint16)
        return np.asarray(cv2.LUT(index, self.table), np.uint8)
