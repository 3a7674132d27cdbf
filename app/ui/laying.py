"""Laying another scan over the item's: the link point by point, and what is more and less."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, Signal

from app.domain.words import say
from app.ui import compare_words
from app.ui.jobs import Jobs
from app.ui.viewer.beside import Beside
from app.ui.viewer.legend import change_image
from imaging.alignment import Alignment, align
from imaging.difference import Difference, difference
from imaging.radiograph import Radiograph


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """One scan laid over another, and what differs when that was asked for."""

    alignment: Alignment
    change: Difference | None


class Laying(QObject):
    """Works it out in a reading thread and shows it; what comes too late is dropped."""

    refused = Signal(object)
    """Sentence: these two cannot be subtracted."""

    def __init__(self, jobs: Jobs, beside: Beside, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._beside = jobs, beside
        self._asked = 0

    def clear(self) -> None:
        """Take away what was drawn, and drop what is on its way."""
        self._asked += 1
        self._beside.main.view.layers.set_change(None)
        self._beside.main.legend.clear()

    def lay(self, main: Radiograph, other: Radiograph, *, draw: bool, weighed: bool = True) -> None:
        """Lay another scan over the item's; draw the difference, or only link them by it.

        `weighed` is False where the other shows a type of equipment: what differs from it is not
        what was put into this unit or taken out, so no mass is told.
        """
        self.clear()
        number = self._asked
        self._jobs.read(
            lambda: _laid(main, other, wanted=draw),
            lambda laid: (
                self._show(laid, draw=draw, weighed=weighed) if number == self._asked else None
            ),
        )

    def _show(self, laid: _Laid, *, draw: bool, weighed: bool) -> None:
        if laid.alignment.sure:
            self._beside.align(laid.alignment)
        elif draw:
            self.refused.emit(say("The two pictures do not match: they show different equipment."))
        change = laid.change
        if change is not None:
            main = self._beside.main
            main.view.layers.set_change(change_image(change))
            main.legend.tell(
                lambda: compare_words.more_words(change, weighed=weighed),
                lambda: compare_words.less_words(change, weighed=weighed),
            )


def _laid(main: Radiograph, other: Radiograph, *, wanted: bool) -> _Laid:
    alignment = align(main, other)
    if not wanted or not alignment.sure:
        return _Laid(alignment, None)
    return _Laid(alignment, difference(main, other, alignment))
