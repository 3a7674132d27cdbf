"""What the screen needs of a sitting, read in the writer thread: its picture, then the rest."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from app.domain.decision import Draft, Kind
from app.domain.words import Sentence
from app.domain.work import Item
from app.ui.shown import Shown
from app.ui.wiring import Files, Key, SittingLike

FORM_FIELDS = frozenset({"reasons", "confidence", "note", "exam", "regions", "override", "second"})
"""What a form asks for itself; it is no reason to keep the form closed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Arrived:
    """A sitting with what must be known to show its picture, and no more."""

    sitting: SittingLike
    item: Item
    files: Files
    read_only: Sentence | None = None
    again: str = ""
    """The decision that is looked at again, by recommendation_id; empty in any other review."""

    @property
    def bare(self) -> Shown:
        """The item alone, for what shows pictures: of its notices nothing is known yet."""
        return Shown(self.item, (), frozenset(), (), (), (), (), self.read_only)


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A sitting with what must be known to show it."""

    sitting: SittingLike
    shown: Shown
    files: Files
    heat: Mapping[Key, Path]
    again: str = ""
    """The decision that is looked at again, by recommendation_id; empty in any other review."""


def arrive(sitting: SittingLike, read_only: Sentence | None = None, again: str = "") -> Arrived:
    """Read what shows the picture of a sitting; in the writer thread."""
    item = sitting.item
    keys = [(scan.scan_id, view) for scan in item.scans for view in scan.views]
    files = {key: sitting.radiograph_files(*key) for key in keys}
    return Arrived(sitting, item, files, read_only, again)


def open_up(arrived: Arrived) -> Opened:
    """Read all else that the screen needs of it; in the writer thread."""
    sitting = arrived.sitting
    shown = snapshot(sitting, arrived.read_only)
    heat = {}
    for report in shown.item.reports:
        path = sitting.heat_file(report)
        if path is not None:
            heat[report.scan_id, report.view] = path
    files = {key: arrived.files.get(key) or sitting.radiograph_files(*key) for key in shown.keys}
    return Opened(sitting, shown, files, heat, arrived.again)


def snapshot(sitting: SittingLike, read_only: Sentence | None) -> Shown:
    """Return what the screen shows of a sitting; in the writer thread."""
    probe = Draft(Kind.RECOMMEND_RELEASE, reasons=("NO_ANOMALY",), confidence=5, note="-")
    waits = tuple(one for one in sitting.missing(probe) if one.field not in FORM_FIELDS)
    return Shown(
        item=sitting.item,
        notices=sitting.notices,
        open_keys=frozenset(notice.key for notice in sitting.open_notices),
        comparisons=sitting.comparisons,
        suggested=sitting.suggested_reasons(),
        regions=sitting.regions(),
        release_waits_for=waits,
        read_only=read_only,
        last_mark_number=sitting.last_mark_number,
        dossiers=sitting.dossiers,
        standings=sitting.standings,
        undeclared=sitting.undeclared,
    )
