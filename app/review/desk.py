"""What every sitting of one officer works with."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from app.domain.clock import Clock
from app.domain.officer import Officer
from app.domain.work import Item
from app.record import Record
from app.review.site import SiteRules
from app.scans import FolderStore
from app.shipments.discrepancies import Looks


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """The record, the kept files, the time, and who works here under which rules."""

    record: Record
    store: FolderStore
    clock: Clock
    officer: Officer
    site: SiteRules
    looks: Callable[[Item], tuple[Looks, ...] | None] | None = None
    """How the pictures of an item lie among others; None where no library is asked."""
