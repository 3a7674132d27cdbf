"""Monitors of drift: fair ranks, fair bets, few false warnings, early true ones."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.alarms import SIGNS, Reference
from models.drift import (
    _EDGE,
    BLOCK,
    FALSE_WARNING,
    FEWEST,
    LAST,
    LIMIT,
    Capital,
    Drifted,
    Monitor,
    _bets,
    p_value,
)

Rng = np.random.Generator


def reference(rng: Rng, count: int = 200) -> Reference:
    return {sign: tuple(sorted(rng.normal(size=count).tolist())) for sign in SIGNS}


def arrive(monitor: Monitor, known: Reference, rng: Rng, count: int, **shift: float) -> int | None:
    """Let scans arrive; return after how many the monitor warns."""
    for number in range(1, count + 1):
        values = {sign: rng.normal() + shift.get(sign, 0.0) for sign in SIGNS}
        monitor.take("group", known, values, rng.random())
        if monitor.warnings():
            return number
    return None


@pytest.mark.parametrize("bet", range(5))
def test_every_bet_is_fair(bet: int) -> None:
    """The integral over uniform p-values is 1: by substitution, for the powers have poles."""
    x = (np.arange(20_000) + 0.5) / 20_000
    ends = np.maximum(x**4 / 2, _EDGE)
    both = [float(_bets(p)[bet] + _bets(1.0 - p)[bet]) for p in ends]
    assert np.mean(np.array(both) * 2 * x**3) == pytest.approx(1.0, abs=2e-3)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=5), st.integers(1, 19))
def test_over_all_orders_the_rank_is_uniform(values: list[int], step: int) -> None:
    """However many are equal: the last of exchangeable values has a p-value below t with chance t.

    The chance that orders equal ones is integrated over exactly.
    """
    limit, below = step / 20.0, 0.0
    orders = list(itertools.permutations(values))
    for order in orders:
        bag, new = sorted(float(v) for v in order[:-1]), float(order[-1])
        least, most = p_value(bag, new, 0.0), p_value(bag, new, 1.0)
        below += min(1.0, max(0.0, (limit - least) / (most - least)))
    assert below / len(orders) == pytest.approx(limit, abs=1e-9)


@given(st.floats(0, 1), st.integers(1, 2000))
def test_the_statistic_stays_a_number(p: float, count: int) -> None:
    capital = Capital()
    for _ in range(min(count, 400)):
        assert 0.0 <= capital.bet(p) < math.inf


def test_the_statistic_grows_by_one_a_scan_on_the_average() -> None:
    """R(n) - n is a martingale: the stated chance of a false warning rests on it."""
    rng = np.random.default_rng(5)
    ends = []
    for _ in range(4000):
        capital = Capital()
        for p in rng.random(10):
            end = capital.bet(p)
        ends.append(end)
    assert np.mean(ends) == pytest.approx(10.0, rel=0.15)


def test_scans_like_those_calibrated_on_hardly_ever_warn() -> None:
    """Forty scanners, a block each; at one in a hundred, three or more come once in 140 times."""
    rng = np.random.default_rng(11)
    warned = 0
    for _ in range(40):
        warned += arrive(Monitor(), reference(rng, 100), rng, BLOCK) is not None
    assert FALSE_WARNING * 40 < 1
    assert warned <= 2


@pytest.mark.parametrize(("shift", "most"), [(3.0, 12), (2.0, 25), (1.0, 120)])
def test_what_changes_is_told_soon(shift: float, most: int) -> None:
    """In standard deviations of the sign; 100 scans without a change come first."""
    rng = np.random.default_rng(7)
    delays = []
    for _ in range(9):
        monitor, known = Monitor(), reference(rng)
        assert arrive(monitor, known, rng, 100) is None
        found = arrive(monitor, known, rng, 300, noise=shift)
        assert found is not None
        delays.append(found)
    assert sorted(delays)[4] <= most


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("higher", [True, False])
def test_the_sign_and_its_side_are_named(sign: str, higher: bool) -> None:
    rng = np.random.default_rng(2)
    monitor, known = Monitor(), reference(rng)
    arrive(monitor, known, rng, 60)
    found = arrive(monitor, known, rng, 60, **{sign: 3.0 if higher else -3.0})
    assert found is not None
    (told,) = monitor.warnings()
    assert (told.sign, told.higher, told.of) == (sign, higher, LAST)
    assert told.outside >= found - 1


@settings(max_examples=20)
@given(st.floats(0.1, 10), st.floats(-5, 5), st.integers(0, 1000))
def test_units_do_not_matter(scale: float, offset: float, seed: int) -> None:
    """Only ranks count: another unit, another gauge, the same warnings at the same scan."""
    rng = np.random.default_rng(seed)
    known = reference(rng, 60)
    other = {sign: tuple(math.exp(v * scale / 10) + offset for v in known[sign]) for sign in SIGNS}
    one, two = Monitor(), Monitor()
    for number in range(60):
        values = {sign: rng.normal() + (number > 20) * 2.5 for sign in SIGNS}
        chance = rng.random()
        one.take("g", known, values, chance)
        bent = {sign: math.exp(v * scale / 10) + offset for sign, v in values.items()}
        two.take("g", other, bent, chance)
        assert [w.sign for w in one.warnings()] == [w.sign for w in two.warnings()]


def test_another_mix_of_groups_is_no_drift() -> None:
    """All trains today: each is compared with trains, not with the average of all scans."""
    rng = np.random.default_rng(9)
    trucks = reference(rng, 100)
    trains = {sign: tuple(v + 50.0 for v in trucks[sign]) for sign in SIGNS}
    monitor = Monitor()
    for number in range(300):
        train = number >= 150
        values = {sign: rng.normal() + 50.0 * train for sign in SIGNS}
        monitor.take(
            "train" if train else "truck", trains if train else trucks, values, rng.random()
        )
    assert monitor.warnings() == ()


def test_what_cannot_be_measured_or_is_hardly_known_is_not_judged() -> None:
    rng = np.random.default_rng(4)
    few = {sign: tuple(range(FEWEST - 1)) for sign in SIGNS}
    monitor = Monitor()
    for _ in range(100):
        monitor.take("g", few, dict.fromkeys(SIGNS, 99.0), rng.random())
        monitor.take("h", reference(rng), {"noise": math.nan}, rng.random())
    assert monitor.warnings() == ()


def test_a_warning_outlives_its_block_until_the_next_has_shown_enough() -> None:
    rng = np.random.default_rng(6)
    monitor, known = Monitor(), reference(rng)
    assert arrive(monitor, known, rng, 60, noise=3.0) is not None
    arrive(Monitor(), known, rng, 1)
    while monitor.scans < BLOCK:
        monitor.take("group", known, {sign: rng.normal() for sign in SIGNS}, rng.random())
    assert monitor.warnings()
    for _ in range(LAST - 1):
        monitor.take("group", known, {sign: rng.normal() for sign in SIGNS}, rng.random())
        assert [told.sign for told in monitor.warnings()] == ["noise"]
    monitor.take("group", known, {sign: rng.normal() for sign in SIGNS}, rng.random())
    assert monitor.warnings() == ()


def test_the_limit_follows_from_the_stated_chance() -> None:
    assert len(SIGNS) * BLOCK / LIMIT == pytest.approx(FALSE_WARNING)
    assert Drifted("noise", higher=True, outside=34, of=50).of == LAST
