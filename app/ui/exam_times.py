"""When an examination began and ended, typed in the time of the desk."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.words import Sentence, say
from app.ui.controls import row
from app.ui.i18n import tr
from app.ui.panels.field import Field

TIMES = "%Y-%m-%d %H:%M"
EXACT = f"{TIMES}:%S"
"""What a form proposes, and who knows the second may type: a time that is cut to its minute lies
before what happened in it, such as the signature."""


class ExamTimes(QWidget):
    """Two times beside one another; the first may be left out.

    Parameters
    ----------
    now
        The time, in the zone of the desk: what a new form takes for the end.
    began, ended
        The lines to type in.
    """

    def __init__(self, now: Callable[[], dt.datetime], began: QLineEdit, ended: QLineEdit) -> None:
        super().__init__()
        self._now = now
        self._lines = {began: self._word_began, ended: self._word_ended}
        self._began, self._ended = began, ended
        self._fields = {
            line: Field(words, line, name=line.objectName()) for line, words in self._lines.items()
        }
        pair = row(gap=16)
        for line, field in self._fields.items():
            pair.addWidget(field, 1)
            line.textChanged.connect(self._typed)
        self.setLayout(pair)

    def begin(self) -> None:
        """Say that it ended now, until somebody says otherwise."""
        self._ended.setText(self._now().strftime(EXACT))

    def clear(self) -> None:
        """Say nothing."""
        for line in self._lines:
            line.clear()

    def let_begin(self, *, examined: bool) -> None:
        """What was not examined did not begin."""
        self._fields[self._began].setEnabled(examined)

    def times(self) -> tuple[dt.datetime | None, dt.datetime] | Sentence:
        """Return when it began, as far as that is said, and ended; or what is wrong with them."""
        ended, began = _time(self._ended), _time(self._began)
        if ended is None:
            return say("Write when it ended like this: 2026-03-01 16:30.")
        if not self._began.isEnabled() or not self._began.text().strip():
            return None, ended
        if began is None:
            return say("Write when it began like this: 2026-03-01 15:10, or nothing.")
        return began, ended

    def say_names(self) -> None:
        """Name the lines with the zone of the day that is typed."""
        for line, words in self._lines.items():
            self._fields[line].name(words)
            line.setAccessibleName(words())

    def _typed(self, _text: str) -> None:
        self.say_names()

    def _word_began(self) -> str:
        return tr("When it began ({zone})", zone=self._zone(self._began))

    def _word_ended(self) -> str:
        return tr("When it ended ({zone})", zone=self._zone(self._ended))

    def _zone(self, line: QLineEdit) -> str:
        return (_time(line) or self._now()).strftime("%Z")


def _time(line: QLineEdit) -> dt.datetime | None:
    for form in (EXACT, TIMES):
        with contextlib.suppress(ValueError):
            return dt.datetime.strptime(line.text().strip(), form).astimezone()
    return None
