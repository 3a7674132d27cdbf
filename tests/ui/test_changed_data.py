"""Data that changed after the scan: a banner before all other notices, with what differs (L5)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from types import MappingProxyType

import pytest

from app.domain.dossier import Change, Dossier, Progress, Standing, Version
from app.domain.filing import FilingKind, Via
from app.domain.notice import Notice, Severity
from app.domain.shipment import Function
from app.domain.words import say
from app.domain.work import Link, LinkClass
from app.ui import i18n
from app.ui.controls import Link as LinkButton
from app.ui.controls import Text
from app.ui.panels.notice_row import NoticeRow
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import NOW, Store

CHANGES = (
    Change("conveyance.eta", "2026-03-02T14:05:00Z", "2026-03-02T14:00:00Z", decisive=False),
    Change("gross_kg", "9210", "18420", decisive=True),
    Change("goods[0].origin", "US", "CN", decisive=True),
    Change("shipper.name", "Sample Works", "Other Works " * 9, decisive=True),
)


def changed(seat: Opener, *, size: tuple[int, int] = FULL, paragraph: str = "150") -> Seat:
    """Open an item whose shipment changed after its scan, among a block and other warnings."""
    store = Store()
    item = store.items["item-1"]
    key = item.shipments[0].shipment_id
    scan = dataclasses.replace(item.scans[0], taken_at=NOW - dt.timedelta(hours=2))
    link = Link(scan.scan_id, key, 3, LinkClass.STRONG, 80, (), "linking", NOW)
    store.items["item-1"] = dataclasses.replace(item, scans=(scan, *item.scans[1:]), links=(link,))
    at = NOW - dt.timedelta(hours=1)
    version = Version(4, Function.CHANGE, "d" * 64, at, at, Via.EDI, False, CHANGES)
    dossier = Dossier(
        key,
        FilingKind.CARGO,
        Standing.ACCEPTED,
        Progress.UNDERWAY,
        item.shipments[0],
        item.shipments[0],
        (version,),
    )
    store.dossiers["item-1"] = MappingProxyType({key: dossier})
    sentence = say(
        "{shipment} changed after the scan, to version {version}.",
        shipment=key,
        version=4,
    )
    store.blocks["item-1"] = (
        Notice("R034I", Severity.BLOCK, "115", say("No scan, no view."), "NOT_IMAGED"),
        Notice("R055", Severity.WARNING, paragraph, sentence, subject=f"{key} v4"),
    )
    taken = seat(store, size=size)
    taken.open(1)
    return taken


def banner(taken: Seat) -> NoticeRow:
    rows = taken.page.side.notices.findChildren(NoticeRow)
    return next(one for one in rows if one.notice.rule == "R055")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [FULL, SMALL])
def test_l05_the_difference_is_the_first_thing_among_the_notices(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    taken = changed(seat, size=size)
    i18n.use(language)
    taken.qtbot.wait(20)
    rows = taken.page.side.notices.findChildren(NoticeRow)
    one = banner(taken)
    assert one.y() == min(row.y() for row in rows)
    assert one.property("ground") == "amber"
    words = (text.text() for text in one.findChildren(Text) if text.isVisible())
    lines = next(text for text in words if "→" in text).splitlines()
    assert len(lines) == 5
    assert lines[1].endswith("9210 → 18420")
    assert "US → CN" in lines[2]
    assert lines[3].endswith("Sample Works → Other Works Other Works Other Works Oth…")
    taken.save(f"changed-{language}-{size[0]}")


def test_l05_the_banner_leads_to_every_field_and_is_answered_with_a_key(seat: Opener) -> None:
    taken = changed(seat)
    banner(taken).findChild(LinkButton, f"place-{banner(taken).notice.key}").click()
    assert taken.page.side.whole_open
    taken.window.run_command("shipment")
    for _ in range(2):
        # The first brings its last words into sight, where they were not.
        if banner(taken).notice.key in taken.window.desk.review.shown.open_keys:
            taken.window.run_command("acknowledge")
            taken.rest()
    one = banner(taken)
    assert one.notice.key in taken.store.items["item-1"].acknowledged
    assert one.property("ground") == "raised"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("paragraph", ["150", "41, 71"])
def test_no_word_beside_a_warning_is_cut(
    seat: Opener, size: tuple[int, int], language: str, paragraph: str
) -> None:
    taken = changed(seat, size=size, paragraph=paragraph)
    i18n.use(language)
    taken.qtbot.wait(20)
    one = banner(taken)
    said = [*one.findChildren(Text), *one.findChildren(LinkButton)]
    beside = [each for each in said if each.isVisible() and "\n" not in each.text()]
    assert len(beside) >= 2
    taken.qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in beside))
    taken.save(f"beside-{language}-{size[0]}")
