"""Controls that paint themselves from the tokens and say their words again in either language."""

from app.ui.controls.base import Control, Words, said
from app.ui.controls.button import Button, Link, Tool
from app.ui.controls.choice import Check, Chip, Segment
from app.ui.controls.curtain import Curtain
from app.ui.controls.frame import Panel, Rule, clear, column, lens, row
from app.ui.controls.slider import Slider
from app.ui.controls.strip import Strip
from app.ui.controls.text import Text

__all__ = [
    "Button",
    "Check",
    "Chip",
    "Control",
    "Curtain",
    "Link",
    "Panel",
    "Rule",
    "Segment",
    "Slider",
    "Strip",
    "Text",
    "Tool",
    "Words",
    "clear",
    "column",
    "lens",
    "row",
    "said",
]
