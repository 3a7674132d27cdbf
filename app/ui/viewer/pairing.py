"""Two pictures that move together: one object scale, one place, one look."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, Signal

from app.ui.viewer.camera import Camera
from app.ui.viewer.scan_view import ScanView
from imaging.alignment import Alignment
from imaging.display import DisplaySettings


class Pairing(QObject):
    """Whoever is moved leads; the other follows.

    Both show a metre of the object equally large where both scales are known, else equal shares
    of the picture.
    """

    changed = Signal(bool)
    """Whether they are linked."""

    def __init__(self, main: ScanView, other: ScanView) -> None:
        super().__init__(other)
        self._main, self._other = main, other
        self._linked = True
        self._following = False
        self._alignment: Alignment | None = None
        main.visible_rect_changed.connect(lambda _: self._moved(by_main=True))
        other.visible_rect_changed.connect(lambda _: self._moved(by_main=False))
        main.display_changed.connect(lambda settings: self._looked(other, settings))
        other.display_changed.connect(lambda settings: self._looked(main, settings))

    @property
    def linked(self) -> bool:
        """Whether moving one moves the other."""
        return self._linked

    def link(self, linked: bool) -> None:
        """Link place and zoom, or let each be moved alone; the look stays shared."""
        self._linked = linked
        self.lead()
        self.changed.emit(linked)

    def align(self, alignment: Alignment | None) -> None:
        """Follow point by point; None goes by scale and ends."""
        self._alignment = alignment
        self.lead()

    def lead(self) -> None:
        """Bring the other picture to where the item's stands."""
        self._moved(by_main=True)

    def _looked(self, follower: ScanView, settings: DisplaySettings) -> None:
        if not follower.isHidden():
            follower.set_display(settings)

    def _moved(self, *, by_main: bool) -> None:
        ready = self._main.radiograph is not None and self._other.radiograph is not None
        if self._following or not self._linked or not ready:
            return
        self._following = True
        try:
            if by_main:
                self._other.look(self._followed(self._main, self._other, by_main=True))
            else:
                self._main.look(self._followed(self._other, self._main, by_main=False))
        finally:
            self._following = False

    def _followed(self, leader: ScanView, follower: ScanView, *, by_main: bool) -> Camera:
        lead, camera = leader.camera, follower.camera
        alignment = self._alignment
        if alignment is not None:
            x, y = _aligned(alignment, (lead.x, lead.y), by_main=by_main)
            stretch = alignment.stretch if by_main else 1.0 / alignment.stretch
            zoom = lead.zoom / stretch
            turned = alignment.mirrored
        else:
            (x, y), zoom = _alike(leader, follower)
            turned = False
        orientation = lead.orientation.flipped_left_right() if turned else lead.orientation
        placed = dataclasses.replace(
            camera,
            x=x,
            y=y,
            zoom=zoom,
            orientation=orientation,
            least=None if not by_main else zoom,
        )
        return placed.bounded()


def _aligned(
    alignment: Alignment, point: tuple[float, float], *, by_main: bool
) -> tuple[float, float]:
    across, down = (alignment.to_other if by_main else alignment.from_other)(*point)
    return float(across), float(down)


def _alike(leader: ScanView, follower: ScanView) -> tuple[tuple[float, float], float]:
    """Same share of the length, same height over the floor, same size of a metre."""
    lead, camera = leader.camera, follower.camera
    x = lead.x / lead.columns * camera.columns
    mine, theirs = leader.mm_per_pixel, follower.mm_per_pixel
    if mine is None or theirs is None:
        y = lead.y / lead.rows * camera.rows
        return (x, y), camera.fit_zoom * lead.zoom / lead.fit_zoom
    y = camera.rows - (lead.rows - lead.y) * mine[0] / theirs[0]
    return (x, y), lead.zoom * theirs[1] / mine[1]
