"""What bodies of lines look like, and who writes lines of which kind, for the server to check."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import TWO_PERSONS, Draft, Recommendation
from app.domain.dispatch import PackageStep
from app.domain.exam_result import ExamResult
from app.domain.late import Outcome, RestsUpon, What
from app.domain.mark import Mark
from app.domain.model_choice import ModelInForce
from app.domain.notice import Notice
from app.domain.observation import Observation
from app.domain.officer import Role
from app.domain.second import FourEyes
from app.domain.shipment import Mode
from app.domain.skills import Cargo
from app.domain.threat import Verdict
from app.domain.turn import BACK_LASTS, LASTS, LONGEST_HOLD, LONGEST_TEXT, Turn, TurnKind
from app.domain.words import Sentence
from app.domain.work import Link
from app.record.chain import LineKind
from app.record.dispatch_tables import PACKAGE_STEP
from app.record.due import BY_PROGRAMS, CONTENT, TIES
from app.record.filing_tables import FILING, MENTION, NUMBER, TAKEN
from app.record.history_tables import HISTORY
from app.record.purging import OF_FILINGS
from app.record.server import supervision_shapes
from app.record.server.login import INTAKE
from app.record.server.shape import Shape, keys, shape_of
from app.record.tables import DERIVED, ENTRY, IMAGE, ITEM, LINK, REPORT, SCAN, SHIPMENT

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
        LineKind.MODELS_PUT.value: keys({"models": {"list": shape_of(ModelInForce)}}),
        LineKind.HOLD_PUT.value: keys({"hold": "text", "reason": "text"}),
        LineKind.HOLD_LIFTED.value: keys({"hold": "text", "reason": "text"}),
        LineKind.TURN_PUT.value: keys({"turn": shape_of(Turn), "known": {"list": "text"}}),
        LineKind.SKILLS_PUT.value: keys(
            {"modes": {"list": shape_of(Mode)}, "cargo": {"list": shape_of(Cargo)}}
        ),
        **supervision_shapes.SHAPES,
    }
)
"""Kind of line to the shape of its body, for what people write."""

KEPT_BY_INTAKE = (
    *(ITEM, SCAN, IMAGE, TAKEN, FILING, MENTION, SHIPMENT, NUMBER, HISTORY, LINK, REPORT),
    *(PACKAGE_STEP, ENTRY),
)
"""Tables of the record whose rows the service that takes things in keeps by its own right."""


_REVIEWERS = (Role.OFFICER.value, Role.SUPERVISOR.value)
_AT_PORTS = (*_REVIEWERS, Role.PORT_OFFICER.value)
_KEEPERS = (Role.SUPERVISOR.value, Role.ADMINISTRATOR.value)
_ALL = (*(role.value for role in Role), INTAKE)

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
            ),
            (INTAKE,),
        ),
        LineKind.SECONDED: (*_REVIEWERS, Role.ADMINISTRATOR.value),
        LineKind.LINK_PUT: (*_REVIEWERS, INTAKE),
        LineKind.TURN_PUT: (*_REVIEWERS, INTAKE),
        LineKind.TURN_ENDED: (INTAKE,),
        LineKind.SKILLS_PUT: (Role.ADMINISTRATOR.value,),
        LineKind.MODELS_PUT: (Role.ADMINISTRATOR.value, INTAKE),
        LineKind.PACKAGE_STEP: (*_AT_PORTS, INTAKE),
        LineKind.EXAM_RESULT: _AT_PORTS,
        LineKind.HOLD_PUT: _KEEPERS,
        LineKind.HOLD_LIFTED: _KEEPERS,
        LineKind.SIGNED_IN: _ALL,
        LineKind.SIGNED_OUT: _ALL,
        **supervision_shapes.WRITERS,
    }
)


_OF_TURNS: Mapping[str, float] = MappingProxyType(
    {
        TurnKind.ASSIGNED.value: LASTS.total_seconds(),
        TurnKind.SECOND.value: LASTS.total_seconds(),
        TurnKind.BACK.value: BACK_LASTS.total_seconds(),
        TurnKind.HOLD.value: LONGEST_HOLD.total_seconds(),
        "text": LONGEST_TEXT,
    }
)
"""Seconds that turns last, a hold at most; and how long their words are at most."""


def constants() -> Mapping[str, object]:
    """Return everything that the server's functions know of the domain, by name."""
    writers = {kind.value: list(roles) for kind, roles in _BY_ROLES.items()}
    shapes = {f"shape:{kind}": shape for kind, shape in SHAPES.items()}
    purging = {
        "purgeable": [*CONTENT, *OF_FILINGS],
        "ages_nothing": [*BY_PROGRAMS, LineKind.FILE_TAKEN],
        "item_content": list(CONTENT),
        "item_ages_nothing": list(BY_PROGRAMS),
        "filing_ties": [part.value for part in TIES],
        "purge_rows": [table.name for table in DERIVED if table not in KEPT_BY_INTAKE],
    }
    return {
        "two_persons": list(TWO_PERSONS),
        "writers": writers,
        "turns": dict(_OF_TURNS),
        "skills": {"modes": sorted(Mode), "cargo": sorted(Cargo)},
        **supervision_shapes.CONSTANTS,
        **purging,
        **shapes,
    }
