"""The review on screen: measured places, the states there are, both languages, both sizes."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.domain.notice import Comparison, Severity
from app.domain.threat import ThreatDetectionReport
from app.domain.words import say
from app.screening.words import FALLBACKS, TITLES
from app.ui import i18n
from app.ui.controls import Control, Text
from app.ui.main_window import MainWindow
from app.ui.panels.compare import Compare, brief
from app.ui.panels.verdicts import Card
from app.ui.shown import Message, Tone
from tests.ui import fake_room
from tests.ui.conftest import FULL, SMALL, Opener
from tests.ui.fake_room import Store

SIZES = pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


def place(window: MainWindow, widget: QWidget) -> QRect:
    """Return where a widget stands in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@SIZES
@LANGUAGES
def test_two_thirds_are_image(seat: Opener, size: tuple[int, int], language: str) -> None:
    one = seat(size=size, language=language)
    one.open(1)
    assert (one.window.width(), one.window.height()) == size
    image = one.page.scan_view
    assert image.isVisible()
    assert image.width() * image.height() >= 0.667 * size[0] * size[1]
    one.save(f"review-{size[0]}-{language}")
    QTest.keyClick(image, Qt.Key.Key_A)
    one.rest()
    QTest.keyClick(image, Qt.Key.Key_R)
    one.rest()
    assert one.page.form_open
    assert image.width() * image.height() >= 0.667 * size[0] * size[1]
    one.save(f"referral-{size[0]}-{language}")


@LANGUAGES
def test_places_at_full_size_are_the_measured_ones(seat: Opener, language: str) -> None:
    one = seat(language=language)
    one.open(1)
    window, page = one.window, one.page
    assert place(window, window.top_bar) == QRect(0, 0, 1920, 40)
    assert place(window, window.top_bar.search) == QRect(536, 8, 280, 24)
    assert place(window, page.rail) == QRect(0, 40, 64, 976)
    assert place(window, page.scan_view) == QRect(64, 40, 1520, 912)
    assert place(window, page.stage.under_image) == QRect(64, 952, 1520, 64)
    assert place(window, page._bar) == QRect(0, 1016, 1584, 64)
    assert place(window, page.declaration) == QRect(1584, 40, 336, 272)
    assert place(window, page.notices) == QRect(1584, 312, 336, 240)
    assert place(window, page.compare) == QRect(1584, 552, 336, 184)
    assert place(window, page.decision) == QRect(1584, 736, 336, 344)


def test_places_at_small_size_are_the_measured_ones(seat: Opener) -> None:
    one = seat(size=SMALL)
    one.open(1)
    window, page = one.window, one.page
    assert not page.rail.isVisible()
    assert place(window, window.top_bar) == QRect(0, 0, 1366, 32)
    assert place(window, page.scan_view) == QRect(0, 32, 1070, 656)
    assert place(window, page._bar) == QRect(0, 712, 1070, 56)
    assert place(window, page.declaration) == QRect(1070, 32, 296, 208)
    assert place(window, page.decision) == QRect(1070, 528, 296, 240)


@SIZES
def test_panels_keep_their_places_whatever_is_said(seat: Opener, size: tuple[int, int]) -> None:
    one = seat(size=size)
    one.open(1)
    watched = [one.page.scan_view, one.page.notices, one.page.compare, one.page.decision]
    buttons = one.page.decision.findChildren(QAbstractButton)
    before = [place(one.window, widget) for widget in (*watched, *buttons)]
    one.page.show_message(Message(say("Not on record yet: {why}.", why="x" * 60), Tone.WARNING))
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_J)
    one.qtbot.wait(20)
    assert [place(one.window, widget) for widget in (*watched, *buttons)] == before


