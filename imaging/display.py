"""What the officer sees: settings and presets, and the view that a window asks for."""

from __future__ import annotations

import dataclasses
import enum
import math
from collections.abc import Mapping
from types import MappingProxyType

from imaging.radiograph import Radiograph


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


class MatterView(enum.StrEnum):
    """Which matter is shown; metal means steel and anything heavier.

    Only: the other classes fade to a pale ghost without colour. Strip: the class is taken off
    the picture as if it were air, a faint ghost stays. Places whose material cannot be told keep
    their plain grey, and places without signal their hatch.
    """

    ALL = "all"
    ORGANIC_ONLY = "organic_only"
    METAL_ONLY = "metal_only"
    STRIP_ORGANIC = "strip_organic"
    STRIP_METAL = "strip_metal"


class Beam(enum.StrEnum):
    """Which energy the grey picture shows."""

    HIGH = "high"
    LOW = "low"


class ScannerKind(enum.StrEnum):
    """Kinds of scanner whose pictures want presets of their own."""

    LINAC_DUAL = "linac_dual"
    LINAC_SINGLE = "linac_single"
    TUBE_DUAL = "tube_dual"
    TUBE_SINGLE = "tube_single"


def scanner_kind(radiograph: Radiograph) -> ScannerKind:
    """Tell what made `radiograph`; a linac where the file states no voltage, as cargo scans are."""
    linac = radiograph.megavolt or all(c.kilovolts is None for c in radiograph.channels)
    if linac:
        return ScannerKind.LINAC_DUAL if radiograph.dual else ScannerKind.LINAC_SINGLE
    return ScannerKind.TUBE_DUAL if radiograph.dual else ScannerKind.TUBE_SINGLE


HIGHLIGHT_COLOURS = 4
"""How many colours a palette has for density ranges."""


@dataclasses.dataclass(frozen=True, slots=True)
class Highlight:
    """A range of densities that is painted over the picture.

    Attributes
    ----------
    low, high
        Attenuation, -ln of the transmission of the energy shown; 0 is air. ``low < high``.
    colour
        Number of one of the palette's highlight colours, 0 to 3.
    name
        The officer's word for it; may be empty.
    """

    low: float
    high: float
    colour: int = 0
    name: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and 0 <= self.low < self.high):
            raise ValueError("a density range begins at 0 or above and ends above its beginning")
        if not 0 <= self.colour < HIGHLIGHT_COLOURS:
            raise ValueError(f"a density range has a colour from 0 to {HIGHLIGHT_COLOURS - 1}")


NARROWEST, WIDEST = 0.005, 4.0
FLATTEST, STEEPEST = 0.2, 5.0
"""Limits of gamma."""
TURNED_ON = 0.5
"""Strength that a key gives to a filter that was off."""

_STRENGTHS = ("sharpen", "edge", "denoise", "local")


