"""Eight-bit grey pictures to PNG and back, for heat maps and thumbnails."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.errors import UnreadableScan, UnwritableReport


def encode_png8(picture: npt.NDArray[np.uint8]) -> bytes:
    """Return a picture as a PNG file of 8 bits.

    Parameters
    ----------
    picture
        ``uint8``, shape (rows, columns), both at least 1.

    Raises
    ------
    UnwritableReport
        When the array is no such picture.
    """
    if picture.dtype != np.uint8 or picture.ndim != 2 or not picture.size:
        raise UnwritableReport("A picture of 8 bits has two dimensions and at least one pixel.")
    done, encoded = cv2.imencode(".png", picture)
    if not done:
        raise UnwritableReport("The picture could not be written as PNG.")
    return encoded.tobytes()


def decode_png8(data: bytes) -> npt.NDArray[np.uint8]:
    """Return the picture that `encode_png8` wrote: ``uint8``, shape (rows, columns), read-only.

    Raises
    ------
    UnreadableScan
        When the bytes are no grey PNG of 8 bits.
    """
    coded = np.frombuffer(data, dtype=np.uint8)
    picture = cv2.imdecode(coded, cv2.IMREAD_UNCHANGED) if coded.size else None
    if picture is None or picture.dtype != np.uint8 or picture.ndim != 2:
        raise UnreadableScan(
            "The heat map is no grey picture of 8 bits.", remedy="Screen the scan again."
        )
    grey: npt.NDArray[np.uint8] = np.asarray(picture, dtype=np.uint8)
    grey.flags.writeable = False
    return grey
