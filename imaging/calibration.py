"""A scanner's own calibration: what it read behind known thicknesses of known materials."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One step of a wedge.

    Attributes
    ----------
    g_cm2
        Areal density.
    high, low
        -ln of the transmission of the two energies behind it.
    """

    g_cm2: float
    high: float
    low: float


@dataclasses.dataclass(frozen=True, slots=True)
class Wedge:
    """The steps of one material, from the thinnest; both attenuations rise.

    Attributes
    ----------
    name
        For people.
    atomic_number
        Effective one, 1 to 100.
    steps
        Three or more.
    """

    name: str
    atomic_number: float
    steps: tuple[Step, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ScannerMatch:
    """Which scanner a calibration is of; what is empty says nothing.

    Attributes
    ----------
    manufacturer, model, station
        As the scanner's own files state them; compared without regard to case and outer spaces.
    kilovolts
        (high, low); for a tube the two that its files state.
    """

    manufacturer: str = ""
    model: str = ""
    station: str = ""
    kilovolts: tuple[float, float] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Calibration:
    """Wedges measured on one scanner.

    Attributes
    ----------
    name
        For people: what was measured and when.
    scanner
        Whose scans it is for.
    wedges
        Organic matter and steel at least; see `imaging.calibrating`.
    """

    name: str
    scanner: ScannerMatch
    wedges: tuple[Wedge, ...]
