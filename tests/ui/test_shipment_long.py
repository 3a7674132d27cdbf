"""The shipment's panels with what real data has: long texts, large figures, many house bills."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtGui import QFontMetrics

from app.domain.filing import Verdict
from app.domain.shipment import Shipment
from app.shipments.lifecycle import dossier
from app.shipments.tables import Tables
from app.ui import i18n
from app.ui.controls import Text
from app.ui.shipment.chips import claims
from app.ui.shipment.codes import Codes
from app.ui.shipment.laying import LINES_MOST, Laid, Laying, Piece, breakable
from app.ui.shipment.rows import Kind, Row
from app.ui.shipment.when import lead_row, times
from tests.ui.conftest import SMALL, Opener
from tests.ui.fake_files import CCN, OnFile, answered, cargo_text, large_file, put, read, whole_file
from tests.ui.fake_room import NOW, Store

CODES = Codes(Tables.shipped())
WIDE = 304
SENTENCE = "PIÈCES DE RECHANGE POUR MACHINES AGRICOLES, ROULEMENTS, COURROIES ET JOINTS, "

pytestmark = pytest.mark.usefixtures("qapp")


def laid(row: Row, wide: int = WIDE) -> Laid:
    return Laying(compact=wide < WIDE).laid(row, wide, 0)


def piece(found: Laid, beginning: str) -> Piece:
    (one,) = [one for one in found.pieces if one.text.startswith(beginning)]
    return one


def test_a_long_description_shows_its_beginning_and_says_that_more_follows() -> None:
    row = Row("line-0", Kind.LINE, SENTENCE * 6, label="1", figures=("10 CT", "5 kg", "8432", "US"))
    text = piece(laid(row), "PIÈCES")
    assert text.text.endswith("…")
    assert text.place.height() == LINES_MOST * 16
    short = piece(laid(dataclasses.replace(row, text=SENTENCE)), "PIÈCES")
    assert short.text == SENTENCE


@pytest.mark.parametrize("wide", [WIDE, 272])
def test_figures_of_a_line_are_never_cut(wide: int) -> None:
    figures = ("1 234 567 CT", "1 234 567.891 kg", "8432900000", "US")
    found = laid(Row("line-0", Kind.LINE, "Parts", label="1", figures=figures), wide)
    assert piece(found, figures[0]).text == " · ".join(figures)
    usual = laid(
        Row("l", Kind.LINE, "Parts", label="1", figures=("88 CT", "7 349.5 kg", "732690", "US")),
        wide,
    )
    for one in usual.pieces:
        metrics = QFontMetrics(one.font())
        assert metrics.horizontalAdvance(one.text) <= one.place.width(), one.text


def test_only_a_word_that_is_too_long_is_broken() -> None:
    metrics = QFontMetrics(Piece("", laid(Row("a", Kind.ENTRY, "x")).pieces[0].place).font())
    text = f"two words and-{'LONG' * 40} one"
    made = breakable(text, 100, metrics)
    assert made.replace("\u200b", "") == text
    assert made.startswith("two words and-LO\u200b")
    assert "\u200b" not in made.partition(" one")[0][:12]
    accents = "e\N{COMBINING ACUTE ACCENT}" * 60
    assert "\u200b\N{COMBINING ACUTE ACCENT}" not in breakable(accents, 100, metrics)


def test_house_bills_are_counted_beside_the_sums() -> None:
    made = large_file(4, 42, 2).dossier
    assert made.shipment is not None
    found = {claim.text: claim.tip for claim in claims(made.shipment, CODES, made)}
    assert found["42 HB"] == "House bills that lie in it: 42 (¶20)"


def test_two_claims_of_one_word_are_one() -> None:
    shipment = whole_file().dossier.shipment
    assert isinstance(shipment, Shipment)
    parcel = dataclasses.replace(shipment, clvs=True, exemptions=("CLVS",))
    found = [claim for claim in claims(parcel, CODES) if claim.text == "CLVS"]
    assert len(found) == 1
    assert "\n" in found[0].tip


def renumbered() -> OnFile:
    """Return a cargo that was deleted, and filed anew under another number."""
    sent = [
        read(cargo_text(1, "9"), "first.edi", -6),
        read(cargo_text(2, "1"), "deleted.edi", -3),
        read(cargo_text(3, "9", key="9XYZPARS0009999"), "anew.edi", -2.9),
    ]
    filings = [filing for found, _, _ in sent for filing in found]
    filings.append(answered("1", Verdict.ACCEPTED, -5.8))
    originals = {sha256: data for _, sha256, data in sent}
    return OnFile(tuple(filings), originals, dossier(filings, CCN, now=NOW))


def test_where_a_deleted_record_went_stands_before_all_that_it_still_says(seat: Opener) -> None:
    taken = seat(put(Store(), renumbered()))
    taken.open(1)
    taken.page.whole.open()
    sheet = taken.page.side.whole.tree.sheet
    rows = [sheet.row_at(sheet.index(place, 0)) for place in range(3)]
    assert [row.key for row in rows if row is not None] == ["standing", "numbers", "notices"]


def test_the_number_is_whole_in_a_small_window_in_french(seat: Opener) -> None:
    long = "9XYZ" + "1234567890" * 2
    made = put(Store(), whole_file())
    item = made.items["item-1"]
    shipment = dataclasses.replace(item.shipments[0], ccn=long)
    made.items["item-1"] = dataclasses.replace(item, shipments=(shipment,))
    taken = seat(made, size=SMALL, language="fr")
    taken.open(1)
    number = taken.page.declaration.findChild(Text, "ccn")
    assert number is not None
    assert number.width_of(long) <= number.width()


def test_zones_have_their_french_names_and_long_leads_their_thousands() -> None:
    moment = dt.datetime(2026, 3, 2, 14, 42, tzinfo=dt.UTC)
    assert times(moment, "America/Toronto")[1].startswith("port 09:42 EST")
    i18n.use("fr")
    assert "09:42 HNE" in times(moment, "America/Toronto")[1]
    assert "12:12 HAT" in times(moment + dt.timedelta(days=120), "America/St_Johns")[1]
    row = lead_row("clock", "Reçu", dt.timedelta(minutes=379_050), 60)
    assert row.text == "379\u202f050 sur 60 min"
