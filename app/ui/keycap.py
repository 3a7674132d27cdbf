"""Key caps: one small painter for buttons, links and the key card."""

from __future__ import annotations

import enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import tokens
from app.ui.commands import COMMANDS, keymap
from app.ui.i18n import languages, tr
from app.ui.keymap import CommandKeys


class CapState(enum.Enum):
    """How a cap stands out: (outline, letter) tokens."""

    REST = ("edge", "text2")
    LINK = ("accent", "accent")
    PRIMARY = ("onaccent", "onaccent")
    OFF = ("line", "off")


_WORDS = {"Return": "Enter", "Del": "Delete"}


def cap_words(keys: str) -> str:
    """Return a key sequence as it is printed on the keyboard: ``Ctrl+Return`` as ``Ctrl Enter``.

    The keys of a command are those in force now, whatever they were when they were asked for; a
    row of digits has its first and its last.
    """
    if isinstance(keys, CommandKeys):
        count = keymap.count(keys.command)
        keys = keymap.text(keys.command)
        if count > 1:
            return f"{cap_words(keys)}–{int(keys[-1]) + count - 1}"
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) or keys
    parts = shown.split("+") if shown != "+" else ["+"]
    words = {
        "Ctrl": tr("Ctrl"),
        "Shift": tr("Shift"),
        "Esc": tr("Esc"),
        "Delete": tr("Delete"),
        "Space": tr("Space"),
        "Tab": tr("Tab"),
        "Enter": tr("Enter"),
        "Backspace": tr("Backspace"),
        "PgUp": tr("PgUp"),
        "PgDown": tr("PgDn"),
        "Home": tr("Home"),
        "End": tr("End"),
        "Up": "↑",
        "Down": "↓",
        "Left": "←",
        "Right": "→",
    }
    return " ".join(words.get(_WORDS.get(part, part), _WORDS.get(part, part)) for part in parts)


def tip_words(name: str) -> str:
    """Return the tip of a command's control: its name, and its key in brackets."""
    return f"{COMMANDS[name].words} ({cap_words(COMMANDS[name].keys)})"


def cap_size(text: str) -> QSize:
    """Return the size of a cap: 16 high, at least 16 wide."""
    high = tokens.px(tokens.KEY_CAP)
    wide = QFontMetrics(tokens.font("key")).horizontalAdvance(text) + tokens.px(10)
    return QSize(max(high, wide), high)


def paint_key_cap(
    painter: QPainter, rect: QRectF, text: str, state: CapState = CapState.REST
) -> None:
    """Paint a cap that fills the rectangle."""
    outline, letter = state.value
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.colour(outline), 1))
    radius = tokens.px(tokens.RADIUS_KEY)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(tokens.colour(letter))
    painter.setFont(tokens.font("key"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyCap(QWidget):
    """A cap that stands by itself, fed by the key sequence it shows."""

    def __init__(
        self, keys: str, state: CapState = CapState.REST, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()
        languages.changed.connect(self._say)

    @property
    def keys(self) -> str:
        """The key sequence, as Qt writes it."""
        return self._keys

    def sizeHint(self) -> QSize:
        """Return the cap's size at the scale in force."""
        return cap_size(cap_words(self._keys))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap."""
        del event
        painter = QPainter(self)
        paint_key_cap(painter, QRectF(self.rect()), cap_words(self._keys), self._state)
        painter.end()

    def _say(self) -> None:
        self.setAccessibleName(tr("Key {key}", key=cap_words(self._keys)))
        self.updateGeometry()
        self.update()
