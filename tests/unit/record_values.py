"""A record in a temporary folder, and small values to put into it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from app.domain.clock import Clock, system_clock
from app.domain.decision import Kind, Recommendation, SeenScan, Times, Urgency
from app.domain.late import LateAct, RestsUpon, What
from app.domain.mark import Mark, Shape
from app.domain.officer import Officer, Role
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Conveyance, Equipment, Function, GoodsLine, Mode, Shipment
from app.domain.threat import Finding, ScreeningState, ThreatDetectionReport
from app.domain.words import say
from app.domain.work import Evidence, Link, LinkClass
from app.record import HashCost, Record, SealKeys
from app.record.coding import text_of
from app.vault import Making

MOMENT = dt.datetime(2026, 3, 1, 12, 0, 0, 250000, tzinfo=dt.UTC)
CHEAP = HashCost(memory_kib=8, passes=1, lanes=1)

TREMBLAY = Officer("tremblay", "A. Tremblay", Role.OFFICER)
SINGH = Officer("singh", "B. Singh", Role.OFFICER)
ROY = Officer("roy", "C. Roy", Role.SUPERVISOR)
EVALUATOR = Officer("eval", "D. Okafor", Role.EVALUATOR)


class HandClock:
    """Time that moves only when told to."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def pass_s(self, seconds: float) -> None:
        self.moment += dt.timedelta(seconds=seconds)

    def now(self) -> dt.datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()

    @property
    def clock(self) -> Clock:
        return Clock(now=self.now, monotonic=self.seconds)


class Workspace:
    """One workspace: its folder, its keys, its clock."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.key_folder = folder / "seal"
        self.making = Making.FILE
        self.hand = HandClock()

    @property
    def keys(self) -> SealKeys:
        return SealKeys.of(self.home, key_folder=self.key_folder, making=self.making)

    @property
    def file(self) -> Path:
        return self.home / "record.db"

    def open(self, cost: HashCost = CHEAP) -> Record:
        return Record.open(self.home, keys=self.keys, clock=self.hand.clock, cost=cost)


def image(number: int, *, view: str = "side", energy: str = "high") -> ImageFile:
    return ImageFile(
        sha256=f"{number:064x}",
        name=f"scan-{number}.dcs",
        size=1000 + number,
        kind="dicos-dx",
        study_uid=f"1.2.{number}",
        view=view,
        energy=energy,
        rows=700,
        columns=2500,
        instance_uid=f"1.2.{number}.1",
        mm_per_pixel=(5.0, 4.5),
    )


def scan(name: str) -> Scan:
    return Scan(
        scan_id=name,
        taken_at=MOMENT,
        site="Overseas Terminal",
        scanner="LANE 1",
        object_id=f"TRL-{name}",
        origin="SYNTHETIC",
        identifiers=MappingProxyType({"container": "CSQU3054383"}),
    )


def shipment(
    name: str, *, hours: float | None = 2.0, version: int = 1, port: str = "0427"
) -> Shipment:
    eta = None if hours is None else MOMENT + dt.timedelta(hours=hours)
    return Shipment(
        shipment_id=name,
        ccn=name,
        version=version,
        function=Function.ADD,
        received_at=MOMENT,
        conveyance=Conveyance(crn="9XYZTRIP1", mode=Mode.HIGHWAY, fpoa=port, eta=eta),
        goods=(GoodsLine("Steel brackets", hs="732690", weight_kg=Decimal("4950.50")),),
        pieces=60,
        gross_kg=Decimal("8250.25"),
        equipment=(Equipment("trailer", "TRL53021"),),
        source="cargo.json",
        sha256=f"{name}-{version}",
    )


def link(
    scan_id: str, shipment_id: str, kind: LinkClass = LinkClass.STRONG, by: str = "linking"
) -> Link:
    evidence = (Evidence("container", "CSQU3054383", "CSQU3054383", "equal"),)
    return Link(scan_id, shipment_id, 1, kind, 60, evidence, by, MOMENT)


def report(
    name: str, scan_id: str, *, view: str = "side", probability: float | None = 0.8
) -> ThreatDetectionReport:
    findings = ()
    if probability is not None:
        title, measure = say("Denser than neighbours"), say("+{mass} g/cm²", mass=18)
        findings = (
            Finding(f"{name}/1", 1, (10, 20, 30, 40), probability, "density", title, measure),
        )
    return ThreatDetectionReport(
        report_id=name,
        scan_id=scan_id,
        view=view,
        state=ScreeningState.FLAGGED if findings else ScreeningState.NOTHING_FLAGGED,
        findings=findings,
        reason=None,
        image_digests=(f"{1:064x}",),
        model_name="anomaly",
        model_sha256="ab" * 32,
        provider="CPUExecutionProvider",
        milliseconds=120.5,
        made_at=MOMENT,
    )


def mark(name: str, number: int, scan_id: str) -> Mark:
    return Mark(name, number, scan_id, "side", Shape.BOX, ((10.5, 20.0), (30.25, 44.0)), "look")


def recommendation(
    name: str,
    item_id: str,
    officer: Officer = TREMBLAY,
    *,
    supersedes: str = "",
    scans: tuple[Scan, ...] = (),
    at: dt.datetime = MOMENT,
) -> Recommendation:
    seen = tuple(SeenScan(s.scan_id, "side", s.digests, True, 12.5, ("zoom",)) for s in scans)
    return Recommendation(
        recommendation_id=name,
        supersedes=supersedes,
        item_id=item_id,
        kind=Kind.REFER_FOR_EXAM,
        scope="equipment",
        subjects=tuple(one.object_id for one in scans),
        shipment_digests=("aa",),
        scans=seen,
        link_classes=MappingProxyType({"s1": "STRONG"}),
        reasons=("ANOMALY",),
        regions=(),
        exam=None,
        exam_port="0427",
        exam_place="",
        urgency=Urgency.ROUTINE,
        confidence=4,
        note="dense block behind the doors",
        acknowledged=(),
        notices=("R080:x",),
        model=(),
        times=Times(at, at, None, at, 40.0, 45.5, None, None),
        officer=officer.account,
        role=officer.role.value,
        workstation="desk 1",
        authority="risk assessment on pre-arrival data",
        program_version="0.1.0",
        valid_until=at + dt.timedelta(days=30),
    )


def late_act(
    name: str, item_id: str, what: What, body: object, *, tried: bool = False, lines: int = 0
) -> LateAct:
    """Return an act of Tremblay's that was done at `MOMENT`, by her workstation alone."""
    text = text_of(body)
    rests = RestsUpon(lines)
    return LateAct(name, item_id, TREMBLAY.account, what, MOMENT, text, rests, tried)


def arrive(record: Record, name: str, number: int, **changes: str) -> str:
    """Let a scan with one image arrive; return its item."""
    record.add_image(scan(name), image(number, **changes))
    return record.item_of_scan(name)


def with_files(value: Scan, *files: ImageFile) -> Scan:
    return dataclasses.replace(value, files=files)


def now() -> dt.datetime:
    """Return the time by the machine's clock, for what a server holds against its own."""
    return system_clock().now()
