"""What may be set for a scene; whatever is left unset is drawn from the seed."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import Any

import numpy as np

from imaging.phantom.beam import BeamSettings

Rng = np.random.Generator


@dataclasses.dataclass(frozen=True, slots=True)
class Placement:
    """One load and where it stands.

    Attributes
    ----------
    commodity
        A name in `COMMODITIES`.
    start, stop
        Shares of the room's length, 0 to 1.
    fill
        Height of the load as a share of the room's, 0 to 1; None to draw it.
    """

    commodity: str
    start: float = 0.0
    stop: float = 1.0
    fill: float | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.start < self.stop <= 1.0:
            raise ValueError(f"a load goes from 0 to 1 of the length: {self.start} to {self.stop}")


@dataclasses.dataclass(frozen=True, slots=True)
class _Tube:
    """What a well-kept scanner with a tube takes pictures with."""

    energies: tuple[float, float]
    quanta: float


# Photons per cm2: less noise also packs better.
_QUANTA_LINAC = 8e5
_TUBES = MappingProxyType({"parcel": _Tube((0.225, 0.0), 4e6), "uld": _Tube((0.32, 0.0), 3e6)})


@dataclasses.dataclass(frozen=True, slots=True)
class SceneOptions:
    """Settings of a scene. None means: draw it from the seed.

    Attributes
    ----------
    loads
        The loads from the left to the right: names (sharing the length) or placements.
    fill
        Height of loads that do not say, as a share of the room's height.
    irregularity_at
        (along the length, up the height) as shares, where an irregularity is wanted.
    energies
        (high, low) end points in MeV of a linac; for a tube (voltage in MV, ignored).
    filter_g_cm2
        Iron (linac) or copper (tube) before the object.
    stretch
        Column pitch over row pitch (a wrong belt or train speed).
    quanta
        Photons per cm2 of the object's plane in air.
    low_share
        Photons of a low-energy pulse as a share of a high-energy one's.
    electronic
        Standard deviation of the electronic noise, in transmission of air, for 1 cm2.
    scatter
        Scattered share of the local mean signal, 0 to 0.03.
    psf
        Standard deviation of the blur in pixels before the detector takes its samples.
    crosstalk
        Share of a column's signal that the next one repeats.
    gain_steps
        Standard deviation of the gain between detector modules.
    stripes
        Standard deviation of the gain between rows and between pulses.
    specks
        Share of pixels struck by a stray photon or read wrongly.
    wobble
        Amplitude in cm of the boom's swing.
    dead_rows
        Detector rows that give nothing, counted at the bottom.
    bad_row
        Whether one row is weak.
    air
        Stored value of the unattenuated beam, as a share of the range.
    bits
        Significant bits: 8, 12 or 16.
    mirror
        Whether the picture is turned left to right.
    varied
        Whether the equipment carries `fittings` drawn from the seed, and the fan may stand off the
        square to the travel: what a detector learns from, and is tested on.
    with_twin
        Whether an irregular scene also gives its clean twin.
    """

    loads: tuple[str | Placement, ...] | None = None
    fill: float | None = None
    irregularity_at: tuple[float, float] | None = None
    energies: tuple[float, float] | None = None
    filter_g_cm2: float | None = None
    stretch: float | None = None
    quanta: float | None = None
    low_share: float | None = None
    electronic: float | None = None
    scatter: float | None = None
    psf: float | None = None
    crosstalk: float | None = None
    gain_steps: float | None = None
    stripes: float | None = None
    specks: float | None = None
    wobble: float | None = None
    dead_rows: int | None = None
    bad_row: bool | None = None
    air: float | None = None
    bits: int | None = None
    mirror: bool | None = None
    varied: bool = False
    with_twin: bool = True

    @classmethod
    def well_kept(cls, equipment: str) -> SceneOptions:
        """Return the settings of a well-kept scanner: 16 bits, no defects but the everyday ones.

        Parameters
        ----------
        equipment
            A name in `EQUIPMENT`, or ``train``: parcels and air cargo are seen by a tube of usual
            voltage, all else by a linac whose beam is drawn.
        """
        tube = _TUBES.get(equipment)
        return cls(
            energies=tube.energies if tube else None,
            quanta=tube.quanta if tube else _QUANTA_LINAC,
            scatter=0.003,
            psf=0.45,
            gain_steps=0.003,
            stripes=0.0015,
            wobble=0.0,
            dead_rows=0,
            bad_row=False,
            stretch=1.0,
            air=0.97,
            bits=16,
            mirror=False,
            with_twin=False,
        )

    @classmethod
    def r60(cls) -> SceneOptions:
        """Return the settings of a rail portal at 6 and 4 MeV, for equipment ``railflat``.

        Tuned to the noise, the ratio of the energies and the opaque share of two real scans of a
        Rapiscan Eagle R60 (see ``docs/phantom.md``).
        """
        return cls(
            energies=(6.0, 4.8),
            filter_g_cm2=18.0,
            stretch=0.84,
            quanta=36000.0,
            low_share=0.53,
            electronic=6e-5,
            scatter=0.002,
            psf=0.55,
            crosstalk=0.05,
            gain_steps=0.002,
            stripes=0.0022,
            specks=5e-4,
            wobble=0.0,
            dead_rows=7,
            bad_row=False,
            air=1.0,
            bits=16,
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Scanner:
    """The settings of one scan, all drawn. Attributes as in `SceneOptions`."""

    beam: BeamSettings
    kilovolts: tuple[float, float]
    stretch: float
    quanta: float
    low_share: float
    electronic: float
    scatter: float
    psf: float
    crosstalk: float
    gain_steps: float
    stripes: float
    specks: float
    wobble: float
    dead_rows: int
    bad_row: bool
    air: float
    bits: int
    mirror: bool


def draw_scanner(options: SceneOptions, rng: Rng, *, tube: bool) -> Scanner:
    """Draw what the options leave open, always in the same order and number of draws."""
    source = _tube(rng) if tube else _linac(rng)
    drawn = dataclasses.replace(
        source,
        low_share=1.0 if tube else float(rng.uniform(0.4, 0.9)),
        stretch=float(rng.uniform(0.9, 1.1)),
        scatter=float(rng.choice([1.0, 0.25]) * 0.03 * rng.random() ** 2),
        psf=float(rng.uniform(0.3, 1.1)),
        crosstalk=float(rng.uniform(0.0, 0.08)),
        gain_steps=float(rng.choice([0.0, 1.0]) * 0.03 * rng.random() ** 2),
        stripes=float(rng.uniform(0.001, 0.005)),
        specks=float(6e-4 * rng.random() ** 2),
        dead_rows=int(rng.choice([0, 0, 0, 5])),
        bad_row=bool(rng.random() < 0.12),
        air=float(rng.choice([0.92, 0.97, 1.0])),
        bits=int(rng.choice([16, 16, 16, 16, 12, 8])),
        mirror=bool(rng.random() < 0.5),
    )
    return _overruled(drawn, options, tube=tube)


def _overruled(drawn: Scanner, options: SceneOptions, *, tube: bool) -> Scanner:
    """Put what the options state in the place of what was drawn."""
    names = {field.name for field in dataclasses.fields(Scanner)} - {"beam", "kilovolts"}
    stated = {name: getattr(options, name) for name in names}
    out = dataclasses.replace(drawn, **{k: v for k, v in stated.items() if v is not None})
    if options.energies is None and options.filter_g_cm2 is None:
        return out
    high, low = options.energies or (drawn.beam.high, drawn.beam.low)
    iron = drawn.beam.filter_g_cm2 if options.filter_g_cm2 is None else options.filter_g_cm2
    return dataclasses.replace(out, **_beam(high, low, iron, tube=tube))


def _beam(high: float, low: float, filter_g_cm2: float, *, tube: bool) -> dict[str, Any]:
    # The two layers of a sandwich see one voltage; the front one is named by half of it.
    volts = (1000.0 * high, 500.0 * high if tube else 1000.0 * low)
    return {"beam": BeamSettings(high, low, filter_g_cm2, tube=tube), "kilovolts": volts}


_PLAIN = {
    "stretch": 1.0,
    "low_share": 1.0,
    "scatter": 0.0,
    "psf": 0.0,
    "crosstalk": 0.0,
    "gain_steps": 0.0,
    "stripes": 0.0,
    "specks": 0.0,
    "dead_rows": 0,
    "bad_row": False,
    "air": 1.0,
    "bits": 16,
    "mirror": False,
}


def _linac(rng: Rng) -> Scanner:
    nine = rng.random() < 0.5
    high = float(rng.choice([8.6, 9.0, 9.4]) if nine else rng.choice([5.7, 6.0, 6.3]))
    ratio = float(rng.choice([0.64, 0.67, 0.70, 0.74]))
    plain: dict[str, Any] = {
        **_PLAIN,
        **_beam(high, ratio * high, float(rng.choice([15.0, 20.0, 25.0, 30.0])), tube=False),
    }
    return Scanner(
        quanta=2e5 * float(np.exp(rng.uniform(np.log(0.15), np.log(3.0)))),
        electronic=float(rng.uniform(3e-5, 1.2e-4)),
        wobble=float(rng.choice([0.0, 1.0]) * rng.uniform(0.0, 0.6)),
        **plain,
    )


def _tube(rng: Rng) -> Scanner:
    high = float(rng.choice([0.16, 0.18, 0.225, 0.30, 0.32]))
    plain: dict[str, Any] = {
        **_PLAIN,
        **_beam(high, 0.0, float(rng.choice([0.1, 0.3, 0.6])), tube=True),
    }
    return Scanner(
        quanta=3e6 * float(np.exp(rng.uniform(np.log(0.2), np.log(2.0)))),
        electronic=float(rng.uniform(3e-6, 1.2e-5)),
        wobble=0.0,
        **plain,
    )
