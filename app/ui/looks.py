"""How the picture looks: presets, window, filters; every command that changes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.panels.display_bar import DisplayBar
from app.ui.panels.tool_bar import ToolBar
from app.ui.viewer.scan_view import ScanView
from imaging.display import PRESETS, TURNED_ON, Colour, DisplaySettings
from imaging.display_state import as_state

DISPLAY_MS = 500
WINDOW_STEP = 0.04
COLOURS = (Colour.GREY, Colour.MATERIAL, Colour.MATERIAL_CLASSIC)


class Looks(QObject):
    """Turns commands into display settings, and shows the settings on the bars.

    Parameters
    ----------
    view
        The picture whose looks these are.
    display_bar, tool_bar
        Where they are shown and changed.
    """

    settled = Signal(object)
    """Mapping: how the picture has been shown for half a second."""

    def __init__(
        self, view: ScanView, display_bar: DisplayBar, tool_bar: ToolBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._display_bar = display_bar
        self._tool_bar = tool_bar
        self._settle = QTimer(self, singleShot=True, interval=DISPLAY_MS)
        self._settle.timeout.connect(lambda: self.settled.emit(as_state(view.display())))
        view.display_changed.connect(self._displayed)
        display_bar.preset_chosen.connect(self.take_preset)
        display_bar.settings_changed.connect(view.set_display)
        display_bar.show_settings(view.display())

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What each command of the display does, by its name."""
        return {
            "sharpen": self._sharpen,
            "colour": self._colour,
            "invert": self._invert,
            "darker": lambda: self._window(centre=WINDOW_STEP),
            "brighter": lambda: self._window(centre=-WINDOW_STEP),
            "narrower": lambda: self._window(width=-WINDOW_STEP),
            "wider": lambda: self._window(width=WINDOW_STEP),
        }

    def preset(self, number: int) -> None:
        """Take a preset by its digit."""
        names = list(PRESETS)
        if 1 <= number <= len(names):
            self.take_preset(names[number - 1])

    def take_preset(self, name: str) -> None:
        """Take a preset by its name; one that needs two energies only where there are two."""
        if PRESETS[name].colour is not Colour.GREY and not self._dual:
            self._display_bar.show_settings(self._view.display())
            return
        self._view.set_preset(name)

    def fit_energies(self, *, dual: bool) -> None:
        """Give up what the picture at hand cannot show."""
        self._display_bar.show_energies(dual=dual)
        if not dual and self._view.display().colour is not Colour.GREY:
            self.take_preset("standard")

    @property
    def _dual(self) -> bool:
        radiograph = self._view.radiograph
        return radiograph is None or radiograph.dual

    def _displayed(self, settings: DisplaySettings) -> None:
        self._display_bar.show_settings(settings)
        self._tool_bar.show_turned("sharpen", on=settings.sharpen > 0.0)
        self._tool_bar.show_turned("invert", on=settings.invert)
        self._tool_bar.show_turned("colour", on=settings.colour is not Colour.GREY)
        self._settle.start()

    def _sharpen(self) -> None:
        now = self._view.display()
        strength = 0.0 if now.sharpen else TURNED_ON
        self._change(dataclasses.replace(now, sharpen=strength, preset=""))

    def _invert(self) -> None:
        now = self._view.display()
        self._change(dataclasses.replace(now, invert=not now.invert, preset=""))

    def _colour(self) -> None:
        if self._dual:
            now = self._view.display()
            after = COLOURS[(COLOURS.index(now.colour) + 1) % len(COLOURS)]
            self._change(dataclasses.replace(now, colour=after, preset=""))

    def _window(self, *, centre: float = 0.0, width: float = 0.0) -> None:
        now = self._view.display()
        self._view.set_display(now.windowed(centre=now.centre + centre, width=now.width + width))

    def _change(self, settings: DisplaySettings) -> None:
        self._view.set_display(settings)
