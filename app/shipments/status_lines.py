"""Release notices (RNS), arrival certifications (WACM, CACM) and other notices, one a line.

The records that CBSA and warehouses exchange are not public, so these lines are a form of ours
(docs/messages.md): values parted by ``|``, words for the statuses. A translator in front of the
workstation writes them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.clock import YEARS
from app.domain.event import Event, EventKind
from app.domain.filing import Fault, Filing, FilingKind, Origin, Spot, Via, Weight
from app.domain.shipment import Function
from app.domain.words import Sentence, say
from app.shipments.errors import ShipmentUnreadable
from app.shipments.json_parts import office
from app.shipments.source import Source

FORM = "status lines"
LONGEST_LINE = 4096
"""Bytes."""

_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "RNS": ("key", "status", "at", "port", "sub_location", "other_key", "text"),
        "WACM": ("key", "sub_location", "at", "port", "operator", "text"),
        "631": ("key", "sub_location", "at", "port", "operator", "text"),
        "CACM": ("key", "at", "port", "text"),
        "NOTICE": ("key", "status", "at", "port", "sub_location", "other_key", "text"),
    }
)
"""Values of each kind of line, in their order; 631 is the arrival code of a WACM."""
_ALWAYS = MappingProxyType(
    {
        "WACM": EventKind.AT_WAREHOUSE,
        "631": EventKind.AT_WAREHOUSE,
        "CACM": EventKind.CONVEYANCE_ARRIVED,
    }
)
_RELEASES = MappingProxyType(
    {
        "goods_released": EventKind.RELEASED,
        "required_for_examination_referred": EventKind.EXAMINATION_REFERRED,
        "may_move_detain_at_destination_cfia": EventKind.DETAIN_AT_DESTINATION,
        "accepted_awaiting_arrival": EventKind.AWAITING_ARRIVAL,
        "authorized_to_deliver_csa": EventKind.AUTHORIZED_TO_DELIVER,
        "accepted_awaiting_processing": EventKind.AWAITING_PROCESSING,
        "error": EventKind.RELEASE_ERROR,
    }
)
"""The seven statuses of a release notice by their published names."""
_OFFICE = re.compile(r"\d{3,4}")
"""A line that is cut within its office must not name another one."""
_BEGINS = re.compile(rb"\s*(RNS|WACM|631|CACM|NOTICE)\|")


def is_status_lines(head: bytes) -> bool:
    """Whether a file that begins with these bytes holds status lines."""
    return _BEGINS.match(head) is not None


def read_status_lines(
    data: Source, origin: Origin, received_at: dt.datetime
) -> Iterator[Filing | Fault]:
    """Read every line; one at fault is told of, and the others are taken.

    Parameters
    ----------
    data
        The file, UTF-8.
    origin
        Name and digest of the file.
    received_at
        When it came in, with zone.
    """
    at, number, size = 0, 0, len(data)
    while at < size:
        found = data.find(b"\n", at)
        end = size if found < 0 else found + 1
        number += 1
        line = bytes(data[at : min(end, at + LONGEST_LINE + 1)])
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            place = dataclasses.replace(origin, message=number, start=at, end=end, form=FORM)
            yield _line(line, place, received_at, whole=found >= 0)
        at = end


def _line(line: bytes, place: Origin, received_at: dt.datetime, *, whole: bool) -> Filing | Fault:
    try:
        filing = _filing(_text(line), place, received_at)
    except ShipmentUnreadable as error:
        return Fault(Weight.ERROR, error.sentence, place.message, 1)
    told = []
    if not whole:
        told.append(say("The line has no end: the file may have been broken off in it."))
    port = _written(filing, _text(line), "port")
    if port and not _OFFICE.fullmatch(port):
        told.append(say("{value} is no office; it was left out.", value=port))
    faults = tuple(Fault(Weight.WARNING, sentence, place.message, 1) for sentence in told)
    return dataclasses.replace(filing, faults=faults) if faults else filing


def _written(filing: Filing, text: str, name: str) -> str:
    """Return a value of a line as it was written; empty when absent."""
    spot = filing.spots.get(name)
    return "" if spot is None else text[spot.start : spot.end]


def _text(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        raise ShipmentUnreadable(say("The line is longer than any notice; it was not taken in."))
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ShipmentUnreadable(say("The line is not UTF-8 text; it was not taken in.")) from error


def _filing(text: str, place: Origin, received_at: dt.datetime) -> Filing:
    values, spots = _values(text)
    kind = _kind(values)
    if kind is None:
        raise ShipmentUnreadable(_unknown(values))
    at = _moment(values.get("at", ""))
    if at is None or not values["key"]:
        raise ShipmentUnreadable(
            say(
                "The line names no number, or its time {value} is not as 2026-11-20T09:45:00Z; "
                "it was not taken in.",
                value=values.get("at", ""),
            )
        )
    return Filing(
        kind=FilingKind.EVENT,
        key=values["key"],
        function=Function.ADD,
        body=_event(kind, values, at),
        origin=place,
        received_at=received_at,
        sent_at=at,
        sender=values.get("operator", ""),
        via=Via.EDI,
        digest=hashlib.sha256(text.strip().encode()).hexdigest(),
        spots=spots,
    )


def _event(kind: EventKind, values: Mapping[str, str], at: dt.datetime) -> Event:
    details = {name: values[name] for name in ("status", "operator") if values.get(name)}
    port = values.get("port", "")
    return Event(
        kind,
        values["key"],
        at,
        port=office(port) if _OFFICE.fullmatch(port) else "",
        sub_location=values.get("sub_location", ""),
        other_key=values.get("other_key", ""),
        text=values.get("text", ""),
        details=MappingProxyType(details),
    )


def _values(text: str) -> tuple[dict[str, str], Mapping[str, Spot]]:
    """Return the values of a line by name, and their places."""
    line = text.rstrip("\r\n")
    head, *parts = line.split("|", 7)
    tag = head.strip("\ufeff \t").upper()
    values, spots = {"tag": tag}, {}
    at = len(head) + 1
    for name, part in zip(_FIELDS.get(tag, ()), parts, strict=False):
        start = at + len(part) - len(part.lstrip())
        values[name] = part.strip()
        spots[name] = Spot(1, f"{tag}.{name}", start, start + len(part.strip()))
        at += len(part) + 1
    for name in ("status", "operator"):
        if name in spots:
            spots[f"details.{name}"] = spots[name]
    # What the line tells is its status; a line without one tells it by what it begins with.
    indent = len(head) - len(head.lstrip("\ufeff \t"))
    spots["kind"] = spots.get("status") or Spot(1, tag, indent, indent + len(tag))
    return values, MappingProxyType(spots)


def _kind(values: Mapping[str, str]) -> EventKind | None:
    tag = values["tag"]
    word = re.sub(r"\W+", "_", values.get("status", "").lower()).strip("_")
    if tag in _ALWAYS:
        return _ALWAYS[tag]
    if tag == "RNS":
        return _RELEASES.get(word)
    known = {kind.value for kind in EventKind}
    return EventKind(word) if tag == "NOTICE" and word in known else None


def _unknown(values: Mapping[str, str]) -> Sentence:
    if values["tag"] in _FIELDS:
        return say(
            "The status {value} is not known; the line was not taken in.",
            value=values.get("status", ""),
        )
    return say("The line is of a kind that is not read here; it was not taken in.")


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is None or moment.year not in YEARS:
            return None
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
