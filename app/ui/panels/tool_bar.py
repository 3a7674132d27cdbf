"""The tools under the image: icons with their key letters, and the shapes of marks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.words import phrase
from app.ui import tokens
from app.ui.commands import COMMANDS, keys, words
from app.ui.controls import Control, Panel, Rule, Tool, Words, column, row
from app.ui.i18n import tr
from app.ui.icons import paint_icon
from app.ui.keycap import cap_words

HELD = ("pan", "zoom", "level", "ruler", "angle", "region", "profile")
"""Tools that stay in the hand."""
ONCE = ("fit", "one_to_one", "display_panel")
TURNED = ("sharpen", "local", "colour", "invert")
"""Ways of showing that are on or off."""
GROUPS = (
    ("pan", "zoom", "fit", "one_to_one"),
    ("level", "sharpen", "local", "colour", "invert", "display_panel"),
    ("ruler", "region", "loupe", "angle", "profile", "without", "blind"),
)
PAIRS = (("invert", "display_panel"), ("angle", "profile"), ("without", "blind"))
"""Small tools one above the other: the verdicts keep their room. Their key is in the tip."""
SHAPES = {
    "box": (phrase("Box"), "rectangle"),
    "ellipse": (phrase("Ellipse"), "circle"),
    "polygon": (phrase("Polygon"), "polygon"),
    "freehand": (phrase("Freehand"), "scribble-loop"),
    "arrow": (phrase("Arrow"), "arrow-up-right"),
    "text": (phrase("Text"), "text-t"),
}
SMALL = (24, 24)


class ShapeTool(Control):
    """One shape of mark; small, for the letter T stands beside it."""

    def __init__(self, text: Words, icon: str, *, name: str) -> None:
        self._icon = icon
        super().__init__(text, name=name)
        self.setCheckable(True)
        self.describe(text)
        self.setFixedSize(tokens.px(SMALL[0]), tokens.px(SMALL[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        outline = "accent" if self.isChecked() else None
        self.paint_box(painter, rect, self.ground(None), outline)
        size = tokens.px(tokens.ICON_SMALL)
        inner = QRectF((rect.width() - size) / 2, (rect.height() - size) / 2, size, size)
        paint_icon(painter, self._icon, inner, "text" if self.isChecked() else "text3")
        painter.end()


class ToolBar(Panel):
    """Tools of the image; the chosen one has the accent."""

    tool_chosen = Signal(str)
    """A tool to hold: ``pan`` ... or a shape of mark."""
    asked = Signal(str)
    """Something to do once, or to turn on or off: the command's name."""

    def __init__(self) -> None:
        super().__init__("panel", name="tool-bar")
        self._shape = "box"
        self._tool = "pan"
        self._layout = row(margins=(8, 0, 4, 0), gap=0)
        self.setLayout(self._layout)
        self._tools: dict[str, Tool | ShapeTool] = {}
        for number, group in enumerate(GROUPS):
            if number:
                self._part()
            for name in group:
                if not any(name in pair for pair in PAIRS):
                    self._add(name)
            for pair in PAIRS:
                if pair[0] in group:
                    self._add_pair(pair)
        self._add("mark")
        self._shapes: dict[str, ShapeTool] = {}
        self._fill_shapes()
        self._part()
        self._layout.addStretch(1)
        self.show_tool("pan")

    @property
    def tool(self) -> str:
        """The tool in the hand."""
        return self._tool

    def show_tool(self, tool: str) -> None:
        """Show which tool is in the hand."""
        self._tool = tool
        if tool in SHAPES:
            self._shape = tool
        for name, button in self._tools.items():
            if name in HELD:
                button.setChecked(name == tool)
        self._tools["mark"].setChecked(tool in SHAPES)
        for name, shape in self._shapes.items():
            shape.setChecked(name == tool)

    def show_turned(self, name: str, *, on: bool) -> None:
        """Show whether a way of showing is on."""
        self._tools[name].setChecked(on)

    def set_enabled_tool(self, name: str, *, enabled: bool, why: Words | None = None) -> None:
        """Let a tool be used or not; the tip says why."""
        self._tools[name].setEnabled(enabled)
        if why is not None:
            self._tools[name].setToolTip(why())

    def next_shape(self) -> None:
        """Take the mark tool, or, when it is in the hand, its next shape."""
        names = list(SHAPES)
        if self._tool in SHAPES:
            self.take(names[(names.index(self._tool) + 1) % len(names)])
        else:
            self.take(self._shape)

    def take(self, tool: str) -> None:
        """Take a tool into the hand."""
        self.show_tool(tool)
        self.tool_chosen.emit(tool)

    def set_compact(self, compact: bool) -> None:
        """Take the hit area of small windows."""
        for button in self._tools.values():
            if isinstance(button, Tool):
                button.set_compact(compact)
        # T walks through the shapes; where there is no room, their icons give way.
        self._holder.setVisible(self.window().width() >= tokens.px(tokens.TIGHT_WINDOW))

    def _add(self, name: str) -> None:
        command = COMMANDS[name]
        button = Tool(words(name), keys=command.keys, icon=command.icon, name=f"tool-{name}")
        button.setCheckable(name not in ONCE)
        button.clicked.connect(lambda: self.clicked(name))
        self._tools[name] = button
        self._layout.addWidget(button)

    def _add_pair(self, pair: tuple[str, str]) -> None:
        """Lay two small tools one above the other."""
        rows = column(gap=0)
        rows.addStretch(1)
        for name in pair:
            button = ShapeTool(words(name), COMMANDS[name].icon, name=f"tool-{name}")
            button.describe(_with_key(name))
            button.setCheckable(name not in ONCE)
            button.clicked.connect(_clicker(self, name))
            self._tools[name] = button
            rows.addWidget(button)
        rows.addStretch(1)
        self._layout.addLayout(rows)

    def _part(self) -> None:
        self._layout.addSpacing(tokens.px(8))
        self._layout.addWidget(Rule(upright=True, length=32))
        self._layout.addSpacing(tokens.px(8))

    def _fill_shapes(self) -> None:
        """Lay the shapes in two rows beside the mark tool: a fixed place, always there."""
        holder = QWidget()
        rows = column(gap=0)
        first, second = row(gap=0), row(gap=0)
        for number, (name, (text, icon)) in enumerate(SHAPES.items()):
            shape = ShapeTool(_said(text), icon, name=f"shape-{name}")
            shape.describe(_keyed(text))
            shape.clicked.connect(_taker(self, name))
            self._shapes[name] = shape
            (first if number < 3 else second).addWidget(shape)
        second.addStretch(1)
        rows.addStretch(1)
        rows.addLayout(first)
        rows.addLayout(second)
        rows.addStretch(1)
        holder.setLayout(rows)
        self._holder = holder
        self._layout.addWidget(holder)

    def clicked(self, name: str) -> None:
        """Do what a button says."""
        if name in HELD:
            self.take(name)
        elif name == "mark":
            self.next_shape()
        else:
            self.asked.emit(name)


def _keyed(text: str) -> Words:
    """Say a shape with the key that walks the shapes."""
    return lambda: f"{tr(text)} ({cap_words(keys('mark'))})"


def _said(text: str) -> Words:
    return lambda: tr(text)


def _taker(bar: ToolBar, name: str) -> Callable[[], None]:
    return lambda: bar.take(name)


def _clicker(bar: ToolBar, name: str) -> Callable[[], None]:
    return lambda: bar.clicked(name)


def _with_key(name: str) -> Words:
    return lambda: f"{COMMANDS[name].words} ({cap_words(COMMANDS[name].keys)})"
