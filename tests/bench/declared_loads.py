"""Simulated loads declared truly, half, twice, as other goods, and as empty: what is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from measure import figure
from shares import share
from weighed import NAIVE

from app.domain.shipment import Equipment, GoodsLine
from app.screening.measuring import measure
from app.shipments.discrepancies import CODES, Computable, Sides, stand
from app.shipments.discrepancies.limits import CARGO
from app.shipments.discrepancies.mass import mass_row
from app.shipments.discrepancies.tares import tare_of
from app.shipments.seen import Seen
from imaging.luts import attenuation_table
from imaging.phantom import Placement, SceneOptions, make_scene
from imaging.scene import Scene
from tests.unit.room_values import shipment
from tests.unit.rule_values import case, scan

FIRST = 800_000
"""First seed: above all that limits and methods were chosen on."""
LOADS, SMALL = 76, 32
UNITS = {
    "container20": Equipment("container", "X1", length_ft=20, size_type="22G1"),
    "container40hc": Equipment("container", "X1", length_ft=40, size_type="45G1"),
    "trailer53": Equipment("trailer", "X1", length_ft=53),
    "railcar": Equipment("railcar", "X1", size_type="B314"),
}
CODES_OF = {
    "fruit": "080810",
    "grain_bags": "100390",
    "beverages": "220110",
    "stone_tiles": "680221",
    "drums": "271019",
    "plastic_granules": "390120",
    "timber": "440711",
    "paper_rolls": "480100",
    "textiles": "520812",
    "steel_coils": "720839",
    "tubes": "730419",
    "machinery": "845811",
    "electronics": "852872",
    "vehicles": "870323",
    "furniture": "940350",
    "aluminium": "760421",
    "household": "940490",
    "small_parcels": "950300",
    "tyres": "401110",
}
"""A true code of the Harmonized System for each class of simulated goods."""
ORGANIC = ("fruit", "grain_bags", "timber", "paper_rolls", "textiles", "plastic_granules")
METAL = ("steel_coils", "tubes")
_KEYS = {"container": "CONTAINER", "trailer": "TRAILER", "railcar": "RAILCAR"}
_PLAIN = "the limits alone, without uncertainty"
_BY_CLASS = "the largest class is not a declared one"


@dataclasses.dataclass(frozen=True, slots=True)
class Load:
    """One simulated load: what it is, its true mass, and what was measured."""

    kind: str
    commodity: str
    kg: float
    naive_kg: float
    seen: Seen

    def sides(self, *, factor: float = 1.0, hs: str = "", empty: bool = False) -> Sides:
        """Hold it against a declaration."""
        piece = dataclasses.replace(UNITS[self.kind], empty=empty)
        made = shipment(
            equipment=(piece,),
            gross_kg=Decimal(round(self.kg * factor)),
            goods=() if empty else (self._line(hs),),
            pieces=None,
        )
        return Sides(case(made, scans=(scan(**{_KEYS[piece.kind]: "X1"}),)).item, self.seen)

    def _line(self, hs: str) -> GoodsLine:
        unit = "DR" if self.commodity == "drums" else "PK"
        return GoodsLine("goods", hs or CODES_OF[self.commodity], unit=unit)


def declared() -> list[dict[str, Any]]:
    """Measure what is told of loads."""
    loads = [_load(FIRST + n, n) for n in range(LOADS)]
    worse = [_load(FIRST + 2000 + n, n, kept=False) for n in range(LOADS)]
    return [
        *_masses(loads),
        *_materials(loads, "material"),
        _anything(loads, "any_false"),
        *_materials(worse, "neglected_material"),
        _anything(worse, "neglected_any_false"),
        *_empties(),
    ]


def _masses(loads: Sequence[Load]) -> list[dict[str, Any]]:
    whole = [one for one in loads if one.seen.sound and not one.seen.bounded]
    ours, naive = [], []
    for one in whole:
        row = mass_row(one.sides())
        assert row.figure is not None
        ours.append(100.0 * abs(row.figure.value / one.kg - 1.0))
        naive.append(100.0 * abs(one.naive_kg / one.kg - 1.0))
    out = [figure("seen.mass_error", "%", ours, "one coefficient for all", naive, scale=1)]
    out.append(
        share(
            "seen.mass_untold",
            [not one.seen.sound for one in loads],
            "hides some of it",
            [one.seen.bounded for one in loads],
        )
    )
    for name, factor, held in (("false", 1.0, loads), ("half", 0.5, loads), ("twice", 2.0, whole)):
        told = [_fires("I01", one.sides(factor=factor)) for one in held]
        plain = [_beyond(one, factor) for one in held]
        out.append(share(f"seen.mass_{name}", told, _PLAIN, plain))
    return out


def _beyond(one: Load, factor: float) -> bool:
    """Whether the estimate alone is beyond the limits."""
    value = mass_row(one.sides(factor=factor)).figure
    said = one.kg * factor
    limit = max(CARGO.mass_kg, CARGO.mass_share * said)
    return value is not None and abs(value.value - said) > limit


def _materials(loads: Sequence[Load], called: str) -> list[dict[str, Any]]:
    soft = [one for one in loads if one.commodity in ORGANIC]
    hard = [one for one in loads if one.commodity in METAL]
    kept = [*soft, *hard]
    out = []
    for name, organic, metal in (("false", "", ""), ("found", "720839", "520812")):
        pairs = [(one, organic if one in soft else metal) for one in kept]
        told = [_fires("I05", one.sides(hs=hs)) for one, hs in pairs]
        plain = [
            _largest_is_other(one, declared_metal=(one in hard) == (not hs)) for one, hs in pairs
        ]
        out.append(share(f"seen.{called}_{name}", told, _BY_CLASS, plain))
    return out


def _largest_is_other(one: Load, *, declared_metal: bool) -> bool:
    shares = one.seen.material_shares
    largest = max(shares, key=lambda name: shares[name], default="")
    return largest != ("metal" if declared_metal else "organic")


def _anything(loads: Sequence[Load], called: str) -> dict[str, Any]:
    """Loads declared truly of which any row that looks at the image tells something."""
    rows = [code.short for code in CODES if code.computable is Computable.IMAGE]
    told = [any(_fires(code, one.sides()) for code in rows) for one in loads]
    for one, fired in zip(loads, told, strict=True):
        if fired:
            names = [code for code in rows if _fires(code, one.sides())]
            print(f"  told of a true declaration: {one.kind} {one.commodity} {names}")
    return share(f"seen.{called}", told, _PLAIN, [_beyond(one, 1.0) for one in loads])


def _empties() -> list[dict[str, Any]]:
    """Something small in what is declared empty, and nothing in what is declared loaded."""
    small = [_load(FIRST + 500 + n, n, room=(0.4, 0.52)) for n in range(SMALL)]
    bare = [_load(FIRST + 900 + n, n, bare=True) for n in range(SMALL)]
    peer, limit = "more than 2 % of the mass is no equipment", 0.02
    heavier = [[one.naive_kg > limit * _tare(one) for one in held] for held in (small, bare)]
    return [
        share(
            "seen.load_found",
            [_fires("I02", one.sides(empty=True)) for one in small],
            peer,
            heavier[0],
        ),
        share(
            "seen.load_false",
            [_fires("I02", one.sides(empty=True)) for one in bare],
            peer,
            heavier[1],
        ),
        share(
            "seen.empty_found",
            [_fires("I03", one.sides()) for one in bare],
            peer,
            [not one for one in heavier[1]],
        ),
        share(
            "seen.empty_false",
            [_fires("I03", one.sides()) for one in small],
            peer,
            [not one for one in heavier[0]],
        ),
    ]


def _load(
    seed: int,
    number: int,
    *,
    room: tuple[float, float] | None = None,
    bare: bool = False,
    kept: bool = True,
) -> Load:
    """Simulate one load, seen by a well-kept scanner or by one that is badly kept."""
    kind = tuple(UNITS)[number % len(UNITS)]
    commodity = tuple(CODES_OF)[(number // len(UNITS)) % len(CODES_OF)]
    load: str | Placement = commodity if room is None else Placement(commodity, *room)
    usual = SceneOptions.well_kept(kind) if kept else SceneOptions(with_twin=False)
    options = dataclasses.replace(usual, loads=("empty",) if bare else (load,))
    scene = make_scene(seed, equipment=kind, rows=300, options=options)
    kg = scene.truth.total_mass_kg - scene.truth.tare_mass_kg
    return Load(kind, commodity, kg, _naive(scene, kind), measure(scene.radiograph))


def _naive(scene: Scene, kind: str) -> float:
    """Goods by one coefficient for everything, the assumed tare taken off."""
    main, pitch = scene.radiograph.main, scene.radiograph.mm_per_pixel or (1.0, 1.0)
    thick = float(np.asarray(attenuation_table(main))[main.pixels].sum())
    area = pitch[0] * pitch[1] / 1e5
    return thick * area / NAIVE["6/4 MeV"] - tare_of(UNITS[kind]).kg


def _tare(one: Load) -> float:
    return tare_of(UNITS[one.kind]).kg


def _fires(code: str, sides: Sides) -> bool:
    row = next(one for one in CODES if one.short == code)
    return bool(stand(row, sides).found)
