"""``python -m models.training.second_look``: the shipped weights on scenes that nobody looked at.

The test scenes of the card were looked at more than once while the weights were made. Figures from
seeds that no training, threshold or earlier test used do not depend on that.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from models.card import shipped_card_path
from models.detector import Detector
from models.training.evaluate import score_all, summary
from models.training.scenes import digest, plan, simulate

FIRST_SEED = 9_000_000
INNOCENT, IRREGULAR = 300, 480


def main() -> None:
    """Simulate, score and print the figures of all scans, and by kind of beam."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--store", type=Path, default=Path("build/second_look"))
    options = parser.parse_args()
    jobs = plan("test", INNOCENT, IRREGULAR, first_seed=options.first_seed)
    files = simulate(jobs, options.store / str(options.first_seed), processes=2)
    detector = Detector.load()
    strict = json.loads(shipped_card_path().read_text(encoding="utf-8"))["figures"]
    scores = score_all(detector, files)
    figures = {
        name: summary(
            [score for score in scores if score.beam.startswith(beam)],
            dict(detector.card.thresholds),
            strict["strict_thresholds"],
        )
        for name, beam in (("all", ""), ("linac", "megavolt"), ("tube", "kilovolt"))
    }
    seen = {"first_seed": options.first_seed, "scene_list_crc32": digest(files)}
    print(json.dumps(seen | {"model_sha256": detector.card.sha256} | figures, indent=1))


if __name__ == "__main__":
    main()
