"""What is painted over the image frame after frame, kept as small pictures of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from app.ui import tokens

_LARGEST = 1 << 18
"""Device pixels of a stamp: a larger outline is painted as quickly as its picture is laid down."""
_MOST = 1 << 23
"""Device pixels of all stamps that are kept, beside those of the frame that is painted."""
PHASES = 16
"""Places within a device pixel that stamps tell apart."""


Laid = tuple[tuple[Hashable, QPointF], ...]
"""Keys of the drawings of a frame, and where they stand."""
_Drawing = tuple[QRectF, Callable[[QPainter], None]]


class Stamps:
    """Keeps what was painted once, and lays it down again where it looks the same.

    A drawing that is not kept is painted straight away; it is kept while the hand rests, so that
    a zoom, every frame of which is another, does not wait for it.
    """

    def __init__(self) -> None:
        self._look: Hashable = None
        self._ratio = 1.0
        self._kept: dict[Hashable, tuple[QPointF, QPixmap]] = {}
        self._room = 0
        self._drawn: dict[Hashable, _Drawing] = {}
        """What was painted in the last frame, because it was not kept."""
        self._wanted: list[tuple[Hashable, QPointF]] = []
        self._laid: list[tuple[Hashable, QPointF]] | None = None

    def begin(self, look: Hashable, ratio: float) -> None:
        """Begin a frame.

        Parameters
        ----------
        look
            Colours and sizes in force; others make every stamp stale.
        ratio
            Device pixels per logical pixel.
        """
        if (look, ratio) != (self._look, self._ratio):
            self._look, self._ratio, self._room = look, ratio, 0
            self._kept.clear()
        elif self._room > _MOST:
            used = {key for key, _place in self._laid or ()}
            self._kept = {key: one for key, one in self._kept.items() if key in used}
            self._room = sum(_pixels(pixmap) for _offset, pixmap in self._kept.values())
        self._drawn.clear()
        self._wanted.clear()
        self._laid = []

    def end(self) -> Laid | None:
        """All of the frame, to be laid down again; None if some of it cannot be."""
        return tuple(self._laid) if self._laid is not None else None

    def again(self, painter: QPainter, laid: Laid) -> bool:
        """Lay a whole frame down again, and paint of it what is not kept yet.

        Returns
        -------
        False, and nothing done, when some of it is not known any more.
        """
        if any(key not in self._kept and key not in self._drawn for key, _anchor in laid):
            return False
        for key, anchor in laid:
            kept = self._kept.get(key)
            if kept is None:
                self._drawn[key][1](painter)
            else:
                painter.drawPixmap(anchor + kept[0], kept[1])
        return True

    def prepare(self) -> bool:
        """Keep one drawing of the last frame; False when there is none left."""
        if self._wanted:
            key, anchor = self._wanted.pop()
            if key not in self._kept:
                self._make(key, anchor, *self._drawn[key])
        return bool(self._wanted)

    def painted(self) -> None:
        """Note that something in this frame can be no stamp."""
        self._laid = None

    def place(self, at: QPointF) -> tuple[QPointF, tuple[int, int]]:
        """The whole device pixel at or before a place, and where in that pixel the place lies."""
        fine = PHASES * self._ratio
        x, phase_x = divmod(round(at.x() * fine), PHASES)
        y, phase_y = divmod(round(at.y() * fine), PHASES)
        return QPointF(x / self._ratio, y / self._ratio), (phase_x, phase_y)

    def lay(
        self,
        painter: QPainter,
        key: Hashable,
        anchor: QPointF,
        drawing: _Drawing,
    ) -> None:
        """Lay a drawing down, as a stamp if it is kept.

        Parameters
        ----------
        key
            Says all that the drawing depends on but its place.
        anchor
            A whole device pixel with which the drawing moves.
        drawing
            The box around it and what paints it, both in the window's coordinates.
        """
        kept = self._kept.get(key)
        if self._laid is not None:
            self._laid.append((key, anchor))
        if kept is None:
            self._drawn[key] = drawing
            self._wanted.append((key, anchor))
            drawing[1](painter)
        else:
            painter.drawPixmap(anchor + kept[0], kept[1])

    def _make(
        self, key: Hashable, anchor: QPointF, box: QRectF, paint: Callable[[QPainter], None]
    ) -> None:
        ratio = self._ratio
        # Whole device pixels away from the anchor, which is itself on one.
        left = int((box.left() - anchor.x()) * ratio // 1)
        top = int((box.top() - anchor.y()) * ratio // 1)
        wide = int((box.right() - anchor.x()) * ratio // 1) + 1 - left
        high = int((box.bottom() - anchor.y()) * ratio // 1) + 1 - top
        if wide * high > _LARGEST:
            return
        pixmap = QPixmap(wide, high)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(tokens.clear())
        offset = QPointF(left / ratio, top / ratio)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-(anchor + offset))
        paint(painter)
        painter.end()
        self._kept[key] = offset, pixmap
        self._room += _pixels(pixmap)


def _pixels(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height()
