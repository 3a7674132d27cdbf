"""What goods are made of, how they are described, and which words speak of danger."""

from __future__ import annotations

import functools
import re

from app.domain.shipment import GoodsLine, Shipment
from app.shipments.tables import Tables, plain_words

ORGANIC, LIGHT, METAL, HEAVY = "organic", "light", "metal", "heavy"
"""Classes of material that a dual-energy scan tells apart, by effective atomic number."""

_CLASSES: tuple[tuple[range, frozenset[str]], ...] = (
    (range(1, 25), frozenset({ORGANIC})),
    (range(25, 27), frozenset({LIGHT, METAL})),
    (range(27, 28), frozenset({ORGANIC})),
    (range(28, 29), frozenset({ORGANIC, LIGHT, METAL})),
    (range(29, 68), frozenset({ORGANIC})),
    (range(68, 71), frozenset({LIGHT})),
    (range(71, 72), frozenset({METAL, HEAVY})),
    (range(72, 76), frozenset({METAL})),
    (range(76, 77), frozenset({LIGHT})),
    (range(78, 82), frozenset({METAL, HEAVY})),
    (range(82, 84), frozenset({METAL})),
    (range(84, 93), frozenset({ORGANIC, LIGHT, METAL})),
    (range(93, 94), frozenset({METAL, HEAVY})),
    (range(94, 97), frozenset({ORGANIC, LIGHT, METAL})),
)
"""Harmonized System chapters and what their goods are made of, coarsely."""
_STEEL_PACKED = re.compile(
    r"\b(tins?|tinned|cans?|canned|steel drums?|drums?|barrels?|cylinders?|f[uû]ts?|"
    r"bidons?|conserves?)\b",
    re.IGNORECASE,
)
_STEEL_PACKAGES = frozenset({"1A", "BA", "CA", "CX", "CY", "DI", "DR", "TN"})
"""Packages that are mostly of steel, by UN/CEFACT recommendation 21: steel drum, barrel, cans,
cylinder, iron drum, drum, tin."""


def expected_materials(shipment: Shipment) -> frozenset[str]:
    """Return the classes of material that the declared goods may show; empty when unknown.

    One line without a usable HS code makes the whole load unknown: what is not declared by code
    cannot be missed.
    """
    classes: frozenset[str] = frozenset()
    for line in shipment.goods:
        found = _classes_of(line)
        if not found:
            return frozenset()
        classes |= found
    return classes


def _classes_of(line: GoodsLine) -> frozenset[str]:
    if not re.match(r"\d{2}", line.hs):
        return frozenset()
    chapter = int(line.hs[:2])
    found = next((found for chapters, found in _CLASSES if chapter in chapters), frozenset())
    packed = line.unit.upper() in _STEEL_PACKAGES or _STEEL_PACKED.search(line.description)
    return found | {METAL} if found and packed else found


_FILE_ENDING = re.compile(r"pdf|docx?|xlsx?|jpe?g|png|txt")


def vague(description: str, tables: Tables | None = None) -> bool:
    """Whether a description says too little to compare a picture with.

    What the table of refused descriptions has, in either language; strings of only digits or
    signs, three equal letters or more in a row, or a file's ending.

    Parameters
    ----------
    tables
        Code tables of the workspace; what comes with the program where there are none.
    """
    text = plain_words(description)
    if not re.search(r"[a-z]", text):
        return True
    if re.search(r"([a-z])\1\1", text) or _FILE_ENDING.fullmatch(text):
        return True
    return text in (tables or _shipped()).words("descriptions_refused")


@functools.cache
def _shipped() -> Tables:
    return Tables.shipped()


_DANGEROUS_WORDS = re.compile(
    r"\b(lithium|batter(?:y|ies)|accumulators?|explosives?|detonators?|fireworks?|ammunition|"
    r"cartridges?|propellants?|gasoline|petrol|kerosene|aerosols?|compressed gas|propane|butane|"
    r"acetylene|oxygen cylinders?|acids?|peroxides?|corrosives?|flammables?|solvents?|thinners?|"
    r"paints?|varnish(?:es)?|pesticides?|cyanides?|ammonium nitrate|radioactive|matches|"
    r"lighters?|airbags?|chlorine|"
    r"batterie|accumulateurs?|explosifs?|detonateurs?|feux? d artifice|munitions?|cartouches?|"
    r"carburants?|essence sans plomb|gaz comprimes?|bouteilles? d oxygene|acides?|peroxydes?|"
    r"corrosi(?:f|fs)|inflammables?|solvants?|diluants?|peintures?|vernis|cyanures?|"
    r"nitrate d ammonium|radioacti(?:f|fs|ves)|allumettes?|briquets?|coussins? gonflables?|"
    r"chlore)\b"
)
"""Words of danger as plain words, in English and in French."""
_DANGEROUS_HS = re.compile(
    r"(2710|2711|280[4-9]|28[1-4]\d|285[0-3]|3102|3208|36\d\d|3808|8506|8507|930[4-6])"
)


def looks_dangerous(line: GoodsLine) -> bool:
    """Whether text or HS code of a line speak of dangerous goods."""
    return bool(
        _DANGEROUS_WORDS.search(plain_words(line.description)) or _DANGEROUS_HS.match(line.hs)
    )
