"""Messages as they were sent, asked for by the value that stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.errors import KnownError
from app.domain.filing import Filing
from app.domain.raw import Asked, RawMessage
from app.domain.words import Sentence, phrase, say
from app.ui.desk import Desk

_NONE = phrase("No message of this record is on file.")
Read = Callable[[Filing, str], RawMessage]


class RawAsking(QObject):
    """Finds the transmission on record, and reads its original; what was asked last counts."""

    came = Signal(object)
    """RawMessage."""
    refused = Signal(object)
    """Sentence: why there is no message to be seen."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._number = 0

    def forget(self) -> None:
        """Let what is on its way come to nothing."""
        self._number += 1

    def ask(self, asked: Sequence[Asked]) -> None:
        """Ask for a message; of several the first in which the value stands."""
        sitting = self._desk.review.sitting
        self._number += 1
        number = self._number
        if sitting is None:
            self.refused.emit(say(_NONE))
            return
        self._desk.jobs.write(
            lambda: sitting.filings(asked),
            lambda filings: self._found(number, filings),
            lambda error: self._failed(number, error),
        )

    def _found(self, number: int, filings: tuple[tuple[Filing, str], ...]) -> None:
        raw = self._desk.wiring.raw
        if number != self._number:
            return
        if raw is None or not filings:
            self.refused.emit(say(_NONE))
            return
        self._desk.jobs.read(
            lambda: _first_standing(raw, filings),
            lambda message: self._read(number, message),
            lambda error: self._failed(number, error),
        )

    def _read(self, number: int, message: RawMessage) -> None:
        if number == self._number:
            self.came.emit(message)

    def _failed(self, number: int, error: BaseException) -> None:
        if number == self._number:
            self.refused.emit(_why(error))


def _first_standing(raw: Read, filings: Sequence[tuple[Filing, str]]) -> RawMessage:
    """Return the first message in which the value stands, else the first that can be read.

    Raises
    ------
    KnownError
        When the original of none of them is kept.
    """
    first: RawMessage | None = None
    lost: KnownError | None = None
    for filing, path in filings:
        try:
            message = raw(filing, path)
        except KnownError as error:
            lost = lost or error
            continue
        if message.spot is not None or not path:
            return message
        first = first or message
    if first is None:
        raise lost or ValueError("nothing was asked for")
    return first


def _why(error: BaseException) -> Sentence:
    if isinstance(error, KnownError):
        return error.sentence
    return say("The message cannot be read: {why}.", why=error)
