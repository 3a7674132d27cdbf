"""Reading a load off a network's maps: what it would say if the network were perfect, and less."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest

from imaging.phantom import Scene, SceneOptions, make_scene
from imaging.phantom.options import Placement
from imaging.vocabulary import COMMODITY_NAMES
from models.card import load_card
from models.detector import Detector
from models.errors import ModelRefused
from models.prepare import WorkingView, working_view
from models.reading import AREAL_MASS, COMMODITY, Reading, read_load
from models.tensors import PROBABILITY, Ports, Tensor

SPEC = load_card().input
CELL = 8


def scene(seed: int, *loads: Placement) -> Scene:
    return make_scene(
        seed, equipment="container40", rows=400, options=SceneOptions(loads=loads, mirror=False)
    )


def perfect(made: Scene) -> tuple[WorkingView, dict[str, np.ndarray]]:
    """What a network without fault would give, in cells of eight working pixels."""
    view = working_view(made.radiograph, SPEC)
    size = (-(-view.shape[1] // CELL), -(-view.shape[0] // CELL))
    chances = [
        cv2.resize(
            (made.commodity == number).astype(np.float32), size, interpolation=cv2.INTER_AREA
        )
        for number in range(len(COMMODITY_NAMES))
    ]
    areal = cv2.resize(made.areal_mass, size, interpolation=cv2.INTER_AREA)
    maps = {COMMODITY: np.stack(chances), AREAL_MASS: areal[None], "probability": areal[None]}
    return view, maps


def read(view: WorkingView, maps: dict[str, np.ndarray]) -> Reading:
    found = read_load(view, maps, COMMODITY_NAMES, pitch_mm=SPEC.megavolt_mm)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "kinds",
    [("textiles", "steel_coils"), ("beverages", "furniture"), ("machinery", "fruit")],
)
def test_two_kinds_of_goods_are_two_regions_where_they_lie(kinds: tuple[str, str]) -> None:
    made = scene(4_400_000, Placement(kinds[0], 0.0, 0.4), Placement(kinds[1], 0.45, 1.0))
    view, maps = perfect(made)
    found = read(view, maps)
    assert tuple(dict.fromkeys(one.commodity for one in found.regions)) == kinds
    pitch = made.radiograph.mm_per_pixel
    assert pitch is not None
    for kind, load in zip(kinds, made.truth.loads, strict=True):
        own = [one for one in found.regions if one.commodity == kind]
        start = min(one.box[0] for one in own)
        stop = max(one.box[0] + one.box[2] for one in own)
        assert abs(start - load.x0) * pitch[1] / 1000 < 1.0
        assert abs(stop - load.x1) * pitch[1] / 1000 < 1.0
    assert sum(found.shares.values()) == pytest.approx(1.0)
    assert {*sorted(found.shares, key=found.shares.__getitem__)[-2:]} == set(kinds)


@pytest.mark.parametrize("kind", ["timber", "drums", "paper_rolls"])
def test_one_kind_of_goods_and_its_mass(kind: str) -> None:
    made = scene(4_400_100, Placement(kind, 0.0, 1.0))
    found = read(*perfect(made))
    assert {one.commodity for one in found.regions} == {kind} == {found.commodity}
    assert found.mass_kg == pytest.approx(made.truth.total_mass_kg, rel=0.03)
    assert found.mass_kg is not None
    regions = sum(one.mass_kg or 0.0 for one in found.regions)
    (load,) = made.truth.loads
    assert load.mass_kg < regions <= found.mass_kg * (1 + 1e-6)
    assert sum(one.share for one in found.regions) == pytest.approx(1.0, abs=0.02)


def test_an_empty_container_holds_no_region() -> None:
    found = read(*perfect(scene(4_400_200, Placement("empty", 0.0, 1.0))))
    assert (found.regions, found.commodity) == ((), None)
    assert found.loaded < 0.01


def test_doubt_in_a_few_columns_makes_no_goods() -> None:
    view, maps = perfect(scene(4_400_300, Placement("textiles", 0.0, 1.0)))
    coils = COMMODITY_NAMES.index("steel_coils")
    chances = maps[COMMODITY]
    middle = chances.shape[2] // 2
    chances[:, :, middle : middle + 4] = 0.0
    chances[coils, :, middle : middle + 4] = 1.0
    found = read(view, maps)
    assert {one.commodity for one in found.regions} == {"textiles"}
    assert found.shares["steel_coils"] > 0.0


def test_a_network_without_the_maps_says_nothing() -> None:
    view, maps = perfect(scene(4_400_300, Placement("textiles", 0.0, 1.0)))
    assert read_load(view, {"probability": maps[AREAL_MASS]}, COMMODITY_NAMES, pitch_mm=12) is None
    without = read(view, {COMMODITY: maps[COMMODITY]})
    assert {one.mass_kg for one in (*without.regions, without)} == {None}
    unscaled = read(dataclasses.replace(view, pitch_assumed=True), maps)
    assert unscaled.mass_kg is None
    with pytest.raises(ModelRefused, match="its card names 3"):
        read_load(view, maps, COMMODITY_NAMES[:3], pitch_mm=12)


class Told:
    """An engine that answers as a perfect network would."""

    provider = "Told"
    fallback = None

    def __init__(self, answers: dict[str, np.ndarray]) -> None:
        self._answers = answers

    def begin(self) -> None:
        pass

    def run(self, feed: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Answer in the size that was asked for, the padding included."""
        rows, columns = feed["counts"].shape[2:]
        found = {}
        for name, answer in self._answers.items():
            cell = 4 if name == "probability" else CELL
            below, right = rows // cell - answer.shape[1], columns // cell - answer.shape[2]
            found[name] = np.pad(answer, ((0, 0), (0, below), (0, right)))[None]
        return found


def test_the_detector_reads_what_its_card_names_and_judges_by_like_goods() -> None:
    made = scene(4_400_400, Placement("timber", 0.0, 1.0))
    view, maps = perfect(made)
    quiet = np.zeros((1, -(-view.shape[0] // 4), -(-view.shape[1] // 4)), np.float32)
    card = load_card()
    named = {
        "probability": Tensor(PROBABILITY, (1, 1, "rows", "columns")),
        COMMODITY: Tensor("commodity", (1, len(COMMODITY_NAMES), "rows", "columns"), CELL),
        AREAL_MASS: Tensor("areal_mass", (1, 1, "rows", "columns"), CELL),
    }
    ports = Ports(card.ports.inputs, named)
    later = dataclasses.replace(card, ports=ports, commodities=COMMODITY_NAMES)
    found = Detector(later, Told(maps | {"probability": quiet})).detect(made.radiograph)
    assert found.state == "nothing_flagged", found.reason
    assert found.reading is not None
    assert found.reading.commodity == "timber"
    assert found.alarm is not None
    assert found.alarm.wanted == "megavolt_dual/long_vehicle/timber"
    unfit = dataclasses.replace(later, commodities=COMMODITY_NAMES[:3])
    refused = Detector(unfit, Told(maps | {"probability": quiet})).detect(made.radiograph)
    assert refused.state == "unknown"
    assert "its card names 3" in refused.reason
