"""Uneven stuff: noise with a power law for its spectrum."""

from __future__ import annotations

import numpy as np

from imaging.yard.grid import Floats

Rng = np.random.Generator


def spectral_noise(rng: Rng, shape: tuple[int, int], slope: float) -> Floats:
    """Return noise whose amplitude falls as frequency to the power ``-slope``.

    Parameters
    ----------
    rng
        Where its phases come from.
    shape
        Rows and columns; it is periodic over them.
    slope
        0 is white, 1 is cloudy, 2 is hilly.

    Returns
    -------
    numpy.ndarray
        ``float32``, mean 0, standard deviation 1.
    """
    white = np.fft.rfft2(rng.standard_normal(shape, dtype=np.float32))
    down = np.fft.fftfreq(shape[0])[:, None] * shape[0]
    along = np.fft.rfftfreq(shape[1])[None, :] * shape[1]
    frequency = np.hypot(down, along)
    frequency[0, 0] = 1.0
    white *= frequency**-slope
    white[0, 0] = 0.0
    noise = np.fft.irfft2(white, s=shape)
    return np.asarray(noise / noise.std(), dtype=np.float32)


class Cloth:
    """Three large periodic pieces of noise, from which crops are cut for every package."""

    SHAPE = (256, 512)

    def __init__(self, rng: Rng) -> None:
        self._rng = rng
        self._pieces = {s: spectral_noise(rng, self.SHAPE, s) for s in (0.6, 1.1, 1.7)}

    def cut(self, rows: int, columns: int, slope: float = 1.1) -> Floats:
        """Return a crop at a random place, ``float32``, mean about 0 and deviation about 1."""
        piece = self._pieces[slope]
        down = (np.arange(rows) + self._rng.integers(self.SHAPE[0])) % self.SHAPE[0]
        along = (np.arange(columns) + self._rng.integers(self.SHAPE[1])) % self.SHAPE[1]
        return np.asarray(piece[down[:, None], along[None, :]])

    def uneven(self, shape: tuple[int, int, int], amount: float, slope: float = 1.1) -> Floats:
        """Return factors about 1 for a block of voxels: each layer has a crop of its own."""
        layers = [self.cut(shape[1], shape[2], slope) for _ in range(shape[0])]
        noise = np.stack(layers) if layers else np.zeros(shape, dtype=np.float32)
        return np.asarray(np.clip(1.0 + amount * noise, 0.05, 3.0), dtype=np.float32)
