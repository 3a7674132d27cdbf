"""What stands in the place of a picture that cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.words import Sentence
from app.ui.controls import Panel, Text, column
from app.ui.i18n import render, tr


class Unreadable(Panel):
    """Why there is no picture, and what the officer can do about it."""

    def __init__(self) -> None:
        super().__init__("well")
        self._why: Sentence | None = None
        self._text = Text(self._words, "body", "text2", wrap=True)
        self._text.setObjectName("unreadable")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = column(margins=(80, 0, 80, 0))
        middle.addWidget(self._text)
        self.setLayout(middle)

    @property
    def why(self) -> Sentence | None:
        """Why the picture cannot be shown; None while it can, or is on its way."""
        return self._why

    def tell(self, why: Sentence | None) -> None:
        """Say why, or nothing."""
        self._why = why
        self._text.set_words(self._words)

    def _words(self) -> str:
        if self._why is None:
            return ""
        advice = tr('Refer for exam, or make no decision: the reason is "Image unusable".')
        return f"{render(self._why)}\n\n{advice}"
