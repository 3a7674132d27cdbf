"""Goods that are declared as other goods, on scenes of the second simulator.

The score of a declaration is how much likelier, by the mean logarithm over all cells of cargo, the
network takes the goods for its best class than for the declared one: 0 where both agree. What a
score means follows from honest declarations alone, in parts, so that no scan is held against
itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from imaging.vocabulary import COMMODITY_NAMES
from imaging.yard import make_second_scene
from models.evaluation.bench import Bench, Outcome, seen
from models.evaluation.figures import Figure, mean, share
from models.evaluation.looks import Look, look

DATA = "second generator"
PARTS = 5
RATE = 0.01
MATERIAL: Mapping[str, str] = MappingProxyType(
    {
        "fruit": "organic",
        "grain_bags": "organic",
        "beverages": "organic",
        "drums": "organic",
        "plastic_granules": "organic",
        "timber": "organic",
        "paper_rolls": "organic",
        "textiles": "organic",
        "furniture": "organic",
        "tyres": "organic",
        "stone_tiles": "mineral",
        "aluminium": "mineral",
        "steel_coils": "metal",
        "tubes": "metal",
        "machinery": "metal",
        "vehicles": "metal",
        "electronics": "mixed",
        "household": "mixed",
        "small_parcels": "mixed",
    }
)
"""What most of the mass of the goods is of; aluminium attenuates as stone does."""
GOODS = COMMODITY_NAMES[1:]


def measure(bench: Bench) -> Outcome:
    """Shares of swapped declarations that are found at one false alarm in a hundred."""
    plans = [item for item in bench.second_plans() if item.irregularity is not None]
    twins = bench.entries(
        "second_twins",
        plans,
        lambda scene: look(bench.detector, scene, clean=True).entry(),
        make_second_scene,
    )
    looks = [one for one in bench.second() if not one.score.kind] + seen(twins)
    cases = [one for one in looks if one.goods and one.score.commodity in GOODS]
    if not cases:
        return Outcome(remarks=("The model names no goods: its card has no such output.",))
    return Outcome(tuple(figures(cases)))


def figures(cases: Sequence[Look]) -> list[Figure]:
    """What is found, and how often an honest declaration is doubted.

    Each scan counts once, with the share of the swaps of its declaration that are found: they are
    not independent of each other.
    """
    doubted, across, every = [], [], []
    for number, one in enumerate(cases):
        others = [c for n, c in enumerate(cases) if n % PARTS != number % PARTS]
        limit = threshold([doubt(c, c.score.commodity) for c in others])
        own = one.score.commodity
        found = {name: doubt(one, name) > limit for name in GOODS if name != own}
        apart = [hit for name, hit in found.items() if MATERIAL[name] != MATERIAL[own]]
        doubted.append(doubt(one, own) > limit)
        across.append(sum(apart) / len(apart))
        every.append(sum(found.values()) / len(found))
    told = [max(GOODS, key=lambda name: -doubt(one, name)) for one in cases]
    right = [name == one.score.commodity for name, one in zip(told, cases, strict=True)]
    return [
        mean("swap.found_at_1pct", across, data=DATA),
        mean("swap.all_classes", every, data=DATA),
        share("swap.false_alarms_at_1pct", doubted, data=DATA),
        share("goods.told_right", right, data=DATA),
    ]


def doubt(one: Look, declared: str) -> float:
    """How much likelier another class is than the declared one, in natural logarithms, from 0."""
    return max(one.goods[1:]) - one.goods[COMMODITY_NAMES.index(declared)]


def threshold(honest: Sequence[float]) -> float:
    """The doubt that at most one in a hundred honest declarations exceeds (conformal)."""
    place = math.ceil((1.0 - RATE) * (len(honest) + 1))
    return sorted(honest)[place - 1] if place <= len(honest) else math.inf
