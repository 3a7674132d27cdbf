"""Our detector beside anomalib's at equal input pixels, in tiles: prints one line of JSON.

Runs with the interpreter of ``.peers``, this folder and the checkout on its path. What a detector
has learned does not change how long it takes, so each has looked at a few tiles only; PatchCore's
bank has its usual length. In turn, so that a busy moment hits everybody.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
import torch
from peer_images import TILE, cells, picture, tiles
from peer_models import BANK, OF_ANOMALIB, Peer, new_peer

from models.detector import Detector
from models.prepare import WorkingView

ROWS, COLUMNS = 2 * TILE, 5 * TILE
"""Whole tiles: nobody works on padding."""
AIR = 60000.0
SLOW = "draem"
"""Many times slower than any other: one run tells that."""


def view() -> WorkingView:
    """Stacks of goods of many densities, two energies, at the network's pitch."""
    rng = np.random.default_rng(0)
    load = rng.uniform(0.0, 2.5, (ROWS // 32, COLUMNS // 32)).repeat(32, 0).repeat(32, 1)
    share = np.exp(-np.stack([load, 1.15 * load])) * rng.normal(1.0, 0.01, (2, ROWS, COLUMNS))
    counts = np.rint(np.clip(AIR * share, 1, 65535)).astype(np.float32)
    return WorkingView(counts, np.full(2, AIR, np.float32), True, True, False, (ROWS, COLUMNS))


def peer(name: str) -> Peer:
    """A detector that has looked at a few tiles of noise."""
    rng = np.random.default_rng(1)
    made = new_peer(name, 4)
    if made.wanted is None:
        made.finish()
        return made
    lessons = (rng.random((3, TILE, TILE), np.float32) for _ in itertools.count())
    while made.steps < made.wanted:
        made.learn(lessons)
    if name.startswith("patchcore"):
        kept = torch.cat(made.module.embedding_store)
        made.module.memory_bank = kept[torch.randint(len(kept), (BANK,))].clone()
        made.module.eval()
    else:
        made.finish()
    return made


def judging(made: Peer, scan: WorkingView, at_once: int) -> Callable[[], object]:
    """From the view to its map of cells, so many tiles at a time."""

    def run() -> object:
        with torch.inference_mode():
            parts = torch.from_numpy(tiles(picture(scan))).split(at_once)
            odd = torch.cat([made.oddness(part) for part in parts]).numpy()
        return cells(odd, scan.shape)

    return run


def main() -> None:
    """Time everybody, round by round."""
    rounds, threads = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count()
    torch.set_num_threads(threads or 1)
    scan, detector = view(), Detector.load(threads=threads or 1)
    runs: dict[str, Callable[[], object]] = {"ours": lambda: detector.probability(scan)}
    for name in OF_ANOMALIB:
        made = peer(name)
        for at_once in (1,) if name == SLOW else (1, ROWS * COLUMNS // TILE**2):
            runs[f"{name}, {at_once} at once"] = judging(made, scan, at_once)
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            if name.startswith(SLOW) and number > 0:
                continue
            begun = time.perf_counter()
            run()
            spent[name].append(time.perf_counter() - begun)
    told: dict[str, Any] = {
        "seconds": {name: times[1:] or times for name, times in spent.items()},
        "version": version("anomalib"),
        "pixels": ROWS * COLUMNS,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
