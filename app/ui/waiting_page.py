"""What waits: decisions made alone to be confirmed, what the record refused, what is to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.decision import Recommendation
from app.domain.late import WHAT_WORDS, AloneDecision, Standing, Waiting
from app.domain.notice import Severity
from app.domain.words import phrase
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Text, Words, clear, column, row
from app.ui.desk import Desk
from app.ui.i18n import languages, render, tr
from app.ui.i18n.formats import moment
from app.ui.line_watch import Waits
from app.ui.panels.form_words import reasons_of
from app.ui.panels.line_words import line_words
from app.ui.panels.pieces import Shape
from app.ui.queue.words import OUTCOME_WORDS

_WIDE = 960
_TO_CONFIRM = phrase("Decided alone, to be confirmed")
_REFUSED = phrase("Refused by the record")
_TO_SEND = phrase("To be sent")
_TIMES = phrase("decided {done}, received {received}")
_BY = phrase("Decision of {who}, who has to confirm it.")
_SAME = phrase("Nothing that the record knows has changed since.")
_AGAIN = phrase("It cannot be confirmed. Open the item and decide again.")


class WaitingPage(Panel):
    """A page beside queue and review; never over the image."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="waiting-page")
        self._desk = desk
        self._waits = Waits()
        self._first: Button | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = column(margins=(40, 24, 40, 24), gap=16)
        self.setLayout(outer)
        outer.addLayout(self._head())
        self._list = column(gap=8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = Panel("bg")
        inside.setMaximumWidth(tokens.px(_WIDE))
        inside.setLayout(self._list)
        self._area.setWidget(inside)
        outer.addWidget(self._area, 1)
        desk.line.listed.connect(self._show)
        desk.line.changed.connect(self._stands)
        languages.changed.connect(self._say)
        self._say()
        self._show(Waits())

    def take_focus(self) -> None:
        """Read what waits anew, and give the first answer the keys."""
        self._take_keys()
        self._desk.line.list_waiting()

    def _take_keys(self) -> None:
        taker = self if self._first is None else self._first
        taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Let the window be small; what is longer scrolls."""
        return QSize(tokens.px(640), tokens.px(56))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; Enter does what the focus is on, as Space does."""
        held = [button for button in self.findChildren(Button) if button.hasFocus()]
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
            held[0].click()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        head = row(gap=16)
        head.addWidget(Text(words("waiting"), "goods"))
        self.state = Text("", "body", "text2")
        head.addWidget(self.state, 1)
        retry = Button(lambda: tr("Try the line now"), name="waiting-retry").kind("quiet")
        retry.clicked.connect(self._desk.retry)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="waiting-back").kind("quiet")
        back.clicked.connect(self.left)
        head.addWidget(retry)
        head.addWidget(back)
        self._stands(self._desk.line.standing)
        return head

    def _stands(self, standing: Standing) -> None:
        self.state.set_words(lambda: line_words(standing))
        if self.isVisible():
            self._desk.line.list_waiting()

    def _show(self, waits: Waits) -> None:
        """Lay the lists anew; the focus stays in them when it was there."""
        if waits == self._waits and self._list.count():
            return
        held = self.hasFocus() or any(
            button.hasFocus() for button in self._area.findChildren(Button)
        )
        self._waits, self._first = waits, None
        clear(self._list)
        self._section(_TO_CONFIRM, (self._alone(one) for one in waits.alone))
        refused = [one for one in waits.acts if one.refused is not None]
        self._section(_REFUSED, (self._turned_away(one) for one in refused))
        sending = [one for one in waits.acts if one.refused is None]
        self._section(_TO_SEND, (self._to_send(one) for one in sending))
        if not (waits.alone or waits.acts):
            self._list.addWidget(Text(lambda: tr("Nothing waits. Everything is on record.")))
        self._list.addStretch(1)
        if held:
            self._take_keys()

    def _section(self, title: str, rows: Iterable[QWidget]) -> None:
        made = list(rows)
        if not made:
            return
        count = len(made)
        head = Text(lambda: f"{tr(title)}  {count}", "body", "text2").styled(weight=600)
        self._list.addWidget(head)
        for one in made:
            self._list.addWidget(one)
        self._list.addSpacing(tokens.px(12))

    # --- rows ----------------------------------------------------------------------------------

    def _alone(self, alone: AloneDecision) -> QWidget:
        """Return a decision with its times, what changed, and how it can be answered."""
        decision = alone.recommendation
        line, box = _row(decision.item_id, lambda: tr(OUTCOME_WORDS[decision.kind]))
        times = (moment(alone.done_at), moment(alone.received_at))
        when = Text(lambda: tr(_TIMES, done=times[0], received=times[1]), "detail", "text2")
        line.addWidget(when, 1)
        mine = self._desk.officer is not None and decision.officer == self._desk.officer.account
        box.addWidget(_told(partial(_grounds, decision)))
        for sentence in alone.changed:
            box.addWidget(_told(partial(render, sentence), warns=True))
        if not mine:
            box.addWidget(_told(lambda: tr(_BY, who=decision.officer)))
        elif alone.again:
            box.addWidget(_told(lambda: tr(_AGAIN), warns=True))
        elif not alone.changed:
            box.addWidget(_told(lambda: tr(_SAME)))
        if mine:
            self._answers(line, alone)
        return _framed(box, f"alone-{decision.item_id}")

    def _answers(self, line: QHBoxLayout, alone: AloneDecision) -> None:
        decision = alone.recommendation
        name = decision.item_id
        if not alone.again:
            confirm = self._button(lambda: tr("Confirm"), f"confirm-{name}", "primary")
            confirm.clicked.connect(lambda: self._desk.line.confirm(decision.recommendation_id))
            line.addWidget(confirm)
        title = phrase("Decide again") if alone.again else phrase("Correct")
        correct = self._button(lambda: tr(title), f"correct-{name}")
        correct.clicked.connect(lambda: self._desk.open_item(name))
        line.addWidget(correct)

    def _turned_away(self, waiting: Waiting) -> QWidget:
        act, why = waiting.act, waiting.refused
        line, box = _row(act.item_id, lambda: tr(WHAT_WORDS[act.what]))
        line.addWidget(Text(moment(act.done_at), "detail", "text2"), 1)
        seen = self._button(lambda: tr("Taken note"), f"noted-{act.act_id}")
        seen.clicked.connect(lambda: self._desk.line.take_note(act.act_id))
        line.addWidget(seen)
        if why is not None:
            box.addWidget(_told(lambda: render(why), warns=True))
        return _framed(box, f"refused-{act.act_id}")

    def _to_send(self, waiting: Waiting) -> QWidget:
        act = waiting.act
        line, box = _row(act.item_id, lambda: tr(WHAT_WORDS[act.what]))
        line.addWidget(Text(moment(act.done_at), "detail", "text2"), 1)
        return _framed(box, f"waiting-{act.act_id}")

    def _button(self, title: Words, name: str, kind: str = "rest") -> Button:
        made = Button(title, name=name).kind(kind)
        self._first = self._first or made
        return made

    def _say(self) -> None:
        self.setAccessibleName(words("waiting")())
        for bar in (self._area.verticalScrollBar(), self._area.horizontalScrollBar()):
            bar.setAccessibleName(tr("Scroll"))


