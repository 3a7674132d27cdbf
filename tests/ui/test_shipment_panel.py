"""The whole shipment on the review page: what it shows, how it is opened, and its messages."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.domain.event import EventKind
from app.domain.filing import Filing, Verdict
from app.domain.notice import Severity
from app.domain.shipment import Conveyance, Dangerous, Equipment, Mode, Movement
from app.domain.work import LinkClass
from app.shipments.lifecycle import dossier
from app.shipments.tables import Tables
from app.ui import i18n
from app.ui.controls import Control
from app.ui.panels.declared import place_words, way_of
from app.ui.panels.pieces import KeyValue
from app.ui.shipment.chips import claims
from app.ui.shipment.codes import Codes
from app.ui.shipment.model import SheetModel, explanation
from app.ui.shipment.papers import DOCUMENTS
from app.ui.shipment.rows import Kind, Row
from app.ui.shipment.status import status_tip, status_words
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_files import (
    CCN,
    OnFile,
    answered,
    large_file,
    manifest_file,
    put,
    told,
    whole_file,
)
from tests.ui.fake_room import NOW, Store

CODES = Codes(Tables.shipped())


def rows_below(model: SheetModel, parent: QModelIndex | None = None) -> list[Row]:
    """Return the rows below one, as they are shown."""
    count = model.rowCount(parent)
    found = [model.row_at(model.index(place, 0, parent)) for place in range(count)]
    return [row for row in found if row is not None]


def group(taken: Seat, key: str) -> dict[str, Row]:
    """Return the rows of a group by their key."""
    model = taken.page.side.whole.tree.sheet
    index = model.find((key,))
    assert index.isValid(), key
    return {row.key: row for row in rows_below(model, index)}


def opened(seat: Opener, on_file: OnFile | None = None, **window: object) -> Seat:
    """Return a window with the whole shipment of its first item open."""
    taken = seat(put(Store(), on_file or whole_file()), **window)
    taken.open(1)
    taken.page.whole.open()
    return taken


def choose(taken: Seat, *keys: str) -> Row:
    """Choose a row by the keys down to it."""
    tree = taken.page.side.whole.tree
    index = tree.sheet.find(keys)
    assert index.isValid(), keys
    tree.setCurrentIndex(index)
    row = tree.chosen
    assert row is not None
    return row


def key(taken: Seat, command: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a key where the focus is."""
    focus = QGuiApplication.focusObject() or taken.page
    QTest.keyClick(focus, command, modifier)
    taken.rest()


SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


# --- opening and closing --------------------------------------------------------------------------


def test_one_key_opens_it_in_place_and_esc_closes_it(seat: Opener) -> None:
    taken = seat(put(Store(), whole_file()))
    taken.open(1)
    side, image = taken.page.side, taken.page.scan_view.geometry()
    key(taken, Qt.Key.Key_S, SHIFT)
    assert side.whole_open
    assert side.whole.tree.hasFocus()
    assert taken.page.scan_view.geometry() == image
    assert side.declaration.isVisible()
    key(taken, Qt.Key.Key_Escape, PLAIN)
    assert not side.whole_open
    assert taken.page.scan_view.hasFocus()


def test_it_is_opened_and_closed_by_mouse_alone(seat: Opener) -> None:
    taken = seat(put(Store(), whole_file()))
    taken.open(1)
    side = taken.page.side
    version = side.declaration.findChild(QAbstractButton, "data-version")
    assert version is not None
    assert version.text() == ""
    assert version.accessibleName() == "Δ Data v3"
    QTest.mouseClick(version, Qt.MouseButton.LeftButton)
    assert side.whole_open
    assert side.whole.tree.chosen is not None
    assert side.whole.tree.chosen.key == "changes"
    back = side.whole.findChild(QAbstractButton, "whole-back")
    assert back is not None
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert not side.whole_open


def test_a_decision_form_takes_its_room_and_the_place_in_the_list_is_kept(seat: Opener) -> None:
    taken = opened(seat)
    tree = taken.page.side.whole.tree
    tree.collapse(tree.sheet.find(("who",)))
    tree.verticalScrollBar().setValue(140)
    stood = tree.stood
    key(taken, Qt.Key.Key_R, PLAIN)
    assert taken.page.form_open
    taken.page.deciding.close_form()
    taken.page.whole.open()
    assert tree.stood == stood
    assert not tree.isExpanded(tree.sheet.find(("who",)))
    assert tree.verticalScrollBar().value() == 140


