"""Parcel after parcel: the grid, the next picture before it is asked for, and on after signing."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, QTimer

from app.domain.decision import Recommendation
from app.domain.late import LineState
from app.domain.shipment import Mode
from app.domain.words import phrase
from app.domain.work import QueueLine
from app.ui import tokens
from app.ui.desk import Desk
from app.ui.hanging import Part
from app.ui.panels.parcels import ParcelGrid
from app.ui.panels.rail import Rail
from app.ui.snapshot import Opened
from app.ui.thumbnails import Thumbnails

AHEAD = 4
"""Parcels whose pictures are read before they are asked for."""
CANDIDATES = 8
"""Somebody else may have taken the next parcel: the one after it will do."""


class ParcelFlow(QObject):
    """Decides which parcel comes next; the record decides whether it can be had.

    Leaving a parcel without a decision hands it back. Nothing here signs, and nothing here opens
    a form: a key that is pressed too early meets an image that is not on screen, and the rules
    of review refuse it.
    """

    def __init__(self, desk: Desk, rail: Rail, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rail = rail
        self._thumbnails = Thumbnails(desk.jobs, desk.pictures, desk.wiring, self)
        self.grid = ParcelGrid(self._thumbnails.image)
        self.grid.hide()
        self._on = False
        self._parcel = False
        self._compact = False
        self._aim = ""
        self._now = desk.wiring.clock.now()
        self._thumbnails.ready.connect(self._came)
        self.grid.in_sight.connect(self._thumbnails.want)
        self.grid.item_asked.connect(self.go)
        self.grid.next_asked.connect(self.next)
        desk.review.opened.connect(self._opened)
        desk.review.closed.connect(self._closed)
        desk.review.signed.connect(self._signed)
        desk.busy_changed.connect(self._free_again)
        desk.session_changed.connect(self._session)

    @property
    def active(self) -> bool:
        """Whether a parcel is under review beside its grid."""
        return self._on and self._parcel

    def shown(self) -> bool:
        """Whether the layout asks for the grid."""
        return self._on

    def show(self, on: bool) -> None:
        """Let the grid take the place of the rail while parcels are reviewed, or not."""
        self._on = on
        self._lay()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        self.grid.set_compact(compact)
        self._lay()

    def show_lines(self, lines: tuple[QueueLine, ...], now: dt.datetime) -> None:
        """Show the queue as it is now."""
        shown, officer = self._desk.review.shown, self._desk.officer
        self._now = now
        if officer is not None and self.active:
            present = shown.item.item_id if shown else ""
            self.grid.show_lines(lines, now, present, officer.account)
            self._bring()

    def next(self) -> None:
        """Open the parcel after the present one; where none waits, whatever else is due."""
        waiting = self.grid.waiting[:CANDIDATES]
        if waiting:
            self._desk.move_to(waiting)
        else:
            self._desk.next_item()

    def go(self, item_id: str) -> None:
        """Open a parcel; while one is being opened, the last one asked for counts."""
        self._aim = item_id
        if item_id:
            self._desk.move_to((item_id,))

    def step(self, by: int) -> None:
        """Open a neighbour in the grid."""
        found = self.grid.neighbour(by, self._aim or self.grid.model.present)
        if found:
            self.go(found)

    def end(self, *, last: bool) -> None:
        """Open the first or the last parcel."""
        found = self.grid.end(last=last)
        if found and found != self.grid.model.present:
            self.go(found)

    def _lay(self) -> None:
        large = tokens.scale() >= tokens.RAIL_CLOSES_AT
        grid = self.active and not large
        self.grid.setVisible(grid)
        self._rail.setVisible(not grid and not self._compact and not large)

    def _opened(self, opened: Opened) -> None:
        shipments = opened.shown.item.shipments
        self._parcel = bool(shipments) and shipments[0].conveyance.mode is Mode.COURIER
        if self._aim == opened.shown.item.item_id:
            self._aim = ""
        self._lay()
        self.show_lines(self._desk.lines, self._now)

    def _closed(self) -> None:
        self._aim = ""

    def _signed(self, recommendation: Recommendation) -> None:
        """Go on by itself: the decision is on record, and the next picture is here already."""
        self.grid.keep(recommendation.item_id)
        waiting = self.grid.waiting[:CANDIDATES]
        # Alone nothing can be claimed: what was signed stays in sight, and no refusal beside it.
        alone = self._desk.line.standing.state is LineState.ALONE
        if self.active and waiting and not alone and not recommendation.supersedes:
            # At once, before anybody reads the signed item or the queue again: the writer takes
            # what it is given in order.
            self._desk.move_to(waiting)

    def _free_again(self, busy: bool) -> None:
        """Go where one was headed while another parcel was still being opened."""
        if busy or not self._aim:
            return
        shown = self._desk.review.shown
        aim, self._aim = self._aim, ""
        if shown is None or shown.item.item_id != aim:
            QTimer.singleShot(0, self, lambda: self._again(aim))

    def _again(self, aim: str) -> None:
        shown = self._desk.review.shown
        if self.active and shown is not None and shown.item.item_id != aim:
            self._desk.move_to((aim,))

    def _came(self, item_id: str) -> None:
        self.grid.repaint_item(item_id)
        self._bring()

    def _bring(self) -> None:
        """Read the next pictures while the officer looks at this one."""
        if not self.active:
            return
        for item_id in self.grid.waiting[:AHEAD]:
            files = self._thumbnails.files(item_id)
            missing = {k: v for k, v in files.items() if self._desk.pictures.kept(k) is None}
            if missing:
                self._desk.pictures.ask(missing)

    def _session(self) -> None:
        if self._desk.officer is None:
            self.grid.forget()
            self._thumbnails.forget()
            self._parcel = False
            self._lay()


def parcel_part(flow: ParcelFlow) -> Part:
    """Return the grid as a part of hanging layouts: shown for parcels until switched off."""
    modes = frozenset({Mode.COURIER})
    return Part("parcels", phrase("Parcel grid"), flow.show, flow.shown, modes)
