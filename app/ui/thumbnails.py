"""Small pictures of items that nobody has opened: read one at a time, when nothing else is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.domain.scan import Original
from app.ui.jobs import Jobs
from app.ui.pictures import Pictures, thumbnail
from app.ui.qimage import grey_image
from app.ui.wiring import Files, Key, Wiring

KEPT = 800
LATER_MS = 25
"""A picture that the officer waits for is read first; thumbnails look again after this."""


class Thumbnails(QObject):
    """The first view of every scan of the items that are wanted now, and of no others."""

    ready = Signal(str)
    """Identity of an item that has another thumbnail."""

    def __init__(
        self, jobs: Jobs, pictures: Pictures, wiring: Wiring, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pictures = pictures
        self._wiring = wiring
        self._files: OrderedDict[str, Files] = OrderedDict()
        self._images: OrderedDict[Key, QImage] = OrderedDict()
        self._failed: set[Key] = set()
        self._wanted: tuple[str, ...] = ()
        self._busy = False
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._go)
        pictures.covered.connect(self._cover)

    def want(self, item_ids: Sequence[str]) -> None:
        """Say which items are in sight; what was wanted before is not read any more."""
        self._wanted = tuple(item_ids)
        self._go()

    def files(self, item_id: str) -> Files:
        """Return the original files of an item that was wanted once; empty when not known."""
        return self._files.get(item_id, {})

    def image(self, item_id: str, scan_id: str = "") -> QImage | None:
        """Return the thumbnail of an item, or of one of its scans; None while there is none."""
        for key in _firsts(self.files(item_id)):
            if not scan_id or key[0] == scan_id:
                return self._images.get(key)
        return None

    def unreadable(self, item_id: str) -> bool:
        """Whether an item has a picture that cannot be shown."""
        return any(key in self._failed for key in _firsts(self.files(item_id)))

    def forget(self) -> None:
        """Let everything go: a signed-out window keeps none."""
        self._wanted = ()
        self._files.clear()
        self._images.clear()
        self._failed.clear()

    def _cover(self, covered: bool) -> None:
        """Keep none while the window is locked; those in sight are read again after it."""
        if covered:
            self._images.clear()
        else:
            self._go()

    def _go(self) -> None:
        if self._busy or self._pictures.locked:
            return
        unknown = tuple(item_id for item_id in self._wanted if item_id not in self._files)
        if unknown:
            self._busy = True
            files_of = self._wiring.files_of
            self._jobs.write(lambda: files_of(unknown), self._found(unknown), self._not_found)
            return
        due = self._due()
        if due is None:
            return
        if self._pictures.busy:
            self._later.start()
            return
        self._busy = True
        item_id, key = due
        paths = _here(self._files[item_id][key])
        read = self._wiring.read_small or self._wiring.read_view
        self._jobs.read(
            lambda: thumbnail(read(paths)),
            lambda small: self._read(item_id, key, grey_image(small)),
            lambda _: self._read(item_id, key, None),
        )

    def _due(self) -> tuple[str, Key] | None:
        """Return the next picture to be read, in the order of sight."""
        for item_id in self._wanted:
            for key in _firsts(self._files[item_id]):
                read = key in self._images or key in self._failed
                if not read and _here(self._files[item_id][key]):
                    return item_id, key
        return None

    def _found(self, asked: tuple[str, ...]) -> Callable[[Mapping[str, Files]], None]:
        def found(files: Mapping[str, Files]) -> None:
            for item_id in asked:
                self._files[item_id] = files.get(item_id, {})
            while len(self._files) > max(KEPT, len(self._wanted)):
                self._files.popitem(last=False)
            self._busy = False
            self._go()

        return found

    def _not_found(self, _error: BaseException) -> None:
        """Leave the places empty: the item itself says what is wrong when it is opened."""
        self._busy = False

    def _read(self, item_id: str, key: Key, image: QImage | None) -> None:
        self._busy = False
        if image is None:
            self._failed.add(key)
        elif not self._pictures.locked:
            self._images[key] = image
            while len(self._images) > KEPT:
                self._images.popitem(last=False)
        self.ready.emit(item_id)
        self._go()


def _firsts(files: Files) -> list[Key]:
    """Return the first view of every scan."""
    seen: dict[str, Key] = {}
    for key in files:
        seen.setdefault(key[0], key)
    return list(seen.values())


def _here(files: tuple[Original, ...]) -> tuple[Path, ...]:
    """Return the files of a picture that lie here; none when it must be brought from elsewhere."""
    here = tuple(one for one in files if isinstance(one, Path))
    return here if len(here) == len(files) else ()
