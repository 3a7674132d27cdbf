"""Find: any command, scan or shipment, in a list under the search of the top bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from app.domain.work import QueueLine
from app.ui import tokens
from app.ui.commands import COMMANDS, Command
from app.ui.i18n import languages, tr
from app.ui.icons import MODE_ICONS
from app.ui.keycap import cap_words
from app.ui.panels.command_rows import Row, RowDelegate, put_rows, row_at
from app.ui.panels.search_field import LINES, SearchField
from app.ui.queue.words import goods_words
from app.ui.searching import INSIDE, misfit

WIDE = 600
MOST_ITEMS = 20
ITEM = "item:"
NUMBER = "number:"
SHORTEST_NUMBER = 3
"""Signs that are worth looking up."""
RECENT = 0.75
"""What a command used lately is ahead of one that fits as well."""

Refusal = Callable[[str], str]


def find(
    text: str,
    lines: Sequence[QueueLine],
    recent: Sequence[str] = (),
    refusal: Refusal | None = None,
) -> list[Row]:
    """Return commands and items that fit a text, best first; every command when there is none.

    Parameters
    ----------
    text
        Beginnings of words, initials or a key, in English or French, accents left out or not.
    lines
        The queue: its items are found as well.
    recent
        Names of the commands used last, the latest first.
    refusal
        Says why a command cannot act now.
    """
    if not text.strip():
        return [_command(COMMANDS[name], refusal) for name in _recent_first(recent)]
    found: list[tuple[float, Row]] = []
    for name, command in COMMANDS.items():
        says = (command.title, languages.in_french(command.title), cap_words(command.keys))
        fit = misfit(text, says)
        if fit is not None:
            lead = RECENT if name in recent else 0.0
            found.append((fit - lead, _command(command, refusal)))
    fits = [(_item_fit(text, line), line) for line in lines]
    items = [(fit, _item(line)) for fit, line in fits if fit is not None]
    return [row for _, row in sorted(found + items[:MOST_ITEMS], key=lambda pair: pair[0])]


def _recent_first(recent: Sequence[str]) -> list[str]:
    known = [name for name in recent if name in COMMANDS]
    return known + [name for name in COMMANDS if name not in known]


def _command(command: Command, refusal: Refusal | None) -> Row:
    why = refusal(command.name) if refusal is not None else ""
    return Row(command.words, why or "", command.keys, off=bool(why), value=command.name)


def _item(line: QueueLine) -> Row:
    icon = MODE_ICONS[line.mode] if line.mode else "package"
    note = "   ".join(part for part in (goods_words(line), line.port) if part)
    return Row(line.equipment or line.item_id, note, icon=icon, value=f"{ITEM}{line.item_id}")


def _item_fit(text: str, line: QueueLine) -> float | None:
    """Return how an item fits; loose letters would find every item."""
    fit = misfit(text, (f"{line.equipment} {goods_words(line)} {line.port} {line.item_id}",))
    pieces = max(1, len(text.split()))
    # Behind commands that begin so, before those that merely hold the letters somewhere.
    return None if fit is None or fit > INSIDE * pieces else fit + 0.5


def _like_number(text: str) -> bool:
    """Whether a text may be somebody's number: it has a digit, and is not too short."""
    return len(text.strip()) >= SHORTEST_NUMBER and any(sign.isdigit() for sign in text)


