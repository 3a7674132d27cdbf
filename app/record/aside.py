"""Another process that proves half of a record meanwhile (`app.record.half`).

Where both halves hold, the record holds. Where one does not, where the record grew in between or
where the process was killed, whoever asked proves all of it alone: what a proof comes to never
depends on this one.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from app.record.chain import Head

_LOG = logging.getLogger(__name__)

WORTH_IT = 50_000
"""Lines from which on a second process gains more than its start costs."""

HOLDS, DIFFERS, MOVED_ON = 0, 3, 4
"""What the process ends with; anything else means that it was ended."""

_PATIENCE_S, _TIMES = 60.0, 3.0
"""How long it may take: so many seconds, and so many times as long as the other half took."""

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; from app.record.half import main; sys.exit(main(sys.argv[1:]))"


def is_worth_it(head: Head) -> bool:
    """Whether a record is long enough, and this machine has a core to spare."""
    return head.length >= WORTH_IT and _cores() > 1 and bool(sys.executable)


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return os.cpu_count() or 1 if allowed is None else len(allowed(0))


class Aside:
    """A process that proves its half of a record; it never outlives the block.

    Parameters
    ----------
    path
        The record's file.
    head
        The state of it that is proved.
    """

    def __init__(self, path: Path, head: Head) -> None:
        arguments = (str(path.resolve()), str(head.length), head.hash)
        self._begun = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - this program's own Python, by its full path
            [sys.executable, "-c", _START, *arguments],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Windows would show a console otherwise.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def process_id(self) -> int:
        """The process."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def holds(self) -> bool:
        """Wait for it; return whether its half holds. False where it cannot say."""
        patience = _PATIENCE_S + _TIMES * (time.monotonic() - self._begun)
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            _LOG.warning("the process that proves half of the record hangs; it is proved alone")
            return False
        if code not in (HOLDS, DIFFERS, MOVED_ON):
            _LOG.warning(
                "the process that proves half of the record was ended (%s); it is proved alone",
                code,
            )
        return code == HOLDS
