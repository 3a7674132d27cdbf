"""The cases of scan and shipment, as rows of the table; `app.shipments.linking` decides them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.notice import Notice
from app.domain.rule import Bearing, Level, Need
from app.domain.words import phrase
from app.shipments.linking import cases, image_cases
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    WARN,
    Lacks,
    Outcomes,
    Row,
    of_item,
    told,
)

_Decides = Callable[[Case], Iterator[Notice]]
_Wants = Callable[[Case], bool]


def _without_scans(case: Case) -> bool:
    return not case.item.scans


def _without_times(case: Case) -> bool:
    return any(scan.taken_at is None for scan in case.item.scans)


def _without_history(case: Case) -> bool:
    return any(cargo.dossier is None for cargo in case.cargos) or not case.cargos


def _without_list(case: Case) -> bool:
    """Whether nobody asked what is imaged of the trips, or no trip is known."""
    trips = [trip for dossier in case.dossiers.values() for trip in dossier.trips]
    return case.imaged is None or not trips


def _without_screening(case: Case) -> bool:
    return not case.item.reports


def _without_pieces(case: Case) -> bool:
    return any(c.shipment.part_of is not None and c.shipment.pieces is None for c in case.cargos)


def _case(
    facts: tuple[str, str, Level, Bearing], says: str, decides: _Decides, need: Need, lacks: _Wants
) -> Row:
    """Make a row of a case of linking, with what it needs to be decided."""

    def decide(case: Case) -> Outcomes:
        if lacks(case):
            yield Lacks(need)
        yield from told(decides(case))

    return of_item(facts, says, need)(decide)


ROWS: tuple[Row, ...] = (
    _case(
        ("L1", "", INFORM, CONTEXT),
        phrase("A scan that nothing fits is tried against every new record for a time."),
        cases.tried_again,
        Need.SCAN,
        _without_scans,
    ),
    _case(
        ("L2", "", INFORM, CONTEXT),
        phrase("Cargo of a trip that no scan shows goes the normal way, never as reviewed."),
        cases.not_imaged,
        Need.ABOARD,
        _without_list,
    ),
    _case(
        ("L3", "", INFORM, CONTEXT),
        phrase("Of several passes of one thing the newest counts; the earlier are kept."),
        image_cases.scanned_again,
        Need.SCAN_TIME,
        _without_times,
    ),
    _case(
        ("L4", "", INFORM, DECISION),
        phrase("Where one scan shows several shipments, a decision says which it speaks of."),
        cases.several_aboard,
        Need.SCAN,
        _without_scans,
    ),
    _case(
        ("L6", "153", WARN, DECISION),
        phrase("A scan whose record was deleted is kept; of a referred one the supervisor hears."),
        cases.orphaned,
        Need.SCAN,
        _without_scans,
    ),
    _case(
        ("L7", "151", WARN, DECISION),
        phrase("A cargo that goes on under another number takes its scan along, when confirmed."),
        cases.renumbered,
        Need.SCAN,
        _without_scans,
    ),
    _case(
        ("L8", "144", WARN, DECISION),
        phrase("A number that names a rejected record names nothing that was sent."),
        cases.off_file,
        Need.SCAN,
        _without_scans,
    ),
    _case(
        ("L10", "52", WARN, DECISION),
        phrase("A number that a cargo and a conveyance both have is asked about."),
        cases.two_meanings,
        Need.SCAN,
        _without_scans,
    ),
    _case(
        ("L11", "51", WARN, DECISION),
        phrase("A scan that was taken before the goods changed equipment is historic."),
        cases.transferred,
        Need.HISTORY,
        _without_history,
    ),
    _case(
        ("L12", "", WARN, CONTEXT),
        phrase("The time of a scan fits arrival, file and sealing; it is never corrected."),
        image_cases.doubtful_times,
        Need.SCAN_TIME,
        _without_times,
    ),
    _case(
        ("L13", "", WARN, DECISION),
        phrase("One image shows one thing, and one number of the scanner names one object."),
        image_cases.images_alike,
        Need.SCAN,
        _without_scans,
    ),
    _case(
        ("L14", "", WARN, DECISION),
        phrase("An image that nothing can be measured in counts as none."),
        image_cases.unusable,
        Need.SCREENED,
        _without_screening,
    ),
    _case(
        ("L16", "", WARN, DECISION),
        phrase("Of a shipment that comes in several parts, each part is decided for itself."),
        cases.parts,
        Need.PIECES,
        _without_pieces,
    ),
)
