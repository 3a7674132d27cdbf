"""What people try with turns, holds and skills who are signed in at the server with plain SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.domain.turn import BACK_LASTS, LASTS, LONGEST_TEXT, Turn, TurnEnd, TurnKind
from app.record.coding import plain
from tests.services.agency import said
from tests.services.attacks import DENIED, NOTHING, Attack, Stage, Try, each, raw

_ASSIGNED, _SECOND, _HOLD, _BACK = (
    TurnKind.ASSIGNED,
    TurnKind.SECOND,
    TurnKind.HOLD,
    TurnKind.BACK,
)
_LASTS = {_ASSIGNED: LASTS, _SECOND: LASTS, _HOLD: LASTS, _BACK: BACK_LASTS}


def turn_of(item: str, by: str, kind: TurnKind, **changed: object) -> Turn:
    """Return a turn as the program would put it now, with something in it changed."""
    now = dt.datetime.now(dt.UTC)
    values = {"by": by, "at": now, "until": now + _LASTS[kind], "text": "So?", **changed}
    return Turn(item, kind, **values)


def put(which: str, kind: TurnKind, *, known: tuple[str, ...] = (), **changed: object) -> Try:
    """Put an item's turn."""

    def tried(stage: Stage) -> object:
        turn = turn_of(stage.items[which], **{"by": stage.login, "kind": kind, **changed})
        return stage.write("turn_put", which, {"turn": plain(turn), "known": list(known)})

    return tried


def _from_now(**passed: float) -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(**passed)


def _later(which: str, kind: TurnKind, **passed: float) -> Try:
    """Put a turn that lasts until some time from now."""
    return put(which, kind, until=_from_now(**passed), asked_of="x")


def _long_ago(stage: Stage) -> object:
    then = _from_now(hours=-2)
    turn = turn_of(stage.items["mine"], stage.login, _SECOND, at=then, until=then + LASTS)
    return stage.write("turn_put", "mine", {"turn": plain(turn), "known": []})


_TRAINED = said({"modes": ["air"], "cargo": []})
_ENDED = said({"images": 0, "shipments": [], "why": "claimed"})


def on_turns() -> Iterator[Attack]:
    """Yield the attempts."""
    yield from (Attack("officer", *rest) for rest in _BY_OFFICER)
    yield from (Attack(*one) for one in _BY_OTHERS)


_BY_OFFICER: tuple[tuple[str, Try, str], ...] = (
    ("assigns an item", put("waiting", _ASSIGNED, to="singh"), "no_assigner"),
    ("passes her item on in a colleague's name", put("mine", _SECOND, by="singh"), "not_yours"),
    ("passes on what a colleague has", put("held", _SECOND), "lost"),
    ("passes on what nobody gave her", put("waiting", _SECOND), "not_claimed"),
    ("passes on an item of another port", put("elsewhere", _SECOND), "no_item"),
    ("hands back with a reason what a colleague has", put("held", _BACK), "lost"),
    ("puts on hold what nobody gave her", put("waiting", _HOLD, asked_of="x"), "not_claimed"),
    ("puts an item on hold for a year", _later("mine", _HOLD, days=365), "turn_time"),
    ("puts an item on hold until before now", _later("mine", _HOLD, hours=-1), "turn_time"),
    ("keeps an item from others for a day", _later("mine", _BACK, days=1), "turn_time"),
    ("asks for a second reader two hours ago", _long_ago, "turn_time"),
    ("asks a person who reviews nothing", put("mine", _SECOND, to="evans"), "no_reviewer"),
    ("is her own second reader", put("mine", _SECOND, to="tremblay"), "oneself"),
    ("asks for a second reader without a word", put("mine", _SECOND, text=" \t"), "no_words"),
    ("asks nobody what she holds for", put("mine", _HOLD, asked_of=" "), "no_question"),
    (
        "writes a reason without end",
        put("mine", _BACK, text="x" * (LONGEST_TEXT + 1)),
        "text_too_long",
    ),
    (
        "holds so that what is there counts as news",
        put("mine", _HOLD, asked_of="x", known=("nothing",)),
        "data_changed",
    ),
    (
        "puts a turn that has ended",
        put("mine", _SECOND, ended=TurnEnd.CLAIMED),
        "shape",
    ),
    ("hands back to somebody by name", put("mine", _BACK, to="singh"), "shape"),
    ("says that a turn has ended", raw("turn_ended", "meant", _ENDED), "role"),
    ("claims what was passed on to a colleague", "SELECT claim('{meant}')", "meant"),
    ("claims what she is not trained for", "SELECT claim('{dangerous}')", "beyond"),
    ("says what she is trained for", raw("skills_put", "tremblay", _TRAINED), "role"),
    (
        "reads whose turn it is at another port",
        "SELECT * FROM turn WHERE item_id = '{elsewhere}'",
        NOTHING,
    ),
    (
        "reads what a colleague is trained for",
        "SELECT * FROM skill WHERE account <> 'tremblay'",
        NOTHING,
    ),
)

_BY_OTHERS: tuple[tuple[str, str, Try, str], ...] = (
    (
        "supervisor",
        "assigns an item of another port",
        put("elsewhere", _ASSIGNED, to="singh"),
        "no_item",
    ),
    (
        "supervisor",
        "assigns to who reviews nothing",
        put("waiting", _ASSIGNED, to="dubois"),
        "no_reviewer",
    ),
    (
        "supervisor",
        "assigns to who is not trained for it",
        put("dangerous", _ASSIGNED, to="tremblay"),
        "beyond",
    ),
    (
        "supervisor",
        "assigns what is decided",
        put("decided", _ASSIGNED, to="singh"),
        "decided_already",
    ),
    (
        "supervisor",
        "puts on hold what an officer has",
        put("held", _HOLD, asked_of="x"),
        "lost",
    ),
    (
        "supervisor",
        "says what an officer is trained for",
        raw("skills_put", "singh", _TRAINED),
        "role",
    ),
    ("evaluator", "passes an item on", raw("turn_put", "waiting", said({})), "role"),
    (
        "evaluator",
        "reads whose turn it is, or who is trained for what",
        each("SELECT * FROM turn", "SELECT * FROM skill"),
        DENIED,
    ),
    ("port officer", "passes an item on", raw("turn_put", "waiting", said({})), "role"),
    ("administrator", "assigns an item", raw("turn_put", "waiting", said({})), "role"),
    (
        "administrator",
        "says what nobody is trained for",
        raw("skills_put", "nobody", _TRAINED),
        "no_account",
    ),
    (
        "administrator",
        "leaves an officer without any mode",
        raw("skills_put", "singh", said({"modes": [], "cargo": []})),
        "no_mode",
    ),
    ("administrator", "reads whose turn it is", "SELECT * FROM turn", DENIED),
    ("intake", "says what people are trained for", raw("skills_put", "singh", _TRAINED), "role"),
    (
        "intake",
        "forgets turns, or changes what people are trained for",
        each("DELETE FROM turn", "UPDATE skill SET modes = ''", "DELETE FROM skill"),
        DENIED,
    ),
)