def test_other_letters_stay_commands_while_it_is_open(seat: Opener) -> None:
    taken = opened(seat)
    key(taken, Qt.Key.Key_Y, PLAIN)
    assert taken.store.items["item-1"].links[0].link_class is LinkClass.CONFIRMED
    assert taken.page.side.whole_open
    assert taken.page.side.whole.tree.hasFocus()


def test_without_shipment_data_there_is_nothing_to_open(seat: Opener) -> None:
    taken = seat()
    taken.open(7)
    taken.page.whole.turn()
    assert not taken.page.side.whole_open
    assert taken.page.whole.why_not() == "No shipment data"


def test_an_item_that_closes_takes_it_away(seat: Opener) -> None:
    taken = opened(seat)
    taken.window.desk.review.close()
    taken.rest()
    assert not taken.page.side.whole_open


# --- what it shows --------------------------------------------------------------------------------


def test_groups_stand_in_the_order_in_which_an_officer_reads(seat: Opener) -> None:
    taken = opened(seat)
    keys = [row.key for row in rows_below(taken.page.side.whole.tree.sheet)]
    assert keys == [
        *("notices", "others", "changes", "who", "what", "danger", "where", "when"),
        *("packed", "moved", "exchanges", "history", "remarks"),
    ]


def test_notices_stand_first_the_heaviest_before_the_others(seat: Opener) -> None:
    store = put(Store(), whole_file(), "item-6")
    taken = seat(store)
    taken.open(6)
    taken.page.whole.open()
    first = rows_below(taken.page.side.whole.tree.sheet)[0]
    rows = list(group(taken, "notices").values())
    assert first.key == "notices"
    assert rows[0].mark is Severity.BLOCK
    assert rows[0].label == "Blocks release ¶115"


def test_t06_targets_and_requests_of_others_stand_on_top(seat: Opener) -> None:
    rows = group(opened(seat), "others")
    assert [row.text for row in rows.values()] == [
        "Target of another unit",
        "Request for information",
    ]
    assert "Look for lacquer drums" in rows["other-0"].below


def test_goods_are_shown_by_line_and_by_equipment(seat: Opener) -> None:
    taken = opened(seat)
    by_line = group(taken, "what")
    assert by_line["line-0"].text == "STEEL BRACKETS. 100 PIECES IN TWO TRAILERS"
    assert by_line["line-0"].figures == ("88 CT", "7\u202f349.5\u00a0kg", "732690", "")
    key(taken, Qt.Key.Key_E, ALT)
    by_equipment = group(taken, "what")
    assert by_equipment["in-SMPL530117"].below == "88 pieces, 7\u202f349.5\u00a0kg"
    assert by_equipment["in-"].text == "Equipment not stated"
    model = taken.page.side.whole.tree.sheet
    inside = rows_below(model, model.find(("what", "in-SMPL5301171")))
    assert [row.text for row in inside] == ["LACQUER, SOLVENT BASED"]


def test_t73_dangerous_goods_have_number_class_name_and_a_hint(seat: Opener) -> None:
    rows = group(opened(seat), "danger")
    assert rows["dangerous-1"].text == f"UN1263 {CODES.name('un_numbers', '1263')}"
    assert rows["dangerous-1"].below == "class 3, line 2"
    assert rows["apart-3-5.1"].text == "Classes 3 and 5.1: kept separate"
    assert CODES.explain("un_numbers", "1495") in explanation(rows["dangerous-2"])


def test_t73_every_danger_of_a_line_is_listed_and_kept_apart(seat: Opener) -> None:
    made = whole_file()
    shipment = made.dossier.shipment
    assert shipment is not None
    one, two, *rest = shipment.goods
    two = dataclasses.replace(two, also_dangerous=(Dangerous("2031", "8", "II"),))
    many = dataclasses.replace(shipment, goods=(one, two, *rest))
    shown = dataclasses.replace(made, dossier=dataclasses.replace(made.dossier, shipment=many))
    rows = group(opened(seat, shown), "danger")
    assert rows["dangerous-1-1"].text.startswith("UN2031")
    assert rows["dangerous-1-1"].below == "class 8, packing group II, line 2"
    assert "apart-5.1-8" in rows


