"""A small room of review in memory, for the panels: fixed values, the rules of the real one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from app.domain.clock import Clock
from app.domain.decision import Draft, Kind, Recommendation, Region, Times, needs_second
from app.domain.dossier import Dossier
from app.domain.drift import Drift
from app.domain.errors import (
    Held,
    LeaseLost,
    Missing,
    MissingParts,
    PasswordMustChange,
    Refused,
    SecondNeeded,
    SignInRefused,
)
from app.domain.exam_result import ExamResult
from app.domain.filing import Filing
from app.domain.hit import Hit
from app.domain.mark import Mark, MarkAct
from app.domain.notice import Comparison, Notice, Severity
from app.domain.observation import Observation
from app.domain.officer import Officer, Role
from app.domain.paper import PaperManifest
from app.domain.passing import PassOn
from app.domain.place import Doors
from app.domain.raw import Asked, RawMessage
from app.domain.rule import RuleStanding
from app.domain.scan import ImageFile, Scan
from app.domain.second import SecondPerson
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Party,
    Shipment,
)
from app.domain.threat import Finding, ScreeningState, ThreatDetectionReport, Verdict
from app.domain.turn import Chosen, Turn
from app.domain.words import Sentence, say
from app.domain.work import (
    Evidence,
    Item,
    ItemState,
    Lease,
    Link,
    LinkClass,
    LinkReason,
    QueueLine,
)
from app.review.decision_table import overrides, release_waits
from app.review.mark_files import borrow
from app.scans import StoreError
from app.shipments import rules
from app.shipments.discrepancies import Sides, undeclared_findings
from app.shipments.raw import raw_message
from app.shipments.tables import Tables
from app.ui.wiring import Glance, Key, WindowSettings, Wiring
from imaging.errors import UnreadableScan
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from imaging.standing import Frame
from tests.ui import fake_references

NOW = dt.datetime(2026, 3, 2, 14, 0, tzinfo=dt.UTC)
OFFICER = Officer("tremblay", "A. Tremblay", Role.OFFICER, "0351", sample=True)
SINGH = Officer("singh", "R. Singh", Role.OFFICER, "0351", sample=True)
ROY = Officer("roy", "C. Roy", Role.SUPERVISOR, "0351", sample=True)
PASSWORD = "sample password"
ONE_TIME = "npt5f-69sgy-2bsy7-5n5kq"


@functools.cache
def picture(seed: int, equipment: str = "trailer53", irregularity: str | None = None) -> Radiograph:
    return make_scene(seed, equipment=equipment, rows=600, irregularity=irregularity).radiograph


@functools.cache
def box_of(seed: int, equipment: str, irregularity: str) -> tuple[int, int, int, int]:
    scene = make_scene(seed, equipment=equipment, rows=600, irregularity=irregularity)
    x, y, wide, high = scene.truth.irregularities[0].box
    return int(x), int(y), int(wide), int(high)


@dataclasses.dataclass(frozen=True)
class Case:
    """What an item of the fake queue is made of."""

    number: int
    minutes: int | None
    mode: Mode = Mode.HIGHWAY
    goods: str = "Steel brackets"
    equipment: str = "SMPL 530117"
    kind: str = "trailer"
    kg: int = 8250
    pieces: int = 100
    views: int = 1
    findings: int = 2
    unknown: bool = False
    notices: int = 3
    no_data: bool = False
    damaged: bool = False
    single: bool = False
    by: str = ""
    shape: tuple[int, int] | None = None
    """(rows, columns) of its pictures; None for the simulated trailer's."""


