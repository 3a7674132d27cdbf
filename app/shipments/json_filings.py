"""A file of the JSON form as filings: shipments, reports, closes, events and answers.

The whole file is the message of each of its filings, for what stands at its head belongs to all.
A filing's digest covers that head and its own entry.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import functools
import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType

from app.domain.event import Event, EventKind
from app.domain.filing import (
    Body,
    Fault,
    Filing,
    FilingKind,
    Origin,
    Response,
    Spot,
    Verdict,
    Via,
    Weight,
)
from app.domain.shipment import Function, Shipment
from app.domain.words import say
from app.shipments.errors import ShipmentUnreadable
from app.shipments.fields import Fields
from app.shipments.json_form import (
    LARGEST_FILE,
    SCHEMA,
    check_escapes,
    check_schema,
    check_total,
    digested,
    no_json,
)
from app.shipments.json_parts import (
    Head,
    read_close,
    read_event,
    read_head,
    read_report,
    read_shipment,
)
from app.shipments.json_paths import field_of
from app.shipments.json_places import Place, scalars, walk
from app.shipments.lifecycle.papers import amends
from app.shipments.source import Source
from app.shipments.spots import LaterSpots

_LISTS = ("shipments", "reports", "closes", "events", "answers")
_OF_SHIPMENTS = ("conveyance", "list")
"""Objects at the head of a file that are read with its shipments alone."""
_OF_REPLIES = (
    "in_reply_to",
    "received",
    "messages_not_taken",
    "more_messages_with_faults",
    "faults",
)
"""What a reply of Prescreen's own tells people beside its answers; nothing is taken in from it."""
_KNOWN = ("version", "sample", *_OF_SHIPMENTS)
"""Names at the head of a file that a file without shipments need not have."""
MOST_NAMES = 12
"""Unknown names that are told of one message."""
_HEAD = ("schema", "list", *_LISTS)
"""Names that are no part of what a filing's digest calls its head."""


def read_json(data: Source, origin: Origin, received_at: dt.datetime) -> Iterator[Filing | Fault]:
    """Read every filing of a file; a file at fault is refused whole, with one fault.

    Parameters
    ----------
    data
        The file, UTF-8, of the form ``prescreen-shipment/1``.
    origin
        Name and digest of the file.
    received_at
        When it came in, with zone.
    """
    try:
        yield from tuple(_File(data, origin, received_at).filings())
    except ShipmentUnreadable as error:
        yield Fault(Weight.ERROR, error.sentence)