def test_the_reporting_mark_of_a_rail_car_is_explained(seat: Opener) -> None:
    made = whole_file()
    shipment = made.dossier.shipment
    assert shipment is not None
    cars = (Equipment("railcar", "CN 012345"), Equipment("trailer", "CN 12345"))
    railed = dataclasses.replace(shipment, equipment=cars)
    shown = dataclasses.replace(made, dossier=dataclasses.replace(made.dossier, shipment=railed))
    rows = group(opened(seat, shown), "packed")
    assert CODES.name("reporting_marks", "CN") == "Canadian National Railway"
    assert explanation(rows["equipment-0"]) == CODES.explain("reporting_marks", "CN")
    assert "Canadian National" not in explanation(rows["equipment-1"])


def test_t70_the_chain_of_custody_of_seals_is_shown(seat: Opener) -> None:
    taken = opened(seat)
    model = taken.page.side.whole.tree.sheet
    rows = rows_below(model, model.find(("packed", "seals")))
    assert [(row.label, row.text) for row in rows] == [
        ("declared", "B770039 of the carrier"),
        ("0351", "B770039 of the carrier"),
    ]
    assert "intact" in rows[1].below


def test_t14_times_are_told_at_the_port_too_and_both_clocks_stand_first(seat: Opener) -> None:
    rows = list(group(opened(seat), "when").values())
    assert [row.label for row in rows[:2]] == ["In by ETA ¶89", "Valid ¶87"]
    assert rows[0].text == "90 of 60 min"
    assert rows[1].text == "84 of 60 min"
    assert rows[2].text == "2026-03-02 14:42 UTC"
    assert "port 09:42 EST" in rows[2].below


def test_t46_a_bill_that_is_named_and_missing_stands_in_the_tree(seat: Opener) -> None:
    on_file = large_file(4, 12, 2)
    taken = opened(seat, on_file)
    rows = group(taken, "bills")
    assert rows["bill-8XYZMISSING1"].below == "named, not on file"
    assert rows["bill-8XYZMISSING1"].mark is Severity.WARNING
    model = taken.page.side.whole.tree.sheet
    inside = rows_below(model, model.find(("bills", "bill-8XYZHB00008")))
    assert [row.text for row in inside] == ["8XYZHB00009"]
    head = model.row_at(model.find(("bills",)))
    assert head is not None
    assert head.right == "12, 2 not on file"


def test_sent_and_answered_stand_as_pairs_newest_first(seat: Opener) -> None:
    rows = list(group(opened(seat), "exchanges").values())
    assert [row.text for row in rows] == ["Change", "Change", "Add"]
    assert rows[2].below == "received 03-02 08:06Z\naccepted 03-02 08:12Z"


def test_t79_what_was_kept_and_not_applied_says_why(seat: Opener) -> None:
    made = whole_file()
    gone = told(EventKind.ARRIVED, CCN, -2)
    filings = (*made.filings, gone)
    late = dataclasses.replace(made, filings=filings, dossier=dossier(filings, CCN, now=NOW))
    assert late.dossier.refusals == ()
    sent = made.filings[0]
    delete = dataclasses.replace(
        sent,
        function=type(sent.function).DELETE,
        body=None,
        sent_at=NOW - dt.timedelta(hours=1),
        received_at=NOW - dt.timedelta(hours=1),
        digest="d" * 64,
    )
    filings = (*filings, delete)
    refused = dataclasses.replace(made, filings=filings, dossier=dossier(filings, CCN, now=NOW))
    rows = list(group(opened(seat, refused), "exchanges").values())
    assert rows[0].text == "Delete"
    assert "kept, not applied" in rows[0].below
    assert rows[0].mark is Severity.WARNING


