"""What bodies of lines look like, drawn from the domain's own types, for the server to check.

A shape is JSON: the name of a kind of leaf, or an object with one of ``optional``, ``among``,
``keys``, ``map``, ``list``, ``parts``.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime as dt
import decimal
import enum
import types
import typing
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.domain.decision import TWO_PERSONS, Draft, Recommendation
from app.domain.dispatch import PackageStep
from app.domain.exam_result import ExamResult
from app.domain.late import Outcome, RestsUpon, What
from app.domain.mark import Mark
from app.domain.notice import Notice
from app.domain.observation import Observation
from app.domain.officer import Role
from app.domain.second import FourEyes
from app.domain.threat import Verdict
from app.domain.words import Sentence
from app.domain.work import Link
from app.record.chain import LineKind

Shape = str | dict[str, Any]

_LEAVES: Mapping[object, str] = MappingProxyType(
    {
        str: "text",
        int: "whole",
        float: "number",
        bool: "truth",
        dt.datetime: "time",
        decimal.Decimal: "text",
    }
)


def shape_of(kind: Any) -> Shape:
    """Return the shape of what `app.record.coding.plain` makes of values of a type.

    Raises
    ------
    TypeError
        When the type is none that the record keeps.
    """
    if kind in _LEAVES:
        return _LEAVES[kind]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"among": [one.value for one in kind]}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return keys({one.name: shape_of(hints[one.name]) for one in dataclasses.fields(kind)})
    return _compound(typing.get_origin(kind), typing.get_args(kind), kind)


def _compound(origin: object, of: tuple[Any, ...], kind: object) -> Shape:
    if origin in (types.UnionType, typing.Union) and len(of) == 2 and of[1] is types.NoneType:
        return {"optional": shape_of(of[0])}
    if origin is collections.abc.Mapping and of[0] is str:
        return {"map": shape_of(of[1])}
    if origin is tuple:
        if len(of) == 2 and of[1] is Ellipsis:
            return {"list": shape_of(of[0])}
        return {"parts": [shape_of(one) for one in of]}
    raise TypeError(f"{kind} is none of the types that the record keeps; draw its shape here.")


def keys(shapes: Mapping[str, Shape]) -> Shape:
    """Return the shape of an object with these names and no others."""
    return {"keys": dict(shapes), "order": sorted(shapes)}


_OF_MARK = {"scan_id": "text", "mark_id": "text"}
_OF_VIEW: dict[str, Shape] = {"scan_id": "text", "view": "text"}

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        LineKind.MARK_SAVED.value: shape_of(Mark),
        LineKind.MARK_REMOVED.value: keys(_OF_MARK),
        f"{LineKind.MARK_REMOVED.value}+second": keys({**_OF_MARK, "second": "text"}),
        LineKind.MARK_RESTORED.value: keys(_OF_MARK),
        LineKind.VERDICT_GIVEN.value: keys(
            {"finding_id": "text", "scan_id": "text", "verdict": shape_of(Verdict)}
        ),
        LineKind.NOTICE_ACKNOWLEDGED.value: keys({"key": "text", "notice": shape_of(Notice)}),
        LineKind.OBSERVED.value: keys({"name": shape_of(Observation), "value": "text"}),
        LineKind.VIEW_SEEN.value: keys(_OF_VIEW),
        LineKind.VIEW_SHOWN.value: keys({**_OF_VIEW, "readable": "truth"}),
        LineKind.EVENT_NOTED.value: keys({"name": "text", "values": {"map": "text"}}),
        LineKind.DRAFT_SAVED.value: keys({"draft": {"optional": shape_of(Draft)}}),
        LineKind.DECIDED.value: shape_of(Recommendation),
        LineKind.LINK_PUT.value: shape_of(Link),
        LineKind.SECONDED.value: keys(
            {"act": shape_of(FourEyes), "first": "text", "name_tag": "text"}
        ),
        LineKind.SIGNED_IN.value: keys({"name_tag": "text"}),
        LineKind.SIGNED_OUT.value: keys({}),
        LineKind.PACKAGE_STEP.value: shape_of(PackageStep),
        LineKind.EXAM_RESULT.value: keys(
            {"recommendation_id": "text", "result": shape_of(ExamResult), "version": "whole"}
        ),
        LineKind.ACT_RECEIVED.value: keys(
            {
                "act_id": "text",
                "said": "text",
                "done_at": "time",
                "degraded": "truth",
                "tried": "truth",
                "what": shape_of(What),
                "outcome": shape_of(Outcome),
                "rests": shape_of(RestsUpon),
                "why": {"optional": shape_of(Sentence)},
            }
        ),
        LineKind.RECONFIRMED.value: keys(
            {
                "recommendation_id": "text",
                "done_at": "time",
                "changed": {"list": shape_of(Sentence)},
            }
        ),
        LineKind.HOLD_PUT.value: keys({"reason": "text"}),
        LineKind.HOLD_LIFTED.value: keys({"reason": "text"}),
    }
)
"""Kind of line to the shape of its body, for what people write."""

PORT_OFFICER, INTAKE = "port_officer", "intake"
"""Roles that only a server has."""

_REVIEWERS = (Role.OFFICER.value, Role.SUPERVISOR.value)
_AT_PORTS = (*_REVIEWERS, PORT_OFFICER)
_KEEPERS = (Role.SUPERVISOR.value, Role.ADMINISTRATOR.value)
_ALL = (*(role.value for role in Role), PORT_OFFICER, INTAKE)

_BY_ROLES: Mapping[LineKind, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                LineKind.MARK_SAVED,
                LineKind.MARK_REMOVED,
                LineKind.MARK_RESTORED,
                LineKind.VERDICT_GIVEN,
                LineKind.NOTICE_ACKNOWLEDGED,
                LineKind.OBSERVED,
                LineKind.VIEW_SEEN,
                LineKind.VIEW_SHOWN,
                LineKind.EVENT_NOTED,
                LineKind.DRAFT_SAVED,
                LineKind.DECIDED,
                LineKind.SECONDED,
                LineKind.ACT_RECEIVED,
                LineKind.RECONFIRMED,
            ),
            _REVIEWERS,
        ),
        **dict.fromkeys(
            (
                LineKind.FILE_TAKEN,
                LineKind.FILE_REJECTED,
                LineKind.IMAGE_ADDED,
                LineKind.FILING_ADDED,
                LineKind.SHIPMENT_ADDED,
                LineKind.ITEMS_JOINED,
                LineKind.REPORT_ADDED,
                LineKind.MODELS_PUT,
            ),
            (INTAKE,),
        ),
        LineKind.LINK_PUT: (*_REVIEWERS, INTAKE),
        LineKind.PACKAGE_STEP: (*_AT_PORTS, INTAKE),
        LineKind.EXAM_RESULT: (Role.SUPERVISOR.value, PORT_OFFICER),
        LineKind.HOLD_PUT: _KEEPERS,
        LineKind.HOLD_LIFTED: _KEEPERS,
        LineKind.SIGNED_IN: _ALL,
        LineKind.SIGNED_OUT: _ALL,
    }
)


def constants() -> Mapping[str, object]:
    """Return everything that the server's functions know of the domain, by name."""
    writers = {kind.value: list(roles) for kind, roles in _BY_ROLES.items()}
    shapes = {f"shape:{kind}": shape for kind, shape in SHAPES.items()}
    return {"two_persons": list(TWO_PERSONS), "writers": writers, **shapes}
