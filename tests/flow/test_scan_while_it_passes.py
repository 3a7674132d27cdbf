"""A scan that is looked at while its object still passes the scanner: it grows under the eye."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel

from app.domain.decision import Kind
from app.ui.coming import ComingLabel
from imaging.radiograph import Radiograph
from sample_scans.build import simulate
from tests.flow.scenes import renumbered_ccn as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage, date_file
from tests.unit.stretches import write_stretches

pytestmark = pytest.mark.usefixtures("qapp")


@dataclasses.dataclass
class Passing:
    """A scene whose trailer is passing the scanner."""

    play: Stage
    whole: Radiograph
    stretches: list[tuple[Path, ...]]

    def come(self, *numbers: int) -> None:
        """Let stretches arrive: 1 is the first."""
        self.play.files([path for one in numbers for path in self.stretches[one - 1]], at(13, 47))


@pytest.fixture
def passing(stage: Opener, tmp_path: Path) -> Iterator[Passing]:
    play = stage(scene.messages(), at(13, 42))
    play.message("1-cargo.309.edi", "2-cargo-accepted.824.edi", at=at(13, 42))
    shot = dataclasses.replace(scene.SHOT, rows=400)
    whole = simulate(shot.picture).radiograph
    source = dataclasses.replace(
        whole.source,
        object_id=scene.TRAILER,
        identifiers=shot.picture.identifiers,
        station=shot.station,
        institution=shot.site,
    )
    whole = dataclasses.replace(whole, source=source)
    columns = -(-whole.shape[1] // 5)
    stretches = write_stretches(whole, tmp_path, columns=columns, taken_at=shot.at)
    assert len(stretches) == 5
    for paths in stretches:
        for path in paths:
            date_file(path, shot.at)
    found = Passing(play, whole, stretches)
    found.come(1, 2)
    yield found
    play.close()


def label(officer: SceneOfficer) -> ComingLabel:
    return officer.page.stage.coming


def columns(officer: SceneOfficer) -> int:
    radiograph = officer.page.stage.radiograph
    return 0 if radiograph is None else radiograph.shape[1]


def wait_for_columns(officer: SceneOfficer, wanted: int) -> None:
    officer.window.desk._news.look()
    officer.wait(f"{wanted} columns", lambda: columns(officer) == wanted)


def take_up(officer: SceneOfficer, wanted: int) -> None:
    """Take the item up, and wait until so many columns of it are on screen."""
    officer.key(Qt.Key.Key_N)
    wait_for_columns(officer, wanted)


def test_a_trailer_grows_under_the_eye_and_nothing_moves(passing: Passing) -> None:
    step = -(-passing.whole.shape[1] // 5)
    officer = passing.play.sit_down(scene.OPENS, screens="passing-scan")
    take_up(officer, 2 * step)
    view = officer.page.scan_view
    assert label(officer).words == f"It is still passing the scanner; {2 * step} columns here"
    officer.take("passing")
    officer.key(Qt.Key.Key_F)
    view.zoom_by(4.0, QPointF(10, 200))
    before = view.camera.visible
    officer.mark(across=(0.4, 0.5), down=(0.4, 0.5))
    (mark,) = officer.window.desk.review.marks
    passing.come(3)
    wait_for_columns(officer, 3 * step)
    assert view.camera.visible == before
    assert officer.window.desk.review.marks == (mark,)
    # The end comes out of order, and is shown once nothing is missing before it.
    passing.come(5)
    officer.window.desk._news.look()
    officer.saved()
    assert columns(officer) == 3 * step
    passing.come(4)
    wait_for_columns(officer, passing.whole.shape[1])
    shown = officer.page.stage.radiograph
    for channel, true in zip(shown.channels, passing.whole.channels, strict=True):
        np.testing.assert_array_equal(channel.pixels, true.pixels)
    officer.wait("the label to go", lambda: label(officer).words == "")


def test_the_line_that_says_so_is_as_wide_as_its_words(passing: Passing) -> None:
    officer = passing.play.sit_down(scene.OPENS, screens="passing-scan")
    officer.window.resize(1366, 768)
    take_up(officer, 2 * -(-passing.whole.shape[1] // 5))
    officer.saved()
    words = label(officer).findChild(QLabel, "coming-words")
    assert "still passing" in words.text()
    assert words.width() >= words.sizeHint().width()


def test_a_release_waits_for_the_end_and_stands_on_every_stretch(passing: Passing) -> None:
    officer = passing.play.sit_down(scene.OPENS, screens="passing-scan")
    take_up(officer, 2 * -(-passing.whole.shape[1] // 5))
    assert not officer.may_release()
    waits = [str(one.sentence) for one in officer.shown.release_waits_for]
    assert any("still coming" in one for one in waits), waits
    assert "passing" in officer.waits_for
    passing.come(3, 4, 5)
    wait_for_columns(officer, passing.whole.shape[1])
    passing.play.screen()
    officer.look_at_all()
    assert officer.may_release()
    officer.release(reason="NO_ANOMALY")
    (decision,) = passing.play.item().decisions
    assert decision.kind is Kind.RECOMMEND_RELEASE
    assert len({one for seen in decision.scans for one in seen.image_digests}) == 10


def test_what_passes_is_told_in_french(passing: Passing) -> None:
    wiring = passing.play.wiring()
    french = dataclasses.replace(wiring.settings, language="fr")
    officer = passing.play.sit_down(
        scene.OPENS, screens="passing-scan", wiring=dataclasses.replace(wiring, settings=french)
    )
    officer.key(Qt.Key.Key_N)
    officer.wait("a picture", lambda: columns(officer) > 0)
    assert "Passage au scanner en cours" in label(officer).words
    officer.take("passing-fr")
