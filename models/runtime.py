"""The detector in a process of its own: a crash there is UNKNOWN here, and nothing more.

The worker is spawned when the first scan comes, and again after it died or hung. While it works it
gives a sign of life; when none comes, it is ended and the next scan finds another. It ends when its
end of the pipe does, so it cannot outlive its parent.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from imaging.radiograph import Pixels, Radiograph
from models.detection import Detection, unknown
from models.errors import ModelError, ScreeningFailed
from models.passing import Job, job_of, radiograph_of
from models.source import Source

if TYPE_CHECKING:
    from models.detector import Detector

DEFAULT_TIMEOUT_SECONDS = 60.0
"""For one scan, the start of the process included; a 60 m train takes a few seconds."""
BEAT_SECONDS = 0.5
"""How often a working process gives a sign of life."""
PATIENCE_SECONDS = 10.0
"""Without one for so long, it hangs."""
CLOSE_SECONDS = 2.0
BEAT = "beat"
SHARED_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - asked for its room only, nothing is put there
SHIPPED = Source()
_CONTEXT = multiprocessing.get_context("spawn")


class ScreeningWorker:
    """One screening process, started when needed and replaced when it dies.

    Parameters
    ----------
    source
        The model; the shipped one unless told.
    timeout_seconds
        How long one scan may take before the process is ended and the scan is unknown.
    patience_seconds
        How long the process may be silent while it works.
    """

    def __init__(
        self,
        source: Source = SHIPPED,
        *,
        timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._source = source
        self._timeout_seconds = timeout_seconds
        self._patience_seconds = patience_seconds
        self._turn = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._heard = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The worker's process, None when none runs."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def detect(self, radiograph: Radiograph) -> Detection:
        """Judge one scan; callers queue. Never raises for a scan: what fails is ``unknown``."""
        return self.detect_many([radiograph])[0]

    def detect_many(self, radiographs: Sequence[Radiograph]) -> tuple[Detection, ...]:
        """Judge several scans in one go; what fails is ``unknown``, and takes no other along."""
        with self._turn:
            return self._answers(radiographs)

    def warm_up(self) -> None:
        """Start the process now, so that the first scan does not wait for it."""
        with self._turn:
            self._started()

    def close(self) -> None:
        """End the process; the next scan would start another."""
        with self._turn:
            self._stop()

    def _answers(self, radiographs: Sequence[Radiograph]) -> tuple[Detection, ...]:
        try:
            return self._ask(radiographs) if radiographs else ()
        except ModelError as error:
            self._stop()
            if len(radiographs) == 1:
                return (unknown(radiographs[0], error),)
        # One of them broke the process; the others are judged in the next.
        return tuple(answer for one in radiographs for answer in self._answers([one]))

    def _started(self) -> tuple[SpawnProcess, Connection]:
        if self._process is not None and self._pipe is not None and self._process.is_alive():
            return self._process, self._pipe
        self._stop()
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(
            target=_serve, args=(theirs, self._source), name="prescreen-screening", daemon=True
        )
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise ScreeningFailed(f"The screening process did not start: {error}.") from error
        finally:
            # Ours must be the only open end, or the worker's death would go unnoticed.
            theirs.close()
        self._process, self._pipe, self._heard = process, ours, False
        return process, ours

    def _ask(self, radiographs: Sequence[Radiograph]) -> tuple[Detection, ...]:
        process, pipe = self._started()
        blocks: list[SharedMemory | None] = []
        try:
            # One by one: what was made before one fails must be given back.
            blocks.extend(map(shared_block, radiographs))
            names = [None if block is None else block.name for block in blocks]
            pipe.send([job_of(r, name) for r, name in zip(radiographs, names, strict=True)])
            for radiograph, block in zip(radiographs, blocks, strict=True):
                if block is None:
                    send_pixels(pipe, radiograph)
            return self._received(process, pipe, len(radiographs))
        except (EOFError, OSError) as error:
            process.join(CLOSE_SECONDS)
            raise ScreeningFailed(
                f"The screening process ended unexpectedly (exit {process.exitcode}).",
                remedy="Review the scan without it, or screen it again.",
            ) from error
        finally:
            for block in blocks:
                if block is not None:
                    block.close()
                    block.unlink()

    def _received(
        self, process: SpawnProcess, pipe: Connection, count: int
    ) -> tuple[Detection, ...]:
        """Wait for the answers, listening for signs of life."""
        allowed = self._timeout_seconds * count
        end = time.monotonic() + allowed
        while True:
            left = end - time.monotonic()
            # Until it has loaded its libraries a process cannot give a sign.
            patience = min(left, self._patience_seconds) if self._heard else left
            if left <= 0 or not wait([pipe, process.sentinel], max(0.0, patience)):
                raise ScreeningFailed(
                    f"The screening process gave no answer within {allowed:g} s."
                    if left <= patience
                    else "The screening process gave no sign of life for "
                    f"{self._patience_seconds:g} s.",
                    remedy="Review the scan without it, or screen it again.",
                )
            answer = pipe.recv()
            if answer != BEAT:
                return _checked(answer, count)
            self._heard = True

    def _stop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _checked(answer: object, count: int) -> tuple[Detection, ...]:
    if (
        not isinstance(answer, tuple)
        or len(answer) != count
        or not all(isinstance(one, Detection) for one in answer)
    ):
        raise ScreeningFailed("The screening process gave an answer that is none.")
    for detection in answer:
        detection.heat.flags.writeable = False
    return answer


def shared_block(radiograph: Radiograph) -> SharedMemory | None:
    """Shared memory with all pixels in it; None where there is not enough room for them.

    Writing into a block that the system cannot back ends the process (SIGBUS), so room is asked
    for first: containers often have 64 MB.
    """
    size = sum(channel.pixels.nbytes for channel in radiograph.channels)
    if SHARED_MEMORY_FOLDER.is_dir() and shutil.disk_usage(SHARED_MEMORY_FOLDER).free < 2 * size:
        return None
    try:
        block = SharedMemory(create=True, size=size)
    except OSError:
        return None
    for index, channel in enumerate(radiograph.channels):
        offset = index * channel.pixels.nbytes
        place = np.ndarray(channel.shape, dtype=np.uint16, buffer=block.buf, offset=offset)
        place[:] = channel.pixels
        # A view left over would keep the block from closing.
        del place
    return block


def send_pixels(pipe: Connection, radiograph: Radiograph) -> None:
    """Send the pixels of a scan that found no room in shared memory."""
    for channel in radiograph.channels:
        pipe.send_bytes(np.ascontiguousarray(channel.pixels).data.cast("B"))


class _Voice:
    """The worker's end of the pipe: answers, and signs of life while it works."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._turn = threading.Lock()
        self._working = threading.Event()
        self._rest = threading.Event()
        threading.Thread(target=self._beat, daemon=True).start()

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Give signs of life until the end of the block."""
        self._working.set()
        try:
            yield
        finally:
            self._working.clear()

    def say(self, message: object) -> None:
        """Send one message whole."""
        with self._turn:
            self._pipe.send(message)

    def _beat(self) -> None:
        while True:
            self._working.wait()
            try:
                self.say(BEAT)
            except OSError:
                return
            self._rest.wait(BEAT_SECONDS)


def _serve(pipe: Connection, source: Source) -> None:
    """Answer jobs until the parent's end of the pipe closes; runs in the worker."""
    voice = _Voice(pipe)
    with voice.working():
        detector = _loaded(source)
    while True:
        try:
            jobs = pipe.recv()
            with voice.working():
                answer = _answer(detector, _radiographs(pipe, jobs))
            voice.say(answer)
        except (EOFError, OSError):
            return


