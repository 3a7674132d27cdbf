"""From a tile of a scan to what the network's inputs take, and from its map to probabilities."""

from __future__ import annotations

import numpy as np

from models.prepare import Floats, WorkingView
from models.tensors import (
    AIR,
    BEAM,
    CELL,
    COUNTS,
    LOGIT,
    PLANES,
    TRANSMISSION,
    Ports,
    Tensor,
)


def feed_of(ports: Ports, views: list[WorkingView], counts: list[Floats]) -> dict[str, Floats]:
    """What is fed to the network for some tiles of equal size.

    Parameters
    ----------
    views
        The scan of each tile; one alone where the network takes no batch.
    counts
        ``float32``, shape (2, rows, columns), each: the padded tiles.
    """
    return {
        name: _fed(tensor, [_of(tensor, v, c) for v, c in zip(views, counts, strict=True)])
        for name, tensor in ports.inputs.items()
    }


def _fed(tensor: Tensor, parts: list[Floats]) -> Floats:
    if tensor.meaning in PLANES or tensor.batched:
        return np.ascontiguousarray(np.stack(parts), dtype=np.float32)
    return np.ascontiguousarray(parts[0], dtype=np.float32)


def _of(tensor: Tensor, view: WorkingView, counts: Floats) -> Floats:
    if tensor.meaning == AIR:
        return view.air
    if tensor.meaning == BEAM:
        return np.array([view.megavolt, view.dual], dtype=np.float32)
    planes = counts[: int(tensor.shape[1])]
    if tensor.meaning == COUNTS:
        return planes
    air = view.air[: len(planes), np.newaxis, np.newaxis]
    transmission = np.maximum(planes, np.float32(0.5)) / air
    found = transmission if tensor.meaning == TRANSMISSION else -np.log(transmission)
    return np.asarray(found, dtype=np.float32)


def as_probability(tensor: Tensor, answer: Floats) -> Floats:
    """The judging output's numbers as probabilities, in cells of ``CELL`` working pixels.

    Finer cells are joined by their largest, so that nothing small is lost; coarser are repeated.
    """
    if tensor.meaning == LOGIT:
        answer = np.asarray(1.0 / (1.0 + np.exp(-np.clip(answer, -80, 80))), dtype=np.float32)
    if tensor.cell > CELL:
        times = tensor.cell // CELL
        return answer.repeat(times, axis=0).repeat(times, axis=1)
    if tensor.cell < CELL:
        times = CELL // tensor.cell
        rows, columns = (-(-n // times) * times for n in answer.shape)
        whole = np.pad(
            answer, ((0, rows - answer.shape[0]), (0, columns - answer.shape[1])), mode="edge"
        )
        return np.asarray(
            whole.reshape(rows // times, times, columns // times, times).max(axis=(1, 3))
        )
    return answer
