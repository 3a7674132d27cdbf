"""Code tables as the window sees them: it looks codes up, and knows nothing else of shipments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol


class EntryLike(Protocol):
    """One code and what it stands for, as ``app.shipments.tables.Entry`` has it."""

    @property
    def code(self) -> str:
        """The code itself."""
        ...

    @property
    def en(self) -> str:
        """What it stands for in English."""
        ...

    @property
    def fr(self) -> str:
        """The same in French; empty where it is not known."""
        ...

    @property
    def details(self) -> Mapping[str, str]:
        """More columns by name."""
        ...


class TablesLike(Protocol):
    """Code tables, as ``app.shipments.tables.Tables`` has them; in any thread."""

    def look_up(self, table: str, code: str) -> EntryLike | None:
        """Return what a code stands for; None when it is not in the local table."""
        ...

    def dated(self, table: str) -> dt.date:
        """Return the date of a table."""
        ...
