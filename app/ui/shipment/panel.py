"""The whole shipment in the room of notices and comparison: it scrolls, and the image stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Link, Panel, Rule, Text, column, row
from app.ui.i18n import languages, tr
from app.ui.shipment.model import explanation
from app.ui.shipment.rows import Row
from app.ui.shipment.sheet import sheet
from app.ui.shipment.subject import Subject
from app.ui.shipment.tree import SheetTree, Stood

EXPLAINED_LINES = 3
REMEMBERED = 200
"""Shipments of which it is remembered how their list was left."""


class WholeShipment(Panel):
    """Notices first, then who, what, where, when, how packed, how moved."""

    left = Signal()
    raw_asked = Signal(object)
    """Row whose message is asked for, or None for the record as a whole."""
    version_asked = Signal(int)
    """One version back (-1) or on (1)."""
    turn_asked = Signal()
    """Goods by line, or by equipment."""

    def __init__(self) -> None:
        super().__init__("panel", name="whole-shipment")
        self._subject: Subject | None = None
        self._stood: dict[str, Stood] = {}
        self._known = ""
        self.tree = SheetTree()
        self.tree.row_chosen.connect(self._explain)
        outer = column(gap=0)
        self.setLayout(outer)
        outer.addWidget(Rule(accent=True))
        self._fill_head()
        outer.addLayout(self._head)
        self._fill_bar()
        outer.addLayout(self._bar)
        outer.addWidget(self.tree, 1)
        outer.addWidget(Rule())
        self._fill_foot()
        outer.addLayout(self._foot)
        languages.changed.connect(self._again)
        self.set_compact(False)

    @property
    def subject(self) -> Subject | None:
        """What the panel is about."""
        return self._subject

    def show_subject(self, subject: Subject | None) -> None:
        """Show a shipment as it was left; the same one keeps its place."""
        self._keep()
        self._subject = subject
        self._known = subject.key if subject is not None else ""
        rows = sheet(subject) if subject is not None else ()
        self.tree.show_rows(rows, self._stood.get(self._known, Stood()))
        self._say()

    def close_subject(self) -> None:
        """Remember how the list was left."""
        self._keep()
        self._subject, self._known = None, ""

    def show_changes(self) -> None:
        """Go to what changed."""
        self.tree.go_to("changes")

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        side = tokens.px((tokens.COMPACT if compact else tokens.FULL).margin)
        self._head.setContentsMargins(side, tokens.px(8), tokens.px(8), tokens.px(4))
        self._bar.setContentsMargins(side, 0, tokens.px(8), tokens.px(4))
        self._foot.setContentsMargins(side, tokens.px(6), side, tokens.px(8))
        high = EXPLAINED_LINES * tokens.ROLES["detail"].line
        self._meaning.setFixedHeight(tokens.px(high))
        self.tree.set_compact(compact)

    def _fill_head(self) -> None:
        self._head = row(gap=8)
        self._title = Text(lambda: tr("Whole shipment"), "command")
        back = Button(lambda: tr("Back"), keys=keys("back"), name="whole-back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.left)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(back)

    def _fill_bar(self) -> None:
        self._bar = row(gap=4)
        self._version = Text("", "detail", "text2")
        self._version.setObjectName("version-shown")
        self._before = Button(
            lambda: tr("Version before"), icon="caret-left", name="version-before"
        )
        self._after = Button(lambda: tr("Version after"), icon="caret-right", name="version-after")
        for button, step in ((self._before, -1), (self._after, 1)):
            button.kind("bare", high=24).without_words()
            button.clicked.connect(lambda _=False, step=step: self.version_asked.emit(step))
        self._turn = Button(self._turn_words, keys=keys("by_equipment"), name="by-equipment")
        self._turn.kind("quiet", high=24)
        self._turn.role = "detail"
        self._turn.clicked.connect(self.turn_asked)
        self._bar.addWidget(self._before)
        self._bar.addWidget(self._version)
        self._bar.addWidget(self._after)
        self._bar.addStretch(1)
        self._bar.addWidget(self._turn)

    def _fill_foot(self) -> None:
        self._foot = column(gap=4)
        self._meaning = Text("", "detail", "text2", wrap=True)
        self._meaning.setObjectName("row-meaning")
        self._meaning.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._raw = Link(lambda: tr("Message as it was sent"), keys=keys("message"), name="raw")
        self._raw.clicked.connect(lambda: self.raw_asked.emit(self.tree.chosen))
        self._foot.addWidget(self._meaning)
        self._foot.addWidget(self._raw)

    def _turn_words(self) -> str:
        by_equipment = self._subject is not None and self._subject.by_equipment
        return tr("By line") if by_equipment else tr("By equipment")

    def _keep(self) -> None:
        if self._known:
            self._stood.pop(self._known, None)
            self._stood[self._known] = self.tree.stood
            while len(self._stood) > REMEMBERED:
                del self._stood[next(iter(self._stood))]

    def _again(self) -> None:
        if self._subject is not None:
            self.show_subject(self._subject)
        self._say()

    def _say(self) -> None:
        subject = self._subject
        self._turn.set_words(self._turn_words)
        self.tree.setAccessibleName(tr("Whole shipment"))
        version = subject.version if subject is not None else None
        count = len(subject.dossier.versions) if subject is not None and subject.dossier else 0
        for button in (self._before, self._after):
            button.setVisible(count > 1)
        if version is not None:
            self._before.setEnabled(version.number > 1)
            self._after.setEnabled(version.number < count)
            words = tr("v{number} of {count}", number=version.number, count=count)
            self._version.set_words(words)
        else:
            self._version.set_words("")
        self._explain(self.tree.chosen)

    def _explain(self, chosen: Row | None) -> None:
        self._meaning.set_words(explanation(chosen) if chosen is not None else "")
        asked = chosen is not None and bool(chosen.asked)
        self._raw.set_words(
            (lambda: tr("Message as it was sent"))
            if asked
            else (lambda: tr("The record's message"))
        )
