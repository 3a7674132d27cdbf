"""Choosing: segments, filter chips, check boxes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.notice import Severity
from app.ui import tokens
from app.ui.controls.base import Control, Words
from app.ui.i18n import languages
from app.ui.icons import paint_icon, paint_severity
from app.ui.keycap import cap_size, paint_key_cap


class _Part(Control):
    """One choice of a segment."""

    def __init__(self, words: Words, *, keys: str, high: int) -> None:
        self._keys = keys
        self._high = high
        super().__init__(words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.last = False
        self.first_row = True

    def sizeHint(self) -> QSize:
        """Return the size of key and word."""
        key = tokens.px(14) if self._keys else 0
        return QSize(self.text_width() + key + tokens.px(12), tokens.px(self._high))

    def minimumSizeHint(self) -> QSize:
        """Allow the word to be elided."""
        return QSize(tokens.px(16), tokens.px(self._high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the choice; the chosen one is underlined twice in the accent."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ground = self.ground(None)
        if ground:
            painter.fillRect(rect.adjusted(0, 1, 0, -1), tokens.colour(ground))
        painter.setPen(QPen(tokens.colour("edge" if self.isEnabled() else "line"), 1))
        if not self.last:
            painter.drawLine(
                rect.topRight() + QPointF(-0.5, 0), rect.bottomRight() + QPointF(-0.5, 0)
            )
        if not self.first_row:
            painter.drawLine(rect.topLeft(), rect.topRight())
        if self.isChecked():
            painter.fillRect(QRectF(0, rect.height() - 2, rect.width(), 2), tokens.colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour("accent"), tokens.FOCUS))
            painter.drawRect(rect.adjusted(3, 3, -3, -3))
        self._paint_words(painter, rect)
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        font = self.text_font()
        key = tokens.px(14) if self._keys else 0
        room = int(rect.width()) - key - tokens.px(4)
        if QFontMetrics(font).horizontalAdvance(self.words) > room:
            font = tokens.font("detail")
        metrics = QFontMetrics(font)
        text = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        left = rect.center().x() - (metrics.horizontalAdvance(text) + key) / 2
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if self._keys:
            painter.setFont(tokens.font("key"))
            painter.setPen(tokens.colour("text2" if self.isChecked() else "text3"))
            painter.drawText(QRectF(left, 0, key, rect.height()), middle, self._keys)
        painter.setFont(font)
        tone = "off" if not self.isEnabled() else "text" if self.isChecked() else "text2"
        painter.setPen(tokens.colour(tone))
        painter.drawText(QRectF(left + key, 0, rect.width(), rect.height()), middle, text)


class Segment(QWidget):
    """A row of choices of which one at most is chosen; arrow keys walk it."""

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, Words]],
        *,
        keys: bool = False,
        high: int = tokens.CONTROL,
        per_row: int = 9,
        name: str = "",
    ) -> None:
        super().__init__()
        if name:
            self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: list[object] = []
        self._shares: list[tuple[QHBoxLayout, _Part]] = []
        self._missing = False
        lines = QVBoxLayout(self)
        lines.setContentsMargins(1, 0, 1, 0)
        lines.setSpacing(0)
        layout = QHBoxLayout()
        for number, (value, words) in enumerate(options):
            if number % per_row == 0:
                layout = QHBoxLayout()
                layout.setSpacing(0)
                lines.addLayout(layout)
            part = _Part(words, keys=str(number + 1) if keys else "", high=high)
            part.setObjectName(f"{name}-{value}")
            part.last = number == len(options) - 1 or number % per_row == per_row - 1
            part.first_row = number < per_row
            self._group.addButton(part, number)
            self._values.append(value)
            layout.addWidget(part, part.sizeHint().width())
            self._shares.append((layout, part))
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        languages.changed.connect(self._share)

    def _share(self) -> None:
        """Give each choice its share of the width by its words in the language in force."""
        for layout, part in self._shares:
            # The layout keeps the width of the words before, unless it is told.
            part.updateGeometry()
            layout.setStretchFactor(part, part.sizeHint().width())

    @property
    def value(self) -> object:
        """The chosen value, or None."""
        number = self._group.checkedId()
        return None if number < 0 else self._values[number]

    def choose(self, value: object) -> None:
        """Choose a value without telling anybody; None chooses nothing."""
        if value is None:
            self._group.setExclusive(False)
            for part in self._group.buttons():
                part.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._group.button(self._values.index(value)).setChecked(True)

    def offer(self, value: object, *, on: bool) -> None:
        """Let one of a single row of choices be there, or not."""
        self._group.button(self._values.index(value)).setVisible(on)
        shown = [part for _, part in self._shares if not part.isHidden()]
        for part in shown:
            part.last = part is shown[-1]
            part.update()

    def set_missing(self, missing: bool) -> None:
        """Draw the outline of a field that is missing."""
        self._missing = missing
        self.update()

    @property
    def parts(self) -> tuple[QAbstractButton, ...]:
        """The controls, in their order."""
        return tuple(self._group.buttons())

    def part(self, value: object) -> Control:
        """Return the control of one value."""
        found = self._group.button(self._values.index(value))
        if not isinstance(found, Control):
            raise TypeError("a segment holds controls")
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outline around all choices."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = "amber" if self._missing else "edge" if self.isEnabled() else "line"
        painter.setPen(QPen(tokens.colour(tone), 1))
        painter.setBrush(tokens.colour("bg") if self._missing else Qt.BrushStyle.NoBrush)
        radius = tokens.px(tokens.RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()


class Chip(Control):
    """A filter of the queue: icon or severity, word, count, digit key."""

    def __init__(
        self,
        words: Words,
        *,
        keys: str,
        icon: str = "",
        severity: Severity | None = None,
        name: str = "",
    ) -> None:
        self._keys = keys
        self._icon = icon
        self._severity = severity
        self._count = 0
        self._compact = False
        super().__init__(words, name=name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        """Leave the icon out and move the parts together, for small windows."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def set_count(self, count: int) -> None:
        """Show how many lines the filter lets through."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(str(count))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all parts with their gaps."""
        side, gap = self._gaps()
        wide = self.text_width() + self.text_width(str(self._count)) + 2 * (side + gap)
        if self._pictured():
            wide += tokens.px(tokens.ICON_SMALL + 8)
        return QSize(wide + cap_size(self._keys).width(), tokens.px(tokens.CONTROL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self.paint_box(painter, rect, self.ground("raised"), self.outline())
        side, gap = self._gaps()
        left = float(side)
        size = tokens.px(tokens.ICON_SMALL)
        place = QRectF(left, (rect.height() - size) / 2, size, size)
        if self._severity:
            paint_severity(painter, self._severity, place.adjusted(1, 1, -1, -1))
        elif self._pictured():
            paint_icon(painter, self._icon, place, "text2")
        if self._pictured():
            left += size + tokens.px(8)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(self.text_font())
        painter.setPen(tokens.colour("text"))
        painter.drawText(QRectF(left, 0, rect.width(), rect.height()), middle, self.words)
        left += self.text_width() + gap
        painter.setPen(tokens.colour("text2"))
        painter.drawText(QRectF(left, 0, rect.width(), rect.height()), middle, str(self._count))
        cap = cap_size(self._keys)
        right = rect.right() - side - cap.width()
        top = round((rect.height() - cap.height()) / 2)
        paint_key_cap(painter, QRectF(right, top, cap.width(), cap.height()), self._keys)
        painter.end()

    def _gaps(self) -> tuple[int, int]:
        """Return the room at the sides, and before count and key."""
        return (tokens.px(6), tokens.px(6)) if self._compact else (tokens.px(8), tokens.px(9))

    def _pictured(self) -> bool:
        """Whether there is a picture before the word: a severity is never without its shape."""
        return bool(self._severity) or (bool(self._icon) and not self._compact)


_BELOW = 16
"""Height of a line below the first one."""
_TOP = int(Qt.AlignmentFlag.AlignTop)
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


class Check(Control):
    """A check box with two lines beside it, and a tag between when it stands for a region."""

    def __init__(
        self, words: Words, *, tag: str = "", below: Words | None = None, name: str = ""
    ) -> None:
        self._tag = tag
        self._below = below
        super().__init__(words, name=name)
        if below is not None:
            self.describe(below)
        self.setCheckable(True)
        # Where lines wrap, Fixed would hold on to the height of the width before.
        high = QSizePolicy.Policy.Fixed if below is None else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, high)
        policy.setHeightForWidth(below is not None)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return room for one line, or for what is below it too."""
        return QSize(tokens.px(160), self.heightForWidth(max(self.width(), tokens.px(160))))

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that what is below wraps."""
        return self._below is not None

    def heightForWidth(self, wide: int) -> int:
        """Return the height at a width: a place is told whole, in as many lines as it must."""
        if not (self._below and self._below()):
            return tokens.px(28)
        return tokens.px(20 + _BELOW * self._lines_below(wide - self._text_left()))

    def _text_left(self) -> int:
        """Return where the lines begin, beside box and tag."""
        return tokens.px(1 + 16 + 8) + (tokens.px(32 + 8) if self._tag else 0)

    def _lines_below(self, wide: int) -> int:
        words = self._below() if self._below else ""
        metrics = QFontMetrics(tokens.font("detail"))
        box = metrics.boundingRect(QRect(0, 0, max(1, wide), 1000), _WRAP, words)
        return max(1, round(box.height() / metrics.lineSpacing()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, tag and lines."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.hasFocus():
            self.paint_box(painter, rect, None, None)
        size = tokens.px(16)
        box = QRectF(tokens.px(1), round((rect.height() - size) / 2), size, size)
        self._paint_box(painter, box)
        left = box.right() + tokens.px(8)
        if self._tag:
            left = self._paint_tag(painter, left, rect)
        self._paint_lines(painter, left, rect)
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        chosen = self.isChecked()
        painter.setPen(QPen(tokens.colour("accent" if chosen else "edge"), 1))
        painter.setBrush(tokens.colour("accent") if chosen else Qt.BrushStyle.NoBrush)
        radius = tokens.px(tokens.RADIUS_TAG)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if chosen:
            painter.setPen(QPen(tokens.colour("onaccent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            size = box.width()
            corners = ((0.25, 0.52), (0.44, 0.7), (0.77, 0.32))
            painter.drawPolyline(
                QPolygonF(
                    [QPointF(box.left() + x * size, box.top() + y * size) for x, y in corners]
                )
            )

    def _paint_tag(self, painter: QPainter, left: float, rect: QRectF) -> float:
        finding = self._tag.startswith("M")
        wide = tokens.px(32)
        high = tokens.px(20)
        tag = QRectF(left, round((rect.height() - high) / 2), wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent" if finding else "text"))
        if finding:
            painter.drawRoundedRect(tag, tokens.px(tokens.RADIUS_TAG), tokens.px(tokens.RADIUS_TAG))
        else:
            painter.drawEllipse(QRectF(tag.center().x() - high / 2, tag.top(), high, high))
        painter.setPen(tokens.colour("onaccent" if finding else "bg"))
        painter.setFont(tokens.font("body", weight=600))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self._tag)
        return left + wide + tokens.px(8)

    def _paint_lines(self, painter: QPainter, left: float, rect: QRectF) -> None:
        below = self._below() if self._below else ""
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        wide = rect.right() - left
        first = (
            QRectF(left, tokens.px(2), wide, tokens.px(16))
            if below
            else QRectF(left, 0, wide, rect.height())
        )
        painter.setFont(tokens.font("detail", weight=500))
        painter.setPen(tokens.colour("text"))
        metrics = QFontMetrics(painter.font())
        painter.drawText(
            first, middle, metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, int(wide))
        )
        if below:
            painter.setFont(tokens.font("detail"))
            painter.setPen(tokens.colour("text2"))
            high = tokens.px(_BELOW * self._lines_below(int(wide)))
            painter.drawText(QRectF(left, tokens.px(18), wide, high), _WRAP | _TOP, below)
