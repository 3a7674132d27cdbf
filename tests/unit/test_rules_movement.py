"""R080 to R123: seals, movements, places, processes, each rule three ways, from its paragraph."""

from __future__ import annotations

import dataclasses

import pytest

from app.domain.dossier import Dossier, Standing
from app.domain.event import EventKind
from app.domain.exam_result import Enforcement, ExamOutcome, ExamResult, KeptResult
from app.domain.filing import FilingKind, Via
from app.domain.notice import Severity
from app.domain.observation import Observation
from app.domain.rule import Need, RuleState
from app.domain.shipment import Equipment, GoodsLine, Mode, Movement, Shipment
from app.domain.threat import ScreeningState
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.seen import Seen
from tests.unit.room_values import NOW, shipment
from tests.unit.rule_values import (
    FIRES,
    HOUR,
    MINUTE,
    SILENT,
    UNCHECKED,
    carried,
    case,
    event,
    filed,
    happened,
    referred,
    referring,
    scan,
    screened,
    seal,
    stood,
    trip,
)


def sealed(*numbers: str, **changes: object) -> Shipment:
    return shipment(equipment=(Equipment("trailer", "TRL100", numbers),), **changes)


def read(**identifiers: str) -> tuple[object, ...]:
    return (scan(TRAILER="TRL100", **identifiers),)


def moving(movement: Movement, **changes: object) -> Shipment:
    return shipment(movement=movement, **changes)


def carrier(code: str, **changes: object) -> Shipment:
    """Cargo and conveyance of one carrier."""
    return carried(shipment(f"{code}PARS1", **changes), crn=f"{code}TRIP1")


def passes(first: dict[str, str], last: dict[str, str]) -> tuple[object, ...]:
    """Two scans of one movement, an hour apart."""
    later = dataclasses.replace(scan("S-2", **last), taken_at=NOW - HOUR)
    return (scan("S-1", **first), later)


TRANSIT = moving(Movement.DOMESTIC_IN_TRANSIT)
IN_BOND = moving(Movement.IN_BOND)
IMPORT = moving(Movement.IMPORT)
EXPORT = moving(Movement.EXPORT)
MOVED = event(EventKind.TRANSFERRED, NOW - HOUR)
BOND = shipment(single_trip_bond=True)
RE = event(EventKind.REMANIFESTED, NOW + HOUR, other_key="9XYZPARS9", approved="yes")
PLACED = moving(Movement.IN_BOND, sub_location="3252")
FLYING = carried(shipment(mawb="020-81140743"), exception_codes=("FLYTRUCK",))
FLAGGED = screened(scan(), ScreeningState.FLAGGED)
LIQUOR = moving(Movement.IN_BOND, goods=(GoodsLine("rye whisky", "220830"),))
BETWEEN = (event(EventKind.AT_WAREHOUSE), event(EventKind.REMANIFESTED))


def noted(**values: str) -> dict[str, str]:
    return {Observation(name).value: value for name, value in values.items()}


def listed(*events: object, **changes: object) -> Dossier:
    """A shipment on a courier's list."""
    return filed(
        shipment("", shipment_id="1Z1", clvs=True),
        kind=FilingKind.COURIER,
        events=events,
        **changes,
    )


