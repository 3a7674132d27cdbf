"""The supervisor's page on a real record: lines, answers by key, and who never sees it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.cli.office import Office
from app.domain.decision import Draft, ExamType, Kind
from app.domain.exam_result import ExamOutcome
from app.domain.mark import Shape
from app.domain.officer import Officer, Role
from app.domain.shipment import Function
from app.domain.supervision import Answer
from app.domain.threat import Verdict
from app.record import Record
from app.review import ReviewRoom
from app.review.desk import Desk
from app.settings import settings_of
from app.supervision import ReadingRoom
from app.ui import i18n
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from tests.ui.conftest import SCREENS
from tests.unit.room_values import NOW, OFFICER, OTHER, SITE, House, draw, radiograph, shipment

SUPERVISOR = Officer("lavigne", "P. Lavigne", Role.SUPERVISOR)
PHRASE = "a long enough password"
Keyboard = Qt.Key


@dataclasses.dataclass
class Seat:
    """A window on a workspace of its own."""

    window: MainWindow
    house: House
    qtbot: QtBot

    @property
    def page(self):
        return self.window.supervision_page

    def rest(self) -> None:
        def quiet() -> bool:
            return self.window.desk.jobs.under_way == 0

        self.qtbot.waitUntil(quiet, timeout=20_000)
        self.qtbot.wait(20)
        self.qtbot.waitUntil(quiet, timeout=20_000)

    def press(self, key: Keyboard, where: QWidget | None = None) -> None:
        QTest.keyClick(where or self.page.list, key)
        self.rest()

    def ask(self, question: Callable[[Record], object]) -> object:
        """Ask the record in its own thread."""
        record = self.house.open()
        try:
            return question(record)
        finally:
            record.close()


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Two items that A. Tremblay has referred over findings that she disagrees with."""
    made = House(tmp_path)
    for officer in (OFFICER, OTHER, SUPERVISOR):
        made.record.add_account(officer, PHRASE)
    made.arrive(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    made.arrive(radiograph("1.2.9", "SECOND", seed=2))
    made.screen()
    review = ReviewRoom(made.record, made.store, made.clock, OFFICER, site=SITE)
    desk = Desk(made.record, made.store, made.clock, OFFICER, SITE)
    for _ in range(2):
        sitting = ReadingRoom(desk, review).next()
        assert sitting is not None
        scan = sitting.item.scans[0]
        sitting.viewed(scan.scan_id, scan.views[0])
        draw(sitting, Shape.BOX, ((10, 10), (20, 20)), scan.scan_id, scan.views[0], "hers alone")
        sitting.give_verdict(sitting.item.reports[0].findings[0].finding_id, Verdict.DISAGREE)
        sitting.sign(
            Draft(
                Kind.REFER_FOR_EXAM,
                reasons=("ANOMALY",),
                region_labels=("1",),
                exam=ExamType.TAILGATE,
                confidence=4,
                note="words of the first",
            )
        )
    made.record.close()
    return made


@pytest.fixture
def seat(house: House, qtbot: QtBot) -> Iterator[Callable[[Officer], Seat]]:
    opened: list[tuple[MainWindow, Office]] = []

    def sit(officer: Officer, size: tuple[int, int] = (1920, 1080)) -> Seat:
        home = house.folder / "home"
        settings = dataclasses.replace(settings_of(home), key_folder=house.folder / "seal")
        office = Office(settings, clock=house.clock)
        wiring = office.wiring()
        shown = dataclasses.replace(wiring.settings, size=size)
        still = dataclasses.replace(
            wiring, screen_next=lambda: False, send_due=None, settings=shown
        )
        window = build_window(still, officer)
        opened.append((window, office))
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.desk.officer is not None, timeout=20_000)
        taken = Seat(window, house, qtbot)
        taken.rest()
        return taken

    yield sit
    for window, office in opened:
        window.desk.jobs.write(office.close_record)
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
        office.close()


