"""Which files are the two energies of one view.

Files belong together when they are of one study and one view, of one size, and of two energies.
Some scanners' converters give every file a study of its own: such files are paired only when
machine, object, size and minute agree and the pictures themselves show the same object.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from types import MappingProxyType

import cv2
import numpy as np

from imaging.radiograph import Channel, Energy, Radiograph
from imaging.scanfile import ScanFile

SAME_OBJECT = 0.95
"""Least correlation of two energies of one view; the public R60 pair has 0.993."""

_SAME_MINUTE = dt.timedelta(seconds=60)
_THUMBNAIL = (256, 128)

Group = tuple[ScanFile, ...]
_Key = Callable[[ScanFile], Hashable]
_Fits = Callable[[ScanFile, ScanFile], bool]


def group_files(files: Iterable[ScanFile]) -> list[Group]:
    """Group files into views: one file, or two of two energies (high first).

    Returns
    -------
    list of tuple of ScanFile
        Every file is in exactly one group; groups stand in the order of their first file.
    """
    files = list(files)
    place = {id(file): index for index, file in enumerate(files)}
    open_files = [file for file in files if len(file.channels) == 1]
    groups: list[Group] = [(file,) for file in files if len(file.channels) == 2]
    for key in (_partner_key, _series_key, _study_key):
        pairs, open_files = _pair_by(open_files, key)
        groups += pairs
    pairs, open_files = _match(open_files, _same_scan)
    groups += pairs
    groups += [(file,) for file in open_files]
    return sorted(groups, key=lambda group: min(place[id(file)] for file in group))


def radiograph(group: Sequence[ScanFile]) -> Radiograph:
    """Make the radiograph of one group of `group_files`."""
    channels = [channel for file in group for channel in file.channels]
    if len(channels) == 2:
        channels = _named(channels)
    first = group[0]
    spacing = next((file.mm_per_pixel for file in group if file.mm_per_pixel), None)
    identifiers = {k: v for file in reversed(group) for k, v in file.source.identifiers.items()}
    source = dataclasses.replace(first.source, identifiers=MappingProxyType(identifiers))
    return Radiograph(tuple(channels), spacing, source)


def _named(channels: Sequence[Channel]) -> list[Channel]:
    """Order two channels high, low, and give them those names."""
    high, low = sorted(channels, key=_height, reverse=True)
    return [
        dataclasses.replace(high, energy=Energy.HIGH),
        dataclasses.replace(low, energy=Energy.LOW),
    ]


def _height(channel: Channel) -> tuple[int, float]:
    order = {Energy.LOW: 0, Energy.SINGLE: 1, Energy.HIGH: 2}
    return order[channel.energy], channel.kilovolts or 0.0


def _complementary(one: ScanFile, other: ScanFile) -> bool:
    """Whether two files are two energies, told by name or, where one lacks it, by voltage."""
    if one.channels[0].shape != other.channels[0].shape:
        return False
    names = {one.channels[0].energy, other.channels[0].energy}
    if names == {Energy.LOW, Energy.HIGH}:
        return True
    volts = (one.channels[0].kilovolts, other.channels[0].kilovolts)
    if Energy.SINGLE not in names or None in volts or volts[0] == volts[1]:
        return False
    return _names_agree(*sorted((one.channels[0], other.channels[0]), key=_volts))


def _names_agree(lower: Channel, higher: Channel) -> bool:
    """Whether a stated name does not contradict the voltages."""
    return lower.energy is not Energy.HIGH and higher.energy is not Energy.LOW


def _volts(channel: Channel) -> float:
    return channel.kilovolts or 0.0


def _partner_key(file: ScanFile) -> Hashable:
    """Files that a side-car names together."""
    partners = frozenset(file.header.partners)
    return (file.path.parent, partners) if file.path.name in partners else None


def _series_key(file: ScanFile) -> Hashable:
    source = file.source
    if not source.study_uid:
        return None
    return (source.study_uid, source.series_uid, source.view, file.header.placement)


def _study_key(file: ScanFile) -> Hashable:
    """The same view of one study; the detectors of two energies may lie a column apart."""
    source = file.source
    if not source.study_uid:
        return None
    return (source.study_uid, source.view, file.header.placement[1:])


def _pair_by(files: Sequence[ScanFile], key: _Key) -> tuple[list[Group], list[ScanFile]]:
    """Pair the files that share a key, first with first; None is shared by nobody."""
    shelves: dict[Hashable, list[ScanFile]] = defaultdict(list)
    for file in files:
        found = key(file)
        shelves[id(file) if found is None else found].append(file)
    pairs, left = list[Group](), list[ScanFile]()
    for shelf in shelves.values():
        shelf.sort(key=lambda file: file.header.instance_number)
        # Position set aside, only the picture tells a shifted detector from another view.
        fits = _same_view if key is _study_key else _complementary
        found_pairs, rest = _match(shelf, fits)
        pairs += found_pairs
        left += rest
    return pairs, left


def _match(files: Sequence[ScanFile], fits: _Fits) -> tuple[list[Group], list[ScanFile]]:
    """Give each file the first later one that fits and is still free."""
    free = list(files)
    pairs, left = list[Group](), list[ScanFile]()
    while free:
        one = free.pop(0)
        other = next((file for file in free if fits(one, file)), None)
        if other is None:
            left.append(one)
        else:
            free.remove(other)
            pairs.append(_high_first(one, other))
    return pairs, left


def _high_first(one: ScanFile, other: ScanFile) -> Group:
    return (one, other) if _height(one.channels[0]) > _height(other.channels[0]) else (other, one)


def _same_view(one: ScanFile, other: ScanFile) -> bool:
    return _complementary(one, other) and likeness(one.channels[0], other.channels[0]) > SAME_OBJECT


def _same_scan(one: ScanFile, other: ScanFile) -> bool:
    """Whether files of different studies are one scan: machine, object, minute and picture."""
    times = (one.source.taken_at, other.source.taken_at)
    if times[0] is None or times[1] is None or abs(times[0] - times[1]) > _SAME_MINUTE:
        return False
    if _machine(one) != _machine(other) or one.header.placement != other.header.placement:
        return False
    return _same_view(one, other)


def _machine(file: ScanFile) -> tuple[str, ...]:
    source = file.source
    return (
        source.manufacturer,
        source.model,
        source.station,
        source.institution,
        source.object_id,
        source.view,
        file.kind,
    )


def likeness(one: Channel, other: Channel) -> float:
    """Correlate two pictures of one size, reduced to a thumbnail.

    Returns
    -------
    float
        -1 to 1; 0 when one of them is blank.
    """
    small = [
        cv2.resize(channel.pixels, _THUMBNAIL, interpolation=cv2.INTER_AREA).astype(np.float64)
        for channel in (one, other)
    ]
    centred = [picture - picture.mean() for picture in small]
    scale = float(np.sqrt((centred[0] ** 2).sum() * (centred[1] ** 2).sum()))
    return float((centred[0] * centred[1]).sum()) / scale if scale else 0.0
