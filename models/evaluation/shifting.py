"""The shift table: what becomes of the test scenes when the scanner is another, or worse."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.detector import Detector
from models.errors import UnfitScan
from models.evaluation.apart import Sides, lower_by
from models.evaluation.bench import Bench, Outcome
from models.evaluation.figures import Figure, share
from models.evaluation.looks import Look, look, look_at
from models.evaluation.passes import Entry
from models.evaluation.scans import Rarity, auroc_figure
from models.evaluation.shifts import ON_COUNTS, SPECTRUM, shifted
from models.training.scenes import Plan
from models.training.store import StoredScene

SHIFTS = (*ON_COUNTS, SPECTRUM)
CLEAN = "clean"


def measure(bench: Bench) -> Outcome:
    """The area under every shift, and how much lower than on the same scenes without it.

    A scene that the detector calls unknown under a shift counts as flagged, since an officer looks
    at it: harmless or not.
    """
    plans = _some(bench.test_plans(), bench.sizes.shifted)
    entries = bench.entries("shifts", plans, lambda scene: _entry(bench.detector, scene))
    rarity = Rarity(one.score for one in bench.calibration())
    found = [entry for entry in entries if entry is not None]
    clean = _sides(found, CLEAN, rarity)
    out = [auroc_figure("auroc.shift.clean", list(clean[0]), list(clean[1]))]
    for name in SHIFTS:
        out += _told(name, clean, _sides(found, name, rarity))
        unknown = [entry[name] is None for entry in found]
        out.append(share(f"unknown.shift.{name}", unknown))
    return Outcome(tuple(out))


def _some(plans: Sequence[Plan], count: int) -> list[Plan]:
    """So many harmless scenes and so many irregular ones, the first of each."""
    harmless = [item for item in plans if item.irregularity is None]
    irregular = [item for item in plans if item.irregularity is not None]
    return harmless[:count] + irregular[:count]


def _entry(detector: Detector, scene: StoredScene) -> Entry:
    entry: Entry = {CLEAN: look(detector, scene).entry()}
    for name in SHIFTS:
        try:
            view, mask = shifted(scene, name)
        except UnfitScan:
            entry[name] = None
            continue
        mask_or_none = mask if scene.notes.irregularity else None
        entry[name] = look_at(detector, scene, view, mask_or_none).entry()
    return entry


def _sides(found: Sequence[Entry], name: str, rarity: Rarity) -> Sides:
    """Rates of the harmless and the irregular scenes, in the order of the scenes."""
    rates: dict[bool, list[float]] = {False: [], True: []}
    for entry in found:
        clean, seen = _look(entry[CLEAN]), entry[name]
        rate = 0.0
        if seen is not None:
            score = _look(seen).score
            rate = rarity.of(score.group, score.peak)
        rates[bool(clean.score.kind)].append(rate)
    return np.array(rates[False]), np.array(rates[True])


def _look(entry: object) -> Look:
    if not isinstance(entry, dict):
        raise TypeError(f"{entry!r} is no look at a scene: remove the notebook and begin anew")
    return Look.read(entry)


def _told(name: str, clean: Sides, other: Sides) -> list[Figure]:
    harmless, irregular = (list(side) for side in other)
    return [
        auroc_figure(f"auroc.shift.{name}", harmless, irregular),
        lower_by(f"auroc.shift.{name}.lower_by", clean, other, paired=True),
        share(f"found_at_5pct.shift.{name}", [rate <= 0.05 for rate in irregular]),
        share(f"false_alarms_at_5pct.shift.{name}", [rate <= 0.05 for rate in harmless]),
    ]
