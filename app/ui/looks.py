"""How the picture looks: presets, window, filters; every command that changes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.words import Sentence
from app.ui.look_book import Look, LookBook
from app.ui.look_steps import STEPS, TWO_ENERGIES, Step, for_one_energy
from app.ui.material_words import grounds_sentence
from app.ui.panels.display_bar import DisplayBar
from app.ui.panels.tool_bar import TURNED, ToolBar
from app.ui.viewer.scan_view import ScanView
from imaging.display import Colour, DisplaySettings, ScannerKind, scanner_kind
from imaging.display_state import as_state
from imaging.material import Grounds

DISPLAY_MS = 500
STEEL = 2
"""Place of steel among the reference materials of a scale."""
MM_PER_GRAM = 10.0 / 7.874
"""Millimetres of a gram of iron on a square centimetre: its density is 7.874 g/cm3 (NIST)."""


class Looks(QObject):
    """Turns commands into display settings, and shows the settings on the bars.

    Parameters
    ----------
    view
        The picture whose looks these are.
    book
        Presets and density ranges of the officer who sits here.
    display_bar, tool_bar
        Where they are shown and changed.
    """

    settled = Signal(object)
    """Mapping: how the picture has been shown for half a second."""
    changed = Signal(object)
    """DisplaySettings, or the presets that are offered."""
    panel_asked = Signal()
    """Everything that can be set should be on screen."""

    def __init__(
        self,
        view: ScanView,
        book: LookBook,
        display_bar: DisplayBar,
        tool_bar: ToolBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.book = book
        self._view = view
        self._display_bar = display_bar
        self._tool_bar = tool_bar
        self._kind = ScannerKind.LINAC_DUAL
        self._settle = QTimer(self, singleShot=True, interval=DISPLAY_MS)
        self._settle.timeout.connect(self._tell_settled)
        view.display_changed.connect(self._displayed)
        display_bar.preset_chosen.connect(self.take_preset)
        display_bar.settings_changed.connect(view.set_display)
        book.changed.connect(self._offer)
        self._offer()

    @property
    def settings(self) -> DisplaySettings:
        """How the picture looks now."""
        return self._view.display()

    @property
    def kind(self) -> ScannerKind:
        """What made the picture: each kind has presets of its own."""
        return self._kind

    @property
    def dual(self) -> bool:
        """Whether the picture has two energies."""
        radiograph = self._view.radiograph
        return radiograph is None or radiograph.dual

    @property
    def presets(self) -> tuple[Look, ...]:
        """What the digits give."""
        return self.book.presets(self._kind)

    @property
    def grounds(self) -> Grounds | None:
        """What the colours rest on; None while there are none."""
        coloured = self.settings.colour is not Colour.GREY and self.dual
        return self._view.material_scale.source if coloured else None

    @property
    def grounds_sentence(self) -> Sentence | None:
        """The same as a sentence, also for a grey picture; None while there is no picture."""
        radiograph = self._view.radiograph
        if radiograph is None:
            return None
        return grounds_sentence(radiograph, self._view.material_scale.source)

    def steel_mm(self, attenuation: float) -> float:
        """Millimetres of steel that attenuate as much, in the beam that the picture shows."""
        scale = self._view.material_scale
        depths, grams = scale.attenuation, scale.density[STEEL]
        return float(np.interp(attenuation, depths, grams)) * MM_PER_GRAM

    def attenuation(self, steel_mm: float) -> float:
        """Attenuation of so many millimetres of steel, in the beam that the picture shows."""
        scale = self._view.material_scale
        depths, grams = scale.attenuation, scale.density[STEEL]
        return float(np.interp(steel_mm / MM_PER_GRAM, grams, depths))

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What each command of the display does, by its name."""
        found = {name: self._stepper(name, step) for name, step in STEPS.items()}
        return found | {
            "reset": self.reset,
            "highlight": self.turn_ranges,
            "display_panel": self.panel_asked.emit,
        }

    def show(self, settings: DisplaySettings) -> None:
        """Let the picture look otherwise."""
        self._view.set_display(settings if self.dual else for_one_energy(settings))

    def preset(self, number: int) -> None:
        """Take a preset by its digit."""
        looks = self.presets
        if 1 <= number <= len(looks):
            self._take(looks[number - 1])

    def take_preset(self, key: str) -> None:
        """Take a preset by its key."""
        for look in self.presets:
            if look.key == key:
                self._take(look)

    def keep_preset(self, number: int, name: str = "") -> None:
        """Keep the look of now under a digit."""
        place = self.book.keep(self._kind, number, self.settings, name)
        self.take_preset(self.presets[place - 1].key)

    def reset(self) -> None:
        """Take everything back: the first preset, nothing else."""
        full_range = self.settings.full_range
        self.show(dataclasses.replace(self.presets[0].settings, full_range=full_range))

    def turn_ranges(self) -> None:
        """Show the density ranges that were kept, or hide them; without any, open the panel."""
        if self.settings.highlights:
            self.show(dataclasses.replace(self.settings, highlights=(), preset=""))
        elif self.book.ranges:
            self.show(dataclasses.replace(self.settings, highlights=self.book.ranges, preset=""))
        else:
            self.panel_asked.emit()

    def fit_energies(self, *, dual: bool) -> None:
        """Know the picture at hand, and give up what it cannot show."""
        radiograph = self._view.radiograph
        if radiograph is not None:
            self._kind = scanner_kind(radiograph)
        self._display_bar.show_energies(dual=dual)
        self._offer()
        if not dual and self.settings.needs_two_energies:
            self.reset()

    def _take(self, look: Look) -> None:
        """Take a preset; full range is the officer's eyes' matter and stays."""
        full_range = self.settings.full_range
        self.show(dataclasses.replace(look.settings, preset=look.key, full_range=full_range))
        self._show_on_bar()

    def _show_on_bar(self) -> None:
        self._display_bar.show_settings(self.settings, self.grounds)

    def _tell_settled(self) -> None:
        grounds = self.grounds
        told = {} if grounds is None else {"grounds": grounds.value}
        self.settled.emit(as_state(self.settings) | told)

    def _stepper(self, name: str, step: Step) -> Callable[[], None]:
        def act() -> None:
            if self.dual or name not in TWO_ENERGIES:
                self.show(step(self.settings))

        return act

    def _offer(self) -> None:
        self._display_bar.show_looks(self.presets)
        self._show_on_bar()
        self.changed.emit(self.settings)

    def _displayed(self, settings: DisplaySettings) -> None:
        self._show_on_bar()
        turned = {
            "sharpen": settings.sharpen > 0.0,
            "local": settings.local > 0.0,
            "invert": settings.invert,
            "colour": settings.colour is not Colour.GREY,
        }
        for name in TURNED:
            self._tool_bar.show_turned(name, on=turned[name])
        self._settle.start()
        self.changed.emit(settings)
