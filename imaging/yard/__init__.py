"""A second simulator of scans, made to ask whether what learned from the first one transfers.

It shares no modelling with `imaging.phantom`, and is never trained on: matter lies in voxels,
packages come down by gravity, a picture is a matrix times the voxels, scatter follows the object.
`make_second_scene` gives one scan with its truth.
"""

from imaging.yard.commodities import goods_for
from imaging.yard.irregularities import hidden_in
from imaging.yard.make import make_second_scene
from imaging.yard.scanner import Scanner

__all__ = ["Scanner", "goods_for", "hidden_in", "make_second_scene"]
