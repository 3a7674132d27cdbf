"""The names of views: words of the files, such as ``side`` and ``top 2``, in both languages."""

from __future__ import annotations

from app.domain.words import phrase
from app.ui.i18n import languages

VIEWS = (
    phrase("side"),
    phrase("top"),
    phrase("bottom"),
    phrase("underside"),
    phrase("front"),
    phrase("rear"),
    phrase("left"),
    phrase("right"),
    phrase("oblique"),
)
"""What a file may name its view by; any other name is shown as it was written."""


def view_words(view: str) -> str:
    """Return the name of a view in the language in force."""
    return view_in_french(view) if languages.language == "fr" else view


def view_in_french(view: str) -> str:
    """Return the name of a view in French, its number with it."""
    return languages.name_in_french(view)
