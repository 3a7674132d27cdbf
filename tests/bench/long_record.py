"""A long record to be proved: days of review, written by the calls that the desk makes.

Each item brings the lines that one review leaves: two pictures, a filing, its shipment, a link, a
report, a claim, the views, marks, a verdict, drafts, what was noted, and the decision.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from app.domain.clock import system_clock
from app.domain.decision import Draft, Kind
from app.domain.notice import Notice, Severity
from app.domain.officer import Officer
from app.domain.scan import Scan
from app.domain.threat import Verdict
from app.domain.words import say
from app.record import Record, SealKeys, decisions, joining, leases, marks
from app.record import filings as filed
from app.record import intake_lines as intake
from app.record.items import require_scan
from app.record.writing import Writing
from app.shipments.json_form import digested
from app.shipments.lifecycle import filing_of
from tests.unit.record_values import (
    CHEAP,
    TREMBLAY,
    image,
    link,
    mark,
    now,
    recommendation,
    report,
    scan,
    shipment,
)

AT_ONCE = 200
"""Items of one transaction: what is measured is the proof, not the disk."""

NOTICE = Notice("R080", Severity.WARNING, "80", say("Seal differs."))
DRAFT = Draft(Kind.REFER_FOR_EXAM, note="dense block behind the doors")


def opened(folder: Path) -> Record:
    """Open the record of a folder, or make it."""
    keys = SealKeys.of(folder / "home", key_folder=folder / "keys")
    return Record.open(folder / "home", keys=keys, clock=system_clock(), cost=CHEAP)


def lengthen(record: Record, lines: int) -> None:
    """Write whole reviews until the record has at least so many lines."""
    number = len(record.items())
    while record.version() < lines:
        with record._access.write() as writing:
            for _ in range(AT_ONCE):
                review(writing, number)
                number += 1


def review(writing: Writing, number: int) -> None:
    """Write everything that becomes of one scan."""
    came = arrive(writing, number)
    leases.claim(writing, came.item_id, TREMBLAY, 900, take_over=False)
    decide(writing, came, TREMBLAY)


@dataclasses.dataclass(frozen=True, slots=True)
class Came:
    """What arrived for one review."""

    item_id: str
    seen: Scan
    digest: str
    """Of the shipment."""


def arrive(writing: Writing, number: int) -> Came:
    """Let two pictures come, what is declared, and what was read of them."""
    name = f"s{number}"
    seen = dataclasses.replace(scan(name), identifiers={"container": f"CSQU{number:07}"})
    files = (image(2 * number, energy="high"), image(2 * number + 1, energy="low"))
    for file in files:
        intake.add_image(writing, seen, file)
    declared = digested(shipment(f"9XYZPARS{number:07}"))
    filed.add_filings(writing, (filing_of(declared),))
    joining.put_link(writing, link(name, declared.shipment_id))
    item_id = require_scan(writing.connection, name)
    intake.add_report(writing, report(f"r{number}", name))
    return Came(item_id, dataclasses.replace(seen, files=files), declared.sha256)


def decide(writing: Writing, came: Came, officer: Officer) -> None:
    """Look, mark, note and sign."""
    item_id, name = came.item_id, came.seen.scan_id
    marks.note_shown(writing, item_id, officer, (name, "side"), readable=True)
    for step in ("opened", "zoomed", "penetration", "read", "compared"):
        marks.note_event(writing, item_id, officer, step, {"view": "side", "ms": "1200"})
    marks.acknowledge(writing, item_id, officer, NOTICE)
    for count in (1, 2):
        marks.save_mark(writing, item_id, officer, mark(f"m{count}-{name}", count, name))
    marks.save_verdict(writing, item_id, officer, f"r{name[1:]}/1", Verdict.AGREE)
    for note in ("dense", "dense block", "dense block behind the doors"):
        marks.save_draft(writing, item_id, officer, dataclasses.replace(DRAFT, note=note))
    marks.note_viewed(writing, item_id, officer, name, "side")
    signed = dataclasses.replace(
        recommendation(f"d-{name}", item_id, officer, scans=(came.seen,), at=now()),
        kind=Kind.REFER_FOR_EXAM if name.endswith("0") else Kind.RECOMMEND_RELEASE,
        shipment_digests=(came.digest,),
    )
    decisions.decide(writing, signed, officer)
