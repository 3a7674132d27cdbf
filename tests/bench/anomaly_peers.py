"""Ours beside other detectors of anomalies: ``make peers``, one table in ``build/peers``.

Every detector learns from the same harmless scenes (ours from those and from irregular ones, before
this begins), for as long as ours was given, and judges the same test scenes by the rule of
`models.evaluation.scans`: a scan's highest cell, and how rare that is among harmless scans of its
group. The groups are those that our detector tells, for everybody.

Goes on where it was stopped: what a detector has learned is kept every minute, and every scene's
score once it is known. Runs with the interpreter of ``.peers``, the checkout on its path.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from peer_images import Floats, cells, lessons, picture, tiles
from peer_models import NOTES, OF_ANOMALIB, PEERS, Peer, new_peer, restore, state_of

from models.detector import Detector
from models.evaluation import scans
from models.evaluation.figures import Figure
from models.evaluation.scans import Rarity, ScanScore
from models.training.scenes import KNOWN, digest, plan, simulate
from models.training.store import StoredScene

OURS = "ours"
SPLITS = ("train", "calibration", "test")
SMALL = {"train": (6, 0), "calibration": (100, 0), "test": (4, 8)}
KEPT_EVERY_S = 60.0
TILES_AT_ONCE = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Given:
    """What a detector may learn: seconds, or steps when they are stated, and tiles to look at."""

    seconds: float
    steps: int | None
    tiles: int

    def over(self, peer: Peer, spent: float) -> bool:
        """Whether it has had its share."""
        if peer.wanted is not None:
            return peer.steps >= peer.wanted
        return spent >= self.seconds if self.steps is None else peer.steps >= self.steps


def scenes(options: argparse.Namespace) -> dict[str, list[Path]]:
    """Harmless scenes for learning and for what is usual; harmless and irregular ones as a test.

    Raises
    ------
    SystemExit
        When the store lacks a split.
    """
    if options.small:
        for split, (harmless, irregular) in SMALL.items():
            made = plan(split, harmless, irregular, kinds=KNOWN)
            simulate(made, options.store / split, processes=options.threads)
    found = {split: sorted((options.store / split).glob("*.json")) for split in SPLITS}
    for split in ("train", "calibration"):
        found[split] = [path for path in found[split] if path.stem.endswith("-none")]
    for split, paths in found.items():
        most = getattr(options, split)
        found[split] = _spread(paths, most) if most else paths
        if not paths:
            raise SystemExit(
                f"There are no scenes in {options.store / split}. Simulate them first: make train "
                "and make evaluate; or try the chain with --small."
            )
    return found


def _spread(paths: Sequence[Path], most: int) -> list[Path]:
    """So many of them, evenly over the list, which goes by seed."""
    places = np.unique(np.linspace(0, len(paths) - 1, min(most, len(paths))).round().astype(int))
    return [paths[place] for place in places]


def learned(name: str, paths: Sequence[Path], given: Given, folder: Path) -> tuple[Peer, float]:
    """Teach a detector, or go on teaching it; return it with the seconds that it has had."""
    peer, spent = new_peer(name, given.tiles), 0.0
    kept = folder / f"{name.replace(' ', '-')}.pt"
    if kept.is_file():
        tree = torch.load(kept)
        spent = float(tree["seconds"])
        restore(peer, tree)
    if given.over(peer, spent):
        return peer, spent
    source, last = lessons(paths, seed=peer.steps), time.monotonic()
    begun = last - spent
    while not given.over(peer, time.monotonic() - begun):
        peer.learn(source)
        if peer.wanted is None and time.monotonic() - last > KEPT_EVERY_S:
            last = time.monotonic()
            _keep(kept, peer, last - begun)
            print(f"  {name}: {peer.steps} steps, {last - begun:.0f} s", flush=True)
    peer.finish()
    spent = time.monotonic() - begun
    _keep(kept, peer, spent)
    return peer, spent


def _keep(place: Path, peer: Peer, seconds: float) -> None:
    partial = place.with_suffix(".part")
    torch.save({**state_of(peer), "seconds": seconds}, partial)
    partial.replace(place)


def own_score(detector: Detector) -> Callable[[StoredScene], ScanScore]:
    """How our detector scores a scene."""
    return lambda scene: scans.score(detector, scene)


def peer_score(peer: Peer, groups: dict[str, str]) -> Callable[[StoredScene], ScanScore]:
    """How another detector scores a scene, its group given."""

    def score(scene: StoredScene) -> ScanScore:
        view, kind = scene.view(), scene.notes.irregularity
        odd = cells(_oddness(peer, tiles(picture(view))), view.shape)
        target = scans.target_cells(scene.planes().mask, odd) if kind else None
        return ScanScore(
            kind=kind,
            group=groups[scene.place.name],
            equipment=scene.notes.equipment,
            commodity=scene.notes.commodity,
            peak=float(odd.max()),
            on_target=float(odd[target].max()) if target is not None else 0.0,
        )

    return score


def _oddness(peer: Peer, pictures: Floats) -> Floats:
    with torch.inference_mode():
        parts = torch.from_numpy(pictures).split(TILES_AT_ONCE)
        return torch.cat([peer.oddness(part) for part in parts]).numpy()


def scored(
    place: Path, paths: Sequence[Path], score: Callable[[StoredScene], ScanScore]
) -> dict[str, ScanScore]:
    """Scores by file name; those that are known already are read."""
    known: dict[str, ScanScore] = {}
    if place.is_file():
        for line in place.read_text(encoding="utf-8").splitlines():
            tree = json.loads(line)
            name = tree.pop("scene")
            known[name] = ScanScore(**tree)
    with place.open("a", encoding="utf-8") as out:
        for path in paths:
            if path.name not in known:
                known[path.name] = one = score(StoredScene(path))
                out.write(json.dumps({"scene": path.name, **dataclasses.asdict(one)}) + "\n")
                out.flush()
    return {path.name: known[path.name] for path in paths}


def row(
    name: str, found: dict[str, ScanScore], files: dict[str, list[Path]], **more: object
) -> dict[str, Any]:
    """One line of the table."""
    rarity = Rarity(found[path.name] for path in files["calibration"])
    judged = scans.judge((found[path.name] for path in files["test"]), rarity)
    kinds = [kind for kind in KNOWN if any(one.scan.kind == kind for one in judged)]
    figures: list[Figure] = scans.figures(judged, kinds, "known")
    figures += scans.false_alarms(judged)[:1] + scans.by_kind(judged, kinds)
    return {"name": name, **more, "figures": [one.plain() for one in figures]}


def rows(options: argparse.Namespace, files: dict[str, list[Path]]) -> Iterator[dict[str, Any]]:
    """The table, line by line."""
    judged = [*files["calibration"], *files["test"]]
    detector = Detector.load(options.card, threads=options.threads)
    digits = detector.card.sha256[:12]
    own = scored(options.out / f"ours-{digits}.jsonl", judged, own_score(detector))
    yield row(OURS, own, files, library="", steps=None, seconds=None, weights=digits)
    groups = {name: one.group for name, one in own.items()}
    given = Given(60.0 * options.minutes, options.steps, options.tiles)
    for name in options.only:
        peer, spent = learned(name, files["train"], given, options.out)
        label = f"{name.replace(' ', '-')}-{peer.steps}.jsonl"
        begun = time.monotonic()
        found = scored(options.out / label, judged, peer_score(peer, groups))
        print(f"  {name}: scored in {time.monotonic() - begun:.0f} s", flush=True)
        library = "anomalib" if name in OF_ANOMALIB else "plain torch"
        yield row(name, found, files, library=library, steps=peer.steps, seconds=round(spent, 1))


def told(line: dict[str, Any]) -> str:
    """A line of the table for reading."""
    values = {one["name"]: one["value"] for one in line["figures"]}
    seconds = "-" if line["seconds"] is None else f"{line['seconds']:.0f} s"
    kinds = " ".join(
        f"{name.split('.')[-1]} {value:.2f}"
        for name, value in values.items()
        if name.startswith("auroc.kind.")
    )
    return (
        f"{line['name']:<17} AUROC {values['auroc.known']:.3f}  "
        f"found at 5 % {values['found_at_5pct.known']:.3f}  "
        f"false alarms {values['false_alarms_at_5pct']:.3f}  taught {seconds:>7}  | {kinds}"
    )


def same_run(options: argparse.Namespace, files: dict[str, list[Path]]) -> dict[str, Any]:
    """What the folder holds results of; SystemExit when that is something else."""
    asked = {
        "scenes": {split: len(paths) for split, paths in files.items()},
        "scene_list_crc32": {split: digest(paths) for split, paths in files.items()},
        "tiles": options.tiles,
    }
    options.out.mkdir(parents=True, exist_ok=True)
    place = options.out / "run.json"
    if place.is_file() and json.loads(place.read_text(encoding="utf-8")) != asked:
        raise SystemExit(
            f"{options.out} holds a run on other scenes or tiles. Choose another --out."
        )
    place.write_text(json.dumps(asked, indent=1) + "\n", encoding="utf-8")
    return asked


def main() -> int:
    """Teach, score, and print the table."""
    options = _options()
    torch.set_num_threads(options.threads)
    files = scenes(options)
    about = same_run(options, files)
    limit = f"{options.steps} steps" if options.steps else f"{options.minutes:g} minutes"
    print(f"{about['scenes']}; {limit} each, {options.tiles} tiles for what only looks", flush=True)
    lines = []
    for line in rows(options, files):
        lines.append(line)
        print(told(line), flush=True)
        tree = {**about, "limit": limit, "threads": options.threads, "notes": NOTES, "table": lines}
        text = json.dumps(tree, indent=1) + "\n"
        (options.out / "table.json").write_text(text, encoding="utf-8")
    print("\n".join(NOTES))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("build/training"))
    parser.add_argument("--out", type=Path, default=Path("build/peers"))
    parser.add_argument("--card", type=Path, help="of our detector; the shipped one unless told")
    parser.add_argument(
        "--minutes", type=float, default=60.0, help="for each that goes on learning"
    )
    parser.add_argument("--steps", type=int, help="instead of minutes")
    parser.add_argument("--tiles", type=int, default=1500, help="that PaDiM and PatchCore look at")
    parser.add_argument("--only", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    for split in SPLITS:
        parser.add_argument(f"--{split}", type=int, help="at most so many scenes")
    parser.add_argument("--small", action="store_true", help="a few scenes, to try the chain")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
