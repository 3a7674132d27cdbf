"""Views that grow while they are looked at: the object passes the scanner now."""

from __future__ import annotations

import itertools
from pathlib import Path

from app.domain.scan import Original
from app.domain.work import Item
from app.ui.wiring import Files


def digests_of(files: Files) -> frozenset[str]:
    """Return the digests by which originals are known, those here and those elsewhere."""
    return frozenset(map(_digest, itertools.chain(*files.values())))


def more_of(item: Item, files: Files) -> bool:
    """Whether stretches of views have come of which others are on the desk."""
    here = digests_of(files)
    return any(
        file.part_of and file.sha256 not in here and (scan.scan_id, file.view) in files
        for scan in item.scans
        for file in scan.files
    )


def _digest(original: Original) -> str:
    return original.name if isinstance(original, Path) else original.sha256
