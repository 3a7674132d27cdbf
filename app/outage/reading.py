"""What a review reads: from the record while the line holds, else from what is here."""

from __future__ import annotations

from app.domain.errors import Held, Refused, ServerGone
from app.domain.known import Known
from app.domain.late import LateAct, LineState
from app.domain.officer import Officer
from app.domain.turn import Chosen
from app.domain.words import phrase, say
from app.domain.work import Item, ItemState, QueueLine
from app.outage.mirror import may_finish
from app.outage.session import AWAY, Session
from app.record.marks import KeptMark

_NO_CLAIM = phrase(
    "Nothing can be claimed while the line to the record is cut: somebody else may have it. What "
    "you have claimed can be finished."
)
_SIGNED = phrase(
    "Item {item} is decided. What you signed can be corrected when the line to the record is back."
)
_NOT_YOURS = phrase("Item {item} is not yours: claim it when the line to the record is back.")


class Reading(Session):
    """Reads and claims."""

    def version(self) -> int:
        """Return a number that differs whenever something was written, here or there."""
        if self._line.holds:
            try:
                self._version = self._ask(lambda record: record.version())
            except ServerGone:
                return self.version()
            return self._version
        # Below all numbers of lines, so that the record's next one differs from it.
        return -1 - self._mirror.acts

    def item(self, item_id: str) -> Item:
        """Return an item; `ServerGone` when it is not here while one works alone."""
        if self._line.holds:
            try:
                return self._kept(item_id, self._ask(lambda record: record.item(item_id)))
            except ServerGone:
                return self.item(item_id)
        here = self._mirror.here(item_id)
        if here is not None:
            return here.item
        if self._line.state is LineState.SENDING:
            return self._kept(item_id, self._ask(lambda record: record.item(item_id)))
        raise ServerGone(say(AWAY))

    def _kept(self, asked: str, item: Item) -> Item:
        self._mirror.keep(asked, item)
        return item

    def queue(
        self, *, officer: Officer | None = None, include_decided: bool = False
    ) -> tuple[QueueLine, ...]:
        """Return the queue, as it was seen last while one works alone."""
        account = "" if officer is None else officer.account
        if self._line.holds:
            try:
                lines = self._ask(
                    lambda record: record.queue(officer=officer, include_decided=include_decided)
                )
            except ServerGone:
                return self._mirror.lines(account)
            self._mirror.keep_lines(account, lines)
        return self._mirror.lines(account)

    def known(self, item: Item) -> Known:
        """Return what is on record around an item, as it was seen last while one works alone."""
        if self._line.holds:
            try:
                found = self._ask(lambda record: record.known(item))
            except ServerGone:
                return self.known(item)
            self._mirror.keep_known(item.item_id, found)
            return found
        here = self._mirror.here(item.item_id)
        return Known() if here is None else here.known

    def newest_filing(self) -> int:
        """Return a number that grows when something was filed."""
        if self._line.holds:
            try:
                self._filing = self._ask(lambda record: record.newest_filing())
            except ServerGone:
                return self._filing
        return self._filing

    def last_mark_number(self, item_id: str) -> int:
        """Return the highest number that any mark of an item ever had."""
        if self._line.holds:
            try:
                number = self._ask(lambda record: record.last_mark_number(item_id))
            except ServerGone:
                return self.last_mark_number(item_id)
            self._mirror.keep_number(item_id, number)
            return number
        here = self._mirror.here(item_id)
        drawn = () if here is None else (mark.number for mark in here.item.marks)
        return max(drawn, default=0) if here is None else max(here.last_number, *drawn, 0)

    def find_mark(self, item_id: str, mark_id: str) -> KeptMark | None:
        """Return a mark as it stands, removed or not; None when it was never drawn."""
        if self._line.holds:
            try:
                return self._ask(lambda record: record.find_mark(item_id, mark_id))
            except ServerGone:
                return self.find_mark(item_id, mark_id)
        here = self._mirror.here(item_id)
        if here is None:
            return None
        found = [KeptMark(one, removed=False) for one in here.item.marks if one.mark_id == mark_id]
        found += [
            KeptMark(one, removed=True) for one in here.removed.values() if one.mark_id == mark_id
        ]
        return next(iter(found), None)

    # --- claims --------------------------------------------------------------------------------

    def claim_next(
        self, officer: Officer, *, lease_s: float = 900, chosen: Chosen | None = None
    ) -> Item | None:
        """Give the officer the first item that waits; one that she has, while she works alone."""
        if self._line.holds:
            try:
                item = self._ask(
                    lambda record: record.claim_next(officer, lease_s=lease_s, chosen=chosen)
                )
            except ServerGone:
                return self.claim_next(officer)
            return None if item is None else self._kept(item.item_id, item)
        # The one that was looked at last lies on the desk.
        mine = [one for one in self._mirror.items()[:-1] if may_finish(one, officer.account)]
        if not mine:
            raise ServerGone(say(_NO_CLAIM))
        return self._kept(mine[0].item_id, mine[0])

    def claim(
        self, item_id: str, officer: Officer, *, lease_s: float = 900, take_over: bool = False
    ) -> Item:
        """Give the officer this item; only one that she has already, while she works alone."""
        if self._line.holds:
            try:
                item = self._ask(
                    lambda record: record.claim(
                        item_id, officer, lease_s=lease_s, take_over=take_over
                    )
                )
            except ServerGone:
                return self.claim(item_id, officer)
            return self._kept(item_id, item)
        here = self._mirror.here(item_id)
        if here is None:
            raise ServerGone(say(_NO_CLAIM))
        if here.item.state is ItemState.DECIDED:
            raise Refused(say(_SIGNED, item=item_id))
        if not may_finish(here.item, officer.account):
            raise Held(say(_NO_CLAIM))
        return self._kept(item_id, here.item)

    def _require_turn(self, act: LateAct, officer: Officer) -> None:
        """Refuse what this officer may not do alone, as far as is known here.

        Of what may have arrived already only the record knows.
        """
        here = self._mirror.here(act.item_id)
        if act.tried or (here is not None and may_finish(here.item, officer.account)):
            return
        if here is not None and here.item.state is ItemState.DECIDED:
            raise Refused(say(_SIGNED, item=act.item_id))
        raise Refused(say(_NOT_YOURS, item=act.item_id))
