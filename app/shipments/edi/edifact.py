"""EDIFACT interchanges: separators, character sets, headers, and the messages inside them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from types import MappingProxyType
from typing import BinaryIO

from app.domain.filing import Origin
from app.domain.words import say
from app.shipments.edi.edifact_answers import read_contrl, read_cusres
from app.shipments.edi.edifact_cargo import read_cuscar
from app.shipments.edi.edifact_govcbr import read_govcbr
from app.shipments.edi.edifact_trip import read_cusrep
from app.shipments.edi.envelopes import Envelopes, Found, Kind
from app.shipments.edi.source import Envelope, Faults, Incoming
from app.shipments.edi.syntax import CHARSETS, Cut, Segment, Syntax, decoded, syntax_from
from app.shipments.edi.values import stamp


def read_edifact(stream: BinaryIO, incoming: Incoming) -> Found:
    """Read every message of a file, which may hold several interchanges."""
    yield from _Edifact(stream, incoming, Syntax()).read()


def edifact_envelopes(stream: BinaryIO, incoming: Incoming) -> Envelopes:
    """Return a file whose envelopes are to be watched."""
    return _Edifact(stream, incoming, Syntax())


def read_edifact_again(data: bytes, origin: Origin, received_at: dt.datetime) -> Found:
    """Read one message alone, as it stood in its file."""
    incoming = Incoming(origin.file, origin.sha256, received_at)
    file = _Edifact(io.BytesIO(b""), incoming, syntax_from(origin.syntax))
    yield from file.message(origin.message, origin.start, data)


class _Edifact(Envelopes):
    """An EDIFACT file while it is read."""

    TAGS = rb"UN(?:[BGHEZ]+|A[^A-Za-z0-9\s])"
    HEADER = b"UNH"
    TRAILER = b"UNT"
    END = b"UNZ"
    MAPPERS = MappingProxyType(
        {
            "CUSCAR": read_cuscar,
            "CUSREP": read_cusrep,
            "CONTRL": read_contrl,
            "CUSRES": read_cusres,
            "GOVCBR": read_govcbr,
        }
    )

    def __init__(self, stream: BinaryIO, incoming: Incoming, syntax: Syntax) -> None:
        super().__init__(stream, incoming, syntax)
        self._headers = b""
        self._before_group = 0

    def tag(self) -> bytes:
        """Return the next tag; a UNA before it is taken on the way."""
        tag = self.reader.peek(3)
        while tag == b"UNA":
            self._una(self.reader.skip(9).decode("latin-1"))
            tag = self.reader.peek(3)
        return tag

    def step(self, tag: bytes, data: bytes) -> None:
        """Take a header or a trailer of an interchange or a group."""
        if tag not in (b"UNB", b"UNG", b"UNE", b"UNZ"):
            self.stray(data)
            return
        segment, raw = self.segment(data)
        if tag == b"UNB":
            self._unb(segment, raw)
        elif tag == b"UNG":
            self._ung(segment, raw)
        elif tag == b"UNE":
            self.compare(segment, self.counted - self._before_group, self.group, 5)
            self.group = None
        else:
            self.compare(segment, self.groups or self.counted, self.interchange, 5)
            self.interchange = None

    def kind(self, cut: Cut, faults: Faults) -> Kind:
        """Return what UNH says, or what the segments are."""
        header = cut[0]
        name, version, release, *_ = [*header[2].split(":"), "", ""]
        name = name or _kind_of(cut, faults)
        return name, f"{name} {version}:{release}", header[1]

    def text(self, data: bytes, faults: Faults) -> str:
        """Return the text in the character set that UNB names."""
        text, charset = decoded(data, self.syntax.charset)
        if not charset:
            faults.warn(
                say(
                    "Bytes that are no signs of the character set {name} are shown as \ufffd.",
                    name=self.syntax.charset,
                )
            )
        elif charset != self.syntax.charset:
            faults.warn(
                say(
                    "The message holds signs that {name} has not; it is read as {other}.",
                    name=self.syntax.charset.upper(),
                    other=charset.upper(),
                )
            )
        return text

    def _una(self, text: str) -> None:
        component, element, release, segment = text[3:4], text[4:5], text[6:7], text[8:9]
        signs = component + element + segment
        if len(set(signs)) < 3 or any(sign.isalnum() for sign in signs):
            self.faults.error(say("UNA names separators that cannot be told apart."))
            return
        self.use(Syntax(element, component, segment, release.strip(), self.syntax.charset))

    def _unb(self, segment: Segment, raw: bytes) -> None:
        self.end_interchange()
        self.interchange, self._headers = segment, raw
        self.counted = self.groups = 0
        name = segment[1].split(":", 1)[0]
        charset = CHARSETS.get(name)
        if charset is None:
            self.faults.warn(
                say("UNB names the character set {name}, which is not known.", name=name or "-")
            )
        self.use(dataclasses.replace(self.syntax, charset=charset or "latin-1"))
        date, time = [*segment[4].split(":"), ""][:2]
        if segment[11] == "1":
            self.is_test()
        sender = segment[2].split(":", 1)[0]
        self.envelope = Envelope(sender, stamp(date, time), str(segment[5]), raw)

    def _ung(self, segment: Segment, raw: bytes) -> None:
        self.group = segment
        self.groups += 1
        self._before_group = self.counted
        outer = self.interchange[5] if self.interchange else ""
        self.envelope = dataclasses.replace(
            self.envelope, control=f"{outer}/{segment[5]}", headers=self._headers + raw
        )


def _kind_of(cut: Cut, faults: Faults) -> str:
    """Tell a message whose header does not name it by the segments that it has."""
    tags = {segment[0] for segment in cut}
    known = (("CNI", "CUSCAR"), ("GID", "CUSCAR"), ("UCI", "CONTRL"), ("ERC", "CUSRES"))
    kind = next((kind for tag, kind in known if tag in tags), "CUSREP" if "TDT" in tags else "")
    if kind:
        faults.warn(
            say("UNH does not name the message; by its segments it is a {kind}.", kind=kind),
            1,
            "S009.0065",
        )
    return kind
