"""Contrast, type and controls as the tokens promise them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from pytestqt.qtbot import QtBot

from app.ui import i18n, tokens
from app.ui.controls import Button, Segment, Text, said
from app.ui.i18n import tr
from app.ui.keycap import cap_words


def luminance(value: str) -> float:
    colour = QColor(value)

    def part(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = part(colour.redF()), part(colour.greenF()), part(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [tokens.DARK, tokens.LIGHT], ids=lambda theme: theme.name)
def test_text_stands_out_from_every_ground(theme: tokens.Theme) -> None:
    for ground in (theme.bg, theme.panel, theme.raised):
        for text in (theme.text, theme.text2, theme.text3, theme.off, theme.accent):
            assert contrast(text, ground) >= 4.5
        assert contrast(theme.edge, ground) >= 3.0
    for text, ground in (
        (theme.amber, theme.amberbg),
        (theme.red, theme.redbg),
        (theme.onaccent, theme.accent),
        (theme.text2, theme.accentbg),
        (theme.text2, theme.hover),
        (theme.text2, theme.pressed),
    ):
        assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("theme", [tokens.DARK, tokens.LIGHT], ids=lambda theme: theme.name)
def test_greys_are_neutral(theme: tokens.Theme) -> None:
    for name in ("well", "bg", "panel", "raised", "hover", "pressed", "line", "edge", "text"):
        colour = QColor(getattr(theme, name))
        assert colour.red() == colour.green() == colour.blue()


def test_figures_are_equally_wide_and_weights_differ() -> None:
    metrics = QFontMetrics(tokens.font("body"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
    light = QFontMetrics(tokens.font("body", weight=400)).horizontalAdvance("Recommend release")
    heavy = QFontMetrics(tokens.font("body", weight=600)).horizontalAdvance("Recommend release")
    assert heavy > light


def test_a_cut_text_stands_whole_in_its_tip(qtbot: QtBot) -> None:
    text = Text("Norvale Fastenings Ltd, a long name", "detail")
    qtbot.addWidget(text)
    text.resize(60, 16)
    text.show()
    assert text.toolTip() == "Norvale Fastenings Ltd, a long name"
    text.resize(600, 16)
    assert text.toolTip() == ""


def test_wrapped_text_grows_with_what_it_says(qtbot: QtBot) -> None:
    text = Text("one two three four five six seven eight nine ten", wrap=True)
    qtbot.addWidget(text)
    assert text.heightForWidth(80) > text.heightForWidth(800)


def test_words_change_with_the_language(qtbot: QtBot) -> None:
    button = Button(lambda: tr("Agree"), keys="A")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Agree"
    i18n.use("fr")
    assert button.accessibleName() == "Accord"
    assert cap_words("Ctrl+Return") == "Ctrl Entrée"


def test_a_segment_shares_its_width_by_the_words_of_the_language(qtbot: QtBot) -> None:
    choices = [(word, said(word)) for word in ("All", "Fires here", "Cannot be checked here")]
    i18n.use("fr")
    born = Segment([(word, lambda text=word: tr(text)) for word, _ in choices], name="born")
    i18n.use("en")
    other = Segment([(word, lambda text=word: tr(text)) for word, _ in choices], name="other")
    i18n.use("fr")
    for segment in (born, other):
        qtbot.addWidget(segment)
        segment.resize(320, segment.sizeHint().height())
        segment.show()
    wide = [[part.width() for part in segment.parts] for segment in (born, other)]
    assert wide[0] == wide[1]
    room = [part.sizeHint().width() for part in other.parts]
    assert all(part.width() >= least for part, least in zip(other.parts, room, strict=True))


def test_arrow_keys_walk_a_segment(qtbot: QtBot) -> None:
    segment = Segment([(number, said(str(number))) for number in range(1, 6)], name="s")
    qtbot.addWidget(segment)
    segment.show()
    qtbot.mouseClick(segment.part(2), Qt.MouseButton.LeftButton)
    assert segment.value == 2
    segment.part(2).setFocus()
    with qtbot.waitSignal(segment.chosen) as chosen:
        qtbot.keyClick(segment.part(2), Qt.Key.Key_Right)
        qtbot.keyClick(segment.part(3), Qt.Key.Key_Space)
    assert chosen.args == [3]
    segment.choose(None)
    assert segment.value is None
