"""Making a calibration from a scan of wedges: where each step lies, and what it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from imaging.calibration import Calibration
from imaging.calibration_file import MAX_BYTES, UnreadableCalibration, parse_calibration
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.outline import Box
from imaging.radiograph import Channel, Radiograph

_FEWEST_PIXELS = 25
_REMEDY = "Draw the boxes inside the steps, away from their edges, on a scan of two energies."


def make_calibration(recipe: Path, radiograph: Radiograph) -> Calibration:
    """Read the steps of a recipe in a scan.

    The recipe is a calibration file whose steps state a ``box`` of stored pixels, ``[x, y, width,
    height]``, in the place of ``high`` and ``low``. Without ``scanner`` it is for the scanner and
    the energies that the scan states.

    Raises
    ------
    UnreadableCalibration
        When the recipe, or what it gives, is no calibration.
    """
    try:
        with recipe.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        tree = json.loads(data[:MAX_BYTES])
    except OSError as error:
        raise UnreadableCalibration(f"{recipe.name} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableCalibration(f"{recipe.name} is no JSON in UTF-8.") from error
    if not radiograph.dual:
        raise UnreadableCalibration("The scan has one energy.", remedy=_REMEDY)
    if isinstance(tree, dict):
        tree.setdefault("scanner", _scanner(radiograph))
        for place, step in _steps(tree):
            step.update(_read(step["box"], f"{recipe.name}: {place}", radiograph))
    return parse_calibration(json.dumps(tree).encode(), recipe.name)


def _scanner(radiograph: Radiograph) -> dict[str, Any]:
    source = radiograph.source
    volts = [channel.kilovolts for channel in radiograph.channels]
    return {
        "manufacturer": source.manufacturer,
        "model": source.model,
        "station": source.station,
        "kilovolts": None if None in volts else volts,
    }


def _steps(tree: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every step that states a box; what is no list or object is left to the reader of files."""
    found = []
    materials = tree.get("materials")
    for m, material in enumerate(materials if isinstance(materials, list) else []):
        steps = material.get("steps") if isinstance(material, dict) else None
        for s, step in enumerate(steps if isinstance(steps, list) else []):
            if isinstance(step, dict) and "box" in step:
                found.append((f"materials[{m}].steps[{s}].box", step))
    return found


def _read(box: object, place: str, radiograph: Radiograph) -> dict[str, float]:
    """Attenuation of both energies in a box."""
    inside = _box(box, place, radiograph.shape)
    high, low = (_attenuation(channel, inside) for channel in radiograph.channels)
    ends = [no_signal_attenuation(channel) for channel in radiograph.channels]
    if high >= ends[0] or low >= ends[1]:
        raise UnreadableCalibration(f"{place}: nothing comes through there.", remedy=_REMEDY)
    return {"high": high, "low": low}


def _box(box: object, place: str, shape: tuple[int, int]) -> Box:
    if not isinstance(box, list) or len(box) != 4 or not all(type(one) is int for one in box):
        raise UnreadableCalibration(f"{place} must be four whole numbers.", remedy=_REMEDY)
    x, y, width, height = box
    fits = min(x, y, width, height) >= 0 and x + width <= shape[1] and y + height <= shape[0]
    if not fits or width * height < _FEWEST_PIXELS:
        raise UnreadableCalibration(
            f"{place} does not lie in the scan, or has fewer than {_FEWEST_PIXELS} pixels.",
            remedy=_REMEDY,
        )
    return x, y, width, height


def _attenuation(channel: Channel, box: Box) -> float:
    """-ln of the mean transmission: the mean before the logarithm, so that noise adds nothing."""
    x, y, width, height = box
    thick = attenuation_table(channel)[channel.pixels[y : y + height, x : x + width]]
    return float(-np.log(np.exp(-thick.astype(np.float64)).mean()))
