"""A scan that lies in an archive elsewhere, from the queue to a signed decision, over a slow line.

The archive is a real one of the tests (HTTP over TLS), held back by a valve so that what is on
screen at each moment follows from how many bytes were let through.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize, Qt

from app.cli.far_scans import FarScans, Shelves
from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.decision import Draft, ExamType, Kind
from app.domain.mark import Shape
from app.domain.officer import Officer, Role
from app.review import ReviewRoom
from app.review.desk import Desk
from app.scans import FolderStore
from app.scans.cache import Cache
from app.scans.cache_key import cache_keys
from app.scans.stream import Streams
from app.scans.web.fetching import Incoming
from app.scans.web.line import Line, Patience
from app.supervision import ReadingRoom
from app.ui import i18n
from app.ui.coming import ComingLabel
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from app.vault.vault import Vault
from imaging.radiograph import Pixels
from imaging.reader import read_image
from tests.flow.places import OFFICER, PASSWORD, Place
from tests.flow.scenes import renumbered_ccn as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer, plain
from tests.flow.scenes.stage import SCREENS, Opener, Stage
from tests.services.archive import Plan, Valve, archive
from tests.unit.room_values import SITE, draw

pytestmark = pytest.mark.usefixtures("qapp")
PATIENT = Patience(first=0.01, most=0.05, whole=0.2, connect=5.0, read=60.0)
SUPERVISOR = Officer("lavigne", "P. Lavigne", Role.SUPERVISOR, sample=True)
COARSE = 40_000
"""Bytes of each file after which the whole is there coarsely, and nothing sharply."""


@dataclasses.dataclass
class Far:
    """A scene whose scan lies in an archive."""

    play: Stage
    plan: Plan
    valve: Valve
    size: int
    stored: Pixels
    office: Office

    def sit_down(self, language: str = "en") -> SceneOfficer:
        """Open the window at the archive's workstation."""
        wiring = self.office.wiring()
        settings = dataclasses.replace(wiring.settings, language=language)
        wiring = dataclasses.replace(wiring, settings=settings)
        return self.play.sit_down(scene.OPENS, screens="far-scan", wiring=wiring)


@pytest.fixture
def far(stage: Opener, place: Place, tmp_path: Path) -> Iterator[Far]:
    play = stage(scene.messages(), at(13, 42))
    play.message("1-cargo.309.edi", "2-cargo-accepted.824.edi", at=at(13, 42))
    play.scan(dataclasses.replace(scene.SHOT, rows=600), at=at(13, 47))
    play.screen()
    store = FolderStore(place.settings.scan_folder)
    files = [file for scan in play.item().scans for file in scan.files]
    high = max(files, key=lambda file: file.energy == "high")
    stored = read_image(store.path(high.sha256)).channels[0].pixels.copy()
    valve, stop = Valve(), threading.Event()
    keys = cache_keys(Vault(tmp_path / "vault"))
    plan = Plan(
        {file.instance_uid: store.path(file.sha256).read_bytes() for file in files}, valve=valve
    )
    for file in files:
        store.forget(file.sha256)
    with (
        archive(tmp_path, plan) as where,
        Line(where, pause=stop.wait, patience=PATIENT) as line,
    ):
        streams = Streams(
            lambda one: Incoming(line, one.instance_uid, one.name, size=one.size),
            cabinet=Shelves(store, Cache(tmp_path / "cache", keys, 1 << 30)),
            stop=stop,
        )
        office = Office(place.settings, clock=play.time.clock, streams=FarScans(streams))
        size = sum(map(len, plan.files.values()))
        try:
            yield Far(play, plan, valve, size, stored, office)
        finally:
            valve.open()
            play.close()
            streams.close()
            office.close()


def label(officer: SceneOfficer) -> ComingLabel:
    return officer.page.stage.coming


def take_up(officer: SceneOfficer) -> None:
    """Take the item up and wait for its first picture, however coarse."""
    officer.key(Qt.Key.Key_N)
    officer.wait("a picture", lambda: officer.page.stage.pictured)
    officer.saved()


def check_coarse(officer: SceneOfficer) -> None:
    """What is on screen says that it is coarse, and how much is here."""
    assert officer.page.stage.radiograph is None
    assert "of the detail" in label(officer).words
    assert plain(label(officer).words).endswith("% here")
    assert "% of the image here" in officer.reads(officer.window.top_bar)
    officer.take("coarse")


