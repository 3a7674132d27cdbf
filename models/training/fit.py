"""The training itself: fixed seeds, a fixed number of steps, never the clock."""

from __future__ import annotations

import collections
import dataclasses
import math
import multiprocessing
from collections.abc import Iterator
from multiprocessing.pool import AsyncResult, Pool
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models.prepare import Floats
from models.training.crops import Crop, benign, pair
from models.training.network import features, logits, new_layers
from models.training.scenes import load

Batch = tuple[Floats, Floats, Floats, Floats]
INNOCENT_WEIGHT = 10.0
"""Weight of the innocent cells of a crop against its marked ones."""
AHEAD = 6
"""Batches made in advance by the other process."""
REPORT_EVERY = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that the weights depend on beside the scenes.

    Attributes
    ----------
    iterations
        Steps; each sees ``2 * pairs + plain`` crops.
    pairs, plain
        Crops a step: irregular ones with their clean twins, and innocent ones.
    rate
        Largest learning rate; it rises for a tenth of the steps and then falls as a cosine.
    memory
        Decay of the averaged weights, which are the ones kept.
    seed
        Of the first weights and of all crops.
    brain_float
        Whether the convolutions run in bfloat16.
    """

    iterations: int = 4500
    pairs: int = 4
    plain: int = 2
    rate: float = 6e-4
    memory: float = 0.997
    seed: int = 20
    brain_float: bool = True


def fit(paths: list[Path], recipe: Recipe) -> nn.ModuleDict:
    """Train on stored scenes and return the averaged layers."""
    torch.manual_seed(recipe.seed)
    layers = new_layers().to(memory_format=torch.channels_last)
    averaged = AveragedModel(
        layers, multi_avg_fn=get_ema_multi_avg_fn(recipe.memory), use_buffers=True
    )
    optimiser = torch.optim.AdamW(layers.parameters(), lr=recipe.rate, weight_decay=1e-4)
    running = 0.0
    for step, batch in enumerate(_batches(paths, recipe)):
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate * _rate_share(step / recipe.iterations)
        loss = _step(layers, batch, brain_float=recipe.brain_float)
        if not math.isfinite(loss.item()):
            raise FloatingPointError(f"the loss is {loss.item()} at step {step}")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(layers.parameters(), 10.0)
        optimiser.step()
        averaged.update_parameters(layers)
        running += loss.item()
        if (step + 1) % REPORT_EVERY == 0:
            print(f"  step {step + 1}: loss {running / REPORT_EVERY:.4f}", flush=True)
            running = 0.0
    kept: nn.ModuleDict = averaged.module.to(memory_format=torch.contiguous_format)
    return kept.eval()


def _rate_share(progress: float) -> float:
    rise = min(1.0, progress / 0.1)
    return rise * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))


def _step(layers: nn.ModuleDict, batch: Batch, *, brain_float: bool) -> Tensor:
    counts, air, beam, target = (torch.from_numpy(array) for array in batch)
    seen = features(counts, air, beam).to(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16, enabled=brain_float):
        out = logits(layers, seen)
    return loss_of(out.float(), target[:, None])


def loss_of(answer: Tensor, target: Tensor) -> Tensor:
    """Cross entropy, the marked cells against the others, plus the Dice loss.

    Every crop weighs the same: otherwise one false floor of thousands of cells would drown a
    hundred pistols. Cells whose target is negative do not count.

    Parameters
    ----------
    answer
        Logits, (batch, 1, rows, columns).
    target
        1 irregular, 0 not, -1 unknown; same shape.
    """
    known = (target >= 0).float().flatten(1)
    marked = target.clamp_min(0.0).flatten(1)
    probability = answer.sigmoid().flatten(1) * known
    cross = known * functional.binary_cross_entropy_with_logits(
        answer.flatten(1), marked, reduction="none"
    )
    count = marked.sum(1)
    missed = (cross * marked).sum(1) / (count + 5.0)
    false = INNOCENT_WEIGHT * (cross * (1 - marked)).mean(1)
    dice = 1 - (2 * (probability * marked).sum(1) + 1) / (probability.sum(1) + count + 1)
    holds = (count > 0).float()
    return (missed + false).mean() + 0.5 * (dice * holds).sum() / holds.sum().clamp_min(1.0)


def _batches(paths: list[Path], recipe: Recipe) -> Iterator[Batch]:
    """Batches in order, made ahead by one other process; the same on every run."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        waiting: collections.deque[AsyncResult[Batch]] = collections.deque()
        for step in range(recipe.iterations):
            waiting.append(_asked(pool, paths, recipe, step))
            if len(waiting) > AHEAD:
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()


def _asked(pool: Pool, paths: list[Path], recipe: Recipe, step: int) -> AsyncResult[Batch]:
    rng = np.random.default_rng((recipe.seed, step))
    irregular = [path for path in paths if not path.stem.endswith("-none")]
    marked = [irregular[i] for i in rng.integers(len(irregular), size=recipe.pairs)]
    others = [paths[i] for i in rng.integers(len(paths), size=recipe.plain)]
    return pool.apply_async(make_batch, (marked, others, (recipe.seed, step)))


def make_batch(marked: list[Path], others: list[Path], seed: tuple[int, int]) -> Batch:
    """One batch from the scenes named; runs in the other process."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng((*seed, 1))
    crops: list[Crop] = []
    for path in marked:
        crops.extend(pair(load(path), rng))
    crops.extend(benign(load(path), rng) for path in others)
    return (
        np.stack([crop.counts for crop in crops]),
        np.stack([crop.air for crop in crops]),
        np.stack([crop.beam for crop in crops]),
        np.stack([crop.target for crop in crops]),
    )
