"""Scenes simulated, looked at and forgotten, a few at a time.

What was seen of each scene is kept, a line each, so that a run that was stopped goes on with the
next scene; the scenes themselves would fill a disk and come back from their seeds.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from models.training.scenes import Maker, Plan, simulate, varied_scene
from models.training.store import StoredScene, remove_scene

Entry = dict[str, object]
CHUNK = 32
"""Scenes that are on disk at once."""


class Notebook:
    """What was seen of each scene, by the name of its file; None of one that could not be made.

    Parameters
    ----------
    place
        Its file; a last line that an interrupted run left unfinished is dropped.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self.entries: dict[str, Entry | None] = {}
        if place.is_file():
            content = place.read_bytes()
            whole = content[: content.rfind(b"\n") + 1]
            if len(whole) < len(content):
                place.write_bytes(whole)
            for line in whole.decode("utf-8").splitlines():
                name, entry = json.loads(line)
                self.entries[name] = entry

    def add(self, name: str, entry: Entry | None) -> None:
        """Keep what was seen of one scene."""
        self._place.parent.mkdir(parents=True, exist_ok=True)
        with self._place.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(json.dumps([name, entry]) + "\n")
        self.entries[name] = entry


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Where scenes come from.

    Attributes
    ----------
    store
        Scenes that are there already are taken from here, and stay.
    scratch
        The others are made here, and removed when they have been looked at.
    processes
        That simulate.
    maker
        The simulator.
    """

    store: Path
    scratch: Path
    processes: int
    maker: Maker = varied_scene


def looked_at(
    plans: Sequence[Plan],
    notebook: Notebook,
    source: Source,
    look: Callable[[StoredScene], Entry],
) -> list[Entry | None]:
    """Look at every planned scene that is not in the notebook yet; return what was seen of all."""
    left = [item for item in plans if item.file_name not in notebook.entries]
    for start in range(0, len(left), CHUNK):
        part = left[start : start + CHUNK]
        there = {item.file_name for item in part if (source.store / item.file_name).is_file()}
        made = simulate(
            [item for item in part if item.file_name not in there],
            source.scratch,
            processes=source.processes,
            maker=source.maker,
        )
        places = {name: source.store / name for name in there} | {one.name: one for one in made}
        for item in part:
            place = places.get(item.file_name)
            notebook.add(item.file_name, None if place is None else look(StoredScene(place)))
            if place is not None and item.file_name not in there:
                remove_scene(place)
        say(f"  {start + len(part)} of {len(left)} scenes looked at")
    return [notebook.entries[item.file_name] for item in plans]


def say(text: str) -> None:
    """Print a line, and let it be seen at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