@dataclasses.dataclass(frozen=True, slots=True)
class DisplaySettings:
    """Everything that decides how stored pixels look; never what they are.

    The order in which they take effect is that of `imaging.chain`.

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
    gamma
        0.2 to 5, after the window: above 1 the dark is lifted, below 1 the bright is spread.
    invert
        Dense is bright.
    colour, matter
        Grey or material colours, and the classes that are shown or taken off.
    beam
        The energy that the grey picture shows.
    denoise, local, sharpen, edge
        Strengths 0 (off) to 1: noise taken off, local contrast, edges raised, edges alone.
    highlights
        Density ranges painted over the picture, the first on top.
    hatch
        Places without signal are hatched in the grey picture too; with material they always are.
    full_range
        Air may be white (255) instead of the palette's quieter grey.
    preset
        Key of the preset these settings came from, empty when they were changed since.
    """

    centre: float = 0.5
    width: float = 1.0
    response: Response = Response.LOG
    penetration: float = 0.62
    gamma: float = 1.0
    invert: bool = False
    colour: Colour = Colour.GREY
    matter: MatterView = MatterView.ALL
    beam: Beam = Beam.HIGH
    denoise: float = 0.0
    local: float = 0.0
    sharpen: float = 0.0
    edge: float = 0.0
    highlights: tuple[Highlight, ...] = ()
    hatch: bool = False
    full_range: bool = False
    preset: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.centre) and -1.0 <= self.centre <= 2.0):
            raise ValueError("the window's centre lies from -1 to 2")
        if not (math.isfinite(self.width) and NARROWEST <= self.width <= WIDEST):
            raise ValueError(f"the window's width lies from {NARROWEST} to {WIDEST}")
        if not FLATTEST <= self.gamma <= STEEPEST:
            raise ValueError(f"gamma lies from {FLATTEST} to {STEEPEST}")
        for name in ("penetration", *_STRENGTHS):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name} lies from 0 to 1")

    @property
    def log(self) -> bool:
        """Whether the response is logarithmic."""
        return self.response is Response.LOG

    @property
    def needs_two_energies(self) -> bool:
        """Whether some of it has no effect on a scan with one energy."""
        return (
            self.colour is not Colour.GREY
            or self.matter is not MatterView.ALL
            or self.beam is not Beam.HIGH
        )

    @property
    def filtered(self) -> bool:
        """Whether neighbouring pixels have a say in what a pixel looks like."""
        return any(getattr(self, name) > 0.0 for name in _STRENGTHS)

    def windowed(self, *, centre: float, width: float) -> DisplaySettings:
        """The same settings with another window, drawn into its limits."""
        return dataclasses.replace(
            self,
            centre=min(2.0, max(-1.0, centre)),
            width=min(WIDEST, max(NARROWEST, width)),
            preset="",
        )


HIGH_PENETRATION, LOW_PENETRATION = 0.9, 0.18

PRESETS: Mapping[str, DisplaySettings] = MappingProxyType(
    {
        "standard": DisplaySettings(preset="standard"),
        "dense": DisplaySettings(
            centre=0.45, width=0.9, penetration=HIGH_PENETRATION, preset="dense"
        ),
        "light": DisplaySettings(
            centre=0.55, width=0.90, penetration=LOW_PENETRATION, preset="light"
        ),
        "organic": DisplaySettings(
            colour=Colour.MATERIAL, matter=MatterView.ORGANIC_ONLY, preset="organic"
        ),
        "metal": DisplaySettings(
            colour=Colour.MATERIAL, matter=MatterView.METAL_ONLY, preset="metal"
        ),
    }
)
"""In the order of the keys 1 to 5."""


@dataclasses.dataclass(frozen=True, slots=True)
class View:
    """The part of the stored image that a window shows, in device pixels.

    Attributes
    ----------
    x, y
        Stored coordinates of the window's top left corner; they may lie outside the image.
    scale_x, scale_y
        Device pixels per stored pixel along stored columns and stored rows, above 0; they differ
        where stored pixels are not square.
    width, height
        Size of the window in device pixels, at least 1.
    mirror_x, mirror_y
        Stored columns run to the left, stored rows run up; before any turn.
    turns
        Quarter turns clockwise, 0 to 3, after the mirrors. With 1 or 3 stored columns run along
        the height of the window.
    """

    x: float
    y: float
    scale_x: float
    scale_y: float
    width: int
    height: int
    mirror_x: bool = False
    mirror_y: bool = False
    turns: int = 0

    def __post_init__(self) -> None:
        if self.scale_x <= 0 or self.scale_y <= 0 or self.width < 1 or self.height < 1:
            raise ValueError("a view has a scale above 0 and at least one pixel")
        if self.turns not in (0, 1, 2, 3):
            raise ValueError("a view is turned by 0 to 3 quarters")


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
    highlights
        Colours of density ranges, apart from grey and from every colour of matter.
    """

    matter: tuple[Rgb, Rgb, Rgb, Rgb]
    well: Rgb = (10, 10, 10)
    no_signal: Rgb = (10, 10, 10)
    hatch: Rgb = (90, 90, 90)
    air: int = 172
    highlights: tuple[Rgb, Rgb, Rgb, Rgb] = (
        (255, 255, 51),
        (153, 153, 255),
        (153, 255, 204),
        (255, 204, 255),
    )
