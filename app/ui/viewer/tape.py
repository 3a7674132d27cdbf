"""The measurements on the picture: taken, kept, copied, turned into marks, painted."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication

from app.domain.mark import LONGEST_NOTE
from app.ui.viewer.camera import Camera
from app.ui.viewer.gestures import Tool
from app.ui.viewer.measure_drags import (
    MEASURES,
    LineDrag,
    MeasureDrag,
    area_of_mark,
    line,
    measure_area,
)
from app.ui.viewer.measure_paint import measured_box, paint_measurement
from app.ui.viewer.measures import Area, Line, Measurement, Measures
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.profile_plot import ProfilePlot

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView

Later = Callable[[Callable[[], Area], Callable[[Area], None]], None]
"""Runs a function and hands on what it returns."""


def _at_once(work: Callable[[], Area], then: Callable[[Area], None]) -> None:
    then(work())


class Tape:
    """What the officer measures on one picture."""

    def __init__(self, view: ScanView) -> None:
        self._view = view
        self.measures = Measures()
        self.plot = ProfilePlot()
        self._plotted: Line | None = None
        """The line whose profile is on screen, as painted last."""
        self.later: Later = _at_once
        """Runs what takes long; the page hands it to a thread."""

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
            self._show(drag.measured())

    def measure_mark(self) -> bool:
        """Measure what the chosen mark surrounds; False when none is chosen, or it is open."""
        chosen = self._view.book.selected
        found = area_of_mark(chosen) if chosen is not None else None
        if found is not None:
            self._show(found)
            self._view.tool_used.emit(Tool.REGION.value)
        return found is not None

    def _show(self, measurement: Measurement) -> None:
        self.measures.add(measurement)
        if isinstance(measurement, Area):
            self._measure_area(measurement)
        self._view.update()

    def _measure_area(self, area: Area) -> None:
        """Measure a region, off this thread when there is another; its card comes when it is."""
        ground = self._view.ground

        def told(found: Area) -> None:
            self.measures.replace(area, found)
            self._view.update()

        if ground.radiograph is not None:
            self.later(lambda: measure_area(area, ground), told)

    def whole_arrived(self) -> None:
        """Fill in what could not be told from a preview."""
        for one in self.measures.all:
            if isinstance(one, Area) and one.survey is None:
                self._measure_area(one)
            elif isinstance(one, Line) and one.profile is None:
                width = self.plot.width
                self.measures.replace(one, line(one.start, one.end, self._view.ground, width))

    def keep(self) -> bool:
        """Let the last measurement stay when the next one comes."""
        return self.measures.keep()

    def drop_last(self) -> bool:
        """Take the newest measurement away."""
        dropped = self.measures.drop_last()
        self._taken_away()
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
        told = not isinstance(last, Area) or last.survey is not None
        lines = last.lines(self._view.ground) if told else ()
        # Of a profile the first line alone: the table belongs on the clipboard.
        words = "; ".join(lines[:1] if isinstance(last, Line) else lines)
        mark = self._view.book.add(*last.outline())
        if mark is None:
            return False
        note = dataclasses.replace(mark, note=words[:LONGEST_NOTE])
        self._view.book.change(mark, note)
        self.measures.drop_last()
        self._taken_away()
        return True

    def _taken_away(self) -> None:
        """Give the picture the room of a plot that went with its measurement."""
        if self._line is None:
            self._plotted = None
        self._view.look(self._view.camera)

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
            found = line(last.start, last.end, self._view.ground, self.plot.width)
            self.measures.replace(last, found)
        self._view.update()

    # Painting

    def uncovered(self, camera: Camera) -> Camera:
        """Leave out what the plot of a profile hid when it was painted last."""
        if self._plotted is None:
            return camera
        return camera.within(self.plot.beside(QRectF(0, 0, camera.width, camera.height)))

    def framed(self, camera: Camera, step: Callable[[Camera], Camera]) -> Camera:
        """Move the picture in what the plot leaves free, where the plot then really stands.

        Parameters
        ----------
        camera
            Where the window stands.
        step
            How it is to move: fitted, centred on something.
        """
        line = self._plotted
        if line is not None:
            high = sum(self.plot.covered(line, camera))
            for covered in ((0.0, high), (high, 0.0)):
                moved = step(camera.beside(covered))
                if self.plot.covered(line, moved) == covered:
                    return moved
        return step(camera.beside((0.0, 0.0)))

    def followed(self, camera: Camera) -> Camera:
        """Let a picture that stands beside the plot go by where the plot is now, if it still is."""
        if not any(camera.covered):
            return camera
        line = self._plotted
        covered = (0.0, 0.0) if line is None else self.plot.covered(line, camera)
        return camera if covered == camera.covered else camera.beside(covered)

    def paint(self, overlay: Overlay, drag: MeasureDrag | None, pointer: QPointF | None) -> None:
        """Paint what is measured, and what is being measured."""
        every = self.measures.all
        self._plotted = None
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
            self._plotted = shown
            self.plot.paint(overlay, shown, pointer)
