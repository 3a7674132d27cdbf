"""What loads weigh by X-ray, against the truth of simulated scenes, and what weighing costs.

The peer is what a user with a ruler does: one attenuation coefficient for everything
(`weighed.NAIVE`), on the same pixels of the same scenes; its interval is plus or minus a tenth.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from measure import figure, times
from weighed import ENERGIES, MEASURED_ON, Weighed, hidden, seen_through, weigh_all, wilson

from imaging.energy import at_point, box_region, region_survey, survey
from imaging.luts import attenuation_table
from imaging.material import scale_of
from imaging.phantom import SceneOptions, make_scene

_SCENES = 110
_PEER = "one coefficient for everything"


def figures() -> list[dict[str, Any]]:
    """Weigh 330 scenes that nothing was chosen on, then time the weighing."""
    rows = weigh_all(_SCENES, MEASURED_ON)
    loads, others = seen_through(rows, "load"), hidden(rows, "load")
    out = [_error("energy.mass_error", loads)]
    for name in ENERGIES:
        part = [row for row in loads if row.energies == name]
        out.append(_error(f"energy.mass_error.{name.replace(' ', '').replace('/', '_')}", part))
    out.append(_error("energy.mass_error.goods_alone", seen_through(rows, "goods")))
    out.append(_error("energy.mass_error.whole_view", seen_through(rows, "view")))
    out.append(_share("energy.mass_coverage", loads, _holds, 10.0))
    out.append(_share("energy.mass_coverage.whole_view", seen_through(rows, "view"), _holds, 10.0))
    out.append(_share("energy.mass_lower_bound", others, _bounds, 0.0))
    bounds = [100.0 * row.low for row in others]
    naive = [100.0 * row.naive for row in others]
    out.append(figure("energy.mass_bound_of_truth", "%", bounds, _PEER, naive, scale=1.0))
    return out + _speed()


def _error(name: str, rows: list[Weighed]) -> dict[str, Any]:
    """Median relative error in per cent."""
    ours = [100.0 * abs(row.kg - 1.0) for row in rows]
    naive = [100.0 * abs(row.naive - 1.0) for row in rows]
    return figure(name, "%", ours, _PEER, naive, scale=1.0)


def _holds(low: float, high: float) -> bool:
    return low <= 1.0 <= high


def _bounds(low: float, _high: float) -> bool:
    return low <= 1.0


def _share(name: str, rows: list[Weighed], holds: Any, margin: float) -> dict[str, Any]:
    """Share of outlines in per cent; p50 and p99 are the ends of its 95 % interval."""
    held = sum(holds(row.low, row.high) for row in rows)
    share = margin / 100.0
    naive = sum(holds(row.naive * (1 - share), row.naive * (1 + share)) for row in rows)
    low, high = wilson(held, len(rows))
    value, peer = 100.0 * held / len(rows), 100.0 * naive / len(rows)
    return {
        "name": name,
        "unit": "%",
        "n": len(rows),
        "p50": 100.0 * low,
        "p99": 100.0 * high,
        "value": value,
        "peer": f"{_PEER}, {margin:g} % either way",
        "peer_value": peer,
        "ratio": value / max(peer, 1e-9),
    }


def _speed() -> list[dict[str, Any]]:
    """Time a region of 400 by 300 pixels, a point, and a whole scan of 1024 rows."""
    options = SceneOptions(bits=16)
    scene = make_scene(
        7, equipment="container40", rows=1024, commodity="household", options=options
    )
    radiograph = scene.radiograph
    scale = scale_of(radiograph)
    outline = box_region(900, 400, 400, 300)
    table = attenuation_table(radiograph.main)
    pixels = radiograph.main.pixels

    def by_ruler() -> float:
        return float(table[pixels[400:700, 900:1300]].sum())

    def whole_by_ruler() -> float:
        return float(np.sum(table[pixels], dtype=np.float64))

    region = times(lambda: region_survey(radiograph, outline, scale=scale), 30)
    point = times(lambda: at_point(radiograph, 1000, 500, scale), 200)
    whole = times(lambda: survey(radiograph, scale=scale), 8)
    small = times(by_ruler, 30)
    return [
        figure("energy.region_ms", "ms", region, _PEER, small, scale=1000.0),
        figure("energy.point_us", "us", point, _PEER, small, scale=1e6),
        figure("energy.survey_ms", "ms", whole, _PEER, times(whole_by_ruler, 8), scale=1000.0),
    ]