@pytest.mark.parametrize(
    ("number", "name", "words"),
    [
        (5, "model-unknown", "Model unknown: The load is too dense for the model."),
        (7, "no-shipment-data", "No shipment data"),
        (8, "one-energy", "One energy: no material"),
        (9, "unreadable", "The pixel data ends after 3 of 9 fragments."),
        (6, "blocked", "4 notices"),
    ],
)
def test_states_say_what_they_are(seat: Opener, number: int, name: str, words: str) -> None:
    one = seat()
    one.open(number)
    texts = [label.text() for label in one.window.findChildren(QLabel) if label.isVisible()]
    assert any(words in text for text in texts), texts
    one.save(f"state-{name}")


def test_material_is_said_in_two_shares() -> None:
    seen = say(
        "organic {organic}, light {light}, metal {metal}, heavy {heavy}",
        organic="19 %",
        light="13 %",
        metal="60 %",
        heavy="8 %",
    )
    assert brief(seen) == "metal 60 %, organic 19 %"
    assert brief(say("not counted")) == "not counted"


@SIZES
@LANGUAGES
@pytest.mark.parametrize("heavy", [True, False], ids=["at-least", "plus-minus"])
def test_a_measured_mass_is_never_cut_off(
    seat: Opener, size: tuple[int, int], language: str, heavy: bool
) -> None:
    one = seat(size=size, language=language)
    one.open(1)
    figure = "112\u00a0000\u00a0kg" if heavy else "21\u00a0000 ± 1\u00a0400 kg"
    seen = say("at least {figure}", figure=figure) if heavy else say("{figure}", figure=figure)
    declared = say("{figure}", figure="214\u00a0000\u00a0kg")
    told = Comparison(say("Mass"), declared, seen, Severity.WARNING)
    longest = dataclasses.replace(told, declared=say("light metal or mineral"))
    compare = next(found for found in one.window.findChildren(Compare) if found.isVisible())
    compare.show_comparisons((longest, told))
    one.qtbot.wait(30)
    shown = [text for text in compare.findChildren(Text) if "000" in text.text()]
    assert len(shown) == 3
    assert all(text.width_of(text.text()) <= text.width() for text in shown)
    edge = max(text.mapTo(compare, text.rect().topRight()).x() for text in shown)
    assert edge < compare.width() - 16


def test_one_energy_offers_no_material(seat: Opener) -> None:
    one = seat()
    one.open(8)
    before = one.page.scan_view.display()
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_E)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_4)
    assert one.page.scan_view.display().colour == before.colour


@LANGUAGES
def test_every_control_has_a_name(seat: Opener, language: str) -> None:
    one = seat(language=language)
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for kind in kinds
        for widget in one.window.findChildren(kind)
        if widget.isVisible() and not widget.accessibleName()
    ]
    assert not nameless
    assert one.page.scan_view.accessibleName()


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_large_type_keeps_the_decision_in_reach(seat: Opener, scale: float) -> None:
    one = seat(scale=scale)
    assert (one.window.width(), one.window.height()) == FULL
    one.open(1)
    assert not one.page.rail.isVisible()
    assert one.page.scan_view.width() >= FULL[0] * 0.6
    one.save(f"review-scale-{scale:.1f}")


