"""From transmission to stored counts: scatter, blur, gains, photon noise, clipping."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.phantom.geometry import Floats
from imaging.phantom.options import Scanner
from imaging.phantom.stage import Rng

_MODULE_ROWS = 32


def expose(signal: Floats, area_cm2: float, scanner: Scanner, rng: Rng) -> npt.NDArray[np.uint16]:
    """Take a picture.

    Parameters
    ----------
    signal
        ``float32`` (4, rows, columns) from `Beam.transmit`: transmission of high and low, then the
        variance of each for one incident photon.
    area_cm2
        Area of a pixel in the object's plane.
    scanner
        Settings; the mirror is not applied here.
    rng
        Noise. The number of draws depends on the shape alone, so that two scenes of one seed that
        differ in one place have the same noise everywhere else.

    Returns
    -------
    numpy.ndarray
        ``uint16`` (2, rows, columns), high then low; more is less attenuation. Pixels that nothing
        penetrates are exactly 0, those above the range are clipped.
    """
    signal = _swung(signal, scanner.wobble / np.sqrt(area_cm2), rng)
    mean = optics(signal[:2], scanner)
    mean *= gains_of(mean.shape, scanner, rng)
    noise = noise_deviation(signal, mean, area_cm2, scanner)
    counts = _quanta(mean, noise, rng)
    electronic = np.float32(scanner.electronic / np.sqrt(area_cm2))
    counts += electronic * rng.standard_normal(mean.shape, np.float32)
    counts += electronic * 0.4 * rng.standard_normal((2, mean.shape[1], 1), np.float32)
    if scanner.crosstalk > 0.0:
        share = np.float32(scanner.crosstalk)
        counts[:, :, 1:] = (1 - share) * counts[:, :, 1:] + share * counts[:, :, :-1]
    _strike(counts, scanner.specks, rng)
    return _stored(counts, scanner)


def _strike(counts: Floats, share: float, rng: Rng) -> None:
    """Let stray photons strike single pixels, in either energy, and lose a few readings."""
    struck = rng.random(counts.shape, np.float32) < np.float32(share)
    count = int(struck.sum())
    counts[struck] += np.float32(0.25) * rng.standard_normal(count, np.float32)


def noise_deviation(signal: Floats, mean: Floats, area_cm2: float, scanner: Scanner) -> Floats:
    """Return the standard deviation of the photon noise, in transmission of air.

    The variance of an energy-integrating detector is not proportional to its mean: hardened beams
    carry more in fewer photons. Scattered and blurred light keeps the local ratio of the two.
    """
    photons = np.float32(scanner.quanta * area_cm2) * np.asarray(
        [1.0, scanner.low_share], np.float32
    )
    photons = photons.reshape(2, *[1] * (signal.ndim - 1))
    ratio = signal[2:] / np.maximum(signal[:2], np.float32(1e-12))
    return np.asarray(np.sqrt(np.maximum(mean * ratio, 0.0) / photons), np.float32)


def _swung(signal: Floats, amplitude: float, rng: Rng) -> Floats:
    """Shift columns up and down as a boom that swings slowly; the amplitude is in pixels."""
    _, rows, columns = signal.shape
    period, phase = float(rng.uniform(0.1, 0.6)) * columns, float(rng.uniform(0.0, 6.3))
    if amplitude <= 0.0:
        return signal
    shift = amplitude * np.sin(2.0 * np.pi * np.arange(columns) / period + phase)
    across = np.broadcast_to(np.arange(columns, dtype=np.float32), (rows, columns))
    down = np.arange(rows, dtype=np.float32)[:, None] + shift.astype(np.float32)
    across = np.ascontiguousarray(across)
    return np.stack(
        [
            cv2.remap(plane, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            for plane in signal
        ]
    )


def optics(transmission: Floats, scanner: Scanner) -> Floats:
    """Return the mean light that reaches the detector: scattered, blurred, half a column apart.

    Parameters
    ----------
    transmission
        ``float32`` (2, rows, columns), high and low; not altered.
    scanner
        Settings.
    """
    out = np.array(transmission)
    if scanner.scatter > 0.0:
        for index, weight in enumerate((1.0, 1.15)):
            out[index] += np.float32(scanner.scatter * weight) * _veil(out[index])
        out /= np.asarray([1.0 + scanner.scatter, 1.0 + 1.15 * scanner.scatter], np.float32)[
            :, None, None
        ]
    # The two energies come from alternate pulses, half a column apart.
    out[1, :, :-1] = 0.5 * (out[1, :, :-1] + out[1, :, 1:])
    for index in range(2):
        if scanner.psf > 0.05:
            out[index] = cv2.GaussianBlur(out[index], (0, 0), scanner.psf)
    return out


def _veil(channel: Floats) -> Floats:
    """Return the scattered light: the picture, very much blurred."""
    rows, columns = channel.shape
    small = cv2.resize(
        channel, (max(columns // 16, 1), max(rows // 16, 1)), interpolation=cv2.INTER_AREA
    )
    soft = cv2.GaussianBlur(small, (0, 0), 0.09 * small.shape[0] + 0.5)
    return np.asarray(cv2.resize(soft, (columns, rows), interpolation=cv2.INTER_LINEAR), np.float32)


def gains_of(shape: tuple[int, ...], scanner: Scanner, rng: Rng) -> Floats:
    """Return how much brighter each pixel reads for its row, its module and its pulse."""
    _, rows, columns = shape
    pulses = 1.0 + scanner.stripes * rng.standard_normal((2, 1, columns))
    gains = 1.0 + 0.6 * scanner.stripes * rng.standard_normal((2, rows, 1))
    modules = scanner.gain_steps * rng.standard_normal((2, -(-rows // _MODULE_ROWS), 1))
    gains *= 1.0 + np.repeat(modules, _MODULE_ROWS, axis=1)[:, :rows]
    weak, where = float(rng.uniform(0.2, 0.9)), int(rng.integers(rows))
    if scanner.bad_row:
        gains[:, where] *= weak
    if scanner.dead_rows:
        gains[:, -scanner.dead_rows :] = 0.0
    return (gains * pulses).astype(np.float32)


def _quanta(mean: Floats, deviation: Floats, rng: Rng) -> Floats:
    """Add photon noise: one normal deviate a pixel, given Poisson's skewness where few arrive."""
    normal = rng.standard_normal(mean.shape, np.float32)
    quantum = deviation**2 / np.maximum(mean, np.float32(1e-12))
    normal *= deviation + normal * quantum * np.float32(1.0 / 6.0)
    normal -= quantum * np.float32(1.0 / 6.0)
    return np.asarray(np.maximum(mean + normal, 0.0), np.float32)


def _stored(counts: Floats, scanner: Scanner) -> npt.NDArray[np.uint16]:
    full = 2**scanner.bits - 1
    counts *= np.float32(scanner.air * full)
    if scanner.dead_rows:
        counts[:, -scanner.dead_rows :] = 0.0
    return np.clip(np.rint(counts), 0, full).astype(np.uint16)
