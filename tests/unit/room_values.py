"""A workspace with a record, a store and scans that arrive, for the tests of the rooms."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import uuid
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

import numpy as np

from app.domain.mark import Mark, MarkAct, Point, Shape
from app.domain.officer import Officer, Role
from app.domain.shipment import Conveyance, Equipment, Function, GoodsLine, Mode, Shipment
from app.intake import Outcome, take_in
from app.record import Record, SealKeys
from app.review import ReviewRoom, SiteRules, Sitting
from app.scans import FolderStore
from app.screening import screen_waiting
from app.shipments import shipment_digest, write_shipments
from imaging.dicos import write_dx
from imaging.radiograph import Channel, Energy, Origin, Radiograph, Source
from models.detection import Detection
from models.findings import Finding
from tests.unit.record_values import CHEAP, HandClock

NOW = dt.datetime(2026, 3, 1, 12, 0, 0, 250000, tzinfo=dt.UTC)
OFFICER = Officer("tremblay", "A. Tremblay", Role.OFFICER)
OTHER = Officer("singh", "B. Singh", Role.OFFICER)
EVALUATOR = Officer("okafor", "D. Okafor", Role.EVALUATOR)
SITE = SiteRules("READING-1", "test", port="0351")


def radiograph(
    study: str = "1.2.3.4", object_id: str = "OBJECT", *, seed: int = 1, **identifiers: str
) -> Radiograph:
    """A block in air, both energies, 40 by 64 pixels of 100 mm."""
    rng = np.random.default_rng(seed)
    pixels = np.full((40, 64), 60000.0)
    pixels[8:34, 6:58] *= np.exp(-1.5)
    noisy = [pixels, pixels * np.where(pixels < 59000, 0.75, 1.0)]
    stored = [np.clip(p + rng.normal(0, 60, p.shape), 1, 65535).astype("u2") for p in noisy]
    return Radiograph(
        (
            Channel(Energy.HIGH, stored[0], air=60000, kilovolts=6000.0),
            Channel(Energy.LOW, stored[1], air=60000, kilovolts=4000.0),
        ),
        (100.0, 100.0),
        Source(
            study_uid=study,
            object_id=object_id,
            taken_at=NOW - dt.timedelta(hours=2),
            manufacturer="Maker",
            model="One",
            station="LANE-1",
            institution="Terminal",
            origin=Origin.SYNTHETIC,
            identifiers=MappingProxyType(identifiers),
        ),
    )


def shipment(ccn: str = "9XYZPARS0001234", **changes: object) -> Shipment:
    """A truckload of furniture that fits the block."""
    made = Shipment(
        shipment_id=ccn,
        ccn=ccn,
        version=1,
        function=Function.ADD,
        received_at=NOW,
        conveyance=Conveyance(
            crn="9XYZTRIP000001",
            mode=Mode.HIGHWAY,
            carrier_code="9XYZ",
            fpoa="0351",
            eta=NOW + dt.timedelta(minutes=90),
        ),
        goods=(GoodsLine("Wooden bedroom furniture", "940350", "US", 100, "CT"),),
        pieces=100,
        equipment=(Equipment("trailer", "TRL100"),),
    )
    made = dataclasses.replace(made, **changes)
    return dataclasses.replace(made, sha256=shipment_digest(made))


def flagging(_: Radiograph) -> Detection:
    """A detector that points at one place."""
    found = Finding(
        box=(20, 12, 10, 8),
        probability=0.9,
        kind="denser",
        title="Denser than neighbours",
        measure="+18 g/cm²",
        reason="Denser than its surroundings: {delta:+g} g/cm² against {surroundings:g} g/cm².",
        reason_values={"delta": 18.0, "surroundings": 20.0},
    )
    heat = np.zeros((5, 8), np.uint8)
    return Detection("flagged", (found,), heat, "", "a" * 64, "CPUExecutionProvider", 12.0)


def silent(_: Radiograph) -> Detection:
    """A detector that points at nothing."""
    heat = np.zeros((5, 8), np.uint8)
    return Detection("nothing_flagged", (), heat, "", "a" * 64, "CPUExecutionProvider", 12.0)


def broken(_: Radiograph) -> Detection:
    """A detector that failed."""
    heat = np.zeros((5, 8), np.uint8)
    return Detection("unknown", (), heat, "The process ended.", "", "", 0.0)


def each(detect):
    """A detector of one scan as one of several."""
    return lambda radiographs: [detect(one) for one in radiographs]


class House:
    """One workspace with everything in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hand = HandClock()
        self.clock = self.hand.clock
        self.store = FolderStore(folder / "home" / "scans")
        self.record = self.open()

    def open(self) -> Record:
        home = self.folder / "home"
        keys = SealKeys.of(home, key_folder=self.folder / "seal")
        return Record.open(home, keys=keys, clock=self.clock, cost=CHEAP)

    def inbox(self, name: str) -> Path:
        folder = self.folder / "inbox"
        folder.mkdir(exist_ok=True)
        return folder / name

    def scan_files(self, picture: Radiograph, name: str = "scan") -> list[Path]:
        paths = [self.inbox(f"{name}_{energy}.dcs") for energy in ("high", "low")]
        write_dx(picture, paths)
        return paths

    def shipment_file(self, *shipments: Shipment, name: str = "shipment.json") -> Path:
        path = self.inbox(name)
        write_shipments(shipments, path)
        return path

    def take(self, paths: Iterable[Path]) -> list[Outcome]:
        return list(take_in(paths, record=self.record, store=self.store, clock=self.clock))

    def arrive(self, picture: Radiograph | None = None, *shipments: Shipment) -> None:
        """Take in one scan and its shipments."""
        scan = picture or radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100")
        paths = self.scan_files(scan, name=scan.source.study_uid)
        if shipments:
            paths.append(self.shipment_file(*shipments))
        self.take(paths)

    def screen(self, detect: object = flagging) -> int:
        return screen_waiting(self.record, self.store, each(detect), self.clock)

    def room(self, officer: Officer = OFFICER) -> ReviewRoom:
        return ReviewRoom(self.record, self.store, self.clock, officer, site=SITE)


def kilograms(mass: float) -> decimal.Decimal:
    """A mass as declared."""
    return decimal.Decimal(str(mass))


def draw(
    sitting: Sitting,
    shape: Shape,
    points: tuple[Point, ...],
    scan_id: str,
    view: str,
    text: str = "",
) -> Mark:
    """Put a new mark on record under the next number of its item."""
    mark = Mark(
        mark_id=str(uuid.uuid4()),
        number=sitting.last_mark_number + 1,
        scan_id=scan_id,
        view=view,
        shape=shape,
        points=tuple((float(x), float(y)) for x, y in points),
        text=text,
    )
    return sitting.do_mark(MarkAct(None, mark)) or mark
