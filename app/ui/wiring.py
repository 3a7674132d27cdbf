"""What the window is given: the room of review and the few calls beside it, as callables.

``write`` below means the jobs' single writer thread: the record is opened in it by ``room``,
``sign_in`` or ``verify``, whichever comes first, and never leaves it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from app.domain.clock import Clock, system_clock
from app.domain.coming import Progress, Trouble
from app.domain.decision import Draft, Recommendation, Region
from app.domain.delivery import ArchiveStanding
from app.domain.dossier import Dossier
from app.domain.drift import Drift
from app.domain.errors import Missing
from app.domain.exam_result import ExamResult
from app.domain.filing import Filing
from app.domain.hit import Hit
from app.domain.late import AloneDecision, Standing, Waiting
from app.domain.mark import Borrowed, Mark, MarkAct
from app.domain.notice import Comparison, Notice
from app.domain.observation import Observation
from app.domain.officer import Officer
from app.domain.officer_figures import OfficerFigures
from app.domain.paper import PaperManifest
from app.domain.passing import PassOn
from app.domain.place import Doors
from app.domain.raw import Asked, RawMessage
from app.domain.reference import Aim, Found, Reference
from app.domain.replay import AsSeen, Replay
from app.domain.rule import RuleRow, RuleStanding
from app.domain.scan import Original, Scan
from app.domain.second import SecondPerson
from app.domain.supervision import Answer, Recheck, Stands
from app.domain.supervision_case import Case
from app.domain.threat import ThreatDetectionReport, Verdict
from app.domain.train import Train
from app.domain.turn import Chosen
from app.domain.words import Sentence
from app.domain.work import Item, Link, LinkReason, QueueLine
from app.ui.tables_like import TablesLike
from imaging.radiograph import Radiograph
from imaging.standing import Frame

TakeArrivals = Callable[[Callable[[], bool], Callable[[Sentence], None]], tuple[Sentence, ...]]
"""Takes in what has arrived: asks whether to leave off, and tells how far it is."""

Key = tuple[str, str]
"""(scan_id, view): one picture."""


Files = Mapping[Key, tuple[Original, ...]]
"""The original files of each picture of an item."""


class SittingLike(Protocol):
    """One item under review, as ``app.review.Sitting`` has it; all calls in ``write``."""

    @property
    def item(self) -> Item:
        """The item as it stands on record."""
        ...

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Everything the rules and comparisons say."""
        ...

    @property
    def open_notices(self) -> tuple[Notice, ...]:
        """The notices that nobody has acknowledged."""
        ...

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Declared against seen."""
        ...

    @property
    def undeclared(self) -> frozenset[str]:
        """Findings, by finding_id, that read like nothing that is declared."""
        ...

    @property
    def dossiers(self) -> Mapping[str, Dossier]:
        """What is on file about each shipment, by shipment_id."""
        ...

    @property
    def standings(self) -> tuple[RuleStanding, ...]:
        """How every rule stands on the item now."""
        ...

    def observe(self, name: Observation, value: str) -> object:
        """Keep what was noted of the item that no message carries."""
        ...

    def filings(self, asked: Sequence[Asked]) -> tuple[tuple[Filing, str], ...]:
        """Return the transmissions that are asked for, each with the path of the value in it."""
        ...

    @property
    def lease_left_s(self) -> float:
        """Seconds until the claim runs out."""
        ...

    def grown(self) -> Files:
        """Take up what has come of views that come in stretches; return their originals."""
        ...

    def radiograph_files(self, scan_id: str, view: str) -> tuple[Original, ...]:
        """Return the originals of one picture."""
        ...

    def heat_file(self, report: ThreatDetectionReport) -> Path | None:
        """Return the model's heat map, if one was kept."""
        ...

    def first_paint(self) -> object:
        """Start the clock."""
        ...

    def first_judgement(self) -> object:
        """Note the first verdict, mark or opened form."""
        ...

    def tool_used(self, name: str) -> object:
        """Note a tool."""
        ...

    def stands(self, scan_id: str, view: str, frame: Frame, doors: Doors) -> object:
        """Learn where the object stands in a picture, and at which end its doors are."""
        ...

    def dwell(self, scan_id: str, view: str, seconds: float) -> object:
        """Add seconds of looking at one picture."""
        ...

    def viewed(self, scan_id: str, view: str) -> object:
        """Note that the whole extent was on screen."""
        ...

    def shown(self, scan_id: str, view: str, *, readable: bool = True) -> object:
        """Note that a picture stands on the screen, or why it cannot be shown."""
        ...

    def exact(self, scan_id: str, view: str) -> object:
        """Note that a picture that came from an archive is here whole and checked."""
        ...

    def display_state(self, scan_id: str, view: str, state: Mapping[str, str]) -> object:
        """Note how the picture was shown."""
        ...

    def screen(self, scan_id: str, view: str, state: Mapping[str, str]) -> object:
        """Note how the picture stands on screen; what changed since goes on record."""
        ...

    def told(self, notices: tuple[Notice, ...], comparisons: tuple[Comparison, ...]) -> object:
        """Note which notices and comparisons stand on screen, where they are news."""
        ...

    @property
    def last_mark_number(self) -> int:
        """The highest number that a mark of the item ever had."""
        ...

    def do_mark(self, act: MarkAct, second: SecondPerson | None = None) -> Mark | None:
        """Put an act on a mark on record; return the mark as it reads back. Twice is once.

        Raises SecondNeeded where a signed decision covers a mark that is to go.
        """
        ...

    def give_verdict(self, finding_id: str, verdict: Verdict) -> object:
        """Keep a verdict on a finding."""
        ...

    def acknowledge(self, notice_key: str) -> object:
        """Keep that a notice was read."""
        ...

    def confirm_link(self, scan_id: str, shipment_id: str) -> object:
        """Keep that the scan shows this shipment."""
        ...

    def break_link(self, scan_id: str, shipment_id: str, reason: LinkReason) -> object:
        """Say that a scan does not show a shipment, and why."""
        ...

    def keep_draft(self, draft: Draft | None) -> object:
        """Keep a form as it is filled in; None forgets it."""
        ...

    def suggested_reasons(self) -> tuple[tuple[str, Sentence], ...]:
        """Return referral reasons with their origin."""
        ...

    def regions(self) -> tuple[Region, ...]:
        """Return every finding and mark as a place to look."""
        ...

    def missing(self, draft: Draft) -> tuple[Missing, ...]:
        """Return what a draft still lacks."""
        ...

    def sign(self, draft: Draft, second: SecondPerson | None = None) -> Recommendation:
        """Sign; again after a signature, it supersedes. Raises MissingParts."""
        ...

    def hand_back(self) -> object:
        """Give the item up."""
        ...

    def renew(self) -> object:
        """Prolong the lease; raises LeaseLost."""
        ...

    def hold(self, why: str, *, for_s: float = 0.0) -> object:
        """Stop the clock for a named reason that has held a while."""
        ...

    def resume(self, why: str) -> object:
        """End one reason for standing still."""
        ...


