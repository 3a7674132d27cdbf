"""``prescreen deliveries FILE``: how views came from the archive, as CSV, without names."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import workspace
from app.domain.csv_text import csv_line
from app.domain.delivery import Delivered

HEAD = (
    "item",
    "scan",
    "view",
    "opened_at",
    "bytes",
    "received_bytes",
    "bytes_per_s",
    "first_picture_s",
    "lossless_s",
    "retries",
    "from_cache",
)


def run(arguments: Arguments, printer: Printer) -> int:
    """Write a line for each view that was opened, and say how many they are."""
    with workspace(arguments.home, create=False) as place:
        found = place.record.deliveries.all()
    text = "".join((csv_line(HEAD), *(csv_line(_cells(one)) for one in found)))
    arguments.file.write_bytes(text.encode())
    values: dict[str, object] = {"path": str(arguments.file), "deliveries": len(found)}
    printer.line(values, f"{len(found)} views that came from the archive: {arguments.file}")
    return 0


def _cells(one: Delivered) -> tuple[str | int | float | None, ...]:
    came = one.delivery
    return (
        one.item_id,
        came.scan_id,
        came.view,
        came.at.isoformat(timespec="milliseconds"),
        came.size,
        came.received,
        round(came.rate),
        _seconds(came.first_s),
        _seconds(came.lossless_s),
        came.retries,
        int(came.kept),
    )


def _seconds(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
