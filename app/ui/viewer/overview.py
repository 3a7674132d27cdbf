"""The strip under the picture: every view in small, what of it has been seen, where one stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.ui import tokens
from app.ui.controls import Strip
from app.ui.i18n import languages, tr
from app.ui.qimage import grey_image
from app.ui.viewer.orientation import UPRIGHT, Orientation
from app.ui.viewer.overview_paint import paint_line, paint_strip, viewed_text
from app.ui.viewer.touch import NOTCH, WHEEL_STEP

Share = tuple[float, float, float, float]
"""(x, y, width, height) as shares of the image, 0 to 1."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class OverviewEntry:
    """One view in the strip.

    Attributes
    ----------
    key
        (scan_id, view).
    title
        Already in the reader's language, for instance ``Trailer 1, side``.
    thumbnail
        ``uint8`` grey at true aspect, None while the scan is arriving.
    findings
        Boxes of the model's findings.
    viewed
        Share that has been on screen; 0 reads "Not viewed".
    mm_per_pixel
        (vertical, horizontal), None when the scan does not say.
    """

    key: tuple[str, str]
    title: str
    thumbnail: npt.NDArray[np.uint8] | None = None
    findings: tuple[Share, ...] = ()
    viewed: float = 0.0
    mm_per_pixel: tuple[float, float] | None = None


@dataclasses.dataclass(slots=True, eq=False)
class Slot:
    """Where one view stands in the strip."""

    entry: OverviewEntry
    image: QImage | None
    rect: QRectF
    picture: QRectF
    flips: tuple[bool, bool] = (False, False)
    """Whether it is shown with (left and right, up and down) exchanged."""

    def laid(self, part: QRectF) -> QRectF:
        """Where a part of the stored image stands in the picture, or the other way; in shares."""
        across, down = self.flips
        x = 1.0 - part.right() if across else part.left()
        y = 1.0 - part.bottom() if down else part.top()
        return QRectF(x, y, part.width(), part.height())


