"""One item under review by one officer: every act is on record before its call returns.

A sitting belongs to the thread that opened its record. It reads the item again whenever the record
has grown, so that what is shown is what is on record, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.domain.clock import ReviewClock
from app.domain.decision import Draft, Kind, Recommendation, Region
from app.domain.dossier import Dossier
from app.domain.errors import Missing, MissingParts, Refused
from app.domain.filing import Filing
from app.domain.mark import Mark, MarkAct
from app.domain.notice import Comparison, Notice
from app.domain.observation import Observation
from app.domain.officer import Act
from app.domain.place import Doors
from app.domain.raw import Asked
from app.domain.rule import RuleStanding
from app.domain.scan import Original
from app.domain.second import SecondPerson
from app.domain.threat import ThreatDetectionReport, Verdict
from app.domain.words import Sentence, say
from app.domain.work import Item, LinkClass, LinkReason
from app.review import marking, on_file
from app.review.advice import Advice
from app.review.as_opened import AsOpened
from app.review.desk import Desk
from app.review.links import break_link, confirm_link
from app.review.missing import missing
from app.review.regions import Standing, regions
from app.review.screen import SCREEN, TOLD, changed, of_decision, told
from app.review.signing import Signature, signed
from app.review.suggestions import suggested_reasons
from app.review.unsaved import note_refused
from app.review.watch import Watch
from app.shipments import rules
from imaging.standing import Frame


class Sitting:
    """One item under review.

    Parameters
    ----------
    desk
        Whose officer reviews, and the record.
    item
        As it was taken up.
    anew
        Whether what stood on screen before does not count: a decision is looked at again.
    """

    def __init__(self, desk: Desk, item: Item, *, anew: bool = False) -> None:
        self._desk = desk
        self._item = item
        self._version = desk.record.version()
        self._as_opened = AsOpened(item)
        self._advice = Advice(desk, item)
        self._watch = Watch(desk.clock.now())
        self._anew: dict[tuple[str, str], bool] | None = {} if anew else None
        self.clock = ReviewClock(desk.clock.monotonic)
        """Active time of this review; starts at first paint."""

    def opened(self) -> None:
        """Record that the officer took the item up, and on which data."""
        digests = {s.shipment_id: s.sha256 for s in self._item.shipments}
        self._note("opened", digests)
        version = self._desk.record.version()
        if version == self._version + 1:
            # This line alone, and it changes nothing of the item: it need not be read again
            # between the claim and the picture.
            self._version = version

    @property
    def item_id(self) -> str:
        """Identity of the item."""
        return self._item.item_id

    @property
    def item(self) -> Item:
        """The item as it stands on record now."""
        version = self._desk.record.version()
        if version != self._version:
            self._item = self._desk.record.item(self.item_id)
            self._version = version
        return self._item

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Every notice on the item now, the weightiest first."""
        return self._advice.notices(self.item)

    @property
    def open_notices(self) -> tuple[Notice, ...]:
        """Blocks, and warnings that nobody has acknowledged."""
        return self._advice.open_notices(self.item)

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Declared against seen."""
        return self._advice.comparisons(self.item)

    @property
    def undeclared(self) -> frozenset[str]:
        """Findings, by finding_id, that read like nothing that is declared."""
        return self._advice.undeclared(self.item)

    @property
    def dossiers(self) -> Mapping[str, Dossier]:
        """What is on file about each shipment of the item, by shipment_id."""
        return self._advice.known(self.item).dossiers

    def filings(self, asked: Sequence[Asked]) -> tuple[tuple[Filing, str], ...]:
        """Return the transmissions that are asked for, each with the path of the value in it."""
        return on_file.filings(self._desk.record, asked)

    @property
    def lease_left_s(self) -> float:
        """Seconds until the lease ends; 0 when it is not this officer's."""
        lease = self.item.lease
        if lease is None or lease.officer != self._desk.officer.account:
            return 0.0
        return max(0.0, (lease.until - self._desk.clock.now()).total_seconds())

    def radiograph_files(self, scan_id: str, view: str) -> tuple[Original, ...]:
        """Return the originals of one view: kept here, or to be brought from an archive.

        Raises
        ------
        StoreError
            When the store no longer holds one of them, and no archive can have it.
        """
        files = [
            file
            for scan in self.item.scans
            if scan.scan_id == scan_id
            for file in scan.of_view(view)
        ]
        found = self._desk.store.originals(files)
        self._watch.expect((scan_id, view), coming=not all(isinstance(o, Path) for o in found))
        return found

    def grown(self) -> Mapping[tuple[str, str], tuple[Original, ...]]:
        """Take up what has come since of views that come in stretches; return their originals."""
        return {key: self.radiograph_files(*key) for key in self._as_opened.grow(self.item)}

    def heat_file(self, report: ThreatDetectionReport) -> Path | None:
        """Return the heat map of a report (PNG, 8 bit, one eighth scale), None without one."""
        if not report.heat_sha256 or not self._desk.store.holds(report.heat_sha256):
            return None
        return self._desk.store.path(report.heat_sha256)

    def first_paint(self) -> bool:
        """Start the clock when the first picture stands on screen; True for the first call."""
        if not self.clock.first_paint():
            return False
        self._watch.first_paint(self._desk.clock.now())
        self._note("first_paint", {})
        return True

    def first_judgement(self) -> bool:
        """Note the officer's first own act; True for the first call."""
        if not self._watch.first_judgement(self._desk.clock.now(), self.item.reports):
            return False
        self._note("first_judgement", {})
        return True

    def tool_used(self, name: str) -> None:
        """Note a tool; on record the first time only."""
        if self._watch.tool_used(name):
            self._note("tool", {"name": name})

    def stands(self, scan_id: str, view: str, frame: Frame, doors: Doors) -> None:
        """Learn where the object stands in a view: places are told on it from now on."""
        self._watch.standing[scan_id, view] = Standing(frame, doors)

    def dwell(self, scan_id: str, view: str, seconds: float) -> None:
        """Add the time a view was on screen; goes on record with the decision."""
        self._watch.dwell((scan_id, view), seconds)

    def display_state(self, scan_id: str, view: str, state: Mapping[str, str]) -> None:
        """Keep how a view is shown; goes on record with the decision."""
        self._watch.display_state((scan_id, view), state)

    def screen(self, scan_id: str, view: str, state: Mapping[str, str]) -> None:
        """Record how a picture stands on screen, where that is news; what changed, no more.

        Parameters
        ----------
        state
            Words by name: see `app.review.screen`.
        """
        key = (scan_id, view)
        news = changed(self._watch.screen_of(key), state)
        if news or not self._watch.on_screen(key):
            self._watch.screen(key, state)
            self._watch.display_state(key, of_decision(state))
            self._note(SCREEN, {"scan_id": scan_id, "view": view, **news})

    def told(self, notices: tuple[Notice, ...], comparisons: tuple[Comparison, ...]) -> None:
        """Record the notices and comparisons that stand beside the picture, where they are news."""
        values = told(notices, comparisons)
        if self._watch.told_anew(values):
            self._note(TOLD, values)

    def shown(self, scan_id: str, view: str, *, readable: bool = True) -> None:
        """Record that a view stands on the screen, or the reason why it cannot be shown.

        Raises
        ------
        Refused
            When files of the view have arrived since it was opened: they were not shown.
        """
        key = (scan_id, view)
        known = self.item.shown if self._anew is None else self._anew
        if known.get(key, False) or (not readable and key in known):
            return
        self._as_opened.require(self.item, key)
        self._desk.record.note_shown(self.item_id, self._desk.officer, key, readable=readable)
        if self._anew is not None:
            self._anew[key] = readable

    def exact(self, scan_id: str, view: str) -> None:
        """Learn that a picture that came from an archive is here whole, with its digest checked."""
        self._watch.came((scan_id, view))

    def viewed(self, scan_id: str, view: str) -> None:
        """Record that every part of a view was on screen.

        Raises
        ------
        Refused
            When files of the view have arrived since it was opened: they were not shown.
        """
        if (scan_id, view) in self.item.viewed:
            return
        self._as_opened.require(self.item, (scan_id, view))
        self._desk.record.note_viewed(self.item_id, self._desk.officer, scan_id, view)
        self._publish()

    def do_mark(self, act: MarkAct, second: SecondPerson | None = None) -> Mark | None:
        """Put an act on a mark on record; return the mark as it reads back, None when removed.

        Raises
        ------
        SecondNeeded
            When a mark is to go that a signed decision covers, and no second person stands by.
        NotAsDrawn
            When what reads back is not what was written.
        LeaseLost
            When the item is somebody else's now.
        """
        self.first_judgement()
        desk = self._desk
        try:
            return marking.do(desk.record, self.item_id, desk.officer, act, second)
        except Refused as error:
            note_refused(desk.record, self.item_id, desk.officer, act, error)
            raise

    @property
    def last_mark_number(self) -> int:
        """The highest number that a mark of the item ever had, 0 when there was none."""
        return self._desk.record.last_mark_number(self.item_id)

    def give_verdict(self, finding_id: str, verdict: Verdict) -> None:
        """Record what the officer says of a finding."""
        self.first_judgement()
        self._desk.record.save_verdict(self.item_id, self._desk.officer, finding_id, verdict)

    def acknowledge(self, notice_key: str) -> None:
        """Record that the officer has taken note of a warning.

        Raises
        ------
        Refused
            When there is no such notice now, or it is a block, which must be resolved.
        """
        notice = self._advice.to_acknowledge(self.item, notice_key)
        self._desk.record.acknowledge(self.item_id, self._desk.officer, notice)

    def confirm_link(self, scan_id: str, shipment_id: str) -> None:
        """Confirm, in the officer's name, that a scan shows the newest version of a shipment.

        Raises
        ------
        Refused
            When the two were never proposed for each other, or the shipment is gone.
        LeaseLost
            When the item is somebody else's now.
        """
        confirm_link(self._desk, self.item, scan_id, shipment_id)
        self._publish()

    def break_link(self, scan_id: str, shipment_id: str, reason: LinkReason) -> None:
        """Say, in the officer's name, that a scan does not show a shipment, and why.

        Raises
        ------
        Refused
            When nothing ties the two, or the reason is none that an officer gives.
        LeaseLost
            When the item is somebody else's now.
        """
        break_link(self._desk, self.item, scan_id, shipment_id, reason)
        self._publish()

    def observe(self, name: Observation, value: str) -> None:
        """Keep what was noted of the item that no message carries.

        Raises
        ------
        Refused
            When the text is longer than such a note is.
        LeaseLost
            When the item is somebody else's now.
        """
        self._desk.record.observe(self.item_id, self._desk.officer, name, value)
        self._publish()

    @property
    def standings(self) -> tuple[RuleStanding, ...]:
        """How every rule stands on the item now."""
        return self._advice.examined(self.item).standings

    def keep_draft(self, draft: Draft | None) -> None:
        """Record what is filled in so far."""
        if draft is not None:
            self.first_judgement()
        self._desk.record.save_draft(self.item_id, self._desk.officer, draft)

    def suggested_reasons(self) -> tuple[tuple[str, Sentence], ...]:
        """Return referral reasons with what suggests each."""
        return suggested_reasons(self.item, self.notices)

    def regions(self) -> tuple[Region, ...]:
        """Return every finding and mark as a place to look at."""
        return regions(self.item, self._watch.standing)

    def missing(self, draft: Draft) -> tuple[Missing, ...]:
        """Return what is missing before this draft can be signed."""
        waits = self._desk.site.release_needs_exact
        coming = self._watch.coming if waits else frozenset()
        return missing(self.item, self._advice.notices_with(self.item, draft), draft, coming)

    def sign(self, draft: Draft, second: SecondPerson | None = None) -> Recommendation:
        """Sign a decision; it is sealed on record when this returns.

        Raises
        ------
        SignInRefused
            When name and password of the second person do not belong together.
        MissingParts
            With every missing part and its field.
        Refused
            When the officer's role does not decide.
        LeaseLost
            When the item is somebody else's now.
        """
        if not self._desk.officer.may(Act.DECIDE):
            raise Refused(say("Your role does not sign decisions."))
        lacking = self.missing(draft)
        if second is not None:
            lacking = tuple(one for one in lacking if one.field != "second")
        if lacking:
            if not self.item.decisions:
                # Whose turn it is comes first: what another has not seen is no advice to this one.
                self.renew()
            raise MissingParts(lacking)
        self.first_judgement()
        if draft.kind is Kind.RECOMMEND_RELEASE:
            self._confirm_strong_links()
        item, notices = self.item, self._advice.notices_with(self.item, draft)
        recommendation = signed(
            item,
            draft,
            notices,
            watch=self._watch,
            clock=self.clock,
            signature=Signature(
                self._desk.officer,
                self._desk.site,
                self._desk.clock.now(),
                tuple(self._advice.known(item).dossiers.values()),
            ),
        )
        record, officer = self._desk.record, self._desk.officer
        return record.decide(recommendation, officer=officer, second=second)

    def _confirm_strong_links(self) -> None:
        """Confirm what was shown as strong: the officer signs with it in view."""
        for link in self.item.links:
            if link.link_class is LinkClass.STRONG:
                ends = (link.scan_id, link.shipment_id)
                confirm_link(self._desk, self.item, *ends, LinkReason.SIGNED)

    def hand_back(self) -> None:
        """Give the item up without a decision; marks and draft stay."""
        self._desk.record.hand_back(self.item_id, self._desk.officer)

    def renew(self) -> None:
        """Prolong the lease.

        Raises
        ------
        LeaseLost
            When the item is somebody else's now.
        """
        self._desk.record.renew(self.item_id, self._desk.officer)

    def hold(self, why: str, *, for_s: float = 0.0) -> None:
        """Stop the clock for a reason (``lock``, ``idle``, ``pause``) that has held a while."""
        self.clock.hold(why, for_s=for_s)
        self._note("held", {"why": why, "for_s": f"{for_s:g}"})

    def resume(self, why: str) -> None:
        """End one reason for standing still."""
        self.clock.resume(why)
        self._note("resumed", {"why": why})

    def _note(self, name: str, values: Mapping[str, str]) -> None:
        self._desk.record.note_event(self.item_id, self._desk.officer, name, values)

    def _publish(self) -> None:
        """Let the queue count what stands now."""
        item, notices = self.item, self.notices
        fired = self._advice.examined(item).fired
        self._desk.record.set_notices(item.item_id, notices, rules.risk(item, notices), fired)
