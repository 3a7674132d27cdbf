"""The officer's marks as the picture holds them: drawn, changed, removed, and taken back."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, Signal

from app.domain.mark import Mark, Point, Shape

_MOST_STEPS = 100


@dataclasses.dataclass(frozen=True, slots=True)
class Sketch:
    """What was drawn and has not come back from the record yet."""

    shape: Shape
    points: tuple[Point, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Step:
    """One thing that can be taken back: the mark before and after, None where there was none."""

    before: Mark | None
    after: Mark | None


class MarkBook(QObject):
    """Marks of one view.

    The record is the truth: what an officer draws or drags is shown at once and reported by a
    signal, and `replace` then brings what the record holds.
    """

    drawn = Signal(object, object)
    """Shape and points of a new mark, in stored pixels."""
    edited = Signal(object)
    """A mark that was moved, resized or given words."""
    removed = Signal(str)
    """Identity of a mark that is no longer wanted."""
    arrived = Signal(object)
    """A mark that was drawn here is on record now."""
    selection_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._sketches: tuple[Sketch, ...] = ()
        self._steps: list[_Step] = []
        self._selected = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Marks to show, by number."""
        return self._marks

    @property
    def sketches(self) -> tuple[Sketch, ...]:
        """Marks that are on their way to the record."""
        return self._sketches

    @property
    def selected(self) -> Mark | None:
        """The mark that has its handles out."""
        return next((mark for mark in self._marks if mark.mark_id == self._selected), None)

    def select(self, mark: Mark | None) -> None:
        """Choose a mark, or none."""
        self._selected = mark.mark_id if mark else ""
        self.selection_changed.emit()

    def replace(self, marks: tuple[Mark, ...]) -> None:
        """Take over what the record holds."""
        known = {mark.mark_id for mark in self._marks}
        self._marks = tuple(sorted(marks, key=lambda mark: mark.number))
        for mark in self._marks:
            sketch = Sketch(mark.shape, mark.points)
            if mark.mark_id not in known and sketch in self._sketches:
                self._sketches = tuple(one for one in self._sketches if one != sketch)
                self._keep(_Step(None, mark))
                self.arrived.emit(mark)

    def clear(self) -> None:
        """Forget everything: another view is shown."""
        self._marks, self._sketches, self._selected = (), (), ""
        self._steps.clear()

    def add(self, shape: Shape, points: tuple[Point, ...]) -> None:
        """Report a new mark."""
        self._sketches = (*self._sketches, Sketch(shape, points))
        self.drawn.emit(shape, points)

    def show(self, mark: Mark) -> None:
        """Show a mark as it is being dragged; nothing is reported yet."""
        self._marks = tuple(mark if one.mark_id == mark.mark_id else one for one in self._marks)

    def change(self, before: Mark, after: Mark) -> None:
        """Report that a mark looks otherwise now."""
        self.show(after)
        if after != before:
            self._keep(_Step(before, after))
            self.edited.emit(after)

    def remove(self, mark: Mark) -> None:
        """Report that a mark is no longer wanted."""
        self._keep(_Step(mark, None))
        self._take_off(mark)

    def undo(self) -> bool:
        """Take the last step back.

        Returns
        -------
        False when there is nothing to take back.
        """
        while self._steps:
            step = self._steps.pop()
            if self._revert(step):
                return True
        return False

    def _revert(self, step: _Step) -> bool:
        """Report the opposite of a step; False when its mark is gone by now."""
        if step.after is None and step.before is not None:
            self.add(step.before.shape, step.before.points)
            return True
        here = {mark.mark_id: mark for mark in self._marks}
        if step.after is None or step.after.mark_id not in here:
            return False
        if step.before is None:
            self._take_off(here[step.after.mark_id])
        else:
            self.show(step.before)
            self.edited.emit(step.before)
        return True

    def _take_off(self, mark: Mark) -> None:
        self._marks = tuple(one for one in self._marks if one.mark_id != mark.mark_id)
        if self._selected == mark.mark_id:
            self.select(None)
        self.removed.emit(mark.mark_id)

    def _keep(self, step: _Step) -> None:
        self._steps.append(step)
        del self._steps[:-_MOST_STEPS]
