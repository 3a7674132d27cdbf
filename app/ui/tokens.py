"""Colours, type and measures: the only file that holds their values; widgets use the names."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication


@dataclasses.dataclass(frozen=True, slots=True)
class Theme:
    """Every colour by name. Greys are neutral, so that they do not tint the image."""

    name: str
    well: str
    bg: str
    panel: str
    raised: str
    hover: str
    pressed: str
    line: str
    edge: str
    text: str
    text2: str
    text3: str
    off: str
    accent: str
    onaccent: str
    accentbg: str
    amber: str
    amberbg: str
    red: str
    redbg: str
    arm_a: str
    arm_b: str
    arm_c: str
    # On the image: the same in both themes.
    finding: str = "#5CB8FF"
    onfinding: str = "#06141F"
    mark: str = "#FFFFFF"
    halo: str = "#000000"
    caption: str = "#BDBDBD"
    organic: str = "#F8BB52"
    mineral: str = "#2DC9A6"
    metal: str = "#285AF0"
    heavy: str = "#890874"
    no_signal: str = "#0A0A0A"
    place: str = "#FFB938"
    """Around the place that a notice tells of."""
    others: str = "#FF8FD8"
    """Marks of somebody else; dotted besides, so that nobody needs the colour."""
    hatch: str = "#5A5A5A"
    classic_organic: str = "#F08A24"
    classic_mineral: str = "#3DA84A"
    classic_metal: str = "#2F6FE0"
    classic_heavy: str = "#1B2A6B"
    # Density ranges: apart from grey and from both sets of matter, also to colour-blind eyes.
    range_a: str = "#FFFF33"
    range_b: str = "#9999FF"
    range_c: str = "#99FFCC"
    range_d: str = "#FFCCFF"
    # More and less than in another scan: far apart in lightness, and on the yellow-blue axis that
    # red-green blindness leaves alone.
    more: str = "#FFE24A"
    less: str = "#B07CFF"
    image_air: int = 172
    """Whitest grey that the grey image may reach; spares eyes adapted to a dim room."""


DARK = Theme(
    name="dark",
    well="#0A0A0A",
    bg="#121212",
    panel="#1A1A1A",
    raised="#242424",
    hover="#2D2D2D",
    pressed="#383838",
    line="#333333",
    edge="#767676",
    text="#EDEDED",
    text2="#BDBDBD",
    text3="#A6A6A6",
    off="#969696",
    accent="#5CB8FF",
    onaccent="#06141F",
    accentbg="#15344A",
    amber="#FFB938",
    amberbg="#33280F",
    red="#FF8A80",
    redbg="#3B1A17",
    arm_a="#8F8F8F",
    arm_b="#EDEDED",
    arm_c="#5CB8FF",
)

LIGHT = Theme(
    name="light",
    well="#D9D9D9",
    bg="#ECECEC",
    panel="#F7F7F7",
    raised="#FFFFFF",
    hover="#E9E9E9",
    pressed="#DCDCDC",
    line="#CFCFCF",
    edge="#767676",
    text="#161616",
    text2="#404040",
    text3="#5A5A5A",
    off="#6A6A6A",
    accent="#0B5FA5",
    onaccent="#FFFFFF",
    accentbg="#D6E8F7",
    amber="#7A4B00",
    amberbg="#FFF1D1",
    red="#A3211A",
    redbg="#FDE4E1",
    arm_a="#6E6E6E",
    arm_b="#161616",
    arm_c="#0B5FA5",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Role:
    """One size of type, in pixels at scale 1."""

    px: int
    line: int
    weight: int
    compact_px: int


ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "time": Role(24, 32, 600, 18),
        "goods": Role(20, 32, 600, 18),
        "command": Role(16, 24, 600, 14),
        "section": Role(14, 20, 600, 14),
        "body": Role(13, 20, 400, 13),
        "detail": Role(12, 16, 400, 12),
        "key": Role(11, 16, 500, 11),
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class Measures:
    """Fixed sizes of the screens in pixels at scale 1; only the image grows with the window."""

    top_bar: int
    rail: int
    right: int
    strip: int
    bar: int
    declaration: int
    notices: int
    compare: int
    margin: int
    command: int
    notice: int
    """Height of one notice."""
    compare_row: int
    compare_head: int
    tool: tuple[int, int]


FULL = Measures(40, 64, 336, 64, 64, 272, 240, 184, 16, 48, 64, 28, 32, (36, 49))
COMPACT = Measures(32, 0, 296, 24, 56, 208, 160, 128, 12, 40, 44, 20, 24, (32, 41))

PREVIEW_WIDTH = 384
FILTER_BAR = 56
TABLE_HEAD = 32
TABLE_ROW = 44
TABLE_FOOT = 64
TABLE_MARGIN = 16
QUEUE_COLUMNS = (184, 96, 128, 216, 232, 112, 104, 192, 112, 160)
"""Time left with its margin, mode, port, equipment, goods, gross, notices, model, image, who."""
QUEUE_COLUMNS_COMPACT = (132, 98, 0, 146, 168, 90, 100, 132, 82, 114)
"""The same in small windows: the port stands in the preview."""
COMPACT_WINDOW = (1600, 900)
"""Below either, the screens take their compact measures."""
TIGHT_WINDOW = 1180
"""Below this width states show their icons alone; their words stand in the tip."""
RAIL_CLOSES_AT = 1.5
"""Scale from which the rail closes and the right panel scrolls."""

KEY_CAP = 16
CONTROL = 32
SEGMENT = 26
SEARCH = 24
ICON = 20
ICON_SMALL = 16
SEVERITY = 16
SEVERITY_SMALL = 14
RADIUS = 4
RADIUS_KEY = 3
RADIUS_TAG = 2
FOCUS = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """Colours of what is printed: black on white, so that any printer and any copier keeps it."""

    ink: str = "#000000"
    ground: str = "#FFFFFF"
    soft: str = "#4A4A4A"
    rule: str = "#B4B4B4"
    load: str = "#EFEFEF"

    def colour(self, name: str) -> QColor:
        """Return a colour of the paper by its name."""
        return QColor(getattr(self, name))


PAPER = Paper()


class _Look:
    """What is in force; one per process, changed by ``apply`` alone."""

    def __init__(self) -> None:
        self.theme = DARK
        self.scale = 1.0
        self.family = ""


_look = _Look()


def current() -> Theme:
    """Return the theme in force."""
    return _look.theme


def scale() -> float:
    """Return the factor on every size, 1.0 to 2.0."""
    return _look.scale


def px(length: float) -> int:
    """Return a length of section 3 or 7 in pixels at the scale in force."""
    return round(length * _look.scale)


def colour(name: str) -> QColor:
    """Return a token's colour.

    Raises
    ------
    AttributeError
        When there is no token of this name.
    """
    return QColor(getattr(_look.theme, name))


def clear() -> QColor:
    """Return no colour at all: the ground of what is laid over a picture."""
    return QColor(0, 0, 0, 0)


def family() -> str:
    """Return the family of the program's own font, loading it at the first call."""
    if not _look.family:
        data = resources.files("app.ui").joinpath("fonts/InterVariable.ttf").read_bytes()
        number = QFontDatabase.addApplicationFontFromData(data)
        families = QFontDatabase.applicationFontFamilies(number)
        _look.family = families[0] if families else QFont().defaultFamily()
    return _look.family


