"""Scene 5: docs/scenes/05-train-of-110-cars.md, played in the real window."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt

from app.domain.decision import ExamType, Kind
from app.domain.work import LinkClass
from tests.flow.scenes import train_of_110_cars as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage

pytestmark = pytest.mark.usefixtures("qapp")


def car(officer: SceneOfficer) -> str:
    """Mark of the car that is open, as the scanner read it."""
    (scan,) = officer.shown.item.scans
    return scan.object_id


def step(officer: SceneOfficer, key: Qt.Key, mark: str) -> None:
    """Go to another car of the train."""
    officer.press(key)
    officer.until("the car", lambda: car(officer) == mark)


def test_t07_the_cars_of_a_consist_stand_in_order_and_what_does_not_fit_is_listed(
    stage: Opener, tmp_path: Path
) -> None:
    play = stage(scene.messages(), at(14, 6))
    play.message(*play.names, at=at(14, 6))
    play.files(scene.take(tmp_path), at(14, 20))
    # Screening goes on elsewhere: here it would only fight for the processor.
    wiring = dataclasses.replace(play.wiring(), screen_next=lambda: False)
    officer = play.sit_down(scene.OPENS, screens="05", wiring=wiring)
    see_what_does_not_fit(officer)
    walk_the_train(officer)
    check_record(play)


def see_what_does_not_fit(officer: SceneOfficer) -> None:
    """One car has no data, and of one the number was misread: both are told, and come first."""
    lines = officer.window.desk.lines
    assert len(lines) == scene.CARS
    assert [line.equipment for line in lines if not line.goods] == [scene.STRANGE_AS]
    officer.take_next()
    officer.until("the strip", lambda: bool(officer.page.stage.train.cells))
    assert car(officer) == scene.MISREAD_AS
    assert officer.links == {scene.cargo(scene.MISREAD): LinkClass.WEAK}
    assert officer.sees(f"Confirm that this scan shows {scene.cargo(scene.MISREAD)}.")
    officer.take("misread")


def walk_the_train(officer: SceneOfficer) -> None:
    """From the front, car after car; one is referred for what is seen in it."""
    strip = officer.page.stage.train
    step(officer, Qt.Key.Key_Home, scene.mark(1))
    assert strip.place_words == "Car 1 of 109", "the car of another mark is in no train"
    assert strip.order_words == "Consist order, 2 not imaged"
    assert strip.tip_at(QPointF(3, 3)) == (
        f"Not imaged: {scene.mark(scene.STRANGE)}, {scene.mark(scene.MISREAD)}"
    )
    places = [cell.number for cell in strip.cells]
    assert places == [n for n in range(1, scene.CARS + 1) if n != scene.STRANGE]

    for number in (2, 3, 4):
        step(officer, Qt.Key.Key_PageDown, scene.mark(number))
    assert officer.links == {scene.cargo(4): LinkClass.STRONG}
    officer.mark(across=(0.40, 0.55), down=(0.45, 0.60))
    officer.take("irregular")
    officer.refer("ANOMALY", ExamType.TAILGATE)
    step(officer, Qt.Key.Key_PageDown, scene.mark(5))
    step(officer, Qt.Key.Key_End, scene.mark(scene.CARS))


def check_record(play: Stage) -> None:
    """One car is referred, with its mark; one scan has no shipment data."""
    items = play.items()
    (decided,) = [item for item in items if item.decisions]
    assert decided.decisions[0].kind is Kind.REFER_FOR_EXAM
    assert decided.decisions[0].subjects == (scene.cargo(4),)
    assert decided.shipments[0].equipment[0].position == 4
    assert len(decided.marks) == 1
    (unmatched,) = [item for item in items if not item.shipments]
    assert unmatched.scans[0].object_id == scene.STRANGE_AS
