"""Seals: declared, read, required, and who may change them (¶51, 90 to 98)."""

from __future__ import annotations

from app.domain.decision import Kind, warehouse_of
from app.domain.dossier import SealLink
from app.domain.event import EventKind
from app.domain.identifiers import Key, comparable, confusable
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.scan import Scan
from app.domain.shipment import Movement
from app.domain.words import phrase, say
from app.shipments.pieces import KEY_OF_KIND, pieces, read_numbers
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_scan,
)

CUSTOMS = ("cbsa", "cbp")
"""Who may seal at any time, and whose seals replace others (¶98)."""


def seals_read(scan: Scan) -> tuple[str, ...]:
    """Return the seals that were read at the scan site, as they were read."""
    text = scan.identifiers.get(Key.SEAL, "")
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


def _declared(case: Case, scan: Scan) -> list[str]:
    """Return the seals declared for what a scan shows, and those of its conveyance as a whole."""
    found = [number for cargo in case.of_scan(scan) for number in _of_equipment(case, scan, cargo)]
    for cargo in case.of_scan(scan):
        if cargo.trip is not None:
            found += cargo.trip.report.seals
    return found


def _of_equipment(case: Case, scan: Scan, cargo: Cargo) -> list[str]:
    """Return the seals of the equipment shown; of the whole shipment when that is unclear."""
    shipment = cargo.shipment
    shown = [p.equipment for p in pieces(case.item, shipment) if scan in p.scans]
    numbers = read_numbers(scan)
    for piece in shipment.equipment:
        key = KEY_OF_KIND.get(piece.kind)
        named = key is not None and numbers.get(key) == comparable(key, piece.number)
        if named and piece not in shown:
            shown.append(piece)
    return [seal for piece in shown or shipment.equipment for seal in piece.seals]


def _by_customs(case: Case) -> set[str]:
    """Return numbers of seals that CBSA or US CBP applied; those are no mismatch (¶98)."""
    return {
        comparable(Key.SEAL, link.seal.number)
        for cargo in case.cargos
        if cargo.dossier is not None
        for link in cargo.dossier.seals
        if link.seal.applied_by in CUSTOMS
    }


@of_scan(
    ("R080", "93", WARN, DECISION),
    phrase("The number of a company seal is always sent on the conveyance report."),
    Need.SEAL_READ,
)
def _seal_sent(case: Case, scan: Scan) -> Outcomes:
    read = seals_read(scan)
    if not read or not case.of_scan(scan):
        yield Lacks(Need.SEAL_READ)
    elif not _declared(case, scan):
        customs = _by_customs(case)
        for number in read:
            if comparable(Key.SEAL, number) not in customs:
                yield Fires(
                    say("Seal {read} was read, and no seal is declared.", read=number),
                    "SEAL_NOT_DECLARED",
                    subject=f"{scan.scan_id} {number}",
                )


@of_scan(
    ("R081", "92", WARN, DECISION),
    phrase("The number of a seal is noted correctly, on goods in bond above all."),
    Need.SEAL_READ,
)
def _seal_as_sent(case: Case, scan: Scan) -> Outcomes:
    read, declared = seals_read(scan), _declared(case, scan)
    if not read or not declared:
        yield Lacks(Need.SEAL_READ)
        return
    fits = {comparable(Key.SEAL, number) for number in declared} | _by_customs(case)
    for number in read:
        if comparable(Key.SEAL, number) in fits:
            continue
        values = {"read": number, "declared": ", ".join(declared[:3])}
        if any(confusable(number, one) for one in declared):
            sentence = say("Seal {read} was read, {declared} declared: possibly misread.", **values)
        else:
            sentence = say("Seal {read} was read, {declared} declared.", **values)
        yield Fires(sentence, "SEAL_MISMATCH", subject=f"{scan.scan_id} {number}")


@of_cargo(
    ("R082", "90", INFORM, DECISION),
    phrase(
        "Seals are required of trusted traders, controlled goods, transit and moves to an exam."
    ),
    Need.MOVEMENT,
    Need.PROGRAMMES,
)
def _seal_required(cargo: Cargo) -> Outcomes:
    if _sealed(cargo) or _between_warehouses(cargo):
        return
    programmes = cargo.detail("carriers", cargo.crn[:4], "programmes")
    trusted = "TRUSTED" in programmes.upper()
    if trusted or cargo.movement in (Movement.IN_TRANSIT, Movement.EXPORT):
        yield Fires(
            say("A seal is required here, and none is declared or seen."),
            "I08_SEAL",
            weight=Severity.WARNING,
        )
    elif cargo.movement is Movement.UNKNOWN:
        yield Lacks(Need.MOVEMENT)
    elif not programmes:
        yield Lacks(Need.PROGRAMMES)