def test_tools_are_chosen_by_key_and_drawn_as_chosen(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view, bar = one.page.scan_view, one.page.tool_bar
    QTest.keyClick(view, Qt.Key.Key_T)
    assert (view.tool, bar.tool) == ("box", "box")
    QTest.keyClick(view, Qt.Key.Key_T)
    assert (view.tool, bar.tool) == ("ellipse", "ellipse")
    QTest.keyClick(view, Qt.Key.Key_H)
    assert view.tool == "pan"
    button = bar.findChild(Control, "tool-pan")
    assert isinstance(button, Control)
    assert button.isChecked()
    QTest.keyClick(view, Qt.Key.Key_2)
    assert view.display().preset == "dense"
    assert one.page.display_bar.presets.value == "dense"
    QTest.keyClick(view, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    assert view.display().invert


def test_other_pages_are_drawn(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view = one.page.scan_view
    QTest.keyClick(view, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert one.window.page is one.window.key_card
    one.save("key-card")
    QTest.keyClick(one.window.key_card, Qt.Key.Key_Escape)
    assert one.window.page is one.page
    QTest.keyClick(view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(one.window.top_bar.search, "grain")
    one.save("find")
    QTest.keyClick(one.window.top_bar.search, Qt.Key.Key_Return)
    review = one.window.desk.review
    one.qtbot.waitUntil(lambda: review.shown is not None and review.shown.item.item_id == "item-8")
    one.rest()


def test_language_changes_while_one_looks(seat: Opener) -> None:
    one = seat(Store())
    one.open(1)
    camera = one.page.scan_view.camera
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_F9)
    refer = one.page.decision.findChild(Control, "refer")
    assert isinstance(refer, Control)
    assert refer.accessibleName() == "Renvoyer pour examen"
    assert one.window.desk.review.shown is not None
    assert one.page.scan_view.camera == camera


@LANGUAGES
@pytest.mark.parametrize("title", sorted(TITLES.values()))
def test_no_title_of_a_finding_is_cut(seat: Opener, language: str, title: str) -> None:
    store = Store()
    (report, *others) = store.items["item-1"].reports
    found = [dataclasses.replace(one, title=say(title)) for one in report.findings]
    assert len(found) >= 2
    changed = dataclasses.replace(report, findings=tuple(found))
    store.change("item-1", reports=(changed, *others))
    one = seat(store)
    one.open(1)
    i18n.use(language)
    one.qtbot.wait(20)
    cards = [each for each in one.page.verdicts.findChildren(Card) if each.isVisible()]
    assert cards
    for card in cards:
        label = card._title
        assert label.text() == i18n.tr(title)
        flags = int(Qt.TextFlag.TextWordWrap)
        painted = QFontMetrics(label._type).boundingRect(label.rect(), flags, label.text())
        assert label.rect().contains(painted)


@LANGUAGES
@SIZES
def test_another_provider_than_asked_for_stands_whole_in_the_top_line(
    seat: Opener, size: tuple[int, int], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = fake_room.reports_of
    fell_back = say(FALLBACKS["no_device"], asked="OpenVINO", used="CPU")

    def reports(*given: Any) -> tuple[ThreatDetectionReport, ...]:
        return tuple(
            dataclasses.replace(one, fell_back=True, remarks=(fell_back,)) for one in usual(*given)
        )

    monkeypatch.setattr(fake_room, "reports_of", reports)
    one = seat(size=size, language=language)
    one.open(1)
    told = one.window.top_bar.model.text
    assert told.text() == ("CPU, non demandé" if language == "fr" else "CPU, not as asked")
    assert told.width() >= told.sizeHint().width()
    assert i18n.render(fell_back) in told.toolTip()
    one.save(f"fallback-{size[0]}-{language}")


@LANGUAGES
@SIZES
def test_of_several_models_each_finding_says_whose_it_is(
    seat: Opener, size: tuple[int, int], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = fake_room.reports_of
    names = ("anomaly 2", "Watcher 3.1")

    def whose(report: ThreatDetectionReport) -> ThreatDetectionReport:
        findings = tuple(
            dataclasses.replace(one, model=names[number % 2])
            for number, one in enumerate(report.findings)
        )
        return dataclasses.replace(report, findings=findings, model_name=" + ".join(names))

    monkeypatch.setattr(fake_room, "reports_of", lambda *given: tuple(map(whose, usual(*given))))
    one = seat(size=size, language=language)
    one.open(1)
    cards = [card for card in one.window.findChildren(Card) if card.isVisible()]
    told = [card._measure.text() for card in cards]
    assert told
    assert all(text.endswith(f" · {name}") for text, name in zip(told, names, strict=False))
    one.save(f"models-{size[0]}-{language}")
