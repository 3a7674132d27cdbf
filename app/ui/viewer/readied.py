"""Pictures that are ready to be painted before they are asked for."""

from __future__ import annotations

from collections import OrderedDict

from app.ui.viewer.camera import Camera
from app.ui.viewer.picture import Picture
from app.ui.viewer.visits import Key
from imaging.display import DisplaySettings
from imaging.radiograph import Radiograph

KEPT = 2
"""The next item's picture, and the one before it in case the queue has changed its mind."""


class Readied:
    """Keeps pictures that were painted once where they will stand, until they are taken."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[Key, Picture] = OrderedDict()

    def holds(self, key: Key, radiograph: Radiograph) -> bool:
        """Whether these pixels are ready."""
        picture = self._pictures.get(key)
        return picture is not None and picture.radiograph is radiograph

    def put(self, key: Key, picture: Picture) -> None:
        """Keep a picture for a while."""
        self._pictures[key] = picture
        self._pictures.move_to_end(key)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)

    def take(self, key: Key, radiograph: Radiograph) -> Picture | None:
        """Return the picture of these very pixels and let it go; None when it is not ready."""
        picture = self._pictures.pop(key, None)
        return picture if picture is not None and picture.radiograph is radiograph else None

    def forget(self) -> None:
        """Let all go: they are in other colours than what is painted from now on, or nobody's."""
        self._pictures.clear()


def made_ready(picture: Picture, camera: Camera, settings: DisplaySettings) -> Picture:
    """Do what a first painting does, in any thread, of a picture that nobody else has yet."""
    picture.warm(camera, settings)
    return picture
