"""The keys of the review screen, bound to what they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from app.domain.decision import Kind
from app.domain.threat import Verdict
from app.ui.commands import bind, offer
from app.ui.hand_keys import bind_hands
from app.ui.i18n import tr
from app.ui.look_book import MOST_PRESETS
from app.ui.look_steps import TWO_ENERGIES
from app.ui.panels.tool_bar import HELD, ONCE

if TYPE_CHECKING:
    from app.ui.review_page import ReviewPage


def bind_keys(page: ReviewPage) -> None:
    """Give the page its keys. They act wherever the focus is, text fields excepted."""
    _bind_item(page)
    _bind_shipment(page)
    _bind_look(page)
    _bind_decide(page)
    _bind_compare(page)
    # Tab walks the findings while the image has the focus; elsewhere it walks the controls.
    for holder in (page.scan_view, page.verdicts):
        bind(holder, "next_finding", lambda: page.verdicts.step(1))
        bind(holder, "previous_finding", lambda: page.verdicts.step(-1))


def _bind_item(page: ReviewPage) -> None:
    bind(page, "next", page.units.next)
    bind(page, "view", page.stage.next_view)
    units = page.units
    bind(page, "previous_unit", lambda: units.step(-1), units.refusal)
    bind(page, "next_unit", lambda: units.step(1), units.refusal)
    bind(page, "first_unit", lambda: units.end(last=False), units.refusal)
    bind(page, "last_unit", lambda: units.end(last=True), units.refusal)
    bind(page, "acknowledge", page.acknowledge)
    bind(page, "notice_place", page.notices.show_next_place)
    bind(page, "compare_place", page.compare.show_next_place)
    bind(page, "confirm", page.declaration.confirm)
    bind(page, "take_over", page.desk.take_over)
    bind(page, "links", page.turn_links)
    bind(page, "agree", lambda: page.give(Verdict.AGREE))
    bind(page, "disagree", lambda: page.give(Verdict.DISAGREE))
    bind(page, "unsure", lambda: page.give(Verdict.UNSURE))
    bind(page, "retry", page.desk.retry)


def _bind_shipment(page: ReviewPage) -> None:
    whole = page.whole
    bind(page, "shipment", whole.turn, whole.why_not)
    bind(page, "version", whole.turn_version, whole.why_not)
    bind(page, "by_equipment", whole.turn_equipment, whole.why_not)
    bind(page, "message", whole.ask_chosen, whole.why_not)
    bind(page, "paper", page.papering.turn, page.papering.why_not)
    bind(page, "next_occurrence", lambda: whole.step_occurrence(1), whole.why_no_message)
    bind(page, "previous_occurrence", lambda: whole.step_occurrence(-1), whole.why_no_message)


def _bind_look(page: ReviewPage) -> None:
    for name in HELD:
        bind(page, name, _taker(page, name))
    for name in ONCE:
        bind(page, name, _doer(page, name))
    for name in page.stage.looks.commands():
        if name not in ONCE:
            bind(page, name, _doer(page, name), _one_energy(page, name))
    bind_hands(page)
    bind(page.stage, "zoom_in", page.scan_view.zoom_in)
    bind(page.stage, "zoom_out", page.scan_view.zoom_out)
    bind(page.stage, "remove_mark", page.scan_view.remove_chosen)
    bind(page.stage, "mark_note", page.scan_view.edit_chosen)
    bind(page.stage, "undo", page.scan_view.book.undo)
    bind(page.stage, "redo", page.scan_view.book.redo)
    bind(page, "mark", page.tool_bar.next_shape)
    bind(page, "findings", page.stage.turn_findings)
    bind(page, "overview", page.stage.under_image.turn_overview)
    offer(page.stage, "bare", page.scan_view.bare_once)
    bind(page, "remember_layout", page.hanger.remember)
    bind(page, "heat", page.stage.turn_heat)
    estimating = page.estimating
    bind(page, "without", estimating.turn_without, estimating.why_not_without)
    bind(page, "blind", estimating.turn_blind, estimating.why_not_blind)
    bind(page, "blind_material", estimating.next_material, estimating.why_no_map)
    bind(page, "borrow_marks", page.borrowing.choose, page.borrowing.why_not)
    bind(page, "borrowed", page.borrowing.turn, page.borrowing.why_none)
    for number in range(1, MOST_PRESETS + 1):
        _on_digit(page, str(number), _preset(page, number))
        _on_digit(page, f"Ctrl+{number}", _keeper(page, number))


def _on_digit(page: ReviewPage, keys: str, act: Callable[[], None]) -> None:
    action = QAction(page)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(act)
    page.addAction(action)


def _bind_decide(page: ReviewPage) -> None:
    bind(page, "refer", lambda: page.deciding.open_form(Kind.REFER_FOR_EXAM))
    bind(page, "release", lambda: page.deciding.open_form(Kind.RECOMMEND_RELEASE))
    bind(page, "ask", lambda: page.deciding.open_form(Kind.REQUEST_INFO))
    bind(page, "no_decision", lambda: page.deciding.open_form(Kind.NO_DECISION))
    bind(page, "amend", page.deciding.amend)
    bind(page, "search_reasons", lambda: _search(page))
    bind(page, "sign", lambda: _sign(page))


def _bind_compare(page: ReviewPage) -> None:
    comparing = page.comparing
    bind(page, "compare", comparing.turn, comparing.why_not)
    bind(page, "next_reference", comparing.step, comparing.why_not)
    bind(page, "compare_with", comparing.next_aim, comparing.why_not)
    bind(page, "difference", comparing.turn_difference, comparing.why_no_difference)


def _search(page: ReviewPage) -> None:
    if page.form_open:
        page.referral.focus_reasons()


def _sign(page: ReviewPage) -> None:
    if page.side.paper_open:
        page.papering.file()
    elif page.side.passing_open:
        page.side.passing.send()
    elif page.form_open and page.referral.sign.isEnabled():
        page.referral.ask_to_sign()
    elif not page.form_open:
        page.looking.confirm()


def _taker(page: ReviewPage, name: str) -> Callable[[], None]:
    return lambda: page.tool_bar.take(name)


def _doer(page: ReviewPage, name: str) -> Callable[[], None]:
    return lambda: page.stage.do(name)


def _preset(page: ReviewPage, number: int) -> Callable[[], None]:
    return lambda: page.stage.looks.preset(number)


def _keeper(page: ReviewPage, number: int) -> Callable[[], None]:
    return lambda: page.stage.looks.keep_preset(number)


def _one_energy(page: ReviewPage, name: str) -> Callable[[], str]:
    """Why a command of the look cannot act now."""

    def why() -> str:
        held = name in TWO_ENERGIES and not page.stage.looks.dual
        return tr("One energy: no material") if held else ""

    return why