CASES = (
    Case(1, 42, views=2),
    Case(2, 9, Mode.COURIER, "Phone cases", "1ZSAMPLE0007", "package", 12, 40, by="singh"),
    Case(3, 55, Mode.HIGHWAY, "Household goods", "SMPL 482209", kg=6420, pieces=212, notices=2),
    Case(4, 70, goods="Kraft paper rolls", equipment="SMPL 221908", findings=0, notices=0),
    Case(5, 78, Mode.AIR, "Machine parts", "PMC 31155 9X", "uld", 2905, 12, unknown=True),
    Case(6, 92, Mode.RAIL, "Beverages in glass", "SMPU 4410 22", "container", 21060, 1100),
    Case(7, 140, goods="", equipment="SMPL 530090", no_data=True, findings=0, notices=1),
    Case(8, 195, goods="Grain in bags, machinery", equipment="SMPL 530733", single=True),
    Case(9, 230, Mode.AIR, "Laboratory instruments", "PMC 31160 9X", "uld", 640, 14, damaged=True),
)


def shipment_of(case: Case) -> Shipment:
    eta = NOW + dt.timedelta(minutes=case.minutes) if case.minutes is not None else None
    return Shipment(
        shipment_id=f"9XYZPARS{case.number:07d}",
        ccn=f"9XYZPARS{case.number:07d}",
        version=3,
        function=Function.ADD,
        received_at=NOW,
        conveyance=Conveyance("9XYZTRIP000771", case.mode, "9XYZ", "Example Haulage", "0351", eta),
        goods=(GoodsLine(case.goods, hs="7326.90"),),
        pieces=case.pieces,
        gross_kg=Decimal(case.kg),
        shipper=Party("Norvale Fastenings Ltd (sample)", country="US"),
        consignee=Party("Ateliers Quernon inc. (sample)", country="CA"),
        equipment=tuple(
            Equipment(case.kind, f"{case.equipment}{n or ''}") for n in range(case.views)
        ),
        sub_location="3127",
        release_office="0351",
        sample=True,
    )


def scans_of(case: Case) -> tuple[Scan, ...]:
    scans = []
    for n in range(case.views):
        scan_id = f"scan-{case.number}-{n + 1}"
        rows, columns = case.shape or picture(case.number + n, "trailer53").shape
        files = tuple(
            ImageFile(
                sha256=f"{case.number}{n}{energy}",
                name=f"{scan_id}-{energy}.dcm",
                size=1000,
                kind="dicos-dx",
                study_uid=scan_id,
                view="side",
                energy=energy,
                rows=rows,
                columns=columns,
                mm_per_pixel=(5.0, 5.0),
            )
            for energy in (("single",) if case.single else ("high", "low"))
        )
        scans.append(
            Scan(
                scan_id,
                NOW,
                "Site S",
                "Portal 9/6",
                f"{case.equipment}{n or ''}",
                "SYNTHETIC",
                files=files,
            )
        )
    return tuple(scans)


def reports_of(case: Case, scans: tuple[Scan, ...]) -> tuple[ThreatDetectionReport, ...]:
    reports = []
    for n, scan in enumerate(scans):
        report_id = f"tdr-{scan.scan_id}"
        boxes = [(480, 230, 150, 110), (900, 340, 210, 120)]
        findings = tuple(
            Finding(
                f"{report_id}/{number + 1}",
                number + 1,
                boxes[number],
                0.91 - number / 10,
                "dense_block",
                (say("Denser than neighbours"), say("Organic block in steel"))[number],
                (say("+18 g/cm² over 11 crates"), say("Z 7.1 ± 0.6"))[number],
            )
            for number in range(case.findings if n == 0 else 0)
        )
        state = ScreeningState.FLAGGED if findings else ScreeningState.NOTHING_FLAGGED
        reason = None
        if case.unknown:
            state, findings = ScreeningState.UNKNOWN, ()
            reason = say("The load is too dense for the model")
        reports.append(
            ThreatDetectionReport(
                report_id=report_id,
                scan_id=scan.scan_id,
                view="side",
                state=state,
                findings=findings,
                reason=reason,
                image_digests=scan.digests,
                model_name="Model 0.9.2",
                model_sha256="0" * 64,
                provider="CPUExecutionProvider",
                milliseconds=80.0,
                made_at=NOW,
            )
        )
    return tuple(reports)


