"""Other detectors of anomalies: three of anomalib's and an autoencoder, each with one face.

None gets weights from elsewhere: features are random, or those of our own network's first half.
What departs from anomalib's own training is said in `NOTES`, which goes into the table.

PaDiM: T. Defard et al., 2020, arXiv 2011.08785. PatchCore: K. Roth et al., 2021, arXiv 2106.08265.
DRAEM: V. Zavrtanik et al., 2021, arXiv 2108.07610.
"""

from __future__ import annotations

import importlib
import itertools
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from peer_images import ATTENUATION_UNIT, DEPARTURE
from torch import Tensor, nn
from torch.nn import functional

from models.card import shipped_card_path, weights_path
from models.training.network import BLOCK, FEATURES, OPAQUE_AT

Floats = npt.NDArray[np.float32]

ENCODER = ("stem", "down2", "body2", "down3", "body3", "down4")
"""Our network's convolutions down to its coarsest map, in the order of the exported graph."""
OWN_LAYERS = {"padim": ("body2", "body3", "down4"), "patchcore": ("body3", "down4")}
"""At a quarter, an eighth and a sixteenth of the size, as the layers of a ResNet."""
RANDOM_LAYERS = {"padim": ("layer1", "layer2", "layer3"), "patchcore": ("layer2", "layer3")}
FEATURES_KEPT = 100
"""What PaDiM keeps of a ResNet-18's features, by its paper."""
THINNED, BANK = 60_000, 6_000
"""Patches that PatchCore chooses from, and those it keeps: a tenth, as its paper does."""
BATCH = {"draem": 4, "autoencoder": 16}
NOTES = (
    "No pretrained backbone: features of a random ResNet-18, or of our own network's first half.",
    f"PatchCore chooses its bank of {BANK} from {THINNED} patches drawn evenly over all tiles.",
    "DRAEM paints noise where its paper paints textures, which would have to be downloaded.",
    "The autoencoder is plain and ours: four halvings, squared error.",
)


def anomalib(name: str) -> Any:
    """A module of anomalib.

    It imports torchvision, whose compiled half does not load beside a torch made for the processor
    alone. None of it is needed: the operators that it looks up by name are announced first.
    """
    if "torchvision" not in sys.modules and torch.version.cuda is None:
        library = torch.library.Library("torchvision", "DEF")
        for operator in ("nms", "qnms"):
            library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        _KEPT.append(library)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(f"anomalib.{name}")


_KEPT: list[object] = []
"""A library of operators lives as long as somebody holds it."""


class OwnEncoder(nn.Module):
    """The first half of our trained network, read from the weights that are in use.

    Raises
    ------
    ValueError
        When the weights are of a network of another shape.
    """

    def __init__(self, weights: Path | None = None) -> None:
        super().__init__()
        model = onnx.load(weights or weights_path(shipped_card_path()))
        arrays = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
        convolutions = [node for node in model.graph.node if node.op_type == "Conv"]
        for name, node in zip(ENCODER, convolutions, strict=False):
            weight, bias = (torch.tensor(arrays[name]) for name in node.input[1:3])
            stride = 2 if name.startswith("down") else 1
            layer = nn.Conv2d(weight.shape[1], weight.shape[0], 3, stride, padding=1)
            if layer.weight.shape != weight.shape:
                raise ValueError(f"{name} has the shape {tuple(weight.shape)}: another network.")
            layer.weight.data, layer.bias.data = weight, bias
            self.add_module(name, nn.Sequential(layer, nn.ReLU()))
        if self.stem[0].in_channels != FEATURES * BLOCK * BLOCK:
            raise ValueError(f"The network takes {self.stem[0].in_channels} planes: another one.")

    def forward(self, x: Tensor) -> Tensor:
        """From a picture to the coarsest features."""
        high = x[:, :1] * ATTENUATION_UNIT
        departure = (x[:, 1:2] - 0.5) * (2 * DEPARTURE)
        parts = [high / 2.5, departure, (-0.5 * high).exp(), (high - OPAQUE_AT).sigmoid()]
        x = functional.pixel_unshuffle(torch.cat([*parts, x[:, 2:] - 0.5], dim=1), BLOCK)
        for name in ENCODER:
            x = getattr(self, name)(x)
        return x


class Peer(Protocol):
    """A detector that learns from harmless tiles and maps how odd each pixel of a tile is."""

    steps: int
    wanted: int | None
    """Steps after which it has learned all it can; None when more always helps."""
    module: nn.Module

    def learn(self, lessons: Iterator[Floats]) -> None:
        """Take one step."""

    def finish(self) -> None:
        """After the last step."""

    def oddness(self, tiles: Tensor) -> Tensor:
        """(tiles, rows, columns); larger is odder."""


