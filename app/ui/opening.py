"""Making the window, and the loop that runs it."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from app.domain.officer import Officer
from app.ui import i18n, tokens
from app.ui.main_window import MainWindow
from app.ui.wiring import Wiring


def build_window(wiring: Wiring, officer: Officer | None = None) -> MainWindow:
    """Make the window; with an officer, signed in already.

    The caller shows it and, at the end, closes it: closing puts everything on record.
    """
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme = tokens.LIGHT if wiring.settings.theme == "light" else tokens.DARK
        tokens.apply(app, theme, wiring.settings.scale)
    i18n.use(wiring.settings.language)
    window = MainWindow(wiring)
    if officer is not None:
        window.desk.take_seat(officer)
    return window


def run_window(wiring: Wiring, *, officer: Officer | None = None) -> int:
    """Run the window until it is closed; return the exit status of the loop."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    window = build_window(wiring, officer)
    room = window.screen().availableSize()
    if room.width() <= window.width() or room.height() <= window.height():
        # Resized as well: without a window manager nobody maximises it.
        window.resize(room)
        window.showMaximized()
    else:
        window.show()
    return app.exec()
