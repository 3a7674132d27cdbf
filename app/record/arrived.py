"""Reading what screened views are like, in the order in which they were screened."""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy import Connection, select

from app.domain.threat import Arrived, Signs
from app.record.chain import LineKind
from app.record.coding import time_text, value_of
from app.record.tables import LINE, REPORT, SCAN


def read_arrived(connection: Connection, after: int, since: dt.datetime) -> tuple[Arrived, ...]:
    """Return the views screened after a line and since a time; those without signs are left out.

    Thousands of bodies are looked at, so that they are not built into values of the domain.
    """
    query = (
        select(LINE.c.seq, REPORT.c.body, SCAN.c.body.label("scan"))
        .join(REPORT, REPORT.c.report_id == LINE.c.subject)
        .join(SCAN, SCAN.c.scan_id == REPORT.c.scan_id)
        .where(LINE.c.kind == LineKind.REPORT_ADDED.value, LINE.c.seq > after)
        .where(LINE.c.at >= time_text(since))
        .order_by(LINE.c.seq)
    )
    found: list[Arrived] = []
    for seq, body, scan in connection.execute(query):
        tree = json.loads(body)
        if tree.get("signs") is None or tree.get("alarm") is None:
            continue
        found.append(
            Arrived(
                seq=seq,
                scan_id=tree["scan_id"],
                view=tree["view"],
                scanner=json.loads(scan)["scanner"],
                model_sha256=tree["model_sha256"],
                group=tree["alarm"]["wanted"],
                signs=value_of(tree["signs"], Signs),
                image_digests=tuple(tree["image_digests"]),
            )
        )
    return tuple(found)
