"""What the officer who sits here likes: shown at once, kept in the record, forgotten at the end."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.officer import Officer
from app.domain.words import Sentence, say
from app.ui.jobs import Jobs
from app.ui.shown import Message, Tone
from app.ui.wiring import Wiring

KEEP_MS = 300
"""A preference is written this long after its last change: a slider makes one write, not fifty."""


class Preferences(QObject):
    """JSON values by name, one set for each officer.

    Without an officer the values hold until the next sign-in and are written nowhere.
    """

    changed = Signal(str)
    """Name of the preference; also for each one that comes or goes with its officer."""
    said = Signal(object)
    """Message."""

    def __init__(self, wiring: Wiring, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wiring = wiring
        self._jobs = jobs
        self._officer: Officer | None = None
        # As text: what is handed out can be changed by nobody but through ``set``.
        self._texts: dict[str, str] = {}
        self._unkept: set[str] = set()
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.flush)

    def get(self, name: str) -> object | None:
        """Return a preference as JSON has it (``dict``, ``list``, ``str`` ...), None for none."""
        text = self._texts.get(name)
        return None if text is None else json.loads(text)

    def set(self, name: str, value: object) -> None:
        """Take a value that JSON can hold; it counts at once and is kept soon after.

        Raises
        ------
        TypeError, ValueError
            For a value that JSON does not have, NaN included.
        """
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if self._texts.get(name) == text:
            return
        self._texts[name] = text
        self._unkept.add(name)
        self._keep.start()
        self.changed.emit(name)

    def load(self, officer: Officer) -> None:
        """Read what an officer has kept, in the writer thread; defaults stand until then."""
        self.forget()
        self._officer = officer
        read = self._wiring.preferences

        def loaded(texts: Mapping[str, str]) -> None:
            if self._officer == officer:
                self._take(texts)

        self._jobs.write(lambda: dict(read(officer)), loaded, self._not_read)

    def forget(self) -> None:
        """Go back to the defaults: the officer leaves."""
        self.flush()
        self._officer = None
        gone, self._texts = self._texts, {}
        for name in gone:
            self.changed.emit(name)

    def flush(self) -> None:
        """Hand what is not written yet to the writer thread."""
        self._keep.stop()
        names, self._unkept = self._unkept, set()
        officer, keep = self._officer, self._wiring.keep_preference
        if officer is None:
            return
        texts = {name: self._texts[name] for name in sorted(names)}

        def write() -> None:
            for name, text in texts.items():
                keep(officer, name, text)

        if texts:
            self._jobs.write(write, None, self._not_kept)

    def _take(self, texts: Mapping[str, str]) -> None:
        damaged = []
        for name, text in texts.items():
            if not _is_json(text):
                damaged.append(name)
            elif name not in self._unkept:
                self._texts[name] = text
        if damaged:
            self._warn(
                say(
                    "Kept settings cannot be read ({names}); the defaults are used. "
                    "Set them again to replace what is damaged.",
                    names=", ".join(sorted(damaged)),
                )
            )
        for name in texts:
            self.changed.emit(name)

    def _not_read(self, error: BaseException) -> None:
        self._warn(
            say("Your settings cannot be read: {why} The defaults are used.", why=_sentence(error))
        )

    def _not_kept(self, error: BaseException) -> None:
        self._warn(
            say("The setting is not kept: {why} It holds until you sign out.", why=_sentence(error))
        )

    def _warn(self, sentence: Sentence) -> None:
        self.said.emit(Message(sentence, Tone.WARNING))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError, TypeError):
        return False
    return True


def _sentence(error: BaseException) -> str:
    """Return why something failed, ending like a sentence."""
    why = str(error).splitlines()[0] if str(error) else type(error).__name__
    return why if why.endswith(".") else f"{why}."
