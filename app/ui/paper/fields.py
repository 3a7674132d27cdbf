"""The fields of a paper manifest, and the draft that they make."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.errors import Missing
from app.domain.paper import FORMS
from app.domain.paper_draft import PaperDraft, ReadDraft
from app.domain.shipment import Mode, Movement
from app.ui import tokens
from app.ui.controls import Panel, Segment, Words, column, row, said
from app.ui.i18n import languages, render, tr
from app.ui.paper.lines import PaperLines, line_edit
from app.ui.paper.slot import Fault, Flag, Slot, outline
from app.ui.shipment.chips import MOVEMENTS
from app.ui.shipment.moved import MODE_WORDS

_TEXTS = (
    *("ccn", "crn", "fpoa", "destination", "sub_location", "eta", "pieces", "unit", "mass"),
    *("shipper", "consignee", "equipment", "seals", "why"),
)
_BESIDE = {
    "unit": "pieces",
    "mass": "pieces",
    "seals": "equipment",
    "destination": "places",
    "sub_location": "places",
}
"""Fields whose faults stand beside another one's label."""
_ABOVE_LINES = _TEXTS[:6]
_MODES = (Mode.HIGHWAY, Mode.RAIL, Mode.AIR, Mode.MARINE)
_MOVEMENTS = (Movement.IN_BOND, Movement.IN_TRANSIT, Movement.DOMESTIC_IN_TRANSIT)