def test_a_release_waits_for_every_byte_and_is_signed_on_the_picture_on_record(far: Far) -> None:
    officer = far.sit_down()
    far.valve.reach(COARSE)
    take_up(officer)
    stage, view = officer.page.stage, officer.page.scan_view
    check_coarse(officer)
    officer.key(Qt.Key.Key_F)
    view.zoom_by(1.5, QPointF(400, 200))
    before = view.camera
    assert not officer.may_release()
    waits = [str(one.sentence) for one in officer.shown.release_waits_for]
    assert any("not here in full detail yet" in one for one in waits), waits
    officer.mark(across=(0.4, 0.5), down=(0.4, 0.5))
    (mark,) = officer.window.desk.review.marks

    far.valve.open()
    officer.wait("the whole", lambda: stage.radiograph is not None)
    officer.saved()
    assert view.camera == before, "the picture moved under the officer's eyes"
    assert officer.window.desk.review.marks == (mark,)
    assert label(officer).words == ""
    np.testing.assert_array_equal(stage.radiograph.main.pixels, far.stored)
    assert far.plan.body_bytes <= 1.02 * far.size
    officer.page.scan_view.remove_chosen()
    officer.look_at_all()
    officer.take("whole")
    assert officer.may_release()
    officer.release(reason="NO_ANOMALY")
    (decision,) = far.play.item().decisions
    assert decision.kind is Kind.RECOMMEND_RELEASE
    assert [seen.display_state["preview"] for seen in decision.scans] == ["off"]


def test_a_referral_does_not_wait_and_says_that_the_picture_was_coarse(far: Far) -> None:
    officer = far.sit_down()
    far.valve.reach(COARSE)
    take_up(officer)
    officer.key(Qt.Key.Key_F)
    officer.until("that it was shown", lambda: bool(officer.shown.item.shown))
    officer.mark(across=(0.4, 0.5), down=(0.4, 0.5))
    officer.refer("I07_HIDDEN_SPACE", ExamType.FULL_UNLOAD)
    (decision,) = far.play.item().decisions
    assert decision.kind is Kind.REFER_FOR_EXAM
    assert [seen.display_state["preview"] for seen in decision.scans] == ["on"]
    assert far.plan.body_bytes < far.size


def test_an_archive_that_goes_away_is_told_over_the_picture_and_found_again(far: Far) -> None:
    officer = far.sit_down()
    far.valve.reach(COARSE)
    take_up(officer)
    far.plan.statuses = [404] * 400
    far.valve.let(400_000)
    officer.wait("why not", lambda: label(officer).why != "")
    officer.saved()
    assert "has no" in label(officer).why
    assert officer.page.stage.pictured
    officer.take("away")
    far.plan.statuses.clear()
    far.valve.open()
    officer.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    officer.wait("the whole", lambda: officer.page.stage.radiograph is not None)
    assert label(officer).why == ""


def test_an_archive_that_is_away_from_the_start_says_so_in_the_picture_s_place(far: Far) -> None:
    far.plan.statuses = [503] * 10_000
    far.valve.open()
    officer = far.sit_down()
    officer.key(Qt.Key.Key_N)
    officer.wait("why not", lambda: "is busy" in officer.reads(officer.page.stage))
    officer.take("nothing")
    far.plan.statuses.clear()
    # By itself, nobody asks.
    officer.wait("the whole", lambda: officer.page.stage.radiograph is not None)
    assert "is busy" not in officer.reads(officer.page.stage)


def test_an_altered_file_is_never_shown_as_the_picture(far: Far) -> None:
    far.plan.alter = lambda body: body[:-30] + bytes(byte ^ 1 for byte in body[-30:])
    far.valve.open()
    officer = far.sit_down()
    officer.key(Qt.Key.Key_N)
    officer.wait("why not", lambda: "is not what it was" in officer.reads(officer.page.stage))
    assert not officer.page.stage.pictured
    assert not officer.may_release()
    far.plan.alter = bytes
    officer.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    officer.wait("the whole", lambda: officer.page.stage.radiograph is not None)