class Find(QListWidget):
    """The list; it belongs to a search field and opens under it."""

    command_asked = Signal(str)
    item_asked = Signal(str)
    left = Signal()
    """The field was left: the screen below should have the keys again."""
    number_asked = Signal(str)
    """What was typed is no command and no item of the queue: the record may know it."""
    opening = Signal()
    """The list is about to open: what can act may be another thing now."""

    def __init__(self, field: SearchField, host: QWidget, refusal: Refusal) -> None:
        super().__init__(host)
        self.setObjectName("choices")
        self.setItemDelegate(RowDelegate(self))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._field = field
        self._refusal = refusal
        self._lines: Sequence[QueueLine] = ()
        self._recent: tuple[str, ...] = ()
        self._answers: tuple[str, list[Row]] = ("", [])
        self.hide()
        field.textChanged.connect(self._fill)
        field.moved.connect(self._move)
        field.taken.connect(self._take)
        field.left.connect(self.close_list)
        field.entered.connect(self._place)
        field.deserted.connect(self._deserted)
        self.itemClicked.connect(lambda _item: self._take())
        self._say()
        languages.changed.connect(self._say)

    def show_lines(self, lines: Sequence[QueueLine]) -> None:
        """Know what can be found."""
        self._lines = lines

    def show_recent(self, recent: Sequence[str]) -> None:
        """Know which commands were used last, the latest first."""
        self._recent = tuple(recent)

    def open_list(self) -> None:
        """Put the cursor into the field and open the list."""
        self._field.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def ask(self, number: str, rows: list[Row]) -> None:
        """Ask which of several things with one number is meant; typing on asks no more."""
        self._answers = (number, rows)
        self._field.show()
        self._field.setText(number)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._fill()

    def close_list(self) -> None:
        """Close the list and leave the field."""
        self.hide()
        self._field.clear()
        # A field that merely loses the focus leaves it nowhere, and no key would act.
        self.left.emit()

    def _deserted(self, for_good: bool) -> None:
        """Close the list; what was typed goes unless the officer comes back to it."""
        self.hide()
        if for_good:
            self._field.clear()

    def _move(self, steps: int) -> None:
        count = self.count()
        if not count:
            return
        row = self.currentRow() + steps
        row = row % count if abs(steps) == 1 else min(max(row, 0), count - 1)
        first = row_at(self, row)
        if first is not None and first.head:
            # A heading is no answer: the walk goes on past it.
            row = (row + (1 if steps > 0 else -1)) % count
        self.setCurrentRow(row)

    def _place(self) -> None:
        host = self.window()
        corner = self._field.mapTo(host, self._field.rect().bottomLeft())
        wide = min(tokens.px(WIDE), host.width() - tokens.px(16))
        left = min(corner.x(), host.width() - wide - tokens.px(8))
        self.setGeometry(left, corner.y() + 4, wide, tokens.px(32))
        self.opening.emit()
        self._fill()
        self.show()
        self.raise_()

    def _fill(self) -> None:
        rows = self._rows(self._field.text())
        put_rows(self, rows)
        first = next((n for n, row in enumerate(rows) if not row.head and not row.off), 0)
        self.setCurrentRow(first)
        frame = tokens.px(8) + 2
        room = self.window().height() - self.y() - tokens.px(8)
        high = sum(self.sizeHintForRow(n) for n in range(min(LINES, self.count()))) + frame
        self.resize(self.width(), min(high, room))

    def _rows(self, text: str) -> list[Row]:
        number, answers = self._answers
        if answers and text == number:
            return [
                Row(tr("{number} names several things. Which one?", number=number), head=True),
                *answers,
            ]
        self._answers = ("", [])
        rows = find(text, self._lines, self._recent, self._refusal)
        if not rows and _like_number(text):
            look = tr("Look {number} up in the record", number=text.strip())
            return [Row(look, value=f"{NUMBER}{text.strip()}")]
        return rows or [Row(tr("Nothing found"), off=True)]

    def _take(self) -> None:
        row = row_at(self, self.currentRow())
        if row is None or not row.value or row.off:
            # What cannot act now says why in its line, and the list stays open.
            return
        self.close_list()
        if row.value.startswith(NUMBER):
            self.number_asked.emit(row.value.removeprefix(NUMBER))
        elif row.value.startswith(ITEM):
            self.item_asked.emit(row.value.removeprefix(ITEM))
        else:
            self.command_asked.emit(row.value)

    def _say(self) -> None:
        self.setAccessibleName(tr("Find a command, scan or shipment"))
        bar = self.verticalScrollBar()
        bar.setAccessibleName(tr("Scroll"))