class PaperFields(Panel):
    """What stands on the document, in its order. The name of a fault is the name of its field."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__("panel", name="paper-fields")
        self._filling = False
        self._insist = False
        self._faults: dict[str, Fault] = {}
        self._column = column(gap=6)
        self.setLayout(self._column)
        self.texts = {name: line_edit(f"paper-{name}") for name in _TEXTS}
        for field in self.texts.values():
            field.textEdited.connect(self._edit)
        self.document = Segment([(one, said(one)) for one in FORMS], high=26, name="paper-document")
        self.mode = Segment(
            [(one.value, _words(MODE_WORDS[one])) for one in _MODES], high=26, name="paper-mode"
        )
        movements = [(one.value, _words(MOVEMENTS[one][0])) for one in _MOVEMENTS]
        self.movement = Segment(
            [(Movement.IMPORT.value, lambda: tr("Import")), *movements],
            high=26,
            name="paper-movement",
        )
        self.lines = PaperLines()
        self.lines.edited.connect(self._edit)
        for segment in (self.document, self.mode, self.movement):
            segment.chosen.connect(self._edit)
        self._slots: dict[str, Slot] = {}
        self._fill()
        self._flag = Flag(self)
        # Blocks of lines come and go: the order of Tab is set once they stand.
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(self._order_tab)
        self.lines.laid.connect(self._order.start)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        languages.changed.connect(self._say)
        self._say()

    @property
    def draft(self) -> PaperDraft:
        """What is typed now."""
        return PaperDraft(
            document=str(self.document.value or ""),
            mode=str(self.mode.value or ""),
            movement=str(self.movement.value or ""),
            lines=self.lines.lines,
            **{name: field.text() for name, field in self.texts.items()},
        )

    def show_draft(self, draft: PaperDraft) -> None:
        """Show a draft; nothing counts as edited."""
        self._filling = True
        for name, field in self.texts.items():
            field.setText(getattr(draft, name))
        _choose(self.document, draft.document, FORMS)
        _choose(self.mode, draft.mode, [one.value for one in _MODES])
        movements = [Movement.IMPORT.value, *(one.value for one in _MOVEMENTS)]
        _choose(self.movement, draft.movement, movements)
        self.lines.fill(draft.lines)
        self._filling = False

    def show_read(self, read: ReadDraft | None, *, insist: bool) -> None:
        """Say beside each field what is missing, cannot be read, or looks mistyped."""
        self._insist = insist
        self._faults = {}
        if read is not None:
            for one in read.missing:
                blank = not self._typed(one.field)
                self._faults.setdefault(one.field, Fault(render(one.sentence), blank=blank))
            for one in read.doubts:
                self._faults.setdefault(one.field, Fault(render(one.sentence), doubt=True))
        by_slot: dict[str, Fault] = {}
        for name, fault in self._faults.items():
            first = name.partition(".")[0]
            by_slot.setdefault(_BESIDE.get(first, first), fault)
        for name, slot in self._slots.items():
            slot.show_fault(by_slot.get(name), insist=insist)
        for name, field in self._all().items():
            outline(field, self._faults.get(name), insist=insist)
        self._raise_flag(QApplication.focusWidget())

    def focus_fault(self, missing: Sequence[Missing]) -> QLineEdit | None:
        """Put the cursor where the first thing is missing, from above; return the field."""
        named = {one.field for one in missing}
        for name, field in self._all().items():
            if name in named:
                field.setFocus()
                return field
        return None

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        side = tokens.px((tokens.COMPACT if compact else tokens.FULL).margin)
        self._column.setContentsMargins(side, 0, side, tokens.px(8))

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        self.texts["ccn"].setFocus()

    def _fill(self) -> None:
        self._put("document", lambda: tr("Document"), self.document)
        self._put("ccn", lambda: tr("CCN"), self.texts["ccn"])
        self._put("crn", lambda: tr("CRN"), self.texts["crn"], hint=lambda: tr("if it is known"))
        self._put("mode", lambda: tr("Mode"), self.mode)
        self._put("movement", lambda: tr("Movement"), self.movement)
        self._put("fpoa", lambda: tr("First port"), self.texts["fpoa"])
        pair = self._side_by_side("destination", "sub_location")
        self._put("places", lambda: tr("Destination, sub-location"), pair)
        self._put("eta", lambda: tr("ETA, in UTC"), self.texts["eta"])
        self._put("lines", lambda: tr("Goods, as they stand there"), self.lines)
        sums = self._side_by_side("pieces", "unit", "mass")
        self._put("pieces", lambda: tr("Pieces, kind, kilograms in all"), sums)
        self._put("shipper", lambda: tr("Shipper"), self.texts["shipper"])
        self._put("consignee", lambda: tr("Consignee"), self.texts["consignee"])
        held = self._side_by_side("equipment", "seals")
        self._put("equipment", lambda: tr("Trailers or containers, seals"), held)
        self._put("why", lambda: tr("Why on paper"), self.texts["why"])
        self._column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is said under a field at its width."""
        super().resizeEvent(event)
        self._raise_flag(QApplication.focusWidget())

    def _put(self, name: str, words: Words, control: QWidget, *, hint: Words | None = None) -> None:
        slot = Slot(words, control, hint=hint, name=f"paper-{name}")
        self._slots[name] = slot
        self._column.addWidget(slot)

    def _all(self) -> dict[str, QLineEdit]:
        """Return every text field by the name that faults have, from above."""
        before = {name: field for name, field in self.texts.items() if name in _ABOVE_LINES}
        return before | self.lines.texts | self.texts

    def _typed(self, name: str) -> str:
        field = self._all().get(name)
        return field.text().strip() if field is not None else ""

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        self._raise_flag(now)

    def _raise_flag(self, focus: QWidget | None) -> None:
        """Say in full what is wrong where somebody types; of a blank field once it is asked."""
        named = next((item for item in self._all().items() if item[1] is focus), None)
        fault = self._faults.get(named[0]) if named is not None else None
        if named is None or fault is None or (fault.blank and not self._insist):
            self._flag.hide()
            return
        side = self._column.contentsMargins().left()
        self._flag.show_at(named[1], fault, left=side, wide=self.width() - 2 * side)

    def _order_tab(self) -> None:
        """Let Tab walk from above, as one reads."""
        walked: list[QWidget] = [*self.document.parts, self.texts["ccn"], self.texts["crn"]]
        walked += [*self.mode.parts, *self.movement.parts]
        walked += [self.texts[name] for name in _ABOVE_LINES if name not in ("ccn", "crn")]
        walked += self.lines.walked
        walked += [field for name, field in self.texts.items() if name not in _ABOVE_LINES]
        for before, after in itertools.pairwise(walked):
            QWidget.setTabOrder(before, after)

    def _side_by_side(self, *names: str) -> QWidget:
        held = Panel("panel")
        line = row(gap=4)
        held.setLayout(line)
        for name in names:
            line.addWidget(self.texts[name], 1)
        return held

    def _say(self) -> None:
        words = {
            "ccn": tr("CCN"),
            "crn": tr("CRN"),
            "fpoa": tr("First port"),
            "destination": tr("Destination"),
            "sub_location": tr("Sub-location"),
            "eta": tr("ETA, in UTC"),
            "pieces": tr("Pieces"),
            "unit": tr("Kind of package"),
            "mass": tr("kg"),
            "shipper": tr("Shipper"),
            "consignee": tr("Consignee"),
            "equipment": tr("Trailers or containers"),
            "seals": tr("Seals"),
            "why": tr("Why on paper"),
        }
        shown = {"fpoa": "0351", "eta": "2026-11-20 14:15", "ccn": "9XYZ…"}
        for name, field in self.texts.items():
            field.setAccessibleName(words[name])
            alone = name in ("destination", "sub_location", "unit", "mass", "equipment", "seals")
            wanted = alone or name == "pieces"
            field.setPlaceholderText(words[name] if wanted else shown.get(name, ""))

    def _edit(self) -> None:
        if not self._filling:
            self.edited.emit()


def _choose(segment: Segment, value: str, among: Sequence[str]) -> None:
    segment.choose(value if value in among else among[0])


def _words(text: str) -> Words:
    return lambda: tr(text)


def is_text(widget: QWidget | None) -> bool:
    """Whether a widget is a field in which somebody types."""
    return isinstance(widget, QLineEdit)
