"""The table whole: every row of section 2, three cases each, and what a rule may not do."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict

import pytest

from app.domain.image_fault import ImageFault
from app.domain.notice import Severity
from app.domain.rule import NEED_WORDS, Level, Need, RuleState
from app.domain.shipment import GoodsLine
from app.domain.threat import ScreeningState
from app.domain.words import say
from app.domain.work import Link, LinkClass
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.rules.table import BY_NAME, CARDS, RULES
from app.shipments.seen import Seen
from imaging.faults import FaultKind
from tests.unit import (
    test_discrepancies,
    test_rules_content,
    test_rules_exemptions,
    test_rules_identity,
    test_rules_life,
    test_rules_links,
    test_rules_movement,
    test_rules_timing,
)
from tests.unit.room_values import NOW, shipment
from tests.unit.rule_values import (
    FIRES,
    SILENT,
    UNCHECKED,
    case,
    filed,
    scan,
    screened,
    stood,
)


def linked(kind: LinkClass, *others: str) -> Case:
    names = ("9XYZPARS0001234", *others)
    links = tuple(Link("S-1", name, 1, kind, 50, (), "linking", NOW) for name in names)
    return case(*(shipment(name) for name in names), links=links)


FAILED = dataclasses.replace(screened(scan(), ScreeningState.UNKNOWN), reason=say("It ended."))
DEAD = ImageFault(str(FaultKind.DEAD_ROWS), True, ((0, 2, 64, 3),), 3, 0.1, 64, None, "S-1", "side")

ROWS = [
    ("LINK", FIRES, linked(LinkClass.PROBABLE), "Confirm that this scan shows"),
    ("LINK", SILENT, case(shipment()), ""),
    ("LINK", UNCHECKED, case(), Need.SHIPMENT),
    ("LINK2", FIRES, linked(LinkClass.CONFLICT, "9XYZPARS7"), "compete for this scan"),
    ("LINK2", SILENT, case(shipment()), ""),
    ("LINK2", UNCHECKED, case(shipment(), scans=()), Need.SCAN),
    ("UNKNOWN", FIRES, case(shipment(), reports=(FAILED,)), "It ended."),
    ("UNKNOWN", SILENT, case(shipment()), ""),
    ("UNKNOWN", UNCHECKED, case(shipment(), reports=()), Need.SCREENED),
    ("UNSCREENED", FIRES, case(shipment(), reports=()), "has not been screened"),
    ("UNSCREENED", SILENT, case(shipment()), ""),
    ("UNSCREENED", UNCHECKED, case(shipment(), scans=()), Need.SCAN),
    ("ENERGY1", FIRES, case(shipment(), scans=(scan(energies=1),)), "One energy only"),
    ("ENERGY1", SILENT, case(shipment()), ""),
    ("ENERGY1", UNCHECKED, case(shipment(), scans=()), Need.SCAN),
    ("IMAGE", FIRES, case(shipment(), seen=Seen(faults=(DEAD,))), "Dead detectors, rows 3-5"),
    ("IMAGE", SILENT, case(shipment(), seen=Seen()), ""),
    ("IMAGE", UNCHECKED, case(shipment()), Need.MEASURED),
    ("Q001", FIRES, case(shipment(goods=(GoodsLine("FAK"),))), "is too vague"),
    ("Q001", SILENT, case(shipment()), ""),
    ("Q001", UNCHECKED, case(shipment(goods=())), Need.GOODS),
]
EVERY = [
    *ROWS,
    *(row for row in test_discrepancies.ROWS if row[0] in BY_NAME),
    *test_rules_content.ROWS,
    *test_rules_exemptions.ROWS,
    *test_rules_identity.ROWS,
    *test_rules_life.ROWS,
    *test_rules_links.ROWS,
    *test_rules_movement.ROWS,
    *test_rules_timing.ROWS,
]


@pytest.mark.parametrize(("rule", "state", "of", "told"), ROWS)
def test_rule(rule: str, state: RuleState, of: Case, told: str | Need) -> None:
    found = stood(rule, of)
    assert found.state is state
    if isinstance(told, Need):
        assert told in found.missing
    else:
        assert told in found.words


def test_every_rule_has_a_case_that_fires_one_that_is_silent_and_one_that_cannot_be_checked() -> (
    None
):
    tried: dict[str, set[RuleState]] = defaultdict(set)
    for rule, state, _, _ in EVERY:
        tried[rule].add(state)
    lacking = {row.rule: set(RuleState) - tried[row.rule] for row in RULES}
    assert not {rule: states for rule, states in lacking.items() if states}


def test_every_row_of_section_2_is_in_the_table() -> None:
    numbers = {f"R{n:03d}" for n in range(1, 124)}
    # The section numbers no rows 48, 49, 74 to 79; the rest is whole.
    gaps = {"R048", "R049", *(f"R{n:03d}" for n in range(74, 80))}
    assert numbers - gaps <= set(BY_NAME)
    assert len(BY_NAME) == len(RULES)


def test_a_row_says_what_it_needs_in_words() -> None:
    assert set(NEED_WORDS) == set(Need)
    for card in CARDS:
        assert card.says.endswith((".", ")."))
        assert card.needs or card.rule == "R042"


def test_no_case_of_one_rule_is_too_much_for_another() -> None:
    # Each rule meets every case that was made for the others, and none of them stumbles.
    for _, _, of, _ in EVERY:
        for standing in examine(of).standings:
            assert set(standing.missing) <= set(BY_NAME[standing.rule].card.needs), standing.rule


def test_what_cannot_be_checked_is_never_silent() -> None:
    for rule, state, of, _ in EVERY:
        if state is UNCHECKED:
            standing = next(one for one in examine(of).standings if one.rule == rule)
            assert standing.missing


def test_inform_rows_ask_for_nothing() -> None:
    for _, _, of, _ in EVERY:
        for standing in examine(of).standings:
            if BY_NAME[standing.rule].card.level is Level.INFORM and standing.rule[0] == "R":
                asks = [n for n in standing.notices if n.severity is not Severity.NOTE]
                assert not asks or standing.rule in ("R008", "R082"), standing.rule


def test_keys_of_notices_stay_what_they_were() -> None:
    # Acknowledgements on record name these.
    known = {
        "R020:C00001": case(),
        "R034I:9XYZPARS0001234": case(shipment(), scans=(scan(TRAILER="OTHER"),)),
        "R038:9XYZPARS0001234": case(shipment(consolidated=True)),
        "Q001:9XYZPARS0001234": case(shipment(goods=(GoodsLine("FAK"),))),
        "UNSCREENED:S-1 side": case(shipment(), reports=()),
        "LINK:S-1": linked(LinkClass.PROBABLE),
        "I01:C00001": test_discrepancies.ROWS[0][2],
        "R051:9XYZPARS0001234": case(
            dataclasses.replace(shipment(), received_at=NOW + dt.timedelta(minutes=40))
        ),
    }
    for key, of in known.items():
        assert key in {notice.key for notice in examine(of).notices}


def test_counted_is_what_fired_chips_included() -> None:
    fired = examine(case(filed())).fired
    assert {"R024", "R054"} <= fired
    assert "R050" not in fired
