"""The window while the line to the record is cut: it says so, calmly, and shows what waits."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
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
from app.domain.work import ItemState
from app.ui import i18n
from app.ui.controls import Button, Text
from app.ui.glancing import Glancing
from app.ui.jobs import Jobs
from app.ui.opening import build_window
from app.ui.panels.again import Again
from app.ui.pictures import Pictures
from app.ui.wiring import Glance, WindowSettings
from tests.ui.conftest import FULL, SMALL, Seat
from tests.ui.fake_room import OFFICER, PASSWORD, Store, wiring_of
from tests.unit.record_values import recommendation

SINCE = dt.datetime(2026, 3, 1, 14, 5).astimezone()


def act(number: int, what: What = What.MARK) -> LateAct:
    return LateAct(f"a{number}", "item-1", OFFICER.account, what, SINCE, "{}", RestsUpon(7))


def alone(item_id: str, *changed: Sentence, again: bool = False, by: str = "") -> AloneDecision:
    made = recommendation(f"d-{item_id}", item_id)
    made = dataclasses.replace(made, officer=by or OFFICER.account, kind=Kind.REFER_FOR_EXAM)
    when = (SINCE, SINCE + dt.timedelta(minutes=25))
    told = ("Steel brackets", "Trailer SMPL 530117", "0351")
    return AloneDecision(made, *when, changed, again, *told)


def decided(store: Store, made: AloneDecision) -> AloneDecision:
    """Let an item stand as decided alone."""
    item_id = made.recommendation.item_id
    store.items[item_id] = dataclasses.replace(
        store.items[item_id], state=ItemState.DECIDED, decisions=(made.recommendation,)
    )
    return made


class FakeOutage:
    """A line that is cut and mended by hand, with what waits."""

    def __init__(self) -> None:
        self.stands = Standing()
        self.told: Sentence | None = None
        self.acts: list[Waiting] = []
        self.alone: list[AloneDecision] = []
        self.here: frozenset[str] = frozenset()
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
            here=frozenset() if state is LineState.ON_LINE else self.here,
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
        known = wiring.look

        def look(item_id: str) -> Glance | None:
            if line.stands.state is LineState.ALONE:
                raise ServerGone(say("The line is cut. Wait for it."))
            return known(item_id)

        wiring = dataclasses.replace(wiring, outage=line, shared=True, look=look)
        opened = build_window(wiring, OFFICER)
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


NEWER = say(
    "Shipment {shipment} is at version {now}; the decision rests on version {then}.",
    shipment="9XYZPARS0001234",
    now=3,
    then=2,
)


def waiting_with(window: Callable[..., Opened], *made: AloneDecision, **more: object) -> Opened:
    """Open a window in which decisions wait to be confirmed, at the page that says so."""
    taken, line = window(**more)
    line.alone = [decided(taken.store, one) for one in made]
    line._stand(LineState.ON_LINE)
    line_of(taken)
    taken.window.run_command("waiting")
    first = f"look-{made[0].recommendation.item_id}"
    taken.qtbot.waitUntil(lambda: has(taken, first), timeout=10_000)
    return taken, line


def look_at(taken: Seat, item_id: str) -> Again:
    """Open what was decided alone from the page, and wait for its picture."""
    click(taken, f"look-{item_id}")
    taken.qtbot.waitUntil(lambda: on_the_desk(taken) == item_id, timeout=20_000)
    taken.rest()
    taken.qtbot.wait(50)
    taken.rest()
    return taken.page.side.again


def on_the_desk(taken: Seat) -> str:
    shown = taken.window.desk.review.shown
    return "" if shown is None else shown.item.item_id


def test_what_waits_is_looked_at_and_confirmed_by_keys_alone(
    window: Callable[..., Opened],
) -> None:
    taken, line = window()
    line.alone = [decided(taken.store, one) for one in (alone("item-1", NEWER), alone("item-4"))]
    line._stand(LineState.ON_LINE)
    assert line_of(taken) == "On line, 2 to confirm"
    assert "2" in taken.window.queue_page.message.words
    press(Qt.Key.Key_F12)
    assert taken.window.page is taken.window.waiting_page
    taken.qtbot.waitUntil(
        lambda: getattr(QApplication.focusWidget(), "objectName", str)() == "look-item-1",
        timeout=10_000,
    )
    assert not has(taken, "confirm-item-1")
    press(Qt.Key.Key_Return)
    review = taken.window.desk.review
    taken.qtbot.waitUntil(lambda: review.shown is not None, timeout=20_000)
    taken.rest()
    assert taken.window.page is taken.window.review_page
    press(Qt.Key.Key_V)
    taken.qtbot.waitUntil(taken.page.side.again.confirm.isEnabled, timeout=20_000)
    QTest.keyClick(taken.page.scan_view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    taken.qtbot.waitUntil(lambda: taken.window.page is taken.window.waiting_page, timeout=10_000)
    assert [one.recommendation.item_id for one in line.alone] == ["item-4"]
    assert taken.store.items["item-1"].state is ItemState.DECIDED, "nothing is claimed for a look"


def test_nothing_is_confirmed_before_every_view_was_on_screen(
    window: Callable[..., Opened],
) -> None:
    taken, line = waiting_with(window, alone("item-1", NEWER))
    box = look_at(taken, "item-1")
    assert box.isVisible()
    assert not taken.page.decision.isVisible()
    taken.qtbot.waitUntil(lambda: "1 to go" in box._why.text(), timeout=20_000)
    assert not box.confirm.isEnabled()
    sign = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(taken.page.scan_view, *sign)
    taken.rest()
    assert len(line.alone) == 1
    assert "1 to go" in taken.window.commanding.refusal("sign")
    press(Qt.Key.Key_V)
    taken.qtbot.waitUntil(box.confirm.isEnabled, timeout=20_000)
    line.cut()
    line_of(taken)
    assert not box.confirm.isEnabled(), "what changed since, nobody knows"
    line._stand(LineState.ON_LINE)
    line_of(taken)
    QTest.mouseClick(box.confirm, Qt.MouseButton.LeftButton)
    taken.qtbot.waitUntil(lambda: not line.alone, timeout=10_000)


def test_what_changed_while_one_looks_is_told_and_may_forbid_it(
    window: Callable[..., Opened],
) -> None:
    taken, line = waiting_with(window, alone("item-4"))
    box = look_at(taken, "item-4")
    taken.qtbot.waitUntil(box.confirm.isEnabled, timeout=20_000)
    line.alone = [dataclasses.replace(line.alone[0], changed=(NEWER,), again=True)]
    taken.window.desk.review.refresh()
    taken.qtbot.waitUntil(lambda: not box.confirm.isVisible(), timeout=10_000)
    assert box.correct.words == "Decide again"
    assert any("version 3" in one.text() for one in box.findChildren(Text))


def test_it_is_corrected_instead(window: Callable[..., Opened]) -> None:
    taken, _ = waiting_with(window, alone("item-4"))
    look_at(taken, "item-4")
    QTest.keyClick(taken.page.scan_view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    taken.qtbot.waitUntil(lambda: taken.page.form_open, timeout=20_000)
    assert taken.store.items["item-4"].state is ItemState.CLAIMED


def test_esc_leaves_it_for_later_and_what_lay_on_the_desk_comes_back(
    window: Callable[..., Opened],
) -> None:
    taken, line = window()
    taken.open(3)
    line.alone = [decided(taken.store, alone("item-4"))]
    line._stand(LineState.ON_LINE)
    line_of(taken)
    taken.window.run_command("waiting")
    taken.qtbot.waitUntil(lambda: has(taken, "look-item-4"), timeout=10_000)
    look_at(taken, "item-4")
    QTest.keyClick(taken.page.scan_view, Qt.Key.Key_Escape)
    assert taken.window.page is taken.window.waiting_page
    assert len(line.alone) == 1
    taken.rest()
    press(Qt.Key.Key_Escape)
    taken.qtbot.waitUntil(lambda: on_the_desk(taken) == "item-3", timeout=20_000)
    assert taken.window.page is taken.window.review_page


def test_a_row_says_goods_equipment_port_and_decision(window: Callable[..., Opened]) -> None:
    taken, _ = waiting_with(window, alone("item-1"))
    row = taken.window.waiting_page.findChild(QWidget, "alone-item-1")
    said = " ".join(one.text() for one in row.findChildren(Text))
    for part in ("Steel brackets", "Trailer SMPL 530117", "0351", "Refer"):
        assert part in said


def test_what_changed_and_decides_is_decided_again(window: Callable[..., Opened]) -> None:
    taken, _ = waiting_with(window, alone("item-1", again=True))
    box = look_at(taken, "item-1")
    assert not box.confirm.isVisible()
    QTest.mouseClick(box.correct, Qt.MouseButton.LeftButton)
    taken.qtbot.waitUntil(lambda: taken.page.form_open, timeout=20_000)


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_look_in_both_languages(
    window: Callable[..., Opened], size: tuple[int, int], language: str
) -> None:
    files = say("Files of images that came in after the decision: {count}.", count=2)
    made = alone("item-1", NEWER, files)
    taken, _ = waiting_with(window, made, size=size, language=language)
    box = look_at(taken, "item-1")
    taken.save(f"look_again_{language}_{size[0]}")
    assert box.confirm.height() > 0
    bottom = box.confirm.mapTo(taken.window, box.confirm.rect().bottomLeft()).y()
    assert bottom < taken.window.height(), "the answer is in sight"


# --- alone -------------------------------------------------------------------------------------


def test_alone_the_queue_offers_only_what_can_be_done(window: Callable[..., Opened]) -> None:
    taken, line = window()
    page = taken.window.queue_page
    taken.qtbot.waitUntil(page.preview.next.isEnabled)
    line.cut()
    line_of(taken)
    assert not page.preview.next.isEnabled()
    assert page.preview._foot.text() == "Working alone: nothing can be claimed."
    assert page.why_no_next() == "Working alone: nothing can be claimed."
    line.here = frozenset({"item-4"})
    line.cut()
    line_of(taken)
    assert page.preview.next.isEnabled()
    assert page.due is not None
    assert page.due.item_id == "item-4"
    assert "claim" not in page.preview.next.words
    QTest.keyClick(page.table, Qt.Key.Key_N)
    review = taken.window.desk.review
    taken.qtbot.waitUntil(lambda: review.shown is not None, timeout=20_000)
    assert review.shown.item.item_id == "item-4"
    taken.rest()
    line._stand(LineState.ON_LINE)
    line_of(taken)
    assert page.preview.next.words == "Next: claim and open"


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_alone_no_heading_stands_over_nothing(
    window: Callable[..., Opened], size: tuple[int, int], language: str
) -> None:
    taken, line = window(size=size, language=language)
    preview = taken.window.queue_page.preview
    line.cut()
    line_of(taken)
    taken.window.queue_page.table.choose("item-3")
    taken.qtbot.waitUntil(preview._notices_away.isVisible, timeout=10_000)
    taken.save(f"queue_alone_{language}_{size[0]}")
    if language == "en":
        assert preview._notices_head.text() == "2 notices"
    assert not preview.compare.isVisible()


def test_alone_nothing_is_asked_of_the_scanners_and_the_log_is_quiet(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    line, asked = FakeOutage(), []
    store = Store()

    def drifts() -> tuple[()]:
        asked.append(line.stands.state)
        raise ServerGone(say("gone"))

    wiring = wiring_of(store, settings=WindowSettings(workspace="test"))
    wiring = dataclasses.replace(wiring, outage=line, shared=True, drifts=drifts)
    opened = build_window(wiring, OFFICER)
    qtbot.addWidget(opened)
    opened.show()
    qtbot.waitUntil(lambda: opened.desk.officer is not None, timeout=20_000)
    opened.desk._grew(1)
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: opened.desk.jobs.under_way == 0)
    assert not opened.queue_page.drift_unknown.isVisible()
    line.cut()
    opened.desk.line.look()
    opened.desk._grew(2)
    qtbot.waitUntil(lambda: opened.desk.jobs.under_way == 0)
    assert set(asked) == {LineState.ON_LINE}
    assert opened.queue_page.drift_unknown.isVisible()
    assert not [one for one in caplog.records if one.levelname in ("WARNING", "ERROR")]
    opened.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_alone_with_nothing_to_send_the_page_says_where_one_stands(
    window: Callable[..., Opened], language: str
) -> None:
    taken, line = window(language=language)
    taken.window.show_page("waiting")
    taken.rest()
    said = lambda: " ".join(  # noqa: E731 - asked four times
        one.text() for one in taken.window.waiting_page._area.findChildren(Text)
    )
    assert i18n.tr("Nothing waits. Everything is on record.") in said()
    line.cut()
    line_of(taken)
    taken.rest()
    taken.save(f"waiting_nothing_alone_{language}")
    assert "14:05" in said()
    assert i18n.tr("Nothing waits. Everything is on record.") not in said()


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_lock_says_what_becomes_of_the_item(
    window: Callable[..., Opened], size: tuple[int, int], language: str
) -> None:
    taken, line = window(size=size, language=language)
    desk, page = taken.window.desk, taken.window.lock_page
    desk.lock()
    assert page.leaving.text() == ""
    desk.unlock(PASSWORD)
    taken.qtbot.waitUntil(lambda: not desk.locked)
    taken.open(1)
    desk.lock()
    assert page.leaving.text() == i18n.tr("The item goes back to the queue.")
    line.cut(act(1), act(2))
    line_of(taken)
    taken.save(f"lock_alone_{language}_{size[0]}")
    told = page.leaving.text()
    assert i18n.tr("The item goes back to the queue.") not in told
    assert "2" in told
    assert page.leaving.height() >= page.leaving.heightForWidth(page.leaving.width())


def test_signing_out_hands_the_open_item_back_as_the_lock_says(
    window: Callable[..., Opened],
) -> None:
    taken, _ = window()
    taken.open(1)
    assert taken.store.items["item-1"].state is ItemState.CLAIMED
    taken.window.desk.sign_out()
    taken.rest()
    assert taken.store.items["item-1"].state is ItemState.WAITING


def test_signing_out_alone_hands_nothing_back(window: Callable[..., Opened]) -> None:
    taken, line = window()
    taken.open(1)
    line.cut()
    line_of(taken)
    taken.window.desk.sign_out()
    taken.rest()
    assert taken.store.items["item-1"].state is ItemState.CLAIMED


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
    assert not has(taken, "look-item-1")


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
    files = say("Files of images that came in after the decision: {count}.", count=2)
    why = say(
        "Item {item} is no longer yours: the lease ended and it is with {officer} now. What you "
        "recorded before is kept.",
        item="C00012",
        officer="singh",
    )
    line.alone = [
        alone("C00007", NEWER),
        alone("C00009", files, again=True),
        alone("C00010"),
        alone("C00011", by="singh"),
    ]
    line.acts = [Waiting(act(1, What.DECISION), why)]
    line.cut(act(2), act(3, What.VIEW_SEEN), act(4, What.DECISION))
    line_of(taken)
    taken.window.show_page("waiting")
    taken.qtbot.waitUntil(
        lambda: has(taken, "look-C00007") or has(taken, "noted-a1"), timeout=10_000
    )
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
