"""What a measurement is made with: a model, scenes, and a folder that remembers."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from imaging.yard import make_second_scene
from models.detector import Detector
from models.evaluation.figures import Figure
from models.evaluation.looks import Look, look
from models.evaluation.passes import Entry, Notebook, Source, looked_at
from models.training.scenes import KNOWN, Maker, Plan, plan, varied_scene
from models.training.store import StoredScene

SECOND_SEED = 20_000_000
"""Added to the seeds of the tests for the second simulator: its scenes are its own."""


@dataclasses.dataclass(frozen=True, slots=True)
class Sizes:
    """How many scenes are looked at.

    Attributes
    ----------
    calibration
        Harmless, with which every score is compared.
    test, second
        Harmless and irregular, of either simulator.
    shifted
        Harmless, and as many irregular, that are looked at under every shift.
    donors
        Simulated threats that are laid into real scans.
    places
        Where each of them is laid into each scan.
    bodies
        Scenes on which reasons are judged.
    blind
        Scenes on which the blind-spot map is judged.
    """

    calibration: int = 2000
    test: tuple[int, int] = (400, 880)
    second: tuple[int, int] = (300, 440)
    shifted: int = 100
    donors: int = 60
    places: int = 8
    bodies: int = 60
    blind: int = 60


SMALL = Sizes(120, (24, 44), (24, 44), 6, 6, 4, 6, 2)
"""A few minutes' run, to try the chain: its figures mean nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Bench:
    """A model and where what was seen of scenes with it is kept.

    Attributes
    ----------
    detector
        The model.
    folder
        Of this model alone.
    store
        Of the training; its scenes of calibration serve again where they are.
    sizes
        How many scenes.
    processes
        That simulate.
    real
        Folder of the real scans.
    small
        Whether a second training is a small one as well.
    """

    detector: Detector
    folder: Path
    store: Path
    sizes: Sizes = dataclasses.field(default_factory=Sizes)
    processes: int = 1
    real: Path = Path("../shared/data/xray_cargo16_dual")
    small: bool = False

    def calibration(self) -> list[Look]:
        """Look at the harmless scenes that scores are compared with."""
        return seen(self.entries("calibration", plan("calibration", self.sizes.calibration, 0)))

    def test_plans(self, kinds: Sequence[str] = KNOWN) -> list[Plan]:
        """Which scenes the model is tested on."""
        return plan("test", *self.sizes.test, kinds=kinds)

    def second_plans(self) -> list[Plan]:
        """Which scenes of the second simulator."""
        return [
            dataclasses.replace(item, seed=item.seed + SECOND_SEED)
            for item in plan("test", *self.sizes.second)
        ]

    def second(self) -> list[Look]:
        """Look at the scenes of the second simulator."""
        return seen(self.entries("second", self.second_plans(), maker=make_second_scene))

    def entries(
        self,
        name: str,
        plans: Sequence[Plan],
        look_in: Callable[[StoredScene], Entry] | None = None,
        maker: Maker = varied_scene,
    ) -> list[Entry | None]:
        """Look at scenes, unless told as `models.evaluation.looks.look` does, and keep it."""
        source = Source(
            self.store / name, self.folder.parent / "scenes" / name, self.processes, maker
        )
        notebook = Notebook(self.folder / f"{name}.jsonl")
        return looked_at(plans, notebook, source, look_in or self._entry)

    def _entry(self, scene: StoredScene) -> Entry:
        return look(self.detector, scene).entry()


def seen(entries: Sequence[Entry | None]) -> list[Look]:
    """The looks among entries: scenes that could not be made are left out."""
    return [Look.read(entry) for entry in entries if entry is not None]


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What one part of the evaluation found.

    Attributes
    ----------
    figures
        Measured.
    remarks
        Sentences for whoever reads them, such as why nothing was measured.
    """

    figures: tuple[Figure, ...] = ()
    remarks: tuple[str, ...] = ()

    def keep(self, place: Path) -> None:
        """Write it down, whole or not at all."""
        tree = {"figures": [one.plain() for one in self.figures], "remarks": list(self.remarks)}
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_suffix(".part")
        partial.write_text(json.dumps(tree, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        partial.replace(place)

    @classmethod
    def kept(cls, place: Path) -> Outcome:
        """Read what was written down."""
        tree = json.loads(place.read_text(encoding="utf-8"))
        return cls(tuple(Figure(**one) for one in tree["figures"]), tuple(tree["remarks"]))