NOTICES = (
    Notice(
        "R083",
        Severity.WARNING,
        "93",
        say("Seal seen at rear door. No number sent."),
        "SEAL_NOT_DECLARED",
    ),
    Notice("R080", Severity.WARNING, "89", say("Insufficient review time: 51 of 60 min.")),
    Notice("R121", Severity.NOTE, "121", say("No sub-location given. Port will choose.")),
)
COMPARISONS = (
    Comparison(say("Mass"), say("8 250 kg"), say("9 900 ± 590 kg"), Severity.WARNING, "I01_WEIGHT"),
    Comparison(say("Pieces"), say("100"), say("46 ± 2"), Severity.NOTE, "I04_PIECES"),
    Comparison(
        say("Material"), say("Steel"), say("Steel, 7 % organic"), Severity.WARNING, "I05_MATERIAL"
    ),
    Comparison(say("Loaded"), say("Yes"), say("Yes, 74 % high")),
    Comparison(say("Length"), say("40 ft"), say("12.2 m")),
)


def item_of(case: Case) -> Item:
    shipments = () if case.no_data else (shipment_of(case),)
    scans = scans_of(case)
    links = tuple(
        Link(
            scan.scan_id,
            shipment.shipment_id,
            3,
            LinkClass.PROBABLE,
            60,
            (Evidence("TRAILER", case.equipment, case.equipment, "equal"),),
            "linking",
            NOW,
        )
        for scan in scans
        for shipment in shipments
    )
    return Item(
        item_id=f"item-{case.number}",
        state=ItemState.CLAIMED if case.by else ItemState.WAITING,
        scans=scans,
        shipments=shipments,
        links=links,
        reports=reports_of(case, scans),
        marks=(),
        verdicts={},
        acknowledged=(),
        viewed=(),
        draft=None,
        decisions=(),
        lease=None,
        received_at=NOW,
    )


