"""Why a command of the review or the queue cannot act now, in one sentence for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.decision import Kind
from app.domain.notice import Severity
from app.ui.commands import COMMANDS, LOOK, MARK, CommandAction
from app.ui.i18n import render, tr
from app.ui.panels.line_words import claim_words

if TYPE_CHECKING:
    from app.ui.queue_page import QueuePage
    from app.ui.review_page import ReviewPage

Why = Callable[[], str]
"""A sentence; empty when nothing stands in the way."""

_FINDINGS = ("agree", "disagree", "unsure", "next_finding", "previous_finding")
_MARKING = ("mark", "mark_note", "mark_measure", "undo", "redo")
"""What changes marks; measuring goes on when an item is decided."""
_FORMS = {
    "refer": Kind.REFER_FOR_EXAM,
    "ask": Kind.REQUEST_INFO,
    "no_decision": Kind.NO_DECISION,
}


def tell_whys(page: QWidget, whys: Mapping[str, Why]) -> None:
    """Give the actions of a page their sentences, those that have one already excepted."""
    for action in page.findChildren(CommandAction):
        name = action.objectName()
        if name in whys and not action.explained:
            action.set_why(whys[name])


def review_whys(page: ReviewPage) -> dict[str, Why]:
    """Return what may stand in the way of each command of the review."""
    found: dict[str, Why] = {
        name: (lambda: _no_picture(page)) for name, one in COMMANDS.items() if one.where == LOOK
    }
    found |= {
        name: (lambda: _read_only(page) or _no_picture(page))
        for name, one in COMMANDS.items()
        if one.where == MARK
    }
    found |= {name: (lambda: _no_marking(page) or _no_picture(page)) for name in _MARKING}
    found |= {name: (lambda: _no_findings(page)) for name in _FINDINGS}
    found |= {name: _form(page, kind) for name, kind in _FORMS.items()}
    return found | {
        "next": lambda: _nothing_waits(page),
        "view": lambda: _one_view(page),
        "acknowledge": lambda: _no_notice(page),
        "confirm": lambda: _no_link(page),
        "take_over": lambda: _not_to_be_taken(page),
        "colour": lambda: _no_picture(page) or _one_energy(page),
        "ruler": lambda: _no_picture(page),
        "release": lambda: _release(page),
        "sign": lambda: _not_to_be_signed(page),
        "search_reasons": lambda: _no_form(page),
        "amend": lambda: _not_signed(page),
        "retry": lambda: _all_saved(page),
        "remove_mark": lambda: _no_marking(page) or _no_mark(page),
    }


def queue_whys(page: QueuePage) -> dict[str, Why]:
    """Return what may stand in the way of each command of the queue."""
    return {
        "next": lambda: "" if page.due is not None else page.why_no_next(),
        "open": lambda: "" if page.table.chosen is not None else tr("Choose a line first."),
        "hand_back": lambda: _not_mine(page),
    }


def _no_picture(page: ReviewPage) -> str:
    return "" if page.stage.pictured else tr("The image is not here.")


def _one_energy(page: ReviewPage) -> str:
    picture = page.stage.radiograph
    return tr("One energy: no material") if picture is not None and not picture.dual else ""


def _read_only(page: ReviewPage) -> str:
    shown = page.desk.review.shown
    if shown is None:
        return tr("Open an item first.")
    return render(shown.read_only) if shown.read_only is not None else ""


def _no_marking(page: ReviewPage) -> str:
    signed = page.desk.review.signed_since
    return _read_only(page) or (tr("The item is decided; amend what was signed.") if signed else "")


def _no_findings(page: ReviewPage) -> str:
    shown = page.desk.review.shown
    return "" if shown is not None and shown.findings else tr("The model has no findings here.")


def _no_mark(page: ReviewPage) -> str:
    return "" if page.scan_view.book.selected is not None else tr("Choose a mark first.")


def _nothing_waits(page: ReviewPage) -> str:
    waits = any(map(page.desk.gives, page.desk.lines))
    return "" if waits else claim_words(page.desk.line.standing) or tr("Nothing waits.")


def _one_view(page: ReviewPage) -> str:
    shown = page.desk.review.shown
    return "" if shown is not None and len(shown.keys) > 1 else tr("This item has one view.")


def _no_notice(page: ReviewPage) -> str:
    shown = page.desk.review.shown
    waits = shown is not None and any(
        one.key in shown.open_keys and one.severity is Severity.WARNING for one in shown.notices
    )
    return _read_only(page) or ("" if waits else tr("No warning waits to be acknowledged."))


def _no_link(page: ReviewPage) -> str:
    can = page.declaration.can_confirm
    return _read_only(page) or ("" if can else tr("No link waits to be confirmed."))


def _not_to_be_taken(page: ReviewPage) -> str:
    why = page.desk.why_not_take_over()
    return "" if why is None else render(why)


def _form(page: ReviewPage, kind: Kind) -> Why:
    def why() -> str:
        free = tr("The item is decided; amend what was signed.")
        return _read_only(page) or ("" if page.decision.can(kind) else free)

    return why


def _release(page: ReviewPage) -> str:
    shown = page.desk.review.shown
    if shown is not None and shown.release_waits_for and not _read_only(page):
        return tr("Waits: {what}", what=render(shown.release_waits_for[0].sentence))
    return _form(page, Kind.RECOMMEND_RELEASE)()


def _not_to_be_signed(page: ReviewPage) -> str:
    if page.side.paper_open or page.side.passing_open:
        return ""
    if page.looking.alone is not None and not page.form_open:
        return page.looking.why_not()
    return _no_form(page) or _not_complete(page)


def _no_form(page: ReviewPage) -> str:
    return "" if page.form_open else tr("Open a decision form first.")


def _not_complete(page: ReviewPage) -> str:
    return "" if page.referral.sign.isEnabled() else tr("Something is missing in the form.")


def _not_signed(page: ReviewPage) -> str:
    shown = page.desk.review.shown
    signed = shown is not None and shown.item.decisions
    return "" if signed and not page.form_open else tr("Nothing is signed yet.")


def _all_saved(page: ReviewPage) -> str:
    waits = page.desk.outbox.pending or page.desk.pictures.waits
    return "" if waits else tr("Everything is saved.")


def _not_mine(page: QueuePage) -> str:
    line = page.table.chosen
    mine = line is not None and line.claimed_by == page.model.account
    return "" if mine else tr("The chosen line is not yours.")
