"""A flight of 5,000 parcels on the queue page, beside a plain table of Qt with the same words.

What is measured begins when the queue has been read (`record.queue_ms.5000` is the reading) and
ends when the lines are painted.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from measure import figure, times
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView

from app.domain.work import ItemState, QueueLine
from app.ui.main_window import MainWindow
from app.ui.queue.model import COLUMNS

PARCELS, ROUNDS = 5000, 15
PORTS = ("0497", "0395", "0821")
PEER = "QStandardItemModel and QSortFilterProxyModel in a QTableView"
SORT_COLUMN = 2
"""Port, in both."""


def flight(line: QueueLine, now: dt.datetime, count: int) -> tuple[QueueLine, ...]:
    """Return the lines of a flight, made of one that was read."""
    return tuple(
        dataclasses.replace(
            line,
            item_id=f"flight-{number:05d}",
            equipment=f"1ZXX0001660{number:07d}",
            port=PORTS[number * 7 % len(PORTS)],
            eta=now + dt.timedelta(minutes=90, seconds=number),
        )
        for number in range(count)
    )


def figures(window: MainWindow, now: dt.datetime) -> list[dict[str, Any]]:
    """Open the flight on the queue page, put it into groups, and find some parcels in it."""
    page = window.queue_page
    window.show_page("queue")
    waiting = next(line for line in window.desk.lines if line.state is ItemState.WAITING)
    lines = flight(waiting, now, PARCELS)
    words = [[page.model.words(line, column) for column in range(len(COLUMNS))] for line in lines]
    view, plain = _peer(words)
    table = page.table

    def show(some: tuple[QueueLine, ...]) -> Callable[[], None]:
        return _painted(table, lambda: page.show_lines(some))

    # Every other round empties the page, uncounted: a queue that stays shows no row anew.
    ours = _alternating(show(lines), show(lines[:1]))
    theirs = _alternating(_painted(view, lambda: _fill(plain, words)), plain.clear)
    show(lines)()
    if page.model.rowCount() != PARCELS:
        raise AssertionError("the flight is not on the page")
    _fill(plain, words)
    sorting = times(_painted(table, page.filters.next_group), 3 * (ROUNDS // 3))
    order = [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder]
    peer_sorting = times(_painted(view, _turner(view, order)), ROUNDS)
    view.close()
    return [
        figure("parcels.flight_open_ms", "ms", ours, PEER, theirs, scale=1000),
        figure("parcels.flight_sort_ms", "ms", sorting, PEER, peer_sorting, scale=1000),
    ]


def _alternating(counted: Callable[[], None], between: Callable[[], None]) -> list[float]:
    found = []
    for _ in range(ROUNDS):
        between()
        found += times(counted, 1, warm_up=0)
    return found


def _painted(view: QTableView, act: Callable[[], object]) -> Callable[[], None]:
    """Return an act that ends when its outcome is painted."""

    def run() -> None:
        act()
        view.viewport().repaint()

    return run


def _peer(words: list[list[str]]) -> tuple[QTableView, QStandardItemModel]:
    plain, proxy, view = QStandardItemModel(), QSortFilterProxyModel(), QTableView()
    _fill(plain, words[:1])
    proxy.setSourceModel(plain)
    view.setModel(proxy)
    view.resize(1500, 900)
    view.show()
    return view, plain


def _fill(plain: QStandardItemModel, words: list[list[str]]) -> None:
    plain.clear()
    for row in words:
        plain.appendRow([QStandardItem(text) for text in row])


def _turner(view: QTableView, order: list[Qt.SortOrder]) -> Callable[[], None]:
    """Return what sorts the peer by port, the other way round each time."""

    def turn() -> None:
        order.reverse()
        view.sortByColumn(SORT_COLUMN, order[0])

    return turn