class Store:
    """What would be on record; every change makes a new item."""

    covered: frozenset[str] = frozenset()
    """Marks that a signed decision covers."""
    results: tuple[tuple[ExamResult, str], ...] = ()
    """What examinations came to, and who typed it."""
    rule_counts: dict[str, int]
    lacking: dict[str, tuple[Mode, ...]]
    """What an item asks that the officer is not trained for."""
    untrained: dict[str, tuple[str, ...]]
    """Who is not trained for an item, by account."""
    passed: list[tuple[str, PassOn]]
    """What was passed on, and how."""
    left: frozenset[str] = frozenset()
    """Items that the officer has put back a short while ago."""

    def __init__(self, cases: tuple[Case, ...] = CASES) -> None:
        self.cases = {f"item-{case.number}": case for case in cases}
        self.standing: dict[tuple[str, str], tuple[Frame, Doors]] = {}
        self.items = {item_id: item_of(case) for item_id, case in self.cases.items()}
        self.events: list[str] = []
        self.screens: list[tuple[Key, dict[str, str]]] = []
        """How pictures stood on screen, as that was noted."""
        self.told: list[tuple[tuple[Notice, ...], tuple[Comparison, ...]]] = []
        self.broken = ""
        """Why writing fails now; empty when it works."""
        self.lost = False
        """Whether the lease belongs to somebody else now."""
        self.version = 0
        self.numbers: dict[str, tuple[Hit, ...]] = {}
        """What the record finds under a number."""
        self.rule_counts, self.lacking, self.passed, self.untrained = {}, {}, [], {}
        self.preferences: dict[str, dict[str, str]] = {}
        """JSON text by account and name."""
        self.dossiers: dict[str, Mapping[str, Dossier]] = {}
        """What is on file about each shipment, by item."""
        self.blocks: dict[str, tuple[Notice, ...]] = {}
        """What stands in the way beside the notices of its case, by item."""
        self.filings: tuple[Filing, ...] = ()
        self.papers: list[PaperManifest] = []
        """What was filed from paper."""
        self.drifts: tuple[Drift, ...] = ()
        """What has changed in the scans that arrive."""
        self.refusal: Sentence | None = None
        """Why nothing is filed from paper now."""
        self.originals: dict[str, bytes] = {}
        """Message files by digest."""

    def referral(self, number: str, officer: Officer) -> Recommendation:
        del officer
        for item in self.items.values():
            if item.decisions and number in (item.item_id, item.decisions[-1].recommendation_id):
                return item.decisions[-1]
        raise Refused(say("There is no referral {referral} on record here.", referral=number))

    def keep_result(self, result: ExamResult, officer: Officer) -> object:
        told = (result, officer.account)
        if told in self.results:
            return None
        self.results = (*self.results, told)
        return told

    def file_paper(self, paper: PaperManifest) -> None:
        if self.broken:
            raise OSError(self.broken)
        if self.refusal is not None:
            raise Refused(self.refusal)
        self.papers.append(paper)

    def keep_preference(self, officer: Officer, name: str, body: str) -> None:
        if self.broken:
            raise OSError(self.broken)
        self.preferences.setdefault(officer.account, {})[name] = body

    def change(self, item_id: str, **values: object) -> None:
        if self.broken:
            raise OSError(self.broken)
        if self.lost:
            raise LeaseLost(say("The item belongs to {who} now.", who="R. Singh"))
        self.version += 1
        self.items[item_id] = dataclasses.replace(self.items[item_id], **values)

    def colleagues(self, item_id: str) -> tuple[Officer, ...]:
        """Everybody who is trained for an item."""
        cannot = self.untrained.get(item_id, ())
        return tuple(one for one in (OFFICER, SINGH, ROY) if one.account not in cannot)

    def pass_on(self, item_id: str, act: PassOn) -> None:
        if act.text == "refuse this":
            raise Refused(say("Nobody may do that."))
        self.passed.append((item_id, act))
        until = NOW + act.lasts
        turn = Turn(item_id, act.kind, OFFICER.account, NOW, until, act.text, act.to, act.asked_of)
        self.change(item_id, state=ItemState.WAITING, lease=None, turn=turn)

    def notices(self, item_id: str) -> tuple[Notice, ...]:
        case = self.cases[item_id]
        block = Notice("R034", Severity.BLOCK, "115", say("Goods on two trailers. Both are seen."))
        if case.no_data:
            return (
                Notice(
                    "R001",
                    Severity.BLOCK,
                    "102",
                    say("No shipment data for this scan."),
                    "NO_MANIFEST",
                ),
            )
        blocks = self.blocks.get(item_id, ())
        if case.number == 6:
            return (block, *blocks, *NOTICES)
        return (*blocks, *NOTICES[: case.notices])

    def line(self, item_id: str) -> QueueLine:
        item, case = self.items[item_id], self.cases[item_id]
        severities = [notice.severity for notice in self.notices(item_id)]
        state = item.reports[0].state
        return QueueLine(
            item_id=item_id,
            state=item.state,
            eta=NOW + dt.timedelta(minutes=case.minutes) if case.minutes is not None else None,
            mode=case.mode,
            port="" if case.no_data else "0351",
            equipment=f"{case.kind.title()} {case.equipment}",
            goods=case.goods,
            pieces=None if case.no_data else case.pieces,
            gross_kg=None if case.no_data else float(case.kg),
            blocks=severities.count(Severity.BLOCK),
            warnings=severities.count(Severity.WARNING),
            notes=severities.count(Severity.NOTE),
            screening=state,
            flagged=len(item.reports[0].findings),
            energies=1 if case.single else 2,
            claimed_by=case.by or (item.lease.officer if item.lease else ""),
            claimed_until=NOW + dt.timedelta(minutes=3),
            outcome=item.decisions[-1].kind if item.decisions else "",
            turn=item.turn,
            lacking=self.lacking.get(item_id, ()),
            left=item_id in self.left,
        )


