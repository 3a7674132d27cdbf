"""The table of rules, one case a row."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from app.domain.notice import Notice, Severity
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Equipment, Function, GoodsLine, Mode, Shipment
from app.domain.threat import Finding, ScreeningState, ThreatDetectionReport
from app.domain.words import say
from app.domain.work import Item, ItemState, Link, LinkClass
from app.shipments import rules
from app.shipments.commodities import looks_dangerous, vague
from app.shipments.discrepancies import compare
from app.shipments.seen import Seen, together
from tests.unit.room_values import NOW, shipment


def scan(scan_id: str = "S-1", *, energies: int = 2, **identifiers: str) -> Scan:
    files = tuple(
        ImageFile(
            f"{scan_id}{energy}".ljust(64, "0"), "f", 1, "dicos-dx", "1.2", "side", energy, 40, 64
        )
        for energy in ("high", "low")[:energies]
    )
    return Scan(
        scan_id, NOW, "Terminal", "LANE", "OBJ", "MACHINE", MappingProxyType(identifiers), files
    )


def report(
    scan_id: str = "S-1", state: ScreeningState = ScreeningState.NOTHING_FLAGGED, **changes: Any
) -> ThreatDetectionReport:
    made = ThreatDetectionReport(
        "R", scan_id, "side", state, (), None, (), "anomaly", "a" * 64, "CPU", 1.0, NOW
    )
    return dataclasses.replace(made, **changes)


def link(
    scan_id: str, to: Shipment, kind: LinkClass = LinkClass.CONFIRMED, version: int = 0
) -> Link:
    return Link(scan_id, to.shipment_id, version or to.version, kind, 60, (), "tremblay", NOW)


def item(*shipments: Shipment, scans: tuple[Scan, ...] = (), **changes: Any) -> Item:
    """An item whose scans are linked, screened, and seen to the end, unless said otherwise."""
    seen = scans or (scan(TRAILER="TRL100"),)
    made = Item(
        item_id="C00001",
        state=ItemState.CLAIMED,
        scans=seen,
        shipments=shipments,
        links=tuple(link(one.scan_id, to) for one in seen for to in shipments),
        reports=tuple(report(one.scan_id) for one in seen),
        marks=(),
        verdicts={},
        acknowledged=(),
        viewed=tuple((one.scan_id, "side") for one in seen),
        draft=None,
        decisions=(),
        lease=None,
        received_at=NOW,
    )
    return dataclasses.replace(made, **changes)


def found(of: Item, now: dt.datetime = NOW, seen: Seen | None = None) -> dict[str, Notice]:
    return {notice.rule: notice for notice in rules.notices(of, now, seen)}


def at(minutes: float, mode: Mode = Mode.HIGHWAY, **changes: Any) -> Shipment:
    made = shipment(**changes)
    conveyance = dataclasses.replace(
        made.conveyance, eta=NOW + dt.timedelta(minutes=minutes), mode=mode
    )
    return dataclasses.replace(made, conveyance=conveyance)


def test_a_quiet_item_has_no_notice() -> None:
    assert found(item(shipment())) == {}


def test_no_shipment_data_blocks() -> None:
    notice = found(item())["R020"]
    assert notice.severity is Severity.BLOCK
    assert notice.reason_code == "NO_MANIFEST"


def test_deleted_data_blocks_and_says_nothing_else_of_itself() -> None:
    notices = found(item(shipment(function=Function.DELETE, goods=(GoodsLine("parts"),))))
    assert notices["R059"].severity is Severity.BLOCK
    assert "Q001" not in notices


@pytest.mark.parametrize(
    ("mode", "limit", "rule", "paragraph"),
    [
        (Mode.HIGHWAY, 60, "R051", "89"),
        (Mode.RAIL, 120, "R052", ""),
        (Mode.AIR, 240, "R052", ""),
        (Mode.MARINE, 1440, "R052", ""),
    ],
)
def test_data_is_late_one_second_after_its_time_frame(
    mode: Mode, limit: int, rule: str, paragraph: str
) -> None:
    assert rule not in found(item(at(limit, mode)))
    late = found(item(at(limit - 1 / 60, mode)))[rule]
    assert late.severity is Severity.WARNING
    assert late.paragraph == paragraph
    assert "nsufficient review time" in str(late.sentence)
    assert late.sentence.values["minutes"] == str(limit - 1)


def test_after_arrival_an_item_is_late() -> None:
    assert found(item(at(90)), NOW + dt.timedelta(minutes=95))["LATE"].severity is Severity.NOTE


def test_a_probable_link_must_be_confirmed_first() -> None:
    made = shipment()
    probable = item(made, links=(link("S-1", made, LinkClass.PROBABLE),))
    assert found(probable)["LINK"].severity is Severity.BLOCK
    assert found(probable)["LINK"].reason_code == "LINK_DOUBT"


def test_a_strong_link_is_confirmed_by_signing() -> None:
    made = shipment()
    strong = item(made, links=(link("S-1", made, LinkClass.STRONG),))
    assert found(strong)["LINK"].severity is Severity.NOTE
    assert not found(strong)["LINK"].reason_code


def test_a_weak_link_beside_a_confirmed_one_does_not_block() -> None:
    made, weak = shipment(), shipment("9XYZPARS0009999")
    links = (link("S-1", made), link("S-1", weak, LinkClass.WEAK))
    assert "LINK" not in found(item(made, weak, links=links))


def test_competing_shipments_are_named() -> None:
    one, other = shipment(), shipment("9XYZPARS0009999")
    links = tuple(link("S-1", made, LinkClass.CONFLICT) for made in (one, other))
    notices = found(item(one, other, links=links))
    assert "9XYZPARS0009999" in str(notices["LINK2"].sentence)
    assert "LINK" in notices


def two_trailers() -> Shipment:
    units = (Equipment("trailer", "TRL100"), Equipment("trailer", "TRL200"))
    return shipment(equipment=units)


def test_one_of_two_trailers_imaged_blocks() -> None:
    notice = found(item(two_trailers()))["R034I"]
    assert (notice.severity, notice.paragraph) == (Severity.BLOCK, "115")
    assert "TRL200" in str(notice.sentence)


def test_both_imaged_but_one_viewed_blocks() -> None:
    scans = (scan("S-1", TRAILER="TRL100"), scan("S-2", TRAILER="TRL200"))
    notices = found(item(two_trailers(), scans=scans, viewed=(("S-1", "side"),)))
    assert "R034I" not in notices
    assert str(notices["R034"].sentence) == "1 of 2 trailers viewed to the end."
    assert "R034" not in found(item(two_trailers(), scans=scans))


def test_one_piece_counts_as_imaged_by_its_only_linked_scan() -> None:
    assert "R034I" not in found(item(shipment(), scans=(scan(CCN="9XYZPARS0001234"),)))
    assert "R034I" in found(item(shipment(), scans=(scan(TRAILER="OTHER"),)))


def test_house_bills_missing_blocks() -> None:
    assert found(item(shipment(consolidated=True)))["R038"].reason_code == "CARGO_INCOMPLETE"
    assert "R038" not in found(item(shipment(consolidated=True, house_bills=("HB1",))))


def test_a_change_after_the_confirmed_link_warns_once_for_each_version() -> None:
    made = shipment(version=3)
    notices = found(item(made, links=(link("S-1", made, version=2),)))
    assert notices["R055"].severity is Severity.WARNING
    assert notices["R055"].key == "R055:9XYZPARS0001234 v3"


@pytest.mark.parametrize(
    ("declared", "read", "rule", "words"),
    [
        ((), "A1", "R080", "no seal is declared"),
        (("A1234",), "A-1234", "", ""),
        (("A1234",), "A1235", "R081", "possibly misread"),
        (("A1234",), "B7777", "R081", "declared."),
    ],
)
def test_seals(declared: tuple[str, ...], read: str, rule: str, words: str) -> None:
    made = shipment(equipment=(Equipment("trailer", "TRL100", declared),))
    notices = found(item(made, scans=(scan(TRAILER="TRL100", SEAL=read),)))
    assert set(notices) == ({rule} if rule else set())
    if rule:
        assert words in str(notices[rule].sentence)


def test_the_seal_of_the_other_trailer_is_no_match() -> None:
    units = (Equipment("trailer", "TRL100", ("A1",)), Equipment("trailer", "TRL200", ("B2",)))
    scans = (
        scan("S-1", TRAILER="TRL100", SEAL="B2"),
        scan("S-2", TRAILER="TRL200", SEAL="B2"),
    )
    notices = rules.notices(item(shipment(equipment=units), scans=scans), NOW)
    assert [notice.subject for notice in notices if notice.rule == "R081"] == ["S-1 B2"]


def test_an_empty_conveyance_with_goods_warns() -> None:
    made = shipment()
    empty = dataclasses.replace(made, conveyance=dataclasses.replace(made.conveyance, empty=True))
    assert found(item(empty))["R025"].paragraph == "83, 104"


def test_dangerous_goods() -> None:
    battery = GoodsLine("cordless drill with lithium battery", "846721")
    assert found(item(shipment(goods=(battery,))))["I09"].reason_code == "I09_DG_UNDECLARED"
    declared = dataclasses.replace(battery, un_number="3481")
    notices = found(item(shipment(goods=(declared,))))
    assert "I09" not in notices
    assert notices["R040"].severity is Severity.NOTE


@pytest.mark.parametrize("text", ["FAK", "said to contain", "12345", "...", "aaa", "Gifts", " "])
def test_vague_descriptions(text: str) -> None:
    assert vague(text)
    assert "Q001" in found(item(shipment(goods=(GoodsLine(text),))))


@pytest.mark.parametrize(
    "text", ["Marchandises diverses", "PIECES DE RECHANGE", "Pièces de rechange.", "Échantillons"]
)
def test_q001_descriptions_in_french_are_as_vague(text: str) -> None:
    assert vague(text)
    assert "Q001" in found(item(shipment(goods=(GoodsLine(text),))))


@pytest.mark.parametrize(
    "text", ["Peinture inflammable", "aérosols", "feux d’artifice", "BATTERIES AU PLOMB", "Acide"]
)
def test_words_of_danger_are_known_in_french(text: str) -> None:
    assert looks_dangerous(GoodsLine(text))
    assert not looks_dangerous(GoodsLine("jouets en peluche"))


@pytest.mark.parametrize("text", ["wooden furniture", "knitted garments of wool", "Möbel"])
def test_clear_descriptions(text: str) -> None:
    assert not vague(text)


def test_a_code_can_look_dangerous_without_a_word() -> None:
    assert looks_dangerous(GoodsLine("cells", "850760"))
    assert not looks_dangerous(GoodsLine("toy vehicles", "950300"))


def test_weights_that_do_not_add_up_warn() -> None:
    lines = (GoodsLine("wooden tables", weight_kg=Decimal(100)),)
    assert "I15" in found(item(shipment(goods=lines, gross_kg=Decimal(120))))
    assert "I15" not in found(item(shipment(goods=lines, gross_kg=Decimal("100.5"))))


def test_a_failed_screening_is_a_warning_of_its_own() -> None:
    failed = report(state=ScreeningState.UNKNOWN, reason=say("The process ended."))
    notice = found(item(shipment(), reports=(failed,)))["UNKNOWN"]
    assert notice.severity is Severity.WARNING
    assert "The process ended." in str(notice.sentence)


def test_an_unscreened_view_is_never_silent() -> None:
    assert found(item(shipment(), reports=()))["UNSCREENED"].severity is Severity.WARNING


def test_one_energy_is_noted() -> None:
    single = scan(energies=1, TRAILER="TRL100")
    assert found(item(shipment(), scans=(single,)))["ENERGY1"].severity is Severity.NOTE


@pytest.mark.parametrize(
    ("kind", "empty", "share", "rule"),
    [
        ("container", True, 0.01, "I02"),
        ("container", True, 0.002, ""),
        ("railcar", True, 0.1, ""),
        ("railcar", True, 0.2, "I02"),
        ("container", False, 0.002, "I03"),
        ("container", False, 0.3, ""),
    ],
)
def test_load_against_declaration(kind: str, empty: bool, share: float, rule: str) -> None:
    made = shipment(equipment=(Equipment(kind, "X1", empty=empty),))
    notices = found(item(made, scans=(scan(),)), seen=Seen(loaded_share=share))
    assert set(notices) == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("seen_kg", "opaque", "warned"),
    [(12_000, 0.0, False), (22_000, 0.0, True), (5_000, 0.0, True), (5_000, 0.2, False)],
)
def test_mass_against_declaration(seen_kg: float, opaque: float, warned: bool) -> None:
    made = shipment(gross_kg=Decimal(8_000))
    seen = Seen(mass_kg=seen_kg, mass_sigma_kg=100.0, opaque_share=opaque)
    assert ("I01" in found(item(made), seen=seen)) is warned


def seen_mass(seen: Seen, kg: float) -> str:
    made = shipment(gross_kg=Decimal(kg), equipment=(Equipment("package", "P1"),))
    return str(compare(item(made), seen)[0].seen)


def test_a_mass_behind_black_is_told_by_its_lower_end_alone() -> None:
    whole = Seen(mass_kg=12_000.0, mass_sigma_kg=4_000.0, mass_low_kg=10_767.0)
    assert seen_mass(whole, 9_000) == "12\u00a0000 ± 4\u00a0000 kg"
    bounded = dataclasses.replace(whole, lower_bound=True)
    assert seen_mass(bounded, 9_000) == "at least 10\u00a0700\u00a0kg"
    train = together([dataclasses.replace(whole, lower_bound=False), bounded])
    assert train is not None
    assert train.lower_bound
    assert train.mass_low_kg == pytest.approx(24_000 - 1_233 * 2**0.5)
    # Kept before the lower end was: how much of the picture is black is all there is.
    assert seen_mass(Seen(12_000.0, 600.0, opaque_share=0.2), 9_000).startswith("at least ")


def test_only_too_much_is_told_of_a_lower_bound() -> None:
    made = shipment(gross_kg=Decimal(8_000))
    bounded = Seen(mass_kg=5_000.0, mass_sigma_kg=90.0, mass_low_kg=4_900.0, lower_bound=True)
    assert "I01" not in found(item(made), seen=bounded)
    # What may be hidden is no reason to doubt what is there.
    heavy = dataclasses.replace(
        bounded, mass_kg=22_000.0, mass_sigma_kg=9_000.0, mass_low_kg=20_000.0
    )
    assert "I01" in found(item(made), seen=heavy)


def test_a_difference_within_its_uncertainty_is_none() -> None:
    made = shipment(gross_kg=Decimal(1_000))
    assert "I01" not in found(item(made), seen=Seen(mass_kg=6_500, mass_sigma_kg=800.0))


def test_the_mass_of_half_a_shipment_is_not_compared() -> None:
    made = dataclasses.replace(two_trailers(), gross_kg=Decimal(20_000))
    assert "I01" not in found(item(made), seen=Seen(mass_kg=9_000, mass_sigma_kg=100.0))


def test_material_against_declaration() -> None:
    paper = shipment(goods=(GoodsLine("kraft paper in rolls", "480411"),))
    steel = Seen(material_shares=MappingProxyType({"organic": 0.1, "metal": 0.5, "heavy": 0.4}))
    mixed = Seen(material_shares=MappingProxyType({"organic": 0.4, "light": 0.3, "metal": 0.3}))
    assert found(item(paper), seen=steel)["I05"].reason_code == "I05_MATERIAL"
    assert "I05" not in found(item(paper), seen=mixed)
    uncoded = shipment(goods=(GoodsLine("kraft paper in rolls"),))
    assert "I05" not in found(item(uncoded), seen=steel)


def test_length_against_declaration() -> None:
    made = shipment(equipment=(Equipment("trailer", "TRL100", length_ft=53),))
    assert "I11" not in found(item(made), seen=Seen(length_m=16.2))
    assert "I11" in found(item(made), seen=Seen(length_m=12.2))


def test_the_weightiest_comes_first_and_risk_rises() -> None:
    quiet = item(shipment())
    late = NOW + dt.timedelta(minutes=50)
    loud = item(shipment(consolidated=True, received_at=late))
    weights = [notice.severity for notice in rules.notices(loud, NOW)]
    assert weights == [Severity.BLOCK, Severity.WARNING]
    assert rules.risk(quiet, ()) == 0.0
    finding = Finding("R/1", 1, (0, 0, 5, 5), 0.9, "denser", say("a"), say("b"))
    flagged = item(shipment(), reports=(report(state=ScreeningState.FLAGGED, findings=(finding,)),))
    assert rules.risk(flagged, ()) == pytest.approx(0.9)
    assert rules.risk(flagged, rules.notices(loud, NOW)) > 0.9