def rechecking(seat: Callable[[Officer], Seat]) -> Seat:
    taken = seat(SUPERVISOR)
    QTest.keyClick(taken.window.queue_page, Qt.Key.Key_F5)
    taken.rest()
    assert taken.window.page is taken.page
    assert taken.page.case is not None
    return taken


def words_in(widget: QWidget) -> str:
    """Everything that can be read in a part of the window."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels)


def test_lines_say_why_and_the_case_says_all(seat: Callable[[Officer], Seat]) -> None:
    taken = rechecking(seat)
    assert [[why.value for why in line.why] for line in taken.page.lines] == [
        ["model", "referral"],
        ["model", "referral"],
    ]
    told = words_in(taken.page.side)
    for words in (
        "Officer and model disagree",
        "Wooden bedroom furniture",
        "Referred for exam",
        "Irregularity in the image",
        "words of the first",
        "4 of 5",
        "Decision of A. Tremblay",
    ):
        assert words in told
    taken.qtbot.waitUntil(lambda: taken.page.picture.scan_view.pictured, timeout=20_000)
    assert taken.page.picture.scan_view.book.read_only


def test_agreeing_takes_the_line_away_and_the_next_comes_up(
    seat: Callable[[Officer], Seat],
) -> None:
    taken = rechecking(seat)
    first = taken.page.case.line.recommendation_id
    taken.press(Qt.Key.Key_A)
    assert [line.recommendation_id for line in taken.page.lines] != [first]
    assert taken.page.case is not None
    assert taken.page.case.line.recommendation_id != first
    taken.press(Qt.Key.Key_A)
    assert taken.page.lines == ()
    assert taken.page.case is None
    assert "Nothing is to be looked at again" in words_in(taken.page)
    said = taken.ask(lambda record: [one.answer for one in record.supervision.answers()])
    assert said == [Answer.AGREE, Answer.AGREE]


def test_returning_asks_for_words_and_brings_the_item_back(
    seat: Callable[[Officer], Seat],
) -> None:
    taken = rechecking(seat)
    item_id = taken.page.case.item.item_id
    taken.press(Qt.Key.Key_R)
    assert "Write to the officer" in words_in(taken.page.answer)
    assert taken.page.answer.comment.hasFocus()
    QTest.keyClicks(taken.page.answer.comment, "Look behind the axle, agreed?")
    assert "Write to the officer" not in words_in(taken.page.answer)
    taken.press(Qt.Key.Key_Escape, taken.page.answer.comment)
    taken.press(Qt.Key.Key_R)
    returned = taken.ask(lambda record: record.item(item_id).returned)
    assert returned.comment == "Look behind the axle, agreed?"
    assert taken.page.answer.comment.toPlainText() == ""


def test_differing_asks_for_a_reason_of_the_list(seat: Callable[[Officer], Seat]) -> None:
    taken = rechecking(seat)
    taken.press(Qt.Key.Key_D)
    assert "Say why you differ" in words_in(taken.page.answer)
    box = taken.page.answer.findChild(QWidget, "differ-PLACE")
    assert box.isVisible()
    taken.press(Qt.Key.Key_Space, box)
    taken.press(Qt.Key.Key_D, box)
    (said,) = taken.ask(lambda record: record.supervision.answers())
    assert (said.answer, said.reasons) == (Answer.DIFFER, ("PLACE",))


def test_verdicts_are_approved_by_key_and_taken_back_by_mouse(
    seat: Callable[[Officer], Seat],
) -> None:
    taken = rechecking(seat)
    (given,) = taken.page.case.verdicts
    taken.press(Qt.Key.Key_P)
    assert taken.page.case.verdicts[0].approval.approved
    button = taken.page.side.findChild(QWidget, f"approve-{given.line}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    taken.rest()
    assert not taken.page.case.verdicts[0].approval.approved


def test_the_filter_goes_through_the_reasons(seat: Callable[[Officer], Seat]) -> None:
    taken = rechecking(seat)
    assert "All reasons" in taken.page.filter.words
    taken.press(Qt.Key.Key_G)
    assert taken.page.filter.words == "Officer and model disagree"
    taken.press(Qt.Key.Key_G)
    assert taken.page.filter.words == "Referral"
    taken.press(Qt.Key.Key_G)
    assert taken.page.filter.words == "All reasons"
    first = taken.page.case.line
    taken.press(Qt.Key.Key_N)
    assert taken.page.case.line != first
    taken.press(Qt.Key.Key_N)
    assert taken.page.case.line == first


def test_a_second_reading_is_asked_for_and_read_blind_in_the_ordinary_review(
    seat: Callable[[Officer], Seat],
) -> None:
    taken = rechecking(seat)
    item_id = taken.page.case.item.item_id
    taken.press(Qt.Key.Key_S)
    people = taken.page.answer.readers.people
    assert people.hasFocus()
    taken.press(Qt.Key.Key_Return, people)
    assert not people.isVisible()
    assert "nobody has taken it" in words_in(taken.page.side)
    assert not taken.page.answer.second.isEnabled()
    second = seat(OTHER)
    second.window.desk.next_item()
    second.rest()
    page = second.window.review_page
    shown = second.window.desk.review.shown
    assert shown.item.item_id == item_id
    second.qtbot.waitUntil(lambda: page.scan_view.pictured, timeout=20_000)
    told = words_in(second.window)
    assert "Blind second reading" in told
    for hidden in ("Tremblay", "words of the first", "hers alone", "Referred for exam"):
        assert hidden not in told
    assert (shown.item.marks, shown.item.decisions, shown.findings) == ((), (), ())


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_second_reader_is_named_by_keys(
    seat: Callable[..., Seat], size: tuple[int, int], language: str
) -> None:
    taken = rechecking(lambda who: seat(who, size))
    i18n.use(language)
    box = taken.page.answer
    taken.press(Qt.Key.Key_S)
    rows = [box.readers.people.item(n) for n in range(box.readers.people.count())]
    named = [row.data(Qt.ItemDataRole.UserRole) for row in rows]
    assert named == ["", OTHER.account], "not who decided, not who asks"
    taken.window.grab().save(str(SCREENS / f"second-reader-{language}-{size[0]}.png"))
    taken.press(Qt.Key.Key_Escape, box.readers.people)
    assert not box.readers.isVisible()
    taken.press(Qt.Key.Key_S)
    taken.press(Qt.Key.Key_Down, box.readers.people)
    taken.press(Qt.Key.Key_Return, box.readers.people)
    (reading,) = taken.ask(lambda record: record.supervision.open_readings())
    assert reading.reader == OTHER.account
    assert taken.page.list.hasFocus()
    assert not box.second.isEnabled()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "marks and findings as they were"), ("fr", "marques et signalements tels que signés")],
)
def test_what_the_picture_shows_is_not_cut_in_a_narrow_window(
    seat: Callable[..., Seat], language: str, words: str
) -> None:
    taken = rechecking(lambda who: seat(who, (1366, 768)))
    i18n.use(language)
    taken.rest()
    assert words in words_in(taken.page.picture)
    taken.window.grab().save(str(SCREENS / f"recheck-head-{language}-1366.png"))


def test_officers_never_see_the_page(seat: Callable[[Officer], Seat]) -> None:
    taken = seat(OTHER)
    window = taken.window
    assert not window.top_bar.tab_recheck.isVisible()
    QTest.keyClick(window.queue_page, Qt.Key.Key_F5)
    window.run_command("recheck")
    window.show_page("recheck")
    taken.rest()
    assert window.page is window.queue_page
    assert "Only a supervisor" in window.commanding.refusal("recheck")
    window.supervision_page.supervising.refresh()
    taken.rest()
    assert window.supervision_page.lines == ()


def test_what_was_on_the_page_goes_with_the_supervisor(seat: Callable[[Officer], Seat]) -> None:
    taken = rechecking(seat)
    taken.window.desk.sign_out()
    taken.rest()
    assert taken.page.lines == ()
    assert taken.page.case is None
    assert taken.page.picture.case is None


def test_a_replay_has_its_place_beside_the_picture(seat: Callable[[Officer], Seat]) -> None:
    taken = rechecking(seat)
    place, pane = taken.page.picture, taken.window.replaying.pane
    assert place.which.isVisible()
    shown = []
    place.replay_shown.connect(shown.append)
    taken.press(Qt.Key.Key_E)
    assert place.replaying
    assert taken.page.case is not None
    assert shown == [taken.page.case.line.recommendation_id]
    taken.rest()
    assert pane.replay is not None
    assert pane.replay.decision == taken.page.case.decision
    taken.press(Qt.Key.Key_N)
    assert not place.replaying


def test_the_page_speaks_french_at_once(seat: Callable[[Officer], Seat]) -> None:
    taken = rechecking(seat)
    i18n.use("fr")
    taken.rest()
    told = words_in(taken.page)
    assert "Agent et modèle en désaccord" in told
    assert "Décision de A. Tremblay" in told


@pytest.mark.parametrize("language", ["en", "fr"])
def test_t19_how_far_a_flight_has_come_stands_with_its_decisions(
    house: House, seat: Callable[[Officer], Seat], language: str
) -> None:
    record = house.open()
    beside = shipment("9XYZPARS0005678", equipment=())
    record.add_shipment(beside)
    record.close()
    taken = rechecking(seat)
    i18n.use(language)
    bar = taken.page.side.verticalScrollBar()
    bar.setValue(bar.maximum())
    taken.rest()
    told = words_in(taken.page.side)
    words = {
        "en": ("What came with it", "1 of 2 imaged, 1 looked at", "None was decided without"),
        "fr": ("Ce qui est venu avec", "1 sur 2 radiographiés", "Aucun n’a été décidé sans"),
    }
    assert "9XYZTRIP000001" in told
    assert [one for one in words[language] if one not in told] == []


def test_t20_a_port_officer_begins_at_the_results_and_reviews_nothing(
    house: House, seat: Callable[[Officer], Seat]
) -> None:
    record = house.open()
    item_id = record.items()[0]
    port = Officer("dubois", "G. Dubois", Role.PORT_OFFICER)
    record.add_account(port, PHRASE)
    way = dataclasses.replace(shipment().conveyance, arrived_at=NOW + dt.timedelta(hours=3))
    record.add_shipment(shipment(version=2, function=Function.CHANGE, conveyance=way))
    record.close()
    taken = seat(port)
    window = taken.window
    page = window.exam_page
    assert window.page is page
    assert not window.top_bar.tab_recheck.isVisible()
    window.desk.next_item()
    taken.rest()
    assert window.desk.review.shown is None
    window.show_page("exam")
    page.number.setText(item_id)
    QTest.keyClick(page.number, Keyboard.Key_Return)
    taken.rest()
    page.outcome.part(ExamOutcome.RESULTANT).click()
    page.officer.setText("G. Dubois")
    keep_ended(taken, 2)
    arrived = (NOW + dt.timedelta(hours=3)).astimezone()
    told = f"9XYZPARS0001234 arrived at {arrived.isoformat(sep=' ', timespec='minutes')}"
    assert told in page.told.words
    keep_ended(taken, 4)
    (kept,) = taken.ask(lambda one: one.item(item_id).results)
    assert kept.by == "dubois"


def keep_ended(taken: Seat, hours: float) -> None:
    """Say that the exam ended some hours after the signature, and keep what is typed."""
    page = taken.window.exam_page
    ended = (NOW + dt.timedelta(hours=hours)).astimezone()
    page.ended.setText(ended.strftime("%Y-%m-%d %H:%M"))
    page.keep.click()
    taken.rest()
