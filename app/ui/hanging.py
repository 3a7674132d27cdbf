"""Hanging layouts: how an item stands on screen at the first look, by officer and by mode."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from app.domain.shipment import Mode
from app.domain.words import phrase, say
from app.domain.work import Item
from app.ui.preferences import Preferences
from app.ui.references import Comparing
from app.ui.shown import Message
from app.ui.stage import Stage
from app.ui.viewer.camera import Camera

PREFERENCE = "layout"
MODES = (Mode.HIGHWAY, Mode.RAIL, Mode.AIR, Mode.MARINE, Mode.COURIER)
MODE_TITLES = MappingProxyType(
    {
        Mode.HIGHWAY: phrase("Truck"),
        Mode.RAIL: phrase("Rail"),
        Mode.AIR: phrase("Air"),
        Mode.MARINE: phrase("Marine"),
        Mode.COURIER: phrase("Parcels"),
    }
)


class Start(enum.StrEnum):
    """How near one stands at the first look."""

    EDGES = "edges"
    WHOLE = "whole"
    HEIGHT = "height"


START_WORDS = MappingProxyType(
    {
        Start.EDGES: phrase("Edge to edge"),
        Start.WHOLE: phrase("Whole image"),
        Start.HEIGHT: phrase("Whole height"),
    }
)


def stand(start: Start, camera: Camera) -> Camera:
    """Return where one stands at the first look of a picture."""
    if start is Start.WHOLE:
        return camera.fitted()
    if start is Start.HEIGHT:
        return dataclasses.replace(camera, x=0.0, y=camera.rows / 2).height_fitted()
    return camera.opened()


@dataclasses.dataclass(frozen=True, slots=True)
class Hanging:
    """One layout."""

    start: Start = Start.EDGES
    preset: str = ""
    """Key of the preset to begin with; empty to go on as the picture before was shown."""
    parts: Mapping[str, bool] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Parts of the screen that differ from their default: name to shown or not."""

    def with_part(self, name: str, *, on: bool) -> Hanging:
        """Return the layout with a part shown or not."""
        return dataclasses.replace(self, parts=MappingProxyType({**self.parts, name: on}))

    @property
    def kept(self) -> dict[str, object]:
        """As a preference holds it."""
        return {"start": self.start.value, "preset": self.preset, "parts": dict(self.parts)}


DEFAULTS: Mapping[Mode, Hanging] = MappingProxyType(
    {
        Mode.HIGHWAY: Hanging(),
        Mode.RAIL: Hanging(Start.HEIGHT),
        Mode.AIR: Hanging(Start.WHOLE),
        Mode.MARINE: Hanging(),
        Mode.COURIER: Hanging(Start.WHOLE),
    }
)
"""A trailer fills the window; a train is read along its height; a pallet is seen whole."""


def for_mode(preferences: Preferences, mode: Mode) -> Hanging:
    """Return the layout of a mode: the officer's own, else the default."""
    kept = preferences.get(PREFERENCE)
    row = kept.get(mode.value) if isinstance(kept, dict) else None
    return _read(row, DEFAULTS[mode]) if isinstance(row, dict) else DEFAULTS[mode]


def keep(preferences: Preferences, mode: Mode, hanging: Hanging | None) -> None:
    """Keep the layout of a mode; None goes back to the default."""
    kept = preferences.get(PREFERENCE)
    rows = dict(kept) if isinstance(kept, dict) else {}
    rows.pop(mode.value, None)
    if hanging is not None:
        rows[mode.value] = hanging.kept
    preferences.set(PREFERENCE, rows)


def is_own(preferences: Preferences, mode: Mode) -> bool:
    """Whether the officer has kept a layout for a mode."""
    kept = preferences.get(PREFERENCE)
    return isinstance(kept, dict) and isinstance(kept.get(mode.value), dict)


