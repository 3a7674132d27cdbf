"""The head of the declaration: number, version, goods, sums, and what the data claims."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.dossier import Dossier
from app.domain.shipment import Shipment
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Link, Text, Words, column, row, said
from app.ui.i18n import tr
from app.ui.i18n.formats import moment
from app.ui.panels.declared import carrier_of, sums, way_of
from app.ui.shipment.chips import claims
from app.ui.shipment.claim_line import ClaimLine
from app.ui.shipment.codes import Codes
from app.ui.shipment.differences import told
from app.ui.shipment.status import standing_words, status_tip


class DeclarationHead(QWidget):
    """Four lines; long goods are set smaller before they are cut."""

    whole_asked = Signal()
    next_asked = Signal()
    paper_asked = Signal()
    """Type what was declared from paper."""

    def __init__(self, codes: Codes, others: Words) -> None:
        super().__init__()
        self._codes = codes
        self._compact = False
        self._linked = True
        self._versions = ("", "")
        top = row(gap=8)
        self._ccn = Text("", "command").styled(identifier=True)
        self._ccn.setObjectName("ccn")
        self._others = Link(others, name="other-shipment")
        self._others.clicked.connect(self.next_asked)
        self._version = Link(said(""), name="data-version")
        self._version.role = "detail"
        self._version.clicked.connect(self.whole_asked)
        self._plain = Text("", "detail", "text2")
        self._paper = self._make_paper()
        self._goods = Text("", "goods")
        self._goods.setObjectName("goods")
        self._goods.setFixedHeight(tokens.px(tokens.ROLES["goods"].line))
        self._sums = Text("", "body").styled(weight=500)
        self._claims = ClaimLine()
        top.addWidget(self._ccn, 1)
        for widget in (self._others, self._version, self._plain, self._paper):
            top.addWidget(widget)
        line = row(gap=8)
        line.addWidget(self._sums, 1)
        line.addWidget(self._claims)
        lines = column(gap=0)
        self.setLayout(lines)
        lines.addLayout(top)
        lines.addWidget(self._goods)
        lines.addLayout(line)

    def _make_paper(self) -> Link:
        """Make the way to the form of a paper manifest, for what nobody declared (¶36)."""
        made = Link(lambda: tr("Paper manifest"), keys=keys("paper"), name="type-paper")
        made.role = "detail"
        made.describe(words("paper"))
        made.clicked.connect(self.paper_asked)
        made.hide()
        return made

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        self._goods.set_compact(compact)
        self._ccn.set_compact(compact)
        self._fit_goods()

    def unlink(self) -> None:
        """Name the version without leading anywhere: a preview shows no more than itself."""
        self._linked = False

    def show_others(self, words: Callable[[], str], *, several: bool) -> None:
        """Show which of several shipments this is."""
        self._others.setVisible(several)
        self._others.set_words(words)

    def show_nothing(self, number: str = "", goods: str = "", sentence: str = "") -> None:
        """Show that there is no shipment, in words or not at all."""
        self._ccn.set_words(number)
        self._goods.set_words(goods)
        self._goods.set_tip(None)
        self._fit_goods()
        self._sums.set_words(sentence)
        self._claims.show_claims(())
        self._version.hide()
        self._plain.hide()
        self._paper.setVisible(self._linked and bool(goods))
        self._paper.set_keys("" if self._compact else keys("paper"))

    def show_shipment(self, shipment: Shipment, dossier: Dossier | None) -> None:
        """Show a shipment."""
        way = way_of(shipment, dossier)
        carrier = carrier_of(shipment, way)
        self._ccn.set_words(shipment.ccn or shipment.shipment_id)
        self._goods.set_words(shipment.goods_text or tr("No description"))
        self._goods.set_tip(said(f"{carrier}\n{way.crn or way.flight}".strip()))
        self._fit_goods()
        self._sums.set_words(" · ".join(sums(shipment)))
        self._claims.show_claims(claims(shipment, self._codes, dossier))
        self._say_version(shipment, dossier)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the size of type in which the goods fit, and what the number leaves room for."""
        super().resizeEvent(event)
        self._fit_goods()
        self._fit_version()

    def _fit_goods(self) -> None:
        """Show long goods in smaller type before they are cut; the line keeps its height."""
        self._goods.set_role("goods")
        if self._goods.width_of(self._goods.text()) > self.width():
            self._goods.set_role("command")

    def _say_version(self, shipment: Shipment, dossier: Dossier | None) -> None:
        """Name the version; a sign says that it differs from the one before."""
        self._paper.hide()
        self._version.setVisible(self._linked)
        self._plain.setVisible(not self._linked)
        newest = dossier.versions[-1] if dossier is not None and dossier.versions else None
        short = f"v{shipment.version}"
        named = tr("Data v{version}", version=shipment.version)
        if self._compact and dossier is not None:
            # The line of the status has no room in small windows.
            named = f"{standing_words(dossier)} v{shipment.version}"
        lines = [moment(shipment.received_at)]
        if newest is not None and newest.changes:
            named, short = f"Δ {named}", f"Δ {short}"
            count = len(told(newest.changes))
            lines.append(tr("{count} fields differ from the version before.", count=count))
        if dossier is not None:
            lines.append(status_tip(dossier, self._codes))
        self._versions = (named, short)
        self._plain.set_words(named)
        self._plain.set_tip(lambda: "\n".join(lines))
        self._version.describe(lambda: "\n".join((tr("Whole shipment"), *lines)))
        crowded = self._compact or self._others.isVisibleTo(self)
        self._version.set_keys("" if crowded else keys("shipment"))
        self._fit_version()

    def _fit_version(self) -> None:
        """Name the version in as many words as the whole number beside it leaves room for."""
        named, short = self._versions
        beside = [one for one in (self._others, self._version) if one.isVisibleTo(self)]
        self._version.set_words(said(named))
        taken = sum(one.sizeHint().width() + tokens.px(8) for one in beside)
        if self._ccn.sizeHint().width() + taken > self.width():
            self._version.set_words(said(short))
