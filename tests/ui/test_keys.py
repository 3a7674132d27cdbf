"""Preferences of an officer, and the keys that follow from them."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Opener
from tests.ui.fake_room import OFFICER, Store


def test_a_preference_counts_at_once_and_is_kept(seat: Opener) -> None:
    taken = seat()
    preferences = taken.window.desk.preferences
    heard: list[str] = []
    preferences.changed.connect(heard.append)
    preferences.set("loupe", {"zoom": 2.0})
    preferences.set("loupe", {"zoom": 3.0})
    preferences.set("loupe", {"zoom": 3.0})
    assert preferences.get("loupe") == {"zoom": 3.0}
    assert heard == ["loupe", "loupe"]
    preferences.flush()
    taken.rest()
    assert taken.store.preferences == {OFFICER.account: {"loupe": '{"zoom": 3.0}'}}


def test_nobody_changes_a_preference_behind_its_back(seat: Opener) -> None:
    preferences = seat().window.desk.preferences
    given = {"zoom": [1]}
    preferences.set("loupe", given)
    given["zoom"].append(2)
    handed = preferences.get("loupe")
    assert isinstance(handed, dict)
    handed.clear()
    assert preferences.get("loupe") == {"zoom": [1]}
    with pytest.raises(ValueError, match="JSON"):
        preferences.set("loupe", float("nan"))


def test_preferences_come_and_go_with_their_officer(seat: Opener) -> None:
    store = Store()
    store.preferences = {OFFICER.account: {"loupe": "3"}, "roy": {"loupe": "4"}}
    taken = seat(store)
    desk = taken.window.desk
    assert desk.preferences.get("loupe") == 3
    heard: list[str] = []
    desk.preferences.changed.connect(heard.append)
    desk.preferences.set("ranges", [1])
    desk.sign_out()
    taken.rest()
    assert desk.preferences.get("loupe") is None
    assert sorted(heard) == ["loupe", "ranges", "ranges"]
    assert store.preferences[OFFICER.account] == {"loupe": "3", "ranges": "[1]"}
    desk.take_seat(OFFICER)
    taken.rest()
    assert desk.preferences.get("ranges") == [1]


def test_a_failed_write_says_so_and_the_value_holds(seat: Opener) -> None:
    taken = seat()
    taken.store.broken = "disk full"
    taken.window.desk.preferences.set("loupe", 3)
    taken.window.desk.preferences.flush()
    taken.rest()
    assert "The setting is not kept: disk full." in taken.window.queue_page.message.words
    assert taken.window.desk.preferences.get("loupe") == 3


def test_damaged_settings_are_defaults_and_one_sentence(seat: Opener) -> None:
    store = Store()
    store.preferences = {OFFICER.account: {"keys": "{", "loupe": "3", "presets": "oops"}}
    taken = seat(store)
    preferences = taken.window.desk.preferences
    assert preferences.get("keys") is None
    assert preferences.get("presets") is None
    assert preferences.get("loupe") == 3
    assert "(keys, presets)" in taken.window.queue_page.message.words
