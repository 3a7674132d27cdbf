"""Declared against seen in the window: which papers count, what is unknown, and where to look."""

from __future__ import annotations

import dataclasses

import pytest
from pytestqt.qtbot import QtBot

from app.domain.notice import BILLS_SUMMED, MASTER_ALONE, Comparison
from app.domain.words import say
from app.ui import i18n
from app.ui.controls import Text
from app.ui.panels.compare import Compare
from tests.ui.fake_room import COMPARISONS


@pytest.fixture
def panel(qtbot: QtBot) -> Compare:
    made = Compare()
    qtbot.addWidget(made)
    made.resize(336, 184)
    made.show()
    return made


def texts(panel: Compare) -> list[str]:
    return [label.text() for label in panel.findChildren(Text) if not label.isHidden()]


def standing_on(text: str) -> tuple[Comparison, ...]:
    """The rows, with the mass taken from one of two papers."""
    basis = say(text, count=2) if text else None
    return (dataclasses.replace(COMPARISONS[0], basis=basis), *COMPARISONS[1:])


@pytest.mark.parametrize(
    ("text", "head", "tete"),
    [
        ("", "Declared", "Déclaré"),
        (BILLS_SUMMED, "Sum of bills", "Internes"),
        (MASTER_ALONE, "Master", "Principal"),
    ],
)
def test_the_column_names_the_papers_that_count(
    panel: Compare, text: str, head: str, tete: str
) -> None:
    panel.show_comparisons(standing_on(text))
    assert head in texts(panel)
    mass = next(one for one in panel.findChildren(Text) if one.text() == "8 250 kg")
    assert ("2" in mass.toolTip().partition("\n")[2]) is bool(text)
    i18n.use("fr")
    assert tete in texts(panel)
    i18n.use("en")
    panel.show_comparisons(COMPARISONS)
    assert "Declared" in texts(panel)
