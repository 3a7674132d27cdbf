"""Looks that an officer keeps: presets for each kind of scanner, and density ranges."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from app.ui.i18n import tr
from app.ui.look_words import PRESET_WORDS
from app.ui.preferences import Preferences
from imaging.display import (
    HIGHLIGHT_COLOURS,
    PRESETS,
    DisplaySettings,
    Highlight,
    ScannerKind,
)
from imaging.display_state import as_state, from_state

MOST_PRESETS = 9
"""One for each digit."""
MOST_RANGES = 8
LONGEST_NAME = 24

_SINGLE = (ScannerKind.LINAC_SINGLE, ScannerKind.TUBE_SINGLE)


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """A preset: its key in `PRESETS` when it was delivered, or the officer's own name."""

    key: str
    settings: DisplaySettings
    name: str = ""

    @property
    def words(self) -> str:
        """What it is called, in the language in force."""
        return self.name or tr(PRESET_WORDS[self.key])


def delivered(kind: ScannerKind) -> tuple[Look, ...]:
    """Return the presets that come with the program; one energy has none in colour."""
    return tuple(
        Look(key, settings)
        for key, settings in PRESETS.items()
        if not (kind in _SINGLE and settings.needs_two_energies)
    )


class LookBook(QObject):
    """Presets and density ranges of the officer who sits here."""

    changed = Signal()

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        preferences.changed.connect(
            lambda name: self.changed.emit() if name in ("presets", "ranges") else None
        )

    # Presets

    def presets(self, kind: ScannerKind) -> tuple[Look, ...]:
        """Return the presets of a kind of scanner, in the order of their digits."""
        rows = _rows(self._kept().get(kind.value))
        looks = tuple(look for row in rows if (look := _look(row)) is not None)
        return looks[:MOST_PRESETS] or delivered(kind)

    def keep(
        self, kind: ScannerKind, number: int, settings: DisplaySettings, name: str = ""
    ) -> int:
        """Keep a look under a digit: 1 to 9, at most one beyond those there are.

        Returns
        -------
        The digit it has now.
        """
        looks = list(self.presets(kind))
        place = min(max(1, number), len(looks) + 1, MOST_PRESETS)
        called = name.strip()[:LONGEST_NAME] or tr("Own {number}", number=place)
        look = Look(f"own-{place}", dataclasses.replace(settings, preset=f"own-{place}"), called)
        looks[place - 1 : place] = [look]
        self._keep_presets(kind, looks)
        return place

    def rename(self, kind: ScannerKind, number: int, name: str) -> None:
        """Give a preset another name; an empty one gives a delivered preset its own again."""
        looks = list(self.presets(kind))
        if 1 <= number <= len(looks):
            look = looks[number - 1]
            called = name.strip()[:LONGEST_NAME]
            if called or look.key in PRESETS:
                looks[number - 1] = dataclasses.replace(look, name=called)
                self._keep_presets(kind, looks)

    def drop(self, kind: ScannerKind, number: int) -> None:
        """Take a preset out; the last one stays."""
        looks = list(self.presets(kind))
        if 1 <= number <= len(looks) and len(looks) > 1:
            del looks[number - 1]
            self._keep_presets(kind, looks)

    def restore(self, kind: ScannerKind) -> None:
        """Go back to the presets that came with the program."""
        self._keep_presets(kind, [])

    # Density ranges

    @property
    def ranges(self) -> tuple[Highlight, ...]:
        """Density ranges that were kept."""
        rows = _rows(self._preferences.get("ranges"))
        found = tuple(one for row in rows if (one := _range(row)) is not None)
        return found[:MOST_RANGES]

    def keep_range(self, place: int | None, found: Highlight) -> None:
        """Keep a density range, a new one or in the place of another."""
        ranges = list(self.ranges)
        if place is not None and 0 <= place < len(ranges):
            ranges[place] = found
        elif len(ranges) < MOST_RANGES:
            ranges.append(found)
        self._keep_ranges(ranges)

    def drop_range(self, place: int) -> None:
        """Forget a density range."""
        ranges = list(self.ranges)
        if 0 <= place < len(ranges):
            del ranges[place]
            self._keep_ranges(ranges)

    # How they are kept

    def _kept(self) -> dict[str, object]:
        kept = self._preferences.get("presets")
        return dict(kept) if isinstance(kept, dict) else {}

    def _keep_presets(self, kind: ScannerKind, looks: list[Look]) -> None:
        rows = [
            {"key": look.key, "name": look.name, "state": dict(as_state(look.settings))}
            for look in looks
        ]
        self._preferences.set("presets", self._kept() | {kind.value: rows})

    def _keep_ranges(self, ranges: list[Highlight]) -> None:
        self._preferences.set("ranges", [dataclasses.asdict(one) for one in ranges])


def _rows(kept: object) -> list[Mapping[str, object]]:
    """The rows of a kept list; what is no row is passed over."""
    return [row for row in kept if isinstance(row, dict)] if isinstance(kept, list) else []


def _look(row: Mapping[str, object]) -> Look | None:
    """A kept preset; None where another version wrote what this one cannot read."""
    key, name, state = row.get("key"), row.get("name"), row.get("state")
    if not (isinstance(key, str) and isinstance(name, str) and isinstance(state, dict)):
        return None
    if not name and key not in PRESETS:
        return None
    try:
        settings = from_state({str(one): str(value) for one, value in state.items()})
    except ValueError:
        return None
    return Look(key, settings, name[:LONGEST_NAME])


def _range(row: Mapping[str, object]) -> Highlight | None:
    low, high, colour, name = (row.get(one) for one in ("low", "high", "colour", "name"))
    if not (isinstance(low, (int, float)) and isinstance(high, (int, float))):
        return None
    if not (isinstance(colour, int) and isinstance(name, str)):
        return None
    try:
        return Highlight(float(low), float(high), colour % HIGHLIGHT_COLOURS, name[:LONGEST_NAME])
    except ValueError:
        return None
