"""``prescreen inspect FILE...``: what the readers make of each file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.cli.arguments import Arguments
from app.cli.message_lines import message_lines
from app.cli.message_report import report
from app.cli.printing import Printer
from app.domain.clock import system_clock
from app.shipments.messages import form_of
from imaging.inspect import inspect
from imaging.scanfile import Kind
from imaging.sidecar import SCHEMA as SIDECAR

_HEAD = 64 * 1024
_NO_MESSAGE = "It is no message of a form that is read here either (docs/messages.md)."
_CALLED = {
    "EDIFACT": "edi",
    "X12": "edi",
    "XML": "xml",
    "Cargo-IMP": "cargo-imp",
    "status lines": "notices",
    "CSV": "courier-list",
}
"""What a file is called of which nothing could be read, by the form that its beginning has."""
_MAY_BE_MESSAGES = (Kind.JSON, Kind.EDI, Kind.UNKNOWN)


def run(arguments: Arguments, printer: Printer) -> int:
    """Say what each file is; 1 when one was refused."""
    refused = False
    for path in arguments.files:
        found = examine(path)
        refused = refused or found["status"] != "ok"
        printer.line(found, _text(found))
    return 1 if refused else 0


def examine(path: Path) -> dict[str, Any]:
    """Return what is known of a file, with ``path``, ``kind``, ``status`` and ``reason``."""
    found = inspect(path).as_dict()
    if found["kind"] == Kind.ONNX:
        # Only a network needs ONNX Runtime, whose import takes a while.
        from models.inspection import inspect_model  # noqa: PLC0415 - other files need no ONNX Runtime

        found |= inspect_model(path)
    elif found["kind"] in _MAY_BE_MESSAGES:
        found |= _messages(path, found["kind"], found["reason"])
    return found


def _messages(path: Path, kind: str, reason: str) -> dict[str, Any]:
    """Return what a file of messages holds; nothing when it is none."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):
        return {}
    if kind == Kind.JSON and SIDECAR.encode() in head:
        return {"kind": "sidecar"}
    form = form_of(head)
    if kind == Kind.UNKNOWN and (form is None or form.name == "JSON"):
        # JSON is told more strictly by its own kind: many other files begin with a bracket.
        return {"reason": f"{reason} {_NO_MESSAGE}"} if head else {}
    called = kind if form is None or kind != Kind.UNKNOWN else _CALLED.get(form.name, kind)
    return report(path, kind=called, received_at=system_clock().now())


def _text(found: dict[str, Any]) -> str:
    head = f"{found['path']}: {found['kind']}, {found['status']}"
    if found["reason"]:
        return f"{head}: {found['reason']}"
    if "rows" in found:
        energies = " and ".join(found["energies"])
        head += f": {found['columns']} x {found['rows']}, {found['bits']} bits, {energies}"
        return f"{head}, {found['transfer_syntax']}, {found['pixels_sha256']}"
    if "messages" in found:
        return "\n".join((head, *message_lines(found)))
    details = (f"{name} {found[name]}" for name in ("boxes", "fits") if name in found)
    return ": ".join(filter(None, (head, ", ".join(details))))
