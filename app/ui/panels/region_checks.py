"""Where the exam is to look: a check for each finding and each mark of the item."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Region
from app.ui.commands import keys
from app.ui.controls import Check, Text, clear, column, said
from app.ui.i18n import tr
from app.ui.keycap import cap_words
from app.ui.panels import form_words
from app.ui.shown import Shown


class RegionChecks(QWidget):
    """The regions of one form."""

    changed = Signal()
    """A region was chosen, or no longer is."""
    region_chosen = Signal(object)
    """Region to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._regions: tuple[Region, ...] = ()
        self._checks: list[Check] = []
        self._column = column(gap=0)
        self.setLayout(self._column)

    @property
    def regions(self) -> tuple[Region, ...]:
        """What can be chosen."""
        return self._regions

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks from top to bottom."""
        return tuple(self._checks)

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of the chosen regions."""
        return tuple(str(check.property("label")) for check in self._checks if check.isChecked())

    def show_regions(self, shown: Shown, chosen: tuple[str, ...]) -> None:
        """Show the regions of an item; those whose labels are given are chosen."""
        self._regions = shown.regions
        clear(self._column)
        self._checks = []
        for region in shown.regions:
            check = Check(
                said(form_words.region_title(shown, region)),
                tag=region.label,
                below=said(form_words.region_place(region)),
                name=f"region-{region.label}",
            )
            check.setProperty("label", region.label)
            check.setChecked(region.label in chosen)
            check.toggled.connect(self.changed)
            check.clicked.connect(self._clicked)
            self._column.addWidget(check)
            self._checks.append(check)
        if not shown.regions:
            hint = tr("Draw a mark with {key}.", key=cap_words(keys("mark")))
            self._column.addWidget(Text(hint, "detail", "text2"))

    def _clicked(self) -> None:
        label = str(self.sender().property("label"))
        for region in self._regions:
            if region.label == label:
                self.region_chosen.emit(region)
