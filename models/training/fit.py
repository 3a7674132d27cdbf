"""The training itself: fixed seeds, a fixed number of steps, never the clock.

A step is made of parts that are worked out side by side, each in a thread of its own with one core
to itself: on two cores that is half as fast again as one part on both. The parts belong to the
recipe and not to the machine, so that the weights do not depend on how many cores there are.
"""

from __future__ import annotations

import collections
import copy
import dataclasses
import functools
import math
import multiprocessing
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import AsyncResult, Pool
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models.prepare import Floats
from models.training.crops import Crop, crowded, pair
from models.training.insertion import MOST
from models.training.losses import Truth, loss_of
from models.training.network import Answers, answers, features, new_layers
from models.training.optimisers import Optimisers
from models.training.scenes import TUBES
from models.training.store import StoredScene

AHEAD = 6
"""Steps whose crops are made in advance by the other process."""
REPORT_EVERY = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that the weights depend on beside the scenes.

    Attributes
    ----------
    iterations
        Steps; each sees ``parts * (2 * pairs + crowds)`` crops.
    parts
        Of a step; each is normalised by itself.
    pairs, crowds
        Crops a part: irregular ones with their clean twins, and innocent ones with bodies in them.
    rate, turning_rate
        Largest learning rates, of single numbers and of matrices (see `optimisers`); they rise for
        a twelfth of the steps and then fall as a cosine.
    decay
        Of single numbers, against the learning rate.
    memory
        Decay of the averaged weights, which are the ones kept.
    seed
        Of the first weights and of all crops.
    brain_float
        Whether the convolutions run in bfloat16.
    device
        Where they run: ``cpu`` or ``cuda``.
    """

    iterations: int = 8000
    parts: int = 2
    pairs: int = 1
    crowds: int = 4
    rate: float = 2e-3
    turning_rate: float = 0.02
    decay: float = 1e-3
    memory: float = 0.998
    seed: int = 20
    brain_float: bool = True
    device: str = "cpu"


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Crops of one part of a step, one above another: see `models.training.crops.Crop`."""

    counts: Floats
    air: Floats
    beam: Floats
    target: Floats
    change: Floats
    mass: Floats
    goods: np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def fit(paths: list[Path], recipe: Recipe) -> nn.ModuleDict:
    """Train on stored scenes and return the averaged layers, on the processor."""
    torch.manual_seed(recipe.seed)
    layers = new_layers().to(recipe.device, memory_format=torch.channels_last)
    averaged = AveragedModel(
        layers, multi_avg_fn=get_ema_multi_avg_fn(recipe.memory), use_buffers=True
    )
    optimisers = Optimisers(layers, (recipe.rate, recipe.turning_rate), recipe.decay)
    workers = [layers, *(_sharing(layers) for _ in range(recipe.parts - 1))]
    running = 0.0
    with ThreadPoolExecutor(recipe.parts) as pool:
        for step, parts in enumerate(_batches(paths, recipe)):
            found = list(pool.map(_gradients, workers, parts, [recipe] * recipe.parts))
            loss = sum(one.loss for one in found) / recipe.parts
            if not math.isfinite(loss):
                raise FloatingPointError(f"the loss is {loss} at step {step}")
            for weight, *gradients in zip(
                layers.parameters(), *(one.gradients for one in found), strict=True
            ):
                weight.grad = sum(gradients[1:], gradients[0]) / recipe.parts
            torch.nn.utils.clip_grad_norm_(layers.parameters(), 5.0)
            optimisers.step(_rate_share(step / recipe.iterations))
            averaged.update_parameters(layers)
            running += loss
            if (step + 1) % REPORT_EVERY == 0:
                print(f"  step {step + 1}: loss {running / REPORT_EVERY:.4f}", flush=True)
                running = 0.0
    kept: nn.ModuleDict = averaged.module.to("cpu", memory_format=torch.contiguous_format)
    return kept.eval()


def _rate_share(progress: float) -> float:
    rise = min(1.0, progress * 12 + 0.01)
    return rise * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))


