"""Message files of every form: what a file is, and the filings in it."""

from __future__ import annotations

import codecs
import dataclasses
import datetime as dt
import mmap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.domain.filing import Fault, Filing, Origin, Weight
from app.domain.words import say, whole_text
from app.shipments.air.cargo_imp import read_cargo_imp
from app.shipments.air.imp_lines import is_cargo_imp
from app.shipments.courier.csv_list import is_courier_csv, read_courier_csv
from app.shipments.edi.edifact import read_edifact, read_edifact_again
from app.shipments.edi.source import Incoming
from app.shipments.edi.syntax import decoded, syntax_from
from app.shipments.edi.x12 import read_x12, read_x12_again
from app.shipments.json_filings import read_json
from app.shipments.source import Source
from app.shipments.status_lines import is_status_lines, read_status_lines
from app.shipments.xml.forms import is_xml, read_xml
from app.shipments.xml.places import encoding_of

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
        Whether a file, or a message alone, that begins so is of this form; the beginning comes
        without byte order mark and white space.
    read
        Reads a file that is open for reading at its start.
    again
        Reads one message alone, with the origin that its filings have.
    """

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[BinaryIO, Incoming], Found]
    again: Callable[[bytes, Origin, dt.datetime], Found]


def whole(
    name: str,
    recognises: Callable[[bytes], bool],
    read: Callable[[Source, Origin, dt.datetime], Found],
) -> Form:
    """Make a form of a reader that wants the whole file at once."""

    def read_stream(stream: BinaryIO, incoming: Incoming) -> Found:
        origin = Origin(incoming.name, incoming.sha256, 0, 0, 0, "")
        data: Source = stream.read(HELD + 1)
        if len(data) > HELD:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        yield from read(data, origin, incoming.received_at)

    return Form(name, recognises, read_stream, read)


def _begins_edifact(head: bytes) -> bool:
    return head[:3] in (b"UNA", b"UNB", b"UNG", b"UNH")


def _begins_x12(head: bytes) -> bool:
    sign = head[2:3].decode("latin-1")
    return head[:3] == b"ISA" or (head[:2] in (b"ST", b"GS") and not sign.isalnum())


FORMS: tuple[Form, ...] = (
    Form("EDIFACT", _begins_edifact, read_edifact, read_edifact_again),
    Form("X12", _begins_x12, read_x12, read_x12_again),
    whole("JSON", lambda head: head[:1] in (b"{", b"["), read_json),
    whole("XML", is_xml, read_xml),
    whole("Cargo-IMP", is_cargo_imp, read_cargo_imp),
    whole("status lines", is_status_lines, read_status_lines),
    whole("CSV", is_courier_csv, read_courier_csv),
)
"""Every form that is read; the first that recognises a file reads it."""


def form_of(head: bytes) -> Form | None:
    """Return the form of a file that begins so, None when it is none of them."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((form for form in FORMS if form.recognises(start)), None)


def read_filings(
    path: Path, *, received_at: dt.datetime, sha256: str = "", name: str = ""
) -> Found:
    """Read every filing of a message file, in its order, with what is wrong in between.

    Parameters
    ----------
    path
        File of any form in `FORMS`.
    received_at
        When it came in, with zone.
    sha256
        Digest of the file, when it is known already.
    name
        What the sender called the file, when it lies under another name.

    Yields
    ------
    Filing or Fault
        Filings carry the faults of their own message. A fault by itself concerns the file, its
        envelopes, or a message that is not taken.
    """
    incoming = Incoming(whole_text(name or path.name), sha256, received_at)
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


def read_message(data: bytes, origin: Origin, *, received_at: dt.datetime) -> Found:
    """Read one message again, to show where its values stand.

    Parameters
    ----------
    data
        The bytes from ``origin.start`` to ``origin.end`` of its file.
    origin
        Of the filing that was read from it first. What the envelopes around the message say is not
        in these bytes, so that sender, control number and digest are those of the first reading.
    """
    form = form_of(data[:HEAD])
    if form is not None:
        yield from form.again(data, origin, received_at)


def message_text(data: bytes, origin: Origin) -> str:
    """Return the text of one message, in which the spots of its filings count characters."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # XML may be; the mark of byte order counts as a character of its own.
        return data.decode(encoding_of(data), "replace")
    charset = syntax_from(origin.syntax).charset if origin.syntax else "utf-8"
    return decoded(data, charset)[0]
