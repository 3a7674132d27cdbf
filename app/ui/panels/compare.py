"""Declared against seen, row by row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from app.domain.notice import BILLS_SUMMED, MASTER_ALONE, Comparison
from app.domain.words import Sentence, phrase, say
from app.domain.work import Item
from app.ui import tokens
from app.ui.controls import Panel, Text
from app.ui.i18n import languages, render, tr
from app.ui.panels.pieces import Shape

ROWS = 5
NOT_TOLD = "not told: needs both energies"
AT_LEAST = "at least {figure}"
FIGURES = ("{figure}", AT_LEAST)
"""Sentences that are a figure: cut off, it would read as another one."""
DECLARED_LEAST, DECLARED_MOST = 56, 96
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

    In small windows a sign stands for the words before a figure.
    """
    if sentence.text == NOT_TOLD:
        return tr("not told")
    if compact and sentence.text == AT_LEAST:
        return tr("≥ {figure}", figure=render(say("{figure}", **sentence.values)))
    if not set(_SHARES) <= set(sentence.values):
        return render(sentence)
    found = [(name, sentence.values[name]) for name in _SHARES]
    shares = sorted(found, key=lambda one: _figure(one[1]), reverse=True)
    return ", ".join(
        tr(_SHARES[name], share=share) for name, share in shares[:2] if _figure(share) > 0
    )


def _declared_tip(row: Comparison) -> str:
    """Return what is declared, and the papers it is taken from where there was a choice."""
    said = render(row.declared)
    return said if row.basis is None else f"{said}\n{render(row.basis)}"


def _figure(share: str) -> float:
    digits = "".join(sign for sign in share.replace(",", ".") if sign.isdigit() or sign == ".")
    return float(digits or 0)


class Compare(Panel):
    """A table of five rows at most; 336 by 184."""

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
        for number in range(ROWS):
            line = (
                Text("", "detail", "text2"),
                Text("", "detail"),
                Text("", "detail").styled(weight=500),
                Shape(None, tokens.SEVERITY_SMALL),
            )
            for place, widget in enumerate(line):
                self._grid.addWidget(widget, number + 1, place, Qt.AlignmentFlag.AlignVCenter)
            self._lines.append(line)
        self._grid.setColumnMinimumWidth(0, tokens.px(57))
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
        self._comparisons = comparisons or ()
        self._say()

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
        self._grid.setContentsMargins(side, 0, side, 0)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setFixedHeight(tokens.px(measures.compare))
        side = tokens.px(measures.margin)
        self._grid.setContentsMargins(side, 0, side, 0)
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
            for widget in (quantity, declared, seen, shape):
                widget.setVisible(one is not None)
            if one is not None:
                quantity.set_words(render(one.quantity))
                declared.set_words(render(one.declared))
                declared.set_tip(partial(_declared_tip, one))
                seen.set_words(brief(one.seen, compact=self._compact))
                seen.set_tip(partial(render, one.seen))
                seen.styled(weight=600 if one.severity else 400)
                shape.show_severity(one.severity)
        self._keep_figures(kept[:ROWS])

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
