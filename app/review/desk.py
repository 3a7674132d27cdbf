"""What every sitting of one officer works with."""

from __future__ import annotations

import dataclasses

from app.domain.clock import Clock
from app.domain.officer import Officer
from app.record import Record
from app.review.site import SiteRules
from app.scans import FolderStore


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """The record, the kept files, the time, and who works here under which rules."""

    record: Record
    store: FolderStore
    clock: Clock
    officer: Officer
    site: SiteRules
