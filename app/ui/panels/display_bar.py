"""How the image is shown: presets, penetration, what lies under the pointer."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Signal

from app.domain.words import phrase
from app.ui import tokens
from app.ui.controls import Panel, Segment, Slider, Text, Words, column, row
from app.ui.i18n import languages, tr
from app.ui.i18n.formats import UNIT, number, per_cent
from app.ui.viewer.readout import Readout
from imaging.display import PRESETS, Colour, DisplaySettings

PRESET_WORDS = {
    "standard": phrase("Standard"),
    "dense": phrase("Dense"),
    "light": phrase("Light"),
    "organic": phrase("Organic"),
    "metal": phrase("Metal"),
}
COLOUR_WORDS = {
    Colour.GREY: phrase("Grey"),
    Colour.MATERIAL: phrase("Material"),
    Colour.MATERIAL_CLASSIC: phrase("Material, classic"),
}
WIDE = 808


class DisplayBar(Panel):
    """The right part of the strip; in small windows one line of words."""

    preset_chosen = Signal(str)
    settings_changed = Signal(object)
    """DisplaySettings."""

    def __init__(self) -> None:
        super().__init__("panel", name="display-bar")
        self._settings = DisplaySettings()
        self._readout: Readout | None = None
        self._compact = False
        self._dual = True
        self.presets = Segment(
            [(name, _said(PRESET_WORDS[name])) for name in PRESETS],
            keys=True,
            high=tokens.SEGMENT,
            name="preset",
        )
        self.presets.chosen.connect(lambda name: self.preset_chosen.emit(str(name)))
        self.slider = Slider(lambda: tr("Penetration"), name="penetration")
        self.slider.moved.connect(self._penetrate)
        self._penetration = Text(lambda: tr("Penetration"), "detail", "text2")
        self._per_cent = Text("", "detail").styled(weight=500)
        self._per_cent.setFixedWidth(tokens.px(40))
        self._sharp = Text("", "detail", "text2")
        self._read = Text("", "detail", "text2")
        self._read.setObjectName("readout")
        self._hint = Text(lambda: tr("Hold Space: bare image"), "detail", "text2")
        self._top = row(gap=12)
        for widget in (self.presets, self._penetration, self.slider, self._per_cent, self._sharp):
            self._top.addWidget(widget)
        self._top.insertStretch(1, 1)
        self._bottom = row(gap=12)
        self._shown = Text("", "detail", "text2")
        self._bottom.addWidget(self._shown)
        self._bottom.addWidget(self._read, 1)
        self._bottom.addWidget(self._hint)
        self._lines = column(margins=(0, 4, 16, 4), gap=2)
        self._lines.addLayout(self._top)
        self._lines.addLayout(self._bottom)
        self.setLayout(self._lines)
        languages.changed.connect(self._say)
        self.set_compact(False)

    def show_settings(self, settings: DisplaySettings) -> None:
        """Show how the image is shown now."""
        self._settings = settings
        self._say()

    def show_readout(self, readout: Readout | None) -> None:
        """Show what lies under the pointer."""
        self._readout = readout
        self._read.set_words(self._readout_words())

    def show_energies(self, *, dual: bool) -> None:
        """Say whether material can be told."""
        self._dual = dual
        for name in ("organic", "metal"):
            part = self.presets.part(name)
            part.setEnabled(dual)
            part.describe((lambda: "") if dual else (lambda: tr("One energy: no material")))
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        for widget in (self.presets, self.slider, self._penetration, self._per_cent, self._sharp):
            widget.setVisible(not compact)
        self._hint.setVisible(not compact)
        self._shown.setVisible(compact or not self._dual)
        self._lines.setContentsMargins(0, 0 if compact else tokens.px(4), tokens.px(12), 0)
        if compact:
            self.setMinimumWidth(tokens.px(120))
            self.setMaximumWidth(tokens.px(560))
        else:
            self.setFixedWidth(tokens.px(WIDE))
        self._say()

    def _penetrate(self, share: float) -> None:
        changed = dataclasses.replace(self._settings, penetration=share, preset="")
        self.settings_changed.emit(changed)

    def _say(self) -> None:
        settings = self._settings
        self.presets.choose(settings.preset or None)
        self.slider.set_share(settings.penetration)
        self._per_cent.set_words(per_cent(settings.penetration))
        self._sharp.set_words(tr("Sharpen on") if settings.sharpen > 0.0 else tr("Sharpen off"))
        self._read.set_words(self._readout_words())
        self._shown.set_words(self._shown_words())
        self._shown.setVisible(self._compact or not self._dual)

    def _shown_words(self) -> str:
        if not self._dual:
            return tr("One energy: no material")
        words = [tr(COLOUR_WORDS[self._settings.colour])]
        if self._settings.invert:
            words.append(tr("inverted"))
        words.append(tr("penetration {share}", share=per_cent(self._settings.penetration)))
        return ", ".join(words)

    def _readout_words(self) -> str:
        found = self._readout
        if found is None:
            return ""
        parts = []
        if found.x_m is not None and found.y_m is not None:
            parts.append(f"x{UNIT}{number(found.x_m, 2)}{UNIT}m")
            parts.append(f"y{UNIT}{number(found.y_m, 2)}{UNIT}m")
        else:
            parts.append(f"x{UNIT}{found.column}")
            parts.append(f"y{UNIT}{found.row}")
        if found.grams_per_cm2 is not None:
            parts.append(f"{number(found.grams_per_cm2)}{UNIT}g/cm²")
        else:
            parts.append(tr("nothing came through"))
        if found.atomic_number is not None:
            parts.append(f"Z{UNIT}{number(found.atomic_number)}")
        return " · ".join(parts)


def _said(text: str) -> Words:
    return lambda: tr(text)