def test_t98_the_numbers_of_one_cargo_stand_as_a_chain(seat: Opener) -> None:
    made = whole_file()
    anew = told(
        EventKind.REMANIFESTED,
        CCN,
        -0.1,
        other_key="9XYZINBOND1",
        details={"approved": "yes"},
    )
    filings = (*made.filings, anew)
    chained = dataclasses.replace(made, filings=filings, dossier=dossier(filings, CCN, now=NOW))
    rows = list(group(opened(seat, chained), "numbers").values())
    assert [(row.label, row.text) for row in rows] == [
        ("before", CCN),
        ("in force", "9XYZINBOND1"),
    ]


# --- versions -------------------------------------------------------------------------------------


def test_what_changed_is_struck_through_and_decisive_changes_are_marked(seat: Opener) -> None:
    taken = opened(seat)
    changes = list(group(taken, "changes").values())
    assert [(row.label, row.before, row.text) for row in changes] == [
        ("Line 3", "", "SODIUM CHLORATE, 4, DR, 80, 1495, 5.1"),
        ("Pieces", "100", "104"),
        ("Gross mass", "8250", "8330"),
        ("Equipment 1, seals", "B770031", "B770039"),
    ]
    assert {row.mark for row in changes} == {Severity.WARNING}
    what = group(taken, "what")
    assert what["what-pieces"].before == "100"
    assert what["line-2"].right == "new"
    assert "seals: B770031 → B770039" in group(taken, "packed")["equipment-0"].below


def test_an_older_version_is_shown_whole_with_its_own_differences(seat: Opener) -> None:
    taken = opened(seat)
    panel = taken.page.side.whole
    key(taken, Qt.Key.Key_V, ALT)
    assert panel.subject is not None
    assert panel.subject.version is not None
    assert panel.subject.version.number == 2
    assert group(taken, "what")["what-pieces"].text == "100 "[:3]
    assert [row.before for row in group(taken, "changes").values()][:1] == ["60"]
    key(taken, Qt.Key.Key_V, ALT)
    assert panel.subject.version.number == 1
    assert not panel.tree.sheet.find(("changes",)).isValid()
    key(taken, Qt.Key.Key_V, ALT)
    assert panel.subject.version.number == 3


def test_versions_are_chosen_by_mouse(seat: Opener) -> None:
    taken = opened(seat)
    panel = taken.page.side.whole
    before = panel.findChild(QAbstractButton, "version-before")
    after = panel.findChild(QAbstractButton, "version-after")
    assert before is not None
    assert after is not None
    assert not after.isEnabled()
    QTest.mouseClick(before, Qt.MouseButton.LeftButton)
    taken.rest()
    assert panel.subject is not None
    assert panel.subject.version is not None
    assert panel.subject.version.number == 2
    assert after.isEnabled()


# --- codes ----------------------------------------------------------------------------------------


def test_codes_are_explained_by_focus_and_on_hover(seat: Opener) -> None:
    taken = opened(seat)
    model = taken.page.side.whole.tree.sheet
    row = choose(taken, "where", "where-conveyance.fpoa")
    date = Tables.shipped().dated("offices").isoformat()
    said = f"0351: Saint-Bernard-de-Lacolle (table of {date})"
    assert explanation(row) == f"FPOA: first port of arrival\n{said}"
    index = model.find(("where", "where-conveyance.fpoa"))
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == explanation(row)
    meaning = taken.page.side.whole.findChild(type(taken.page.side.whole._meaning), "row-meaning")
    assert meaning is not None
    assert meaning.text() == explanation(row)


def test_a_code_that_no_table_has_says_so_with_the_date() -> None:
    date = Tables.shipped().dated("carriers").isoformat()
    assert CODES.explain("carriers", "7QRS") == f"7QRS: not in local table dated {date}"
    assert Codes(None).explain("carriers", "7QRS") == ""
    i18n.use("fr")
    assert (
        CODES.explain("carriers", "7QRS") == f"7QRS\u00a0: absent du tableau local daté du {date}"
    )
    assert CODES.name("packages", "DR") == "Fût"


# --- standing, custody and chips ------------------------------------------------------------------


