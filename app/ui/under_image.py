"""The line under the image: the strip of views or the cars of a train, and the display bar."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from app.ui import tokens
from app.ui.controls import Panel, row
from app.ui.panels import views
from app.ui.panels.display_bar import DisplayBar
from app.ui.panels.train import TrainStrip
from app.ui.pictures import Pictures
from app.ui.shown import Shown
from app.ui.viewer.overview import OverviewStrip
from app.ui.wiring import Key


class UnderImage(Panel):
    """One line of fixed height; what it shows may go, its place stays its own."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__("panel", name="strip")
        self._pictures = pictures
        self._viewed: dict[Key, float] = {}
        self.overview = OverviewStrip()
        self.train = TrainStrip()
        self.display_bar = DisplayBar()
        line = row(gap=0)
        self._views = QStackedWidget()
        self._views.addWidget(self.overview)
        self._views.addWidget(self.train)
        kept = self.overview.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._views.setSizePolicy(kept)
        line.addWidget(self._views, 1)
        line.addWidget(self.display_bar)
        self.setLayout(line)

    def begin(self) -> None:
        """Begin anew: nothing of the item has been seen."""
        self._viewed = {}

    def show_views(self, shown: Shown, key: Key | None) -> None:
        """Show the pictures of an item, and which of them is on screen."""
        self.overview.set_views(
            views.entries(shown, self._pictures.small, self._viewed, self._pictures.failure)
        )
        if key is not None:
            self.overview.set_current(key)

    def seen(self, key: Key, share: float) -> None:
        """Show how much of a picture has been on screen, 0 to 1."""
        self._viewed[key] = share
        self.overview.set_viewed(key, share)

    def turn_overview(self) -> None:
        """Show the overview strip, or hide it."""
        self.show_overview(not self.overview_shown())

    def show_overview(self, on: bool) -> None:
        """Show the overview strip or not; its place stays its own."""
        self._views.setVisible(on)

    def overview_shown(self) -> bool:
        """Whether the overview strip is shown."""
        return not self._views.isHidden()

    def show_train(self, *, shown: bool) -> None:
        """Show the cars of a train in the place of the views."""
        self._views.setCurrentWidget(self.train if shown else self.overview)

    @property
    def train_shown(self) -> bool:
        """Whether the cars of a train stand in the place of the views."""
        return self._views.currentWidget() is self.train

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setFixedHeight(tokens.px(measures.strip))
        self.overview.set_compact(compact)
        self.train.set_compact(compact)
        self.display_bar.set_compact(compact)
