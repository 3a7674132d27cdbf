"""What is on file of one record after all its transmissions, in their order.

Add, Change, Delete and proposed amendment as D3-4-2 has them (paragraphs 149 to 158). What may
not be done is kept and told, and changes nothing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable

from app.domain.dossier import Change, Exchange, Refusal, Standing, Version
from app.domain.filing import Body, ConveyanceReport, Filing, Via
from app.domain.shipment import Function, Shipment
from app.domain.words import phrase, say
from app.shipments.lifecycle.differences import changes
from app.shipments.lifecycle.key_elements import held_back
from app.shipments.lifecycle.ordering import aware, moment_of
from app.shipments.lifecycle.responses import Sent

STALE_AFTER = dt.timedelta(days=90)
"""Cargo that has not arrived by then is to be deleted (¶153)."""

_NOTHING_TO_DELETE = phrase("There is nothing on file under {key} that could be deleted.")
_NOTHING_TO_CHANGE = phrase(
    "{key} was deleted; a Change finds nothing on file. It must be sent as an Add (¶151)."
)
_ARRIVED = phrase("{key} arrived before this Delete was made; after arrival nothing is deleted.")
_ON_TRIP = phrase(
    "{key} is still on conveyance {crn}, which must be changed or cancelled before its cargo is."
)
_RELEASED = phrase("{key} was released before this Change was made; form BSF673 is needed (¶157).")
_KEY_ELEMENT = phrase(
    "{element} of {key} cannot be changed by a message after arrival; form BSF673 is needed (¶155)."
)
_EMPTY = phrase("This transmission for {key} holds no data that could be read.")


def _nowhere(_: dt.datetime) -> str:
    return ""


@dataclasses.dataclass(frozen=True, slots=True)
class Course:
    """What happened to the goods meanwhile.

    Attributes
    ----------
    arrivals, releases
        When arrival and release were told, in any order.
    carried_by
        Which live conveyance named the cargo at a time; empty when none did.
    papers
        Key elements that a paper amended (BSF673): messages may follow it.
    """

    arrivals: tuple[dt.datetime, ...] = ()
    releases: tuple[dt.datetime, ...] = ()
    carried_by: Callable[[dt.datetime], str] = _nowhere
    papers: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True)
class History:
    """One record as all its transmissions leave it.

    Attributes
    ----------
    sent, body
        The transmission in force and what it says, key elements held back; None when none is.
    last
        The newest that could be read, rejected and deleted ones included.
    began
        When the life of the number began that counts now; earlier uses of it are over.
    """

    standing: Standing = Standing.NOT_ON_FILE
    sent: Sent | None = None
    body: Body | None = None
    last: Body | None = None
    versions: tuple[Version, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    began: dt.datetime | None = None
    reused: bool = False
    former: Body | None = None
    """What the number was used for before; None in its first use."""
    first_used: dt.datetime | None = None
    accepted_at: dt.datetime | None = None

    @property
    def live(self) -> bool:
        """Whether anything is in force."""
        return self.sent is not None


def fold(transmissions: Iterable[Sent], course: Course | None = None) -> History:
    """Return what the transmissions of one record come to.

    Parameters
    ----------
    transmissions
        Of one key and one kind, oldest first, as `responses.paired` returns them.
    course
        What happened to the goods; nothing, when not given.
    """
    folding = _Folding(course or Course())
    for sent in transmissions:
        folding.take(sent)
    return folding.history()


def since(moments: Iterable[dt.datetime], began: dt.datetime | None) -> dt.datetime | None:
    """Return the earliest moment that belongs to a life of a number; None when there is none."""
    return min((at for at in map(aware, moments) if began is None or at >= began), default=None)


def standing_at(history: History, *, arrived: bool, now: dt.datetime) -> Standing:
    """Return how a record stands at a moment: it grows stale by time alone (¶153)."""
    on_file = history.standing in (Standing.ACCEPTED, Standing.SUBMITTED)
    if not on_file or arrived:
        return history.standing
    since_when = history.accepted_at or history.began
    if since_when is not None and now - since_when > STALE_AFTER:
        return Standing.STALE
    return history.standing


class _Folding:
    """Takes one transmission after the other."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._sent: Sent | None = None
        self._body: Body | None = None
        self._last: Body | None = None
        self._versions: list[Version] = []
        self._refusals: list[Refusal] = []
        self._exchanges: list[Exchange] = []
        self._began: dt.datetime | None = None
        self._lives = 0
        self._ended: Body | None = None
        self._former: Body | None = None
        self._first_used: dt.datetime | None = None
        self._accepted_at: dt.datetime | None = None
        self._off = Standing.NOT_ON_FILE

    def take(self, sent: Sent) -> None:
        """Apply one transmission, or keep why it is not applied."""
        filing = sent.filing
        answers = tuple((one.at, one.verdict, one.reasons) for one in sent.answers)
        self._exchanges.append(Exchange(filing.digest, moment_of(filing), filing.function, answers))
        if filing.body is not None:
            self._last = filing.body
        if not sent.counts:
            if self._sent is None:
                self._off = Standing.REJECTED
        elif filing.function is Function.DELETE:
            self._delete(sent)
        elif filing.body is None:
            self._refuse(filing, "R056", _EMPTY)
        elif filing.function is Function.ADD:
            self._add(sent, filing.body)
        else:
            self._change(sent, filing.body)

    def history(self) -> History:
        """Return what it all came to."""
        sent = self._sent
        standing = self._off
        if sent is not None:
            accepted = sent.accepted_at is not None
            standing = Standing.ACCEPTED if accepted else Standing.SUBMITTED
        return History(
            standing=standing,
            sent=sent,
            body=self._body,
            last=self._body if sent is not None else self._last,
            versions=tuple(self._versions),
            refusals=tuple(self._refusals),
            exchanges=tuple(self._exchanges),
            began=self._began,
            reused=self._lives > 1,
            former=self._former,
            first_used=self._first_used,
            accepted_at=self._accepted_at,
        )

    # --- what is done --------------------------------------------------------------------------

    def _add(self, sent: Sent, body: Body) -> None:
        at = moment_of(sent.filing)
        self._first_used = self._first_used or at
        if self._sent is None or self._over(at):
            self._begin(at)
        self._put(sent, body)

    def _change(self, sent: Sent, body: Body) -> None:
        at = moment_of(sent.filing)
        if self._sent is None and self._off is Standing.DELETED:
            self._refuse(sent.filing, "R055", _NOTHING_TO_CHANGE)
            return
        if self._sent is None:
            # What came before it is not in our hands: a feed may begin in the middle.
            self._begin(at)
        released = since(self._course.releases, self._since())
        if released is not None and at >= released:
            self._refuse(sent.filing, "R062", _RELEASED)
            return
        if self._arrived_by(at) and self._body is not None:
            body, elements = held_back(self._body, body, self._course.papers)
            for element in elements:
                self._refuse(sent.filing, "R063", _KEY_ELEMENT, element=element)
        self._put(sent, body)

    def _delete(self, sent: Sent) -> None:
        filing = sent.filing
        at = moment_of(filing)
        crn = self._course.carried_by(at)
        if self._sent is None:
            self._refuse(filing, "R058", _NOTHING_TO_DELETE)
        elif self._arrived_by(at):
            self._refuse(filing, "R059", _ARRIVED)
        elif crn:
            self._refuse(filing, "R060", _ON_TRIP, crn=crn)
        else:
            self._note(sent, ())
            self._last = filing.body or self._body
            self._ended = self._body
            self._sent, self._body, self._off = None, None, Standing.DELETED

    # --- what follows --------------------------------------------------------------------------

    def _begin(self, at: dt.datetime) -> None:
        """Begin a life of the number."""
        self._lives += 1
        self._former = self._body or self._ended
        self._began = at
        self._accepted_at = None
        self._body = None

    def _over(self, at: dt.datetime) -> bool:
        """Whether the life that is on file was over when the number was added again (R009)."""
        released = since(self._course.releases, self._since())
        last = self._versions[-1].received_at if self._versions else at
        return (released is not None and at > released) or at - last > STALE_AFTER

    def _since(self) -> dt.datetime | None:
        """Return from when on events belong to this life: in its first one all of them do."""
        return self._began if self._lives > 1 else None

    def _arrived_by(self, at: dt.datetime) -> bool:
        arrived = since(self._course.arrivals, self._since())
        return arrived is not None and at >= arrived

    def _put(self, sent: Sent, body: Body) -> None:
        self._note(sent, _changes(self._body, body))
        self._sent, self._body = sent, body
        self._accepted_at = self._accepted_at or sent.accepted_at

    def _note(self, sent: Sent, differences: tuple[Change, ...]) -> None:
        filing = sent.filing
        self._versions.append(
            Version(
                number=len(self._versions) + 1,
                function=filing.function,
                digest=filing.digest,
                received_at=moment_of(filing),
                validated_at=sent.accepted_at,
                via=filing.via,
                after_arrival=self._arrived_by(moment_of(filing)),
                changes=differences,
                amendment_reason=filing.amendment_reason,
                typed_by=filing.sender if filing.via is Via.PAPER else "",
            )
        )

    def _refuse(self, filing: Filing, rule: str, text: str, **values: str) -> None:
        sentence = say(text, key=filing.key, **values)
        self._refusals.append(Refusal(filing.digest, moment_of(filing), rule, sentence))


def _changes(before: Body | None, after: Body) -> tuple[Change, ...]:
    if isinstance(before, Shipment) and isinstance(after, Shipment):
        return changes(before, after)
    if isinstance(before, ConveyanceReport) and isinstance(after, ConveyanceReport):
        return changes(before, after)
    return ()
