"""Bodies of one material, each with an analytic shadow.

A body knows its volume and the areal mass it adds to the picture. Only shapes whose depth along a
ray has a closed form are used, so that a scene of a thousand bodies costs a fraction of a second.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Protocol

import cv2
import numpy as np

from imaging.phantom.geometry import Doubles, FanBeam, Floats, Span

_RAYS_A_ROW = 2


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Shadow:
    """Areal mass in g/cm2, ``float32``, of the picture's part that begins at (row, column)."""

    row: int
    column: int
    mass: Floats


class Solid(Protocol):
    """A body of one material."""

    @property
    def material(self) -> str:
        """Name in `MATERIALS`."""

    @property
    def density(self) -> float:
        """g/cm3; negative to take matter away."""

    @property
    def volume(self) -> float:
        """cm3."""

    @property
    def depth(self) -> Span:
        """From the surface towards the source to the one away from it, on the average, in cm."""

    def shadow(self, fan: FanBeam) -> Shadow | None:
        """Return what the body adds to the picture; None when it lies outside."""

    def inverse(self) -> Solid:
        """Return the body that cancels this one."""


def mass_kg(solid: Solid) -> float:
    """Return the mass of a body in kg."""
    return solid.density * solid.volume / 1000.0


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A cuboid along the axes.

    Attributes
    ----------
    x, y, z
        Extents in cm.
    profile
        Thickness along x relative to the mean, sampled evenly; None for an even body.
    texture
        The same over (height from the top, x), mean one; None for an even body.
    """

    x: Span
    y: Span
    z: Span
    material: str
    density: float
    profile: Doubles | None = None
    texture: Floats | None = None

    @property
    def volume(self) -> float:
        """cm3, holes of the profile taken off."""
        share = 1.0 if self.profile is None else float(self.profile.mean())
        sides = (self.x[1] - self.x[0]) * (self.y[1] - self.y[0]) * (self.z[1] - self.z[0])
        return sides * share

    @property
    def depth(self) -> Span:
        """Extent away from the source in cm."""
        return self.z

    def shadow(self, fan: FanBeam) -> Shadow | None:
        """Return the outer product of depth by row and cover by column."""
        first, last = fan.row_range(self.y, self.z)
        left, right = fan.column_range(self.x)
        if last <= first or right <= left:
            return None
        depth = fan.mean_depth(self.y, self.z, first, last) * self.density
        cover = fan.cover(self.x, left, right)
        if self.profile is not None:
            cover = cover * _averaged(self.profile, self.x, fan, left, right)
        mass = np.multiply.outer(depth.astype(np.float32), cover.astype(np.float32))
        if self.texture is not None:
            mass *= self._drawn(self.texture, fan, (first, last), (left, right))
        return Shadow(first, left, mass)

    def inverse(self) -> Box:
        """Return the same body with negative density."""
        return dataclasses.replace(self, density=-self.density)

    def _drawn(
        self, texture: Floats, fan: FanBeam, rows: tuple[int, int], columns: tuple[int, int]
    ) -> Floats:
        depth = 0.5 * (self.z[0] + self.z[1])
        top, bottom = fan.row_of(self.y[1], depth), fan.row_of(self.y[0], depth)
        high = (np.arange(*rows) + 0.5 - top) / max(bottom - top, 1e-6) * texture.shape[0] - 0.5
        wide = (np.arange(*columns) + 0.5) * fan.column_pitch - self.x[0]
        wide = wide / (self.x[1] - self.x[0]) * texture.shape[1] - 0.5
        grid_x = np.broadcast_to(wide.astype(np.float32), (len(high), len(wide)))
        grid_y = np.broadcast_to(high.astype(np.float32)[:, None], (len(high), len(wide)))
        out = cv2.remap(
            texture,
            np.ascontiguousarray(grid_x),
            np.ascontiguousarray(grid_y),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(out, np.float32)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Prism:
    """A body whose height and depth change along x: upright and lying cylinders, sacks, car bodies.

    Attributes
    ----------
    x
        Extent in cm.
    low, high
        Lower and upper surface in cm, sampled evenly along x.
    near, far
        Surfaces towards and away from the source in cm, sampled evenly along x.
    """

    x: Span
    low: Doubles
    high: Doubles
    near: Doubles
    far: Doubles
    material: str
    density: float

    @property
    def volume(self) -> float:
        """cm3."""
        places = np.linspace(0.0, 1.0, 257)
        low, high = _sampled(self.low, places), _sampled(self.high, places)
        near, far = _sampled(self.near, places), _sampled(self.far, places)
        return float(np.mean((high - low) * (far - near))) * (self.x[1] - self.x[0])

    @property
    def depth(self) -> Span:
        """Mean surfaces towards and away from the source in cm."""
        return float(self.near.mean()), float(self.far.mean())

    def shadow(self, fan: FanBeam) -> Shadow | None:
        """Return the depth between the surfaces along two rays in each row."""
        first, last = fan.row_range(
            (float(self.low.min()), float(self.high.max())),
            (float(self.near.min()), float(self.far.max())),
        )
        left, right = fan.column_range(self.x)
        if last <= first or right <= left:
            return None
        places = _places(self.x, fan, left, right)
        near = _sampled(self.near, places).astype(np.float32)
        far = _sampled(self.far, places).astype(np.float32)
        low = (_sampled(self.low, places) - fan.source_height).astype(np.float32)
        high = (_sampled(self.high, places) - fan.source_height).astype(np.float32)
        slopes = fan.centres(first, last, _RAYS_A_ROW)
        inverse = (1.0 / np.where(np.abs(slopes) < 1e-7, 1e-7, slopes)).astype(np.float32)
        mass = np.zeros((last - first, right - left), np.float32)
        for ray in range(_RAYS_A_ROW):
            enters, leaves = low * inverse[:, ray : ray + 1], high * inverse[:, ray : ray + 1]
            end = np.minimum(np.maximum(enters, leaves), far)
            begin = np.maximum(np.minimum(enters, leaves), near)
            mass += np.maximum(end - begin, 0.0)
        mass *= (fan.cover(self.x, left, right) * self.density / _RAYS_A_ROW).astype(np.float32)
        return Shadow(first, left, mass)

    def inverse(self) -> Prism:
        """Return the same body with negative density."""
        return dataclasses.replace(self, density=-self.density)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Rod:
    """A round body along x, of one radius or (a ball, a bottle's neck) of changing radius.

    Attributes
    ----------
    x
        Extent in cm.
    centre
        (y, z) of its axis in cm.
    radius
        In cm, sampled evenly along x.
    """

    x: Span
    centre: tuple[float, float]
    radius: Doubles
    material: str
    density: float

    @property
    def volume(self) -> float:
        """cm3."""
        radius = _sampled(self.radius, np.linspace(0.0, 1.0, 257))
        return math.pi * float(np.mean(radius**2)) * (self.x[1] - self.x[0])

    @property
    def depth(self) -> Span:
        """Of a square rod of the same section, in cm."""
        half = 0.5 * math.sqrt(math.pi) * float(self.radius.mean())
        return self.centre[1] - half, self.centre[1] + half

    def shadow(self, fan: FanBeam) -> Shadow | None:
        """Return the chord of the circle, projected on the normal."""
        (y, z), widest = self.centre, float(self.radius.max())
        first, last = fan.row_range((y - widest, y + widest), (z - widest, z + widest))
        left, right = fan.column_range(self.x)
        if last <= first or right <= left:
            return None
        cover = fan.cover(self.x, left, right) * self.density
        slopes = fan.centres(first, last, 4)
        secant = np.sqrt(1.0 + slopes**2)
        off = (fan.source_height + slopes * z - y) / secant
        if len(self.radius) == 1:
            chord = 2.0 * np.sqrt(np.maximum(widest**2 - off**2, 0.0)) / secant
            return Shadow(first, left, np.outer(chord.mean(1), cover).astype(np.float32))
        radius = _sampled(self.radius, _places(self.x, fan, left, right))
        half = np.sqrt(np.maximum(radius[None, None, :] ** 2 - off[:, :, None] ** 2, 0.0))
        mass = (2.0 * half / secant[:, :, None]).mean(1) * cover
        return Shadow(first, left, mass.astype(np.float32))

    def inverse(self) -> Rod:
        """Return the same body with negative density."""
        return dataclasses.replace(self, density=-self.density)


def _places(x: Span, fan: FanBeam, first: int, last: int) -> Doubles:
    """Return where the middles of a body's columns lie between its ends, 0 to 1."""
    left = np.maximum(np.arange(first, last) * fan.column_pitch, x[0])
    right = np.minimum(np.arange(first + 1, last + 1) * fan.column_pitch, x[1])
    return np.asarray((0.5 * (left + right) - x[0]) / max(x[1] - x[0], 1e-9))


def _sampled(samples: Doubles, places: Doubles) -> Doubles:
    if len(samples) == 1:
        return np.full(len(places), float(samples[0]))
    return np.interp(places, np.linspace(0.0, 1.0, len(samples)), samples)


def _averaged(samples: Doubles, x: Span, fan: FanBeam, first: int, last: int) -> Doubles:
    """Average an even sampling over each column, so that fine combs keep their mass."""
    sums = np.concatenate([[0.0], np.cumsum(samples)]) / len(samples)
    edges = np.clip(np.arange(first, last + 1) * fan.column_pitch, x[0], x[1])
    places = (edges - x[0]) / (x[1] - x[0])
    integral = np.interp(places, np.linspace(0.0, 1.0, len(sums)), sums)
    return np.asarray(np.diff(integral) / np.maximum(np.diff(places), 1e-12))
