"""R031, R050 to R053, R121, LATE: the clocks, in every mode, zone and season."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import zoneinfo
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.dossier import Dossier, Progress
from app.domain.notice import Severity
from app.domain.rule import Need, RuleState
from app.domain.shipment import Mode, Shipment
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.case import Case
from app.shipments.rules.clocks import Lead, received_lead, validated_lead
from app.shipments.rules.examine import examine
from app.shipments.rules.row import Lacks
from tests.unit.room_values import NOW, shipment
from tests.unit.rule_values import (
    FIRES,
    HOUR,
    MINUTE,
    SILENT,
    UNCHECKED,
    carried,
    case,
    entry,
    filed,
    stood,
    tables,
    trip,
    version,
)

SECOND = dt.timedelta(seconds=1)
TORONTO, VANCOUVER = zoneinfo.ZoneInfo("America/Toronto"), zoneinfo.ZoneInfo("America/Vancouver")
ST_JOHNS, BERLIN = zoneinfo.ZoneInfo("America/St_Johns"), zoneinfo.ZoneInfo("Europe/Berlin")


def at(zone: zoneinfo.ZoneInfo, *fields: int) -> dt.datetime:
    """A moment of 2026 by the wall clock of a zone."""
    month, day, hour, minute = fields
    return dt.datetime(2026, month, day, hour, minute, tzinfo=zone)


def arrives(after: dt.timedelta, **changes: object) -> Shipment:
    """Data that came now, for goods that arrive later."""
    return carried(eta=NOW + after, **changes)


def validated(before: dt.timedelta, **changes: object) -> Case:
    """A cargo whose data was validated so long before its arrival."""
    at = NOW + 90 * MINUTE - before
    return case(
        filed(versions=(version(validated_at=at),), trips=(trip(validated_at=at),), **changes)
    )


EMPTY_LATE = arrives(10 * MINUTE, empty=True)
FREE_LATE = dataclasses.replace(arrives(10 * MINUTE), exemptions=("X101e",))
IN_TRANSIT_LATE = dataclasses.replace(arrives(-MINUTE), document="A8B")
"""Goods in transit alone, which paragraph 68 exempts from the conveyance's data and from AMPS."""
NO_ZONE = arrives(HOUR)
NO_ZONE = dataclasses.replace(
    NO_ZONE,
    conveyance=dataclasses.replace(NO_ZONE.conveyance, eta=(NOW + HOUR).replace(tzinfo=None)),
)

ROWS = [
    (
        "R031",
        FIRES,
        case(arrives(90 * MINUTE, mode=Mode.RAIL, document_mode=Mode.HIGHWAY)),
        "by rail",
    ),
    ("R031", SILENT, case(arrives(2 * HOUR, mode=Mode.RAIL, document_mode=Mode.HIGHWAY)), ""),
    ("R031", UNCHECKED, case(carried(eta=None, document_mode=Mode.RAIL)), Need.ARRIVAL),
    ("R050", FIRES, validated(HOUR - SECOND), "Validated 59 min before arrival, not 60"),
    ("R050", SILENT, validated(HOUR), ""),
    ("R050", UNCHECKED, case(shipment()), Need.VALIDATED),
    ("R051", FIRES, case(arrives(HOUR - SECOND)), "Insufficient review time: data came 59 min"),
    ("R051", SILENT, case(arrives(HOUR)), ""),
    ("R051", UNCHECKED, case(carried(eta=None)), Need.ARRIVAL),
    ("R051", UNCHECKED, case(NO_ZONE), Need.ZONE),
    (
        "R052",
        FIRES,
        case(arrives(4 * HOUR - SECOND, mode=Mode.AIR)),
        "239 min before arrival, not 240",
    ),
    ("R052", SILENT, case(arrives(4 * HOUR, mode=Mode.AIR)), ""),
    ("R052", UNCHECKED, case(carried(eta=None, mode=Mode.MARINE)), Need.ARRIVAL),
    ("R052", UNCHECKED, case(arrives(25 * HOUR, mode=Mode.MARINE)), Need.LOADING),
    (
        "R052",
        FIRES,
        case(arrives(23 * HOUR, mode=Mode.MARINE)),
        "1380 min before",
    ),
    (
        "R052",
        UNCHECKED,
        case(
            arrives(HOUR, mode=Mode.RAIL), tables=tables(time_frames=(entry("air", minutes="1"),))
        ),
        Need.TIME_FRAME,
    ),
    ("R050", FIRES, validated(-5 * MINUTE), "Validated 5 min after arrival."),
    ("R051", FIRES, case(arrives(-20 * MINUTE)), "came 20 min after the expected arrival"),
    ("R052", FIRES, case(arrives(-20 * MINUTE, mode=Mode.AIR)), "20 min after the expected"),
    (
        "R031",
        FIRES,
        case(arrives(-MINUTE, mode=Mode.RAIL, document_mode=Mode.HIGHWAY)),
        "came 1 min after the expected arrival",
    ),
    ("R053", FIRES, case(FREE_LATE), "Sent freely, 10 of 60 min ahead"),
    ("R053", FIRES, case(IN_TRANSIT_LATE), "Sent freely, after the expected arrival"),
    ("R051", SILENT, case(IN_TRANSIT_LATE), ""),
    ("R121", SILENT, case(IN_TRANSIT_LATE), ""),
    ("R053", SILENT, case(arrives(10 * MINUTE)), ""),
    ("R053", UNCHECKED, case(carried(eta=None, empty=True)), Need.ARRIVAL),
    ("R121", FIRES, case(arrives(10 * MINUTE)), "AMPS may apply"),
    ("R121", SILENT, case(shipment()), ""),
    ("R121", UNCHECKED, case(carried(eta=None)), Need.ARRIVAL),
    ("LATE", FIRES, case(shipment(), now=NOW + 95 * MINUTE), "was due 5 min ago"),
    ("LATE", FIRES, case(filed(progress=Progress.REPORTED)), "reported at the port"),
    ("LATE", SILENT, case(shipment()), ""),
    ("LATE", UNCHECKED, case(carried(eta=None)), Need.ARRIVAL),
]


