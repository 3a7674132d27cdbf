"""What ties this scan to shipments: every link with its evidence, always open to be checked.

Programs propose; only an officer confirms, or says that it is another one, and why.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.domain.work import Link, LinkClass
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Rule, Text, clear, column, row
from app.ui.i18n import languages, tr
from app.ui.panels.link_rows import LinkRow, class_words, said_by
from app.ui.shown import Shown
from app.ui.wiring import Key

MOST = 50
"""Links that are shown; a container of a flight may hold thousands of parcels."""
_WEIGHT = {kind: place for place, kind in enumerate(LinkClass)}


class LinksPanel(Panel):
    """Stands in place of notices and comparison while it is open."""

    left = Signal()
    confirm_asked = Signal(str, str)
    """(scan_id, shipment_id)."""
    break_asked = Signal(str, str, object)
    """(scan_id, shipment_id, LinkReason)."""
    history_asked = Signal(str)
    """Scan whose earlier links are wanted."""

    def __init__(self) -> None:
        super().__init__("panel", name="links-panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown: Shown | None = None
        self._scan_id = ""
        self._history: Sequence[Link] = ()
        self._present: tuple[Link, ...] | None = None
        self._walk: list[QWidget] = []
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._outer.addWidget(Rule(accent=True))
        self._fill_head()
        self._fill_area()
        languages.changed.connect(self._again)

    def show_item(self, shown: Shown | None, key: Key | None) -> None:
        """Show the links of the scan on screen."""
        scan_id = key[0] if key is not None else ""
        if scan_id != self._scan_id:
            self._history = ()
        self._shown, self._scan_id = shown, scan_id
        if self.isVisible():
            self._fill()

    def open_up(self) -> None:
        """Fill the panel: it is about to be looked at."""
        self._present = None
        self._fill()

    def show_history(self, scan_id: str, versions: Sequence[Link]) -> None:
        """Show every version that the links of a scan had."""
        if scan_id == self._scan_id:
            self._history = versions
            self._again()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        side = tokens.px((tokens.COMPACT if compact else tokens.FULL).margin)
        self._head.setContentsMargins(side, tokens.px(8), side, tokens.px(4))
        self._list.setContentsMargins(side, 0, side, tokens.px(8))

    def _fill_head(self) -> None:
        self._head = row(gap=8)
        self._head.addWidget(Text(words("links"), "command"), 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="links-back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.left)
        self._head.addWidget(back)
        self._back = back
        self._outer.addLayout(self._head)

    def _fill_area(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = Panel("panel")
        self._list = column(gap=0)
        inside.setLayout(self._list)
        area.setWidget(inside)
        self._outer.addWidget(area, 1)

    def _links(self) -> tuple[Link, ...]:
        """Return the links of the scan, the firmest first, those that ended last."""
        if self._shown is None:
            return ()
        mine = [link for link in self._shown.item.links if link.scan_id == self._scan_id]
        return tuple(sorted(mine, key=lambda link: (_WEIGHT[link.link_class], -link.score)))

    def _again(self) -> None:
        self._present = None
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        """Make the rows anew when a link is another one: what is read must not flicker."""
        links = self._links()
        if links == self._present:
            return
        self._present = links
        clear(self._list)
        self._walk = [self._back]
        can_say = self._shown is not None and self._shown.read_only is None
        first = next((k for k in links if k.link_class is not LinkClass.CONFIRMED), None)
        for link in links[:MOST]:
            made = LinkRow(link, can_say=can_say, first=link is first)
            made.confirm_asked.connect(self.confirm_asked)
            made.break_asked.connect(self.break_asked)
            self._list.addWidget(made)
            self._walk += made.controls
            self._list.addWidget(Rule())
        if not links:
            none = tr("Nothing on file shares a number with this scan.")
            self._list.addWidget(Text(none, "body", "text2", wrap=True))
        if len(links) > MOST:
            more = tr("{count} more", count=len(links) - MOST)
            self._list.addWidget(Text(more, "detail", "text2"))
        self._lay_history()
        self._list.addStretch(1)
        for before, after in itertools.pairwise(self._walk):
            # What was made last would come last, behind the rest of the page.
            QWidget.setTabOrder(before, after)

    def _lay_history(self) -> None:
        """Show what was said before; asked for once, and shown without asking afterwards."""
        if not self._scan_id:
            return
        if not self._history:
            ask = Button(lambda: tr("Earlier versions"), name="link-history").kind("quiet", high=24)
            ask.role = "detail"
            ask.clicked.connect(lambda: self.history_asked.emit(self._scan_id))
            self._list.addSpacing(tokens.px(8))
            self._list.addWidget(ask)
            self._walk.append(ask)
            return
        self._list.addSpacing(tokens.px(8))
        self._list.addWidget(Text(lambda: tr("Every version"), "detail", "text3"))
        for link in reversed(self._history):
            line = f"{link.shipment_id}  {class_words(link)}"
            self._list.addWidget(Text(line, "detail", "text"))
            self._list.addWidget(Text(said_by(link), "detail", "text2", wrap=True))
