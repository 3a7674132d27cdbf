"""All that the model makes of one scene, in a few numbers: one run serves several questions."""

from __future__ import annotations

import dataclasses

import numpy as np

from imaging.vocabulary import COMMODITY_NAMES
from models.detector import Detector
from models.evaluation.passes import Entry
from models.evaluation.scans import Mask, ScanScore, target_cells
from models.groups import STANDS
from models.prepare import Floats, WorkingView
from models.reading import COMMODITY, read_load
from models.training.store import StoredScene

LEAST_CHANCE = 1e-6


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """What the model makes of a scene, beside the truth.

    Attributes
    ----------
    score
        For telling irregular scenes from harmless ones.
    total_kg, read_kg
        True mass of all in the beam, and the network's; None where it weighs nothing.
    opaque
        Share of what stands in the beam that nothing penetrates, 0 to 1.
    goods
        By class of the card's commodities: mean logarithm of its chance over the cells that the
        network takes for cargo; none where there are no such cells, or no such output.
    tries
        Seeds it took until the irregularity was in sight.
    """

    score: ScanScore
    total_kg: float
    read_kg: float | None
    opaque: float
    goods: tuple[float, ...]
    tries: int

    def entry(self) -> Entry:
        """Return it as a notebook keeps it."""
        return dataclasses.asdict(self)

    @classmethod
    def read(cls, entry: Entry) -> Look:
        """Read it from a notebook."""
        found = dict(entry)
        score, goods = found.pop("score"), found.pop("goods")
        if not isinstance(score, dict) or not isinstance(goods, list | tuple):
            raise TypeError(f"{entry!r} is no look at a scene: remove the notebook and begin anew")
        return cls(score=ScanScore(**score), goods=tuple(goods), **found)  # type: ignore[arg-type] # as written


def look(detector: Detector, scene: StoredScene, *, clean: bool = False) -> Look:
    """Look at a stored scene; ``clean`` at its twin without the irregularity."""
    kind = "" if clean else scene.notes.irregularity
    view = scene.view(clean=clean)
    return look_at(detector, scene, view, scene.planes().mask if kind else None)


def look_at(detector: Detector, scene: StoredScene, view: WorkingView, mask: Mask | None) -> Look:
    """Look at a view of a scene, which may not be the one that is stored.

    Parameters
    ----------
    mask
        Where its irregularity is, in pixels of the view; None for a harmless one.
    """
    notes = scene.notes
    maps = detector.maps([view])[0]
    probability = detector.judged(view, maps)
    on_target = 0.0
    if mask is not None:
        on_target = float(probability[target_cells(mask, probability)].max())
    # Measured also where the card names no goods, so that nobody relies on them.
    spec = detector.card.input
    pitch_mm = spec.megavolt_mm if view.megavolt else spec.kilovolt_mm
    reading = read_load(view, maps, COMMODITY_NAMES, pitch_mm=pitch_mm)
    stands = view.attenuation(0) > STANDS
    return Look(
        score=ScanScore(
            kind=notes.irregularity if mask is not None else "",
            group=detector.groups_of(view, maps)[0],
            equipment=notes.equipment,
            commodity=notes.commodity,
            peak=float(probability.max()),
            on_target=on_target,
        ),
        total_kg=notes.total_kg,
        read_kg=None if reading is None else reading.mass_kg,
        opaque=float((view.opaque() & stands).sum() / max(1, int(stands.sum()))),
        goods=goods_of(maps),
        tries=notes.tries,
    )


def goods_of(maps: dict[str, Floats]) -> tuple[float, ...]:
    """By class: mean logarithm of its chance over what the network takes for cargo."""
    chances = maps.get(COMMODITY)
    if chances is None:
        return ()
    cargo = chances.argmax(axis=0) > 0
    if not cargo.any():
        return ()
    logarithms = np.log(np.maximum(chances[:, cargo], LEAST_CHANCE))
    return tuple(float(one) for one in logarithms.mean(axis=1, dtype=np.float64))
