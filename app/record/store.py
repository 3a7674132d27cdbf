"""The record: everything that is kept, behind one door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.arrival import Arrival
from app.domain.clock import Clock
from app.domain.decision import Draft, Recommendation, needs_second
from app.domain.dossier import Dossier, Refusal
from app.domain.event import Event
from app.domain.filing import Filing
from app.domain.hit import Hit
from app.domain.known import Known
from app.domain.labelled import LabelledVerdict
from app.domain.mark import Mark
from app.domain.model_choice import ModelChoice, ModelInForce
from app.domain.notice import Notice
from app.domain.observation import Observation
from app.domain.officer import Officer
from app.domain.reference import Pictured
from app.domain.scan import ImageFile, Scan
from app.domain.second import FourEyes, SecondPerson
from app.domain.shipment import Shipment
from app.domain.threat import Arrived, ThreatDetectionReport, Verdict
from app.domain.train import Train
from app.domain.turn import Chosen
from app.domain.words import Sentence
from app.domain.work import Item, Link, QueueLine
from app.record import (
    around,
    arrived,
    copies,
    decisions,
    entries,
    finding,
    history,
    intake_lines,
    items,
    joining,
    kept,
    leases,
    links,
    marks,
    model_choices,
    preferences,
    queue,
    references,
    trains,
    verdicts,
)
from app.record import filings as filed
from app.record.access import Access
from app.record.accounts import HashCost
from app.record.chain import read_head
from app.record.copies import Restored
from app.record.deliveries import DeliveryRecord
from app.record.dispatch_record import DispatchRecord
from app.record.file_access import FileAccess
from app.record.filings import Added
from app.record.keeping_record import KeepingRecord
from app.record.keys import SealKeys
from app.record.late_record import LateRecord
from app.record.link_record import LinkRecord
from app.record.links import Saying
from app.record.marks import KeptMark
from app.record.people import People
from app.record.proof_record import ProofRecord
from app.record.replay_record import ReplayRecord
from app.record.seconds import Vouched
from app.record.supervision_record import SupervisionRecord
from app.record.tables import LINE
from app.record.turn_record import TurnRecord
from app.record.turn_tables import SKILL
from app.record.verify import Verification

if TYPE_CHECKING:
    from app.record.server.address import Address
    from app.record.server.listening import Listener
    from app.record.server.standing import Standing


class Record:
    """The record of one workspace. One object a thread; many programs at once.

    Every method that changes something is durable when it returns and raises a `KnownError` with
    a sentence when it is not done.
    """

    def __init__(
        self,
        access: Access,
        people: People,
        proof: ProofRecord | None = None,
        keeping: KeepingRecord | None = None,
    ) -> None:
        self._access = access
        self._people = people
        self._proof = proof or ProofRecord(access)
        self._keeping = keeping or KeepingRecord(access, people)

    @classmethod
    def open(
        cls, home: Path, *, keys: SealKeys, clock: Clock, cost: HashCost | None = None
    ) -> Record:
        """Open `home/record.db`; create it when there is none, bring it up to date when it is old.

        Parameters
        ----------
        home
            The workspace, on a disk of this machine: SQLite does not work on a network share.
        keys
            Key and anchor of this workspace. An existing record is not opened without its key.
        clock
            Gives the time of every line.
        cost
            What one guess of a password costs; the default suits an officer's workstation.
        """
        access = FileAccess.open(home / "record.db", keys, clock)
        return cls(access, People(access, cost or HashCost()))

    @classmethod
    def connect(
        cls, address: Address, folder: Path, *, clock: Clock, keys: SealKeys | None = None
    ) -> Record:
        """Return the record of a server; nobody is signed in there yet.

        Parameters
        ----------
        address
            Where it is.
        folder
            Where this machine keeps what is not in the record, such as code tables.
        clock
            Put right by the server's at each sign-in.
        keys
            The key of this machine, which signs what is taken away from a server: heads, cases.
        """
        # Loaded on the day it is needed: one machine alone has no server.
        from app.record.server.access import ServerAccess  # noqa: PLC0415 - see above
        from app.record.server.keeping import ServerKeeping  # noqa: PLC0415 - see above
        from app.record.server.people import ServerPeople  # noqa: PLC0415 - see above
        from app.record.server.proof import ServerProof  # noqa: PLC0415 - see above

        access = ServerAccess(address, folder, clock, keys)
        people = ServerPeople(access)
        return cls(access, people, ServerProof(access), ServerKeeping(access, people))

    def enter(self, login: str, password: str | None) -> None:
        """Sign a service in, or a command of one, without a line of its own.

        Raises
        ------
        Refused
            Of the embedded record, which whoever may write its files has open already.
        """
        self._people.enter(login, password)

    def catch_up(self) -> int:
        """Do what acts of people left to the service that takes things in; return how many items.

        On one machine every act does all that follows from it, and nothing is left.
        """
        return self._access.catch_up()

    def listen(self) -> Listener:
        """Return a line on which a server tells of news; `Refused` of an embedded record."""
        return self._access.listen()

    def standing(self) -> Standing:
        """Return how a server's record stands; `Refused` of an embedded one."""
        return self._access.standing()

    @property
    def linking(self) -> LinkRecord:
        """What linking asks of the record."""
        return LinkRecord(self._access)

    @property
    def deliveries(self) -> DeliveryRecord:
        """How views reached the screen."""
        return DeliveryRecord(self._access)

    @property
    def people(self) -> People:
        """Accounts, passwords, second persons."""
        return self._people

    @property
    def keeping(self) -> KeepingRecord:
        """Legal holds, what is due, and purging."""
        return self._keeping

    @property
    def proof(self) -> ProofRecord:
        """What proof asks of the record."""
        return self._proof

    @property
    def dispatch(self) -> DispatchRecord:
        """What sending referrals and taking results asks of the record."""
        return DispatchRecord(self._access)

    @property
    def late(self) -> LateRecord:
        """What working alone asks of the record once the line is back."""
        return LateRecord(self._access)

    @property
    def supervision(self) -> SupervisionRecord:
        """What supervision asks of the record."""
        return SupervisionRecord(self._access)

    @property
    def opened(self) -> tuple[Access, People]:
        """What another view of the same record is made of (`BlindRecord`)."""
        return self._access, self._people

    @property
    def replays(self) -> ReplayRecord:
        """What supervision asks of the record: how decisions were made."""
        return ReplayRecord(self._access)

    @property
    def turns(self) -> TurnRecord:
        """Skills, and turns out of the order of the queue."""
        return TurnRecord(self._access)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._access.path

    def close(self) -> None:
        """Let go of the file."""
        self._access.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- people --------------------------------------------------------------------------------

    def add_account(self, officer: Officer, password: str) -> None:
        """Add a person; see `People.add`."""
        self.people.add(officer, password)

    def accounts(self) -> tuple[Officer, ...]:
        """Return everybody who has an account."""
        return self.people.all()

    def sign_in(self, account: str, password: str) -> Officer:
        """Return the person whose account and password these are, else raise `SignInRefused`."""
        return self.people.sign_in(account, password)

    def sign_out(self, officer: Officer) -> None:
        """Write that a person left."""
        self.people.sign_out(officer)

    def preferences(self, officer: Officer) -> Mapping[str, str]:
        """Return what a person likes: name to JSON text; not sealed."""
        with self._access.read() as connection:
            return preferences.read_preferences(connection, officer)

    def keep_preference(self, officer: Officer, name: str, body: str) -> None:
        """Keep what a person likes; `Refused` for text that is too large or not JSON."""
        with self._access.touch() as connection:
            preferences.keep_preference(connection, officer, name, body, self._access.now())

    # --- arrival -------------------------------------------------------------------------------

    def add_image(self, scan: Scan, file: ImageFile) -> bool:
        """Add one file of a scan; False when this file is on record already."""
        with self._access.write() as writing:
            return intake_lines.add_image(writing, scan, file)

    def add_shipment(self, shipment: Shipment) -> bool:
        """Add a version of a shipment; False when the same data is on record already."""
        with self._access.write() as writing:
            return intake_lines.add_shipment(writing, shipment)

    def add_filings(self, filings: Sequence[Filing]) -> Added:
        """Add what was filed, and what stands after it.

        All or none is on record when this returns. A batch holds `LARGEST_BATCH` at most.
        """
        with self._access.write() as writing:
            return filed.add_filings(writing, filings)

    def refusals(self, filings: Sequence[Filing]) -> tuple[tuple[Filing, Refusal], ...]:
        """Return which of these filings are kept and not applied, and why."""
        with self._access.read() as connection:
            return filed.refusals_of(connection, filings, self._access.now())

    def note_arrival(self, arrival: Arrival) -> None:
        """Write that a file of messages was taken in to its end."""
        with self._access.write() as writing:
            filed.note_arrival(writing, arrival)

    def arrival(self, sha256: str) -> Arrival | None:
        """Return what a file of messages held; None when it was not taken in to its end."""
        with self._access.read() as connection:
            return filed.read_arrival(connection, sha256)

    def arrivals(self) -> tuple[Arrival, ...]:
        """Return the files of messages that were taken in to their end, oldest first."""
        with self._access.read() as connection:
            return filed.read_arrivals(connection)

    def note_rejected(self, path_name: str, sha256: str, reason: Sentence) -> None:
        """Write that a file was turned away."""
        with self._access.write() as writing:
            intake_lines.note_rejected(writing, path_name, sha256, reason)

    def put_link(self, link: Link) -> None:
        """Tie a scan to a shipment; scans that share a shipment become one item."""
        with self._access.write() as writing:
            joining.put_link(writing, link)

    def say_links(
        self, item_id: str, officer: Officer, saying: Saying, said: Sequence[Link]
    ) -> None:
        """Keep what an officer says of links; `LeaseLost` when the item is somebody else's."""
        with self._access.write() as writing:
            links.say_links(writing, item_id, officer, saying, said)

    def link_versions(self, scan_id: str) -> tuple[Link, ...]:
        """Return every version of every link of a scan, oldest first."""
        with self._access.read() as connection:
            return links.link_versions(connection, scan_id)

    def add_report(self, report: ThreatDetectionReport) -> None:
        """Add what screening made of one view."""
        with self._access.write() as writing:
            intake_lines.add_report(writing, report)

    def put_models(self, models: tuple[ModelInForce, ...], officer: Officer | None) -> ModelChoice:
        """Put models in force; `Refused` when the person's role does not allow it."""
        with self._access.write() as writing:
            return model_choices.put_models(writing, models, officer)

    def models(self) -> ModelChoice | None:
        """Return the models in force; None when none were ever put in force."""
        with self._access.read() as connection:
            return next(model_choices.read_choices(connection), None)

    def model_choices(self) -> tuple[ModelChoice, ...]:
        """Return every choice of models, newest first."""
        with self._access.read() as connection:
            return tuple(model_choices.read_choices(connection))

    # --- reading -------------------------------------------------------------------------------

    def scans(self) -> tuple[Scan, ...]:
        """Return every scan, in order of arrival."""
        with self._access.read() as connection:
            return items.read_scans(connection)

    def scan(self, scan_id: str) -> Scan:
        """Return one scan; `Refused` when it is unknown."""
        with self._access.read() as connection:
            return items.read_scan(connection, scan_id)

    def shipments(self, *, current: bool = True) -> tuple[Shipment, ...]:
        """Return the newest version of each shipment, or every version when not only current."""
        with self._access.read() as connection:
            return items.read_shipments(connection, current=current)

    def shipment(self, shipment_id: str) -> Shipment:
        """Return the newest version of one shipment; `Refused` when it is unknown."""
        with self._access.read() as connection:
            return items.read_shipment(connection, shipment_id)

    def dossier(self, key: str) -> Dossier:
        """Return everything on file about a CCN, house bill or courier shipment."""
        with self._access.read() as connection:
            return filed.read_dossier(connection, key, self._access.now())

    def dossiers(self, item_id: str) -> Mapping[str, Dossier]:
        """Return the dossiers of the shipments that an item's scans are tied to, by shipment."""
        with self._access.read() as connection:
            item_id = items.current(connection, item_id).item_id
            tied = entries.linked_shipments(connection, item_id)
            names = [shipment.shipment_id for shipment in tied]
            return filed.read_dossiers(connection, names, self._access.now())

    def filings(self, key: str) -> tuple[Filing, ...]:
        """Return the filings of a key as they came in, oldest arrival first."""
        with self._access.read() as connection:
            return filed.read_filings(connection, key)

    def newest_filing(self) -> int:
        """Return the number of the newest filing's line; it grows when something was filed."""
        with self._access.read() as connection:
            return filed.newest_filing(connection)

    def feed_events(self) -> tuple[Event, ...]:
        """Return what happened to the feed itself, oldest first."""
        with self._access.read() as connection:
            return filed.feed_events(connection)

    def mentions(self, numbers: Collection[tuple[str, str]]) -> tuple[str, ...]:
        """Return the shipments that declare any of some numbers.

        Parameters
        ----------
        numbers
            (what it names, number), as `app.shipments.linking.keys.index_value` writes it.
        """
        with self._access.read() as connection:
            return finding.shipments_declaring(connection, numbers)

    def scans_near(self, numbers: Collection[tuple[str, str]]) -> tuple[str, ...]:
        """Return the scans of which any of some numbers was read, or nearly: one sign apart."""
        with self._access.read() as connection:
            return finding.scans_near(connection, numbers)

    def find(self, text: str, *, most: int = 50) -> tuple[Hit, ...]:
        """Return what a number names: items, scans, shipments, conveyances; best first."""
        with self._access.read() as connection:
            return finding.find(connection, text, most)

    def item(self, item_id: str) -> Item:
        """Return everything on record about an item; one that was joined leads to the other."""
        with self._access.read() as connection:
            return items.read_item(connection, item_id, self._access.now())

    def item_of_scan(self, scan_id: str) -> str:
        """Return the item that a scan belongs to."""
        with self._access.read() as connection:
            return items.require_scan(connection, scan_id)

    def items(self) -> tuple[str, ...]:
        """Return the items that stand, in order of arrival."""
        with self._access.read() as connection:
            return items.item_ids(connection)

    def last_mark_number(self, item_id: str) -> int:
        """Return the highest number that any mark of an item ever had, removed ones included."""
        with self._access.read() as connection:
            return items.last_mark_number(connection, items.current(connection, item_id).item_id)

    def decided_views(
        self, after: int = 0, most: int | None = None
    ) -> tuple[tuple[Pictured, ...], int]:
        """Return the views of items decided after a line, to compare with, and the last line."""
        with self._access.read() as connection:
            return references.decided_views(connection, after, most)

    def items_of_stream(self, stream: str) -> frozenset[str]:
        """Return the items with earlier shipments of one shipper and heading."""
        with self._access.read() as connection:
            return history.items_of_stream(connection, stream, self._access.now())

    def labelled_verdicts(self) -> Iterator[LabelledVerdict]:
        """Yield every verdict that was given, oldest first, as it stands when it is begun."""
        with self._access.read() as connection:
            yield from verdicts.labelled_verdicts(connection, self._access.keys)

    def arrived(self, after: int, since: dt.datetime) -> tuple[Arrived, ...]:
        """Return the views screened after a line and since a time, in their order.

        Only those of which the signs were measured.
        """
        with self._access.read() as connection:
            return arrived.read_arrived(connection, after, since)

    # --- the queue -----------------------------------------------------------------------------

    def set_notices(
        self, item_id: str, notices: tuple[Notice, ...], risk: float, fired: Collection[str] = ()
    ) -> None:
        """Keep what rules and comparisons say of an item; not sealed, computed again at will.

        `fired` names the rules that fired, also those that only show a grey chip. On a server the
        service that takes things in keeps them; what others say is not kept.
        """
        if not self._access.keeps_tables:
            return
        with self._access.touch() as connection:
            queue.set_notices(connection, item_id, notices, risk, fired)

    def fired(self, item_id: str) -> frozenset[str]:
        """Return the rules that fired on an item when its notices were set last."""
        with self._access.read() as connection:
            return queue.fired_on(connection, item_id)

    def rule_counts(self) -> Mapping[str, int]:
        """Return how often each rule began to fire on an item, by its name."""
        with self._access.read() as connection:
            return queue.rule_counts(connection)

    def known(self, item: Item) -> Known:
        """Return what is on record around an item, for the rules."""
        with self._access.read() as connection:
            return around.read_known(connection, item, self._access.now())

    def notices(self, item_id: str) -> tuple[Notice, ...]:
        """Return what rules and comparisons said last."""
        with self._access.read() as connection:
            return queue.notices(connection, item_id)

    def queue(
        self, *, officer: Officer | None = None, include_decided: bool = False
    ) -> tuple[QueueLine, ...]:
        """Return the queue by time left, then risk; of one person's port when one is given."""
        with self._access.read() as connection:
            desk = self._access.desk(connection)
            hidden = () if desk is None or not include_decided else desk.hidden_rows()
            now = self._access.now()
            return queue.lines(
                connection,
                now,
                officer,
                include_decided=include_decided,
                hidden=hidden,
                named=self._access.reads_names,
            )

    def train_of(self, item_id: str, officer: Officer) -> Train | None:
        """Return the scanned cars of an item's train in their order; None when it has none."""
        with self._access.read() as connection:
            desk = self._access.desk(connection)
            hidden = () if desk is None else desk.hidden_rows()
            return trains.train_of(connection, item_id, officer.account, self._access.now(), hidden)

    def scans_of(self, item_ids: Sequence[str]) -> Mapping[str, tuple[Scan, ...]]:
        """Return the scans of items that stand, in order of arrival."""
        with self._access.read() as connection:
            return items.scans_by_item(connection, item_ids)

    def claim_next(
        self, officer: Officer, *, lease_s: float = 900, chosen: Chosen | None = None
    ) -> Item | None:
        """Give the officer the first item that waits for her; None when nothing does."""
        with self._access.write() as writing:
            item_id = leases.claim_next(writing, officer, lease_s, chosen)
        return None if item_id is None else self.item(item_id)

    def claim(
        self, item_id: str, officer: Officer, *, lease_s: float = 900, take_over: bool = False
    ) -> Item:
        """Give the officer this item; `Held` while somebody else has it, unless taken over."""
        with self._access.write() as writing:
            item_id = leases.claim(writing, item_id, officer, lease_s, take_over=take_over)
        return self.item(item_id)

    def renew(self, item_id: str, officer: Officer) -> None:
        """Let the officer's lease run its whole length again; `LeaseLost` when it is gone."""
        with self._access.touch() as connection:
            desk = self._access.desk(connection)
            if desk is None:
                leases.renew(connection, item_id, officer, self._access.now())
            else:
                desk.renew(item_id)

    def hand_back(self, item_id: str, officer: Officer) -> None:
        """Put the officer's item back into the queue."""
        with self._access.write() as writing:
            leases.hand_back(writing, item_id, officer)

    # --- review --------------------------------------------------------------------------------

    def save_mark(self, item_id: str, officer: Officer, mark: Mark) -> None:
        """Keep a mark, new or changed; durable when this returns."""
        with self._access.write() as writing:
            marks.save_mark(writing, item_id, officer, mark)

    def remove_mark(
        self, item_id: str, officer: Officer, mark_id: str, second: SecondPerson | None = None
    ) -> None:
        """Take a mark away; its number is not used again.

        One that a signed decision covers needs a second person; `SecondNeeded` without.
        """
        vouched = self._vouched(second, officer, FourEyes.REMOVE_MARK)
        with self._access.write() as writing:
            marks.remove_mark(writing, item_id, officer, mark_id, vouched)

    def restore_mark(self, item_id: str, officer: Officer, mark_id: str) -> None:
        """Let a removed mark stand again, as it was, under its own number."""
        with self._access.write() as writing:
            marks.restore_mark(writing, item_id, officer, mark_id)

    def find_mark(self, item_id: str, mark_id: str) -> KeptMark | None:
        """Return a mark as it stands on record, removed or not; None when it was never drawn."""
        with self._access.read() as connection:
            item_id = items.current(connection, item_id).item_id
            return marks.find_mark(connection, item_id, mark_id)

    def save_verdict(
        self, item_id: str, officer: Officer, finding_id: str, verdict: Verdict
    ) -> None:
        """Keep what the officer says of a finding."""
        with self._access.write() as writing:
            marks.save_verdict(writing, item_id, officer, finding_id, verdict)

    def acknowledge(self, item_id: str, officer: Officer, notice: Notice) -> None:
        """Keep that the officer has taken note of a notice."""
        with self._access.write() as writing:
            marks.acknowledge(writing, item_id, officer, notice)

    def observe(self, item_id: str, officer: Officer, name: Observation, value: str) -> None:
        """Keep what was noted of an item that no message carries; empty takes it back."""
        with self._access.write() as writing:
            marks.observe(writing, item_id, officer, name, value)

    def note_viewed(self, item_id: str, officer: Officer, scan_id: str, view: str) -> None:
        """Keep that every part of a view was on the officer's screen."""
        with self._access.write() as writing:
            marks.note_viewed(writing, item_id, officer, scan_id, view)

    def note_shown(
        self, item_id: str, officer: Officer, view: tuple[str, str], *, readable: bool = True
    ) -> None:
        """Keep that a view (scan_id, view) stood on the officer's screen.

        Not readable means that the reason why it cannot be shown stood there.
        """
        with self._access.write() as writing:
            marks.note_shown(writing, item_id, officer, view, readable=readable)

    def note_event(
        self, item_id: str, officer: Officer, name: str, values: Mapping[str, str]
    ) -> None:
        """Keep that something happened; needs no lease, for it changes nothing."""
        with self._access.write() as writing:
            marks.note_event(writing, item_id, officer, name, values)

    def save_draft(self, item_id: str, officer: Officer, draft: Draft | None) -> None:
        """Keep what the officer has filled in so far; None throws it away."""
        with self._access.write() as writing:
            marks.save_draft(writing, item_id, officer, draft)

    def decide(
        self,
        recommendation: Recommendation,
        *,
        officer: Officer,
        second: SecondPerson | None = None,
    ) -> Recommendation:
        """Record a signed recommendation and close its item; return it as recorded.

        Some overrides need a second person; `SecondNeeded` without.
        """
        needed = second if needs_second(recommendation.overrides) else None
        vouched = self._vouched(needed, officer, FourEyes.OVERRIDE)
        with self._access.write() as writing:
            return decisions.decide(writing, recommendation, officer, vouched)

    def _vouched(
        self, second: SecondPerson | None, officer: Officer, act: FourEyes
    ) -> Vouched | None:
        return None if second is None else self.people.vouch(second, officer, act)

    # --- proof ---------------------------------------------------------------------------------

    def verify(self) -> Verification:
        """Prove every line, the signed head, and every row that follows from the lines."""
        return self._access.verify()

    def copy_to(self, path: Path) -> None:
        """Copy the record as it stands at one moment; others may write meanwhile.

        Of a server's record the log alone is copied, after it was proved.
        """
        self._access.copy_to(path)

    def note_restored(self, restored: Restored) -> None:
        """Write that the record was put back from a backup."""
        copies.note_restored(self._access, restored)

    @property
    def keys(self) -> SealKeys:
        """The keys that it is sealed with; on a server, what this machine signs with."""
        return self._access.keys

    @property
    def clock(self) -> Clock:
        """The time that its lines are given."""
        return self._access.clock

    def kept_files(self) -> frozenset[str]:
        """Return the digests of every file that the record speaks of and that was not purged."""
        with self._access.read() as connection:
            return kept.kept_files(connection)

    def version(self) -> int:
        """Return the number of the last line; it grows whenever something is written.

        On a server it is the last one that concerns whoever is signed in.
        """
        with self._access.read() as connection:
            head = read_head(connection)
            if head is not None:
                return head.length
            # A server's record has a head for each chain; its numbers of lines grow over all. What
            # an officer is trained for is no line of hers, and changes what she is given.
            ends = (connection.scalar(select(func.max(seq))) for seq in (LINE.c.seq, SKILL.c.seq))
            return max(end or 0 for end in ends)
