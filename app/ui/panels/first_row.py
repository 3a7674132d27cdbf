"""What is to be known before all else: why an item is here again, and what has come since."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Qt

from app.domain.decision import Kind
from app.domain.notice import Severity
from app.domain.since import ChangedShipment, NewView, SinceDecided
from app.domain.words import phrase
from app.domain.work import Item
from app.ui import tokens
from app.ui.controls import Panel, Text, column, row
from app.ui.i18n import render, tr
from app.ui.panels.changed import change_lines
from app.ui.panels.pieces import Shape
from app.ui.turn_words import whole
from app.ui.view_words import view_words

_DECIDED = {
    Kind.RECOMMEND_RELEASE: phrase("release recommended"),
    Kind.REFER_FOR_EXAM: phrase("referred for exam"),
    Kind.NO_DECISION: phrase("no decision made"),
    Kind.REQUEST_INFO: phrase("data asked for"),
}
_TOP = Qt.AlignmentFlag.AlignTop
_FINDINGS = 3
"""Titles of new findings that are named."""


@dataclasses.dataclass(frozen=True, slots=True)
class First:
    """A headline, and a line for each thing that is new."""

    head: str
    lines: tuple[str, ...] = ()
    warns: bool = False


def first_words(item: Item, account: str, now: dt.datetime) -> tuple[First, ...]:
    """Return what is to be said first of an item: what changed since it was decided, its turn."""
    found = []
    lines = tuple(_since(item))
    if item.since is not None and (lines or item.returned is None):
        found.append(First(_head(item.since), lines, warns=True))
    turn = whole(item.turn, account, now)
    return (*found, First(turn)) if turn else tuple(found)


def _head(since: SinceDecided) -> str:
    return tr(
        "Decide again: {who} at {time}, {what}. Since then:",
        who=since.officer,
        time=since.at.astimezone().strftime("%m-%d %H:%M"),
        what=tr(_DECIDED[since.kind]),
    )


def _since(item: Item) -> Iterator[str]:
    since = item.since
    if since is None:
        return
    for shipment in since.shipments:
        yield from _shipment(shipment, named=len(item.shipments) > 1)
    for view in since.views:
        yield _view(view)
    if since.findings:
        titles = "; ".join(render(one) for one in since.findings[:_FINDINGS])
        count = len(since.findings)
        if count == 1:
            yield tr("1 new finding: {titles}", titles=titles)
        else:
            yield tr("{count} new findings: {titles}", count=count, titles=titles)


def _shipment(changed: ChangedShipment, *, named: bool) -> Iterator[str]:
    name = changed.shipment_id
    if changed.new:
        yield tr("{shipment} is new here", shipment=name)
    elif changed.gone:
        yield tr("{shipment} was deleted", shipment=name)
    else:
        for line in change_lines(changed.changes):
            yield tr("{shipment}  {change}", shipment=name, change=line) if named else line


def _view(view: NewView) -> str:
    values = {"object": view.object_id, "view": view_words(view.view)}
    if view.images == 1:
        return tr("{object}: 1 new image, view {view}", **values)
    return tr("{object}: {count} new images, view {view}", count=view.images, **values)


class FirstRow(Panel):
    """One of these sentences above the notices; it asks for no answer."""

    def __init__(self, first: First) -> None:
        super().__init__("amber" if first.warns else "raised", name="first-row")
        line = row(margins=(8, 6, 8, 6), gap=8)
        self.setLayout(line)
        shape = Shape(Severity.WARNING if first.warns else Severity.NOTE, tokens.SEVERITY)
        line.addWidget(shape)
        line.setAlignment(shape, _TOP)
        words = column(gap=2)
        head = Text(first.head, "body", wrap=True).styled(weight=600)
        words.addWidget(head)
        for one in first.lines:
            words.addWidget(Text(one, "body", wrap=True))
        line.addLayout(words, 1)
        self.setAccessibleName("\n".join((first.head, *first.lines)))
