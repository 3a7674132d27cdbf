"""Studies of several readers against published worked examples, to their last printed digit."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from app.pilot.statistics import localisation, reader_study, roc
from app.pilot.statistics.estimate import TooFew
from app.pilot.statistics.localisation import Marked
from tests.unit.van_dyke import CLEAN, THREATS

# Smith and Hillis, MRMCaov 0.3 (R package), article for the Journal of Statistical Software:
# output of summary(mrmc(empirical_auc(truth, rating), treatment, reader, case, data = VanDyke)).
PRINTED = {
    "DeLong": {
        "error": 0.0007921325,
        "one": 0.0003420090,
        "two": 0.0003395265,
        "three": 0.0002358497,
        "F": (4.484854, 1, 15.06611, 0.05123303),
        "difference": (-0.04380032, -0.0878671960, 0.0002665519),
        "arms": ((0.8970370, 0.8253461, 0.9687280), (0.9408374, 0.8942155, 0.9874592)),
    },
    "unbiased": {
        "error": 0.0007883925,
        "one": 0.0003416706,
        "two": 0.0003390650,
        "three": 0.0002356148,
        "F": (4.489614, 1, 15.03418, 0.0511618),
        "difference": (-0.04380032, -0.0878519409, 0.0002512968),
        "arms": ((0.8970370, 0.8253526, 0.9687214), (0.9408374, 0.8942323, 0.9874424)),
    },
}
JACKKNIFE = (0.0008022883, 0.0003466137, 0.0003440748, 0.0002390284)
SHARES = (0.0023681257, 0.0009943883, 0.0010145903, 0.0006604938)


def printed(value, digits):
    """As it was printed, so many significant digits."""
    return float(f"%.{digits}g" % value)


@pytest.mark.parametrize("way", PRINTED)
def test_areas_of_the_radiologists_come_out_as_printed(way):
    expected = PRINTED[way]
    figures = reader_study.areas(THREATS, CLEAN, unbiased=way == "unbiased")
    found = reader_study.covariances(figures)
    for name in ("error", "one", "two", "three"):
        assert getattr(found, name) == pytest.approx(expected[name], abs=5.1e-11)
    test = reader_study.compare_arms(figures)
    assert (test.statistic, test.between) == pytest.approx(expected["F"][:2], abs=5.1e-7)
    assert test.within == pytest.approx(expected["F"][2], abs=5.1e-6)
    assert test.p == pytest.approx(expected["F"][3], abs=5.1e-9)
    apart = reader_study.difference(figures, 0, 1)
    assert (apart.value, apart.low, apart.high) == pytest.approx(expected["difference"], abs=5.1e-9)
    for arm, ends in enumerate(expected["arms"]):
        one = reader_study.of_arm(figures, arm)
        assert (one.value, one.low, one.high) == pytest.approx(ends, abs=5.1e-8)


def test_the_jackknife_gives_the_printed_covariances():
    def merit(items):
        kept, clean = items[items < 45], items[items >= 45] - 45
        return reader_study.areas(THREATS[:, :, kept], CLEAN[:, :, clean]).merit

    found = reader_study.covariances(reader_study.jackknifed(merit, 114))
    ours = (found.error, found.one, found.two, found.three)
    assert ours == pytest.approx(JACKKNIFE, abs=5.1e-11)


def test_shares_of_hits_give_the_printed_test():
    figures = reader_study.shares(THREATS >= 3)
    found = reader_study.covariances(figures)
    ours = (found.error, found.one, found.two, found.three)
    assert ours == pytest.approx(SHARES, abs=5.1e-11)
    test = reader_study.compare_arms(figures)
    assert test.statistic == pytest.approx(6.689493, abs=5.1e-7)
    assert (test.within, test.p) == pytest.approx((15.71732, 0.02008822), abs=5.1e-6)
    one = reader_study.of_arm(figures, 0)
    assert (one.low, one.high) == pytest.approx((0.6961876, 0.9482568), abs=5.1e-8)


def test_the_binormal_curves_of_the_radiologists_are_those_printed():
    """Distance and slope of all readers whose ratings a curve follows from, to three digits."""
    expected = {
        (0, 0): (1.70, 0.537),
        (0, 1): (1.40, 0.561),
        (0, 2): (1.74, 0.635),
        (0, 3): (1.93, 0.202),
        (0, 4): (1.06, 0.464),
        (1, 0): (1.85, 0.503),
        (1, 1): (1.66, 0.447),
        (1, 2): (1.62, 0.488),
        (1, 4): (1.73, 0.422),
    }
    for (kind, reader), (a, b) in expected.items():
        ours = roc.binormal(THREATS[kind, reader], CLEAN[kind, reader])
        assert (printed(ours.distance, 3), printed(ours.slope, 3)) == (a, b), (kind, reader)


def test_ratings_that_part_everything_have_no_curve_of_their_own():
    with pytest.raises(TooFew):
        roc.binormal(np.array([4.0, 5.0, 5.0, 4.0]), np.array([1.0, 2.0, 1.0, 2.0]))
    with pytest.raises(TooFew, match="no point"):
        roc.binormal(np.array([2.0, 2.0]), np.array([1.0, 1.0, 2.0]))
    # The printed fit of this reader ends at the largest number there is.
    with pytest.raises(TooFew):
        roc.binormal(THREATS[1, 3], CLEAN[1, 3])


def test_an_area_is_the_statistic_of_mann_and_whitney():
    threats, clean = THREATS[0, 1], CLEAN[0, 1]
    expected = stats.mannwhitneyu(threats, clean).statistic / len(threats) / len(clean)
    ours = roc.area(threats, clean)
    assert ours.value == pytest.approx(expected, abs=1e-12)
    assert 0.0 < ours.low < ours.value < ours.high < 1.0
    curve = roc.points(threats, clean)
    assert np.trapezoid(curve.hits, curve.alarms) == pytest.approx(expected, abs=1e-12)


def test_one_reader_stands_for_no_others():
    with pytest.raises(TooFew):
        reader_study.compare_arms(reader_study.areas(THREATS[:, :1], CLEAN[:, :1]))
    with pytest.raises(TooFew):
        reader_study.compare_arms(reader_study.areas(THREATS[:1], CLEAN[:1]))


def test_a_place_counts_only_where_it_is():
    clean = [Marked(), Marked(elsewhere=(2.0, 3.0)), Marked(elsewhere=(1.0,))]
    threats = [Marked((4.0,)), Marked((localisation.UNMARKED,)), Marked((2.0, 3.0), (5.0,))]
    # 4 beats all; unmarked ties the clean item without marks; 2 beats two, 3 beats two and ties.
    expected = np.mean([1.0, 0.5 / 3.0, np.mean([2 / 3.0, 2.5 / 3.0])])
    assert localisation.merit([*clean, *threats]) == pytest.approx(expected)
    assert np.isnan(localisation.merit(clean))


def test_one_mark_an_item_makes_it_an_area():
    threats, clean = THREATS[0, 0], CLEAN[0, 0]
    items = [Marked((one,)) for one in threats] + [Marked(elsewhere=(one,)) for one in clean]
    assert localisation.merit(items) == pytest.approx(roc.area(threats, clean).value, abs=1e-12)


def simulated(chance, effect, *, readers=10, cases=50):
    """Ratings after Roe and Metz, Acad. Radiol. 4 (1997) 587: random readers, cases and both."""
    arms = 2
    shift = np.array([1.5, 1.5 + effect])[:, None, None]
    both = []
    for mean in (shift, 0.0):
        case = chance.normal(0.0, 0.3**0.5, cases)
        arm_case = chance.normal(0.0, 0.3**0.5, (arms, 1, cases))
        reader = chance.normal(0.0, 0.011**0.5, (1, readers, 1))
        arm_reader = chance.normal(0.0, 0.011**0.5, (arms, readers, 1))
        own = chance.normal(0.0, 0.4**0.5, (arms, readers, cases))
        both.append(mean + case + arm_case + reader + arm_reader + own)
    return both


def test_one_group_of_readers_is_everybody():
    whole = reader_study.areas(THREATS, CLEAN)
    alone = reader_study.split([whole])
    assert reader_study.compare_arms(alone) == reader_study.compare_arms(whole)
    assert reader_study.of_arm(alone, 0) == reader_study.of_arm(whole, 0)


def test_a_group_of_one_reader_says_nothing_of_readers():
    parts = [reader_study.areas(THREATS[:, one], CLEAN[:, one]) for one in ([0, 1], [2])]
    with pytest.raises(TooFew):
        reader_study.compare_arms(reader_study.split(parts))
    with pytest.raises(ValueError, match="different arms"):
        reader_study.split([parts[0], parts[1].only(0)])


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [(4, 4, 4), (3, 9)])
def test_intervals_of_split_plots_hold_a_difference_of_none(sizes):
    """Groups of readers with items of their own; sizes that differ too."""
    chance = np.random.default_rng(12)
    held, held_one = 0, 0
    for _ in range(2000):
        parts = [
            reader_study.areas(*simulated(chance, 0.0, readers=size, cases=30)) for size in sizes
        ]
        figures = reader_study.split(parts)
        ours = reader_study.difference(figures, 0, 1)
        held += ours.low <= 0.0 <= ours.high
        # Separate threats vary by 1.0 and clean items too: 1.5 apart is an area of 0.8556, less a
        # little for what readers vary.
        one = reader_study.of_arm(figures, 0)
        held_one += one.low <= float(stats.norm.cdf(1.5 / (2.0 * 1.022) ** 0.5)) <= one.high
    assert 0.93 <= held / 2000 <= 0.98, held
    assert 0.92 <= held_one / 2000 <= 0.98, held_one


@pytest.mark.slow
def test_intervals_hold_a_difference_of_none_as_often_as_they_say():
    chance = np.random.default_rng(11)
    held = 0
    for _ in range(2000):
        ours = reader_study.difference(reader_study.areas(*simulated(chance, 0.0)), 0, 1)
        held += ours.low <= 0.0 <= ours.high
    # 93 to 97 % are asked for; 2,000 draws leave 1.3 % open at 99 %.
    assert 0.93 <= held / 2000 <= 0.98, held
