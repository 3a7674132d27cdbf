"""A pane over an image: the camera that it looks through, and the focus that it shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.viewer.camera import Camera

BY_KEYBOARD = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
KEY_ZOOM = 1.25
"""One step of the zoom by key."""


class Pane(QLabel):
    """Moves over an image; what the image is, and painting it, is the matter of who inherits."""

    visible_rect_changed = Signal(object)
    """Visible part as shares of the image: QRectF within (0, 0, 1, 1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # To a screen reader a label that holds a pixmap is a picture; a plain widget is nothing,
        # and a factory for other roles, written in Python, outlives the interpreter and crashes.
        self.setPixmap(QPixmap(1, 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.camera = Camera(1, 1, 1.0, 1.0)
        self._ringed = False

    def look(self, camera: Camera) -> None:
        """Move the window over the image."""
        self.camera = camera
        x, y, wide, high = camera.visible
        columns, rows = camera.columns, camera.rows
        self.visible_rect_changed.emit(QRectF(x / columns, y / rows, wide / columns, high / rows))
        self.update()

    def frame(self, step: Callable[[Camera], Camera]) -> None:
        """Move so that all that is to be seen is seen."""
        self.look(step(self.camera))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the point under `at` in its place."""
        self.look(self.camera.zoomed(factor, at))

    def zoom_in(self) -> None:
        """Come one step nearer to the middle."""
        self.zoom_by(KEY_ZOOM)

    def zoom_out(self) -> None:
        """Go one step back from the middle."""
        self.zoom_by(1.0 / KEY_ZOOM)

    def fit(self) -> None:
        """Show the whole image."""
        self.frame(Camera.fitted)

    def fit_height(self) -> None:
        """Show the image as high as the window, over the same place."""
        self.frame(Camera.height_fitted)

    def fill(self) -> None:
        """Show the image edge to edge, leaving none of the window empty."""
        self.frame(lambda camera: camera.zoomed(camera.fill_zoom / camera.zoom))

    def one_to_one(self) -> None:
        """Give each stored pixel one pixel of the screen."""
        self.zoom_by(self.camera.native_zoom / self.camera.zoom)

    def centre_on(self, box: tuple[float, float, float, float]) -> None:
        """Bring a stored box (x, y, width, height) into the middle."""
        self.frame(lambda camera: camera.centred_on(box))

    def go_to(self, point_share: QPointF) -> None:
        """Bring a place, as shares of the image, into the middle."""
        camera = self.camera
        x, y = point_share.x() * camera.columns, point_share.y() * camera.rows
        self.look(dataclasses.replace(camera, x=x, y=y).bounded())

    def zoom_at_share(self, factor: float, point_share: QPointF) -> None:
        """Zoom about a place given as shares of the image."""
        camera = self.camera
        point = point_share.x() * camera.columns, point_share.y() * camera.rows
        self.zoom_by(factor, camera.to_screen(point))

    @property
    def pictured(self) -> bool:
        """Whether there is an image to move over."""
        return False

    @property
    def window_size(self) -> tuple[float, float, float]:
        """Width, height in logical pixels, and device pixels per logical pixel."""
        return max(1.0, self.width()), max(1.0, self.height()), self.devicePixelRatioF()

    @property
    def ringed(self) -> bool:
        """Whether the focus is drawn: the image has it most of the time, which says nothing."""
        return self._ringed and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the focus only when it was brought here by keys."""
        super().focusInEvent(event)
        self._ringed = event.reason() in BY_KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw no focus any more."""
        super().focusOutEvent(event)
        self._ringed = False
        self.update()

    def sizeHint(self) -> QSize:
        """Most of a screen."""
        return QSize(1520, 912)

    def minimumSizeHint(self) -> QSize:
        """Small enough for any window."""
        return QSize(160, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand over the same place in the new size."""
        super().resizeEvent(event)
        if self.pictured:
            self.look(self.camera.sized(*self.window_size))