class JournalLike(Protocol):
    """Notes of acts on marks beside the record, as ``app.review.unsaved.Journal`` has it."""

    def note(self, item_id: str, act: MarkAct) -> object:
        """Note an act; raises OSError."""
        ...

    def clear(self) -> object:
        """Forget the notes: everything is on record."""
        ...

    def sync(self) -> object:
        """Bring the notes to the disk itself; in ``write``."""
        ...

    def close(self) -> object:
        """Take the notes away when there are none."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class TakenUp:
    """What was left of an earlier session that ended before everything was saved."""

    journal: JournalLike | None
    """None where notes cannot be kept here; the troubles say why."""
    kept: int = 0
    """Marks that are on record now and were not."""
    refused: tuple[Sentence, ...] = ()
    """Why others could not be put on record."""
    troubles: tuple[Sentence, ...] = ()
    """What stands in the way of reading or keeping such notes."""


class ListenerLike(Protocol):
    """A line on which a server tells that the record has grown."""

    @property
    def closed(self) -> bool:
        """Whether nothing is heard any more."""
        ...

    def fileno(self) -> int:
        """Return what can be read when something was said."""
        ...

    def take(self) -> bool:
        """Read what was said, without waiting; whether anything was."""
        ...

    def close(self) -> object:
        """Hang up."""


class SupervisionLike(Protocol):
    """The supervisor's room, as ``app.supervision.SupervisionRoom`` has it; in ``write``."""

    def lines(self) -> tuple[Recheck, ...]:
        """Return what waits, the weightiest reason first; raises Refused for officers."""
        ...

    def case(self, recommendation_id: str) -> Case:
        """Open one line; that she looked at it goes on record."""
        ...

    def answer(
        self,
        recommendation_id: str,
        answer: Answer,
        comment: str = "",
        reasons: tuple[str, ...] = (),
    ) -> object:
        """Agree, differ, or return with a comment; raises Refused for what lacks."""
        ...

    def ask_reading(self, recommendation_id: str, reader: str = "") -> object:
        """Ask for a blind second reading."""
        ...

    def adjudicate(self, reading_id: str, stands: Stands, comment: str = "") -> object:
        """Say which of two readings stands."""
        ...

    def approve(self, verdict_line: int, *, approved: bool, reason: str = "") -> object:
        """Let a verdict be trained on, or no longer."""
        ...


