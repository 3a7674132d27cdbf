"""A day of an office at one workstation, by keys alone: whatever they cannot reach, nobody can."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.clock import Clock, system_clock
from app.domain.decision import Kind
from app.domain.officer import Officer, Role
from app.domain.turn import TurnKind
from app.domain.work import ItemState
from app.record import Record
from app.scans import FolderStore
from app.screening import screen_waiting
from app.shipments import shipment_digest, write_shipments
from app.ui.demo_drive import Driver
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from imaging.dicos import write_dx
from tests.flow.places import PASSWORD, Place
from tests.unit.room_values import each, flagging, radiograph, shipment

pytestmark = pytest.mark.usefixtures("qapp")
SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens" / "day"
SINGH = Officer("singh", "B. Singh", Role.OFFICER, sample=True)
ROY = Officer("roy", "C. Roy", Role.SUPERVISOR, sample=True)
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MOST_TABS = 120
SMALL = (1366, 768)


def arrive(place: Place, folder: Path, number: int) -> None:
    """Let a truck's scan and its shipment come in; the earlier number is due earlier."""
    ccn, trailer = f"9XYZPARS000123{number}", f"TRL10{number}"
    paths = [folder / f"{number}_{energy}.dcs" for energy in ("high", "low")]
    write_dx(radiograph(f"1.2.3.{number}", trailer, seed=number, CCN=ccn, TRAILER=trailer), paths)
    now = dt.datetime.now(dt.UTC)
    base = shipment(ccn)
    trip = dataclasses.replace(base.conveyance, eta=now + dt.timedelta(minutes=80 + 10 * number))
    carried = tuple(dataclasses.replace(one, number=trailer) for one in base.equipment)
    declared = shipment(ccn, received_at=now, conveyance=trip, equipment=carried)
    file = folder / f"{number}.json"
    write_shipments([dataclasses.replace(declared, sha256=shipment_digest(declared))], file)
    place.take_in([*paths, file])


class LaterClock:
    """The machine's clocks, set forward by what happens elsewhere meanwhile."""

    def __init__(self) -> None:
        self._later = dt.timedelta()
        self.clock = Clock(lambda: dt.datetime.now(dt.UTC) + self._later, time.monotonic)

    def pass_minutes(self, minutes: int) -> None:
        """Let time go by."""
        self._later += dt.timedelta(minutes=minutes)


@pytest.fixture
def time_of_day() -> LaterClock:
    return LaterClock()


@pytest.fixture
def office(place: Place, tmp_path: Path, time_of_day: LaterClock) -> Iterator[Office]:
    """A workspace with three people and four trucks; the model points at a place in each."""
    for number in range(1, 5):
        arrive(place, tmp_path, number)
    with open_record(place.settings) as record:
        for person in (SINGH, ROY):
            record.add_account(person, PASSWORD)
        store = FolderStore(place.settings.scan_folder)
        screen_waiting(record, store, each(flagging), system_clock())
    settings = dataclasses.replace(place.settings, references=False)
    rooms = Office(settings, clock=time_of_day.clock)
    yield rooms
    rooms.close()


@pytest.fixture
def window(office: Office) -> Iterator[MainWindow]:
    """The workstation before anybody has signed in, on the smallest screen."""
    wiring = office.wiring()
    small = dataclasses.replace(wiring.settings, size=SMALL)
    wiring = dataclasses.replace(wiring, screen_next=lambda: False, settings=small)
    shown = build_window(wiring)
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()
    QApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete.value)


