"""Any provider, the same answer; another than was asked for is told, never silent."""

from __future__ import annotations

import dataclasses

import numpy as np
import onnxruntime as ort
import pytest

from app import settings
from imaging.phantom import make_scene
from models.card import load_card, shipped_card_path, weights_path
from models.detector import Detector
from models.engines import LocalEngine
from models.errors import ModelRefused
from models.fallback import FALLBACKS
from models.prepare import working_view
from models.providers import AUTO, PROVIDERS, open_session
from models.runtime import ScreeningWorker
from models.source import Source

TOLERANCE = 0.01
"""Largest difference of a probability between two providers, as docs/running-models.md states."""
GONE = dataclasses.replace(
    PROVIDERS["openvino"], title="Gone", names=("GoneExecutionProvider",), plugin="no_such_module"
)


@pytest.fixture(scope="module")
def scene():
    return make_scene(77, equipment="container20", rows=350, irregularity="dense_block")


@pytest.fixture
def _gone(monkeypatch):
    """A provider that no machine has."""
    monkeypatch.setattr("models.providers.PROVIDERS", {**PROVIDERS, "gone": GONE})


def weights():
    return weights_path(shipped_card_path()).read_bytes()


def test_the_settings_name_every_provider():
    assert set(settings.PROVIDERS) == {AUTO, *PROVIDERS}


def test_what_is_there_runs_and_nothing_is_told():
    opened = open_session(weights(), "cpu", 1)
    assert (opened.provider, opened.fallback) == ("CPUExecutionProvider", None)
    assert open_session(weights(), AUTO, 1).fallback is None


@pytest.mark.usefixtures("_gone")
def test_what_is_not_installed_falls_back_and_says_so(scene):
    detector = Detector.load(provider="gone")
    found = detector.detect(scene.radiograph)
    assert found.state != "unknown"
    assert (found.asked, found.provider) == ("gone", "CPUExecutionProvider")
    assert found.fallback is not None
    assert found.fallback.sentence == (
        "Gone was asked for and is not installed here; the model ran on CPU."
    )


def test_a_provider_that_is_there_and_cannot_run_the_model_falls_back_and_says_so(monkeypatch):
    """What is listed as present and then refuses, as CUDA does without its libraries."""
    listed = [*ort.get_available_providers(), "GoneExecutionProvider"]
    monkeypatch.setattr("models.providers.PROVIDERS", {**PROVIDERS, "gone": GONE})
    monkeypatch.setattr("models.providers.ort.get_available_providers", lambda: listed)
    with pytest.warns(UserWarning, match="GoneExecutionProvider"):
        opened = open_session(weights(), "gone", 1)
    assert opened.provider == "CPUExecutionProvider"
    assert opened.fallback is not None
    assert opened.fallback.kind == "failed"


def test_an_unknown_provider_is_refused():
    with pytest.raises(ModelRefused, match="no provider 'abacus'"):
        open_session(weights(), "abacus", 1)


def test_the_fall_back_comes_out_of_the_other_process(scene):
    asked = next((name for name in PROVIDERS if not runs(name)), "")
    if not asked:
        pytest.skip("every provider runs on this machine")
    with ScreeningWorker(Source(provider=asked)) as worker:
        found = worker.detect(scene.radiograph)
    assert found.fallback is not None
    assert found.fallback.kind in FALLBACKS
    assert found.asked == asked


def runs(name: str) -> bool:
    return open_session(weights(), name, 1).fallback is None


@pytest.mark.parametrize("name", [name for name in PROVIDERS if name != "cpu"])
def test_every_provider_here_gives_what_the_processor_gives(name, scene):
    card = load_card()
    engine = LocalEngine(card, weights_path(shipped_card_path()), asked=name, threads=1)
    if engine.fallback is not None:
        pytest.skip(f"{engine.fallback.sentence}")
    view = working_view(scene.radiograph, card.input)
    here = Detector.load(provider="cpu").probability(view)
    there = Detector(card, engine, asked=name).probability(view)
    assert float(np.abs(here - there).max()) <= TOLERANCE
