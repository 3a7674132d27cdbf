"""A label that knows its words, its role and its tone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import tokens
from app.ui.controls.base import Words, said
from app.ui.i18n import languages


class Text(QLabel):
    """One line of text, elided with its whole text in the tip; or several lines when wrapped."""

    def __init__(
        self,
        words: Words | str = "",
        role: str = "body",
        tone: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words if callable(words) else said(words)
        self._role = role
        self._weight: int | None = None
        self._identifier = False
        self._compact = False
        self._tip: Words | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.set_tone(tone)
        self._refont()
        self._say()
        if not wrap:
            self.setMinimumWidth(tokens.px(8))
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        languages.changed.connect(self._say)

    def set_words(self, words: Words | str) -> None:
        """Let the label say something else."""
        self._words = words if callable(words) else said(words)
        self._say()

    def set_tip(self, words: Words | None) -> None:
        """Set what stands in the tip besides the text."""
        self._tip = words
        self._say()

    def set_tone(self, tone: str) -> None:
        """Set the colour by its token."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def styled(
        self, *, weight: int | None = None, identifier: bool = False, align_right: bool = False
    ) -> Text:
        """Set weight, the figures of identifiers, or right alignment; return the label."""
        self._weight = weight
        self._identifier = identifier
        if align_right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._refont()
        return self

    def set_role(self, role: str) -> None:
        """Set the size of the type."""
        self._role = role
        self._refont()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of small windows."""
        self._compact = compact
        self._refont()

    def sizeHint(self) -> QSize:
        """Return the text's size with the line height of its role."""
        hint = super().sizeHint()
        if self.wordWrap():
            return hint
        return QSize(hint.width(), max(hint.height(), tokens.px(tokens.ROLES[self._role].line)))

    def minimumSizeHint(self) -> QSize:
        """Allow a single line to be squeezed; it elides."""
        if self.wordWrap():
            return super().minimumSizeHint()
        return QSize(tokens.px(8), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the whole text into the tip where it does not fit."""
        super().resizeEvent(event)
        self._retip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, elided where it does not fit."""
        if self.wordWrap() or not self._overflows():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(tokens.colour(str(self.property("tone"))))
        elided = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), int(self.alignment()), elided)
        painter.end()

    def _overflows(self) -> bool:
        return QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()

    def _refont(self) -> None:
        self.setFont(
            tokens.font(
                self._role,
                weight=self._weight,
                identifier=self._identifier,
                compact=self._compact,
            )
        )
        self.updateGeometry()

    def _say(self) -> None:
        self.setText(self._words())
        self.setAccessibleName(self.text())
        self._retip()

    def _retip(self) -> None:
        tip = self._tip() if self._tip is not None else ""
        if not self.wordWrap() and self._overflows():
            tip = f"{self.text()}\n{tip}" if tip else self.text()
        self.setToolTip(tip)
