"""``python -m models.evaluation all``: every figure of the card (``make evaluate``).

Each part is measured once for one file of weights and kept under ``build/evaluation``; a run that
was stopped goes on at the next scene. A part can be asked for alone; the card is filled by ``all``.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from models.card import shipped_card_path
from models.detector import Detector
from models.evaluation.bench import SMALL, Bench, Sizes
from models.evaluation.parts import PARTS, fill_card, measured, table
from models.evaluation.passes import say
from models.evaluation.reasons import judge_bodies, judge_findings
from models.evaluation.truths import FIRST_SEED, true_scenes


def main() -> int:
    """Measure what was asked for, and print it as a table or a figure a line."""
    options = _options()
    if options.show:
        _show(options)
        return 0
    bench = _bench(options)
    outcomes = measured(bench, list(PARTS) if options.what == "all" else [options.what])
    if options.what == "all" and not options.small:
        fill_card(options.card, outcomes)
    if options.lines:
        for one in outcomes.values():
            for figure in one.figures:
                say(json.dumps(figure.plain()))
    else:
        say(table(outcomes))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m models.evaluation", description=__doc__)
    parser.add_argument("what", choices=("all", *PARTS))
    parser.add_argument("--card", type=Path, default=shipped_card_path())
    parser.add_argument("--out", type=Path, default=Path("build/evaluation"))
    parser.add_argument("--store", type=Path, default=Path("build/training"))
    parser.add_argument("--real", type=Path, default=Path("../shared/data/xray_cargo16_dual"))
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--small", action="store_true", help="few scenes, to try the chain")
    parser.add_argument("--lines", action="store_true", help="print JSON, a figure a line")
    parser.add_argument("--show", action="store_true", help="print every sentence of the reasons")
    parser.add_argument("--scenes", type=int, default=60, help="of --show")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help="of --show")
    return parser.parse_args()


def _bench(options: argparse.Namespace) -> Bench:
    detector = Detector.load(options.card)
    name = detector.card.sha256[:16] + ("-small" if options.small else "")
    return Bench(
        detector=detector,
        folder=options.out / name,
        store=options.store,
        sizes=SMALL if options.small else Sizes(),
        processes=options.processes,
        real=options.real,
        small=options.small,
    )


def _show(options: argparse.Namespace) -> None:
    scenes = list(true_scenes(options.scenes, options.first_seed))
    for one in (*judge_bodies(scenes), *judge_findings(scenes, Detector.load(options.card))):
        wrong = [kind for kind, good in one.clauses if not good]
        ending = f" WRONG: {wrong}" if wrong else ""
        say(f"{one.text} [true {one.true_kg:.1f} kg]{ending}")


if __name__ == "__main__":
    raise SystemExit(main())