class FakeSitting:
    """One item, as `app.review.Sitting` has it."""

    def __init__(self, store: Store, item_id: str, clock: Clock) -> None:
        self.store = store
        self.item_id = item_id
        self.clock = clock

    @property
    def item(self) -> Item:
        return self.store.items[self.item_id]

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.store.notices(self.item_id)

    @property
    def open_notices(self) -> tuple[Notice, ...]:
        return tuple(n for n in self.notices if n.key not in self.item.acknowledged)

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return () if self.store.cases[self.item_id].no_data else COMPARISONS

    @property
    def undeclared(self) -> frozenset[str]:
        return undeclared_findings(Sides(self.item))

    @property
    def dossiers(self) -> Mapping[str, Dossier]:
        return self.store.dossiers.get(self.item_id, {})

    def filings(self, asked: Sequence[Asked]) -> tuple[tuple[Filing, str], ...]:
        found = []
        for one in asked:
            fitting = [f for f in self.store.filings if f.key == one.key and one.fits(f)]
            if fitting:
                found.append((fitting[-1], one.path))
        return tuple(found)

    @property
    def standings(self) -> tuple[RuleStanding, ...]:
        return rules.examined(self.item, NOW, tables=Tables.shipped()).standings

    def observe(self, name: Observation, value: str) -> None:
        self.change(observed={**self.item.observed, name.value: value})

    @property
    def lease_left_s(self) -> float:
        return 900.0

    def grown(self) -> dict[Key, tuple[Path, ...]]:
        return {}

    def radiograph_files(self, scan_id: str, view: str) -> tuple[Path, ...]:
        return (Path(f"{scan_id}-{view}"),)

    def heat_file(self, report: ThreatDetectionReport) -> Path | None:
        del report
        return None

    def first_paint(self) -> None:
        self.store.events.append("first_paint")

    def first_judgement(self) -> None:
        self.store.events.append("first_judgement")

    def tool_used(self, name: str) -> None:
        self.store.events.append(f"tool {name}")

    def stands(self, scan_id: str, view: str, frame: Frame, doors: Doors) -> None:
        self.store.standing[scan_id, view] = (frame, doors)

    def dwell(self, scan_id: str, view: str, seconds: float) -> None:
        self.store.events.append(f"dwell {scan_id} {view} {seconds}")

    def shown(self, scan_id: str, view: str, *, readable: bool = True) -> None:
        self.change(shown={**self.item.shown, (scan_id, view): readable})

    def viewed(self, scan_id: str, view: str) -> None:
        self.change(viewed=(*self.item.viewed, (scan_id, view)))

    def exact(self, scan_id: str, view: str) -> None:
        self.store.events.append(f"exact {scan_id} {view}")

    def display_state(self, scan_id: str, view: str, state: Mapping[str, str]) -> None:
        self.store.events.append(f"display {scan_id} {view} {state['preset']}")

    def screen(self, scan_id: str, view: str, state: Mapping[str, str]) -> None:
        self.store.screens.append(((scan_id, view), dict(state)))

    def told(self, notices: tuple[Notice, ...], comparisons: tuple[Comparison, ...]) -> None:
        self.store.told.append((notices, comparisons))

    @property
    def last_mark_number(self) -> int:
        return max((mark.number for mark in self.item.marks), default=0)

    def do_mark(self, act: MarkAct, second: SecondPerson | None = None) -> Mark | None:
        covered = act.after is None and act.mark.mark_id in self.store.covered
        if covered and second is None:
            raise SecondNeeded(say("A second person signs in for this. Nothing was recorded."))
        if covered and second != SecondPerson("roy", PASSWORD):
            raise SignInRefused(say("Account and password do not belong together."))
        others = tuple(one for one in self.item.marks if one.mark_id != act.mark.mark_id)
        kept = () if act.after is None else (act.after,)
        self.change(marks=tuple(sorted((*others, *kept), key=lambda mark: mark.number)))
        return act.after

    def give_verdict(self, finding_id: str, verdict: Verdict) -> None:
        self.change(verdicts={**self.item.verdicts, finding_id: verdict})

    def acknowledge(self, notice_key: str) -> None:
        self.change(acknowledged=(*self.item.acknowledged, notice_key))

    def confirm_link(self, scan_id: str, shipment_id: str) -> None:
        links = tuple(
            dataclasses.replace(link, link_class=LinkClass.CONFIRMED)
            if (link.scan_id, link.shipment_id) == (scan_id, shipment_id)
            else link
            for link in self.item.links
        )
        self.change(links=links)

    def break_link(self, scan_id: str, shipment_id: str, reason: LinkReason) -> None:
        links = tuple(
            dataclasses.replace(
                link,
                link_class=LinkClass.NONE,
                reason=reason,
                by=OFFICER.account,
                version=link.version + 1,
            )
            if (link.scan_id, link.shipment_id) == (scan_id, shipment_id)
            else link
            for link in self.item.links
        )
        self.change(links=links)

    def keep_draft(self, draft: Draft | None) -> None:
        self.change(draft=draft)

    def suggested_reasons(self) -> tuple[tuple[str, Sentence], ...]:
        found: list[tuple[str, Sentence]] = []
        if any(report.findings for report in self.item.reports):
            found.append(("ANOMALY", say("Finding M{number}.", number=1)))
        found.extend((n.reason_code, n.sentence) for n in self.notices if n.reason_code)
        return tuple(found)

    def regions(self) -> tuple[Region, ...]:
        regions = []
        for report in self.item.reports:
            for one in report.findings:
                x, y, w, h = one.box
                corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
                regions.append(
                    Region(
                        f"M{one.number}",
                        report.scan_id,
                        report.view,
                        corners,
                        corners,
                        one.finding_id,
                        place="5.5 m from left, 1.9 m up",
                    )
                )
        for mark in self.item.marks:
            x, y, w, h = mark.box
            corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
            regions.append(
                Region(
                    str(mark.number),
                    mark.scan_id,
                    mark.view,
                    corners,
                    corners,
                    "",
                    mark.mark_id,
                    "8.5 m from left, 2.1 m up",
                )
            )
        return tuple(regions)

    def missing(self, draft: Draft) -> tuple[Missing, ...]:
        found = []
        if not self.item.shown and draft.kind is not Kind.RECOMMEND_RELEASE:
            found.append(Missing("views", say("The image has not been on your screen yet.")))
        if not draft.reasons:
            found.append(Missing("reasons", say("Choose why the goods should be examined.")))
        if draft.kind is Kind.REFER_FOR_EXAM:
            if not draft.region_labels:
                place = say("Choose or draw the place in the image to be examined.")
                found.append(Missing("regions", place))
            if draft.exam is None:
                found.append(Missing("exam", say("Choose how the goods should be examined.")))
        if draft.confidence is None:
            found.append(Missing("confidence", say("Say how sure you are, from 1 to 5.")))
        if draft.kind is Kind.RECOMMEND_RELEASE:
            found.extend(self._release(draft))
        return tuple(found)

    def _release(self, draft: Draft) -> list[Missing]:
        item = self.item
        keys = [(scan.scan_id, view) for scan in item.scans for view in scan.views]
        found = [
            Missing("views", say("View {view} has not been seen to the end.", view=view))
            for scan_id, view in keys
            if (scan_id, view) not in item.viewed
        ]
        for notice in self.open_notices:
            if notice.severity is Severity.BLOCK:
                found.extend(release_waits(item, (notice,), draft))
            elif notice.severity is Severity.WARNING:
                found.append(Missing("warnings", notice.sentence))
        for report in item.reports:
            found.extend(
                Missing("verdicts", say("Say whether you agree with finding M{number}.", number=1))
                for one in report.findings
                if one.finding_id not in item.verdicts
            )
        return found

    def sign(self, draft: Draft, second: SecondPerson | None = None) -> Recommendation:
        missing = tuple(m for m in self.missing(draft) if second is None or m.field != "second")
        if missing:
            raise MissingParts(missing)
        taken = overrides(self.notices, draft)
        if needs_second(taken) and second != SecondPerson("roy", PASSWORD):
            raise SignInRefused(say("Name and password do not belong together."))
        before = self.item.decisions[-1].recommendation_id if self.item.decisions else ""
        recommendation = Recommendation(
            recommendation_id=f"decision-{len(self.item.decisions) + 1}",
            supersedes=before,
            item_id=self.item_id,
            kind=draft.kind,
            scope="shipment",
            subjects=(),
            shipment_digests=(),
            scans=(),
            link_classes={},
            reasons=draft.reasons,
            regions=tuple(r for r in self.regions() if r.label in draft.region_labels),
            exam=draft.exam,
            exam_port="0351",
            exam_place=draft.exam_place,
            urgency=draft.urgency,
            confidence=draft.confidence or 0,
            note=draft.note,
            acknowledged=self.item.acknowledged,
            notices=(),
            model=(),
            times=Times(NOW, NOW, NOW, NOW, 1.0, 1.0, None, None),
            officer=OFFICER.account,
            role="officer",
            workstation="test",
            authority="",
            program_version="test",
            overrides=taken,
            sample=True,
            second=second.account if second is not None and needs_second(taken) else "",
        )
        self.change(
            decisions=(*self.item.decisions, recommendation),
            state=ItemState.DECIDED,
            draft=None,
            lease=None,
        )
        return recommendation

    def hand_back(self) -> None:
        self.change(state=ItemState.WAITING, lease=None)

    def renew(self) -> None:
        self.change()

    def hold(self, why: str, *, for_s: float = 0.0) -> None:
        self.store.events.append(f"hold {why}")
        self.held_for_s = for_s

    def resume(self, why: str) -> None:
        self.store.events.append(f"resume {why}")

    def change(self, **values: object) -> None:
        self.store.change(self.item_id, **values)


