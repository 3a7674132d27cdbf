"""What is done to crops: other textures of goods, other scanners, other vendors."""

import numpy as np
import pytest

from models.training import disturbing
from models.training.disturbing import disturbed, texture, textured

AIR = np.array([60000.0, 50000.0], dtype=np.float32)


def counts_of(
    transmission: float, side: int = 64
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    plane = np.full((side, side), transmission, dtype=np.float32)
    return np.stack([plane * AIR[0], plane * AIR[1]])


def drawn(
    cargo: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """The first texture that is one."""
    found = (texture(cargo, np.random.default_rng(seed)) for seed in range(50))
    return next(factors for factors in found if factors is not None)


def test_only_goods_are_given_a_texture() -> None:
    cargo = np.zeros((64, 64), dtype=np.float32)
    cargo[:, 32:] = 1.0
    factors = drawn(cargo)
    assert (factors[:, :32] == 1.0).all()
    assert factors[:, 32:].std() > 0.005


def test_about_a_third_of_the_crops_are_given_one() -> None:
    cargo = np.ones((32, 32), dtype=np.float32)
    made = [texture(cargo, np.random.default_rng(seed)) is not None for seed in range(300)]
    assert 0.25 < np.mean(made) < 0.45


def test_a_factor_multiplies_the_attenuation_of_both_energies() -> None:
    counts = counts_of(0.3)
    factors = np.full((64, 64), 1.2, dtype=np.float32)
    out = textured(counts, AIR, factors)
    assert -np.log(out / AIR[:, None, None]) == pytest.approx(-1.2 * np.log(0.3), rel=1e-4)
    assert textured(counts, AIR, None) is counts


@pytest.mark.parametrize("make", disturbing._TEXTURES)
def test_every_texture_fills_the_crop_it_is_asked_for(make: object) -> None:
    assert callable(make)
    for seed in range(6):
        field = make(50, 90, np.random.default_rng(seed))
        assert field.shape == (50, 90)
        assert np.isfinite(field).all()
        assert field.std() > 0


@pytest.mark.parametrize("step", disturbing._VENDOR_STEPS)
def test_a_vendors_step_keeps_the_level_of_an_even_picture(step: object) -> None:
    assert callable(step)
    plane = np.full((40, 40), 0.4, dtype=np.float32)
    assert step(plane, np.random.default_rng(2)) == pytest.approx(0.4, abs=0.004)


def test_any_scanner_leaves_counts_that_can_be_learned_from() -> None:
    for seed in range(60):
        out = disturbed(counts_of(0.2), AIR, np.random.default_rng(seed))
        assert out.shape == (2, 64, 64)
        assert out.dtype == np.float32
        assert np.isfinite(out).all()
        assert out.min() >= 0
        assert 0.15 < float(out[0].mean() / AIR[0]) < 0.23


def test_the_same_seed_disturbs_alike() -> None:
    twice = [disturbed(counts_of(0.2), AIR, np.random.default_rng(7)) for _ in range(2)]
    assert np.array_equal(*twice)
