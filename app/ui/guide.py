"""From what a panel speaks of to the place in the picture, and back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.domain.decision import Region
from app.domain.notice import Place
from app.ui.desk import Desk
from app.ui.panels.verdicts import Verdicts
from app.ui.review_side import ReviewSide
from app.ui.stage import Stage


class Guide(QObject):
    """Takes the officer to findings, notices, regions, and to what is still to be done."""

    def __init__(self, desk: Desk, stage: Stage, side: ReviewSide, verdicts: Verdicts) -> None:
        super().__init__(stage)
        self._desk = desk
        self._stage = stage
        self._side = side
        self._verdicts = verdicts
        stage.scan_view.finding_chosen.connect(self._finding_clicked)
        side.notices.place_asked.connect(self._show_noted)
        side.compare.place_asked.connect(self._show_noted)
        side.decision.resolve_asked.connect(self.resolve)
        side.referral.region_chosen.connect(self._show_region)
        verdicts.chosen.connect(self._verdict_chosen)

    def resolve(self, field: str) -> None:
        """Take the officer to what release waits for."""
        if field in ("views", "passing", "detail"):
            self._show_unseen()
        elif field == "warnings":
            self._side.notices.acknowledge_first()
        elif field == "verdicts":
            self._verdicts.choose_open()
            self._stage.take_focus()
        elif field == "link":
            self._side.declaration.confirm()
        else:
            self._side.notices.setFocus()

    def draw_chosen(self) -> None:
        """Draw the chosen finding as chosen, without moving the picture."""
        found = self._verdicts.selected
        if found is not None and found[0] == self._stage.key:
            self._stage.select_number(found[1].number)

    def _finding_clicked(self, number: int) -> None:
        shown = self._desk.review.shown
        for place, (key, finding) in enumerate(shown.findings if shown else ()):
            if key == self._stage.key and finding.number == number:
                self._verdicts.choose(place)
                return

    def _verdict_chosen(self, place: int) -> None:
        shown = self._desk.review.shown
        if shown is not None and place < len(shown.findings):
            self._stage.select_finding(*shown.findings[place])

    def _show_unseen(self) -> None:
        shown = self._desk.review.shown
        unseen = [key for key in shown.keys if key not in shown.item.viewed] if shown else []
        if unseen and unseen != [self._stage.key]:
            self._stage.show_view(next(key for key in unseen if key != self._stage.key))
        elif unseen:
            self._stage.scan_view.fit()
        self._stage.take_focus()

    def _show_noted(self, place: Place) -> None:
        self._stage.show_place((place.scan_id, place.view), place.box)
        self._stage.take_focus()

    def _show_region(self, region: Region) -> None:
        xs = [x for x, _ in region.polygon]
        ys = [y for _, y in region.polygon]
        box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        # A region has the outline of its mark or finding already.
        self._stage.show_place((region.scan_id, region.view), box, outlined=False)
