"""What is wrong with a picture, as it is kept and told."""

from __future__ import annotations

import dataclasses

Box = tuple[int, int, int, int]
"""(x, y, width, height) in stored pixels."""


@dataclasses.dataclass(frozen=True, slots=True)
class ImageFault:
    """One thing that is wrong with one picture, whatever it shows."""

    kind: str
    """A value of ``imaging.faults.FaultKind``."""
    serious: bool
    """Whether goods may hide in it."""
    boxes: tuple[Box, ...]
    """Where, the largest first."""
    count: int = 0
    """Rows or columns that are touched; 0 for faults of an area."""
    size: float = 0.0
    """How large, see ``imaging.faults.Fault``."""
    columns: int = 0
    """Width of the picture in pixels."""
    mm_per_column: float | None = None
    """Width of a pixel, None when the scanner does not say."""
    scan_id: str = ""
    view: str = ""
