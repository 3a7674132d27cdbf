from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.officer import Officer
from app.ui import i18n, tokens
from app.ui.commands import keymap
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from app.ui.wiring import WindowSettings
from tests.ui.fake_room import OFFICER, Store, wiring_of

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
FULL, SMALL = (1920, 1080), (1366, 768)

Opener = Callable[..., "Seat"]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Give every test the dark theme at scale 1, in English, with default keys; leave it so."""
    tokens.apply(qapp, tokens.DARK)
    i18n.use("en")
    keymap.use({})
    yield
    tokens.apply(qapp, tokens.DARK)
    i18n.use("en")
    keymap.use({})


class Seat:
    """A window on a store in memory, and the ways a test waits for it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, store: Store) -> None:
        self.qtbot = qtbot
        self.window = window
        self.store = store
        self.page = window.review_page

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(
            lambda: self.window.desk.jobs.under_way == 0 and self.window.desk.outbox.pending == 0,
            timeout=20_000,
        )

    def open(self, number: int) -> None:
        """Open an item and wait for its picture."""
        self.window.desk.open_item(f"item-{number}")
        review = self.window.desk.review
        self.qtbot.waitUntil(
            lambda: review.shown is not None and review.shown.item.item_id == f"item-{number}",
            timeout=20_000,
        )
        self.rest()
        self.qtbot.wait(20)
        self.rest()
        # A part that is shown before it has a parent is a window for a moment: it flashes, takes
        # the foreground, and the keys go nowhere afterwards.
        assert self.window.isActiveWindow(), "something else was shown as a window"

    def save(self, name: str) -> Path:
        """Leave a picture of the window for a person to look at."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        path = SCREENS / f"{name}.png"
        self.qtbot.wait(30)
        assert self.window.grab().save(str(path))
        return path


@pytest.fixture
def seat(qtbot: QtBot) -> Iterator[Opener]:
    """Open windows, signed in unless said otherwise, and close them at the end."""
    opened: list[MainWindow] = []

    def open_window(
        store: Store | None = None,
        *,
        size: tuple[int, int] = FULL,
        language: str = "en",
        scale: float = 1.0,
        officer: Officer | None = OFFICER,
        idle_lock_s: float = 300.0,
    ) -> Seat:
        kept = store or Store()
        settings = WindowSettings(
            language=language, size=size, scale=scale, idle_lock_s=idle_lock_s, workspace="test"
        )
        window = build_window(wiring_of(kept, settings=settings), officer)
        opened.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        taken = Seat(qtbot, window, kept)
        if officer is not None:
            qtbot.waitUntil(lambda: window.desk.officer is not None, timeout=20_000)
            qtbot.wait(150)
            taken.rest()
        return taken

    yield open_window
    for window in opened:
        window.close()
        window.deleteLater()
        # At once: the window of a test that failed is held by its traceback, and would be styled
        # again for every test that follows.
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
