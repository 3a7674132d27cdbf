"""From materials to signal: beam spectra, detector response and polychromatic transmission.

Two kinds of source are modelled. A linear accelerator gives thick-target bremsstrahlung (Schiff's
cross-section, integrated over slices of a tungsten target while the electrons slow down), hardened
by an iron filter and seen by CdWO4; its two energies are two end points. An X-ray tube gives
Kramers' continuum behind aluminium and copper, seen by a sandwich of a thin and a thick CdWO4
layer with copper between them; its two energies are the two layers.
"""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import numpy.typing as npt

from imaging.attenuation import (
    Doubles,
    element_attenuation,
    mixture_absorption,
    mixture_attenuation,
)
from imaging.phantom.materials import MATERIALS

Floats = npt.NDArray[np.float32]

_ELECTRON_MEV = 0.511
_TARGET_G_CM2 = 3.5
_STOPPING_MEV_CM2_G = 1.35
_SLICES = 24
_SCINTILLATOR = {"Cd": 0.312, "W": 0.510, "O": 0.178}
# Products small enough to stay in the cache, and with one thread: others need the cores.
_PRODUCTS_AT_ONCE = 240_000


@dataclasses.dataclass(frozen=True, slots=True)
class BeamSettings:
    """What is set on the source.

    Attributes
    ----------
    high, low
        End-point energies in MeV of a linac; for a tube, ``high`` is its voltage in MV and ``low``
        is not used, because both energies come from the sandwich.
    filter_g_cm2
        Iron before a linac's object, copper before a tube's.
    tube
        Whether the source is a tube.
    """

    high: float
    low: float
    filter_g_cm2: float
    tube: bool = False


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Beam:
    """A pair of energies, ready to be sent through matter.

    Attributes
    ----------
    energies
        ``float64`` bin energies in MeV.
    attenuation
        ``float32`` (materials, bins) mu/rho in cm2/g, in the order of `MATERIALS`.
    weights
        ``float32`` (4, bins): energy-integrated signal of high and low, each summing to one; then
        the variance of the same signals for one incident photon.
    """

    energies: Doubles
    attenuation: Floats
    weights: Floats

    def transmit(self, masses: dict[str, Floats], secant: Floats) -> Floats:
        """Send both energies through areal masses.

        Parameters
        ----------
        masses
            ``float32`` (rows, columns) areal mass in g/cm2, normal to the image plane, by material.
        secant
            ``float32`` (rows,): path along the ray over path along the normal.

        Returns
        -------
        numpy.ndarray
            ``float32`` (4, rows, columns): transmission of high and low (1 is air), then the
            variance of each for one incident photon.
        """
        order = list(MATERIALS)
        table = np.ascontiguousarray(self.attenuation[[order.index(n) for n in masses]].T)
        shape = next(iter(masses.values())).shape
        layers = [layer.ravel() for layer in masses.values()]
        along = np.repeat(-secant, shape[1])
        out = np.empty((4, along.size), np.float32)
        step = max(1, _PRODUCTS_AT_ONCE // table.size)
        for start in range(0, along.size, step):
            part = slice(start, start + step)
            depth = table @ np.stack([layer[part] for layer in layers])
            depth *= along[part]
            np.exp(depth, out=depth)
            out[:, part] = self.weights @ depth
        return out.reshape(4, *shape)

    def transmission(self, material: str, areal_mass: float) -> tuple[float, float]:
        """Return (high, low) transmission of one slab; ``areal_mass`` in g/cm2."""
        slab = {material: np.full((1, 1), areal_mass, np.float32)}
        out = self.transmit(slab, np.ones(1, np.float32))
        return float(out[0, 0, 0]), float(out[1, 0, 0])


def schiff(electron_mev: float, energies: Doubles) -> Doubles:
    """Return forward bremsstrahlung per unit photon energy of electrons of one energy on tungsten.

    L. I. Schiff, Physical Review 83 (1951) 252, integrated over angles; arbitrary units, zero
    above the electrons' energy.
    """
    total = electron_mev + _ELECTRON_MEV
    photon = np.minimum(energies, 0.9999 * electron_mev)
    rest = total - photon
    screen = (photon * _ELECTRON_MEV / (2.0 * total * rest)) ** 2 + (74.0 ** (1 / 3) / 111.0) ** 2
    shape = -((total + rest) ** 2) - np.log(screen) * (total**2 + rest**2)
    out = np.maximum(shape / total**2, 0.0) / photon
    return np.where(energies < electron_mev, out, 0.0)


def linac_spectrum(end_point: float, energies: Doubles, filter_g_cm2: float) -> Doubles:
    """Return the photon fluence per unit energy of a filtered linac beam."""
    slice_g_cm2 = _TARGET_G_CM2 / _SLICES
    target = element_attenuation("W", energies)
    out = np.zeros_like(energies)
    electron = end_point
    for index in range(_SLICES):
        if electron < 0.3:
            break
        left = _TARGET_G_CM2 - (index + 0.5) * slice_g_cm2
        # Electrons scatter out of the forward direction about 5 % a slice.
        out += schiff(electron, energies) * np.exp(-0.05 * index - target * left)
        electron -= _STOPPING_MEV_CM2_G * slice_g_cm2
    return out * np.exp(-element_attenuation("Fe", energies) * filter_g_cm2)


def tube_spectrum(voltage_mv: float, energies: Doubles, copper_g_cm2: float) -> Doubles:
    """Return Kramers' continuum with 2 mm of aluminium and a copper filter."""
    fluence = np.maximum(voltage_mv / energies - 1.0, 0.0)
    aluminium = element_attenuation("Al", energies) * 0.54
    return fluence * np.exp(-aluminium - element_attenuation("Cu", energies) * copper_g_cm2)


def deposited(energies: Doubles, scintillator_g_cm2: float) -> Doubles:
    """Return the mean energy one photon leaves in CdWO4, in MeV.

    A quarter is added to the tabulated absorption for scattered photons caught again.
    """
    attenuation = mixture_attenuation(_SCINTILLATOR, energies)
    share = np.minimum(1.0, 1.25 * mixture_absorption(_SCINTILLATOR, energies) / attenuation)
    return energies * share * -np.expm1(-attenuation * scintillator_g_cm2)


@functools.lru_cache(maxsize=64)
def make_beam(settings: BeamSettings) -> Beam:
    """Build the tables of one source; cached, because it is asked for once a scene."""
    if settings.tube:
        energies, seen = _sandwich(settings)
    else:
        energies, seen = _linac(settings)
    rows = [fluence * response for fluence, response in seen]
    squares = [fluence * response**2 for fluence, response in seen]
    sums = [row.sum() for row in rows]
    weights = [row / total for row, total in zip(rows, sums, strict=True)]
    fluences = [fluence.sum() for fluence, _ in seen]
    spread = [
        square * photons / total**2
        for square, photons, total in zip(squares, fluences, sums, strict=True)
    ]
    table = [mixture_attenuation(material.fractions, energies) for material in MATERIALS.values()]
    return Beam(
        energies=energies,
        attenuation=np.asarray(table, np.float32),
        weights=np.asarray(weights + spread, np.float32),
    )


def _linac(settings: BeamSettings) -> tuple[Doubles, list[tuple[Doubles, Doubles]]]:
    edges = np.geomspace(0.2, max(settings.high, settings.low), 17)
    energies = np.sqrt(edges[1:] * edges[:-1])
    response = deposited(energies, 16.0)
    widths = np.diff(edges)
    ends = (settings.high, settings.low)
    spectra = [linac_spectrum(end, energies, settings.filter_g_cm2) * widths for end in ends]
    return energies, [(spectrum, response) for spectrum in spectra]


def _sandwich(settings: BeamSettings) -> tuple[Doubles, list[tuple[Doubles, Doubles]]]:
    edges = np.geomspace(0.025, settings.high, 25)
    energies = np.sqrt(edges[1:] * edges[:-1])
    spectrum = tube_spectrum(settings.high, energies, settings.filter_g_cm2) * np.diff(edges)
    front = deposited(energies, 0.25)
    passed = mixture_attenuation(_SCINTILLATOR, energies) * 0.25
    passed = passed + element_attenuation("Cu", energies) * 0.9
    back = deposited(energies, 3.2) * np.exp(-passed)
    return energies, [(spectrum, back), (spectrum, front)]