class Hands:
    """Presses keys at the window, wherever the focus is, and says where the focus must be."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.desk = window.desk
        self.driver = Driver(window, SCREENS)
        self.wait = self.driver.wait

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other; what they lead to is on record afterwards."""
        for key in keys:
            self.driver.key(key, held)
        self.driver.saved()

    def type(self, text: str) -> None:
        """Type over what stands in a line."""
        self.driver.words(text)

    def at(self, name: str) -> bool:
        """Whether the focus is on something of this name."""
        focus = QApplication.focusWidget()
        return focus is not None and focus.objectName().startswith(name)

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Walk with Tab until something has the focus; it must come by, and be seen to."""
        walked = []
        for _ in range(MOST_TABS):
            if self.at(name):
                focus = QApplication.focusWidget()
                assert focus is not None
                assert not focus.visibleRegion().isEmpty(), f"{name} has the keys out of sight"
                return
            self.driver.key(Key.Key_Backtab if back else Key.Key_Tab, SHIFT if back else NONE)
            focus = QApplication.focusWidget()
            walked.append(focus.objectName() if focus is not None else "nothing")
        raise AssertionError(f"Tab does not come to {name}: {walked[:40]}")

    def take(self, name: str) -> None:
        """Leave a picture for a person to look at."""
        self.driver.take(name)
        if not self.window.lock_page.isVisible():  # LOOK
            self.driver.key(Key.Key_F9)  # LOOK
            self.driver.take(name + "-fr")  # LOOK
            self.driver.key(Key.Key_F9)  # LOOK

    # --- what a person does -------------------------------------------------------------------

    def sign_in(self, account: str) -> None:
        """Sign in, over whoever's account still stands there."""
        self.wait("the sign-in", self.window.sign_in_page.isVisible)
        if not self.at("sign-in-account"):
            self.press(Key.Key_Backtab, held=SHIFT)
        assert self.at("sign-in-account")
        self.press(Key.Key_A, held=CTRL)
        self.type(account)
        self.press(Key.Key_Tab)
        self.type(PASSWORD)
        self.driver.key(Key.Key_Return)
        self.wait("the queue", lambda: self.window.page is self.window.queue_page)
        self.wait("its lines", lambda: bool(self.desk.lines))
        self.driver.saved()

    def sign_out(self) -> None:
        """Lock, and leave from there."""
        self.lock()
        self.tab_to("lock-sign-out")
        self.driver.key(Key.Key_Space)
        self.wait("the sign-in", self.window.sign_in_page.isVisible)

    def lock(self) -> None:
        """Lock on demand."""
        self.driver.key(Key.Key_L, CTRL)
        self.wait("the lock", self.window.lock_page.isVisible)

    def next_item(self) -> str:
        """Take what is next, and look at the picture; return its number."""
        self.driver.key(Key.Key_N)
        return self.opened()

    def open_line(self, item_id: str) -> None:
        """Walk to a line of the queue and open it."""
        self.press(Key.Key_F2)
        table = self.window.queue_page.table
        self.press(Key.Key_Home, held=CTRL)
        for _ in self.desk.lines:
            if table.chosen is not None and table.chosen.item_id == item_id:
                break
            self.press(Key.Key_Down)
        self.driver.key(Key.Key_Return)
        assert self.opened() == item_id

    def opened(self) -> str:
        """Wait for the picture of the item that is asked for; return its number."""
        page = self.window.review_page
        self.wait("the review", lambda: self.window.page is page)
        self.wait("the picture", lambda: page.stage.radiograph is not None)
        self.driver.saved()
        shown = self.desk.review.shown
        assert shown is not None
        return shown.item.item_id

    def sign(self) -> None:
        """Sign the form that is open."""
        page = self.window.review_page
        self.press(Key.Key_Return, held=CTRL)
        self.wait("the signature", lambda: not page.form_open)
        self.driver.saved()


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def line_of(hands: Hands, item_id: str) -> ItemState:
    return next(line.state for line in hands.desk.lines if line.item_id == item_id)


def look(hands: Hands) -> None:
    """Zoom, walk, colour, a preset, the whole shipment and back."""
    view = hands.window.review_page.scan_view
    hands.press(Key.Key_F, Key.Key_Plus, Key.Key_Plus, Key.Key_Right, Key.Key_E, Key.Key_2)
    assert not view.camera.is_fitted
    hands.press(Key.Key_F)
    hands.press(Key.Key_S, held=SHIFT)
    assert hands.window.review_page.side.whole_open
    hands.take("shipment")
    hands.press(Key.Key_Escape)
    assert not hands.window.review_page.side.whole_open
    assert view.hasFocus()


def judge(hands: Hands) -> None:
    """Agree with the finding; confirm the link; take note of what is odd."""
    hands.press(Key.Key_Tab, Key.Key_A, Key.Key_Y)
    shown = hands.desk.review.shown
    assert shown is not None
    # Twice each: the first key may only bring a notice into sight.
    hands.press(*[Key.Key_K] * (2 * len(shown.open_keys)))


