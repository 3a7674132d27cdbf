"""Everything that can be set about how the picture looks, in place of notices and comparison."""

from __future__ import annotations

import dataclasses
import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Rule, Text, Words, column, row
from app.ui.i18n import languages, render, tr
from app.ui.i18n.formats import number, per_cent
from app.ui.look_steps import BEAMS, COLOURS, FILTERS, RESPONSES, with_filter, with_gamma
from app.ui.look_steps import with_penetration as penetrated
from app.ui.look_words import BEAM_WORDS, COLOUR_WORDS, MATTER_WORDS, RESPONSE_WORDS
from app.ui.looks import Looks
from app.ui.panels.look_presets import PresetRows
from app.ui.panels.look_ranges import Ranges
from app.ui.panels.look_rows import CheckRow, ChoiceRow, FigureField, SliderRow, align
from imaging.display import (
    FLATTEST,
    NARROWEST,
    STEEPEST,
    WIDEST,
    Beam,
    Colour,
    DisplaySettings,
    MatterView,
    Response,
)

FILTER_WORDS = {
    "sharpen": lambda: tr("Sharpen"),
    "local": lambda: tr("Local contrast"),
    "denoise": lambda: tr("Take noise off"),
    "edge": lambda: tr("Edges"),
}


class DisplayPanel(Panel):
    """Follows the picture while it is open; what is changed here acts at once."""

    left = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__("panel", name="display-panel")
        self._looks = looks
        self._settings = looks.settings
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._outer.addWidget(Rule(accent=True))
        self._fill_head()
        self._fill_area()
        self._fill_window()
        self._fill_filters()
        self._fill_energies()
        self._ranges = Ranges(looks)
        self._presets = PresetRows(looks)
        for part in (self._ranges, self._presets):
            self._lines.addWidget(Rule())
            self._lines.addWidget(part)
        self._lines.addStretch(1)
        looks.changed.connect(self.show_settings)
        languages.changed.connect(self._again)
        self._again()

    def show_settings(self, settings: DisplaySettings) -> None:
        """Show how the picture looks now."""
        self._settings = settings
        self._centre.show_figure(round(settings.centre * 100, 1))
        self._width.show_figure(round(settings.width * 100, 1))
        self._response.show_value(settings.response)
        self._gamma.show_share(_share_of_gamma(settings.gamma))
        self._penetration.show_share(settings.penetration)
        for name, one in self._filters.items():
            one.show_share(getattr(settings, name))
        self._colour.show_value(settings.colour)
        self._matter.show_value(settings.matter)
        self._beam.show_value(settings.beam)
        for name, check in self._checks.items():
            check.show_on(bool(getattr(settings, name)))
        for two in (self._colour, self._matter, self._beam):
            two.setEnabled(self._looks.dual)
        sentence = self._looks.grounds_sentence
        self._grounds.set_words(render(sentence) if sentence is not None else "")

    @property
    def sliders(self) -> tuple[SliderRow, ...]:
        """The rows with a slider, from above."""
        return (self._penetration, self._gamma, *self._filters.values())

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        side = tokens.px(measures.margin)
        self._lines.setContentsMargins(side, tokens.px(4), side, tokens.px(8))
        self._head.setContentsMargins(side, tokens.px(8), side, tokens.px(4))

    def _fill_head(self) -> None:
        self._head = row(gap=8)
        self._head.addWidget(Text(lambda: tr("Display"), "command"), 1)
        reset = Button(lambda: tr("Reset"), keys=keys("reset"), name="look-reset")
        reset.kind("quiet", high=24)
        reset.role = "detail"
        reset.clicked.connect(self._looks.reset)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="display-back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.left)
        self._head.addWidget(reset)
        self._head.addWidget(back)
        self._outer.addLayout(self._head)

    def _fill_area(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = Panel("panel")
        # Nothing may widen the panel: what does not fit is elided.
        inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lines = column(gap=6)
        inside.setLayout(self._lines)
        area.setWidget(inside)
        self._outer.addWidget(area, 1)

    def _fill_window(self) -> None:
        self._centre = FigureField(
            lambda: tr("Level, per cent"), name="centre", least=-100, most=200
        )
        self._centre.taken.connect(lambda at: self._windowed(centre=at / 100))
        self._width = FigureField(
            lambda: tr("Width, per cent"), name="width", least=NARROWEST * 100, most=WIDEST * 100
        )
        self._width.taken.connect(lambda wide: self._windowed(width=wide / 100))
        line = row(gap=6)
        line.addWidget(Text(lambda: tr("Level"), "detail", "text2").firm())
        line.addWidget(self._centre)
        line.addStretch(1)
        line.addWidget(Text(lambda: tr("Width"), "detail", "text2").firm())
        line.addWidget(self._width)
        line.addWidget(Text("%", "detail", "text2"))
        self._lines.addLayout(line)
        self._response = ChoiceRow(
            lambda: tr("Response"),
            [(one, _said(RESPONSE_WORDS[one])) for one in RESPONSES],
            name="response",
            command="response",
        )
        self._response.chosen.connect(self._respond)
        self._lines.addWidget(self._response)
        self._penetration = SliderRow(
            lambda: tr("Penetration"),
            name="penetration",
            keys="shallower deeper",
            shown=per_cent,
        )
        self._penetration.moved.connect(lambda at: self._show(penetrated(self._settings, at)))
        self._gamma = SliderRow(
            lambda: tr("Gamma"),
            name="gamma",
            keys="gamma_down gamma_up",
            shown=lambda share: number(_gamma_of_share(share), 2),
        )
        self._gamma.moved.connect(
            lambda at: self._show(with_gamma(self._settings, _gamma_of_share(at)))
        )
        self._lines.addWidget(self._penetration)
        self._lines.addWidget(self._gamma)

    def _fill_filters(self) -> None:
        self._lines.addWidget(Rule())
        self._filters: dict[str, SliderRow] = {}
        for name in FILTERS:
            one = SliderRow(FILTER_WORDS[name], name=name, keys=name, shown=per_cent)
            one.moved.connect(lambda at, name=name: self._filter(name, at))
            self._filters[name] = one
            self._lines.addWidget(one)

    def _fill_energies(self) -> None:
        self._lines.addWidget(Rule())
        self._grounds = Text("", "detail", "text2", wrap=True)
        self._grounds.setObjectName("look-grounds")
        # Two lines are kept free, so that nothing below moves from scan to scan.
        self._grounds.setFixedHeight(tokens.px(2 * tokens.ROLES["detail"].line))
        self._grounds.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(self._grounds)
        self._colour = ChoiceRow(
            lambda: tr("Colour"),
            [(one, _said(COLOUR_WORDS[one])) for one in COLOURS],
            name="colour",
            command="colour",
        )
        self._colour.chosen.connect(self._recolour)
        self._matter = ChoiceRow(
            lambda: tr("Matter"),
            [(one, _said(MATTER_WORDS[one])) for one in MatterView],
            name="matter",
            per_row=3,
        )
        self._matter.chosen.connect(self._sort)
        self._beam = ChoiceRow(
            lambda: tr("Energy of the grey picture"),
            [(one, _said(BEAM_WORDS[one])) for one in BEAMS],
            name="beam",
            command="beam",
        )
        self._beam.chosen.connect(self._choose_beam)
        for part in (self._colour, self._matter, self._beam):
            self._lines.addWidget(part)
        self._checks = {
            name: CheckRow(words, name=name, command=name)
            for name, words in (
                ("invert", lambda: tr("Inverted: dense is bright")),
                ("hatch", lambda: tr("Hatch where nothing came through")),
                ("full_range", lambda: tr("Air as white as the screen")),
            )
        }
        for name, check in self._checks.items():
            check.turned.connect(lambda on, name=name: self._check(name, on=on))
            self._lines.addWidget(check)

    def _again(self) -> None:
        align(self.sliders)
        self.show_settings(self._settings)

    def _show(self, settings: DisplaySettings) -> None:
        self._looks.show(settings)

    def _windowed(self, *, centre: float | None = None, width: float | None = None) -> None:
        now = self._settings
        self._show(
            now.windowed(
                centre=now.centre if centre is None else centre,
                width=now.width if width is None else width,
            )
        )

    def _filter(self, name: str, share: float) -> None:
        self._show(with_filter(self._settings, name, share))

    def _respond(self, response: object) -> None:
        if isinstance(response, Response):
            self._show(dataclasses.replace(self._settings, response=response, preset=""))

    def _recolour(self, colour: object) -> None:
        if isinstance(colour, Colour):
            self._show(dataclasses.replace(self._settings, colour=colour, preset=""))

    def _sort(self, matter: object) -> None:
        if isinstance(matter, MatterView):
            self._show(dataclasses.replace(self._settings, matter=matter, preset=""))

    def _choose_beam(self, beam: object) -> None:
        if isinstance(beam, Beam):
            self._show(dataclasses.replace(self._settings, beam=beam, preset=""))

    def _check(self, name: str, *, on: bool) -> None:
        if getattr(self._settings, name) != on:
            self._looks.commands()[name]()


def _gamma_of_share(share: float) -> float:
    """Gamma over the slider: equal steps multiply it equally, the middle is 1."""
    return float(FLATTEST * (STEEPEST / FLATTEST) ** share)


def _share_of_gamma(gamma: float) -> float:
    return math.log(gamma / FLATTEST) / math.log(STEEPEST / FLATTEST)


def _said(text: str) -> Words:
    return lambda: tr(text)
