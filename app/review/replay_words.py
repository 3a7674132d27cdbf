"""Each step of a replay in words: what the officer saw change, or did."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.domain.replay import AsSeen, StepKind
from app.domain.threat import ScreeningState, Verdict
from app.domain.words import Sentence, phrase, say
from app.record.chain import LineKind
from app.record.replaying import Told
from app.review.replay_steps import counts_for
from app.review.screen import DISPLAY, SCREEN, TOLD

Body = Mapping[str, Any]
Word = Callable[[AsSeen, Body], tuple[StepKind, Sentence]]
"""What a step is about and what it says, given what stood on screen before it."""

_VERDICTS = {
    Verdict.AGREE: phrase("M{number}: agree"),
    Verdict.DISAGREE: phrase("M{number}: disagree"),
    Verdict.UNSURE: phrase("M{number}: unsure"),
}
_REPORTS = {
    ScreeningState.FLAGGED: phrase("Model on view {view}: {count} findings"),
    ScreeningState.NOTHING_FLAGGED: phrase("Model on view {view}: nothing flagged"),
    ScreeningState.UNKNOWN: phrase("Model on view {view}: unknown"),
}
_EVENTS = {
    "opened": (StepKind.PICTURE, phrase("Item opened")),
    "first_paint": (StepKind.PICTURE, phrase("First picture on screen")),
    "first_judgement": (StepKind.JUDGEMENT, phrase("First own act")),
    "link_confirmed": (StepKind.DATA, phrase("Link confirmed: {shipment}")),
    "link_broken": (StepKind.DATA, phrase("Link broken: {shipment}")),
    "mark_not_recorded": (StepKind.JUDGEMENT, phrase("A mark was not recorded")),
    "tool": (StepKind.TOOL, phrase("Tool: {name}")),
    "held": (StepKind.PAUSE, phrase("Clock held: {why}")),
    "resumed": (StepKind.PAUSE, phrase("Clock runs again")),
}
_TOOL_WORDS = {
    "loupe": phrase("Loupe"),
    "level": phrase("Level"),
    "region": phrase("Region: mass and material"),
    "profile": phrase("Profile along a line"),
    "ruler": phrase("Ruler"),
    "angle": phrase("Angle"),
    "pan": phrase("Pan"),
    "zoom": phrase("Zoom"),
}
_WHYS = {"lock": phrase("locked"), "idle": phrase("no sign of life"), "pause": phrase("pause")}


def words(state: AsSeen, told: Told, officer: str) -> tuple[StepKind, Sentence] | None:
    """Return what a line is as a step; None when the officer saw nothing of it.

    `state` is what stood on screen before the line.
    """
    if not counts_for(told, officer):
        return None
    if told.body is None:
        return StepKind.PAUSE, say("What happened here was purged after its time")
    if told.kind is LineKind.EVENT_NOTED:
        return _event_words(state, told.body)
    word = _WORDS.get(told.kind)
    return None if word is None else word(state, told.body)


def _event_words(state: AsSeen, body: Body) -> tuple[StepKind, Sentence]:
    name, values = body["name"], body["values"]
    if name == SCREEN:
        return _screen_words(state, values)
    if name == TOLD:
        count = len(json.loads(values["notices"]))
        return StepKind.NOTICE, say("Notices on screen: {count}", count=count)
    if name not in _EVENTS:
        return StepKind.TOOL, say("Noted: {name}", name=name)
    kind, text = _EVENTS[name]
    told = dict(values)
    if name == "tool":
        told["name"] = _TOOL_WORDS.get(values["name"], values["name"])
    if name == "held":
        told["why"] = _WHYS.get(values["why"], values["why"])
    return kind, say(text, **{f: told[f] for f in ("name", "why", "shipment") if f in told})


def _screen_words(state: AsSeen, values: Mapping[str, str]) -> tuple[StepKind, Sentence]:
    view = (values["scan_id"], values["view"])
    if state.view != view or not state.screens.get(view):
        return StepKind.PICTURE, say("View {view} on screen", view=view[1])
    changed = frozenset(values) - {"scan_id", "view"}
    if changed & DISPLAY:
        return StepKind.DISPLAY, say("Display changed")
    for name, text in _SCREEN_WORDS.items():
        if name in changed:
            return StepKind.DISPLAY, say(text[values[name] not in ("", "off")])
    return StepKind.PICTURE, say("Picture moved")


_SCREEN_WORDS = {
    "findings": (phrase("Findings hidden"), phrase("Findings shown")),
    "heat": (phrase("Heat map hidden"), phrase("Heat map shown")),
    "bare": (phrase("All layers back"), phrase("Bare image")),
    "altered": (
        phrase("Stored picture back"),
        phrase("Altered picture in place of the stored one"),
    ),
    "blind": (phrase("Blind spots hidden"), phrase("Blind spots shown")),
    "loupe": (phrase("Loupe put down"), phrase("Loupe taken up")),
    "beside": (phrase("Second picture taken away"), phrase("A second picture beside it")),
    "finding": (phrase("No finding chosen"), phrase("A finding chosen")),
    "mark": (phrase("No mark chosen"), phrase("A mark chosen")),
}
"""By what changed: taken away, put there."""


def _mark_words(text: str) -> Word:
    def word(state: AsSeen, body: Body) -> tuple[StepKind, Sentence]:
        mark = state.marks.get(body["mark_id"]) or state.removed.get(body["mark_id"])
        number = body.get("number", mark.number if mark is not None else "?")
        return StepKind.JUDGEMENT, say(text, number=number)

    return word


def _saved_words(state: AsSeen, body: Body) -> tuple[StepKind, Sentence]:
    known = body["mark_id"] in state.marks
    text = phrase("Mark {number} changed") if known else phrase("Mark {number} drawn")
    return StepKind.JUDGEMENT, say(text, number=body["number"])


def _verdict_words(_: AsSeen, body: Body) -> tuple[StepKind, Sentence]:
    number = str(body["finding_id"]).rpartition("/")[2]
    return StepKind.JUDGEMENT, say(_VERDICTS[Verdict(body["verdict"])], number=number)


def _report_words(_: AsSeen, body: Body) -> tuple[StepKind, Sentence]:
    text = _REPORTS[ScreeningState(body["state"])]
    return StepKind.MODEL, say(text, view=body["view"], count=len(body["findings"]))


def _shipment_words(_: AsSeen, body: Body) -> tuple[StepKind, Sentence]:
    shipment = body["shipment"]
    values = {"shipment": shipment["shipment_id"], "version": shipment["version"]}
    return StepKind.DATA, say("Data of {shipment}: version {version} came", **values)


def _shown_words(_: AsSeen, body: Body) -> tuple[StepKind, Sentence]:
    text = phrase("View {view} stood on screen whole")
    if not body["readable"]:
        text = phrase("View {view} cannot be shown, and the officer was told why")
    return StepKind.PICTURE, say(text, view=body["view"])


def _draft_words(_: AsSeen, body: Body) -> tuple[StepKind, Sentence]:
    gone = body["draft"] is None
    return StepKind.DECISION, say("Form thrown away" if gone else "Form filled in")


def _plain(kind: StepKind, text: str, *fields: str) -> Word:
    return lambda _, body: (kind, say(text, **{name: body[name] for name in fields}))


_WORDS: Mapping[LineKind, Word] = MappingProxyType(
    {
        LineKind.IMAGE_ADDED: lambda _, body: (
            StepKind.PICTURE,
            say("More of view {view} arrived", view=body["file"]["view"]),
        ),
        LineKind.SHIPMENT_ADDED: _shipment_words,
        LineKind.LINK_PUT: _plain(
            StepKind.DATA,
            phrase("Link to {shipment_id}: {link_class}"),
            "shipment_id",
            "link_class",
        ),
        LineKind.REPORT_ADDED: _report_words,
        LineKind.ITEMS_JOINED: _plain(StepKind.DATA, phrase("Another scan joined the item")),
        LineKind.MARK_SAVED: _saved_words,
        LineKind.MARK_REMOVED: _mark_words(phrase("Mark {number} taken away")),
        LineKind.MARK_RESTORED: _mark_words(phrase("Mark {number} put back")),
        LineKind.VERDICT_GIVEN: _verdict_words,
        LineKind.NOTICE_ACKNOWLEDGED: lambda _, body: (
            StepKind.NOTICE,
            say("Notice acknowledged: {rule}", rule=str(body["key"]).partition(":")[0]),
        ),
        LineKind.OBSERVED: _plain(StepKind.DATA, phrase("Noted of the item: {value}"), "value"),
        LineKind.VIEW_SHOWN: _shown_words,
        LineKind.VIEW_SEEN: _plain(StepKind.PICTURE, phrase("View {view} seen to the end"), "view"),
        LineKind.DRAFT_SAVED: _draft_words,
        LineKind.DECIDED: lambda *_: (StepKind.DECISION, say("Signed")),
    }
)
