"""Views come from a real archive in threads: coarse first, in sight sooner, exact or not at all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.clock import Clock
from app.domain.coming import Progress, Trouble
from app.domain.delivery import Delivery
from app.scans import arrival, painting, stream
from app.scans.coming import Stage
from app.scans.metered import Meter
from app.scans.stream import PATIENCE, Streams, Told
from app.scans.views import one_view
from app.scans.web.faults import ArchiveFault, Fault
from app.scans.web.fetching import Incoming
from app.scans.web.line import Line
from app.scans.web.wanted import Wanted
from imaging.dicos import write_dx
from imaging.holding import Span
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from imaging.reader import read_image
from tests.services.archive import Plan, archive
from tests.unit.stretches import write_stretches

KEY = ("scan-1", "side")
SOON = 20.0
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
QUICK = dataclasses.replace(PATIENCE, first=0.01, most=0.05, whole=0.2, connect=2.0, read=2.0)


@dataclasses.dataclass(frozen=True)
class Scan:
    """A view as the record describes it, and its bytes."""

    wanted: tuple[Wanted, ...]
    files: dict[str, bytes]
    whole: Radiograph


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Scan:
    made = make_scene(4, equipment="container40", rows=900).radiograph
    taken = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)
    dated = dataclasses.replace(made, source=dataclasses.replace(made.source, taken_at=taken))
    paths = write_dx(dated, tmp_path_factory.mktemp("view"), compress="htj2k", seed="streams")
    bodies = [path.read_bytes() for path in paths]
    wanted = tuple(
        Wanted(hashlib.sha256(body).hexdigest(), len(body), "1.2.3", str(number), path.name)
        for number, (path, body) in enumerate(zip(paths, bodies, strict=True))
    )
    whole = one_view([read_image(path) for path in paths])
    return Scan(wanted, {str(n): body for n, body in enumerate(bodies)}, whole)


class Listener:
    """What was told, and a way to wait for it."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self._news = threading.Condition()

    def __call__(self, told: Told) -> None:
        with self._news:
            self.told.append(told)
            self._news.notify_all()

    def wait(self, fits: Callable[[Told], bool]) -> Told:
        """Return the first that fits, of what was told and will be."""
        with self._news:
            assert self._news.wait_for(lambda: any(map(fits, self.told)), SOON), self.told
            return next(filter(fits, self.told))

    def exact(self) -> Stage:
        found = self.wait(lambda one: isinstance(one, Stage) and one.exact)
        assert isinstance(found, Stage)
        return found

    def trouble(self) -> Trouble:
        found = self.wait(lambda one: isinstance(one, Trouble))
        assert isinstance(found, Trouble)
        return found

    @property
    def stages(self) -> list[Stage]:
        return [one for one in self.told if isinstance(one, Stage)]