def font(
    role: str,
    *,
    weight: int | None = None,
    identifier: bool = False,
    compact: bool = False,
) -> QFont:
    """Return the font of a role, figures always equally wide.

    Parameters
    ----------
    role
        ``time``, ``goods``, ``command``, ``section``, ``body``, ``detail`` or ``key``.
    weight
        400 to 600 in place of the role's own.
    identifier
        Tells 0 from O, and 1, I and l apart.
    compact
        The size for small windows.
    """
    size = ROLES[role]
    pixels = px(size.compact_px if compact else size.px)
    heavy = size.weight if weight is None else weight
    # A copy, as callers may change it; it shares what Qt has found out for the one that is kept.
    return QFont(_font(pixels, heavy, identifier))


@functools.lru_cache(maxsize=256)
def _font(pixels: int, weight: int, identifier: bool) -> QFont:
    """A font of the program, made once for each look: painting asks for one per label."""
    chosen = QFont([family(), "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP"])
    chosen.setPixelSize(pixels)
    # Inter is one variable file: the weight is an axis, setWeight alone would fake it.
    chosen.setVariableAxis(QFont.Tag("wght"), float(weight))
    chosen.setVariableAxis(QFont.Tag("opsz"), float(min(32, max(14, pixels))))
    chosen.setFeature(QFont.Tag("tnum"), 1)
    if identifier:
        chosen.setFeature(QFont.Tag("zero"), 1)
        chosen.setFeature(QFont.Tag("ss02"), 1)
    return chosen


