"""The values of a cargo or conveyance message while it is read, and where each stands.

Values are kept under the names of the fields that they will fill, so that only what was said is
carried, and each in step with a note of its place.
"""

from __future__ import annotations

from typing import Any

from app.domain.filing import ConveyanceReport
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Load,
    Mode,
    Seal,
    Shipment,
)
from app.domain.words import say
from app.shipments.edi.codes import FUNCTIONS, LOADS, UNITS, USUAL_EQUIPMENT
from app.shipments.edi.places import Note, Notes, Place
from app.shipments.edi.source import Message
from app.shipments.edi.values import KILOGRAMS, Decimal, number, whole

LONGEST_NUMBER = 35
"""Signs of a control number, an equipment number or a seal in any directory (element 1004)."""
LONGEST_TEXT = 4000
"""Signs of a description that is kept whole; nobody reads more, and a bomb writes more."""


class Line:
    """One line of goods."""

    __slots__ = ("fields", "marks", "notes", "packages", "split", "texts")

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.notes: dict[str, Note] = {}
        self.texts: list[str] = []
        self.marks: list[str] = []
        self.packages: list[str] = []
        self.split: list[tuple[str, int | None]] = []

    def goods(self) -> GoodsLine:
        """Return the line as it is kept."""
        fields = self.fields
        if self.marks:
            fields["marks"] = tuple(self.marks)
        if self.packages:
            fields["packages"] = tuple(self.packages)
        if len(self.split) == 1:
            fields["equipment"] = self.split[0][0]
        elif self.split:
            fields["split"] = tuple((number, pieces or 0) for number, pieces in self.split)
        return GoodsLine(" ".join(self.texts)[:LONGEST_TEXT], **fields)


class Unit:
    """One piece of equipment."""

    __slots__ = ("fields", "notes", "seals")

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.notes: dict[str, Note] = {}
        self.seals: list[Seal] = []

    def equipment(self, number: str, usual: str) -> Equipment:
        """Return the equipment as it is kept; `usual` is its kind when none was said."""
        fields = {"kind": usual, **self.fields}
        if self.seals:
            fields["seals"] = tuple(seal.number for seal in self.seals)
            said = tuple(seal for seal in self.seals if seal.applied_by or seal.state)
            if said:
                fields["sealing"] = said
        return Equipment(number=number, **fields)


class Bill:
    """One cargo of a message; the head of a message is one too, with what holds for all."""

    __slots__ = (
        "consignment",
        "fields",
        "function",
        "key",
        "lines",
        "notes",
        "notify",
        "parties",
        "reason",
        "references",
        "shared",
        "texts",
        "units",
    )

    def __init__(self) -> None:
        self.key = ""
        self.consignment = ""
        """Number of the consignment that it stands under (EDIFACT)."""
        self.shared = False
        """Whether others stand under the same one."""
        self.function = ""
        """What is done to it, when that is said for it alone (X12 M13)."""
        self.reason = ""
        """Of an amendment."""
        self.fields: dict[str, Any] = {}
        self.notes: dict[str, Note] = {}
        self.lines: list[Line] = []
        self.units: dict[str, Unit] = {}
        self.references: list[tuple[str, str, Note]] = []
        """Qualifier, value, and where it stands."""
        self.texts: list[str] = []
        self.notify: list[Any] = []
        self.parties: list[tuple[str, dict[str, Any]]] = []
        """Role and fields of parties that several segments make up (X12)."""


class Draft:
    """A message while it is read."""

    __slots__ = (
        "bill",
        "bills",
        "conveyance",
        "document",
        "faults",
        "function",
        "head",
        "line",
        "message",
        "unit",
        "units",
    )

    def __init__(self, message: Message) -> None:
        self.message = message
        self.faults = message.faults
        self.document = ""
        """Kind of document, such as 85, or of application, such as 37."""
        self.function = ""
        self.conveyance: dict[str, Any] = {}
        self.head = self.bill = Bill()
        self.bills: list[Bill] = []
        self.line: Line | None = None
        self.units: dict[str, Unit] = {}
        self.unit: Unit | None = None

    def open_bill(self) -> Bill:
        """Begin the next cargo."""
        self.bill = Bill()
        self.bills.append(self.bill)
        self.line = self.unit = None
        return self.bill

    def open_line(self) -> Line:
        """Begin the next line of goods."""
        self.line = line = Line()
        self.bill.lines.append(line)
        return line

    def open_unit(self, number: str, units: dict[str, Unit]) -> Unit:
        """Return the equipment of this number, which a message may name more than once."""
        unit = units.get(number)
        if unit is None:
            unit = units[number] = Unit()
        self.unit = unit
        return unit

    def note(self, path: str, segment: int, place: Place) -> None:
        """Note where a value of the current cargo, or of the head, stands."""
        self.bill.notes[path] = (segment, place)

    def checked(self, text: str, segment: int, place: Place) -> str:
        """Return a control, equipment or seal number, and say so when it is too long to be one."""
        if len(text) > LONGEST_NUMBER:
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
        return str(text)

    def weight(self, text: str, unit: str, segment: int, place: Place) -> Decimal | None:
        """Return kilograms; None, and a fault, for what is no weight in a known unit."""
        value = number(text)
        factor = KILOGRAMS.get(unit)
        if value is not None and factor is not None:
            return value * factor
        if text:
            self.unread(f"{value} {unit}", segment, place)
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


