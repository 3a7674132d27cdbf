"""Where the exam is to look: a check for each finding and each mark of the item."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Region
from app.ui.commands import keys
from app.ui.controls import Check, Link, Text, clear, column, row, said
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
        self._owners: list[Link] = []
        self._shipments: tuple[str, ...] = ()
        self._belongs: dict[str, str] = {}
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

    @property
    def belongs(self) -> tuple[tuple[str, str], ...]:
        """(label, shipment) of the chosen regions that probably belong to one of several."""
        labels = set(self.labels)
        return tuple((k, v) for k, v in sorted(self._belongs.items()) if k in labels and v)

    @property
    def owners(self) -> tuple[Link, ...]:
        """The links that say whose a region is, from top to bottom."""
        return tuple(self._owners)

    def show_regions(
        self,
        shown: Shown,
        chosen: tuple[str, ...],
        belongs: tuple[tuple[str, str], ...] | None = None,
    ) -> None:
        """Show the regions of an item; those whose labels are given are chosen.

        Parameters
        ----------
        shown
            The item.
        chosen
            Labels of the chosen regions.
        belongs
            (label, shipment) as it was said; None keeps what is said here.
        """
        self._regions = shown.regions
        self._shipments = tuple(one.shipment_id for one in shown.item.shipments)
        if belongs is not None:
            self._belongs = dict(belongs)
        clear(self._column)
        self._checks = []
        self._owners = []
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
            if len(self._shipments) > 1:
                self._lay_owner(region.label)
        if not shown.regions:
            hint = tr("Draw a mark with {key}.", key=cap_words(keys("mark")))
            self._column.addWidget(Text(hint, "detail", "text2"))

    def _lay_owner(self, label: str) -> None:
        """Let the officer say whose a place is: a scan shows several shipments."""
        link = Link(partial(self._owner_words, label), name=f"owner-{label}")
        link.role = "detail"
        link.clicked.connect(partial(self._next_owner, label))
        line = row(margins=(24, 0, 0, 4))
        line.addWidget(link)
        line.addStretch(1)
        self._column.addLayout(line)
        self._owners.append(link)

    def _owner_words(self, label: str) -> str:
        owner = self._belongs.get(label, "")
        return tr("Probably {shipment}", shipment=owner) if owner else tr("Whose? Not said")

    def _next_owner(self, label: str) -> None:
        """Say the next shipment, and after the last that it is not known."""
        order = ("", *self._shipments)
        now = self._belongs.get(label, "")
        place = order.index(now) if now in order else 0
        self._belongs[label] = order[(place + 1) % len(order)]
        for link in self._owners:
            if link.objectName() == f"owner-{label}":
                link.set_words(partial(self._owner_words, label))
        self.changed.emit()

    def _clicked(self) -> None:
        label = str(self.sender().property("label"))
        for region in self._regions:
            if region.label == label:
                self.region_chosen.emit(region)
