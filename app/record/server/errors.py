"""What can go wrong on the way to a server's record, and the sentences that say so.

The server refuses with a word that never changes, before which this program has usually said its
own sentence: what comes from the server is what changed in between, or what this program let pass.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import psycopg
from psycopg import errors as states
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.domain.errors import (
    Held,
    KnownError,
    LeaseLost,
    Refused,
    SecondNeeded,
    ServerGone,
    SignInRefused,
)
from app.domain.words import phrase, say
from app.record import exam_results, exam_times, holding, reporting, said_rightly
from app.record.accounts import WRONG
from app.record.dispatching import NO_PACKAGE
from app.record.errors import RecordUnavailable
from app.record.leases import ASSIGNED, LOST, MEANT, NO_SUPERVISOR, NOT_CLAIMED
from app.record.server.supervision_words import OF_SUPERVISION
from app.record.skills import BEYOND, NO_ACCOUNT, NO_MODE
from app.record.turns import (
    NO_ASSIGNER,
    NO_QUESTION,
    NO_REVIEWER,
    NO_WORDS,
    ONESELF,
    TOO_LONG,
)

_GONE = phrase(
    "The server {server} of the record does not answer: {why}. Nothing was recorded. Try again."
)
_CUT = phrase(
    "The connection to the server {server} of the record was lost in the middle. Whether the last "
    "act is on record will be seen when it answers again."
)
_UNPROVED = phrase(
    "The server {server} cannot prove that it is the right one: {why}. Nothing was sent to it. Ask "
    "the administrator for the certificate of the record's server."
)
_NOT_LET_IN = phrase("The server {server} does not let {login} in: {why}.")
_BUSY = phrase("Nothing was recorded: somebody else is writing to the same item. Try again.")
_NOT_YOURS = phrase(
    "The server of the record does not let {login} do this: the role does not include it. Nothing "
    "was recorded."
)
_OTHER_TABLES = phrase(
    "The record on {server} has other tables than this program needs ({why}). Ask the "
    "administrator to run: prescreen init."
)
_FULL = phrase("Nothing was recorded: the disk of the server {server} is full.")
_REFUSED = phrase("The server of the record refuses this ({word}). Nothing was recorded.")

_HELD = phrase("Item {item} is with {officer} now.")
_SECOND = phrase("A second person signs in for this. Nothing was recorded.")
_DECIDED = phrase("Item {item} was decided meanwhile. Open it again to see what was decided.")
_CHANGED = phrase("This changed on record meanwhile. Open the item again to see how it stands.")
_TURN_TIME = phrase(
    "The clocks of this machine and of the server differ by more than five minutes, or the time is "
    "longer than it may be. Nothing was recorded."
)
_OTHER_TIME = phrase(
    "The time of this is more than five minutes from the server's clock, and no line was cut "
    "meanwhile. Set the clock of this machine right and do it again. Nothing was recorded."
)
_NO_ITEM = phrase("There is no item {item} that you may see.")
_NOBODY = phrase("Nobody of this name works with the record any more.")

_WORDS: Mapping[str, tuple[type[Refused], str]] = MappingProxyType(
    {
        "held": (Held, _HELD),
        "lost": (LeaseLost, LOST),
        "not_claimed": (LeaseLost, NOT_CLAIMED),
        "second_needed": (SecondNeeded, _SECOND),
        "decided": (Refused, _DECIDED),
        "decided_already": (Refused, _DECIDED),
        "signed": (Refused, _DECIDED),
        "not_latest": (Refused, _CHANGED),
        "number_taken": (Refused, _CHANGED),
        "mark_moved": (Refused, _CHANGED),
        "version": (Refused, _CHANGED),
        "no_item": (Refused, _NO_ITEM),
        "nobody": (Refused, _NOBODY),
        "assigned": (LeaseLost, ASSIGNED),
        "meant": (Held, MEANT),
        "beyond": (Held, BEYOND),
        "no_supervisor": (Refused, NO_SUPERVISOR),
        "no_assigner": (Refused, NO_ASSIGNER),
        "no_reviewer": (Refused, NO_REVIEWER),
        "oneself": (Refused, ONESELF),
        "no_words": (Refused, NO_WORDS),
        "text_too_long": (Refused, TOO_LONG),
        "no_question": (Refused, NO_QUESTION),
        "turn_time": (Refused, _TURN_TIME),
        "data_changed": (Refused, _CHANGED),
        "no_account": (Refused, NO_ACCOUNT),
        "no_mode": (Refused, NO_MODE),
        "not_held": (Refused, holding.NOT_HELD),
        "no_until": (Refused, said_rightly.NO_UNTIL),
        "other_subject": (Refused, said_rightly.OTHER_SUBJECT),
        "not_noted": (Refused, said_rightly.NOT_NOTED),
        "old": (Refused, _OTHER_TIME),
        "future": (Refused, _OTHER_TIME),
        **OF_SUPERVISION,
        "no_report": (Refused, reporting.NOT_HER_WORK),
        "no_referral": (Refused, exam_results.UNKNOWN),
        "no_referral_of_port": (Refused, reporting.UNKNOWN_AT),
        "found_later": (Refused, reporting.FOUND_LATER),
        "no_package": (Refused, NO_PACKAGE),
        "no_recall": (Refused, reporting.NO_RECALL),
        "not_sender": (Refused, reporting.NOT_SENDER),
        "exam_backwards": (Refused, exam_times.BACKWARDS),
        "exam_before_signed": (Refused, exam_times.BEFORE_SIGNED),
        "exam_before_arrival": (Refused, exam_times.BEFORE_ARRIVAL),
        "exam_before_image": (Refused, exam_times.BEFORE_IMAGE),
    }
)
"""What the server's words of refusal mean here; the others are said as they are."""