def set_load(unit: Unit, code: str, segment: int, place: Place) -> None:
    """Take down whether equipment is said to be loaded or empty."""
    load = LOADS.get(code)
    if load is not None:
        unit.fields["load"] = load
        unit.fields["empty"] = load is Load.EMPTY
        unit.notes["load"] = unit.notes["empty"] = (segment, place)


def package(code: str) -> str:
    """Return a kind of package in the code of Recommendation 21."""
    return UNITS.get(code, code)


def function_of(draft: Draft) -> Function | None:
    """Return what the message does; None, and a fault, when its code says nothing known."""
    function = FUNCTIONS.get(draft.function)
    if function is None:
        number, place = draft.head.notes.get("function", (0, Place("", 0)))
        draft.faults.error(
            say(
                "Whether the message adds, changes or deletes is said as {code}, which is not "
                "known; it is not taken.",
                code=draft.function or "-",
            ),
            number,
            place.name,
        )
    return function


def conveyance_of(draft: Draft) -> Conveyance:
    """Return the conveyance that the message speaks of."""
    return Conveyance(**draft.conveyance)


def shipment_of(draft: Draft, bill: Bill, conveyance: Conveyance, function: Function) -> Shipment:
    """Return one cargo; what the head says holds where the cargo itself says nothing."""
    head = draft.head
    fields = bill.fields if bill is head else {**head.fields, **bill.fields}
    goods = tuple([line.goods() for line in bill.lines])
    for name, total in (("pieces", "quantity"), ("gross_kg", "weight_kg")):
        if name not in fields:
            parts = [getattr(line, total) for line in goods]
            if parts and None not in parts:
                fields[name] = sum(parts)
    if "unit" not in fields and len({line.unit for line in goods}) == 1:
        fields["unit"] = goods[0].unit
    notify = bill.notify or head.notify
    if notify:
        fields["notify"] = tuple(notify)
    texts = bill.texts if bill is head else head.texts + bill.texts
    return Shipment(
        shipment_id=bill.key,
        ccn=bill.key,
        version=1,
        function=function,
        received_at=draft.message.incoming.received_at,
        conveyance=conveyance,
        goods=goods,
        equipment=_equipment(draft, bill, conveyance.mode),
        special_instructions=" ".join(texts)[:LONGEST_TEXT],
        source=draft.message.incoming.name,
        references=tuple([(name, value) for name, value, _ in references_of(draft, bill)]),
        **fields,
    )


def references_of(draft: Draft, bill: Bill) -> list[tuple[str, str, Note]]:
    """Return what the head and the cargo refer to."""
    head = draft.head
    return bill.references if bill is head else head.references + bill.references


def _equipment(draft: Draft, bill: Bill, mode: Mode) -> tuple[Equipment, ...]:
    """Return the equipment that the cargo lies in.

    Of several cargoes in one message, each lies in what its lines name; one that names nothing lies
    in what the message has, if that is a single piece.
    """
    usual = USUAL_EQUIPMENT[mode]
    units = bill.units
    if not units:
        named = dict.fromkeys(number for line in bill.lines for number, _ in line.split)
        if len(draft.bills) < 2:
            units = draft.units | {n: Unit() for n in named if n not in draft.units}
        else:
            units = {n: draft.units.get(n) or Unit() for n in named}
            if not units and len(draft.units) == 1:
                units = draft.units
    return tuple([unit.equipment(number, usual) for number, unit in units.items()])


def report_of(
    draft: Draft, conveyance: Conveyance, cargo: list[str], cargo_on: list[tuple[str, str]]
) -> ConveyanceReport:
    """Return what the carrier reports of a conveyance."""
    usual = USUAL_EQUIPMENT[conveyance.mode]
    pieces = [unit.equipment(number, usual) for number, unit in draft.units.items()]
    return ConveyanceReport(
        conveyance,
        tuple(pieces),
        (),
        tuple(dict.fromkeys(cargo)),
        tuple(dict.fromkeys(cargo_on)),
    )


def notes_of(draft: Draft, bill: Bill) -> Notes:
    """Return where every value of one cargo stands."""
    notes: Notes = [("", draft.head.notes)]
    if bill is not draft.head:
        notes.append(("", bill.notes))
    references = references_of(draft, bill)
    if references:
        notes.append(("", {f"references[{i}]": note for i, (*_, note) in enumerate(references)}))
    for index, line in enumerate(bill.lines):
        notes.append((f"goods[{index}].", line.notes))
    units = bill.units or draft.units
    for index, unit in enumerate(units.values()):
        notes.append((f"equipment[{index}].", unit.notes))
    return notes