class OutageLike(Protocol):
    """A record that may go away, as ``app.outage.AwayRecord`` has it; calls in ``write``."""

    @property
    def stands(self) -> Standing:
        """How one stands; any thread may look."""
        ...

    @property
    def told(self) -> Sentence | None:
        """What to say at the beginning of the outbox of whoever sits here; any thread may look."""
        ...

    def wait_s(self) -> float:
        """Return how long to wait before the line is tried again; in any thread."""
        ...

    def probe(self) -> object:
        """Try whether the record answers, in the thread for long runs; raises when it does not."""
        ...

    def failed(self) -> object:
        """Note that a probe came to nothing."""
        ...

    def send_next(self) -> bool:
        """Send the first act that waits; False when none does. Raises when the line breaks."""
        ...

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what the record refused, then what waits to be sent."""
        ...

    def look_what_waits(self) -> tuple[AloneDecision, ...]:
        """Return decisions made alone that wait to be confirmed."""
        ...

    def confirm(self, recommendation_id: str) -> object:
        """Stand by a decision that was made alone."""
        ...

    def take_note(self, act_id: str) -> object:
        """Keep that the officer has read why an act was refused."""
        ...


class RoomLike(Protocol):
    """The officer's desk in plain Python, as ``app.review.ReviewRoom`` has it."""

    def next(self, chosen: Chosen | None = None) -> SittingLike | None:
        """Claim the next item among what was chosen, None when nothing waits."""
        ...

    def open(self, item_id: str) -> SittingLike:
        """Claim this item."""
        ...

    def read(self, item_id: str) -> SittingLike:
        """Take up an item to look at; nothing is claimed."""
        ...

    def look_again(self, item_id: str) -> SittingLike:
        """Take up a decided item to look at once more; what is shown goes on record anew."""
        ...

    def take_over(self, item_id: str) -> SittingLike:
        """Claim an item that somebody else has; raises Refused for all but supervisors."""
        ...

    def lines(self) -> tuple[QueueLine, ...]:
        """Return the queue."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class Glance:
    """What the queue's preview shows of an item that nobody has opened."""

    item: Item
    notices: tuple[Notice, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    files: Files = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """The original files of each picture."""


Box = tuple[int, int, int, int]
"""(left, top, right, bottom) in stored pixels."""


class StageLike(Protocol):
    """A picture as far as it is here, to be replaced by a sharper one without a jump."""

    @property
    def radiograph(self) -> Radiograph:
        """Its pixels, at reduced size while they are coarse."""
        ...

    @property
    def full_shape(self) -> tuple[int, int]:
        """(rows, columns) as stored."""
        ...

    @property
    def halvings(self) -> int:
        """How often the whole view is halved."""
        ...

    @property
    def sharp(self) -> Box | None:
        """What is sharper than that; None when nothing is."""
        ...

    @property
    def sharp_halvings(self) -> int:
        """How often that is halved."""
        ...

    @property
    def exact(self) -> bool:
        """Whether every byte is here and is the one on record."""
        ...

    @property
    def share(self) -> float:
        """Of its bytes, what is here, 0 to 1."""
        ...


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class FirstLook:
    """The first look at a long picture that lies here: see `StageLike`."""

    radiograph: Radiograph
    full_shape: tuple[int, int]
    halvings: int
    sharp: Box | None = None
    sharp_halvings: int = 0
    exact: bool = False
    share: float = 1.0


Told = StageLike | Progress | Trouble


class StreamsLike(Protocol):
    """What brings pictures from an archive, in threads of its own."""

    def open(self, key: Key, files: tuple[Original, ...], tell: Callable[[Told], object]) -> object:
        """Bring a picture, before those that were opened earlier; ``tell`` runs in a thread."""
        ...

    def look(self, key: Key, box: Box, halvings: int) -> object:
        """Say what of it is in sight, and how often that can be halved on this screen."""
        ...

    def again(self) -> object:
        """Try again at once what did not come."""
        ...

    def forget(self) -> object:
        """Let every picture go."""
        ...

    def close(self) -> object:
        """End the threads."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class WindowSettings:
    """What a workplace may set of the window."""

    language: str = "en"
    theme: str = "dark"
    scale: float = 1.0
    idle_lock_s: float = 300.0
    idle_hold_s: float = 60.0
    """Seconds without a sign of life after which the clock of the review stands still."""
    size: tuple[int, int] = (1920, 1080)
    places: tuple[str, ...] = ()
    """Where exams are made, offered in a referral."""
    workspace: str = ""
    """Name of the workspace, shown at sign-in."""
    release_needs_exact: bool = True
    """Whether only pictures without any loss count as seen."""


@dataclasses.dataclass(frozen=True, slots=True)
class Replaying:
    """How decisions were made, and how they turned out."""

    of: Callable[[str, Officer], Replay]
    """The decision of this identity as it was seen, in ``write``; raises Refused."""
    picture: Callable[[AsSeen, Key], Radiograph]
    """A picture from the files of then, each proved by its digest, in a reading thread; raises
    KnownError when one of them is gone or another."""
    heat: Callable[[AsSeen, Key], Path | None]
    """The heat map of then, proved likewise; None where there is none."""
    figures: Callable[[Officer], tuple[OfficerFigures, ...]]
    """Confidence against outcomes, of all officers and of each, in ``write``; raises Refused."""


@dataclasses.dataclass(frozen=True, slots=True)
class Wiring:
    """The calls that join the window to the other rooms."""

    sign_in: Callable[[str, str], Officer]
    """(account, password), in ``write``; raises SignInRefused."""
    sign_out: Callable[[Officer], object]
    """In ``write``."""
    room: Callable[[Officer], RoomLike]
    """In ``write``, once for each officer who signs in."""
    read_view: Callable[[tuple[Path, ...]], Radiograph]
    """The picture in these files, in a reading thread; raises the errors of imaging."""
    read_first: Callable[[tuple[Path, ...]], FirstLook | None]
    """A coarse picture of a long scan, in a reading thread; None where the whole is as quick."""
    screen_next: Callable[[], bool]
    """Screen one scan that waits, in a thread of its own; False when none does."""
    look: Callable[[str], Glance | None]
    """An item without claiming it, in ``write``."""
    hand_back: Callable[[str, Officer], object]
    """Give up a claim from the queue, in ``write``."""
    record_version: Callable[[], int]
    """Number of lines on record, in ``write``; polled to see that something changed."""
    verify: Callable[[], object]
    """Check the whole record, in ``write``."""
    screening_status: Callable[[], str]
    """Model and provider in one line, in ``write``; empty when there is none."""
    preferences: Callable[[Officer], Mapping[str, str]]
    """What an officer likes: name to JSON text, in ``write``."""
    keep_preference: Callable[[Officer, str, str], object]
    """(officer, name, JSON text), in ``write``; raises Refused for text that is too large."""
    references: Callable[[str, Key, Aim], Found] | None = None
    """What a picture of an item can be compared with, in ``write``; None where switched off."""
    read_reference: Callable[[Reference, Radiograph], Radiograph] | None = None
    """The pixels of a reference, in a reading thread, given the picture beside it."""
    take_up: Callable[[Officer], TakenUp] | None = None
    """What an earlier session could not save, put on record; in ``write``, after ``room``."""
    borrow_marks: Callable[[Path, tuple[Scan, ...]], Borrowed] | None = None
    """The marks of a file drawn on one of these scans, in a reading thread; raises KnownError."""
    read_small: Callable[[tuple[Path, ...]], Radiograph] | None = None
    """A picture that is good for a thumbnail, in a reading thread; None to use ``read_view``."""
    files_of: Callable[[Sequence[str]], Mapping[str, Files]] = lambda _: MappingProxyType({})
    """The original files of every picture of these items, in ``write``."""
    train_of: Callable[[str, Officer], Train | None] = lambda *_: None
    """The train that an item is a part of, as this officer has seen it, in ``write``."""
    tables: TablesLike | None = None
    """Code tables; None where there are none to look into."""
    raw: Callable[[Filing, str], RawMessage] | None = None
    """A message as it was sent with the place of a value in it, in a reading thread; raises
    KnownError when the original is not kept."""
    link_versions: Callable[[str], tuple[Link, ...]] = lambda _: ()
    """Every version of every link of a scan, oldest first; in ``write``."""
    find: Callable[[str], tuple[Hit, ...]] = lambda _: ()
    """What a number names, whoever's queue it is in; in ``write``."""
    referral: Callable[[str, Officer], Recommendation] | None = None
    """The decision that a number names, its own, its package's or its item's, for who says what
    came of it, in ``write``; raises Refused. None where no results are typed."""
    keep_result: Callable[[ExamResult, Officer], object] | None = None
    """What an examination came to, put on record, in ``write``; None when it was there already."""
    send_due: Callable[[], object] | None = None
    """Send the packages for ports that are due, and end those whose time has come; in the thread
    for long runs; raises KnownError. None where another program does."""
    take_arrivals: TakeArrivals | None = None
    """Take in what is complete in the watched folder, in the thread for long runs; returns what
    to say. None where no folder is watched."""
    rule_cards: tuple[RuleRow, ...] = ()
    """Every rule, as a person reads it."""
    rule_counts: Callable[[], Mapping[str, int]] = lambda: MappingProxyType({})
    """How often each rule began to fire on an item, by its name; in ``write``."""
    supervision: Callable[[Officer], SupervisionLike] | None = None
    """The re-check queue of a supervisor; its room refuses all others."""
    streams: StreamsLike | None = None
    """What brings pictures from an archive; None where all of them lie here."""
    drifts: Callable[[], tuple[Drift, ...]] | None = None
    """What has changed in the scans of any scanner, in ``write``; None where nobody watches."""
    file_paper: Callable[[PaperManifest], object] | None = None
    """Take in a manifest that was typed from paper, in ``write``; raises KnownError."""
    archive: Callable[[Officer], ArchiveStanding] | None = None
    """How images come from the archive, in ``write``; None where all of them lie here."""
    change_password: Callable[[str, str, str], object] | None = None
    """Put (account, old, new), in ``write``: in place of a word for one sign-in, or at any time."""
    pass_on: Callable[[str, Officer, PassOn], object] | None = None
    """(item_id, officer, act): give an item out of one's hands, in ``write``; raises KnownError."""
    listen: Callable[[], ListenerLike] | None = None
    """Open a line on which a server tells of new lines, in the thread for long runs; None where
    the record is asked."""
    colleagues: Callable[[str], tuple[Officer, ...]] = lambda _: ()
    """Everybody who may review an item and is trained for it, by account; in ``write``."""
    replaying: Replaying | None = None
    """How decisions were made; None where nobody can ask."""
    outage: OutageLike | None = None
    """A record that may go away; None where it lies on this machine."""
    sample: bool = False
    version: str = ""
    shared: bool = False
    """Whether other workstations share this record; alone otherwise."""
    settings: WindowSettings = dataclasses.field(default_factory=WindowSettings)
    clock: Clock = dataclasses.field(default_factory=system_clock)
