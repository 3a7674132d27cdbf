"""Colour tables: from brightness and material to the packed pixels of a screen."""

from __future__ import annotations

import dataclasses
import functools

import cv2
import numpy as np
import numpy.typing as npt

from imaging.display import MatterView, Palette, Rgb

Packed = npt.NDArray[np.int32]
"""``int32`` view of 0xFFRRGGBB, which is what QImage.Format_RGB32 holds."""

PLACES = 32
"""Steps of the place between the materials."""
TRUSTS = 8
"""Steps of trust; the last one is no signal."""
NO_SIGNAL_CODE = TRUSTS - 1
HATCH_CODE = 0xFF
"""Codes of places without signal: the ground, and the lines over it."""


def highlight_code(colour: int) -> int:
    """Code of a density range in highlight colour `colour`."""
    return (colour + 1) << 3 | TRUSTS - 1


_CLASSES = tuple(round(place / (PLACES - 1) * 3.0) for place in range(PLACES))
"""Number of the class, in the order of `Matter`, that each place belongs to."""


def pack(colour: Rgb) -> int:
    """0xFFRRGGBB as a signed 32-bit number."""
    red, green, blue = colour
    return (0xFF000000 | red << 16 | green << 8 | blue) - (1 << 32)


@functools.lru_cache(maxsize=8)
def grey_table(palette: Palette, full_range: bool) -> npt.NDArray[np.uint8]:  # noqa: FBT001 - part of a cache key
    """Grey of brightness 0 to 255, ``uint8``, shape (256,), never whiter than the palette's air."""
    return np.array(_greys(palette, full_range=full_range), np.uint8)


def _greys(palette: Palette, *, full_range: bool) -> list[int]:
    top = 255 if full_range else palette.air
    return [round(value * top / 255.0) for value in range(256)]


@dataclasses.dataclass(frozen=True, slots=True)
class Tint:
    """What a material table is made for.

    Attributes
    ----------
    coloured
        Classes have their colours; without, all is grey.
    matter
        Classes that are shown or taken off.
    full_range
        Air may be white.
    air
        Brightness of air, 0 to 255, toward which classes are taken off.
    """

    coloured: bool = True
    matter: MatterView = MatterView.ALL
    full_range: bool = False
    air: int = 255


@functools.lru_cache(maxsize=8)
def picture_table(palette: Palette, tint: Tint) -> Packed:
    """Packed colour of every code and brightness, shape (65536,).

    The index is ``code << 8 | brightness``. The code of matter is ``place >> 3 << 3 | trust``,
    with trust from 0 to 6; codes with a trust of 7 are no matter but places without signal and
    density ranges, under which the picture's light and dark stay visible. Hue and chroma are the
    class's, lightness is the grey picture's scaled to the class's own range; with falling trust
    the colour fades into the grey picture. A class that is taken off is moved toward the
    brightness of air, as far as it is trusted to be that class.
    """
    kept, ghost = _parts(tint.matter)
    full = _coloured(palette, tint.full_range, tuple(kept) if tint.coloured else ())
    bright = np.arange(256, dtype=np.float64)
    trust = np.minimum(np.arange(TRUSTS) / (TRUSTS - 2), 1.0)
    off = np.array([number not in kept for number in _CLASSES])
    # Taken off only where it is told for certain: half a guess would hide goods behind noise.
    sure = np.clip(2.0 * trust - 1.0, 0.0, 1.0)
    fade = (1.0 - ghost) * off[:, None, None] * sure[None, :, None]
    index = np.rint(bright + (tint.air - bright) * fade).astype(np.int64)
    table = np.take_along_axis(full.reshape(PLACES, TRUSTS, 256), index, axis=2)
    table[:, TRUSTS - 1] = pack(palette.no_signal)
    for number, colour in enumerate(palette.highlights):
        share = 0.7 + 0.3 * bright / 255.0
        table[number + 1, TRUSTS - 1] = _packed(np.outer(share, np.array(colour, np.float64)))
    table[PLACES - 1, TRUSTS - 1] = pack(palette.hatch)
    flat = table.reshape(-1)
    flat.flags.writeable = False
    return flat


def _parts(matter: MatterView) -> tuple[frozenset[int], float]:
    """Numbers of the classes that are kept, and how much of the others is still seen."""
    return {
        MatterView.ALL: (frozenset({0, 1, 2, 3}), 1.0),
        MatterView.ORGANIC_ONLY: (frozenset({0}), 0.25),
        MatterView.METAL_ONLY: (frozenset({2, 3}), 0.25),
        MatterView.STRIP_ORGANIC: (frozenset({1, 2, 3}), 0.12),
        MatterView.STRIP_METAL: (frozenset({0, 1}), 0.12),
    }[matter]


@functools.lru_cache(maxsize=16)
def _coloured(palette: Palette, full_range: bool, kept: tuple[int, ...]) -> Packed:  # noqa: FBT001 - part of a cache key
    """The table with the kept classes in their colours and nothing taken off."""
    greys = np.array(_greys(palette, full_range=full_range), np.float64)
    grey_lab = _to_lab(np.repeat(greys[:, None], 3, axis=1))
    hues = _hues(palette)
    table = np.zeros((PLACES, TRUSTS, 256), np.int32)
    bright = np.arange(256) / 255.0
    for place in range(PLACES):
        lab = np.empty((256, 3))
        # Toward black the chroma goes with the lightness, or the dark end would be out of gamut.
        share = np.minimum(1.0, bright / 0.75)
        lab[:, 0] = hues[place, 0] * share + (grey_lab[:, 0] - hues[place, 0]) * _lift(bright)
        fade = share * (1.0 - _lift(bright))
        lab[:, 1] = hues[place, 1] * fade
        lab[:, 2] = hues[place, 2] * fade
        asked = float(_CLASSES[place] in kept)
        for trust in range(TRUSTS - 1):
            weight = asked * trust / (TRUSTS - 2)
            table[place, trust] = _packed(_to_rgb(grey_lab + (lab - grey_lab) * weight))
    return table.reshape(-1)


def _lift(bright: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far the brightest end gives way to the grey of air: from three quarters to the top."""
    return np.clip((bright - 0.75) / 0.25, 0.0, 1.0) ** 1.5


def _hues(palette: Palette) -> npt.NDArray[np.float64]:
    """CIE L*a*b* at each place: flat around a class, blended across the limit between two."""
    anchors = _to_lab(np.array(palette.matter, np.float64))
    position = np.arange(PLACES) / (PLACES - 1) * 3.0
    lower = np.minimum(position.astype(int), 2)
    along = np.clip((position - lower - 0.3) / 0.4, 0.0, 1.0)[:, None]
    return np.asarray(anchors[lower] * (1 - along) + anchors[lower + 1] * along)


def _to_lab(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    scaled = (rgb / 255.0).astype(np.float32)[:, None, :]
    return np.asarray(cv2.cvtColor(scaled, cv2.COLOR_RGB2Lab)[:, 0, :], np.float64)


def _to_rgb(lab: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    rgb = cv2.cvtColor(lab.astype(np.float32)[:, None, :], cv2.COLOR_Lab2RGB)[:, 0, :]
    return np.asarray(np.clip(rgb, 0.0, 1.0) * 255.0, np.float64)


def _packed(rgb: npt.NDArray[np.float64]) -> Packed:
    channels = np.rint(rgb).astype(np.uint32)
    joined = 0xFF000000 | channels[:, 0] << 16 | channels[:, 1] << 8 | channels[:, 2]
    return np.asarray(joined, np.uint32).view(np.int32)
