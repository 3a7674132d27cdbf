"""A detector at a real server of the Open Inference Protocol: MLServer, in its own environment."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from imaging.phantom import make_scene
from models.card import load_card, shipped_card_path, weights_path
from models.detector import Detector
from models.prepare import working_view
from models.runtime import ScreeningWorker
from models.source import Server, Source

ROOT = Path(__file__).parents[2]
SERVER = ROOT / ".server" / ("Scripts" if os.name == "nt" else "bin") / "mlserver"
ODD = ("", "other_weights", "no_digest", "wrong_shape", "no_output", "slow", "broken")
TOLERANCE = 1e-4

pytestmark = pytest.mark.skipif(
    not SERVER.exists(),
    reason="no MLServer in .server: `python packaging/prepare.py server` installs it",
)


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> Iterator[str]:
    """The address of a server that has our model, and the same with each fault."""
    folder = tmp_path_factory.mktemp("oip")
    shutil.copy(weights_path(shipped_card_path()), folder / "anomaly.onnx")
    for odd in ODD:
        place = folder / (odd or "anomaly")
        place.mkdir()
        settings = {
            "name": odd or "anomaly",
            "implementation": "oip_model.OnnxModel",
            "parameters": {"uri": str(folder / "anomaly.onnx"), "extra": {"odd": odd}},
        }
        (place / "model-settings.json").write_text(json.dumps(settings))
    http, grpc, metrics = free_ports(3)
    settings = {
        "host": "127.0.0.1",
        "http_port": http,
        "grpc_port": grpc,
        "metrics_port": metrics,
        "parallel_workers": 0,
    }
    (folder / "settings.json").write_text(json.dumps(settings))
    log = (folder / "log.txt").open("wb")
    process = subprocess.Popen(
        [SERVER, "start", str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests" / "services")},
        cwd=folder,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(process, f"http://127.0.0.1:{http}/v2/models/{ODD[-1]}/ready", folder / "log.txt")
        yield f"http://127.0.0.1:{http}"
    finally:
        process.terminate()
        process.wait()
        log.close()


def _wait(process: subprocess.Popen[bytes], ready: str, log: Path) -> None:
    pause = threading.Event()
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(ready):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            pause.wait(0.2)
    raise RuntimeError(f"MLServer did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def scan():
    return make_scene(78, equipment="container20", rows=350, irregularity="dense_block").radiograph


def at(url: str, model: str = "anomaly", timeout_s: float = 60.0) -> Source:
    return Source(server=Server(url, model, timeout_s))


def test_a_server_says_what_this_machine_says(url, scan):
    local, remote = Detector.load(), Detector.of(at(url))
    view = working_view(scan, local.card.input)
    difference = np.abs(local.probability(view) - remote.probability(view))
    assert float(difference.max()) <= TOLERANCE
    here, there = local.detect(scan), remote.detect(scan)
    assert there.state == here.state != "unknown"
    assert [one.box for one in there.findings] == [one.box for one in here.findings]
    assert (there.provider, there.asked) == (url, "server")
    assert there.model_sha256 == load_card().sha256


def test_it_is_asked_by_the_screening_process_too(url, scan):
    with ScreeningWorker(at(url)) as worker:
        assert worker.detect(scan).provider == url
        assert worker.detect(scan).state in {"flagged", "nothing_flagged"}


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("other_weights", "answered with other weights (000000000000) than the card speaks of"),
        ("no_digest", "carries no digest of its weights"),
        ("wrong_shape", "The output probability of the network has the shape"),
        ("no_output", "lacks the output probability"),
        ("broken", "refused: "),
        ("nowhere", "refused: "),
    ],
)
def test_what_a_server_does_wrong_is_unknown_with_a_sentence(url, scan, model, said):
    found = Detector.of(at(url, model)).detect(scan)
    assert found.state == "unknown"
    assert said in found.reason
    assert found.findings == ()
    assert found.heat.max() == 0


def test_a_server_that_is_slow_is_unknown_in_its_time(url, scan):
    found = Detector.of(at(url, "slow", timeout_s=2.0)).detect(scan)
    assert found.state == "unknown"
    assert "gave no answer within 2 s" in found.reason


def test_a_server_that_is_gone_is_unknown(scan):
    (port,) = free_ports(1)
    found = Detector.of(at(f"http://127.0.0.1:{port}", timeout_s=2.0)).detect(scan)
    assert found.state == "unknown"
    assert "cannot be reached" in found.reason
    assert "Review the scan without it" in found.reason
