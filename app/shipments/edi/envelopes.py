"""What the envelopes of EDIFACT and X12 have in common: pieces, counts, control numbers, ends."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

from app.domain.filing import Fault, Filing, Origin
from app.domain.words import Sentence, say
from app.shipments.edi.pieces import PieceReader, end_of, find_tag, tags_of
from app.shipments.edi.source import Envelope, Faults, Incoming, Message, digest_of
from app.shipments.edi.syntax import Cut, Segment, Syntax
from app.shipments.quick import quick

_ORIGIN = quick(Origin)

MOST_SEGMENTS = 200_000
"""Of one message; what has more is not taken."""
MOST_NUMBERS = 100_000
"""Of messages, that are remembered within one interchange or group."""
LONGEST_SEGMENT = 4096
"""Signs; free text, five times 512, is the longest that the messages read here allow."""

Found = Iterator[Filing | Fault]
Mapper = Callable[[Message], list[Filing]]


Kind = tuple[str, str, str]
"""Name of a message, such as ``CUSCAR`` or ``309``; its form, such as ``CUSCAR D:03B``; and its
number within its group or interchange."""


class Envelopes(abc.ABC):
    """Where the reading of a file stands.

    Attributes
    ----------
    interchange, group
        Header segments of those that are open.
    counted, groups
        Messages of the interchange (EDIFACT) or of the group (X12), and groups so far.
    watch
        Is handed every message, with its number and bytes, in the place of its being read.
    """

    watch: Callable[[Envelopes, int, bytes], None] | None = None

    TAGS: bytes
    """Service segments that begin a piece, as a pattern in which ``+`` parts elements."""
    HEADER: bytes
    TRAILER: bytes
    """Of a message."""
    END: bytes
    """Trailer of an interchange."""
    MAPPERS: Mapping[str, Mapper]
    """What reads each kind of message."""

    def __init__(self, stream: BinaryIO, incoming: Incoming, syntax: Syntax) -> None:
        self.reader = PieceReader(stream)
        self.faults = Faults()
        self.interchange: Segment | None = None
        self.group: Segment | None = None
        self.envelope = Envelope()
        self.counted = self.groups = 0
        self._references: dict[str, set[str]] = {}
        self._incoming = incoming
        self._messages = 0
        self.use(syntax)

    @abc.abstractmethod
    def tag(self) -> bytes:
        """Return the tag of what comes next, with separators learnt; empty at the end."""

    @abc.abstractmethod
    def step(self, tag: bytes, data: bytes) -> None:
        """Take a service segment that is no part of a message."""

    @abc.abstractmethod
    def kind(self, cut: Cut, faults: Faults) -> Kind:
        """Return what a message says it is."""

    @abc.abstractmethod
    def text(self, data: bytes, faults: Faults) -> str:
        """Return the text of a message."""

    def use(self, syntax: Syntax) -> None:
        """Read on with these separators."""
        self.syntax = syntax
        self._end = syntax.segment.encode("latin-1")
        self._written = str(syntax)
        self._tags = tags_of(self.TAGS, syntax)
        self._trailer = tags_of(self.TRAILER + b"+", syntax)

    def read(self) -> Found:
        """Yield filings and faults in the order of the file."""
        header = self.HEADER
        while tag := self.tag():
            start, data, skipped = self.reader.take(self._tags, self.syntax)
            if tag == header:
                yield from self._piece(start, data, skipped)
            else:
                self.step(tag, data)
            if self.faults.items:
                yield from self._told()
        self.end_interchange()
        if not self._messages:
            self.faults.error(say("The file holds no message."))
        yield from self._told()

    def _told(self) -> Iterator[Fault]:
        told, self.faults = self.faults.items, Faults()
        yield from told

    def segment(self, data: bytes) -> tuple[Segment, bytes]:
        """Return the first segment of a piece, and its bytes; say so when more stands there."""
        end = end_of(data, 0, self.syntax)
        if not end:
            tag = data[:3].decode("latin-1")
            self.faults.error(say("The file breaks off inside {tag}. Have it sent again.", tag=tag))
            end = len(data)
        self._after(data[end:])
        return Cut(data[:end].decode("latin-1"), self.syntax)[0], data[:end]

    def _after(self, data: bytes) -> None:
        if data.strip():
            self.stray(data.strip())

    def stray(self, data: bytes) -> None:
        """Say that something stands outside every message."""
        value = data[:40].decode("latin-1")
        self.faults.error(say("This belongs to no message: {value}", value=value))

    def is_test(self) -> None:
        """Say that the sender marks the interchange as a test: what it says may be made up."""
        self.faults.warn(say("The sender marks the interchange as a test."))

    def end_interchange(self) -> None:
        """Say so when the interchange that is open never ended."""
        if self.interchange is not None:
            self.faults.error(
                say(
                    "The interchange has no end ({tag}); messages may be missing. "
                    "Have it sent again.",
                    tag=self.END.decode(),
                )
            )
        self.interchange = self.group = None
        self.envelope = Envelope()
        self._references.clear()

    def compare(self, trailer: Segment, count: int, opened: Segment | None, place: int) -> None:
        """Compare what a trailer says with what is there, element `place` of what was opened."""
        _compare(trailer, count, opened[place] if opened else None, self.faults)

    def _piece(self, start: int, data: bytes, skipped: int) -> Sequence[Filing | Fault]:
        """Read the message that a piece holds, or say why it is not taken."""
        self._messages += 1
        self.counted += 1
        if self.watch is not None:
            self.watch(self, self._messages, data)
            return ()
        why = self._refusal(data, skipped)
        if why is not None:
            return self._refuse(why)
        trailer = find_tag(self._trailer, data, 0, self.syntax)
        end = end_of(data, trailer, self.syntax) if trailer > 0 else 0
        if not end:
            # Half a record would replace a whole one.
            return self._refuse(
                say(
                    "The message has no end ({tag}); it is not taken. Have it sent again.",
                    tag=self.TRAILER.decode(),
                )
            )
        if end < len(data):
            self._after(data[end:])
            data = data[:end]
        return self.message(self._messages, start, data)

    def _refusal(self, data: bytes, skipped: int) -> Sentence | None:
        """Return why a message is not even looked at, None when it is."""
        many = len(data) > MOST_SEGMENTS and data.count(self._end) > MOST_SEGMENTS
        if skipped or many:
            return say(
                "The message is longer than {most} segments or 16 MB; it is not taken.",
                most=MOST_SEGMENTS,
            )
        if self.interchange is None:
            return say("The message stands in no interchange that can be read.")
        return None

    def _refuse(self, why: Sentence) -> list[Fault]:
        faults = Faults(self._messages)
        faults.error(why)
        return faults.items

    def _check(self, cut: Cut, length: int, reference: str, faults: Faults) -> None:
        """Check that a number is used once in its interchange or group, and every length."""
        used = self._references.setdefault(self.envelope.control, set())
        if reference in used:
            faults.warn(
                say(
                    "The number {number} is that of an earlier message in the same interchange.",
                    number=reference or "-",
                ),
                1,
            )
        if len(used) < MOST_NUMBERS:
            used.add(reference)
        if length > LONGEST_SEGMENT:
            longest, place = _longest(cut)
            if longest > LONGEST_SEGMENT:
                faults.warn(
                    say(
                        "A segment is {length} signs long, more than any of these messages allows.",
                        length=longest,
                    ),
                    place,
                )

    def message(self, number: int, start: int, data: bytes) -> Sequence[Filing | Fault]:
        """Read one whole message, header to trailer."""
        faults = Faults(number)
        text = self.text(data, faults)
        if "\0" in text:
            faults.warn(
                say("The message holds NUL, a sign that no text has; values may be damaged.")
            )
        cut = Cut(text, self.syntax)
        name, form, reference = self.kind(cut, faults)
        _compare(cut[-1], len(cut), reference, faults, len(cut))
        self._check(cut, len(text), reference, faults)
        mapper = self.MAPPERS.get(name)
        if mapper is None:
            faults.error(say("Messages of the kind {kind} are not read here.", kind=name or "-"), 1)
            return faults.items
        file, envelope = self._incoming, self.envelope
        end = start + len(data)
        message = Message(
            name,
            text,
            self.syntax,
            cut,
            _ORIGIN(file.name, file.sha256, number, start, end, form, self._written),
            file,
            envelope,
            f"{envelope.control}/{reference}" if envelope.control else reference,
            digest_of(envelope, data),
            faults,
        )
        filings = mapper(message)
        message.cut = ()
        return filings or faults.items


def _longest(cut: Cut) -> tuple[int, int]:
    """Return the length of the longest segment, and its number."""
    return max((len(part), number) for number, part in enumerate(cut.parts, 1))


def _nothing_open(tag: str, faults: Faults) -> None:
    faults.error(say("{tag} stands where nothing is open for it to end.", tag=tag))


def _compare(
    trailer: Segment, count: int, opened: str | None, faults: Faults, segment: int = 0
) -> None:
    if opened is None:
        _nothing_open(trailer[0][:3], faults)
        return
    if trailer[1] == str(count) and trailer[2] == opened:
        return
    tag, said = trailer[0][:3], trailer[1]
    if said != str(count) and said.strip().lstrip("0") != str(count):
        faults.warn(
            say("{tag} counts {said}, there are {found}.", tag=tag, said=said or "-", found=count),
            segment,
            f"{tag}-01",
        )
    if trailer[2] != opened:
        faults.warn(
            say(
                "{tag} closes {said}, but {found} was opened.",
                tag=tag,
                said=trailer[2] or "-",
                found=opened or "-",
            ),
            segment,
            f"{tag}-02",
        )
