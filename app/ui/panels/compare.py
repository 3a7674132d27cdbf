"""Declared against seen, row by row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout

from app.domain.notice import BILLS_SUMMED, MASTER_ALONE, Comparison, Place
from app.domain.words import Sentence, phrase, say
from app.domain.work import Item
from app.ui import tokens
from app.ui.controls import Link, Panel, Text, row
from app.ui.i18n import languages, render, tr
from app.ui.panels.pieces import Shape

ROWS = 5
NOT_TOLD = ("not told: needs both energies", "not told: faulty picture")
"""The reason stands in the tip."""
AT_LEAST = "at least {figure}"
FIGURES = ("{figure}", AT_LEAST)
"""Sentences that are a figure: cut off, it would read as another one."""
NAME_LEAST, DECLARED_LEAST, DECLARED_MOST = 57, 56, 96
_LINK_PAD = 2
"""Links leave this beside their words for the ring of the focus."""
PAPERS = {BILLS_SUMMED: phrase("Sum of bills"), MASTER_ALONE: phrase("Master")}
"""What the column of the declared side is called where only one of two papers counts."""


_SHARES = {
    "organic": phrase("organic {share}"),
    "light": phrase("light {share}"),
    "metal": phrase("metal {share}"),
    "heavy": phrase("heavy {share}"),
}


def brief(sentence: Sentence, *, compact: bool = False) -> str:
    """Return a sentence short enough for its row: of four shares of material the two largest.

    In small windows a sign stands for the words before a figure, and one share for two.
    """
    if sentence.text in NOT_TOLD:
        return tr("not told")
    if compact and sentence.text == AT_LEAST:
        return tr("≥ {figure}", figure=render(say("{figure}", **sentence.values)))
    if not set(_SHARES) <= set(sentence.values):
        return render(sentence)
    found = [(name, sentence.values[name]) for name in _SHARES]
    shares = sorted(found, key=lambda one: _figure(one[1]), reverse=True)
    most = 1 if compact else 2
    return ", ".join(
        tr(_SHARES[name], share=share) for name, share in shares[:most] if _figure(share) > 0
    )


def _declared_tip(row: Comparison) -> str:
    """Return what is declared, and the papers it is taken from where there was a choice."""
    said = render(row.declared)
    return said if row.basis is None else f"{said}\n{render(row.basis)}"


def _figure(share: str) -> float:
    digits = "".join(sign for sign in share.replace(",", ".") if sign.isdigit() or sign == ".")
    return float(digits or 0)


class Compare(Panel):
    """A table of five rows at most; 336 by 184. A row that has a place in the picture shows it."""

    place_asked = Signal(object)
    """Place: bring it into the window."""

    def __init__(self) -> None:
        super().__init__("panel", name="compare")
        self._comparisons: tuple[Comparison, ...] = ()
        self._known = True
        self._compact = False
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(tokens.px(8))
        self._grid.setVerticalSpacing(0)
        self._heads = [
            Text("", "detail"),
            Text(self._declared_head, "detail", "text2"),
            Text(lambda: tr("Seen"), "detail", "text2"),
        ]
        for number, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, number)
        self._lines: list[tuple[Text, Text, Text, Shape]] = []
        self._places: list[Place | None] = [None] * ROWS
        self._next_place = 0
        self._links = [self._link_to(number) for number in range(ROWS)]
        for number in range(ROWS):
            line = (
                Text("", "detail", "text2"),
                Text("", "detail"),
                Text("", "detail").styled(weight=500),
                Shape(None, tokens.SEVERITY_SMALL),
            )
            named = row(margins=(_LINK_PAD, 0, 0, 0))
            named.addWidget(line[0])
            self._grid.addLayout(named, number + 1, 0)
            for place, widget in enumerate(line[1:], start=1):
                self._grid.addWidget(widget, number + 1, place, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(self._links[number], number + 1, 0)
            self._lines.append(line)
        self._grid.setColumnMinimumWidth(0, tokens.px(NAME_LEAST))
        # What was declared takes the room it needs, up to a share; what was seen all the rest.
        self._grid.setColumnStretch(2, 1)
        for _, declared, _, _ in self._lines:
            declared.setMaximumWidth(tokens.px(DECLARED_MOST))
        self._item: Item | None = None
        self._empty = Text(self._nothing_words, "detail", "text2", wrap=True)
        self._grid.addWidget(self._empty, 1, 0, 1, 4)
        languages.changed.connect(self._say)
        self.set_compact(False)

    def show_comparisons(
        self, comparisons: tuple[Comparison, ...] | None, item: Item | None = None
    ) -> None:
        """Show other rows, marked by shape and weight where they differ; None: not known yet.

        `item` is what they are rows of; without rows it says which side of them is missing.
        """
        self._known = comparisons is not None
        self._item = item
        if comparisons != self._comparisons:
            self._next_place = 0
        self._comparisons = comparisons or ()
        self._say()

    def show_next_place(self) -> None:
        """Go to the place of the next row that has one: those that differ first."""
        rows = sorted(
            (number for number in range(ROWS) if self._places[number] is not None),
            key=lambda number: not self._lines[number][3].accessibleName(),
        )
        if rows:
            number = rows[self._next_place % len(rows)]
            self._next_place += 1
            self.place_asked.emit(self._places[number])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the place of the row under the pointer, wherever on it that is."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint().y()
        for number, (_, declared, _, _) in enumerate(self._lines):
            rect = self._grid.cellRect(number + 1, 1)
            inside = declared.isVisible() and rect.top() <= at <= rect.bottom()
            if inside and self._places[number] is not None:
                self.place_asked.emit(self._places[number])

    def _link_to(self, number: int) -> Link:
        """The name of a row that has a place: the way there for keyboards and screen readers."""
        link = Link(partial(self._quantity, number), name=f"compare-place-{number + 1}")
        link.role = "detail"
        link.describe(lambda: tr("Show where: {sentence}", sentence=self._quantity(number)))
        link.clicked.connect(lambda: self.place_asked.emit(self._places[number]))
        return link

    def _quantity(self, number: int) -> str:
        return self._lines[number][0].text() if number < len(self._lines) else ""

    @property
    def nothing(self) -> str:
        """What is said in the place of the rows; empty while there are rows, or no item."""
        return "" if self._empty.isHidden() else self._empty.text()

    def _nothing_words(self) -> str:
        item = self._item
        if item is None:
            return ""
        if item.scans and item.shipments:
            return tr("Nothing to compare.")
        if item.scans:
            return tr("Nothing to compare: no shipment data.")
        without = phrase("Nothing to compare: no image, no shipment data.")
        return tr(phrase("Nothing to compare: no image.") if item.shipments else without)

    def _declared_head(self) -> str:
        """Name the column; of a consolidation by the papers that its figures stand on."""
        basis = next((one.basis for one in self._comparisons if one.basis), None)
        return tr("Declared") if basis is None else tr(PAPERS.get(basis.text, "Declared"))

    def set_margin(self, margin: int) -> None:
        """Stand in a wider panel."""
        side = tokens.px(margin)
        self._grid.setContentsMargins(side - tokens.px(_LINK_PAD), 0, side, 0)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setFixedHeight(tokens.px(measures.compare))
        side = tokens.px(measures.margin)
        self._grid.setContentsMargins(side - tokens.px(_LINK_PAD), 0, side, 0)
        self._grid.setRowMinimumHeight(0, tokens.px(measures.compare_head))
        for number in range(ROWS):
            self._grid.setRowMinimumHeight(number + 1, tokens.px(measures.compare_row))
        self._grid.setRowStretch(ROWS + 1, 1)
        self._compact = compact
        self._say()

    def _say(self) -> None:
        kept = sorted(self._comparisons, key=lambda one: one.severity is None)
        if len(self._comparisons) <= ROWS:
            kept = list(self._comparisons)
        self._empty.set_words(self._nothing_words)
        self._empty.setVisible(self._known and not kept)
        for head in self._heads[1:]:
            head.setVisible(bool(kept))
        self._heads[1].set_words(self._declared_head)
        for number, (quantity, declared, seen, shape) in enumerate(self._lines):
            one = kept[number] if number < len(kept) else None
            for widget in (declared, seen, shape):
                widget.setVisible(one is not None)
            self._places[number] = one.place if one is not None else None
            quantity.setVisible(one is not None and one.place is None)
            self._links[number].setVisible(one is not None and one.place is not None)
            if one is not None:
                quantity.set_words(render(one.quantity))
                declared.set_words(render(one.declared))
                declared.set_tip(partial(_declared_tip, one))
                seen.set_words(brief(one.seen, compact=self._compact))
                seen.set_tip(partial(render, one.seen))
                # What nobody could tell is paler than what fits: it is no pass.
                seen.set_tone("text2" if one.figure is None and not one.severity else "text")
                seen.styled(weight=600 if one.severity else 400)
                shape.show_severity(one.severity)
                self._links[number].set_words(partial(self._quantity, number))
        self._keep_figures(kept[:ROWS])
        self._keep_shares(kept[:ROWS])

    def _keep_shares(self, rows: list[Comparison]) -> None:
        """Say one share where two do not fit: one that is cut off reads as another one."""
        lines = self._lines[: len(rows)]
        columns = [max((line[n].sizeHint().width() for line in lines), default=0) for n in (0, 1)]
        declared = min(max(columns[1], tokens.px(DECLARED_LEAST)), tokens.px(DECLARED_MOST))
        sides = self._grid.contentsMargins()
        taken = max(columns[0], tokens.px(NAME_LEAST)) + declared + sides.left() + sides.right()
        room = tokens.px(tokens.FULL.right - tokens.SEVERITY_SMALL - 3 * 8 - _LINK_PAD) - taken
        for one, (_, _, seen, _) in zip(rows, lines, strict=True):
            if set(_SHARES) <= set(one.seen.values) and seen.sizeHint().width() > room:
                seen.set_words(brief(one.seen, compact=True))

    def _keep_figures(self, rows: list[Comparison]) -> None:
        """Let the columns be as wide as their figures; what is cut off is words."""
        declared, seen = tokens.px(DECLARED_LEAST), 0
        for one, (_, left, right, _) in zip(rows, self._lines, strict=False):
            if one.declared.text in FIGURES:
                declared = max(declared, left.sizeHint().width())
            if one.seen.text in FIGURES:
                seen = max(seen, right.sizeHint().width())
        self._grid.setColumnMinimumWidth(1, declared)
        self._grid.setColumnMinimumWidth(2, seen)
