"""The officer's marks as the picture holds them: drawn, changed, removed, and taken back."""

from __future__ import annotations

import dataclasses
import uuid

from PySide6.QtCore import QObject, Signal

from app.domain.mark import Mark, MarkAct, Point, Shape

Key = tuple[str, str]
_MOST_STEPS = 500


@dataclasses.dataclass(frozen=True, slots=True)
class _Step:
    """One thing that can be taken back, and the run of small changes that it belongs to."""

    act: MarkAct
    run: str = ""


class MarkBook(QObject):
    """Marks of the picture on screen, and the steps of the whole item.

    What an officer draws or drags is shown at once and told by ``acted``; ``replace`` then brings
    the marks as they are on the way to the record. A mark has its identity from the moment it is
    drawn, and keeps it when its removal is taken back.
    """

    acted = Signal(object)
    """MarkAct: what was done, or taken back, or done again."""
    drawn = Signal(object)
    """A mark that the hand has just drawn here."""
    elsewhere = Signal(object)
    """Key of another picture, a mark of which a step was taken back on."""
    selection_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key: Key = ("", "")
        self._marks: tuple[Mark, ...] = ()
        self._dragged: Mark | None = None
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._selected = ""
        self.unsaved: frozenset[str] = frozenset()
        """Marks that are to be drawn as not on record."""
        self.read_only = False
        """Whether the item is somebody else's, or signed: nothing can be drawn or changed."""

    @property
    def key(self) -> Key:
        """(scan_id, view) of the picture on screen."""
        return self._key

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Marks to show, by number; one that is being dragged where it is now."""
        dragged = self._dragged
        if dragged is None:
            return self._marks
        return tuple(dragged if m.mark_id == dragged.mark_id else m for m in self._marks)

    @property
    def selected(self) -> Mark | None:
        """The mark that has its handles out."""
        return self.find(self._selected)

    def find(self, mark_id: str) -> Mark | None:
        """Return a mark of this picture."""
        return next((mark for mark in self.marks if mark.mark_id == mark_id), None)

    def select(self, mark: Mark | None) -> None:
        """Choose a mark, or none."""
        self._selected = mark.mark_id if mark else ""
        self.selection_changed.emit()

    def replace(self, marks: tuple[Mark, ...]) -> None:
        """Take over the marks of this picture."""
        self._marks = tuple(sorted(marks, key=lambda mark: mark.number))

    def stand(self, key: Key) -> None:
        """Show another picture; the steps of the item stay."""
        self._key = key
        self._marks, self._dragged, self._selected = (), None, ""

    def begin(self) -> None:
        """Forget the steps: another item is on the desk."""
        self._done.clear()
        self._undone.clear()

    def add(self, shape: Shape, points: tuple[Point, ...]) -> Mark | None:
        """Draw a new mark; None when nothing may be drawn."""
        if self.read_only:
            return None
        number = max((mark.number for mark in self._marks), default=0) + 1
        mark = Mark(str(uuid.uuid4()), number, *self._key, shape, points)
        self._do(_Step(MarkAct(None, mark)))
        # The desk may know that a mark of another picture, or a removed one, has the number.
        mark = self.find(mark.mark_id) or mark
        self.drawn.emit(mark)
        return mark

    def show(self, mark: Mark) -> None:
        """Show a mark as it is being dragged; nothing is told yet."""
        if not self.read_only:
            self._dragged = None if mark in self._marks else mark

    def change(self, before: Mark, after: Mark, *, run: str = "") -> None:
        """Change a mark.

        Parameters
        ----------
        run
            Changes in a row with the same name are one step: words as they are typed.
        """
        self._dragged = None
        if after != before and not self.read_only:
            self._do(_Step(MarkAct(before, after), run))

    def remove(self, mark: Mark) -> None:
        """Take a mark off."""
        if not self.read_only:
            self._do(_Step(MarkAct(mark, None)))

    def end_run(self) -> None:
        """Let the next change be a step of its own."""
        if self._done and self._done[-1].run:
            self._done[-1] = _Step(self._done[-1].act)

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        if not self._done or self.read_only:
            return False
        step = self._done.pop()
        self._undone.append(_Step(step.act))
        self._act(step.act.reversed)
        self._go_to(step)
        return True

    def redo(self) -> bool:
        """Do the step again that was taken back last; False when there is none."""
        if not self._undone or self.read_only:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self._act(step.act)
        self._go_to(step)
        return True

    def _do(self, step: _Step) -> None:
        last = self._done[-1] if self._done else None
        if last is not None and step.run and last.run == step.run:
            whole = MarkAct(last.act.before, step.act.after)
            self._done[-1] = _Step(whole, step.run)
        else:
            self._done.append(step)
            del self._done[:-_MOST_STEPS]
        self._undone.clear()
        self._act(step.act)

    def _act(self, act: MarkAct) -> None:
        mark = act.mark
        self._dragged = None
        others = tuple(one for one in self._marks if one.mark_id != mark.mark_id)
        here = (mark.scan_id, mark.view) == self._key
        self.replace((*others, mark) if here and act.after is not None else others)
        if act.after is None and self._selected == mark.mark_id:
            self.select(None)
        self.acted.emit(act)

    def _go_to(self, step: _Step) -> None:
        """Bring the picture of a step on screen: nothing is changed out of sight."""
        key = step.act.mark.scan_id, step.act.mark.view
        if key != self._key:
            self.elsewhere.emit(key)
