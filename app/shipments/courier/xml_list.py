"""A courier's list as XML: the columns of the CSV as elements, one ``shipment`` for each.

What stands outside the shipments holds for all of them. Names may be nested: ``consignee/name`` is
``consignee_name``, and ``conveyance/flight_no`` is ``flight_no``.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from app.domain.filing import Fault, Filing, Origin, Spot, Weight
from app.domain.words import say
from app.shipments.courier.columns import COLUMNS, Cells, column_name
from app.shipments.courier.listed import (
    Whence,
    check_count,
    check_total,
    column_faults,
    field_paths,
    filing_of,
    no_total,
)
from app.shipments.courier.rows import removed
from app.shipments.errors import ShipmentUnreadable
from app.shipments.source import Source
from app.shipments.xml.elements import Element, elements
from app.shipments.xml.places import spots_of

FORM = "courier list XML"
RECORD = "shipment"
PARTS = ("line", "package")
"""Elements of which a shipment may have several; each is one row more."""


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The values of one element by column, each with its place and its own element."""

    by_column: dict[str, tuple[str, Element]]
    twice: frozenset[str]
    """Columns with a second value, which was not read."""

    def text(self, column: str) -> str:
        """Return a value; empty when absent."""
        found = self.by_column.get(column)
        return "" if found is None else found[1].text

    @property
    def texts(self) -> dict[str, str]:
        """Every value by its column."""
        return {column: place[1].text for column, place in self.by_column.items()}


def read_courier_xml(
    data: Source, origin: Origin, received_at: dt.datetime
) -> Iterator[Filing | Fault]:
    """Read every shipment of a list, one at a time.

    The list is gone through twice: only when all of it is there is anything taken from it.
    """
    try:
        listed = _List(data, origin, received_at)
    except ShipmentUnreadable as error:
        yield Fault(Weight.ERROR, error.sentence)
        return
    yield from listed.faults
    yield from listed.filings()


class _List:
    """One list, proved whole."""

    def __init__(self, data: Source, origin: Origin, received_at: dt.datetime) -> None:
        self._data = data
        whole = Origin(origin.file, origin.sha256, 0, 0, len(data), FORM)
        self._whence = Whence(whole, received_at)
        self.faults: list[Fault] = []
        self._common = Found({}, frozenset())
        self._go_through()

    def _go_through(self) -> None:
        keys, gone, nameless, names = set[str](), set[str](), 0, dict[str, None]()
        for count, element in enumerate(self._elements(), start=1):
            check_count(count, self._whence.origin.file)
            found = _columns(element)
            names.update(dict.fromkeys(found.by_column))
            for part in _parts(element):
                names.update(dict.fromkeys(part.by_column))
            if element.name != RECORD:
                self._common = found
                continue
            key = found.text("shipment_id")
            nameless += not key
            if not key:
                self._nameless(element)
            (gone if removed(found.text("function")) else keys).add(key)
        self._check(names, (keys - gone) - {""}, gone - {""}, nameless)

    def _check(
        self, names: Mapping[str, None], keys: set[str], gone: set[str], nameless: int
    ) -> None:
        if not keys and not gone:
            raise ShipmentUnreadable(say("The list holds no shipment."))
        self.faults[:0] = column_faults(names)
        total = self._common.text("total_shipments")
        if total:
            check_total(total, len(keys) + nameless)
        elif "total_shipments" in names:
            self.faults.append(no_total())

    def _nameless(self, element: Element) -> None:
        sentence = say("Row {row} has no shipment_id and was not taken in.", row=element.line)
        self.faults.append(Fault(Weight.ERROR, sentence, segment=element.line))

    def _elements(self) -> Iterator[Element]:
        return elements(self._data, name=self._whence.origin.file, records=(RECORD,))

    def filings(self) -> Iterator[Filing]:
        """Yield one filing for each shipment, in the order of the file."""
        message = 0
        for element in self._elements():
            found = _columns(element)
            if element.name != RECORD or not found.text("shipment_id"):
                continue
            message += 1
            yield self._filing(element, found, message)

    def _filing(self, element: Element, own: Found, message: int) -> Filing:
        found = self._common.by_column | own.by_column
        placed = tuple(_rows(Found(found, frozenset()), list(_parts(element))))
        rows = [Cells(row.texts, message=message, row=element.line) for row in placed]
        for column in sorted(own.twice):
            sentence = say("{name} stands more than once; only the first is read.", name=column)
            rows[0].warn(column, sentence)
        common = json.dumps(self._common.texts, sort_keys=True)
        text = bytes(self._data[element.start : element.end])
        return filing_of(
            rows,
            self._whence,
            message=message,
            digest=hashlib.sha256(common.encode("utf-8", "replace") + text).hexdigest(),
            spots=_Finder(placed, self._data),
        )


class _Finder:
    """Finds the places of the values of one shipment."""

    def __init__(self, rows: Sequence[Found], data: Source) -> None:
        self._rows = rows
        self._data = data

    def __call__(self) -> Mapping[str, Spot]:
        cells = [Cells(row.texts, message=0, row=0) for row in self._rows]
        places: dict[str, tuple[str, Element]] = {}
        for row, paths in zip(self._rows, field_paths(cells), strict=True):
            for column, where in row.by_column.items():
                for path in paths(column) if where[1].text else ():
                    places.setdefault(path, where)
        return spots_of(places, self._data)


def _rows(whole: Found, parts: Sequence[Found]) -> Iterator[Found]:
    """Yield the shipment with its first line and package, then each further one alone."""
    lines = [part.by_column for part in parts if "piece_id" not in part.by_column]
    packages = [part.by_column for part in parts if "piece_id" in part.by_column]
    first = (lines[0] if lines else {}) | (packages[0] if packages else {})
    yield Found(whole.by_column | first, frozenset())
    key = {"shipment_id": whole.by_column["shipment_id"]}
    for part in (*lines[1:], *packages[1:]):
        yield Found(key | part, frozenset())


def _parts(element: Element) -> Iterator[Found]:
    """Yield the lines and packages of a shipment, grouped by an element or not."""
    for inner in element.walk():
        if inner.name in PARTS:
            yield _columns(inner)


def _columns(whole: Element) -> Found:
    """Return every value in an element by its column, but those of its lines and packages."""
    found: dict[str, tuple[str, Element]] = {}
    twice: set[str] = set()
    waiting = [("", whole)]
    for path, element in waiting:
        waiting += [
            (f"{path}/{child.name}", child)
            for child in element.children
            if child.name not in (*PARTS, RECORD)
        ]
        for place, value in _values(path, element):
            column = _column(place)
            if column in found:
                twice.add(column)
            else:
                found[column] = (place.lstrip("/"), value)
    return Found(found, frozenset(twice))


def _values(path: str, element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the attributes of an element, and its text when nothing else is in it."""
    for name, value in element.attributes.items():
        yield (
            f"{path}/@{name}",
            Element(name, "", {}, element.start, element.line, value.strip(), element.start),
        )
    if path and not element.children and element.text:
        yield path, element


def _column(path: str) -> str:
    """Return the column of a path: its last names joined, or the last alone, as it is known."""
    names = [column_name(name.lstrip("@")) for name in path.split("/") if name]
    joined = "_".join(names[-2:])
    return joined if joined in COLUMNS else names[-1]
