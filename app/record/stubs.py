"""What is left of a line whose payload was purged: identity and outcome, and nobody's data.

The chain needs the digests only, which stay. The tables need that an item was there and what was
decided of it: else later items would be numbered otherwise, and a decided one would wait again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from app.domain.decision import Recommendation, SeenScan, Urgency
from app.domain.exam_result import ExamResult
from app.domain.scan import PURGED, ImageFile, Scan
from app.record.chain import SALT_BYTES, LineKind
from app.record.coding import Told, plain, value_of
from app.record.tables import LINE, PAYLOAD

Body = Mapping[str, Any]

_EMPTIED = ("heat_sha256", "seen_sha256", "tdr_sha256")


def stub_of(kind: str, body: Body) -> object:
    """Return what is left of a payload; None when nothing is."""
    if kind == LineKind.IMAGE_ADDED:
        return _image(body)
    if kind == LineKind.REPORT_ADDED:
        return _report(body)
    if kind == LineKind.ITEMS_JOINED:
        return {**body, "renumbered": []}
    left = _LEFT.get(kind)
    return None if left is None else left(body)


def _image(body: Body) -> object:
    file = body["file"]
    scan = Scan(body["scan"]["scan_id"], None, "", "", "", PURGED)
    bare = ImageFile(file["sha256"], "", 0, "", "", file["view"], file["energy"], 0, 0)
    return {"scan": plain(scan), "file": plain(bare)}


def _report(body: Body) -> object:
    kept: dict[str, Any] = {**body, **dict.fromkeys(_EMPTIED, ""), "findings": [], "reason": None}
    later: dict[str, Any] = {"alarm": None, "signs": None, "drift": [], "remarks": [], "runs": []}
    return kept | {name: value for name, value in later.items() if name in body}


def _decided(body: Body) -> object:
    was = value_of(body, Recommendation)
    return plain(
        Recommendation(
            recommendation_id=was.recommendation_id,
            supersedes=was.supersedes,
            item_id=was.item_id,
            kind=was.kind,
            scope="",
            subjects=(),
            shipment_digests=(),
            scans=tuple(
                SeenScan(one.scan_id, one.view, one.image_digests, one.full_extent, 0.0, ())
                for one in was.scans
            ),
            link_classes=MappingProxyType({}),
            reasons=(),
            regions=(),
            exam=None,
            exam_port="",
            exam_place="",
            urgency=Urgency.ROUTINE,
            confidence=was.confidence,
            note="",
            acknowledged=(),
            notices=(),
            model=(),
            times=was.times,
            officer=was.officer,
            role=was.role,
            workstation="",
            authority="",
            program_version=was.program_version,
            second=was.second,
        )
    )


def _package_step(body: Body) -> object:
    """Keep what happened to which package and when: it must not look as if it had not been sent."""
    address = body["address"]
    bare = None if address is None else {**address, "place": "", "code": ""}
    return {**body, "by": "", "reason": "", "address": bare}


def _exam_result(body: Body) -> object:
    """Keep what came of it: confidence is held against outcomes."""
    was = value_of(body["result"], ExamResult)
    bare = ExamResult(was.referral_id, was.outcome, "", was.ended_at, was.result_id)
    return {**body, "result": plain(bare)}


_LEFT: Mapping[str, Callable[[Body], object]] = MappingProxyType(
    {
        LineKind.DECIDED.value: _decided,
        LineKind.PACKAGE_STEP.value: _package_step,
        LineKind.EXAM_RESULT.value: _exam_result,
    }
)


def read_stubs(connection: Connection) -> Mapping[str, Body]:
    """Return what is left of purged payloads, by their digests."""
    query = (
        select(LINE.c.subject, PAYLOAD.c.body)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(LINE.c.kind == LineKind.PAYLOAD_PURGED.value)
    )
    found: dict[str, Body] = {}
    for digest, body in connection.execute(query):
        stub = json.loads(body)["body"].get("stub")
        if stub is not None:
            found[digest] = stub
    return found


def said_of(text: str | None, digest: str, stubs: Mapping[str, Body]) -> Body | None:
    """Return what a line says, or what is left of it; None when nothing is."""
    if text is None:
        return stubs.get(digest)
    said: Any = json.loads(text)["body"]
    enclosed = text.startswith(_BEFORE) and text[_SALT:].startswith(_BETWEEN)
    if enclosed and isinstance(said, dict):
        return Told(said, text[len(_BEFORE) : _SALT])
    kept: Body = said
    return kept


_BEFORE, _BETWEEN = '{"body":', ',"salt":"'
_SALT = -len(_BETWEEN) - 2 * SALT_BYTES - len('"}')
"""Where the salt begins in the text of a payload, from its end; the body is canonical before it."""