def _sharing(layers: nn.ModuleDict) -> nn.ModuleDict:
    """The same layers with the same weights, but statistics of their own."""
    other = copy.deepcopy(layers)
    for whole, part in zip(layers.modules(), other.modules(), strict=True):
        for name, weight in whole.named_parameters(recurse=False):
            setattr(part, name, weight)
    return other


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The loss of one part, and its gradient for every weight in order."""

    loss: float
    gradients: tuple[Tensor, ...]


def _gradients(layers: nn.ModuleDict, batch: Batch, recipe: Recipe) -> _Found:
    def sent(array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Tensor:
        return torch.from_numpy(array).to(recipe.device)

    seen = features(*(sent(a) for a in (batch.counts, batch.air, batch.beam)))
    with torch.autocast(recipe.device, torch.bfloat16, enabled=recipe.brain_float):
        said = answers(layers, seen.to(memory_format=torch.channels_last))
    target, change, mass, goods = (
        sent(a) for a in (batch.target, batch.change, batch.mass, batch.goods)
    )
    truth = Truth(target, change, mass, goods, recipe.pairs)
    loss = loss_of(Answers(*(one.float() for one in said)), truth)
    return _Found(loss.item(), torch.autograd.grad(loss, list(layers.parameters())))


def _batches(paths: list[Path], recipe: Recipe) -> Iterator[list[Batch]]:
    """The parts of each step in order, made ahead by one other process; the same on every run."""
    drawn = _Draw.of(paths)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        waiting: collections.deque[list[AsyncResult[Batch]]] = collections.deque()
        for step in range(recipe.iterations):
            waiting.append([drawn.asked(pool, recipe, step, i) for i in range(recipe.parts)])
            if len(waiting) > AHEAD:
                yield [one.get() for one in waiting.popleft()]
        while waiting:
            yield [one.get() for one in waiting.popleft()]


@dataclasses.dataclass(frozen=True, slots=True)
class _Draw:
    """Scenes to draw from: all, irregular ones, and donors by whether a tube saw them."""

    every: list[Path]
    irregular: list[Path]
    donors: dict[bool, list[Path]]

    @classmethod
    def of(cls, paths: Collection[Path]) -> _Draw:
        every = sorted(paths)
        irregular = [path for path in every if not path.stem.endswith("-none")]
        donors: dict[bool, list[Path]] = {True: [], False: []}
        for path in irregular:
            donors[_by_tube(path)].append(path)
        return cls(every, irregular, donors)

    def asked(self, pool: Pool, recipe: Recipe, step: int, part: int) -> AsyncResult[Batch]:
        """Ask the other process for a part of a step."""
        rng = np.random.default_rng((recipe.seed, step, part))
        pairs = [self.irregular[i] for i in rng.integers(len(self.irregular), size=recipe.pairs)]
        crowds = [self.every[i] for i in rng.integers(len(self.every), size=recipe.crowds)]
        jobs = []
        for path in crowds:
            donors = self.donors[_by_tube(path)]
            jobs.append((path, [donors[i] for i in _picks(rng, len(donors))]))
        return pool.apply_async(make_batch, (pairs, jobs, (recipe.seed, step, part)))


def _picks(rng: np.random.Generator, count: int) -> list[int]:
    return [int(i) for i in rng.integers(count, size=MOST)] if count else []


def _by_tube(path: Path) -> bool:
    return path.stem.split("-")[1] in TUBES


def make_batch(
    pairs: list[Path], crowds: list[tuple[Path, list[Path]]], seed: tuple[int, ...]
) -> Batch:
    """One part of a step from the scenes named; runs in the other process."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng((*seed, 1))
    crops: list[Crop] = []
    for path in pairs:
        crops.extend(pair(_scene(path), rng))
    crops.extend(crowded(_scene(path), donors, rng) for path, donors in crowds)
    names = [field.name for field in dataclasses.fields(Batch)]
    return Batch(**{name: np.stack([getattr(crop, name) for crop in crops]) for name in names})


@functools.cache
def _scene(path: Path) -> StoredScene:
    """A scene, opened once: its pixels stay on the disk until they are asked for."""
    return StoredScene(path)
