"""The time line of a replay: a lane for each kind of step, a tick for each, one stands out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from app.domain.replay import STEP_WORDS, Step, StepKind
from app.ui import tokens
from app.ui.i18n import languages, render, tr
from app.ui.plain_text import plain_tip
from app.ui.replay.words import clock

LANE, HEAD, LABEL, EDGE = 20, 24, 136, 16
TICK = 4
_TONES = {
    StepKind.PICTURE: "text2",
    StepKind.DISPLAY: "text2",
    StepKind.TOOL: "text2",
    StepKind.DATA: "amber",
    StepKind.NOTICE: "amber",
    StepKind.MODEL: "finding",
    StepKind.JUDGEMENT: "text",
    StepKind.DECISION: "accent",
    StepKind.PAUSE: "text3",
}
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 21600)
"""Seconds from mark to mark of the scale."""
_MOST_MARKS = 10


class TimeLine(QSlider):
    """Steps over time; the arrows go step by step, the mouse to the nearest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("time-line")
        self._steps: tuple[Step, ...] = ()
        self._seconds = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPageStep(5)
        self.valueChanged.connect(self._stepped)
        languages.changed.connect(self._say)
        self._say()

    @property
    def lanes(self) -> tuple[StepKind, ...]:
        """The kinds of steps that there are, in their order."""
        there = {step.kind for step in self._steps}
        return tuple(kind for kind in StepKind if kind in there)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps; the first one is chosen."""
        self._steps = tuple(steps)
        self.setRange(0, max(0, len(steps) - 1))
        self.setValue(0)
        self._stepped(0)
        self.updateGeometry()

    def play_to(self, seconds: float) -> None:
        """Let the needle stand at a moment, between two steps if need be."""
        self._seconds = seconds
        self.update()

    def sizeHint(self) -> QSize:
        """As high as there are lanes."""
        high = HEAD + LANE * max(1, len(self.lanes)) + EDGE // 2
        return QSize(tokens.px(640), tokens.px(high))

    def minimumSizeHint(self) -> QSize:
        """As high as there are lanes."""
        return QSize(tokens.px(240), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step under the pointer, or the nearest in time."""
        if event.button() == Qt.MouseButton.LeftButton and self._steps:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setValue(self._nearest(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub while the button is down."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._steps:
            self.setValue(self._nearest(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more: the step was chosen when the button went down."""
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say which step lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._steps:
            step = self._steps[self._nearest(QPointF(event.pos()))]
            told = f"{clock(step.seconds)}  {render(step.words)}"
            QToolTip.showText(event.globalPos(), plain_tip(told), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint scale, lanes, ticks and the needle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        for number, kind in enumerate(self.lanes):
            self._paint_lane(painter, number, kind)
        self._paint_needle(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("accent"), tokens.FOCUS))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_scale(self, painter: QPainter) -> None:
        painter.setFont(tokens.font("detail"))
        length = max(1.0, self._length)
        step = next((one for one in _STEPS if length / one <= _MOST_MARKS), _STEPS[-1])
        high, bottom = tokens.px(HEAD), self.height()
        for number in range(int(length // step) + 1):
            x = self._x(number * step)
            painter.setPen(QPen(tokens.colour("line"), 1))
            painter.drawLine(QPointF(x, high), QPointF(x, bottom))
            painter.setPen(tokens.colour("text2"))
            place = QRectF(x - tokens.px(40), 0, tokens.px(80), high)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), clock(number * step))

    def _paint_lane(self, painter: QPainter, number: int, kind: StepKind) -> None:
        top = tokens.px(HEAD) + number * tokens.px(LANE)
        painter.setPen(tokens.colour("text2"))
        name = QRectF(tokens.px(EDGE), top, tokens.px(LABEL), tokens.px(LANE))
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter), tr(STEP_WORDS[kind]))
        tone, wide = tokens.colour(_TONES[kind]), tokens.px(TICK)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, step in enumerate(self._steps):
            if step.kind is not kind:
                continue
            x, middle = self._x(step.seconds), top + tokens.px(LANE) / 2
            here = place == self.value()
            painter.setBrush(tokens.colour("accent") if here else tone)
            half = tokens.px(LANE) * (0.42 if here else 0.3)
            if kind in (StepKind.JUDGEMENT, StepKind.DECISION):
                painter.drawPolygon(_diamond(x, middle, half))
            else:
                painter.drawRect(QRectF(x - wide / 2, middle - half, wide, 2 * half))

    def _paint_needle(self, painter: QPainter) -> None:
        if not self._steps:
            return
        x = self._x(self._seconds)
        painter.setPen(QPen(tokens.colour("accent"), tokens.px(2)))
        painter.drawLine(QPointF(x, tokens.px(HEAD) - 4), QPointF(x, self.height()))

    @property
    def _length(self) -> float:
        return self._steps[-1].seconds if self._steps else 0.0

    def _x(self, seconds: float) -> float:
        left = tokens.px(EDGE + LABEL + EDGE)
        room = max(1, self.width() - left - tokens.px(EDGE + 20))
        return left + room * seconds / max(1e-9, self._length)

    def _nearest(self, place: QPointF) -> int:
        """Return the step nearest to a place: of its lane where it has one there, else of all."""
        lane = int((place.y() - tokens.px(HEAD)) // tokens.px(LANE))
        kind = self.lanes[lane] if 0 <= lane < len(self.lanes) else None
        near = tokens.px(EDGE)
        away = [(abs(self._x(one.seconds) - place.x()), n) for n, one in enumerate(self._steps)]
        own = [(d, n) for d, n in away if self._steps[n].kind is kind and d <= near]
        return min(own or away)[1]

    def _stepped(self, number: int) -> None:
        if self._steps:
            self._seconds = self._steps[number].seconds
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(tr("Time line"))
        if self._steps:
            step = self._steps[self.value()]
            self.setAccessibleDescription(f"{clock(step.seconds)} {render(step.words)}")
        self.update()


def _diamond(x: float, y: float, half: float) -> QPolygonF:
    return QPolygonF(
        [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
    )
