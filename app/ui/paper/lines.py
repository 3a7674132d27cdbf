"""The lines of goods of a paper manifest, as many as the document has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.paper import MOST_LINES
from app.domain.paper_doubts import line_field
from app.domain.paper_draft import PaperLine
from app.ui import tokens
from app.ui.controls import Button, Panel, clear, column, row
from app.ui.i18n import languages, tr

_SMALL = {"pieces": 9, "mass": 10, "hs": 13, "un_number": 9}
"""Small fields of a line, and the share of its width that each has: a tariff number is longest."""


def line_edit(name: str) -> QLineEdit:
    """Return a text field of a form's height."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setFixedHeight(tokens.px(28))
    return made


class LineFields(QWidget):
    """Description, and under it pieces, mass, tariff number and UN number."""

    edited = Signal()
    removed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.description = line_edit(f"paper-description-{number}")
        self._small = {name: line_edit(f"paper-{name}-{number}") for name in _SMALL}
        self._remove = Button(
            lambda: tr("Remove the line"), icon="x", name=f"paper-remove-{number}"
        )
        self._remove.kind("bare", high=24).without_words()
        self._remove.clicked.connect(self.removed)
        lines = column(gap=2)
        self.setLayout(lines)
        lines.addWidget(self.description)
        below = row(gap=2)
        for name, field in self._small.items():
            below.addWidget(field, _SMALL[name])
        below.addWidget(self._remove)
        lines.addLayout(below)
        for field in (self.description, *self._small.values()):
            field.textEdited.connect(self.edited)
        languages.changed.connect(self._say)
        self._say()

    @property
    def texts(self) -> dict[str, QLineEdit]:
        """The fields by name, from above."""
        return {"description": self.description, **self._small}

    @property
    def walked(self) -> list[QWidget]:
        """What Tab walks, in its order."""
        return [*self.texts.values(), self._remove]

    @property
    def line(self) -> PaperLine:
        """What is typed."""
        texts = {name: field.text() for name, field in self._small.items()}
        return PaperLine(self.description.text(), **texts)

    def fill(self, line: PaperLine) -> None:
        """Show a line."""
        self.description.setText(line.description)
        for name, field in self._small.items():
            field.setText(getattr(line, name))

    def _say(self) -> None:
        words = {
            "pieces": tr("Pieces"),
            "mass": tr("kg"),
            "hs": tr("HS"),
            "un_number": tr("UN"),
        }
        title = tr("Description")
        self.description.setPlaceholderText(title)
        self.description.setAccessibleName(f"{title} {self._number + 1}")
        for name, field in self._small.items():
            field.setPlaceholderText(words[name])
            field.setAccessibleName(f"{words[name]} {self._number + 1}")


class PaperLines(Panel):
    """One block of fields for each line, and a button for the next one."""

    edited = Signal()
    laid = Signal()
    """Blocks of fields came or went."""

    def __init__(self) -> None:
        super().__init__("panel", name="paper-lines")
        self._blocks: list[LineFields] = []
        outer = column(gap=6)
        self.setLayout(outer)
        self._column = column(gap=8)
        outer.addLayout(self._column)
        self._add = Button(lambda: tr("Add a line"), icon="plus", name="paper-add")
        self._add.kind("quiet", high=28)
        self._add.role = "detail"
        self._add.clicked.connect(self.add_line)
        outer.addWidget(self._add)

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """What is typed."""
        return tuple(block.line for block in self._blocks)

    @property
    def texts(self) -> dict[str, QLineEdit]:
        """Every field by the name that a fault in it has; ``lines`` is the first description."""
        named = {
            line_field(place, name): field
            for place, block in enumerate(self._blocks)
            for name, field in block.texts.items()
        }
        first = self._blocks[0].description if self._blocks else None
        return named if first is None else {"lines": first, **named}

    @property
    def walked(self) -> list[QWidget]:
        """What Tab walks, in its order."""
        return [one for block in self._blocks for one in block.walked] + [self._add]

    def fill(self, lines: tuple[PaperLine, ...]) -> None:
        """Show lines; nothing counts as edited."""
        clear(self._column)
        self._blocks = []
        for line in lines or (PaperLine(),):
            self._put(line)

    def add_line(self) -> None:
        """Add a line and go to it."""
        self._put(PaperLine()).description.setFocus()
        self.edited.emit()

    def _put(self, line: PaperLine) -> LineFields:
        block = LineFields(len(self._blocks))
        block.fill(line)
        block.edited.connect(self.edited)
        block.removed.connect(lambda: self._take(block))
        self._blocks.append(block)
        self._column.addWidget(block)
        self._add.setEnabled(len(self._blocks) < MOST_LINES)
        self.laid.emit()
        return block

    def _take(self, block: LineFields) -> None:
        place = self._blocks.index(block)
        self.fill(tuple(one for n, one in enumerate(self.lines) if n != place))
        self._blocks[min(place, len(self._blocks) - 1)].description.setFocus()
        self.edited.emit()
