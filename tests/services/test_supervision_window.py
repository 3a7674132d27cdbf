"""Supervisors and a blind second reader at their windows, with the record on a server."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.cli.far import far_of
from app.cli.office import Office
from app.domain.clock import system_clock
from app.domain.decision import Draft, ExamType, Kind
from app.domain.mark import Shape
from app.domain.officer import Officer, Role
from app.domain.supervision import Stands
from app.domain.threat import Verdict
from app.intake import take_in
from app.review import ReviewRoom
from app.review.desk import Desk
from app.scans import FolderStore
from app.screening import screen_waiting
from app.settings import settings_of
from app.shipments import write_shipments
from app.supervision import ReadingRoom
from app.ui import i18n
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from imaging.dicos import write_dx
from tests.services.homes import PASSWORD, ServerHome, lay_out
from tests.services.postgres import Cluster
from tests.services.test_two_homes import proved
from tests.unit.room_values import SITE, draw, each, flagging, radiograph, shipment

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
FIRST = Officer("tremblay", "A. Tremblay", Role.OFFICER)
SECOND = Officer("singh", "B. Singh", Role.OFFICER)
SUPERVISOR = Officer("lavigne", "P. Lavigne", Role.SUPERVISOR)
UNUSABLE = Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=2, note="too dense")
WAIT_MS = 120_000


@dataclasses.dataclass
class Place:
    """A server's record with one item on it, and the folder of the scans that all share."""

    home: ServerHome
    scans: Path
    decision: str


