"""Threads: one writer, in order, for the record; two readers for images; one for the long run.

No other file of the window has any.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.errors import ServerGone

READERS = 2

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Jobs(QObject):
    """Runs functions off the GUI thread and hops their results back onto it.

    A function must not touch a widget: it takes what it needs when it is made and returns plain
    values. What it raises goes to ``failed``, on the GUI thread, whatever it is; without a
    ``failed`` it goes to the signal ``crashed``.
    """

    crashed = Signal(object)
    """An exception that nobody waited for."""
    idle = Signal()
    """Nothing is under way any more."""
    _hop = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="record")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="image")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._under_way = 0
        self._stopped = False
        self._hop.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def under_way(self) -> int:
        """How many functions were handed in and have not been answered yet."""
        return self._under_way

    @property
    def stopped(self) -> bool:
        """Whether the threads are ending: what runs for long leaves off."""
        return self._stopped

    def write(
        self,
        function: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run a function in the one thread that owns the record, after all before it."""
        self._submit(self._writer, function, then, failed)

    def read(
        self,
        function: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run a function in the pool for images, in no promised order."""
        self._submit(self._readers, function, then, failed)

    def aside(
        self,
        function: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run a long function in a thread of its own; nobody waits for it but the end."""
        self._submit(self._aside, function, then, failed, weight=0)

    def stop(self) -> None:
        """Let what was handed in finish and end the threads; nothing is delivered any more."""
        self._stopped = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._aside.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._under_way = 0

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        function: Callable[[], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        *,
        weight: int = 1,
    ) -> None:
        if self._stopped:
            return
        self._under_way += weight
        future: Future[Any] = pool.submit(function)
        future.add_done_callback(lambda done: self._hop.emit((done, then, failed, weight)))

    def _deliver(self, answer: object) -> None:
        if self._stopped or not isinstance(answer, tuple):
            return
        done, then, failed, weight = answer
        if done.cancelled():
            return
        self._under_way -= weight
        error = done.exception()
        if error is None:
            if then is not None:
                then(done.result())
        elif failed is not None:
            failed(error)
        else:
            self.crashed.emit(error)
        if self._under_way == 0:
            self.idle.emit()


def log_unless_away(error: BaseException) -> None:
    """Write to the program's log what failed; of a line that is cut, the top bar tells, once."""
    if not isinstance(error, ServerGone):
        log_failed(error)


def log_failed(error: BaseException) -> None:
    """Write to the program's log what a function raised that nobody waits for."""
    _log.error("a job failed", exc_info=error)
