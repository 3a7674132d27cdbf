"""Open the workstation on a workspace, and end as soon as the sign-in screen is painted."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.cli.office import Office
from app.settings import settings_of
from app.ui.opening import build_window


class FirstPaint(QObject):
    """Ends the program after the first paint that it sees."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, QApplication.quit)
        return super().eventFilter(watched, event)


def main() -> int:
    application = QApplication(sys.argv[:1])
    office = Office(settings_of(Path(sys.argv[1])))
    window = build_window(office.wiring())
    watcher = FirstPaint()
    window.sign_in_page.installEventFilter(watcher)
    window.show()
    status = application.exec()
    window.close()
    office.close()
    return status


if __name__ == "__main__":
    raise SystemExit(main())
