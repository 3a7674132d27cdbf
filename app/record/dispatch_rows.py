"""From lines on packages and results to their rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert

from app.record.chain import Line
from app.record.coding import canonical
from app.record.dispatch_tables import EXAM_RESULT, PACKAGE_STEP

Body = Mapping[str, Any]


def package_step(connection: Connection, line: Line, body: Body) -> tuple[str, ...]:
    """Add a step of a package; the row of its item in the queue does not change."""
    connection.execute(
        insert(PACKAGE_STEP),
        {
            "seq": line.seq,
            "package_id": body["package_id"],
            "recommendation_id": body["recommendation_id"],
            "item_id": line.subject,
            "step": body["step"],
            "body": canonical(body),
        },
    )
    return ()


def exam_result(connection: Connection, line: Line, body: Body) -> tuple[str, ...]:
    """Add a version of a result."""
    connection.execute(
        insert(EXAM_RESULT),
        {
            "seq": line.seq,
            "recommendation_id": body["recommendation_id"],
            "result_id": body["result"]["result_id"],
            "version": body["version"],
            "item_id": line.subject,
            "actor": line.actor,
            "at": line.at,
            "body": canonical(body["result"]),
        },
    )
    return ()
