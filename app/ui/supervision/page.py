"""The page of supervisors: the list at the left, the picture, and the decision with its answer."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from app.domain.officer import Officer
from app.domain.supervision import Answer, Recheck, Stands, Why
from app.domain.supervision_case import Case
from app.domain.words import Sentence
from app.ui import tokens
from app.ui.commands import bind, keys
from app.ui.controls import Button, Panel, Rule, Text, column, row
from app.ui.desk import Desk
from app.ui.i18n import languages, tr
from app.ui.panels.pieces import MessageLine
from app.ui.shown import Message, Tone
from app.ui.supervision.answer_box import AnswerBox
from app.ui.supervision.case_side import CaseSide
from app.ui.supervision.picture_place import PicturePlace
from app.ui.supervision.recheck_list import RecheckList, RecheckModel
from app.ui.supervision.session import Supervising
from app.ui.supervision.words import age_words, why_words

LIST_WIDE, LIST_COMPACT = 304, 264
SIDE_WIDE, SIDE_COMPACT = 376, 320
HEAD = 48


class SupervisionPage(Panel):
    """Decisions that are looked at again, one after the other."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="supervision-page")
        self._desk = desk
        self._lines: tuple[Recheck, ...] = ()
        self._reason: Why | None = None
        self._compact = False
        self._case: Case | None = None
        self.supervising = Supervising(desk, self)
        self.model = RecheckModel(self._now)
        self.list = RecheckList(self.model)
        self.picture = PicturePlace(desk.pictures)
        self.side = CaseSide()
        self.answer = AnswerBox()
        self.message = MessageLine(name="recheck-message")
        self._lay()
        self._connect()
        self._bind()
        self._say()

    @property
    def case(self) -> Case | None:
        """The decision that is open."""
        return self._case

    @property
    def lines(self) -> tuple[Recheck, ...]:
        """Every line that waits, filtered or not."""
        return self._lines

    def take_focus(self) -> None:
        """Give the list the keys, and ask what waits by now."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.supervising.refresh()

    def minimumSizeHint(self) -> QSize:
        """Let the window be small."""
        return QSize(tokens.px(640), tokens.px(56))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the measures of small windows."""
        super().resizeEvent(event)
        compact = self.width() < tokens.px(tokens.COMPACT_WINDOW[0])
        if compact != self._compact:
            self._compact = compact
            self._say()
        self._left.setFixedWidth(tokens.px(LIST_COMPACT if compact else LIST_WIDE))
        wide = tokens.px(SIDE_COMPACT if compact else SIDE_WIDE)
        self._right.setFixedWidth(wide)
        self.side.set_wide(wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field first, then the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._right.isAncestorOf(self.focusWidget()):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    # --- laying out -------------------------------------------------------------------------------

    def _lay(self) -> None:
        outer = row(gap=0)
        self.setLayout(outer)
        self._left = Panel("panel", name="recheck-left")
        self._left.setFixedWidth(tokens.px(LIST_WIDE))
        left = column(gap=0)
        self._left.setLayout(left)
        left.addWidget(self._make_head())
        left.addWidget(Rule())
        left.addWidget(self.list, 1)
        self._hollow = self._make_hollow()
        left.addWidget(self._hollow, 1)
        outer.addWidget(self._left)
        outer.addWidget(Rule(upright=True))
        outer.addWidget(self.picture, 1)
        outer.addWidget(Rule(upright=True))
        self._right = Panel("panel", name="recheck-right")
        self._right.setFixedWidth(tokens.px(SIDE_WIDE))
        right = column(gap=0)
        self._right.setLayout(right)
        right.addWidget(self.side, 1)
        right.addWidget(self.message)
        right.addWidget(Rule())
        right.addWidget(self.answer)
        outer.addWidget(self._right)

    def _make_hollow(self) -> Panel:
        """Make what stands in place of the list where nothing waits."""
        self._empty = Text("", "detail", "text2", wrap=True)
        lines = column(margins=(16, 16, 16, 16))
        lines.addWidget(self._empty)
        lines.addStretch(1)
        hollow = Panel("panel", name="recheck-empty", parent=self)
        hollow.setLayout(lines)
        hollow.hide()
        return hollow

    def _make_head(self) -> Panel:
        head = Panel("panel", name="recheck-count")
        head.setFixedHeight(tokens.px(HEAD))
        line = row(margins=(16, 0, 12, 0), gap=8)
        head.setLayout(line)
        self._count = Text("", "body").styled(weight=600)
        line.addWidget(self._count, 1)
        self.filter = Button(self._filter_words, keys=keys("recheck_reason"), name="recheck-reason")
        self.filter.kind("bare", high=24, role="detail")
        self.filter.describe(lambda: tr("Show the lines of one reason only"))
        self.filter.clicked.connect(self.next_reason)
        line.addWidget(self.filter)
        return head

    def _connect(self) -> None:
        room = self.supervising
        room.lines_read.connect(self._show_lines)
        room.case_read.connect(self._show_case)
        room.refused.connect(self._refuse)
        room.answered.connect(lambda _: self.message.show_message(None))
        room.left.connect(self._clear)
        self.list.line_chosen.connect(self._chosen)
        self.side.approve_asked.connect(lambda line, on: room.approve(line, approved=on))
        self.answer.answered.connect(self._answered)
        self.answer.adjudicated.connect(self._adjudicated)
        self.answer.reading_asked.connect(self.ask_reading)
        self.answer.reader_chosen.connect(self._ask_reader)
        self._desk.queue_changed.connect(self._follow)
        languages.changed.connect(self._say)

    def _bind(self) -> None:
        bind(self, "answer_agree", lambda: self.answer.give(Answer.AGREE), self._why_not_open)
        bind(self, "answer_differ", lambda: self.answer.give(Answer.DIFFER), self._why_not_open)
        bind(self, "answer_return", lambda: self.answer.give(Answer.RETURN), self._why_not_open)
        bind(self, "second_reading", self.ask_reading, self._why_not_read)
        bind(self, "next_recheck", self.next_line)
        bind(self, "recheck_reason", self.next_reason)
        bind(self, "recheck_view", self.picture.next_view, self._why_not_open)
        bind(self, "replay", self.picture.turn_replay, self._why_not_replay)
        bind(self, "approve_label", self.approve_all, self._why_not_approve)
        bind(self, "retry", self._desk.retry, self._why_not_retry)

    # --- acts -------------------------------------------------------------------------------------

    def next_line(self) -> None:
        """Choose the line below; the first one after the last."""
        row_ = self.list.currentIndex().row() + 1
        self.list.choose(row_ if self.model.line(row_) is not None else 0)

    def next_reason(self) -> None:
        """Show the lines of the next reason only; all of them after the last."""
        there = [why for why in Why if any(why in line.why for line in self._lines)]
        choices: list[Why | None] = [None, *there]
        place = choices.index(self._reason) if self._reason in choices else 0
        self._reason = choices[(place + 1) % len(choices)]
        self._fill()

    def ask_reading(self) -> None:
        """Choose who reads the open decision blind."""
        case = self._case
        if case is not None and case.line.reading is None:
            self.supervising.readers(case, lambda people: self._offer_readers(case, people))

    def _offer_readers(self, case: Case, people: tuple[Officer, ...]) -> None:
        if self._case is case:
            self.answer.offer_readers(people)

    def _ask_reader(self, account: str) -> None:
        if self._case is not None:
            self.supervising.ask_reading(self._case.line.recommendation_id, account)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def approve_all(self) -> None:
        """Let every verdict of the open decision be trained on."""
        for given in self._case.verdicts if self._case is not None else ():
            if given.approval is None or not given.approval.approved:
                self.supervising.approve(given.line, approved=True)

    def _answered(self, answer: Answer, comment: str, reasons: tuple[str, ...]) -> None:
        if self._case is not None:
            identity = self._case.line.recommendation_id
            self.supervising.answer(identity, answer, comment, reasons)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _adjudicated(self, stands: Stands, comment: str) -> None:
        reading = self._case.line.reading if self._case is not None else None
        if self._case is not None and reading is not None:
            identity = self._case.line.recommendation_id
            self.supervising.adjudicate(identity, reading.reading_id, stands, comment)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown ----------------------------------------------------------------------------

    def _show_lines(self, lines: tuple[Recheck, ...]) -> None:
        if lines != self._lines:
            self._lines = lines
            self._fill()
        self._say()

    def _fill(self) -> None:
        """Show what the filter lets through; the chosen line stays, or the next takes its place."""
        chosen = self.list.chosen
        before = self.list.currentIndex().row()
        kept = [one for one in self._lines if self._reason is None or self._reason in one.why]
        self.model.show_lines(kept)
        again = self.model.row_of(chosen.recommendation_id) if chosen is not None else -1
        self.list.setVisible(bool(kept))
        self._hollow.setVisible(not kept)
        self.list.choose(again if again >= 0 else max(0, before))
        if not kept:
            self._chosen(None)
        self._say()

    def _chosen(self, line: Recheck | None) -> None:
        self.message.show_message(None)
        self.supervising.open(line.recommendation_id if line is not None else "")

    def _show_case(self, case: Case | None) -> None:
        self._case = case
        self.side.show_case(case)
        self.picture.show_case(case)
        self.answer.show_case(case)

    def _refuse(self, sentence: Sentence) -> None:
        self.message.show_message(Message(sentence, Tone.WARNING))

    def _follow(self, _lines: object) -> None:
        """Read the lines again when the record has grown, while they are looked at."""
        if self.isVisible():
            self.supervising.refresh()

    def _clear(self) -> None:
        """Let go of everything: who sits here now is no supervisor."""
        self._lines = ()
        self._reason = None
        self._fill()

    def _say(self) -> None:
        self._count.set_words(self._count_words)
        self._empty.set_words(self._empty_words)
        self.filter.set_words(self._filter_words)

    def _count_words(self) -> str:
        if not self._lines:
            return tr("Re-check list")
        if self._compact:
            return tr("{count} to re-check", count=len(self._lines))
        oldest = min(line.decided_at for line in self._lines)
        return tr(
            "{count} to re-check, oldest {age}",
            count=len(self._lines),
            age=age_words(oldest, self._now()),
        )

    def _filter_words(self) -> str:
        return tr("All reasons") if self._reason is None else self._reason_words(self._reason)

    def _reason_words(self, why: Why) -> str:
        first = next((one for one in self._lines if why in one.why), None)
        return why_words(first, why) if first is not None else tr("All reasons")

    def _empty_words(self) -> str:
        return tr("Nothing is to be looked at again. New lines appear here by themselves.")

    # --- why not ----------------------------------------------------------------------------------

    def _why_not_open(self) -> str:
        return "" if self._case is not None else tr("Choose a decision at the left.")

    def _why_not_read(self) -> str:
        if self._case is not None and self._case.line.reading is not None:
            return tr("A second reading of this decision was asked for already.")
        return self._why_not_open()

    def _why_not_replay(self) -> str:
        if self.picture.which.isHidden():
            return tr("There is no replay of this decision.")
        return self._why_not_open()

    def _why_not_approve(self) -> str:
        if self._case is not None and not self._case.verdicts:
            return tr("No verdict was given on a finding here.")
        return self._why_not_open()

    def _why_not_retry(self) -> str:
        waits = self._desk.outbox.pending or self._desk.pictures.waits
        return "" if waits else tr("Everything is saved.")

    def _now(self) -> dt.datetime:
        return self._desk.wiring.clock.now()
