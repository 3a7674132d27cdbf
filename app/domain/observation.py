"""What an officer or the port noted of an item that no message carries."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.words import phrase


class Observation(enum.StrEnum):
    """The closed list of what can be noted; each has a text as its value."""

    CARRIER = "carrier"
    """Code of the carrier that the markings or the plate show (¶17, ¶29)."""
    LETTER = "letter"
    """Letters ``a`` to ``h`` of paragraph 33 that the letter of exclusivity holds."""
    EXEMPTION = "exemption"
    """Row of section 2.4 that was claimed at the port, such as ``X101f``."""
    DRIVER = "driver"
    """``yes`` when driver, carrier and importer are approved under CSA."""
    SAME_PORT = "same_port"
    """``yes`` when a turn-around is back whole at the port that it left by (¶101(c))."""
    MILITARY = "military"
    """``yes`` when the conveyance is military-owned or leased (¶101(e))."""
    TOW = "tow"
    """What a tow truck hauls: ``nothing``, ``car``, ``tractor``, ``empty_trailer``,
    ``loaded_trailer`` (¶108)."""
    AIRLINE = "airline"
    """``yes`` when the airline of a flying truck is bonded (¶111)."""


OBSERVATION_WORDS: Mapping[Observation, str] = MappingProxyType(
    {
        Observation.CARRIER: phrase("Carrier code that the markings show"),
        Observation.LETTER: phrase("Letter of exclusivity: items a to h that it holds"),
        Observation.EXEMPTION: phrase("Exemption claimed at the port, such as X101f"),
        Observation.DRIVER: phrase("Driver, carrier and importer approved under CSA: yes or no"),
        Observation.SAME_PORT: phrase("Turn-around whole and back at the same port: yes or no"),
        Observation.MILITARY: phrase("Conveyance owned or leased by the military: yes or no"),
        Observation.TOW: phrase("Tow truck: nothing, car, tractor, empty_trailer, loaded_trailer"),
        Observation.AIRLINE: phrase("Airline of the flying truck bonded: yes or no"),
    }
)
"""What is asked for, in words."""

_CSA = (Observation.DRIVER,)
ASKED_BY: Mapping[str, tuple[Observation, ...]] = MappingProxyType(
    {
        "R005": (Observation.CARRIER,),
        "R008": (Observation.CARRIER, Observation.LETTER),
        "R020": (Observation.EXEMPTION,),
        "R114": (Observation.AIRLINE,),
        "X101b": _CSA,
        "X101c": (Observation.SAME_PORT,),
        "X101e": (Observation.MILITARY,),
        "X101i": _CSA,
        "X108": (Observation.TOW,),
    }
)
"""Rules that what can be noted decides, by name."""