def _loaded(source: Source) -> Detector | ModelError:
    # Only the worker pays for loading ONNX Runtime: the window opens without it.
    from models.detector import Detector  # noqa: PLC0415 - see above

    try:
        return Detector.of(source, threads=max(1, (os.cpu_count() or 2) - 1))
    except ModelError as error:
        return error


def _radiographs(pipe: Connection, jobs: Sequence[Job]) -> list[Radiograph]:
    return [radiograph_of(job, pixels_of(pipe, job)) for job in jobs]


def _answer(
    detector: Detector | ModelError, radiographs: list[Radiograph]
) -> tuple[Detection, ...]:
    if isinstance(detector, ModelError):
        return tuple(unknown(one, detector) for one in radiographs)
    return detector.detect_many(radiographs)


def pixels_of(pipe: Connection, job: Job) -> list[Pixels]:
    """The pixels of each channel, copied out, so that the block can go."""
    if job.block is None:
        messages = [pipe.recv_bytes() for _ in job.heads]
        return [np.frombuffer(m, dtype=np.uint16).reshape(job.shape).copy() for m in messages]
    block = SharedMemory(name=job.block)
    try:
        every = np.ndarray((len(job.heads), *job.shape), dtype=np.uint16, buffer=block.buf)
        planes = [plane.copy() for plane in every]
        del every
        return planes
    finally:
        block.close()
