"""What runs a network: ONNX Runtime here. A server elsewhere is `models.remote`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime as ort

from models.anatomy import check_anatomy
from models.card import Card
from models.errors import ModelRefused, ScreeningFailed
from models.fallback import Fallback
from models.prepare import Floats
from models.providers import ORT_FAILURES, open_session
from models.tensors import Tensor


class Engine(Protocol):
    """Runs one network."""

    @property
    def provider(self) -> str:
        """What it really runs on."""

    @property
    def fallback(self) -> Fallback | None:
        """Why that is not what was asked for; None when it is."""

    def begin(self) -> None:
        """Make ready for one scan, or some.

        Raises
        ------
        ScreeningFailed
            When the network cannot be asked now.
        """

    def run(self, feed: Mapping[str, Floats]) -> dict[str, Floats]:
        """Every output of the card for one feed, by name.

        Raises
        ------
        ScreeningFailed
            When the run fails.
        """


class LocalEngine:
    """ONNX Runtime in this process.

    Parameters
    ----------
    card
        The card of the weights.
    path
        The weights; read once, so that what was checked is what runs.
    asked
        Provider, as `models.providers.open_session` takes it.
    threads
        Threads inside one operation, 0 for as many as there are cores.

    Raises
    ------
    ModelRefused
        When the weights are missing, damaged, do not match their card, or cannot be loaded.
    """

    def __init__(self, card: Card, path: Path, *, asked: str, threads: int) -> None:
        content = _matching_bytes(card, path)
        check_anatomy(content, path.name)
        opened = open_session(content, asked, threads)
        _check_ports(card, opened.session)
        self._outputs = list(card.ports.outputs)
        self._opened = opened

    @property
    def provider(self) -> str:
        """What ONNX Runtime really runs on."""
        return self._opened.provider

    @property
    def fallback(self) -> Fallback | None:
        """Why that is not what was asked for; None when it is."""
        return self._opened.fallback

    def begin(self) -> None:
        """Nothing has to be made ready: the weights were checked when they were loaded."""

    def run(self, feed: Mapping[str, Floats]) -> dict[str, Floats]:
        """Every output of the card for one feed, by name; ScreeningFailed when the run fails."""
        try:
            answers = self._opened.session.run(self._outputs, dict(feed))
        except ORT_FAILURES as error:
            raise ScreeningFailed(
                f"ONNX Runtime could not run the model: {error}",
                remedy="Review the scan without it; `prescreen doctor` says more.",
            ) from error
        return {
            name: np.asarray(answer, dtype=np.float32)
            for name, answer in zip(self._outputs, answers, strict=True)
        }


def _matching_bytes(card: Card, path: Path) -> bytes:
    """The weights' bytes, read once, so that what was checked is what runs."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelRefused(
            f"The weights {path.name} cannot be read: {error.strerror}.",
            remedy="Install Prescreen again, or put the file back beside its card.",
        ) from error
    if hashlib.sha256(content).hexdigest() != card.sha256:
        raise ModelRefused(
            f"The weights {path.name} are not the ones their card speaks of.",
            remedy="Nothing runs that does not match its card; install Prescreen again.",
        )
    return content


def _check_ports(card: Card, session: ort.InferenceSession) -> None:
    """Refuse a network whose inputs and outputs are not those of its card."""
    _compare("inputs", card.ports.inputs, session.get_inputs(), every=True)
    _compare("outputs", card.ports.outputs, session.get_outputs(), every=False)


def _compare(
    which: str, said: Mapping[str, Tensor], found: list[ort.NodeArg], *, every: bool
) -> None:
    """Hold names, types and sizes against the card; outputs that it does not name are not used."""
    names = {item.name for item in found}
    if set(said) != names if every else not set(said) <= names:
        raise ModelRefused(
            f"The model's {which} are {', '.join(sorted(names))}; its card says "
            f"{', '.join(sorted(said))}.",
            remedy="It was not made for this card; ask its maker for the card of these weights.",
        )
    for item in found:
        if item.name in said and not _fits(said[item.name], item):
            raise ModelRefused(
                f"The {which[:-1]} {item.name} is {item.type} of {list(item.shape)}; its card says "
                f"tensor(float) of {list(said[item.name].shape)}.",
                remedy="It was not made for this card; ask its maker for the card of these "
                "weights.",
            )


def _fits(said: Tensor, item: ort.NodeArg) -> bool:
    """Whether type, number of dimensions and fixed sizes agree; a free size fits any."""
    shape = list(item.shape)
    if item.type != "tensor(float)" or len(shape) != len(said.shape):
        return False
    return all(
        isinstance(there, str | None) or (isinstance(here, int) and here == there)
        for here, there in zip(said.shape, shape, strict=True)
    )