def test_what_is_in_sight_gets_sharp_first(far: Far) -> None:
    officer = far.sit_down()
    far.valve.reach(COARSE)
    take_up(officer)
    view = officer.page.scan_view
    for _ in range(3):
        view.zoom_by(2.0, QPointF(80, 80))
    least = min(map(len, far.plan.files.values()))
    for _ in range(6):
        # Three fifths of each file, and no more: what is in sight is sharp long before the rest.
        far.valve.let(least // 10)
    officer.wait("what is in sight", lambda: "In sight full detail" in label(officer).words)
    assert officer.page.stage.radiograph is None
    officer.take("in-sight")


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_fit(far: Far, size: tuple[int, int], language: str) -> None:
    try:
        officer = far.sit_down(language)
        officer.window.resize(QSize(*size))
        far.valve.reach(COARSE)
        take_up(officer)
        words = label(officer)
        assert words.geometry().right() < officer.page.scan_view.width()
        assert words.isVisible()
        officer.take(f"coarse-{language}-{size[0]}")
        far.plan.statuses = [404] * 400
        far.valve.let(400_000)
        officer.wait("why not", lambda: words.why != "")
        officer.saved()
        assert words.why != ""
        assert ("reçus" in words.words) == (language == "fr")
        officer.take(f"away-{language}-{size[0]}")
    finally:
        i18n.use("en")


def decided(far: Far) -> None:
    """Let the officer refer the item where its scan lies, and let there be a supervisor."""
    settings, clock = far.play.settings, far.play.time.clock
    with open_record(settings, clock) as record:
        record.add_account(SUPERVISOR, PASSWORD)
        store = FolderStore(settings.scan_folder, archive=True)
        desk = Desk(record, store, clock, OFFICER, SITE)
        sitting = ReadingRoom(desk, ReviewRoom(record, store, clock, OFFICER, site=SITE)).next()
        assert sitting is not None
        scan = sitting.item.scans[0]
        sitting.shown(scan.scan_id, scan.views[0])
        draw(sitting, Shape.BOX, ((300, 200), (420, 300)), scan.scan_id, scan.views[0], "dense")
        sitting.sign(
            Draft(
                Kind.REFER_FOR_EXAM,
                reasons=("ANOMALY",),
                region_labels=("1",),
                exam=ExamType.TAILGATE,
                confidence=4,
                note="dense",
            )
        )


@pytest.fixture
def supervisor(far: Far) -> Iterator[Callable[..., SceneOfficer]]:
    """Open the window for a supervisor at the archive's workstation, on the page of re-checks."""
    opened: list[MainWindow] = []

    def sit_down(language: str = "en", size: tuple[int, int] = (1920, 1080)) -> SceneOfficer:
        decided(far)
        wiring = far.office.wiring()
        shown = dataclasses.replace(wiring.settings, language=language, size=size)
        still = dataclasses.replace(wiring, screen_next=lambda: False, settings=shown)
        window = build_window(still, SUPERVISOR)
        opened.append(window)
        window.show()
        seated = SceneOfficer(window, SCREENS / "far-recheck", far.play.time)
        seated.wait("the supervisor", lambda: window.desk.officer is not None)
        seated.key(Qt.Key.Key_F5)
        seated.wait("a case", lambda: window.supervision_page.case is not None)
        return seated

    yield sit_down
    for window in opened:
        window.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_supervisor_opens_a_case_whose_scan_lies_in_the_archive(
    far: Far,
    supervisor: Callable[..., SceneOfficer],
    size: tuple[int, int],
    language: str,
) -> None:
    name = f"{language}-{size[0]}"
    try:
        seated = supervisor(language, size)
        place = seated.window.supervision_page.picture
        far.valve.reach(COARSE)
        seated.wait("a picture", lambda: place.scan_view.pictured)
        assert ("reçus" if language == "fr" else "% here") in plain(place.coming.words)
        assert place.coming.geometry().right() < place.scan_view.width()
        seated.take(f"coarse-{name}")

        far.plan.statuses = [404] * 400
        far.valve.let(400_000)
        seated.wait("why not", lambda: place.coming.why != "")
        assert place.scan_view.pictured
        seated.take(f"away-{name}")

        far.plan.statuses.clear()
        far.valve.open()
        seated.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        seated.wait("the whole", lambda: place.coming.words == "")
        assert place.scan_view.pictured
        seated.take(f"whole-{name}")
    finally:
        i18n.use("en")


def test_a_supervisor_is_told_in_the_picture_s_place_why_there_is_none(
    far: Far, supervisor: Callable[..., SceneOfficer]
) -> None:
    far.plan.statuses = [503] * 10_000
    far.valve.open()
    seated = supervisor()
    place = seated.window.supervision_page.picture
    seated.wait("why not", lambda: "is busy" in seated.reads(place))
    assert "Try again" in seated.reads(place)
    seated.take("nothing")
    far.plan.statuses.clear()
    seated.wait("the whole", lambda: place.scan_view.pictured and place.coming.words == "")
    assert "is busy" not in seated.reads(place)


def test_a_replay_waits_until_the_picture_is_on_this_machine(
    far: Far, supervisor: Callable[..., SceneOfficer]
) -> None:
    seated = supervisor()
    place, pane = seated.window.supervision_page.picture, seated.window.replaying.pane
    far.valve.reach(COARSE)
    seated.wait("a picture", lambda: place.scan_view.pictured)
    place.turn_replay()
    seated.wait("why not", lambda: "is not on this machine" in pane.plate.accessibleDescription())
    seated.take("replay-not-here")
    # The picture goes on coming behind it.
    far.valve.open()
    seated.wait("the whole", lambda: place.coming.words == "")
    place.turn_replay()
    assert place.scan_view.pictured
    place.turn_replay()
    seated.wait("the replay", lambda: pane.plate.image is not None)
    seated.take("replay")