class _Features:
    """PaDiM and PatchCore: look at tiles once, then remember what is usual."""

    def __init__(self, kind: str, tiles: int, *, own: bool) -> None:
        torch.manual_seed(0)
        models = anomalib(f"models.image.{kind}.torch_model")
        layers = list((OWN_LAYERS if own else RANDOM_LAYERS)[kind])
        shape = {"backbone": OwnEncoder() if own else "resnet18", "pre_trained": False}
        if kind == "padim":
            self.module = models.PadimModel(layers=layers, n_features=FEATURES_KEPT, **shape)
        else:
            self.module = models.PatchcoreModel(layers=layers, **shape)
        self.kind, self.steps, self.wanted = kind, 0, tiles
        self._lot = torch.Generator().manual_seed(0)
        self.module.train()
        self.module.feature_extractor.eval()

    def learn(self, lessons: Iterator[Floats]) -> None:
        self.module(torch.from_numpy(next(lessons))[None])
        if self.kind == "patchcore":
            self._thin()
        self.steps += 1

    def _thin(self) -> None:
        """Keep of the newest tile as many patches as make `THINNED` over all tiles."""
        newest = self.module.embedding_store[-1]
        kept = max(1, min(len(newest), THINNED // (self.wanted or 1)))
        chosen = torch.randperm(len(newest), generator=self._lot)[:kept]
        self.module.embedding_store[-1] = newest[chosen]

    def finish(self) -> None:
        if self.kind == "padim":
            self.module.fit()
        else:
            patches = sum(len(one) for one in self.module.embedding_store)
            self.module.subsample_embedding(min(0.1, BANK / patches))
        self.module.eval()

    def oddness(self, tiles: Tensor) -> Tensor:
        return self.module(tiles).anomaly_map[:, 0]


class _Draem:
    """DRAEM: rebuild what was painted over, and tell where."""

    wanted = None

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.module = anomalib("models.image.draem.torch_model").DraemModel()
        self.steps = 0
        self._loss = anomalib("models.image.draem.loss").DraemLoss()
        generator = anomalib("data.utils.generators.perlin").PerlinAnomalyGenerator
        self._paint = generator(anomaly_source_path=None, blend_factor=(0.1, 1.0))
        self.optimiser = torch.optim.Adam(self.module.parameters(), lr=1e-4)

    def learn(self, lessons: Iterator[Floats]) -> None:
        self.module.train()
        batch = _batch(lessons, BATCH["draem"])
        painted, masks = self._paint(batch)
        rebuilt, told = self.module(painted)
        self.optimiser.zero_grad()
        self._loss(batch, rebuilt, masks, told).backward()
        self.optimiser.step()
        self.steps += 1

    def finish(self) -> None:
        self.module.eval()

    def oddness(self, tiles: Tensor) -> Tensor:
        answer = self.module(tiles).anomaly_map
        return answer[:, 0] if answer.ndim == 4 else answer


class _Autoencoder:
    """What cannot be squeezed through a narrow place is odd."""

    wanted = None
    widths = (3, 32, 64, 128, 32)

    def __init__(self) -> None:
        torch.manual_seed(0)
        down = [
            nn.Sequential(nn.Conv2d(a, b, 4, 2, 1), nn.BatchNorm2d(b), nn.LeakyReLU(0.2))
            for a, b in itertools.pairwise(self.widths)
        ]
        back = self.widths[::-1]
        up = [
            nn.Sequential(nn.ConvTranspose2d(a, b, 4, 2, 1), nn.BatchNorm2d(b), nn.LeakyReLU(0.2))
            for a, b in itertools.pairwise(back[:-1])
        ]
        self.module = nn.Sequential(*down, *up, nn.ConvTranspose2d(back[-2], back[-1], 4, 2, 1))
        self.steps = 0
        self.optimiser = torch.optim.Adam(self.module.parameters(), lr=1e-3)

    def learn(self, lessons: Iterator[Floats]) -> None:
        self.module.train()
        batch = _batch(lessons, BATCH["autoencoder"])
        self.optimiser.zero_grad()
        functional.mse_loss(self.module(batch), batch).backward()
        self.optimiser.step()
        self.steps += 1

    def finish(self) -> None:
        self.module.eval()

    def oddness(self, tiles: Tensor) -> Tensor:
        wrong = (self.module(tiles) - tiles).square().mean(dim=1, keepdim=True)
        return functional.avg_pool2d(wrong, 9, 1, 4, count_include_pad=False)[:, 0]


def _batch(lessons: Iterator[Floats], size: int) -> Tensor:
    return torch.from_numpy(np.stack([next(lessons) for _ in range(size)]))


PEERS = (
    "padim random",
    "padim own",
    "patchcore random",
    "patchcore own",
    "draem",
    "autoencoder",
)
"""``random`` and ``own`` say whose features."""
OF_ANOMALIB = PEERS[:-1]


def new_peer(name: str, tiles: int) -> Peer:
    """A detector that has learned nothing yet; ``tiles`` is what PaDiM and PatchCore look at."""
    kind, _, features = name.partition(" ")
    if features:
        return _Features(kind, tiles, own=features == "own")
    return _Draem() if kind == "draem" else _Autoencoder()


def state_of(peer: Peer) -> dict[str, Any]:
    """What a detector has learned, as tensors and numbers."""
    optimiser = getattr(peer, "optimiser", None)
    return {
        "steps": peer.steps,
        "module": peer.module.state_dict(),
        "optimiser": optimiser.state_dict() if optimiser is not None else None,
    }


def restore(peer: Peer, state: dict[str, Any]) -> None:
    """Give a new detector what another one of its kind had learned."""
    peer.steps = state["steps"]
    peer.module.load_state_dict(state["module"])
    if state["optimiser"] is not None:
        peer.optimiser.load_state_dict(state["optimiser"])
    peer.module.eval()
