"""What is asked for next: a full line and no more, what is in sight first, nobody is held up."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path

import pytest

from app.domain.coming import Sight
from app.scans.arrival import Arrival
from app.scans.asking import LINE, STALLED_S, Asking, Request
from app.scans.web.wanted import Wanted
from imaging.dicos import write_dx
from imaging.holding import Held
from imaging.phantom import make_scene

PORTION = 20_000
SIGHT = Sight((600, 0, 900, 300), 0)
NOW = 100.0


class Archive:
    """Answers what is asked for, when a test says so."""

    def __init__(self, wanted: Wanted, body: bytes) -> None:
        self.held, self.ranges = Held(wanted.size), True
        self.body = body

    def give(self, request: Request, asking: Asking) -> None:
        """Answer a request."""
        for start, end in request.spans:
            self.held.put(start, self.body[start:end])
            request.view.on_way[request.number].remove((start, end))
        request.view.coming.files[request.number].came(self.held)
        asking.done(request)


@dataclasses.dataclass(frozen=True)
class Files:
    """Files of a view, and their bytes."""

    wanted: tuple[Wanted, ...]
    bodies: tuple[bytes, ...]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    made = make_scene(4, equipment="container40", rows=600).radiograph
    taken = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)
    dated = dataclasses.replace(made, source=dataclasses.replace(made.source, taken_at=taken))
    paths: list[Path] = write_dx(
        dated, tmp_path_factory.mktemp("view"), compress="htj2k", seed="asking"
    )
    bodies = tuple(path.read_bytes() for path in paths)
    wanted = tuple(
        Wanted(hashlib.sha256(body).hexdigest(), len(body), "1.2.3", f"1.2.3.{n}", path.name)
        for n, (path, body) in enumerate(zip(paths, bodies, strict=True))
    )
    return Files(wanted, bodies)


@pytest.fixture
def asking() -> Asking:
    made = Asking()
    made.gives_parts = True
    return made


def view_of(files: Files) -> Arrival:
    view = Arrival(files.wanted, None, lambda one: one)
    pairs = zip(files.wanted, files.bodies, strict=True)
    view.incoming = [Archive(wanted, body) for wanted, body in pairs]  # type: ignore[misc]
    return view


def answer(request: Request, asking: Asking) -> None:
    archive = request.view.incoming[request.number]
    assert isinstance(archive, Archive)
    archive.give(request, asking)


def all_asked(
    asking: Asking, opened: list[Arrival], now: float, ahead: tuple[Arrival, ...] = ()
) -> list[Request]:
    found: list[Request] = []
    while (request := asking.next(opened, ahead, PORTION, now)) is not None:
        found.append(request)
    return found


def test_the_line_is_filled_and_no_more(files: Files, asking: Asking) -> None:
    views = [view_of(files) for _ in range(3)]
    asked = all_asked(asking, views, NOW)
    assert len(asked) == LINE
    answer(asked[0], asking)
    assert len(all_asked(asking, views, NOW)) == 1


def test_a_view_that_stands_still_holds_up_no_other(files: Files, asking: Asking) -> None:
    stuck, other = view_of(files), view_of(files)
    held = all_asked(asking, [stuck], NOW)
    assert [one.view for one in held] == [stuck] * LINE
    later = NOW + STALLED_S
    asked = all_asked(asking, [stuck, other], later)
    assert [one.view for one in asked] == [other] * LINE
    # What gets on again counts again.
    held[0].heard_at = later
    answer(asked[0], asking)
    assert all_asked(asking, [stuck, other], later) == []


def test_nothing_is_asked_ahead_while_something_stands_still(files: Files, asking: Asking) -> None:
    stuck, ahead = view_of(files), view_of(files)
    held = all_asked(asking, [stuck], NOW)
    assert all_asked(asking, [stuck], NOW + STALLED_S, (ahead,)) == []
    for one in held:
        answer(one, asking)
    stuck.done = True
    assert {one.view for one in all_asked(asking, [stuck], NOW, (ahead,))} == {ahead}


def test_coarse_and_in_sight_come_before_any_rest(files: Files, asking: Asking) -> None:
    front, behind, ahead = view_of(files), view_of(files), view_of(files)
    front.sight = SIGHT
    order: list[Arrival] = []
    while request := asking.next([front, behind], [ahead], PORTION, NOW):
        if request.view is behind and behind not in order:
            assert sight_is_here(front)
            assert not front.coming.whole
        order.append(request.view)
        answer(request, asking)
    first_of_behind = order.index(behind)
    assert front in order[first_of_behind:], "the rest of it comes after what is coarse of another"
    assert order.index(ahead) > max(n for n, view in enumerate(order) if view is not ahead)
    assert all(view.coming.whole for view in (front, behind, ahead))


def sight_is_here(view: Arrival) -> bool:
    for file in view.coming.files:
        assert file.index is not None
        assert file.arriving is not None
        if file.arriving.spans(file.index.parts_of(file.index.tiles_in(SIGHT.box), 0)):
            return False
    return True
