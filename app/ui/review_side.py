"""The right side of the review: declaration, then notices and comparison, or a decision form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from app.domain.late import AloneDecision
from app.ui import tokens
from app.ui.controls import Panel, column
from app.ui.looks import Looks
from app.ui.panels.again import Again
from app.ui.panels.compare import Compare
from app.ui.panels.decision import Decision
from app.ui.panels.declaration import Declaration
from app.ui.panels.display_panel import DisplayPanel
from app.ui.panels.links import LinksPanel
from app.ui.panels.mark_second import MarkSecond
from app.ui.panels.notices import Notices
from app.ui.panels.passing_form import PassingForm
from app.ui.panels.pieces import MessageLine
from app.ui.panels.referral import Referral
from app.ui.paper.form import PaperForm
from app.ui.shipment.codes import Codes
from app.ui.shipment.panel import WholeShipment
from app.ui.shipment.raw_page import RawPage
from app.ui.shown import Message

HEAD, HEAD_COMPACT = 40, 34
"""Where the first notice begins."""


_Other = DisplayPanel | LinksPanel | WholeShipment | RawPage | PaperForm | MarkSecond | PassingForm


class ReviewSide(QScrollArea):
    """Panels of fixed places; a form opens where notices and comparison were."""

    page_changed = Signal()
    """Something else stands in place of notices and comparison, or they are back."""

    def __init__(self, looks: Looks, codes: Codes) -> None:
        super().__init__()
        self.setObjectName("side")
        self._compact = False
        self.declaration = Declaration(codes)
        self.notices = Notices()
        self.compare = Compare()
        self.decision = Decision()
        self.again = Again()
        self.referral = Referral()
        self.display = DisplayPanel(looks)
        self.links = LinksPanel()
        self.whole = WholeShipment()
        self.raw = RawPage()
        self.paper = PaperForm()
        self.second = MarkSecond()
        self.passing = PassingForm()
        # A message covers the head of the notices: nothing below it moves.
        self.message = MessageLine(name="review-message")
        self._pages = QStackedWidget()
        self._lay()
        self._pages.currentChanged.connect(lambda _: self._lay_message())
        self._pages.currentChanged.connect(lambda _: self.page_changed.emit())
        self.verticalScrollBar().valueChanged.connect(self.notices.look)

    @property
    def form_open(self) -> bool:
        """Whether a decision form stands in place of notices and comparison."""
        return self._pages.currentWidget() is self.referral

    @property
    def display_open(self) -> bool:
        """Whether the display panel stands in place of notices and comparison."""
        return self._pages.currentWidget() is self.display

    @property
    def whole_open(self) -> bool:
        """Whether the whole shipment stands in place of notices and comparison."""
        return self._pages.currentWidget() is self.whole

    @property
    def raw_open(self) -> bool:
        """Whether a message stands there as it was sent."""
        return self._pages.currentWidget() is self.raw

    @property
    def paper_open(self) -> bool:
        """Whether the form of a paper manifest stands there."""
        return self._pages.currentWidget() is self.paper

    @property
    def passing_open(self) -> bool:
        """Whether the form that passes the item on stands there."""
        return self._pages.currentWidget() is self.passing

    @property
    def second_open(self) -> bool:
        """Whether a second person is asked for there."""
        return self._pages.currentWidget() is self.second

    def show_page(self, name: str) -> None:
        """Put a page there by the name of its field; an empty name takes it away."""
        pages: dict[str, QWidget] = {
            "whole": self.whole,
            "raw": self.raw,
            "paper": self.paper,
            "second": self.second,
            "passing": self.passing,
        }
        if name:
            self._pages.setCurrentWidget(pages[name])
        elif self._pages.currentWidget() in pages.values():
            self._pages.setCurrentIndex(0)

    def show_display(self, *, shown: bool) -> None:
        """Put the display panel in place of notices and comparison, or take it away."""
        if shown:
            self._pages.setCurrentWidget(self.display)
        elif self.display_open:
            self._pages.setCurrentIndex(0)

    @property
    def links_open(self) -> bool:
        """Whether the evidence of links stands in place of notices and comparison."""
        return self._pages.currentWidget() is self.links

    def show_links(self, *, shown: bool) -> None:
        """Put the evidence of links in place of notices and comparison, or take it away."""
        if shown:
            self._pages.setCurrentWidget(self.links)
            self.links.open_up()
        elif self.links_open:
            self._pages.setCurrentIndex(0)

    def show_form(self, *, shown: bool) -> None:
        """Put the form in place of notices and comparison, or take it away."""
        self._pages.setCurrentIndex(1 if shown else 0)

    def show_again(self, alone: AloneDecision | None) -> None:
        """Put what is looked at again in place of the decision's commands, or take it away."""
        self.decision.setVisible(alone is None)
        self.again.show_alone(alone)

    def show_message(self, message: Message | None) -> None:
        """Show a sentence in the reserved places."""
        self.message.show_message(message)
        self.referral.show_message(message)
        self._lay_message()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setFixedWidth(min(tokens.px(measures.right), self.window().width() // 3))
        large = tokens.scale() >= tokens.RAIL_CLOSES_AT
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAsNeeded if large else policies.ScrollBarAlwaysOff
        )
        for page in self._others():
            page.set_compact(compact)
        first = (self.declaration, self.notices, self.compare)
        for panel in (*first, self.decision, self.again, self.referral):
            panel.set_compact(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the message over the head of the notices."""
        super().resizeEvent(event)
        self._lay_message()

    def _others(self) -> tuple[_Other, ...]:
        """Return what may stand in place of notices and comparison, but for the form."""
        first = (self.display, self.links, self.whole, self.raw, self.paper)
        return (*first, self.second, self.passing)

    def _lay(self) -> None:
        closed = Panel("panel")
        lines = column(gap=0)
        closed.setLayout(lines)
        lines.addWidget(self.notices)
        lines.addWidget(self.compare)
        lines.addWidget(self.decision, 1)
        lines.addWidget(self.again, 1)
        self._pages.addWidget(closed)
        self._pages.addWidget(self.referral)
        for page in self._others():
            self._pages.addWidget(page)
        # Neither page may widen the panel: what does not fit is elided or wraps.
        self._pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inside = Panel("panel", name="right-panel")
        self.message.setParent(inside)
        inner = column(gap=0)
        inside.setLayout(inner)
        inner.addWidget(self.declaration)
        inner.addWidget(self._pages, 1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def _lay_message(self) -> None:
        wide = self.width()
        layout = self.message.layout()
        head = tokens.px(HEAD_COMPACT if self._compact else HEAD)
        high = max(
            tokens.px(HEAD_COMPACT), layout.heightForWidth(wide) if layout is not None else 0
        )
        # It ends where the head of the notices ends; what it needs more it takes from the empty
        # foot of the declaration.
        self.message.setGeometry(0, self.declaration.height() + head - high, wide, high)
        self.message.setVisible(bool(self.message.words) and self._pages.currentIndex() == 0)
        self.message.raise_()
