"""The picture without a finding, and the blind spots: asked for, told, and never decided on."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.domain.decision import Kind
from app.domain.threat import Finding
from app.domain.words import say
from app.record.coding import plain, value_of
from app.ui.estimating import _mass_words
from app.ui.i18n import languages
from app.ui.panels.finding_words import measured, score_words
from app.ui.viewer.estimate import grams_words, legend_words
from imaging.blind_observer import Hidden
from imaging.radiograph import Origin
from imaging.standout import StandOut
from tests.ui.conftest import FULL, SMALL, Opener


def with_finding(seat, **settings):
    """Open the first item with a finding on its picture."""
    taken = seat(**settings)
    for number in range(1, 8):
        taken.open(number)
        page = taken.page
        found = page.verdicts.selected
        if found is not None and found[0] == page.stage.key and page.stage.radiograph is not None:
            return taken
    raise AssertionError("no item has a finding")


def shown(taken):
    return taken.page.scan_view.estimate


def test_the_finding_goes_and_comes_back_and_nothing_moves(seat: Opener) -> None:
    taken = with_finding(seat)
    page = taken.page
    stored = page.stage.radiograph
    before = [channel.pixels.copy() for channel in stored.channels]
    camera = page.scan_view.camera
    page.estimating.turn_without()
    taken.rest()
    altered = shown(taken).picture
    assert altered is not None
    assert altered.radiograph.source.origin is Origin.AUGMENTED
    assert "M1" in shown(taken).words
    assert "never decide" in shown(taken).words
    assert page.scan_view.camera == camera
    assert page.scan_view.radiograph is stored, "what is measured and decided on is what is stored"
    for was, channel in zip(before, stored.channels, strict=True):
        assert np.array_equal(was, channel.pixels)
    page.estimating.turn_without()
    assert shown(taken).picture is None
    assert page.scan_view.camera == camera


def test_a_decision_form_takes_the_altered_picture_away(seat: Opener) -> None:
    taken = with_finding(seat)
    taken.page.estimating.turn_without()
    taken.rest()
    assert shown(taken).picture is not None
    taken.page.deciding.open_form(Kind.REFER_FOR_EXAM)
    assert taken.page.form_open
    assert shown(taken).picture is None
    assert "form" in taken.page.estimating.why_not_without()
    taken.page.estimating.turn_without()
    taken.rest()
    assert shown(taken).picture is None


def test_nothing_counts_as_seen_on_an_altered_picture(seat: Opener) -> None:
    taken = with_finding(seat)
    taken.page.estimating.turn_without()
    taken.rest()
    told = []
    taken.page.scan_view.looked.share_changed.connect(told.append)
    taken.page.scan_view.zoom_in()
    taken.page.scan_view.repaint()
    taken.qtbot.wait(50)
    assert shown(taken).picture is not None
    assert told == []


def test_blind_spots_are_told_for_each_material_and_under_the_pointer(seat: Opener) -> None:
    taken = with_finding(seat)
    page = taken.page
    assert page.estimating.why_no_map()
    page.estimating.turn_blind()
    taken.rest()
    assert shown(taken).blind is not None
    words = []
    for wanted in ("steel", "organic", "lead"):
        assert wanted in shown(taken).blind.what.value
        rows, columns = shown(taken).blind.found.stored_shape
        words.append(shown(taken).blind_words((columns / 2, rows / 2)))
        page.estimating.next_material()
    assert len(set(words)) == 3
    readouts = []
    page.scan_view.cursor_moved.connect(readouts.append)
    page.scan_view.tell_readout(QPointF(page.scan_view.rect().center()))
    assert readouts[-1].hidden
    page.estimating.turn_blind()
    assert shown(taken).blind is None


def test_another_view_shows_neither(seat: Opener) -> None:
    taken = with_finding(seat)
    taken.page.estimating.turn_blind()
    taken.rest()
    taken.page.scan_view.set_radiograph(None, key=("", ""))
    assert shown(taken).blind is None
    assert shown(taken).picture is None


def test_the_tools_do_what_the_keys_do(seat: Opener) -> None:
    taken = with_finding(seat)
    taken.page.tool_bar.clicked("blind")
    taken.rest()
    assert shown(taken).blind is not None
    taken.page.tool_bar.clicked("without")
    taken.rest()
    assert shown(taken).picture is not None


def test_masses_are_told_as_far_as_the_map_goes() -> None:
    assert grams_words(0.3).startswith("less than")
    assert grams_words(183.0).endswith("g")
    assert grams_words(2400.0).endswith("kg")
    assert grams_words(1e4).startswith("more than")
    assert len(legend_words()) == 6
    assert {one.value for one in Hidden} == {"steel", "organic", "lead"}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [FULL, SMALL])
def test_both_are_drawn(seat: Opener, language: str, size: tuple[int, int]) -> None:
    taken = with_finding(seat, size=size, language=language)
    taken.page.estimating.turn_without()
    taken.rest()
    taken.page.estimating.turn_blind()
    taken.rest()
    view = taken.page.scan_view
    assert shown(taken).words
    image = view.grab().toImage()
    assert image.pixelColor(3, 3) != image.pixelColor(3, view.height() // 2)
    assert languages.language == language
    taken.save(f"estimates-{language}-{size[0]}")


FOUND = StandOut(8.0, 1.0, 30.0, 4, False, None, 40.0, 32.0, 48.0, 0.0, 0.0, False)


@pytest.mark.parametrize(
    ("kg", "wanted"),
    [
        ((40.0, 32.0, 48.0), "40"),
        ((-40.0, -48.0, -32.0), "filled in (32"),
        ((2.0, -22.0, 26.0), "no mass that can be told"),
        ((40.0, 32.0, None), "nothing comes through"),
        ((None, None, None), "cannot be told"),
    ],
)
def test_the_band_tells_no_mass_that_may_be_none(kg, wanted) -> None:
    found = dataclasses.replace(FOUND, kg=kg[0], low_kg=kg[1], high_kg=kg[2])
    assert wanted in _mass_words(found).replace("\u202f", " ").replace("\u00a0", " ")


def test_a_card_says_why_clause_by_clause_and_calls_a_score_a_score() -> None:
    finding = Finding("r/1", 1, (0, 0, 5, 5), 0.91, "denser", say("Denser"), say("+18 g/cm²"))
    assert measured(finding) == "+18 g/cm²"
    assert score_words(finding).startswith("Score")
    reasons = (
        say(
            "{delta} ± {error} g/cm² more than its {count} neighbours", delta=18, error=2, count=11
        ),
        say("steel-like"),
    )
    told = dataclasses.replace(finding, reasons=reasons, calibrated=0.4, meaning="frequency")
    assert measured(told) == "18 ± 2 g/cm² more than its 11 neighbours; steel-like"
    assert "40" in score_words(told)
    assert not score_words(told).startswith("Score")


def test_a_finding_from_before_there_were_reasons_is_still_read() -> None:
    finding = Finding("r/1", 1, (0, 0, 5, 5), 0.9, "denser", say("Denser"), say("more"))
    old = dict(plain(finding))
    for name in ("reasons", "calibrated", "meaning"):
        del old[name]
    assert value_of(old, Finding) == finding
    new = dataclasses.replace(finding, reasons=(say("at least {low} kg", low=4),))
    assert value_of(plain(new), Finding) == new
