"""A scan cut into stretches, as a scanner delivers it while the object passes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from imaging.dicos import write_part
from imaging.radiograph import Radiograph
from imaging.scanfile import Part

STUDY = "2.25.77"
TAKEN = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)


def write_stretches(
    whole: Radiograph,
    folder: Path,
    *,
    columns: int = 200,
    compress: str = "htj2k",
    taken_at: dt.datetime = TAKEN,
) -> list[tuple[Path, ...]]:
    """Write a radiograph as stretches; return the files of each: one for each energy."""
    source = dataclasses.replace(whole.source, study_uid=STUDY, taken_at=taken_at)
    starts = range(0, whole.shape[1], columns)
    written = []
    for number, start in enumerate(starts, start=1):
        channels = tuple(
            dataclasses.replace(
                channel,
                pixels=channel.pixels[:, start : start + columns].copy(),
                sop_instance_uid="",
            )
            for channel in whole.channels
        )
        stretch = dataclasses.replace(whole, channels=channels, source=source)
        paths = [folder / f"{number:03}-{channel.energy}.dcs" for channel in channels]
        total = len(starts) if number == len(starts) else 0
        part = Part(f"{STUDY}.{source.view}", number, total)
        written.append(tuple(write_part(stretch, paths, part, compress=compress, seed="live")))
    return written
