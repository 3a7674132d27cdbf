"""What lines of supervision look like, and who writes them, for the server to check."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.domain.decision import Draft, Recommendation
from app.domain.mark import Mark
from app.domain.notice import Notice
from app.domain.officer import Role
from app.domain.supervision import (
    COMMENT_MOST,
    DIFFER_REASONS,
    RULE,
    SEED_MOST,
    Answer,
    Draw,
    Stands,
    Why,
)
from app.domain.threat import Verdict
from app.domain.work import Link
from app.record.chain import LineKind
from app.record.server.login import INTAKE
from app.record.server.shape import Shape, keys, shape_of
from app.record.supervision_read import RETURNED_S

_WHY: Shape = {"list": shape_of(Why)}
_NOTED: Mapping[str, Shape] = MappingProxyType(
    {
        "mark": keys({"mark": shape_of(Mark), "removed": "truth"}),
        "verdict": shape_of(Verdict),
        "acknowledged": keys({"at": "time", "notice": shape_of(Notice)}),
        "viewed": {"parts": ["text", "text"]},
        "shown": keys({"view": {"parts": ["text", "text"]}, "readable": "truth"}),
        "draft": {"optional": shape_of(Draft)},
        "link": keys({"link": shape_of(Link), "saying": "text"}),
    }
)
"""What a second reader notes, by its heading, as `app.record.blind_record` writes it."""


def _noted(what: str) -> Shape:
    """Return the shape of a note under one heading."""
    value = _NOTED[what]
    return keys({"reading_id": "text", "what": {"among": [what]}, "name": "text", "value": value})


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        LineKind.SUPERVISED.value: keys(
            {
                "recommendation_id": "text",
                "answer": shape_of(Answer),
                "reasons": {"list": "text"},
                "comment": "text",
                "name": "text",
                "why": _WHY,
            }
        ),
        LineKind.SEED_PUT.value: keys({"rule": "whole", "seed": "text", "share": "number"}),
        LineKind.ITEM_DRAWN.value: keys({"seed_line": "whole"}),
        LineKind.READING_ASKED.value: keys(
            {
                "reading_id": "text",
                "recommendation_id": "text",
                "first": "text",
                "reader": "text",
                "hide_model": "truth",
            }
        ),
        LineKind.READING_TAKEN.value: keys({"reading_id": "text", "reader": "text"}),
        **{f"{LineKind.READING_NOTED.value}+{what}": _noted(what) for what in _NOTED},
        LineKind.READING_SIGNED.value: keys(
            {
                "reading_id": "text",
                "recommendation_id": "text",
                "recommendation": shape_of(Recommendation),
            }
        ),
        LineKind.ADJUDICATED.value: keys(
            {
                "reading_id": "text",
                "recommendation_id": "text",
                "stands": shape_of(Stands),
                "comment": "text",
                "answer": {"among": [Answer.RETURN.value, ""]},
                "name": "text",
                "why": _WHY,
            }
        ),
        LineKind.LABEL_APPROVED.value: keys(
            {"verdict_line": "whole", "approved": "truth", "reason": "text"}
        ),
    }
)
"""Kind of line to the shape of its body; of a second reader's notes one for each heading."""

SERVED_TO_ALL = frozenset({LineKind.SEED_PUT, LineKind.ITEM_DRAWN, LineKind.READING_ASKED})
"""Kinds whose rules and rows are the server's own, also where the service that takes things in
writes them."""

_SUPERVISOR = (Role.SUPERVISOR.value,)
_REVIEWERS = (Role.OFFICER.value, Role.SUPERVISOR.value)

WRITERS: Mapping[LineKind, tuple[str, ...]] = MappingProxyType(
    {
        LineKind.SUPERVISED: _SUPERVISOR,
        LineKind.SEED_PUT: (*_SUPERVISOR, INTAKE),
        LineKind.ITEM_DRAWN: (*_SUPERVISOR, INTAKE),
        LineKind.READING_ASKED: (*_SUPERVISOR, INTAKE),
        LineKind.READING_TAKEN: _REVIEWERS,
        LineKind.READING_NOTED: _REVIEWERS,
        LineKind.READING_SIGNED: _REVIEWERS,
        LineKind.ADJUDICATED: _SUPERVISOR,
        LineKind.LABEL_APPROVED: _SUPERVISOR,
    }
)
"""Kind of line to the roles that write it."""

CONSTANTS: Mapping[str, Any] = MappingProxyType(
    {
        "comment_most": COMMENT_MOST,
        "seed_most": SEED_MOST,
        "seed_rule": RULE,
        "returned_s": RETURNED_S,
        "differ_reasons": list(DIFFER_REASONS),
        "draws": [draw.value for draw in Draw],
    }
)
"""What the rules know besides: lengths in signs, seconds, and closed lists."""
