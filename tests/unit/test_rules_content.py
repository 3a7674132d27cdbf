"""R020 to R049, I09: cargo, conveyance and goods, each rule three ways, from its paragraph."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from types import MappingProxyType

import pytest

from app.domain.dossier import HouseBill, Progress, Standing
from app.domain.event import EventKind
from app.domain.filing import CloseMessage, FilingKind, Via
from app.domain.notice import Severity
from app.domain.rule import Need, RuleState
from app.domain.shipment import Equipment, GoodsLine, Mode, Movement, Party, Shipment, Value
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.rules.goods import said_in_trailers
from app.shipments.seen import Seen
from app.shipments.tables import Entry
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
    scan,
    stood,
    tables,
    trip,
    version,
)

NO_NUMBER = carried(shipment("", shipment_id="S1"), crn="9XYZTRIP1")
COURIER = carried(
    shipment("", shipment_id="1Z1", clvs=True, value=Value(Decimal(85), "CAD")),
    mode=Mode.COURIER,
)
CHEAP = carried(shipment("", shipment_id="1Z1", value=Value(Decimal(85), "CAD")), mode=Mode.COURIER)
CSA = carried(shipment(csa=True, importer_bn="123456789RM0001"), csa=True)
OTHER = "9XYZPARS0009999"
TRAILERS = (Equipment("trailer", "TRL100"), Equipment("trailer", "TRL200"))
PAIR = shipment(equipment=TRAILERS)
BOTH = (scan("S-1", TRAILER="TRL100"), scan("S-2", TRAILER="TRL200"))
EMPTY = carried(
    shipment(goods=(), pieces=None, equipment=(Equipment("container", "X1"),)), empty=True
)
PAINT = (GoodsLine("paint, flammable", "320890"),)
DECLARED = (GoodsLine("paint, flammable", "320890", un_number="1263"),)
GROUPED = shipment(consolidated=True)
BILL = HouseBill("8XYZHB1", Standing.ACCEPTED, None)
CLOSED = CloseMessage("9XYZPARS0001234", ("8XYZHB1",))
WHOLE = (Party("S"), Party("C"))

ROWS = [
    ("R020", FIRES, case(), "No shipment data on file"),
    ("R020", FIRES, case(NO_NUMBER), "no exception code"),
    ("R020", FIRES, case(filed(standing=Standing.NOT_ON_FILE)), "only a line of the flight"),
    ("R020", SILENT, case(shipment()), ""),
    ("R020", SILENT, case(observed=MappingProxyType({"exemption": "X101f"})), ""),
    ("R020", UNCHECKED, case(carried(NO_NUMBER, exception_codes=("ZZZ",))), Need.EXCEPTION),
    (
        "R021",
        FIRES,
        case(
            filed(trips=(trip(cargo=("9XYZPARS0001234", OTHER)),)),
            aboard={OTHER: filed(shipment(OTHER), standing=Standing.REJECTED)},
        ),
        OTHER,
    ),
    ("R021", SILENT, case(filed()), ""),
    ("R021", UNCHECKED, case(filed(trips=(trip(cargo=(OTHER,)),))), Need.ABOARD),
    ("R022", FIRES, case(filed(trips=(trip(), trip("9XYZTRIP2")))), "9XYZTRIP000001, 9XYZTRIP2"),
    ("R022", SILENT, case(filed(shipment(part_of=200), trips=(trip(), trip("9XYZTRIP2")))), ""),
    ("R022", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R023", FIRES, case(filed(trips=(trip(fpoa="0440"),))), "port 0351, its conveyance port 0440"),
    ("R023", SILENT, case(filed()), ""),
    ("R023", SILENT, case(filed(declared_port="351")), ""),
    ("R023", UNCHECKED, case(filed(trips=())), Need.TRIP),
    ("R023", UNCHECKED, case(filed(declared_port="CALAC")), Need.PORT),
    (
        "R023",
        UNCHECKED,
        case(filed(shipment("999-40001231", mawb="999-40001231"), trips=(trip(fpoa="0440"),))),
        Need.PORT,
    ),
    ("R024", FIRES, case(filed()), "never taken for an import"),
    ("R024", SILENT, case(filed(shipment(movement=Movement.IMPORT))), ""),
    ("R024", SILENT, case(filed(shipment(service_option="125"))), ""),
    ("R024", SILENT, case(filed(carried(empty=True))), ""),
    ("R024", SILENT, case(filed(shipment(""), kind=FilingKind.CONVEYANCE)), ""),
    ("R024", UNCHECKED, case(filed(via=Via.FILE)), Need.FULL_FORM),
    (
        "R024",
        UNCHECKED,
        case(filed(shipment(ccn="999-40002012", mawb="999-40002012"))),
        Need.FULL_FORM,
    ),
    ("R025", FIRES, case(carried(empty=True)), "declared empty, yet"),
    ("R025", FIRES, case(filed(trips=(trip(cargo=()),))), "names no cargo"),
    ("R025", SILENT, case(filed()), ""),
    ("R025", UNCHECKED, case(carried(crn="")), Need.TRIP),
    ("R026", FIRES, case(EMPTY, seen=Seen(loaded_share=0.4)), "a load is seen on 40"),
    ("R026", SILENT, case(EMPTY, seen=Seen(loaded_share=0.001)), ""),
    ("R026", UNCHECKED, case(EMPTY), Need.MEASURED),
    ("R027", FIRES, case(shipment(movement=Movement.IMPORT)), "No inland fallback"),
    ("R027", SILENT, case(shipment(movement=Movement.IMPORT, sub_location="3252")), ""),
    ("R027", UNCHECKED, case(shipment()), Need.MOVEMENT),
    (
        "R028",
        FIRES,
        case(shipment(movement=Movement.IMPORT, release_office="0440")),
        "Arrives at 0351, release is asked for at 0440",
    ),
    ("R028", SILENT, case(shipment(movement=Movement.IN_BOND, release_office="0440")), ""),
    ("R028", SILENT, case(shipment(movement=Movement.IMPORT, release_office="0351")), ""),
    ("R028", SILENT, case(shipment(movement=Movement.IMPORT, release_office="351")), ""),
    ("R028", UNCHECKED, case(shipment()), Need.RELEASE_OFFICE),
    (
        "R028",
        UNCHECKED,
        case(shipment(movement=Movement.IMPORT, release_office="CAMTR")),
        Need.RELEASE_OFFICE,
    ),
    (
        "R029",
        FIRES,
        case(
            filed(
                versions=(
                    version(),
                    version(2, changes=(differs("conveyance.fpoa", "0440", "0351"),)),
                )
            )
        ),
        "from 0440 to 0351",
    ),
    ("R029", SILENT, case(filed()), ""),
    ("R029", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R030", FIRES, case(carried(document_mode=Mode.HIGHWAY, mode=Mode.RAIL)), "highway on rail"),
    ("R030", FIRES, case(carried(mode=Mode.RAIL)), "highway on rail"),
    ("R030", SILENT, case(shipment()), ""),
    ("R030", UNCHECKED, case(shipment(), tables=None), Need.CARRIER),
    ("R032", FIRES, case(filed(carried(crn=""), trips=())), "Unlinked cargo"),
    ("R032", SILENT, case(shipment()), ""),
    ("R032", UNCHECKED, case(carried(crn="")), Need.HISTORY),
    ("R033", FIRES, case(carried(exception_codes=("CLVS",))), "local table dated"),
    ("R033", SILENT, case(shipment()), ""),
    ("R033", UNCHECKED, case(carried(exception_codes=("CLVS",)), tables=None), Need.EXCEPTION),
    ("R034I", FIRES, case(PAIR), "1 of 2 declared pieces imaged; no image of TRL200"),
    ("R034I", SILENT, case(PAIR, scans=BOTH), ""),
    ("R034I", UNCHECKED, case(shipment(equipment=())), Need.EQUIPMENT),
    ("R034", FIRES, case(PAIR, scans=BOTH, viewed=(("S-1", "side"),)), "1 of 2 trailers viewed"),
    (
        "R034",
        FIRES,
        case(shipment(special_instructions="100 pieces contained in two trailers")),
        "says 2 trailers, 1 are declared",
    ),
    ("R034", SILENT, case(PAIR, scans=BOTH), ""),
    ("R034", UNCHECKED, case(shipment(equipment=())), Need.EQUIPMENT),
    ("R035", FIRES, case(CSA, shipment(OTHER)), "not eligible for CSA"),
    (
        "R035",
        SILENT,
        case(
            carried(shipment(csa=True, shipper=WHOLE[0], consignee=WHOLE[1]), csa=True),
            shipment(OTHER),
        ),
        "",
    ),
    ("R035", UNCHECKED, case(CSA), Need.ABOARD),
    ("R036", FIRES, case(shipment(csa=True)), "business number is missing"),
    ("R036", SILENT, case(CSA), ""),
    ("R036", UNCHECKED, case(carried(csa=True)), Need.CSA),
    ("R037", FIRES, case(shipment(csa=True, csa_full_load=True)), "data optional"),
    ("R037", SILENT, case(shipment()), ""),
    ("R037", UNCHECKED, case(carried(csa=True)), Need.CSA),
    ("R038", FIRES, case(GROUPED), "no house bill is on file"),
    ("R038", FIRES, case(filed(GROUPED, house_bills=(BILL,))), "1 house bills, no close message"),
    ("R038", SILENT, case(filed(GROUPED, house_bills=(BILL,), closes=(CLOSED,))), ""),
    ("R038", UNCHECKED, case(shipment(goods=(GoodsLine("consolidated cargo"),))), Need.HOUSE_BILLS),
    ("R039", FIRES, case(filed(GROUPED, closes=(CLOSED,))), "not on file: 8XYZHB1"),
    ("R039", SILENT, case(filed(GROUPED, house_bills=(BILL,), closes=(CLOSED,))), ""),
    ("R039", UNCHECKED, case(GROUPED), Need.HISTORY),
    ("R040", FIRES, case(shipment(goods=DECLARED)), "UN 1263"),
    (
        "R040",
        FIRES,
        case(shipment(goods=(dataclasses.replace(DECLARED[0], dg_class="8"),))),
        "UN 1263 is declared as class 8; it is of class 3.",
    ),
    ("R040", SILENT, case(shipment()), ""),
    ("R040", UNCHECKED, case(shipment(goods=())), Need.GOODS),
    ("I09", FIRES, case(shipment(goods=PAINT)), "without a UN number: paint, flammable"),
    ("I09", SILENT, case(shipment(goods=DECLARED)), ""),
    ("I09", UNCHECKED, case(shipment(goods=())), Need.GOODS),
    ("R041", FIRES, case(shipment(consignee=Party("To order of Sample Bank"))), "to order"),
    ("R041", FIRES, case(shipment(previous_ccn="9XYZ1", consignee=WHOLE[1])), "forwarder's"),
    ("R041", SILENT, case(shipment(consignee=WHOLE[1])), ""),
    ("R041", UNCHECKED, case(shipment()), Need.CONSIGNEE),
    ("R042", FIRES, case(shipment(exemptions=("X101h",))), "X101h"),
    ("R042", SILENT, case(shipment()), ""),
    ("R042", UNCHECKED, case(), Need.SHIPMENT),
    ("R043", FIRES, case(CHEAP), "not under the courier programme"),
    ("R043", SILENT, case(COURIER), ""),
    (
        "R043",
        UNCHECKED,
        case(carried(shipment("", shipment_id="1Z"), mode=Mode.COURIER)),
        Need.VALUE,
    ),
    ("R044", FIRES, case(filed(progress=Progress.REPORTED)), "is a discrepancy"),
    ("R044", SILENT, case(filed()), ""),
    ("R044", UNCHECKED, case(shipment()), Need.HISTORY),
    (
        "R045",
        FIRES,
        case(
            happened(event(EventKind.REPORTED, cargo=f"9XYZPARS0001234, {OTHER}")),
            reviewed=frozenset({"9XYZPARS0001234"}),
        ),
        f"without a review here: {OTHER}",
    ),
    (
        "R045",
        SILENT,
        case(
            happened(event(EventKind.REPORTED, cargo="9XYZPARS0001234")),
            reviewed=frozenset({"9XYZPARS0001234"}),
        ),
        "",
    ),
    ("R045", UNCHECKED, case(happened(event(EventKind.REPORTED))), Need.REVIEWED),
    ("R046", FIRES, case(COURIER), "not from report"),
    ("R046", SILENT, case(shipment()), ""),
    ("R046", UNCHECKED, case(carried(exception_codes=("ZZZ",))), Need.EXCEPTION),
    (
        "R047",
        FIRES,
        case(filed(progress=Progress.REPORTED, arrived_at=NOW + 2 * HOUR)),
        "data in time, conveyance arrived",
    ),
    ("R047", SILENT, case(filed()), ""),
    ("R047", UNCHECKED, case(shipment()), Need.ARRIVAL),
    (
        "R118",
        FIRES,
        case(shipment(previous_ccn="9XYZPARS0009999", notify=(Party("Sample Notify"),))),
        "Sample Notify",
    ),
    ("R118", SILENT, case(shipment(notify=(Party("Sample Notify"),))), ""),
    ("R118", UNCHECKED, case(GROUPED), Need.HOUSE_BILLS),
]


@pytest.mark.parametrize(("rule", "state", "of", "told"), ROWS)
def test_rule(rule: str, state: RuleState, of: Case, told: str | Need) -> None:
    found = stood(rule, of)
    assert found.state is state
    if isinstance(told, Need):
        assert told in found.missing
    else:
        assert told in found.words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("100 pieces contained in two trailers", (100, 2)),
        ("STEEL. 12 PIECE LOT IN 3 TRAILERS", (12, 3)),
        ("1,000 pieces in two trailers", (1000, 2)),
        ("BOLTS M8 100 pieces in two trailers", (100, 2)),
        ("100 pièces contenues dans deux remorques", (100, 2)),
        ("1 200 PIECES DANS 3 REMORQUES", (1200, 3)),
        ("boulons M8 100 pièces en dix remorques", (100, 10)),
        ("9" * 5000 + " pieces in two trailers", None),
        ("two trailers", None),
        ("100 pieces in a trailer", None),
    ],
)
def test_t76_pieces_and_trailers_are_read_from_the_text(
    text: str, found: tuple[int, int] | None
) -> None:
    assert said_in_trailers(text) == found


def test_t76_one_shipment_on_two_trailers_waits_for_both() -> None:
    half = case(PAIR, scans=BOTH, viewed=(("S-1", "side"),))
    blocks = [n for n in examine(half).notices if n.severity is Severity.BLOCK]
    assert [notice.rule for notice in blocks] == ["R034"]
    whole = case(PAIR, scans=BOTH)
    assert not [n for n in examine(whole).notices if n.severity is Severity.BLOCK]


def test_t46_back_to_back_is_a_consolidation_and_waits_for_its_house_bill() -> None:
    alone = case(filed(GROUPED))
    assert any(n.severity is Severity.BLOCK for n in examine(alone).notices if n.rule == "R038")
    filed_bill = case(filed(GROUPED, house_bills=(BILL,), closes=(CLOSED,)))
    assert stood("R038", filed_bill).state is SILENT
    below = HouseBill("8XYZHB1", Standing.NOT_ON_FILE, None, (BILL,))
    assert (
        "not on file"
        in stood(
            "R039",
            case(
                filed(
                    GROUPED,
                    house_bills=(below,),
                    closes=(CloseMessage("9XYZPARS0001234", ("8XYZHB1", "8XYZHB2")),),
                )
            ),
        ).words
    )


def test_t47_the_parties_of_a_house_bill_are_named() -> None:
    inside = shipment("8XYZHB1", previous_ccn="9XYZPARS0001234", notify=(Party("Second Notify"),))
    bill = HouseBill("8XYZHB1", Standing.ACCEPTED, inside)
    told = stood("R118", case(filed(GROUPED, house_bills=(bill,)))).words
    assert told == "House bill data is known to Second Notify"


def test_t48_a_conveyance_is_shown_with_the_carrier_that_operates_it() -> None:
    assert (
        "Cargo by 9XYZ, conveyance by 9XYR" in stood("R006", case(carried(crn="9XYRTRIP1"))).words
    )
    assert stood("R032", case(filed(carried(crn=""), trips=()))).state is FIRES


def test_t49_declared_empty_and_a_load_seen_gives_banner_and_reason() -> None:
    of = case(EMPTY, seen=Seen(loaded_share=0.4))
    notice = next(n for n in examine(of).notices if n.rule == "I02")
    assert notice.reason_code == "I02_DECLARED_EMPTY"
    assert notice.severity is Severity.WARNING
    assert notice.key == "I02:C00001"


def test_t49_an_empty_conveyance_that_was_sent_ahead_does_not_alarm() -> None:
    ahead = filed(EMPTY, versions=(version(at=NOW - DAY), version(2, NOW + 80 * MINUTE)))
    told = examine(case(ahead, seen=Seen(loaded_share=0.0))).notices
    assert not [n for n in told if n.rule in ("R051", "R052", "I02")]
    assert "expected of an empty conveyance" in stood("X105", case(ahead)).words


def test_t55_the_threshold_is_configuration_with_a_date() -> None:
    def value(amount: int) -> Shipment:
        return carried(
            shipment("", shipment_id="1Z1", value=Value(Decimal(amount), "CAD")),
            mode=Mode.COURIER,
        )

    assert "Low value" in stood("R043", case(value(3300))).words
    assert "Above the threshold" in stood("R043", case(value(3301))).words
    then = NOW.replace(year=2019)
    assert "Above the threshold" in stood("R043", case(value(3300), now=then)).words
    assert "Low value" in stood("R043", case(value(2500), now=then)).words


def test_t56_csa_needs_its_business_number_and_in_a_mixed_load_every_detail() -> None:
    assert stood("R036", case(shipment(csa=True))).state is FIRES
    mixed = case(CSA, shipment(OTHER))
    assert stood("R035", mixed).state is FIRES
    reasons = {n.reason_code for n in examine(mixed).notices if n.rule == "R035"}
    assert reasons == {"CSA_INELIGIBLE"}
    empty = shipment(goods=(), pieces=None, exemptions=("X101i",))
    fine = case(empty, observed={"driver": "yes"}, seen=Seen(loaded_share=0.0))
    assert not {n.rule for n in examine(fine).notices} & {"R020", "R035", "R036", "X101i"}
    loaded = case(empty, observed={"driver": "yes"}, seen=Seen(loaded_share=0.4))
    assert "a load is seen" in stood("X101i", loaded).words


def test_t73_dangerous_goods_are_noted_and_undeclared_ones_warned_of() -> None:
    assert (
        stood("R040", case(shipment(goods=DECLARED))).words == "Dangerous goods declared: UN 1263."
    )
    undeclared = examine(case(shipment(goods=PAINT))).notices
    assert [n.reason_code for n in undeclared if n.rule == "I09"] == ["I09_DG_UNDECLARED"]


def test_what_the_feed_accepts_and_this_program_would_not_is_said_both_ways() -> None:
    taken = next(n for n in examine(case(filed())).notices if n.rule == "R024")
    assert str(taken.preface) == "Feed: accepted. Local check: would be rejected."
    assert taken.severity is Severity.WARNING
    quiet = next(n for n in examine(case(filed(feed_accepts=None))).notices if n.rule == "R024")
    assert "no answer on file" in str(quiet.preface)
    rejected = filed(feed_accepts=False, standing=Standing.REJECTED)
    refused = next(n for n in examine(case(rejected)).notices if n.rule == "R024")
    assert refused.preface is None


def test_a_table_that_is_not_complete_proves_nothing() -> None:
    some = tables(exceptions=tables().table("exceptions").entries["CLVS"])
    coded = carried(NO_NUMBER, exception_codes=("OTHER",))
    assert stood("R020", case(coded, tables=some)).state is UNCHECKED


def test_a_courier_list_is_no_missing_cargo_report() -> None:
    assert stood("R020", case(COURIER)).state is SILENT
    listed = filed(carried(NO_NUMBER, mode=Mode.HIGHWAY), kind=FilingKind.COURIER)
    assert stood("R020", case(listed)).state is SILENT


def test_t33_descriptions_are_refused_by_the_table_that_was_put_in_place() -> None:
    bill = HouseBill(
        "8XYZHB1", Standing.ACCEPTED, shipment("8XYZHB1", goods=(GoodsLine("Widgets"),)), named=True
    )
    here = case(filed(shipment(goods=(GoodsLine("Widgets"),)), house_bills=(bill,)))
    assert stood("Q001", here).words == ""
    own = tables(descriptions_refused=(Entry("widgets", "Widgets"),))
    there = dataclasses.replace(here, tables=own)
    told = stood("Q001", there).words
    assert "“Widgets” is too vague" in told
    assert "of house bill 8XYZHB1" in told
    assert (
        "too vague"
        not in stood("Q001", case(shipment(goods=(GoodsLine("FAK"),)), tables=own)).words
    )
