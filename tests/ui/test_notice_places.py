"""A notice that names a place takes the officer there, by mouse and by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.image_fault import ImageFault
from app.domain.notice import Notice
from app.shipments.rules.case import Case
from app.shipments.rules.image import image_faults
from app.shipments.seen import Seen
from app.ui import tokens
from app.ui.panels.notice_row import NoticeRow
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import NOW, Store


def faulty(monkeypatch: pytest.MonkeyPatch, store: Store) -> tuple[Notice, ...]:
    """Give the first item two faults of its picture."""
    item = store.items["item-1"]
    scan = item.scans[0]
    file = scan.files[0]
    at = (scan.scan_id, scan.views[0])
    faults = tuple(
        ImageFault(kind, serious, (box,), count, 0.2, file.columns, 12.0, *at)
        for kind, serious, box, count in (
            ("missing_columns", True, (600, 0, 20, file.rows), 20),
            ("dead_rows", False, (0, 40, file.columns, 2), 2),
        )
    )
    notices = tuple(image_faults(Case(item, NOW, Seen(faults=faults))))
    monkeypatch.setattr(store, "notices", lambda _item_id: notices)
    return notices


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
def test_a_notice_shows_its_place(
    seat: Opener, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], language: str
) -> None:
    one = seat(size=size, language=language)
    notices = faulty(monkeypatch, one.store)
    one.open(1)
    panel = one.page.notices
    rows = panel.findChildren(NoticeRow)
    assert [row.notice for row in rows] == list(notices)
    assert all(row.where.isVisible() and row.where.accessibleName() for row in rows)
    shown: list[object] = []
    panel.place_asked.connect(shown.append)
    one.save(f"faults-{size[0]}-{language}")
    QTest.mouseClick(rows[0].where, Qt.MouseButton.LeftButton)
    one.rest()
    (action,) = [act for act in one.page.actions() if act.objectName() == "notice_place"]
    assert [key.toString() for key in action.shortcuts()] == ["Alt+K"]
    action.trigger()
    action.trigger()
    assert shown == [notices[0].place, notices[0].place, notices[1].place]
    one.save(f"faults-place-{size[0]}-{language}")


def test_the_place_is_in_the_middle_of_the_window(
    seat: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = seat()
    notices = faulty(monkeypatch, one.store)
    one.open(1)
    QTest.mouseClick(one.page.notices.findChildren(NoticeRow)[0].where, Qt.MouseButton.LeftButton)
    place = notices[0].place
    assert place is not None
    columns = one.store.items["item-1"].scans[0].files[0].columns
    seen = one.page.stage._visible
    assert seen.contains((place.box[0] + place.box[2] / 2) / columns, 0.5)
    assert one.page.stage.key == (place.scan_id, place.view)


def ambers(one: Seat) -> int:
    """Pixels of the picture in the colour of the box around a place."""
    one.qtbot.wait(20)
    image = one.page.scan_view.grab().toImage()
    tone = tokens.colour("place")
    across, down = range(0, image.width(), 1), range(8, image.height(), 24)
    return sum(image.pixelColor(x, y) == tone for y in down for x in across)


def test_a_box_stands_around_the_place_until_it_is_left(
    seat: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = seat()
    notices = faulty(monkeypatch, one.store)
    one.open(1)
    view = one.page.scan_view
    view.fit()
    assert ambers(one) == 0
    rows = one.page.notices.findChildren(NoticeRow)
    QTest.mouseClick(rows[0].where, Qt.MouseButton.LeftButton)
    place = notices[0].place
    assert place is not None
    assert view.layers.place == place.box
    assert ambers(one) > 20
    one.page.take_focus()
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert ambers(one) == 0
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert ambers(one) > 20


def test_the_box_goes_with_esc_the_next_place_and_another_item(
    seat: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = seat()
    notices = faulty(monkeypatch, one.store)
    one.open(1)
    view = one.page.scan_view
    rows = one.page.notices.findChildren(NoticeRow)
    QTest.mouseClick(rows[0].where, Qt.MouseButton.LeftButton)
    QTest.mouseClick(rows[1].where, Qt.MouseButton.LeftButton)
    assert notices[1].place is not None
    assert view.layers.place == notices[1].place.box
    # From wherever the place was asked for, Esc takes the box away and leaves the item open.
    rows[1].where.setFocus()
    QTest.keyClick(rows[1].where, Qt.Key.Key_Escape)
    assert view.layers.place is None
    assert one.page.isVisible()
    QTest.mouseClick(rows[0].where, Qt.MouseButton.LeftButton)
    one.page.take_focus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.layers.place is None
    assert one.page.isVisible()
    QTest.mouseClick(rows[0].where, Qt.MouseButton.LeftButton)
    one.open(3)
    assert view.layers.place is None


def test_a_notice_without_a_place_has_no_way_there(seat: Opener) -> None:
    one = seat()
    one.open(1)
    rows = one.page.notices.findChildren(NoticeRow)
    assert rows
    assert not any(row.where.isVisible() for row in rows)
