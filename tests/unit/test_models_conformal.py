"""Conformal thresholds: the promise, on drawn scores of every shape; the file; the fall-back."""

from __future__ import annotations

import datetime as dt
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alarm_file import alarm_path, read_alarms, write_alarms
from models.alarms import CARD, Harmless, calibration_of, in_force
from models.conformal import fewest, least_rate, rank_of, rate_interval, threshold_of
from models.errors import ModelRefused
from models.groups import ALL, path_of
from models.signs import Signs

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
RATES = st.sampled_from([0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2])
scores = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=300)


def test_the_rank_is_that_of_the_literature() -> None:
    assert rank_of(19, 0.05) == 19
    assert rank_of(18, 0.05) is None
    assert rank_of(99, 0.01) == 99
    assert rank_of(2000, 0.05) == math.ceil(2001 * 0.95)
    assert (fewest(0.05), fewest(0.01), fewest(0.005), fewest(0.2)) == (19, 99, 199, 4)


@given(st.integers(1, 5000), RATES)
def test_a_rank_exists_from_the_fewest_scans_on(count: int, rate: float) -> None:
    rank = rank_of(count, rate)
    assert (rank is not None) == (count >= fewest(rate)) == (rate >= least_rate(count))
    if rank is not None:
        assert rank == math.ceil((count + 1) * (1 - Fraction(str(rate)))) <= count


@given(scores, RATES)
def test_leaving_one_out_no_more_alarm_than_promised(drawn: list[float], rate: float) -> None:
    """Exchangeable draws in the strictest form: every order of the same scores, ties included.

    Each score in turn is the new one; the share of them that reaches the threshold of the others
    is the chance of an alarm over all orders.
    """
    alarms = 0
    for place, new in enumerate(drawn):
        threshold = threshold_of(sorted(drawn[:place] + drawn[place + 1 :]), rate)
        alarms += threshold is not None and np.float32(new) >= np.float32(threshold)
    assert Fraction(int(alarms), len(drawn)) <= Fraction(str(rate))


@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=300, unique=True), RATES)
def test_without_ties_it_is_hardly_stricter_than_promised(drawn: list[float], rate: float) -> None:
    alarms = 0
    for place, new in enumerate(drawn):
        threshold = threshold_of(sorted(drawn[:place] + drawn[place + 1 :]), rate)
        alarms += threshold is not None and np.float32(new) >= np.float32(threshold)
    if len(drawn) - 1 >= fewest(rate):
        assert Fraction(int(alarms), len(drawn)) > Fraction(str(rate)) - Fraction(1, len(drawn))


def test_the_rate_of_one_calibration_lies_in_its_interval() -> None:
    """Beta(n + 1 - k, k): with uniform scores the true rate is one minus the threshold."""
    rng = np.random.default_rng(1)
    low, high = rate_interval(400, 0.05)
    found = [1 - threshold_of(sorted(rng.random(400)), 0.05) for _ in range(2000)]
    inside = np.mean([low <= rate <= high for rate in found])
    assert inside == pytest.approx(0.9, abs=0.03)
    assert np.mean(found) == pytest.approx(20 / 401, abs=0.002)
    assert low < 0.05 < high


def test_an_interval_of_too_few_scans_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        rate_interval(10, 0.05)


def harmless(group: tuple[str, ...], score: float, station: str = "GATE-1") -> Harmless:
    score = float(np.float32(score))
    return Harmless(group, station, "SYNTHETIC", Signs(0.2, 0.01, 0.001, math.nan, score))


def some(count: int, group: tuple[str, ...], *, seed: int = 1) -> list[Harmless]:
    return [harmless(group, score) for score in np.random.default_rng(seed).random(count)]


LONG = path_of("megavolt_dual", "long_vehicle", None)
SHORT = path_of("megavolt_dual", "short_vehicle", None)
BOXED = path_of("megavolt_dual", "long_vehicle", "textiles")
PARCEL = path_of("kilovolt_dual", "parcel", None)


