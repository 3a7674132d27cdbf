"""The paper of one package: a first page for ten seconds, the rest for the examination."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.words import phrase
from app.review.referral import Contents
from app.ui.printed.facts import head, long_note, reasons, what_and_where
from app.ui.printed.places import first_view, other_views, views_of
from app.ui.printed.record import declared, proof
from app.ui.printed.sheet import Running, write_sheet
from app.ui.printed.words import both

MARKING = "PROTECTED B / PROTÉGÉ B"
_SAMPLE = phrase("Sample: fictional people and goods")


def draw_referral(contents: Contents, path: Path) -> int:
    """Draw the paper of a package into a PDF file and return its number of pages.

    It needs Qt, and no window, no display and no language: both languages stand on it.

    Raises
    ------
    SheetUnwritable
        When the file cannot be written.
    """
    _ensure_fonts()
    recommendation, item = contents.recommendation, contents.item
    views = views_of(contents)
    blocks = [
        *head(contents),
        *what_and_where(contents),
        *reasons(recommendation),
        *first_view(views, item),
        *long_note(recommendation),
        *other_views(views, item),
        *declared(contents),
        *proof(contents),
    ]
    posting = contents.posting
    name = posting.package_id if posting is not None else recommendation.recommendation_id
    running = Running(
        marking=MARKING,
        aside=both(_SAMPLE).line if recommendation.sample else "",
        foot=name,
        title=f"Prescreen {name}",
    )
    return write_sheet(path, blocks, running)


def _ensure_fonts() -> None:
    """Make Qt able to lay out text where no window has been made: the command line."""
    if QApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # One that can have windows: a process makes one application, and may open a window later.
        _kept.append(QApplication([]))


_kept: list[QApplication] = []
"""Qt ends with its application object: it is kept to the end of the program."""
