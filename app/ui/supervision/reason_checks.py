"""Reasons of a closed list as lines that are ticked; Space ticks, Tab walks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.controls import Check, Words, column
from app.ui.i18n import tr


class ReasonChecks(QWidget):
    """One check box a reason, in the order of the list."""

    changed = Signal()

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("differ-reasons")
        self._boxes: dict[str, Check] = {}
        lines = column(gap=0)
        self.setLayout(lines)
        for code, text in known.items():
            box = Check(_said(text), name=f"differ-{code}")
            box.describe(_said(text))
            box.toggled.connect(lambda _on: self.changed.emit())
            self._boxes[code] = box
            lines.addWidget(box)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes that are ticked, in the order of the list."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def choose(self, codes: Iterable[str]) -> None:
        """Tick these and no others."""
        wanted = set(codes)
        for code, box in self._boxes.items():
            box.setChecked(code in wanted)

    def take_focus(self) -> None:
        """Give the first reason the keys."""
        next(iter(self._boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)


def _said(text: str) -> Words:
    return lambda: tr(text)