class Shelf:
    """A cabinet in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def holds(self, sha256: str) -> bool:
        return sha256 in self.files

    def get(self, sha256: str) -> bytes | None:
        return self.files.get(sha256)

    def put(self, sha256: str, data: bytes) -> None:
        self.files[sha256] = data


@dataclasses.dataclass
class Site:
    """An archive, and the streams that bring from it."""

    plan: Plan
    streams: Streams
    shelf: Shelf


@pytest.fixture
def site(scan: Scan, tmp_path: Path) -> Iterator[Site]:
    plan, stop, shelf = Plan(dict(scan.files)), threading.Event(), Shelf()
    with (
        archive(tmp_path, plan) as place,
        Line(place, pause=stop.wait, patience=QUICK) as line,
    ):
        streams = Streams(
            lambda one: Incoming(line, one.instance_uid, one.name), cabinet=shelf, stop=stop
        )
        try:
            yield Site(plan, streams, shelf)
        finally:
            streams.close()


def test_a_view_comes_coarse_first_and_exact_at_the_end(site: Site, scan: Scan) -> None:
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    last = heard.exact()
    for channel, stored in zip(last.radiograph.channels, scan.whole.channels, strict=True):
        np.testing.assert_array_equal(channel.pixels, stored.pixels)
    halved = [stage.halvings for stage in heard.stages]
    assert halved == sorted(halved, reverse=True)
    assert len(halved) >= 2
    assert not any(stage.exact for stage in heard.stages[:-1])
    assert site.plan.body_bytes < 1.01 * sum(map(len, scan.files.values()))
    assert site.shelf.files == {one.sha256: scan.files[one.instance_uid] for one in scan.wanted}
    assert site.streams.status().coming == ()
    assert site.streams.status().received == site.plan.body_bytes


def test_what_lies_on_this_machine_is_not_asked_for(site: Site, scan: Scan) -> None:
    site.shelf.files = {one.sha256: scan.files[one.instance_uid] for one in scan.wanted}
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    heard.exact()
    assert site.plan.asked == []


def test_a_damaged_file_of_this_machine_is_brought_anew(site: Site, scan: Scan) -> None:
    site.shelf.files = {scan.wanted[0].sha256: b"something else"}
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    heard.exact()


def test_an_archive_that_is_away_is_told_and_found_again_by_itself(site: Site, scan: Scan) -> None:
    site.plan.statuses = [503] * 40
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    trouble = heard.trouble()
    assert isinstance(trouble.error, ArchiveFault)
    assert trouble.error.fault is Fault.BUSY
    assert trouble.passing
    assert trouble.stands
    site.plan.statuses.clear()
    heard.exact()


def test_a_refusal_waits_for_a_word(site: Site, scan: Scan) -> None:
    bodies, site.plan.files = site.plan.files, {}
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    trouble = heard.trouble()
    assert isinstance(trouble.error, ArchiveFault)
    assert trouble.error.fault is Fault.NOT_THERE
    assert not trouble.passing
    site.plan.files = bodies
    asked = len(site.plan.asked)
    assert not threading.Event().wait(1.2)
    assert len(site.plan.asked) <= asked + 1
    site.streams.again()
    heard.exact()


def test_an_altered_file_is_thrown_away_and_comes_right_when_asked_for(
    site: Site, scan: Scan
) -> None:
    site.plan.alter = lambda body: body[:-30] + bytes(byte ^ 1 for byte in body[-30:])
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    found = heard.wait(lambda one: isinstance(one, Trouble) and not one.stands)
    assert isinstance(found, Trouble)
    assert not site.shelf.files
    assert not any(stage.exact for stage in heard.stages)
    # Decoded or not, it is not what is on record; only the digest says so for sure.
    last = heard.wait(lambda one: isinstance(one, Trouble) and isinstance(one.error, ArchiveFault))
    assert isinstance(last, Trouble)
    assert isinstance(last.error, ArchiveFault)
    assert last.error.fault is Fault.ALTERED
    site.plan.alter = bytes
    site.streams.again()
    heard.exact()


def test_what_is_opened_again_is_told_again_without_a_byte(site: Site, scan: Scan) -> None:
    first, second = Listener(), Listener()
    site.streams.open(KEY, scan.wanted, first)
    first.exact()
    sent = site.plan.body_bytes
    site.streams.open(KEY, scan.wanted, second)
    second.exact()
    assert site.plan.body_bytes == sent


def test_what_comes_next_is_kept_while_nothing_waits(site: Site, scan: Scan) -> None:
    site.streams.ahead([scan.wanted])
    heard = Listener()
    while len(site.shelf.files) < len(scan.wanted):
        assert not threading.Event().wait(0.05)
    site.streams.open(KEY, scan.wanted, heard)
    sent = site.plan.body_bytes
    heard.exact()
    assert site.plan.body_bytes == sent


def test_what_has_begun_to_come_ahead_goes_on_when_it_is_opened(site: Site, scan: Scan) -> None:
    site.streams.ahead([scan.wanted])
    while site.plan.body_bytes < 20_000:
        assert not threading.Event().wait(0.002)
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    heard.exact()
    assert site.plan.body_bytes < 1.02 * sum(map(len, scan.files.values()))


def a_meter(site: Site) -> tuple[Meter, list[float]]:
    """A meter whose clock stands still until it is told otherwise."""
    seconds = [100.0]
    return Meter(site.streams, Clock(lambda: NOW, lambda: seconds[0])), seconds


def test_how_a_view_came_is_measured(site: Site, scan: Scan) -> None:
    meter, seconds = a_meter(site)
    heard = Listener()

    def heard_later(news: Told) -> None:
        seconds[0] += 0.25 if isinstance(news, Stage) else 0.0
        heard(news)

    site.plan.statuses = [503] * 8
    meter.open(KEY, scan.wanted, heard_later)
    heard.exact()
    (came,) = until_measured(meter)
    assert (came.scan_id, came.view, came.at) == (*KEY, NOW)
    assert came.size == came.received == sum(map(len, scan.files.values()))
    assert came.first_s == 0.25
    assert came.lossless_s == 0.25 * len(heard.stages)
    assert came.retries >= 1
    assert came.coming_s > 0
    assert not came.kept
    # It is told once; what is opened again costs nothing, and lies here.
    assert meter.take() == ()


def test_a_scan_that_was_brought_ahead_opens_without_a_request(site: Site, scan: Scan) -> None:
    site.streams.ahead([scan.wanted])
    while len(site.shelf.files) < len(scan.wanted):
        assert not threading.Event().wait(0.05)
    asked = len(site.plan.asked)
    meter, _ = a_meter(site)
    heard = Listener()
    meter.open(KEY, scan.wanted, heard)
    heard.exact()
    (came,) = until_measured(meter)
    assert len(site.plan.asked) == asked
    assert (came.received, came.retries, came.kept) == (0, 0, True)
    # Before all of it is decoded it is shown at an eighth.
    assert [(one.halvings, one.exact) for one in heard.stages] == [(3, False), (0, True)]


def test_what_is_left_before_it_is_whole_says_so(site: Site, scan: Scan) -> None:
    site.plan.statuses = [503] * 1000
    meter, _ = a_meter(site)
    heard = Listener()
    meter.open(KEY, scan.wanted, heard)
    heard.trouble()
    meter.leave()
    (came,) = meter.take()
    assert (came.first_s, came.lossless_s, came.received) == (None, None, 0)
    site.plan.statuses.clear()
    site.streams.again()
    heard.exact()
    assert meter.take() == ()


def until_measured(meter: Meter) -> tuple[Delivery, ...]:
    """Measured after the picture was told: the officer comes first."""
    for _ in range(400):
        if done := meter.take():
            return done
        threading.Event().wait(0.01)
    raise AssertionError("nothing was measured")


def test_without_parts_a_view_still_comes(site: Site, scan: Scan) -> None:
    site.plan.ranges = False
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    heard.exact()


def test_a_cut_line_asks_for_no_byte_twice(site: Site, scan: Scan) -> None:
    site.plan.cut_after = [30_000, 7, 50_000, 90_000, 1]
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    heard.exact()
    assert site.plan.body_bytes <= 1.02 * sum(map(len, scan.files.values()))


def test_progress_is_told_between_pictures(site: Site, scan: Scan) -> None:
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    heard.exact()
    shares = [one.share for one in heard.told if isinstance(one, Stage | Progress)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_the_end_comes_at_once_even_while_an_archive_is_away(site: Site, scan: Scan) -> None:
    site.plan.statuses = [503] * 1000
    heard = Listener()
    site.streams.open(KEY, scan.wanted, heard)
    heard.trouble()
    site.streams.close()
    told = len(heard.told)
    site.streams.again()
    assert len(heard.told) == told


def test_of_a_view_that_grows_only_what_is_new_is_asked_for(
    site: Site, scan: Scan, tmp_path: Path
) -> None:
    wanted = []
    for number, paths in enumerate(write_stretches(scan.whole, tmp_path, columns=900)[:3]):
        for path in paths:
            body, name = path.read_bytes(), f"{number}-{path.name}"
            site.plan.files[name] = body
            digest = hashlib.sha256(body).hexdigest()
            wanted.append(Wanted(digest, len(body), "1.2.3", name, path.name))
    for count in (2, 4, 6):
        listener = Listener()
        site.streams.open(KEY, tuple(wanted[:count]), listener)
        shown = listener.exact().radiograph
        assert shown.shape[1] == min(900 * count // 2, scan.whole.shape[1])
        # Also where nothing is kept on this machine.
        site.shelf.files.clear()
    assert site.plan.body_bytes == sum(one.size for one in wanted)


def test_what_is_let_go_is_not_kept_and_comes_again_when_it_is_opened(
    site: Site, scan: Scan
) -> None:
    site.streams.open(KEY, scan.wanted, first := Listener())
    first.exact()
    site.shelf.files.clear()
    site.streams.forget()
    assert site.streams.traffic(KEY) is None
    sent = site.plan.body_bytes
    site.streams.open(KEY, scan.wanted, second := Listener())
    second.exact()
    assert site.plan.body_bytes == 2 * sent


def test_a_fault_inside_of_a_library_ends_no_thread(
    site: Site, scan: Scan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    faults = [KeyError(7), RuntimeError("deque mutated during iteration")] * 4
    bring = Incoming.bring

    def failing(incoming: Incoming, wanted: Iterable[Span]) -> Generator[int, None, None]:
        if faults:
            raise faults.pop()
        yield from bring(incoming, wanted)

    monkeypatch.setattr(Incoming, "bring", failing)
    monkeypatch.setattr(arrival, "_AGAIN_S", (0.01,))
    site.streams.open(KEY, scan.wanted, listener := Listener())
    listener.exact()
    assert "tried again by itself" in str(listener.trouble().error)
    assert not faults
    assert "could not be brought" in caplog.text


@pytest.mark.parametrize("place", [100, 140, 400, 1500])
def test_an_altered_head_is_told_and_stops_nothing(site: Site, scan: Scan, place: int) -> None:
    site.plan.alter = lambda body: body[:place] + bytes(90) + body[place + 90 :]
    site.streams.open(KEY, scan.wanted, listener := Listener())
    trouble = listener.trouble()
    assert not trouble.stands
    assert "not what it was" in str(trouble.error)
    site.plan.alter = bytes
    site.streams.again()
    listener.exact()


def test_a_listener_that_fails_ends_no_thread(
    site: Site, scan: Scan, caplog: pytest.LogCaptureFixture
) -> None:
    def deaf(_told: Told) -> None:
        raise RuntimeError("the window is gone")

    site.streams.open(("gone", "side"), scan.wanted, deaf)
    site.streams.open(KEY, scan.wanted, listener := Listener())
    listener.exact()
    site.streams.open(KEY, scan.wanted, again := Listener())
    again.exact()
    assert "nobody could be told" in caplog.text


def test_what_is_whole_in_a_pause_between_pictures_is_painted_at_once(
    site: Site, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever waits out a pause, or a tick, waits for longer than this test does.
    monkeypatch.setattr(painting, "_LEAST_S", 2 * SOON)
    monkeypatch.setattr(stream, "_TICK_S", 3 * SOON)
    site.streams.open(KEY, scan.wanted, listener := Listener())
    listener.exact()


def test_an_item_of_many_small_views_keeps_them_all(site: Site, scan: Scan) -> None:
    listeners = {number: Listener() for number in range(20)}
    for number, listener in listeners.items():
        site.streams.open((f"car {number}", "side"), scan.wanted, listener)
    for listener in listeners.values():
        listener.exact()
