"""``prescreen verify``: prove that the record is whole and as it was written.

The record holds the digests of scans and of message files, so the kept files are proved as well: a
decision on a picture that was swapped afterwards proves nothing, nor does a declaration.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import open_record
from app.domain.errors import KnownError
from app.domain.scan import PURGED
from app.record import Record, Verification
from app.scans import FolderStore
from app.settings import Settings, settings_of


def run(arguments: Arguments, printer: Printer) -> int:
    """Say what the proof came to; 1 when the record does not verify."""
    settings = settings_of(arguments.home)
    values, ok = verified(settings)
    if ok:
        text = f"The record verifies: {values['lines']} lines, head {values['head']}."
    else:
        text = f"The record does NOT verify: {values['reason']}"
    printer.line(values, text)
    return 0 if ok else 1


def verified(settings: Settings, *, kept: bool = True) -> tuple[dict[str, object], bool]:
    """Return the proof as plain values, and whether it holds; a missing record proves nothing.

    Without `kept` the kept files are left out, whose digests take a while.
    """
    if not settings.record_file.is_file():
        return _failed(f"There is no record in {settings.home}."), False
    try:
        with open_record(settings) as record:
            found = record.verify()
            changed = _changed_file(record, settings) if kept and found.ok else ""
    except KnownError as error:
        return _failed(str(error)), False
    values = _values(found)
    if changed:
        values |= {"ok": False, "reason": changed}
    return values, found.ok and not changed


def _changed_file(record: Record, settings: Settings) -> str:
    """Return what is wrong with the first kept file that is not as the record says; else empty."""
    store = FolderStore(settings.scan_folder)
    for sha256, name, whose in _kept(record):
        if not store.check(sha256):
            fault = "is not the one that was taken in" if store.holds(sha256) else "is gone"
            return (
                f"The record is whole, but the kept file {sha256} ({name}){whose} {fault}. "
                "Take the original in again."
            )
    return ""


def _kept(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield digest, name and owner of every file that the record speaks of."""
    for scan in record.scans():
        for file in () if scan.origin == PURGED else scan.files:
            yield file.sha256, file.name, f" of scan {scan.scan_id}"
    for arrival in record.arrivals():
        yield arrival.sha256, arrival.name, ""


def _values(found: Verification) -> dict[str, object]:
    return {
        "lines": found.lines,
        "head": found.head,
        "ok": found.ok,
        "first_bad": found.first_bad,
        "reason": "" if found.reason is None else str(found.reason),
    }


def _failed(reason: str) -> dict[str, object]:
    return {"lines": 0, "head": "", "ok": False, "first_bad": None, "reason": reason}
