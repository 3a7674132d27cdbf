"""The keys of the review screen, bound to what they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from app.domain.decision import Kind
from app.domain.threat import Verdict
from app.ui.commands import bind
from app.ui.panels.tool_bar import HELD, ONCE, TURNED
from imaging.display import PRESETS

if TYPE_CHECKING:
    from app.ui.review_page import ReviewPage

WINDOW = ("darker", "brighter", "narrower", "wider")


def bind_keys(page: ReviewPage) -> None:
    """Give the page its keys. They act wherever the focus is, text fields excepted."""
    _bind_item(page)
    _bind_look(page)
    _bind_decide(page)
    # Tab walks the findings while the image has the focus; elsewhere it walks the controls.
    for holder in (page.stage, page.verdicts):
        bind(holder, "next_finding", lambda: page.verdicts.step(1))
        bind(holder, "previous_finding", lambda: page.verdicts.step(-1))


def _bind_item(page: ReviewPage) -> None:
    bind(page, "next", page.desk.next_item)
    bind(page, "view", page.stage.next_view)
    bind(page, "acknowledge", page.notices.acknowledge_first)
    bind(page, "confirm", page.declaration.confirm)
    bind(page, "agree", lambda: page.give(Verdict.AGREE))
    bind(page, "disagree", lambda: page.give(Verdict.DISAGREE))
    bind(page, "unsure", lambda: page.give(Verdict.UNSURE))
    bind(page, "retry", page.desk.retry)


def _bind_look(page: ReviewPage) -> None:
    for name in HELD:
        bind(page, name, _taker(page, name))
    for name in (*ONCE, *TURNED, *WINDOW):
        bind(page, name, _doer(page, name))
    bind(page.stage, "zoom_in", page.scan_view.zoom_in)
    bind(page.stage, "zoom_out", page.scan_view.zoom_out)
    bind(page.stage, "remove_mark", page.scan_view.remove_chosen)
    bind(page, "mark", page.tool_bar.next_shape)
    bind(page, "findings", page.stage.turn_findings)
    bind(page, "heat", page.stage.turn_heat)
    for number in range(1, len(PRESETS) + 1):
        action = QAction(page)
        action.setShortcut(QKeySequence(str(number)))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(_preset(page, number))
        page.addAction(action)


def _bind_decide(page: ReviewPage) -> None:
    bind(page, "refer", lambda: page.open_form(Kind.REFER_FOR_EXAM))
    bind(page, "release", lambda: page.open_form(Kind.RECOMMEND_RELEASE))
    bind(page, "ask", lambda: page.open_form(Kind.REQUEST_INFO))
    bind(page, "no_decision", lambda: page.open_form(Kind.NO_DECISION))
    bind(page, "amend", page.amend)
    bind(page, "search_reasons", lambda: _search(page))
    bind(page, "sign", lambda: _sign(page))


def _search(page: ReviewPage) -> None:
    if page.form_open:
        page.referral.focus_reasons()


def _sign(page: ReviewPage) -> None:
    if page.form_open and page.referral.sign.isEnabled():
        page.referral.ask_to_sign()


def _taker(page: ReviewPage, name: str) -> Callable[[], None]:
    return lambda: page.tool_bar.take(name)


def _doer(page: ReviewPage, name: str) -> Callable[[], None]:
    return lambda: page.stage.do(name)


def _preset(page: ReviewPage, number: int) -> Callable[[], None]:
    return lambda: page.stage.looks.preset(number)
