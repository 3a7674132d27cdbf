"""What a relay is told by its settings and on the command line, and its models."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

import pytest

from app.cli.arguments import Arguments
from app.cli.models_in_force import named
from app.cli.relay_parts import detector
from app.cli.relay_settings import relay_settings
from app.domain.errors import KnownError
from app.settings import settings_of
from models.card import shipped_card_path, weights_path
from tests.unit.imaging_files import pair


def told(home: Path, text: str) -> None:
    (home / "settings.toml").write_text(text)


def test_what_is_typed_goes_before_what_the_file_says(tmp_path: Path) -> None:
    told(tmp_path, '[relay]\nhands = 3\nfolder = "in"\nmodels = ["watcher"]\n')
    settings = settings_of(tmp_path)
    # A command that does not know a word has not had it typed.
    found = relay_settings(settings, Arguments())
    assert (found.hands, found.folder, found.screen) == (3, tmp_path / "in", False)
    assert found.models == ("watcher",)
    typed = Arguments(hands=5, folder=Path("/elsewhere"), screen=True, listen=None)
    found = relay_settings(settings, typed)
    assert (found.hands, found.folder, found.screen) == (5, Path("/elsewhere"), True)


def test_the_sites_own_model_screens_and_says_its_name(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    ours = shipped_card_path()
    card = json.loads(ours.read_text()) | {"name": "watcher", "vendor": "Example"}
    (tmp_path / "models" / "watcher.json").write_text(json.dumps(card))
    shutil.copy(weights_path(ours), tmp_path / "models" / "watcher.onnx")
    told(tmp_path, '[relay]\nscreen = true\nmodels = ["watcher"]\n')
    settings = settings_of(tmp_path)
    (source,) = named(settings, ["watcher"])
    assert source.card_path == tmp_path / "models" / "watcher.json"
    assert source.sha256
    with contextlib.ExitStack() as stack:
        detect = detector(settings, relay_settings(settings, Arguments()), stack)
        assert detect is not None
        (found,) = detect([pair()])
    assert found.model == f"watcher {card['version']}"


def test_a_model_that_would_be_refused_stops_the_relay_before_it_begins(tmp_path: Path) -> None:
    told(tmp_path, '[relay]\nscreen = true\nmodels = ["missing"]\n')
    settings = settings_of(tmp_path)
    with contextlib.ExitStack() as stack, pytest.raises(KnownError, match="missing"):
        detector(settings, relay_settings(settings, Arguments()), stack)


def test_a_card_that_the_site_did_not_sign_is_refused_where_it_must_be(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    shutil.copy(shipped_card_path(), tmp_path / "models" / "watcher.json")
    shutil.copy(weights_path(shipped_card_path()), tmp_path / "models" / "watcher.onnx")
    told(tmp_path, 'signed_models = true\n[relay]\nscreen = true\nmodels = ["watcher"]\n')
    with pytest.raises(KnownError, match="key for models"):
        named(settings_of(tmp_path), ["watcher"])
    # What comes with the program needs no signature of the site.
    assert named(settings_of(tmp_path), ["prescreen"])
