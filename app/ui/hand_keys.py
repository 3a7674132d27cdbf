"""The keys of the hands: fit and turn, loupe, and what is done with a measurement."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.commands import bind, offer
from app.ui.hands_kept import HandsKept
from app.ui.panels.tool_bar import ONCE
from app.ui.standing import Standing
from app.ui.viewer.handling import hand_commands, no_measurement, no_profile

if TYPE_CHECKING:
    from app.ui.review_page import ReviewPage

MEASURED = ("keep_measure",)
OWN_KEY = ("copy_measure", "mark_measure")
"""The picture takes these keys itself, while it has the focus: elsewhere they mean other things."""
PROFILED = ("profile_axis", "profile_width")


def bind_hands(page: ReviewPage) -> None:
    """Give the page the keys of the hands."""
    view = page.scan_view
    view.hands.tape.later = page.desk.jobs.read
    whys: dict[str, Callable[[], str]] = {
        **dict.fromkeys((*MEASURED, *OWN_KEY), no_measurement(view)),
        **dict.fromkeys(PROFILED, no_profile(view)),
    }
    for name in hand_commands(view):
        if name in ONCE:
            continue
        attach = offer if name in OWN_KEY else bind
        action = attach(page, name, _doer(page, name), whys.get(name))
        # Held down, a key would flip the picture over and over.
        action.setAutoRepeat(False)
    Standing(view, page.desk)
    kept = HandsKept(view, page.desk.preferences)
    bind(page, "motion", kept.turn_motion)


def _doer(page: ReviewPage, name: str) -> Callable[[], object]:
    return lambda: page.stage.do(name)
