"""Simulated radiographs of cargo with their truth: physics, equipment, goods, irregularities.

`make_scene` gives one scan. Everything is computed from NIST's attenuation tables and from drawings
of equipment and goods made here; no real image is used. Coordinates are centimetres inside and
pixels outside.
"""

from imaging.phantom.commodities import COMMODITIES, commodities_for
from imaging.phantom.equipment import EQUIPMENT
from imaging.phantom.irregularities import IRREGULARITIES, irregularities_for
from imaging.phantom.materials import MATERIALS
from imaging.phantom.options import Placement, SceneOptions
from imaging.phantom.scene import make_scene
from imaging.scene import Load, PlacedIrregularity, Scene, SceneTruth
from imaging.vocabulary import MaterialClass

__all__ = [
    "COMMODITIES",
    "EQUIPMENT",
    "IRREGULARITIES",
    "MATERIALS",
    "Load",
    "MaterialClass",
    "PlacedIrregularity",
    "Placement",
    "Scene",
    "SceneOptions",
    "SceneTruth",
    "commodities_for",
    "irregularities_for",
    "make_scene",
]
