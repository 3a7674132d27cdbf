"""A scan without its pixels, as it goes from one process to another."""

from __future__ import annotations

import dataclasses

from imaging.radiograph import Channel, Energy, Pixels, Radiograph


@dataclasses.dataclass(frozen=True, slots=True)
class ChannelHead:
    """A channel without its pixels."""

    energy: Energy
    bits: int
    air: int
    bright_is_air: bool
    logarithmic: bool
    kilovolts: float | None


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """A radiograph without its pixels; those follow in shared memory or, without it, as bytes."""

    heads: tuple[ChannelHead, ...]
    shape: tuple[int, int]
    mm_per_pixel: tuple[float, float] | None
    block: str | None


def job_of(radiograph: Radiograph, block: str | None) -> Job:
    """Describe a scan whose pixels lie in the block of this name, or will follow."""
    heads = tuple(
        ChannelHead(c.energy, c.bits, c.air, c.bright_is_air, c.logarithmic, c.kilovolts)
        for c in radiograph.channels
    )
    return Job(heads, radiograph.shape, radiograph.mm_per_pixel, block)


def radiograph_of(job: Job, planes: list[Pixels]) -> Radiograph:
    """Put a scan together again."""
    channels = tuple(
        Channel(
            energy=head.energy,
            pixels=plane,
            bits=head.bits,
            air=head.air,
            bright_is_air=head.bright_is_air,
            logarithmic=head.logarithmic,
            kilovolts=head.kilovolts,
        )
        for head, plane in zip(job.heads, planes, strict=True)
    )
    return Radiograph(channels, job.mm_per_pixel)
