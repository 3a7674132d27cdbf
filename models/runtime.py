"""The detector in a process of its own: a crash there is UNKNOWN here, and nothing more.

The worker is spawned when the first scan comes, and again after it died or hung. Pixels go over in
shared memory. The worker ends when its end of the pipe does, so it cannot outlive its parent.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import shutil
import threading
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from imaging.radiograph import Channel, Energy, Pixels, Radiograph
from models.alarm_choice import AlarmChoice
from models.detection import Detection, unknown
from models.errors import ModelError, ScreeningFailed

if TYPE_CHECKING:
    from models.detector import Detector

DEFAULT_TIMEOUT_SECONDS = 60.0
"""For one scan, the start of the process included; a 60 m train takes a few seconds."""
CLOSE_SECONDS = 2.0
SHARED_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - asked for its room only, nothing is put there
_CONTEXT = multiprocessing.get_context("spawn")


@dataclasses.dataclass(frozen=True, slots=True)
class _ChannelHead:
    """A channel without its pixels."""

    energy: Energy
    bits: int
    air: int
    bright_is_air: bool
    logarithmic: bool
    kilovolts: float | None


@dataclasses.dataclass(frozen=True, slots=True)
class _Job:
    """A radiograph without its pixels; those follow in shared memory or, without it, as bytes."""

    heads: tuple[_ChannelHead, ...]
    shape: tuple[int, int]
    mm_per_pixel: tuple[float, float] | None
    block: str | None


class ScreeningWorker:
    """One screening process, started when needed and replaced when it dies.

    Parameters
    ----------
    card_path
        The card of the weights, the shipped ones when None.
    timeout_seconds
        How long one scan may take before the process is ended and the scan is unknown.
    alarms
        The site's calibrations and its false-alarm rate; the card's thresholds when None.
    """

    def __init__(
        self,
        card_path: Path | None = None,
        *,
        timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
        alarms: AlarmChoice | None = None,
    ) -> None:
        self._card_path = card_path
        self._alarms = alarms
        self._timeout_seconds = timeout_seconds
        self._turn = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

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
        with self._turn:
            try:
                return self._ask(radiograph)
            except ModelError as error:
                self._stop()
                return unknown(radiograph, error)

    def warm_up(self) -> None:
        """Start the process now, so that the first scan does not wait for it."""
        with self._turn:
            self._started()

    def close(self) -> None:
        """End the process; the next scan would start another."""
        with self._turn:
            self._stop()

    def _started(self) -> tuple[SpawnProcess, Connection]:
        if self._process is not None and self._pipe is not None and self._process.is_alive():
            return self._process, self._pipe
        self._stop()
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(
            target=_serve,
            args=(theirs, self._card_path, self._alarms),
            name="prescreen-screening",
            daemon=True,
        )
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise ScreeningFailed(f"The screening process did not start: {error}.") from error
        finally:
            # Ours must be the only open end, or the worker's death would go unnoticed.
            theirs.close()
        self._process, self._pipe = process, ours
        return process, ours

    def _ask(self, radiograph: Radiograph) -> Detection:
        process, pipe = self._started()
        block = _shared_block(radiograph)
        try:
            _send(pipe, radiograph, block)
            ready = wait([pipe, process.sentinel], self._timeout_seconds)
            if not ready:
                raise ScreeningFailed(
                    f"The screening process gave no answer within {self._timeout_seconds:g} s.",
                    remedy="Review the scan without it, or screen it again.",
                )
            return _received(pipe)
        except (EOFError, OSError) as error:
            process.join(CLOSE_SECONDS)
            raise ScreeningFailed(
                f"The screening process ended unexpectedly (exit {process.exitcode}).",
                remedy="Review the scan without it, or screen it again.",
            ) from error
        finally:
            if block is not None:
                block.close()
                block.unlink()

    def _stop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _received(pipe: Connection) -> Detection:
    answer = pipe.recv()
    if not isinstance(answer, Detection):
        raise ScreeningFailed("The screening process gave an answer that is none.")
    answer.heat.flags.writeable = False
    return answer


def _shared_block(radiograph: Radiograph) -> SharedMemory | None:
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


def _send(pipe: Connection, radiograph: Radiograph, block: SharedMemory | None) -> None:
    heads = tuple(
        _ChannelHead(c.energy, c.bits, c.air, c.bright_is_air, c.logarithmic, c.kilovolts)
        for c in radiograph.channels
    )
    name = None if block is None else block.name
    pipe.send(_Job(heads, radiograph.shape, radiograph.mm_per_pixel, name))
    if block is None:
        for channel in radiograph.channels:
            pipe.send_bytes(np.ascontiguousarray(channel.pixels).data.cast("B"))


def _serve(pipe: Connection, card_path: Path | None, alarms: AlarmChoice | None) -> None:
    """Answer jobs until the parent's end of the pipe closes; runs in the worker."""
    # Only the worker pays for loading ONNX Runtime: the window opens without it.
    from models.detector import Detector  # noqa: PLC0415 - see above

    try:
        detector: Detector | ModelError = Detector.load(
            card_path, threads=max(1, (os.cpu_count() or 2) - 1), alarms=alarms
        )
    except ModelError as error:
        detector = error
    while True:
        try:
            job = pipe.recv()
            radiograph = _radiograph(job, _pixels(pipe, job))
            pipe.send(_answer(detector, radiograph))
        except (EOFError, OSError):
            return


def _answer(detector: Detector | ModelError, radiograph: Radiograph) -> Detection:
    if isinstance(detector, ModelError):
        return unknown(radiograph, detector)
    return detector.detect(radiograph)


def _pixels(pipe: Connection, job: _Job) -> list[Pixels]:
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


def _radiograph(job: _Job, planes: list[Pixels]) -> Radiograph:
    channels = tuple(
        Channel(
            energy=head.energy,
            pixels=plane,
            bits=head.bits,
            air=head.air,
            bright_is_air=head.bright_is_air,
            logarithmic=head.logarithmic,
            kilovolts=head.kilovolts,
        )
        for head, plane in zip(job.heads, planes, strict=True)
    )
    return Radiograph(channels, job.mm_per_pixel)
