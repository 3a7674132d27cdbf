"""Cases for the rules: what is filed, when, and what the scan site saw; and how a rule stands."""

from __future__ import annotations

import dataclasses
import datetime as dt
from types import MappingProxyType
from typing import Any

from app.domain.decision import Draft, ExamType, Kind, Recommendation, SeenScan, Times, Urgency
from app.domain.dossier import (
    Change,
    Dossier,
    Exchange,
    Progress,
    Refusal,
    SealLink,
    Standing,
    Trip,
    Version,
)
from app.domain.event import Event, EventKind
from app.domain.filing import ConveyanceReport, FilingKind, Verdict, Via
from app.domain.rule import Need, RuleState
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Conveyance, Function, Seal, Shipment
from app.domain.threat import ScreeningState, ThreatDetectionReport
from app.domain.words import say
from app.domain.work import Item, ItemState, Link, LinkClass
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.rules.table import BY_NAME
from app.shipments.tables import Entry, Tables
from app.shipments.tables.table import make_table
from tests.unit.room_values import NOW, shipment

FIRES, SILENT, UNCHECKED = RuleState.FIRES, RuleState.SILENT, RuleState.UNCHECKED
HOUR, MINUTE, DAY = dt.timedelta(hours=1), dt.timedelta(minutes=1), dt.timedelta(days=1)


def entry(code: str, **details: str) -> Entry:
    return Entry(code, code, code, MappingProxyType(details))


def tables(**others: tuple[Entry, ...]) -> Tables:
    """The shipped tables, with a complete table of carriers and a few warehouses."""
    shipped = Tables.shipped()
    carriers = (
        entry("9XYZ", bonded="yes", mode="highway", state="active", programmes="CSA"),
        entry("9XYW", bonded="no", mode="highway", state="active", programmes="none"),
        entry("9XYR", bonded="yes", mode="rail", state="active", programmes="none"),
        entry("9XYS", bonded="yes", mode="highway", state="suspended", programmes="none"),
        entry("9XYT", bonded="yes", mode="highway", state="active", programmes="trusted"),
        entry("8XYZ", bonded="yes", mode="", state="active", programmes="none"),
    )
    places = (
        entry("3127", type="frontier_examining", port="0351"),
        entry("3252", type="B", port="0495"),
        entry("4011", type="CW", port="0497"),
    )
    given = {"carriers": carriers, "sub_locations": places, **others}
    made = {name: shipped.table(name) for name in _NAMES}
    made |= {
        name: make_table(
            name, rows, dated=dt.date(2026, 1, 2), source="test", complete=name == "carriers"
        )
        for name, rows in given.items()
    }
    return Tables(made)


_NAMES = (
    *(
        "airlines",
        "airports",
        "carriers",
        "countries",
        "descriptions_refused",
        "exceptions",
        "hs_headings",
    ),
    *("offices", "packages", "provinces", "reporting_marks", "scan_windows"),
    "service_options",
    *("special_processes", "states", "sub_locations", "thresholds", "time_frames", "un_numbers"),
)
TABLES = tables()


def scan(scan_id: str = "S-1", *, energies: int = 2, **identifiers: str) -> Scan:
    """A scan of one side view, taken two hours ago."""
    files = tuple(
        ImageFile(
            f"{scan_id}{energy}".ljust(64, "0"), "f", 1, "dicos-dx", "1.2", "side", energy, 40, 64
        )
        for energy in ("high", "low")[:energies]
    )
    read = identifiers or {"TRAILER": "TRL100"}
    taken = NOW - 2 * HOUR
    return Scan(scan_id, taken, "Site", "LANE", "OBJ", "MACHINE", MappingProxyType(read), files)


def event(kind: EventKind, at: dt.datetime = NOW, **values: Any) -> Event:
    """Something that happened to the cargo; unknown names are details."""
    fields = {"port", "sub_location", "other_key", "text"}
    known = {name: value for name, value in values.items() if name in fields}
    details = {name: value for name, value in values.items() if name not in fields}
    key = known.pop("key", "9XYZPARS0001234")
    return Event(kind, key, at, details=MappingProxyType(details), **known)


def version(number: int = 1, at: dt.datetime = NOW, **changes: Any) -> Version:
    """A version that was received and validated at a time."""
    made = Version(
        number=number,
        function=Function.ADD if number == 1 else Function.CHANGE,
        digest=f"d{number}",
        received_at=at,
        validated_at=at,
        via=Via.EDI,
        after_arrival=False,
        changes=(),
    )
    return dataclasses.replace(made, **changes)


def differs(path: str, before: str, after: str, *, decisive: bool = True) -> Change:
    return Change(path, before, after, decisive)


def trip(crn: str = "9XYZTRIP000001", **changes: Any) -> Trip:
    """A live trip that quotes the cargo of `shipment()`."""
    report = ConveyanceReport(
        Conveyance(crn=crn, carrier_code=crn[:4], fpoa="0351", eta=NOW + 90 * MINUTE),
        cargo=("9XYZPARS0001234",),
    )
    report = dataclasses.replace(
        report,
        **{name: changes.pop(name) for name in ("cargo", "seals", "equipment") if name in changes},
    )
    inside = {name: changes.pop(name) for name in ("fpoa", "empty", "plate") if name in changes}
    carrier = dataclasses.replace(report.conveyance, **inside)
    made = Trip(crn, Standing.ACCEPTED, dataclasses.replace(report, conveyance=carrier), NOW, NOW)
    return dataclasses.replace(made, **changes)


