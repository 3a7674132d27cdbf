"""Qt's own words, such as those of its file dialog, in the language in force."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from app.ui.i18n import language

_CATALOGUE = "qtbase"


class QtWords:
    """Lends Qt's catalogue to the application while something of Qt's own is open."""

    def __init__(self, owner: QObject) -> None:
        self._translator = QTranslator(owner)
        self._lent = False

    def use(self) -> None:
        """Let Qt speak the officer's language; English where no catalogue came with Qt."""
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language() != "en" and self._translator.load(f"{_CATALOGUE}_{language()}", folder):
            self._lent = QCoreApplication.installTranslator(self._translator)

    def leave(self) -> None:
        """Take the catalogue back."""
        if self._lent:
            self._lent = not QCoreApplication.removeTranslator(self._translator)
