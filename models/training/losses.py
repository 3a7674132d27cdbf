"""What the network is asked for while it learns, and how much each mistake counts."""

from __future__ import annotations

import dataclasses

import torch
from torch import Tensor
from torch.nn import functional

from models.training.network import Answers

INNOCENT_WEIGHT = 10.0
"""Of the innocent cells of a crop against its marked ones."""
DICE_WEIGHT = 0.5
HARD_WEIGHT, HARD_SHARE = 1.0, 100
"""Of the innocent cells that look most irregular: one in so many."""
RANK_WEIGHT, MARGIN, PEAK = 1.0, 1.0, 3
"""Of the order of crops by their highest cells, of which so many count: a scan is flagged by its
highest cell, so that an irregular one must stand above every innocent one, and by a margin."""
TWIN_WEIGHT, TWIN_MARGIN = 1.0, 2.0
"""Of an irregular place standing above the same place without the irregularity."""
CHANGE_WEIGHT, CHANGED_WEIGHT = 5.0, 20.0
"""Of the attenuation added, and of the marked cells in that."""
GOODS_WEIGHT, MASS_WEIGHT = 0.5, 2.0
NEAR = 0.05
"""Where an error counts by its size and no more by its square."""
MASS_UNIT = 10.0
NEVER = -30.0


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What the answers are held against: see `models.training.crops.Crop`.

    The first ``2 * pairs`` crops are irregular and clean in turn, each two at the same place.
    """

    target: Tensor
    change: Tensor
    mass: Tensor
    goods: Tensor
    pairs: int


def loss_of(answers: Answers, truth: Truth) -> Tensor:
    """All mistakes together, one number."""
    logits, target = answers.irregular.flatten(1), truth.target.flatten(1)
    return (
        mask_loss(logits, target)
        + RANK_WEIGHT * rank_loss(logits, target)
        + TWIN_WEIGHT * twin_loss(logits, target, truth.pairs)
        + CHANGE_WEIGHT * change_loss(answers.change.flatten(1), truth.change.flatten(1), target)
        + GOODS_WEIGHT * functional.cross_entropy(answers.goods, truth.goods)
        + MASS_WEIGHT * mass_loss(answers.mass.flatten(1), truth.mass.flatten(1))
    )


def mask_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Cross entropy, the marked cells against the others, plus the Dice loss.

    Every crop weighs the same: otherwise one false floor of thousands of cells would drown a
    hundred pistols. Cells whose target is negative do not count.

    Parameters
    ----------
    logits, target
        (crops, cells); the target is 1 irregular, 0 not, -1 unknown.
    """
    marked, innocent = (target > 0.5).float(), (target == 0).float()
    cross = functional.binary_cross_entropy_with_logits(logits, marked, reduction="none")
    count = marked.sum(1)
    missed = (cross * marked).sum(1) / (count + 5.0)
    false = INNOCENT_WEIGHT * (cross * innocent).mean(1)
    probability = logits.sigmoid()
    inside, all_of_it = (probability * marked).sum(1), (probability * (marked + innocent)).sum(1)
    dice = 1 - (2 * inside + 1) / (all_of_it + count + 1)
    holds = (count > 0).float()
    hardest = torch.topk(cross * innocent, max(8, logits.shape[1] // HARD_SHARE), dim=1).values
    return (
        (missed + false).mean()
        + DICE_WEIGHT * (dice * holds).sum() / holds.sum().clamp_min(1.0)
        + HARD_WEIGHT * hardest.mean()
    )


def rank_loss(logits: Tensor, target: Tensor) -> Tensor:
    """How far irregular crops fail to stand above the innocent cells of every crop."""
    irregular = _peak(logits, target > 0.5)[(target > 0.5).any(1)]
    innocent = _peak(logits, target == 0)
    if len(irregular) == 0:
        return logits.sum() * 0.0
    return functional.softplus(innocent[None, :] - irregular[:, None] + MARGIN).mean()


def _peak(logits: Tensor, where: Tensor) -> Tensor:
    chosen = torch.where(where, logits, torch.full_like(logits, NEVER))
    return torch.topk(chosen, PEAK, dim=1).values.mean(1)


def twin_loss(logits: Tensor, target: Tensor, pairs: int) -> Tensor:
    """How far marked cells fail to stand above the same cells of the clean twin."""
    irregular, clean = logits[0 : 2 * pairs : 2], logits[1 : 2 * pairs : 2]
    marked = (target[0 : 2 * pairs : 2] > 0.5).float()
    short = functional.softplus(TWIN_MARGIN - (irregular - clean))
    return ((short * marked).sum(1) / (marked.sum(1) + 5.0)).mean()


def change_loss(answer: Tensor, change: Tensor, target: Tensor) -> Tensor:
    """Error of the attenuation added, most of it over what is marked."""
    weight = (target >= 0).float() * (1.0 + CHANGED_WEIGHT * (target > 0.5).float())
    error = functional.smooth_l1_loss(answer, change, reduction="none", beta=NEAR)
    return (error * weight).mean()


def mass_loss(answer: Tensor, mass: Tensor) -> Tensor:
    """Error of the logarithm of the areal mass, where that is known."""
    known = (mass >= 0).float()
    wanted = torch.log1p(mass.clamp_min(0.0) / MASS_UNIT)
    error = functional.smooth_l1_loss(answer, wanted, reduction="none", beta=NEAR)
    return (error * known).sum() / known.sum().clamp_min(1.0)
