"""The picture of a replay: painted as the officer's window painted it, and only looked at."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.domain.decision import Recommendation
from app.domain.replay import AsSeen, View
from app.ui import tokens
from app.ui.controls import Words
from app.ui.i18n import languages, tr
from app.ui.screen_words import ON, camera_of, doors_of, phase_of
from app.ui.viewer.camera import Camera
from app.ui.viewer.scan_view import ScanView
from imaging.display_state import from_state
from imaging.material import MaterialScale, scale_of
from imaging.radiograph import Radiograph


class Plate(QLabel):
    """Shows what stood on screen, at its own size or smaller; no hand reaches it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replay-plate")
        # To a screen reader a label that holds a pixmap is a picture.
        self.setPixmap(QPixmap(1, 1))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        # It paints, and is never on screen itself: what would be done with a hand on it is nowhere.
        self._view = ScanView(self)
        self._view.book.read_only = True
        self._view.hide()
        self._image: QImage | None = None
        self._why: Words | None = None
        languages.changed.connect(self._say)
        self._say()

    @property
    def image(self) -> QImage | None:
        """What is shown, in the pixels of the officer's screen; None while there is none."""
        return self._image

    @property
    def scale(self) -> float:
        """At which size it is shown: 1 is the officer's own, never more."""
        image = self._image
        if image is None:
            return 1.0
        ratio = self.devicePixelRatioF()
        wide, high = self.width() * ratio, self.height() * ratio
        return min(1.0, wide / image.width(), high / image.height())

    def scale_of(self, radiograph: Radiograph) -> MaterialScale:
        """Return what the energies of a picture mean today, with the calibration of today."""
        shown = self._view.shown_picture
        if shown is not None and shown.radiograph is radiograph:
            return shown.scale
        return scale_of(radiograph)

    def show_seen(
        self,
        state: AsSeen,
        radiograph: Radiograph,
        heat: npt.NDArray[np.uint8] | None,
        decision: Recommendation,
    ) -> None:
        """Paint what stood on screen.

        Raises
        ------
        ValueError
            When the record holds words of the screen that this program cannot read.
        """
        self._image = self._painted(state, radiograph, heat, decision)
        self._why = None
        self._say()

    def say_instead(self, words: Words) -> None:
        """Show a sentence, and keep no picture: not even the one that is painted from."""
        self._image, self._why = None, words
        self._view.set_radiograph(None, key=("", ""))
        self._say()

    def sizeHint(self) -> QSize:
        """Most of a screen."""
        return QSize(1280, 720)

    def minimumSizeHint(self) -> QSize:
        """Small enough for any window."""
        return QSize(160, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the image in the middle, or the sentence."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("well"))
        image = self._image
        if image is None:
            painter.setFont(tokens.font("body"))
            painter.setPen(tokens.colour("text2"))
            inner = self.rect().adjusted(tokens.px(40), 0, -tokens.px(40), 0)
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inner, int(wrap), self._why() if self._why else "")
            return
        ratio, scale = self.devicePixelRatioF(), self.scale
        wide, high = image.width() * scale / ratio, image.height() * scale / ratio
        left, top = round((self.width() - wide) / 2), round((self.height() - high) / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1.0)
        painter.drawImage(QRect(left, top, round(wide), round(high)), image)

    def _painted(
        self,
        state: AsSeen,
        radiograph: Radiograph,
        heat: npt.NDArray[np.uint8] | None,
        decision: Recommendation,
    ) -> QImage:
        view, words = self._view, state.screen
        key = state.view or ("", "")
        view.set_radiograph(None, key=key)
        view.set_radiograph(radiograph, key=key)
        picture = view.shown_picture
        if picture is None:
            raise ValueError("a picture was set and is not there")
        view.camera = camera = self._camera(words, radiograph, picture.aspect)
        view.set_display(from_state(words or display_of(decision, key)))
        phase = phase_of(words)
        if phase is not None:
            picture.stand(camera, phase)
        picture.set_heat(heat)
        self._lay_over(state, key)
        return self._grabbed(camera)

    def _camera(self, words: Mapping[str, str], radiograph: Radiograph, aspect: float) -> Camera:
        """Return where the window stood; all of the picture where the record does not say."""
        if words:
            return camera_of(words)
        rows, columns = radiograph.shape
        size = (max(1.0, float(self.width())), max(1.0, float(self.height())))
        return Camera(columns, rows, *size, self.devicePixelRatioF(), aspect).fitted()

    def _lay_over(self, state: AsSeen, key: View) -> None:
        view, words = self._view, state.screen
        report = state.reports.get(key)
        chosen = words.get("finding", "")
        view.set_findings(
            report.findings if report is not None else (),
            selected=int(chosen) if chosen else None,
        )
        view.set_marks(tuple(m for m in state.marks.values() if (m.scan_id, m.view) == key))
        view.book.select(view.book.find(words.get("mark", "")))
        layers = view.layers
        layers.show_findings(words.get("findings", ON) == ON)
        layers.show_heat(words.get("heat") == ON)
        layers.show_bare(words.get("bare") == ON)
        x, y, wide, high = map(float, words["place"].split()) if words.get("place") else (0,) * 4
        layers.point_out((x, y, wide, high) if words.get("place") else None)
        view.looked.visits.set_doors(key, doors_of(words))

    def _grabbed(self, camera: Camera) -> QImage:
        view, picture = self._view, self._view.shown_picture
        size = camera.view
        image = QImage(size.width, size.height, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(camera.ratio)
        painter = QPainter(image)
        if picture is not None:
            picture.paint(painter, camera, view.display())
            view.layers.paint(painter, view, picture)
        painter.end()
        return image

    def _say(self) -> None:
        self.setAccessibleName(tr("Picture as it was seen"))
        self.setAccessibleDescription(self._why() if self._why is not None else "")
        self.update()


def display_of(decision: Recommendation, key: View) -> Mapping[str, str]:
    """Return the display chain that went into a decision; empty where it has none."""
    found = (one.display_state for one in decision.scans if (one.scan_id, one.view) == key)
    return next(found, {})
