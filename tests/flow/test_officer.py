"""An officer's whole job, through the real window: from arriving files to a sealed decision."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.decision import ExamType, Kind, Recommendation
from app.domain.work import Item
from app.ui.demo_drive import Driver
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from imaging.tdr import read_tdr
from tests.flow.places import OFFICER, PASSWORD, Place

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.usefixtures("qapp")
SCREENS = ROOT / "build" / "screens"
R60 = "xray_cargo16_dual/dicos"


@pytest.fixture
def office(place: Place) -> Iterator[Office]:
    """The workspace's rooms, joined as the program joins them."""
    rooms = Office(place.settings)
    yield rooms
    rooms.close()


def sign_in(driver: Driver, window: MainWindow) -> None:
    """Type name and password."""
    form = window.sign_in_page
    driver.wait("the sign-in", form.isVisible)
    driver.words(OFFICER.account)
    driver.key(Qt.Key.Key_Tab)
    driver.words(PASSWORD)
    driver.key(Qt.Key.Key_Return)
    driver.wait("the queue", lambda: bool(window.desk.lines))


def draw_box(driver: Driver, window: MainWindow, start: QPoint, end: QPoint) -> None:
    """Draw a box mark with the pointer."""
    view = window.review_page.scan_view
    before = len(window.desk.review.marks)
    driver.key(Qt.Key.Key_T)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, none, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, left, none, end)
    driver.wait("the mark", lambda: len(window.desk.review.marks) == before + 1)
    driver.saved()


def refer(driver: Driver, window: MainWindow, reason: str) -> None:
    """Fill in a referral for the marks that are drawn, and sign it."""
    page = window.review_page
    driver.key(Qt.Key.Key_R)
    driver.wait("the form", lambda: page.form_open)
    driver.key(Qt.Key.Key_Slash)
    driver.words(reason)
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    driver.click(page.referral.fields.exam.part(ExamType.FULL_UNLOAD))
    driver.click(page.referral.fields.confidence.part(5))
    driver.saved()
    driver.take("filled")
    driver.sign(Kind.REFER_FOR_EXAM)


def beside(form: QWidget, name: str) -> str:
    """What a field says is missing, in whichever of its two places."""
    field = form.findChild(QWidget, f"field-{name}")
    assert isinstance(field, QWidget)
    return " ".join(text.text() for text in field.findChildren(QLabel) if text.isVisible())


def on_record(place: Place) -> tuple[Item, Recommendation]:
    """The one item of the workspace and its decision, after checking the seal."""
    with open_record(place.settings) as record:
        outcome = record.verify()
        assert outcome.ok, outcome.reason
        (item_id,) = record.items()
        item = record.item(item_id)
    (decision,) = item.decisions
    return item, decision


def check_package(place: Place) -> None:
    """The package for the port lies in the workspace and reads back."""
    (report,) = place.settings.home.glob("referrals/*/*.dcs")
    assert read_tdr(report).decision == "ALARM"
    (tree,) = place.settings.home.glob("referrals/*/*.json")
    assert "I07_HIDDEN_SPACE" in json.dumps(json.loads(tree.read_text(encoding="utf-8")))


def test_a_real_pair_from_arrival_to_a_sealed_referral(
    place: Place, office: Office, shared_data: Path
) -> None:
    names = ("R60_scan09_6MeV_exle.dcs", "R60_scan09_4MeV_exle.dcs")
    outcomes = place.take_in([shared_data / R60 / name for name in names])
    assert [outcome.status for outcome in outcomes] == ["accepted", "accepted"]
    assert len({outcome.id for outcome in outcomes}) == 1, "both energies are one scan"
    office.screen_waiting()

    window = build_window(office.wiring())
    window.show()
    driver = Driver(window, SCREENS / "r60")
    sign_in(driver, window)
    driver.take("queue")
    driver.key(Qt.Key.Key_N)
    driver.wait("the picture", lambda: window.review_page.stage.radiograph is not None)
    driver.take("review")
    driver.key(Qt.Key.Key_E)
    driver.take("colour")
    draw_box(driver, window, QPoint(500, 300), QPoint(640, 400))
    refer(driver, window, "hidden space")
    driver.take("signed")
    window.close()

    item, decision = on_record(place)
    assert decision.kind is Kind.REFER_FOR_EXAM
    assert "I07_HIDDEN_SPACE" in decision.reasons
    (mark,) = item.marks
    assert [region.from_mark for region in decision.regions] == [mark.mark_id]
    assert {d for scan in decision.scans for d in scan.image_digests} == set(item.scans[0].digests)
    assert decision.times.first_paint_at is not None
    assert 0 < decision.times.active_s <= decision.times.wall_s + 1e-6

    check_package(place)


def test_a_referral_without_place_or_reason_is_refused_at_the_field(
    place: Place, office: Office, fresh_samples: Path
) -> None:
    names = ("truck_stone.json", "truck_stone_high.dcs", "truck_stone_low.dcs")
    place.take_in([fresh_samples / name for name in names])
    window = build_window(office.wiring())
    window.show()
    driver = Driver(window, SCREENS / "refused")
    sign_in(driver, window)
    driver.key(Qt.Key.Key_N)
    page = window.review_page
    driver.wait("the picture", lambda: page.stage.radiograph is not None)
    driver.key(Qt.Key.Key_R)
    driver.wait("the form", lambda: page.form_open)
    driver.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    driver.saved()
    driver.take("missing")
    shown = window.desk.review.shown
    assert shown is not None
    assert not shown.item.decisions
    assert "place in the image" in beside(page.referral, "regions")
    assert beside(page.referral, "confidence")
    window.close()
