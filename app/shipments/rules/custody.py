"""What else may happen to a load under seal: other controls, convoys, transfers (¶51, 96 to 98)."""

from __future__ import annotations

from app.domain.event import EventKind
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.shipment import Movement
from app.domain.words import phrase, say
from app.shipments.rules.cargo import Cargo, utc
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    INFORMATION,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_item,
)
from app.shipments.rules.seals import CUSTOMS


@of_cargo(
    ("R086", "96", INFORM, CONTEXT),
    phrase("Where sealing is impracticable, packages are bound or serial numbers noted on A28."),
    Need.HISTORY,
)
def _other_control(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    for event in cargo.events(EventKind.SEAL_IMPRACTICABLE):
        noted = event.details.get("serials", "") or event.text or "-"
        yield Chip(say("No seal; control by {noted}", noted=noted))


@of_cargo(
    ("R087", "97", INFORM, INFORMATION),
    phrase("An officer may let a load go in bond under convoy, at the carrier's expense."),
    Need.HISTORY,
    Need.MOVEMENT,
)
def _convoy(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    elif cargo.events(EventKind.SEAL_IMPRACTICABLE):
        if cargo.movement is Movement.UNKNOWN:
            yield Lacks(Need.MOVEMENT)
        elif cargo.movement is Movement.IN_BOND:
            yield Chip(say("Convoy possible"))


@of_cargo(
    ("R088", "98", INFORM, CONTEXT),
    phrase("CBSA may seal anything at any time."),
    Need.SEAL_CHAIN,
)
def _sealed_by_customs(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.SEAL_CHAIN)
        return
    numbers = [li.seal.number for li in cargo.dossier.seals if li.seal.applied_by in CUSTOMS]
    if numbers:
        told = ", ".join(dict.fromkeys(numbers))
        yield Chip(say("Sealed by customs: {numbers}", numbers=told))


@of_item(
    ("R089", "51", WARN, DECISION),
    phrase("Goods not released and not sealed by CBSA may change vehicles without supervision."),
    Need.HISTORY,
    Need.SCAN_TIME,
)
def _transferred(case: Case) -> Outcomes:
    if any(cargo.dossier is None for cargo in case.cargos) or not case.cargos:
        yield Lacks(Need.HISTORY)
    for scan in case.item.scans:
        for cargo in case.of_scan(scan):
            moves = cargo.events(EventKind.TRANSFERRED)
            if not moves:
                continue
            if scan.taken_at is None:
                yield Lacks(Need.SCAN_TIME)
            elif utc(scan.taken_at) < max(utc(event.at) for event in moves):
                yield Fires(
                    say(
                        "The goods went to other equipment after this scan: "
                        "it shows what was, not what is."
                    ),
                    "NOT_IMAGED",
                    subject=f"{scan.scan_id} {cargo.key}",
                    weight=Severity.BLOCK,
                )


ROWS: tuple[Row, ...] = (_other_control, _convoy, _sealed_by_customs, _transferred)
