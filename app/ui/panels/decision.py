"""The decision side while it is closed: refer, recommend, ask, or none of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Kind, Recommendation
from app.domain.words import phrase
from app.domain.work import ItemState
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Link, Panel, Rule, Text, column, row, said
from app.ui.i18n import languages, render, tr
from app.ui.panels.after import after_words
from app.ui.panels.pieces import Shape
from app.ui.panels.release_waits import Wait, waits
from app.ui.queue.words import OUTCOME_WORDS
from app.ui.shown import Shown

AMEND_MS = 5000
LINES = 5
FEW = 2
"""Lines of what release waits for that leave room below them."""
COMMANDS = {
    Kind.REFER_FOR_EXAM: "refer",
    Kind.RECOMMEND_RELEASE: "release",
    Kind.REQUEST_INFO: "ask",
    Kind.NO_DECISION: "no_decision",
}
SIGNED = phrase("Signed: {outcome}, {time}")


class WaitLine(QWidget):
    """One thing that release waits for: shape, link, key."""

    def __init__(self, number: int) -> None:
        super().__init__()
        layout = row(gap=8)
        self.setLayout(layout)
        self.field = ""
        self._shape = Shape(None, tokens.SEVERITY_SMALL)
        self.link = Link(said(""), name=f"wait-{number}")
        layout.addWidget(self._shape)
        layout.addWidget(self.link, 1)

    def show_wait(self, wait: Wait) -> None:
        """Show one of the reasons."""
        self.field = wait.field
        self._shape.show_severity(wait.severity)
        self.link.set_words(said(wait.words))
        self.link.describe(said(wait.whole))
        self.link.set_keys(wait.keys)


class Decision(Panel):
    """Two commands of equal weight; why one of them waits; two quiet ones below."""

    asked = Signal(object)
    """Kind: open its form."""
    resolve_asked = Signal(str)
    """Field of what release waits for."""
    amend_asked = Signal()
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__("panel", name="decision")
        self._shown: Shown | None = None
        self._signed: Recommendation | None = None
        self._compact = False
        self._column = column(margins=(16, 16, 16, 16), gap=8)
        outer = column(gap=0)
        outer.addWidget(Rule())
        outer.addLayout(self._column)
        self.setLayout(outer)
        self._fill_commands()
        self._fill_waits()
        self._fill_signed()
        self._column.addStretch(1)
        self._fill_quiet()
        self._fade = QTimer(self, singleShot=True, interval=AMEND_MS)
        self._fade.timeout.connect(self._amend.hide)
        languages.changed.connect(self._say)
        self.set_compact(False)
        self.show_item(None)

    def show_item(self, shown: Shown | None) -> None:
        """Show what can be done with an item now."""
        before = self._shown.item.item_id if self._shown is not None else ""
        if shown is None or shown.item.item_id != before or self._taken_up(shown):
            self._signed = None
        self._shown = shown
        self._say()

    def show_signed(self, recommendation: Recommendation) -> None:
        """Show the signed line, with *amend* for five seconds."""
        self._signed = recommendation
        self._amend.show()
        self._fade.start()
        self._say()

    def can(self, kind: Kind) -> bool:
        """Whether a form of this kind may be opened now."""
        shown = self._shown
        if shown is None or shown.read_only is not None or self._decided():
            return False
        return kind is not Kind.RECOMMEND_RELEASE or not shown.release_waits_for

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        side = tokens.px(measures.margin)
        top = tokens.px(8 if compact else 16)
        self._column.setContentsMargins(side, top, side, tokens.px(8 if compact else 16))
        self._column.setSpacing(tokens.px(4 if compact else 8))
        self._compact = compact
        for button in (self._refer, self._release, self._next):
            button.kind(
                "primary" if button is self._next else "decision",
                high=measures.command,
                role="section" if compact else "command",
            )
        self._say()

    def _fill_commands(self) -> None:
        self._refer = Button(
            words("refer"), keys=keys("refer"), icon="arrow-elbow-down-right", name="refer"
        )
        self._release = Button(
            words("release"), keys=keys("release"), icon="prohibit", name="release"
        )
        self._refer.clicked.connect(lambda: self.asked.emit(Kind.REFER_FOR_EXAM))
        self._release.clicked.connect(lambda: self.asked.emit(Kind.RECOMMEND_RELEASE))
        self._column.addWidget(self._refer)
        self._column.addWidget(self._release)

    def _fill_waits(self) -> None:
        self._opens = Text(lambda: tr("Release opens when:"), "detail", "text2")
        self._column.addWidget(self._opens)
        self._waits: list[WaitLine] = []
        for number in range(LINES):
            line = WaitLine(number + 1)
            line.link.clicked.connect(self._resolve(line))
            self._column.addWidget(line)
            self._waits.append(line)

    def _fill_signed(self) -> None:
        self._signed_text = Text("", "body", wrap=True).styled(weight=600)
        self._signed_text.setObjectName("signed-line")
        self._amend = Link(lambda: tr("Amend"), keys=keys("amend"), name="amend")
        self._amend.clicked.connect(self.amend_asked)
        self._next = Button(words("next"), keys=keys("next"), icon="arrow-right", name="next")
        self._next.clicked.connect(self.next_asked)
        self._column.addWidget(self._signed_text)
        self._column.addWidget(self._amend)
        self._column.addWidget(self._next)

    def _fill_quiet(self) -> None:
        line = row(gap=8)
        self._ask = Button(words("ask"), keys=keys("ask"), name="ask").kind("quiet")
        self._none = Button(words("no_decision"), keys=keys("no_decision"), name="no-decision")
        self._none.kind("quiet")
        self._ask.clicked.connect(lambda: self.asked.emit(Kind.REQUEST_INFO))
        self._none.clicked.connect(lambda: self.asked.emit(Kind.NO_DECISION))
        line.addWidget(self._ask, 1)
        line.addWidget(self._none, 1)
        self._column.addLayout(line)

    def _resolve(self, line: WaitLine) -> Callable[[], None]:
        return lambda: self.resolve_asked.emit(line.field)

    def _decided(self) -> bool:
        """Whether there is a decision, and the item was not taken up again since."""
        shown = self._shown
        if shown is None:
            return False
        stands = bool(shown.item.decisions) and shown.item.state is ItemState.WAITING
        return stands or shown.item.state is ItemState.DECIDED

    def _taken_up(self, shown: Shown) -> bool:
        """Whether an item that was signed here is under review again: amended, or come back."""
        signed = self._signed
        if signed is None or shown.item.state is not ItemState.CLAIMED:
            return False
        return any(
            one.recommendation_id == signed.recommendation_id for one in shown.item.decisions
        )

    def _say(self) -> None:
        shown = self._shown
        signed = self._signed is not None or self._decided()
        for button in (self._refer, self._release, self._ask, self._none):
            button.setVisible(not signed)
        self._refer.setEnabled(self.can(Kind.REFER_FOR_EXAM))
        self._release.setEnabled(self.can(Kind.RECOMMEND_RELEASE))
        self._ask.setEnabled(self.can(Kind.REQUEST_INFO))
        self._none.setEnabled(self.can(Kind.NO_DECISION))
        self._release.set_icon("check" if self._release.isEnabled() else "prohibit")
        self._next.setVisible(signed)
        self._amend.setVisible(signed and self._fade.isActive())
        self._say_waits(None if signed else shown)
        # An item that is taken up again says how it stands, where no command makes way for that:
        # its port may be acting on it.
        again = shown is not None and bool(shown.item.decisions)
        few = sum(not line.isHidden() for line in self._waits) <= FEW
        self._signed_text.setVisible(signed or (again and few and not self._compact))
        self._signed_text.set_words(self._signed_words)

    def _say_waits(self, shown: Shown | None) -> None:
        by_field: dict[str, list[str]] = {}
        for one in shown.release_waits_for if shown else ():
            by_field.setdefault(one.field, []).append(render(one.sentence))
        found = waits(shown, by_field) if shown and shown.read_only is None else ()
        # Five lines leave no room for their heading in a small window; they speak for themselves.
        self._opens.setVisible(bool(found) and not (self._compact and len(found) > 3))
        for number, line in enumerate(self._waits):
            line.setVisible(number < len(found))
            if number < len(found):
                line.show_wait(found[number])
        self._release.describe(
            said("\n".join(wait.words for wait in found)) if found else words("release")
        )

    def _signed_words(self) -> str:
        last = self._signed
        if last is None and self._shown is not None and self._shown.item.decisions:
            last = self._shown.item.decisions[-1]
        if last is None:
            return ""
        when = last.times.decided_at.astimezone().strftime("%H:%M %Z")
        signed = tr(SIGNED, outcome=tr(OUTCOME_WORDS[last.kind]), time=when)
        item = self._shown.item if self._shown is not None else None
        return "\n".join((signed, *(after_words(item, last) if item is not None else ())))
