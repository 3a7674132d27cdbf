"""What the yard's things are made of: mass fractions of elements, density, and class.

Compositions are those of the pure compound named, or rounded figures for a mixture; densities are
the solid's own, the packer dilutes them.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from imaging.attenuation import Doubles, mixture_absorption, mixture_attenuation
from imaging.vocabulary import MaterialClass


@dataclasses.dataclass(frozen=True, slots=True)
class Substance:
    """A mixture.

    Attributes
    ----------
    parts
        Mass fraction of each element, summing to one.
    density
        g/cm3 of the solid.
    kind
        Class that a material colour would show.
    """

    parts: Mapping[str, float]
    density: float
    kind: MaterialClass

    def attenuation(self, energies: Doubles) -> Doubles:
        """Return mu/rho in cm2/g at energies in MeV."""
        return mixture_attenuation(self.parts, energies)


_ORGANIC, _MINERAL = MaterialClass.ORGANIC, MaterialClass.MINERAL
_METAL, _HEAVY = MaterialClass.METAL, MaterialClass.HEAVY
_CELLULOSE = {"H": 0.0622, "C": 0.4445, "O": 0.4933}

SUBSTANCES: Mapping[str, Substance] = MappingProxyType(
    {
        "cellulose": Substance(_CELLULOSE, 0.60, _ORGANIC),
        "fabric": Substance({"H": 0.052, "C": 0.535, "O": 0.413}, 0.25, _ORGANIC),
        "polymer": Substance({"H": 0.1437, "C": 0.8563}, 0.95, _ORGANIC),
        "food": Substance({"H": 0.105, "C": 0.110, "O": 0.785}, 1.0, _ORGANIC),
        "grain": Substance({"H": 0.066, "C": 0.434, "N": 0.02, "O": 0.48}, 1.35, _ORGANIC),
        "liquid": Substance({"H": 0.1119, "O": 0.8881}, 1.0, _ORGANIC),
        "rubber": Substance({"H": 0.10, "C": 0.85, "O": 0.04, "Si": 0.01}, 1.15, _ORGANIC),
        "powder": Substance({"H": 0.070, "C": 0.673, "N": 0.046, "O": 0.211}, 1.2, _ORGANIC),
        "calcite": Substance({"C": 0.12, "O": 0.4796, "Ca": 0.4004}, 2.7, _MINERAL),
        "ceramic": Substance(
            {"O": 0.49, "Si": 0.31, "Al": 0.11, "Ca": 0.05, "Na": 0.02, "Fe": 0.02}, 2.3, _MINERAL
        ),
        "glass": Substance(
            {"O": 0.462, "Si": 0.336, "Na": 0.10, "Ca": 0.075, "Mg": 0.027}, 2.5, _MINERAL
        ),
        "aluminium": Substance({"Al": 1.0}, 2.7, _MINERAL),
        "board": Substance(
            {"O": 0.35, "C": 0.23, "Si": 0.22, "Cu": 0.18, "H": 0.02}, 1.9, _MINERAL
        ),
        # Lithium is not among the tabulated elements; its few per cent by mass are left out.
        "cell": Substance(
            {"C": 0.25, "O": 0.27, "Fe": 0.22, "Cu": 0.13, "Al": 0.08, "H": 0.05}, 2.2, _MINERAL
        ),
        "steel": Substance({"Fe": 0.99, "C": 0.01}, 7.85, _METAL),
        "copper": Substance({"Cu": 1.0}, 8.96, _METAL),
        "lead": Substance({"Pb": 1.0}, 11.35, _HEAVY),
        "tungsten": Substance({"W": 1.0}, 19.25, _HEAVY),
        "uranium": Substance({"U": 1.0}, 18.95, _HEAVY),
    }
)

_SCREENS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "PbWO4": {"Pb": 0.4553, "W": 0.4040, "O": 0.1407},
        "CaWO4": {"Ca": 0.1392, "W": 0.6385, "O": 0.2223},
    }
)


@functools.cache
def screen_response(screen: str, thickness: float, energies: tuple[float, ...]) -> Doubles:
    """Return the energy in MeV that a scintillator keeps of one photon of each energy.

    Absorbed photons leave ``E * mu_en / mu``: light of the fluorescence that escapes is lost.

    Parameters
    ----------
    screen
        ``PbWO4`` or ``CaWO4``.
    thickness
        g/cm2.
    energies
        MeV.
    """
    photon = np.asarray(energies)
    mu = mixture_attenuation(_SCREENS[screen], photon)
    kept = mixture_absorption(_SCREENS[screen], photon) / mu
    return np.asarray(photon * kept * -np.expm1(-mu * thickness))


def screen_passes(screen: str, thickness: float, energies: Doubles) -> Doubles:
    """Return the share of photons that a scintillator of so many g/cm2 lets through."""
    return np.asarray(np.exp(-mixture_attenuation(_SCREENS[screen], energies) * thickness))
