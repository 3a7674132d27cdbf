"""What the envelopes of EDIFACT and X12 have in common: pieces, counts, control numbers, ends."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from app.domain.filing import Fault, Filing, Origin
from app.domain.words import say
from app.shipments.edi.pieces import PieceReader, boundary
from app.shipments.edi.source import Envelope, Faults, Incoming, Message, digest_of
from app.shipments.edi.syntax import PADDING, Segment, Syntax, segments_of

MOST_SEGMENTS = 200_000
"""Of one message; what has more is not taken."""

Found = Iterator[Filing | Fault]
Mapper = Callable[[Message], Found]


class Kind(NamedTuple):
    """What the header of a message says it is."""

    name: str
    """Such as ``CUSCAR`` or ``309``."""
    form: str
    """Such as ``CUSCAR D:03B`` or ``309 005030``."""
    control: str


class _Header(NamedTuple):
    """The header of a message and the segments after it, waiting for their trailer."""

    number: int
    start: int
    data: bytes
    """Empty for a message that is not taken."""


class Envelopes(abc.ABC):
    """Where the reading of a file stands.

    Attributes
    ----------
    interchange, group
        Header segments of those that are open.
    counted, groups
        Messages of the interchange (EDIFACT) or of the group (X12), and groups so far.
    """

    TAGS: bytes
    """Service segments, as a pattern."""
    MESSAGE: tuple[bytes, bytes]
    """Tags of the header and the trailer of a message."""
    END: bytes
    """Tag of the trailer of an interchange."""
    MAPPERS: Mapping[str, Mapper]
    """What reads each kind of message."""

    def __init__(self, stream: BinaryIO, incoming: Incoming, syntax: Syntax) -> None:
        self.reader = PieceReader(stream)
        self.faults = Faults()
        self.interchange: Segment | None = None
        self.group: Segment | None = None
        self.envelope = Envelope()
        self.counted = self.groups = 0
        self._incoming = incoming
        self._messages = 0
        self._header: _Header | None = None
        self.use(syntax)

    @abc.abstractmethod
    def tag(self) -> bytes:
        """Return the tag of what comes next, with separators learnt; empty at the end."""

    @abc.abstractmethod
    def step(self, tag: bytes, data: bytes) -> None:
        """Take a service segment that is no part of a message."""

    @abc.abstractmethod
    def kind(self, segments: list[Segment], faults: Faults) -> Kind:
        """Return what a message says it is."""

    @abc.abstractmethod
    def text(self, data: bytes, faults: Faults) -> str:
        """Return the text of a message."""

    def use(self, syntax: Syntax) -> None:
        """Read on with these separators."""
        self.syntax = syntax
        self._end = syntax.segment.encode("latin-1")
        self._written = str(syntax)
        self._limit = boundary(syntax, self.TAGS)

    def read(self) -> Found:
        """Yield filings and faults in the order of the file."""
        header, trailer = self.MESSAGE
        while tag := self.tag():
            start, data, skipped = self.reader.take(self._limit, self.syntax)
            if tag == trailer:
                yield from self._close_message(data, skipped)
            else:
                self._break_off()
                if tag == header:
                    self._open_message(start, data, skipped)
                else:
                    self.step(tag, data)
            if self.faults.items:
                yield from self._told()
        self._break_off()
        self.end_interchange()
        if not self._messages:
            self.faults.error(say("The file holds no message."))
        yield from self._told()

    def _told(self) -> Iterator[Fault]:
        told, self.faults = self.faults.items, Faults()
        yield from told

    def segment(self, data: bytes) -> tuple[Segment, bytes]:
        """Return the first segment of a piece, and its bytes; say so when more stands there."""
        end = data.find(self._end) + 1
        if not end:
            end = len(data)
            tag = data[:3].decode("latin-1")
            self.faults.error(say("The file breaks off inside {tag}. Have it sent again.", tag=tag))
        rest = data[end:].strip()
        if rest:
            self.stray(rest)
        text = data[:end].decode("latin-1")
        return (segments_of(text, self.syntax) or [PADDING])[0], data[:end]

    def stray(self, data: bytes) -> None:
        """Say that something stands outside every message."""
        value = data[:40].decode("latin-1")
        self.faults.error(say("This belongs to no message: {value}", value=value))

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

    def compare(self, trailer: Segment, count: int, opened: Segment | None, place: int) -> None:
        """Compare what a trailer says with what is there, element `place` of what was opened."""
        _compare(trailer, count, opened[place] if opened else None, self.faults)

    def _open_message(self, start: int, data: bytes, skipped: int) -> None:
        self._messages += 1
        self.counted += 1
        faults = Faults(self._messages)
        if skipped or data.count(self._end) > MOST_SEGMENTS:
            faults.error(
                say(
                    "The message is longer than {most} segments or 16 MB; it is not taken.",
                    most=MOST_SEGMENTS,
                )
            )
        elif self.interchange is None:
            faults.error(say("The message stands in no interchange that can be read."))
        if faults.items:
            self.faults.items += faults.items
            data = b""
        self._header = _Header(self._messages, start, data)

    def _close_message(self, data: bytes, skipped: int) -> Found:
        header, self._header = self._header, None
        trailer, raw = self.segment(data)
        if header is None or skipped:
            _nothing_open(trailer, self.faults)
        elif header.data:
            yield from self.message(header.number, header.start, header.data + raw)

    def message(self, number: int, start: int, data: bytes) -> Found:
        """Read one whole message, header to trailer."""
        faults = Faults(number)
        text = self.text(data, faults)
        segments = segments_of(text, self.syntax)
        kind = self.kind(segments, faults)
        reference = kind.control.rpartition("/")[2]
        _compare(segments[-1], len(segments), reference, faults, len(segments))
        mapper = self.MAPPERS.get(kind.name)
        if mapper is None:
            faults.error(
                say("Messages of the kind {kind} are not read here.", kind=kind.name or "-"), 1
            )
            yield from faults.items
            return
        file, envelope = self._incoming, self.envelope
        end = start + len(data)
        origin = Origin(file.name, file.sha256, number, start, end, kind.form, self._written)
        digest = digest_of(envelope, data)
        yield from mapper(
            Message(
                kind.name,
                text,
                self.syntax,
                origin,
                segments,
                file,
                envelope,
                kind.control.strip("/"),
                digest,
                faults,
            )
        )

    def _break_off(self) -> None:
        """Refuse a message that has no end: half a record would replace a whole one."""
        header, self._header = self._header, None
        if header is not None and header.data:
            faults = Faults(header.number)
            faults.error(
                say(
                    "The message has no end ({tag}); it is not taken. Have it sent again.",
                    tag=self.MESSAGE[1].decode(),
                )
            )
            self.faults.items += faults.items


def _nothing_open(trailer: Segment, faults: Faults) -> None:
    faults.error(say("{tag} stands where nothing is open for it to end.", tag=trailer[0][:3]))


def _compare(
    trailer: Segment, count: int, opened: str | None, faults: Faults, segment: int = 0
) -> None:
    if opened is None:
        _nothing_open(trailer, faults)
        return
    tag, said = trailer[0][:3], trailer[1].strip()
    if said != str(count) and said.lstrip("0") != str(count):
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
