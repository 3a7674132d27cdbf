"""What was on screen of each view: told once it is there, and once all of it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QSize, QTimer, Signal

from app.ui.viewer.camera import Camera
from app.ui.viewer.visits import Key, Visits


class Looked(QObject):
    """Follows what is painted of the views that are visited.

    Everything is told once the painting is over.
    """

    painted_first = Signal(object)
    """Key of a view whose pixels are on screen for the first time since it was set."""
    painted_whole = Signal(object)
    """The same, once it is all the pixels and no preview."""
    extent_seen = Signal(object)
    """Key of a view every part of which has been on screen, at fit or larger."""
    share_changed = Signal(float)
    """Share of the view that has been on screen, 0 to 1."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.visits = Visits()
        self._key: Key = ("", "")
        self._announced = self._announced_whole = False
        self._room: QSize | None = None
        self.needs_exact = True
        """Whether nobody has seen a picture by a preview, however sharp that is on this screen."""

    @property
    def share(self) -> float:
        """Share of the view that has been on screen, 0 to 1."""
        return self.visits.share(self._key)

    def stand(self, key: Key) -> None:
        """Follow this view from now on."""
        self._key = key

    def begin(self) -> None:
        """Another picture was set: its first pixels are told again."""
        self._announced = self._announced_whole = False

    def begin_at(self, start: Callable[[Camera], Camera]) -> None:
        """Set where one stands at the first look of a picture; a visited one is as it was left."""
        self.visits.start = start

    def set_whole_room(self, room: QSize | None) -> None:
        """Say how large the room is of which the window is a part; None when it has it all."""
        self._room = room

    def seen_between(self, key: Key, first: float, last: float) -> bool:
        """Whether every part of a view between two stored columns has been on screen."""
        return self.visits.seen_between(key, first, last)

    def unsee(self, keys: Iterable[Key]) -> None:
        """Begin anew with views of which the record does not say that they were seen."""
        for key in keys:
            self.visits.unsee(key)

    def painted(self, camera: Camera, uncovered: Camera, detail: int | None) -> None:
        """Remember what has just been painted.

        Parameters
        ----------
        camera
            Where the window stands.
        uncovered
            The same for the part of the window that nothing lies over.
        detail
            How often the pixels are halved; None when these are all the pixels. A preview starts
            the clock, but nobody has seen a picture by its preview, unless the site lets that count
            where the screen shows no more than is here.
        """
        key, whole = self._key, detail is None
        scale = max(camera.view.scale_x, camera.view.scale_y)
        enough = detail is not None and not self.needs_exact and scale * 2.0**detail <= 1.0
        if (whole or enough) and self.visits.note(key, uncovered, self.in_whole_room(camera)):
            QTimer.singleShot(0, self, self._tell_seen)
        if not self._announced:
            self._announced = True
            QTimer.singleShot(0, self, lambda: self.painted_first.emit(key))
        if whole and not self._announced_whole:
            self._announced_whole = True
            QTimer.singleShot(0, self, lambda: self.painted_whole.emit(key))

    def in_whole_room(self, camera: Camera) -> Camera:
        """Return where the window would stand if it had the whole room, with nothing over it."""
        room, camera = self._room, camera.beside((0.0, 0.0))
        if room is None:
            return camera
        return camera.sized(room.width(), room.height(), camera.ratio)

    def _tell_seen(self) -> None:
        self.share_changed.emit(self.share)
        if self.visits.complete(self._key):
            self.extent_seen.emit(self._key)
