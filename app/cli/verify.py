"""``prescreen verify``: prove that the record is whole and as it was written."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import open_record
from app.domain.errors import KnownError
from app.record import Verification
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


def verified(settings: Settings) -> tuple[dict[str, object], bool]:
    """Return the proof as plain values, and whether it holds; a missing record proves nothing."""
    if not settings.record_file.is_file():
        return _failed(f"There is no record in {settings.home}."), False
    try:
        with open_record(settings) as record:
            found = record.verify()
    except KnownError as error:
        return _failed(str(error)), False
    return _values(found), found.ok


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
