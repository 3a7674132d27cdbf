"""The chosen rule in full: what it asks for, what it says here, what it lacks, and noting that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain.notice import Notice
from app.domain.observation import ASKED_BY, OBSERVATION_WORDS, Observation
from app.domain.rule import RuleRow, RuleStanding, RuleState
from app.ui import tokens
from app.ui.controls import Button, Panel, Text, clear, column, row
from app.ui.i18n import languages, tr
from app.ui.panels.pieces import Shape
from app.ui.rules import words as wording
from app.ui.rules.words import RuleLine
from app.ui.shown import Shown

SIDE, SIDE_COMPACT = 420, 320


class RuleSide(Panel):
    """The panel at the right of the table."""

    noted = Signal(object, str)
    """(Observation, text): the officer noted what no message carries."""

    def __init__(self) -> None:
        super().__init__("panel", name="rule-side")
        self.setFixedWidth(tokens.px(SIDE))
        self._line: RuleLine | None = None
        self._shown: Shown | None = None
        self._fields: dict[Observation, QLineEdit] = {}
        outer = column()
        self.setLayout(outer)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = Panel("panel")
        self._body: QVBoxLayout = column(margins=(16, 16, 16, 16), gap=12)
        inside.setLayout(self._body)
        area.setWidget(inside)
        outer.addWidget(area, 1)
        self._area = area
        languages.changed.connect(self._rebuild)
        self._rebuild()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self.setFixedWidth(tokens.px(SIDE_COMPACT if compact else SIDE))

    def show_line(self, line: RuleLine | None, shown: Shown | None) -> None:
        """Show a rule, and how it stands on the open item."""
        same = line == self._line and _noted(shown) == _noted(self._shown)
        self._line, self._shown = line, shown
        if not same:
            self._rebuild()

    def _rebuild(self) -> None:
        held = {name: field.text() for name, field in self._fields.items() if field.isModified()}
        clear(self._body)
        self._fields = {}
        self._area.setAccessibleName(tr("The chosen rule"))
        self._area.verticalScrollBar().setAccessibleName(tr("Scroll"))
        if self._line is None:
            self._add(Text(lambda: tr("Nothing found"), "body", "text2"))
        else:
            self._fill(self._line, held)
        self._body.addStretch(1)

    def _fill(self, line: RuleLine, held: dict[Observation, str]) -> None:
        card = line.card
        cited = f"  ¶{card.paragraph}" if card.paragraph else ""
        self._add(Text(f"{card.rule}{cited}", "goods", wrap=True))
        self._add(Text(lambda: tr(card.says), "body", wrap=True))
        self._add(Text(lambda: wording.level_words(card), "detail", "text2", wrap=True))
        if card.needs:
            self._add(Text(lambda: _needs_words(card), "detail", "text2", wrap=True))
        self._add(Text(lambda: _fired_words(line.fired), "detail", "text2", wrap=True))
        if line.standing is not None:
            self._fill_here(line)
        self._fill_notes(line, held)

    def _fill_here(self, line: RuleLine) -> None:
        standing = line.standing
        if standing is None:
            return
        self._add(Text(lambda: tr("On this item"), "section"))
        for notice in standing.notices:
            self._add(_told(notice))
        for chip in standing.chips:
            self._add(_grey(chip))
        if standing.missing:
            self._add(Text(lambda: _missing_words(standing), "body", wrap=True))
        if standing.state is RuleState.SILENT:
            self._add(Text(_silent_words, "body", "text2", wrap=True))

    def _fill_notes(self, line: RuleLine, held: dict[Observation, str]) -> None:
        asked = ASKED_BY.get(line.card.rule, ())
        shown = self._shown
        if not asked or shown is None:
            return
        self._add(Text(lambda: tr("Noted of this item"), "section"))
        for name in asked:
            self._add(self._make_note(name, shown, held.get(name)))

    def _make_note(self, name: Observation, shown: Shown, typed: str | None) -> QWidget:
        holder = QWidget()
        lines = column(gap=4)
        holder.setLayout(lines)
        lines.addWidget(Text(lambda: tr(OBSERVATION_WORDS[name]), "detail", wrap=True))
        field = QLineEdit(shown.item.observed.get(name.value, ""))
        field.setObjectName(f"note-{name.value}")
        field.setAccessibleName(tr(OBSERVATION_WORDS[name]))
        field.setEnabled(shown.read_only is None)
        if typed is not None:
            field.setText(typed)
            field.setModified(True)
        save = Button(lambda: tr("Note it"), name=f"keep-{name.value}")
        save.setEnabled(shown.read_only is None)
        keep = self._keeper(name, field)
        field.returnPressed.connect(keep)
        save.clicked.connect(keep)
        beside = row()
        beside.addWidget(field, 1)
        beside.addWidget(save)
        lines.addLayout(beside)
        self._fields[name] = field
        return holder

    def _keeper(self, name: Observation, field: QLineEdit) -> Callable[[], None]:
        def keep() -> None:
            field.setModified(False)
            self.noted.emit(name, field.text().strip())

        return keep

    def _add(self, widget: QWidget) -> None:
        self._body.addWidget(widget)


def _told(notice: Notice) -> QWidget:
    holder = QWidget()
    beside = row(gap=8)
    holder.setLayout(beside)
    beside.addWidget(Shape(notice.severity), 0, Qt.AlignmentFlag.AlignTop)
    beside.addWidget(Text(lambda: wording.told_words(notice), "body", wrap=True), 1)
    return holder


def _grey(chip: Notice) -> Text:
    return Text(lambda: wording.told_words(chip), "body", "text2", wrap=True)


def _needs_words(card: RuleRow) -> str:
    return tr("Needs {what}.", what=wording.needs_words(card))


def _missing_words(standing: RuleStanding) -> str:
    what = wording.missing_words(standing)
    return tr("Cannot be checked without {what}. That is no pass.", what=what)


def _silent_words() -> str:
    return tr("It had all it needs, and there is nothing to say.")


def _fired_words(count: int) -> str:
    if count == 0:
        return tr("Never fired on this record")
    return tr("Fired on 1 item") if count == 1 else tr("Fired {count} times", count=count)


def _noted(shown: Shown | None) -> object:
    """What the fields show: they are made anew only when this is another."""
    if shown is None:
        return None
    return shown.item.item_id, dict(shown.item.observed), shown.read_only
