"""Pictures on their way to the screen: read in the pool, kept while they are near."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from app.domain.coming import Progress, Trouble
from app.domain.errors import KnownError
from app.domain.scan import Original
from app.domain.words import Sentence, say
from app.ui import tokens
from app.ui.jobs import Jobs
from app.ui.wiring import Box, FirstLook, Key, StageLike, StreamsLike, Told
from imaging.errors import ImagingError
from imaging.radiograph import Radiograph

Grey = npt.NDArray[np.uint8]

KEPT = 6
"""Pictures kept in memory, however large: the open item's views and the next item's first."""
KEPT_SMALL, SMALL_BYTES = 16, 256 << 20
"""More are kept as long as all of them together stay small, as parcels do."""
THUMBNAIL_HIGH = 96
THUMBNAILS_KEPT = 400


class Pictures(QObject):
    """Reads pictures and their thumbnails once each and tells when they are here."""

    ready = Signal(object, object)
    """(key, Radiograph)."""
    coarse = Signal(object, object)
    """(key, StageLike): what is shown until it is whole."""
    progress = Signal(object, float)
    """(key, share): how much of a picture that comes from an archive is here."""
    held_up = Signal(object, object)
    """(key, Sentence): why the rest of a picture does not come now; None when it does again."""
    failed = Signal(object, object)
    """(key, Sentence)."""
    thumbnail = Signal(object, object)
    """(key, uint8 array of THUMBNAIL_HIGH rows or fewer)."""
    heat = Signal(object, object)
    """(key, uint8 array)."""
    covered = Signal(bool)
    """Whether the window is locked: whoever holds pixels lets them go, or may have them again."""
    _hop = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        read_view: Callable[[tuple[Path, ...]], Radiograph],
        read_first: Callable[[tuple[Path, ...]], FirstLook | None],
        parent: QObject | None = None,
        streams: StreamsLike | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._streams = streams
        self._stages: OrderedDict[Key, StageLike] = OrderedDict()
        self._shares: dict[Key, float] = {}
        self._troubles: dict[Key, Sentence] = {}
        self._hop.connect(self._told, Qt.ConnectionType.QueuedConnection)
        self._read_view = read_view
        self._read_first = read_first
        self._kept: OrderedDict[Key, Radiograph] = OrderedDict()
        self._small: OrderedDict[Key, Grey] = OrderedDict()
        self._failures: dict[Key, Sentence] = {}
        self._reading: set[Key] = set()
        self._paths: dict[Key, tuple[Original, ...]] = {}
        self._heat_paths: dict[Key, Path] = {}
        self._locked = False
        self._later: dict[Key, tuple[Original, ...]] = {}

    def ask(self, files: Mapping[Key, tuple[Original, ...]], *, first: Key | None = None) -> None:
        """Bring pictures here; those that are here already are told at once, ``first`` first."""
        order = sorted(files, key=lambda key: key != first)
        self.expect(files)
        if self._locked:
            self._later.update(files)
            return
        coming: list[Key] = []
        for key in order:
            if key in self._kept:
                self._kept.move_to_end(key)
                self._tell(key)
            elif self._coming(files[key]):
                coming.append(key)
            elif key in self._failures:
                self.failed.emit(key, self._failures[key])
            else:
                self._read(key, files[key])
        # The last one that is opened comes first.
        for key in reversed(coming):
            self._stream(key, files[key])

    def expect(self, files: Mapping[Key, tuple[Original, ...]]) -> None:
        """Let go of pictures of which more has arrived: other files stand behind them now."""
        for key, paths in files.items():
            if self._paths.get(key, paths) != paths:
                for kept in (
                    self._kept,
                    self._failures,
                    self._stages,
                    self._shares,
                    self._troubles,
                ):
                    kept.pop(key, None)
            self._paths[key] = paths

    def stage(self, key: Key) -> StageLike | None:
        """Return what is here of a picture that comes from an archive; None when it is whole."""
        return self._stages.get(key)

    def share(self, key: Key) -> float | None:
        """Return how much of a picture is here; None of one that does not come from an archive."""
        return self._shares.get(key)

    def trouble(self, key: Key) -> Sentence | None:
        """Return why the rest of a picture does not come now, or None."""
        return self._troubles.get(key)

    @property
    def waits(self) -> bool:
        """Whether something does not come that would if it were asked for again."""
        return self._streams is not None and bool(self._troubles)

    def look(self, key: Key, box: Box, halvings: int) -> None:
        """Say what of a picture is in sight, and how often that can be halved on this screen."""
        if self._streams is not None and key in self._shares and key not in self._kept:
            self._streams.look(key, box, halvings)

    def again(self) -> None:
        """Try at once what did not come."""
        if self._streams is not None:
            self._streams.again()

    def stop(self) -> None:
        """End the threads that bring pictures."""
        if self._streams is not None:
            self._streams.close()

    def kept(self, key: Key) -> Radiograph | None:
        """Return a picture that is here, or None."""
        return self._kept.get(key)

    def small(self, key: Key) -> npt.NDArray[np.uint8] | None:
        """Return a thumbnail that is here, or None."""
        return self._small.get(key)

    def failure(self, key: Key) -> Sentence | None:
        """Return why a picture cannot be shown, or None."""
        return self._failures.get(key)

    @property
    def locked(self) -> bool:
        """Whether no pixels may be kept: the window is locked."""
        return self._locked

    @property
    def busy(self) -> bool:
        """Whether a picture is on its way."""
        return bool(self._reading)

    def ask_heat(self, key: Key, path: Path) -> None:
        """Bring a heat map here."""
        self._heat_paths[key] = path
        if not self._locked:
            self._jobs.read(lambda: read_grey(path), lambda values: self._tell_heat(key, values))

    def forget(self) -> None:
        """Let every picture go: who signs out leaves none in memory."""
        self._locked = False
        self._later.clear()
        self._heat_paths.clear()
        self._let_go()

    def cover(self) -> None:
        """Let every decoded picture go while the window is locked; which they were is kept."""
        self._locked = True
        here = [*self._failures, *self._shares, *self._stages, *self._kept]
        self._later = {key: self._paths[key] for key in here if key in self._paths}
        self._let_go()
        self.covered.emit(True)

    def uncover(self) -> None:
        """Bring back what was here, and what was asked for meanwhile; the last one used first."""
        self._locked = False
        later, self._later = self._later, {}
        self.covered.emit(False)
        self.ask(dict(reversed(later.items())))
        for key in [key for key in self._heat_paths if key in later]:
            self.ask_heat(key, self._heat_paths[key])

    def _let_go(self) -> None:
        for kept in (self._kept, self._failures, self._stages, self._shares, self._troubles):
            kept.clear()
        self._small.clear()
        if self._streams is not None:
            self._streams.forget()

    def _tell_heat(self, key: Key, values: npt.NDArray[np.uint8] | None) -> None:
        if values is not None and not self._locked:
            self.heat.emit(key, values)

    def _tell(self, key: Key) -> None:
        self.ready.emit(key, self._kept[key])
        if key in self._small:
            self.thumbnail.emit(key, self._small[key])

    def _coming(self, files: tuple[Original, ...]) -> bool:
        return self._streams is not None and not all(isinstance(one, Path) for one in files)

    def _stream(self, key: Key, files: tuple[Original, ...]) -> None:
        """Bring a picture from an archive; what is told of it hops onto this thread."""
        if self._streams is None:
            return
        self._shares.setdefault(key, 0.0)

        def tell(told: Told) -> None:
            if isinstance(told, Progress | Trouble):
                self._hop.emit((key, files, told, None))
            else:
                self._hop.emit((key, files, told, thumbnail(told.radiograph)))

        self._streams.open(key, files, tell)

    def _told(self, answer: tuple[Key, tuple[Original, ...], Told, Grey | None]) -> None:
        key, files, told, small = answer
        if key not in self._shares or self._paths.get(key, files) != files:
            return
        if isinstance(told, Trouble):
            self._held_up(key, told)
        elif isinstance(told, Progress):
            self._shares[key] = told.share
            self._goes_on(key)
            self.progress.emit(key, told.share)
        elif small is not None:
            self._shares[key] = told.share
            self._failures.pop(key, None)
            self._shown(key, told, small)

    def _shown(self, key: Key, stage: StageLike, small: Grey) -> None:
        """Take in a picture that came, or is sharper than before."""
        if stage.exact:
            self._stages.pop(key, None)
            self._goes_on(key)
            self._keep(key, stage.radiograph, small)
            return
        self._stages[key] = stage
        self._stages.move_to_end(key)
        while len(self._stages) > KEPT:
            self._stages.popitem(last=False)
        self._small[key] = small
        self.coarse.emit(key, stage)
        self.thumbnail.emit(key, small)

    def _held_up(self, key: Key, trouble: Trouble) -> None:
        """Say why a picture does not come: over what is here of it, or in its place."""
        sentence = _sentence(trouble.error)
        self._troubles[key] = sentence
        if not trouble.stands:
            self._stages.pop(key, None)
        if key in self._stages:
            self.held_up.emit(key, sentence)
        else:
            self._failures[key] = sentence
            self.failed.emit(key, sentence)

    def _goes_on(self, key: Key) -> None:
        if self._troubles.pop(key, None) is not None:
            self.held_up.emit(key, None)

    def _read(self, key: Key, originals: tuple[Original, ...]) -> None:
        if key in self._reading:
            return
        # Without an archive every original is a file here.
        paths = tuple(one for one in originals if isinstance(one, Path))
        self._reading.add(key)
        read_first = self._read_first
        self._jobs.read(
            lambda: read_first(paths),
            lambda look: self._looked(key, paths, look),
            lambda error: self._refused(key, error),
        )

    def _looked(self, key: Key, paths: tuple[Path, ...], look: FirstLook | None) -> None:
        """Show the first look, if there is one, and read the whole."""
        if self._locked:
            self._put_off(key, paths)
            return
        if look is not None:
            self.coarse.emit(key, look)
        read_view = self._read_view
        self._jobs.read(
            lambda: _with_thumbnail(read_view(paths)),
            lambda pair: self._arrived(key, paths, *pair),
            lambda error: self._refused(key, error),
        )

    def _arrived(
        self, key: Key, paths: tuple[Path, ...], radiograph: Radiograph, small: Grey
    ) -> None:
        if self._locked:
            self._put_off(key, paths)
            return
        self._reading.discard(key)
        wanted = self._paths.get(key, paths)
        if wanted != paths:
            self._read(key, wanted)
        else:
            self._keep(key, radiograph, small)

    def _put_off(self, key: Key, paths: tuple[Path, ...]) -> None:
        """Read a picture after the lock: what was on its way then is not kept."""
        self._reading.discard(key)
        self._later[key] = self._paths.get(key, paths)

    def _keep(self, key: Key, radiograph: Radiograph, small: Grey) -> None:
        self._kept[key] = radiograph
        while self._too_many():
            self._kept.popitem(last=False)
        self._small[key] = small
        while len(self._small) > THUMBNAILS_KEPT:
            self._small.popitem(last=False)
        self._tell(key)

    def _too_many(self) -> bool:
        count = len(self._kept)
        if count <= KEPT or count > KEPT_SMALL:
            return count > KEPT
        held = (channel.pixels.nbytes for one in self._kept.values() for channel in one.channels)
        return sum(held) > SMALL_BYTES

    def _refused(self, key: Key, error: BaseException) -> None:
        self._reading.discard(key)
        sentence = _sentence(error)
        self._failures[key] = sentence
        self.failed.emit(key, sentence)


def _sentence(error: BaseException) -> Sentence:
    """Say why a picture cannot be shown; what to do about it in the officer's language."""
    if isinstance(error, KnownError):
        return error.sentence
    if isinstance(error, ImagingError) and error.remedy:
        place = f" [{error.element}]" if error.element else ""
        what = f"{error.what}{place}"
        return say("This image cannot be shown: {what} {remedy}", what=what, remedy=error.remedy)
    if isinstance(error, (ImagingError, OSError)):
        return say("This image cannot be shown: {why}", why=error)
    why = f"{type(error).__name__}: {error}"
    return say("This image cannot be shown: {why}", why=why)


