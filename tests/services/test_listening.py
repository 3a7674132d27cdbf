"""A window on a server is told of new lines, hears nothing it did not ask for, and finds a cut."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psycopg
import pytest
from pytestqt.qtbot import QtBot

from app.record.listening import CHANNEL, ServerListener
from app.ui.jobs import Jobs
from app.ui.news import ASK_SELDOM_MS, Listening
from tests.services.postgres import Cluster

WAIT_MS = 30_000


class Told:
    """How many lines there are, as the server would be asked."""

    def __init__(self) -> None:
        self.lines = 1

    def __call__(self) -> int:
        return self.lines


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    """The threads of a window."""
    del qapp
    made = Jobs()
    yield made
    made.stop()


def notify(server: Cluster, channel: str = CHANNEL) -> None:
    with psycopg.connect(**server.superuser(), autocommit=True) as connection:
        connection.execute("SELECT pg_notify(%s, '')", (channel,))


def test_a_window_is_told_at_once_and_listens_again_after_a_cut(
    postgres: Cluster, jobs: Jobs, qtbot: QtBot
) -> None:
    told = Told()
    news = Listening(lambda: ServerListener.open(**postgres.superuser()), told, jobs, None)
    heard: list[int] = []
    news.grew.connect(heard.append)
    news.start()
    qtbot.waitUntil(lambda: news.hears and heard == [1], timeout=WAIT_MS)
    told.lines = 2
    notify(postgres)
    qtbot.waitUntil(lambda: heard == [1, 2], timeout=WAIT_MS)
    told.lines = 3
    postgres.stop("immediate")
    qtbot.waitUntil(lambda: not news.hears, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: heard == [1, 2, 3], timeout=WAIT_MS)
    postgres.start()
    qtbot.waitUntil(lambda: news.hears, timeout=WAIT_MS)
    told.lines = 4
    notify(postgres)
    qtbot.waitUntil(lambda: heard == [1, 2, 3, 4], timeout=WAIT_MS)
    news.stop()
    assert not news.hears


def test_who_was_told_asks_once_more_for_what_was_written_at_the_same_moment(
    postgres: Cluster, jobs: Jobs, qtbot: QtBot
) -> None:
    told = Told()
    news = Listening(lambda: ServerListener.open(**postgres.superuser()), told, jobs, None)
    heard: list[int] = []
    news.grew.connect(heard.append)
    news.start()
    qtbot.waitUntil(lambda: news.hears and heard == [1], timeout=WAIT_MS)
    told.lines = 2
    notify(postgres)
    qtbot.waitUntil(lambda: heard == [1, 2], timeout=WAIT_MS)
    told.lines = 3
    qtbot.waitUntil(lambda: heard == [1, 2, 3], timeout=ASK_SELDOM_MS // 2)
    news.stop()


def test_only_its_own_channel_is_heard(postgres: Cluster) -> None:
    listener = ServerListener.open(**postgres.superuser())
    notify(postgres, "something_else")
    assert not listener.take()
    notify(postgres)
    assert select.select([listener], [], [], WAIT_MS / 1000)[0]
    assert listener.take()
    assert not listener.take()
    listener.close()
    assert listener.closed
