"""The pictures of references: those of the item itself are at hand, others are read and kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from app.domain.reference import Origin, Reference
from app.ui.desk import Desk
from app.ui.wiring import Key
from imaging.radiograph import Radiograph

KEPT = 3
"""Pictures of references that are kept: going back and forth between two is common."""


class ReferencePictures:
    """Brings the picture of a reference here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[Key, Radiograph] = OrderedDict()

    def here(self, reference: Reference) -> Radiograph | None:
        """Return the picture of a reference when it is here already."""
        if reference.picture.origin is Origin.ITEM:
            return self._desk.pictures.kept(reference.picture.key)
        return self._kept.get(reference.picture.key)

    def read(
        self,
        reference: Reference,
        main: Radiograph,
        came: Callable[[Radiograph], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Read the picture of a reference, to be looked at beside `main`.

        A picture of the item itself comes by the pictures of the desk, and not by `came`.
        """
        key, read = reference.picture.key, self._desk.wiring.read_reference
        if reference.picture.origin is Origin.ITEM:
            files = self._desk.review.files
            self._desk.pictures.ask({key: files[key]} if key in files else {})
            return
        if read is None:
            return

        def keep(radiograph: Radiograph) -> None:
            self._kept[key] = radiograph
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            came(radiograph)

        self._desk.jobs.read(lambda: read(reference, main), keep, failed)

    def forget(self) -> None:
        """Keep no picture any longer."""
        self._kept.clear()
