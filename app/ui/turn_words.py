"""What is said of an item's turn: short in the table, whole beside it."""

from __future__ import annotations

import datetime as dt

from app.domain.shipment import Mode
from app.domain.skills import Cargo
from app.domain.turn import Turn, TurnEnd, TurnKind
from app.domain.words import phrase
from app.domain.work import QueueLine
from app.ui.i18n import tr
from app.ui.i18n.formats import minutes_left
from app.ui.shipment.moved import MODE_WORDS

CARGO_WORDS = {
    Cargo.DANGEROUS: phrase("dangerous goods"),
    Cargo.CONSOLIDATED: phrase("consolidated cargo"),
}

HANDED_BACK = phrase("{item} is back in the queue; others are given it first.")


def skill_words(lacking: tuple[Mode | Cargo, ...]) -> str:
    """Return what an item asks and a person is not trained for."""
    named = [tr(CARGO_WORDS[one] if isinstance(one, Cargo) else MODE_WORDS[one]) for one in lacking]
    return ", ".join(named)


def brief(line: QueueLine, account: str, now: dt.datetime) -> str:
    """Return a word or two for the table; empty when the item simply waits."""
    if line.lacking:
        return tr("Beyond your training")
    turn = line.turn
    if turn is not None and turn.ended is TurnEnd.NEWS:
        return tr("New data came")
    if turn is None or turn.ended is not None:
        return tr("Put back by you") if line.left else ""
    return _brief_hold(turn, now) if turn.kind is TurnKind.HOLD else _brief_of(turn, account)


def _brief_hold(turn: Turn, now: dt.datetime) -> str:
    late = turn.overdue(now)
    return tr("Answer overdue") if late else tr("On hold, {time}", time=_left(turn, now))


def _brief_of(turn: Turn, account: str) -> str:
    if turn.kind is TurnKind.BACK:
        return tr("Back from {who}", who=turn.by)
    if turn.meant_for(account):
        return tr("For you, from {who}", who=turn.by)
    if turn.to:
        return tr("For {who}", who=turn.to)
    return tr("Second reader wanted")


def whole(turn: Turn | None, account: str, now: dt.datetime) -> str:
    """Return all that was said of a turn; empty when there is nothing to know any more."""
    if turn is None or turn.ended in (TurnEnd.HANDED_BACK, TurnEnd.JOINED):
        return ""
    if turn.kind is TurnKind.HOLD:
        return _whole_hold(turn, now)
    who, time = turn.by, _clock(turn.at)
    if turn.kind is TurnKind.BACK:
        said = tr("{who} handed this back at {time}.", who=who, time=time)
    elif turn.kind is TurnKind.SECOND:
        said = tr("{who} asked for a second reader at {time}.", who=who, time=time)
    elif turn.to == account:
        said = tr("{who} assigned this to you at {time}.", who=who, time=time)
    else:
        said = tr("{who} assigned this to {to} at {time}.", who=who, to=turn.to, time=time)
    return f"{said} {_quoted(turn.text)}".rstrip()


def _whole_hold(turn: Turn, now: dt.datetime) -> str:
    asked = tr(
        "{who} asked {whom} at {time}:", who=turn.by, whom=turn.asked_of, time=_clock(turn.at)
    )
    came = ""
    if turn.ended is TurnEnd.NEWS:
        came = _came(turn)
    elif turn.overdue(now):
        came = tr("No answer by {time}.", time=_clock(turn.until))
    elif turn.ended is None:
        came = tr("On hold until {time}.", time=_clock(turn.until))
    return f"{asked} {_quoted(turn.text)} {came}".rstrip()


def _came(turn: Turn) -> str:
    named = list(turn.shipments)
    if turn.images:
        some = tr("{count} images", count=turn.images)
        named.append(tr("1 image") if turn.images == 1 else some)
    return tr("New since then: {what}.", what=", ".join(named))


def _quoted(text: str) -> str:
    return tr("“{text}”", text=text) if text else ""


def _clock(at: dt.datetime) -> str:
    return at.astimezone().strftime("%H:%M")


def _left(turn: Turn, now: dt.datetime) -> str:
    return minutes_left(turn.until, now)
