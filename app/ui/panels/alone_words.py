"""What a decision made alone is told in: its times, its grounds, a sentence with its shape."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.decision import Recommendation
from app.domain.notice import Severity
from app.domain.words import phrase
from app.ui import tokens
from app.ui.controls import Text, Words, row
from app.ui.i18n import tr
from app.ui.panels.form_words import reasons_of
from app.ui.panels.pieces import Shape

TIMES = phrase("decided {done}, received {received}")
SAME = phrase("Nothing that the record knows has changed since.")


def grounds(decision: Recommendation) -> str:
    """Return why it was decided so, with the note."""
    known = reasons_of(decision.kind)
    reasons = (tr(known[code]) if code in known else code for code in decision.reasons)
    return ". ".join(filter(None, (", ".join(reasons), decision.note)))


def told(says: Words, severity: Severity | None = None) -> QWidget:
    """Return a sentence, with the shape of its severity where it has one."""
    whole = QWidget()
    line = row(gap=8)
    if severity is not None:
        line.addWidget(Shape(severity, tokens.SEVERITY_SMALL), 0, Qt.AlignmentFlag.AlignTop)
    tone = "text2" if severity is None else "text"
    line.addWidget(Text(says, "body", tone, wrap=True).tight(), 1, Qt.AlignmentFlag.AlignTop)
    whole.setLayout(line)
    return whole
