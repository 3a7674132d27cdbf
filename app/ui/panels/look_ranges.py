"""Density ranges: painted over the picture, given in millimetres of steel, kept by the officer."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import tokens
from app.ui.commands import COMMANDS
from app.ui.controls import Button, Check, Control, Text, Words, clear, column, row
from app.ui.i18n import languages, tr
from app.ui.keycap import KeyCap
from app.ui.look_book import LONGEST_NAME, MOST_RANGES
from app.ui.looks import Looks
from app.ui.panels.look_rows import FigureField
from app.ui.viewer.palettes import palette
from imaging.display import HIGHLIGHT_COLOURS, DisplaySettings, Highlight

FIRST_MM = (50.0, 100.0)
"""What a new range spans."""
MOST_MM = 600.0


class Swatch(Control):
    """The colour of a range; a press takes the next one."""

    def __init__(self, colour: int, *, name: str) -> None:
        self._colour = colour
        super().__init__(lambda: tr("Colour {number}", number=self._colour + 1), name=name)
        self.describe(lambda: tr("Next colour"))
        self.setFixedSize(tokens.px(20), tokens.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the colour."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self.paint_box(painter, rect, None, self.outline())
        inner = rect.adjusted(4, 4, -4, -4)
        painter.fillRect(inner, QColor(*palette().highlights[self._colour]))
        painter.end()


class RangeRow(QWidget):
    """One range: shown or not, its colour, its limits, its name."""

    changed = Signal(object)
    """Highlight."""
    turned = Signal(bool)
    dropped = Signal()

    def __init__(self, looks: Looks, found: Highlight, number: int) -> None:
        super().__init__()
        self._looks = looks
        self._range = found
        line = row(gap=4)
        self.setLayout(line)
        check = Check(lambda: tr("Range {number}", number=number), name=f"range-{number}")
        check.setFixedWidth(tokens.px(20))
        check.clicked.connect(self.turned)
        self._check = check
        swatch = Swatch(found.colour, name=f"range-colour-{number}")
        swatch.clicked.connect(self._recolour)
        low = self._figure(lambda: tr("From, mm of steel"), f"range-low-{number}", found.low)
        high = self._figure(lambda: tr("To, mm of steel"), f"range-high-{number}", found.high)
        low.taken.connect(lambda mm: self._limit(low=mm))
        high.taken.connect(lambda mm: self._limit(high=mm))
        self._name = QLineEdit(found.name)
        self._name.setObjectName(f"range-name-{number}")
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setAccessibleName(tr("Name of the range"))
        self._name.setPlaceholderText(tr("Name"))
        self._name.editingFinished.connect(self._rename)
        drop = Button(lambda: tr("Remove"), icon="x", name=f"range-drop-{number}")
        drop.kind("bare", high=24).without_words()
        drop.clicked.connect(self.dropped)
        for widget in (check, swatch, low, Text("–", "detail"), high, Text("mm", "detail")):
            line.addWidget(widget)
        line.addWidget(self._name, 1)
        line.addWidget(drop)

    @property
    def found(self) -> Highlight:
        """The range as it is kept."""
        return self._range

    def show_on(self, on: bool) -> None:
        """Show whether the range is painted."""
        self._check.setChecked(on)

    def _figure(self, words: Words, name: str, attenuation: float) -> FigureField:
        field = FigureField(words, name=name, least=0.0, most=MOST_MM)
        field.show_figure(round(self._looks.steel_mm(attenuation), 1))
        return field

    def _limit(self, *, low: float | None = None, high: float | None = None) -> None:
        """Take a new limit; the limits never cross."""
        at_low = self._range.low if low is None else self._looks.attenuation(low)
        at_high = self._range.high if high is None else self._looks.attenuation(high)
        if at_low != at_high:
            self.changed.emit(
                dataclasses.replace(
                    self._range, low=min(at_low, at_high), high=max(at_low, at_high)
                )
            )

    def _recolour(self) -> None:
        after = (self._range.colour + 1) % HIGHLIGHT_COLOURS
        self.changed.emit(dataclasses.replace(self._range, colour=after))

    def _rename(self) -> None:
        if self._name.text().strip() != self._range.name:
            self.changed.emit(dataclasses.replace(self._range, name=self._name.text().strip()))


class Ranges(QWidget):
    """All density ranges of the officer, and the one key that shows or hides them."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._told: object = None
        self._made: list[RangeRow] = []
        lines = column(gap=4)
        self.setLayout(lines)
        head = row(gap=8)
        head.addWidget(Text(lambda: tr("Density ranges"), "section"))
        head.addStretch(1)
        head.addWidget(KeyCap(COMMANDS["highlight"].keys))
        lines.addLayout(head)
        self._none = Text(
            lambda: tr("None kept. A range paints everything of that thickness in one colour."),
            "detail",
            "text2",
            wrap=True,
        )
        lines.addWidget(self._none)
        self._rows = column(gap=4)
        lines.addLayout(self._rows)
        self.add = Button(lambda: tr("Add a range"), icon="plus", name="range-add")
        self.add.kind("quiet", high=tokens.SEGMENT)
        self.add.clicked.connect(self._add)
        lines.addWidget(self.add)
        looks.book.changed.connect(self.show_ranges)
        looks.changed.connect(self.show_ranges)
        languages.changed.connect(self._again)
        self.show_ranges()

    def show_ranges(self, _settings: object = None) -> None:
        """Show what is kept; rows are made anew only when something of them changed."""
        ranges = self._looks.book.ranges
        now = (ranges, self._looks.steel_mm(1.0))
        if now != self._told:
            self._told = now
            clear(self._rows)
            self._made = [self._row(place, found) for place, found in enumerate(ranges)]
            for one in self._made:
                self._rows.addWidget(one)
            self._none.setVisible(not ranges)
            self.add.setEnabled(len(ranges) < MOST_RANGES)
        for one in self._made:
            one.show_on(one.found in self._looks.settings.highlights)

    def _row(self, place: int, found: Highlight) -> RangeRow:
        one = RangeRow(self._looks, found, place + 1)
        one.changed.connect(lambda after: self._change(place, found, after))
        one.turned.connect(lambda on: self._turn(found, on=on))
        one.dropped.connect(lambda: self._drop(place, found))
        return one

    def _add(self) -> None:
        colour = len(self._looks.book.ranges) % HIGHLIGHT_COLOURS
        low, high = (self._looks.attenuation(mm) for mm in FIRST_MM)
        found = Highlight(low, high, colour)
        self._looks.book.keep_range(None, found)
        self._turn(found, on=True)

    def _change(self, place: int, before: Highlight, after: Highlight) -> None:
        shown = before in self._looks.settings.highlights
        self._turn(before, on=False)
        self._looks.book.keep_range(place, after)
        if shown:
            self._turn(after, on=True)

    def _drop(self, place: int, found: Highlight) -> None:
        self._turn(found, on=False)
        self._looks.book.drop_range(place)

    def _turn(self, found: Highlight, *, on: bool) -> None:
        settings: DisplaySettings = self._looks.settings
        others = tuple(one for one in settings.highlights if one != found)
        highlights = (*others, found) if on else others
        if highlights != settings.highlights:
            self._looks.show(dataclasses.replace(settings, highlights=highlights, preset=""))

    def _again(self) -> None:
        self._told = None
        self.show_ranges()
