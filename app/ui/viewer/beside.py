"""Two pictures side by side or one above the other, each with its caption outside the picture."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from app.ui import tokens
from app.ui.controls import Panel, Text, Words, column, row
from app.ui.viewer.gestures import Tool
from app.ui.viewer.legend import Legend
from app.ui.viewer.pairing import Pairing
from app.ui.viewer.scan_view import ScanView
from imaging.alignment import Alignment
from imaging.radiograph import Radiograph

_CAPTION = 24
_LONG = 1.6
"""An object this many times as long as it is high is compared one above the other."""
_HANDS = frozenset({Tool.PAN, Tool.ZOOM, Tool.LEVEL})
"""What the hand may do on the other picture: marks belong to the item's own."""


class Pane(QWidget):
    """A picture, or a sentence in its place, under its caption."""

    def __init__(self, view: ScanView, name: str) -> None:
        super().__init__()
        self.view = view
        self.caption = Text("", "detail", "text2")
        self.caption.setObjectName(f"{name}-caption")
        self.legend = Legend()
        self._line = Panel("panel", name=f"{name}-line")
        line = row(margins=(12, 0, 12, 0), gap=12)
        line.addWidget(self.caption, 1)
        line.addWidget(self.legend)
        self._line.setLayout(line)
        self._line.setFixedHeight(tokens.px(_CAPTION))
        self._why = Text("", "body", "text2", wrap=True)
        self._why.setObjectName(f"{name}-why")
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        well = Panel("well")
        middle = column(margins=(40, 0, 40, 0))
        middle.addWidget(self._why)
        well.setLayout(middle)
        self._stack = QStackedWidget()
        self._stack.addWidget(view)
        self._stack.addWidget(well)
        lines = column(gap=0)
        lines.addWidget(self._line)
        lines.addWidget(self._stack, 1)
        self.setLayout(lines)

    def show_caption(self, shown: bool) -> None:
        """Show the line above the picture, or leave all the room to the picture."""
        self._line.setVisible(shown)

    def say_instead(self, words: Words | None) -> None:
        """Put a sentence in the place of the picture; None shows the picture."""
        if words is not None:
            self._why.set_words(words)
        self._stack.setCurrentIndex(0 if words is None else 1)

    def sizeHint(self) -> QSize:
        """Return the same for both, so that they share the room evenly."""
        return QSize(760, 456)


class Beside(QWidget):
    """The item's picture, and while comparing another one linked to it."""

    def __init__(self, main: ScanView) -> None:
        super().__init__()
        self.main = Pane(main, "main")
        self.main.show_caption(shown=False)
        self._other: Pane | None = None
        self._pairing: Pairing | None = None
        self._comparing = False
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(2)
        self._panes.addWidget(self.main, 1)
        self.head = column(gap=0)
        lines = column(gap=0)
        lines.addLayout(self.head)
        lines.addLayout(self._panes, 1)
        self.setLayout(lines)

    @property
    def comparing(self) -> bool:
        """Whether another picture is asked for; it has a place here once there is one."""
        return self._comparing

    @property
    def divided(self) -> bool:
        """Whether another picture has a place here."""
        return self._other is not None and not self._other.isHidden()

    @property
    def other(self) -> Pane:
        """The place of the other picture; made when it is first asked for."""
        if self._other is None:
            view = ScanView()
            view.setObjectName("compared_view")
            view.book.read_only = True
            self._other = Pane(view, "compared")
            self._other.hide()
            self._panes.addWidget(self._other, 1)
            self._pairing = Pairing(self.main.view, view)
        return self._other

    @property
    def pairing(self) -> Pairing | None:
        """The link of both pictures; None before anything was compared."""
        return self._pairing

    def open(self) -> None:
        """Begin to compare: the item's picture keeps the room until another one is found."""
        self._comparing = True
        self.main.view.looked.set_whole_room(self.size())
        self.main.show_caption(shown=True)
        if self.divided:
            self.divide()

    def divide(self) -> None:
        """Split the room evenly: one above the other for what is long, else side by side."""
        other = self.other
        view = self.main.view
        camera = view.camera
        long = camera.columns > _LONG * camera.rows * camera.aspect
        self._panes.setDirection(
            QBoxLayout.Direction.TopToBottom if long else QBoxLayout.Direction.LeftToRight
        )
        other.view.set_display(view.display())
        other.show()

    def unite(self) -> None:
        """Give the room of the other picture back; comparing goes on."""
        if self._other is not None:
            self._other.hide()

    def close_other(self) -> None:
        """Give the whole room back to the item's picture."""
        if not self._comparing:
            return
        self._comparing = False
        self.put(None)
        self.unite()
        self.main.show_caption(shown=False)
        self.main.view.looked.set_whole_room(None)
        self.main.view.layers.set_change(None)
        self.main.legend.clear()

    def put(
        self,
        radiograph: Radiograph | None,
        key: tuple[str, str] = ("", ""),
        *,
        words: Words | None = None,
    ) -> None:
        """Show another picture, or a sentence in its place."""
        other, pairing = self.other, self._pairing
        if pairing is None:
            return
        if radiograph is not None and not self.divided:
            self.divide()
        with pairing.still():
            pairing.align(None)
            other.view.set_radiograph(radiograph, key=key)
        other.say_instead(words)
        pairing.lead()

    def align(self, alignment: Alignment | None) -> None:
        """Let the other picture follow point by point, as they were laid over each other."""
        if self._pairing is not None:
            self._pairing.align(alignment)

    def take_tool(self, name: str) -> None:
        """Put the tool of the hand to the other picture, where it may be used there."""
        if self._other is not None:
            tool = Tool(name)
            self._other.view.set_tool((tool if tool in _HANDS else Tool.PAN).value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember how large one picture would be: what counts as seen goes by that."""
        super().resizeEvent(event)
        if self.comparing:
            self.main.view.looked.set_whole_room(self.size())
