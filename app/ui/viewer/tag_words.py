"""What the tags over the image say, and how large they are for it."""

from __future__ import annotations

import math

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF

from app.domain.mark import CATEGORY_WORDS, Borrowed, Category, Mark
from app.ui import tokens
from app.ui.i18n import tr

FINDING_TAG = QSizeF(32, 24)
MARK_TAG = QSizeF(24, 24)
_NOTE_SHOWN = 24
"""Letters of a note that stand beside its mark."""
_SOURCE_SHOWN = 25
"""Letters of the name of whose marks they are."""


def tag_words(mark: Mark) -> str:
    """What stands beside a mark's number: its class, else the beginning of its note."""
    if mark.category is not Category.UNSPECIFIED:
        return tr(CATEGORY_WORDS[mark.category])
    note = " ".join(mark.note.split())
    return note if len(note) <= _NOTE_SHOWN else f"{note[: _NOTE_SHOWN - 1]}…"


def others_words(mark: Mark, sheet: Borrowed) -> str:
    """What stands at a mark of somebody else: its number, what it says, and whose it is."""
    source = sheet.source
    if len(source) > _SOURCE_SHOWN:
        kept = (_SOURCE_SHOWN - 1) // 2
        source = f"{source[:kept]}…{source[-kept:]}"
    said = tag_words(mark)
    return f"{mark.number} {said} · {source}" if said else f"{mark.number} · {source}"


def words_size(words: str) -> QSizeF:
    """Room of words on black."""
    wide = QFontMetricsF(tokens.font("detail", weight=600)).horizontalAdvance(words)
    return QSizeF(math.ceil(wide) + 12.0, float(tokens.px(20)))


def mark_size(mark: Mark) -> QSizeF:
    """Room of a mark's tag."""
    size = scaled(MARK_TAG)
    words = tag_words(mark)
    if not words:
        return size
    wide = QFontMetricsF(tokens.font("detail", weight=600)).horizontalAdvance(words)
    return QSizeF(size.width() + wide + 12, size.height())


def scaled(size: QSizeF) -> QSizeF:
    """Return a size at the scale of the window."""
    return QSizeF(tokens.px(size.width()), tokens.px(size.height()))
