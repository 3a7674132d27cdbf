"""Scenes of the second simulator, which nothing was ever taught: whether it carries over.

Its own harmless scenes calibrate, as a site's own scans do before a model is put in force there. So
that no scene is compared with itself, they are dealt into parts, and each part, irregular scenes
included, is judged by the harmless scenes of the others. The same with the calibration of the first
simulator says what becomes of it where nobody calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.apart import lower_by, sides
from models.evaluation.bench import Bench, Outcome
from models.evaluation.known import judged_test
from models.evaluation.scans import Judged, Rarity, ScanScore, false_alarms, figures, judge
from models.training.scenes import KNOWN

PARTS = 5
DATA = "second generator"
REMARK = (
    "auroc.second_generator is with harmless scenes of the second simulator as the calibration, "
    "first_calibration with those of the first."
)


def measure(bench: Bench) -> Outcome:
    """Known kinds on the second simulator, and how much lower than on the first."""
    scores = [one.score for one in bench.second()]
    own = judged_by_others(scores)
    foreign = judge(scores, Rarity(one.score for one in bench.calibration()))
    usual = sides(judged_test(bench), KNOWN)
    out = figures(own, KNOWN, "second_generator", data=DATA)
    for kind in [kind for kind in KNOWN if any(one.scan.kind == kind for one in own)]:
        out += figures(own, [kind], f"second_generator.kind.{kind}", data=DATA)
    out += figures(foreign, KNOWN, "second_generator.first_calibration", data=DATA)
    for label, judged in (("", own), (".first_calibration", foreign)):
        name = f"auroc.second_generator{label}.lower_by"
        out.append(lower_by(name, usual, sides(judged, KNOWN), paired=False, data=DATA))
        alarms = false_alarms(judged, data=DATA)[0]
        out.append(alarms.named(f"{alarms.name}.second_generator{label}"))
    return Outcome(tuple(out), (REMARK,))


def judged_by_others(scores: Sequence[ScanScore]) -> list[Judged]:
    """Judge each scan by the harmless scans of the other parts."""
    turns = {True: 0, False: 0}
    dealt: list[list[ScanScore]] = [[] for _ in range(PARTS)]
    for one in scores:
        harmless = not one.kind
        dealt[turns[harmless] % PARTS].append(one)
        turns[harmless] += 1
    out = []
    for number, part in enumerate(dealt):
        others = [s for n, other in enumerate(dealt) if n != number for s in other if not s.kind]
        out += judge(part, Rarity(others))
    return out
