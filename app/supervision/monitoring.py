"""The compliance list as a file: CSV for spreadsheets, JSON for programs (docs/supervision.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from app.domain.clock import Clock
from app.domain.compliance import Confirmed
from app.domain.csv_text import csv_line
from app.domain.errors import KnownError
from app.domain.words import say

SCHEMA = "prescreen-compliance/1"
PROTECTED = "PROTECTED B / PROTÉGÉ B"
FIELDS = (
    *("line", "at", "by", "item", "cargo", "rule", "paragraph", "element"),
    *("declared", "observed", "value", "uncertainty", "unit", "method", "said", "decision"),
)
"""Columns, in their order."""

Row = dict[str, str | int | float | None]


def write_monitoring(path: Path, found: Sequence[Confirmed], clock: Clock) -> None:
    """Write the list whole: CSV when the file is named so, else JSON.

    Raises
    ------
    KnownError
        When the file cannot be written.
    """
    rows = [_row(one) for one in found]
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(_csv(rows) if path.suffix.lower() == ".csv" else _json(rows, clock))
        beside.replace(path)
    except OSError as error:
        raise KnownError(
            say(
                "The compliance list cannot be written to {path}: {why}. Name another file.",
                path=path,
                why=error.strerror or error,
            )
        ) from error


def _row(one: Confirmed) -> Row:
    figure = one.notice.figure
    return {
        "line": one.line,
        "at": one.at.isoformat(),
        "by": one.by,
        "item": one.item_id,
        "cargo": " ".join(one.shipments),
        "rule": one.notice.rule,
        "paragraph": one.notice.paragraph,
        "element": one.element,
        "declared": one.declared,
        "observed": one.observed,
        "value": figure.value if figure is not None else None,
        "uncertainty": figure.uncertainty if figure is not None else None,
        "unit": figure.unit if figure is not None else "",
        "method": figure.method if figure is not None else "",
        "said": str(one.notice.sentence),
        "decision": one.recommendation_id,
    }


def _csv(rows: Sequence[Row]) -> bytes:
    lines = [csv_line(FIELDS), *(csv_line(row[field] for field in FIELDS) for row in rows)]
    # With a mark of the encoding, without which spreadsheets misread accents.
    return "".join(lines).encode("utf-8-sig")


def _json(rows: Sequence[Row], clock: Clock) -> bytes:
    tree = {
        "schema": SCHEMA,
        "classification": PROTECTED,
        "made_at": clock.now().isoformat(),
        "confirmed": rows,
    }
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()
