"""Cargo-XML messages as filings: waybills (XFWB, XFZB) and flight manifests (XFFM).

Elements are told by their local names: prefixes differ between senders.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from app.domain.filing import Body, Fault, Filing, FilingKind, Origin, Via, Weight
from app.domain.shipment import Function, Shipment
from app.domain.words import say
from app.shipments.air.xml_manifest import read_manifest
from app.shipments.air.xml_values import Tray
from app.shipments.air.xml_waybills import read_house, read_master
from app.shipments.errors import ShipmentUnreadable
from app.shipments.json_form import digested
from app.shipments.source import Source
from app.shipments.xml.elements import Element, elements

Reader = Callable[[Element, Tray, str, dt.datetime], tuple[str, Body]]

_READERS: Mapping[str, tuple[str, FilingKind, Reader]] = MappingProxyType(
    {
        "Waybill": ("XFWB", FilingKind.CARGO, read_master),
        "HouseWaybill": ("XFZB", FilingKind.HOUSE_BILL, read_house),
        "FlightManifest": ("XFFM", FilingKind.CONVEYANCE, read_manifest),
    }
)
ROOTS = frozenset(_READERS)
"""Local names of the root elements that are read."""
_FUNCTIONS = {
    "creation": Function.ADD,
    "update": Function.CHANGE,
    "deletion": Function.DELETE,
    "cancellation": Function.DELETE,
}


def read_cargo_xml(
    data: Source, origin: Origin, received_at: dt.datetime
) -> Iterator[Filing | Fault]:
    """Read the message of a file.

    Parameters
    ----------
    data
        The file: one message, well-formed, without a document type.
    origin
        Name and digest of the file.
    received_at
        When it came in, with zone.
    """
    try:
        root = next(elements(data, name=origin.file, records=()))
        name, kind, read = _reader(root)
        tray = Tray(1)
        key, body = read(root, tray, origin.file, received_at)
    except ShipmentUnreadable as error:
        yield Fault(Weight.ERROR, error.sentence)
        return
    head = root.find("MessageHeaderDocument")
    version = tray.text(head, "VersionID")
    function = _function(tray, head)
    if isinstance(body, Shipment):
        body = digested(dataclasses.replace(body, function=function))
    yield Filing(
        kind=kind,
        key=key,
        function=function,
        body=None if function is Function.DELETE else body,
        origin=dataclasses.replace(
            origin, message=1, start=0, end=len(data), form=f"{name} {version}".strip()
        ),
        received_at=received_at,
        sent_at=tray.moment(head, "IssueDateTime"),
        sender=tray.text(head, "SenderParty/PrimaryID"),
        control=tray.text(head, "ID"),
        via=Via.EDI,
        digest=_digest(data),
        faults=tuple(tray.faults),
        spots=tray.spots(data),
    )


def _reader(root: Element) -> tuple[str, FilingKind, Reader]:
    found = _READERS.get(root.name)
    if found is None:
        raise ShipmentUnreadable(say("XML with the root {name} is not read here.", name=root.name))
    return found


def _function(tray: Tray, head: Element | None) -> Function:
    purpose = tray.text(head, "PurposeCode")
    function = _FUNCTIONS.get(purpose.lower())
    if purpose and function is None:
        tray.warn(say("The purpose {value} is not known; it is taken for an add.", value=purpose))
    return function or Function.ADD


def _digest(data: Source) -> str:
    digest = hashlib.sha256()
    for start in range(0, len(data), 1 << 20):
        digest.update(data[start : start + (1 << 20)])
    return digest.hexdigest()
