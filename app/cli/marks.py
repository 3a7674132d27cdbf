"""``prescreen marks export ID --out DIR`` and ``prescreen marks import FILE...``."""

from __future__ import annotations

from pathlib import Path

from app.cli.arguments import Arguments
from app.cli.fetching import fetching
from app.cli.plain import plain
from app.cli.printing import Printer
from app.cli.show import item_named
from app.cli.workspace import Workspace, workspace
from app.domain.errors import KnownError, Refused
from app.domain.mark import Mark
from app.domain.words import say
from app.domain.work import Item
from app.review.mark_files import Author, marks_of, read_marks, write_marks

_NOBODY = "nobody"


def run(arguments: Arguments, printer: Printer) -> int:
    """Write the marks of an item to files, or say what files of marks hold."""
    with workspace(arguments.home, create=False) as place:
        if arguments.act == "export":
            return _export(arguments, place, printer)
        codes = [_import(path, place, printer) for path in arguments.files]
    return max(codes)


def _export(arguments: Arguments, place: Workspace, printer: Printer) -> int:
    item = item_named(arguments.id, place)
    if not item.marks:
        raise Refused(say("Item {item} has no marks.", item=item.item_id))
    author = Author(_officer(item), place.clock.now())
    baggage = arguments.baggage or place.settings.baggage_reports
    with fetching(place.settings) as fetch:
        files = write_marks(
            item, arguments.out, store=place.store, author=author, baggage=baggage, fetch=fetch
        )
    for file in files:
        printer.line({"id": item.item_id, "path": str(file)}, str(file))
    return 0


def _officer(item: Item) -> str:
    """Return who has the item, or decided it last; marks are passed on with it."""
    if item.lease is not None:
        return item.lease.officer
    return item.decisions[-1].officer if item.decisions else _NOBODY


def _import(path: Path, place: Workspace, printer: Printer) -> int:
    """Say the marks of one file as they were drawn, and whether the record has the same."""
    try:
        sheet = read_marks(path)
        marks = marks_of(sheet, place.record.scan(sheet.scan))
        item = place.record.item(place.record.item_of_scan(sheet.scan))
    except KnownError as error:
        printer.line({"path": str(path), "status": "refused", "reason": str(error)}, str(error))
        return 1
    kept = {mark.mark_id: mark for mark in item.marks}
    for mark in marks:
        status = _status(mark, kept.get(mark.mark_id))
        words = f"{mark.number} {mark.shape.value} {mark.category.value} {mark.note!r}: {status}"
        printer.line(
            {"path": str(path), "status": status, "id": item.item_id, "mark": plain(mark)}, words
        )
    return 0


def _status(mark: Mark, kept: Mark | None) -> str:
    if kept is None:
        return "not on record"
    return "as on record" if kept == mark else "differs from the record"
