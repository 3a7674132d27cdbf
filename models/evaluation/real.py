"""Two real scans: what is found in them, and in them with simulated threats.

Both are of 20' containers by a Rapiscan Eagle R60 (6 and 4 MeV). Nobody knows of anything hidden in
them, so every finding counts as one too many; two scans say little about how many there are. They
lie beside the checkout or are not there, and are only read.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from imaging.radiograph import Channel, Energy, Radiograph
from models.detector import Detector
from models.evaluation.bench import Bench, Outcome
from models.evaluation.figures import Figure, rate, share
from models.evaluation.passes import Entry
from models.evaluation.projecting import Ground
from models.evaluation.scans import target_cells
from models.prepare import working_view
from models.training.insertion import donor
from models.training.scenes import Plan
from models.training.store import StoredScene

DATA = "real"
WITHIN = "simulated threats in real scans"
NAMES = ("8", "9")
PITCH_MM = (4.2, 4.2)
ENERGIES = ((Energy.HIGH, 6000.0), (Energy.LOW, 4000.0))
THREATS = (
    "weapon",
    "organic_bricks",
    "shielded_source",
    "dense_block",
    "gas_cylinders",
    "battery_packs",
)
DONOR_SEED = 41_000_000
SIZES = ((0.0, 15.0), (15.0, 40.0), (40.0, 1000.0))
"""Side of a square of the threat's area, cm."""
OPACITIES = ((0.0, 1.0), (1.0, 2.0), (2.0, 3.5), (3.5, 10.0))
"""Mean attenuation of the ground: 37, 14 and 3 % of the beam are the limits between them."""


def measure(bench: Bench) -> Outcome:
    """Findings in the real scans, then the share of simulated threats found in them."""
    scans = read_scans(bench.real)
    if not scans:
        why = f"The real scans are not at {bench.real}: nothing was measured on them."
        return Outcome(remarks=(why,))
    detections = {name: bench.detector.detect(scan) for name, scan in scans.items()}
    count = sum(len(one.findings) for one in detections.values())
    remarks = []
    for name, one in detections.items():
        remarks += [f"Scan {name}: {one.state}, {len(one.findings)} findings."]
        remarks += [
            f"Scan {name}: {_place(finding.box, scans[name].shape)}, {finding.measure}, "
            f"score {finding.probability:.2f}."
            for finding in one.findings
        ]
    spec = bench.detector.card.input
    grounds = [Ground(working_view(scan, spec), spec.megavolt_mm) for scan in scans.values()]
    trial = _Trial(bench.detector, grounds, bench.sizes.places)
    entries = bench.entries("threats", donor_plans(bench.sizes.donors), trial.entry)
    return Outcome(
        (
            rate("real.findings_a_scan", count, len(scans), data=DATA),
            *figures(tried(entries)),
        ),
        tuple(remarks),
    )


def read_scans(folder: Path) -> dict[str, Radiograph]:
    """The real scans by name; none where they are not."""
    out = {}
    for name in NAMES:
        place = folder / f"{name}.npy"
        if place.is_file():
            planes = np.load(place)
            channels = tuple(
                Channel(energy, np.ascontiguousarray(planes[..., index]), kilovolts=volts)
                for index, (energy, volts) in enumerate(ENERGIES)
            )
            out[name] = Radiograph(channels, PITCH_MM)
    return out


def _place(box: tuple[int, int, int, int], shape: tuple[int, int]) -> str:
    """Say where a box lies and how large it is."""
    x, y, wide, high = box
    along = (x + wide / 2) * PITCH_MM[1] / 1000.0
    up = (shape[0] - y - high / 2) * PITCH_MM[0] / 1000.0
    size = f"{wide * PITCH_MM[1] / 1000.0:.2f} by {high * PITCH_MM[0] / 1000.0:.2f} m"
    return f"{along:.1f} m from the left edge and {up:.1f} m above the lower one, {size}"


def donor_plans(count: int) -> list[Plan]:
    """Simulated scenes whose hidden things are cut out."""
    return [
        Plan("test", DONOR_SEED + number, "container20", THREATS[number % len(THREATS)])
        for number in range(count)
    ]


@dataclasses.dataclass(frozen=True, slots=True)
class Tried:
    """One threat at one place.

    Attributes
    ----------
    kind
        Of the threat.
    side_cm, opacity
        As in `models.evaluation.projecting.Projected`.
    found
        Whether the score over it reaches the card's threshold.
    before
        Whether it did without the threat: nothing was found then.
    """

    kind: str
    side_cm: float
    opacity: float
    found: bool
    before: bool


@dataclasses.dataclass(frozen=True, slots=True)
class _Trial:
    """Lays what a scene hides into the real scans, and looks at each."""

    detector: Detector
    grounds: Sequence[Ground]
    places: int

    def entry(self, scene: StoredScene) -> Entry:
        change = donor(scene.place).change
        if change is None:
            return {"tried": []}
        rng = np.random.default_rng(zlib.crc32(scene.place.name.encode()))
        kind = scene.notes.irregularity
        out = []
        for ground in self.grounds:
            empty = self.detector.probability(ground.view)
            limit = self.detector.card.thresholds[ground.view.beam]
            for _ in range(self.places):
                made = ground.lay(change.astype(np.float32), rng)
                if made is None:
                    continue
                target = target_cells(made.mask, empty)
                peak = self.detector.probability(made.view)[target].max()
                before = empty[target].max()
                one = Tried(
                    kind, made.side_cm, made.opacity, bool(peak >= limit), bool(before >= limit)
                )
                out.append(dataclasses.asdict(one))
        return {"tried": out}


def tried(entries: Sequence[Entry | None]) -> list[Tried]:
    """All trials in a notebook."""
    out = []
    for entry in entries:
        found = [] if entry is None else entry["tried"]
        if not isinstance(found, list):
            raise TypeError(f"{entry!r} is no trial: remove the notebook and begin anew")
        out += [Tried(**one) for one in found]
    return out


def figures(trials: Sequence[Tried]) -> list[Figure]:
    """Found shares of threats at places where nothing stood out before, all, by size, by opacity.

    The trials of one threat are not independent: the intervals are a little too narrow.
    """
    fresh = [one for one in trials if not one.before]
    out = [share("threats.found", [one.found for one in fresh], data=WITHIN)]
    for low, high in SIZES:
        name = f"threats.found.side_{low:g}_to_{high:g}_cm"
        hits = [one.found for one in fresh if low <= one.side_cm < high]
        out.append(share(name, hits, data=WITHIN))
    for low, high in OPACITIES:
        name = f"threats.found.attenuation_{low:g}_to_{high:g}"
        hits = [one.found for one in fresh if low <= one.opacity < high]
        out.append(share(name, hits, data=WITHIN))
    for kind in THREATS:
        hits = [one.found for one in fresh if one.kind == kind]
        out.append(share(f"threats.found.{kind}", hits, data=WITHIN))
    return out
