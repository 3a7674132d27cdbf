"""Cards of the model's findings, each waiting for a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.threat import Finding, ScreeningState, Verdict
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Text, column, row
from app.ui.i18n import languages, render, tr
from app.ui.keycap import cap_words
from app.ui.panels.finding_words import measured, score_words
from app.ui.shown import Shown
from app.ui.wiring import Key

CARD_WIDE = 400
"""Narrowest card; one whose title needs more room in two lines is wider."""
CARD_WIDE_COMPACT = 290
TAG, GAP = 52, 8
"""Room at the left of a card, with the tag in it; and between its parts."""
APART, NEAR = 6, 4
"""Between cards; between the verdicts of one."""
COMMANDS = {Verdict.AGREE: "agree", Verdict.DISAGREE: "disagree", Verdict.UNSURE: "unsure"}


class Card(Panel):
    """One finding: its tag, what it is, what was measured, three verdicts."""

    chosen = Signal()
    given = Signal(object)

    def __init__(self, number: int, *, compact: bool) -> None:
        super().__init__("panel", name=f"card-{number}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._compact = compact
        self._selected = False
        self._tag = ""
        # Two lines of a title are better than half of one; small windows have room for one alone.
        role = "detail" if compact else "body"
        self._title = Text("", role, wrap=not compact).styled(weight=600)
        self._measure = Text("", "detail", "text2")
        self._buttons: dict[Verdict, Button] = {}
        verdicts = row(gap=NEAR)
        for verdict, command in COMMANDS.items():
            button = Button(words(command), keys=keys(command), name=f"{command}-{number}")
            button.kind("quiet", high=26 if compact else 32).cap_first()
            if compact:
                button.role = "detail"
            button.setCheckable(True)
            button.clicked.connect(lambda _c=False, v=verdict: self.given.emit(v))
            self._buttons[verdict] = button
            verdicts.addWidget(button)
        if compact:
            self._lay_compact(verdicts)
        else:
            self._lay_full(verdicts)

    def show_finding(self, finding: Finding, verdict: Verdict | None, *, selected: bool) -> None:
        """Show a finding and what was said of it."""
        self._selected = selected
        self._tag = f"M{finding.number}"
        self.set_ground("raised" if selected else "panel")
        self._title.set_words(lambda: render(finding.title))
        self._title.set_tip(lambda: score_words(finding))
        self._measure.set_words(lambda: measured(finding))
        # Of many words the end is cut; they must be found out all the same.
        whole = bool(finding.model or finding.reasons)
        self._measure.set_tip((lambda: measured(finding)) if whole else None)
        self.setAccessibleName(f"{self._tag} {render(finding.title)}")
        self.setAccessibleDescription(measured(finding))
        for one, button in self._buttons.items():
            button.setChecked(one is verdict)
            # The keys speak to the chosen card alone; where room is short, so do the caps.
            button.set_keys(keys(COMMANDS[one]) if selected or not self._compact else "")
        self.update()

    def width_for(self, findings: Sequence[Finding]) -> int:
        """Return how wide a card must be so that no title of these is cut, in pixels."""
        if self._compact:
            return tokens.px(CARD_WIDE_COMPACT)
        title = max(self._title.width_in_two(render(one.title)) for one in findings)
        # Whose finding it is stands at the end of the measure, where it would be cut first.
        whose = [measured(one) for one in findings if one.model]
        metrics = self._measure.fontMetrics()
        title = max([title, *(metrics.horizontalAdvance(text) + GAP for text in whose)])
        # Each by itself: a layout still knows the widths of the language before.
        verdicts = sum(button.sizeHint().width() + NEAR for button in self._buttons.values())
        return max(tokens.px(CARD_WIDE), tokens.px(TAG + 2 * GAP) + verdicts + title)

    def set_open(self, can_judge: bool) -> None:
        """Let verdicts be given, or not."""
        for button in self._buttons.values():
            button.setEnabled(can_judge)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the finding."""
        super().mousePressEvent(event)
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tag and the bar of the chosen card."""
        super().paintEvent(event)
        painter = QPainter(self)
        if self._selected:
            painter.fillRect(0, 0, tokens.px(3), self.height(), tokens.colour("accent"))
        if self._compact:
            rect = QRectF(tokens.px(8), tokens.px(2), tokens.px(24), tokens.px(20))
        else:
            rect = QRectF(
                tokens.px(12), (self.height() - tokens.px(24)) / 2, tokens.px(32), tokens.px(24)
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.colour("accent"))
        filled = self._selected and not self._compact
        painter.setBrush(tokens.colour("accent") if filled else Qt.BrushStyle.NoBrush)
        if not self._compact:
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(tokens.colour("onaccent" if filled else "accent"))
        painter.setFont(tokens.font("detail" if self._compact else "body", weight=600))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._tag)
        painter.end()

    def _lay_full(self, verdicts: QHBoxLayout) -> None:
        layout = row(margins=(TAG, 0, GAP, 0), gap=GAP)
        lines = column(gap=0)
        lines.addStretch(1)
        lines.addWidget(self._title)
        lines.addWidget(self._measure)
        lines.addStretch(1)
        layout.addLayout(lines, 1)
        layout.addLayout(verdicts)
        self.setLayout(layout)
        self.setFixedHeight(tokens.px(48))

    def _lay_compact(self, verdicts: QHBoxLayout) -> None:
        layout = column(margins=(8, 2, 8, 2), gap=2)
        line = row(margins=(28, 0, 0, 0), gap=8)
        line.addWidget(self._title)
        line.addWidget(self._measure, 1)
        layout.addLayout(line)
        verdicts.addStretch(1)
        layout.addLayout(verdicts)
        self.setLayout(layout)
        self.setFixedHeight(tokens.px(54))


class Verdicts(Panel):
    """The cards, those around the chosen finding when they are more than fit."""

    chosen = Signal(int)
    """Place of a finding among all of the item."""
    given = Signal(str, object)
    """(finding_id, Verdict)."""

    def __init__(self) -> None:
        super().__init__("panel", name="verdicts")
        self._shown: Shown | None = None
        self._selected = 0
        self._compact = False
        self._cards: list[Card] = []
        self._layout = row(margins=(8, 0, 8, 0), gap=APART)
        self.setLayout(self._layout)
        self._count = Text("", "detail", "text3").firm()
        self._outcome = Text("", "body", "text2")
        self._layout.addWidget(self._outcome, 1)
        self._inner = QWidget()
        self._line = row(gap=APART)
        self._inner.setLayout(self._line)
        self._layout.addWidget(self._inner, 8)
        self._layout.addWidget(self._count)
        languages.changed.connect(self._say)

    @property
    def selected(self) -> tuple[Key, Finding] | None:
        """The chosen finding and its picture."""
        if self._shown is None or not self._shown.findings:
            return None
        return self._shown.findings[min(self._selected, len(self._shown.findings) - 1)]

    def show_item(self, shown: Shown | None) -> None:
        """Show the findings of an item."""
        other = shown is None or self._shown is None
        if other or (shown and self._shown and shown.item.item_id != self._shown.item.item_id):
            self._selected = 0
        self._shown = shown
        self._say()

    def choose(self, place: int) -> None:
        """Choose a finding by its place."""
        count = len(self._shown.findings) if self._shown else 0
        if count:
            self._selected = place % count
            self._say()
            self.chosen.emit(self._selected)

    def step(self, steps: int) -> None:
        """Choose the next finding or the one before."""
        self.choose(self._selected + steps)

    def choose_open(self) -> None:
        """Choose the first finding that has no verdict."""
        if self._shown is None:
            return
        for place, (_, finding) in enumerate(self._shown.findings):
            if self._shown.verdict(finding) is None:
                self.choose(place)
                return

    def give(self, verdict: Verdict) -> None:
        """Say something of the chosen finding."""
        found = self.selected
        if found is not None and self._shown is not None and self._shown.read_only is None:
            self.given.emit(found[1].finding_id, verdict)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = []
        while self._line.takeAt(0) is not None:
            pass
        self._say()

    def resizeEvent(self, event: object) -> None:
        """Show as many cards as fit."""
        del event
        self._say()

    def _room(self, findings: Sequence[Finding]) -> int:
        """Return how many cards stand side by side with every title whole."""
        self._make(1)
        wide = self._cards[0].width_for(findings)
        rest = self.width() - tokens.px(16)
        if len(findings) > 1:
            rest -= self._count.sizeHint().width() + tokens.px(APART)
        return max(1, (rest + tokens.px(APART)) // (wide + tokens.px(APART)))

    def _say(self) -> None:
        shown = self._shown
        findings = shown.findings if shown else ()
        self._inner.setVisible(bool(findings))
        self._outcome.setVisible(not findings)
        if shown is None or not findings:
            self._outcome.set_words(self._outcome_words)
            self._count.hide()
            return
        self._selected = min(self._selected, len(findings) - 1)
        self._count.set_words(
            lambda: f"{cap_words(keys('next_finding'))} {self._selected + 1}/{len(findings)}"
        )
        room = min(self._room([finding for _, finding in findings]), len(findings))
        start = min(self._selected // room * room, len(findings) - room)
        self._make(room)
        for number, card in enumerate(self._cards):
            card.setVisible(number < room)
            if number < room:
                _, finding = findings[start + number]
                place = start + number
                card.show_finding(finding, shown.verdict(finding), selected=place == self._selected)
                card.set_open(shown.read_only is None)
                card.setProperty("place", place)
        self._count.setVisible(len(findings) > (room if self._compact else 1))

    def _make(self, count: int) -> None:
        while len(self._cards) < count:
            card = Card(len(self._cards) + 1, compact=self._compact)
            card.chosen.connect(self._card_chosen)
            card.given.connect(self._card_given)
            self._cards.append(card)
            self._line.addWidget(card, 1)

    def _card_chosen(self) -> None:
        card = self.sender()
        if isinstance(card, Card):
            self.choose(int(card.property("place")))

    def _card_given(self, verdict: Verdict) -> None:
        card = self.sender()
        if isinstance(card, Card):
            self._selected = int(card.property("place"))
            self.chosen.emit(self._selected)
            self.give(verdict)

    def _outcome_words(self) -> str:
        shown = self._shown
        if shown is None:
            return ""
        unknown = shown.unknown
        if unknown is not None:
            why = render(unknown.reason) if unknown.reason else tr("no reason given")
            return tr("Model unknown: {why}. Look as if there were no model.", why=why.rstrip("."))
        return _silence(shown)


def _silence(shown: Shown) -> str:
    """Say what it means that there is no finding: never that there is nothing."""
    quiet = [one for one in shown.item.reports if one.state is ScreeningState.NOTHING_FLAGGED]
    if any(one.drift for one in quiet):
        return tr("Nothing flagged by the model, but the scans have changed. What you see counts.")
    if quiet:
        return tr("Nothing flagged by the model. What you see counts.")
    return tr("Not screened yet")
