"""The page that says how images come from the archive."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.delivery import ArchiveStanding, Delivered, Delivery
from app.domain.errors import Unavailable
from app.domain.officer import Officer
from app.domain.words import say
from app.ui.delivery_words import cell_words, column_words
from tests.ui.conftest import FULL, SMALL, Opener, Seat

AT = dt.datetime(2026, 11, 22, 12, 0, 3, tzinfo=dt.UTC)
CAME = Delivery("d1", "s1", "side", AT, 5_020_000, 5_050_000, 2.16, 0.312, 2.498, 1, kept=False)
HERE = Delivery("d2", "s1", "top", AT, 5_020_000, 0, 0.0, 0.021, 0.034, 0, kept=True)
LEFT = Delivery("d3", "s2", "side", AT, 61_000_000, 90_000, 0.9, 0.7, None, 0, kept=False)
STANDING = ArchiveStanding(
    "archive.example",
    2_350_000.0,
    1,
    412,
    1_900_000_000,
    20_000_000_000,
    views=(
        Delivered("8XYZ000000412", LEFT),
        Delivered("8XYZ000000411", HERE),
        Delivered("8XYZ000000411", CAME),
    ),
)
TROUBLE = say(
    "Scans cannot be kept in the cache {path}: its disk has {free} MB left, and the cache leaves "
    "{spare} MB free. Work goes on, and scans come from the archive each time. Free some space.",
    path="/srv/prescreen/cache",
    free=12,
    spare=1024,
)


def shown(seat: Opener, standing: ArchiveStanding | Unavailable | None, **how: object) -> Seat:
    """Open the window with an archive that stands like this, and its page by its key."""
    one = seat(**how)

    def told(officer: Officer) -> ArchiveStanding:
        assert officer == one.window.desk.officer
        if isinstance(standing, ArchiveStanding):
            return standing
        raise standing or AssertionError

    desk = one.window.desk
    desk.wiring = dataclasses.replace(desk.wiring, archive=None if standing is None else told)
    QTest.keyClick(one.window, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    one.rest()
    assert one.window.page is one.window.delivery_page
    return one


def test_it_says_how_line_and_cache_stand_and_how_each_view_came(seat: Opener) -> None:
    one = shown(seat, STANDING)
    page = one.window.delivery_page
    assert page.line.text() == "archive.example: 18.8\u00a0Mbit/s, images on their way: 1."
    assert page.cache.text() == "Cache: 412 files, 1.90 of 20.0 GB."
    assert not page.why.isVisible()
    model = page.model
    rows = [
        {
            column_words(section): str(model.data(model.index(place, section)))
            for section in range(model.columnCount())
        }
        for place in range(model.rowCount())
    ]
    assert [row["Item"] for row in rows] == ["8XYZ000000412", "8XYZ000000411", "8XYZ000000411"]
    assert rows[2] | {"Opened at": ""} == {
        "Opened at": "",
        "Item": "8XYZ000000411",
        "View": "side",
        "Size": "5.02\u00a0MB",
        "Came": "5.05\u00a0MB",
        "Rate": "18.7\u00a0Mbit/s",
        "First picture": "0.31\u00a0s",
        "Lossless": "2.50\u00a0s",
        "Retries": "1",
        "From": "the line",
    }
    assert (rows[1]["Rate"], rows[1]["From"]) == ("-", "the cache")
    assert rows[0]["Lossless"] == "-"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert one.window.page is one.window.queue_page


def test_a_cache_that_is_not_used_says_why(seat: Opener) -> None:
    page = shown(seat, dataclasses.replace(STANDING, trouble=TROUBLE)).window.delivery_page
    assert page.why.isVisible()
    assert "has 12 MB left" in page.why.text()


def test_without_an_archive_it_says_so(seat: Opener) -> None:
    page = shown(seat, None).window.delivery_page
    assert "name no archive" in page.line.text()
    assert not page.table.isVisible()


def test_a_record_that_does_not_answer_is_said(seat: Opener) -> None:
    page = shown(seat, Unavailable(say("The record is busy."))).window.delivery_page
    assert page.why.text() == "The record is busy."
    assert page.model.rowCount() == 0


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_cut_off(seat: Opener, size: tuple[int, int], language: str) -> None:
    standing = dataclasses.replace(STANDING, trouble=TROUBLE)
    one = shown(seat, standing, size=size, language=language)
    page = one.window.delivery_page
    table, model = page.table, page.model
    for section in range(model.columnCount()):
        wide = table.columnWidth(section)
        for place, view in enumerate(standing.views):
            words = cell_words(view, section)
            assert table.fontMetrics().horizontalAdvance(f"\u2003{words}") <= wide, (place, words)
        head = table.horizontalHeader().fontMetrics().horizontalAdvance(column_words(section))
        assert head + 16 <= wide, column_words(section)
    assert not table.horizontalScrollBar().isVisible()
    one.save(f"deliveries-{language}-{size[0]}")
