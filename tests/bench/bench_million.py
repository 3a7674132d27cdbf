"""A million shipments on record: finding one by any number, and the next item of the queue.

The record is built once, by the same calls that intake makes, and kept under ``.benchmarks``; that
takes some minutes and 5 GB, and goes on where it was stopped. What a run adds to it is a few
hundred claims, handed back, and some late data.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from measure import figure

from app.domain.clock import system_clock
from app.domain.errors import Refused
from app.domain.filing import ConveyanceReport, Filing, FilingKind, Origin, Via
from app.domain.shipment import Conveyance, Equipment, Function, GoodsLine, Mode, Party, Shipment
from app.domain.work import LinkClass
from app.intake import relink
from app.record import LARGEST_BATCH, Record, SealKeys
from app.shipments.json_form import digested
from tests.unit.record_values import CHEAP, MOMENT, TREMBLAY, arrive, image, link, scan

HOME = Path(__file__).resolve().parents[2] / ".benchmarks" / "million"
SHIPMENTS = 1_000_000
ITEMS = 5000
ON_A_FLIGHT, ON_A_TRUCK = 5000, 4
LOOKED_UP, CLAIMED = 2000, 300
SCANNED = "SELECT ... WHERE body LIKE '%number%' over the same rows"
SCANNED_SCANS = "SELECT ... WHERE body LIKE '%number%' over all scans, nothing linked or written"
LATE = 40
FSYNCED = "one fsynced INSERT into the same SQLite file"


def figures() -> list[dict[str, Any]]:
    """Measure on the disk that holds the checkout, not on a memory disk."""
    if not (HOME / "complete").exists():
        build()
    with (
        opened() as record,
        closing(sqlite3.connect(record.path, isolation_level=None)) as database,
    ):
        return [
            finding(record, database),
            taking_next(record, database),
            linking(record, database),
        ]


def opened() -> Record:
    """Open the record that is kept."""
    keys = SealKeys.of(HOME / "home", key_folder=HOME / "keys")
    return Record.open(HOME / "home", keys=keys, clock=system_clock(), cost=CHEAP)


# --- what is measured --------------------------------------------------------------------------


def finding(record: Record, database: sqlite3.Connection) -> dict[str, Any]:
    """Find shipments by every kind of number, and numbers that nobody declared."""
    chance = random.Random(7)
    wanted = [number(chance.choice(KINDS), chance.randrange(SHIPMENTS)) for _ in range(LOOKED_UP)]
    ours = [seconds(partial(record.find, text)) for text in wanted]
    scan = "SELECT shipment_id FROM shipment WHERE newest = 1 AND body LIKE ?"
    theirs = [
        seconds(lambda text=text: database.execute(scan, (f"%{text}%",)).fetchall())
        for text in wanted[:3]
    ]
    return figure("record.find_ms", "ms", ours, SCANNED, theirs, scale=1000)


def taking_next(record: Record, database: sqlite3.Connection) -> dict[str, Any]:
    """Claim the next item, and hand it back."""
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE IF NOT EXISTS peer (body TEXT)")
    ours, theirs, claimed = [], [], []
    for _ in range(CLAIMED):
        start = time.perf_counter()
        item = record.claim_next(TREMBLAY)
        ours.append(time.perf_counter() - start)
        if item is None:
            raise AssertionError("nothing waits")
        claimed.append(item.item_id)
        insert = partial(database.execute, "INSERT INTO peer VALUES (?)", ("x" * 500,))
        theirs.append(seconds(insert))
    for item_id in claimed:
        record.hand_back(item_id, TREMBLAY)
    database.execute("DROP TABLE peer")
    return figure("queue.next_ms", "ms", ours, FSYNCED, theirs, scale=1000)


def linking(record: Record, database: sqlite3.Connection) -> dict[str, Any]:
    """Let the record of a waiting scan come in late, and find the scan that it is for."""
    # What the build put there is linked by its own hand: only what comes late is news.
    record.linking.done(kept(record, "SELECT max(seq) FROM line"))
    run = f"{time.time_ns() // 1_000_000_000 % 10**9:09}"
    ours = []
    for count in range(LATE):
        ccn = f"9XYZLATE{run}{count * 7919 % 10**6:06}"
        now = system_clock().now()
        seen = dataclasses.replace(
            scan(f"late-{run}-{count}"),
            object_id="",
            taken_at=now,
            identifiers=MappingProxyType({"CCN": ccn}),
        )
        record.add_image(seen, dataclasses.replace(image(0), sha256=f"{run}{count:055x}"))
        relink(record, system_clock())
        way = Conveyance(crn=f"9XYZLATETRIP{run}", fpoa="0427", eta=now + dt.timedelta(hours=2))
        late = dataclasses.replace(
            cargo(0), shipment_id=ccn, ccn=ccn, equipment=(), conveyance=way, received_at=now
        )
        came = dataclasses.replace(filing(late), received_at=now, sent_at=now)
        record.add_filings([came])
        ours.append(seconds(partial(relink, record, system_clock())))
        (tie,) = record.linking.links_of(seen.scan_id)
        if tie.link_class is not LinkClass.STRONG:
            raise AssertionError(f"the late data was tied as {tie.link_class}")
    like = "SELECT scan_id FROM scan WHERE body LIKE ?"
    theirs = [seconds(lambda: database.execute(like, (f"%{run}%",)).fetchall()) for _ in range(10)]
    return figure("link.late_ms", "ms", ours, SCANNED_SCANS, theirs, scale=1000)


def seconds(action: Any) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


# --- what it is measured on --------------------------------------------------------------------


def build(shipments: int = SHIPMENTS, items: int = ITEMS) -> None:
    """Fill the record; what an earlier run has put there stays, and it goes on from there."""
    HOME.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    with opened() as record:
        with contextlib.suppress(Refused):
            record.add_account(TREMBLAY, "a long enough password")
        filed = kept(record, "SELECT count(*) FROM filing")
        for done, batch in enumerate(batches(shipments), start=1):
            filed -= len(batch)
            if filed >= 0:
                # A batch is one transaction: all of it is there, or none.
                continue
            record.add_filings(batch)
            if done % 50 == 0:
                passed = time.monotonic() - start
                print(f"  {done * LARGEST_BATCH} filings in {passed:.0f} s", flush=True)
        for count in range(kept(record, "SELECT count(*) FROM scan"), items):
            arrive(record, f"s{count}", count)
        names = [number("shipment", count * (shipments // items)) for count in range(items)]
        ties = [link(f"s{count}", name) for count, name in enumerate(names)]
        for begin in range(kept(record, "SELECT count(*) FROM link"), items, 500):
            record.linking.put(ties[begin : begin + 500])
    print(f"  built in {time.monotonic() - start:.0f} s", flush=True)
    (HOME / "complete").touch()


def kept(record: Record, query: str) -> int:
    """How many there are already."""
    with closing(sqlite3.connect(f"file:{record.path}?mode=ro", uri=True)) as database:
        return int(database.execute(query).fetchone()[0])


def batches(shipments: int) -> Iterator[list[Filing]]:
    """Yield filings, a thousand at a time: seven parcels to three cargoes, and their trucks."""
    batch: list[Filing] = []
    for place in range(shipments):
        batch.append(filing(parcel(place) if is_parcel(place) else cargo(place)))
        if not is_parcel(place) and place % ON_A_TRUCK == 0:
            batch.append(truck(place))
        if len(batch) >= LARGEST_BATCH - 1:
            yield batch
            batch = []
    if batch:
        yield batch


KINDS = ("shipment", "trip", "equipment", "seal", "nothing")


def number(kind: str, place: int) -> str:
    """Return a number of one shipment, or one that nobody has."""
    if is_parcel(place):
        return {
            "shipment": f"1Z999AA1{place:010}",
            "trip": f"9XYZFLIGHT{place // ON_A_FLIGHT:06}",
            "equipment": f"AKE{place // 100 % 100000:05}ZZ",
            "seal": f"1Z999AA1{place:010}",
        }.get(kind, f"1Z000ZZ9{place:010}")
    return {
        "shipment": f"9XYZPARS{place:09}",
        "trip": f"9XYZTRIP{place // ON_A_TRUCK:07}",
        "equipment": f"SMPL{place:07}",
        "seal": f"SL{place:08}",
    }.get(kind, f"8ABCNONE{place:09}")


def is_parcel(place: int) -> bool:
    """Whether a shipment is a courier's."""
    return place % 10 < 7


