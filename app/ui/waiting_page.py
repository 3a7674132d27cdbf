"""What waits: decisions made alone to be confirmed, what the record refused, what is to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.late import WHAT_WORDS, AloneDecision, LineState, Standing, Waiting
from app.domain.notice import Severity
from app.domain.words import phrase
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Text, Words, clear, column, row
from app.ui.desk import Desk
from app.ui.i18n import languages, render, tr
from app.ui.i18n.formats import moment
from app.ui.line_watch import Waits
from app.ui.panels.alone_words import SAME, TIMES, grounds, told
from app.ui.panels.line_words import line_words, nothing_words
from app.ui.queue.words import OUTCOME_WORDS

_WIDE = 960
_TO_CONFIRM = phrase("Decided alone, to be confirmed")
_REFUSED = phrase("Refused by the record")
_TO_SEND = phrase("To be sent")
_BY = phrase("Decision of {who}, who has to confirm it.")
_AGAIN = phrase("It cannot be confirmed: look at it and decide again.")
_LATER = phrase("You can look at it again when the line to the record is back.")


class WaitingPage(Panel):
    """A page beside queue and review; never over the image."""

    left = Signal()
    look_asked = Signal(object)
    """AloneDecision: it is to be looked at again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="waiting-page")
        self._desk = desk
        self._waits = Waits()
        self._stood = LineState.ON_LINE
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
        standing = self._desk.line.standing.state
        if (waits, standing) == (self._waits, self._stood) and self._list.count():
            return
        held = self.hasFocus() or any(
            button.hasFocus() for button in self._area.findChildren(Button)
        )
        self._waits, self._stood, self._first = waits, standing, None
        clear(self._list)
        self._section(_TO_CONFIRM, (self._alone(one) for one in waits.alone))
        refused = [one for one in waits.acts if one.refused is not None]
        self._section(_REFUSED, (self._turned_away(one) for one in refused))
        sending = [one for one in waits.acts if one.refused is None]
        self._section(_TO_SEND, (self._to_send(one) for one in sending))
        if not (waits.alone or waits.acts):
            self._list.addWidget(Text(self._nothing, wrap=True))
        self._list.addStretch(1)
        if held:
            self._take_keys()

    def _nothing(self) -> str:
        return nothing_words(self._desk.line.standing)

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
        """Return a decision with goods and place, its times, and what changed; the way to it."""
        decision = alone.recommendation
        line, box = _row(decision.item_id, lambda: tr(OUTCOME_WORDS[decision.kind]))
        times = (moment(alone.done_at), moment(alone.received_at))
        when = Text(lambda: tr(TIMES, done=times[0], received=times[1]), "detail", "text2")
        line.addWidget(when, 1)
        mine = self._desk.officer is not None and decision.officer == self._desk.officer.account
        box.addWidget(told(lambda: _case_words(alone.goods, alone.equipment, alone.port)))
        box.addWidget(told(partial(grounds, decision)))
        for sentence in alone.changed:
            box.addWidget(told(partial(render, sentence), Severity.WARNING))
        if not mine:
            box.addWidget(told(lambda: tr(_BY, who=decision.officer)))
        elif alone.again:
            box.addWidget(told(lambda: tr(_AGAIN), Severity.WARNING))
        elif not alone.changed:
            box.addWidget(told(lambda: tr(SAME)))
        if mine and self._desk.alone:
            box.addWidget(told(lambda: tr(_LATER)))
        elif mine:
            line.addWidget(self._look_button(alone))
        return _framed(box, f"alone-{decision.item_id}")

    def _look_button(self, alone: AloneDecision) -> Button:
        """Return the way to the item: nothing is confirmed that was not looked at."""
        kind = "rest" if self._first is not None else "primary"
        name = f"look-{alone.recommendation.item_id}"
        look = self._button(lambda: tr("Look at it"), name, kind)
        look.clicked.connect(lambda: self.look_asked.emit(alone))
        return look

    def _turned_away(self, waiting: Waiting) -> QWidget:
        act, why = waiting.act, waiting.refused
        line, box = _row(act.item_id, lambda: tr(WHAT_WORDS[act.what]))
        line.addWidget(Text(moment(act.done_at), "detail", "text2"), 1)
        seen = self._button(lambda: tr("Taken note"), f"noted-{act.act_id}")
        seen.clicked.connect(lambda: self._desk.line.take_note(act.act_id))
        line.addWidget(seen)
        self._tell_case(box, act.item_id)
        if why is not None:
            box.addWidget(told(lambda: render(why), Severity.WARNING))
        return _framed(box, f"refused-{act.act_id}")

    def _to_send(self, waiting: Waiting) -> QWidget:
        act = waiting.act
        line, box = _row(act.item_id, lambda: tr(WHAT_WORDS[act.what]))
        line.addWidget(Text(moment(act.done_at), "detail", "text2"), 1)
        self._tell_case(box, act.item_id)
        return _framed(box, f"waiting-{act.act_id}")

    def _tell_case(self, box: QVBoxLayout, item_id: str) -> None:
        """Say what an item is, where the queue tells it."""
        line = next((one for one in self._desk.lines if one.item_id == item_id), None)
        if line is not None:
            box.addWidget(told(lambda: _case_words(line.goods, line.equipment, line.port)))

    def _button(self, title: Words, name: str, kind: str = "rest") -> Button:
        made = Button(title, name=name).kind(kind)
        self._first = self._first or made
        return made

    def _say(self) -> None:
        self.setAccessibleName(words("waiting")())
        for bar in (self._area.verticalScrollBar(), self._area.horizontalScrollBar()):
            bar.setAccessibleName(tr("Scroll"))


def _case_words(goods: str, equipment: str, port: str) -> str:
    """Return what it is about: goods, equipment, where."""
    where = tr("Port {port}", port=port) if port else ""
    return "  ·  ".join(filter(None, (goods or tr("No shipment data"), equipment, where)))


def _row(item_id: str, what: Callable[[], str]) -> tuple[QHBoxLayout, QVBoxLayout]:
    """Return the first line of a row, with item and what it is, and the column that it heads."""
    box = column(margins=(12, 8, 12, 8), gap=4)
    line = row(gap=12)
    line.addWidget(Text(item_id, "body").styled(weight=600, identifier=True).firm())
    line.addWidget(Text(what, "body").firm())
    box.addLayout(line)
    return line, box


def _framed(box: QVBoxLayout, name: str) -> QWidget:
    framed = Panel("panel", name=name)
    framed.setLayout(box)
    return framed