@pytest.mark.parametrize(("rule", "state", "of", "told"), ROWS)
def test_rule(rule: str, state: RuleState, of: Case, told: str | Need) -> None:
    found = stood(rule, of)
    assert found.state is state
    if isinstance(told, Need):
        assert told in found.missing
    else:
        assert told in found.words


def test_t51_sixty_minutes_are_in_time_and_a_second_less_is_not() -> None:
    assert stood("R051", case(arrives(HOUR))).state is SILENT
    late = stood("R051", case(arrives(HOUR - SECOND)))
    assert late.state is FIRES
    assert "nsufficient review time" in late.words


def test_t51_both_clocks_are_shown_and_said_once() -> None:
    at = NOW + 2 * MINUTE
    cargo = arrives(40 * MINUTE)
    late = filed(cargo, versions=(version(validated_at=at),), trips=(trip(validated_at=at),))
    told = [n for n in examine(case(late)).notices if n.rule in ("R050", "R051")]
    (notice,) = told
    assert "received 40 min before the estimate" in str(notice.sentence)
    assert "validated 38 min before arrival" in str(notice.sentence)
    assert stood("R050", case(late)).state is FIRES
    at = NOW + 50 * MINUTE
    later = filed(cargo, versions=(version(validated_at=at),), trips=(trip(validated_at=at),))
    assert "validated 10 min after arrival" in stood("R051", case(later)).words


def test_the_regulation_counts_to_the_real_arrival() -> None:
    # In time for the estimate, and the truck came early (¶87 against ¶89).
    early = validated(HOUR, arrived_at=NOW + 80 * MINUTE)
    assert stood("R051", early).state is SILENT
    assert "Validated 50 min" in stood("R050", early).words


def test_a_late_correction_makes_data_late_that_was_in_time() -> None:
    # ¶144: what was rejected was not transmitted; its correction counts from its own time.
    corrected = dataclasses.replace(shipment(), received_at=NOW + 40 * MINUTE)
    assert stood("R051", case(filed(corrected))).state is FIRES
    assert stood("R051", case(filed())).state is SILENT


def test_the_later_of_cargo_and_conveyance_counts() -> None:
    assert stood("R051", case(filed(trips=(trip(received_at=NOW + 40 * MINUTE),)))).state is FIRES


def test_t52_highway_cargo_on_rail_gets_two_hours() -> None:
    on_rail = arrives(90 * MINUTE, mode=Mode.RAIL, document_mode=Mode.HIGHWAY)
    told = [n for n in examine(case(on_rail)).notices if "review time" in str(n.sentence)]
    assert [(n.rule, n.sentence.values["limit"]) for n in told] == [("R031", "120")]


def test_t34_penalties_are_named_and_never_computed() -> None:
    late = examine(case(arrives(10 * MINUTE)))
    assert [str(c.sentence) for c in late.chips if c.rule == "R121"] == ["AMPS may apply"]
    assert not [n for n in late.notices if n.rule == "R121"]
    in_time = examine(case(arrives(HOUR)))
    assert not [c for c in in_time.chips if c.rule == "R121"]
    money = re.compile(r"\$|\bCAD\b|dollar|amount of", re.IGNORECASE)
    said = [str(n.sentence) for n in late.notices] + [str(c.sentence) for c in late.chips]
    assert not [words for words in said if money.search(words)]


