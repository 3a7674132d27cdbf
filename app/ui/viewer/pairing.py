"""Two pictures that move together: one object scale, one place, one look."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from app.ui.viewer.camera import Camera
from app.ui.viewer.scan_view import ScanView
from imaging.alignment import Alignment
from imaging.display import DisplaySettings
from imaging.standing import Frame


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

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Let one picture be changed without the other following: nobody moved it by hand."""
        before, self._following = self._following, True
        try:
            yield
        finally:
            self._following = before

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
        if not by_main and not self._in_hand:
            # Its window was resized, or another picture put into it: the item's stays.
            self._moved(by_main=True)
            return
        with self.still():
            if by_main:
                self._other.look(self._followed(self._main, self._other, by_main=True))
            else:
                self._main.look(self._followed(self._other, self._main, by_main=False))

    @property
    def _in_hand(self) -> bool:
        """Whether the officer is at the other picture, by pointer or by keys."""
        return self._other.underMouse() or self._other.hasFocus()

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
    """Same share of the object's length, same height over its floor, same size of a metre."""
    lead, camera = leader.camera, follower.camera
    mine, theirs = leader.ground, follower.ground
    here, there = _ends(mine.frame, lead), _ends(theirs.frame, camera)
    x = there[0] + (lead.x - here[0]) / (here[1] - here[0]) * (there[1] - there[0])
    if mine.pitch is None or theirs.pitch is None:
        y = lead.y / lead.rows * camera.rows
        return (x, y), camera.fit_zoom * lead.zoom / lead.fit_zoom
    below = (_floor(mine.frame, lead) - lead.y) * mine.pitch[0] / theirs.pitch[0]
    return (x, _floor(theirs.frame, camera) - below), lead.zoom * theirs.pitch[1] / mine.pitch[1]


def _ends(frame: Frame | None, camera: Camera) -> tuple[float, float]:
    """First and last column of the object; of the picture while it is not known."""
    if frame is None or frame.right <= frame.left:
        return 0.0, float(camera.columns)
    return frame.left, frame.right


def _floor(frame: Frame | None, camera: Camera) -> float:
    """Row of the floor, of the object's lowest part where none is seen."""
    if frame is None:
        return float(camera.rows)
    return frame.lowest if frame.floor is None else frame.floor
