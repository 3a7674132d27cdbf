"""How a picture stands on screen, as words that the record keeps with an event.

A screen is a mapping of words by name: where the window stands over the picture, how the pixels
look, what lies over them. The names are those that `app.ui.screen_words` writes and reads; this
room only needs to know which of them are the display's. Only what changed is kept, so a line is
short; the first of a view in a sitting says everything.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from app.domain.notice import Comparison, Notice
from app.record.coding import canonical, plain
from imaging.display import DisplaySettings

SCREEN = "screen"
"""Name of the event of a screen."""
TOLD = "notices"
"""Name of the event of the notices and comparisons that stood beside the picture."""

DISPLAY = frozenset(field.name for field in dataclasses.fields(DisplaySettings)) | {"grounds"}
"""Words of the display chain (`imaging.display_state`)."""
_WITH_DECISION = DISPLAY | {"findings", "preview"}


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return the words that are others now; what is gone has an empty word."""
    found = {name: value for name, value in now.items() if before.get(name, "") != value}
    return found | {name: "" for name in before if name not in now and before[name]}


def of_decision(screen: Mapping[str, str]) -> dict[str, str]:
    """Return the words that go into a decision.

    The display chain, whether findings showed, and whether the picture was a preview of the one on
    record or that one, exactly.
    """
    return {name: value for name, value in screen.items() if name in _WITH_DECISION}


def told(notices: tuple[Notice, ...], comparisons: tuple[Comparison, ...]) -> dict[str, str]:
    """Return notices and comparisons as the words of an event."""
    return {
        "notices": canonical([plain(one) for one in notices]),
        "comparisons": canonical([plain(one) for one in comparisons]),
    }
