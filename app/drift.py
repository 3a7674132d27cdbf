"""Watching whether the scans of each scanner are still like those the model was calibrated on.

What is watched and when it warns follow from the record, the calibration and the day alone: who
asks later is told the same. How a monitor works is in `models.drift`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import math
from collections.abc import Mapping

from app.domain.clock import Clock
from app.domain.drift import Drift
from app.domain.threat import Arrived
from app.record import Record
from models.alarm_choice import AlarmChoice
from models.alarms import SIGNS, AlarmCalibration
from models.card import load_card
from models.drift import Monitor
from models.errors import ModelError

PERIOD = dt.timedelta(days=14)
"""Monitors begin anew after this time, counted from the calibration; one period before is read
too, so that a warning outlives the change."""


class DriftWatch:
    """The monitors of one workspace's scanners; belongs to one thread.

    Parameters
    ----------
    choice
        Where the calibrations lie.
    clock
        For the period that is watched.
    """

    def __init__(self, choice: AlarmChoice, clock: Clock) -> None:
        self._choice = choice
        self._clock = clock
        self._calibration: AlarmCalibration | None = None
        self._since: dt.datetime | None = None
        self._begin()

    def _begin(self) -> None:
        self._after = 0
        self._monitors: dict[str, Monitor] = {}
        self._taken: set[tuple[str, str]] = set()

    def catch_up(self, record: Record) -> None:
        """Take in what was screened since the last time."""
        calibration = self._in_force()
        since = None if calibration is None else self._period(calibration.made_at)
        if (calibration, since) != (self._calibration, self._since):
            self._calibration, self._since = calibration, since
            self._begin()
        if calibration is None or since is None:
            return
        for one in record.arrived(self._after, since):
            self._after = one.seq
            self._take(one, calibration)

    def of(self, scanner: str) -> tuple[Drift, ...]:
        """Return what has changed at a scanner."""
        monitor = self._monitors.get(scanner)
        told = () if monitor is None else monitor.warnings()
        return tuple(Drift(scanner, **dataclasses.asdict(one)) for one in told)

    def all(self) -> tuple[Drift, ...]:
        """Return what has changed anywhere, by scanner."""
        return tuple(one for scanner in sorted(self._monitors) for one in self.of(scanner))

    def _in_force(self) -> AlarmCalibration | None:
        """Return the calibration of the model in use; None where there is none that can be used.

        A damaged one makes every screening UNKNOWN with the reason: that is warning enough.
        """
        try:
            return self._choice.calibration(load_card().sha256)
        except ModelError:
            return None

    def _period(self, made_at: dt.datetime) -> dt.datetime:
        """Return from when on views are taken in: the beginning of the period before this one."""
        periods = max(0, (self._clock.now() - made_at) // PERIOD - 1)
        return made_at + periods * PERIOD

    def _take(self, one: Arrived, calibration: AlarmCalibration) -> None:
        """Take in a view, each once: screened again it says nothing new."""
        place = (one.scan_id, one.view)
        reference = calibration.reference(one.scanner, one.group)
        known = place in self._taken or one.model_sha256 != calibration.model_sha256
        if known or reference is None:
            return
        self._taken.add(place)
        monitor = self._monitors.setdefault(one.scanner, Monitor())
        monitor.take(one.group, reference, _values(one), _chance(one))


def _values(one: Arrived) -> Mapping[str, float]:
    told = {sign: getattr(one.signs, sign) for sign in SIGNS}
    return {sign: math.nan if value is None else value for sign, value in told.items()}


def _chance(one: Arrived) -> float:
    """Order equal values by the digests of the files: a draw that anybody can repeat."""
    digest = hashlib.sha256("".join(one.image_digests).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2.0**48
