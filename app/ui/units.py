"""Cars and parcels under the same keys."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.panels.rail import Rail
from app.ui.parcel_flow import ParcelFlow
from app.ui.stage import Stage
from app.ui.train_row import TrainRow


class Units:
    """Goes from unit to unit of what is under review: the cars of a train, or parcels."""

    def __init__(self, desk: Desk, rail: Rail, stage: Stage, parent: QObject) -> None:
        self._desk = desk
        self.parcels = ParcelFlow(desk, rail, parent)
        self.train = TrainRow(desk, stage, parent)

    def next(self) -> None:
        """Open what is due next: a parcel after a parcel, else the head of the queue."""
        if self.parcels.active:
            self.parcels.next()
        else:
            self._desk.next_item()

    def step(self, by: int) -> None:
        """Go to the next unit, or back."""
        if self.train.active:
            self.train.step(by)
        elif self.parcels.active:
            self.parcels.step(by)

    def end(self, *, last: bool) -> None:
        """Go to the first unit or the last."""
        if self.train.active:
            self.train.end(last=last)
        elif self.parcels.active:
            self.parcels.end(last=last)

    def refusal(self) -> str:
        """Return why there is nothing to go to; empty when there is."""
        if self.train.active or self.parcels.active:
            return ""
        return tr("There are no cars or parcels to step through.")
