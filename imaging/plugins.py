"""Readers for vendors' formats, added without touching this package.

A plug-in is an object under the entry-point group ``prescreen.readers``::

    [project.entry-points."prescreen.readers"]
    acme = "acme_prescreen:AcmeReader"

The object (or what it makes when called without arguments) follows `ReaderPlugin`. Plug-ins are
asked about every file that is not DICOM, before the readers of TIFF and PNG.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib.metadata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from imaging.errors import ImagingError, UnreadableScan
from imaging.scanfile import ScanFile, ScanHeader

GROUP = "prescreen.readers"


@runtime_checkable
class ReaderPlugin(Protocol):
    """What a vendor's reader offers."""

    name: str

    def claims(self, head: bytes, path: Path) -> bool:
        """Whether this reader reads the file; ``head`` holds its first 4096 bytes."""

    def read_header(self, path: Path) -> ScanHeader:
        """Describe the file without decoding pixels; raise `ImagingError` when it cannot be."""

    def read_image(self, path: Path) -> ScanFile:
        """Decode the file; raise `ImagingError` when it cannot be."""


@dataclasses.dataclass(frozen=True, slots=True)
class Installed:
    """The plug-ins that work, and a sentence for each that does not."""

    readers: tuple[ReaderPlugin, ...]
    broken: tuple[str, ...]


@functools.cache
def installed() -> Installed:
    """Load the plug-ins once; ``installed.cache_clear()`` looks again."""
    readers, broken = list[ReaderPlugin](), list[str]()
    for point in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda p: p.name):
        try:
            readers.append(_load(point))
        except ImagingError as error:
            broken.append(str(error))
    return Installed(tuple(readers), tuple(broken))


def _load(point: importlib.metadata.EntryPoint) -> ReaderPlugin:
    found = _guarded(point.name, "could not be loaded", point.load)
    if isinstance(found, type):
        found = _guarded(point.name, "could not be started", found)
    if not isinstance(found, ReaderPlugin):
        raise UnreadableScan(
            f"The reader plug-in {point.name} lacks what a reader must offer.",
            element=point.value,
            remedy="Ask its vendor for one that fits this version.",
        )
    return found


def claimant(head: bytes, path: Path) -> ReaderPlugin | None:
    """Find the plug-in that reads a file, None when none does.

    Raises
    ------
    UnreadableScan
        If a plug-in crashes while it is asked.
    """
    for plugin in installed().readers:
        if _guarded(plugin.name, "crashed", functools.partial(plugin.claims, head, path)):
            return plugin
    return None


def header_by(plugin: ReaderPlugin, path: Path) -> ScanHeader:
    """Let a plug-in describe a file.

    Raises
    ------
    ImagingError
        The plug-in's own, or one that names it when it crashes or answers nonsense.
    """
    found = _guarded(plugin.name, "crashed", lambda: plugin.read_header(path))
    return _described(plugin, found)


def image_by(plugin: ReaderPlugin, path: Path) -> ScanFile:
    """Let a plug-in decode a file.

    Raises
    ------
    ImagingError
        The plug-in's own, or one that names it when it crashes or answers nonsense.
    """
    found = _guarded(plugin.name, "crashed", lambda: plugin.read_image(path))
    if not isinstance(found, ScanFile) or len(found.channels) not in (1, 2):
        raise _nonsense(plugin)
    return ScanFile(_described(plugin, found.header), found.channels)


def _described(plugin: ReaderPlugin, header: object) -> ScanHeader:
    if not isinstance(header, ScanHeader):
        raise _nonsense(plugin)
    return dataclasses.replace(header, kind=f"plugin:{plugin.name}")


def _nonsense(plugin: ReaderPlugin) -> UnreadableScan:
    return UnreadableScan(
        f"The reader plug-in {plugin.name} did not answer with a scan.",
        element=f"plug-in {plugin.name}",
        remedy="Ask its vendor for a newer one.",
    )


def _guarded(name: str, what: str, call: Callable[[], Any]) -> Any:
    """Call into a stranger's code: whatever it raises becomes an error that names it."""
    try:
        return call()
    except ImagingError:
        raise
    except Exception as error:
        raise UnreadableScan(
            f"The reader plug-in {name} {what}: {type(error).__name__}.",
            element=f"plug-in {name}",
            remedy="Ask its vendor for a newer one, or remove it.",
        ) from error
