"""A view on its way: what is brought first, what is shown when, and that nothing jumps."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import itertools
from pathlib import Path

import numpy as np
import pytest

from app.domain.coming import Sight
from app.scans.coming import Coming, Stage
from app.scans.file_coming import FileComing
from app.scans.views import one_view
from app.scans.web.wanted import Wanted
from imaging.dicos import write_dx
from imaging.holding import Held, Span
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from imaging.reader import read_image
from tests.unit.stretches import write_stretches

STEP = 40_000


@dataclasses.dataclass(frozen=True)
class View:
    """The files of a view as an archive has them."""

    names: tuple[str, ...]
    bodies: tuple[bytes, ...]
    whole: Radiograph

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return tuple(
            Wanted(hashlib.sha256(body).hexdigest(), len(body), "1.2.3", f"1.2.3.{n}", name)
            for n, (name, body) in enumerate(zip(self.names, self.bodies, strict=True))
        )


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    made = make_scene(4, equipment="container40", rows=900).radiograph
    taken = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)
    dated = dataclasses.replace(made, source=dataclasses.replace(made.source, taken_at=taken))
    paths = write_dx(dated, tmp_path_factory.mktemp("view"), compress="htj2k", seed="coming")
    return view_of(paths)


def view_of(paths: list[Path]) -> View:
    whole = one_view([read_image(path) for path in paths])
    return View(tuple(p.name for p in paths), tuple(p.read_bytes() for p in paths), whole)


def bring(file: FileComing, body: bytes, sight: Sight | None = None, most: int = STEP) -> int:
    """Bring what is wanted next of a file; return how many bytes those were."""
    spans = file.wants(sight, most)
    if file.held is None:
        file.came(Held(len(body)))
    held = file.held
    assert held is not None
    assert spans == held.missing(spans), "bytes were asked for that are here"
    for start, end in spans:
        held.put(start, body[start:end])
    return sum(end - start for start, end in spans)


def stages(
    view: View, sight: Sight | None = None, *, prepare: bool = False
) -> list[tuple[Stage, float]]:
    """Bring all of a view and return every picture on the way, with the share that was here."""
    coming, found = Coming(view.wanted), []
    while not coming.whole:
        for file, body in zip(coming.files, view.bodies, strict=True):
            if not file.whole:
                bring(file, body, sight)
            if prepare:
                coming.prepare(sight)
        stage = coming.stage(sight)
        if stage is not None:
            found.append((stage, coming.share))
    assert all(file.right() for file in coming.files)
    found.append((coming.exact(), 1.0))
    return found


def test_a_view_gets_sharper_step_by_step_and_is_exact_at_the_end(view: View) -> None:
    found = stages(view)
    halved = [stage.halvings for stage, _ in found]
    assert halved == sorted(halved, reverse=True)
    assert len(set(halved)) >= 4
    assert [stage.exact for stage, _ in found] == [False] * (len(found) - 1) + [True]
    assert found[0][1] < 0.05
    last = found[-1][0]
    assert last.radiograph.dual
    for channel, stored in zip(last.radiograph.channels, view.whole.channels, strict=True):
        np.testing.assert_array_equal(channel.pixels, stored.pixels)
    assert all(stage.full_shape == view.whole.shape for stage, _ in found)


def test_a_coarse_picture_of_two_energies_is_one_of_two_energies(view: View) -> None:
    first = stages(view)[0][0]
    assert first.radiograph.dual
    said = [dataclasses.replace(c, pixels=w.pixels) for c, w in pairs(first.radiograph, view.whole)]
    for one, (_, whole) in zip(said, pairs(first.radiograph, view.whole), strict=True):
        assert (one.energy, one.air, one.bits) == (whole.energy, whole.air, whole.bits)


def pairs(one: Radiograph, other: Radiograph) -> list[tuple[object, object]]:
    return list(zip(one.channels, other.channels, strict=True))


def test_what_is_in_sight_comes_before_the_rest_and_stays_where_it_lies(view: View) -> None:
    rows, columns = view.whole.shape
    sight = Sight((columns - 500, 100, columns - 80, 480), 0)
    found = stages(view, sight)
    sharp = [(stage, share) for stage, share in found if stage.sharp is not None]
    stage, share = next(one for one in sharp if one[0].sharp_halvings == 0)
    assert share < 0.75
    assert stage.halvings >= 1
    assert stage.radiograph.shape == (rows, columns)
    assert stage.sharp is not None
    left, top, right, bottom = stage.sharp
    assert left <= columns - 500
    assert right >= columns - 80
    for channel, stored in zip(stage.radiograph.channels, view.whole.channels, strict=True):
        np.testing.assert_array_equal(
            channel.pixels[top:bottom, left:right], stored.pixels[top:bottom, left:right]
        )


def test_what_is_made_ready_changes_no_picture_and_none_that_was_told(view: View) -> None:
    columns = view.whole.shape[1]
    sight = Sight((columns - 700, 0, columns, 500), 0)
    plain = stages(view, sight)
    told = [
        [channel.pixels.copy() for channel in stage.radiograph.channels]
        for stage, _ in stages(view, sight)
    ]
    ready = stages(view, sight, prepare=True)
    assert sum(stage.sharp is not None for stage, _ in ready) >= 3
    for (one, _), (other, _), before in zip(ready, plain, told, strict=True):
        assert (one.halvings, one.sharp, one.sharp_halvings) == (
            other.halvings,
            other.sharp,
            other.sharp_halvings,
        )
        for channel, same, copied in zip(
            one.radiograph.channels, other.radiograph.channels, before, strict=True
        ):
            np.testing.assert_array_equal(channel.pixels, same.pixels)
            np.testing.assert_array_equal(channel.pixels, copied)


def test_what_was_told_does_not_change_when_more_gets_sharp(view: View) -> None:
    coming = Coming(view.wanted)
    first, second = Sight((0, 0, 400, 400), 0), Sight((1600, 0, 2000, 400), 0)
    shown: list[tuple[Stage, list[np.ndarray]]] = []
    for sight in (first, second):
        while not shown or shown[-1][0].sharp_halvings or not coming_shows(shown[-1][0], sight):
            for file, body in zip(coming.files, view.bodies, strict=True):
                bring(file, body, sight)
            stage = coming.stage(sight)
            if stage is not None:
                shown.append((stage, [one.pixels.copy() for one in stage.radiograph.channels]))
    assert not coming.whole
    for stage, copied in shown:
        for channel, before in zip(stage.radiograph.channels, copied, strict=True):
            np.testing.assert_array_equal(channel.pixels, before)


def coming_shows(stage: Stage, sight: Sight) -> bool:
    return stage.sharp is not None and stage.sharp[0] <= sight.box[0] < stage.sharp[2]


def test_what_was_sharp_stays_sharp_when_one_moves_on(view: View) -> None:
    coming = Coming(view.wanted)
    first, second = Sight((0, 0, 400, 400), 0), Sight((1600, 0, 2000, 400), 0)
    shown: list[Stage] = []
    for sight in (first, second):
        for _ in range(200):
            for file, body in zip(coming.files, view.bodies, strict=True):
                if not file.whole:
                    bring(file, body, sight)
            stage = coming.stage(sight)
            if stage is not None:
                shown.append(stage)
            if stage is not None and stage.sharp is not None and stage.sharp_halvings == 0:
                break
    assert not coming.whole
    last = shown[-1].radiograph
    np.testing.assert_array_equal(last.main.pixels[:400, :400], view.whole.main.pixels[:400, :400])
    np.testing.assert_array_equal(
        last.main.pixels[:400, 1600:2000], view.whole.main.pixels[:400, 1600:2000]
    )


def test_no_picture_is_told_twice(view: View) -> None:
    coming = Coming(view.wanted)
    for _ in range(3):
        for file, body in zip(coming.files, view.bodies, strict=True):
            bring(file, body)
    assert coming.stage() is not None
    assert coming.stage() is None
    coming.tell_anew()
    assert coming.stage() is not None


def test_the_first_bytes_are_few_and_every_request_is_as_large_as_was_said(view: View) -> None:
    file, body = FileComing(view.wanted[0]), view.bodies[0]
    assert file.wants(None, STEP) == ((0, file.first),)
    sizes = []
    while not file.whole:
        sizes.append(bring(file, body))
    assert sizes[0] == file.first
    assert max(sizes[1:]) <= 1.3 * STEP
    assert min(sizes[1:]) > 0.3 * STEP, "a little rest is no request of its own"
    assert sum(sizes) == len(body)


def test_one_energy_alone_is_shown_too(view: View) -> None:
    alone = View(view.names[:1], view.bodies[:1], view.whole)
    found = stages(alone)
    assert not found[-1][0].radiograph.dual
    assert len(found) >= 4


def test_a_file_that_does_not_stream_comes_whole(view: View, tmp_path: Path) -> None:
    plain = view_of(write_dx(view.whole, tmp_path, compress="none", seed="plain"))
    found = stages(plain)
    assert [stage.exact for stage, _ in found] == [True]
    np.testing.assert_array_equal(found[0][0].radiograph.main.pixels, view.whole.main.pixels)


def test_another_file_than_the_one_on_record_is_not_right(view: View) -> None:
    file = FileComing(view.wanted[0])
    altered = bytearray(view.bodies[0])
    altered[-40] ^= 1
    while not file.whole:
        bring(file, bytes(altered))
    assert not file.right()


def test_bytes_that_are_no_scan_come_whole_for_the_digest_to_tell(view: View) -> None:
    file = FileComing(view.wanted[0])
    nothing = bytes(len(view.bodies[0]))
    while not file.whole:
        bring(file, nothing)
    assert file.index is None
    assert not file.right()


def test_pictures_are_finished_before_they_are_shown(view: View) -> None:
    coming = Coming(view.wanted, lambda one: dataclasses.replace(one, mm_per_pixel=(7.0, 7.0)))
    for _ in range(3):
        for file, body in zip(coming.files, view.bodies, strict=True):
            bring(file, body)
    stage = coming.stage()
    assert stage is not None
    assert stage.radiograph.mm_per_pixel == (7.0, 7.0)


def test_spans_say_first_and_one_past_the_last(view: View) -> None:
    spans: tuple[Span, ...] = FileComing(view.wanted[0]).wants(None, 10)
    assert spans[0][0] < spans[0][1]


def test_nothing_is_asked_for_that_is_on_its_way(view: View) -> None:
    file, body = FileComing(view.wanted[0]), view.bodies[0]
    on_way = list(file.wants(None, STEP))
    # The line does not stand still until the first answer.
    on_way += file.wants(None, STEP, on_way)
    assert on_way[1] == (file.first, file.first + STEP)
    asked = bytearray(len(body))
    held = Held(len(body))
    while on_way:
        start, end = on_way.pop(0)
        held.put(start, body[start:end])
        file.came(held)
        for place in range(start, end):
            asked[place] += 1
        while len(on_way) < 4 and (spans := file.wants(None, STEP, on_way)):
            on_way += spans
    assert file.right()
    assert set(asked) == {1}


def put_all(coming: Coming, view: View) -> None:
    """Let all bytes be here, as a file of the cache is."""
    for file, body in zip(coming.files, view.bodies, strict=True):
        file.came(Held(len(body)))
        assert file.held is not None
        file.held.put(0, body)


def test_what_is_here_whole_can_be_shown_coarsely_before_it_is_decoded(view: View) -> None:
    coming = Coming(view.wanted)
    assert coming.quick() is None, "nothing is here"
    put_all(coming, view)
    quick = coming.quick()
    assert quick is not None
    assert (quick.halvings, quick.exact, quick.full_shape) == (3, False, view.whole.shape)
    on_way = next(stage for stage, _ in stages(view) if stage.halvings == 3)
    for channel, same in zip(quick.radiograph.channels, on_way.radiograph.channels, strict=True):
        np.testing.assert_array_equal(channel.pixels, same.pixels)
    assert coming.quick() is None, "it was told"
    assert coming.exact().radiograph.shape == view.whole.shape


def test_what_is_decoded_at_once_is_shown_at_once(view: View, tmp_path: Path) -> None:
    small = view_of([*write_stretches(view.whole, tmp_path, columns=256)[0]])
    coming = Coming(small.wanted)
    put_all(coming, small)
    assert coming.quick() is None


def test_a_view_in_stretches_gets_sharper_as_one(view: View, tmp_path: Path) -> None:
    parts = view_of(list(itertools.chain(*write_stretches(view.whole, tmp_path, columns=1024))))
    assert len(parts.names) > 2
    found = stages(parts)
    halved = [stage.halvings for stage, _ in found]
    assert halved == sorted(halved, reverse=True)
    assert len(set(halved)) >= 3
    assert found[0][1] < 0.1
    assert all(stage.full_shape == view.whole.shape for stage, _ in found)
    assert all(stage.radiograph.dual for stage, _ in found)
    rows, columns = view.whole.shape
    for stage, _ in found[:-1]:
        side = 1 << stage.halvings
        assert stage.radiograph.shape == (-(-rows // side), -(-columns // side))
        # It lies where the whole lies: what is dark in one is dark in the other, seams included.
        coarse, whole = stage.radiograph.main.pixels, view.whole.main.pixels[::side, ::side]
        apart = np.abs(coarse.astype(np.int64) - whole.astype(np.int64))
        assert np.median(apart) < 0.02 * stage.radiograph.main.air
    np.testing.assert_array_equal(found[-1][0].radiograph.main.pixels, view.whole.main.pixels)


def test_stretches_whose_seams_lie_between_coarse_pixels_come_whole(
    view: View, tmp_path: Path
) -> None:
    parts = view_of(list(itertools.chain(*write_stretches(view.whole, tmp_path, columns=1001))))
    assert [stage.exact for stage, _ in stages(parts)] == [True]


def test_nothing_coarse_takes_the_place_of_stretches_that_are_on_screen(
    view: View, tmp_path: Path
) -> None:
    parts = view_of(list(itertools.chain(*write_stretches(view.whole, tmp_path, columns=1024))))
    before = Coming(parts.wanted[:2])
    for file, body in zip(before.files, parts.bodies, strict=False):
        file.came(Held(len(body)))
        assert file.held is not None
        file.held.put(0, body)
    coming = Coming(parts.wanted)
    coming.take_over(before)
    while not coming.whole:
        for file, body in zip(coming.files, parts.bodies, strict=True):
            if not file.whole:
                bring(file, body)
        assert coming.stage() is None
