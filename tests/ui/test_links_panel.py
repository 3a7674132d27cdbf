"""The evidence of a link: always there to be read, confirmed with a key, broken with a reason."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.work import Evidence, Link, LinkClass, LinkReason
from app.ui import i18n
from app.ui.controls import Button
from app.ui.controls import Link as LinkButton
from app.ui.panels.link_rows import EvidenceRow, LinkRow
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import NOW, Store

EVIDENCE = (
    Evidence("CONTAINER", "CSQU3054383", "CSQU3054383", "equal", "scanner", 0.97),
    Evidence("CCN", "9XYZPARS000I001", "9XYZPARS0000001", "confusable", "barcode"),
    Evidence("CRN", "9XYZTRIP000770", "9XYZTRIP000771", "different", "operator"),
    Evidence("TIME", NOW.isoformat(), NOW.isoformat(), "equal"),
)


def store(*classes: LinkClass) -> Store:
    """Return a store whose first item has a link of each class, with every kind of evidence."""
    made = Store()
    item = made.items["item-1"]
    shipment = item.shipments[0]
    links = []
    for number, kind in enumerate(classes):
        shipment_id = shipment.shipment_id if number == 0 else f"9ABCOTHER{number:05d}"
        link = Link(item.scans[0].scan_id, shipment_id, 3, kind, 62, EVIDENCE, "linking", NOW)
        if kind is LinkClass.NONE:
            link = dataclasses.replace(
                link, reason=LinkReason.NOT_ON_FILE, standing="rejected", evidence=EVIDENCE[:1]
            )
        links.append(link)
    made.items["item-1"] = dataclasses.replace(item, links=tuple(links))
    return made


def rows(taken: Seat) -> list[LinkRow]:
    panel = taken.page.side.links
    return [row for row in panel.findChildren(LinkRow) if row.isVisibleTo(panel)]


def opened(seat: Opener, *classes: LinkClass, size: tuple[int, int] = FULL) -> Seat:
    taken = seat(store(*classes), size=size)
    taken.open(1)
    taken.window.run_command("links")
    taken.qtbot.wait(20)
    return taken


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [FULL, SMALL])
def test_every_line_of_evidence_is_shown(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    taken = opened(seat, LinkClass.STRONG, LinkClass.CONFLICT, LinkClass.NONE, size=size)
    i18n.use(language)
    taken.qtbot.wait(20)
    assert taken.page.side.links_open
    assert [row.link.link_class for row in rows(taken)] == [
        LinkClass.STRONG,
        LinkClass.CONFLICT,
        LinkClass.NONE,
    ]
    lines = rows(taken)[0].findChildren(EvidenceRow)
    assert len(lines) == len(EVIDENCE)
    spoken = [line.accessibleName() for line in lines]
    if language == "en":
        assert spoken[0] == (
            "container: read CSQU3054383, declared CSQU3054383, equal, read by the scanner, "
            "reader is 97\N{NO-BREAK SPACE}% sure"
        )
        assert "possibly misread" in spoken[1]
    taken.save(f"links-{language}-{size[0]}")


def test_y_confirms_the_link_while_its_evidence_is_open(seat: Opener) -> None:
    taken = opened(seat, LinkClass.STRONG)
    QTest.keyClick(taken.page, Qt.Key.Key_Y)
    taken.rest()
    (link,) = taken.store.items["item-1"].links
    assert link.link_class is LinkClass.CONFIRMED


def test_a_link_is_broken_with_a_reason_by_mouse_alone(seat: Opener) -> None:
    taken = opened(seat, LinkClass.STRONG)
    (row,) = rows(taken)
    other = row.findChild(LinkButton, f"break-{row.link.shipment_id}")
    assert other is not None
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    because = row.findChild(Button, f"because-misread-{row.link.shipment_id}")
    assert because is not None
    assert because.isVisible()
    taken.save("links-why-not")
    QTest.mouseClick(because, Qt.MouseButton.LeftButton)
    taken.rest()
    (link,) = taken.store.items["item-1"].links
    assert (link.link_class, link.reason) == (LinkClass.NONE, LinkReason.MISREAD)


def test_a_link_is_broken_by_keys_alone(seat: Opener) -> None:
    taken = opened(seat, LinkClass.STRONG)
    seen: list[str] = []
    for _ in range(12):
        focus = QApplication.focusWidget()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        seen.append(now.objectName() if isinstance(now, QWidget) else "")
        if seen[-1].startswith("break-"):
            break
    assert seen[-1].startswith("break-"), seen
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName().startswith("because-misread")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    taken.rest()
    (link,) = taken.store.items["item-1"].links
    assert link.reason is LinkReason.MISREAD


def test_every_version_can_be_read(seat: Opener) -> None:
    taken = opened(seat, LinkClass.STRONG)
    panel = taken.page.side.links
    ask = panel.findChild(Button, "link-history")
    assert ask is not None
    QTest.mouseClick(ask, Qt.MouseButton.LeftButton)
    taken.rest()
    texts = [one.text() for one in panel.findChildren(QWidget) if hasattr(one, "text")]
    assert any("Version 1, the program" in str(text) for text in texts)


def test_esc_and_the_label_of_the_link_lead_out_and_in(seat: Opener) -> None:
    taken = opened(seat, LinkClass.STRONG)
    QTest.keyClick(taken.page.side.links, Qt.Key.Key_Escape)
    assert not taken.page.side.links_open
    QTest.mouseClick(taken.page.declaration.evidence, Qt.MouseButton.LeftButton)
    assert taken.page.side.links_open


def test_what_is_read_only_cannot_be_answered(seat: Opener) -> None:
    taken = opened(seat, LinkClass.STRONG)
    taken.store.lost = True
    QTest.keyClick(taken.page, Qt.Key.Key_Y)
    taken.rest()
    taken.qtbot.wait(20)
    assert taken.page.side.links.findChildren(Button, "because-misread") == []
    assert not taken.page.declaration.can_confirm


def test_a_new_number_is_shown_before_the_deleted_one_and_y_moves_the_link(seat: Opener) -> None:
    made = Store()
    item = made.items["item-1"]
    old = item.shipments[0]
    new = dataclasses.replace(old, shipment_id="9XYZPARS0007777", ccn="9XYZPARS0007777")
    links = (
        Link(item.scans[0].scan_id, old.shipment_id, 3, LinkClass.ORPHANED, 60, (), "x", NOW),
        Link(
            item.scans[0].scan_id,
            new.shipment_id,
            1,
            LinkClass.PROBABLE,
            50,
            (Evidence("CHAIN", old.shipment_id, new.shipment_id, "equal", "scanner"),),
            "linking",
            NOW,
            reason=LinkReason.RENUMBERED,
        ),
    )
    made.items["item-1"] = dataclasses.replace(item, shipments=(old, new), links=links)
    taken = seat(made)
    taken.open(1)
    assert taken.page.declaration.can_confirm
    QTest.keyClick(taken.page, Qt.Key.Key_Y)
    taken.rest()
    kept = {one.shipment_id: one.link_class for one in taken.store.items["item-1"].links}
    assert kept[new.shipment_id] is LinkClass.CONFIRMED
