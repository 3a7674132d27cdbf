"""What the top bar says of the line to the record: calm, short, and never left out."""

from __future__ import annotations

import datetime as dt

from app.domain.late import LineState, Standing
from app.domain.words import phrase
from app.ui.commands import keys
from app.ui.i18n import tr
from app.ui.keycap import cap_words

_ALONE = phrase("Working alone since {time}")
_ALONE_SEND = phrase("Working alone since {time}, {count} to send")
_SENDING = phrase("Sending, {count} left")
_CONFIRM = phrase("On line, {count} to confirm")
_REFUSED = phrase("On line, {count} refused")
_ALONE_TIP = phrase(
    "The line to the record is cut. What you do is kept here, locked, and sent when it is back; "
    "nothing can be claimed meanwhile. {key} shows what waits."
)
_NO_CLAIM = phrase("Working alone: nothing can be claimed.")
_LEAVE_ITEM = phrase("The item goes back to the queue.")
_STAYS_YOURS = phrase(
    "The line to the record is cut: the item stays yours until its time is over and somebody else "
    "takes it."
)
_STAYS_HERE = phrase(
    "To be sent: {count}. That stays on this machine, locked, and is sent when you sign in here "
    "again."
)
_NOTHING_ALONE = phrase(
    "The line to the record has been cut since {time}. You have done nothing since that is to be "
    "sent. What you do from now on is kept here and stands in this place until it is on record."
)
_NOTHING_SENDING = phrase("Everything was sent. The record is asked what has changed meanwhile.")
_WAITS_TIP = phrase("{key} shows what waits.")


def line_words(standing: Standing) -> str:
    """Return how one stands, in a few words."""
    if standing.state is LineState.ALONE:
        told = _ALONE_SEND if standing.to_send else _ALONE
        return tr(told, time=_clock(standing.since), count=standing.to_send)
    if standing.state is LineState.SENDING:
        return tr(_SENDING, count=standing.to_send)
    return _on_line(standing)


def _on_line(standing: Standing) -> str:
    if standing.refused:
        return tr(_REFUSED, count=standing.refused)
    if standing.to_confirm:
        return tr(_CONFIRM, count=standing.to_confirm)
    return tr("On line")


def line_tip(standing: Standing) -> str:
    """Return what it means and what to do."""
    key = cap_words(keys("waiting"))
    if standing.state is LineState.ALONE:
        return tr(_ALONE_TIP, key=key)
    return tr(_WAITS_TIP, key=key) if standing != Standing() else ""


def claim_words(standing: Standing) -> str:
    """Return why nothing can be claimed now, in a few words; empty on line."""
    return tr(_NO_CLAIM) if standing.state is not LineState.ON_LINE else ""


def leave_words(standing: Standing, *, item: bool) -> str:
    """Return what becomes of things when one signs out now.

    Parameters
    ----------
    item
        Whether an item that is hers lies on the desk.
    """
    if standing.state is LineState.ON_LINE:
        return tr(_LEAVE_ITEM) if item else ""
    told = (tr(_STAYS_YOURS) if item else "", _left_here(standing))
    return " ".join(filter(None, told))


def _left_here(standing: Standing) -> str:
    return tr(_STAYS_HERE, count=standing.to_send) if standing.to_send else ""


def nothing_words(standing: Standing) -> str:
    """Return what is to be said where nothing waits."""
    if standing.state is LineState.ALONE:
        return tr(_NOTHING_ALONE, time=_clock(standing.since))
    if standing.state is LineState.SENDING:
        return tr(_NOTHING_SENDING)
    return tr("Nothing waits. Everything is on record.")


def line_look(standing: Standing) -> tuple[str, str]:
    """Return icon and tone."""
    if standing.state is LineState.ALONE:
        return "cloud-slash", "text"
    if standing.state is LineState.SENDING:
        return "cloud-arrow-up", "text"
    if standing.refused or standing.to_confirm:
        return "warning", "amber"
    return "cloud-check", "text2"


def _clock(at: dt.datetime | None) -> str:
    return "" if at is None else at.astimezone().strftime("%H:%M")
