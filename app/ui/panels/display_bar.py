"""How the image is shown: presets, penetration, the whole chain in words, and the readout."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Signal

from app.ui import tokens
from app.ui.controls import Panel, Segment, Slider, Text, Words, column, row
from app.ui.i18n import languages, tr
from app.ui.i18n.formats import UNIT, number, per_cent
from app.ui.look_book import Look, delivered
from app.ui.look_words import chain_words, short_chain
from app.ui.viewer.readout import Readout
from imaging.display import DisplaySettings, ScannerKind
from imaging.material import Grounds

WIDE = 808
MOST_COMPACT, SHARE_COMPACT = 640, 420
"""In small windows: the most that the line takes, and the chain's share of it."""


class DisplayBar(Panel):
    """The right part of the strip; in small windows one line of words."""

    preset_chosen = Signal(str)
    """Key of a look."""
    settings_changed = Signal(object)
    """DisplaySettings."""

    def __init__(self) -> None:
        super().__init__("panel", name="display-bar")
        self._settings = DisplaySettings()
        self._looks = delivered(ScannerKind.LINAC_DUAL)
        self._readout: Readout | None = None
        self._compact = False
        self._dual = True
        self._orientation = ""
        self._grounds: Grounds | None = None
        self.presets = self._segment()
        self.slider = Slider(lambda: tr("Penetration"), name="penetration", wide=120)
        self.slider.moved.connect(self._penetrate)
        self._penetration = Text(lambda: tr("Penetration"), "detail", "text2")
        self._per_cent = Text("", "detail").styled(weight=500)
        self._per_cent.setFixedWidth(tokens.px(40))
        self.chain = Text("", "detail", "text")
        self.chain.setObjectName("chain")
        self._read = Text("", "detail", "text2")
        self._read.setObjectName("readout")
        self._lay()
        languages.changed.connect(self._say)
        self.set_compact(False)

    def _lay(self) -> None:
        self._top = row(gap=8)
        self._top.addWidget(self.presets, 1)
        for widget in (self._penetration, self.slider, self._per_cent):
            self._top.addWidget(widget)
        self._words = row(gap=12)
        self._under = column(gap=0)
        self._lines = column(gap=0)
        self._lines.addLayout(self._top)
        self._lines.addLayout(self._words)
        self._lines.addLayout(self._under)
        self._words.addWidget(self.chain, 1)
        self._under.addWidget(self._read)
        self.setLayout(self._lines)

    def show_looks(self, looks: tuple[Look, ...]) -> None:
        """Offer these presets, each under its digit."""
        if looks != self._looks:
            self._looks = looks
            before, self.presets = self.presets, self._segment()
            self._top.replaceWidget(before, self.presets)
            before.hide()
            before.deleteLater()
            self.set_compact(self._compact)

    def show_settings(self, settings: DisplaySettings, grounds: Grounds | None = None) -> None:
        """Show how the image is shown now, and what its material colours rest on."""
        self._settings = settings
        self._grounds = grounds
        self._say()

    def show_orientation(self, words: str) -> None:
        """Say that the image is flipped or turned; empty when it stands as stored."""
        self._orientation = words
        self._say()

    def show_readout(self, readout: Readout | None) -> None:
        """Show what lies under the pointer."""
        self._readout = readout
        self._read.set_words(self._readout_words())

    def show_energies(self, *, dual: bool) -> None:
        """Say whether material can be told."""
        self._dual = dual
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        for widget in (self.presets, self.slider, self._penetration, self._per_cent):
            widget.setVisible(not compact)
        # In small windows the readout stands beside the chain: there is one line.
        (self._words if compact else self._under).addWidget(self._read)
        side = tokens.px(12)
        self._lines.setContentsMargins(0, tokens.px(0 if compact else 3), side, tokens.px(0))
        if compact:
            self.setMaximumWidth(tokens.px(MOST_COMPACT))
        else:
            self.setFixedWidth(tokens.px(WIDE))
        self._say()

    def _segment(self) -> Segment:
        segment = Segment(
            [(look.key, said_by(look)) for look in self._looks],
            keys=True,
            high=tokens.SEGMENT,
            name="preset",
        )
        segment.chosen.connect(lambda key: self.preset_chosen.emit(str(key)))
        for number_, look in enumerate(self._looks, 1):
            segment.part(look.key).describe(tip(look, number_))
        return segment

    def _penetrate(self, share: float) -> None:
        changed = dataclasses.replace(self._settings, penetration=share, preset="")
        self.settings_changed.emit(changed)

    def _say(self) -> None:
        settings = self._settings
        known = {look.key for look in self._looks}
        self.presets.choose(settings.preset if settings.preset in known else None)
        self.slider.set_share(settings.penetration)
        self._per_cent.set_words(per_cent(settings.penetration))
        self._read.set_words(self._readout_words())
        self._say_chain()

    def _say_chain(self) -> None:
        """Say the chain in full; with fewer letters where that does not fit."""
        full, short = self._chain_words(chain_words), self._chain_words(short_chain)
        room = tokens.px(SHARE_COMPACT if self._compact else WIDE - 12)
        fits = self.chain.width_of(full) <= room
        self.chain.set_words(full if fits else short)
        self.chain.set_tip(None if fits else lambda: full)
        if self._compact:
            wide = self.chain.sizeHint().width() + tokens.px(40)
            self.setMinimumWidth(min(wide, tokens.px(MOST_COMPACT)))

    def _chain_words(self, said: Callable[..., tuple[str, ...]]) -> str:
        words = list(said(self._settings, dual=self._dual, grounds=self._grounds))
        if self._orientation:
            words.append(self._orientation)
        if not self._dual:
            words.insert(0, tr("One energy: no material"))
        return " · ".join(words)

    def _readout_words(self) -> str:
        found = self._readout
        if found is None:
            return ""
        parts = []
        if found.place and not self._compact:
            parts.append(found.place)
        elif found.x_m is not None and found.y_m is not None:
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
        if found.hidden:
            parts.append(found.hidden)
        return " · ".join(parts)


def said_by(look: Look) -> Words:
    """Return the name of a look, said again when the language changes."""
    return lambda: look.words


def tip(look: Look, digit: int) -> Words:
    """Return what a preset does, with its key."""
    return lambda: f"{look.words} ({digit})\n{', '.join(chain_words(look.settings))}"