def draw(hands: Hands) -> None:
    """Draw a box with the cross, and say of it what it is."""
    review = hands.desk.review
    before = len(review.marks)
    hands.press(Key.Key_T, *[Key.Key_Right] * 3, Key.Key_Return)
    hands.press(*[Key.Key_Right] * 4, *[Key.Key_Down] * 4, Key.Key_Return)
    hands.wait("the mark", lambda: len(review.marks) == before + 1)
    hands.press(Key.Key_Return, held=SHIFT)
    assert hands.window.review_page.scan_view.isVisible()
    hands.tab_to("mark_note")
    hands.type("Behind the first row")
    hands.take("mark")
    hands.press(Key.Key_Return)
    hands.wait("its note", lambda: review.marks[-1].note == "Behind the first row")
    hands.press(Key.Key_H)


def refer(hands: Hands) -> None:
    """Fill in every field of a referral by its keys, and sign it."""
    page = hands.window.review_page
    hands.press(Key.Key_R)
    hands.wait("the form", lambda: page.form_open)
    hands.press(Key.Key_Slash)
    hands.type("hidden")
    hands.press(Key.Key_Return, Key.Key_Escape)
    hands.tab_to("exam-")
    hands.press(Key.Key_Space)
    hands.press(Key.Key_4)
    hands.tab_to("note")
    hands.type("Look behind the first row.")
    assert (
        page.referral.fields.note.visibleRegion().boundingRect() == page.referral.fields.note.rect()
    )
    hands.take("referral")
    hands.sign()
    hands.take("signed")


def review(hands: Hands) -> str:
    """Take the next item, look, judge, draw, and refer it."""
    item_id = hands.next_item()
    look(hands)
    judge(hands)
    draw(hands)
    refer(hands)
    assert line_of(hands, item_id) is ItemState.DECIDED
    return item_id


def hold(hands: Hands) -> str:
    """Put the next item on hold for information."""
    item_id = hands.next_item()
    hands.press(Key.Key_I, held=ALT)
    hands.wait("the form", lambda: hands.at("passing-text"))
    hands.type("Which seal is on the rear door?")
    hands.tab_to("passing-of")
    hands.type("9XYZ")
    hands.tab_to("passing-lasts")
    hands.press(Key.Key_Right, Key.Key_Right, Key.Key_Space)
    hands.take("hold")
    hands.press(Key.Key_Return, held=CTRL)
    hands.wait("an empty desk", lambda: hands.desk.review.shown is None)
    hands.take("held")
    return item_id


def hand_back(hands: Hands) -> str:
    """Hand the next item back, with the reason."""
    item_id = hands.next_item()
    hands.press(Key.Key_X, held=ALT)
    hands.wait("the form", lambda: hands.at("passing-text"))
    hands.type("Not trained for this carrier's trailers.")
    hands.press(Key.Key_Return, held=CTRL)
    hands.wait("an empty desk", lambda: hands.desk.review.shown is None)
    return item_id


def report(hands: Hands, item_id: str) -> None:
    """Type what the examination of a referral came to."""
    page = hands.window.exam_page
    hands.press(Key.Key_R, held=CTRL)
    assert hands.at("exam-number")
    hands.press(Key.Key_A, held=CTRL)
    hands.type(item_id)
    hands.press(Key.Key_Return)
    hands.wait("the form", page.keep.isVisible)
    hands.tab_to("exam-outcome")
    hands.press(Key.Key_Space)
    hands.tab_to("exam-place-")
    hands.press(Key.Key_Space)
    hands.tab_to("exam-tobacco")
    hands.press(Key.Key_Space)
    hands.tab_to("exam-officer")
    hands.type("M. Belanger")
    hands.take("exam")
    hands.press(Key.Key_Return, held=CTRL)
    hands.wait("the answer", lambda: bool(page.told.words))
    assert page.told.words == "The result is on record."
    hands.press(Key.Key_Escape)


def lock_and_come_back(hands: Hands) -> None:
    """Lock, and unlock; the keys are back as well."""
    hands.lock()
    hands.take("lock")
    hands.type(PASSWORD)
    hands.driver.key(Key.Key_Return)
    hands.wait("the window", lambda: not hands.desk.locked)
    hands.press(Key.Key_F, held=CTRL)
    hands.wait("the filter", lambda: hands.at("filter-text"))
    hands.press(Key.Key_Escape)


