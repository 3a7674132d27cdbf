"""Scans with nothing irregular in them, from a folder to what the model makes of each.

What was found is noted scan by scan beside the calibration, so that a run that was stopped goes on,
and scans that come later are added to those of before.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from imaging.errors import ImagingError
from imaging.pairing import group_files, radiograph
from imaging.radiograph import Radiograph
from imaging.reader import read_header, read_image
from imaging.scanfile import ScanHeader
from models.alarms import Harmless
from models.detection import Detection
from models.groups import widening
from models.signs import Signs

_TOGETHER_S = 60.0
"""Files of studies of their own may be one scan when they were written within a minute."""
_MOST_TOGETHER = 8

Paths = tuple[Path, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Looked:
    """What became of one scan of the folder."""

    paths: Paths
    harmless: Harmless | None
    """None when it could not be judged."""
    why: str = ""
    """Why it could not."""
    known: bool = False
    """Whether it was noted before."""


class Notes:
    """What was made of each scan by one model, a line each, kept as it is found."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Harmless] = {}
        for line in _lines(path):
            self._known[line["scan"]] = _harmless(line)

    @property
    def all(self) -> tuple[Harmless, ...]:
        """Every scan that was noted, each once."""
        return tuple(self._known.values())

    def find(self, name: str) -> Harmless | None:
        """Return what was noted of a scan."""
        return self._known.get(name)

    def add(self, name: str, harmless: Harmless) -> None:
        """Note a scan.

        Raises
        ------
        OSError
            When it cannot be written.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        signs = dataclasses.asdict(harmless.signs)
        signs["ratio"] = signs["ratio"] if math.isfinite(signs["ratio"]) else None
        tree = {
            "scan": name,
            "group": harmless.groups[0],
            "station": harmless.station,
            "origin": harmless.origin,
            "signs": signs,
        }
        with self._path.open("ab") as stream:
            # A line that a kill cut short must not spoil this one.
            start = b"" if stream.tell() == 0 or _ends_well(self._path) else b"\n"
            stream.write(start + json.dumps(tree).encode() + b"\n")
        self._known[name] = harmless


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield what was noted; a line that was cut short is left out."""
    if not path.is_file():
        return
    for line in path.read_bytes().splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _ends_well(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read(1) == b"\n"


def _harmless(tree: Mapping[str, Any]) -> Harmless:
    told = tree["signs"]
    signs = Signs(**{**told, "ratio": math.nan if told["ratio"] is None else told["ratio"]})
    return Harmless(widening(tree["group"]), tree["station"], tree["origin"], signs)


def look_at(
    paths: Iterable[Path], detect: Callable[[Radiograph], Detection], notes: Notes
) -> Iterator[Looked]:
    """Judge every scan among some files, one after the other; what is no scan is passed over.

    Raises
    ------
    OSError
        When a note cannot be written.
    """
    for together in _bundles(paths):
        name = _name(together)
        known = notes.find(name)
        if known is not None:
            yield Looked(together, known, known=True)
            continue
        yield from _judged(together, detect, notes)


def _judged(
    paths: Paths, detect: Callable[[Radiograph], Detection], notes: Notes
) -> Iterator[Looked]:
    try:
        groups = group_files([read_image(path) for path in paths])
    except ImagingError as error:
        yield Looked(paths, None, str(error))
        return
    for group in groups:
        files = tuple(file.path for file in group)
        known = notes.find(_name(files))
        if known is not None:
            yield Looked(files, known, known=True)
            continue
        picture = radiograph(group)
        detection = detect(picture)
        if detection.signs is None or detection.alarm is None:
            yield Looked(files, None, detection.reason)
            continue
        source = picture.source
        found = Harmless(
            widening(detection.alarm.wanted), source.scanner, source.origin.value, detection.signs
        )
        notes.add(_name(files), found)
        yield Looked(files, found)


def _name(paths: Paths) -> str:
    """Name a scan by the bytes of its files."""
    digests = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
    return hashlib.sha256("".join(digests).encode()).hexdigest()


# --- which files may be one scan -----------------------------------------------------------------


def _bundles(paths: Iterable[Path]) -> Iterator[Paths]:
    """Put files together that may be energies and views of one scan, by their headers alone."""
    studies: dict[Hashable, list[ScanHeader]] = defaultdict(list)
    for path in paths:
        try:
            header = read_header(path)
        except ImagingError:
            continue
        tied = (path.parent, frozenset(header.partners)) if header.partners else None
        studies[tied or header.study_uid or path].append(header)
    alone = [found[0] for found in studies.values() if len(found) == 1]
    for found in studies.values():
        if len(found) > 1:
            yield tuple(header.path for header in found)
    for near in _near(alone):
        yield tuple(header.path for header in near)


def _near(headers: Sequence[ScanHeader]) -> Iterator[list[ScanHeader]]:
    """Put files of one scanner together that were written within a minute of each other."""
    timed = sorted(
        (header for header in headers if header.source.taken_at is not None), key=_moment
    )
    bundle: list[ScanHeader] = []
    for header in timed:
        if bundle and not _fits(bundle, header):
            yield bundle
            bundle = []
        bundle.append(header)
    if bundle:
        yield bundle
    yield from ([header] for header in headers if header.source.taken_at is None)


def _fits(bundle: Sequence[ScanHeader], header: ScanHeader) -> bool:
    near = _moment(header)[-1] - _moment(bundle[0])[-1] <= _TOGETHER_S
    return near and _moment(header)[:-1] == _moment(bundle[0])[:-1] and len(bundle) < _MOST_TOGETHER


def _moment(header: ScanHeader) -> tuple[str, str, str, int, int, float]:
    source, at = header.source, header.source.taken_at
    seconds = 0.0 if at is None else at.timestamp()
    size = (header.rows, header.columns)
    return (source.manufacturer, source.model, source.station, *size, seconds)
