"""The steps of a relay over what it keeps: each takes a digest, does what is due, names the next.

Whoever runs them (`app.relay.working` in this process, `app.relay.engine` on many machines) needs
to know no more than digests and names. A step that is done again finds that out from the journal,
and from the archive where the journal cannot know.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from app.domain.clock import Clock
from app.domain.errors import KnownError
from app.domain.words import Sentence, phrase, say, whole_text
from app.intake.files import sidecar_of
from app.relay.keeping import Fate, Keeping, State
from app.relay.screening import REPORT, Detect, views_of
from app.relay.steps import Archive, Made, Rejected, check, encode, forward, keep, screen
from app.scans import FolderStore
from app.scans.web.faults import ArchiveFault, Fault
from imaging.errors import ImagingError
from imaging.radiograph import Energy
from imaging.reader import read_header

_LOG = logging.getLogger(__name__)

PREPARE, FORWARD, SCREEN = "prepare", "forward", "screen"
_TWICE = phrase(
    "Another file of the same name ({uid}) went to the archive before, and it is not this one. "
    "This one is kept here; ask the scanner's site which of them is right."
)
_REPORTED = phrase(
    "The archive has another report on this view ({uid}) that was made before. That one stays; the "
    "new one is kept here and not sent."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in: its digest, and whether it is new here."""

    sha256: str
    new: bool


