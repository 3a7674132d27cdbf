"""The record as a second reader sees it: her own marks and verdicts, and nothing of the first's.

It is the record itself with other answers, so that whatever is built upon it is blind too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.domain.decision import Draft, Kind, Recommendation, needs_second
from app.domain.errors import Refused
from app.domain.mark import Mark
from app.domain.notice import Notice
from app.domain.observation import Observation
from app.domain.officer import Act, Officer
from app.domain.second import FourEyes, SecondPerson
from app.domain.supervision import SecondReading
from app.domain.threat import Verdict
from app.domain.words import phrase, say
from app.domain.work import Item, ItemState, Lease, Link
from app.record import items, readings, second_readings
from app.record.blinding import blind_item, blind_links
from app.record.coding import plain, time_of, time_text, value_of
from app.record.links import Saying
from app.record.marks import KeptMark
from app.record.seconds import with_second
from app.record.store import Record

_NO_OBSERVATION = phrase(
    "What no message carries is noted by whoever decides the item, not in a second reading."
)
_NO_MARK = phrase("There is no mark {mark} in this reading.")
_NOT_SHOWN = phrase("No image of item {item} has been on the screen of {officer}.")
_NOT_SEEN = phrase("View {view} of scan {scan} has not been seen to the end by {officer}.")
_OTHER = phrase("This second reading is not of item {item}.")
_NOT_SIGNER = phrase("A reading is signed by its reader, {officer}, whose role decides.")

MARK, VERDICT, NOTED, VIEWED = "mark", "verdict", "acknowledged", "viewed"
SHOWN, DRAFT, LINK = "shown", "draft", "link"


class BlindRecord(Record):
    """The record for one second reader and one item."""

    def __init__(self, record: Record, reading: SecondReading, officer: Officer) -> None:
        super().__init__(*record.opened)
        self._reading = reading
        self._reader = officer

    @property
    def reading(self) -> SecondReading:
        """The second reading as it stands on record."""
        with self._access.read() as connection:
            return second_readings.find_reading(connection, self._reading.reading_id)

    def item(self, item_id: str) -> Item:
        """Return the item as the second reader sees it; others as they are for nobody."""
        with self._access.read() as connection:
            found = items.read_item(connection, item_id, self._access.now())
            reading = second_readings.find_reading(connection, self._reading.reading_id)
            told = {
                what: second_readings.notes(connection, reading.reading_id, what)
                for what in (MARK, VERDICT, NOTED, VIEWED, SHOWN, DRAFT, LINK)
            }
        blind = blind_item(found, hide_model=reading.hide_model)
        # Who looks at another person's reading sees neither the first's nor the second's acts.
        if (found.item_id, self._reader.account) != (reading.item_id, reading.reader):
            return blind
        return _as_read(blind, reading, told)

    def link_versions(self, scan_id: str) -> tuple[Link, ...]:
        """Return the versions of a scan's links that tell nothing of the first decision."""
        return blind_links(super().link_versions(scan_id))

    def say_links(
        self, item_id: str, officer: Officer, saying: Saying, said: Sequence[Link]
    ) -> None:
        """Keep what the second reader says of links with her reading."""
        for link in said:
            at = dataclasses.replace(link, by=officer.account, at=self._access.now())
            told = {"link": plain(at), "saying": saying.name}
            self._note(item_id, (LINK, f"{link.scan_id} {link.shipment_id}"), officer, told)

    def set_notices(
        self, item_id: str, notices: tuple[Notice, ...], risk: float, fired: Collection[str] = ()
    ) -> None:
        """Leave the queue as the first review left it."""

    def renew(self, item_id: str, officer: Officer) -> None:
        """Make sure that the reading is this person's; it has no end."""
        self._require(item_id)
        with self._access.read() as connection:
            readings.require_reading(connection, self._reading.reading_id, officer)

    def hand_back(self, item_id: str, officer: Officer) -> None:
        """Let somebody else do the second reading."""
        self._require(item_id)
        with self._access.write() as writing:
            readings.give_back_reading(writing, self._reading.reading_id, officer)

    # --- acts ----------------------------------------------------------------------------------

    def find_mark(self, item_id: str, mark_id: str) -> KeptMark | None:
        """Return a mark of the second reader."""
        kept = self._notes(item_id, MARK).get(mark_id)
        if kept is None:
            return None
        return KeptMark(value_of(kept["mark"], Mark), removed=kept["removed"])

    def last_mark_number(self, item_id: str) -> int:
        """Return the highest number that a mark of the second reader ever had."""
        return max(
            (kept["mark"]["number"] for kept in self._notes(item_id, MARK).values()), default=0
        )

    def save_mark(self, item_id: str, officer: Officer, mark: Mark) -> None:
        """Keep a mark of the second reader."""
        self._note(item_id, (MARK, mark.mark_id), officer, {"mark": plain(mark), "removed": False})

    def remove_mark(
        self, item_id: str, officer: Officer, mark_id: str, second: SecondPerson | None = None
    ) -> None:
        """Take a mark of the second reader away; nothing signed covers it yet."""
        del second
        self._turn_mark(item_id, officer, mark_id, removed=True)

    def restore_mark(self, item_id: str, officer: Officer, mark_id: str) -> None:
        """Let a removed mark of the second reader stand again."""
        self._turn_mark(item_id, officer, mark_id, removed=False)

    def _turn_mark(self, item_id: str, officer: Officer, mark_id: str, *, removed: bool) -> None:
        kept = self._notes(item_id, MARK).get(mark_id)
        if kept is None:
            raise Refused(say(_NO_MARK, mark=mark_id))
        self._note(item_id, (MARK, mark_id), officer, {"mark": kept["mark"], "removed": removed})

    def save_verdict(
        self, item_id: str, officer: Officer, finding_id: str, verdict: Verdict
    ) -> None:
        """Keep what the second reader says of a finding."""
        self._note(item_id, (VERDICT, finding_id), officer, verdict.value)

    def acknowledge(self, item_id: str, officer: Officer, notice: Notice) -> None:
        """Keep that the second reader has taken note of a notice."""
        said = {"at": time_text(self._access.now()), "notice": plain(notice)}
        self._note(item_id, (NOTED, notice.key), officer, said)

    def observe(self, item_id: str, officer: Officer, name: Observation, value: str) -> None:
        """Refuse: what is noted of an item is not a reading of its picture."""
        del item_id, officer, name, value
        raise Refused(say(_NO_OBSERVATION))

    def note_viewed(self, item_id: str, officer: Officer, scan_id: str, view: str) -> None:
        """Keep that every part of a view was on the second reader's screen."""
        self._note(item_id, (VIEWED, f"{scan_id} {view}"), officer, [scan_id, view])

    def note_shown(
        self, item_id: str, officer: Officer, view: tuple[str, str], *, readable: bool = True
    ) -> None:
        """Keep that a view stood on the second reader's screen."""
        before = self._notes(item_id, SHOWN).get(" ".join(view), {"readable": False})
        kept = {"view": list(view), "readable": readable or before["readable"]}
        self._note(item_id, (SHOWN, " ".join(view)), officer, kept)

    def save_draft(self, item_id: str, officer: Officer, draft: Draft | None) -> None:
        """Keep what the second reader has filled in so far."""
        self._note(item_id, (DRAFT, ""), officer, None if draft is None else plain(draft))

    def decide(
        self,
        recommendation: Recommendation,
        *,
        officer: Officer,
        second: SecondPerson | None = None,
    ) -> Recommendation:
        """Sign the reading; the first decision stays as it is, and nothing is sent anywhere."""
        if not officer.may(Act.DECIDE) or recommendation.officer != officer.account:
            raise Refused(say(_NOT_SIGNER, officer=officer.account))
        self._require_seen(recommendation)
        needed = second if needs_second(recommendation.overrides) else None
        vouched = None
        if needed is not None:
            vouched = self.people.vouch(needed, officer, FourEyes.OVERRIDE)
        with self._access.write() as writing:
            signed = with_second(writing, recommendation, officer, vouched)
            readings.sign_reading(writing, self._reading.reading_id, officer, signed)
        return signed

    def _require_seen(self, recommendation: Recommendation) -> None:
        """Refuse a reading of images that were not shown; a release needs all of them whole."""
        item = self.item(recommendation.item_id)
        views = {(scan.scan_id, view) for scan in item.scans for view in scan.views}
        who = {"officer": recommendation.officer}
        if views and not item.shown:
            raise Refused(say(_NOT_SHOWN, item=item.item_id, **who))
        if recommendation.kind is Kind.RECOMMEND_RELEASE:
            for scan_id, view in sorted(views - set(item.viewed)):
                raise Refused(say(_NOT_SEEN, scan=scan_id, view=view, **who))

    def _require(self, item_id: str) -> None:
        """Refuse another item than the one that is read."""
        if item_id != self._reading.item_id:
            raise Refused(say(_OTHER, item=item_id))

    def _note(self, item_id: str, name: tuple[str, str], officer: Officer, value: object) -> None:
        self._require(item_id)
        with self._access.write() as writing:
            readings.note(writing, self._reading.reading_id, officer, name, value)

    def _notes(self, item_id: str, what: str) -> Mapping[str, Any]:
        self._require(item_id)
        with self._access.read() as connection:
            return second_readings.notes(connection, self._reading.reading_id, what)


