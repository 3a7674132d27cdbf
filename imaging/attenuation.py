"""Mass attenuation of elements and mixtures between 10 keV and 20 MeV, from NIST's tables."""

from __future__ import annotations

import functools
import importlib.resources
import json
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

ATOMIC_NUMBER: Mapping[str, int] = MappingProxyType(
    {"H": 1, "C": 6, "N": 7, "O": 8, "Na": 11, "Mg": 12, "Al": 13, "Si": 14}
    | {"Cl": 17, "Ca": 20, "Fe": 26, "Cu": 29, "Cd": 48, "W": 74, "Pb": 82, "U": 92}
)
"""The elements of the table."""


@functools.cache
def _tables() -> Mapping[str, Doubles]:
    path = importlib.resources.files("imaging") / "attenuation_nist.json"
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    return MappingProxyType({name: np.asarray(rows) for name, rows in elements.items()})


def _interpolate(element: str, energies: Doubles, column: int) -> Doubles:
    """Interpolate log-log; above an absorption edge the upper branch holds."""
    table = _tables()[element]
    knots = table[:, 0].copy()
    knots[1:][np.diff(knots) == 0.0] *= 1.0 + 1e-9
    if energies.min() < knots[0] or energies.max() > knots[-1]:
        raise ValueError(
            f"attenuation of {element} is tabulated from {knots[0]} to {knots[-1]} MeV; "
            f"asked for {energies.min()} to {energies.max()} MeV"
        )
    logs = np.interp(np.log(energies), np.log(knots), np.log(table[:, column]))
    return np.exp(logs)


def element_attenuation(element: str, energies: Doubles) -> Doubles:
    """Return mu/rho of an element.

    Parameters
    ----------
    element
        Chemical symbol, a key of `ATOMIC_NUMBER`.
    energies
        ``float64`` photon energies in MeV, 0.01 to 20.

    Returns
    -------
    numpy.ndarray
        ``float64``, cm2/g, one for each energy.

    Raises
    ------
    ValueError
        When an energy lies outside the table: it is never extrapolated.
    """
    return _interpolate(element, energies, 1)


def mixture_attenuation(fractions: Mapping[str, float], energies: Doubles) -> Doubles:
    """Return mu/rho of a mixture given by mass fractions, in cm2/g."""
    parts = [share * _interpolate(name, energies, 1) for name, share in fractions.items()]
    return np.asarray(np.sum(parts, axis=0))


def mixture_absorption(fractions: Mapping[str, float], energies: Doubles) -> Doubles:
    """Return the mass energy-absorption coefficient mu_en/rho of a mixture, in cm2/g."""
    parts = [share * _interpolate(name, energies, 2) for name, share in fractions.items()]
    return np.asarray(np.sum(parts, axis=0))
