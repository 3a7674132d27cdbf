"""How far a picture lies from a crowd of others: its place among their own distances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.domain.reference import Pictured
from app.references.matching import Question
from app.shipments.discrepancies import Crowd, Looks
from imaging.likeness import Likeness, metric_of

MOST = 400
"""Pictures of a crowd that are looked at, the newest: all of them are held against each other."""
NEIGHBOURS = 5
"""A distance is the mean to so many nearest ones: a single double does not make a load usual."""
NAMED = 3

Described = tuple[Pictured, Likeness]
Floats = npt.NDArray[np.float32]


def looks(question: Question, crowd: Crowd, name: str, described: Sequence[Described]) -> Looks:
    """Say which share of a crowd lies nearer to the others than the picture in question.

    Parameters
    ----------
    question
        The picture under review, with its vector.
    crowd, name
        Which others they are.
    described
        The others with their vectors; those of another kind of scanner do not count.
    """
    mine = question.picture
    kind = None if question.likeness is None else question.likeness.kind
    same = [one for one in described if one[1].kind is kind]
    newest = sorted(same, key=lambda one: _when(one[0]), reverse=True)[:MOST]
    if question.likeness is None or kind is None or len(newest) < 2:
        return Looks(mine.scan_id, mine.view, crowd, name, len(newest), None)
    metric = metric_of(kind)
    points = metric.project(np.stack([likeness.values for _, likeness in newest]))
    apart = np.linalg.norm(points - metric.project(question.likeness.values), axis=1)
    nearest = np.argsort(apart, kind="stable")[:NAMED]
    return Looks(
        mine.scan_id,
        mine.view,
        crowd,
        name,
        len(newest),
        float(np.mean(_own_distances(points) < _mean_nearest(apart[None, :])[0])),
        tuple(_name(newest[int(place)][0]) for place in nearest),
    )


def _own_distances(points: Floats) -> Floats:
    """Return how far each of a crowd lies from the others, itself left out."""
    squares = np.sum(points * points, axis=1)
    apart = squares[:, None] + squares[None, :] - 2.0 * points @ points.T
    between = np.sqrt(np.maximum(apart, 0.0))
    np.fill_diagonal(between, np.inf)
    return _mean_nearest(np.asarray(between, np.float32))


def _mean_nearest(apart: Floats) -> Floats:
    """Return the mean of the smallest few of each row, as many as there are."""
    told = int(np.isfinite(apart).sum(axis=1).min())
    few = min(NEIGHBOURS, told)
    return np.asarray(np.sort(apart, axis=1)[:, :few].mean(axis=1), np.float32)


def _when(picture: Pictured) -> float:
    """Order by time; what has none comes last."""
    taken = picture.taken_at
    if taken is None:
        return 0.0
    aware = taken if taken.tzinfo is not None else taken.replace(tzinfo=dt.UTC)
    return aware.timestamp()


def _name(picture: Pictured) -> str:
    """Return number and day: what an officer finds the picture by."""
    day = "" if picture.taken_at is None else picture.taken_at.date().isoformat()
    return f"{picture.number or picture.scan_id} {day}".strip()
