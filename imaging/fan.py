"""The fan of rays: longer than straight across the load, and larger where the load is near.

A scan states the size of its pixels in the plane of the object's middle, and nothing else of the
portal. Rays that rise through the load run longer in it than straight across, and bodies on the
source's side appear larger than they are, those on the other side smaller, on average larger. Both
make a load look heavier. What is assumed of a portal is written below; a scan of another one is
wrong by the difference, which is part of the stated uncertainty.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from imaging.radiograph import Radiograph

UNCERTAINTY = 0.02
"""Standard deviation of the factor over portals whose source stands 5 to 8 m away."""
_LINAC_DISTANCE_MM, _LINAC_HALF_DEPTH_MM = 6500.0, 1220.0
_TUBE_DISTANCE, _TUBE_HALF_DEPTH = 1.5, 0.4
"""In heights of the picture: tunnels are built to the size of what passes through."""
_SOURCE_HEIGHT = 0.25
"""Height of the focal spot above the lower edge, in heights of the picture."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fan:
    """An assumed portal, in millimetres."""

    distance: float
    half_depth: float
    source_height: float

    @classmethod
    def of(cls, height: float, *, tube: bool) -> Fan:
        """Return what is assumed of a portal whose picture is `height` mm high."""
        source = _SOURCE_HEIGHT * height
        if tube:
            return cls(_TUBE_DISTANCE * height, _TUBE_HALF_DEPTH * height, source)
        return cls(_LINAC_DISTANCE_MM, _LINAC_HALF_DEPTH_MM, source)

    @property
    def magnification(self) -> float:
        """Mean of distance over depth, for matter spread evenly over the depth of the load."""
        near, far = self.distance - self.half_depth, self.distance + self.half_depth
        return float(self.distance * np.log(far / near) / (far - near))


def mass_factors(
    radiograph: Radiograph, *, tube: bool, first: float, last: float, rows: int
) -> npt.NDArray[np.float32]:
    """Return mass over what the rays of each row measured.

    Parameters
    ----------
    radiograph
        Whose height in millimetres counts; all factors are 1 when it states no scale.
    tube
        Whether the source is a tube.
    first, last, rows
        The stored rows asked for and into how many they are divided.

    Returns
    -------
    numpy.ndarray
        ``float32`` (rows, 1), 0.7 to 1.
    """
    pitch = radiograph.mm_per_pixel
    if pitch is None:
        return np.ones((rows, 1), np.float32)
    height = radiograph.shape[0] * pitch[0]
    fan = Fan.of(height, tube=tube)
    middles = first + (np.arange(rows) + 0.5) * (last - first) / rows
    slope = (height - middles * pitch[0] - fan.source_height) / fan.distance
    factors = 1.0 / (np.sqrt(1.0 + slope**2) * fan.magnification)
    return np.asarray(factors, np.float32)[:, None]
