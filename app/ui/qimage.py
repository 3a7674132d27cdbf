"""Arrays to images of Qt."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage


def packed_image(pixels: npt.NDArray[np.int32], ratio: float = 1.0) -> QImage:
    """Wrap packed 0xFFRRGGBB pixels without copying them.

    Parameters
    ----------
    pixels
        ``int32``, shape (height, width), each row in one piece. The caller keeps the array
        alive and unchanged for as long as the image is painted.
    ratio
        Device pixels per logical pixel.
    """
    height, width = pixels.shape
    # Rows may lie further apart than they are long: seen as one line, nothing is copied.
    length = (height - 1) * (pixels.strides[0] // 4) + width
    line = np.lib.stride_tricks.as_strided(pixels, (length,), (4,), writeable=False)
    image = QImage(line.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    return image


def grey_image(pixels: npt.NDArray[np.uint8]) -> QImage:
    """Copy an 8-bit grey picture, shape (height, width)."""
    tight = np.ascontiguousarray(pixels)
    height, width = tight.shape
    return QImage(
        tight.data, width, height, tight.strides[0], QImage.Format.Format_Grayscale8
    ).copy()


def tinted_image(
    strength: npt.NDArray[np.uint8], colour: tuple[int, int, int], most: float
) -> QImage:
    """Make one colour that is as opaque as `strength` says, 255 being `most` (0 to 1) opaque.

    Parameters
    ----------
    strength
        ``uint8``, shape (height, width).
    """
    alpha = strength.astype(np.float32) * np.float32(most)
    height, width = strength.shape
    premultiplied = np.empty((height, width, 4), np.uint8)
    for channel, value in enumerate((*colour[::-1], 255)):
        premultiplied[..., channel] = np.rint(alpha * np.float32(value / 255.0))
    return QImage(
        premultiplied.data,
        width,
        height,
        width * 4,
        QImage.Format.Format_ARGB32_Premultiplied,
    ).copy()
