"""A paper manifest from its draft to the record."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.domain.errors import KnownError
from app.domain.paper import PaperManifest
from app.domain.paper_draft import PaperDraft, draft_from, read_draft
from app.domain.words import say
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.paper.fields import is_text
from app.ui.review_side import ReviewSide
from app.ui.shown import Message
from app.ui.stage import Stage

PREFERENCE = "paper"
"""The draft is kept with what an officer likes: it comes back after a crash, on any screen."""


class Papering(QObject):
    """Opens the form, keeps what is typed, and files it as everything else is filed."""

    def __init__(self, desk: Desk, stage: Stage, side: ReviewSide) -> None:
        super().__init__(stage)
        self._desk = desk
        self._stage = stage
        self._side = side
        self._form = side.paper
        self._paper: PaperManifest | None = None
        side.declaration.paper_asked.connect(self.turn)
        self._form.left.connect(self.close)
        self._form.edited.connect(self._edited)
        self._form.file_asked.connect(self.file)
        self._form.cleared.connect(self._clear)

    def turn(self) -> None:
        """Open the form, or close it; the draft is kept."""
        if self._side.paper_open:
            self.close()
        elif not self.why_not():
            self._desk.review.keep_now()
            draft = draft_from(self._desk.preferences.get(PREFERENCE))
            if draft.blank:
                draft = dataclasses.replace(draft, equipment=self._scanned())
            self._form.show_draft(draft)
            self._check(draft)
            self._side.show_page("paper")
            self._form.fields.focus_first()

    def back(self) -> None:
        """Leave the field first, then the form."""
        if is_text(QApplication.focusWidget()):
            self._form.setFocus()
        else:
            self.close()

    def close(self) -> None:
        """Go back to notices and comparison; the draft is kept."""
        self._side.show_page("")
        self._stage.take_focus()

    def why_not(self) -> str:
        """Say why no paper can be filed here; empty when it can."""
        here = self._desk.wiring.file_paper is not None
        return "" if here else tr("Paper is not filed at this workstation.")

    def file(self) -> None:
        """File what is typed, or say loudly what is missing."""
        file_paper, paper = self._desk.wiring.file_paper, self._paper
        if file_paper is None or paper is None or not self._form.complete:
            self._form.insist()
            return
        self._form.show_reason(None)
        self._form.show_busy(busy=True)
        self._desk.jobs.write(lambda: file_paper(paper), lambda _: self._filed(paper), self._failed)

    def _scanned(self) -> str:
        """Return the number that the scanner gave a scan without data: the paper is to meet it."""
        shown = self._desk.review.shown
        if shown is None or shown.item.shipments:
            return ""
        return next((scan.object_id for scan in shown.item.scans if scan.object_id), "")

    def _edited(self, draft: PaperDraft) -> None:
        self._desk.preferences.set(PREFERENCE, None if draft.blank else draft.kept)
        self._form.show_reason(None)
        self._check(draft)

    def _check(self, draft: PaperDraft) -> None:
        officer = self._desk.officer
        now = self._desk.wiring.clock.now()
        by = officer.account if officer is not None else ""
        read = read_draft(draft, by=by, at=now)
        self._paper = read.paper
        self._form.show_read(read)

    def _clear(self) -> None:
        self._form.show_draft(PaperDraft())
        self._edited(PaperDraft())
        self._form.fields.focus_first()

    def _filed(self, paper: PaperManifest) -> None:
        self._form.show_busy(busy=False)
        self._desk.preferences.set(PREFERENCE, None)
        self._paper = None
        if self._side.paper_open:
            self.close()
        told = say("{ccn} is filed from paper. It counts as degraded data.", ccn=paper.ccn)
        self._desk.said.emit(Message(told))
        self._desk.refresh()

    def _failed(self, error: BaseException) -> None:
        self._form.show_busy(busy=False)
        known = isinstance(error, KnownError)
        why = error.sentence if isinstance(error, KnownError) else None
        self._form.show_reason(why if known else say("It could not be filed: {why}.", why=error))
