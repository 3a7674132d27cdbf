"""Which of the shipments in one scan a decision speaks of; none chosen is the equipment itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.shipment import Shipment
from app.ui.controls import Check, Text, clear, column, said
from app.ui.i18n import tr
from app.ui.shown import Shown

MOST = 12
"""Shipments that can be chosen one by one; of more, the equipment is what is referred."""


class SubjectChecks(QWidget):
    """A check for each shipment of an item that has several."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._checks: list[Check] = []
        self._present: tuple[Shipment, ...] = ()
        self._column = column(gap=0)
        self.setLayout(self._column)

    @property
    def several(self) -> bool:
        """Whether there is anything to choose."""
        return len(self._present) > 1

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks from top to bottom."""
        return tuple(self._checks)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The chosen shipments."""
        return tuple(str(one.property("shipment")) for one in self._checks if one.isChecked())

    def show_subjects(self, shown: Shown, chosen: tuple[str, ...]) -> None:
        """Show the shipments of an item; those that are given are chosen."""
        self._present = shown.item.shipments
        clear(self._column)
        self._checks = []
        if not self.several:
            return
        for shipment in self._present[:MOST]:
            check = Check(
                said(shipment.ccn or shipment.shipment_id),
                below=said(shipment.goods_text),
                name=f"subject-{shipment.shipment_id}",
            )
            check.setProperty("shipment", shipment.shipment_id)
            check.setChecked(shipment.shipment_id in chosen)
            check.toggled.connect(self.changed)
            self._column.addWidget(check)
            self._checks.append(check)
        if len(self._present) > MOST:
            more = tr("{count} more, through the equipment", count=len(self._present) - MOST)
            self._column.addWidget(Text(more, "detail", "text2"))
