"""Monitors of drift: how often they warn of nothing, and after how many scans of a change."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from measure import figure
from shares import share

from imaging.phantom import SceneOptions, make_scene
from models.alarms import SIGNS, Harmless, Reference, calibration_of
from models.card import load_card
from models.drift import BLOCK, Monitor
from models.groups import equipment_of, path_of
from models.prepare import working_view
from models.signs import signs_of

_BLOCKS, _CHANGES, _BEFORE = 200, 40, 100
_CALIBRATED, _USUAL, _CHANGED = 40, 12, 12
_MEAN_OF, _ERRORS = 10, 3.0
_PEER = "the mean of the last ten beyond three standard errors"

Values = Mapping[str, float]


class Plainest:
    """Warns when the mean of the last ten of any sign lies three standard errors off."""

    def __init__(self, known: Reference) -> None:
        self._centre = {sign: np.mean(known[sign]) for sign in SIGNS}
        self._error = {sign: np.std(known[sign]) / _MEAN_OF**0.5 for sign in SIGNS}
        self._last: list[Values] = []

    def warns(self, values: Values) -> bool:
        self._last = [*self._last, values][-_MEAN_OF:]
        if len(self._last) < _MEAN_OF:
            return False
        return any(
            abs(np.mean([one[sign] for one in self._last]) - self._centre[sign])
            > _ERRORS * self._error[sign]
            for sign in SIGNS
        )


class Ours:
    """The monitor, asked after every scan."""

    def __init__(self, known: Reference, rng: np.random.Generator) -> None:
        self._known, self._rng, self._monitor = known, rng, Monitor()

    def warns(self, values: Values) -> bool:
        self._monitor.take("group", self._known, values, float(self._rng.random()))
        return bool(self._monitor.warnings())


def _first(warns: Callable[[Values], bool], scans: Iterator[Values], most: int) -> int:
    """Return after how many scans it warns first; one more than there are when it does not."""
    for number in range(1, most + 1):
        if warns(next(scans)):
            return number
    return most + 1


def _drawn(rng: np.random.Generator, shift: float) -> Iterator[Values]:
    """Signs as skewed as those of scans are; the noise moved by some standard deviations."""
    while True:
        values = dict(zip(SIGNS, rng.gamma(4.0, size=len(SIGNS)) / 2.0, strict=True))
        yield values | {"noise": values["noise"] + shift}


def _known(rng: np.random.Generator, count: int) -> Reference:
    return {sign: tuple(sorted((rng.gamma(4.0, size=count) / 2.0).tolist())) for sign in SIGNS}


def false_warnings() -> dict[str, Any]:
    """Blocks of scans in which nothing changes, and a warning comes all the same."""
    rng = np.random.default_rng(71)
    ours, theirs = [], []
    for _ in range(_BLOCKS):
        known = _known(rng, 200)
        ours.append(_first(Ours(known, rng).warns, _drawn(rng, 0.0), BLOCK) <= BLOCK)
        theirs.append(_first(Plainest(known).warns, _drawn(rng, 0.0), BLOCK) <= BLOCK)
    return share("drift.false_warnings_500", ours, _PEER, theirs)


def delay(shift: float) -> dict[str, Any]:
    """Scans of another noise until a warning, after some that were as before."""
    rng = np.random.default_rng(72)
    ours, theirs = [], []
    for _ in range(_CHANGES):
        known = _known(rng, 200)
        for found, watch in ((ours, Ours(known, rng)), (theirs, Plainest(known))):
            _first(watch.warns, _drawn(rng, 0.0), _BEFORE)
            found.append(float(_first(watch.warns, _drawn(rng, shift), BLOCK)))
    return figure(f"drift.delay_scans.{shift:g}sigma", "scans", ours, _PEER, theirs, scale=1.0)


def _scene(seed: int, dose: float) -> Harmless:
    """One simulated container of a well-kept scanner, at a share of its usual dose."""
    options = SceneOptions.well_kept("container20")
    quanta = options.quanta or 8e5
    options = dataclasses.replace(options, energies=(6.0, 4.0), quanta=dose * quanta)
    radiograph = make_scene(seed, equipment="container20", rows=330, options=options).radiograph
    card = load_card()
    view = working_view(radiograph, card.input)
    groups = path_of(view.beam, equipment_of(view, card.input), None)
    return Harmless(groups, "GATE-2", "SYNTHETIC", signs_of(view, 0.0))


def phantom_delay() -> dict[str, Any]:
    """A scanner of the simulator whose dose falls to a third: scans until a warning."""
    seeds = iter(range(8_100_000, 8_200_000))
    before = [_scene(next(seeds), 1.0) for _ in range(_CALIBRATED)]
    made = calibration_of(before, model_sha256="0" * 64, made_at=dt.datetime.now(dt.UTC))
    known = made.reference("", before[0].groups[0])
    if known is None:
        raise ValueError("the scenes are of several groups")
    usual = [dataclasses.asdict(_scene(next(seeds), 1.0).signs) for _ in range(_USUAL)]
    later = [dataclasses.asdict(_scene(next(seeds), 1 / 3).signs) for _ in range(_CHANGED)]
    rng = np.random.default_rng(73)
    found = []
    for watch in (Ours(known, rng), Plainest(known)):
        if _first(watch.warns, iter(usual), _USUAL) <= _USUAL:
            print(f"{type(watch).__name__} warned of nothing", file=sys.stderr)
        found.append(float(_first(watch.warns, iter(later), _CHANGED)))
    return figure("drift.delay_scans.dose_third", "scans", found[:1], _PEER, found[1:], scale=1.0)


def figures() -> list[dict[str, Any]]:
    """Measure all."""
    return [false_warnings(), *(delay(shift) for shift in (1.0, 2.0, 3.0)), phantom_delay()]
