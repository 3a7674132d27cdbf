"""``python -m models.evaluation reasons|blind --scenes N``: figures on simulated scenes."""

from __future__ import annotations

import argparse
import json
import sys

from models.detector import Detector
from models.evaluation import blind
from models.evaluation.reasons import figures, judge_bodies, judge_findings
from models.evaluation.truths import FIRST_SEED, true_scenes


def main() -> int:
    """Print what was asked for, a figure a line."""
    parser = argparse.ArgumentParser(prog="python -m models.evaluation", description=__doc__)
    parser.add_argument("what", choices=("reasons", "blind"))
    parser.add_argument("--scenes", type=int, default=60)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--show", action="store_true", help="print every sentence as well")
    options = parser.parse_args()
    if options.what == "blind":
        return _blind(options.scenes)
    scenes = list(true_scenes(options.scenes, options.first_seed))
    by_truth = judge_bodies(scenes)
    by_model = judge_findings(scenes, Detector.load())
    if options.show:
        for one in (*by_truth, *by_model):
            wrong = [kind for kind, good in one.clauses if not good]
            _line(
                f"{one.text} [true {one.true_kg:.1f} kg]{' WRONG: ' if wrong else ''}{wrong or ''}"
            )
    for figure in (*figures(by_truth), *figures(by_model, ".detector")):
        _line(json.dumps(figure.plain()))
    return 0


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _blind(scenes: int) -> int:
    for figure in blind.figures(list(blind.tried_places(scenes))):
        _line(json.dumps(figure.plain()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
