"""What has changed in the scans stands where one would lean on the model, in two languages."""

from __future__ import annotations

import dataclasses

import pytest

from app.domain.drift import Drift
from app.domain.threat import Alarm
from app.ui import i18n
from app.ui.panels.pieces import State
from app.ui.top_words import alarm_words
from tests.ui.conftest import FULL, SMALL, Opener
from tests.ui.fake_room import Store

NOISIER = Drift("GATE-2", "noise", higher=True, outside=34, of=50)
EMPTIER = Drift("GATE-2", "air", higher=True, outside=29, of=50)


def changed() -> Store:
    """Every report says what has changed in the scans."""
    store = Store()
    store.drifts = (NOISIER, EMPTIER)
    for item_id, item in store.items.items():
        reports = tuple(dataclasses.replace(one, drift=(NOISIER,)) for one in item.reports)
        store.items[item_id] = dataclasses.replace(item, reports=reports)
    return store


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [FULL, SMALL])
def test_the_queue_says_what_has_changed_and_what_to_do(
    seat: Opener, language: str, size: tuple[int, int]
) -> None:
    i18n.use(language)
    one = seat(changed(), language=language, size=size)
    banner = one.window.queue_page.drift
    one.qtbot.waitUntil(banner.isVisible, timeout=10_000)
    for part in (NOISIER.sentence, NOISIER.remedy, EMPTIER.sentence, EMPTIER.remedy):
        assert i18n.render(part) in banner.words
    assert banner.accessibleName() == banner.words
    one.save(f"drift-queue-{language}-{size[0]}")


def test_without_a_change_there_is_no_banner(seat: Opener) -> None:
    one = seat()
    assert not one.window.queue_page.drift.isVisible()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [FULL, SMALL])
def test_nothing_flagged_is_said_with_a_but(
    seat: Opener, language: str, size: tuple[int, int]
) -> None:
    i18n.use(language)
    store = changed()
    quiet = next(
        case.number
        for case in store.cases.values()
        if not case.findings and not case.unknown and not case.by
    )
    one = seat(store, language=language, size=size)
    one.open(quiet)
    words = i18n.tr(
        "Nothing flagged by the model, but the scans have changed. What you see counts."
    )
    assert one.page.verdicts._outcome_words() == words
    model = one.window.top_bar.findChild(State, "state-model")
    assert isinstance(model, State)
    assert i18n.render(NOISIER.sentence) in model.text.toolTip()
    one.save(f"drift-review-{language}-{size[0]}")


def test_the_threshold_in_force_is_told_by_what_it_means() -> None:
    site = Alarm(0.93, 0.005, "megavolt_dual", "megavolt_dual/train", 412, "c" * 64)
    (told,) = alarm_words(site)
    assert told == "Marks on about 0.5\u00a0% of views with nothing irregular, by 412 such scans"
    (card,) = alarm_words(dataclasses.replace(site, rate=None, scans=0, sha256=""))
    assert "card" in card
    assert alarm_words(None) == ()
