"""The mass of all that stands in the beam, from the network's map, against the true one."""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.bench import Bench, Outcome, seen
from models.evaluation.figures import SIMULATED, Figure, median, share
from models.evaluation.looks import Look

PENETRATED = 0.02
"""Share of what stands in the beam that may be opaque; beyond it the mass is a lower bound."""
CLOSE = 0.10


def measure(bench: Bench) -> Outcome:
    """Masses on the test scenes, and on those of the second simulator."""
    looks = seen(bench.entries("test", bench.test_plans()))
    if all(one.read_kg is None for one in looks):
        return Outcome(remarks=("The model weighs nothing: its card names no areal mass.",))
    second = figures(bench.second(), ".second_generator", data="second generator")
    return Outcome((*figures(looks), *second))


def figures(looks: Sequence[Look], suffix: str = "", *, data: str = SIMULATED) -> list[Figure]:
    """Errors where nearly everything is penetrated; elsewhere whether the mass is a lower bound.

    ``mass.ratio`` is what was read over what is true: its distance from 1 is an error that all
    scenes share, such as that of bodies nearer to the source, which look larger (docs/phantom.md).
    """
    weighed = [one for one in looks if one.read_kg is not None and one.total_kg > 0.0]
    ratios = [(one.opaque <= PENETRATED, (one.read_kg or 0.0) / one.total_kg) for one in weighed]
    clear = [ratio for through, ratio in ratios if through]
    hidden = [ratio for through, ratio in ratios if not through]
    return [
        median(f"mass.median_error{suffix}", [abs(ratio - 1.0) for ratio in clear], data=data),
        median(f"mass.ratio{suffix}", clear, data=data),
        share(f"mass.within_10pct{suffix}", [abs(r - 1.0) <= CLOSE for r in clear], data=data),
        share(f"mass.lower_bound_holds{suffix}", [ratio <= 1.0 for ratio in hidden], data=data),
        median(f"mass.ratio_where_opaque{suffix}", hidden, data=data),
    ]
