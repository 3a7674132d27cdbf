"""Text of strangers on the screen: hostile signs are seen, and do nothing."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt

from app.shipments.lifecycle import dossier
from app.shipments.raw import LONGEST_LINE
from app.ui.controls import Text
from app.ui.plain_text import plain_tip, visible
from app.ui.shipment.raw_list import RawList
from tests.ui.conftest import Opener
from tests.ui.fake_files import CCN, OnFile, cargo_text, put, read, whole_file
from tests.ui.fake_room import NOW, Store

OVERRIDE, ISOLATE, NUL = "\u202e", "\u2066", "\0"
IMAGE = "<img src='file:///etc/hostname'>"
HOSTILE = f"ST{NUL}EEL {OVERRIDE}gpj.exe{ISOLATE} <b>BRACKETS</b> {IMAGE}"
SHOWN = "ST\u2400EEL \ufffdgpj.exe\ufffd <b>BRACKETS</b> <img src='file:///etc/hostname'>"


def hostile_file(description: str) -> OnFile:
    """Return a cargo whose first line of goods is described so."""
    text = cargo_text(1, "9").replace("STEEL BRACKETS. 100 PIECES IN TWO TRAILERS", description)
    found, sha256, data = read(text.replace("UNOC:3", "UNOW:4"), "hostile.edi", -6)
    return OnFile(found, {sha256: data}, dossier(found, CCN, now=NOW))


def asked(seat: Opener, on_file: OnFile) -> RawList:
    """Return the message of the first line of goods, as it stands in the window."""
    taken = seat(put(Store(), on_file))
    taken.open(1)
    taken.page.whole.open()
    sheet = taken.page.side.whole.tree.sheet
    row = sheet.row_at(sheet.find(("what", "line-0")))
    assert row is not None
    taken.page.whole.ask_raw(row)
    taken.rest()
    taken.page.grab()
    return taken.page.side.raw.list


def test_signs_of_control_and_of_order_are_shown_and_places_stay() -> None:
    assert visible(HOSTILE) == SHOWN
    assert len(visible(HOSTILE)) == len(HOSTILE)
    assert visible("a\tb\nc\r\n") == "a\tb\nc\r\n"
    assert (
        visible("1\u202f234 \u05e9\u05dc\u05d5\u05dd é") == "1\u202f234 \u05e9\u05dc\u05d5\u05dd é"
    )


def test_a_tip_reads_marks_of_html_and_obeys_none() -> None:
    tip = plain_tip(IMAGE)
    assert "<img" not in tip
    assert "&lt;img src=" in tip
    assert plain_tip("5 < 7 and 9 > 7") == "5 < 7 and 9 > 7"


def test_the_panels_show_hostile_goods_as_plain_text(seat: Opener) -> None:
    made = whole_file().dossier
    assert made.shipment is not None
    goods = (dataclasses.replace(made.shipment.goods[0], description=HOSTILE),)
    hostile = dataclasses.replace(made, shipment=dataclasses.replace(made.shipment, goods=goods))
    taken = seat(put(Store(), dataclasses.replace(whole_file(), dossier=hostile)))
    taken.open(1)
    head = taken.page.declaration.findChild(Text, "goods")
    assert head is not None
    assert head.text() == SHOWN
    assert "<img" not in head.toolTip()
    taken.page.whole.open()
    sheet = taken.page.side.whole.tree.sheet
    tip = sheet.data(sheet.find(("what", "line-0")), Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in str(tip)
    taken.page.grab()


def test_a_hostile_message_is_shown_as_it_stands(seat: Opener) -> None:
    raw = asked(seat, hostile_file(HOSTILE.replace("'", "")))
    words = raw.raw.words(raw.currentIndex().row())
    assert "ST\u2400EEL \ufffdgpj.exe\ufffd <b>BRACKETS</b>" in words
    start, end = raw.found[raw.at]
    assert end - start == len(HOSTILE.replace("'", ""))


def test_a_segment_of_ten_million_signs_is_cut_and_the_value_found(seat: Opener) -> None:
    length = 10_000_000
    raw = asked(seat, hostile_file("A" * length))
    window = raw.raw.window
    assert window is not None
    pieces = [one for one in map(raw.raw.piece, range(raw.raw.rowCount())) if isinstance(one, int)]
    ends = [window.span(one) for one in pieces]
    assert max(end - start for start, end in ends) <= LONGEST_LINE
    message = window.message
    assert message.spot is not None
    assert message.spot.end - message.spot.start == length
    # Segments are counted as they were sent, whatever is cut on the screen.
    last = len(message.cuts) - 1
    assert message.text[message.cuts[last] :].startswith("UNT")
    assert message.number(last) == message.text.count("'")
    assert message.goes_on(pieces[-1])