def test_t43_custody_goes_to_the_warehouse_with_its_certificate() -> None:
    made = whole_file()
    assert status_words(made.dossier) == "Accepted · Matched · carrier 9XYZ"
    arrived = told(EventKind.AT_WAREHOUSE, CCN, 2, sub_location="3252", port="0495")
    there = dossier((*made.filings, arrived), CCN, now=NOW + dt.timedelta(hours=3))
    assert status_words(there) == "Accepted · At the warehouse · warehouse 3252"
    assert CODES.explain("sub_locations", "3252") in status_tip(there, CODES)


def test_t45_a_deconsolidation_is_told_in_cbsas_words() -> None:
    made = large_file(4, 12, 2)
    apart = told(EventKind.DECONSOLIDATED, CCN, 1)
    there = dossier((*made.filings, apart), CCN, now=NOW + dt.timedelta(hours=2))
    assert all(bill.deconsolidated for bill in there.house_bills)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"csa": True}, "CSA"),
        ({"clvs": True}, "CLVS"),
        ({"movement": Movement.IN_BOND}, "In bond"),
        ({"consolidated": True}, "Consol."),
        ({"exemptions": ("X102a",)}, "X102a"),
    ],
)
def test_chips_say_what_the_data_claims(values: dict[str, object], said: str) -> None:
    made = whole_file().dossier.shipment
    assert made is not None
    found = claims(dataclasses.replace(made, goods=(), **values), CODES)
    assert [one.text for one in found] == [said]
    assert found[0].tip


@pytest.mark.parametrize(
    "process",
    [entry.code for entry in Tables.shipped().entries("special_processes")],
)
def test_t85_each_other_process_has_its_chip(process: str) -> None:
    made = whole_file().dossier.shipment
    assert made is not None
    found = claims(dataclasses.replace(made, goods=(), special_process=process), CODES)
    assert found[0].text == CODES.name("special_processes", process)


def test_t72_personal_effects_are_a_chip_and_no_warning() -> None:
    made = whole_file().dossier.shipment
    assert made is not None
    effects = dataclasses.replace(made, goods=(), special_process="personal_effects")
    assert [one.text for one in claims(effects, CODES)] == ["Personal effects"]


def test_the_compact_declaration_keeps_its_size_and_rows(seat: Opener) -> None:
    taken = seat(put(Store(), whole_file()))
    taken.open(1)
    declaration = taken.page.declaration
    assert declaration.size().toTuple() == (336, 272)
    rows = declaration.findChildren(KeyValue)
    shown = [row.objectName() for row in rows if row.isVisible()]
    assert shown == [
        *("status", "hs", "shipper", "consignee", "carrier", "conveyance"),
        *("this-scan", "seal", "link"),
    ]
    assert rows[-1].geometry().bottom() < 272


def test_a_rejected_record_says_so_in_red_with_its_shape(seat: Opener) -> None:
    made = whole_file()
    refused = tuple(one for one in made.filings if one.kind.value != "response")[:1]
    filings = (*refused, answered("1", Verdict.REJECTED, -5, "E07"))
    gone = dataclasses.replace(made, filings=filings, dossier=dossier(filings, CCN, now=NOW))
    taken = opened(seat, gone)
    first = rows_below(taken.page.side.whole.tree.sheet)[0]
    assert (first.kind, first.text, first.mark) == (Kind.NOTICE, "Not accepted", Severity.BLOCK)


# --- messages -------------------------------------------------------------------------------------


def test_t15_a_key_shows_the_message_with_the_value_highlighted(seat: Opener) -> None:
    taken = opened(seat)
    choose(taken, "who", "who-consignee.name")
    key(taken, Qt.Key.Key_T, SHIFT)
    page = taken.page.side.raw
    assert taken.page.side.raw_open
    assert page.where == "Segment 17, C080.3036"
    window = page.list.raw.window
    assert window is not None
    start, end = page.list.found[page.list.at]
    assert window.message.text[start:end] == "ATELIERS QUERNON INC. (SAMPLE)"
    key(taken, Qt.Key.Key_Escape, PLAIN)
    assert taken.page.side.whole_open
    chosen = taken.page.side.whole.tree.chosen
    assert chosen is not None
    assert chosen.key == "who-consignee.name"