def parcel(place: int) -> Shipment:
    """Return a courier's shipment of a flight of thousands."""
    goods = GoodsLine(f"Phone case {place % 977}", hs="392690", quantity=1, unit="PC")
    return Shipment(
        shipment_id=number("shipment", place),
        ccn="",
        version=1,
        function=Function.ADD,
        received_at=MOMENT,
        conveyance=Conveyance(
            crn=number("trip", place), mode=Mode.COURIER, fpoa="0497", eta=hours(place)
        ),
        goods=(goods,),
        pieces=1,
        gross_kg=Decimal(place % 300) / 100,
        shipper=Party(f"Sample seller {place % 4001}", country="CN"),
        consignee=Party(f"Sample buyer {place}", city="TORONTO", country="CA"),
        equipment=(
            Equipment("package", number("shipment", place)),
            Equipment("uld", number("equipment", place)),
        ),
        clvs=True,
        list_id=f"LIST{place // ON_A_FLIGHT}",
    )


def cargo(place: int) -> Shipment:
    """Return a truckload."""
    piece = Equipment("trailer", number("equipment", place), seals=(number("seal", place),))
    return Shipment(
        shipment_id=number("shipment", place),
        ccn=number("shipment", place),
        version=1,
        function=Function.ADD,
        received_at=MOMENT,
        conveyance=Conveyance(crn=number("trip", place), fpoa="0427", eta=hours(place)),
        goods=(GoodsLine(f"Machine parts {place % 977}", hs="848790", quantity=60, unit="CT"),),
        pieces=60,
        gross_kg=Decimal(4000 + place % 9000),
        shipper=Party(f"Sample works {place % 4001}", country="US"),
        consignee=Party(f"Sample plant {place % 7001}", country="CA"),
        equipment=(piece,),
    )


def hours(place: int) -> dt.datetime:
    """Return a time of arrival, spread over half a year."""
    return MOMENT + dt.timedelta(seconds=15 * place)


def filing(shipment: Shipment) -> Filing:
    """Return a shipment as it would be read from a list or a message."""
    body = digested(shipment)
    kind = FilingKind.COURIER if shipment.clvs else FilingKind.CARGO
    return sent(kind, shipment.shipment_id, body, body.sha256)


def truck(place: int) -> Filing:
    """Return the report of a truck that carries one cargo."""
    crn = number("trip", place)
    way = Conveyance(crn=crn, fpoa="0427", eta=hours(place), plate=f"AB{place}")
    report = ConveyanceReport(way, cargo=(number("shipment", place),))
    return sent(FilingKind.CONVEYANCE, crn, report, f"{crn}-1")


def sent(kind: FilingKind, key: str, body: Shipment | ConveyanceReport, digest: str) -> Filing:
    """Return a filing with an envelope."""
    return Filing(
        kind=kind,
        key=key,
        function=Function.ADD,
        body=body,
        origin=Origin("bench.edi", "", 1, 0, 0, "BENCH"),
        received_at=MOMENT,
        sent_at=MOMENT,
        via=Via.FILE,
        digest=digest,
    )
