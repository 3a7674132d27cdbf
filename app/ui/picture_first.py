"""The picture before the panels: what was made ready is painted as soon as an item is claimed.

While the officer looks at one item, the picture of the next is decoded and painted once unseen,
where it will stand. As soon as the next item is claimed its picture is on screen; panels that
still speak of the item before are covered in the same moment, and stay so until they are filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.shipment import Mode
from app.ui import tokens
from app.ui.controls import Curtain
from app.ui.desk import Desk
from app.ui.hanging import Hanger
from app.ui.snapshot import Arrived
from app.ui.stage import Stage, first_key
from app.ui.viewer.picture import Picture
from app.ui.viewer.readied import made_ready
from app.ui.wiring import Glance, Key


class PictureFirst(QObject):
    """Shows the picture of an item that arrives, before anything else of it is known.

    Parameters
    ----------
    covered
        What speaks of the item and is filled later.
    plain
        Whether nothing but panels and the picture stands on screen; otherwise all of an item is
        shown in one go.
    """

    shown = Signal(object)
    """Arrived: its picture is about to be painted."""

    def __init__(
        self,
        desk: Desk,
        stage: Stage,
        hanger: Hanger,
        covered: Iterable[QWidget],
        plain: Callable[[], bool],
    ) -> None:
        super().__init__(stage)
        self._desk = desk
        self._stage = stage
        self._hanger = hanger
        self._plain = plain
        self._curtains = tuple(map(Curtain, covered))
        self._due: Glance | None = None
        desk.shows_first = self._can_show
        desk.next_known.connect(self._expect)
        desk.pictures.ready.connect(lambda key, _radiograph: self._came(key))
        desk.review.arrived.connect(self._arrived)
        desk.review.closed.connect(self.lift)
        desk.session_changed.connect(self._session)

    def lift(self) -> None:
        """Show the panels: they speak of the item on the desk, or of none."""
        for curtain in self._curtains:
            curtain.lift()

    def _can_show(self, arrived: Arrived) -> bool:
        key = first_key(arrived.bare)
        if key is None or not self._plain() or self._hanger.mode_of(arrived.item) in _IN_ONE_GO:
            return False
        pictures = self._desk.pictures
        return pictures.kept(key) is not None or pictures.stage(key) is not None

    def _arrived(self, arrived: Arrived) -> None:
        for curtain in self._curtains:
            curtain.draw()
        self._hanger.prepare(arrived.item)
        self._stage.open_item(arrived.bare)
        self._hanger.hang()
        self.shown.emit(arrived)
        # Now, and not when everything else that has changed is painted.
        self._stage.scan_view.repaint()

    # What is due next

    def _expect(self, glance: Glance) -> None:
        self._due = glance
        for key in list(glance.files)[:1]:
            self._came(key)

    def _came(self, key: Key) -> None:
        """Make the picture of the item that is due ready, once its pixels are here."""
        due, view = self._due, self._stage.scan_view
        if due is None or key not in due.files or key == self._stage.key:
            return
        radiograph = self._desk.pictures.kept(key)
        if radiograph is None or view.readied.holds(key, radiograph):
            return
        camera = view.first_camera(radiograph, self._hanger.start_of(due.item))
        settings, theme, picture = view.display(), tokens.current(), Picture(radiograph)

        def ready(made: Picture) -> None:
            # Not one that was let go meanwhile, at a lock or by who signed out.
            if tokens.current() is theme and self._desk.pictures.kept(key) is radiograph:
                view.readied.put(key, made)

        self._desk.jobs.read(lambda: made_ready(picture, camera, settings), ready)

    def _session(self) -> None:
        if self._desk.officer is None:
            self._due = None
            self._stage.scan_view.readied.forget()


_IN_ONE_GO = frozenset({Mode.COURIER, Mode.RAIL})
"""Parcels and trains have strips and grids of their own, which know of one item at a time."""
