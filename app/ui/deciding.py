"""A decision form from its opening to the signature, and again when it is corrected."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from app.domain.decision import Draft, Kind, Recommendation
from app.ui.desk import Desk
from app.ui.exam_place import IN_BOND_AFTER_ALL, offered_place
from app.ui.panels.declared import shipment_of
from app.ui.panels.drafts import draft_of, suggested_draft
from app.ui.review_side import ReviewSide
from app.ui.shown import Shown
from app.ui.stage import Stage
from app.ui.units import Units


class Deciding(QObject):
    """Opens forms filled with what is kept or suggested, and follows the signature."""

    def __init__(self, desk: Desk, stage: Stage, side: ReviewSide, units: Units) -> None:
        super().__init__(stage)
        self._desk = desk
        self._stage = stage
        self._side = side
        self._units = units
        self._reopen: Draft | None = None
        self._signing = False
        self._form = side.referral
        self._connect()

    def _connect(self) -> None:
        review = self._desk.review
        review.checked.connect(self._form.show_checked)
        review.checked.connect(lambda _: self._signing_over())
        review.signed.connect(self._signed)
        review.not_signed.connect(self._not_signed)
        self._side.decision.asked.connect(self.open_form)
        self._side.decision.amend_asked.connect(self.amend)
        self._form.edited.connect(review.check)
        self._form.sign_asked.connect(self._sign)
        self._form.back_asked.connect(self.close_form)

    def open_form(self, kind: Kind, draft: Draft | None = None) -> None:
        """Open a decision form in place, when it may be opened."""
        shown = self._desk.review.shown
        if shown is None or not self._side.decision.can(kind):
            return
        self._stage.stored_asked.emit()
        self._desk.review.judged()
        self._side.show_form(shown=True)
        kept = draft or self._desk.review.draft(kind)
        self._form.open_form(shown, kept or self._suggested(shown, kind))
        self._form.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Go back to notices and comparison; the draft is kept, a second person's name is not."""
        if self._side.form_open:
            self._form.fields.second.clear()
            self._desk.review.keep_now()
            self._side.show_form(shown=False)
            self._stage.take_focus()

    def amend(self) -> None:
        """Open what was signed again: a correction supersedes it."""
        shown = self._desk.review.shown
        if shown is not None and shown.item.decisions and not self._side.form_open:
            last = shown.item.decisions[-1]
            self._reopen = draft_of(last)
            self._desk.reopen_item(shown.item.item_id)

    def go_on(self) -> None:
        """Open the form of the decision that the item was opened again to correct."""
        if self._reopen is not None:
            draft, self._reopen = self._reopen, None
            self.open_form(draft.kind, draft)

    def _sign(self, draft: Draft) -> None:
        self._signing = True
        self._form.show_busy(True)
        fields = self._form.fields
        self._desk.review.sign(draft, fields.second_person)

    def _not_signed(self) -> None:
        """Let the form go on; a second person's password is typed anew."""
        self._signing_over()
        if self._form.fields.second_person is not None:
            self._form.fields.second.ask_again()

    def _signing_over(self) -> None:
        if self._signing:
            self._signing = False
            self._form.show_busy(False)

    def _signed(self, recommendation: Recommendation) -> None:
        self._signing = False
        self._form.show_busy(False)
        self._form.fields.second.clear()
        self._side.show_form(shown=False)
        self._stage.set_read_only(True)
        self._side.decision.show_signed(recommendation)
        self._stage.take_focus()

    def _suggested(self, shown: Shown, kind: Kind) -> Draft:
        routine = self._units.parcels.active
        return suggested_draft(shown, kind, self._place(shown), routine=routine)

    def _place(self, shown: Shown) -> str:
        """Return where an exam would be made, as far as the data and the workplace say."""
        key = self._stage.key
        shipment = shipment_of(shown.item, key[0] if key else "")
        if shipment is None:
            places = self._desk.wiring.settings.places
            return places[0] if places else ""
        in_bond = any(notice.rule == IN_BOND_AFTER_ALL for notice in shown.notices)
        return offered_place(shipment, self._desk.wiring.tables, in_bond=in_bond)
