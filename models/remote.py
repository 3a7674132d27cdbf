"""A network at a server that speaks the Open Inference Protocol (version 2, HTTP).

The server may be Triton, OpenVINO Model Server, KServe, MLServer: whatever it is, its answer counts
only when it carries the digest of the weights that the card speaks of. Asked in this order: the
parameter ``sha256`` of the answer, of the model's metadata, of its configuration (Triton).
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from models.card import Card
from models.errors import ModelRefused, ServerFailed
from models.fallback import Fallback
from models.prepare import Floats
from models.source import Server

DIGEST = "sha256"
"""The parameter that names the weights."""
BINARY = "binary_tensor_data"
"""The extension by which tensors travel as bytes; without it as JSON, which is slower."""


class ServerEngine:
    """A network at a server.

    Parameters
    ----------
    card
        What the server's network must be.
    server
        Where it is.

    Raises
    ------
    ModelRefused
        When the client for such servers is not installed here.
    """

    def __init__(self, card: Card, server: Server) -> None:
        self._card = card
        self._server = server
        self._library, self._failure = _client_library()
        scheme, _, place = server.url.partition("://")
        self._client: Any = self._library.InferenceServerClient(
            place.rstrip("/"),
            connection_timeout=server.timeout_s,
            network_timeout=server.timeout_s,
            ssl=scheme == "https",
        )
        self._binary = False
        self._told = ""

    @property
    def provider(self) -> str:
        """The server's address."""
        return self._server.url

    @property
    def fallback(self) -> Fallback | None:
        """None: nothing else runs when the server does not."""
        return None

    def begin(self) -> None:
        """Ask the server what it is and which weights it has; ServerFailed when it says no."""
        with self._asking():
            about = self._client.get_server_metadata()
            metadata = self._client.get_model_metadata(self._server.model)
            self._binary = BINARY in (about.get("extensions") or ())
        self._told = _digest(metadata) or self._configured()

    def run(self, feed: Mapping[str, Floats]) -> dict[str, Floats]:
        """Every output of the card for one feed, by name.

        Raises
        ------
        ServerFailed
            When the server is gone, slow or refuses, when its answer is from other weights or does
            not say from which, or when an output is missing or broken.
        """
        outputs = list(self._card.ports.outputs)
        with self._asking():
            result = self._client.infer(
                self._server.model,
                [self._input(name, values) for name, values in feed.items()],
                outputs=[
                    self._library.InferRequestedOutput(name, binary_data=self._binary)
                    for name in outputs
                ],
            )
            answer = result.get_response()
        self._check_digest(_digest(answer) or self._told)
        return {name: self._output(result, name) for name in outputs}

    def _input(self, name: str, values: Floats) -> Any:
        made = self._library.InferInput(name, list(values.shape), "FP32")
        made.set_data_from_numpy(values, binary_data=self._binary)
        return made

    def _output(self, result: Any, name: str) -> Floats:
        try:
            found = result.as_numpy(name)
        except (ValueError, TypeError, KeyError) as error:
            raise self._failed("server_garbled", why=error) from error
        if found is None or found.dtype != np.float32:
            raise self._failed("server_output", output=name)
        made: Floats = found
        return made

    def _check_digest(self, told: str) -> None:
        if not told:
            raise self._failed("server_no_digest")
        if told != self._card.sha256:
            wanted = self._card.sha256[:12]
            raise self._failed("server_other_weights", found=told[:12], wanted=wanted)

    def _failed(self, kind: str, **values: object) -> ServerFailed:
        told = {name: str(value).rstrip(".") for name, value in values.items()}
        return ServerFailed(kind, server=self.provider, **told)

    def _configured(self) -> str:
        """The digest in the model's configuration, which not every server has."""
        try:
            config = self._client.get_model_config(self._server.model)
            value = (config.get("parameters") or {}).get(DIGEST, {})
        except (self._failure, OSError, ValueError, AttributeError):
            return ""
        return str(value.get("string_value", "")) if isinstance(value, dict) else ""

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """Turn what may go wrong on the way into sentences."""
        try:
            yield
        except TimeoutError as error:
            seconds = f"{self._server.timeout_s:g}"
            raise self._failed("server_slow", seconds=seconds) from error
        except OSError as error:
            raise self._failed("server_gone", why=error) from error
        except self._failure as error:
            raise self._failed("server_refused", why=error) from error
        except (ValueError, AttributeError, KeyError, TypeError) as error:
            raise self._failed("server_garbled", why=error) from error


def _digest(answer: object) -> str:
    parameters = answer.get("parameters") if isinstance(answer, dict) else None
    found = parameters.get(DIGEST, "") if isinstance(parameters, dict) else ""
    return found if isinstance(found, str) else ""


def _client_library() -> tuple[Any, type[Exception]]:
    """The client, and what it raises when a server refuses."""
    try:
        library: Any = importlib.import_module("tritonclient.http")
    except (ImportError, RuntimeError) as error:
        raise ModelRefused(
            "The client for model servers is not installed here.",
            remedy="Install Prescreen with its extra `server`, or take [server] out of the "
            "settings.",
        ) from error
    return library, library.InferenceServerException
