"""Classes of dangerous goods that are kept apart (mission T-73)."""

from __future__ import annotations

import pytest

from app.domain.segregation import TABLE, Apart, apart, pairs_apart


def test_t73_the_table_reads_the_same_both_ways() -> None:
    assert all(TABLE[one, other] is TABLE[other, one] for one, other in TABLE)
    assert len(TABLE) == 17 * 17


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("3", "5.1", Apart.SEPARATED),
        ("2.1", "8", Apart.AWAY),
        ("1.1D", "3", Apart.LENGTHWISE),
        ("1.2", "4.2", Apart.LENGTHWISE),
        ("1.6N", "4.1", Apart.COMPARTMENT),
        ("6.2", "3", Apart.COMPARTMENT),
        ("3", "9", Apart.NOT_SAID),
        ("3", "", Apart.NOT_SAID),
        ("3", "no class", Apart.NOT_SAID),
    ],
)
def test_t73_how_far_two_classes_are_kept_apart(one: str, other: str, far: Apart) -> None:
    assert apart(one, other) is far


def test_t73_pairs_of_a_load_come_farthest_first_and_once() -> None:
    assert pairs_apart(["3", "8", "5.1", "3", "", "9"]) == (
        ("3", "5.1", Apart.SEPARATED),
        ("5.1", "8", Apart.SEPARATED),
    )
    assert pairs_apart(["3"]) == ()