class Relay:
    """What a relay does, by digests of originals; may be used by several threads.

    Parameters
    ----------
    home
        Its folder: ``originals``, ``outgoing`` and ``journal`` lie in it.
    archive
        Where scans go.
    clock
        Tells when a file came.
    detect
        Asked about each view; None where the relay does not screen.

    Raises
    ------
    KnownError
        When the folder cannot be made.
    """

    def __init__(
        self, home: Path, archive: Archive, clock: Clock, detect: Detect | None = None
    ) -> None:
        self.originals = FolderStore(home / "originals")
        self.outgoing = FolderStore(home / "outgoing")
        self.keeping = Keeping(home / "journal")
        self._archive, self._clock, self._detect = archive, clock, detect
        self._alone: set[str] = set()
        self._screening: dict[str, object] = {}
        """Views that the detector is asked about now, each with what tells whose step it is."""

    @property
    def steps(self) -> Mapping[str, Callable[[str], str]]:
        """The steps by name, in the order in which a scan takes them."""
        steps = {PREPARE: self.prepare, FORWARD: self.forward}
        return steps if self._detect is None else steps | {SCREEN: self.screen}

    def take(self, path: Path, source: str, name: str = "") -> Taken:
        """Keep a file that has come; when this returns, it may be acknowledged.

        Parameters
        ----------
        source
            Where it came from, for people.
        name
            What it was called there, when that is not the file's name.

        Raises
        ------
        StoreError, Unavailable
            When the disk refuses it: then it is not here, and must come again.
        """
        sidecar = sidecar_of(path)
        sha256 = keep(path, self.originals)
        known = self.keeping.of(sha256)
        if known is not None and not _now_described(known, sidecar):
            return Taken(sha256, new=False)
        fate = Fate(sha256, whole_text(name or path.name), source, self._clock.now())
        self.keeping.note(fate)
        return Taken(sha256, new=True)

    def next_of(self, fate: Fate) -> str:
        """Return which step is due; empty when none is."""
        if fate.done:
            return ""
        due = {State.KEPT: PREPARE, State.MADE: FORWARD, State.SENT: SCREEN}[fate.state]
        return due if due in self.steps else ""

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield the digests that are not done, each with the step that is due."""
        for fate in self.keeping.waiting():
            if fate.state is State.SENT and self._detect is None:
                # It was to be screened by a relay that did; this one does not.
                self._end(dataclasses.replace(fate, screening=False), State.SENT, fate.said)
            elif due := self.next_of(fate):
                yield fate.sha256, due

    def lonely(self, seconds: float) -> Iterator[str]:
        """Yield those that have waited so long for the other energy that they go without it."""
        for fate in self.keeping.waiting():
            if fate.state is State.SENT and fate.screening and self._waited(fate) >= seconds:
                self._alone.add(fate.sha256)
                yield fate.sha256

    def is_lonely(self, sha256: str) -> bool:
        """Whether an original was among those."""
        return sha256 in self._alone

    def pixels(self, sha256: str) -> int:
        """Return how many pixels an original claims; 0 when it is no picture."""
        try:
            header = read_header(self.originals.path(sha256))
        except (ImagingError, KnownError):
            return 0
        return header.rows * header.columns * len(header.energies)

    def prepare(self, sha256: str) -> str:
        """Check an original and make of it what goes to the archive."""
        fate = self._fate(sha256)
        if fate.state is not State.KEPT:
            return self.next_of(fate)
        try:
            encoded = encode(check(sha256, self.originals), self.originals, self.outgoing)
            self._name(encoded.made)
        except Rejected as error:
            return self._end(fate, State.REFUSED, error.sentence)
        screening = self._detect is not None and all(one.energy != REPORT for one in encoded.made)
        made_now = dataclasses.replace(
            fate,
            state=State.MADE,
            made=encoded.made,
            said=encoded.remark,
            screening=screening,
        )
        return self.next_of(self.keeping.note(made_now))

    def forward(self, sha256: str) -> str:
        """Send what was made of an original; the archive is asked first when it may have it."""
        fate = self._fate(sha256)
        if fate.state is not State.MADE:
            return self.next_of(fate)
        if not all(self.outgoing.holds(made.sha256) for made in fate.made):
            # What was made of it is gone, and can be made again.
            return self.next_of(self.keeping.note(dataclasses.replace(fate, state=State.KEPT)))
        again = fate.begun
        if not again:
            fate = self.keeping.note(dataclasses.replace(fate, begun=True))
        for made in fate.made:
            if not self._sent(made, again=again):
                return self._end(fate, State.REFUSED, say(_TWICE, uid=made.instance_uid))
        return self._end(fate, State.SENT, fate.said)

    def screen(self, sha256: str, *, alone: bool = False) -> str:
        """Report on the view that an original belongs to, once all of the view is here.

        Parameters
        ----------
        alone
            Do not wait for the other energy any longer.
        """
        fate = self._fate(sha256)
        if self._detect is None or not (fate.state is State.SENT and fate.screening):
            return self.next_of(fate)
        called = [one for one in self.keeping.same_view(fate) if one.state is State.SENT]
        every = [one for member in called for one in member.made]
        made = next(view for view in views_of(every, self.outgoing) if fate.made[0] in view)
        if len(made) == 1 and made[0].energy != Energy.SINGLE.value and not alone:
            return ""
        # The other energy may come to this point at the same moment: one of them asks for both.
        name, mine = min(one.sha256 for one in made), object()
        if self._screening.setdefault(name, mine) is not mine:
            return ""
        try:
            return self._screened(made, [self._fate(member.sha256) for member in called])
        finally:
            self._screening.pop(name, None)

    def _screened(self, made: Sequence[Made], called: Sequence[Fate]) -> str:
        """Ask the detector about a view, and send what it says."""
        view = [one for one in called if one.screening and one.made[0] in made]
        if not view or self._detect is None:
            return ""
        known = next((member.report for member in view if member.report is not None), None)
        report = known or self._reported(made, self._detect)
        for member in view:
            self.keeping.note(dataclasses.replace(member, report=report))
        going = self.outgoing.holds(report.sha256)
        sent = not going or self._sent(report, again=known is not None)
        refused = None if sent else say(_REPORTED, uid=report.instance_uid)
        if refused is not None:
            _LOG.warning("%s", refused)
        for member in view:
            ended = dataclasses.replace(member, report=report if sent else None, screening=False)
            self._end(ended, State.SENT, refused or member.said)
        return ""

    def _sent(self, made: Made, *, again: bool) -> bool:
        """Send a file; False when the archive has another one of its name, and this one stays."""
        try:
            forward(made, self.outgoing, self._archive, again=again)
        except ArchiveFault as fault:
            if fault.fault is not Fault.ANOTHER:
                raise
            return False
        return True

    def _waited(self, fate: Fate) -> float:
        return (self._clock.now() - fate.came_at).total_seconds()

    def _reported(self, made: Sequence[Made], detect: Detect) -> Made:
        """Make the report on a view, or find the one that was made before."""
        (report,) = screen([made], outgoing=self.outgoing, detect=detect, clock=self._clock)
        first = self.keeping.claim(report)
        if first == report.sha256:
            return report
        # Two had begun, or one died: the report that has the name is the one that goes.
        self.outgoing.forget(report.sha256)
        return dataclasses.replace(report, sha256=first)

    def _name(self, files: Sequence[Made]) -> None:
        for made in files:
            if self.keeping.claim(made) != made.sha256:
                raise Rejected(say(_TWICE, uid=made.instance_uid))

    def _fate(self, sha256: str) -> Fate:
        fate = self.keeping.of(sha256)
        if fate is None:
            # Its entry was damaged, and the original is here: what was done is found out.
            self.originals.path(sha256)
            fate = Fate(sha256, sha256[:12], "", self._clock.now(), begun=True)
        return fate

    def _end(self, fate: Fate, state: State, said: Sentence | None) -> str:
        """Note that a step was the last one but perhaps a report, and let go of what is sent.

        What is refused stays as it was made, beside its original: somebody has to compare it.
        """
        ended = self.keeping.note(dataclasses.replace(fate, state=state, said=said))
        if ended.done:
            self._alone.discard(fate.sha256)
        if ended.done and state is State.SENT:
            for made in (*ended.made, *([ended.report] if ended.report else [])):
                self.outgoing.forget(made.sha256)
        return self.next_of(ended)


def _now_described(fate: Fate, sidecar: Path | None) -> bool:
    """Whether a picture that was refused comes again with what it lacked."""
    return fate.state is State.REFUSED and sidecar is not None and not fate.made
