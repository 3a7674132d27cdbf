"""A warning is acknowledged when all its words have been in sight, never before."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.domain.notice import Notice, Severity
from app.domain.words import Sentence
from app.ui.controls import Text
from app.ui.panels.notice_row import NoticeRow
from tests.ui.conftest import FULL, SMALL, Opener, Seat

SIZES = pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key.Key_K
SAYINGS = (
    "The container on the picture is longer than the declared one: 12.2 m seen, 6.1 m declared.",
    (
        "The close message names 12 house bills and 11 are filed: 8XYZHB00007 is missing. Ask the "
        "forwarder for it before the goods arrive, then look at the scan with the bill beside it."
    ),
    "No sub-location given. Port will choose.",
)
LONGEST = " ".join(SAYINGS * 3)
"""Higher than the panel."""


def told(number: int, words: str, severity: Severity = Severity.WARNING) -> Notice:
    """Return a notice of two paragraphs."""
    return Notice(f"R{number:03d}", severity, "39, 40", Sentence(words, MappingProxyType({})))


def opened(
    seat: Opener, monkeypatch: pytest.MonkeyPatch, notices: tuple[Notice, ...], **how: object
) -> Seat:
    """Open the first item with other notices."""
    one = seat(**how)
    monkeypatch.setattr(one.store, "notices", lambda _item_id: notices)
    one.open(1)
    return one


def rows_of(one: Seat) -> list[NoticeRow]:
    return one.page.notices.findChildren(NoticeRow)


def sentence(row: NoticeRow) -> Text:
    """Return the label with the words of a notice."""
    return max(row.findChildren(Text), key=lambda label: len(label.text()))


def in_sight(one: Seat, row: NoticeRow) -> bool:
    """Whether the words lie whole in what the panel shows, from the geometry alone."""
    panel, words = one.page.notices, sentence(row)
    port = panel._area.viewport()
    shown = QRect(port.mapTo(one.window, QPoint(0, 0)), port.size())
    return shown.contains(QRect(words.mapTo(one.window, QPoint(0, 0)), words.size()))


def six() -> tuple[Notice, ...]:
    return tuple(told(n, SAYINGS[n % len(SAYINGS)]) for n in range(6))


@SIZES
@LANGUAGES
@pytest.mark.parametrize("count", [1, 3, 6])
def test_a_notice_that_is_cut_offers_no_acknowledgement(
    seat: Opener, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], language: str, count: int
) -> None:
    one = opened(seat, monkeypatch, six()[:count], size=size, language=language)
    rows = rows_of(one)
    one.save(f"notices-{count}-{size[0]}-{language}")
    offer, read = ("Acknowledge", "Read") if language == "en" else ("Prendre acte", "Lire")
    assert [row.answer.words for row in rows] == [
        offer if in_sight(one, row) else read for row in rows
    ]
    assert in_sight(one, rows[0])
    assert all(row.answer.width() >= row.answer.sizeHint().width() for row in rows)
    # No word above the sentence is cut either.
    labels = [label for row in rows for label in row.findChildren(QLabel) if label.isVisible()]
    lines = [label for label in labels if not label.wordWrap()]
    assert all(label.width() >= label.sizeHint().width() - 1 for label in lines)


@SIZES
def test_each_key_acknowledges_only_what_is_in_sight(
    seat: Opener, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    one = opened(seat, monkeypatch, six(), size=size)
    for row in rows_of(one):
        assert in_sight(one, row), row.notice
        QTest.keyClick(one.page.scan_view, KEY)
        one.rest()
        assert one.store.items["item-1"].acknowledged[-1] == row.notice.key
    one.save(f"notices-answered-{size[0]}")


@SIZES
def test_by_mouse_a_cut_notice_is_brought_whole_into_sight_first(
    seat: Opener, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    one = opened(seat, monkeypatch, six(), size=size)
    last = rows_of(one)[-1]
    assert not in_sight(one, last)
    QTest.mouseClick(last.answer, LEFT)
    one.rest()
    assert one.store.items["item-1"].acknowledged == ()
    assert in_sight(one, last)
    QTest.mouseClick(last.answer, LEFT)
    one.rest()
    assert one.store.items["item-1"].acknowledged == (last.notice.key,)


def test_after_a_block_the_first_key_brings_the_warning_into_sight(
    seat: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = tuple(told(n, SAYINGS[1], Severity.BLOCK) for n in range(2))
    one = opened(seat, monkeypatch, (*blocks, told(7, SAYINGS[0])), size=SMALL)
    warning = rows_of(one)[-1]
    QTest.keyClick(one.page.scan_view, KEY)
    one.rest()
    assert in_sight(one, warning)
    assert one.store.items["item-1"].acknowledged == ()
    QTest.keyClick(one.page.scan_view, KEY)
    one.rest()
    assert one.store.items["item-1"].acknowledged == (warning.notice.key,)


@SIZES
def test_one_that_is_higher_than_the_panel_is_read_to_its_end(
    seat: Opener, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    one = opened(seat, monkeypatch, (told(1, LONGEST),), size=size)
    (row,) = rows_of(one)
    words, port = sentence(row), one.page.notices._area.viewport()
    assert words.height() > port.height()
    seen = QRect()
    presses = 0
    while not one.store.items["item-1"].acknowledged:
        part = words.visibleRegion().boundingRect()
        assert seen.isEmpty() or part.top() <= seen.bottom() + 1, "words were passed over"
        seen = seen.united(part)
        QTest.keyClick(one.page.scan_view, KEY)
        one.rest()
        presses += 1
        assert presses < 20
    assert seen == words.rect()
    assert row.answer.mapTo(row, QPoint(0, 0)).y() >= words.geometry().bottom()
    one.save(f"notice-long-{size[0]}")


def test_jumping_to_the_end_of_a_long_one_is_not_reading_it(
    seat: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened(seat, monkeypatch, (told(1, LONGEST),), size=SMALL)
    bar = one.page.notices._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    (row,) = rows_of(one)
    assert row.answer.words == "Read"
    QTest.mouseClick(row.answer, LEFT)
    one.rest()
    assert one.store.items["item-1"].acknowledged == ()


def test_what_stands_over_the_notices_gives_way_to_the_key(seat: Opener) -> None:
    one = seat()
    one.open(1)
    one.page.turn_links()
    assert not one.page.notices.isVisible()
    QTest.keyClick(one.page, KEY)
    one.rest()
    assert one.page.notices.isVisible()
    assert one.store.items["item-1"].acknowledged == ()
    QTest.keyClick(one.page.scan_view, KEY)
    one.rest()
    assert one.store.items["item-1"].acknowledged == ("R083:",)
