"""What a flow test works in: a workspace with an officer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.domain.officer import Officer, Role
from app.intake import Outcome, take_in
from app.scans import FolderStore
from app.settings import Settings

OFFICER = Officer("officer", "O. Sample", Role.OFFICER, sample=True)
PASSWORD = "a long sample password"


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A workspace of a test."""

    settings: Settings

    def take_in(self, paths: Iterable[Path]) -> list[Outcome]:
        """Take files in as the command line does."""
        with open_record(self.settings) as record:
            store = FolderStore(self.settings.scan_folder)
            return list(take_in(paths, record=record, store=store, clock=system_clock()))
