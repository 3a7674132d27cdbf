"""Buttons with key caps, links, and the tools under the image."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import tokens
from app.ui.controls.base import Control, Words
from app.ui.icons import paint_icon
from app.ui.keycap import CapState, cap_size, cap_words, paint_key_cap
from app.ui.keymap import CommandKeys


class Button(Control):
    """A command: word, icon before it, key cap at the right end or before the word."""

    def __init__(
        self,
        words: Words,
        *,
        keys: str = "",
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._keys = keys
        self._icon = icon
        self._kind = "rest"
        self._high = tokens.CONTROL
        self._cap_first = False
        self._wordless = False
        super().__init__(words, name=name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def kind(self, kind: str, *, high: int | None = None, role: str = "body") -> Button:
        """Choose the look: ``rest``, ``quiet``, ``primary``, ``decision`` or ``bare``."""
        self._kind = kind
        self.role = role
        if kind == "rest":
            self.weight = 500 if role == "body" else None
        if high is not None:
            self._high = high
        self.updateGeometry()
        return self

    def cap_first(self) -> Button:
        """Put the key cap before the word, as the verdict keys have it."""
        self._cap_first = True
        return self

    def without_words(self) -> Button:
        """Show icon and cap alone; the words are the tip and what a screen reader says."""
        self._wordless = True
        self.describe(lambda: self.words)
        return self

    def set_keys(self, keys: str) -> None:
        """Show another key, or none."""
        self._keys = keys
        self._say()

    def set_icon(self, icon: str) -> None:
        """Show another icon, or none."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of icon, word and cap with their gaps."""
        wide = 2 * self._pad()
        gap = 0 if self._wordless and not self._icon else tokens.px(8)
        if not self._wordless:
            wide += self.text_width()
        if self._icon:
            wide += tokens.px(tokens.ICON) + (0 if self._wordless else gap)
        if self._keys:
            wide += cap_size(cap_words(self._keys)).width() + gap
        return QSize(wide, tokens.px(self._high))

    def minimumSizeHint(self) -> QSize:
        """Return the same as the hint: a command is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button in the state it is in."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ground, outline, tone, cap = self._tones()
        self.paint_box(painter, rect, ground, outline)
        inner = rect.adjusted(self._pad(), 0, -self._pad(), 0)
        if self._keys and self._cap_first:
            inner = self._paint_cap(painter, inner, cap, at_left=True)
        elif self._keys:
            inner = self._paint_cap(painter, inner, cap, at_left=False)
        if self._icon:
            size = tokens.px(tokens.ICON)
            paint_icon(
                painter, self._icon, QRectF(inner.left(), inner.top(), size, inner.height()), tone
            )
            inner.setLeft(inner.left() + size + tokens.px(8))
        if self._wordless:
            painter.end()
            return
        painter.setPen(tokens.colour(tone))
        painter.setFont(self.text_font())
        text = QFontMetrics(self.text_font()).elidedText(
            self.words, Qt.TextElideMode.ElideRight, int(inner.width()) + 1
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        side = (
            Qt.AlignmentFlag.AlignLeft
            if self._keys or self._icon
            else Qt.AlignmentFlag.AlignHCenter
        )
        painter.drawText(inner, int(middle | side), text)
        painter.end()

    def _pad(self) -> int:
        if self._kind == "bare":
            return tokens.px(4)
        return tokens.px(14 if self._high >= tokens.COMPACT.command else 8)

    def _tones(self) -> tuple[str | None, str | None, str, CapState]:
        """Return the tokens of ground, outline and text, and the state of the cap."""
        if not self.isEnabled():
            return None, "line", "off", CapState.OFF
        if self._kind == "primary":
            return "accent", "accent", "onaccent", CapState.PRIMARY
        rest, outline, tone = {
            "decision": ("raised", "accent", "text"),
            "bare": (None, None, "text2"),
            "quiet": (None, self.outline(), "text"),
        }.get(self._kind, ("raised", self.outline(), "text"))
        return self.ground(rest), outline, tone, CapState.REST

    def _say(self) -> None:
        super()._say()
        _tip_key(self, self._keys)

    def _paint_cap(
        self, painter: QPainter, inner: QRectF, state: CapState, *, at_left: bool
    ) -> QRectF:
        text = cap_words(self._keys)
        size = cap_size(text)
        top = inner.center().y() - size.height() / 2
        left = inner.left() if at_left else inner.right() - size.width()
        paint_key_cap(
            painter, QRectF(round(left), round(top), size.width(), size.height()), text, state
        )
        taken = size.width() + tokens.px(6)
        return inner.adjusted(taken, 0, 0, 0) if at_left else inner.adjusted(0, 0, -taken, 0)


class Link(Control):
    """Words in the accent colour that act, with their key at the right end."""

    def __init__(
        self, words: Words, *, keys: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        self._keys = keys
        super().__init__(words, name=name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_keys(self, keys: str) -> None:
        """Show another key, or none."""
        self._keys = keys
        self._say()

    def sizeHint(self) -> QSize:
        """Return the size of the words and the cap."""
        wide = self.text_width() + tokens.px(4)
        if self._keys:
            wide += cap_size(cap_words(self._keys)).width() + tokens.px(6)
        return QSize(wide, tokens.px(20))

    def minimumSizeHint(self) -> QSize:
        """Allow the words to be elided."""
        return QSize(tokens.px(24), tokens.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the link; underlined under the pointer."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.hasFocus():
            self.paint_box(painter, rect, None, None)
        inner = rect.adjusted(tokens.px(2), 0, -tokens.px(1), 0)
        if self._keys:
            text = cap_words(self._keys)
            size = cap_size(text)
            cap = QRectF(
                round(inner.right() - size.width()),
                round(inner.center().y() - size.height() / 2),
                size.width(),
                size.height(),
            )
            paint_key_cap(painter, cap, text, CapState.LINK)
            inner.setRight(cap.left() - tokens.px(4))
        font = self.text_font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(tokens.colour("accent"))
        elided = QFontMetrics(font).elidedText(
            self.words, Qt.TextElideMode.ElideRight, int(inner.width()) + 1
        )
        painter.drawText(
            inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), elided
        )
        painter.end()

    def _say(self) -> None:
        super()._say()
        _tip_key(self, self._keys)


class Tool(Control):
    """A tool of the image: its icon above its key letter, its word in the tip."""

    def __init__(
        self,
        words: Words,
        *,
        keys: str,
        icon: str,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._keys = keys
        self._icon = icon
        super().__init__(words, name=name, parent=parent)
        self.describe(lambda: f"{words()} ({cap_words(keys)})")
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the hit area of small windows."""
        wide, high = (tokens.COMPACT if compact else tokens.FULL).tool
        self.setFixedSize(tokens.px(wide), tokens.px(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon and letter; a chosen tool has the accent's outline."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        outline = "accent" if self.isChecked() or self.isDown() else None
        self.paint_box(painter, rect, self.ground(None), outline)
        tone = "text" if self.isChecked() else "text2"
        if not self.isEnabled():
            tone = "off"
        size = tokens.px(tokens.ICON)
        letter = tokens.px(tokens.ROLES["key"].line)
        top = (rect.height() - size - letter) / 2
        paint_icon(painter, self._icon, QRectF(0, top, rect.width(), size), tone)
        painter.setFont(tokens.font("key"))
        painter.setPen(
            tokens.colour("text2" if self.isChecked() else tone if tone == "off" else "text3")
        )
        below = QRectF(0, top + size, rect.width(), letter)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, cap_words(self._keys))
        painter.end()


def _tip_key(control: Control, keys: str) -> None:
    """Put a command's key into the tip, beside the name that stands there."""
    if isinstance(keys, CommandKeys):
        named = f"{control.words} ({cap_words(keys)})"
        more = control.toolTip().removeprefix(control.words).lstrip("\n")
        control.setToolTip(f"{named}\n{more}" if more and more != named else named)
