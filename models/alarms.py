"""From which score on a scan raises an alarm: calibrated on scans without anything irregular.

What a site's own harmless scans scored lies in a file beside the card's thresholds, by groups that
follow from the picture (`models.groups`). The narrowest group that is large enough for the chosen
rate gives the threshold (`models.conformal`); with none, the thresholds of the card stay in force,
and every answer says which.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from models.conformal import LEAST_RATE, MOST_RATE, threshold_of
from models.groups import ALL
from models.signs import Signs

SIGNS = ("air", "opaque", "noise", "ratio", "score")
"""What is watched of every scan, by field of `models.signs.Signs`."""
CARD = "card"
"""Group in whose place the card's own thresholds stand."""


@dataclasses.dataclass(frozen=True, slots=True)
class Harmless:
    """One scan without anything irregular.

    Attributes
    ----------
    groups
        The groups it belongs to, narrowest first; the last one is `models.groups.ALL`.
    station
        Name of the scanner; empty when the file states none.
    origin
        ``MACHINE``, ``SYNTHETIC`` or ``AUGMENTED``.
    signs
        What it is like, its score among it.
    """

    groups: tuple[str, ...]
    station: str
    origin: str
    signs: Signs


Reference = Mapping[str, tuple[float, ...]]
"""By name of a sign: its values over the scans of a group, ascending."""


@dataclasses.dataclass(frozen=True, slots=True)
class AlarmCalibration:
    """What harmless scans scored, and what they are like.

    Attributes
    ----------
    model_sha256
        The weights that scored them; of no use to any others.
    made_at
        UTC.
    origins
        How many scans are of each origin.
    scores
        By group: scores, ascending.
    signs
        By station (empty for all stations together) and narrowest group: what was measured.
    sha256
        Digest of the file; empty before it is written.
    """

    model_sha256: str
    made_at: dt.datetime
    origins: Mapping[str, int]
    scores: Mapping[str, tuple[float, ...]]
    signs: Mapping[str, Mapping[str, Reference]]
    sha256: str = ""

    @property
    def scans(self) -> int:
        """How many scans it rests on."""
        return len(self.scores.get(ALL, ()))

    def reference(self, station: str, group: str) -> Reference | None:
        """What the signs of a group are at a scanner; of all scanners where it has too few."""
        own = self.signs.get(station, {}).get(group)
        return own if own is not None else self.signs.get("", {}).get(group)


FEWEST_OF_A_STATION = 30
"""Scans of one group from which a scanner is compared with itself."""


def calibration_of(
    harmless: Iterable[Harmless], *, model_sha256: str, made_at: dt.datetime
) -> AlarmCalibration:
    """Put scans together, each into all of its groups."""
    scores: dict[str, list[float]] = defaultdict(list)
    origins: dict[str, int] = defaultdict(int)
    by_place: dict[tuple[str, str], list[Signs]] = defaultdict(list)
    for scan in harmless:
        origins[scan.origin] += 1
        for group in scan.groups:
            bisect.insort(scores[group], scan.signs.score)
        for station in {"", scan.station}:
            by_place[station, scan.groups[0]].append(scan.signs)
    signs: dict[str, dict[str, Reference]] = defaultdict(dict)
    for (station, group), found in sorted(by_place.items()):
        if not station or len(found) >= FEWEST_OF_A_STATION:
            signs[station][group] = _reference(found)
    return AlarmCalibration(
        model_sha256=model_sha256,
        made_at=made_at,
        origins=MappingProxyType(dict(sorted(origins.items()))),
        scores=MappingProxyType({name: tuple(found) for name, found in sorted(scores.items())}),
        signs=MappingProxyType({name: MappingProxyType(found) for name, found in signs.items()}),
    )


def _reference(found: Sequence[Signs]) -> Reference:
    """Sort every sign by itself; what could not be measured is left out."""
    columns = {name: [getattr(signs, name) for signs in found] for name in SIGNS}
    return MappingProxyType(
        {
            name: tuple(sorted(v for v in values if math.isfinite(v)))
            for name, values in columns.items()
        }
    )


@dataclasses.dataclass(frozen=True, slots=True)
class InForce:
    """The threshold that judged one scan, and what it rests on.

    Attributes
    ----------
    threshold
        A region whose score reaches it is a finding.
    rate
        Chosen share of harmless scans with an alarm; None with the card's thresholds.
    group
        Whose scans gave the threshold; `CARD` with the card's.
    wanted
        The narrowest group of the scan; another than ``group`` where that one was too small.
    scans
        How many scans the threshold rests on; 0 with the card's.
    sha256
        Digest of the calibration; empty with the card's.
    """

    threshold: float
    rate: float | None = None
    group: str = CARD
    wanted: str = ""
    scans: int = 0
    sha256: str = ""

    @property
    def fell_back(self) -> bool:
        """Whether a wider group than its own had to do, or the card."""
        return self.group != self.wanted


def in_force(
    calibration: AlarmCalibration | None, groups: Sequence[str], rate: float, card: float
) -> InForce:
    """Choose the threshold of a scan.

    Parameters
    ----------
    calibration
        None when there is none for these weights.
    groups
        Of the scan, narrowest first.
    rate
        Chosen share of harmless scans with an alarm.
    card
        The card's threshold for this beam.

    Raises
    ------
    ValueError
        For a rate that no site may choose.
    """
    if not LEAST_RATE <= rate <= MOST_RATE:
        raise ValueError(f"a false-alarm rate lies between {LEAST_RATE:g} and {MOST_RATE:g}")
    for group in groups if calibration is not None else ():
        scores = calibration.scores.get(group, ()) if calibration is not None else ()
        threshold = threshold_of(scores, rate)
        if calibration is not None and threshold is not None:
            return InForce(threshold, rate, group, groups[0], len(scores), calibration.sha256)
    return InForce(card, wanted=groups[0])
