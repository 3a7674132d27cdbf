"""The window while the line to the record is cut: it says so, calmly, and shows what waits."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.decision import Kind
from app.domain.errors import Refused, ServerGone
from app.domain.late import (
    AloneDecision,
    LateAct,
    LineState,
    RestsUpon,
    Standing,
    Waiting,
    What,
)
from app.domain.words import Sentence, say
from app.ui import i18n
from app.ui.controls import Button
from app.ui.glancing import Glancing
from app.ui.jobs import Jobs
from app.ui.opening import build_window
from app.ui.pictures import Pictures
from app.ui.wiring import Glance, WindowSettings
from tests.ui.conftest import FULL, SMALL, Seat
from tests.ui.fake_room import OFFICER, Store, wiring_of
from tests.unit.record_values import recommendation

SINCE = dt.datetime(2026, 3, 1, 14, 5).astimezone()


def act(number: int, what: What = What.MARK) -> LateAct:
    return LateAct(f"a{number}", "item-1", OFFICER.account, what, SINCE, "{}", RestsUpon(7))


def alone(item_id: str, *changed: Sentence, again: bool = False, by: str = "") -> AloneDecision:
    made = recommendation(f"d-{item_id}", item_id)
    made = dataclasses.replace(made, officer=by or OFFICER.account, kind=Kind.REFER_FOR_EXAM)
    return AloneDecision(made, SINCE, SINCE + dt.timedelta(minutes=25), changed, again)


class FakeOutage:
    """A line that is cut and mended by hand, with what waits."""

    def __init__(self) -> None:
        self.stands = Standing()
        self.told: Sentence | None = None
        self.acts: list[Waiting] = []
        self.alone: list[AloneDecision] = []
        self.answers = False
        self.probes = 0
        self.failures = 0

    def cut(self, *acts: LateAct) -> None:
        self.acts += [Waiting(one) for one in acts]
        self.answers = False
        self._stand(LineState.ALONE)

    def _stand(self, state: LineState) -> None:
        self.stands = Standing(
            state,
            None if state is LineState.ON_LINE else SINCE,
            to_send=sum(one.refused is None for one in self.acts),
            refused=sum(one.refused is not None for one in self.acts),
            to_confirm=len(self.alone),
        )

    def wait_s(self) -> float:
        return 0.05

    def probe(self) -> None:
        self.probes += 1
        if not self.answers:
            raise ServerGone(say("gone"))

    def failed(self) -> None:
        self.failures += 1

    def send_next(self) -> bool:
        sending = [one for one in self.acts if one.refused is None]
        if sending:
            self.acts.remove(sending[0])
        self._stand(LineState.SENDING if sending else LineState.ON_LINE)
        return bool(sending)

    def waiting(self) -> tuple[Waiting, ...]:
        return tuple(sorted(self.acts, key=lambda one: one.refused is None))

    def look_what_waits(self) -> tuple[AloneDecision, ...]:
        return tuple(self.alone)

    def confirm(self, recommendation_id: str) -> None:
        found = [o for o in self.alone if o.recommendation.recommendation_id == recommendation_id]
        if found[0].again:
            raise Refused(say("It must be made again."))
        self.alone.remove(found[0])
        self._stand(self.stands.state)

    def take_note(self, act_id: str) -> None:
        self.acts = [one for one in self.acts if one.act.act_id != act_id]
        self._stand(self.stands.state)


Opened = tuple[Seat, FakeOutage]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Callable[..., Opened]]:
    made = []

    def open_window(
        outage: FakeOutage | None = None,
        *,
        size: tuple[int, int] = FULL,
        language: str = "en",
    ) -> Opened:
        line = outage or FakeOutage()
        store = Store()
        settings = WindowSettings(size=size, language=language, workspace="test")
        wiring = wiring_of(store, settings=settings)
        opened = build_window(dataclasses.replace(wiring, outage=line, shared=True), OFFICER)
        made.append(opened)
        opened.show()
        opened.activateWindow()
        qtbot.waitExposed(opened)
        taken = Seat(qtbot, opened, store)
        qtbot.waitUntil(lambda: opened.desk.officer is not None, timeout=20_000)
        qtbot.wait(100)
        taken.rest()
        return taken, line

    yield open_window
    for one in made:
        one.close()
        one.deleteLater()
        QApplication.sendPostedEvents(one, QEvent.Type.DeferredDelete.value)


def line_of(taken: Seat) -> str:
    taken.window.desk.line.look()
    return taken.window.top_bar.line.text.text()


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def click(taken: Seat, name: str) -> None:
    button = taken.window.findChild(Button, name)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    taken.rest()


def has(taken: Seat, name: str) -> bool:
    found = taken.window.findChild(Button, name)
    return found is not None and found.isVisible()


def test_the_top_line_says_where_one_stands(window: Callable[..., Opened]) -> None:
    taken, line = window()
    assert line_of(taken) == "On line"
    line.cut()
    assert line_of(taken) == "Working alone since 14:05"
    line.cut(act(1), act(2), act(3))
    assert line_of(taken) == "Working alone since 14:05, 3 to send"
    i18n.use("fr")
    assert line_of(taken) == "Travail seul depuis 14:05, 3 à envoyer"


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_alone_the_words_of_the_line_are_whole(
    window: Callable[..., Opened], size: tuple[int, int], language: str
) -> None:
    taken, line = window(size=size, language=language)
    taken.open(1)
    line.cut(*(act(number) for number in range(12)))
    line_of(taken)
    taken.save(f"alone_review_{language}_{size[0]}")
    state = taken.window.top_bar.line
    assert not state.wordless
    assert state.text.width() >= state.text.sizeHint().width()


def test_it_is_tried_again_by_itself_and_what_waits_is_sent(
    window: Callable[..., Opened],
) -> None:
    taken, line = window()
    line.cut(act(1), act(2))
    line_of(taken)
    taken.qtbot.waitUntil(lambda: line.failures >= 2, timeout=10_000)
    assert line.probes >= 2
    line.answers = True
    taken.qtbot.waitUntil(lambda: line.stands == Standing(), timeout=10_000)
    taken.qtbot.waitUntil(lambda: line_of(taken) == "On line", timeout=10_000)
    probes = line.probes
    taken.qtbot.wait(300)
    assert line.probes == probes
    assert "is back" in taken.window.queue_page.message.words


def test_what_waits_is_a_key_away_and_a_decision_is_confirmed_by_keys_alone(
    window: Callable[..., Opened],
) -> None:
    taken, line = window()
    changed = say(
        "Shipment {shipment} is at version {now}; the decision rests on version {then}.",
        shipment="9XYZPARS0001234",
        now=3,
        then=2,
    )
    line.alone = [alone("item-1", changed), alone("item-2")]
    line._stand(LineState.ON_LINE)
    assert line_of(taken) == "On line, 2 to confirm"
    assert "2" in taken.window.queue_page.message.words
    press(Qt.Key.Key_F12)
    assert taken.window.page is taken.window.waiting_page
    taken.qtbot.waitUntil(lambda: has(taken, "confirm-item-1"), timeout=10_000)
    taken.qtbot.waitUntil(
        lambda: getattr(QApplication.focusWidget(), "objectName", str)() == "confirm-item-1",
        timeout=10_000,
    )
    press(Qt.Key.Key_Return)
    taken.rest()
    taken.qtbot.waitUntil(lambda: not has(taken, "confirm-item-1"), timeout=10_000)
    assert [one.recommendation.item_id for one in line.alone] == ["item-2"]
    click(taken, "confirm-item-2")
    taken.qtbot.waitUntil(lambda: line_of(taken) == "On line", timeout=10_000)
    press(Qt.Key.Key_Escape)
    assert taken.window.page is taken.window.queue_page


def test_what_changed_and_decides_is_decided_again(window: Callable[..., Opened]) -> None:
    taken, line = window()
    line.alone = [alone("item-1", again=True)]
    line._stand(LineState.ON_LINE)
    taken.window.run_command("waiting")
    taken.qtbot.waitUntil(lambda: has(taken, "correct-item-1"), timeout=10_000)
    assert not has(taken, "confirm-item-1")
    click(taken, "correct-item-1")
    shown = taken.window.desk.review
    taken.qtbot.waitUntil(lambda: shown.shown is not None, timeout=20_000)
    assert taken.window.page is taken.window.review_page


def test_a_supervisor_sees_those_of_others_and_confirms_none(
    window: Callable[..., Opened],
) -> None:
    taken, line = window()
    line.alone = [alone("item-1", by="singh")]
    line._stand(LineState.ON_LINE)
    taken.window.show_page("waiting")
    taken.rest()
    page = taken.window.waiting_page
    taken.qtbot.waitUntil(lambda: page.findChild(object, "alone-item-1") is not None)
    assert not has(taken, "confirm-item-1")
    assert not has(taken, "correct-item-1")


def test_a_refusal_stays_with_its_reason_until_it_was_read(
    window: Callable[..., Opened],
) -> None:
    taken, line = window()
    why = say(
        "Item {item} is no longer yours: the lease ended and it is with {officer} now. What you "
        "recorded before is kept.",
        item="item-1",
        officer="singh",
    )
    line.acts = [Waiting(act(1, What.DECISION), why), Waiting(act(2))]
    line._stand(LineState.ON_LINE)
    assert line_of(taken) == "On line, 1 refused"
    taken.window.show_page("waiting")
    taken.qtbot.waitUntil(lambda: has(taken, "noted-a1"), timeout=10_000)
    click(taken, "noted-a1")
    taken.qtbot.waitUntil(lambda: not has(taken, "noted-a1"), timeout=10_000)
    assert [one.act.act_id for one in line.acts] == ["a2"]


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_in_both_languages(
    window: Callable[..., Opened], size: tuple[int, int], language: str
) -> None:
    line = FakeOutage()
    taken, _ = window(line, size=size, language=language)
    newer = say(
        "Shipment {shipment} is at version {now}; the decision rests on version {then}.",
        shipment="9XYZPARS0001234",
        now=3,
        then=2,
    )
    files = say("Files of images that came in after the decision: {count}.", count=2)
    why = say(
        "Item {item} is no longer yours: the lease ended and it is with {officer} now. What you "
        "recorded before is kept.",
        item="C00012",
        officer="singh",
    )
    line.alone = [
        alone("C00007", newer),
        alone("C00009", files, again=True),
        alone("C00010"),
        alone("C00011", by="singh"),
    ]
    line.acts = [Waiting(act(1, What.DECISION), why)]
    line.cut(act(2), act(3, What.VIEW_SEEN), act(4, What.DECISION))
    line_of(taken)
    taken.window.show_page("waiting")
    taken.qtbot.waitUntil(lambda: has(taken, "confirm-C00007"), timeout=10_000)
    taken.save(f"waiting_{language}_{size[0]}")
    area = taken.window.waiting_page._area
    assert area.horizontalScrollBar().maximum() == 0


def test_what_could_not_be_shown_alone_is_shown_when_the_line_is_back(qtbot: QtBot) -> None:
    found = Glance(Store().items["item-1"], (), {}, {})
    gone = [True]

    def look(_: str) -> Glance | None:
        if gone[0]:
            raise ServerGone(say("gone"))
        return found

    jobs = Jobs()
    wiring = dataclasses.replace(wiring_of(Store(), settings=WindowSettings()), look=look)
    glancing = Glancing(wiring, jobs, Pictures(jobs, wiring.read_view, wiring.read_first))
    shown: list[object] = []
    away: list[Sentence] = []
    failed: list[object] = []
    glancing.glanced.connect(shown.append)
    glancing.away.connect(away.append)
    glancing.failed.connect(failed.append)
    glancing.look("item-1")
    qtbot.waitUntil(lambda: [str(one) for one in away] == ["gone"])
    gone[0] = False
    glancing.again()
    qtbot.waitUntil(lambda: shown == [found])
    glancing.again()
    assert jobs.under_way == 0
    assert not failed
    jobs.stop()


def test_without_a_server_nothing_waits(window: Callable[..., Opened]) -> None:
    taken, _ = window()
    taken.window.show_page("waiting")
    taken.rest()
    assert taken.window.waiting_page._list.count() == 2
