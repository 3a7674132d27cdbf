"""Small parts that several panels are made of."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.notice import Severity
from app.domain.words import phrase
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Link, Panel, Text, Words, row
from app.ui.i18n import languages, render, tr
from app.ui.icons import paint_icon, paint_severity
from app.ui.plain_text import plain_tip
from app.ui.shown import Message, Tone

COMPACT_LABEL = 72
SEVERITY_WORDS = {
    Severity.BLOCK: phrase("Blocks release"),
    Severity.WARNING: phrase("Warning"),
    Severity.NOTE: phrase("Note"),
}
SEVERITY_TONES = {Severity.BLOCK: "red", Severity.WARNING: "amber", Severity.NOTE: "text2"}


class Shape(QWidget):
    """The shape of a severity; empty without one."""

    def __init__(self, severity: Severity | None = None, size: int = tokens.SEVERITY) -> None:
        super().__init__()
        self._severity = severity
        self.setFixedSize(tokens.px(size), tokens.px(size))
        self._say()
        languages.changed.connect(self._say)

    def show_severity(self, severity: Severity | None) -> None:
        """Show another severity, or none."""
        self._severity = severity
        self._say()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape."""
        del event
        if self._severity is not None:
            painter = QPainter(self)
            paint_severity(painter, self._severity, QRectF(self.rect()))
            painter.end()

    def _say(self) -> None:
        self.setAccessibleName(tr(SEVERITY_WORDS[self._severity]) if self._severity else "")


class Picture(QWidget):
    """An icon of the set, 16 or 20 pixels."""

    def __init__(self, name: str, tone: str = "text2", size: int = tokens.ICON_SMALL) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self.setFixedSize(tokens.px(size), tokens.px(size))

    def show_icon(self, name: str, tone: str = "text2") -> None:
        """Show another icon."""
        self._name = name
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        del event
        if self._name:
            painter = QPainter(self)
            paint_icon(painter, self._name, QRectF(self.rect()), self._tone)
            painter.end()


class State(QWidget):
    """An icon and a word of the top bar that say how things stand."""

    def __init__(self, icon: str, words: Words | str = "", *, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._gap = tokens.px(6)
        layout.setSpacing(self._gap)
        self._icon = Picture(icon)
        self._wordless = False
        self.text = Text(words, "detail", "text2")
        layout.addWidget(self._icon)
        layout.addWidget(self.text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @property
    def wordless(self) -> bool:
        """Whether the icon stands alone."""
        return self._wordless

    @property
    def words_wide(self) -> int:
        """Width that the words take with their gap."""
        wide = max(self.text.sizeHint().width(), self.text.minimumWidth())
        return min(wide, self.text.maximumWidth()) + self._gap

    def set_wordless(self, wordless: bool) -> None:
        """Show the icon alone; the words stand in the tip."""
        if wordless != self._wordless:
            self._wordless = wordless
            self.text.setVisible(not wordless)
            self._retip()

    def _retip(self) -> None:
        words = self.text.text()
        self.setAccessibleName(words)
        self.setToolTip("" if self.text.isVisibleTo(self) else plain_tip(words))

    def minimumSizeHint(self) -> QSize:
        """Never cut a state."""
        return self.sizeHint()

    def tell(self, icon: str, words: Words, tone: str = "text2", tip: Words | None = None) -> None:
        """Show another state."""
        self._icon.show_icon(icon, tone)
        self.text.set_words(words)
        self.text.set_tone(tone)
        self.text.set_tip(tip)
        self._retip()


class KeyValue(QWidget):
    """One row of 20: what, and what it is; "None declared", never a blank."""

    def __init__(
        self, words: Words, *, label: int = 85, name: str = "", shaped: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        layout = row(gap=4)
        self.setLayout(layout)
        self._words = words
        self._label = Text(words, "detail", "text3")
        self._label_link: Link | None = None
        self._label_wide = label
        self._label.setFixedWidth(tokens.px(label))
        self.value = Text("", "detail", "text")
        layout.addWidget(self._label)
        self._shape = self._shape_in(layout) if shaped else None
        layout.addWidget(self.value, 1)
        self.setFixedHeight(tokens.px(20))

    def set_compact(self, compact: bool) -> None:
        """Give the value more room in small windows."""
        wide = tokens.px(COMPACT_LABEL if compact else self._label_wide)
        self._label.setFixedWidth(wide)
        if self._label_link is not None:
            self._label_link.setFixedWidth(wide)

    @property
    def taken(self) -> int:
        """Width of what stands before the value, the gap with it."""
        return self._label.minimumWidth() + tokens.px(4)

    def make_link(self, says: Words) -> Link:
        """Let the label lead somewhere, which its tip and its accessible name say."""
        link = Link(self._words, name=f"{self.objectName()}-label", parent=self)
        link.role = "detail"
        link.describe(says)
        link.setFixedWidth(self._label.width())
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self._label, link)
        self._label.hide()
        self._label_link = link
        return link

    def show_severity(self, severity: Severity | None) -> None:
        """Show the shape of a severity before the value, or none."""
        if self._shape is not None:
            self._shape.show_severity(severity)
            self._shape.setVisible(severity is not None)

    def _shape_in(self, layout: QHBoxLayout) -> Shape:
        """Put a shape before the value; hidden until there is something to say."""
        shape = Shape(None, tokens.SEVERITY_SMALL)
        shape.hide()
        layout.addWidget(shape)
        return shape

    def tell(self, words: Words | str, *, quiet: bool = False, tip: Words | None = None) -> None:
        """Show another value."""
        self.value.set_words(words)
        self.value.set_tone("text2" if quiet else "text")
        self.value.set_tip(tip)


_ACTS = {
    "retry": phrase("Try again"),
    "take_over": phrase("Take over"),
    "waiting": phrase("Show"),
}


class MessageLine(Panel):
    """The reserved place for a sentence that stays until it is answered or replaced."""

    acted = Signal(str)

    def __init__(self, *, name: str = "message") -> None:
        super().__init__("panel", name=name)
        layout = row(margins=(8, 4, 8, 4), gap=8)
        self.setLayout(layout)
        self._shape = Shape(None, tokens.SEVERITY_SMALL)
        self._text = Text("", "detail", wrap=True)
        self._link = Link(lambda: tr("Try again"), keys=keys("retry"), name=f"{name}-act")
        self._act = ""
        self._link.clicked.connect(lambda: self.acted.emit(self._act))
        layout.addWidget(self._shape)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._link)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(False)
        self.setSizePolicy(policy)
        self.show_message(None)

    @property
    def words(self) -> str:
        """The sentence as it stands."""
        return self._text.text()

    def show_message(self, message: Message | None) -> None:
        """Show a message, or nothing."""
        self.setVisible(message is not None)
        if message is None:
            self._text.set_words("")
            return
        self.set_ground({Tone.WARNING: "amber", Tone.BLOCK: "red"}.get(message.tone, "panel"))
        severity = {Tone.WARNING: Severity.WARNING, Tone.BLOCK: Severity.BLOCK}.get(message.tone)
        self._shape.show_severity(severity)
        self._text.set_words(lambda: render(message.sentence))
        self._act = message.act
        if message.act:
            words = _ACTS[message.act]
            self._link.set_words(lambda: tr(words))
            self._link.set_keys(keys(message.act))
        self._link.setVisible(bool(message.act))

    def minimumSizeHint(self) -> QSize:
        """Leave room for one line."""
        return QSize(tokens.px(80), tokens.px(28))
