"""Values of a Cargo-XML message while it is read, each with its element."""

from __future__ import annotations

import datetime as dt
import decimal
import re
from collections.abc import Iterable, Mapping

from app.domain.clock import YEARS
from app.domain.filing import Fault, Spot, Weight
from app.domain.shipment import Party
from app.domain.words import Sentence, say
from app.shipments.air.notes import CUBIC_METRES, POUND_KG
from app.shipments.source import Source
from app.shipments.spots import LaterSpots
from app.shipments.xml.elements import Element
from app.shipments.xml.places import spots_of

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_KILOGRAMS = {
    "KGM": decimal.Decimal(1),
    "": decimal.Decimal(1),
    "LBR": POUND_KG,
    "TNE": decimal.Decimal(1000),
    "GRM": decimal.Decimal("0.001"),
}
"""UN/ECE Recommendation 20."""
_VOLUMES = {
    "MTQ": CUBIC_METRES["MC"],
    "": CUBIC_METRES["MC"],
    "CMQ": CUBIC_METRES["CC"],
    "FTQ": CUBIC_METRES["CF"],
    "INQ": CUBIC_METRES["CI"],
    "DMQ": decimal.Decimal("0.001"),
}


class Tray:
    """The values of one filing: where each was found, and what was wrong."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._references = 0
        self._found: dict[str, tuple[str, Element]] = {}
        self.faults: list[Fault] = []

    def text(self, whole: Element | None, path: str, field: str = "") -> str:
        """Return the text at a path, empty when absent, and note where it stood."""
        found = None if whole is None else whole.find(path)
        if found is None:
            return ""
        if field:
            self._found.setdefault(field, (path, found))
        return found.text

    def place(self, field: str, path: str, element: Element) -> None:
        """Note that a value stands in an element, or in the attribute that ends the path."""
        self._found.setdefault(field, (path, element))

    def reference(self, qualifier: str, path: str, element: Element) -> tuple[str, str]:
        """Return the text of an element with its qualifier, noted as the next of the references."""
        self.place(f"references[{self._references}]", path, element)
        self._references += 1
        return qualifier, element.text

    def texts(self, wholes: Iterable[Element], path: str, field: str = "") -> list[str]:
        """Return every text at a path, without empty ones."""
        elements = [found for whole in wholes for found in whole.all(path) if found.text]
        for index, element in enumerate(elements if field else ()):
            self._found.setdefault(field if not index else f"{field}[{index}]", (path, element))
        return [element.text for element in elements]

    def whole(self, element: Element | None, path: str, field: str = "") -> int | None:
        """Return a whole number, None when absent or none."""
        number = self._number_at(element, path, field)
        if number is not None and number != number.to_integral_value():
            self.warn(say("{name} is no whole number: {value}.", name=path, value=number))
            return None
        return None if number is None else int(number)

    def kilograms(
        self, element: Element | None, path: str, field: str = ""
    ) -> decimal.Decimal | None:
        """Return a weight in kilograms."""
        return self._measure(element, path, field, _KILOGRAMS)

    def cubic_metres(
        self, element: Element | None, path: str, field: str = ""
    ) -> decimal.Decimal | None:
        """Return a volume in cubic metres."""
        return self._measure(element, path, field, _VOLUMES)

    def amount(self, element: Element | None, path: str, field: str = "") -> decimal.Decimal | None:
        """Return a number of 0 or more, None when absent or none."""
        return self._number_at(element, path, field)

    def moment(self, element: Element | None, path: str, field: str = "") -> dt.datetime | None:
        """Return a time as UTC; None when absent, or without a zone: nobody knows when it is."""
        text = self.text(element, path, field)
        try:
            moment = dt.datetime.fromisoformat(text) if text else None
        except ValueError:
            moment = None
        if text and (moment is None or moment.tzinfo is None or moment.year not in YEARS):
            self.warn(
                say("{name} is {value}, which is no time with its zone.", name=path, value=text)
            )
            return None
        return None if moment is None else moment.astimezone(dt.UTC)

    def party(self, whole: Element | None, role: str) -> Party | None:
        """Return a party with its structured address."""
        if whole is None:
            return None
        address = whole.find("PostalStructuredAddress")
        streets = [] if address is None else self.texts([address], "StreetName", f"{role}.address")
        return Party(
            name=self.text(whole, "Name", f"{role}.name"),
            address=tuple(streets),
            city=self.text(address, "CityName", f"{role}.city"),
            region=self.text(address, "CountrySubDivisionID", f"{role}.region")
            or self.text(address, "CountrySubDivisionName", f"{role}.region"),
            postcode=self.text(address, "PostcodeCode", f"{role}.postcode"),
            country=self.text(address, "CountryID", f"{role}.country").upper(),
        )

    def warn(self, sentence: Sentence) -> None:
        """Note something that is read, and not as it should be."""
        self.faults.append(Fault(Weight.WARNING, sentence, self._number))

    def spots(self, data: Source) -> Mapping[str, Spot]:
        """Return where each value stands, found when somebody asks."""
        found = self._found
        return LaterSpots(lambda: spots_of(found, data))

    def _measure(
        self,
        element: Element | None,
        path: str,
        field: str,
        units: Mapping[str, decimal.Decimal],
    ) -> decimal.Decimal | None:
        number = self._number_at(element, path, field)
        found = None if element is None else element.find(path)
        unit = "" if found is None else found.attributes.get("unitCode", "").upper()
        if number is not None and unit not in units:
            self.warn(say("The unit {unit} of {name} is not known here.", unit=unit, name=path))
            return None
        return None if number is None else number * units[unit]

    def _number_at(self, element: Element | None, path: str, field: str) -> decimal.Decimal | None:
        text = self.text(element, path, field)
        if _NUMBER.fullmatch(text):
            return decimal.Decimal(text)
        if text:
            self.warn(say("{name} is {value}, which is no number.", name=path, value=text))
        return None
