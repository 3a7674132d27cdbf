"""From stored values to brightness: response and penetration, then window, gamma and inverse."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from imaging.display import DisplaySettings, Response
from imaging.luts import FULL_ATTENUATION, Attenuation

_SHALLOW, _DEEPEST = 0.6, 11.5
_BEND, _BENT = 1.6, 0.55
_TURN = 0.62
"""Penetration from which the curve turns toward the dense end."""
_STRAIGHT, _LIFTED = 1.0, 0.25


def black_at(penetration: float) -> float:
    """Attenuation that is shown black before the window: 0.6 at 0, 11.5 at 1.

    The effective attenuation of a 6 MeV beam is about 0.37 per centimetre of steel, so that 11.5
    is 31 cm, where scanners of that kind end.
    """
    return _SHALLOW + (_DEEPEST - _SHALLOW) * penetration


def plain(table: Attenuation, settings: DisplaySettings) -> npt.NDArray[np.float64]:
    """Brightness 0 (black) to 1 (air) of every stored value, after response and penetration.

    Penetration sweeps the density range. From 0 to about the middle the black end moves from
    light goods into dense ones, and the curve favours what is thin. From there on the curve also
    turns over, so that the contrast gathers at the dense end while the thin fades.

    Parameters
    ----------
    table
        ``float32``, shape (65536,): attenuation of every stored value.
    """
    black = black_at(settings.penetration)
    turned = max(0.0, settings.penetration - _TURN) / (1.0 - _TURN)
    depth = np.minimum(table.astype(np.float64), FULL_ATTENUATION)
    if settings.response is Response.LOG:
        # The power gives thin walls the contrast that a straight line spends on the dark end.
        power = _BEND + (_BENT - _BEND) * turned
        return np.asarray(np.clip(1.0 - depth / black, 0.0, 1.0) ** power)
    power = 1.0 if settings.response is Response.LINEAR else 0.5
    floor = math.exp(-black * power)
    seen = np.clip((np.exp(-depth * power) - floor) / (1.0 - floor), 0.0, 1.0)
    return np.asarray(seen ** (_STRAIGHT + (_LIFTED - _STRAIGHT) * turned))


def windowed(bright: npt.NDArray[np.float64], settings: DisplaySettings) -> npt.NDArray[np.float64]:
    """Brightness 0 to 1 after window, gamma and inverse, of plain brightness 0 to 1."""
    low = settings.centre - settings.width / 2.0
    # In place: fresh memory for each step would take longer than the steps.
    shown = np.subtract(bright, low)
    np.divide(shown, settings.width, out=shown)
    np.clip(shown, 0.0, 1.0, out=shown)
    if settings.gamma != 1.0:
        np.power(shown, 1.0 / settings.gamma, out=shown)
    if settings.invert:
        np.subtract(1.0, shown, out=shown)
    return shown


def brightness(table: Attenuation, settings: DisplaySettings) -> npt.NDArray[np.float64]:
    """Brightness 0 to 1 of every stored value, after response, window, gamma and inverse.

    Returns
    -------
    ``float64``, shape (65536,). Without inverse it never rises with attenuation.
    """
    return windowed(plain(table, settings), settings)
