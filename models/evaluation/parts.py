"""The parts of the evaluation, in the order in which they are run, and the card they fill."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from models.evaluation import (
    blind,
    known,
    masses,
    real,
    reasons,
    second,
    shifting,
    swaps,
    unknown_kinds,
)
from models.evaluation.bench import Bench, Outcome
from models.evaluation.figures import Figure
from models.evaluation.passes import say
from models.evaluation.truths import true_scenes

COMMAND = "make evaluate"


def _reasons(bench: Bench) -> Outcome:
    scenes = list(true_scenes(bench.sizes.bodies))
    by_truth = reasons.figures(reasons.judge_bodies(scenes))
    by_model = reasons.figures(reasons.judge_findings(scenes, bench.detector), ".detector")
    return Outcome((*by_truth, *by_model))


def _blind(bench: Bench) -> Outcome:
    return Outcome(tuple(blind.figures(list(blind.tried_places(bench.sizes.blind)))))


PARTS: Mapping[str, Callable[[Bench], Outcome]] = MappingProxyType(
    {
        "known": known.measure,
        "second_generator": second.measure,
        "shifts": shifting.measure,
        "mass": masses.measure,
        "swap": swaps.measure,
        "real": real.measure,
        "reasons": _reasons,
        "blind": _blind,
        "new_kinds": unknown_kinds.measure,
    }
)


def measured(bench: Bench, names: Sequence[str]) -> dict[str, Outcome]:
    """Measure the parts that have not been; return all that were asked for."""
    out = {}
    for name in names:
        place = bench.folder / f"{name}.json"
        if not place.is_file():
            say(f"measuring {name}")
            PARTS[name](bench).keep(place)
        out[name] = Outcome.kept(place)
    return out


def fill_card(place: Path, outcomes: Mapping[str, Outcome]) -> None:
    """Write every figure into the card; of what nobody measured there is none.

    The digest in the card is that of the weights, so that the card stays the one of its weights.
    """
    tree = json.loads(place.read_text(encoding="utf-8"))
    tree["figures"] = [one.plain() for one in _with_cases(outcomes)]
    tree["figures_command"] = COMMAND
    partial = place.with_suffix(".part")
    partial.write_text(json.dumps(tree, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(place)


def table(outcomes: Mapping[str, Outcome]) -> str:
    """All figures with interval, number of cases and data, and all remarks."""
    lines = [
        f"{one.name:58s} {one.value:8.4f}  "
        f"{one.low:8.4f} to {one.high:8.4f}  {one.n:6d}  {one.data}"
        for one in _with_cases(outcomes)
    ]
    return "\n".join([*lines, *(text for one in outcomes.values() for text in one.remarks)])


def _with_cases(outcomes: Mapping[str, Outcome]) -> list[Figure]:
    every = [figure for one in outcomes.values() for figure in one.figures]
    return [one for one in every if one.n > 0 and math.isfinite(one.value)]
