"""The tokens that the renderer needs, as numbers."""

from __future__ import annotations

from app.ui import tokens
from imaging.display import Palette, Rgb


def palette(*, classic: bool = False) -> Palette:
    """Make the palette of the theme in force: colour-blind safe, or the classic one."""
    theme = tokens.current()
    matter = (
        (theme.classic_organic, theme.classic_mineral, theme.classic_metal, theme.classic_heavy)
        if classic
        else (theme.organic, theme.mineral, theme.metal, theme.heavy)
    )
    organic, light, metal, heavy = (_rgb(value) for value in matter)
    return Palette(
        matter=(organic, light, metal, heavy),
        well=_rgb(theme.well),
        no_signal=_rgb(theme.no_signal),
        hatch=_rgb(theme.hatch),
        air=theme.image_air,
        highlights=(
            _rgb(theme.range_a),
            _rgb(theme.range_b),
            _rgb(theme.range_c),
            _rgb(theme.range_d),
        ),
    )


def _rgb(value: str) -> Rgb:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)
