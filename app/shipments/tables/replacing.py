"""Putting another edition of a table in place of the one in force, and keeping the old one.

Editions that were in force stay under ``replaced``: what was said of a code on a day can be traced
to the table of that day.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from pathlib import Path
from types import MappingProxyType

from app.domain.errors import Unavailable
from app.domain.words import say
from app.shipments.tables.book import NAMES, named_table
from app.shipments.tables.table import (
    Entry,
    Table,
    TableUnreadable,
    make_table,
    table_text,
)

REPLACED = "replaced"
LARGEST_FILE = 64 * 1024 * 1024
_MORE = "\0"
"""Name of the values of a row that the header has no column for; they are left out."""


def known_name(name: str) -> str:
    """Return the name of a table.

    Raises
    ------
    TableUnreadable
        When there is no such table.
    """
    if name not in NAMES:
        raise TableUnreadable(
            say("There is no table {name}. There are {known}.", name=name, known=", ".join(NAMES))
        )
    return name


def read_edition(
    path: Path, name: str, *, dated: dt.date | None, source: str, complete: bool
) -> Table:
    """Read a new edition of a table: a stamped file, or CSV with date and source beside it.

    Parameters
    ----------
    path
        ``prescreen-table/1``, or CSV in UTF-8 with the columns ``code``, ``en`` and any more.
    dated, source, complete
        Of a CSV; a stamped file says them itself.

    Raises
    ------
    TableUnreadable
        When it is neither, is of another table, or a CSV comes without date and source.
    """
    text = _text(path)
    if text.lstrip().startswith("{"):
        return named_table(text, name, path.name)
    if dated is None or not source:
        raise TableUnreadable(
            say(
                "{file} is CSV: say of which day it is and where it is from, with --dated and "
                "--source.",
                file=path.name,
            )
        )
    return make_table(
        name, _csv_entries(text, path.name), dated=dated, source=source, complete=complete
    )


def put_in_place(table: Table, folder: Path) -> Path:
    """Write a table to a folder and keep the edition that it replaces.

    Raises
    ------
    Unavailable
        When the folder cannot be written; the table in force stays as it is.
    """
    there = folder / f"{table.name}.json"
    fresh = folder / f".{table.name}.new"
    try:
        (folder / REPLACED).mkdir(mode=0o700, parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(table_text(table))
            stream.flush()
            os.fsync(stream.fileno())
        _set_aside(there)
        fresh.replace(there)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return there


def restore(name: str, folder: Path) -> bool:
    """Go back to the shipped edition; False when it is in force already.

    Raises
    ------
    Unavailable
        When the folder cannot be written.
    """
    there = folder / f"{name}.json"
    try:
        if not there.exists():
            return False
        (folder / REPLACED).mkdir(mode=0o700, parents=True, exist_ok=True)
        _set_aside(there)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return True


def _set_aside(there: Path) -> None:
    """Move the edition in force, whatever it holds, to those that were replaced."""
    if not there.exists():
        return
    number = 1
    while (aside := there.parent / REPLACED / f"{there.stem}-{number}.json").exists():
        number += 1
    there.replace(aside)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableUnreadable(say("{file} is larger than any table.", file=path.name))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableUnreadable(
            say("{name} is not UTF-8 text; have it sent again.", name=path.name)
        ) from error
    except OSError as error:
        raise TableUnreadable(
            say("{file} cannot be read: {why}.", file=path.name, why=error.strerror or error)
        ) from error


def _csv_entries(text: str, file: str) -> list[Entry]:
    """Read the rows of a CSV; what looks like a formula is text, as everywhere."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, restval="", restkey=_MORE)
    try:
        columns = [(name or "").strip() for name in reader.fieldnames or ()]
        if not {"code", "en"} <= set(columns):
            raise TableUnreadable(
                say("{file} needs the columns code and en in its first line.", file=file)
            )
        reader.fieldnames = columns
        return [_entry(row) for row in reader if row["code"].strip()]
    except csv.Error as error:
        raise TableUnreadable(
            say(
                "{name} is not CSV from line {line} on: {why}. Have it sent again.",
                name=file,
                line=reader.line_num,
                why=error,
            )
        ) from error


def _entry(row: dict[str, str]) -> Entry:
    row.pop(_MORE, "")
    details = {
        name: value.strip()
        for name, value in row.items()
        if name not in {"", "code", "en", "fr"} and value.strip()
    }
    return Entry(
        row["code"].strip(),
        row["en"].strip(),
        row.get("fr", "").strip(),
        MappingProxyType(details),
    )


def _unwritable(folder: Path, error: OSError) -> Unavailable:
    return Unavailable(
        say(
            "{folder} cannot be written: {why}. The tables in force are as before.",
            folder=folder,
            why=error.strerror or error,
        )
    )
