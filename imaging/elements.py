"""Values out of a DICOM data set, tolerant where files are known to be careless.

pydicom's reading checks are turned off here once, for the whole program: illegal UIDs, over-long
strings and unknown tags are facts of life in scanners' files, and none of them hides a pixel. Its
writing checks are off too, because a report must quote the UIDs of such files as they are; what
this package writes is checked by `imaging.dicos_elements` instead.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import math
import re
import struct
import warnings
from collections.abc import Iterator
from typing import Any

import pydicom.config
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.tag import BaseTag, Tag

from imaging.errors import UnreadableScan
from imaging.structure import Layout

pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
pydicom.config.settings.writing_validation_mode = pydicom.config.IGNORE

FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What damaged bytes provoke inside pydicom; anything else is a fault of ours and must be seen."""

TagLike = int | str


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep pydicom's remarks on careless files out of the officer's way."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def parse(layout: Layout) -> Dataset:
    """Parse the elements before Pixel Data of a walked file.

    Raises
    ------
    UnreadableScan
        If the elements cannot be parsed although their lengths are sound.
    """
    try:
        with quiet():
            return read_dataset(
                io.BytesIO(layout.header()),
                is_implicit_VR=layout.implicit,
                is_little_endian=layout.little,
            )
    except FAULTS as error:
        raise UnreadableScan(
            f"The header cannot be parsed: {type(error).__name__}.",
            element="data set",
            remedy="Ask the scanner's site to send the scan again.",
        ) from error


def value(dataset: Dataset, tag: TagLike) -> Any:
    """Give the value of an element, None when it is absent, empty or unreadable."""
    try:
        with quiet():
            place = Tag(tag)
            if place not in dataset:
                return None
            found = dataset[place].value
    except FAULTS:
        return None
    return None if isinstance(found, str | bytes) and not found else found


def values(dataset: Dataset, tag: TagLike) -> tuple[Any, ...]:
    """Give a multi-valued element as a tuple, empty when absent."""
    found = value(dataset, tag)
    if found is None:
        return ()
    if isinstance(found, str | bytes) or not hasattr(found, "__iter__"):
        return (found,)
    return tuple(found)


def text(dataset: Dataset, tag: TagLike, default: str = "") -> str:
    """Give an element as one line of text."""
    found = values(dataset, tag)
    return str(found[0]).strip(" \0") if found else default


def texts(dataset: Dataset, tag: TagLike) -> tuple[str, ...]:
    """Give a multi-valued element as texts."""
    return tuple(str(part).strip(" \0") for part in values(dataset, tag))


def number(dataset: Dataset, tag: TagLike) -> float | None:
    """Give an element as a finite number, None when it is none."""
    found = values(dataset, tag)
    if not found:
        return None
    try:
        result = float(found[0])
    except FAULTS:
        return None
    return result if math.isfinite(result) else None


def numbers(dataset: Dataset, tag: TagLike) -> tuple[float, ...]:
    """Give a multi-valued element as finite numbers, empty when any part is none."""
    try:
        parts = tuple(float(part) for part in values(dataset, tag))
    except FAULTS:
        return ()
    return parts if all(math.isfinite(part) for part in parts) else ()


def whole(dataset: Dataset, tag: TagLike, default: int | None = None) -> int:
    """Give an element as a whole number.

    Raises
    ------
    UnreadableScan
        If it is absent and there is no default, or is no whole number.
    """
    found = number(dataset, tag)
    if found is None and default is not None:
        return default
    if found is None or found != int(found):
        raise UnreadableScan(
            "A required number is missing or is none.",
            element=label(tag),
            remedy="Ask the scanner's site to send the scan again.",
        )
    return int(found)


def items(dataset: Dataset, tag: TagLike) -> tuple[Dataset, ...]:
    """Give the items of a sequence, empty when it is absent or is no sequence."""
    return tuple(item for item in values(dataset, tag) if isinstance(item, Dataset))


def moment(dataset: Dataset, date: str, time: str) -> dt.datetime | None:
    """Join a date and a time element; UTC, as DICOS asks, unless the file states another zone."""
    day, clock = text(dataset, date), text(dataset, time)
    if not day:
        return None
    found = parse_moment(day.replace(".", "") + (clock.replace(":", "") or "000000"))
    ahead = dt.timedelta(minutes=offset_minutes(dataset) or 0)
    # Differences of times may leave the calendar: a scanner that knows no time states year 1.
    inside = found is not None and dt.MINYEAR < found.year < dt.MAXYEAR
    return found - ahead if found is not None and inside else found


def offset_minutes(dataset: Dataset) -> int | None:
    """Give how far the clock of all dates and times is ahead of UTC, None when it is not stated.

    Timezone Offset From UTC, ``+ZZXX`` (PS3.3, C.12.1).
    """
    found = re.fullmatch(r"([+-])(\d{2})([0-5]\d)", text(dataset, "TimezoneOffsetFromUTC"))
    if found is None or int(found[2]) > 14:
        return None
    ahead = 60 * int(found[2]) + int(found[3])
    return -ahead if found[1] == "-" else ahead


def parse_moment(stamp: str) -> dt.datetime | None:
    """Parse a DT value (``YYYYMMDDHHMMSS.FFFFFF+ZZXX``), None when it is none."""
    stamp = stamp.strip(" \0")
    for form in ("%Y%m%d%H%M%S.%f%z", "%Y%m%d%H%M%S%z", "%Y%m%d%H%M%S.%f", "%Y%m%d%H%M%S"):
        try:
            found = dt.datetime.strptime(stamp, form)  # noqa: DTZ007 - the zone is set below
        except ValueError:
            continue
        return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    return None


def label(tag: TagLike) -> str:
    """Name an element the way the standard prints it: ``(0028,0010) Rows``."""
    place: BaseTag = Tag(tag)
    name = tag if isinstance(tag, str) else ""
    return f"({place.group:04X},{place.element:04X}) {name}".strip()
