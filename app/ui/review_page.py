"""The review of one item: the image, what was declared beside it, and the decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
)

from app.domain.threat import Verdict
from app.domain.work import QueueLine
from app.ui import tokens
from app.ui.attention import Attention
from app.ui.borrowing import Borrowing
from app.ui.controls import Panel, column, row
from app.ui.deciding import Deciding
from app.ui.desk import Desk
from app.ui.estimating import Estimating
from app.ui.guide import Guide
from app.ui.hanging import Hanger, beside_part
from app.ui.looking_again import LookingAgain
from app.ui.panels.rail import Rail
from app.ui.panels.verdicts import Verdicts
from app.ui.papering import Papering
from app.ui.parcel_flow import parcel_part
from app.ui.passing import Passing, subject_of_review
from app.ui.picture_first import PictureFirst
from app.ui.references import Comparing
from app.ui.review_keys import bind_keys
from app.ui.review_side import ReviewSide
from app.ui.seconding import Seconding
from app.ui.shipment.codes import Codes
from app.ui.shown import Message, Shown
from app.ui.snapshot import Arrived, Opened
from app.ui.stage import Stage
from app.ui.train_row import train_part
from app.ui.units import Units
from app.ui.whole import Whole
from app.ui.wiring import Key, SittingLike


class ReviewPage(Panel):
    """Only the image grows with the window; every panel keeps its place and size."""

    queue_asked = Signal()
    key_changed = Signal(object)
    acted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="review-page")
        self._desk = desk
        self._arrived: SittingLike | None = None
        self.rail = Rail()
        self.stage = Stage(desk.pictures, desk.preferences)
        self.scan_view = self.stage.scan_view
        self.overview = self.stage.overview
        self.tool_bar = self.stage.tool_bar
        self.display_bar = self.stage.display_bar
        self._side = ReviewSide(self.stage.looks, Codes(desk.wiring.tables))
        self.declaration = self._side.declaration
        self.notices = self._side.notices
        self.compare = self._side.compare
        self.decision = self._side.decision
        self.referral = self._side.referral
        self.message = self._side.message
        self.verdicts = Verdicts()
        self.comparing = Comparing(desk, self.stage)
        self.borrowing = Borrowing(desk, self.stage)
        self.units = Units(desk, self.rail, self.stage, self)
        self._lay()
        self.hanger = self._make_hanger()
        self.guide = Guide(desk, self.stage, self._side, self.verdicts)
        self._make_deciding()
        self._connect_desk()
        self._connect_stage()
        self._connect_panels()
        bind_keys(self)

    @property
    def desk(self) -> Desk:
        """The desk that this page speaks to."""
        return self._desk

    @property
    def side(self) -> ReviewSide:
        """The right side: declaration, and below it what is asked of the officer now."""
        return self._side

    @property
    def form_open(self) -> bool:
        """Whether a decision form stands in place of notices and comparison."""
        return self._side.form_open

    def show_lines(self, lines: tuple[QueueLine, ...], now: dt.datetime) -> None:
        """Show what comes next."""
        shown = self._desk.review.shown
        given = self._desk.given(lines)
        self.rail.show_lines(given, now, shown.item.item_id if shown else "")
        self.units.parcels.show_lines(lines, now)

    def show_message(self, message: Message | None) -> None:
        """Show a sentence in the reserved places."""
        self._side.show_message(message)

    def take_focus(self) -> None:
        """Give the image the keys."""
        self.stage.take_focus()

    def turn_display(self) -> None:
        """Open the display panel, or close it; the draft of an open form is kept."""
        if self._side.display_open:
            self._side.show_display(shown=False)
            self.take_focus()
        else:
            self.deciding.close_form()
            self._side.show_display(shown=True)
            self._side.display.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_links(self) -> None:
        """Open the evidence of links, or close it; the draft of an open form is kept."""
        if self._side.links_open:
            self._side.show_links(shown=False)
            self.take_focus()
        else:
            self.deciding.close_form()
            self._side.show_links(shown=True)
            self._side.links.setFocus(Qt.FocusReason.OtherFocusReason)

    def acknowledge(self) -> None:
        """Acknowledge the first open notice; what stands over the notices gives way first."""
        if self.notices.isVisible():
            self.notices.acknowledge_first()
        elif self.notices.bring_first():
            self._leave()

    def give(self, verdict: Verdict) -> None:
        """Give a verdict on the chosen finding."""
        self.verdicts.give(verdict)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        self.units.parcels.set_compact(compact)
        self._bar.setFixedHeight(tokens.px(measures.bar))
        self._side.set_compact(compact)
        self.stage.set_compact(compact)
        self.verdicts.set_compact(compact)

    def minimumSizeHint(self) -> QSize:
        """Let the window be small; it then takes the compact measures."""
        return QSize(tokens.px(640), tokens.px(56))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field first, then the form, then the review."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if self.form_open and isinstance(focus, (QLineEdit, QPlainTextEdit)) and focus.hasFocus():
            self.referral.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.stage.scan_view.layers.point_out(None):
            # From wherever the place was asked for; on the image its own keys come first.
            self.take_focus()
        else:
            self._leave()

    def _leave(self) -> None:
        """Leave what stands in place of notices and comparison, else the review."""
        side = self._side
        ways: tuple[tuple[bool, Callable[[], object]], ...] = (
            (self.form_open, self.deciding.close_form),
            (side.display_open, self.turn_display),
            (side.links_open, self.turn_links),
            (side.whole_open or side.raw_open, self.whole.back),
            (side.paper_open, self.papering.back),
            (side.second_open, self.seconding.back),
            (side.passing_open, self.passing.close),
            (self.looking.alone is not None, self.looking.leave),
            (True, self.queue_asked.emit),
        )
        next(leave for is_open, leave in ways if is_open)()

    def _make_hanger(self) -> Hanger:
        hanger = Hanger(self.stage, self._desk.preferences, self)
        hanger.said.connect(self._desk.said)
        hanger.add(beside_part(self.comparing))
        hanger.add(parcel_part(self.units.parcels))
        hanger.add(train_part(self.units.train))
        self.first = PictureFirst(
            self._desk,
            self.stage,
            hanger,
            (self._side, self.verdicts, self.overview),
            plain=lambda: self.isVisible() and not self.stage.beside.divided,
        )
        return hanger

    def _make_deciding(self) -> None:
        """Make the way to a signature, and the way back to one that was given alone."""
        self.deciding = Deciding(self._desk, self.stage, self._side, self.units)
        self.looking = LookingAgain(self._desk, self)
        again = self._side.again
        again.why_not = self.looking.why_not
        again.confirm_asked.connect(self.looking.confirm)
        again.correct_asked.connect(self.deciding.amend)
        self.looking.changed.connect(lambda: self._side.show_again(self.looking.alone))

    def _lay(self) -> None:
        outer = row(gap=0)
        self.setLayout(outer)
        left = column(gap=0)
        above = row(gap=0)
        above.addWidget(self.rail)
        above.addWidget(self.units.parcels.grid)
        above.addWidget(self.stage, 1)
        left.addLayout(above, 1)
        self._bar = Panel("panel", name="bar")
        line = row(gap=0)
        line.addWidget(self.tool_bar)
        line.addWidget(self.verdicts, 1)
        self._bar.setLayout(line)
        left.addWidget(self._bar)
        outer.addLayout(left, 1)
        outer.addWidget(self._side)

    def _connect_desk(self) -> None:
        review = self._desk.review
        self.first.shown.connect(self._begins)
        review.opened.connect(self._opened)
        review.changed.connect(self._changed)
        review.closed.connect(self._closed)
        review.marks_changed.connect(self.stage.show_marks)
        review.unsaved_changed.connect(self.stage.show_unsaved)
        review.leaving.connect(self.scan_view.finish)
        self._desk.pictures.ready.connect(lambda _key, _picture: self.hanger.picture_came())

    def _connect_stage(self) -> None:
        self._attention = Attention(self._desk, self.stage, self)
        self.screen_notes = self._attention.notes
        self.scan_view.mark_acted.connect(self._desk.review.do_mark)
        self.stage.key_changed.connect(self._key_changed)
        self.stage.looks.panel_asked.connect(self.turn_display)
        self._side.display.left.connect(self.turn_display)

    def _connect_panels(self) -> None:
        review = self._desk.review
        self.notices.reader = self._desk.reader
        self.whole = Whole(self._desk, self.stage, self._side)
        self.papering = Papering(self._desk, self.stage, self._side)
        self.seconding = Seconding(self._desk, self.stage, self._side)
        self.passing = Passing(
            self._desk,
            self._side.passing,
            self,
            subject=lambda: subject_of_review(self._desk),
            show=self._show_passing,
        )
        self.estimating = Estimating(self._desk, self.stage, self.verdicts, lambda: self.form_open)
        self.rail.next_asked.connect(self._desk.next_item)
        self.rail.queue_asked.connect(self.queue_asked)
        self.units.parcels.grid.queue_asked.connect(self.queue_asked)
        self.rail.item_asked.connect(self._desk.open_item)
        self.declaration.confirm_asked.connect(review.confirm_link)
        self.declaration.evidence_asked.connect(self.turn_links)
        links = self._side.links
        links.left.connect(self.turn_links)
        links.confirm_asked.connect(review.confirm_link)
        links.break_asked.connect(review.break_link)
        links.history_asked.connect(self._ask_history)
        self.notices.acknowledged.connect(review.acknowledge)
        self.verdicts.given.connect(review.give_verdict)
        self.decision.next_asked.connect(self._desk.next_item)
        self.message.acted.connect(self.acted)
        self.referral.mark_asked.connect(self.tool_bar.next_shape)
        self.referral.acted.connect(self.acted)

    def _opened(self, opened: Opened) -> None:
        self.seconding.back()
        self.passing.close()
        self._side.show_form(shown=False)
        if self._arrived is opened.sitting:
            self.stage.take_in(opened.shown)
        else:
            self._attention.begin()
            self.hanger.prepare(opened.shown.item)
            self.stage.open_item(opened.shown)
            self.hanger.hang()
        self._arrived = None
        self._show(opened.shown)
        self.guide.draw_chosen()
        self.first.lift()
        self.take_focus()
        self.deciding.go_on()

    def _begins(self, arrived: Arrived) -> None:
        """Follow a picture that is shown before the rest of its item is known."""
        self._attention.begin()
        self._arrived = arrived.sitting

    def _changed(self, shown: Shown) -> None:
        self.stage.show_item(shown)
        self._show(shown)
        if self.form_open:
            self.referral.show_item(shown)

    def _closed(self) -> None:
        self._arrived = None
        self.seconding.back()
        self._side.show_form(shown=False)
        self.stage.close_item()
        self._show(None)

    def _show(self, shown: Shown | None) -> None:
        self.declaration.show_item(shown, self.stage.key)
        self._side.links.show_item(shown, self.stage.key)
        self.notices.show_item(shown)
        self.compare.show_comparisons(
            shown.comparisons if shown else (), shown.item if shown else None
        )
        self.decision.show_item(shown)
        self.verdicts.show_item(shown)
        self.whole.follow(shown)
        signed = self._desk.review.signed_since
        self.stage.set_read_only(shown is None or shown.read_only is not None or signed)
        if shown is not None and shown.read_only is not None:
            self._side.show_form(shown=False)

    def _key_changed(self, key: Key) -> None:
        if self._desk.review.arriving:
            # The panels are covered, and filled once there is something to say.
            return
        self.declaration.show_item(self._desk.review.shown, key)
        self._side.links.show_item(self._desk.review.shown, key)
        self.key_changed.emit(key)

    def _show_passing(self, shown: bool) -> None:
        if shown:
            self.deciding.close_form()
        self._side.show_page("passing" if shown else "")
        if not shown:
            self.take_focus()

    def _ask_history(self, scan_id: str) -> None:
        self._desk.link_versions(
            scan_id, lambda versions: self._side.links.show_history(scan_id, versions)
        )
