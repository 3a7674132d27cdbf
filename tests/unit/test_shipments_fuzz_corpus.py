"""What fuzzing starts from, and small damage to it, holds what fuzzing asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.shipments.messages import HEAD, form_of
from tests.fuzz.messages import CORPUS, one

SEEDS = sorted(CORPUS.iterdir())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_every_seed_is_of_a_form_and_holds(path: Path) -> None:
    data = path.read_bytes()
    assert form_of(data[:HEAD]) is not None
    one(data)


def test_every_form_has_a_seed() -> None:
    forms = {form.name for path in SEEDS if (form := form_of(path.read_bytes()[:HEAD]))}
    assert forms >= {"EDIFACT", "X12", "JSON", "XML", "Cargo-IMP", "status lines", "CSV"}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SEEDS), st.data())
def test_damaged_seeds_hold(path: Path, data: st.DataObject) -> None:
    damaged = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        length = data.draw(st.integers(0, 8))
        damaged[at : at + length] = data.draw(st.binary(max_size=8))
    one(bytes(damaged))
