"""A picture that arrives in stretches of columns, one file each, joined as far as it goes.

Nothing is guessed: stretches behind one that is missing are left out until it comes, and a picture
of two energies ends where the shorter of them does.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from imaging.errors import UnreadableScan
from imaging.guard import Claims, check_claims
from imaging.scanfile import Part, ScanFile, ScanHeader

_ALIKE = ("energy", "bits", "air", "bright_is_air", "logarithmic", "signed", "bits_allocated")
_REMEDY = "Ask the scanner's site to send the whole picture in one file."


def join_parts(files: Iterable[ScanFile]) -> list[ScanFile]:
    """Join the stretches of each picture; whole pictures are returned as they are.

    Returns
    -------
    list of ScanFile
        In the order of their first files. A joined one has the header of its first stretch with all
        columns; its `Part.number` is the last stretch that is in it.

    Raises
    ------
    UnreadableScan
        If stretches do not fit each other, or are more than any scan has.
    """
    pictures: dict[object, list[ScanFile]] = defaultdict(list)
    for file in files:
        part = file.header.part
        pictures[part.of if part else id(file)].append(file)
    joined = (_joined(picture) for picture in pictures.values())
    return [picture for picture in joined if picture is not None]


def same_length(files: Sequence[ScanFile]) -> list[ScanFile]:
    """Cut pictures that still grow to the columns that all of them have."""
    if not any(file.header.part for file in files):
        return list(files)
    columns = min(file.header.columns for file in files)
    return [_cut(file, columns) for file in files]


def joined_shape(headers: Iterable[ScanHeader], halvings: int) -> tuple[int, int] | None:
    """Return (rows, columns) as stored of stretches that can be joined while they are halved.

    None where they are no stretches, where a first one is missing, and where the seam between two
    would not lie on a whole pixel of the halved picture.
    """
    pictures: dict[str, dict[int, ScanHeader]] = defaultdict(dict)
    for header in headers:
        if header.part is None:
            return None
        pictures[header.part.of][header.part.number] = header
    columns = []
    for known in pictures.values():
        here = list(itertools.takewhile(known.__contains__, range(1, len(known) + 1)))
        if not here or any(known[one].columns % (1 << halvings) for one in here[:-1]):
            return None
        columns.append(sum(known[one].columns for one in here))
    rows = {header.rows for known in pictures.values() for header in known.values()}
    return (rows.pop(), min(columns)) if len(rows) == 1 else None


def _joined(files: Sequence[ScanFile]) -> ScanFile | None:
    """Join the stretches of one picture; None while its first is missing."""
    first = files[0].header.part
    if first is None:
        return files[0]
    known = {file.header.part.number: file for file in files if file.header.part}
    here = [known[1]] if 1 in known else []
    while len(here) + 1 in known and here:
        here.append(known[len(here) + 1])
    if not here:
        return None
    _require_fit(here)
    total = max(file.header.part.total for file in files if file.header.part)
    channel = here[0].channels[0]
    pixels = np.concatenate([file.channels[0].pixels for file in here], axis=1)
    header = dataclasses.replace(
        here[0].header, columns=pixels.shape[1], part=Part(first.of, len(here), total)
    )
    return ScanFile(header, (dataclasses.replace(channel, pixels=pixels),))


def _require_fit(here: Sequence[ScanFile]) -> None:
    """Refuse stretches that are no picture together."""
    first = here[0]
    for number, file in enumerate(here[1:], start=2):
        wrong = _differing(first, file)
        if wrong:
            raise UnreadableScan(
                f"Stretch {number} of the picture does not fit the first: {wrong}.",
                element="(0020,9162) In-concatenation Number",
                remedy=_REMEDY,
            )
    columns = sum(file.header.columns for file in here)
    header = first.header
    bits = header.bits
    check_claims(Claims(header.rows, columns, header.bits_allocated, bits, bits - 1))


def _differing(first: ScanFile, file: ScanFile) -> str:
    if file.header.rows != first.header.rows:
        return f"{file.header.rows} rows, not {first.header.rows}"
    one, other = file.channels[0], first.channels[0]
    for name in _ALIKE:
        if getattr(one, name) != getattr(other, name):
            return f"{name} {getattr(one, name)}, not {getattr(other, name)}"
    return ""


def _cut(file: ScanFile, columns: int) -> ScanFile:
    if file.header.columns == columns:
        return file
    channels = tuple(
        dataclasses.replace(channel, pixels=np.ascontiguousarray(channel.pixels[:, :columns]))
        for channel in file.channels
    )
    return ScanFile(dataclasses.replace(file.header, columns=columns), channels)
