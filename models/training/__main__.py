"""``python -m models.training``: from nothing to weights with a card (``make train``).

Simulates the scenes that are not there yet, trains, exports, sets the thresholds on scenes kept for
that, and writes ``anomaly.onnx`` with its card ``anomaly.json`` and what harmless scenes scored,
``anomaly-alarms.json``; then the same in eight bits, ``anomaly-int8``. What the weights are worth
is measured afterwards, by ``make evaluate``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import tempfile
from pathlib import Path

import torch

from imaging.vocabulary import COMMODITY_NAMES
from models.alarm_file import write_alarms
from models.card import FORMAT, alarms_path, shipped_card_path, weights_path
from models.detector import Detector
from models.findings import TITLES
from models.tensors import AIR, BATCH, BEAM, COUNTS, PROBABILITY
from models.training.export import build
from models.training.fit import Recipe, fit
from models.training.quantise import quantised
from models.training.scenes import FIRST_SEED, SPEC, TAUGHT, digest, plan, simulate
from models.training.thresholds import attenuation_per_gram, harmless, shipped, thresholds
from models.training.words import LICENCE, LIMITS, MEANING, NAME, VERSION

SCENES = {"train": (600, 2400), "calibration": (2000, 0)}
"""By split: harmless and irregular scenes."""
SMALL_SCENES = {"train": (8, 24), "calibration": (24, 0)}
SMALL_STEPS = 30
USUAL_THRESHOLD = 0.5


def main() -> int:
    """Run what the command line asks for."""
    options = _options()
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    torch.set_num_threads(options.threads)
    kinds = [kind for kind in TAUGHT if kind not in options.without]
    files = {
        split: _scenes(split, options, kinds)
        for split in (SMALL_SCENES if options.small else SCENES)
    }
    recipe = Recipe(
        iterations=SMALL_STEPS if options.small else options.iterations,
        brain_float=options.device != "cpu" or _has_bfloat16(),
        device=options.device,
    )
    print(f"training: {recipe}", flush=True)
    model = build(fit(files["train"], recipe))
    content = model.SerializeToString()
    tree = _card(content, files, recipe, kinds)
    target = options.out / shipped_card_path().name
    if options.bare:
        _write(content, tree, target)
        return 0
    _ship(content, tree, target, files["calibration"])
    whole = quantised(model, files["train"]).SerializeToString()
    tree |= {"sha256": hashlib.sha256(whole).hexdigest(), "version": f"{VERSION} int8"}
    _ship(whole, tree, options.out / shipped_card_path(int8=True).name, files["calibration"])
    return 0


def _ship(content: bytes, tree: dict[str, object], target: Path, calibration: list[Path]) -> None:
    """Set the thresholds of some weights, and write them with their card."""
    scans = harmless(_detector(content, tree), calibration)
    tree["thresholds"] = thresholds(scans)
    _write(content, tree, target)
    write_alarms(alarms_path(target), shipped(scans, str(tree["sha256"])))
    print(f"{target}: {Detector.load(target).card.sha256}", flush=True)


def _write(content: bytes, tree: dict[str, object], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    weights_path(target).write_bytes(content)
    target.write_text(json.dumps(tree, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _scenes(split: str, options: argparse.Namespace, kinds: list[str]) -> list[Path]:
    harmless, irregular = (SMALL_SCENES if options.small else SCENES)[split]
    print(f"scenes for {split}: {harmless} harmless, {irregular} irregular", flush=True)
    plans = plan(split, harmless, irregular, kinds=kinds)
    return simulate(plans, options.store / split, processes=options.processes)


def _detector(content: bytes, tree: dict[str, object]) -> Detector:
    """The weights as the program runs them, before they have thresholds of their own."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "anomaly.json"
        draft.write_text(json.dumps(tree), encoding="utf-8")
        weights_path(draft).write_bytes(content)
        return Detector.load(draft)


def _card(
    content: bytes, files: dict[str, list[Path]], recipe: Recipe, kinds: list[str]
) -> dict[str, object]:
    """The card, with thresholds that stand in until they are set.

    It lists no commodities, so that nothing is read into the goods: on scenes of the second
    simulator one load in three is told right, and a wrong "which no line declares" is worse than
    none. What the map would say is measured all the same (`models.evaluation.swaps`).
    """
    innocent = [path for path in files["train"] if path.stem.endswith("-none")]
    beams = ("megavolt_dual", "megavolt_single", "kilovolt_dual", "kilovolt_single")
    return {
        "format": FORMAT,
        "name": NAME,
        "version": VERSION,
        "sha256": hashlib.sha256(content).hexdigest(),
        "meaning": MEANING,
        "input": {
            "megavolt_mm": SPEC.megavolt_mm,
            "kilovolt_mm": SPEC.kilovolt_mm,
            "tile_rows": SPEC.tile_rows,
            "tile_columns": SPEC.tile_columns,
            "overlap": SPEC.overlap,
            "batch": SPEC.batch,
        },
        "inputs": {
            "counts": {"meaning": COUNTS, "shape": [BATCH, 2, "rows", "columns"]},
            "air": {"meaning": AIR, "shape": [BATCH, 2]},
            "beam": {"meaning": BEAM, "shape": [BATCH, 2]},
        },
        "outputs": {
            "probability": _output(PROBABILITY, 1, 4),
            "change": _output("attenuation_added", 1, 4),
            "areal_mass": _output("areal_mass_g_cm2", 1, 4),
            "commodity": _output("commodity_probability", len(COMMODITY_NAMES), 8),
        },
        "thresholds": dict.fromkeys(beams, USUAL_THRESHOLD),
        "cm2_per_g": attenuation_per_gram(innocent),
        "classes": dict(TITLES),
        "trained_on": {
            "what": "scenes simulated by imaging.phantom; no real scan and no downloaded weights",
            "command": "make train",
            "machine": _machine(recipe),
            "scenes": {split: len(paths) for split, paths in files.items()},
            "first_seed": FIRST_SEED,
            "scene_list_crc32": {split: digest(paths) for split, paths in files.items()},
            "known_kinds": kinds,
            "iterations": recipe.iterations,
            "seed": recipe.seed,
            "torch": torch.__version__,
        },
        "figures": [],
        "limits": LIMITS,
        "licence": LICENCE,
    }


def _output(meaning: str, channels: int, cell: int) -> dict[str, object]:
    return {"meaning": meaning, "shape": [BATCH, channels, "rows", "columns"], "cell": cell}


def _machine(recipe: Recipe) -> str:
    """What made the weights: they are the same bit for bit on the same kind of processor."""
    if recipe.device != "cpu":
        return str(torch.cuda.get_device_name())
    width = torch.backends.cpu.get_cpu_capability()
    number = "bfloat16" if recipe.brain_float else "float32"
    return f"{platform.machine()} processor with {width}, {number}"


def _has_bfloat16() -> bool:
    return "AVX512" in torch.backends.cpu.get_cpu_capability()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("build/training"))
    parser.add_argument("--out", type=Path, default=shipped_card_path().parent)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--iterations", type=int, default=Recipe().iterations)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--without", nargs="*", default=[], help="kinds that are not taught")
    parser.add_argument(
        "--bare", action="store_true", help="weights alone: no thresholds, nothing in eight bits"
    )
    parser.add_argument("--small", action="store_true", help="a minute's run, to try the chain")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
