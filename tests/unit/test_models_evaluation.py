"""What is measured of a model: resumed where it stopped, right on cases whose answer is known."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import cv2
import numpy as np
import pytest

from imaging.vocabulary import COMMODITY_NAMES
from models.card import load_card, shipped_card_path
from models.detector import Detector
from models.evaluation import parts
from models.evaluation.apart import lower_by
from models.evaluation.bench import Bench, Outcome, Sizes, seen
from models.evaluation.figures import mean, rate, share
from models.evaluation.known import out_of_sight
from models.evaluation.looks import Look, look
from models.evaluation.masses import figures as mass_figures
from models.evaluation.passes import Notebook, Source, looked_at
from models.evaluation.projecting import GROUND, Ground
from models.evaluation.real import Tried, read_scans
from models.evaluation.real import figures as threat_figures
from models.evaluation.scans import ScanScore
from models.evaluation.second import judged_by_others
from models.evaluation.shifts import ON_COUNTS, SPECTRUM, shifted
from models.evaluation.swaps import MATERIAL, doubt, threshold
from models.evaluation.swaps import figures as swap_figures
from models.tensors import OURS, Ports, Tensor
from models.training.scenes import MOST_ATTEMPTS, plan, simulate
from models.training.store import StoredScene

SHARED = Path(__file__).parents[3] / "shared" / "data" / "xray_cargo16_dual"
GOODS = len(COMMODITY_NAMES)


class Weigher:
    """In the place of a network: mass by a straight line, all cargo is fruit, dense is odd."""

    provider = "test"
    fallback = None

    def __init__(self, cm2_per_g):
        self._cm2_per_g = cm2_per_g

    def begin(self):
        pass

    def run(self, feed):
        air = feed["air"].reshape(-1, 2, 1, 1)
        thick = -np.log(np.maximum(feed["counts"], 0.5) / air)[:, 0]
        four, eight = (np.stack([self._cells(one, n) for one in thick]) for n in (4, 8))
        per_gram = np.where(feed["beam"].reshape(-1, 2)[:, :1, None] > 0, *self._cm2_per_g)
        chances = np.zeros((len(thick), GOODS, *eight.shape[1:]), np.float32)
        chances[:, 0] = eight < 0.15
        chances[:, 1] = 1.0 - chances[:, 0]
        return {
            "probability": (1.0 / (1.0 + np.exp(2.0 - four)))[:, None],
            "areal_mass": (four / per_gram)[:, None],
            "commodity": chances,
        }

    def _cells(self, plane, size):
        shape = (plane.shape[1] // size, plane.shape[0] // size)
        return cv2.resize(plane, shape, interpolation=cv2.INTER_AREA)


@pytest.fixture(scope="module")
def detector():
    card = load_card()
    outputs = {
        **OURS.outputs,
        "areal_mass": Tensor("areal_mass_g_cm2", (1, 1, "rows", "columns"), 4),
        "commodity": Tensor("commodity_probability", (1, GOODS, "rows", "columns"), 8),
    }
    ports = Ports(OURS.inputs, outputs)
    fitting = dataclasses.replace(card, ports=ports, commodities=COMMODITY_NAMES)
    per_gram = (card.cm2_per_g["megavolt"], card.cm2_per_g["kilovolt"])
    return Detector(fitting, Weigher(per_gram))


def plans(count_harmless, *kinds):
    made = plan("test", count_harmless, len(kinds))
    for number, kind in enumerate(kinds):
        place = count_harmless + number
        made[place] = dataclasses.replace(made[place], irregularity=kind)
    return [dataclasses.replace(item, equipment="container20") for item in made]


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return simulate(plans(1, "weapon"), tmp_path_factory.mktemp("store"), processes=1)


@pytest.fixture(scope="module")
def scenes(places):
    return [StoredScene(place) for place in places]


def test_a_run_that_was_stopped_goes_on_with_the_next_scene(tmp_path, places):
    wanted, opened = plans(1, "weapon"), []
    source = Source(places[0].parent, tmp_path / "scratch", 1)

    def stops_at_the_second(scene):
        if opened:
            raise KeyboardInterrupt
        opened.append(scene.place.name)
        return {"rows": scene.shape[0]}

    with pytest.raises(KeyboardInterrupt):
        looked_at(wanted, Notebook(tmp_path / "n.jsonl"), source, stops_at_the_second)
    with (tmp_path / "n.jsonl").open("a") as stream:
        stream.write('["half a li')
    again = []
    found = looked_at(
        wanted,
        Notebook(tmp_path / "n.jsonl"),
        source,
        lambda scene: again.append(scene.place.name) or {"rows": scene.shape[0]},
    )
    assert (opened, again) == ([wanted[0].file_name], [wanted[1].file_name])
    assert found == [{"rows": StoredScene(place).shape[0]} for place in places]
    assert Notebook(tmp_path / "n.jsonl").entries.keys() == {one.file_name for one in wanted}
    assert all(place.is_file() for place in places)


def test_scenes_that_were_made_for_a_look_are_removed_after_it(tmp_path):
    source = Source(tmp_path / "store", tmp_path / "scratch", 1)
    notebook = Notebook(tmp_path / "n.jsonl")
    found = looked_at(plans(1), notebook, source, lambda one: {"in": one.notes.equipment})
    assert found == [{"in": "container20"}]
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_look_reads_back_as_it_was_kept(detector, scenes):
    for scene in scenes:
        one = look(detector, scene)
        assert Look.read(json.loads(json.dumps(one.entry()))) == one
        assert bool(one.score.on_target) == bool(scene.notes.irregularity)
        assert 0.5 < one.read_kg / one.total_kg < 2.0
        assert one.goods[1] == pytest.approx(0.0, abs=1e-6)
        assert one.goods[2] < -10.0
    twin = look(detector, scenes[1], clean=True)
    assert (twin.score.kind, twin.score.on_target) == ("", 0.0)


@pytest.mark.parametrize("name", [*ON_COUNTS, SPECTRUM])
def test_a_shift_changes_the_scan_a_little_and_always_alike(scenes, name):
    scene = scenes[1]
    view, mask = shifted(scene, name)
    again, _ = shifted(scene, name)
    assert np.array_equal(view.counts, again.counts)
    assert mask.shape == view.shape
    share_marked = mask.mean() / scene.planes().mask.mean()
    assert share_marked == pytest.approx(1.0, abs=0.25)
    before, after = scene.view().attenuation(0), view.attenuation(0)
    size = (before.shape[1], before.shape[0])
    apart = np.abs(cv2.resize(after, size) - before)
    assert 0.0 < np.median(apart) < 0.2
    assert view.air.tolist() == pytest.approx(scene.view().air.tolist(), rel=0.05)


def test_three_times_the_noise_is_three_times_the_noise(scenes):
    flat = scenes[0].view()
    rng = np.random.default_rng(1)
    clean = np.full((2, 300, 400), 30000.0, np.float32)
    noisy = clean + 200.0 * rng.standard_normal(clean.shape, dtype=np.float32)
    view = dataclasses.replace(flat, counts=noisy)
    louder = ON_COUNTS["noise_x3"](view, np.random.default_rng(2))
    assert louder.counts.std() / noisy.std() == pytest.approx(3.0, rel=0.1)


def test_a_spectrum_changes_no_more_than_the_beam(scenes):
    view, _ = shifted(scenes[1], SPECTRUM)
    before, after = scenes[1].view().attenuation(0), view.attenuation(0)
    both = np.corrcoef(before.ravel(), after.ravel())[0, 1]
    assert both > 0.98


def case(commodity, *best, ratio=1.0, opaque=0.0, kind=""):
    goods = np.full(GOODS, -5.0)
    for place, name in enumerate(best):
        goods[COMMODITY_NAMES.index(name)] = -0.1 - place
    score = ScanScore(kind, "megavolt_dual/long_vehicle", "container40", commodity, 0.5, 0.0)
    return Look(score, 1000.0, 1000.0 * ratio, opaque, tuple(goods), 1)


def test_a_swapped_declaration_is_doubted_and_an_honest_one_is_not():
    right = case("fruit", "fruit", "timber")
    assert doubt(right, "fruit") == 0.0
    assert doubt(right, "timber") == pytest.approx(1.0)
    assert doubt(right, "steel_coils") == pytest.approx(4.9)
    sure = [case(("fruit", "tubes")[n % 2], ("fruit", "tubes")[n % 2]) for n in range(200)]
    told = {one.name: one.value for one in swap_figures(sure)}
    assert told["swap.found_at_1pct"] == told["swap.all_classes"] == 1.0
    assert told["swap.false_alarms_at_1pct"] == 0.0
    blind = [dataclasses.replace(one, goods=(-3.0,) * GOODS) for one in sure]
    assert {one.name: one.value for one in swap_figures(blind)}["swap.found_at_1pct"] == 0.0


def test_too_few_honest_declarations_set_no_threshold():
    assert threshold([0.1] * 50) == math.inf
    assert threshold([float(n) for n in range(199)]) == 197.0


def test_every_commodity_has_a_material():
    assert MATERIAL.keys() == set(COMMODITY_NAMES) - {"empty"}


def test_masses_are_errors_where_the_beam_gets_through_and_bounds_elsewhere():
    looks = [case("fruit", ratio=r) for r in (0.95, 1.02, 1.2)]
    looks += [case("tubes", ratio=r, opaque=0.3) for r in (0.7, 1.3)]
    told = {one.name: (one.value, one.n) for one in mass_figures(looks)}
    assert told["mass.median_error"] == (pytest.approx(0.05), 3)
    assert told["mass.within_10pct"] == (pytest.approx(2 / 3), 3)
    assert told["mass.lower_bound_holds"] == (0.5, 2)


def test_hidings_out_of_sight_are_counted_with_those_that_never_came():
    made = plans(1, "weapon", "weapon")
    told = out_of_sight(made, [{"tries": 1}, {"tries": 3}, None])
    assert told[0].n == 3 + MOST_ATTEMPTS
    assert told[0].value == pytest.approx((2 + MOST_ATTEMPTS) / (3 + MOST_ATTEMPTS))


def test_a_scan_is_never_judged_by_itself():
    group = "megavolt_dual/long_vehicle"
    harmless = [ScanScore("", group, "truck", "fruit", n / 200, 0.0) for n in range(200)]
    odd = [ScanScore("weapon", group, "truck", "fruit", 2.0, 2.0)] * 10
    judged = judged_by_others([*harmless, *odd])
    assert len(judged) == 210
    assert {one.rate for one in judged if one.scan.kind} == {1 / 161}
    alarms = [one.rate <= 0.05 for one in judged if not one.scan.kind]
    assert 0.02 < sum(alarms) / 200 < 0.06


def test_a_difference_of_areas_is_seen_with_its_sign_and_pairs_narrow_it():
    rng = np.random.default_rng(5)
    hard = rng.random(200)
    usual = (hard, hard * rng.random(200) ** 2)
    worse = (usual[0], np.minimum(usual[1] + 0.1, 1.0))
    alone = lower_by("x", usual, worse, paired=False)
    paired = lower_by("x", usual, worse, paired=True)
    assert alone.value == paired.value > 0.0
    assert paired.high - paired.low < alone.high - alone.low
    assert lower_by("x", usual, usual, paired=True).high == 0.0


def test_a_threat_is_laid_where_there_is_cargo_and_darkens_it_as_it_should(scenes):
    ground = Ground(scenes[0].view(), 12.0)
    rng, body = np.random.default_rng(3), np.full((2, 10, 20), 0.7, np.float32)
    made = ground.lay(body, rng)
    assert made is not None
    assert made.mask.sum() == 200
    assert made.side_cm == pytest.approx(math.sqrt(200) * 1.2)
    assert GROUND[0] <= made.opacity <= GROUND[1]
    fell = np.log(ground.view.counts[:, made.mask].sum() / made.view.counts[:, made.mask].sum())
    assert fell == pytest.approx(0.7, abs=0.05)
    assert np.array_equal(made.view.counts[:, ~made.mask], ground.view.counts[:, ~made.mask])
    assert ground.lay(np.full((2, 4000, 20), 0.7, np.float32), rng) is None


def test_threats_are_counted_by_size_and_opacity_where_nothing_stood_out():
    trials = [
        Tried("weapon", 10.0, 0.5, found=False, before=False),
        Tried("dense_block", 50.0, 1.5, found=True, before=False),
        Tried("dense_block", 50.0, 1.5, found=True, before=True),
    ]
    told = {one.name: (one.value, one.n) for one in threat_figures(trials) if one.n}
    assert told["threats.found"] == (0.5, 2)
    assert told["threats.found.side_0_to_15_cm"] == (0.0, 1)
    assert told["threats.found.attenuation_1_to_2"] == (1.0, 1)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real scans are not beside this checkout")
def test_the_real_scans_are_judged_and_threats_laid_into_them(detector, tmp_path):
    sizes = Sizes(donors=2, places=2)
    bench = Bench(detector, tmp_path / "model", tmp_path / "store", sizes, real=SHARED)
    found = parts.PARTS["real"](bench)
    names = {one.name: one for one in found.figures}
    assert names["real.findings_a_scan"].n == len(read_scans(SHARED)) == 2
    assert names["threats.found"].data == "simulated threats in real scans"
    assert len(found.remarks) >= 2


def test_without_real_scans_that_is_what_is_said(detector, tmp_path):
    bench = Bench(detector, tmp_path, tmp_path, real=tmp_path / "nowhere")
    found = parts.PARTS["real"](bench)
    assert found.figures == ()
    assert "nowhere" in found.remarks[0]


def test_a_part_that_was_measured_is_not_measured_again(detector, tmp_path):
    bench = Bench(detector, tmp_path / "model", tmp_path / "store")
    before = Outcome((share("known.share", [True, False]),), ("As it was.",))
    before.keep(tmp_path / "model" / "known.json")
    found = parts.measured(bench, ["known"])["known"]
    assert found.remarks == before.remarks
    assert found.figures[0].value == 0.5


@pytest.mark.slow
def test_the_parts_run_on_scenes_and_leave_their_looks(detector, tmp_path):
    sizes = Sizes(1, (1, 1), (1, 1), 1)
    bench = Bench(detector, tmp_path / "model", tmp_path / "store", sizes)
    found = parts.measured(bench, ["known", "second_generator", "shifts", "mass"])
    names = {one.name for outcome in found.values() for one in outcome.figures}
    assert names >= {
        "auroc.known",
        "found_at_5pct.known",
        "auroc.second_generator",
        "auroc.second_generator.lower_by",
        "auroc.shift.8_bit",
        "auroc.shift.other_spectrum.lower_by",
        "mass.median_error",
        "hidings.out_of_sight",
    }
    looks = seen(bench.entries("test", bench.test_plans()))
    assert len(looks) == 2


def test_the_card_holds_every_figure_that_was_measured_and_is_still_the_card(tmp_path):
    place = tmp_path / "anomaly.json"
    place.write_bytes(shipped_card_path().read_bytes())
    digest = load_card(place).sha256
    outcomes = {
        "known": Outcome((share("auroc.known", [True] * 9), share("empty", []))),
        "mass": Outcome((mean("mass.mean", [1.0, 2.0, 3.0]),), ("A remark.",)),
    }
    parts.fill_card(place, outcomes)
    card = load_card(place)
    assert card.sha256 == digest
    assert [one["name"] for one in card.figures] == ["auroc.known", "mass.mean"]
    assert set(card.figures[0]) == {"name", "value", "low", "high", "n", "data"}
    text = parts.table(outcomes)
    assert "auroc.known" in text
    assert text.endswith("A remark.")
    assert "empty" not in text


def test_the_interval_of_a_mean_holds_it_and_narrows_with_cases():
    few, many = mean("x", [0.0, 1.0] * 5), mean("x", [0.0, 1.0] * 500)
    assert few.low < few.value == 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    assert mean("x", []).n == 0


def test_no_event_in_two_cases_may_still_be_some():
    none, ten = rate("x", 0, 2), rate("x", 10, 2)
    assert (none.value, none.low) == (0.0, 0.0)
    # Exact (Garwood): 0 to 3.69, and 4.80 to 18.39.
    assert none.high == pytest.approx(3.69 / 2, rel=0.03)
    assert (ten.low, ten.high) == (pytest.approx(2.40, rel=0.01), pytest.approx(9.20, rel=0.01))
