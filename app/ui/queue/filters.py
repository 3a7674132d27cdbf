"""Filters of the queue: chips with digit keys, a text, and a grouping."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit

from app.domain.notice import Severity
from app.domain.shipment import Mode
from app.domain.threat import ScreeningState
from app.domain.turn import Chosen
from app.domain.words import phrase
from app.domain.work import QueueLine
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Chip, Panel, Rule, row
from app.ui.i18n import languages, tr
from app.ui.keycap import cap_words


class Filter(enum.Enum):
    """Which lines are let through."""

    ALL = "all"
    MINE = "mine"
    TRUCK = "truck"
    RAIL = "rail"
    AIR = "air"
    COURIER = "courier"
    MARINE = "marine"
    BLOCKED = "blocked"
    FLAGGED = "flagged"
    UNKNOWN = "unknown"


class Group(enum.Enum):
    """What lines stand together by."""

    NONE = "none"
    MODE = "mode"
    PORT = "port"


_WORDS = {
    Filter.ALL: phrase("All"),
    Filter.MINE: phrase("Mine"),
    Filter.TRUCK: phrase("Truck"),
    Filter.RAIL: phrase("Rail"),
    Filter.AIR: phrase("Air"),
    Filter.COURIER: phrase("Courier"),
    Filter.MARINE: phrase("Marine"),
    Filter.BLOCKED: phrase("Blocked"),
    Filter.FLAGGED: phrase("Flagged"),
    Filter.UNKNOWN: phrase("Unknown"),
}
_ICONS = {
    Filter.TRUCK: "truck",
    Filter.RAIL: "train-simple",
    Filter.AIR: "airplane-tilt",
    Filter.COURIER: "package",
    Filter.MARINE: "boat",
    Filter.FLAGGED: "bounding-box",
    Filter.UNKNOWN: "question",
}
_MODES = {
    Filter.TRUCK: Mode.HIGHWAY,
    Filter.RAIL: Mode.RAIL,
    Filter.AIR: Mode.AIR,
    Filter.COURIER: Mode.COURIER,
    Filter.MARINE: Mode.MARINE,
}
_GROUP_WORDS = {
    Group.NONE: phrase("Group: none"),
    Group.MODE: phrase("Group: mode"),
    Group.PORT: phrase("Group: port"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """What the officer wants to see of the queue."""

    filter: Filter = Filter.ALL
    text: str = ""
    group: Group = Group.NONE
    port: str | None = None
    """Office code, empty for items of no port; None for all ports."""

    @property
    def for_next(self) -> Chosen:
        """What of it counts for *next* as well: modes and ports."""
        modes = frozenset({_MODES[self.filter]}) if self.filter in _MODES else frozenset()
        return Chosen(modes, frozenset() if self.port is None else frozenset({self.port}))

    @property
    def kept(self) -> dict[str, object]:
        """What is remembered of it, as JSON holds it; a text is good for once."""
        return {"filter": self.filter.value, "group": self.group.value, "port": self.port}


def choice_from(kept: object) -> Choice:
    """Return a choice as it was remembered; what cannot be read is left out."""
    if not isinstance(kept, dict):
        return Choice()
    filters = {one.value: one for one in Filter}
    groups = {one.value: one for one in Group}
    port = kept.get("port")
    return Choice(
        filters.get(str(kept.get("filter")), Filter.ALL),
        "",
        groups.get(str(kept.get("group")), Group.NONE),
        port if isinstance(port, str) else None,
    )


EDGES = 64
"""Margins of the bar, and the rules between its chips."""

Test = Callable[[QueueLine], bool]


def test_of(chosen: Filter, account: str) -> Test:
    """Return what tells whether a filter lets a line through; made once for many lines."""
    if chosen in _MODES:
        mode = _MODES[chosen]
        return lambda line: line.mode is mode
    tests: dict[Filter, Test] = {
        Filter.ALL: lambda _: True,
        Filter.MINE: lambda line: bool(account) and line.claimed_by == account,
        Filter.BLOCKED: lambda line: line.blocks > 0,
        Filter.FLAGGED: lambda line: line.screening is ScreeningState.FLAGGED,
        Filter.UNKNOWN: lambda line: line.screening is ScreeningState.UNKNOWN,
    }
    return tests[chosen]


def found_in(line: QueueLine, text: str) -> bool:
    """Whether every word of a text stands somewhere in a line."""
    return _holds(line, text.casefold().split())


def _holds(line: QueueLine, words: Sequence[str]) -> bool:
    hay = f"{line.goods} {line.equipment} {line.port} {line.item_id} {line.claimed_by}".casefold()
    return all(word in hay for word in words)


def select(lines: Iterable[QueueLine], choice: Choice, account: str) -> list[QueueLine]:
    """Return the lines that a choice shows, groups together, the order kept within."""
    words = choice.text.casefold().split()
    shown = list(lines)
    if choice.filter is not Filter.ALL:
        shown = list(filter(test_of(choice.filter, account), shown))
    if choice.port is not None:
        shown = [line for line in shown if line.port == choice.port]
    if words:
        shown = [line for line in shown if _holds(line, words)]
    if choice.group is Group.MODE:
        shown.sort(key=lambda line: line.mode or "")
    elif choice.group is Group.PORT:
        shown.sort(key=lambda line: line.port)
    return shown


class FilterText(QLineEdit):
    """The text filter; Esc empties and leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field with Esc or Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(Panel):
    """The chips above the table; 56 high."""

    chosen = Signal(object)
    """Choice."""
    left = Signal()
    """The text field was left: the table takes the keys again."""

    def __init__(self) -> None:
        super().__init__("bg", name="filters")
        self.setFixedHeight(tokens.px(tokens.FILTER_BAR))
        self._choice = Choice()
        self._compact = False
        self._chips: dict[Filter, Chip] = {}
        self._group_of_chips = QButtonGroup(self)
        layout = row(margins=(16, 12, 16, 12), gap=8)
        self._line = layout
        self.setLayout(layout)
        for number, one in enumerate(Filter):
            chip = Chip(
                _said(_WORDS[one]),
                keys=str(number),
                icon=_ICONS.get(one, ""),
                severity=Severity.BLOCK if one is Filter.BLOCKED else None,
                name=f"filter-{one.value}",
            )
            self._chips[one] = chip
            self._group_of_chips.addButton(chip, number)
            if one in (Filter.TRUCK, Filter.BLOCKED):
                layout.addWidget(Rule(upright=True, length=24))
            layout.addWidget(chip)
        self._chips[Filter.ALL].setChecked(True)
        self._group_of_chips.idClicked.connect(lambda number: self.choose(list(Filter)[number]))
        layout.addStretch(1)
        self._lay_right(layout)
        self._say()
        languages.changed.connect(self._say)

    def _lay_right(self, layout: QHBoxLayout) -> None:
        self.text = FilterText()
        self.text.setObjectName("filter-text")
        self.text.setMinimumWidth(tokens.px(104))
        self.text.setMaximumWidth(tokens.px(200))
        self.text.textChanged.connect(self._type)
        self.text.left.connect(self.left)
        layout.addWidget(self.text, 2)
        self._ports: tuple[str, ...] = ()
        self.port = Button(self._port_words, keys=keys("port"), name="port")
        self.port.kind("bare")
        self.port.clicked.connect(self.next_port)
        layout.addWidget(self.port)
        self.group = Button(self._group_words, keys=keys("group"), name="group")
        self.group.kind("bare")
        self.group.clicked.connect(self.next_group)
        layout.addWidget(self.group)

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        return self._choice

    def take_focus(self) -> None:
        """Give the chosen filter the keys."""
        self._chips[self._choice.filter].setFocus(Qt.FocusReason.TabFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Let the window be small; it then takes the compact measures."""
        return QSize(tokens.px(640), tokens.px(56))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the icons of the chips out where there is no room for all words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for chip in self._chips.values():
            chip.set_compact(False)
        parts = (*self._chips.values(), self.port, self.group)
        wide = sum(part.sizeHint().width() + self._line.spacing() for part in parts)
        wide += self.text.minimumWidth() + tokens.px(EDGES)
        for chip in self._chips.values():
            chip.set_compact(self._compact or wide > self.width())

    def set_compact(self, compact: bool) -> None:
        """Leave out what small windows have no room for; its keys stay."""
        self._compact = compact
        self._line.setSpacing(tokens.px(4 if compact else 8))
        self.text.setVisible(not compact)
        self.group.setVisible(not compact)
        self.port.setVisible(not compact)
        self._fit()

    def choose(self, one: Filter) -> None:
        """Choose a filter, as its digit does."""
        self._chips[one].setChecked(True)
        self._set(dataclasses.replace(self._choice, filter=one))

    def next_group(self) -> None:
        """Group by the next thing."""
        groups = list(Group)
        after = groups[(groups.index(self._choice.group) + 1) % len(groups)]
        self._set(dataclasses.replace(self._choice, group=after))
        self.group.set_words(self._group_words)

    def next_port(self) -> None:
        """Show the lines of the next port that any line has; after the last one, all."""
        ports = (None, *self._ports)
        place = ports.index(self._choice.port) if self._choice.port in ports else 0
        self._set(dataclasses.replace(self._choice, port=ports[(place + 1) % len(ports)]))
        self.port.set_words(self._port_words)

    def restore(self, choice: Choice) -> None:
        """Show a choice that was remembered."""
        self._chips[choice.filter].setChecked(True)
        self._set(dataclasses.replace(choice, text=self._choice.text))
        self.group.set_words(self._group_words)
        self.port.set_words(self._port_words)

    def count(self, lines: Iterable[QueueLine], account: str) -> None:
        """Show how many lines each filter lets through."""
        kept = list(lines)
        self._ports = tuple(sorted({line.port for line in kept}))
        for one, chip in self._chips.items():
            chip.set_count(sum(map(test_of(one, account), kept)))
        self._fit()

    def _type(self, text: str) -> None:
        self._set(dataclasses.replace(self._choice, text=text))

    def _set(self, choice: Choice) -> None:
        self._choice = choice
        self.chosen.emit(choice)

    def _port_words(self) -> str:
        if self._choice.port is None:
            return tr("Port: all")
        return tr("Port: {port}", port=self._choice.port or tr("none"))

    def _group_words(self) -> str:
        return tr(_GROUP_WORDS[self._choice.group])

    def _say(self) -> None:
        self.text.setPlaceholderText(f"{tr('Filter text')}   {cap_words(keys('filter_text'))}")
        self.text.setAccessibleName(tr("Filter text"))
        self._fit()


def _said(text: str) -> Callable[[], str]:
    return lambda: tr(text)
