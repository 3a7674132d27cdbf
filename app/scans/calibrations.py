"""The calibrations of a workspace's scanners: one file each in the folder ``calibrations``."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path

from app.domain.errors import KnownError
from app.domain.words import say
from app.scans.folder import FolderStore
from imaging.calibrating import calibration_for
from imaging.calibration import Calibration
from imaging.calibration_file import read_calibration, write_calibration
from imaging.errors import ImagingError
from imaging.radiograph import Radiograph

FOLDER = "calibrations"
_SUFFIX = ".json"


class CalibrationRefused(KnownError):
    """A calibration was not added."""


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """A file of the folder: what it holds, or why it cannot be used."""

    path: Path
    calibration: Calibration | None
    fault: str = ""


def calibration_folder(store: FolderStore) -> Path:
    """Return where the workspace of a scan store keeps its calibrations: beside it."""
    return store.root.parent / FOLDER


def kept_calibrations(folder: Path) -> tuple[Kept, ...]:
    """Read every file of the folder, by name; those that are damaged say why."""
    if not folder.is_dir():
        return ()
    return tuple(_kept(path) for path in sorted(folder.glob(f"*{_SUFFIX}")))


def calibrated(radiograph: Radiograph, folder: Path) -> Radiograph:
    """Give a radiograph the calibration of its scanner, if one is kept.

    A damaged file counts as none: the screen says what the colours rest on, and
    ``prescreen calibration list`` says which file it is.
    """
    usable = [one.calibration for one in kept_calibrations(folder) if one.calibration is not None]
    found = calibration_for(radiograph, usable)
    return radiograph if found is None else dataclasses.replace(radiograph, calibration=found)


def add_calibration(path: Path, folder: Path) -> Kept:
    """Check a calibration and keep it under its file's name.

    Raises
    ------
    CalibrationRefused
        When it is none, or another of that name is kept already.
    """
    try:
        calibration = read_calibration(path)
        there = folder / f"{path.stem}{_SUFFIX}"
        if there.exists() and read_calibration(there) != calibration:
            raise CalibrationRefused(
                say(
                    "Another calibration is kept as {name}. Give the new one another file name, "
                    "or take the old one out of {folder}.",
                    name=there.name,
                    folder=folder,
                )
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_calibration(there, calibration)
    except ImagingError as error:
        raise CalibrationRefused(say("{reason}", reason=error)) from error
    return Kept(there, calibration)


def _kept(path: Path) -> Kept:
    try:
        stat = path.stat()
    except OSError as error:
        return Kept(path, None, str(error))
    return _read(path, stat.st_mtime_ns, stat.st_size)


@functools.lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int) -> Kept:
    """Read a file once for every state of it."""
    try:
        return Kept(path, read_calibration(path))
    except ImagingError as error:
        return Kept(path, None, str(error))
