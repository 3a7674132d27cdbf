"""R054 to R073, TARGET, RELEASED: what became of a record, each rule three ways."""

from __future__ import annotations

import dataclasses

import pytest

from app.domain.dossier import Progress, Standing
from app.domain.event import EventKind
from app.domain.filing import FilingKind, Verdict, Via
from app.domain.notice import Severity
from app.domain.rule import Need, RuleState
from app.domain.shipment import Equipment, Function
from app.domain.words import say
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from tests.unit.room_values import NOW, shipment
from tests.unit.rule_values import (
    DAY,
    FIRES,
    HOUR,
    MINUTE,
    SILENT,
    UNCHECKED,
    carried,
    case,
    differs,
    event,
    filed,
    happened,
    referred,
    refusal,
    scan,
    sent,
    stood,
    version,
)

CHANGED = shipment(version=2, pieces=60)
NO_REASON = version(2, NOW + HOUR, after_arrival=True)
LATE_VERSION = version(2, NOW + HOUR, after_arrival=True, amendment_reason="20")
MORE = dataclasses.replace(scan("S-2", TRAILER="TRL200"))
GONE = shipment(function=Function.DELETE)
UNDIGESTED = dataclasses.replace(shipment(), sha256="")
CONFIRMED = case(shipment())
SINCE = dataclasses.replace(
    CONFIRMED, item=dataclasses.replace(CONFIRMED.item, shipments=(CHANGED,))
)
"""Its link was confirmed to version 1, and version 2 is in force."""