def _grounds(decision: Recommendation) -> str:
    """Return why it was decided so, with the note."""
    known = reasons_of(decision.kind)
    reasons = (tr(known[code]) if code in known else code for code in decision.reasons)
    return ". ".join(filter(None, (", ".join(reasons), decision.note)))


def _row(item_id: str, what: Callable[[], str]) -> tuple[QHBoxLayout, QVBoxLayout]:
    """Return the first line of a row, with item and what it is, and the column that it heads."""
    box = column(margins=(12, 8, 12, 8), gap=4)
    line = row(gap=12)
    line.addWidget(Text(item_id, "body").styled(weight=600, identifier=True).firm())
    line.addWidget(Text(what, "body").firm())
    box.addLayout(line)
    return line, box


def _told(says: Words, *, warns: bool = False) -> QWidget:
    """Return a sentence, with the shape of a warning where it is one."""
    whole = QWidget()
    line = row(gap=8)
    if warns:
        line.addWidget(Shape(Severity.WARNING, tokens.SEVERITY_SMALL), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(says, "body", "text" if warns else "text2", wrap=True), 1)
    whole.setLayout(line)
    return whole


def _framed(box: QVBoxLayout, name: str) -> QWidget:
    framed = Panel("panel", name=name)
    framed.setLayout(box)
    return framed
