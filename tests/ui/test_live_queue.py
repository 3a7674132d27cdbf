"""Lines that come, go and change by themselves: nothing jumps, and it is told calmly."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import os
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import ServerGone
from app.domain.words import say
from app.domain.work import ItemState, Lease, QueueLine
from app.ui.jobs import Jobs
from app.ui.news import Listening, News
from app.ui.queue import model as columns
from app.ui.queue.changes import differences
from app.ui.queue.model import FRESH
from tests.ui.conftest import Opener, Seat
from tests.ui.fake_room import NOW, OFFICER


def many(one: Seat, count: int = 200) -> tuple[QueueLine, ...]:
    line = one.window.desk.lines[1]
    return tuple(
        dataclasses.replace(line, item_id=f"many-{n}", eta=NOW + dt.timedelta(minutes=n))
        for n in range(count)
    )


def in_sight(one: Seat) -> str:
    table = one.window.queue_page.table
    line = one.window.queue_page.model.line(table.rowAt(0))
    assert line is not None
    return line.item_id


def test_what_is_in_sight_stays_where_it_is_when_lines_come_and_go(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    lines = many(one)
    page.show_lines(lines)
    QApplication.processEvents()
    page.table.choose("many-3")
    bar = page.table.verticalScrollBar()
    bar.setValue(60 * 44 + 10)
    assert in_sight(one) == "many-60"
    before = page.table.rowViewportPosition(page.model.row_of("many-62"))
    fewer = tuple(one for n, one in enumerate(lines) if n not in (0, 5, 60))
    page.show_lines((dataclasses.replace(lines[0], item_id="new"), *fewer))
    after = page.table.rowViewportPosition(page.model.row_of("many-62"))
    chosen = page.table.chosen
    assert chosen is not None
    assert chosen.item_id == "many-3", "chosen as before, and not brought into sight"
    # The line that went from the top of the view took its own height with it, and nothing else.
    assert 0 <= before - after <= 44
    assert in_sight(one) == "many-61"


def test_a_table_at_its_top_shows_what_is_urgent(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    lines = many(one)
    page.show_lines(lines)
    page.table.choose("many-2")
    page.model.tick(NOW + FRESH)
    urgent = dataclasses.replace(lines[0], item_id="urgent")
    page.show_lines((urgent, *lines))
    assert page.table.verticalScrollBar().value() == 0
    assert in_sight(one) == "urgent"
    assert page.model.fresh(urgent)
    assert not page.model.fresh(lines[1])
    assert "1 new" in page._foot_words()
    index = page.model.index(0, columns.TIME)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("just changed")
    one.save("queue-live")
    page.model.tick(NOW + FRESH)
    assert not page.model.fresh(urgent)


def test_when_the_chosen_line_goes_the_next_one_is_chosen(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    lines = many(one)
    page.show_lines(lines)
    page.table.choose("many-9")
    page.show_lines(tuple(line for line in lines if line.item_id != "many-9"))
    chosen = page.table.chosen
    assert chosen is not None
    assert chosen.item_id == "many-10"


def test_what_one_does_oneself_is_no_news(seat: Opener) -> None:
    one = seat()
    lines = many(one, 3)
    mine = dataclasses.replace(lines[0], state=ItemState.CLAIMED, claimed_by=OFFICER.account)
    later = dataclasses.replace(mine, claimed_until=NOW + dt.timedelta(hours=1))
    decided = dataclasses.replace(mine, state=ItemState.DECIDED, outcome="refer_for_exam")
    for before, after in ((lines[0], mine), (mine, later), (mine, decided), (mine, lines[0])):
        found = differences((before, *lines[1:]), (after, *lines[1:]), OFFICER.account)
        assert not found.any
    taken = dataclasses.replace(lines[1], state=ItemState.CLAIMED, claimed_by="singh")
    found = differences(lines, (lines[0], taken), OFFICER.account)
    assert (found.changed, found.gone) == ({"many-1"}, {"many-2"})


def test_an_item_that_somebody_else_has_now_says_so_at_once(seat: Opener) -> None:
    one = seat()
    one.open(1)
    lease = Lease("item-1", "singh", NOW, NOW + dt.timedelta(minutes=15))
    one.store.change("item-1", lease=lease)
    one.window.desk._news.look()
    review = one.window.desk.review
    one.qtbot.waitUntil(lambda: review.shown is not None and review.shown.read_only is not None)
    assert one.page.message.words.startswith("This item is with singh now.")


def test_a_locked_screen_prolongs_nothing(seat: Opener) -> None:
    one = seat()
    one.open(1)
    desk = one.window.desk
    before = one.store.version
    desk._renew_lease()
    one.rest()
    assert one.store.version == before + 1
    desk.lock()
    one.rest()
    before = one.store.version
    desk._renew_lease()
    one.rest()
    assert one.store.version == before


# --- how a window learns of it -----------------------------------------------------------------


class Pipe:
    """A line on which something can be said."""

    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()
        os.set_blocking(self.read_end, False)
        self.closed = False

    def say(self) -> None:
        os.write(self.write_end, b"x")

    def fileno(self) -> int:
        return self.read_end

    def take(self) -> bool:
        return bool(os.read(self.read_end, 100))

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            os.close(self.read_end)
            os.close(self.write_end)


class Counted:
    """A record that only counts."""

    def __init__(self) -> None:
        self.lines = 7
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.lines


def heard_by(news: News) -> list[int]:
    found: list[int] = []
    news.grew.connect(found.append)
    return found


def test_asking_tells_only_what_is_new(qtbot: QtBot) -> None:
    jobs, version = Jobs(), Counted()
    news = News(version, jobs, None)
    heard = heard_by(news)
    for lines in (7, 7, 9):
        version.lines = lines
        before = version.asked
        news.look()
        qtbot.waitUntil(lambda before=before: version.asked > before and not news._asking)
    assert heard == [7, 9]
    jobs.stop()


def test_a_server_that_tells_is_asked_at_once(qtbot: QtBot) -> None:
    jobs, version, pipe = Jobs(), Counted(), Pipe()
    news = Listening(lambda: pipe, version, jobs, None)
    heard = heard_by(news)
    news.start()
    qtbot.waitUntil(lambda: news.hears and heard == [7])
    version.lines = 8
    pipe.say()
    qtbot.waitUntil(lambda: heard == [7, 8])
    news.stop()
    assert pipe.closed
    assert not news.hears
    jobs.stop()


def test_a_server_that_cannot_be_heard_is_asked(qtbot: QtBot) -> None:
    jobs, version = Jobs(), Counted()

    def deaf() -> Pipe:
        raise OSError("no line")

    listen: Callable[[], Pipe] = deaf
    news = Listening(listen, version, jobs, None)
    heard = heard_by(news)
    news.start()
    news.look()
    qtbot.waitUntil(lambda: heard == [7])
    qtbot.waitUntil(lambda: not news._opening)
    assert not news.hears
    news.stop()
    jobs.stop()


def test_a_line_that_is_cut_fills_no_log(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    jobs, version = Jobs(), Counted()
    tried: list[ServerGone] = []

    def gone() -> Pipe:
        tried.append(ServerGone(say("gone")))
        raise tried[-1]

    listen: Callable[[], Pipe] = gone
    news = Listening(listen, version, jobs, None)
    with caplog.at_level(logging.DEBUG):
        news.start()
        qtbot.waitUntil(lambda: bool(tried) and not news._opening)
    assert not caplog.records
    assert not news.hears
    news.stop()
    jobs.stop()
