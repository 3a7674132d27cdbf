"""What things are made of: composition, density, and the class a material colour would show."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from imaging.attenuation import ATOMIC_NUMBER
from imaging.vocabulary import MaterialClass


@dataclasses.dataclass(frozen=True, slots=True)
class Material:
    """A mixture of elements.

    Attributes
    ----------
    fractions
        Mass fraction of each element; they sum to one.
    density
        Solid density in g/cm3.
    kind
        The class of its colour.
    """

    fractions: Mapping[str, float]
    density: float
    kind: MaterialClass

    def __post_init__(self) -> None:
        if abs(sum(self.fractions.values()) - 1.0) > 0.005:
            raise ValueError("mass fractions sum to one")

    @property
    def atomic_number(self) -> float:
        """Effective atomic number, weighted by electrons."""
        top = sum(w * ATOMIC_NUMBER[e] ** 2 for e, w in self.fractions.items())
        return top / sum(w * ATOMIC_NUMBER[e] for e, w in self.fractions.items())


_O, _M = MaterialClass.ORGANIC, MaterialClass.MINERAL
_S, _H = MaterialClass.METAL, MaterialClass.HEAVY

MATERIALS: Mapping[str, Material] = MappingProxyType(
    {
        "organic": Material({"H": 0.062, "C": 0.444, "O": 0.494}, 1.0, _O),
        "wood": Material({"H": 0.060, "C": 0.500, "O": 0.440}, 0.55, _O),
        "plastic": Material({"H": 0.144, "C": 0.856}, 0.95, _O),
        "water": Material({"H": 0.112, "O": 0.888}, 1.0, _O),
        "rubber": Material({"H": 0.100, "C": 0.800, "O": 0.100}, 1.1, _O),
        "narcotic": Material({"H": 0.07, "C": 0.60, "N": 0.05, "O": 0.22, "Cl": 0.06}, 1.1, _O),
        "explosive": Material({"H": 0.03, "C": 0.22, "N": 0.32, "O": 0.43}, 1.6, _O),
        "glass": Material({"O": 0.46, "Si": 0.34, "Na": 0.10, "Ca": 0.10}, 2.5, _M),
        "stone": Material({"O": 0.48, "Ca": 0.30, "Si": 0.12, "C": 0.10}, 2.4, _M),
        "aluminium": Material({"Al": 1.0}, 2.70, _M),
        "battery": Material({"C": 0.30, "O": 0.25, "Al": 0.15, "Fe": 0.15, "Cu": 0.15}, 2.3, _M),
        "circuit": Material({"C": 0.35, "O": 0.25, "Si": 0.20, "H": 0.05, "Cu": 0.15}, 1.9, _M),
        "steel": Material({"Fe": 1.0}, 7.87, _S),
        "copper": Material({"Cu": 1.0}, 8.96, _S),
        "lead": Material({"Pb": 1.0}, 11.35, _H),
        "tungsten": Material({"W": 1.0}, 19.3, _H),
        "uranium": Material({"U": 1.0}, 19.0, _H),
    }
)
"""Every material a scene may hold, by name."""
