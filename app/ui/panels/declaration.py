"""What the goods are declared to be, and whether this scan shows them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.dossier import Dossier
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.domain.work import Item, LinkClass
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Link, Panel, column, said
from app.ui.i18n import languages, tr
from app.ui.i18n.formats import moment
from app.ui.panels.declaration_head import DeclarationHead
from app.ui.panels.declared import (
    PREFIX,
    carrier_of,
    evidence_words,
    link_of,
    link_words,
    place_words,
    shipment_of,
    way_of,
)
from app.ui.panels.pieces import SEVERITY_TONES, KeyValue
from app.ui.shipment.codes import Codes, term
from app.ui.shipment.status import (
    standing_severity,
    status_tip,
    status_words,
)
from app.ui.shown import Shown
from app.ui.wiring import Key

PICTURE_AT = 2
"""Below the head and its gap."""
_HIDDEN_WHEN_COMPACT = ("carrier", "conveyance", "status")
"""Rows whose label is an abbreviation, or stands for one."""


class Declaration(Panel):
    """CCN, goods and what else was declared; 336 by 272."""

    confirm_asked = Signal(str, str)
    """(scan_id, shipment_id)."""
    evidence_asked = Signal()
    """Show what speaks for and against the link."""
    whole_asked = Signal()
    """The whole shipment; at its differences, where the newest version has some."""
    paper_asked = Signal()
    """Type what was declared from paper."""
    shipment_changed = Signal()
    """Another shipment is shown."""

    def __init__(self, codes: Codes | None = None) -> None:
        super().__init__("panel", name="declaration")
        self._codes = codes or Codes(None)
        self._told = ""
        self._shown: Shown | None = None
        self._key: Key | None = None
        self._chosen = 0
        self._scan_id = ""
        self._column = column(margins=(16, 12, 16, 8), gap=0)
        self.setLayout(self._column)
        self._head = DeclarationHead(self._codes, self._others_words)
        self._head.whole_asked.connect(self.whole_asked)
        self._head.next_asked.connect(self._next_shipment)
        self._head.paper_asked.connect(self.paper_asked)
        self._column.addWidget(self._head)
        self._column.addSpacing(tokens.px(4))
        self._rows = {
            "status": KeyValue(lambda: tr("Status"), name="status", shaped=True),
            "hs": KeyValue(lambda: tr("HS"), name="hs"),
            "shipper": KeyValue(lambda: tr("Shipper"), name="shipper"),
            "consignee": KeyValue(lambda: tr("Consignee"), name="consignee"),
            "carrier": KeyValue(lambda: tr("Carrier"), name="carrier"),
            "conveyance": KeyValue(lambda: tr("Conveyance"), name="conveyance"),
            "scan": KeyValue(lambda: tr("This scan"), name="this-scan"),
            "seal": KeyValue(lambda: tr("Seal"), name="seal"),
            "link": KeyValue(lambda: tr("Link"), name="link"),
        }
        self.evidence = self._rows["link"].make_link(words("links"))
        self.evidence.clicked.connect(self.evidence_asked)
        for one in self._rows.values():
            self._column.addWidget(one)
        self._column.addStretch(1)
        self._confirm = Link(lambda: tr("Confirm"), keys=keys("confirm"), name="confirm-link")
        self._confirm.clicked.connect(self.confirm)
        link_row = self._rows["link"].layout()
        if link_row is not None:
            link_row.addWidget(self._confirm)
        languages.changed.connect(self._say)
        self.set_compact(False)
        self.show_item(None, None)

    def show_item(self, shown: Shown | None, key: Key | None) -> None:
        """Show what is declared of the scan on screen."""
        if shown is None or self._shown is None or shown.item.item_id != self._shown.item.item_id:
            self._chosen = 0
        self._shown = shown
        self._key = key
        # With nothing to look at, it leads nowhere, and the keys should not land there.
        self.evidence.setEnabled(shown is not None)
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows; carrier and conveyance move to the goods' tip."""
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setFixedHeight(tokens.px(measures.declaration))
        side = tokens.px(measures.margin)
        self._column.setContentsMargins(side, tokens.px(8), side, tokens.px(4))
        self._head.set_compact(compact)
        self.set_labels(compact)
        for name in _HIDDEN_WHEN_COMPACT:
            self._rows[name].setVisible(not compact)

    def set_labels(self, compact: bool) -> None:
        """Give the values of all rows more room in small windows."""
        for one in self._rows.values():
            one.set_compact(compact)

    def embed(self, widget: QWidget, *, margin: int) -> None:
        """Put a picture below the sums and leave out what a preview has no room for."""
        side = tokens.px(margin)
        self._column.setContentsMargins(side, tokens.px(12), side, tokens.px(12))
        self._column.insertWidget(PICTURE_AT, widget)
        self._head.unlink()
        for name in ("status", "carrier", "conveyance", "seal"):
            self._rows[name].hide()

    @property
    def shipment(self) -> Shipment | None:
        """The shipment on show."""
        return self._shipment()

    @property
    def can_confirm(self) -> bool:
        """Whether a link waits for the officer's word."""
        return bool(self._shipment() and self._scan_id) and self._confirm.isVisibleTo(self)

    def confirm(self) -> None:
        """Say that this scan shows this shipment."""
        shipment = self._shipment()
        if shipment is not None and self._scan_id and self._confirm.isVisible():
            self.confirm_asked.emit(self._scan_id, shipment.shipment_id)

    def _shipment(self) -> Shipment | None:
        """Return the shipment on show: the scan's own, unless another was asked for."""
        if self._shown is None or not self._shown.item.shipments:
            return None
        item = self._shown.item
        own = shipment_of(item, self._key[0] if self._key else "")
        start = item.shipments.index(own) if own is not None else 0
        return item.shipments[(start + self._chosen) % len(item.shipments)]

    def _next_shipment(self) -> None:
        self._chosen += 1
        self._say()

    def _others_words(self) -> str:
        shipment = self._shipment()
        if self._shown is None or shipment is None:
            return ""
        count = len(self._shown.item.shipments)
        # Counted from the one that is shown first, wherever that stands on record.
        return tr("{number} of {count}", number=self._chosen % count + 1, count=count)

    def _tell(self) -> None:
        """Tell whoever follows that another shipment is shown."""
        shipment = self._shipment()
        told = shipment.shipment_id if shipment is not None else ""
        if told != self._told:
            self._told = told
            self.shipment_changed.emit()

    def _say(self) -> None:
        shown = self._shown
        self._tell()
        several = shown is not None and len(shown.item.shipments) > 1
        self._head.show_others(self._others_words, several=several)
        if shown is None:
            self._say_nothing()
            return
        shipment = self._shipment()
        scan = self._scan(shown.item)
        self._scan_id = scan.scan_id if scan else ""
        if shipment is None:
            self._say_no_data(scan)
        else:
            self._say_shipment(shipment)
        self._say_scan(shown, scan, shipment)

    def _scan(self, item: Item) -> Scan | None:
        wanted = self._key[0] if self._key else ""
        found = [scan for scan in item.scans if scan.scan_id == wanted]
        return found[0] if found else item.scans[0] if item.scans else None

    def _say_nothing(self) -> None:
        self._head.show_nothing()
        for one in self._rows.values():
            one.tell("")
        self._confirm.hide()

    def _say_no_data(self, scan: Scan | None) -> None:
        self._head.show_nothing(
            scan.object_id if scan and scan.object_id else tr("No number read"),
            tr("No shipment data"),
            tr("Nothing was declared for this scan."),
        )
        self._say_status(None)
        for name in ("hs", "shipper", "consignee", "carrier", "conveyance", "seal"):
            self._rows[name].tell(tr("None declared"), quiet=True)

    def _say_shipment(self, shipment: Shipment) -> None:
        dossier = self._dossier(shipment)
        way = way_of(shipment, dossier)
        self._head.show_shipment(shipment, dossier)
        self._say_status(dossier)
        none = tr("None declared")
        codes = sorted({line.hs for line in shipment.goods if line.hs})
        values = {
            "hs": ", ".join(codes),
            "shipper": getattr(shipment.shipper, "name", ""),
            "consignee": getattr(shipment.consignee, "name", ""),
            "carrier": carrier_of(shipment, way),
            "conveyance": way.crn or way.flight or way.vehicle,
            "seal": ", ".join(seal for one in shipment.equipment for seal in one.seals),
        }
        tips = {
            "shipper": getattr(shipment.shipper, "country", ""),
            "consignee": getattr(shipment.consignee, "country", ""),
        }
        explained = {
            "hs": "\n".join(self._codes.explain("hs_headings", code) for code in codes),
            "carrier": self._codes.explain("carriers", way.carrier_code)
            or self._codes.explain("airlines", shipment.mawb[:PREFIX]),
            "conveyance": term("CRN") if way.crn else "",
        }
        for name, value in values.items():
            parts = [tips.get(name, ""), explained.get(name, "")]
            parts.append(term("HS") if name == "hs" else "")
            tip = "\n".join(filter(None, parts))
            self._rows[name].tell(value or none, quiet=not value, tip=said(tip) if tip else None)

    def _dossier(self, shipment: Shipment | None) -> Dossier | None:
        if self._shown is None or shipment is None:
            return None
        return self._shown.dossiers.get(shipment.shipment_id)

    def _say_status(self, dossier: Dossier | None) -> None:
        """Say how the record stands and who has the goods, in the words of CBSA's notices."""
        status = self._rows["status"]
        if dossier is None:
            status.tell(tr("No record on file"), quiet=True)
            status.show_severity(None)
            return
        severity = standing_severity(dossier)
        tone = SEVERITY_TONES[severity] if severity is not None else "text"
        tip = status_tip(dossier, self._codes)
        status.tell(status_words(dossier), tip=said(tip))
        status.value.set_tone(tone)
        status.show_severity(severity)

    def _say_scan(self, shown: Shown, scan: Scan | None, shipment: Shipment | None) -> None:
        if scan is None:
            self._rows["scan"].tell(tr("No scan here yet"), quiet=True)
            self._rows["link"].tell(tr("None"), quiet=True)
            self._confirm.hide()
            return
        self._rows["scan"].tell(
            place_words(shown.item, scan, shipment, self._dossier(shipment)),
            tip=said(f"{scan.scanner} {scan.site}\n{moment(scan.taken_at)}".strip()),
        )
        link = link_of(shown.item, scan, shipment)
        if link is None or shipment is None:
            self._rows["link"].tell(tr("None: nothing declared fits"), quiet=True)
            self._confirm.hide()
            return
        open_to_doubt = link.link_class is not LinkClass.CONFIRMED and shown.read_only is None
        self._confirm.setVisible(open_to_doubt)
        self._rows["link"].tell(
            link_words(link, self._fits_beside), tip=partial(evidence_words, link)
        )

    def _fits_beside(self, text: str) -> bool:
        """Whether a text stands in the row of the link, beside *confirm* while that is asked."""
        row_, margins = self._rows["link"], self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - row_.taken
        if self._confirm.isVisibleTo(self):
            room -= self._confirm.sizeHint().width() + tokens.px(4)
        return row_.value.width_of(text) <= room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say again how scan and shipment belong together, as there is room."""
        super().resizeEvent(event)
        if self._shown is not None and event.size().width() != event.oldSize().width():
            self._say()
