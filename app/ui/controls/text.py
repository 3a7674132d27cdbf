"""A label that knows its words, its role and its tone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import tokens
from app.ui.controls.base import Words, said
from app.ui.i18n import languages
from app.ui.plain_text import plain_tip, visible


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
        self._tone = tone
        self._weight: int | None = None
        self._identifier = False
        self._compact = False
        self._firm = False
        self._tight = False
        self._tip: Words | None = None
        self._type = tokens.font(role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if wrap:
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._say()
        languages.changed.connect(self._say)

    @property
    def tone(self) -> str:
        """The token of the colour."""
        return self._tone

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
        if self._tone != tone:
            self._tone = tone
            self.update()

    def styled(
        self, *, weight: int | None = None, identifier: bool = False, align_right: bool = False
    ) -> Text:
        """Set weight, the figures of identifiers, or right alignment; return the label."""
        self._weight = weight
        self._identifier = identifier
        if align_right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._retype()
        return self

    def firm(self) -> Text:
        """Never let the text be cut; return the label."""
        self._firm = True
        self.updateGeometry()
        return self

    def tight(self) -> Text:
        """Be as high as the wrapped lines are painted, no higher; return the label."""
        self._tight = True
        self.updateGeometry()
        return self

    def set_role(self, role: str) -> None:
        """Set the size of the type."""
        self._role = role
        self._retype()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of small windows."""
        self._compact = compact
        self._retype()

    def width_of(self, text: str) -> int:
        """Return how wide a text would be in this label's type."""
        return QFontMetrics(self._type).horizontalAdvance(text)

    def width_in_two(self, text: str) -> int:
        """Return how narrow a text may be set in two lines at most, without breaking a word."""
        pieces = text.split(" ")
        ways = range(1, len(pieces) + 1)
        return 1 + min(
            max(self.width_of(" ".join(pieces[:n])), self.width_of(" ".join(pieces[n:])))
            for n in ways
        )

    def sizeHint(self) -> QSize:
        """Return the text's size with the line height of its role."""
        line = tokens.px(tokens.ROLES[self._role].line)
        if self.wordWrap():
            wide = min(self.width_of(self.text()), tokens.px(240))
            return QSize(wide, max(line, self.heightForWidth(max(wide, 1))))
        return QSize(self.width_of(self.text()) + 1, line)

    def minimumSizeHint(self) -> QSize:
        """Allow a single line to be squeezed; it elides."""
        line = tokens.px(tokens.ROLES[self._role].line)
        return QSize(self.sizeHint().width() if self._firm else tokens.px(8), line)

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that wrapped text is higher where it is narrower."""
        return self.wordWrap()

    def heightForWidth(self, wide: int) -> int:
        """Return the height of the text at a width."""
        metrics = QFontMetrics(self._type)
        if not self.wordWrap():
            return self.sizeHint().height()
        box = metrics.boundingRect(QRect(0, 0, wide, 10_000), self._flags(), self.text())
        if self._tight:
            return max(tokens.px(tokens.ROLES[self._role].line), box.height())
        lines = max(1, round(box.height() / metrics.lineSpacing()))
        return lines * tokens.px(tokens.ROLES[self._role].line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the whole text into the tip where it does not fit."""
        super().resizeEvent(event)
        self._retip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, elided where it does not fit."""
        # A style sheet resets a label's own font at will; this one does not ask it.
        del event
        painter = QPainter(self)
        painter.setFont(self._type)
        painter.setPen(tokens.colour(self._tone if self.isEnabled() else "off"))
        text = self.text()
        if not self.wordWrap() and self._overflows():
            text = QFontMetrics(self._type).elidedText(
                text, Qt.TextElideMode.ElideRight, self.width()
            )
        painter.drawText(self.rect(), self._flags(), text)
        painter.end()

    def _flags(self) -> int:
        wrap = int(Qt.TextFlag.TextWordWrap) if self.wordWrap() else 0
        return int(self.alignment()) | wrap

    def _overflows(self) -> bool:
        return self.width_of(self.text()) > self.width()

    def _retype(self) -> None:
        self._type = tokens.font(
            self._role,
            weight=self._weight,
            identifier=self._identifier,
            compact=self._compact,
        )
        self.updateGeometry()
        self.update()

    def _say(self) -> None:
        text = visible(self._words())
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
        self.setAccessibleName(text)
        self._retip()

    def _retip(self) -> None:
        tip = self._tip() if self._tip is not None else ""
        if not self.wordWrap() and self._overflows():
            tip = f"{self.text()}\n{tip}" if tip else self.text()
        self.setToolTip(plain_tip(tip))
