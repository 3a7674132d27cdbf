"""What master and house waybills of Cargo-IMP have in common."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from app.domain.filing import Body, Fault, Weight
from app.domain.identifiers import Check, Identifier, air_waybill
from app.domain.shipment import Conveyance, Function, Mode, Party, Shipment
from app.domain.words import Sentence, say
from app.shipments.air.goods import customs_notes, customs_value, handling_codes
from app.shipments.air.imp_lines import Line
from app.shipments.air.notes import Notes, Waybill, joined
from app.shipments.air.parties import PARTS, read_party
from app.shipments.air.places import airport_office

_ROLES = {"SHP": "shipper", "CNE": "consignee", "NFY": "notify[0]"}

_FIRST = ("FLT", "RTG", "SHP", "CNE", "NAM", "ADR", "LOC", "AGT", "SSR", "NFY", "ACC", "CVD", "RTD")
_LATER = ("OTH", "PPD", "COL", "CER", "ISU", "OSI", "CDC", "REF", "COR", "COI", "SII", "ARD", "SPH")
_LAST = ("NOM", "SRI", "OPI", "OCI", "MBI", "HBS", "TXT", "HTS")
_HOUSE = re.compile(r"[A-Z]{6}/\d{1,5}/[KL]\d")
"""What only the line of a house waybill has: airports, pieces and weight."""
KNOWN = frozenset((*_FIRST, *_LATER, *_LAST))
"""Identifiers of the lines of waybills, read here or not."""


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What is known of a message beside its lines."""

    number: int
    """From 1 within the file."""
    source: str
    received_at: dt.datetime

    def fault(self, sentence: Sentence, line: int) -> Fault:
        """Return what makes a part of the message unusable."""
        return Fault(Weight.ERROR, sentence, self.number, line)


@dataclasses.dataclass(frozen=True, slots=True)
class Read:
    """One record out of a message, with its places and faults."""

    key: str
    body: Body
    notes: Notes


def tagged(lines: Iterable[Line], *tags: str) -> Iterator[Line]:
    """Yield the lines of some identifiers, with those that go on."""
    return (line for line in lines if line.tag in tags)


def tell_unknown(lines: Iterable[Line], notes: Notes) -> None:
    """Warn of lines that no waybill has, and of lines in one: damage must not lose a record."""
    for line in lines:
        if not line.goes_on and line.tag not in KNOWN:
            notes.warn(say("The line {value} is not read.", value=line.text[:40]), line.number)
        tell_rest(line, notes, _HOUSE, own=line.tag == "HBS")


def tell_missing(lines: Iterable[Line], notes: Notes, needed: Iterable[str]) -> None:
    """Warn of what every whole waybill has and this one has not: nothing marks its end."""
    present = {line.tag for line in lines}
    missing = [tag for tag in needed if tag not in present]
    if missing:
        notes.warn(
            say("The waybill has no {tags}: it may have been broken off.", tags=", ".join(missing)),
            1,
        )


def tell_rest(line: Line, notes: Notes, record: re.Pattern[str], *, own: bool) -> None:
    """Warn of a line that seems to hold another record; `own` when it is one itself."""
    count = sum(1 for _ in record.finditer(line.text))
    if count > (own and not line.goes_on):
        sentence = say("The line {value} is not read to its end.", value=line.text[:40])
        notes.warn(sentence, line.number)


def check_waybill(number: str, notes: Notes, line: int) -> None:
    """Warn of a waybill whose check digit fails: numbers in use break it, so it is no fault."""
    reading = air_waybill(number)
    if isinstance(reading, Identifier) and reading.check is Check.FAILED:
        notes.warn(say("Air waybill {number} fails its check digit.", number=number), line)


def bare_shipment(
    lines: Sequence[Line], waybill: Waybill, frame: Frame, notes: Notes, *, account: bool
) -> Shipment:
    """Return what the lines of a waybill say of parties, value and handling.

    Parameters
    ----------
    account
        Whether the lines of shipper and consignee begin with an account number (FWB).
    """
    parties = _parties(lines, notes, account=account)
    notify = parties.get("notify[0]")
    cvd = next(tagged(lines, "CVD"), None)
    free = [
        notes.text("special_instructions", field)
        for line in tagged(lines, "SSR", "OSI")
        for field in line.fields
        if field.text
    ]
    return Shipment(
        shipment_id="",
        ccn="",
        version=1,
        function=Function.ADD,
        received_at=frame.received_at,
        conveyance=Conveyance(mode=Mode.AIR, fpoa=airport_office(waybill.destination)),
        shipper=parties.get("shipper"),
        consignee=parties.get("consignee"),
        notify=() if notify is None else (notify,),
        value=None if cvd is None else customs_value(cvd, notes),
        mawb=waybill.number,
        special_instructions=joined(free),
        source=frame.source,
        place_of_loading=waybill.origin,
        port_of_destination=waybill.destination,
        references=(
            *handling_codes(tagged(lines, "SPH", "HBS"), notes),
            *customs_notes(tagged(lines, "OCI"), notes),
        ),
    )


def _parties(lines: Sequence[Line], notes: Notes, *, account: bool) -> dict[str, Party]:
    """Return the parties by the path of their field; a role's lines follow its identifier."""
    found: dict[str, list[Line]] = {}
    role = ""
    for line in lines:
        if not line.goes_on and line.tag not in PARTS:
            role = line.tag
        if role in _ROLES:
            found.setdefault(role, []).append(line)
    read = {
        _ROLES[role]: read_party(own, notes, _ROLES[role], account=account and role != "NFY")
        for role, own in found.items()
    }
    return {path: party for path, party in read.items() if party is not None}
