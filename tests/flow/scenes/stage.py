"""The stage of a scene: a workspace, its clock, and the officer at the real window."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.clock import Clock
from app.domain.dossier import Dossier
from app.domain.work import Item
from app.intake import REJECTED, Outcome, take_in
from app.scans import FolderStore
from app.settings import Settings
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from app.ui.wiring import Wiring
from sample_scans import REFERENCE
from sample_scans.build import simulate, write_scan
from sample_scans.case import Picture, reads
from tests.flow.places import OFFICER
from tests.flow.scenes.officer import SceneOfficer

ROWS = 240
"""Height of the pictures in pixels: a scene is about data, its pictures may be coarse."""
SCREENS = Path(__file__).resolve().parents[3] / "build" / "screens" / "scenes"


class SceneClock:
    """Time that goes on by itself from wherever a scene has come to."""

    def __init__(self, start: dt.datetime) -> None:
        self.set(start)

    def set(self, moment: dt.datetime) -> None:
        """Let it be a moment."""
        self._moment, self._since = moment, time.monotonic()

    def now(self) -> dt.datetime:
        """Return the time of the scene."""
        return self._moment + dt.timedelta(seconds=time.monotonic() - self._since)

    @property
    def clock(self) -> Clock:
        """The clock that the program reads."""
        return Clock(now=self.now, monotonic=time.monotonic)


@dataclasses.dataclass(frozen=True, slots=True)
class Shot:
    """One scan of a scene: what stands before the scanner, and what the scanner reads of it."""

    name: str
    seed: int
    equipment: str
    load: str
    at: dt.datetime
    numbers: tuple[tuple[str, str], ...]
    irregularity: str | None = None
    fill: float | None = None
    site: str = "Sample site, Champlain NY"
    station: str = "CHP-02"
    rows: int = ROWS

    @property
    def picture(self) -> Picture:
        """What the simulator is asked for."""
        return Picture(
            self.name,
            self.seed,
            self.equipment,
            (self.load,),
            self.irregularity,
            reads(**dict(self.numbers)),
            self.site,
            self.station,
            round((REFERENCE - self.at).total_seconds() / 60),
            fill=self.fill,
            rows=self.rows,
        )

    def take(self, folder: Path) -> list[Path]:
        """Simulate the scan and write its files, dated when it was taken."""
        paths = write_scan(self.picture, simulate(self.picture).radiograph, folder)
        for path in paths:
            date_file(path, self.at)
        return paths


def date_file(path: Path, moment: dt.datetime) -> None:
    """Let a file have been written a minute after a moment, as scanners do."""
    written = (moment + dt.timedelta(minutes=1)).timestamp()
    os.utime(path, (written, written))


class Stage:
    """A workspace in which one scene is played.

    Parameters
    ----------
    settings
        Of a workspace that has an officer.
    folder
        Where what arrives is laid before it is taken in.
    messages
        The files of the scene, by name.
    start
        When the scene begins.
    """

    def __init__(
        self, settings: Settings, folder: Path, messages: dict[str, str], start: dt.datetime
    ) -> None:
        self.settings = settings
        self.time = SceneClock(start)
        self._folder = folder
        self._messages = messages
        self._office = Office(settings, clock=self.time.clock)
        self._window: MainWindow | None = None

    # What arrives

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scene's messages, in their order."""
        return tuple(self._messages)

    def message(self, *names: str, at: dt.datetime) -> list[Outcome]:
        """Let messages of the scene arrive at a time, one after the other."""
        paths = []
        for name in names:
            path = self._folder / name
            path.write_text(self._messages[name], encoding="utf-8", newline="")
            date_file(path, at)
            paths.append(path)
        return self._arrive(paths, at)

    def scan(self, *shots: Shot, at: dt.datetime) -> list[Outcome]:
        """Let scans arrive at a time."""
        return self._arrive([path for shot in shots for path in shot.take(self._folder)], at)

    def files(self, paths: Iterable[Path], at: dt.datetime) -> list[Outcome]:
        """Let files arrive at a time."""
        return self._arrive(paths, at)

    def _arrive(self, paths: Iterable[Path], at: dt.datetime) -> list[Outcome]:
        self.time.set(at)
        clock = self.time.clock
        with open_record(self.settings, clock) as record:
            store = FolderStore(self.settings.scan_folder)
            outcomes = list(take_in(paths, record=record, store=store, clock=clock))
        refused = [(one.path.name, str(one.reason)) for one in outcomes if one.status == REJECTED]
        assert not refused, refused
        return outcomes

    def screen(self) -> int:
        """Let the model and the measurements look at every scan that waits."""
        return self._office.screen_waiting()

    # The window

    def sit_down(
        self, at: dt.datetime, *, screens: str, wiring: Wiring | None = None
    ) -> SceneOfficer:
        """Open the window for the officer, signed in, at a time."""
        self.time.set(at)
        self._window = build_window(wiring or self._office.wiring(), OFFICER)
        self._window.show()
        officer = SceneOfficer(self._window, SCREENS / screens, self.time)
        officer.wait("the queue", lambda: bool(officer.window.desk.lines))
        return officer

    def wiring(self) -> Wiring:
        """Return what joins the window to the rooms."""
        return self._office.wiring()

    def close(self) -> None:
        """Close the window and everything behind it."""
        if self._window is not None:
            self._window.close()
        self._office.close()

    # What is on record

    def items(self) -> list[Item]:
        """Return every item on record, after proving the seal."""
        with open_record(self.settings, self.time.clock) as record:
            outcome = record.verify()
            assert outcome.ok, outcome.reason
            return [record.item(item_id) for item_id in record.items()]

    def item(self) -> Item:
        """Return the one item on record."""
        (item,) = self.items()
        return item

    def dossier(self, key: str) -> Dossier:
        """Return what is on file about a key."""
        with open_record(self.settings, self.time.clock) as record:
            return record.dossier(key)


class Opener(Protocol):
    """What sets the stage of a scene."""

    def __call__(self, messages: dict[str, str], start: dt.datetime) -> Stage:
        """Return the stage, with the messages of the scene, at the time when it begins."""
        ...
