"""Values of an air message while it is read, each with its place, and what was wrong with them."""

from __future__ import annotations

import decimal
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.filing import Fault, Spot, Weight
from app.domain.words import Sentence, say
from app.shipments.air.imp_lines import Field

POUND_KG = decimal.Decimal("0.45359237")
"""International avoirdupois pound, exact since 1959."""
CUBIC_METRES = {
    "MC": decimal.Decimal(1),
    "CC": decimal.Decimal("0.000001"),
    "CF": decimal.Decimal("0.028316846592"),
    "CI": decimal.Decimal("0.000016387064"),
}
"""Cubic metre, centimetre, foot and inch; foot and inch by the international inch of 25.4 mm."""

_QUANTITY = re.compile(
    r"(?P<kind>[TSPDM])(?P<pieces>\d{1,5})(?P<unit>[KL])(?P<weight>\d{1,9}(?:\.\d{1,3})?)"
    r"(?:(?P<volume_unit>MC|CC|CF|CI)(?P<volume>\d{1,9}(?:\.\d{1,3})?))?"
    r"(?:DG\d{1,2})?(?:T(?P<total>\d{1,5}))?"
)
_WAYBILL = re.compile(r"(\d{3})-?(\d{8})([A-Z]{3})([A-Z]{3})")


class Notes:
    """The places of one filing's values, and the faults found on the way."""

    def __init__(self, message: int) -> None:
        self._message = message
        self._spots: dict[str, Spot] = {}
        self._references = 0
        self.faults: list[Fault] = []

    @property
    def spots(self) -> Mapping[str, Spot]:
        """Where each value stands, by the path of its field."""
        return MappingProxyType(self._spots)

    def text(self, path: str, field: Field) -> str:
        """Note where a value stands and return it."""
        self._spots.setdefault(path, field.spot)
        return field.text

    def place(self, path: str, spot: Spot) -> None:
        """Note where a value stands."""
        self._spots.setdefault(path, spot)

    def reference(self, qualifier: str, field: Field) -> tuple[str, str]:
        """Return a value with its qualifier, noted as the next of the references."""
        self.place(f"references[{self._references}]", field.spot)
        self._references += 1
        return qualifier, field.text

    def airports(self, loading: Spot, destination: Spot) -> None:
        """Note where the airports of a waybill stand; its office follows from the destination."""
        self.place("place_of_loading", loading)
        self.place("port_of_destination", destination)
        self.place("conveyance.fpoa", destination)

    def warn(self, sentence: Sentence, line: int = 0, element: str = "") -> None:
        """Note something that is read, and not as it should be."""
        self.faults.append(Fault(Weight.WARNING, sentence, self._message, line, element))

    def error(self, sentence: Sentence, line: int = 0, element: str = "") -> None:
        """Note something that could not be taken as it stands."""
        self.faults.append(Fault(Weight.ERROR, sentence, self._message, line, element))


class Quantity:
    """Pieces, weight and volume of one consignment line, such as ``S1K150MC1.50T3``."""

    def __init__(self, found: re.Match[str]) -> None:
        self.split = found["kind"] in "SPDM"
        self.pieces = int(found["pieces"])
        weight = decimal.Decimal(found["weight"])
        self.weight_kg = weight if found["unit"] == "K" else weight * POUND_KG
        self.volume_m3 = (
            decimal.Decimal(found["volume"]) * CUBIC_METRES[found["volume_unit"]]
            if found["volume"]
            else None
        )
        total = int(found["total"]) if found["total"] else None
        self.of = total if self.split else None
        """All pieces, when only some of them are meant."""

    @classmethod
    def of_field(
        cls,
        field: Field,
        notes: Notes,
        path: str = "",
        names: tuple[str, str] = ("gross_kg", "part_of"),
    ) -> Quantity | None:
        """Read a field; None, with a warning, when it is none.

        Parameters
        ----------
        path
            What comes before ``pieces`` and the others in the paths of the places.
        names
            What weight and number of all pieces are called there.
        """
        found = _QUANTITY.fullmatch(field.text)
        if found is None:
            notes.warn(
                say("{value} is no quantity, such as T1K77.", value=field.text),
                field.line,
                field.name,
            )
            return None
        notes.place(f"{path}pieces", field.part(found.span("pieces")))
        notes.place(f"{path}{names[0]}", field.part(found.span("weight")))
        if found["volume"]:
            notes.place(f"{path}volume_m3", field.part(found.span("volume")))
        if found["total"]:
            notes.place(f"{path}{names[1]}", field.part(found.span("total")))
        return cls(found)


class Waybill:
    """A master waybill with its airports, such as ``999-40001231CGNYYZ``."""

    def __init__(self, found: re.Match[str]) -> None:
        self.number = f"{found[1]}-{found[2]}"
        self.origin, self.destination = found[3], found[4]

    @classmethod
    def of_text(cls, text: str) -> Waybill | None:
        """Read a text; None when it is none."""
        found = _WAYBILL.fullmatch(text)
        return None if found is None else cls(found)


def joined(texts: Iterable[str]) -> str:
    """Return texts in one line."""
    return " ".join(text for text in texts if text)