def told(of: Dossier, clock: Callable[[Cargo], Lead | Lacks]) -> tuple[int, int, bool]:
    """What one clock says: minutes left, minutes asked for, and whether that is late."""
    lead = clock(case(of).cargos[0])
    assert isinstance(lead, Lead)
    return lead.minutes, lead.of, lead.late


def test_t30_timeliness_is_computed_for_cargo_and_conveyance_together() -> None:
    later = filed(
        trips=(trip(received_at=NOW + 40 * MINUTE, validated_at=NOW + 42 * MINUTE),),
    )
    assert [told(filed(), clock) for clock in (received_lead, validated_lead)] == [
        (90, 60, False),
        (90, 60, False),
    ]
    # The conveyance came when the cargo was long on file: both clocks count from the later.
    assert [told(later, clock) for clock in (received_lead, validated_lead)] == [
        (50, 60, True),
        (48, 60, True),
    ]


def test_exempt_goods_that_come_late_are_no_warning() -> None:
    for of in (case(EMPTY_LATE), case(FREE_LATE)):
        assert not [n for n in examine(of).notices if n.rule in ("R050", "R051", "R052")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Clocks go forward in the night of 8 March 2026 in Canada, of 29 March in Europe.
        (at(TORONTO, 3, 8, 1, 30), at(TORONTO, 3, 8, 3, 15)),
        (at(VANCOUVER, 3, 8, 1, 30), at(VANCOUVER, 3, 8, 3, 15)),
        (at(ST_JOHNS, 3, 8, 1, 30), at(ST_JOHNS, 3, 8, 3, 15)),
        (at(BERLIN, 3, 29, 1, 30), at(BERLIN, 3, 29, 3, 15)),
    ],
)
def test_t14_an_hour_is_lost_when_clocks_go_forward(
    before: dt.datetime, after: dt.datetime
) -> None:
    # The wall clock shows 1 h 45; only 45 minutes pass.
    cargo = dataclasses.replace(carried(eta=after), received_at=before)
    assert "data came 45 min" in stood("R051", case(cargo, now=before)).words


def test_t14_an_hour_is_won_when_clocks_go_back() -> None:
    # From 00:30 to 01:15 of the second time round: 1 h 45, where the wall clock shows 45 minutes.
    sent = at(TORONTO, 11, 1, 0, 30)
    due = at(TORONTO, 11, 1, 1, 15).replace(fold=1)
    cargo = dataclasses.replace(carried(eta=due), received_at=sent)
    assert stood("R051", case(cargo, now=sent)).state is SILENT


MOMENTS = st.integers(1_577_836_800, 2_051_222_400).map(
    lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)
)
"""Instants of the years 2020 to 2034."""


@given(MOMENTS, st.integers(-600, 600), st.sampled_from([TORONTO, VANCOUVER, ST_JOHNS, BERLIN]))
def test_lateness_does_not_depend_on_the_zone_that_times_are_written_in(
    sent: dt.datetime, minutes: int, zone: zoneinfo.ZoneInfo
) -> None:
    due = sent + minutes * MINUTE
    # In the hour that clocks repeat, Python holds equal instants of two zones for different.
    assume(due.astimezone(zone).replace(fold=0) == due.astimezone(zone).replace(fold=1))
    plain = dataclasses.replace(carried(eta=due), received_at=sent)
    written = dataclasses.replace(carried(eta=due.astimezone(zone)), received_at=sent)
    at = (version(validated_at=sent),)
    for clock in (received_lead, validated_lead):
        leads = [
            clock(case(filed(one, versions=at, trips=())).cargos[0]) for one in (plain, written)
        ]
        assert leads[0] == leads[1]
        assert isinstance(leads[0], Lead)
        assert leads[0].late is (minutes < 60)


def test_a_late_item_is_a_note_and_no_block() -> None:
    told = [n for n in examine(case(filed(progress=Progress.ARRIVED))).notices if n.rule == "LATE"]
    assert [n.severity for n in told] == [Severity.NOTE]


def test_what_was_changed_after_arrival_does_not_make_late_what_came_in_time() -> None:
    first = version(at=NOW - 60 * MINUTE)
    amended = version(2, at=NOW + 100 * MINUTE, after_arrival=True)
    newest = dataclasses.replace(arrives(90 * MINUTE), received_at=NOW + 100 * MINUTE)
    told = filed(newest, versions=(first, amended), trips=(trip(),))
    assert stood("R051", case(told)).state is RuleState.SILENT
    assert stood("R050", case(told)).state is RuleState.SILENT
    changed = dataclasses.replace(amended, received_at=NOW + 80 * MINUTE, after_arrival=False)
    late = filed(newest, versions=(first, changed), trips=(trip(),))
    assert stood("R051", case(late)).state is RuleState.FIRES
