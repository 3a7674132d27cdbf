"""The forms of the item on the desk as they were left, and their way to the record."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.decision import Draft, Kind

DRAFT_MS = 400
"""A form is kept this long after the last change of it."""


class FormDrafts(QObject):
    """One draft for each kind of decision; the latest is handed on a little after its change."""

    due = Signal(object)
    """Draft to be put on record now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: dict[Kind, Draft] = {}
        self._unkept: Draft | None = None
        self._keep = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._keep.timeout.connect(self.keep_now)

    def begin(self, kept: Draft | None) -> None:
        """Begin anew with what is on record of an item."""
        self._unkept = None
        self._drafts = {kept.kind: kept} if kept is not None else {}

    def of(self, kind: Kind) -> Draft | None:
        """Return the form of a kind as it was left."""
        return self._drafts.get(kind)

    def edited(self, draft: Draft) -> None:
        """Keep a form that was filled in further."""
        self._drafts[draft.kind] = draft
        self._unkept = draft
        self._keep.start()

    def keep_now(self) -> None:
        """Hand on what waits without waiting further."""
        draft, self._unkept = self._unkept, None
        self._keep.stop()
        if draft is not None:
            self.due.emit(draft)

    def let_go(self) -> None:
        """Hand nothing on: the form is about to be signed."""
        self._unkept = None

    def forget(self) -> None:
        """Begin anew with empty forms: one of them is signed."""
        self._drafts = {}