class OverviewStrip(Strip):
    """Thumbnails side by side, or one line of words on small screens."""

    view_chosen = Signal(object)
    """Key of a view."""
    go_to = Signal(object)
    """QPointF: place in the current view as shares of the image."""
    zoomed = Signal(float, object)
    """Factor, and the place (QPointF, shares of the image) about which to zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("overview", parent)
        self._entries: tuple[OverviewEntry, ...] = ()
        self._images: dict[tuple[str, str], QImage] = {}
        self._current: tuple[str, str] = ("", "")
        self._visible = QRectF(0, 0, 1, 1)
        self._laid = UPRIGHT
        self._slots: list[Slot] = []
        self._grip: QPointF | None = None
        """From the pointer to the middle of the rectangle that it drags, in shares."""
        languages.changed.connect(self._say)
        self._say()

    def set_views(self, entries: Sequence[OverviewEntry]) -> None:
        """Show these views, in their order."""
        kept = {entry.key: entry.thumbnail for entry in self._entries}
        self._entries = tuple(entries)
        for entry in self._entries:
            if entry.thumbnail is not None and kept.get(entry.key) is not entry.thumbnail:
                self._images[entry.key] = grey_image(entry.thumbnail)
        keys = {entry.key for entry in self._entries}
        here = {entry.key for entry in self._entries if entry.thumbnail is not None}
        self._images = {key: image for key, image in self._images.items() if key in here}
        if self._current not in keys and self._entries:
            self._current = self._entries[0].key
        self._say()
        self.update()

    def set_current(self, key: tuple[str, str]) -> None:
        """Say which view is in the window."""
        self._current = key
        self.update()

    @property
    def current(self) -> tuple[str, str]:
        """Key of the view in the window."""
        return self._current

    def set_viewed(self, key: tuple[str, str], share: float) -> None:
        """Change the viewed share of one view."""
        self.set_views(
            [
                dataclasses.replace(entry, viewed=share) if entry.key == key else entry
                for entry in self._entries
            ]
        )

    def set_visible(self, rect: QRectF) -> None:
        """Show which part of the current view is in the window, as shares of the image."""
        if rect != self._visible:
            self._visible = rect
            self.update()

    def set_orientation(self, laid: Orientation) -> None:
        """Lay the current view as the picture lies; one turned sideways stays as scanned."""
        if laid != self._laid:
            self._laid = laid
            self.update()

    def tip_at(self, place: QPointF) -> str:
        """Return the whole title of the view at a place."""
        slot = self._slot_at(place)
        return self.tip(slot) if slot else ""

    def tip(self, slot: Slot) -> str:
        """Return the whole title of a view, and how it lies when the picture lies otherwise."""
        words = f"{slot.entry.title}: {viewed_words(slot.entry)}"
        turned = slot.entry.key == self._current and self._laid.sideways
        return f"{words} ({tr('as scanned')})" if turned else words

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Where the views stand, as painted last."""
        return tuple(self._slots)

    # Words, painting and events

    def _say(self) -> None:
        self.setAccessibleName(tr("Views of this item"))
        self.setAccessibleDescription(
            ". ".join(f"{entry.title}: {viewed_words(entry)}" for entry in self._entries)
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the views from the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("panel"))
        paint = paint_line if self._compact else paint_strip
        slots = [
            Slot(entry, self._images.get(entry.key), QRectF(), QRectF(), self._flips(entry.key))
            for entry in self._entries
        ]
        paint(painter, slots, self._current, self._visible)
        self._slots = slots
        self.paint_focus(painter)

    def _flips(self, key: tuple[str, str]) -> tuple[bool, bool]:
        return self._laid.flips if key == self._current else (False, False)

    def _slot_at(self, place: QPointF) -> Slot | None:
        under = (s for s in self._slots if s.rect.contains(place) or s.picture.contains(place))
        return next(under, None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a view; take hold of the visible rectangle, or bring it under the pointer."""
        slot = self._slot_at(event.position())
        if slot is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif slot.entry.key != self._current:
            self.view_chosen.emit(slot.entry.key)
        elif slot.picture.contains(event.position()):
            here = _share(slot, event.position())
            held = self._visible.contains(here)
            self._grip = self._visible.center() - here if held else QPointF(0.0, 0.0)
            if not held:
                self._go(slot, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer through the current view."""
        slot = next((s for s in self._slots if s.entry.key == self._current), None)
        if self._grip is not None and slot is not None:
            self._go(slot, event.position())
        self.show_hand(self._slot_at(event.position()) is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self._grip = None
        super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the place under the pointer in the current view."""
        slot = self._slot_at(event.position())
        here = slot is not None and slot.entry.key == self._current
        if slot is None or not here or not slot.picture.contains(event.position()):
            super().wheelEvent(event)
            return
        turns = event.angleDelta().y() / NOTCH
        self.zoomed.emit(WHEEL_STEP**turns, _share(slot, event.position()))

    def _go(self, slot: Slot, place: QPointF) -> None:
        share = _share(slot, place) + (self._grip or QPointF(0.0, 0.0))
        self.go_to.emit(QPointF(min(max(share.x(), 0.0), 1.0), min(max(share.y(), 0.0), 1.0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose a view."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        keys = [entry.key for entry in self._entries]
        if step is None or self._current not in keys:
            super().keyPressEvent(event)
            return
        number = keys.index(self._current) + step
        if 0 <= number < len(keys):
            self.view_chosen.emit(keys[number])


def viewed_words(entry: OverviewEntry) -> str:
    """What the strip says of a view."""
    return viewed_text(entry.viewed, arrived=entry.thumbnail is not None)


def _share(slot: Slot, place: QPointF) -> QPointF:
    """A place on the strip as shares of the view's image."""
    picture = slot.picture
    x = (place.x() - picture.left()) / max(1.0, picture.width())
    y = (place.y() - picture.top()) / max(1.0, picture.height())
    return slot.laid(QRectF(x, y, 0.0, 0.0)).topLeft()
