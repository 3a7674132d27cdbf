"""``prescreen inspect FILE...``: what the readers make of each file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.domain.clock import system_clock
from app.shipments import ShipmentUnreadable, read_shipments
from imaging.inspect import inspect
from imaging.scanfile import Kind
from imaging.sidecar import SCHEMA

_HEAD = 64 * 1024


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
    elif found["kind"] == Kind.JSON:
        found |= _json(path)
    elif found["kind"] == Kind.EDI:
        found |= {"status": "refused", "reason": "EDI messages are not read by this version."}
    return found


def _json(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        if SCHEMA.encode() in stream.read(_HEAD):
            return {"kind": "sidecar"}
    try:
        shipments = read_shipments(path, received_at=system_clock().now())
    except ShipmentUnreadable as error:
        return {"status": "refused", "reason": str(error)}
    return {"kind": "shipment", "shipments": [shipment.shipment_id for shipment in shipments]}


def _text(found: dict[str, Any]) -> str:
    head = f"{found['path']}: {found['kind']}, {found['status']}"
    if found["reason"]:
        return f"{head}: {found['reason']}"
    if "rows" in found:
        energies = " and ".join(found["energies"])
        head += f": {found['columns']} x {found['rows']}, {found['bits']} bits, {energies}"
        return f"{head}, {found['transfer_syntax']}, {found['pixels_sha256']}"
    details = (f"{name} {found[name]}" for name in ("boxes", "fits", "shipments") if name in found)
    return ": ".join(filter(None, (head, ", ".join(details))))
