"""A CSV file cut into rows, with the place of each: long files, lines of bounded length."""

from __future__ import annotations

import csv
import dataclasses
import re
from collections.abc import Iterator

from app.domain.words import say
from app.shipments.errors import ShipmentUnreadable
from app.shipments.source import Source

LONGEST_LINE = 1 << 20
"""Bytes of one line; a list has a few hundred."""
MARKS = (",", ";", "\t")


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """Where one row stands, in bytes and in characters of the file."""

    number: int
    """From 1; the header is 1."""
    start: int
    end: int
    char: int
    """Characters before the row, the mark of byte order among them."""


class RowReader:
    """Reads rows one after the other and knows where each stood."""

    def __init__(self, data: Source, *, name: str, mark: str) -> None:
        self._data = data
        self._name = name
        self._at = 0
        self._chars = 0
        self._number = 0
        self._reader = csv.reader(self._lines(), delimiter=mark, strict=True)

    def __iter__(self) -> Iterator[tuple[Row, list[str]]]:
        """Yield each row that holds something, with its values.

        Raises
        ------
        ShipmentUnreadable
            With the line, when the file is not CSV or not UTF-8 from there on.
        """
        while True:
            start, char = self._at, self._chars
            try:
                values = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise ShipmentUnreadable(
                    say(
                        "{name} is not CSV from line {line} on: {why}. Have it sent again.",
                        name=self._name,
                        line=self._reader.line_num,
                        why=error,
                    )
                ) from error
            self._number += 1
            if any(value.strip() for value in values):
                yield Row(self._number, start, self._at, char), values

    def _lines(self) -> Iterator[str]:
        data, size = self._data, len(self._data)
        while self._at < size:
            found = data.find(b"\n", self._at, self._at + LONGEST_LINE)
            end = size if found < 0 else found + 1
            if end - self._at > LONGEST_LINE:
                raise ShipmentUnreadable(
                    say("A line of {name} is longer than any list has.", name=self._name)
                )
            line = self._decoded(bytes(data[self._at : end]))
            self._at, self._chars = end, self._chars + len(line)
            yield line.removeprefix("\ufeff") if self._chars == len(line) else line

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ShipmentUnreadable(
                say("{name} is not UTF-8 text; have it sent again.", name=self._name)
            ) from error


def mark_of(head: str) -> str:
    """Return what parts the values of a header: the mark that parts it most often."""
    line = head.split("\n", 1)[0]
    return max(MARKS, key=line.count)


def value_places(text: str, mark: str) -> list[tuple[int, int]]:
    """Return where each value of a row stands in its text; of a quoted one, between its quotes."""
    field = re.compile(rf'"((?:[^"]|"")*)"|([^{re.escape(mark)}\r\n]*)')
    places, at = [], 0
    while (found := field.match(text, at)) is not None:
        inside = 1 if found[1] is not None else 2
        places.append(found.span(inside))
        at = found.end()
        if not text.startswith(mark, at):
            break
        at += 1
    return places