class FakeRoom:
    """The queue and the way into it, as `app.review.ReviewRoom` has them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock

    def next(self, chosen: Chosen | None = None) -> FakeSitting | None:
        modes = chosen.modes if chosen is not None else frozenset()
        for line in self.lines():
            fits = not modes or line.mode in modes
            if fits and line.waits_for(OFFICER.account, NOW):
                return self.open(line.item_id)
        return None

    def open(self, item_id: str) -> FakeSitting:
        if self.store.cases[item_id].by:
            raise Held(say("{who} has this item.", who="R. Singh"))
        return self._given(item_id)

    def read(self, item_id: str) -> FakeSitting:
        return FakeSitting(self.store, item_id, self.clock)

    def look_again(self, item_id: str) -> FakeSitting:
        self.store.events.append(f"look again {item_id}")
        return FakeSitting(self.store, item_id, self.clock)

    def take_over(self, item_id: str) -> FakeSitting:
        self.store.cases[item_id] = dataclasses.replace(self.store.cases[item_id], by="")
        return self._given(item_id)

    def _given(self, item_id: str) -> FakeSitting:
        lease = Lease(item_id, OFFICER.account, NOW, NOW + dt.timedelta(minutes=15))
        self.store.change(item_id, state=ItemState.CLAIMED, lease=lease)
        return FakeSitting(self.store, item_id, self.clock)

    def lines(self) -> tuple[QueueLine, ...]:
        lines = [self.store.line(item_id) for item_id in self.store.items]
        last = dt.datetime.max.replace(tzinfo=dt.UTC)
        return tuple(sorted(lines, key=lambda line: line.eta or last))


def read_view(paths: tuple[Path, ...]) -> Radiograph:
    _, number, rest = paths[0].name.split("-", 2)
    case = next(case for case in CASES if case.number == int(number))
    if case.damaged:
        raise UnreadableScan(
            "The pixel data ends after 3 of 9 fragments.",
            element="(7FE0,0010) Pixel Data",
            remedy="Ask the site to send the scan again.",
        )
    whole = picture(case.number + int(rest[0]) - 1, "trailer53")
    if case.single:
        return dataclasses.replace(whole, channels=whole.channels[:1])
    return whole


class FakeDoor:
    """One officer's password, and a word that is good for changing it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.own = PASSWORD

    def change_password(self, account: str, old: str, new: str) -> None:
        if len(new) < 12:
            text = "The password has {length} characters; it needs {shortest} or more."
            raise Refused(say(text, length=len(new), shortest=12))
        self.store.events.append(f"changed {account} {old}")
        self.own = new

    def sign_in(self, account: str, password: str) -> Officer:
        if password == ONE_TIME:
            raise PasswordMustChange(say("This is a word for one sign-in."))
        if account != OFFICER.account or password != self.own:
            raise SignInRefused(say("Account and password do not belong together."))
        return OFFICER


