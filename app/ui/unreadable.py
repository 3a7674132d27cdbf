"""What stands in the place of a picture that cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.domain.words import Sentence
from app.ui.commands import keys
from app.ui.controls import Link, Panel, Text, column
from app.ui.i18n import render, tr


class Unreadable(Panel):
    """Why there is no picture, and what the officer can do about it."""

    again = Signal()
    """The officer asks to try again."""

    def __init__(self) -> None:
        super().__init__("well")
        self._why: Sentence | None = None
        self._link = Link(lambda: tr("Try again"), keys=keys("retry"), name="unreadable-again")
        self._link.clicked.connect(self.again)
        self._link.hide()
        self._text = Text(self._words, "body", "text2", wrap=True)
        self._text.setObjectName("unreadable")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = column(margins=(80, 0, 80, 0))
        middle.addStretch(1)
        middle.addWidget(self._text)
        middle.addWidget(self._link, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self.setLayout(middle)

    @property
    def why(self) -> Sentence | None:
        """Why the picture cannot be shown; None while it can, or is on its way."""
        return self._why

    def tell(self, why: Sentence | None, *, again: bool = False) -> None:
        """Say why, or nothing.

        Parameters
        ----------
        again
            Whether the picture would come if it were asked for again.
        """
        self._why = why
        self._link.setVisible(again and why is not None)
        self._text.set_words(self._words)

    def _words(self) -> str:
        if self._why is None:
            return ""
        advice = tr('Refer for exam, or make no decision: the reason is "Image unusable".')
        return f"{render(self._why)}\n\n{advice}"
