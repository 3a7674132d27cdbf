"""A hand that draws, changes and takes back marks at random in the real window.

As a program (workspace, seed, perhaps ``calm``) it goes on until it is killed. It prints two JSON
lines for each act: before it, which mark it is about; after it, the marks of the item as they are
on screen, and the monotonic time.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.mark import Category, Mark, Shape
from app.record.coding import plain, value_of
from app.settings import settings_of
from app.ui.demo_drive import pause
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from app.ui.viewer.shapes import handle_places
from imaging.dicos import write_dx
from imaging.radiograph import Channel, Energy, Origin, Radiograph, Source
from tests.flow.places import PASSWORD

Marks = tuple[Mark, ...]
PATIENCE = 1500
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WORDS = ("", "Où? É \\ 封", "a")
TYPED = ("behind the doors", "", "3 crates; 1 = heavier")
"""What can be typed: QTest has ASCII keys only."""


def write_scans(folder: Path) -> list[Path]:
    """Write two scans of two views each: two items, four pictures."""
    paths = []
    for scan in ("1.2.31", "1.2.32"):
        for view in ("side", "top"):
            pixels = np.full((200, 400), 60000, np.uint16)
            pixels[60:140, 80:320] = 20000
            source = Source(
                study_uid=scan,
                object_id=f"TRL{scan[-2:]}",
                view=view,
                taken_at=dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC),
                origin=Origin.SYNTHETIC,
            )
            place = folder / f"{scan}-{view}"
            place.mkdir(parents=True)
            channel = Channel(Energy.SINGLE, pixels, air=60000)
            paths += write_dx(Radiograph((channel,), (5.0, 5.0), source), place, seed=scan + view)
    return paths


def wait(what: str, there: Callable[[], bool]) -> None:
    """Let the window work until something is there, 30 seconds at most."""
    for _ in range(PATIENCE):
        if there():
            return
        pause(20)
    raise SystemExit(f"the window did not come that far: {what}")


class Hand:
    """Does one random thing after another; the seed decides which.

    Parameters
    ----------
    calm
        Only draw and change: nothing that waits for the record, or takes a mark off.
    """

    def __init__(self, window: MainWindow, seed: int, *, calm: bool = False) -> None:
        self.window = window
        self.view = window.review_page.scan_view
        self.chance = random.Random(seed)
        self.screens: dict[str, Marks] = {}
        """What was on screen of each item when it was left."""
        drawing = (*(self.draw,) * 6, *(self.move,) * 2, *(self.resize,) * 2, *(self.note,) * 3)
        self._acts: tuple[Callable[[], None], ...] = drawing
        if not calm:
            self._acts += self._lively()

    def _lively(self) -> tuple[Callable[[], None], ...]:
        return (
            *(self.remove,) * 2,
            *(self.undo,) * 4,
            *(self.redo,) * 3,
            self.other_view,
            self.other_view,
            self.other_item,
            self.lock,
        )

    @property
    def item_id(self) -> str:
        """The item on the desk."""
        shown = self.window.desk.review.shown
        return shown.item.item_id if shown is not None else ""

    @property
    def marks(self) -> Marks:
        """The marks of the item as they are on screen."""
        return self.window.desk.review.marks

    def step(self) -> str:
        """Do one thing and return its name."""
        act = self.chance.choice(self._acts)
        act()
        return act.__name__

    def open(self, item_id: str) -> None:
        """Open an item and wait for its picture."""
        self.screens[self.item_id] = self.marks
        self.window.desk.open_item(item_id)
        wait("the item", lambda: self.item_id == item_id)
        self._picture()

    def settle(self) -> None:
        """Wait until nothing is on its way."""
        desk = self.window.desk
        wait("rest", lambda: desk.outbox.pending == 0 and desk.jobs.under_way == 0)
        self.screens[self.item_id] = self.marks

    def draw(self) -> None:
        """Draw a mark of any shape."""
        shape = self.chance.choice(tuple(Shape))
        self.view.set_tool(shape.value)
        start, end = self._place(), self._place()
        if shape is Shape.POLYGON:
            for place in (start, end, self._place(), self._place()):
                QTest.mouseClick(self.view, LEFT, NONE, place)
            QTest.keyClick(self.view, Qt.Key.Key_Return)
            QTest.keyClick(self.view, Qt.Key.Key_Escape)
        elif shape is Shape.TEXT:
            QTest.mouseClick(self.view, LEFT, NONE, start)
            line = self.view.findChild(QLineEdit, "mark_text")
            if line is not None and line.isVisible():
                line.setText(self.chance.choice(WORDS))
                QTest.keyClicks(line, self.chance.choice(TYPED))
                QTest.keyClick(line, Qt.Key.Key_Return)
        else:
            self._drag(start, end, QPoint(start.x(), end.y()))
        self.view.set_tool("pan")

    def move(self) -> None:
        """Move a mark with the keys."""
        if self._choose():
            for _ in range(self.chance.randint(1, 4)):
                arrow = self.chance.choice((Qt.Key.Key_Left, Qt.Key.Key_Down))
                QTest.keyClick(self.view, arrow, Qt.KeyboardModifier.AltModifier)

    def resize(self) -> None:
        """Drag a handle of a mark, with Shift or without."""
        mark = self._choose()
        places = handle_places(mark, self.view.camera) if mark else ()
        if places:
            self._drag(self.chance.choice(places).toPoint(), self._place())

    def note(self) -> None:
        """Give a mark class and note."""
        if self._choose() is None:
            return
        QTest.keyClick(self.view, Qt.Key.Key_Return, SHIFT)
        editor = self.view.editor
        QTest.mouseClick(editor.classes.part(self.chance.choice(tuple(Category))), LEFT)
        editor.note.setText(self.chance.choice(WORDS))
        QTest.keyClicks(editor.note, self.chance.choice(TYPED))
        QTest.keyClick(editor.note, Qt.Key.Key_Return)

    def remove(self) -> None:
        """Take a mark off."""
        if self._choose():
            QTest.keyClick(self.view, Qt.Key.Key_Delete)

    def undo(self) -> None:
        """Take a step back; the picture of that step comes on screen."""
        QTest.keyClick(self.view, Qt.Key.Key_Z, CTRL)
        self._picture()

    def redo(self) -> None:
        """Do a step again."""
        QTest.keyClick(self.view, Qt.Key.Key_Z, CTRL | SHIFT)
        self._picture()

    def other_view(self) -> None:
        """Show another picture of the item."""
        self.window.review_page.stage.next_view()
        self._picture()

    def other_item(self) -> None:
        """Go to another item, whatever is on its way of this one."""
        lines = [line.item_id for line in self.window.desk.lines]
        others = sorted(item_id for item_id in lines if item_id != self.item_id)
        if others:
            self.open(self.chance.choice(others))

    def lock(self) -> None:
        """Lock the screen and come back."""
        desk = self.window.desk
        desk.lock()
        desk.unlock(PASSWORD)
        wait("the way back", lambda: not desk.locked)
        self.view.setFocus()

    def _picture(self) -> None:
        stage = self.window.review_page.stage
        wait("the picture", lambda: stage.radiograph is not None)
        self.view.setFocus()

    def _choose(self) -> Mark | None:
        marks = self.view.book.marks
        mark = self.chance.choice(marks) if marks else None
        if mark is not None:
            self.view.book.select(mark)
        return mark

    def _place(self) -> QPoint:
        box = self.view.camera.screen_box((0.0, 0.0, 400.0, 200.0)).toRect()
        inside = box.adjusted(4, 4, -4, -4).intersected(self.view.rect().adjusted(4, 4, -4, -4))
        x = self.chance.randint(inside.left(), inside.right())
        return QPoint(x, self.chance.randint(inside.top(), inside.bottom()))

    def _drag(self, start: QPoint, *places: QPoint) -> None:
        held = self.chance.choice((NONE, SHIFT))
        QTest.mousePress(self.view, LEFT, held, start)
        for place in places:
            QTest.mouseMove(self.view, QPointF((start + place) / 2).toPoint())
            QTest.mouseMove(self.view, place)
        QTest.mouseRelease(self.view, LEFT, held, places[-1])


def opened(home: Path) -> tuple[Office, MainWindow]:
    """Open the real window on a workspace, signed in."""
    settings = settings_of(home)
    with open_record(settings) as record:
        (officer,) = record.accounts()
    office = Office(settings)
    window = build_window(office.wiring(), officer)
    window.show()
    wait("the queue", lambda: bool(window.desk.lines))
    return office, window


def tell(item_id: str, marks: Marks, about: str = "") -> None:
    """Print what is on screen, or what is about to happen to a mark."""
    tree = {"item": item_id, "marks": plain(marks), "at": time.monotonic(), "about": about}
    print(json.dumps(tree), flush=True)


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """One line that the program printed."""

    item_id: str
    marks: Marks
    at: float
    about: str = ""
    """Identity of the mark that an act was about to change; empty after the act."""


def read_line(line: str) -> Told | None:
    """Read a line back; None for one that was cut off."""
    try:
        tree = json.loads(line)
    except ValueError:
        return None
    marks = tuple(value_of(mark, Mark) for mark in tree["marks"])
    return Told(tree["item"], marks, tree["at"], tree["about"])


def main() -> None:
    application = QApplication.instance() or QApplication(["prescreen"])
    _, window = opened(Path(sys.argv[1]))
    hand = Hand(window, int(sys.argv[2]), calm="calm" in sys.argv[3:])
    hand.open(sorted(line.item_id for line in window.desk.lines)[0])

    review, acted = window.desk.review, hand.view.mark_acted
    acted.disconnect(review.do_mark)
    acted.connect(lambda act: tell(hand.item_id, hand.marks, act.mark.mark_id))
    acted.connect(review.do_mark)
    acted.connect(lambda _: tell(hand.item_id, hand.marks))
    tell(hand.item_id, hand.marks)
    while True:
        hand.step()
        pause(hand.chance.randint(1, 60))
    del application


if __name__ == "__main__":
    main()
