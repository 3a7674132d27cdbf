"""Numbers that a reader types or a hand: asked of the record, then opened, asked back, or told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from app.domain.hit import Hit, HitKind
from app.domain.words import phrase, say
from app.domain.work import QueueLine
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.icons import MODE_ICONS
from app.ui.numbers_found import Answer, answer_to
from app.ui.panels.command_rows import Row
from app.ui.panels.declared import key_words
from app.ui.panels.find import ITEM
from app.ui.queue.words import goods_words
from app.ui.shown import Message, Tone

_MEANINGS: Mapping[str, str] = MappingProxyType(
    {"CCN": phrase("Cargo {number}"), "CRN": phrase("Conveyance {number}")}
)


class Barcodes(QObject):
    """Leads from a number to its item."""

    item_asked = Signal(str)
    choice_asked = Signal(str, object)
    """(number, rows): the officer has to say which is meant."""
    said = Signal(object)
    """Message."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def look_up(self, number: str) -> None:
        """Open what a number names, ask which is meant, or say that there is nothing."""
        self._desk.find(number, lambda hits: self._answered(answer_to(number, hits)))

    def unended(self) -> None:
        """Say that a reader does not end what it types."""
        self.said.emit(
            Message(say("A barcode came without Enter. Set the reader to end with Enter."))
        )

    def _answered(self, answer: Answer) -> None:
        if answer.sentence is not None:
            self.said.emit(Message(answer.sentence, Tone.WARNING))
        if answer.open_item:
            self.item_asked.emit(answer.open_item)
        elif answer.choices:
            rows = [self._row(answer.number, hit) for hit in answer.choices]
            self.choice_asked.emit(answer.number, rows)

    def _row(self, number: str, hit: Hit) -> Row:
        line = next((one for one in self._desk.lines if one.item_id == hit.item_id), None)
        known = _about(line) if line is not None else hit.owner
        if not hit.item_id:
            known = tr("No image is here")
        return Row(
            _meaning(number, hit),
            known,
            off=not hit.item_id,
            icon=MODE_ICONS[line.mode] if line is not None and line.mode else "package",
            value=f"{ITEM}{hit.item_id}" if hit.item_id else "",
        )


def _meaning(number: str, hit: Hit) -> str:
    """Return what a number is there: a cargo's, a conveyance's, or of what kind."""
    if hit.name in _MEANINGS:
        return tr(_MEANINGS[hit.name], number=number)
    if hit.kind is HitKind.CONVEYANCE:
        return tr("Conveyance {number}", number=number)
    what = key_words(hit.name) if hit.name else tr("Scan")
    return f"{what[:1].upper()}{what[1:]} {number}"


def _about(line: QueueLine) -> str:
    parts = (line.equipment or line.item_id, goods_words(line), line.port)
    return "   ".join(part for part in parts if part)