ROWS = [
    ("R054", FIRES, case(filed()), "Version 1, as added"),
    ("R054", SILENT, case(filed(versions=(version(), version(2)))), ""),
    ("R054", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R055", FIRES, SINCE, "changed to version 2"),
    ("R055", SILENT, case(filed()), ""),
    ("R055", UNCHECKED, case(shipment(), links=()), Need.HISTORY),
    ("R055D", FIRES, case(CHANGED, decisions=(referred(),)), "differs from what"),
    ("R055D", SILENT, case(filed(), decisions=(referred(),)), ""),
    ("R055D", UNCHECKED, case(UNDIGESTED, decisions=(referred(),)), Need.HISTORY),
    ("R055S", FIRES, case(shipment(), scans=(scan(), MORE), decisions=(referred(),)), "came after"),
    ("R055S", SILENT, case(shipment(), decisions=(referred(),)), ""),
    ("R055S", UNCHECKED, case(shipment(), scans=(), decisions=(referred(),)), Need.SCAN),
    (
        "R056",
        FIRES,
        case(filed(versions=(version(), version(2, changes=(differs("hawb", "H1", ""),))))),
        "Removed in version 2: hawb",
    ),
    ("R056", SILENT, case(filed()), ""),
    ("R056", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R057", FIRES, case(filed(renumbered_as=("9XYZPARS7",))), "filed anew as 9XYZPARS7"),
    ("R057", SILENT, case(filed()), ""),
    ("R057", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R058", FIRES, case(filed(GONE, standing=Standing.DELETED)), "stays readable"),
    ("R058", SILENT, case(filed()), ""),
    ("R058", UNCHECKED, case(GONE), Need.HISTORY),
    ("R059", FIRES, case(GONE), "was deleted"),
    ("R059", FIRES, case(filed(standing=Standing.DELETED, shipment=None)), "was deleted"),
    ("R059", FIRES, case(filed(refusals=(refusal("R059"),))), "not applied"),
    ("R059", SILENT, case(filed()), ""),
    ("R059", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R060", FIRES, case(filed(refusals=(refusal("R060"),))), "not applied"),
    ("R060", SILENT, case(filed()), ""),
    ("R060", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R061", FIRES, case(filed(accepted_at=NOW - 91 * DAY)), "not used within 90 days"),
    ("R061", FIRES, case(filed(standing=Standing.STALE)), "not used within 90 days"),
    ("R061", SILENT, case(filed(accepted_at=NOW - 90 * DAY)), ""),
    ("R061", UNCHECKED, case(filed(accepted_at=None)), Need.HISTORY),
    ("R062", FIRES, case(filed(versions=(version(), LATE_VERSION))), "version 2, reason 20"),
    ("R062", FIRES, case(filed(versions=(version(), NO_REASON))), "arrival, version 2."),
    (
        "R062",
        FIRES,
        case(filed(versions=(version(), LATE_VERSION)), decisions=(referred(),)),
        "after the referral",
    ),
    ("R062", SILENT, case(filed()), ""),
    ("R062", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R063", FIRES, case(filed(refusals=(refusal("R063"),))), "not applied"),
    ("R063", SILENT, case(filed()), ""),
    ("R063", UNCHECKED, case(shipment()), Need.HISTORY),
    ("REFUSED", FIRES, case(filed(refusals=(refusal("R058"),))), "not applied"),
    ("REFUSED", SILENT, case(filed(refusals=(refusal("R063"),))), ""),
    ("REFUSED", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R064", FIRES, case(happened(event(EventKind.BSF673, element="CCN"))), "BSF673: CCN"),
    ("R064", SILENT, case(filed()), ""),
    ("R064", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R065", FIRES, case(filed(versions=(version(after_arrival=True),))), "The port decides"),
    ("R065", SILENT, case(filed()), ""),
    ("R065", UNCHECKED, case(shipment()), Need.HISTORY),
    (
        "R066",
        FIRES,
        case(happened(event(EventKind.POST_ARRIVAL_ATTACHED, other_key="9XYZTRIP1"))),
        "9XYZTRIP1",
    ),
    ("R066", SILENT, case(filed()), ""),
    ("R066", UNCHECKED, case(shipment()), Need.HISTORY),
    (
        "R067",
        FIRES,
        case(
            filed(
                standing=Standing.REJECTED,
                feed_accepts=False,
                exchanges=(sent(Verdict.REJECTED, reasons=("H22 invalid code",)),),
            )
        ),
        "counts as not transmitted. H22 invalid code",
    ),
    ("R067", SILENT, case(filed()), ""),
    ("R067", UNCHECKED, case(filed(feed_accepts=None)), Need.ANSWERS),
    ("R067L", FIRES, case(filed(faults_here=(say("Sentence."),))), "Sentence."),
    ("R067L", SILENT, case(filed()), ""),
    ("R067L", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R068", FIRES, case(filed(exchanges=(sent(),)), now=NOW + 16 * MINUTE), "Unconfirmed"),
    ("R068", SILENT, case(filed(exchanges=(sent(),)), now=NOW + 15 * MINUTE), ""),
    ("R068", UNCHECKED, case(filed(exchanges=())), Need.ANSWERS),
    (
        "R068",
        UNCHECKED,
        case(filed(exchanges=(sent(),), via=Via.FILE), now=NOW + 16 * MINUTE),
        Need.ANSWERS,
    ),
    ("R069", FIRES, case(filed(exchanges=(sent(Verdict.RECEIVED),))), "not accepted yet"),
    ("R069", SILENT, case(filed(exchanges=(sent(Verdict.RECEIVED, Verdict.ACCEPTED),))), ""),
    ("R069", UNCHECKED, case(shipment()), Need.ANSWERS),
    (
        "R070",
        FIRES,
        case(happened(event(EventKind.REQUEST_OPENED, text="Describe the goods", other_key="Q1"))),
        "Describe the goods",
    ),
    (
        "R070",
        SILENT,
        case(
            happened(
                event(EventKind.REQUEST_OPENED, other_key="Q1"),
                event(EventKind.REQUEST_ANSWERED, other_key="Q1"),
            )
        ),
        "",
    ),
    ("R070", UNCHECKED, case(shipment()), Need.HISTORY),
    ("TARGET", FIRES, case(happened(event(EventKind.TARGETED, text="Lookout 7"))), "Lookout 7"),
    ("TARGET", FIRES, case(happened(event(EventKind.HELD, text="CFIA"))), "Held by another unit"),
    (
        "TARGET",
        SILENT,
        case(happened(event(EventKind.TARGETED), event(EventKind.TARGET_LIFTED))),
        "",
    ),
    ("TARGET", UNCHECKED, case(shipment()), Need.HISTORY),
    (
        "R071",
        FIRES,
        case(shipment(), feed=(event(EventKind.OUTAGE_BEGAN, NOW - HOUR),)),
        "Data is as of 2026-03-01 11:00 UTC",
    ),
    (
        "R071",
        FIRES,
        case(
            shipment(),
            feed=(event(EventKind.OUTAGE_BEGAN, NOW - HOUR), event(EventKind.OUTAGE_ENDED)),
            decisions=(referred(NOW - MINUTE),),
        ),
        "confirm it, or decide again",
    ),
    ("R071", SILENT, case(shipment(), feed=()), ""),
    ("R071", UNCHECKED, case(shipment()), Need.FEED),
    (
        "R072",
        FIRES,
        case(happened(event(EventKind.RELEASE_ERROR))),
        "no inland place is named: refer, or wait",
    ),
    ("R072", SILENT, case(happened(event(EventKind.AWAITING_ARRIVAL))), ""),
    ("R072", UNCHECKED, case(filed()), Need.RELEASE_REQUEST),
    (
        "R073",
        FIRES,
        case(happened(event(EventKind.OVERAGE_SHORTAGE)), now=NOW + 3 * HOUR),
        "Amended 0.0 h after",
    ),
    ("R073", SILENT, case(filed()), ""),
    ("R073", UNCHECKED, case(shipment()), Need.HISTORY),
    ("RELEASED", FIRES, case(filed(released_at=NOW, progress=Progress.RELEASED)), "Released"),
    ("RELEASED", SILENT, case(filed()), ""),
    ("RELEASED", UNCHECKED, case(shipment()), Need.HISTORY),
]


@pytest.mark.parametrize(("rule", "state", "of", "told"), ROWS)
def test_rule(rule: str, state: RuleState, of: Case, told: str | Need) -> None:
    found = stood(rule, of)
    assert found.state is state
    if isinstance(told, Need):
        assert told in found.missing
    else:
        assert told in found.words


def test_t77_a_harmless_change_after_the_decision_is_a_note() -> None:
    quiet = version(2, NOW + HOUR, changes=(differs("broker", "", "B", decisive=False),))
    grave = version(2, NOW + HOUR, changes=(differs("pieces", "100", "60"),))
    weights = {
        name: next(
            n.severity
            for n in examine(
                case(filed(CHANGED, versions=(version(), one)), decisions=(referred(),))
            ).notices
            if n.rule == "R055D"
        )
        for name, one in (("quiet", quiet), ("grave", grave))
    }
    assert weights == {"quiet": Severity.NOTE, "grave": Severity.WARNING}


def test_t78_on_day_91_cargo_that_did_not_arrive_is_stale() -> None:
    assert stood("R061", case(filed(accepted_at=NOW - 90 * DAY))).state is SILENT
    stale = case(filed(accepted_at=NOW - 91 * DAY))
    assert stood("R061", stale).state is FIRES
    here = filed(accepted_at=NOW - 91 * DAY, progress=Progress.ARRIVED)
    assert stood("R061", case(here)).state is SILENT


def test_t80_nothing_sent_before_arrival_is_for_the_port_to_decide() -> None:
    late = filed(versions=(version(after_arrival=True),))
    block = next(n for n in examine(case(late)).notices if n.rule == "R065")
    assert (block.severity, block.reason_code) == (Severity.BLOCK, "NO_MANIFEST")
    exempt = filed(shipment(exemptions=("X101e",)), versions=(version(after_arrival=True),))
    assert stood("R065", case(exempt)).state is SILENT
    listed = filed(versions=(version(after_arrival=True),), kind=FilingKind.COURIER)
    assert stood("R065", case(listed)).state is SILENT


def test_t81_what_is_rejected_was_not_transmitted() -> None:
    rejected = filed(standing=Standing.REJECTED, feed_accepts=False)
    block = next(n for n in examine(case(rejected)).notices if n.rule == "R067")
    assert (block.severity, block.reason_code) == (Severity.BLOCK, "MANIFEST_REJECTED")
    # A syntax acknowledgement alone is no acceptance (¶143).
    assert (
        "not accepted yet" in stood("R069", case(filed(exchanges=(sent(Verdict.RECEIVED),)))).words
    )


def test_t06_targets_and_holds_of_other_units_are_shown_with_the_item() -> None:
    both = happened(
        event(EventKind.TARGETED, text="Lookout 7", other_key="T7"),
        event(EventKind.HELD, text="CFIA hold", other_key="H1"),
    )
    told = [n for n in examine(case(both)).notices if n.rule == "TARGET"]
    assert {n.reason_code for n in told} == {"EXISTING_TARGET"}
    assert len(told) == 2


def test_t41_a_failed_pars_goes_in_bond_to_the_place_that_is_named() -> None:
    failed = happened(event(EventKind.RELEASE_ERROR), shipment=None)
    named = dataclasses.replace(failed, shipment=shipment(sub_location="3252"))
    assert "in bond to 3252" in stood("R072", case(named)).words
    healed = happened(event(EventKind.RELEASE_ERROR), event(EventKind.RELEASED, NOW + MINUTE))
    assert stood("R072", case(healed)).state is SILENT


def test_the_numbers_of_equipment_do_not_hide_a_delete() -> None:
    gone = shipment(function=Function.DELETE, equipment=(Equipment("trailer", "TRL100"),))
    rules = {notice.rule for notice in examine(case(gone)).notices}
    assert rules == {"R059"}


def test_a_conveyance_that_is_changed_has_no_say_over_a_cargo_in_force() -> None:
    assert stood("R060", case(filed(carried(crn="9XYZTRIP9")))).state is SILENT


def test_t42_what_another_unit_detains_at_destination_is_not_released() -> None:
    detained = event(EventKind.DETAIN_AT_DESTINATION, text="CFIA")
    (told,) = [n for n in examine(case(happened(detained))).notices if n.rule == "TARGET"]
    assert str(told.sentence) == "Detained at destination by another unit: CFIA"
    assert (told.severity, told.reason_code) == (Severity.BLOCK, "EXISTING_TARGET")
    later = event(EventKind.RELEASED, NOW + HOUR)
    over = examine(case(happened(detained, later))).notices
    assert "TARGET" not in {notice.rule for notice in over}
