"""What the model makes of the load against what is declared: by line, and as a whole."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from app.domain.notice import Place, Severity
from app.domain.shipment import Equipment, GoodsLine, Shipment
from app.scans.folder import FolderStore
from app.scans.measured import keep_seen, seen_in
from app.screening.measuring import goods_of, measure
from app.shipments.discrepancies import Sides, compare
from app.shipments.discrepancies.goods import line_masses, undeclared_goods
from app.shipments.discrepancies.outcome import Fires
from app.shipments.seen import Seen, together
from app.shipments.seen_goods import KINDS, SeenGoods, fits, goods_words
from imaging.phantom import Scene, SceneOptions, make_scene
from imaging.phantom.options import Placement
from imaging.vocabulary import COMMODITY_NAMES
from models.reading import Reading, Region
from tests.unit.room_values import shipment
from tests.unit.rule_values import case, scan

CLOTH = GoodsLine("cotton cloth", "520811", weight_kg=Decimal(6000))
STEEL = GoodsLine("steel in coils", "720839", weight_kg=Decimal(9000))
BOX = Equipment("container", "MSCU6639871", length_ft=40)
PLACE = Place("S-1", "side", (0, 0, 10, 10))


def seen_of(*goods: SeenGoods, **more: Any) -> Seen:
    return Seen(mass_kg=20_000.0, mass_sigma_kg=1000.0, goods=goods, **more)


def some(name: str, kg: float | None = None, **changes: Any) -> SeenGoods:
    made = SeenGoods(name, 0.97, 0.5, 0.5, PLACE, kg, 0.0 if kg is None else 0.05 * kg)
    return dataclasses.replace(made, **changes)


def sides(seen: Seen | None, *lines: GoodsLine, **changes: Any) -> Sides:
    made = shipment(goods=lines, equipment=(BOX,), pieces=None, **changes)
    return Sides(case(made, scans=(scan(CONTAINER=BOX.number),)).item, seen)


def fired(told: Sides) -> list[Fires]:
    return [one for one in undeclared_goods(told) if isinstance(one, Fires)]


def test_a_second_commodity_is_told_with_its_share_and_place() -> None:
    (told,) = fired(sides(seen_of(some("textiles"), some("steel_coils")), CLOTH))
    assert str(told.sentence) == (
        "50\u00a0% of the load looks like steel in coils, which no line declares."
    )
    assert (told.value, told.unit, told.place, told.weight) == (0.5, "1", PLACE, Severity.WARNING)


@pytest.mark.parametrize(
    ("goods", "lines"),
    [
        ((some("textiles"), some("steel_coils")), (CLOTH, STEEL)),
        ((some("steel_coils", probability=0.6),), (CLOTH,)),
        ((some("steel_coils", share=0.05),), (CLOTH,)),
        ((some("household"),), (CLOTH,)),
        ((some("a vendor's own"),), (CLOTH,)),
        ((some("steel_coils"),), (CLOTH, GoodsLine("goods", ""))),
        ((some("steel_coils"),), ()),
        ((), (CLOTH,)),
    ],
)
def test_what_is_declared_doubtful_small_or_nameless_is_not_told(
    goods: tuple[SeenGoods, ...], lines: tuple[GoodsLine, ...]
) -> None:
    assert fired(sides(seen_of(*goods), *lines)) == []


def test_small_stretches_of_one_kind_count_together() -> None:
    parts = [some("steel_coils", share=0.04) for _ in range(3)]
    (told,) = fired(sides(seen_of(*parts), CLOTH))
    assert told.value == pytest.approx(0.12)


def test_unknown_house_bills_keep_everything_open() -> None:
    told = sides(seen_of(some("steel_coils", 9000.0)), CLOTH, STEEL, consolidated=True)
    assert (fired(told), line_masses(told)) == ([], ())


def test_each_line_has_its_mass_without_the_equipments_share() -> None:
    seen = seen_of(some("textiles", 8500.0), some("steel_coils", 11_500.0))
    cloth, steel = line_masses(sides(seen, CLOTH, STEEL))
    assert (cloth.line, steel.line) == (CLOTH, STEEL)
    assert (cloth.kg, steel.kg) == (6000.0, 9000.0)
    assert cloth.sigma_kg == pytest.approx(np.sqrt(425.0**2 + 350.0**2 + 650.0**2))
    assert compare(sides(seen, CLOTH, STEEL).item, seen)[5:] == ()


def test_a_line_that_weighs_something_else_has_a_row() -> None:
    seen = seen_of(some("textiles", 14_500.0), some("steel_coils", 11_500.0))
    (row,) = compare(sides(seen, CLOTH, STEEL).item, seen)[5:]
    assert (str(row.quantity), str(row.declared)) == ("Line: cotton cloth", "6\u00a0000\u00a0kg")
    assert (row.code, row.severity, row.place) == ("I01_WEIGHT", Severity.WARNING, PLACE)
    hidden = seen_of(some("textiles", 2600.0, lower_bound=True), some("steel_coils", 11_500.0))
    assert compare(sides(hidden, CLOTH, STEEL).item, hidden)[5:] == ()


@pytest.mark.parametrize(
    ("goods", "lines", "told"),
    [
        ((some("textiles", 9.0), some("steel_coils", 9.0)), (CLOTH,), []),
        ((some("textiles", 9.0), some("steel_coils")), (CLOTH, STEEL), []),
        ((some("textiles", 9.0), some("household", 9.0)), (CLOTH, STEEL), []),
        ((some("textiles", 9.0), some("steel_coils", 9.0, probability=0.5)), (CLOTH, STEEL), []),
        ((some("textiles", 9.0), some("steel_coils", 9.0)), (CLOTH, CLOTH, STEEL), [STEEL]),
        ((some("textiles", 9.0), some("textiles", 9.0)), (CLOTH, STEEL), [CLOTH]),
    ],
)
def test_what_is_doubtful_has_no_mass(
    goods: tuple[SeenGoods, ...], lines: tuple[GoodsLine, ...], told: list[GoodsLine]
) -> None:
    assert [one.line for one in line_masses(sides(seen_of(*goods), *lines))] == told


def test_every_name_of_the_models_goods_is_known_or_left_alone() -> None:
    open_to_all = {"empty", "household", "small_parcels"}
    assert set(COMMODITY_NAMES) - set(KINDS) == open_to_all
    assert set(KINDS) < set(COMMODITY_NAMES)
    assert fits("textiles", CLOTH) is True
    assert fits("textiles", STEEL) is False
    assert fits("textiles", GoodsLine("goods", "x")) is None
    assert goods_words("household") == "household"


def test_what_was_read_is_kept_and_summed_over_scans(tmp_path: Any) -> None:
    store = FolderStore(tmp_path / "store")
    seen = seen_of(some("textiles", 8500.0, place=Place("", "", (1, 2, 3, 4))))
    assert seen_in(store, keep_seen(store, seen)).goods == seen.goods
    both = together([seen, seen])
    assert both is not None
    assert [one.share for one in both.goods] == [0.25, 0.25]
    one_silent = together([seen, seen_of()])
    assert one_silent is not None
    assert one_silent.goods == ()


def truly_read(made: Scene) -> Reading:
    """What a perfect network would read: the loads where they stand."""
    rows = made.radiograph.shape[0]
    regions = tuple(
        Region((load.x0, 0, load.x1 - load.x0, rows), load.commodity, 0.99, 0.5, None, 0.0)
        for load in made.truth.loads
    )
    return Reading(regions, {load.commodity: 0.5 for load in made.truth.loads}, 0.5, None)


def declared(made: Scene, hs: dict[str, str]) -> Shipment:
    lines = tuple(
        GoodsLine(load.commodity, hs[load.commodity], weight_kg=Decimal(round(load.mass_kg)))
        for load in made.truth.loads
    )
    return shipment(goods=lines, equipment=(BOX,), pieces=None)


@pytest.mark.parametrize(
    ("seed", "kinds"),
    [
        (4_500_000, ("textiles", "electronics")),
        (4_500_001, ("furniture", "beverages")),
        (4_500_002, ("timber", "textiles")),
        (4_500_003, ("paper_rolls", "electronics")),
    ],
)
def test_simulated_lines_are_weighed_within_their_uncertainty(
    seed: int, kinds: tuple[str, str]
) -> None:
    hs = {
        "textiles": "520811",
        "electronics": "852872",
        "furniture": "940350",
        "beverages": "220210",
        "timber": "440710",
        "paper_rolls": "480100",
    }
    options = SceneOptions(
        loads=(Placement(kinds[0], 0.0, 0.5), Placement(kinds[1], 0.5, 1.0)), mirror=False
    )
    made = make_scene(seed, equipment="container40", rows=400, options=options)
    bare = measure(made.radiograph)
    goods = goods_of(made.radiograph, truly_read(made), bare)
    seen = dataclasses.replace(bare, goods=goods)
    assert [one.commodity for one in seen.goods] == list(kinds)
    paper = declared(made, hs)
    told = line_masses(Sides(case(paper, scans=(scan(CONTAINER=BOX.number),)).item, seen))
    assert len(told) == 2
    for one in told:
        truth = float(one.line.weight_kg or 0)
        assert one.lower_bound or abs(one.kg - truth) < 3 * one.sigma_kg