def sent(*answers: Verdict, at: dt.datetime = NOW, reasons: tuple[str, ...] = ()) -> Exchange:
    """A transmission with its answers, each a minute after the one before."""
    told = tuple((at + n * MINUTE, verdict, reasons) for n, verdict in enumerate(answers, start=1))
    return Exchange("d1", at, Function.ADD, told)


def refusal(rule: str) -> Refusal:
    return Refusal("d2", NOW, rule, say("not applied"))


def seal(number: str, *, by: str = "", state: str = "", told: str = "declared") -> SealLink:
    """One entry of the chain of the trailer's seal."""
    return SealLink(Seal(number, by, state), "TRL100", None if told == "declared" else NOW, told)


def filed(cargo: Shipment | None = None, **changes: Any) -> Dossier:
    """A cargo that was sent by EDI, accepted, and is on its way on one trip."""
    made = cargo if cargo is not None else shipment()
    whole = Dossier(
        key=made.shipment_id,
        kind=FilingKind.CARGO,
        standing=Standing.ACCEPTED,
        progress=Progress.UNDERWAY,
        shipment=made,
        last=made,
        versions=(version(),),
        exchanges=(sent(Verdict.ACCEPTED),),
        feed_accepts=True,
        trips=(trip(),),
        first_used=NOW,
        accepted_at=NOW,
        declared_port=made.conveyance.fpoa,
    )
    return dataclasses.replace(whole, **changes)


def carried(cargo: Shipment | None = None, **changes: Any) -> Shipment:
    """A shipment whose conveyance is changed."""
    made = cargo if cargo is not None else shipment()
    return dataclasses.replace(made, conveyance=dataclasses.replace(made.conveyance, **changes))


def happened(*events: Event, **changes: Any) -> Dossier:
    """A filed cargo to which something happened."""
    return filed(events=events, **changes)


def referred(at: dt.datetime = NOW, **changes: Any) -> Recommendation:
    """A referral that was signed at a time, on the scan and the data of `shipment()`."""
    one = scan()
    times = Times(at, at, at, at, 60.0, 60.0, None, None)
    made = Recommendation(
        recommendation_id="r1",
        supersedes="",
        item_id="C00001",
        kind=Kind.REFER_FOR_EXAM,
        scope="shipment",
        subjects=("9XYZPARS0001234",),
        shipment_digests=(shipment().sha256,),
        scans=(SeenScan("S-1", "side", one.digests, True, 5.0, ()),),
        link_classes=MappingProxyType({}),
        reasons=("ANOMALY",),
        regions=(),
        exam=ExamType.TAILGATE,
        exam_port="0351",
        exam_place="3127",
        urgency=Urgency.ROUTINE,
        confidence=4,
        note="",
        acknowledged=(),
        notices=(),
        model=(),
        times=times,
        officer="tremblay",
        role="officer",
        workstation="W",
        authority="",
        program_version="test",
    )
    return dataclasses.replace(made, **changes)


def referring(place: str) -> Draft:
    """A referral that is being filled in."""
    return Draft(Kind.REFER_FOR_EXAM, exam=ExamType.TAILGATE, exam_place=place)


def screened(one: Scan, state: ScreeningState = ScreeningState.NOTHING_FLAGGED) -> Any:
    return ThreatDetectionReport(
        f"R-{one.scan_id}", one.scan_id, "side", state, (), None, (), "m", "a" * 64, "CPU", 1, NOW
    )


_OF_CASE = (
    "now",
    "seen",
    "tables",
    "register",
    "feed",
    "reviewed",
    "aboard",
    "past",
    "looks",
    "imaged",
)


def case(*cargo: Dossier | Shipment, **more: Any) -> Case:
    """An item of one viewed, screened scan, linked to what is given.

    A dossier is on file with its history; of a bare shipment nothing else is known.
    """
    shipments = tuple(_shipment(one) for one in cargo)
    scans = more.pop("scans", (scan(),))
    item = Item(
        item_id="C00001",
        state=ItemState.CLAIMED,
        scans=scans,
        shipments=shipments,
        links=tuple(
            Link(s.scan_id, to.shipment_id, to.version, LinkClass.CONFIRMED, 60, (), "x", NOW)
            for s in scans
            for to in shipments
        ),
        reports=tuple(screened(one) for one in scans),
        marks=(),
        verdicts={},
        acknowledged=(),
        viewed=tuple((one.scan_id, "side") for one in scans),
        draft=None,
        decisions=(),
        lease=None,
        received_at=NOW,
    )
    given = {name: more.pop(name) for name in _OF_CASE if name in more}
    item = dataclasses.replace(item, **more)
    dossiers = {_shipment(one).shipment_id: one for one in cargo if isinstance(one, Dossier)}
    values = {"now": NOW, "tables": TABLES, "dossiers": dossiers, **given}
    return Case(item, **values)


def _shipment(one: Dossier | Shipment) -> Shipment:
    if isinstance(one, Shipment):
        return one
    found = one.shipment or one.last
    assert found is not None
    return found


@dataclasses.dataclass(frozen=True)
class Stood:
    """How a rule stood: its state, what it told, and what it lacked."""

    state: RuleState
    words: str
    missing: tuple[Need, ...]


def stood(rule: str, of: Case) -> Stood:
    """Ask one rule, and prove that it lacks only what its row says that it needs."""
    standing = next(one for one in examine(of).standings if one.rule == rule)
    assert set(standing.missing) <= set(BY_NAME[rule].card.needs)
    told = (*standing.notices, *standing.chips)
    return Stood(standing.state, " | ".join(str(n.sentence) for n in told), standing.missing)