def ask_second(hands: Hands) -> None:
    """Ask for a blind second reading by name, replay the decision, and leave it unanswered."""
    page = hands.window.supervision_page
    hands.press(Key.Key_F5)
    hands.wait("the decision", lambda: page.case is not None)
    assert page.picture.scan_view.camera.is_fitted
    hands.take("recheck")
    scroll = page.side.verticalScrollBar()
    hands.press(Key.Key_F6, Key.Key_F6)
    assert hands.at("case-side")
    hands.press(Key.Key_PageDown, Key.Key_PageDown)
    assert scroll.value() == scroll.maximum() > 0, "what is below can be read without a mouse"
    hands.take("recheck-below")
    hands.press(Key.Key_Escape)
    assert page.list.hasFocus()
    hands.press(Key.Key_S)
    hands.wait("who may read", lambda: hands.at("choices"))
    hands.press(Key.Key_Down, Key.Key_Return)
    hands.wait("the reading", lambda: page.case is not None and page.case.line.reading is not None)
    hands.press(Key.Key_E)
    hands.take("recheck-replay")
    hands.press(Key.Key_E)
    hands.press(Key.Key_F5, held=SHIFT)
    hands.take("officers")
    hands.press(Key.Key_Escape)


def read_blind(hands: Hands, item_id: str) -> None:
    """Take what she was named for; nothing of the first reading is there; say otherwise."""
    hands.open_line(item_id)
    shown = hands.desk.review.shown
    assert shown is not None
    assert not shown.item.decisions
    assert not hands.desk.review.marks
    hands.take("blind")
    hands.press(Key.Key_F)
    hands.press(Key.Key_X)
    page = hands.window.review_page
    hands.wait("the form", lambda: page.form_open)
    hands.press(Key.Key_Slash)
    hands.press(Key.Key_Return, Key.Key_Escape)
    hands.press(Key.Key_2)
    hands.tab_to("note")
    hands.type("Nothing can be told here.")
    hands.take("blind-form")
    hands.sign()
    hands.press(Key.Key_F3, held=SHIFT)
    hands.wait("the replay", lambda: hands.window.page is hands.window.replaying.page)
    hands.press(Key.Key_End, Key.Key_Left, Key.Key_Left)
    hands.take("replay")
    hands.press(Key.Key_Escape)


def adjudicate(hands: Hands) -> None:
    """Say which of two readings stands."""
    page = hands.window.supervision_page
    hands.press(Key.Key_F5)
    hands.wait("both readings", lambda: page.answer.adjudicates)
    hands.take("adjudicate")
    hands.press(Key.Key_A)
    hands.wait("the word", lambda: page.case is None or not page.answer.adjudicates)


def test_a_day_of_an_office_by_keys_alone(
    hands: Hands, place: Place, time_of_day: LaterClock
) -> None:
    hands.sign_in("officer")
    hands.take("queue")
    first = review(hands)
    held = hold(hands)
    back = hand_back(hands)
    time_of_day.pass_minutes(5)
    report(hands, first)
    lock_and_come_back(hands)
    hands.sign_out()
    for who, does in (("roy", ask_second), ("singh", partial(read_blind, item_id=first))):
        hands.sign_in(who)
        does(hands)
        hands.sign_out()
    hands.sign_in("roy")
    adjudicate(hands)
    hands.sign_out()
    assert hands.desk.officer is None

    with open_record(place.settings) as record:
        check(record, first, held, back)


def check(record: Record, first: str, held: str, back: str) -> None:
    """Compare what is on record with what the hands did."""
    outcome = record.verify()
    assert outcome.ok, outcome.reason
    (decision,) = record.item(first).decisions
    assert decision.kind is Kind.REFER_FOR_EXAM
    assert (decision.confidence, decision.note) == (4, "Look behind the first row.")
    turns = {line.item_id: line.turn for line in record.queue() if line.turn is not None}
    assert turns[held].kind is TurnKind.HOLD
    assert turns[held].asked_of == "9XYZ"
    lasts = turns[held].until - turns[held].at
    assert abs(lasts - dt.timedelta(hours=2)) < dt.timedelta(minutes=1), lasts
    assert turns[back].kind is TurnKind.BACK