def _read(row: Mapping[str, object], default: Hanging) -> Hanging:
    """Read a kept layout; what cannot be read counts as the default."""
    start, preset, parts = row.get("start"), row.get("preset"), row.get("parts")
    shown = parts if isinstance(parts, dict) else {}
    return Hanging(
        start=next((one for one in Start if one == start), default.start),
        preset=preset if isinstance(preset, str) else default.preset,
        parts=MappingProxyType({str(name): on is True for name, on in shown.items()}),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A part of the screen that a layout shows or not; its place stays its own."""

    name: str
    words: str
    """English words, marked for translation."""
    show: Callable[[bool], object]
    shown: Callable[[], bool]
    at_first: frozenset[Mode] = frozenset(MODES)
    """Modes in which it is shown until the officer says otherwise."""
    with_picture: bool = False
    """Whether it can be shown only once the picture is here."""


def beside_part(comparing: Comparing) -> Part:
    """Return the second picture at the side as a part of layouts."""

    def show(on: bool) -> None:
        if on != comparing.on:
            comparing.turn()

    return Part(
        "beside",
        phrase("Comparison at the side"),
        show,
        lambda: comparing.on,
        frozenset(),
        with_picture=True,
    )


class Hanger(QObject):
    """Hangs every item that opens as its mode is to be hung, and remembers how one hangs.

    Other parts of the screen join with `add`; the settings page lists whatever has joined.
    """

    hung = Signal(object)
    """Hanging that was applied."""
    said = Signal(object)
    """Message."""

    def __init__(self, stage: Stage, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._preferences = preferences
        self._parts: dict[str, Part] = {}
        self._mode = Mode.HIGHWAY
        self._preset = ""
        self._waiting: tuple[Part, ...] = ()
        under = stage.under_image
        self.add(
            Part("overview", phrase("Overview strip"), under.show_overview, under.overview_shown)
        )
        self.add(Part("findings", phrase("Findings"), stage.show_findings, stage.findings_shown))

    @property
    def mode(self) -> Mode:
        """How the goods of the item on screen arrive."""
        return self._mode

    @property
    def parts(self) -> tuple[Part, ...]:
        """What a layout shows or not."""
        return tuple(self._parts.values())

    def add(self, part: Part) -> None:
        """Let layouts show a part of the screen or not."""
        self._parts[part.name] = part

    def part_shown(self, hanging: Hanging, part: Part, mode: Mode) -> bool:
        """Whether a layout shows a part."""
        return hanging.parts.get(part.name, mode in part.at_first)

    @staticmethod
    def mode_of(item: Item) -> Mode:
        """Return how the goods of an item arrive."""
        return item.shipments[0].conveyance.mode if item.shipments else Mode.HIGHWAY

    def start_of(self, item: Item) -> Callable[[Camera], Camera]:
        """Return what says where one stands at the first look of an item's pictures."""
        start = for_mode(self._preferences, self.mode_of(item)).start
        return lambda camera: stand(start, camera)

    def prepare(self, item: Item) -> None:
        """Set the first look before an item's picture comes up."""
        self._mode = self.mode_of(item)
        self._stage.scan_view.looked.begin_at(self.start_of(item))

    def hang(self) -> None:
        """Show and hide the parts, and take the preset, now or as soon as the picture is here."""
        hanging = for_mode(self._preferences, self._mode)
        wanted = {
            one.name: self.part_shown(hanging, one, self._mode) for one in self._parts.values()
        }
        for part in self._parts.values():
            if not (part.with_picture and wanted[part.name]):
                part.show(wanted[part.name])
        self._waiting = tuple(
            one for one in self._parts.values() if one.with_picture and wanted[one.name]
        )
        self._preset = hanging.preset
        self.picture_came()
        self.hung.emit(hanging)

    def picture_came(self) -> None:
        """Show what waits for the picture; the scanner says which presets there are."""
        if self._stage.radiograph is None:
            return
        preset, self._preset = self._preset, ""
        waiting, self._waiting = self._waiting, ()
        if preset:
            self._stage.looks.take_preset(preset)
        for part in waiting:
            part.show(True)

    def remember(self) -> None:
        """Keep what is on screen as the layout of the item's mode."""
        keep(self._preferences, self._mode, self.now())
        self.said.emit(
            Message(say("This layout is kept for: {mode}.", mode=MODE_TITLES[self._mode]))
        )

    def now(self) -> Hanging:
        """Return what is on screen as a layout."""
        before = for_mode(self._preferences, self._mode)
        return Hanging(
            start=self._start(before.start),
            preset=self._stage.scan_view.display().preset,
            parts=MappingProxyType({one.name: one.shown() for one in self._parts.values()}),
        )

    def _start(self, before: Start) -> Start:
        """Tell how near one stands; somewhere between counts as it was before."""
        camera = self._stage.scan_view.camera
        for start in Start:
            if abs(stand(start, camera).zoom - camera.zoom) < 1e-6 * camera.zoom:
                return start
        return before
