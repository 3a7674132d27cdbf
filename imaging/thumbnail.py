"""A small grey picture of a whole view, for strips, lists and previews."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.brightness import brightness
from imaging.display import PRESETS
from imaging.luts import attenuation_table
from imaging.pyramid import Pyramid
from imaging.radiograph import Radiograph


def thumbnail(
    radiograph: Radiograph, *, rows: int = 96, most_columns: int = 640, air: int = 172
) -> npt.NDArray[np.uint8]:
    """Draw the whole view at true aspect.

    Parameters
    ----------
    radiograph
        Any size; not altered.
    rows, most_columns
        Height wanted; less when the picture would be wider than `most_columns`.
    air
        Grey of air, 1 to 255.

    Returns
    -------
    ``uint8``, read-only, shape (at most rows, at most most_columns), the standard preset.
    """
    pitch = radiograph.mm_per_pixel
    aspect = pitch[0] / pitch[1] if pitch and min(pitch) > 0 else 1.0
    high, wide = radiograph.shape
    scale = min(rows / (high * aspect), most_columns / wide)
    size = (max(1, round(wide * scale)), max(1, round(high * aspect * scale)))
    pyramid = Pyramid(radiograph)
    level = pyramid.level(pyramid.number_for(size[0] / wide, size[1] / high))
    small = np.asarray(cv2.resize(level.planes[0], size, interpolation=cv2.INTER_AREA), np.uint16)
    shown = brightness(attenuation_table(radiograph.main), PRESETS["standard"])
    picture = np.rint(shown * air).astype(np.uint8)[small]
    picture.flags.writeable = False
    return picture
