"""One link with its evidence: what was read beside what was declared, line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.words import phrase
from app.domain.work import BREAKING, Evidence, Link, LinkClass, LinkReason
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Text, Words, column, row
from app.ui.controls import Link as LinkButton
from app.ui.i18n import tr
from app.ui.i18n.formats import moment, per_cent
from app.ui.panels.declared import LINK_WORDS, key_words, value_words
from app.ui.panels.pieces import Picture
from app.ui.plain_text import plain_tip

LABEL = 76
_SHAPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "equal": ("check-circle", "text2"),
        "confusable": ("question", "amber"),
        "different": ("x-circle", "red"),
    }
)
OUTCOME_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "equal": phrase("equal"),
        "confusable": phrase("possibly misread"),
        "different": phrase("different"),
    }
)
STANDING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "rejected": phrase("Rejected: counts as not sent"),
        "deleted": phrase("Deleted on file"),
        "stale": phrase("Not used within 90 days"),
    }
)
REASON_WORDS: Mapping[LinkReason, str] = MappingProxyType(
    {
        LinkReason.NO_LONGER_FITS: phrase("no longer fits"),
        LinkReason.RENUMBERED: phrase("under a new number"),
        LinkReason.HOUSE_BILL: phrase("house bill in it"),
        LinkReason.SAME_EQUIPMENT: phrase("in the same equipment"),
        LinkReason.NOT_ON_FILE: phrase("not on file"),
        LinkReason.DELETED: phrase("record deleted"),
        LinkReason.CONFIRMED: phrase("by key"),
        LinkReason.SIGNED: phrase("by signing"),
        LinkReason.MOVED: phrase("moved"),
        LinkReason.MISREAD: phrase("number was misread"),
        LinkReason.OTHER_GOODS: phrase("other goods"),
        LinkReason.TRANSFERRED: phrase("goods were moved"),
    }
)
SOURCE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "scanner": phrase("the scanner"),
        "object": phrase("the object number"),
        "barcode": phrase("a barcode"),
        "operator": phrase("the operator"),
        "link": phrase("an earlier link"),
    }
)
_TONES = MappingProxyType(
    {
        LinkClass.CONFIRMED: "text",
        LinkClass.STRONG: "text",
        LinkClass.PROBABLE: "text",
        LinkClass.WEAK: "amber",
        LinkClass.CONFLICT: "amber",
        LinkClass.ORPHANED: "red",
        LinkClass.NONE: "text2",
    }
)


class EvidenceRow(QWidget):
    """One line: what it is about, what was read, and what was declared where that differs."""

    def __init__(self, line: Evidence) -> None:
        super().__init__()
        self.setObjectName(f"evidence-{line.key}")
        across = row(gap=6)
        self.setLayout(across)
        icon, tone = _SHAPES.get(line.outcome, ("minus", "text2"))
        across.addWidget(Picture(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        label = Text(lambda: _first_up(key_words(line.key)), "detail", "text3")
        label.setFixedWidth(tokens.px(LABEL))
        across.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._sides(line), 1)
        self.setAccessibleName(_whole(line))
        self.setToolTip(plain_tip(_whole(line)))

    def _sides(self, line: Evidence) -> QVBoxLayout:
        """Lay the two sides one below the other: a differing sign stands below its like."""
        below = column(gap=0)
        for value, word in _sides(line):
            one = row(gap=8)
            shown = Text(value, "detail", "text").styled(identifier=line.key != "TIME")
            one.addWidget(shown, 1)
            if word:
                one.addWidget(Text(partial(tr, word), "detail", "text2"))
            below.addLayout(one)
        return below


class LinkRow(QWidget):
    """A shipment that the scan may show: how firmly, why, and what the officer can say of it."""

    confirm_asked = Signal(str, str)
    """(scan_id, shipment_id)."""
    break_asked = Signal(str, str, object)
    """(scan_id, shipment_id, LinkReason)."""

    def __init__(self, link: Link, *, can_say: bool, first: bool) -> None:
        super().__init__()
        self.setObjectName(f"link-{link.shipment_id}")
        self.link = link
        self._ends = (link.scan_id, link.shipment_id)
        self.controls: list[QWidget] = []
        """What Tab walks, from above."""
        self._lines = column(margins=(0, 8, 0, 8), gap=2)
        self.setLayout(self._lines)
        self._lay_head()
        for line in link.evidence:
            self._lines.addWidget(EvidenceRow(line))
        if can_say and link.link_class not in (LinkClass.NONE, LinkClass.ORPHANED):
            self._lay_answers(first=first)

    def _lay_head(self) -> None:
        link = self.link
        top = row(gap=8)
        top.addWidget(Text(link.shipment_id, "body").styled(weight=600, identifier=True), 1)
        state = Text(lambda: class_words(link), "detail", _TONES[link.link_class])
        state.set_tip(lambda: said_by(link))
        self._lines.addLayout(top)
        if link.link_class is LinkClass.NONE:
            # A sentence, which needs a line of its own.
            self._lines.addWidget(state)
        else:
            top.addWidget(state)

    def _lay_answers(self, *, first: bool) -> None:
        name = self.link.shipment_id
        across = row(gap=16)
        if self.link.link_class is not LinkClass.CONFIRMED:
            cap = keys("confirm") if first else ""
            confirm = LinkButton(lambda: tr("Confirm"), keys=cap, name=f"confirm-{name}")
            confirm.clicked.connect(lambda: self.confirm_asked.emit(*self._ends))
            across.addWidget(confirm)
            self.controls.append(confirm)
        other = LinkButton(lambda: tr("Not this one"), name=f"break-{name}")
        other.clicked.connect(self._ask_why)
        across.addWidget(other)
        self.controls.append(other)
        across.addStretch(1)
        self._lines.addLayout(across)
        self._why = QWidget(self)
        self._why.setLayout(self._reasons())
        self._why.hide()
        self._lines.addWidget(self._why)

    def _reasons(self) -> QVBoxLayout:
        """Make a line for each reason why the scan does not show this shipment."""
        below = column(margins=(0, 4, 0, 0), gap=4)
        below.addWidget(Text(lambda: tr("Why not this one?"), "detail", "text2"))
        for reason in BREAKING:
            name = f"because-{reason.value}-{self.link.shipment_id}"
            button = Button(_reason_said(reason), name=name).kind("quiet", high=24)
            button.role = "detail"
            button.clicked.connect(partial(self.break_asked.emit, *self._ends, reason))
            below.addWidget(button)
            self.controls.append(button)
        return below

    def _ask_why(self) -> None:
        self._why.setVisible(not self._why.isVisible())


def class_words(link: Link) -> str:
    """Return how firm a link is, and how the record stands where that is no good."""
    if link.standing in STANDING_WORDS and link.link_class is not LinkClass.ORPHANED:
        return tr(STANDING_WORDS[link.standing])
    if link.link_class is LinkClass.NONE and link.reason in REASON_WORDS:
        return _first_up(tr(REASON_WORDS[link.reason]))
    return tr(LINK_WORDS[link.link_class])


def said_by(link: Link) -> str:
    """Return which version of a link it is, by whom, when and why."""
    why = tr(REASON_WORDS[link.reason]) if link.reason in REASON_WORDS else ""
    by = tr("the program") if link.by == "linking" else link.by
    said_ = tr("Version {version}, {who}, {when}", version=link.version, who=by,
               when=moment(link.at))  # fmt: skip
    parts = [said_, why, tr("to {shipment}", shipment=link.moved_to) if link.moved_to else ""]
    return ", ".join(part for part in parts if part)


def _reason_said(reason: LinkReason) -> Words:
    return lambda: _first_up(tr(REASON_WORDS[reason]))


def _sides(line: Evidence) -> list[tuple[str, str]]:
    """Return (value, side): one value where both sides have it, else both."""
    read, declared = _brief(line.key, line.read), _brief(line.key, line.declared)
    ours, theirs = _SIDES.get(line.key, (READ, DECLARED))
    if line.outcome == "equal" and line.key not in _SIDES:
        return [(read, "")]
    return [(read, ours), (declared, theirs)]


def _brief(key: str, value: str) -> str:
    """Return one side; times without their year, which the tip has."""
    if key == "TIME" and value:
        at = dt.datetime.fromisoformat(value).astimezone(dt.UTC)
        return f"{at:%m-%d %H:%M} UTC"
    return value_words(key, value)


READ, DECLARED = phrase("read"), phrase("declared")
_SIDES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "TIME": (phrase("scanned"), phrase("arrival")),
        "CHAIN": (READ, phrase("now")),
        "MASTER": (READ, phrase("house bill")),
    }
)
"""Lines that say more with both sides, also where they agree."""


def _whole(line: Evidence) -> str:
    """Return a line in words: what, both sides, the outcome, who read it and how surely."""
    said_ = [
        tr(
            "{key}: read {read}, declared {declared}",
            key=key_words(line.key),
            read=value_words(line.key, line.read),
            declared=value_words(line.key, line.declared),
        ),
        tr(OUTCOME_WORDS.get(line.outcome, line.outcome)),
    ]
    if line.source:
        said_.append(tr("read by {source}", source=tr(SOURCE_WORDS.get(line.source, line.source))))
    if line.confidence is not None:
        said_.append(tr("reader is {share} sure", share=per_cent(line.confidence)))
    return ", ".join(said_)


def _first_up(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
