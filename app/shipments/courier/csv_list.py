"""A courier's list as CSV: one row a shipment, or one row a package of it."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from app.domain.filing import Fault, Filing, Origin, Spot, Weight
from app.domain.words import Sentence, say
from app.shipments.courier.columns import Cells, column_name
from app.shipments.courier.csv_rows import Row, RowReader, mark_of, value_places
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

FORM = "courier list CSV"
_HEAD = 64 * 1024


def is_courier_csv(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a courier's list as CSV."""
    line = head[:_HEAD].decode("utf-8", "replace").split("\n", 1)[0]
    names = (column_name(name.strip('\ufeff" \r')) for name in line.split(mark_of(line)))
    return "shipment_id" in names


def read_courier_csv(
    data: Source, origin: Origin, received_at: dt.datetime
) -> Iterator[Filing | Fault]:
    """Read every shipment of a list; formulas in it are text.

    The list is gone through twice: only when all of it is there is anything taken from it.

    Parameters
    ----------
    data
        The file: UTF-8, a header, values parted by comma, semicolon or tab (RFC 4180).
    origin
        Name and digest of the file.
    received_at
        When it came in, with zone.
    """
    try:
        listed = _List(data, origin, received_at)
    except ShipmentUnreadable as error:
        yield Fault(Weight.ERROR, error.sentence)
        return
    yield from listed.faults
    yield from listed.filings()


class _List:
    """One list, proved whole, with the rows of each shipment on it."""

    def __init__(self, data: Source, origin: Origin, received_at: dt.datetime) -> None:
        self._data = data
        whole = Origin(origin.file, origin.sha256, 0, 0, len(data), FORM)
        self._whence = Whence(whole, received_at)
        self._mark = mark_of(bytes(data[:_HEAD]).decode("utf-8", "replace"))
        reader = iter(RowReader(data, name=origin.file, mark=self._mark))
        head, names = next(reader, (Row(1, 0, 0, 0), []))
        self._header = bytes(data[head.start : head.end])
        self._columns = [column_name(name) for name in names]
        if "shipment_id" not in self._columns:
            raise ShipmentUnreadable(say("{name} has no column shipment_id.", name=origin.file))
        self.faults = list(column_faults(self._columns))
        self._rows: dict[str, list[Row]] = {}
        self._go_through(reader)

    def _go_through(self, reader: Iterator[tuple[Row, list[str]]]) -> None:
        """Note where each shipment's rows stand, and prove the total."""
        nameless, gone, totals = 0, set[str](), set[str]()
        for count, (row, values) in enumerate(reader, start=1):
            check_count(count, self._whence.origin.file)
            cells = dict(zip(self._columns, values, strict=False))
            totals.add(cells.get("total_shipments", "").strip())
            key = cells["shipment_id"].strip() if "shipment_id" in cells else ""
            if key:
                self._rows.setdefault(key, []).append(row)
            nameless += not key
            if removed(cells.get("function", "")):
                gone.add(key)
            self._check_row(row, key, len(values))
        if "total_shipments" in self._columns and not totals - {""}:
            self.faults.append(no_total())
        for total in sorted(totals - {""}):
            check_total(total, len(self._rows.keys() - gone) + nameless)
        if not self._rows:
            raise ShipmentUnreadable(say("The list holds no shipment."))

    def _check_row(self, row: Row, key: str, length: int) -> None:
        if length != len(self._columns):
            sentence = say(
                "Row {row} has {present} values, the header has {columns}.",
                row=row.number,
                present=length,
                columns=len(self._columns),
            )
            self._note(Weight.WARNING, row, sentence)
        if not key:
            sentence = say("Row {row} has no shipment_id and was not taken in.", row=row.number)
            self._note(Weight.ERROR, row, sentence)

    def _note(self, weight: Weight, row: Row, sentence: Sentence) -> None:
        self.faults.append(Fault(weight, sentence, segment=row.number))

    def filings(self) -> Iterator[Filing]:
        """Yield one filing for each shipment, in the order in which they first appear."""
        for message, rows in enumerate(self._rows.values(), start=1):
            texts = [bytes(self._data[row.start : row.end]) for row in rows]
            cells = [
                Cells(_values(text, self._columns, self._mark), message=message, row=row.number)
                for row, text in zip(rows, texts, strict=True)
            ]
            digest = hashlib.sha256(self._header + b"".join(texts)).hexdigest()
            yield filing_of(
                cells,
                self._whence,
                message=message,
                digest=digest,
                spots=_Finder(rows, texts, self._columns, self._mark),
            )


def _values(text: bytes, columns: Sequence[str], mark: str) -> dict[str, str]:
    """Return the values of a row by column."""
    values = next(csv.reader([text.decode()], delimiter=mark, strict=True))
    return dict(zip(columns, values, strict=False))


class _Finder:
    """Finds the places of the values of one shipment's rows."""

    def __init__(
        self, rows: Sequence[Row], texts: Sequence[bytes], columns: Sequence[str], mark: str
    ) -> None:
        self._rows = tuple(rows)
        self._texts = tuple(texts)
        self._columns = columns
        self._mark = mark

    def __call__(self) -> Mapping[str, Spot]:
        found: dict[str, Spot] = {}
        rows = [
            Cells(_values(text, self._columns, self._mark), message=0, row=row.number)
            for row, text in zip(self._rows, self._texts, strict=True)
        ]
        for row, text, paths in zip(self._rows, self._texts, field_paths(rows), strict=True):
            places = value_places(text.decode(), self._mark)
            for column, (start, end) in zip(self._columns, places, strict=False):
                spot = Spot(row.number, column, row.char + start, row.char + end)
                for path in paths(column) if start < end else ():
                    found.setdefault(path, spot)
        return MappingProxyType(found)
