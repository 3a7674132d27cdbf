"""What is let go of is gone: no thread that brought a view holds it, though its line was cut."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Generator, Iterable, Iterator

import pytest

from app.domain.coming import Trouble
from app.domain.errors import Unavailable
from app.domain.words import say
from app.scans import arrival
from app.scans.stream import Streams, Told
from app.scans.web.wanted import Wanted
from imaging.holding import Held, Span

KEY = ("scan-1", "side")
FILES = (Wanted("0" * 64, 4000, "1.2.3", "1.2.3.1", "side"),)
SOON = 20.0


class Cut(Unavailable):
    """The line was cut."""

    passing = True


class CutLine:
    """Brings a few bytes of a file, and is cut."""

    ranges = True

    def __init__(self, wanted: Wanted) -> None:
        self._held = Held(wanted.size)
        self.held: Held | None = None

    def begin(self, count: int) -> Generator[int, None, None]:
        self.held = self._held
        self.held.put(0, bytes(count // 2))
        yield count // 2
        raise Cut(say("There is not enough memory for this image."))

    def bring(self, wanted: Iterable[Span]) -> Generator[int, None, None]:
        del wanted
        return self.flow()

    def flow(self) -> Generator[int, None, None]:
        yield from ()
        raise Cut(say("There is not enough memory for this image."))

    def check(self, sha256: str) -> None:
        raise AssertionError(sha256)


class Troubles:
    """Keeps why a view did not come, as long as it likes."""

    def __init__(self) -> None:
        self.kept: list[Trouble] = []
        self.came = threading.Semaphore(0)

    def __call__(self, told: Told) -> None:
        if isinstance(told, Trouble):
            self.kept.append(told)
            self.came.release()


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> Iterator[Streams]:
    monkeypatch.setattr(arrival, "_AGAIN_S", (0.05,))
    made = Streams(CutLine)
    try:
        yield made
    finally:
        made.close()


def gone(held: weakref.ref[object]) -> bool:
    """Whether something is in memory no more, soon."""
    for _ in range(int(SOON / 0.1)):
        gc.collect()
        if held() is None:
            return True
        threading.Event().wait(0.1)
    return False


def test_a_view_whose_line_was_cut_is_gone_when_it_was_let_go(streams: Streams) -> None:
    streams.open(KEY, FILES, troubles := Troubles())
    # Several threads have had their turn by then, and each of them was cut off.
    for _ in range(6):
        assert troubles.came.acquire(timeout=SOON)
    view, coming = (weakref.ref(one) for one in (streams._views[KEY], streams._views[KEY].coming))
    streams.forget()
    assert gone(coming), "the pixels of a view that was let go are in memory"
    assert gone(view)
    assert troubles.kept
