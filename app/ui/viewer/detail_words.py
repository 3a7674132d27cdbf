"""How much of a picture's detail is shown, in words."""

from __future__ import annotations

from app.ui.i18n import tr


def detail_words(halvings: int) -> str:
    """Say how sharp pixels are that were halved so often."""
    if halvings == 0:
        return tr("full detail")
    return tr("1/{count} of the detail", count=1 << halvings)
