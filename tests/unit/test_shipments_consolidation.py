"""A master and its house bills in one image: their goods are counted once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.rule import RuleState
from app.domain.shipment import Equipment, GoodsLine, Shipment
from app.shipments.consolidation import once
from app.shipments.discrepancies import Sides, compare, stand
from app.shipments.discrepancies.table import CODES
from app.shipments.rules.examine import examine
from app.shipments.seen import Seen
from tests.unit.room_values import shipment
from tests.unit.rule_values import FIRES, SILENT, UNCHECKED, case, scan

MASTER, FIRST, SECOND = "999-40002012", "9XYZHB1", "9XYZHB2"
ULD = (Equipment("uld", "AKE12345XY"),)


def paper(number: str, pieces: int | None, kg: int | None, **changes: object) -> Shipment:
    gross = None if kg is None else Decimal(kg)
    made: dict[str, object] = {"equipment": ULD, "pieces": pieces, "gross_kg": gross, **changes}
    return shipment(number, **made)


def master(pieces: int | None = 36, kg: int | None = 160, **changes: object) -> Shipment:
    return paper(MASTER, pieces, kg, consolidated=True, **{"house_bills": (FIRST,), **changes})


def bill(number: str, pieces: int | None, kg: int | None, **changes: object) -> Shipment:
    return paper(number, pieces, kg, **{"previous_ccn": MASTER.replace("-", ""), **changes})


BOTH = (bill(FIRST, 20, 96), bill(SECOND, 16, 64))
SEEN = Seen(mass_kg=245, mass_sigma_kg=10, material_shares={"metal": 1.0})


def mass(*papers: Shipment) -> tuple[str, str]:
    """What is declared in all, and on what that stands."""
    row = compare(case(*papers).item, None)[0]
    return str(row.declared), str(row.basis or "")


@pytest.mark.parametrize(
    ("papers", "declared", "basis"),
    [
        ((master(), *BOTH), "160\u00a0kg", "Sum of 2 house bills"),
        ((*BOTH, master()), "160\u00a0kg", "Sum of 2 house bills"),
        # The pieces add up, and the masses do not: what the house bills say counts.
        ((master(kg=150), *BOTH), "160\u00a0kg", "Sum of 2 house bills"),
        ((master(kg=150), BOTH[0]), "150\u00a0kg", "The master's; its house bills here (1)"),
        ((master(kg=150), BOTH[0], bill(SECOND, 16, None)), "150\u00a0kg", "The master's"),
        ((master(kg=150), BOTH[0], bill(SECOND, None, 64)), "150\u00a0kg", "The master's"),
        ((master(pieces=None, kg=150), *BOTH), "150\u00a0kg", "The master's"),
        ((master(kg=None), BOTH[0]), "not declared", "The master's"),
        (BOTH, "160\u00a0kg", ""),
        ((master(),), "160\u00a0kg", ""),
        ((master(), *BOTH, paper("9XYZOTHER", 1, 40)), "200\u00a0kg", "Sum of 2 house bills"),
        # Another consolidation beside it, whose only bill here is not all that it holds.
        (
            (
                master(),
                *BOTH,
                paper("9XYZM2", 5, 50, consolidated=True),
                bill("9XYZHB3", 2, 20, previous_ccn="9XYZM2"),
            ),
            "210\u00a0kg",
            "2 house bills where they are complete",
        ),
    ],
)
def test_each_is_counted_once(papers: tuple[Shipment, ...], declared: str, basis: str) -> None:
    found = mass(*papers)
    assert found[0] == declared
    assert found[1].startswith(basis)
    assert bool(found[1]) is bool(basis)


def test_a_house_bill_may_hold_house_bills() -> None:
    inner = bill(SECOND, 16, 64, consolidated=True, house_bills=("9XYZIN1", "9XYZIN2"))
    ones = [paper("9XYZIN1", 10, 30), paper("9XYZIN2", 6, 33)]
    counted = once((master(), BOTH[0], inner, *ones), lambda one: one.gross_kg)
    assert [one.shipment_id for one in counted.shipments] == [FIRST, "9XYZIN1", "9XYZIN2"]
    assert len(counted.bills) == 3
    part = once((master(), BOTH[0], inner, ones[0]), lambda one: one.gross_kg)
    assert [one.shipment_id for one in part.shipments] == [FIRST, SECOND]
    assert [one.shipment_id for one in part.left_out] == ["9XYZIN1"]


def test_papers_that_name_each_other_are_not_lost() -> None:
    one = bill(FIRST, 5, 10, previous_ccn=SECOND)
    other = bill(SECOND, 5, 20, previous_ccn=FIRST)
    itself = bill("9XYZSELF", 5, 40, previous_ccn="9XYZSELF")
    counted = once((one, other, itself), lambda paper: paper.gross_kg)
    assert sum(paper.gross_kg or 0 for paper in counted.shipments) in (50, 60)
    assert itself in counted.shipments


@pytest.mark.parametrize(
    ("papers", "state"),
    [
        # 160 kg of goods in a ULD of 85 kg: twice as much would be 160 kg too little.
        ((master(), *BOTH), SILENT),
        ((master(kg=900), *BOTH), SILENT),
        ((master(kg=900), BOTH[0]), FIRES),
        ((master(kg=None), BOTH[0]), UNCHECKED),
    ],
)
def test_the_mass_seen_is_held_against_one_of_them(
    papers: tuple[Shipment, ...], state: RuleState
) -> None:
    of = case(*papers, scans=(scan(ULD="AKE12345XY"),), seen=SEEN)
    found = {notice.rule for notice in examine(of).notices}
    row = next(code for code in CODES if code.short == "I01")
    missing = stand(row, Sides(of.item, of.seen)).missing
    assert ("I01" in found) is (state is FIRES)
    assert bool(missing) is (state is UNCHECKED)


def goods(hs: str) -> tuple[GoodsLine, ...]:
    return (GoodsLine("goods", hs),)


@pytest.mark.parametrize(
    ("papers", "declared"),
    [
        # The master says no code, and complete house bills say all of them.
        (
            (
                master(goods=goods("")),
                *(bill(b.shipment_id, b.pieces, 1, goods=goods("520100")) for b in BOTH),
            ),
            "organic",
        ),
        ((master(goods=goods("")), bill(FIRST, 20, 1, goods=goods("520100"))), "unknown"),
        # What either of them declares may be there while the house bills are not complete.
        (
            (master(goods=goods("720100")), bill(FIRST, 20, 1, goods=goods("520100"))),
            "mixed",
        ),
        ((master(goods=goods("720100"), house_bills=()),), "unknown"),
    ],
)
def test_classes_of_goods_are_those_of_complete_house_bills(
    papers: tuple[Shipment, ...], declared: str
) -> None:
    row = compare(case(*papers).item, SEEN)[2]
    assert str(row.declared) == declared