class _File:
    """One file while it is read."""

    def __init__(self, data: Source, origin: Origin, received_at: dt.datetime) -> None:
        self._origin = dataclasses.replace(origin, start=0, end=len(data), form=SCHEMA)
        self._received_at = received_at
        self.text = _text(data, origin.file)
        tree, self._places = _tree(self.text, origin.file)
        self.root = Fields(tree, "")
        check_schema(self.root, origin.file)
        self._count = 0
        self._base = _canonical(
            {name: value for name, value in self.root.tree.items() if name not in _HEAD}
        )

    def filings(self) -> Iterator[Filing | Fault]:
        """Yield every filing, lists in the order of the form's description."""
        present = len(self.root.parts("shipments"))
        if not any(self.root.parts(name) for name in _LISTS):
            raise ShipmentUnreadable(
                say("shipments is missing or empty; there is nothing to take in.")
            )
        check_total(self.root, present)
        if present:
            yield from self._shipments()
        yield from self._others("reports", self._report)
        yield from self._others("closes", self._close)
        yield from self._others("events", self._event)
        yield from self._others("answers", self._answer)
        self.root.known(_KNOWN)
        elsewhere = (*_LISTS, *_OF_REPLIES)
        yield from _unread(self.root, leave=elsewhere if present else (*elsewhere, *_OF_SHIPMENTS))

    def _shipments(self) -> Iterator[Filing]:
        head = read_head(self.root, received_at=self._received_at, source=self._origin.file)
        for index, entry in enumerate(self.root.parts("shipments")):
            yield self._shipment(entry, head, index)

    def _shipment(self, entry: Fields, head: Head, index: int) -> Filing:
        shipment = digested(read_shipment(entry, head))
        kind = _kind(shipment)
        key = shipment.ccn if kind is FilingKind.CARGO else shipment.shipment_id
        body = None if head.function is Function.DELETE else shipment
        filing = self._filing(kind, key, body, ("shipments", index))
        faults = tuple(_unread(entry, self._count))
        return dataclasses.replace(filing, faults=faults) if faults else filing

    def _others(
        self, name: str, read: Callable[[Fields], tuple[FilingKind, str, Body]]
    ) -> Iterator[Filing]:
        for index, part in enumerate(self.root.parts(name)):
            kind, key, body = read(part)
            filing = self._filing(kind, key, body, (name, index))
            faults = (*_doubts(body, self._count), *_unread(part, self._count))
            yield dataclasses.replace(filing, faults=faults) if faults else filing

    def _report(self, part: Fields) -> tuple[FilingKind, str, Body]:
        report = read_report(part)
        if not report.conveyance.crn:
            raise ShipmentUnreadable(
                say("{path}.conveyance.crn is missing; it must be given.", path=part.path)
            )
        return FilingKind.CONVEYANCE, report.conveyance.crn, report

    def _close(self, part: Fields) -> tuple[FilingKind, str, Body]:
        close = read_close(part)
        return FilingKind.CLOSE, close.previous_ccn, close

    def _event(self, part: Fields) -> tuple[FilingKind, str, Body]:
        event = read_event(part)
        return FilingKind.EVENT, event.key, event

    def _answer(self, part: Fields) -> tuple[FilingKind, str, Body]:
        answer = Response(
            verdict=part.choice("verdict", Verdict),
            control=part.text("control"),
            key=part.text("key"),
            reasons=part.texts("reasons"),
        )
        return FilingKind.RESPONSE, answer.key, answer

    def _filing(
        self, kind: FilingKind, key: str, body: Body | None, entry: tuple[str, int]
    ) -> Filing:
        self._count += 1
        root = self.root
        name, index = entry
        function = root.choice("function", Function, Function.ADD)
        if kind in (FilingKind.CONVEYANCE, FilingKind.CLOSE) and function is Function.DELETE:
            body = None
        place = self._places[name][index]
        digest = hashlib.sha256(self._base + self.text[slice(*place)].encode()).hexdigest()
        return Filing(
            kind=kind,
            key=key,
            function=function,
            body=body,
            origin=dataclasses.replace(self._origin, message=self._count),
            received_at=self._received_at,
            sent_at=root.moment("sent_at"),
            validated_at=root.moment("validated_at"),
            sender=root.text("sender"),
            control=root.text("control"),
            via=root.choice("via", Via, Via.FILE),
            digest=digest,
            amendment_reason=root.text("amendment_reason"),
            spots=LaterSpots(functools.partial(self._spots, body, name, index))
            if body is not None
            else MappingProxyType({}),
        )

    def _spots(self, body: Body, name: str, index: int) -> Mapping[str, Spot]:
        """Return where the values of one filing stand."""
        shared = ("conveyance", "list") if name == "shipments" else ()
        wholes = [(one, (one,), place) for one in shared for place in self._places.get(one, ())]
        own = (name, str(index))
        found = {}
        for root, before, whole in [*wholes, ("", own, self._places[name][index])]:
            for path, place in scalars(self.text, whole):
                field = field_of(root, path, body, self.text[slice(*place)])
                found[field] = Spot(0, "/".join(("", *before, *path)), *place)
        return MappingProxyType(found)


def _unread(part: Fields, message: int = 0, leave: Collection[str] = ()) -> Iterator[Fault]:
    """Tell of names that the form does not have: a name that is misspelt must not be lost."""
    names = part.unread(leave)
    if names:
        more = " …" if len(names) > MOST_NAMES else ""
        sentence = say(
            "These names are not read: {names}.", names=", ".join(names[:MOST_NAMES]) + more
        )
        yield Fault(Weight.WARNING, sentence, message)


def _doubts(body: Body, message: int) -> Iterator[Fault]:
    if isinstance(body, Event) and body.kind is EventKind.BSF673 and not amends(body):
        sentence = say(
            "The form BSF673 sets {element} to {value}; that is kept as text and changes nothing.",
            element=body.details.get("element") or "-",
            value=body.details.get("value") or "-",
        )
        yield Fault(Weight.WARNING, sentence, message)


def _kind(shipment: Shipment) -> FilingKind:
    """Tell a house bill by the cargo it names, a courier's shipment by its lacking a CCN."""
    if shipment.previous_ccn:
        return FilingKind.HOUSE_BILL
    if shipment.clvs or not shipment.ccn:
        return FilingKind.COURIER
    return FilingKind.CARGO


def _canonical(tree: dict[str, object]) -> bytes:
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, default=str)
    return text.encode("utf-8", "replace")


def _text(data: Source, name: str) -> str:
    if len(data) > LARGEST_FILE:
        raise ShipmentUnreadable(
            say("{name} is larger than shipment data ever is; nothing was read.", name=name)
        )
    try:
        return bytes(data[:]).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ShipmentUnreadable(
            say("{name} is not UTF-8 text; have it sent again.", name=name)
        ) from error


def _tree(text: str, name: str) -> tuple[object, dict[str, list[Place]]]:
    try:
        tree, places = walk(text)
    except (ValueError, RecursionError, decimal.InvalidOperation) as error:
        raise ShipmentUnreadable(no_json(name, error)) from error
    check_escapes(tree, text, name)
    return tree, places
