"""One view of one object: its energies, its scale, and who took it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from imaging.calibration import Calibration

Pixels = npt.NDArray[np.uint16]


class Energy(enum.StrEnum):
    """Which beam a channel was taken with."""

    LOW = "low"
    HIGH = "high"
    SINGLE = "single"


class Origin(enum.StrEnum):
    """DICOS Image Origin (0008,0118): made by a scanner, by a simulator, or altered."""

    MACHINE = "MACHINE"
    SYNTHETIC = "SYNTHETIC"
    AUGMENTED = "AUGMENTED"


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """The stored pixels of one energy.

    Attributes
    ----------
    energy
        The beam this channel belongs to.
    pixels
        ``uint16``, shape (rows, columns), read-only, exactly as stored: Prescreen never alters
        them. Row 0 is the top of the object.
    bits
        Significant bits, 1 to 16.
    air
        Stored value of the unattenuated beam (in a linear image; at most ``2**bits - 1``).
    bright_is_air
        True when larger values mean less attenuation (the usual case); False for inverse images.
    logarithmic
        True when the stored values are proportional to the logarithm of the transmission.
    kilovolts
        Tube or accelerator voltage in kV (6000 for a 6 MeV linac), None when not stated.
    sop_instance_uid
        DICOM instance, empty for other formats.
    bits_allocated
        Width of a pixel in the file, 8 or 16.
    signed
        True when the file holds two's complement values: ``pixels`` is then the stored value plus
        ``2**(bits - 1)``, which keeps the order of grey values and loses nothing.
    """

    energy: Energy
    pixels: Pixels
    bits: int = 16
    air: int = 65535
    bright_is_air: bool = True
    logarithmic: bool = False
    kilovolts: float | None = None
    sop_instance_uid: str = ""
    bits_allocated: int = 16
    signed: bool = False

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.uint16 or self.pixels.ndim != 2:
            raise ValueError("a channel holds a two-dimensional uint16 array")
        self.pixels.flags.writeable = False

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        return int(self.pixels.shape[0]), int(self.pixels.shape[1])


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Who took the scan, of what, when; every field may be empty but the UIDs of DICOM files."""

    study_uid: str = ""
    series_uid: str = ""
    view: str = "side"
    object_id: str = ""
    object_id_authority: str = ""
    taken_at: dt.datetime | None = None
    manufacturer: str = ""
    model: str = ""
    station: str = ""
    institution: str = ""
    origin: Origin = Origin.MACHINE
    identifiers: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Keys the scanner read: CCN, CRN, CONTAINER, TRAILER, RAILCAR, ULD, AWB, PARCEL, SEAL."""
    offset_minutes: int | None = None
    """Of the scanner's own clock from UTC; `taken_at` is in UTC whatever the clock said."""

    @property
    def scanner(self) -> str:
        """What the scanner is called: its station, else its make; empty when nothing is known."""
        return self.station or " ".join(filter(None, (self.manufacturer, self.model)))


@dataclasses.dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Radiograph:
    """One view: one energy or a pair, registered pixel to pixel.

    Attributes
    ----------
    channels
        One channel (``SINGLE``, or the only energy that arrived) or two (``HIGH`` then ``LOW``),
        all of one shape.
    mm_per_pixel
        (vertical, horizontal) size of a pixel in the plane of the object in millimetres, or None
        when the file does not say.
    source
        Where the view comes from.
    calibration
        The scanner's own readings of known materials, when someone supplied them.
    """

    channels: tuple[Channel, ...]
    mm_per_pixel: tuple[float, float] | None = None
    source: Source = dataclasses.field(default_factory=Source)
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        if len(self.channels) not in (1, 2):
            raise ValueError("a radiograph has one energy or two")
        if len({channel.shape for channel in self.channels}) != 1:
            raise ValueError("the two energies differ in size")
        if len(self.channels) == 2 and [c.energy for c in self.channels] != [
            Energy.HIGH,
            Energy.LOW,
        ]:
            raise ValueError("two energies come as high, low")

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        return self.channels[0].shape

    @property
    def main(self) -> Channel:
        """The channel shown in grey: high energy when there are two."""
        return self.channels[0]

    @property
    def high(self) -> Channel | None:
        """The high-energy channel, if the scan has both energies."""
        return self.channels[0] if len(self.channels) == 2 else None

    @property
    def low(self) -> Channel | None:
        """The low-energy channel, if the scan has both energies."""
        return self.channels[1] if len(self.channels) == 2 else None

    @property
    def dual(self) -> bool:
        """Whether material can be told at all."""
        return len(self.channels) == 2

    @property
    def megavolt(self) -> bool:
        """Whether the beam is a linac's: the material ratio then falls with atomic number."""
        volts = [c.kilovolts for c in self.channels if c.kilovolts is not None]
        return bool(volts) and min(volts) >= 1000.0
