"""What the officer sees: settings, presets, and the view that a window asks for."""

from __future__ import annotations

import dataclasses
import enum
import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from imaging.luts import FULL_ATTENUATION, Attenuation
from imaging.material import Matter


class Colour(enum.StrEnum):
    """How the picture is coloured."""

    GREY = "grey"
    MATERIAL = "material"
    MATERIAL_CLASSIC = "material_classic"


class Response(enum.StrEnum):
    """How transmission becomes brightness before the window is laid over it."""

    LOG = "log"
    LINEAR = "linear"
    SQRT = "sqrt"


ALL_MATTER = frozenset(Matter)


@dataclasses.dataclass(frozen=True, slots=True)
class DisplaySettings:
    """Everything that decides how stored pixels look; never what they are.

    Attributes
    ----------
    centre, width
        Window in brightness after the response, 0 (no signal) to 1 (air). A centre of 0.5 and a
        width of 1 show all of it. The width is at least `NARROWEST`.
    response
        Logarithmic unless said: equal steps of matter look equal.
    penetration
        0 to 1: how much matter is still told from black. 0 is for light parcels, 1 reaches about
        30 cm of steel.
    invert
        Dense is bright.
    colour, shown
        Grey or material colours, and the classes that get their colour; the others stay grey.
    sharpen
        Edges raised after the window.
    full_range
        Air may be white (255) instead of the palette's quieter grey.
    preset
        Key of the preset these settings came from, empty when they were changed since.
    """

    centre: float = 0.5
    width: float = 1.0
    response: Response = Response.LOG
    penetration: float = 0.62
    invert: bool = False
    colour: Colour = Colour.GREY
    shown: frozenset[Matter] = ALL_MATTER
    sharpen: bool = False
    full_range: bool = False
    preset: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.centre) and -1.0 <= self.centre <= 2.0):
            raise ValueError("the window's centre lies from -1 to 2")
        if not (math.isfinite(self.width) and NARROWEST <= self.width <= WIDEST):
            raise ValueError(f"the window's width lies from {NARROWEST} to {WIDEST}")
        if not 0.0 <= self.penetration <= 1.0:
            raise ValueError("penetration lies from 0 to 1")

    @property
    def log(self) -> bool:
        """Whether the response is logarithmic."""
        return self.response is Response.LOG

    def windowed(self, *, centre: float, width: float) -> DisplaySettings:
        """The same settings with another window, drawn into its limits."""
        return dataclasses.replace(
            self,
            centre=min(2.0, max(-1.0, centre)),
            width=min(WIDEST, max(NARROWEST, width)),
            preset="",
        )


NARROWEST, WIDEST = 0.005, 4.0

PRESETS: Mapping[str, DisplaySettings] = MappingProxyType(
    {
        "standard": DisplaySettings(preset="standard"),
        "dense": DisplaySettings(centre=0.40, width=0.80, penetration=0.97, preset="dense"),
        "light": DisplaySettings(centre=0.55, width=0.90, penetration=0.18, preset="light"),
        "organic": DisplaySettings(
            colour=Colour.MATERIAL, shown=frozenset({Matter.ORGANIC}), preset="organic"
        ),
        "metal": DisplaySettings(
            colour=Colour.MATERIAL, shown=frozenset({Matter.METAL, Matter.HEAVY}), preset="metal"
        ),
    }
)
"""In the order of the keys 1 to 5."""

_SHALLOW, _DEEPEST = 1.0, 11.5
_LOG_POWER = 1.6


def black_at(penetration: float) -> float:
    """Attenuation that is shown black before the window: 1 at 0, 11.5 at 1."""
    return _SHALLOW + (_DEEPEST - _SHALLOW) * penetration


def brightness(table: Attenuation, settings: DisplaySettings) -> npt.NDArray[np.float64]:
    """Brightness 0 to 1 of every stored value, after response, window and inverse.

    Parameters
    ----------
    table
        ``float32``, shape (65536,): attenuation of every stored value.

    Returns
    -------
    ``float64``, shape (65536,). Without inverse it never rises with attenuation.
    """
    black = black_at(settings.penetration)
    depth = np.minimum(table.astype(np.float64), FULL_ATTENUATION)
    if settings.response is Response.LOG:
        # The power gives thin walls the contrast that a straight line spends on the dark end.
        plain = np.clip(1.0 - depth / black, 0.0, 1.0) ** _LOG_POWER
    else:
        power = 1.0 if settings.response is Response.LINEAR else 0.5
        floor = math.exp(-black * power)
        plain = (np.exp(-depth * power) - floor) / (1.0 - floor)
    low = settings.centre - settings.width / 2.0
    shown = np.clip((np.clip(plain, 0.0, 1.0) - low) / settings.width, 0.0, 1.0)
    return 1.0 - shown if settings.invert else shown


@dataclasses.dataclass(frozen=True, slots=True)
class View:
    """The part of the stored image that a window shows, in device pixels.

    Attributes
    ----------
    x, y
        Stored coordinates of the window's top left corner; they may lie outside the image.
    scale_x, scale_y
        Device pixels per stored pixel, above 0; they differ where stored pixels are not square.
    width, height
        Size of the window in device pixels, at least 1.
    """

    x: float
    y: float
    scale_x: float
    scale_y: float
    width: int
    height: int

    def __post_init__(self) -> None:
        if self.scale_x <= 0 or self.scale_y <= 0 or self.width < 1 or self.height < 1:
            raise ValueError("a view has a scale above 0 and at least one pixel")


Rgb = tuple[int, int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Palette:
    """Colours as numbers, each (red, green, blue) of 0 to 255.

    Attributes
    ----------
    matter
        Colours of organic, light, metal and heavy matter.
    well
        Behind the image.
    no_signal, hatch
        Ground and lines of the places through which nothing came.
    air
        The whitest grey of the grey picture.
    """

    matter: tuple[Rgb, Rgb, Rgb, Rgb]
    well: Rgb = (10, 10, 10)
    no_signal: Rgb = (10, 10, 10)
    hatch: Rgb = (90, 90, 90)
    air: int = 172
