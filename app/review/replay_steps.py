"""What each kind of line does to what stands on the officer's screen: a table of small functions.

Verdicts, acknowledgements, views, drafts and the screen itself count for the officer who signed;
marks, data and reports stood there whoever brought them.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from app.domain.decision import Draft, Recommendation
from app.domain.mark import Mark
from app.domain.notice import Comparison, Notice
from app.domain.replay import AsSeen, View
from app.domain.scan import ImageFile
from app.domain.shipment import Shipment
from app.domain.threat import ThreatDetectionReport, Verdict
from app.domain.work import Link
from app.record.chain import LineKind
from app.record.coding import value_of
from app.record.replaying import Told
from app.review.screen import SCREEN, TOLD

Body = Mapping[str, Any]
Change = Callable[[AsSeen, Body], AsSeen]
Key = TypeVar("Key")
Value = TypeVar("Value")


def after(state: AsSeen, told: Told, officer: str) -> AsSeen:
    """Return what stands on screen after a line.

    Parameters
    ----------
    state
        What stood there before it.
    told
        The line. Of a purged one only what is left counts.
    officer
        Account of the person who signed.
    """
    if told.body is None or not counts_for(told, officer):
        return state
    change = _EVENT_CHANGES.get(told.body["name"]) if told.kind is LineKind.EVENT_NOTED else None
    change = change or _CHANGES.get(told.kind)
    return state if change is None else change(state, told.body)


def counts_for(told: Told, officer: str) -> bool:
    """Whether a line is anything to the officer who signed."""
    return told.actor == officer or told.kind not in _OWN


_OWN = frozenset(
    {
        LineKind.VERDICT_GIVEN,
        LineKind.NOTICE_ACKNOWLEDGED,
        LineKind.VIEW_SHOWN,
        LineKind.VIEW_SEEN,
        LineKind.EVENT_NOTED,
        LineKind.DRAFT_SAVED,
    }
)
"""Kinds that count for nobody but the officer who made them."""


def _put(before: Mapping[Key, Value], key: Key, value: Value) -> Mapping[Key, Value]:
    return MappingProxyType({**before, key: value})


def _without(before: Mapping[Key, Value], key: Key) -> Mapping[Key, Value]:
    return MappingProxyType({one: value for one, value in before.items() if one != key})


def _view(body: Body) -> View:
    return body["scan_id"], body["view"]


# --- arrival -----------------------------------------------------------------------------------


def _image(state: AsSeen, body: Body) -> AsSeen:
    file = value_of(body["file"], ImageFile)
    view = (body["scan"]["scan_id"], file.view)
    return dataclasses.replace(
        state, files=_put(state.files, view, (*state.files.get(view, ()), file))
    )


def _shipment(state: AsSeen, body: Body) -> AsSeen:
    shipment = value_of(body["shipment"], Shipment)
    return dataclasses.replace(
        state, shipments=_put(state.shipments, shipment.shipment_id, shipment)
    )


def _link(state: AsSeen, body: Body) -> AsSeen:
    link = value_of(body, Link)
    key = (link.scan_id, link.shipment_id)
    return dataclasses.replace(state, links=_put(state.links, key, link))


def _report(state: AsSeen, body: Body) -> AsSeen:
    report = value_of(body, ThreatDetectionReport)
    return dataclasses.replace(state, reports=_put(state.reports, _view(body), report))


def _joined(state: AsSeen, body: Body) -> AsSeen:
    marks = dict(state.marks)
    marks.update({one["mark_id"]: value_of(one, Mark) for one in body["renumbered"]})
    return dataclasses.replace(state, marks=MappingProxyType(marks))


# --- acts --------------------------------------------------------------------------------------


def _mark_saved(state: AsSeen, body: Body) -> AsSeen:
    mark = value_of(body, Mark)
    return dataclasses.replace(
        state,
        marks=_put(state.marks, mark.mark_id, mark),
        removed=_without(state.removed, mark.mark_id),
    )


def _mark_removed(state: AsSeen, body: Body) -> AsSeen:
    name = body["mark_id"]
    if name not in state.marks:
        return state
    return dataclasses.replace(
        state,
        marks=_without(state.marks, name),
        removed=_put(state.removed, name, state.marks[name]),
    )


def _mark_restored(state: AsSeen, body: Body) -> AsSeen:
    name = body["mark_id"]
    if name not in state.removed:
        return state
    return dataclasses.replace(
        state,
        removed=_without(state.removed, name),
        marks=_put(state.marks, name, state.removed[name]),
    )


def _verdict(state: AsSeen, body: Body) -> AsSeen:
    given = Verdict(body["verdict"])
    return dataclasses.replace(state, verdicts=_put(state.verdicts, body["finding_id"], given))


def _acknowledged(state: AsSeen, body: Body) -> AsSeen:
    return dataclasses.replace(state, acknowledged=state.acknowledged | {body["key"]})


def _observed(state: AsSeen, body: Body) -> AsSeen:
    return dataclasses.replace(state, observed=_put(state.observed, body["name"], body["value"]))


def _shown(state: AsSeen, body: Body) -> AsSeen:
    view = _view(body)
    lost = state.unreadable - {view} if body["readable"] else state.unreadable | {view}
    return dataclasses.replace(state, view=view, unreadable=lost)


def _seen(state: AsSeen, body: Body) -> AsSeen:
    return dataclasses.replace(state, seen=state.seen | {_view(body)})


def _draft(state: AsSeen, body: Body) -> AsSeen:
    draft = None if body["draft"] is None else value_of(body["draft"], Draft)
    return dataclasses.replace(state, draft=draft)


def _decided(state: AsSeen, body: Body) -> AsSeen:
    return dataclasses.replace(state, draft=None, decision=value_of(body, Recommendation))


# --- events ------------------------------------------------------------------------------------


def _screen(state: AsSeen, body: Body) -> AsSeen:
    """Put what changed of a screen over what stood there; an empty word takes one away."""
    values = dict(body["values"])
    view = (values.pop("scan_id"), values.pop("view"))
    now = {**state.screens.get(view, {}), **values}
    kept = MappingProxyType({name: value for name, value in now.items() if value})
    return dataclasses.replace(state, view=view, screens=_put(state.screens, view, kept))


def _told(state: AsSeen, body: Body) -> AsSeen:
    values = body["values"]
    notices = tuple(value_of(one, Notice) for one in json.loads(values["notices"]))
    rows = tuple(value_of(one, Comparison) for one in json.loads(values["comparisons"]))
    return dataclasses.replace(state, notices=notices, comparisons=rows)


def _opened(state: AsSeen, _: Body) -> AsSeen:
    """Begin a sitting: how a screen stood in an earlier one says nothing of this."""
    return dataclasses.replace(
        state, view=None, screens=MappingProxyType({}), paused=frozenset(), notices=None
    )


def _held(state: AsSeen, body: Body) -> AsSeen:
    return dataclasses.replace(state, paused=state.paused | {body["values"]["why"]})


def _resumed(state: AsSeen, body: Body) -> AsSeen:
    return dataclasses.replace(state, paused=state.paused - {body["values"]["why"]})


_EVENT_CHANGES: Mapping[str, Change] = MappingProxyType(
    {SCREEN: _screen, TOLD: _told, "opened": _opened, "held": _held, "resumed": _resumed}
)
_CHANGES: Mapping[LineKind, Change] = MappingProxyType(
    {
        LineKind.IMAGE_ADDED: _image,
        LineKind.SHIPMENT_ADDED: _shipment,
        LineKind.LINK_PUT: _link,
        LineKind.REPORT_ADDED: _report,
        LineKind.ITEMS_JOINED: _joined,
        LineKind.MARK_SAVED: _mark_saved,
        LineKind.MARK_REMOVED: _mark_removed,
        LineKind.MARK_RESTORED: _mark_restored,
        LineKind.VERDICT_GIVEN: _verdict,
        LineKind.NOTICE_ACKNOWLEDGED: _acknowledged,
        LineKind.OBSERVED: _observed,
        LineKind.VIEW_SHOWN: _shown,
        LineKind.VIEW_SEEN: _seen,
        LineKind.DRAFT_SAVED: _draft,
        LineKind.DECIDED: _decided,
    }
)