def test_t15_a_value_of_the_conveyance_is_shown_in_its_own_report(seat: Opener) -> None:
    taken = opened(seat)
    choose(taken, "moved", "moved-conveyance.plate")
    key(taken, Qt.Key.Key_T, SHIFT)
    page = taken.page.side.raw
    assert page.list.raw.window is not None
    assert page.list.raw.window.message.filing.origin.file == "trip.edi"
    assert "C222.8212" in page.where


def test_t15_occurrences_of_a_value_are_walked_and_pieces_copied(seat: Opener) -> None:
    taken = opened(seat)
    taken.page.whole.ask_raw(choose(taken, "moved", "moved-conveyance.crn"))
    taken.rest()
    raw = taken.page.side.raw.list
    assert len(raw.found) == 1
    taken.page.whole.back()
    model = taken.page.side.whole.tree.sheet
    packed = model.row_at(model.find(("packed", "equipment-0")))
    taken.page.whole.ask_raw(packed)
    taken.rest()
    assert len(raw.found) == 2
    before = raw.present_piece
    key(taken, Qt.Key.Key_Down, CTRL)
    assert raw.present_piece != before
    assert "The same value again" in taken.page.side.raw.where
    key(taken, Qt.Key.Key_Up, CTRL)
    assert raw.present_piece == before
    key(taken, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().strip() == "EQD+TE+SMPL530117++++5'"


def test_a_message_of_which_no_original_is_kept_says_so(seat: Opener) -> None:
    taken = opened(seat)
    choose(taken, "others", "other-0")
    key(taken, Qt.Key.Key_T, SHIFT)
    assert taken.page.side.raw.where == "The original of this message was not kept."


def test_the_message_of_the_record_is_one_key_away_when_no_list_is_open(seat: Opener) -> None:
    taken = seat(put(Store(), whole_file()))
    taken.open(1)
    key(taken, Qt.Key.Key_T, SHIFT)
    page = taken.page.side.raw
    assert page.list.raw.window is not None, page.where
    assert page.list.raw.window.message.filing.origin.file == "third.edi"
    assert page.where.startswith("The whole message")
    key(taken, Qt.Key.Key_Escape, PLAIN)
    assert not taken.page.side.raw_open


def test_a_line_of_a_manifest_says_that_it_is_no_more_and_shows_its_message(seat: Opener) -> None:
    taken = opened(seat, manifest_file())
    row = choose(taken, "standing")
    assert row.text == "Manifest line only"
    assert "no waybill is on file" in status_tip(manifest_file().dossier, CODES)
    whole = taken.page.side.whole.tree.sheet
    weighed = [row for row in rows_below(whole, whole.find(("what",))) if row.asked]
    paths = {asked.path for row in weighed for asked in row.asked}
    assert "loaded[1].description" in paths
    key(taken, Qt.Key.Key_T, SHIFT)
    page = taken.page.side.raw
    assert page.list.raw.window is not None, page.where
    assert page.list.raw.window.message.filing.origin.file == "manifest.txt"


# --- large shipments ------------------------------------------------------------------------------


def test_a_large_shipment_opens_in_parts_and_makes_only_what_is_shown(seat: Opener) -> None:
    taken = opened(seat, large_file())
    tree = taken.page.side.whole.tree
    model = tree.sheet
    what = rows_below(model, model.find(("what",)))
    lines = [row for row in what if row.kind is Kind.LINE]
    parts = [row for row in what if row.kind is Kind.MORE]
    assert len(lines) == 20
    assert parts[0].text == "21 to 120 of 2000"
    assert len(model._nodes) < 400
    part = model.find(("what", parts[-1].key))
    tree.expand(part)
    assert model.rowCount(part) == 80
    bills = rows_below(model, model.find(("bills",)))
    assert sum(row.kind is Kind.MORE for row in bills) >= 4


def test_a_message_of_many_segments_shows_a_window_of_them(seat: Opener) -> None:
    taken = opened(seat, large_file())
    model = taken.page.side.whole.tree.sheet
    parts = [row.key for row in rows_below(model, model.find(("what",))) if row.kind is Kind.MORE]
    row = rows_below(model, model.find(("what", parts[9])))[0]
    taken.page.whole.ask_raw(row)
    taken.rest()
    raw = taken.page.side.raw.list
    assert raw.raw.window is not None
    assert len(raw.raw.window.message.cuts) > 5000
    assert raw.raw.rowCount() == 123
    assert row.text in raw.raw.words(raw.currentIndex().row())
    raw.setCurrentIndex(raw.raw.index(0, 0))
    key(taken, Qt.Key.Key_Return, PLAIN)
    assert raw.raw.rowCount() == 183


# --- how it reads to others -----------------------------------------------------------------------


def test_every_row_is_spoken_and_lists_have_names(seat: Opener) -> None:
    taken = opened(seat)
    tree = taken.page.side.whole.tree
    model = tree.sheet
    assert tree.accessibleName() == "Whole shipment"
    for index in model.groups():
        for row in rows_below(model, index):
            assert row.spoken.strip(), row.key
    pieces = group(taken, "what")["what-pieces"]
    assert pieces.spoken == "Pieces, 104, was: 100"


def test_french_changes_the_rows_at_once_and_keeps_the_place(seat: Opener) -> None:
    taken = opened(seat)
    choose(taken, "what", "what-pieces")
    i18n.use("fr")
    assert group(taken, "what")["what-pieces"].label == "Pièces"
    chosen = taken.page.side.whole.tree.chosen
    assert chosen is not None
    assert chosen.key == "what-pieces"


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_row_is_wider_than_the_panel_and_the_image_keeps_two_thirds(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    taken = opened(seat, size=size, language=language)
    tree = taken.page.side.whole.tree
    assert tree.horizontalScrollBar().maximum() == 0
    area = taken.page.scan_view.width() * taken.page.scan_view.height()
    assert area / (size[0] * size[1]) > 0.66
    assert tree.height() > 250


def test_a_click_opens_a_group_and_closes_it(seat: Opener) -> None:
    taken = opened(seat)
    tree = taken.page.side.whole.tree
    index = tree.sheet.find(("notices",))
    assert tree.isExpanded(index)
    place = tree.visualRect(index).topLeft() + QPoint(40, 10)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not tree.isExpanded(index)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert tree.isExpanded(index)


# --- papers and parties ---------------------------------------------------------------------------


def with_events(*events: Filing) -> OnFile:
    """Return the usual shipment with more notices."""
    made = whole_file()
    filings = (*made.filings, *events)
    return dataclasses.replace(made, filings=filings, dossier=dossier(filings, CCN, now=NOW))


@pytest.mark.parametrize("name", ["stamped_lead_sheet", "portal_12_1", "stamped_PARS", "A28"])
def test_t84_proofs_of_report_and_release_are_named(seat: Opener, name: str) -> None:
    paper = told(EventKind.DOCUMENT, CCN, -0.05, details={"document": name})
    rows = list(group(opened(seat, with_events(paper)), "history").values())
    assert rows[0].text == "Document"
    assert rows[0].below == i18n.tr(DOCUMENTS[name])


def test_t38_the_control_document_and_its_form_are_shown(seat: Opener) -> None:
    made = whole_file()
    assert made.dossier.shipment is not None
    paper = dataclasses.replace(made.dossier.shipment, document="A8A(B)")
    on_paper = dataclasses.replace(made, dossier=dataclasses.replace(made.dossier, shipment=paper))
    rows = group(opened(seat, on_paper), "moved")
    assert (rows["moved-document"].label, rows["moved-document"].text) == ("Document", "A8A(B)")


def test_t71_the_number_of_form_a28_stands_with_the_seal(seat: Opener) -> None:
    bound = told(
        EventKind.SEAL_IMPRACTICABLE,
        CCN,
        -0.2,
        details={"a28": "A28-4410", "serials": "S1, S2", "equipment": "SMPL530117"},
    )
    taken = opened(seat, with_events(bound))
    model = taken.page.side.whole.tree.sheet
    rows = rows_below(model, model.find(("packed", "seals")))
    assert "A28 no. A28-4410" in rows[-1].below
    assert "serial numbers S1, S2" in rows[-1].below


def test_t47_a_secondary_notify_party_is_named_as_one_who_is_shown_the_bill(seat: Opener) -> None:
    made = whole_file()
    shipment = made.dossier.shipment
    assert shipment is not None
    forward = dataclasses.replace(
        shipment,
        previous_ccn="9XYZMASTER1",
        notify=(*shipment.notify, dataclasses.replace(shipment.notify[0], name="SECOND PARTY")),
    )
    shown = dataclasses.replace(made, dossier=dataclasses.replace(made.dossier, shipment=forward))
    rows = group(opened(seat, shown), "who")
    assert "is shown the house bill" not in rows["who-notify[0].name"].below
    assert rows["who-notify[1].name"].label == "Also notify"
    assert "is shown the house bill" in rows["who-notify[1].name"].below


def test_what_rules_only_mention_stands_last_and_closed(seat: Opener) -> None:
    taken = opened(seat)
    shown = taken.window.desk.review.shown
    assert shown is not None
    told_here = [chip for chip in shown.chips if chip.subject in (CCN, "")]
    model = taken.page.side.whole.tree.sheet
    last = rows_below(model)[-1]
    assert told_here
    assert (last.key, last.right, last.open) == ("remarks", str(len(told_here)), False)
    texts = [row.text for row in group(taken, "remarks").values()]
    assert texts == [i18n.render(chip.sentence) for chip in told_here]


# --- what the compact declaration shows of several ------------------------------------------------


def test_of_a_cargo_and_its_house_bills_the_cargo_is_shown_first(seat: Opener) -> None:
    made = large_file(4, 12, 2)
    store = put(Store(), made)
    item, cargo = store.items["item-1"], made.dossier.shipment
    bill = made.dossier.house_bills[0].shipment
    assert cargo is not None
    assert bill is not None
    links = item.links + tuple(
        dataclasses.replace(link, shipment_id=bill.shipment_id) for link in item.links
    )
    store.items["item-1"] = dataclasses.replace(item, shipments=(bill, cargo), links=links)
    taken = seat(store)
    taken.open(1)
    assert taken.page.declaration.shipment == cargo
    assert "1 of 2" in {one.words for one in taken.page.declaration.findChildren(Control)}


def test_a_house_bill_shows_the_conveyance_of_what_it_lies_in() -> None:
    bill = large_file(4, 12, 2).dossier.house_bills[0].shipment
    assert bill is not None
    assert way_of(bill, None).crn == ""
    rides = dataclasses.replace(whole_file().dossier, shipment=bill)
    assert way_of(bill, rides).crn == "9XYZTRIP000771"


def test_of_a_waybill_the_flight_and_the_airline_are_shown(seat: Opener) -> None:
    store = put(Store(), whole_file())
    item = store.items["item-1"]
    way = Conveyance("", Mode.AIR, flight="ZZ0101")
    flown = dataclasses.replace(item.shipments[0], conveyance=way, mawb="014-40002012")
    store.items["item-1"] = dataclasses.replace(item, shipments=(flown,))
    store.dossiers.clear()
    taken = seat(store)
    taken.open(1)
    rows = {row.objectName(): row for row in taken.page.declaration.findChildren(KeyValue)}
    assert rows["conveyance"].value.text() == "ZZ0101"
    assert rows["carrier"].value.text() == "014"
    assert "Air Canada" in rows["carrier"].value.toolTip()


def test_a_scan_is_counted_among_the_equipment_that_is_declared() -> None:
    item = put(Store(), whole_file()).items["item-1"]
    shipment = item.shipments[0]
    scan = dataclasses.replace(item.scans[0], object_id="SMPL 530117-1")
    alone = dataclasses.replace(item, scans=(scan,))
    assert place_words(alone, scan, shipment) == "Trailer 2 of 2, SMPL 530117-1"
    bill = dataclasses.replace(shipment, equipment=())
    assert place_words(alone, scan, bill) == "Scan 1 of 1, SMPL 530117-1"
    rides = whole_file().dossier
    assert place_words(alone, scan, bill, rides) == "Trailer 2 of 2, SMPL 530117-1"
    other = dataclasses.replace(scan, object_id="OTHER1")
    strange = dataclasses.replace(item, scans=(other,))
    assert place_words(strange, other, shipment) == "Scan 1 of 1, OTHER1"
