"""Message files of every form: what a file is, and the filings in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import mmap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.domain.filing import Fault, Filing, Origin, Weight
from app.domain.words import say, whole_text
from app.shipments.edi.edifact import read_edifact
from app.shipments.edi.source import Incoming
from app.shipments.edi.x12 import read_x12
from app.shipments.json_filings import read_json
from app.shipments.source import Source

HEAD = 4096
"""Bytes from which the form of a file is told."""
HELD = 8 << 20
"""Bytes of a file that is read whole; a larger one is mapped."""

Found = Iterator[Filing | Fault]


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """One form of message file.

    Attributes
    ----------
    name
        Such as ``EDIFACT``.
    recognises
        Whether a file that begins so is of this form; the beginning comes without byte order mark
        and white space.
    read
        Reads a file that is open for reading at its start.
    """

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[BinaryIO, Incoming], Found]


def whole(
    read: Callable[[Source, Origin, dt.datetime], Found],
) -> Callable[[BinaryIO, Incoming], Found]:
    """Give a reader that wants the whole file what it wants."""

    def read_stream(stream: BinaryIO, incoming: Incoming) -> Found:
        origin = Origin(incoming.name, incoming.sha256, 0, 0, 0, "")
        data: Source = stream.read(HELD + 1)
        if len(data) > HELD:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        yield from read(data, origin, incoming.received_at)

    return read_stream


FORMS: tuple[Form, ...] = (
    Form("EDIFACT", lambda head: head[:3] in (b"UNA", b"UNB", b"UNG", b"UNH"), read_edifact),
    Form("X12", lambda head: head[:3] == b"ISA", read_x12),
    Form("JSON", lambda head: head[:1] in (b"{", b"["), whole(read_json)),
)
"""Every form that is read; the first that recognises a file reads it."""


def form_of(head: bytes) -> Form | None:
    """Return the form of a file that begins so, None when it is none of them."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((form for form in FORMS if form.recognises(start)), None)


def read_filings(path: Path, *, received_at: dt.datetime, sha256: str = "") -> Found:
    """Read every filing of a message file, in its order, with what is wrong in between.

    Parameters
    ----------
    path
        File of any form in `FORMS`.
    received_at
        When it came in, with zone.
    sha256
        Digest of the file, when it is known already.

    Yields
    ------
    Filing or Fault
        Filings carry the faults of their own message. A fault by itself concerns the file, its
        envelopes, or a message that is not taken.
    """
    incoming = Incoming(whole_text(path.name), sha256, received_at)
    try:
        with path.open("rb") as stream:
            form = form_of(stream.read(HEAD))
            stream.seek(0)
            if form is None:
                yield Fault(
                    Weight.ERROR,
                    say("{name} is of no form that is read here.", name=incoming.name),
                )
                return
            yield from form.read(stream, incoming)
    except OSError as error:
        yield Fault(
            Weight.ERROR,
            say(
                "{name} cannot be read: {why}.",
                name=incoming.name,
                why=error.strerror or error,
            ),
        )
