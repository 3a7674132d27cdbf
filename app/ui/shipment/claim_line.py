"""Short words in boxes beside the sums; what they stand for is in the tip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui import tokens
from app.ui.plain_text import plain_tip
from app.ui.shipment.chips import Claim

_PAD, _GAP = 5, 4


class ClaimLine(QWidget):
    """As many claims as fit, the others counted; a screen reader hears all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("claims")
        self._claims: tuple[Claim, ...] = ()
        self.setFixedHeight(tokens.px(20))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is claimed."""
        return self._claims

    def show_claims(self, claims: Sequence[Claim]) -> None:
        """Show other claims, or none."""
        self._claims = tuple(claims)
        self.setAccessibleName(", ".join(claim.text for claim in self._claims))
        self.setAccessibleDescription("\n".join(claim.tip for claim in self._claims))
        self.setVisible(bool(self._claims))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all claims."""
        wide = sum(self._wide(claim.text) + tokens.px(_GAP) for claim in self._claims)
        return QSize(wide, tokens.px(20))

    def minimumSizeHint(self) -> QSize:
        """Leave room for the number of claims."""
        return QSize(tokens.px(28) if self._claims else 0, tokens.px(20))

    def event(self, event: QEvent) -> bool:
        """Say what the claim under the pointer stands for."""
        if isinstance(event, QHelpEvent):
            boxes = self._boxes()
            tip = next((tip for box, _, tip in boxes if box.contains(event.pos())), "")
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the boxes from the right end."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tokens.font("key"))
        for box, text, _ in self._boxes():
            painter.setPen(QPen(tokens.colour("edge"), 1))
            radius = tokens.px(tokens.RADIUS_KEY)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            painter.setPen(tokens.colour("text2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def _boxes(self) -> list[tuple[QRectF, str, str]]:
        """Return the boxes that fit, from left to right, with words and tip."""
        shown = list(self._claims)
        while shown and self._needed(shown) > self.width():
            shown.pop()
        words = [(claim.text, claim.tip) for claim in shown]
        rest = self._claims[len(shown) :]
        if rest:
            tips = "\n".join(f"{claim.text}: {claim.tip}" for claim in rest)
            words.append((f"+{len(rest)}", tips))
        high = tokens.px(16)
        top = (self.height() - high) / 2
        left = float(self.width() - self._needed(shown))
        boxes = []
        for text, tip in words:
            wide = self._wide(text)
            boxes.append((QRectF(left, top, wide, high), text, tip))
            left += wide + tokens.px(_GAP)
        return boxes

    def _needed(self, shown: Sequence[Claim]) -> int:
        gap = tokens.px(_GAP)
        wide = sum(self._wide(claim.text) + gap for claim in shown) - (gap if shown else 0)
        left = len(self._claims) - len(shown)
        return wide + (self._wide(f"+{left}") + (gap if shown else 0) if left else 0)

    def _wide(self, text: str) -> int:
        return QFontMetrics(tokens.font("key")).horizontalAdvance(text) + 2 * tokens.px(_PAD)
