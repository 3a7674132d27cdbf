"""The measurements on the picture: taken, kept, copied, turned into marks, painted."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from app.domain.mark import LONGEST_NOTE
from app.ui.viewer.gestures import Tool
from app.ui.viewer.measure_drags import (
    MEASURES,
    LineDrag,
    MeasureDrag,
    area,
    area_of_mark,
    line,
)
from app.ui.viewer.measure_paint import measured_box, paint_measurement
from app.ui.viewer.measures import Area, Line, Measures
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.profile_plot import ProfilePlot

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView


class Tape:
    """What the officer measures on one picture."""

    def __init__(self, view: ScanView) -> None:
        self._view = view
        self.measures = Measures()
        self.plot = ProfilePlot()

    def begin(self, tool: Tool, place: QPointF, held: Qt.KeyboardModifier) -> MeasureDrag:
        """Begin to measure; with Ctrl held, what was measured before stays."""
        if held & Qt.KeyboardModifier.ControlModifier:
            self.measures.keep()
        self.measures.leave()
        drag = MEASURES[tool](self._view, place)
        if isinstance(drag, LineDrag):
            drag.width = self.plot.width
        return drag

    def finish(self, drag: MeasureDrag) -> None:
        """Show what was measured, until Esc or the next one."""
        if not drag.is_click:
            self.measures.add(drag.measured(done=True))
            self._view.update()

    def measure_mark(self) -> bool:
        """Measure what the chosen mark surrounds; False when none is chosen, or it is open."""
        chosen = self._view.book.selected
        found = area_of_mark(chosen, self._view.ground) if chosen is not None else None
        if found is not None:
            self.measures.add(found)
            self._view.tool_used.emit(Tool.REGION.value)
            self._view.update()
        return found is not None

    def whole_arrived(self) -> None:
        """Fill in what could not be told from a preview."""
        last, ground = self.measures.last, self._view.ground
        if isinstance(last, Area) and last.survey is None:
            self.measures.replace_last(area(last.shape, last.points, ground))
        elif isinstance(last, Line) and last.profile is None:
            self.measures.replace_last(line(last.start, last.end, ground, self.plot.width))

    def keep(self) -> bool:
        """Let the last measurement stay when the next one comes."""
        return self.measures.keep()

    def drop_last(self) -> bool:
        """Take the newest measurement away."""
        dropped = self.measures.drop_last()
        self._view.update()
        return dropped

    def copy(self) -> bool:
        """Put the last measurement on the clipboard as text; False when there is none."""
        words = self.measures.words(self._view.ground)
        if words:
            QGuiApplication.clipboard().setText(words)
        return bool(words)

    def to_mark(self) -> bool:
        """Draw the last measurement as a mark with its figures as the note."""
        last = self.measures.last
        if last is None:
            return False
        words = "; ".join(last.lines(self._view.ground)[:9])
        mark = self._view.book.add(*last.outline())
        if mark is None:
            return False
        note = dataclasses.replace(mark, note=words[:LONGEST_NOTE])
        self._view.book.change(mark, note)
        self.measures.drop_last()
        self._view.update()
        return True

    # The profile

    def next_axis(self) -> None:
        """Show the profile's other scale."""
        self.plot.next_axis()
        self._view.update()

    def next_width(self) -> None:
        """Average the profile over the next width of band."""
        self.plot.next_width()
        self._measure_line()

    def wheel(self, place: QPointF, angle: float) -> bool:
        """Make the band of the profile wider or narrower, when the pointer is over its plot."""
        if not self.plot_under(place):
            return False
        self.plot.widen(1 if angle > 0 else -1)
        self._measure_line()
        return True

    def plot_under(self, place: QPointF) -> bool:
        """Whether a place lies on the plot."""
        return self._line is not None and self.plot.contains(place)

    @property
    def profiled(self) -> bool:
        """Whether a profile is on screen."""
        return self._line is not None

    @property
    def _line(self) -> Line | None:
        last = self.measures.last
        return last if isinstance(last, Line) else None

    def _measure_line(self) -> None:
        last = self._line
        if last is not None:
            self.measures.replace_last(
                line(last.start, last.end, self._view.ground, self.plot.width)
            )
        self._view.update()

    # Painting

    def paint(self, overlay: Overlay, drag: MeasureDrag | None, pointer: QPointF | None) -> None:
        """Paint what is measured, and what is being measured."""
        every = self.measures.all
        if not every and drag is None:
            return
        ground = self._view.ground
        overlay.taken += [measured_box(overlay, one) for one in every]
        for measurement in every:
            newest = drag is None and measurement is self.measures.last
            paint_measurement(overlay, measurement, ground, newest=newest)
        shown = drag.measured() if drag is not None else self.measures.last
        if drag is not None:
            paint_measurement(overlay, shown or drag.measured(), ground, newest=True)
        if isinstance(shown, Line) and shown.profile is not None:
            self.plot.paint(overlay, shown, pointer)
