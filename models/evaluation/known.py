"""Kinds of irregularity that the network was taught, on scenes nobody has seen."""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.bench import Bench, Outcome, seen
from models.evaluation.figures import Figure, share
from models.evaluation.passes import Entry
from models.evaluation.scans import Judged, Rarity, by_kind, false_alarms, figures, judge
from models.training.scenes import KNOWN, MOST_ATTEMPTS, Plan

BEAMS = ("megavolt", "kilovolt")


def measure(bench: Bench) -> Outcome:
    """All known kinds together, by beam, each alone; false alarms; what nobody could see."""
    judged = judged_test(bench)
    plans = bench.test_plans()
    out = figures(judged, KNOWN, "known")
    for beam in BEAMS:
        of_beam = [one for one in judged if one.scan.group.startswith(beam)]
        if {bool(one.scan.kind) for one in of_beam} == {True, False}:
            out += figures(of_beam, KNOWN, f"known.{beam}")
    present = {one.scan.kind for one in judged}
    out += by_kind(judged, [kind for kind in KNOWN if kind in present])
    out += false_alarms(judged)
    out += out_of_sight(plans, bench.entries("test", plans))
    return Outcome(tuple(out))


def judged_test(bench: Bench) -> list[Judged]:
    """The test scenes, judged by the harmless scenes of the calibration."""
    rarity = Rarity(one.score for one in bench.calibration())
    return judge((one.score for one in seen(bench.entries("test", bench.test_plans()))), rarity)


def out_of_sight(plans: Sequence[Plan], entries: Sequence[Entry | None]) -> list[Figure]:
    """Share of all hidings that were drawn and not asked for, since nobody could have seen them.

    Seeds at which the cargo had no room for the hiding, or the scan did not fit the detector, are
    among them: the store counts its tries alike.
    """
    tried: dict[str, list[bool]] = {}
    for item, entry in zip(plans, entries, strict=True):
        if item.irregularity is None:
            continue
        count = MOST_ATTEMPTS if entry is None else _whole(entry["tries"]) - 1
        tried.setdefault(item.irregularity, []).extend(
            [True] * count + [False] * (entry is not None)
        )
    whole = [one for kind in tried.values() for one in kind]
    out = [share("hidings.out_of_sight", whole)]
    return out + [share(f"hidings.out_of_sight.{kind}", tried[kind]) for kind in sorted(tried)]


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} stands where a number of tries belongs")
    return value