def _sealed(cargo: Cargo) -> bool:
    declared = any(piece.seals or piece.sealing for piece in cargo.shipment.equipment)
    chain = cargo.dossier is not None and bool(cargo.dossier.seals)
    whole = cargo.trip is not None and bool(cargo.trip.report.seals)
    return declared or chain or whole or any(seals_read(scan) for scan in cargo.item.scans)


def _between_warehouses(cargo: Cargo) -> bool:
    moved = cargo.events(EventKind.AT_WAREHOUSE) and cargo.events(EventKind.REMANIFESTED)
    return bool(moved) and cargo.movement is Movement.IN_BOND


@of_cargo(
    ("R083", "91", INFORM, CONTEXT),
    phrase("Between inland warehouses, after an amendment or re-manifest, no seal is needed."),
    Need.HISTORY,
)
def _seal_not_needed(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    elif _between_warehouses(cargo):
        yield Chip(say("Between inland warehouses: no seal needed"))


@of_cargo(
    ("R084", "94", WARN, DECISION),
    phrase("CSA carriers move inland unsealed, except to an exam on form A28."),
    Need.EXAM_PLACE,
    Need.WAREHOUSE,
)
def _seal_to_exam(cargo: Cargo) -> Outcomes:
    place = exam_place(cargo)
    if not cargo.shipment.csa or place is None:
        return
    if not place:
        yield Lacks(Need.EXAM_PLACE)
        return
    port = cargo.detail("sub_locations", place, "port")
    if not port or not cargo.conveyance.fpoa:
        yield Lacks(Need.WAREHOUSE)
    elif port != cargo.conveyance.fpoa:
        yield Fires(
            say("Referred inland to {place}: the vehicle must be sealed (form A28).", place=place),
            subject=f"{cargo.key} {place}",
        )


def exam_place(cargo: Cargo) -> str | None:
    """Return the warehouse of the exam; None where nobody refers the goods."""
    draft, decisions = cargo.item.draft, cargo.item.decisions
    if draft is not None and draft.kind is Kind.REFER_FOR_EXAM:
        return warehouse_of(draft.exam_place)
    if decisions and decisions[-1].kind is Kind.REFER_FOR_EXAM:
        return warehouse_of(decisions[-1].exam_place)
    return None


@of_cargo(
    ("R085", "95", WARN, DECISION),
    phrase("Seals that CBSA put on for an outturn check stay whole to the point of release."),
    Need.SEAL_CHAIN,
)
def _seal_intact(cargo: Cargo) -> Outcomes:
    chain = cargo.dossier.seals if cargo.dossier is not None else ()
    if not chain:
        yield Lacks(Need.SEAL_CHAIN)
        return
    broken = [link for link in chain if link.seal.state in _GONE and not _by_officer(cargo, link)]
    for link in broken:
        yield Fires(
            say(
                "Seal {number} of {equipment} is {state}.",
                number=link.seal.number or "-",
                equipment=link.equipment or "-",
                state=phrase("broken") if link.seal.state == "broken" else phrase("missing"),
            ),
            "SEAL_BROKEN",
            subject=f"{cargo.key} {link.seal.number}",
        )
    if not broken:
        yield from _replaced(cargo, chain)


_GONE = ("broken", "missing")


def _by_officer(cargo: Cargo, link: SealLink) -> bool:
    """Whether CBSA or US CBP told that they took the seal off (¶98)."""
    told = cargo.events(EventKind.SEALED, EventKind.SEAL_BROKEN)
    return any(e.at == link.at and e.details.get("by", "").lower() in CUSTOMS for e in told)


def _replaced(cargo: Cargo, chain: tuple[SealLink, ...]) -> Outcomes:
    """Tell where another number was seen than was declared, and customs had put on no seal."""
    if any(link.seal.applied_by in CUSTOMS for link in chain):
        return
    sent = [link for link in chain if link.told_by == "declared"]
    for link in chain:
        near = [one for one in sent if one.equipment == link.equipment] or sent
        fits = {comparable(Key.SEAL, one.seal.number) for one in near}
        number = comparable(Key.SEAL, link.seal.number)
        if link.told_by != "declared" and number and fits and number not in fits:
            yield Fires(
                say(
                    "Seal {number} was seen on {equipment}, and nobody of customs changed it.",
                    number=link.seal.number,
                    equipment=link.equipment or "-",
                ),
                "SEAL_BROKEN",
                subject=f"{cargo.key} {link.seal.number}",
            )


ROWS: tuple[Row, ...] = (
    _seal_sent,
    _seal_as_sent,
    _seal_required,
    _seal_not_needed,
    _seal_to_exam,
    _seal_intact,
)
