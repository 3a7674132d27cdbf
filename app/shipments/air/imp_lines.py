"""Cargo-IMP messages out of a file, and the fields of their lines.

A message begins with its identifier and version on a line of their own, such as ``FHL/5``. A line
begins with the identifier of what it tells; a line that begins with a stroke goes on with the one
before it. What a teleprinter network puts before and between messages is passed over.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from app.domain.filing import Fault, Spot, Weight
from app.domain.words import say
from app.shipments.source import Source

LONGEST_LINE = 69
"""Characters; what is longer was cut by some network, or never went through one."""
LARGEST_MESSAGE = 1600
"""Bytes; what is larger is to be sent in parts."""
LARGEST_KEPT = 4 << 20
"""Bytes of a message that are read at all."""
READ = ("FWB", "FHL", "FFM")

_BEGINS = re.compile(rb"^[ \t\x01\x02]*([A-Z]{3})/(\d{1,2})[ \t]*\r?$", re.MULTILINE)
_NETWORK = re.compile(
    r"^(\s*|[A-Z]{2}( [A-Z0-9]{7})+|\.[A-Z0-9]{7}( .*)?|[A-Z]{3}\d{3,4}( \d+)?|NNNN|ZCZC.*)$"
)
"""Lines of a network: priority and addresses, originator and time, sequence numbers, end."""

_ENDS = ("LAST", "CONT")
"""Lines that end a message in words, or a part of one."""


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """What stands between two strokes."""

    text: str
    line: int
    name: str
    """Identifier of its line and number of the field, such as ``HBS.2``."""
    start: int
    """Characters of the message before it."""

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.line, self.name, self.start, self.start + len(self.text))

    def part(self, span: tuple[int, int]) -> Spot:
        """Return where a part of it stands."""
        return Spot(self.line, self.name, self.start + span[0], self.start + span[1])


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of a message."""

    number: int
    """From 1; the identifier of the message is line 1."""
    tag: str
    """Identifier; of a line that goes on, that of the line it goes on with."""
    text: str
    start: int
    goes_on: bool

    @property
    def fields(self) -> tuple[Field, ...]:
        """What stands between its strokes, the identifier left out."""
        found, at = [], 0
        for number, text in enumerate(self.text.split("/")):
            if number:
                blanks = len(text) - len(text.lstrip())
                name = f"{self.tag}.{number}"
                found.append(Field(text.strip(), self.number, name, self.start + at + blanks))
            at += len(text) + 1
        return tuple(found)

    def place(self, span: tuple[int, int]) -> Spot:
        """Return where a part of the line stands."""
        return Spot(self.number, self.tag[:3], self.start + span[0], self.start + span[1])


@dataclasses.dataclass(frozen=True, slots=True)
class Message:
    """One message, cut into lines."""

    form: str
    """Such as ``FHL/5``."""
    start: int
    """Bytes of the file from `start` up to but not including `end`."""
    end: int
    text: str
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]

    @property
    def kind(self) -> str:
        """Identifier of the message, such as ``FHL``."""
        return self.form.partition("/")[0]

    @property
    def version(self) -> int:
        """Version of the message."""
        return int(self.form.partition("/")[2])


def is_cargo_imp(head: bytes) -> bool:
    """Whether a file that begins with these bytes holds Cargo-IMP messages."""
    return any(found[1].decode() in READ for found in _BEGINS.finditer(head))


def messages(data: Source) -> Iterator[Message | Fault]:
    """Yield every message of a file; what is none becomes a fault."""
    found = _BEGINS.search(data)
    before = bytes(data[: min(found.start() if found else len(data), 1 << 16)])
    if _tells(before):
        yield Fault(Weight.WARNING, say("What stands before the first message is not read."))
    number = 0
    while found is not None:
        following = _BEGINS.search(data, found.end())
        number += 1
        yield cut(data, (found.start(), following.start() if following else len(data)), number)
        found = following


def cut(data: Source, place: tuple[int, int], number: int) -> Message | Fault:
    """Cut one message, or several parts of one, into lines.

    Parameters
    ----------
    place
        Bytes of the file, from the first up to but not including the second.
    number
        Of the message within its file, from 1.
    """
    start, end = place
    raw = bytes(data[start : min(end, start + LARGEST_KEPT + 1)])
    text, clean = _decoded(raw)
    form = text.split("\n", 1)[0].strip(" \t\r\x01\x02")
    if form[:3] not in READ:
        return Fault(
            Weight.WARNING, say("A message {form} is not read here.", form=form), number, 1
        )
    if len(raw) > LARGEST_KEPT:
        return Fault(
            Weight.ERROR,
            say("A message {form} is larger than any there is; it was not taken in.", form=form),
            number,
        )
    lines = tuple(_lines(text))
    return Message(form, start, end, text, lines, tuple(_faults(raw, lines, number, clean=clean)))


def _tells(data: bytes) -> bool:
    """Whether lines say more than a network puts around a message."""
    lines = data.decode("utf-8", "replace").splitlines()
    return not all(_NETWORK.match(line.strip("\x01\x02\x03 ")) for line in lines)


def _decoded(raw: bytes) -> tuple[str, bool]:
    """Return the text, and whether it is UTF-8; these messages are to be ASCII."""
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        return raw.decode("latin-1"), False


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines after the first, without those of a network and empty ones."""
    at, tag = 0, ""
    for number, whole in enumerate(text.split("\n"), start=1):
        written = whole.rstrip("\r\x03 \t")
        if number > 1 and not _NETWORK.match(written):
            goes_on = written.startswith("/")
            tag = tag if goes_on else written.partition("/")[0].strip()
            yield Line(number, tag, written, at, goes_on)
        at += len(whole) + 1


def _faults(raw: bytes, lines: tuple[Line, ...], number: int, *, clean: bool) -> Iterator[Fault]:
    if len(raw.strip()) > LARGEST_MESSAGE:
        sentence = say(
            "The message is {size} bytes long; above {most} it is to be sent in parts.",
            size=len(raw.strip()),
            most=LARGEST_MESSAGE,
        )
        yield Fault(Weight.WARNING, sentence, number)
    long = [line for line in lines if len(line.text) > LONGEST_LINE]
    if long:
        sentence = say(
            "{count} lines are longer than {most} signs.", count=len(long), most=LONGEST_LINE
        )
        yield Fault(Weight.WARNING, sentence, number, long[0].number)
    if _broken_off(raw, lines):
        sentence = say("The message ends in the middle of a line: it may have been broken off.")
        yield Fault(Weight.WARNING, sentence, number, lines[-1].number)
    if not clean:
        sentence = say("Some signs are not UTF-8; they are read as Latin-1.")
        yield Fault(Weight.WARNING, sentence, number)


def _broken_off(raw: bytes, lines: tuple[Line, ...]) -> bool:
    """Whether the last line has no end, as every line of a whole message has."""
    if not lines or lines[-1].text in _ENDS or raw.rstrip(b"\x03 \t").endswith((b"\n", b"\r")):
        return False
    return not _NETWORK.match(raw.rpartition(b"\n")[2].decode("latin-1").strip("\x03 \t"))
