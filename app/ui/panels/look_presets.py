"""Presets of the kind of scanner at hand: taken, kept anew, given a name, taken out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import tokens
from app.ui.controls import Button, Link, Text, clear, column, row
from app.ui.i18n import languages, tr
from app.ui.keycap import KeyCap
from app.ui.look_book import LONGEST_NAME, MOST_PRESETS, Look
from app.ui.look_words import KIND_WORDS, chain_words
from app.ui.looks import Looks


class PresetRow(QWidget):
    """One preset: its digit, its name, and what can be done with it."""

    taken = Signal()
    kept = Signal()
    renamed = Signal(str)
    dropped = Signal()

    def __init__(self, look: Look, digit: int, *, last: bool) -> None:
        super().__init__()
        line = row(gap=4)
        self.setLayout(line)
        self._look = look
        self._name = QLineEdit(look.words)
        self._name.setObjectName(f"preset-name-{digit}")
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setAccessibleName(tr("Name of preset {digit}", digit=digit))
        self._name.setToolTip(" · ".join(chain_words(look.settings)))
        self._name.editingFinished.connect(self._rename)
        line.addWidget(KeyCap(str(digit)))
        line.addWidget(self._name, 1)
        take = Button(lambda: tr("Take"), name=f"preset-take-{digit}")
        take.clicked.connect(self.taken)
        keep = Button(lambda: tr("Keep"), name=f"preset-keep-{digit}")
        keep.describe(lambda: tr("Keep the look of now here (Ctrl {digit})", digit=digit))
        keep.clicked.connect(self.kept)
        drop = Button(lambda: tr("Remove"), icon="x", name=f"preset-drop-{digit}")
        drop.without_words().setEnabled(not last)
        drop.clicked.connect(self.dropped)
        for button in (take, keep, drop):
            button.kind("bare", high=24)
            button.role = "detail"
            line.addWidget(button)

    def _rename(self) -> None:
        if self._name.text().strip() != self._look.words:
            self.renamed.emit(self._name.text().strip())


class PresetRows(QWidget):
    """The presets behind the digits, for one kind of scanner."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._told: object = None
        lines = column(gap=4)
        self.setLayout(lines)
        lines.addWidget(Text(lambda: tr("Presets"), "section"))
        lines.addWidget(
            Text(
                lambda: tr("For this scanner: {kind}", kind=tr(KIND_WORDS[looks.kind])),
                "detail",
                "text2",
            )
        )
        self._rows = column(gap=2)
        lines.addLayout(self._rows)
        foot = row(gap=8)
        self.add = Button(lambda: tr("Keep as a new preset"), icon="plus", name="preset-add")
        self.add.kind("quiet", high=tokens.SEGMENT)
        self.add.clicked.connect(self._add)
        restore = Link(lambda: tr("As delivered"), name="preset-restore")
        restore.clicked.connect(lambda: looks.book.restore(looks.kind))
        foot.addWidget(self.add, 1)
        foot.addWidget(restore)
        lines.addLayout(foot)
        looks.changed.connect(self.show_presets)
        languages.changed.connect(self._again)
        self.show_presets()

    def show_presets(self, _settings: object = None) -> None:
        """Show what the digits give; rows are made anew only when that changed."""
        now = (self._looks.kind, self._looks.presets)
        if now == self._told:
            return
        self._told = now
        clear(self._rows)
        looks = self._looks.presets
        for digit, look in enumerate(looks, 1):
            self._rows.addWidget(self._row(look, digit, last=len(looks) == 1))
        self.add.setEnabled(len(looks) < MOST_PRESETS)

    def _row(self, look: Look, digit: int, *, last: bool) -> PresetRow:
        book, kind = self._looks.book, self._looks.kind
        one = PresetRow(look, digit, last=last)
        one.taken.connect(lambda: self._looks.preset(digit))
        one.kept.connect(lambda: self._looks.keep_preset(digit))
        one.renamed.connect(lambda name: book.rename(kind, digit, name))
        one.dropped.connect(lambda: book.drop(kind, digit))
        return one

    def _add(self) -> None:
        self._looks.keep_preset(len(self._looks.presets) + 1)

    def _again(self) -> None:
        self._told = None
        self.show_presets()
