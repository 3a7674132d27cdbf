"""Open the real window, claim the item that waits, and draw marks without end.

Prints one JSON line the moment a mark is drawn: its corners and the monotonic time.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.mark import Mark
from app.domain.work import ItemState
from app.settings import settings_of
from app.ui.demo_drive import pause
from app.ui.main_window import build_window


def main() -> None:
    settings = settings_of(Path(sys.argv[1]))
    with open_record(settings) as record:
        (officer,) = record.accounts()
        for item_id in record.items():
            if record.item(item_id).state is ItemState.CLAIMED:
                record.hand_back(item_id, officer)  # what the killed window held
    application = QApplication.instance() or QApplication(["prescreen"])
    office = Office(settings)
    window = build_window(office.wiring(), officer)
    window.show()
    wait(lambda: bool(window.desk.lines))
    window.desk.next_item()
    page = window.review_page
    wait(lambda: page.stage.radiograph is not None)
    view = page.scan_view
    pause(300)
    view.book.drawn.connect(tell)
    pauses = random.Random()
    view.set_tool("box")
    for place in free_places(int(sys.argv[2])):
        drag(view, place, place + QPoint(24, 18))
        pause(pauses.randint(20, 150))
    del application


def free_places(round_number: int) -> Iterator[QPoint]:
    """Yield places of this round alone: a drag that begins on a mark would move it."""
    for row in range(4):
        for column in range(26):
            yield QPoint(120 + 50 * column, 60 + 40 * (4 * round_number + row))


def wait(there: Callable[[], bool]) -> None:
    """Let the window work until something is there, 30 seconds at most."""
    for _ in range(1500):
        if there():
            return
        pause(20)
    raise SystemExit("the window did not come that far")


def drag(view: QWidget, start: QPoint, end: QPoint) -> None:
    """Press, move, release."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, none, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, left, none, end)


def tell(mark: Mark) -> None:
    """Say that a mark was drawn."""
    line = json.dumps({"shape": mark.shape, "points": mark.points, "at": time.monotonic()})
    print(line, flush=True)


if __name__ == "__main__":
    main()