def wiring_of(
    store: Store,
    *,
    settings: WindowSettings | None = None,
    seconds: Callable[[], float] = lambda: 0.0,
) -> Wiring:
    """Return the calls that a window needs, on a store in memory."""
    clock = Clock(now=lambda: NOW, monotonic=seconds)

    door = FakeDoor(store)

    def look(item_id: str) -> Glance:
        sitting = FakeSitting(store, item_id, clock)
        files: dict[Key, tuple[Path, ...]] = {
            (scan.scan_id, view): sitting.radiograph_files(scan.scan_id, view)
            for scan in sitting.item.scans
            for view in scan.views
        }
        return Glance(sitting.item, sitting.notices, sitting.comparisons, files)

    def raw(filing: Filing, path: str) -> RawMessage:
        whole = store.originals.get(filing.origin.sha256)
        if whole is None:
            raise StoreError(say("The original of this message was not kept."))
        return raw_message(whole[filing.origin.start : filing.origin.end], filing, path)

    return Wiring(
        sign_in=door.sign_in,
        change_password=door.change_password,
        referral=store.referral,
        keep_result=store.keep_result,
        sign_out=lambda officer: store.events.append(f"out {officer.account}"),
        room=lambda officer: FakeRoom(store, clock),  # noqa: ARG005 - one officer here
        read_view=read_view,
        read_first=lambda paths: None,  # noqa: ARG005 - no long scan here
        screen_next=lambda: False,
        look=look,
        pass_on=lambda item_id, officer, act: store.pass_on(item_id, act),  # noqa: ARG005
        colleagues=store.colleagues,
        hand_back=lambda item_id, officer: store.change(  # noqa: ARG005 - one officer here
            item_id, state=ItemState.WAITING, lease=None
        ),
        record_version=lambda: store.version,
        verify=lambda: True,
        screening_status=lambda: "Model 0.9.2",
        drifts=lambda: store.drifts,
        send_due=lambda: store.events.append("send_due"),
        preferences=lambda officer: dict(store.preferences.get(officer.account, {})),
        keep_preference=store.keep_preference,
        references=fake_references.find,
        read_reference=fake_references.read,
        borrow_marks=borrow,
        tables=Tables.shipped(),
        raw=raw,
        file_paper=store.file_paper,
        rule_cards=rules.CARDS,
        rule_counts=lambda: store.rule_counts,
        link_versions=lambda scan_id: tuple(
            link for item in store.items.values() for link in item.links if link.scan_id == scan_id
        ),
        find=lambda number: store.numbers.get(number, ()),
        sample=True,
        version="0.1.0",
        settings=settings or WindowSettings(workspace="test"),
        clock=clock,
    )
