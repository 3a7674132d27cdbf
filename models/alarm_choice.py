"""What a site chose of its alarms, and the threshold of one scan that follows from it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from models.alarm_file import alarm_path, read_alarms
from models.alarms import AlarmCalibration, InForce, in_force
from models.card import Card, alarms_path, shipped_card_path
from models.errors import ModelRefused
from models.groups import equipment_of, path_of
from models.prepare import WorkingView

USUAL_RATE = 0.05
"""Share of harmless scans with an alarm, where the site chose none."""


@dataclasses.dataclass(frozen=True, slots=True)
class AlarmChoice:
    """Where calibrations lie, and the false-alarm rate that is wanted.

    Attributes
    ----------
    folder
        Holds a file for each model, named by the digest of its weights; None for none.
    rate
        Between `models.conformal.LEAST_RATE` and `MOST_RATE`.
    """

    folder: Path | None = None
    rate: float = USUAL_RATE

    def calibration(self, model_sha256: str) -> AlarmCalibration | None:
        """Return the calibration of some weights: the site's own, else the one they came with.

        Returns
        -------
        None where there is neither.

        Raises
        ------
        ModelRefused
            When it is damaged, or of other weights than its name says.
        """
        path = alarm_path(self.folder or Path(), model_sha256)
        found = read_alarms(path) if self.folder is not None else None
        if found is None:
            return _shipped(model_sha256)
        if found.model_sha256 != model_sha256:
            raise ModelRefused(
                f"The alarm calibration {path.name} is of other weights.",
                remedy="Make it anew with `prescreen calibrate`.",
            )
        return found

    def in_force(self, card: Card, view: WorkingView, commodity: str | None = None) -> InForce:
        """Return the threshold of a scan, among those of like goods where the network names them.

        Raises
        ------
        ModelRefused
            When there is a calibration that cannot be used: a threshold is not guessed.
        """
        groups = path_of(view.beam, equipment_of(view, card.input), commodity)
        return in_force(
            self.calibration(card.sha256), groups, self.rate, card.thresholds[view.beam]
        )


def _shipped(model_sha256: str) -> AlarmCalibration | None:
    """The calibration that comes with these weights: of simulated scans, as its origins say."""
    for int8 in (False, True):
        found = read_alarms(alarms_path(shipped_card_path(int8=int8)))
        if found is not None and found.model_sha256 == model_sha256:
            return found
    return None