def apply(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Put a theme and a scale (1.0 to 2.0) in force for the whole program."""
    _look.theme = theme
    _look.scale = min(2.0, max(1.0, scale))
    app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_palette(theme))
    app.setStyleSheet(_sheet(theme))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, theme.bg),
        (roles.WindowText, theme.text),
        (roles.Base, theme.bg),
        (roles.AlternateBase, theme.panel),
        (roles.Text, theme.text),
        (roles.Button, theme.raised),
        (roles.ButtonText, theme.text),
        (roles.Highlight, theme.accentbg),
        (roles.HighlightedText, theme.text),
        (roles.PlaceholderText, theme.text3),
        (roles.ToolTipBase, theme.raised),
        (roles.ToolTipText, theme.text),
        (roles.Link, theme.accent),
        (roles.Accent, theme.accent),
    ):
        palette.setColor(role, QColor(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.off))
    return palette


def _sheet(theme: Theme) -> str:
    """Return the style sheet of the few stock widgets; everything else paints itself."""
    return f"""
QFrame[ground="bg"], QWidget[ground="bg"] {{ background: {theme.bg}; }}
QFrame[ground="panel"], QWidget[ground="panel"] {{ background: {theme.panel}; }}
QFrame[ground="raised"] {{ background: {theme.raised}; }}
QFrame[ground="well"], QWidget[ground="well"] {{ background: {theme.well}; }}
QFrame[ground="amber"] {{ background: {theme.amberbg}; border-radius: {px(RADIUS)}px; }}
QFrame[ground="red"] {{ background: {theme.redbg}; border-radius: {px(RADIUS)}px; }}
QFrame[rule="flat"] {{ background: {theme.line}; border: none; }}
QFrame[rule="accent"] {{ background: {theme.accent}; border: none; }}
QLineEdit, QPlainTextEdit, QListWidget#choices {{
    background: {theme.bg}; color: {theme.text}; border: 1px solid {theme.edge};
    border-radius: {px(RADIUS)}px; padding: {px(3)}px {px(7)}px;
    selection-background-color: {theme.accentbg}; selection-color: {theme.text};
}}
QLineEdit:focus, QPlainTextEdit:focus, QListWidget#choices:focus {{
    border: 2px solid {theme.accent}; padding: {px(2)}px {px(6)}px;
}}
QLineEdit[missing="true"], QPlainTextEdit[missing="true"] {{ border-color: {theme.amber}; }}
QLineEdit:disabled {{ border-color: {theme.line}; color: {theme.off}; }}
QListWidget {{ background: {theme.panel}; border: none; outline: none; }}
QListWidget#choices::item {{ padding: {px(4)}px; }}
QListWidget#choices::item:selected {{ background: {theme.accentbg}; color: {theme.text}; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea#case-side {{ border: 2px solid {theme.panel}; }}
QScrollArea#case-side:focus {{ border: 2px solid {theme.accent}; }}
QScrollBar:vertical {{ background: transparent; width: {px(8)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(8)}px; margin: 0; }}
QScrollBar::handle {{ background: {theme.edge}; border-radius: {px(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; margin: 0 {px(2)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; margin: {px(2)}px 0; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{
    background: {theme.raised}; color: {theme.text};
    border: 1px solid {theme.edge}; padding: {px(4)}px;
}}
QMenu::item {{ padding: {px(5)}px {px(20)}px {px(5)}px {px(12)}px; border-radius: {px(2)}px; }}
QMenu::item:selected {{ background: {theme.accentbg}; }}
QMenu::item:disabled {{ color: {theme.off}; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: {px(4)}px {px(8)}px; }}
QTableView {{ background: {theme.bg}; border: none; outline: none; gridline-color: {theme.line}; }}
QTreeView, QListView {{ background: {theme.panel}; border: none; outline: none; }}
QToolTip {{
    background: {theme.raised}; color: {theme.text};
    border: 1px solid {theme.edge}; padding: {px(4)}px;
}}
"""