ROWS = [
    ("R080", FIRES, case(sealed(), scans=read(SEAL="A1")), "Seal A1 was read, and no seal"),
    ("R080", SILENT, case(sealed("A1"), scans=read(SEAL="A1")), ""),
    (
        "R080",
        SILENT,
        case(filed(sealed(), trips=(trip(seals=("A1",)),)), scans=read(SEAL="A1")),
        "",
    ),
    ("R080", UNCHECKED, case(sealed("A1")), Need.SEAL_READ),
    ("R081", FIRES, case(sealed("A1234"), scans=read(SEAL="A1235")), "possibly misread"),
    ("R081", FIRES, case(sealed("A1234"), scans=read(SEAL="B7777")), "A1234 declared."),
    ("R081", SILENT, case(sealed("A1234"), scans=read(SEAL="a-1234")), ""),
    ("R081", UNCHECKED, case(sealed("A1234")), Need.SEAL_READ),
    ("R082", FIRES, case(EXPORT), "A seal is required here"),
    ("R082", FIRES, case(carrier("9XYT", movement=Movement.IMPORT)), "A seal is required here"),
    ("R082", SILENT, case(IMPORT), ""),
    ("R082", SILENT, case(sealed("A1", movement=Movement.EXPORT)), ""),
    ("R082", UNCHECKED, case(shipment()), Need.MOVEMENT),
    ("R083", FIRES, case(filed(IN_BOND, events=BETWEEN)), "no seal needed"),
    ("R083", SILENT, case(filed(IN_BOND)), ""),
    ("R083", UNCHECKED, case(IN_BOND), Need.HISTORY),
    ("R084", FIRES, case(shipment(csa=True), draft=referring("3252")), "must be sealed"),
    ("R084", SILENT, case(shipment(csa=True), draft=referring("3127")), ""),
    ("R084", SILENT, case(shipment(csa=True)), ""),
    ("R084", UNCHECKED, case(shipment(csa=True), draft=referring("")), Need.EXAM_PLACE),
    ("R085", FIRES, case(filed(seals=(seal("A1", state="broken", told="port"),))), "is broken"),
    (
        "R085",
        FIRES,
        case(filed(seals=(seal("A1"), seal("B2", told="scan site")))),
        "Seal B2 was seen",
    ),
    ("R085", SILENT, case(filed(seals=(seal("A1"), seal("A-1", told="port")))), ""),
    ("R085", UNCHECKED, case(filed()), Need.SEAL_CHAIN),
    (
        "R086",
        FIRES,
        case(happened(event(EventKind.SEAL_IMPRACTICABLE, serials="SN 44, SN 45"))),
        "control by SN 44, SN 45",
    ),
    ("R086", SILENT, case(filed()), ""),
    ("R086", UNCHECKED, case(shipment()), Need.HISTORY),
    (
        "R087",
        FIRES,
        case(filed(IN_BOND, events=(event(EventKind.SEAL_IMPRACTICABLE),))),
        "Convoy possible",
    ),
    ("R087", SILENT, case(filed(IN_BOND)), ""),
    ("R087", UNCHECKED, case(happened(event(EventKind.SEAL_IMPRACTICABLE))), Need.MOVEMENT),
    ("R088", FIRES, case(filed(seals=(seal("G7", by="cbsa", told="port"),))), "customs: G7"),
    ("R088", SILENT, case(filed(seals=(seal("A1", by="carrier"),))), ""),
    ("R088", UNCHECKED, case(shipment()), Need.SEAL_CHAIN),
    ("R089", FIRES, case(happened(MOVED)), "it shows what was"),
    ("R089", SILENT, case(happened(event(EventKind.TRANSFERRED, NOW - 3 * HOUR))), ""),
    ("R089", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R090", FIRES, case(carrier("9XYW", movement=Movement.DOMESTIC_IN_TRANSIT)), "not bonded"),
    ("R090", SILENT, case(TRANSIT), ""),
    ("R090", UNCHECKED, case(shipment()), Need.MOVEMENT),
    (
        "R091",
        FIRES,
        case(TRANSIT, scans=passes({"SEAL": "A1"}, {"SEAL": "B2"})),
        "Seals at entry: A1; at re-entry: B2.",
    ),
    ("R091", SILENT, case(TRANSIT, scans=passes({"SEAL": "A1"}, {"SEAL": "A1"})), ""),
    ("R091", UNCHECKED, case(TRANSIT), Need.SECOND_SCAN),
    (
        "R092",
        FIRES,
        case(TRANSIT, scans=passes({"TRAILER": "TRL100"}, {"TRAILER": "TRL777"})),
        "TRL777 at exit",
    ),
    (
        "R092",
        SILENT,
        case(
            filed(TRANSIT, events=(event(EventKind.INCIDENT),)),
            scans=passes({"TRAILER": "TRL100"}, {"TRAILER": "TRL777"}),
        ),
        "",
    ),
    ("R092", UNCHECKED, case(TRANSIT), Need.SECOND_SCAN),
    ("R093", FIRES, case(happened(event(EventKind.INCIDENT, text="load shifted"))), "load shifted"),
    ("R093", SILENT, case(filed()), ""),
    ("R093", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R094", FIRES, case(TRANSIT), "In transit only"),
    ("R094", SILENT, case(IMPORT), ""),
    ("R094", UNCHECKED, case(shipment()), Need.MOVEMENT),
    ("R095", FIRES, case(carried(shipment(document="A8B"), mode=Mode.MARINE)), "is not for it"),
    ("R095", SILENT, case(shipment(document="A8B")), ""),
    ("R095", UNCHECKED, case(TRANSIT), Need.DOCUMENT),
    ("R096", FIRES, case(carrier("9XYW", movement=Movement.IN_BOND)), "9XYW is not bonded"),
    (
        "R096",
        SILENT,
        case(carried(shipment(movement=Movement.IN_BOND), crn="9XYWTRIP1")),
        "",
    ),
    ("R096", SILENT, case(IMPORT), ""),
    (
        "R096",
        FIRES,
        case(carrier("9XYW", movement=Movement.IMPORT, port_of_destination="0495")),
        "first port of arrival only",
    ),
    ("R096", SILENT, case(carrier("9XYW", port_of_destination="0351")), ""),
    ("R096", UNCHECKED, case(shipment()), Need.MOVEMENT),
    ("R096", UNCHECKED, case(carrier("9XYW", port_of_destination="CAMTR")), Need.MOVEMENT),
    ("R097", FIRES, case(BOND), "Single trip bond"),
    ("R097", SILENT, case(filed()), ""),
    ("R097", UNCHECKED, case(shipment()), Need.HISTORY),
    (
        "R098",
        FIRES,
        case(filed(BOND, chain=("9XYZPARS0001234", "9XYWBOND77"))),
        "9XYWBOND77 takes the place of 9XYZPARS0001234",
    ),
    ("R098", SILENT, case(shipment()), ""),
    ("R098", UNCHECKED, case(BOND), Need.HISTORY),
    ("R099", FIRES, case(happened(RE), decisions=(referred(),)), "while referred"),
    (
        "R099",
        FIRES,
        case(happened(event(EventKind.REMANIFESTED, other_key="9XYZPARS9"))),
        "no approval is on file",
    ),
    ("R099", SILENT, case(filed()), ""),
    ("R099", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R100", FIRES, case(carried(IN_BOND, mode=Mode.AIR)), "a new number is to come"),
    ("R100", SILENT, case(IN_BOND), ""),
    ("R100", UNCHECKED, case(carried(mode=Mode.AIR)), Need.MOVEMENT),
    ("R101", FIRES, case(filed(IN_BOND)), "No sub-location is named"),
    ("R101", SILENT, case(filed(IMPORT)), ""),
    ("R101", SILENT, case(filed(PLACED)), ""),
    ("R101", UNCHECKED, case(IN_BOND), Need.FULL_FORM),
    (
        "R101",
        UNCHECKED,
        case(
            filed(
                carried(
                    moving(Movement.IMPORT, ccn="999-40002012", mawb="999-40002012"),
                    mode=Mode.AIR,
                )
            )
        ),
        Need.FULL_FORM,
    ),
    ("R101", SILENT, case(filed(IN_BOND, kind=FilingKind.CONVEYANCE)), ""),
    ("R101", SILENT, case(filed(TRANSIT)), ""),
    ("R101", SILENT, case(filed(EXPORT)), ""),
    ("R102", FIRES, case(shipment(sub_location="325")), "not of four digits"),
    ("R102", SILENT, case(PLACED), ""),
    ("R102", UNCHECKED, case(shipment()), Need.SUB_LOCATION),
    (
        "R103",
        FIRES,
        case(filed(PLACED, events=(event(EventKind.RELEASE_REQUESTED, sub_location="4011"),))),
        "names 4011, the cargo 3252",
    ),
    (
        "R103",
        SILENT,
        case(filed(PLACED, events=(event(EventKind.RELEASE_REQUESTED, sub_location="3252"),))),
        "",
    ),
    ("R103", UNCHECKED, case(filed(PLACED)), Need.RELEASE_REQUEST),
    ("R104", FIRES, case(shipment(sub_location="9495")), "9495: generic, Toronto 0495"),
    ("R104", SILENT, case(PLACED), ""),
    ("R104", UNCHECKED, case(shipment()), Need.SUB_LOCATION),
    (
        "R105",
        FIRES,
        case(shipment(sub_location="9495", port_of_destination="0497")),
        "stands for office 0495, the goods are destined to 0497",
    ),
    ("R105", SILENT, case(shipment(sub_location="9495", port_of_destination="0495")), ""),
    ("R105", UNCHECKED, case(shipment(sub_location="9495")), Need.DESTINATION),
    (
        "R105",
        UNCHECKED,
        case(shipment(sub_location="9495", port_of_destination="CATOR")),
        Need.DESTINATION,
    ),
    ("R106", FIRES, case(happened(event(EventKind.AT_WAREHOUSE, sub_location="3252"))), "3252"),
    ("R106", SILENT, case(filed()), ""),
    ("R106", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R107", FIRES, case(LIQUOR), "licensed manufacturer"),
    ("R107", SILENT, case(IN_BOND), ""),
    ("R107", UNCHECKED, case(shipment(goods=())), Need.GOODS),
    ("R108", FIRES, case(moving(Movement.IN_BOND, sub_location="4011")), "no type B warehouse"),
    ("R108", SILENT, case(PLACED), ""),
    ("R108", SILENT, case(moving(Movement.IN_BOND, sub_location="4011", consolidated=True)), ""),
    ("R108", UNCHECKED, case(IN_BOND), Need.WAREHOUSE),
    ("R109", FIRES, case(shipment(consolidated=True, sub_location="4011")), "warehouse 4011"),
    ("R109", SILENT, case(shipment(consolidated=True, sub_location="3252")), ""),
    ("R109", UNCHECKED, case(shipment(consolidated=True)), Need.WAREHOUSE),
    (
        "R110",
        FIRES,
        case(filed(EXPORT, seals=(seal("A1", state="broken", told="port"),))),
        "a seal is not whole",
    ),
    ("R110", SILENT, case(filed(EXPORT, seals=(seal("A1", state="intact", told="port"),))), ""),
    ("R110", UNCHECKED, case(filed(EXPORT)), Need.SEAL_CHAIN),
    ("R111", FIRES, case(IMPORT, draft=referring("3252")), "3252 is no examining warehouse"),
    ("R111", SILENT, case(IMPORT, draft=referring("3127")), ""),
    ("R111", UNCHECKED, case(IMPORT, draft=referring("8888")), Need.WAREHOUSE),
    (
        "R112",
        FIRES,
        case(happened(event(EventKind.HELD, result="REFUSED_ENTRY"))),
        "Refused entry: to go back",
    ),
    ("R112", SILENT, case(filed()), ""),
    ("R112", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R113", FIRES, case(shipment(goods=(GoodsLine("Settler's effects"),))), "a mixed image"),
    ("R113", SILENT, case(shipment()), ""),
    ("R113", UNCHECKED, case(shipment(goods=())), Need.GOODS),
    ("R114", FIRES, case(FLYING, observed=noted(airline="no")), "this is no flying truck"),
    (
        "R114",
        FIRES,
        case(dataclasses.replace(FLYING, mawb=""), observed=noted(airline="yes")),
        "without an air waybill",
    ),
    ("R114", SILENT, case(FLYING, observed=noted(airline="yes")), ""),
    ("R114", UNCHECKED, case(FLYING), Need.AIRLINE),
    ("R115", FIRES, case(listed(event(EventKind.LIST_REMOVED))), "a cargo record is needed"),
    ("R115", SILENT, case(listed(event(EventKind.Y50))), ""),
    ("R115", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R116", FIRES, case(listed(event(EventKind.Y50))), "warehouse first"),
    (
        "R116",
        FIRES,
        case(listed(event(EventKind.LIST_REMOVED), arrived_at=NOW - HOUR)),
        "warehouse first",
    ),
    ("R116", SILENT, case(listed(event(EventKind.LIST_REMOVED))), ""),
    ("R116", UNCHECKED, case(shipment()), Need.HISTORY),
    (
        "R117",
        FIRES,
        case(happened(event(EventKind.OVERAGE_SHORTAGE, found="96", declared="100", by="carrier"))),
        "96 pieces found, 100 declared; told by carrier",
    ),
    (
        "R117",
        SILENT,
        case(happened(event(EventKind.OVERAGE_SHORTAGE, found="100", declared="100"))),
        "",
    ),
    ("R117", UNCHECKED, case(happened(event(EventKind.OVERAGE_SHORTAGE))), Need.PIECES),
    ("R119", FIRES, case(filed(via=Via.PAPER)), "paper manifest"),
    ("R119", SILENT, case(filed()), ""),
    ("R119", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R120", FIRES, case(shipment(special_process="goods_astray")), "Goods astray"),
    ("R120", SILENT, case(shipment()), ""),
    ("R120", UNCHECKED, case(shipment(special_process="new_process")), Need.PROCESS),
    ("R122", FIRES, case(shipment()), "Let low risk through quickly"),
    ("R122", FIRES, case(IN_BOND), "Control goods in bond"),
    ("R122", FIRES, case(shipment(), reports=(FLAGGED,)), "Manage high risk"),
    ("R122", SILENT, case(), ""),
    ("R122", UNCHECKED, case(shipment(), reports=()), Need.SCREENED),
    ("R123", FIRES, case(happened(event(EventKind.DOCUMENT, document="RNS"))), "RNS message"),
    ("R123", SILENT, case(filed()), ""),
    ("R123", UNCHECKED, case(shipment()), Need.HISTORY),
]


@pytest.mark.parametrize(("rule", "state", "of", "told"), ROWS)
def test_rule(rule: str, state: RuleState, of: Case, told: str | Need) -> None:
    found = stood(rule, of)
    assert found.state is state
    if isinstance(told, Need):
        assert told in found.missing
    else:
        assert told in found.words


CUSTOMS = filed(sealed("A1"), seals=(seal("A1"), seal("G7", by="cbsa", told="port")))


@pytest.mark.parametrize(
    ("of", "rules"),
    [
        (case(sealed(), scans=read(SEAL="A1")), {"R080"}),
        (case(sealed("A1"), scans=read(SEAL="A1")), set()),
        (case(sealed("A1234"), scans=read(SEAL="A1235")), {"R081"}),
        (case(sealed("00123"), scans=read(SEAL="123")), set()),
        (case(moving(Movement.IN_TRANSIT)), {"R082"}),
        (case(filed(EXPORT, trips=(trip(seals=("A1",)),))), set()),
        (case(filed(IN_BOND, events=BETWEEN)), set()),
        (case(shipment(csa=True, importer_bn="1"), draft=referring("3252")), {"R084", "R111"}),
        (case(filed(seals=(seal("A1", state="missing", told="port"),))), {"R085"}),
        (case(CUSTOMS, scans=read(SEAL="G7")), set()),
        (case(happened(MOVED)), {"L11"}),
        (case(TRANSIT, scans=passes({"SEAL": "A1"}, {"SEAL": "B2"})), {"R080", "R091"}),
    ],
)
def test_t70_twelve_cases_of_seals(of: Case, rules: set[str]) -> None:
    watched = {f"R0{n}" for n in range(80, 92)} | {"R111", "L11"}
    assert {n.rule for n in examine(of).notices} & watched == rules


def test_t39_entry_and_re_entry_of_a_transit_are_compared() -> None:
    both = case(TRANSIT, scans=passes({"TRAILER": "A", "SEAL": "1"}, {"TRAILER": "B", "SEAL": "2"}))
    assert {n.rule for n in examine(both).notices} >= {"R091", "R092"}
    same = case(TRANSIT, scans=passes({"TRAILER": "A", "SEAL": "1"}, {"TRAILER": "A", "SEAL": "1"}))
    assert not {n.rule for n in examine(same).notices} & {"R091", "R092"}


def test_t53_a_flying_truck_is_found_by_its_air_waybill() -> None:
    of = case(FLYING, observed=noted(airline="yes"))
    assert stood("R020", of).state is SILENT
    assert "found by its air waybill" in stood("X102e", of).words
    assert stood("R114", case(FLYING, observed=noted(airline="no"))).state is FIRES


def test_t54_leaving_the_list_before_and_after_arrival_are_two_things() -> None:
    before, after = case(listed(event(EventKind.LIST_REMOVED))), case(listed(event(EventKind.Y50)))
    assert {n.rule for n in examine(before).notices} & {"R115", "R020"} == {"R115"}
    assert not {n.rule for n in examine(after).notices} & {"R115", "R020"}
    assert stood("R116", after).state is FIRES


def test_t57_a_trusted_trader_must_seal() -> None:
    trusted = case(carrier("9XYT", movement=Movement.IMPORT))
    assert stood("R082", trusted).state is FIRES
    assert stood("R082", case(IMPORT)).state is SILENT


def test_t62_the_number_of_a_single_trip_follows_the_electronic_one() -> None:
    alias = case(filed(BOND, chain=("9XYZPARS0001234", "9XYWBOND77")))
    assert "9XYWBOND77" in stood("R098", alias).words
    assert "is to come" in stood("R098", case(filed(BOND))).words


def test_t63_without_a_bond_the_exam_is_at_the_first_port() -> None:
    alone = case(carrier("9XYW", movement=Movement.IN_BOND))
    assert stood("R096", alone).state is FIRES
    three = (
        carrier("9XYW", movement=Movement.IN_BOND, single_trip_bond=True),
        carried(IN_BOND, crn="9XYWTRIP1"),
        filed(
            carrier("9XYW", movement=Movement.IN_BOND),
            events=(event(EventKind.REMANIFESTED, other_key="9XYRPARS1"),),
        ),
    )
    assert [stood("R096", case(one)).state for one in three] == [SILENT] * 3


def test_t64_the_letter_of_exclusivity_has_eight_items() -> None:
    of = case(filed(), observed=noted(carrier="ABCD", letter="abcdefgh"))
    assert "8 of 8 items, missing -" in stood("R008", of).words
    some = case(filed(), observed=noted(carrier="ABCD", letter="b, h"))
    assert "2 of 8 items, missing a, c, d, e, f, g" in stood("R008", some).words


def test_t65_goods_in_bond_have_their_own_places() -> None:
    wrong = case(moving(Movement.IN_BOND, sub_location="4011"))
    assert stood("R108", wrong).state is FIRES
    asked = event(EventKind.RELEASE_REQUESTED)
    assert "names no sub-location" in stood("R103", case(filed(PLACED, events=(asked,)))).words


def test_t66_in_transit_is_not_domestic_in_transit() -> None:
    foreign = moving(Movement.IN_TRANSIT, document="A8B")
    assert stood("R095", case(foreign)).state is FIRES
    assert stood("R090", case(foreign)).state is SILENT
    assert "X102c" in case(TRANSIT).claims
    assert "X102c" not in case(moving(Movement.IN_TRANSIT)).claims


def test_t67_a_re_manifest_while_referred_is_an_alarm() -> None:
    alarm = next(
        n for n in examine(case(happened(RE), decisions=(referred(),))).notices if n.rule == "R099"
    )
    assert alarm.severity is Severity.BLOCK
    before = dataclasses.replace(RE, at=NOW - MINUTE)
    assert stood("R099", case(happened(before), decisions=(referred(),))).words.endswith("approved")


def test_t68_a_generic_sub_location_is_9_and_the_port() -> None:
    assert "Toronto 0495" in stood("R104", case(shipment(sub_location="9495"))).words
    elsewhere = shipment(sub_location="9495", port_of_destination="0497")
    assert stood("R105", case(elsewhere)).state is FIRES
    assert (
        stood("R105", case(shipment(sub_location="9495", port_of_destination="495"))).state
        is SILENT
    )


def test_t69_a_border_exam_is_at_an_examining_warehouse_of_the_port() -> None:
    assert stood("R111", case(IMPORT, draft=referring("3127"))).state is SILENT
    for place in ("3252", "4011", "9351"):
        assert stood("R111", case(IMPORT, draft=referring(place))).state is FIRES
    assert stood("R111", case(IN_BOND, draft=referring("3252"))).state is SILENT
    elsewhere = case(carried(IMPORT, fpoa="CALAC"), draft=referring("3127"))
    assert stood("R111", elsewhere).state is UNCHECKED


def test_t69_the_warehouse_is_known_in_a_place_as_the_form_writes_it() -> None:
    assert stood("R111", case(IMPORT, draft=referring("0351, 3127"))).state is SILENT
    assert stood("R111", case(IMPORT, draft=referring("0495, 3252"))).state is FIRES


def test_t41_goods_that_go_in_bond_after_a_failed_release_are_examined_where_they_go() -> None:
    ship = moving(Movement.IMPORT, sub_location="3252")
    failed = dataclasses.replace(happened(event(EventKind.RELEASE_ERROR)), shipment=ship)
    assert stood("R111", case(failed, draft=referring("0495, 3252"))).state is SILENT
    assert stood("R111", case(failed, draft=referring("0497, 4011"))).state is FIRES


def test_t71_a_seal_that_could_not_be_put_on_is_noted_from_form_a28() -> None:
    told = happened(event(EventKind.SEAL_IMPRACTICABLE, serials="SN 44"))
    assert stood("R086", case(told)).words == "No seal; control by SN 44"


def test_t72_settlers_effects_are_shown_and_may_go_to_an_office() -> None:
    effects = moving(Movement.IN_BOND, special_process="personal_effects", sub_location="9495")
    assert stood("R113", case(effects)).state is FIRES
    assert stood("R108", case(effects)).state is SILENT


def test_t75_pieces_found_come_from_a_report_and_never_from_an_image() -> None:
    assert stood("R117", case(filed())).state is SILENT
    # Far more lie apart in the image than are declared: it is asked about, and nobody found them.
    parcel = shipment(equipment=(Equipment("package", "1Z1"),), pieces=1)
    counted = case(filed(parcel), scans=(scan(PARCEL="1Z1"),), seen=Seen(bodies=3))
    assert "at least 3" in stood("I04", counted).words
    assert stood("R117", counted).state is SILENT
    found = happened(event(EventKind.OVERAGE_SHORTAGE, found="96", declared="100", by="carrier"))
    assert [n.reason_code for n in examine(case(found)).notices if n.rule == "R117"] == [
        "I04_PIECES"
    ]


def test_t84_proofs_of_report_and_release_are_document_types() -> None:
    names = ("stamped_lead_sheet", "portal_12_1", "reported_notice")
    for name in names:
        told = stood("R123", case(happened(event(EventKind.DOCUMENT, document=name)))).words
        assert told.startswith("Proof of report")
    for name in ("RNS", "deconsolidation_notice", "stamped_PARS"):
        told = stood("R123", case(happened(event(EventKind.DOCUMENT, document=name)))).words
        assert told.startswith("Proof of release")


@pytest.mark.parametrize(
    "name",
    [
        "goods_astray",
        "non_resident_importer",
        "to_order",
        "personal_effects",
        "eta_vi",
        "ships_stores",
        "duty_free_shops",
        "carnet_temporary",
        "emergency_diversion",
    ],
)
def test_t85_nine_other_processes_are_chips(name: str) -> None:
    assert stood("R120", case(shipment(special_process=name))).words.startswith("Process: ")


def test_a_rejected_trip_is_no_conveyance() -> None:
    only = filed(trips=(trip(standing=Standing.REJECTED),))
    assert case(only).cargos[0].trip is None


def test_t61_an_exam_that_ended_in_refusal_sends_the_goods_back() -> None:
    result = ExamResult(
        "d1",
        ExamOutcome.RESULTANT,
        "M. Roy",
        NOW,
        enforcement=(Enforcement.REFUSED_ENTRY,),
    )
    told = KeptResult(result, 1, "d1", "C00001", "results", NOW, found_later=False)
    refused = stood("R112", case(filed(), results=(told,)))
    assert (refused.state, refused.words) == (FIRES, "Refused entry: to go back")
    # Nothing is on file of this one: the result alone says it.
    assert stood("R112", case(shipment(), results=(told,))).state is FIRES
    gone = case(happened(event(EventKind.EXPORTED, NOW + MINUTE)), results=(told,))
    assert stood("R112", gone).words == "Refused entry; exported"
    other = dataclasses.replace(result, enforcement=(Enforcement.SEIZURE,))
    corrected = dataclasses.replace(told, result=other, version=2)
    assert stood("R112", case(filed(), results=(told, corrected))).state is SILENT
