"""The page of rules: beside queue and review, never over the image."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from app.domain.observation import Observation
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Segment, Text, Words, column, lens, row
from app.ui.desk import Desk
from app.ui.i18n import languages, tr
from app.ui.panels.search_field import SearchField
from app.ui.rules.model import RuleModel
from app.ui.rules.side import RuleSide
from app.ui.rules.table import RuleTable
from app.ui.rules.words import MEMORANDUM, WHICH_WORDS, RuleLine, Which

SEARCH = 280


class RulesPage(Panel):
    """Every rule: its paragraph, level and words, how it stands here, how often it fired."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="rules-page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._counts: Mapping[str, int] = {}
        self.search = SearchField()
        self.search.setObjectName("rule-search")
        lens(self.search)
        self.which = Segment(
            [(one, _said(text)) for one, text in WHICH_WORDS.items()], name="which"
        )
        # Its words are whole in every language; what stands beside it gives way.
        self.which.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.which.choose(Which.ALL)
        self.model = RuleModel()
        self.table = RuleTable(self.model)
        self.side = RuleSide()
        self._lay()
        self._connect()
        self._say()
        self._show()

    def take_focus(self) -> None:
        """Give the search the keys, and ask how often each rule has fired by now."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()
        self._desk.jobs.write(self._desk.wiring.rule_counts, self._counted)

    def choose(self, rule: str) -> None:
        """Bring a rule up, whatever is searched for."""
        self.search.clear()
        self.which.choose(Which.ALL)
        self._show()
        self.table.choose(rule)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the measures of small windows."""
        super().resizeEvent(event)
        self.side.set_compact(self.width() < tokens.px(tokens.COMPACT_WINDOW[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; letters go to the search."""
        typed = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif typed and typed.isprintable() and not typed.isspace():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.setText(self.search.text() + typed)
        else:
            super().keyPressEvent(event)

    def _lay(self) -> None:
        outer = column(margins=(40, 24, 40, 24), gap=16)
        self.setLayout(outer)
        outer.addLayout(self._make_head())
        choice = row(gap=16)
        self.search.setFixedWidth(tokens.px(SEARCH))
        self._found = Text(self._found_words, "detail", "text2")
        choice.addWidget(self.search)
        choice.addWidget(self.which)
        choice.addWidget(self._found, 1)
        outer.addLayout(choice)
        body = row(gap=24)
        body.addWidget(self.table, 1)
        body.addWidget(self.side)
        outer.addLayout(body, 1)

    def _make_head(self) -> QHBoxLayout:
        head = row()
        head.addWidget(Text(words("rules"), "goods"))
        head.addWidget(Text(_edition, "detail", "text2"), 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="rules-back").kind("quiet")
        back.clicked.connect(self.left)
        head.addWidget(back)
        return head

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.moved.connect(self.table.move_by)
        self.search.left.connect(self.left)
        self.which.chosen.connect(lambda _which: self._show())
        self.table.line_chosen.connect(self._chosen)
        self.side.noted.connect(self._note)
        review = self._desk.review
        review.opened.connect(lambda _opened: self._show())
        review.changed.connect(lambda _shown: self._show())
        review.closed.connect(self._show)
        languages.changed.connect(self._say)

    def _counted(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._show()

    def _note(self, name: Observation, text: str) -> None:
        self._desk.review.observe(name, text)

    def _lines(self) -> list[RuleLine]:
        shown = self._desk.review.shown
        standings = {one.rule: one for one in shown.standings} if shown is not None else {}
        return [
            RuleLine(card, standings.get(card.rule), self._counts.get(card.rule, 0))
            for card in self._desk.wiring.rule_cards
        ]

    def _show(self) -> None:
        """Show what fits; the rule that was chosen stays so as long as it is listed."""
        lines = self._lines()
        here = any(line.standing is not None for line in lines)
        self.which.setEnabled(here)
        if not here and self.which.value is not Which.ALL:
            self.which.choose(Which.ALL)
        which = self.which.value
        text = self.search.text()
        found = [
            line
            for line in lines
            if isinstance(which, Which) and line.fits(which) and line.found_by(text)
        ]
        if which is Which.FIRES:
            found.sort(key=lambda line: line.weight)
        self.table.show_standing(here)
        self.model.show_lines(found)
        self._found.set_words(self._found_words)
        self._chosen(self.table.chosen)

    def _chosen(self, line: RuleLine | None) -> None:
        self.side.show_line(line, self._desk.review.shown)

    def _found_words(self) -> str:
        count = self.model.rowCount()
        return tr("1 rule") if count == 1 else tr("{count} rules", count=count)

    def _say(self) -> None:
        self.setAccessibleName(tr("Rules"))
        self.search.setPlaceholderText(tr("Search rules, paragraphs and words"))
        self.search.setAccessibleName(tr("Search rules, paragraphs and words"))
        self.which.setAccessibleName(tr("Which rules are listed"))
        self._show()


def _edition() -> str:
    return tr("Memorandum {edition}", edition=MEMORANDUM)


def _said(text: str) -> Words:
    return lambda: tr(text)
