"""From stored values to brightness: response and penetration, then window, gamma and inverse."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from imaging.display import DisplaySettings, Response
from imaging.luts import FULL_ATTENUATION, Attenuation

_SHALLOW, _DEEPEST = 1.0, 11.5
_LOG_POWER = 1.6


def black_at(penetration: float) -> float:
    """Attenuation that is shown black before the window: 1 at 0, 11.5 at 1."""
    return _SHALLOW + (_DEEPEST - _SHALLOW) * penetration


def plain(table: Attenuation, settings: DisplaySettings) -> npt.NDArray[np.float64]:
    """Brightness 0 (black) to 1 (air) of every stored value, after response and penetration.

    Parameters
    ----------
    table
        ``float32``, shape (65536,): attenuation of every stored value.
    """
    black = black_at(settings.penetration)
    depth = np.minimum(table.astype(np.float64), FULL_ATTENUATION)
    if settings.response is Response.LOG:
        # The power gives thin walls the contrast that a straight line spends on the dark end.
        return np.asarray(np.clip(1.0 - depth / black, 0.0, 1.0) ** _LOG_POWER)
    power = 1.0 if settings.response is Response.LINEAR else 0.5
    floor = math.exp(-black * power)
    return np.clip((np.exp(-depth * power) - floor) / (1.0 - floor), 0.0, 1.0)


def windowed(bright: npt.NDArray[np.float64], settings: DisplaySettings) -> npt.NDArray[np.float64]:
    """Brightness 0 to 1 after window, gamma and inverse, of plain brightness 0 to 1."""
    low = settings.centre - settings.width / 2.0
    shown = np.clip((bright - low) / settings.width, 0.0, 1.0)
    if settings.gamma != 1.0:
        shown = shown ** (1.0 / settings.gamma)
    return 1.0 - shown if settings.invert else shown


def brightness(table: Attenuation, settings: DisplaySettings) -> npt.NDArray[np.float64]:
    """Brightness 0 to 1 of every stored value, after response, window, gamma and inverse.

    Returns
    -------
    ``float64``, shape (65536,). Without inverse it never rises with attenuation.
    """
    return windowed(plain(table, settings), settings)
