"""``python -m models.training``: from nothing to weights with a card (``make train``).

Simulates the scenes that are not there yet, trains, exports, sets the thresholds on scenes kept for
that, measures on scenes nobody saw, and writes ``anomaly.onnx`` and ``anomaly.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import tempfile
from pathlib import Path

import torch

from models.card import FORMAT, shipped_card_path, weights_path
from models.detector import Detector
from models.findings import TITLES
from models.training.evaluate import (
    FALSE_ALARM_SHARE,
    attenuation_per_gram,
    findings_per_scan,
    real_scans,
    score_all,
    summary,
    thresholds,
)
from models.training.export import build
from models.training.fit import Recipe, fit
from models.training.scenes import FIRST_SEED, KNOWN, SPEC, digest, plan, simulate
from models.training.words import LICENCE, LIMITS, NAME, VERSION

STRICT_SHARE = 0.01
SCENES = {"train": (500, 2100), "calibration": (500, 0), "test": (300, 480)}
"""By split: innocent and irregular scenes."""
SMALL_SCENES = {"train": (8, 24), "calibration": (24, 0), "test": (16, 24)}


def main() -> int:
    """Run what the command line asks for."""
    options = _options()
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    torch.set_num_threads(options.threads)
    wanted = SMALL_SCENES if options.small else SCENES
    files = {}
    for split, (benign, irregular) in wanted.items():
        print(f"scenes for {split}: {benign} innocent, {irregular} irregular", flush=True)
        files[split] = simulate(
            plan(split, benign, irregular), options.store / split, processes=options.processes
        )
    if options.only_simulate:
        return 0
    recipe = Recipe(
        iterations=30 if options.small else options.iterations, brain_float=_has_bfloat16()
    )
    print(f"training: {recipe}", flush=True)
    layers = fit(files["train"], recipe)
    content = build(layers).SerializeToString()
    target = options.out / "anomaly.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    card = measured_card(content, files, recipe, options.real)
    weights_path(target).write_bytes(content)
    target.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(card["figures"], indent=2), flush=True)
    Detector.load(target)
    return 0


def measured_card(
    content: bytes, files: dict[str, list[Path]], recipe: Recipe, real: Path | None = None
) -> dict[str, object]:
    """The card of some weights: thresholds and figures are measured here, through ONNX Runtime."""
    tree = _draft(content, files, recipe)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "anomaly.json"
        draft.write_text(json.dumps(tree), encoding="utf-8")
        weights_path(draft).write_bytes(content)
        detector = Detector.load(draft)
    calibration = score_all(detector, files["calibration"])
    calibration += score_all(detector, files["calibration"], single=True)
    limits = thresholds(calibration, FALSE_ALARM_SHARE)
    strict = thresholds(calibration, STRICT_SHARE)
    innocent = [path for path in files["test"] if path.stem.endswith("-none")]
    dual = score_all(detector, files["test"])
    single = score_all(detector, files["test"], single=True)
    tree["thresholds"] = limits
    figures: dict[str, object] = {
        "measured_on": "simulated scenes never seen in training or in setting the thresholds",
        "runtime": "ONNX Runtime, CPU",
        "strict_thresholds": strict,
        "two_energies_linac": summary(
            [s for s in dual if s.beam.startswith("megavolt")], limits, strict
        ),
        "two_energies_tube": summary(
            [s for s in dual if s.beam.startswith("kilovolt")], limits, strict
        ),
        "two_energies": summary(dual, limits, strict),
        "one_energy": summary(single, limits, strict),
        "findings_per_innocent_scan": findings_per_scan(detector, innocent, limits),
    }
    tree["figures"] = figures
    if real is not None:
        figures["real_scans"] = {
            "what": "real dual-energy scans of containers on rail; nobody vouches for their "
            "contents, so every finding counts as a false alarm; never trained on",
            "scans": real_scans(detector, real, limits),
        }
    return tree


def _draft(content: bytes, files: dict[str, list[Path]], recipe: Recipe) -> dict[str, object]:
    """The card before anything was measured; thresholds of one half stand in until then."""
    innocent = [path for path in files["train"] if path.stem.endswith("-none")]
    return {
        "format": FORMAT,
        "name": NAME,
        "version": VERSION,
        "sha256": hashlib.sha256(content).hexdigest(),
        "input": {
            "megavolt_mm": SPEC.megavolt_mm,
            "kilovolt_mm": SPEC.kilovolt_mm,
            "tile_rows": SPEC.tile_rows,
            "tile_columns": SPEC.tile_columns,
            "overlap": SPEC.overlap,
        },
        "thresholds": dict.fromkeys(
            ("megavolt_dual", "megavolt_single", "kilovolt_dual", "kilovolt_single"), 0.5
        ),
        "cm2_per_g": attenuation_per_gram(innocent),
        "classes": dict(TITLES),
        "trained_on": {
            "what": "scenes simulated by imaging.phantom; no real scan and no downloaded weights",
            "command": "make train",
            "scenes": {split: len(paths) for split, paths in files.items()},
            "first_seed": FIRST_SEED,
            "scene_list_crc32": {split: digest(paths) for split, paths in files.items()},
            "known_kinds": list(KNOWN),
            "iterations": recipe.iterations,
            "seed": recipe.seed,
            "torch": torch.__version__,
        },
        "figures": {},
        "limits": LIMITS,
        "licence": LICENCE,
    }


def _has_bfloat16() -> bool:
    return "AVX512" in torch.backends.cpu.get_cpu_capability()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("build/training"))
    parser.add_argument("--out", type=Path, default=shipped_card_path().parent)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--iterations", type=int, default=Recipe().iterations)
    parser.add_argument("--real", type=Path, help="folder of real scans to report findings on")
    parser.add_argument("--small", action="store_true", help="a minute's run, to try the chain")
    parser.add_argument("--only-simulate", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
