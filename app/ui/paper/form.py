"""The form of a paper manifest in the room of notices and comparison."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from app.domain.paper_draft import PaperDraft, ReadDraft
from app.domain.words import Sentence
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Rule, Text, column, row
from app.ui.i18n import languages, render, tr
from app.ui.paper.fields import PaperFields


class PaperForm(Panel):
    """What is typed is checked at once; it is a draft until it is filed."""

    left = Signal()
    edited = Signal(object)
    """PaperDraft."""
    file_asked = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__("panel", name="paper-form")
        # It holds the focus when a field is left with Esc, so that keys are commands again.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._read: ReadDraft | None = None
        self._insist = False
        self._busy = False
        self._why: Sentence | None = None
        self.fields = PaperFields()
        self.fields.edited.connect(lambda: self.edited.emit(self.fields.draft))
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._outer.addWidget(Rule(accent=True))
        self._fill_head()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.fields)
        self._area = area
        self._outer.addWidget(area, 1)
        self._fill_foot()
        languages.changed.connect(self._say)
        self.set_compact(False)
        self._say()

    @property
    def complete(self) -> bool:
        """Whether it can be filed."""
        return self._read is not None and not self._read.missing and not self._busy

    def show_draft(self, draft: PaperDraft) -> None:
        """Show a draft from its beginning."""
        self._insist, self._busy, self._why = False, False, None
        self.fields.show_draft(draft)
        self._area.verticalScrollBar().setValue(0)
        self._say()

    def show_read(self, read: ReadDraft) -> None:
        """Say what is missing, cannot be read, or looks mistyped, beside its field."""
        self._read = read
        self._insist = self._insist and bool(read.missing)
        self._say()

    def insist(self) -> None:
        """Say loudly what is missing, and go there: filing was asked for."""
        if self._read is None or not self._read.missing:
            return
        self._insist = True
        self._say()
        field = self.fields.focus_fault(self._read.missing)
        if field is not None:
            self._area.ensureWidgetVisible(field, 0, tokens.px(60))

    def show_busy(self, *, busy: bool) -> None:
        """Show that it is being filed."""
        self._busy = busy
        self._say()

    def show_reason(self, why: Sentence | None) -> None:
        """Show why it could not be filed; the draft stays as it is."""
        self._why = why
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        side = tokens.px(measures.margin)
        self.fields.set_compact(compact)
        self._head.setContentsMargins(side, tokens.px(8), tokens.px(8), tokens.px(4))
        self._foot.setContentsMargins(side, tokens.px(4), side, tokens.px(8 if compact else 16))
        self.file.kind("primary", high=measures.command, role="section" if compact else "command")

    def _fill_head(self) -> None:
        self._head = row(gap=8)
        self._head.addWidget(Text(lambda: tr("Paper manifest"), "command"), 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="paper-back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.left)
        self._head.addWidget(back)
        self._outer.addLayout(self._head)

    def _fill_foot(self) -> None:
        self._foot = column(gap=6)
        self._status = Text("", "detail", "text2", wrap=True)
        self._status.setObjectName("paper-status")
        self.file = Button(
            lambda: tr("Filing") if self._busy else tr("File it"),
            keys=keys("sign"),
            icon="note-pencil",
            name="paper-file",
        )
        self.file.clicked.connect(self.file_asked)
        clear = Button(lambda: tr("Clear"), name="paper-clear")
        clear.kind("bare", high=20)
        clear.role = "detail"
        clear.clicked.connect(self.cleared)
        line = row(gap=8)
        line.addWidget(self._status, 1)
        line.addWidget(clear, 0, Qt.AlignmentFlag.AlignTop)
        self._foot.addLayout(line)
        self._foot.addWidget(self.file)
        self._outer.addLayout(self._foot)

    def _say(self) -> None:
        self.setAccessibleName(tr("Paper manifest"))
        self.fields.show_read(self._read, insist=self._insist)
        self._status.set_words(self._status_words)
        loud = self._why is not None or self._insist
        self._status.set_tone("amber" if loud else "text2")
        self.file.set_words(lambda: tr("Filing") if self._busy else tr("File it"))
        self.file.setEnabled(not self._busy)

    def _status_words(self) -> str:
        if self._why is not None:
            return render(self._why)
        count = len(self._read.missing) if self._read is not None else 0
        if count:
            return tr("1 part missing") if count == 1 else tr("{count} parts missing", count=count)
        return tr("Nothing missing. Kept as a draft until it is filed.")
