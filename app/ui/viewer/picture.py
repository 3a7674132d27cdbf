"""The pixels of one view on screen: rendered, wrapped, with the heat map over them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from app.ui import tokens
from app.ui.qimage import packed_image, tinted_image
from app.ui.viewer.camera import Camera
from app.ui.viewer.palettes import palette
from imaging.display import DisplaySettings
from imaging.material import MaterialScale
from imaging.measuring import find_frame
from imaging.pyramid import Pyramid, halvings_between
from imaging.radiograph import Radiograph
from imaging.renderer import Renderer
from imaging.standing import Frame

_HEAT_OPACITY = 0.60


class Picture:
    """One radiograph, or a preview of it, ready to be painted.

    Parameters
    ----------
    radiograph
        Pixels at hand.
    full_shape
        (rows, columns) as stored, when they are a preview.
    detail
        How often the pixels of a preview are halved, where they are coarsest; None of the picture
        itself, or to tell it by the two shapes.
    """

    def __init__(
        self,
        radiograph: Radiograph,
        full_shape: tuple[int, int] | None = None,
        detail: int | None = None,
    ) -> None:
        self.radiograph = radiograph
        if detail is None and full_shape is not None and full_shape != radiograph.shape:
            detail = halvings_between(full_shape, radiograph.shape)
        self.detail = detail
        """How often the pixels are halved, where they are coarsest; None of the picture itself."""
        self.shape = full_shape or radiograph.shape
        self._renderer = Renderer(
            Pyramid(radiograph, full_shape=full_shape), palette(), palette(classic=True)
        )
        self._heat: QImage | None = None
        self._loupe: Renderer | None = None
        self._frame: Frame | None = None

    @property
    def preview(self) -> bool:
        """Whether this is not the picture on record yet, or nobody has checked that it is."""
        return self.detail is not None

    @property
    def pitch(self) -> tuple[float, float] | None:
        """(vertical, horizontal) size of a stored pixel in millimetres, also for a preview."""
        pitch = self.radiograph.mm_per_pixel
        if pitch is None or min(pitch) <= 0:
            return None
        rows, columns = self.radiograph.shape
        return pitch[0] * rows / self.shape[0], pitch[1] * columns / self.shape[1]

    @property
    def aspect(self) -> float:
        """Height of a stored pixel over its width."""
        return self.pitch[0] / self.pitch[1] if self.pitch else 1.0

    @property
    def scale(self) -> MaterialScale:
        """What its energies mean."""
        return self._renderer.scale

    @property
    def phase(self) -> tuple[float, float] | None:
        """Where the first sample of what was painted last lay; None before the first."""
        return self._renderer.phase

    def shows(self, camera: Camera) -> bool:
        """Whether what this camera shows is what was painted last."""
        return self._renderer.shows(camera.view)

    def settle(self) -> bool:
        """Let the next painting follow from where one stands alone; False when it does already."""
        return self._renderer.settle()

    def stand(self, camera: Camera, phase: tuple[float, float]) -> None:
        """Paint next what another window painted that stood in this phase."""
        self._renderer.stand(camera.view, phase)

    def recoloured(self) -> Picture:
        """The same picture in the colours of the theme in force."""
        other = Picture(self.radiograph, self.shape, self.detail)
        other._heat = self._heat
        return other

    def set_heat(self, heat: npt.NDArray[np.uint8] | None) -> None:
        """Lay a heat map over the image: any size, 0 nothing to 255 most suspect."""
        if heat is None:
            self._heat = None
            return
        tone = tokens.colour("finding")
        colour = (tone.red(), tone.green(), tone.blue())
        self._heat = tinted_image(heat, colour, _HEAT_OPACITY)

    def paint(self, painter: QPainter, camera: Camera, settings: DisplaySettings) -> None:
        """Paint the pixels of the window."""
        rendered = self._renderer.render(camera.view, settings)
        painter.drawImage(0, 0, packed_image(rendered, camera.ratio))

    def warm(self, camera: Camera, settings: DisplaySettings) -> None:
        """Work out what painting needs, so that the same view is painted at once."""
        self._renderer.render(camera.view, settings)
        # Told beside every picture, whatever its colours are.
        _ = self._renderer.scale

    def paint_loupe(
        self, painter: QPainter, camera: Camera, settings: DisplaySettings, place: QPointF
    ) -> None:
        """Paint what a small camera shows, at a place in the window; the pixels are shared."""
        if self._loupe is None:
            own = self._renderer
            self._loupe = Renderer(
                own.pyramid, palette(), palette(classic=True), scale=own.scale, like=own
            )
        rendered = self._loupe.render(camera.view, settings)
        painter.drawImage(place, packed_image(rendered, camera.ratio))

    @property
    def frame(self) -> Frame | None:
        """Where the object stands; None while there is only a preview."""
        if self._frame is None and not self.preview:
            self._frame = find_frame(self.radiograph, self.scale)
        return self._frame

    def prepare(self) -> bool:
        """Do a little for the next moves of the camera; False when there is nothing left."""
        return self._renderer.prepare()

    def paint_heat(self, painter: QPainter, camera: Camera) -> None:
        """Paint the heat map, if there is one."""
        if self._heat is not None:
            self.paint_over(painter, camera, self._heat)

    def paint_over(self, painter: QPainter, camera: Camera, layer: QImage) -> None:
        """Paint something that covers the whole view, of any size in pixels."""
        rows, columns = self.shape
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.setTransform(camera.transform, combine=True)
        painter.drawImage(QRectF(0, 0, columns, rows), layer, QRectF(layer.rect()))
        painter.restore()
