"""Notes of marks beside the record, as the window keeps them; trouble with them is only told."""

from __future__ import annotations

import logging
from collections.abc import Callable

from app.domain.mark import MarkAct
from app.domain.words import Sentence, phrase, say
from app.ui.wiring import JournalLike

_log = logging.getLogger(__name__)
_NO_JOURNAL = phrase(
    "The safety copy of this mark could not be written beside the record: {why}. Wait until all is "
    "saved before you go on."
)


class MarkNotes:
    """Acts of the officer at the desk that are not known to be on record.

    Parameters
    ----------
    tell
        Says a sentence to the officer.
    """

    def __init__(self, tell: Callable[[Sentence], None]) -> None:
        self._tell = tell
        self.journal: JournalLike | None = None
        """Where they are kept; None while nobody is signed in."""

    def note(self, item_id: str, act: MarkAct) -> None:
        """Note an act before it is on its way to the record."""
        if self.journal is None:
            return
        try:
            self.journal.note(item_id, act)
        except OSError as error:
            self._tell(say(_NO_JOURNAL, why=error.strerror or error))

    def clear(self) -> None:
        """Everything is on record."""
        if self.journal is None:
            return
        try:
            self.journal.clear()
        except OSError as error:
            # Notes that stay are found on record at the next sign-in, and do nothing.
            _log.warning("the notes beside the record could not be cleared: %s", error)

    def put_away(self) -> None:
        """End the session; notes of what is not on record stay for the next one."""
        journal, self.journal = self.journal, None
        if journal is None:
            return
        try:
            journal.close()
        except OSError as error:
            _log.warning("the notes beside the record could not be taken away: %s", error)
