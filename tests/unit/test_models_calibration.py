"""What a score means: monotone tables in the card."""

from __future__ import annotations

import json

import numpy as np
import pytest

from models.calibration import Calibration, Curve, Meaning, false_alarm_curve, frequency_curve
from models.card import load_card, shipped_card_path
from models.errors import ModelRefused


def test_a_frequency_is_the_share_of_true_findings():
    rng = np.random.default_rng(1)
    scores = rng.uniform(0, 1, 4000)
    hits = rng.uniform(0, 1, 4000) < scores**2
    curve = frequency_curve(list(scores), list(hits))
    for score in (0.2, 0.5, 0.9):
        assert curve.at(score) == pytest.approx(score**2, abs=0.08)
    assert list(curve.values) == sorted(curve.values)


def test_a_false_alarm_share_counts_innocent_scans():
    curve = false_alarm_curve([0.1, 0.2, 0.3, 0.4])
    assert curve.at(0.4) == pytest.approx(2 / 5)
    assert curve.at(0.1) == 1.0
    assert curve.at(0.9) == pytest.approx(2 / 5)


@pytest.mark.parametrize(
    ("scores", "values"),
    [([0.5], []), ([0.5, 0.5], [0.1, 0.2]), ([0.1, 0.5, 0.9], [0.1, 0.5, 0.2]), ([0.2], [1.4])],
)
def test_what_is_no_monotone_table_is_refused(scores, values):
    with pytest.raises(ValueError, match=r"calibration curve|scores of a calibration"):
        Curve(tuple(scores), tuple(values))


def test_it_travels_in_the_card(tmp_path):
    tree = json.loads(shipped_card_path().read_text(encoding="utf-8"))
    made = Calibration(Meaning.FREQUENCY, {"megavolt_dual": Curve((0.1, 0.9), (0.0, 0.7))})
    place = tmp_path / "card.json"
    place.write_text(json.dumps(tree | {"calibration": made.plain()}), encoding="utf-8")
    read = load_card(place).calibration
    assert read is not None
    assert read.of(0.5, "megavolt_dual") == pytest.approx(0.35)
    assert read.of(0.5, "kilovolt_dual") is None
    place.write_text(json.dumps(tree | {"calibration": {"meaning": "luck"}}), encoding="utf-8")
    with pytest.raises(ModelRefused):
        load_card(place)
