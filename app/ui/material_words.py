"""What the material colours and the weights rest on, as the officer reads it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.words import Sentence, phrase, say
from imaging.material import Grounds
from imaging.radiograph import Radiograph

GROUNDS: Mapping[Grounds, str] = MappingProxyType(
    {
        Grounds.COMPUTED: phrase("Material: computed for the energies that the file states"),
        Grounds.ASSUMED: phrase("Material: computed for 6 and 4 MeV; the file states no energies"),
        Grounds.ANCHORED: phrase("Material: computed, then fitted to the steel walls of this scan"),
        Grounds.CALIBRATED: phrase("Material: the scanner’s own calibration, {name}"),
    }
)
"""One line for each, short enough for the display panel."""
TUBE = phrase(
    "Material: computed; tube filter unknown: what may be organic or light metal stays grey"
)
"""A tube's ratios hang on its filter, which no file states (``docs/material.md``)."""
ONE_ENERGY = phrase("One energy: no material; everything is weighed as steel")


def grounds_sentence(radiograph: Radiograph, grounds: Grounds) -> Sentence:
    """Say what the colours and weights of a scan rest on.

    Parameters
    ----------
    radiograph
        The scan that is shown.
    grounds
        ``source`` of the scale in force.
    """
    if not radiograph.dual:
        return say(ONE_ENERGY)
    if grounds is Grounds.CALIBRATED:
        name = radiograph.calibration.name if radiograph.calibration is not None else ""
        return say(GROUNDS[grounds], name=name)
    if grounds is Grounds.COMPUTED and not radiograph.megavolt:
        return say(TUBE)
    return say(GROUNDS[grounds])