_TEMPORARY = (
    states.DeadlockDetected,
    states.LockNotAvailable,
    states.QueryCanceled,
    states.SerializationFailure,
)
_CUT_SHORT = (
    states.AdminShutdown,
    states.CrashShutdown,
    states.CannotConnectNow,
    states.IdleInTransactionSessionTimeout,
)
_WRONG_TABLES = (states.UndefinedTable, states.UndefinedColumn, states.UndefinedFunction)


@contextlib.contextmanager
def explained(server: str, login: str) -> Iterator[None]:
    """Turn trouble with the server into a sentence; let faults of ours pass through.

    Parameters
    ----------
    server, login
        As sentences name them.
    """
    try:
        yield
    except DBAPIError as error:
        sentence = known(error.orig, server, login)
        if sentence is None:
            raise
        raise sentence from error
    except PoolTimeout as error:
        raise ServerGone(say(_GONE, server=server, why=str(error))) from error
    except psycopg.Error as error:
        sentence = known(error, server, login)
        if sentence is None:
            raise
        raise sentence from error


def known(error: BaseException | None, server: str, login: str) -> KnownError | None:
    """Return the sentence for an error of psycopg, None when it is a fault of ours."""
    found: KnownError | None = None
    if isinstance(error, states.RaiseException):
        found = _refusal(error, login)
    elif isinstance(error, states.InsufficientPrivilege):
        found = Refused(say(_NOT_YOURS, login=login))
    elif isinstance(error, _WRONG_TABLES):
        found = RecordUnavailable(say(_OTHER_TABLES, server=server, why=_first(error)))
    elif isinstance(error, states.DiskFull):
        found = RecordUnavailable(say(_FULL, server=server))
    elif isinstance(error, _TEMPORARY):
        found = RecordUnavailable(say(_BUSY))
    elif isinstance(error, psycopg.OperationalError):
        found = _unreached(error, server, login)
    return found


def _unreached(error: psycopg.OperationalError, server: str, login: str) -> KnownError:
    connecting = error.pgconn
    why = _first(error)
    found: KnownError
    if isinstance(error, _CUT_SHORT) or (connecting is None and "resolve" not in why):
        found = ServerGone(say(_CUT, server=server))
    elif "certificate" in why or "SSL" in why:
        found = RecordUnavailable(say(_UNPROVED, server=server, why=why))
    elif connecting is not None and connecting.used_password:
        # The server has answered: it is there, and does not want this name or password.
        wrong = "password" in why
        values = {} if wrong else {"server": server, "login": login, "why": why}
        found = SignInRefused(say(WRONG if wrong else _NOT_LET_IN, **values))
    else:
        found = ServerGone(say(_GONE, server=server, why=why))
    return found


def _first(error: BaseException) -> str:
    """Return the last part of the first line that the driver says: what is wrong, not where."""
    lines = str(error).strip().splitlines()
    line = lines[0] if lines else type(error).__name__
    return line.rpartition("failed: ")[2].removeprefix("FATAL:").strip().rstrip(".")


def _refusal(error: psycopg.Error, login: str) -> KnownError:
    message, detail = error.diag.message_primary or "", error.diag.message_detail or "{}"
    word = message.removeprefix("REFUSED:")
    if word == "role":
        return Refused(say(_NOT_YOURS, login=login))
    kind, text = _WORDS.get(word, (Refused, _REFUSED))
    values = _values(detail)
    try:
        sentence = say(text, **values) if text is not _REFUSED else say(text, word=word)
        str(sentence)
    except KeyError:
        sentence = say(_REFUSED, word=word)
    return kind(sentence)


def _values(detail: str) -> dict[str, str]:
    with contextlib.suppress(ValueError):
        tree = json.loads(detail)
        if isinstance(tree, dict):
            return {str(name): str(value) for name, value in tree.items()}
    return {}
