"""``prescreen tables list|show|replace|restore|verify``: the code tables and their editions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.domain.clock import system_clock
from app.domain.errors import KnownError
from app.domain.words import say
from app.settings import settings_of
from app.shipments.tables import NAMES, Entry, Stamp, Tables
from app.shipments.tables.replacing import known_name, put_in_place, read_edition, restore


def run(arguments: Arguments, printer: Printer) -> int:
    """Do one act; 1 when a table of the workspace is damaged."""
    folder = settings_of(arguments.home).table_folder
    if arguments.act == "replace":
        edition = read_edition(
            arguments.file,
            known_name(arguments.name),
            dated=_day(arguments.dated),
            source=arguments.source,
            complete=arguments.complete,
        )
        _check_day(edition.stamp.dated)
        put_in_place(edition, folder)
    elif arguments.act == "restore":
        restore(known_name(arguments.name), folder)
    tables = Tables.of(folder)
    for values, text in _said(arguments, tables, folder):
        printer.line(values, text)
    for fault in tables.faults:
        printer.failure(str(fault))
    return 1 if tables.faults else 0


def _said(
    arguments: Arguments, tables: Tables, folder: Path
) -> Iterator[tuple[dict[str, object], str]]:
    if arguments.act == "show":
        name = known_name(arguments.name)
        if arguments.code and tables.look_up(name, arguments.code) is None:
            raise KnownError(tables.absent(name, arguments.code))
        entries = tables.entries(name)
        if arguments.code:
            entries = iter([e for e in [tables.look_up(name, arguments.code)] if e is not None])
        yield from (_entry(entry) for entry in entries)
        return
    names = (arguments.name,) if arguments.act in ("replace", "restore") else tuple(NAMES)
    for name in names:
        stamp = tables.stamp(name)
        # A file that is there and not in force could not be used.
        damaged = stamp.shipped and (folder / f"{name}.json").is_file()
        yield _table(name, stamp, damaged=damaged)


def _table(name: str, stamp: Stamp, *, damaged: bool) -> tuple[dict[str, object], str]:
    values: dict[str, object] = {
        "table": name,
        "holds": NAMES[name],
        "dated": stamp.dated.isoformat(),
        "entries": stamp.count,
        "complete": stamp.complete,
        "shipped": stamp.shipped,
        "damaged": damaged,
        "source": stamp.source,
        "sha256": stamp.sha256,
    }
    state = "shipped" if stamp.shipped else "replaced"
    if damaged:
        state = f"shipped, for {name}.json of the workspace is damaged and not used"
    whole = "complete" if stamp.complete else "not complete"
    text = (
        f"{name}: {stamp.count} entries dated {stamp.dated.isoformat()}, {whole}, {state}, "
        f"sha256 {stamp.sha256[:12]}; {stamp.source}"
    )
    return values, text


def _entry(entry: Entry) -> tuple[dict[str, object], str]:
    values = {"code": entry.code, "en": entry.en, "fr": entry.fr, **entry.details}
    details = ", ".join(f"{name} {value}" for name, value in entry.details.items())
    return dict(values), f"{entry.code}  {entry.en} / {entry.fr}  {details}".rstrip()


def _check_day(dated: dt.date) -> None:
    """Refuse an edition of a day to come: it would be in force before its day."""
    today = system_clock().now().date()
    if dated > today:
        raise KnownError(
            say(
                "The table is dated {dated}, which is still to come; put it in place on that day.",
                dated=dated.isoformat(),
            )
        )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise KnownError(say("{value} is no day; write it as 2026-11-20.", value=text)) from error
