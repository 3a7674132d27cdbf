"""The values of a cargo or conveyance message while it is read.

Values are kept under the names of the fields that they will fill, so that only what was said is
carried. Texts, marks and the like are lists until the end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.shipment import Dangerous
from app.domain.words import say
from app.shipments.edi.codes import LOADS
from app.shipments.edi.places import Place
from app.shipments.edi.source import Message
from app.shipments.edi.values import KILOGRAMS, Decimal, number, whole

LONGEST_NUMBER = 35
"""Signs of a control number, an equipment number or a seal in any directory (element 1004)."""

Fields = dict[str, Any]
"""Values by the name of their field."""


class Bill:
    """One cargo of a message; the head of a message is one too, with what holds for all."""

    key = ""
    consignment = ""
    """Number of the consignment that it stands under (EDIFACT)."""
    shared = False
    """Whether others stand under the same one."""
    function = ""
    """What is done to it, when that is said for it alone (X12 M13)."""
    reason = ""
    """Of an amendment."""
    units: dict[str, Fields] | None = None
    """Equipment that is named for it alone (X12)."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.lines: list[Fields] = []


class Draft:
    """A message while it is read.

    Attributes
    ----------
    document
        Kind of document, such as 85, or of application, such as 37.
    head, bill
        What holds for every cargo; the cargo that is being read, which is the head before the
        first.
    line, unit
        The line of goods and the equipment that are being read.
    units
        Equipment by its number.
    """

    document = function = ""
    counted: int | None = None
    """Bills that the message says it has (X12)."""
    line: Fields | None = None
    unit: Fields | None = None

    def __init__(self, message: Message, make: Callable[[], Fields] = dict) -> None:
        self.message = message
        self.faults = message.faults
        self.make = make
        self.conveyance = make()
        self.head = self.bill = Bill(make())
        self.bills: list[Bill] = []
        self.units: dict[str, Fields] = {}
        self._given: dict[tuple[int, str], str] = {}

    def open_bill(self) -> Bill:
        """Begin the next cargo."""
        self.bill = bill = Bill(self.make())
        self.bills.append(bill)
        self.line = self.unit = None
        return bill

    def open_line(self) -> Fields:
        """Begin the next line of goods."""
        self.line = line = self.make()
        self.bill.lines.append(line)
        return line

    def open_unit(self, number: str, units: dict[str, Fields]) -> Fields:
        """Return the equipment of this number, which a message may name more than once."""
        unit = units.get(number)
        if unit is None:
            unit = units[number] = self.make()
            unit["number"] = number
        self.unit = unit
        return unit

    def once(self, fields: Fields, name: str, value: Any, segment: int, tag: str) -> None:
        """Put in a value of which there is one: a second one that differs is told of, and counts.

        What another segment said before is no second one: the later segment simply counts.

        Parameters
        ----------
        tag
            Of the segment, with its qualifier, such as ``NAD+CN``.
        """
        place = (id(fields), name)
        if fields.get(name, value) != value and self._given.get(place) == tag:
            twice = say("Segment {tag} stands more than once; the last counts.", tag=tag[:20])
            self.faults.warn(twice, segment)
        fields[name] = value
        self._given[place] = tag

    def too_long(self, text: str, segment: int, place: Place) -> None:
        """Say that a control, equipment or seal number is too long to be one."""
        self.faults.warn(
            say(
                "{element} is {length} signs long, {most} at most are meant.",
                element=place.name,
                length=len(text),
                most=LONGEST_NUMBER,
            ),
            segment,
            place.name,
        )

    def weight(self, text: str, unit: str, segment: int, place: Place) -> Decimal | None:
        """Return kilograms; None, and a fault, for what is no weight in a known unit."""
        value = number(text)
        factor = KILOGRAMS.get(unit)
        if value is not None and factor is not None:
            return value if factor == 1 else value * factor
        if text:
            self.unread(f"{text} {unit}", segment, place)
        return None

    def count(self, text: str, segment: int, place: Place) -> int | None:
        """Return pieces; None, and a fault, for what is no whole number."""
        value = whole(text)
        if value is None and text:
            self.unread(text, segment, place)
        return value

    def unread(self, text: str, segment: int, place: Place) -> None:
        """Say that a value could not be read; it stays in the message."""
        self.faults.warn(
            say(
                "{element} is {value}, which cannot be read; the value is left out.",
                element=place.name,
                value=text[:40],
            ),
            segment,
            place.name,
        )


def add_danger(line: Fields, danger: Dangerous) -> None:
    """Take down dangerous goods: the first of a line in its own fields, others beside them.

    Nothing of one is mixed with another; what is said again is one.
    """
    first = Dangerous(*(line.get(name, "") for name in Dangerous.__slots__))
    if first == Dangerous():
        for name in Dangerous.__slots__:
            if getattr(danger, name):
                line[name] = getattr(danger, name)
    elif danger not in (Dangerous(), first, *line.get("also_dangerous", ())):
        line.setdefault("also_dangerous", []).append(danger)


def set_load(unit: Fields, code: str) -> None:
    """Take down whether equipment is said to be loaded or empty."""
    load = LOADS.get(code)
    if load is not None:
        unit["load"], unit["empty"] = load
