"""Shipments on file for the window's tests: real messages, read and folded by the real rooms."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import tempfile
from pathlib import Path
from types import MappingProxyType

from app.domain.dossier import Dossier
from app.domain.event import Event, EventKind
from app.domain.filing import (
    CloseMessage,
    Filing,
    FilingKind,
    Origin,
    Response,
    Verdict,
    Via,
)
from app.domain.shipment import Conveyance, Function, GoodsLine, Party, Shipment
from app.shipments.lifecycle import dossier
from app.shipments.messages import read_filings
from tests.ui.fake_room import NOW, Store

CCN = "9XYZPARS0000001"
CRN = "9XYZTRIP000771"

CARGO = """UNB+UNOC:3+9XYZ:ZZ+CBSA:ZZ+{stamp}+{control}'
UNH+1+CUSCAR:D:03B:UN'
BGM+85+{key}+{function}'
DTM+132:202603021442:203'
LOC+60+0351'
LOC+22+0351'
LOC+14+0351+3127'
RFF+CRN:9XYZTRIP000771'
NAD+CA+9XYZ:172'
TDT+20++3+31'
EQD+TE+SMPL530117++++5'
SEL+{seal}+CA'
EQD+TE+SMPL5301171++++5'
CNI+1+{key}'
RFF+XC:{key}'
LOC+9+USCHI'
NAD+CZ+++NORVALE FASTENINGS LTD (SAMPLE)+12 TRIAL STREET+DAYTON+OH+45402+US'
NAD+CN+++ATELIERS QUERNON INC. (SAMPLE)+7 RUE DU FOUR+MONTREAL+QC+H2X1Y4+CA'
NAD+NI+++COURTIERS VALMOR (SAMPLE)++MONTREAL+QC++CA'
GID+1+{pieces}:CT'
FTX+AAA+++STEEL BRACKETS. 100 PIECES IN TWO TRAILERS'
MEA+AAE+G+KGM:{mass}'
SGP+SMPL530117+60'
CST++732690:HS'
GID+2+12:DR'
FTX+AAA+++LACQUER, SOLVENT BASED'
MEA+AAE+G+KGM:900.5'
SGP+SMPL5301171+12'
DGS+UN+3+1263'
CST++320890:HS'
{more}UNT+31+1'
UNZ+1+{control}'
"""
OXIDIZER = "GID+3+4:DR'\nFTX+AAA+++SODIUM CHLORATE'\nMEA+AAE+G+KGM:80'\nDGS+UN+5.1+1495'\n"
TRIP = """UNB+UNOC:3+9XYZ:ZZ+CBSA:ZZ+260302:1310+77'
UNH+1+CUSREP:D:03B:UN'
BGM+336+9XYZTRIP000771+9'
DTM+132:202603021442:203'
LOC+60+0351'
DOC+785'
RFF+XC:9XYZPARS0000001'
NAD+CA+9XYZ:172'
TDT+20++3+31++++TRK9100:::QC55512'
EQD+TE+SMPL530117++++5'
EQD+TE+SMPL5301171++++5'
UNT+11+1'
UNZ+1+77'
"""


def read(text: str, name: str, hours: float) -> tuple[tuple[Filing, ...], str, bytes]:
    """Return the filings of a message, with the digest and the bytes of its file."""
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    at = NOW + dt.timedelta(hours=hours)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        found = tuple(
            dataclasses.replace(one, received_at=at, sent_at=at)
            for one in read_filings(path, received_at=at, sha256=sha256)
            if isinstance(one, Filing)
        )
    return found, sha256, data


def told(kind: EventKind, key: str, hours: float, **values: object) -> Filing:
    """Return a notice as a filing."""
    at = NOW + dt.timedelta(hours=hours)
    details = MappingProxyType(dict(values.pop("details", {})))
    event = Event(kind, key, at, details=details, **values)
    digest = hashlib.sha256(repr(event).encode()).hexdigest()
    origin = Origin("notices.json", "", 1, 0, 0, "prescreen-shipment/1")
    return Filing(FilingKind.EVENT, key, Function.ADD, event, origin, at, at, digest=digest)


def answered(control: str, verdict: Verdict, hours: float, *reasons: str) -> Filing:
    """Return an answer to an interchange as a filing."""
    at = NOW + dt.timedelta(hours=hours)
    body = Response(verdict, control=control, reasons=reasons)
    digest = hashlib.sha256(repr((body, hours)).encode()).hexdigest()
    origin = Origin("answers.edi", "", 1, 0, 0, "CONTRL")
    return Filing(FilingKind.RESPONSE, "", Function.ADD, body, origin, at, at, digest=digest)


@dataclasses.dataclass(frozen=True)
class OnFile:
    """Everything of one shipment: what was sent, the files, and what it comes to."""

    filings: tuple[Filing, ...]
    originals: dict[str, bytes]
    dossier: Dossier


def cargo_text(control: int, function: str, **values: str) -> str:
    """Return one cargo report."""
    base = {"key": CCN, "pieces": "88", "mass": "7349.5", "seal": "B770031", "more": ""}
    stamp = f"260302:{900 + control:04}"
    return CARGO.format(**{**base, **values}, control=control, function=function, stamp=stamp)


@functools.cache
def whole_file() -> OnFile:
    """Return a cargo in two trailers with three versions, a trip, seals, notices and a target."""
    sent = [
        read(cargo_text(1, "9", pieces="60", mass="5100"), "first.edi", -6),
        read(cargo_text(2, "4"), "second.edi", -4),
        read(cargo_text(3, "4", seal="B770039", more=OXIDIZER), "third.edi", -1.2),
        read(TRIP, "trip.edi", -0.8),
    ]
    filings = [filing for found, _, _ in sent for filing in found]
    filings += [
        answered("1", Verdict.RECEIVED, -5.9),
        answered("1", Verdict.ACCEPTED, -5.8),
        answered("2", Verdict.ACCEPTED, -3.9),
        answered("3", Verdict.ACCEPTED, -1.1),
        answered("77", Verdict.ACCEPTED, -0.7),
        told(EventKind.MATCHED, CCN, -0.6, port="0351", other_key=CRN),
        told(
            EventKind.SEAL_SEEN,
            CCN,
            -0.5,
            port="0351",
            details={"number": "B770039", "equipment": "SMPL530117", "by": "carrier"},
        ),
        told(EventKind.TARGETED, CCN, -0.4, other_key="T-2231", text="Look for lacquer drums"),
        told(EventKind.REQUEST_OPENED, CCN, -0.3, other_key="RFI-7", text="Send the invoice"),
    ]
    originals = {sha256: data for _, sha256, data in sent}
    return OnFile(tuple(filings), originals, dossier(filings, CCN, now=NOW))


MANIFEST = """FFM/8
1/ZZ0001/02MAR/CGN/C-SYNT
YYZ
ULD/AKE12345ZZ
999-40001231CGNYYZ/T2K60MC0.14/WATCHES
999-40001242CGNYYZ/S1K150MC1.50T3/TEXTILES/ECC
LAST
"""


@functools.cache
def manifest_file() -> OnFile:
    """Return a waybill of which nothing but a line of a flight manifest came in."""
    found, sha256, data = read(MANIFEST, "manifest.txt", -2)
    return OnFile(found, {sha256: data}, dossier(found, "999-40001242", now=NOW))


@functools.cache
def large_file(lines: int = 2000, bills: int = 500, events: int = 200) -> OnFile:
    """Return a consolidated cargo of many lines, house bills and notices."""
    more = "".join(
        f"GID+{n}+{n % 40 + 1}:CT'\nFTX+AAA+++MIXED GOODS NUMBER {n}'\n"
        f"MEA+AAE+G+KGM:{n % 90 + 1}'\n"
        for n in range(4, lines + 2)
    )
    found, sha256, data = read(cargo_text(1, "9", more=more), "large.edi", -6)
    filings = [*found, answered("1", Verdict.ACCEPTED, -5.8)]
    filings += [_bill(n) for n in range(bills - 2)]
    keys = (*(_key(n) for n in range(bills - 2)), "8XYZMISSING1", "8XYZMISSING2")
    filings.append(_close(CCN, keys))
    filings += [
        told(EventKind.INCIDENT, CCN, -5 + n / 100, text=f"Notice {n}") for n in range(events)
    ]
    return OnFile(tuple(filings), {sha256: data}, dossier(filings, CCN, now=NOW))


def put(store: Store, on_file: OnFile, item_id: str = "item-1") -> Store:
    """Put a shipment on file for an item of a store."""
    item = store.items[item_id]
    shipment = on_file.dossier.shipment or on_file.dossier.last
    assert shipment is not None
    links = tuple(
        dataclasses.replace(link, shipment_id=shipment.shipment_id) for link in item.links
    )
    store.items[item_id] = dataclasses.replace(item, shipments=(shipment,), links=links)
    store.dossiers[item_id] = {shipment.shipment_id: on_file.dossier}
    store.filings += on_file.filings
    store.originals |= on_file.originals
    return store


def _key(number: int) -> str:
    return f"8XYZHB{number:05}"


def _bill(number: int) -> Filing:
    """Return a house bill; every tenth lies in another one."""
    at = NOW - dt.timedelta(hours=5)
    key = _key(number)
    previous = _key(number - 1) if number % 10 == 9 else CCN
    goods = (GoodsLine(f"Consolidated goods {number}", quantity=number + 1, unit="CT"),)
    body = Shipment(
        key,
        key,
        1,
        Function.ADD,
        at,
        Conveyance(),
        goods=goods,
        pieces=number + 1,
        shipper=Party(f"Shipper {number}", country="US"),
        previous_ccn=previous,
    )
    origin = Origin("bills.json", "", number + 1, 0, 0, "prescreen-shipment/1")
    kind = FilingKind.HOUSE_BILL
    return Filing(kind, key, Function.ADD, body, origin, at, at, via=Via.FILE, digest=f"hb{number}")


def _close(key: str, bills: tuple[str, ...]) -> Filing:
    at = NOW - dt.timedelta(hours=4)
    origin = Origin("close.json", "", 1, 0, 0, "prescreen-shipment/1")
    body = CloseMessage(key, bills)
    kind = FilingKind.CLOSE
    return Filing(kind, key, Function.ADD, body, origin, at, at, via=Via.FILE, digest="close")
