"""What is remembered of each view while the window is open: where one stood, what was seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from app.domain.place import Doors
from app.ui.viewer.camera import Camera
from app.ui.viewer.seen import SeenGrid

Key = tuple[str, str]
"""(scan_id, view)"""

KEPT = 64


class Visits:
    """Camera, seen parts and doors of the views visited last."""

    def __init__(self) -> None:
        self._cameras: dict[Key, Camera] = {}
        self._grids: OrderedDict[Key, SeenGrid] = OrderedDict()
        self._doors: dict[Key, Doors] = {}
        self.start: Callable[[Camera], Camera] = Camera.opened
        """Where one stands at the first look."""

    def leave(self, key: Key, camera: Camera) -> None:
        """Remember where one stood; what lay over the picture does not wait there."""
        self._cameras[key] = camera.beside((0.0, 0.0))

    def enter(self, key: Key, first: Camera) -> Camera:
        """Where to stand now: as left, or at the first look from `first`."""
        size = (first.columns, first.rows)
        if key not in self._grids or self._grids[key].size != size:
            self._grids[key] = SeenGrid(*size)
        self._grids.move_to_end(key)
        while len(self._grids) > KEPT:
            gone, _ = self._grids.popitem(last=False)
            self._cameras.pop(gone, None)
            self._doors.pop(gone, None)
        before = self._cameras.get(key)
        if before is None or (before.columns, before.rows) != size:
            return self.start(first)
        return before.sized(first.width, first.height, first.ratio)

    def grow(self, key: Key, columns: int) -> None:
        """Learn that more columns of a view have come."""
        grid = self._grids.get(key)
        if grid is not None:
            self._grids[key] = grid.grown(columns)

    def unsee(self, key: Key) -> None:
        """Forget what was seen of a view, not where one stood."""
        grid = self._grids.get(key)
        if grid is not None:
            self._grids[key] = SeenGrid(*grid.size)

    def doors(self, key: Key) -> Doors:
        """At which end the officer has said that the doors are."""
        return self._doors.get(key, Doors.UNKNOWN)

    def set_doors(self, key: Key, doors: Doors) -> None:
        """Remember at which end the doors are."""
        self._doors[key] = doors

    def note(self, key: Key, camera: Camera, room: Camera | None = None) -> bool:
        """Add what is on screen, when it is large enough to be looked at; True when it is new.

        Parameters
        ----------
        key
            Of the view.
        camera
            Where the window stands.
        room
            The same in the whole room, while the window is only a part of it: what counts as
            large enough does not shrink with the window.
        """
        grid = self._grids.get(key)
        least = (room or camera).readable_zoom
        if grid is None or camera.zoom < least * 0.999:
            return False
        return grid.note(camera.visible)

    def seen_between(self, key: Key, first: float, last: float) -> bool:
        """Whether every part of a view between two stored columns was seen."""
        grid = self._grids.get(key)
        return grid is not None and grid.seen_between(first, last)

    def share(self, key: Key) -> float:
        """Seen share of a view, 0 to 1."""
        grid = self._grids.get(key)
        return grid.share if grid else 0.0

    def complete(self, key: Key) -> bool:
        """Whether every part of a view was seen."""
        grid = self._grids.get(key)
        return grid is not None and grid.complete
