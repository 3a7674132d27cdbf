"""What a picture would look like without the object at one place: an estimate, never the scan.

The pixels on record are not touched. A copy is made in which the place holds the background that
`imaging.background` guesses, energy by energy; everything else is the stored value.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from imaging.background import Hole, Way, filled
from imaging.luts import attenuation_table
from imaging.material import MaterialScale, scale_of
from imaging.outline import Box
from imaging.radiograph import Channel, Origin, Pixels, Radiograph
from imaging.standout import StandOut, told
from imaging.surroundings import laid, surroundings

Mask = npt.NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Removed:
    """A scan with one object taken out of it.

    Attributes
    ----------
    radiograph
        The altered copy, of origin AUGMENTED.
    found
        What was measured of the object, its mass among it.
    way
        How its background was guessed.
    box
        (x, y, width, height) in stored pixels outside of which nothing was altered.
    """

    radiograph: Radiograph
    found: StandOut
    way: Way
    box: Box


def without(
    radiograph: Radiograph,
    box: Box,
    mask: Mask | None = None,
    *,
    scale: MaterialScale | None = None,
) -> Removed:
    """Take an object out of a picture.

    Parameters
    ----------
    radiograph
        One energy or two; not altered.
    box
        (x, y, width, height) of the object in stored pixels, inside the image.
    mask
        ``bool`` of any size over the box: what of it is the object; all of it when None.
    scale
        What the ratios of the energies mean; worked out from the scan when not given.
    """
    meaning = scale or scale_of(radiograph)
    place = surroundings(radiograph, box, mask, meaning)
    hole = _stored(place.hole, laid(box, place.box, mask, (place.box[3], place.box[2])))
    channels = tuple(_without(channel, place.box, hole) for channel in radiograph.channels)
    source = dataclasses.replace(radiograph.source, origin=Origin.AUGMENTED)
    altered = dataclasses.replace(radiograph, channels=channels, source=source)
    return Removed(altered, told(place, radiograph, meaning), place.hole.way, place.box)


def _stored(hole: Hole, mask: Mask) -> Hole:
    """Return the hole in stored pixels, where the part was weighed on fewer."""
    down = mask.shape[0] / hole.mask.shape[0]
    over = mask.shape[1] / hole.mask.shape[1]
    sources = tuple((round(a * down), round(b * over)) for a, b in hole.sources)
    return Hole(mask, hole.way, sources, hole.error)


def _without(channel: Channel, part: Box, hole: Hole) -> Channel:
    x, y, wide, high = part
    window = np.s_[y : y + high, x : x + wide]
    table = attenuation_table(channel)
    cut = channel.pixels[window]
    thick = np.asarray(table[cut], np.float32)
    guessed = filled(thick, hole)[hole.mask]
    pixels = channel.pixels.copy()
    pixels[window][hole.mask] = _values(channel, guessed)
    return dataclasses.replace(channel, pixels=pixels)


def _values(channel: Channel, thick: npt.NDArray[np.float32]) -> Pixels:
    """Return the stored values that attenuate so much."""
    count = 1 << channel.bits
    table = attenuation_table(channel)[:count].astype(np.float64)
    order = slice(None, None, -1) if table[0] > table[-1] else slice(None)
    # Air that is brighter than air attenuates nothing: the first value that does so stands for it.
    knots, first = np.unique(table[order], return_index=True)
    stored = np.arange(count, dtype=np.float64)[order][first]
    return np.asarray(np.rint(np.interp(thick, knots, stored)), np.uint16)
