"""What a vendor's software does to a picture, and how it is stored."""

from __future__ import annotations

import cv2
import numpy as np

from imaging.radiograph import Channel, Energy, Origin, Pixels, Radiograph, Source
from imaging.yard.grid import Floats
from imaging.yard.scanner import Scanner

JPEG_QUALITY = 92


def store(pictures: Floats, scanner: Scanner, pitch: float, seed: int) -> Radiograph:
    """Return the radiograph of two signals given as shares of air.

    Parameters
    ----------
    pictures
        ``float32`` (2, rows, columns), high and low.
    scanner
        The machine; its vendor's step is applied.
    pitch
        Size of a pixel in cm.
    seed
        Names the scene.
    """
    channels = []
    ends = (scanner.source.high, scanner.source.low)
    for index, energy in enumerate((Energy.HIGH, Energy.LOW)):
        air = scanner.air[index]
        counts = np.clip(np.rint(pictures[index] * np.float32(air)), 0, 65535).astype(np.uint16)
        channels.append(
            Channel(
                energy=energy,
                pixels=processed(counts, scanner.vendor, air),
                bits=16,
                air=air,
                kilovolts=round(ends[index] * 1000.0, 1),
            )
        )
    source = Source(
        manufacturer="Prescreen",
        model="imaging.yard",
        object_id=f"YARD{seed}",
        origin=Origin.SYNTHETIC,
    )
    return Radiograph(tuple(channels), (pitch * 10.0, pitch * 10.0), source)


def processed(counts: Pixels, step: str, air: int) -> Pixels:
    """Apply a step of `VENDOR_STEPS` to stored counts, ``uint16``."""
    if step == "median":
        return np.asarray(cv2.medianBlur(counts, 3), dtype=np.uint16)
    if step == "sharpen":
        soft = cv2.GaussianBlur(counts.astype(np.float32), (0, 0), 1.5)
        crisp = counts + 0.5 * (counts - soft)
        return np.clip(np.rint(crisp), 0, 65535).astype(np.uint16)
    if step == "jpeg":
        return _through_jpeg(counts, air)
    return counts


def _through_jpeg(counts: Pixels, air: int) -> Pixels:
    """Eight bits of the square root, packed with losses and unpacked: the scale stays linear."""
    full = air * 1.06
    root = np.sqrt(np.minimum(counts / full, 1.0)) * 255.0
    held, packed = cv2.imencode(
        ".jpg", np.rint(root).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    )
    if not held:
        raise ValueError("OpenCV could not pack the picture as JPEG; use another vendor step")
    back = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.float32) / 255.0
    return np.clip(np.rint(back * back * full), 0, 65535).astype(np.uint16)