@pytest.fixture
def place(postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """One item that A. Tremblay has referred over a finding that she disagrees with."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with lay_out(postgres, (FIRST, SECOND, SUPERVISOR)).home(tmp_path) as home:
        store = FolderStore(tmp_path / "scans")
        intake, clock = home.intake(), system_clock()
        paths = [tmp_path / f"scan_{energy}.dcs" for energy in ("high", "low")]
        write_dx(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), paths)
        write_shipments([shipment()], tmp_path / "shipment.json")
        files = [*paths, tmp_path / "shipment.json"]
        assert len(list(take_in(files, record=intake, store=store, clock=clock))) == 3
        screen_waiting(intake, store, each(flagging), clock)
        record = home.seat(FIRST)
        review = ReviewRoom(record, store, clock, FIRST, site=SITE)
        sitting = ReadingRoom(Desk(record, store, clock, FIRST, SITE), review).next()
        assert sitting is not None
        scan = sitting.item.scans[0]
        sitting.shown(scan.scan_id, scan.views[0])
        sitting.viewed(scan.scan_id, scan.views[0])
        draw(sitting, Shape.BOX, ((10, 10), (20, 20)), scan.scan_id, scan.views[0], "hers alone")
        sitting.give_verdict(sitting.item.reports[0].findings[0].finding_id, Verdict.DISAGREE)
        referral = Draft(
            Kind.REFER_FOR_EXAM,
            reasons=("ANOMALY",),
            region_labels=("1",),
            exam=ExamType.TAILGATE,
            confidence=4,
            note="words of the first",
        )
        yield Place(home, tmp_path / "scans", sitting.sign(referral).recommendation_id)


@dataclasses.dataclass
class Seat:
    """A window on the server's record."""

    window: MainWindow
    qtbot: QtBot

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT_MS)

    def rest(self) -> None:
        def quiet() -> bool:
            desk = self.window.desk
            return desk.jobs.under_way == 0 and desk.outbox.pending == 0

        self.until(quiet)
        self.qtbot.wait(20)
        self.until(quiet)

    def press(
        self,
        key: Qt.Key,
        where: QWidget | None = None,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        # Commands are those of the window that is in front.
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        QTest.keyClick(where or self.window.supervision_page.list, key, held)
        self.rest()

    def save(self, name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.qtbot.wait(30)
        assert self.window.grab().save(str(SCREENS / f"{name}.png"))


Seats = Callable[[Officer], Seat]


@pytest.fixture
def seats(place: Place, qtbot: QtBot) -> Iterator[Seats]:
    opened: list[tuple[MainWindow, Office]] = []

    def sit(officer: Officer) -> Seat:
        settings = dataclasses.replace(
            settings_of(str(place.home.address())),
            root_certificate=place.home.cluster.authority,
            scans=place.scans,
            references=False,
        )
        office = Office(settings, far=far_of(settings, system_clock()))
        wiring = office.wiring()
        shown = dataclasses.replace(wiring.settings, size=(1920, 1080))
        window = build_window(dataclasses.replace(wiring, settings=shown))
        opened.append((window, office))
        window.show()
        window.activateWindow()
        window.desk.sign_in(officer.account, PASSWORD)
        taken = Seat(window, qtbot)
        taken.until(lambda: window.desk.officer is not None)
        taken.until(lambda: window.desk.lines)
        taken.rest()
        return taken

    yield sit
    i18n.use("en")
    for window, office in opened:
        window.desk.jobs.write(office.close_record)
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
        office.close()


def words_in(widget: QWidget) -> str:
    """Return everything that can be read in a part of the window."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels)


def read_blind(seat: Seat) -> None:
    """Take the second reading up as *next* gives it, and sign that the picture is unusable."""
    window = seat.window
    window.desk.next_item()
    seat.until(lambda: window.desk.review.shown is not None)
    page = window.review_page
    seat.until(lambda: page.scan_view.pictured)
    seat.rest()
    shown = window.desk.review.shown
    assert shown is not None
    assert (shown.item.marks, shown.item.decisions, shown.findings) == ((), (), ())
    told = words_in(window)
    assert "Blind second reading" in told
    for hidden in ("Tremblay", "words of the first", "hers alone"):
        assert hidden not in told
    seat.until(lambda: window.desk.review.shown and window.desk.review.shown.item.shown)
    page.screen_notes.take()
    page.stage.looks.take_preset("dense")
    page.scan_view.book.add(Shape.BOX, ((30.0, 12.0), (42.0, 23.0)))
    seat.rest()
    page.screen_notes.take()
    seat.save("server-second-reading")
    window.desk.review.sign(UNUSABLE)
    seat.rest()
    seat.until(lambda: window.desk.review.shown and window.desk.review.shown.item.decisions)


def test_a_decision_is_read_again_replayed_and_adjudicated_at_windows_on_a_server(
    place: Place, seats: Seats
) -> None:
    boss = seats(SUPERVISOR)
    boss.press(Qt.Key.Key_F5, boss.window.queue_page)
    page = boss.window.supervision_page
    boss.until(lambda: page.case is not None)
    assert page.case is not None
    assert page.case.decision.note == "words of the first"
    boss.press(Qt.Key.Key_P)
    boss.press(Qt.Key.Key_S)
    boss.press(Qt.Key.Key_Return, page.answer.readers.people)
    assert "nobody has taken it" in words_in(page.side)

    second = seats(SECOND)
    read_blind(second)
    replays_her_own(second)
    boss.until(lambda: page.case is not None and page.case.line.reading.differs)
    replays_both(boss, place.decision)
    # Of two readings that differ, A says that the first stands; then A agrees with it.
    boss.press(Qt.Key.Key_A)
    boss.until(lambda: page.case is not None and page.case.line.reading.adjudicated is not None)
    boss.press(Qt.Key.Key_A)
    boss.until(lambda: not page.lines)
    boss.press(Qt.Key.Key_F5, page, Qt.KeyboardModifier.ShiftModifier)
    officers = boss.window.replaying.officers
    boss.until(lambda: boss.window.page is officers and officers.model.rowCount() >= 2)
    record = place.home.seat(SUPERVISOR)
    (reading,) = record.supervision.readings()
    assert reading.adjudicated is not None
    assert reading.adjudicated.stands is Stands.FIRST
    assert proved(place.home)


def replays_her_own(second: Seat) -> None:
    """See the second reading replayed as its reader asks for it."""
    second.press(Qt.Key.Key_F3, second.window.review_page, Qt.KeyboardModifier.ShiftModifier)
    hers = second.window.replaying.page
    second.until(lambda: second.window.page is hers)
    second.until(lambda: hers.plate.image is not None)
    assert hers.replay is not None
    assert hers.replay.decision.officer == "singh"
    assert [mark.number for mark in hers.replay.states[-1].marks.values()] == [1]
    assert "hers alone" not in str(hers.replay.states)
    second.save("server-second-reading-replay")


def replays_both(boss: Seat, decision: str) -> None:
    """See the decision replayed, then its second reading, in English and French."""
    pane = boss.window.replaying.pane
    boss.press(Qt.Key.Key_E)
    boss.until(lambda: pane.replay is not None and pane.plate.image is not None)
    assert pane.replay is not None
    assert pane.replay.decision.recommendation_id == decision
    boss.press(Qt.Key.Key_E)
    boss.until(lambda: pane.replay is not None and pane.replay.decision.officer == "singh")
    boss.until(lambda: pane.plate.image is not None)
    assert "Read a second time by" in words_in(boss.window.supervision_page.picture)
    boss.save("server-recheck-second")
    i18n.use("fr")
    boss.rest()
    boss.save("server-recheck-second-fr")
    i18n.use("en")
    boss.press(Qt.Key.Key_E)
    assert not boss.window.supervision_page.picture.replaying
