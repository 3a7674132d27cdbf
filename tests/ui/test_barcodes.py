"""A barcode reader beside the keyboard: bursts open items, ask, or say why not (mission T-40)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.hit import Hit, HitKind
from app.ui import i18n
from app.ui.numbers_found import answer_to
from app.ui.panels.command_rows import row_at
from tests.ui.conftest import SMALL, Opener, Seat
from tests.ui.fake_room import Store

CCN = "9XYZPARS0000004"


def store(**hits: Hit | tuple[Hit, ...]) -> Store:
    made = Store()
    made.numbers = {n: (h if isinstance(h, tuple) else (h,)) for n, h in hits.items()}
    return made


def cargo(item: str, name: str = "CCN", owner: str = CCN) -> Hit:
    return Hit(HitKind.SHIPMENT, owner, name, item)


def handle(taken: Seat) -> QWindow:
    found = taken.window.windowHandle()
    assert found is not None
    return found


def press(taken: Seat, sign: str) -> None:
    """Press the key of a sign as the window system tells it, a moment after the one before."""
    shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(handle(taken), sign, shift)


def scan(taken: Seat, text: str, *, enter: bool = True) -> None:
    """Type as a reader does: one sign a millisecond."""
    for sign in text:
        press(taken, sign)
    if enter:
        QTest.keyClick(handle(taken), Qt.Key.Key_Return)
    taken.rest()
    taken.qtbot.wait(60)
    taken.rest()


def typed(taken: Seat, text: str, *, start: int = 1_000_000, gap: int = 45) -> None:
    """Type as a quick hand does, at times that the window system would tell."""
    for number, sign in enumerate(text):
        key = _NAMED.get(sign) or Qt.Key(ord(sign.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
            event.setTimestamp(start + number * gap)
            QApplication.sendEvent(handle(taken), event)


_NAMED = {" ": Qt.Key.Key_Space, "\r": Qt.Key.Key_Return, "-": Qt.Key.Key_Minus}


def opened(taken: Seat) -> str:
    shown = taken.window.desk.review.shown
    return shown.item.item_id if shown is not None else ""


def said(taken: Seat) -> str:
    return taken.window.queue_page.message.words


# --- what a number leads to ----------------------------------------------------------------------


def test_one_item_opens() -> None:
    assert answer_to(CCN, [cargo("C1")]).open_item == "C1"


def test_t40_a_number_of_cargo_and_conveyance_asks() -> None:
    hits = [cargo("C1"), cargo("C2", "CRN", "9XYZOTHER")]
    answer = answer_to(CCN, hits)
    assert (answer.open_item, len(answer.choices)) == ("", 2)
    alone = [cargo("C1"), Hit(HitKind.CONVEYANCE, CCN, "CRN")]
    assert answer_to(CCN, alone).choices == tuple(alone)


def test_several_items_ask_and_one_item_in_several_ways_does_not() -> None:
    assert len(answer_to("TRL1", [cargo("C1", "TRAILER"), cargo("C2", "TRAILER")]).choices) == 2
    both = [Hit(HitKind.SCAN, "S-1", "CONTAINER", "C1"), cargo("C1", "CONTAINER")]
    assert answer_to("CSQU3054383", both).open_item == "C1"


def test_a_wrong_check_digit_says_so() -> None:
    assert "3 would fit" in str(answer_to("CSQU3054384", ()).sentence)
    beside = answer_to("000-12345622", [cargo("C1", "AWB")])
    assert beside.open_item == "C1"
    assert "fails its check digit" in str(beside.sentence)


def test_what_is_on_file_without_an_image_is_said() -> None:
    assert "no image of it is here" in str(answer_to(CCN, [cargo("")]).sentence)
    assert "Nothing on record" in str(answer_to(CCN, ()).sentence)


# --- at the window -------------------------------------------------------------------------------


def test_t40_a_barcode_opens_its_item_from_the_queue_and_from_a_review(seat: Opener) -> None:
    taken = seat(store(**{CCN: cargo("item-4"), "9XYZPARS0000003": cargo("item-3")}))
    scan(taken, CCN)
    assert opened(taken) == "item-4"
    scan(taken, "9xyzpars0000003".upper())
    assert opened(taken) == "item-3"


def test_the_letters_of_a_barcode_are_no_commands(seat: Opener) -> None:
    taken = seat(store())
    taken.open(1)
    before = taken.store.items["item-1"]
    scan(taken, "RLNXYKADU")
    assert not taken.page.form_open
    assert opened(taken) == "item-1"
    after = taken.store.items["item-1"]
    assert (after.verdicts, after.links, after.acknowledged) == (
        before.verdicts,
        before.links,
        before.acknowledged,
    )
    assert "Nothing on record has the number RLNXYKADU." in said(taken)


def test_a_key_pressed_by_hand_acts_as_ever(seat: Opener) -> None:
    taken = seat(store())
    taken.open(1)
    QTest.keyClick(handle(taken), Qt.Key.Key_R, delay=100)
    taken.qtbot.waitUntil(lambda: taken.page.form_open)
    QTest.keyClick(handle(taken), Qt.Key.Key_Escape, delay=100)
    taken.qtbot.waitUntil(lambda: not taken.page.form_open)


def test_words_typed_into_a_note_stay_and_a_barcode_in_it_goes(seat: Opener) -> None:
    taken = seat(store(**{CCN: cargo("item-4")}))
    taken.open(1)
    taken.window.run_command("refer")
    note = taken.page.referral.fields.note
    note.setFocus()
    typed(taken, "two bags")
    assert note.toPlainText() == "two bags"
    typed(taken, CCN, start=1_002_000, gap=1)
    assert note.toPlainText() == f"two bags{CCN}"
    typed(taken, "\r", start=1_002_000 + len(CCN))
    assert note.toPlainText() == "two bags"
    taken.rest()
    taken.qtbot.waitUntil(lambda: opened(taken) == "item-4", timeout=20_000)


def test_a_reader_that_sends_no_enter_is_told_so(seat: Opener) -> None:
    taken = seat(store(**{CCN: cargo("item-4")}))
    scan(taken, CCN, enter=False)
    taken.qtbot.waitUntil(lambda: "without Enter" in said(taken))
    assert opened(taken) == ""


def test_nothing_is_heard_while_the_screen_is_locked(seat: Opener) -> None:
    taken = seat(store(**{CCN: cargo("item-4")}))
    taken.window.desk.lock()
    scan(taken, CCN)
    assert opened(taken) == ""


@pytest.mark.parametrize("size", [None, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_t40_an_ambiguous_barcode_asks_in_a_list_that_keys_and_mouse_answer(
    seat: Opener, size: tuple[int, int] | None, language: str
) -> None:
    hits = (cargo("item-1"), cargo("item-6", "CRN", "9XYZPARS0000006"))
    values = {"size": size} if size else {}
    taken = seat(store(**{CCN: hits}), **values)
    i18n.use(language)
    taken.open(3)
    scan(taken, CCN)
    finder = taken.window.finder
    assert finder.isVisible()
    rows = [row_at(finder, n) for n in range(finder.count())]
    assert [row.head for row in rows if row] == [True, False, False]
    assert finder.currentRow() == 1
    taken.save(f"barcode-asks-{language}-{'small' if size else 'full'}")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    taken.rest()
    taken.qtbot.waitUntil(lambda: opened(taken) == "item-6", timeout=20_000)


def test_a_number_can_be_typed_into_find_and_looked_up(seat: Opener) -> None:
    taken = seat(store(**{CCN: cargo("item-4")}))
    finder = taken.window.finder
    finder.open_list()
    QTest.keyClicks(QApplication.focusWidget(), CCN)
    row = row_at(finder, 0)
    assert row is not None
    assert row.words == f"Look {CCN} up in the record"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    taken.rest()
    taken.qtbot.waitUntil(lambda: opened(taken) == "item-4", timeout=20_000)
