"""Which files arrive: folders opened up, side-cars left to their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.shipments.replies import is_reply
from imaging.errors import ImagingError
from imaging.reader import kind_of
from imaging.scanfile import Kind
from imaging.sidecar import SCHEMA, find_sidecar

PLAIN = (Kind.TIFF.value, Kind.PNG.value)
"""Kinds that have no place for what a side-car says."""
_HEAD = 64 * 1024


def arriving(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return every file to take in, in order of name within a folder.

    Hidden files, links and our own replies are left alone inside folders.
    """
    files = [file for path in paths for file in _opened(path)]
    sidecars = {sidecar for file in files if (sidecar := sidecar_of(file)) is not None}
    return tuple(file for file in dict.fromkeys(files) if file not in sidecars)


def sidecar_of(path: Path) -> Path | None:
    """Return the side-car of a TIFF or PNG, None when it has none."""
    try:
        found = find_sidecar(path) if kind_of(path) in PLAIN else None
        if found is None or SCHEMA.encode() not in _head(found):
            return None
    except (ImagingError, OSError):
        return None
    return found


def _opened(path: Path) -> Iterator[Path]:
    if not _answers(path.is_dir, otherwise=False):
        yield path
        return
    yield from sorted(
        file
        for file in path.rglob("*")
        if _answers(file.is_file, otherwise=True)
        and not _answers(file.is_symlink, otherwise=False)
        and not file.name.startswith(".")
        and not is_reply(file)
    )


def _answers(ask: Callable[[], bool], *, otherwise: bool) -> bool:
    """Ask what a path is; one that may not be looked at is a file that will be turned away."""
    try:
        return ask()
    except OSError:
        return otherwise


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD)