def _as_read(item: Item, reading: SecondReading, told: Mapping[str, Mapping[str, Any]]) -> Item:
    """Return a blind item with what the second reader did to it."""
    marks = [value_of(kept["mark"], Mark) for kept in told[MARK].values() if not kept["removed"]]
    viewed = tuple((scan_id, view) for scan_id, view in told[VIEWED].values())
    shown = {tuple(one["view"]): bool(one["readable"]) for one in told[SHOWN].values()}
    noted = {key: time_of(kept["at"]) for key, kept in told[NOTED].items()}
    draft = told[DRAFT].get("")
    signed = reading.signed
    return dataclasses.replace(
        item,
        state=ItemState.CLAIMED if signed is None else ItemState.DECIDED,
        marks=tuple(sorted(marks, key=lambda mark: (mark.number, mark.mark_id))),
        verdicts={name: Verdict(value) for name, value in told[VERDICT].items()},
        acknowledged=tuple(noted),
        acknowledged_at=MappingProxyType(noted),
        viewed=viewed,
        shown=MappingProxyType(shown | dict.fromkeys(viewed, True)),
        draft=None if draft is None or signed is not None else value_of(draft, Draft),
        decisions=() if signed is None else (signed,),
        lease=_lease(item, reading) if signed is None else None,
        links=_linked(item.links, told[LINK]),
    )


def _lease(item: Item, reading: SecondReading) -> Lease:
    """A reading has no end: it is hers until she signs or gives it back."""
    return Lease(
        item.item_id, reading.reader, reading.asked_at, reading.asked_at.replace(year=9999)
    )


def _linked(links: tuple[Link, ...], said: Mapping[str, Any]) -> tuple[Link, ...]:
    own = {name: value_of(one["link"], Link) for name, one in said.items()}
    return tuple(own.get(f"{link.scan_id} {link.shipment_id}", link) for link in links)
