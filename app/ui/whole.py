"""The whole shipment on the review page: which one, which version, and its messages."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from app.domain.dossier import Dossier, Version
from app.domain.filing import Filing, FilingKind
from app.domain.raw import Asked
from app.domain.shipment import Shipment
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.raw_asking import RawAsking
from app.ui.review_side import ReviewSide
from app.ui.shipment.codes import Codes
from app.ui.shipment.differences import Differences
from app.ui.shipment.rows import Row
from app.ui.shipment.subject import Subject
from app.ui.shown import Shown
from app.ui.stage import Stage


class Whole(QObject):
    """Opens the whole shipment in place, follows the record, and fetches what was sent."""

    def __init__(self, desk: Desk, stage: Stage, side: ReviewSide) -> None:
        super().__init__(stage)
        self._desk = desk
        self._stage = stage
        self._side = side
        self._panel = side.whole
        self._raw = side.raw
        self._codes = Codes(desk.wiring.tables)
        self._number = 0
        """Version that was asked for; 0 for the newest."""
        self._older: dict[str, Shipment] = {}
        self._by_equipment = False
        self._asking = RawAsking(desk, self)
        self._told: tuple[object, ...] = ()
        self._connect()

    def turn(self) -> None:
        """Open the whole shipment, or close it."""
        if self._side.whole_open:
            self.close()
        else:
            self.open()

    def open(self, *, changes: bool = False) -> None:
        """Open the whole shipment in place."""
        if self._shipment() is None:
            return
        self._number = 0
        # The draft of an open form is kept.
        self._desk.review.keep_now()
        self._side.show_page("whole")
        self._show(force=True)
        if changes:
            self._panel.show_changes()
        self._panel.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Go back to notices and comparison; how the list was left is remembered."""
        self._side.show_page("")
        self._stage.take_focus()

    def back(self) -> None:
        """Go one step back: from a message to the shipment, from there to the notices."""
        if self._side.raw_open and self._panel.subject is not None:
            self._asking.forget()
            self._side.show_page("whole")
            self._panel.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close()

    def follow(self, shown: Shown | None) -> None:
        """Show what stands on record now."""
        if shown is None:
            self._older = {}
        if self._side.whole_open:
            if self._shipment() is None:
                self.close()
            else:
                self._show()

    def step_version(self, by: int) -> None:
        """Show the version before, or the one after."""
        versions = self._versions()
        if not self._side.whole_open or not versions:
            return
        number = (self._number or versions[-1].number) + by
        if 1 <= number <= versions[-1].number:
            self._ask_version(number, versions[-1].number)

    def turn_version(self) -> None:
        """Show the version before; from the first one, the newest again."""
        versions = self._versions()
        if versions and not self._side.whole_open:
            self.open(changes=True)
        elif versions:
            newest = versions[-1].number
            number = self._number or newest
            self._ask_version(number - 1 if number > 1 else newest, newest)

    def turn_equipment(self) -> None:
        """Show goods by line, or by the equipment that they lie in."""
        self._by_equipment = not self._by_equipment
        if self._side.whole_open:
            self._show(force=True)

    def ask_raw(self, row: Row | None = None) -> None:
        """Show the message in which the value of a row stands, else the record's own."""
        shipment = self._shipment()
        if shipment is None:
            return
        asked = row.asked if row is not None and row.asked else self._record(shipment)
        self._raw.show_asking()
        self._side.show_page("raw")
        self._raw.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asking.ask(asked)

    def ask_chosen(self) -> None:
        """Show the message of the chosen row, or of the record when no list is open."""
        self.ask_raw(self._panel.tree.chosen if self._side.whole_open else None)

    def step_occurrence(self, by: int) -> None:
        """Go to the next occurrence of the value in its message."""
        if self._side.raw_open:
            self._raw.list.step(by)

    def why_not(self) -> str:
        """Say why there is no shipment to be shown; empty when there is one."""
        if self._shown() is None:
            return tr("Open an item first.")
        return "" if self._shipment() is not None else tr("No shipment data")

    def why_no_message(self) -> str:
        """Say why there are no places to walk; empty when a message is open."""
        return "" if self._side.raw_open else tr("Open a message first.")

    # --- what is shown -------------------------------------------------------------------------

    def _connect(self) -> None:
        self._panel.left.connect(self.close)
        self._panel.raw_asked.connect(self.ask_raw)
        self._panel.version_asked.connect(self.step_version)
        self._panel.turn_asked.connect(self.turn_equipment)
        self._raw.left.connect(self.back)
        self._asking.came.connect(self._raw.show_message)
        self._asking.refused.connect(self._raw.show_reason)
        self._side.page_changed.connect(self._page_changed)
        self._side.declaration.whole_asked.connect(self._from_declaration)
        self._side.notices.changes_asked.connect(self._at_changes)
        self._side.declaration.shipment_changed.connect(lambda: self.follow(self._shown()))

    def _at_changes(self) -> None:
        self.open(changes=True)

    def _page_changed(self) -> None:
        """Remember how the list was left when a form takes its place."""
        if not self._side.whole_open and not self._side.raw_open:
            self._asking.forget()
            self._panel.close_subject()
            self._told = ()

    def _from_declaration(self) -> None:
        if self._side.whole_open:
            self.close()
        else:
            versions = self._versions()
            self.open(changes=bool(versions and versions[-1].changes))

    def _shown(self) -> Shown | None:
        return self._desk.review.shown

    def _shipment(self) -> Shipment | None:
        return self._side.declaration.shipment

    def _dossier(self) -> Dossier | None:
        shown, shipment = self._shown(), self._shipment()
        if shown is None or shipment is None:
            return None
        return shown.dossiers.get(shipment.shipment_id)

    def _versions(self) -> tuple[Version, ...]:
        dossier = self._dossier()
        return dossier.versions if dossier is not None else ()

    def _record(self, shipment: Shipment) -> tuple[Asked, ...]:
        dossier = self._dossier()
        if dossier is None:
            return (Asked(shipment.ccn or shipment.shipment_id),)
        if dossier.manifest_line and dossier.trips:
            trip = dossier.trips[-1]
            return (Asked(trip.crn, trip.digest, kind=FilingKind.CONVEYANCE),)
        digest = dossier.versions[-1].digest if dossier.versions else ""
        return (Asked(dossier.key, digest, kind=dossier.kind), Asked(dossier.key))

    def _show(self, *, force: bool = False) -> None:
        shown, shipment = self._shown(), self._shipment()
        if shown is None or shipment is None:
            return
        told = (shown.notices, shown.open_keys, shown.chips, shown.dossiers, shipment, self._number)
        if told == self._told and not force:
            return
        self._told = told
        self._panel.show_subject(self._subject(shown, shipment))

    def _subject(self, shown: Shown, shipment: Shipment) -> Subject:
        dossier = self._dossier()
        versions = self._versions()
        newest = versions[-1] if versions else None
        version = next((one for one in versions if one.number == self._number), newest)
        is_newest = version is newest
        older = self._older.get(version.digest) if version is not None and not is_newest else None
        return Subject(
            shipment=older or shipment,
            codes=self._codes,
            now=self._desk.wiring.clock.now(),
            dossier=dossier,
            version=version,
            newest=older is None,
            differences=Differences(version.changes if version is not None else ()),
            notices=shown.notices,
            open_keys=shown.open_keys,
            remarks=shown.chips,
            scans=shown.item.scans,
            by_equipment=self._by_equipment,
        )

    def _ask_version(self, number: int, newest: int) -> None:
        """Show a version; an older one is read from the record first."""
        version = next(one for one in self._versions() if one.number == number)
        self._number = 0 if number == newest else number
        sitting, dossier = self._desk.review.sitting, self._dossier()
        if self._number == 0 or version.digest in self._older:
            self._show()
            return
        if sitting is None or dossier is None:
            return
        asked = (Asked(dossier.key, version.digest, kind=dossier.kind),)

        def found(filings: tuple[tuple[Filing, str], ...]) -> None:
            for filing, _ in filings:
                if isinstance(filing.body, Shipment):
                    self._older[version.digest] = filing.body
            if self._side.whole_open:
                self._show(force=True)

        self._desk.jobs.write(lambda: sitting.filings(asked), found)
