"""Cargo-IMP messages as filings."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from app.domain.filing import Fault, Filing, FilingKind, Origin, Via
from app.domain.shipment import Function
from app.shipments.air.common import Frame, Read
from app.shipments.air.ffm import ends, head_of, read_ffm
from app.shipments.air.fhl import read_fhl
from app.shipments.air.fwb import read_fwb
from app.shipments.air.imp_lines import Message, cut, messages
from app.shipments.source import Source

Reader = Callable[[Message, Frame], Iterator[Read | Fault]]

_READERS: Mapping[str, tuple[FilingKind, Reader]] = MappingProxyType(
    {
        "FWB": (FilingKind.CARGO, read_fwb),
        "FHL": (FilingKind.HOUSE_BILL, read_fhl),
        "FFM": (FilingKind.CONVEYANCE, read_ffm),
    }
)


def read_cargo_imp(
    data: Source, origin: Origin, received_at: dt.datetime
) -> Iterator[Filing | Fault]:
    """Read every FWB, FHL and FFM of a file.

    The parts of a manifest that follow each other in the file are one message. None of these
    messages says whether it is new: each stands for the whole of what it is about.

    Parameters
    ----------
    data
        The file: ASCII, one message after the other.
    origin
        Name and digest of the file.
    received_at
        When it came in, with zone. Days without a year are taken to be the nearest ones.
    """
    for number, message in enumerate(_joined(data, received_at), start=1):
        if isinstance(message, Fault):
            yield dataclasses.replace(message, message=number if message.message else 0)
            continue
        kind, read = _READERS[message.kind]
        frame = Frame(number, origin.file, received_at)
        place = dataclasses.replace(
            origin, message=number, start=message.start, end=message.end, form=message.form
        )
        for found in read(message, frame):
            if isinstance(found, Fault):
                yield found
            else:
                yield _filing(kind, found, message, place, received_at)


def _filing(
    kind: FilingKind, read: Read, message: Message, place: Origin, received_at: dt.datetime
) -> Filing:
    return Filing(
        kind=kind,
        key=read.key,
        function=Function.ADD,
        body=read.body,
        origin=place,
        received_at=received_at,
        via=Via.EDI,
        digest=hashlib.sha256(f"{read.key}\n{message.text.strip()}".encode()).hexdigest(),
        faults=tuple(
            dataclasses.replace(fault, message=place.message)
            for fault in (*message.faults, *read.notes.faults)
        ),
        spots=read.notes.spots,
    )


def _joined(data: Source, received_at: dt.datetime) -> Iterator[Message | Fault]:
    """Yield every message, the parts of one manifest as one."""
    parts: list[Message] = []
    for found in messages(data):
        if parts and isinstance(found, Message) and _follows(parts[-1], found, received_at):
            parts.append(found)
            continue
        yield from _whole(data, parts)
        parts = [found] if isinstance(found, Message) else []
        if isinstance(found, Fault):
            yield found
    yield from _whole(data, parts)


def _follows(before: Message, part: Message, received_at: dt.datetime) -> bool:
    """Whether a message is the next part of the manifest that another is a part of."""
    if {before.kind, part.kind} != {"FFM"} or ends(before):
        return False
    first, following = head_of(before, received_at), head_of(part, received_at)
    return first is not None and following is not None and following.goes_on(first)


def _whole(data: Source, parts: Sequence[Message]) -> Iterator[Message | Fault]:
    if len(parts) < 2:
        yield from parts
        return
    whole = cut(data, (parts[0].start, parts[-1].end), 0)
    faults = tuple(fault for part in parts for fault in part.faults)
    if isinstance(whole, Message):
        whole = dataclasses.replace(whole, faults=faults)
    yield whole
