"""What a server of models may answer besides what a good one does: bytes, nonsense, nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from models.card import load_card
from models.errors import ModelRefused, ScreeningFailed
from models.remote import ServerEngine
from models.source import Server

pytest.importorskip("tritonclient.http", reason="the extra `server` is not installed")

FEED = {"counts": np.ones((1, 2, 16, 16), np.float32)}
ANSWER = np.linspace(0, 1, 16, dtype=np.float32).reshape(1, 1, 4, 4)
CARD = load_card()
SHA = CARD.sha256


class Wire(ThreadingHTTPServer):
    """A server that sends tensors as bytes, as Triton does, and may be told to answer nonsense."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.parameters: dict[str, object] = {}
        self.config: dict[str, object] = {}
        self.nonsense = b""
        self.got_bytes = 0


class Answer(BaseHTTPRequestHandler):
    server: Wire

    def do_GET(self) -> None:
        told: dict[str, object] = {"name": "x", "extensions": ["binary_tensor_data"]}
        if self.path.endswith("/config"):
            told = {"name": "anomaly", "parameters": self.server.config}
        self._send(json.dumps(told).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got_bytes = len(body) - int(self.headers["Inference-Header-Content-Length"])
        # Of every output that the card names the same numbers.
        values = ANSWER.tobytes()
        outputs = [
            {
                "name": name,
                "datatype": "FP32",
                "shape": list(ANSWER.shape),
                "parameters": {"binary_data_size": len(values)},
            }
            for name in CARD.ports.outputs
        ]
        head = json.dumps(
            {"model_name": "anomaly", "outputs": outputs, "parameters": self.server.parameters}
        ).encode()
        if self.server.nonsense:
            self._send(self.server.nonsense)
        else:
            self._send(head + values * len(outputs), len(head))

    def _send(self, body: bytes, head: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if head is not None:
            self.send_header("Inference-Header-Content-Length", str(head))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def wire() -> Iterator[Wire]:
    with Wire() as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def engine(wire: Wire) -> ServerEngine:
    made = ServerEngine(CARD, Server(f"http://127.0.0.1:{wire.server_address[1]}", "anomaly", 5.0))
    made.begin()
    return made


def test_tensors_travel_as_bytes_where_the_server_takes_them(wire):
    wire.parameters = {"sha256": SHA}
    answer = engine(wire).run(FEED)["probability"]
    assert np.array_equal(answer, ANSWER)
    assert wire.got_bytes == FEED["counts"].nbytes


def test_the_digest_may_stand_in_the_configuration(wire):
    wire.config = {"sha256": {"string_value": SHA}}
    assert np.array_equal(engine(wire).run(FEED)["probability"], ANSWER)
    wire.config = {"sha256": {"string_value": "f" * 64}}
    with pytest.raises(ScreeningFailed, match="other weights"):
        engine(wire).run(FEED)


def test_the_answers_own_digest_goes_before_the_configuration(wire):
    wire.config = {"sha256": {"string_value": SHA}}
    wire.parameters = {"sha256": "f" * 64}
    with pytest.raises(ScreeningFailed, match="other weights"):
        engine(wire).run(FEED)


@pytest.mark.parametrize(
    "nonsense", [b"<html>", b"[]", b"{}", b'{"outputs": 5}', b'{"outputs": [{}]}', b"\xff\xfe"]
)
def test_nonsense_is_a_sentence(wire, nonsense):
    wire.parameters = {"sha256": SHA}
    wire.nonsense = nonsense
    with pytest.raises(ScreeningFailed, match="model server"):
        engine(wire).run(FEED)


def test_without_the_client_it_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "tritonclient.http", None)
    with pytest.raises(ModelRefused, match="extra `server`"):
        ServerEngine(load_card(), Server("http://127.0.0.1:9", "anomaly"))
