"""X12 interchanges: separators, headers, and the transaction sets inside them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from types import MappingProxyType
from typing import BinaryIO

from app.domain.filing import Filing, Origin
from app.domain.words import say
from app.shipments.edi.envelopes import Envelopes, Found, Kind
from app.shipments.edi.source import Envelope, Faults, Incoming
from app.shipments.edi.syntax import Cut, Segment, Syntax, syntax_from
from app.shipments.edi.values import stamp
from app.shipments.edi.x12_answers import read_355, read_824, read_997
from app.shipments.edi.x12_cargo import read_309
from app.shipments.edi.x12_notices import read_350, read_404
from app.shipments.edi.x12_trip import read_358

ISA_LENGTH = 106
_ISA_SEPARATORS = (3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103)
"""Where they stand: every element of an ISA has a length of its own."""
_SYNTAX = Syntax("*", ":", "~", "", "utf-8")
"""Until an ISA shows another."""


def read_x12(stream: BinaryIO, incoming: Incoming) -> Found:
    """Read every transaction set of a file, which may hold several interchanges."""
    yield from _X12(stream, incoming, _SYNTAX).read()


def x12_envelopes(stream: BinaryIO, incoming: Incoming) -> Envelopes:
    """Return a file whose envelopes are to be watched."""
    return _X12(stream, incoming, _SYNTAX)


def read_x12_again(data: bytes, origin: Origin, received_at: dt.datetime) -> Found:
    """Read one transaction set alone, as it stood in its file."""
    incoming = Incoming(origin.file, origin.sha256, received_at)
    file = _X12(io.BytesIO(b""), incoming, syntax_from(origin.syntax))
    for entry in file.message(origin.message, origin.start, data):
        # The version of a message may stand in its group alone.
        yield dataclasses.replace(entry, origin=origin) if isinstance(entry, Filing) else entry


class _X12(Envelopes):
    """An X12 file while it is read."""

    TAGS = rb"(?:(?:GS|ST|GE|IEA)+|ISA[^A-Za-z0-9\s])"
    HEADER = b"ST"
    TRAILER = b"SE"
    END = b"IEA"
    MAPPERS = MappingProxyType(
        {
            "309": read_309,
            "358": read_358,
            "350": read_350,
            "355": read_355,
            "404": read_404,
            "824": read_824,
            "997": read_997,
        }
    )

    def __init__(self, stream: BinaryIO, incoming: Incoming, syntax: Syntax) -> None:
        super().__init__(stream, incoming, syntax)
        self._headers = b""

    def tag(self) -> bytes:
        """Return the next tag; an ISA shows the separators that hold from there on."""
        head = self.reader.peek(4)
        if head.startswith(b"ISA"):
            self._learn(self.reader.peek(ISA_LENGTH).decode("latin-1"))
        return head.split(self.syntax.element.encode("latin-1"), 1)[0] or head

    def _learn(self, text: str) -> None:
        element, component, segment = text[3:4], text[104:105], text[105:106]
        signs = element + component + segment
        if _is_isa(text) and len(set(signs)) == 3 and not any(map(str.isalnum, signs)):
            self.use(Syntax(element, component, segment, "", "utf-8"))

    def step(self, tag: bytes, data: bytes) -> None:
        """Take a header or a trailer of an interchange or a group."""
        if tag not in (b"ISA", b"GS", b"GE", b"IEA"):
            self.stray(data)
            return
        segment, raw = self.segment(data)
        if tag == b"ISA":
            self._isa(segment, raw)
        elif tag == b"GS":
            self._gs(segment, raw)
        elif tag == b"GE":
            self.compare(segment, self.counted, self.group, 6)
            self.group = None
        else:
            self.compare(segment, self.groups, self.interchange, 13)
            self.interchange = None

    def kind(self, cut: Cut, faults: Faults) -> Kind:
        """Return what ST says; the version stands there or in GS."""
        del faults
        header = cut[0]
        name = header[1].strip()
        version = header[3].strip() or (self.group[8].strip() if self.group else "")
        return name, f"{name} {version}".strip(), header[2]

    def text(self, data: bytes, faults: Faults) -> str:
        """Return text: X12 names no character set, so UTF-8 where it is that, or Latin-1."""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            faults.warn(say("The message is no UTF-8 text; it is read as Latin-1."))
            return data.decode("latin-1")

    def _isa(self, segment: Segment, raw: bytes) -> None:
        self.end_interchange()
        self.groups = self.counted = 0
        if not _is_isa(raw.decode("latin-1")):
            self.faults.error(say("The ISA is not 106 signs long; its interchange is not taken."))
            return
        if segment[15] == "T":
            self.is_test()
        self.interchange, self._headers = segment, raw
        sent_at = stamp(segment[9], segment[10])
        self.envelope = Envelope(segment[6].strip(), sent_at, segment[13], raw)

    def _gs(self, segment: Segment, raw: bytes) -> None:
        self.group = segment
        self.groups += 1
        self.counted = 0
        isa = self.interchange
        if isa is not None:
            self.envelope = Envelope(
                segment[2].strip() or isa[6].strip(),
                stamp(segment[4], segment[5]) or stamp(isa[9], isa[10]),
                f"{isa[13]}/{segment[6]}",
                self._headers + raw,
            )


def _is_isa(text: str) -> bool:
    """Whether an ISA has its length, and its separators stand where they must.

    The terminator is looked up by its place: one sign too few, and the line end after it would
    pass for it, and the tilde, which is nobody's component separator, for what precedes it.
    """
    if len(text) != ISA_LENGTH or (text[104] == "~" and text[105].isspace()):
        return False
    return tuple(at for at, sign in enumerate(text) if sign == text[3]) == _ISA_SEPARATORS