def test_small_groups_fall_back_step_by_step_and_say_so() -> None:
    scans = [*some(150, LONG), *some(8, BOXED), *some(20, SHORT), *some(5, PARCEL)]
    made = calibration_of(scans, model_sha256="a" * 64, made_at=NOW)
    cases = {
        (LONG, 0.05): LONG[0],
        (BOXED, 0.2): BOXED[0],
        (BOXED, 0.05): LONG[0],
        (SHORT, 0.05): SHORT[0],
        (SHORT, 0.01): "megavolt_dual",
        (PARCEL, 0.2): PARCEL[0],
        (PARCEL, 0.01): ALL,
        (PARCEL, 0.005): CARD,
    }
    for (groups, rate), wanted in cases.items():
        found = in_force(made, groups, rate, 0.77)
        assert found.group == wanted
        assert found.fell_back == (wanted != groups[0])
        assert found.scans == len(made.scores.get(wanted, ()))
    assert in_force(made, PARCEL, 0.005, 0.77).threshold == 0.77
    assert in_force(None, LONG, 0.05, 0.77).threshold == 0.77


@pytest.mark.parametrize("rate", [0.0, 0.004, 0.21, 1.0])
def test_a_rate_that_no_site_may_choose_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match=r"between 0\.005 and 0\.2"):
        in_force(None, LONG, rate, 0.5)


def test_each_group_keeps_the_promise_by_itself() -> None:
    """Groups whose scores differ: one threshold for all would drown one and spare the other."""
    rng = np.random.default_rng(3)
    alarms = {LONG: 0, PARCEL: 0}
    for _ in range(300):
        scans = [harmless(LONG, s) for s in rng.beta(1, 9, 60)]
        scans += [harmless(PARCEL, s) for s in rng.beta(9, 1, 60)]
        made = calibration_of(scans, model_sha256="a" * 64, made_at=NOW)
        for groups, new in ((LONG, rng.beta(1, 9)), (PARCEL, rng.beta(9, 1))):
            threshold = in_force(made, groups, 0.1, 1.0).threshold
            alarms[groups] += np.float32(new) >= np.float32(threshold)
    for count in alarms.values():
        assert count / 300 == pytest.approx(6 / 61, abs=0.05)


def test_the_file_reads_back_equal_with_its_digest(tmp_path: Path) -> None:
    made = calibration_of(some(40, LONG), model_sha256="b" * 64, made_at=NOW)
    path = alarm_path(tmp_path / "alarms", "b" * 64)
    written = write_alarms(path, made)
    assert read_alarms(path) == written
    assert len(written.sha256) == 64
    assert written.scans == 40
    assert written.signs["GATE-1"] == written.signs[""]
    assert written.signs[""][LONG[0]]["ratio"] == ()
    assert read_alarms(tmp_path / "none.json") is None


def test_a_scanner_with_few_scans_is_compared_with_all() -> None:
    scans = [*some(40, LONG), *(harmless(LONG, 0.5, "GATE-2") for _ in range(5))]
    made = calibration_of(scans, model_sha256="b" * 64, made_at=NOW)
    own, other = made.reference("GATE-1", LONG[0]), made.reference("GATE-2", LONG[0])
    assert own is not None
    assert other is not None
    assert (len(own["score"]), len(other["score"])) == (40, 45)
    assert made.reference("GATE-1", "megavolt_dual/train") is None


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"scores": {"all": [0.9, 0.1]}},
        {"scores": {"all": [2.0]}},
        {"scores": {}},
        {"scores": [1]},
        {"made_at": "2026-01-01T00:00:00"},
        {"signs": {"": {"x": {"air": [1]}}}},
    ],
)
def test_a_damaged_file_is_refused_with_a_sentence(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = tmp_path / "a.json"
    write_alarms(path, calibration_of(some(30, LONG), model_sha256="b" * 64, made_at=NOW))
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ModelRefused, match=r"cannot be used.*prescreen calibrate"):
        read_alarms(path)
    path.write_bytes(b"\xff not json")
    with pytest.raises(ModelRefused, match="cannot be used"):
        read_alarms(path)