def _with_thumbnail(radiograph: Radiograph) -> tuple[Radiograph, npt.NDArray[np.uint8]]:
    return radiograph, thumbnail(radiograph)


def thumbnail(radiograph: Radiograph, high: int = THUMBNAIL_HIGH) -> npt.NDArray[np.uint8]:
    """Return a small grey picture, air at the whitest grey of the image, dense dark.

    Parameters
    ----------
    radiograph
        Any view.
    high
        Rows at most.

    Returns
    -------
    ndarray
        ``uint8``, shape (rows, columns), at true aspect.
    """
    channel = radiograph.main
    rows, columns = channel.shape
    step = max(1, math.ceil(rows / high))
    rows, columns = rows // step * step, columns // step * step
    blocks = channel.pixels[:rows, :columns].reshape(rows // step, step, columns // step, step)
    # Two lines of each block stand for it: a thumbnail needs no more, and a long scan is quick.
    mean = blocks[:, :: max(1, step // 2), :, :: max(1, step // 2)].mean(axis=(1, 3))
    share = np.clip(mean / max(1, channel.air), 1e-4, 1.0)
    if not channel.bright_is_air:
        share = np.clip(1.0 - mean / max(1, channel.air), 1e-4, 1.0)
    if not channel.logarithmic:
        # Four decades of attenuation over the greys: what is behind the load stays visible.
        share = 1.0 + np.log10(share) / 4.0
    return np.ascontiguousarray(np.clip(share, 0.0, 1.0) * tokens.current().image_air, np.uint8)


def read_grey(path: Path) -> npt.NDArray[np.uint8] | None:
    """Read an 8-bit picture such as a heat map, None when there is none to read."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
    if image.isNull():
        return None
    # The rows of a QImage are padded to four bytes; the copy outlives the image.
    held = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return held[:, : image.width()].copy()
