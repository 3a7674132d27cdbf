"""What a site chose of its alarms, and the threshold of one scan that follows from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from models.alarm_file import alarm_path, read_alarms
from models.alarms import AlarmCalibration, InForce, in_force
from models.card import Card
from models.errors import ModelRefused
from models.groups import CommodityOf, equipment_of, no_commodity, path_of
from models.prepare import Floats, WorkingView

USUAL_RATE = 0.05
"""Share of harmless scans with an alarm, where the site chose none."""
NO_MAPS: Mapping[str, Floats] = MappingProxyType({})


@dataclasses.dataclass(frozen=True, slots=True)
class AlarmChoice:
    """Where calibrations lie, and the false-alarm rate that is wanted.

    Attributes
    ----------
    folder
        Holds a file for each model, named by the digest of its weights; None for none.
    rate
        Between `models.conformal.LEAST_RATE` and `MOST_RATE`.
    commodity_of
        What names the goods of a scan.
    """

    folder: Path | None = None
    rate: float = USUAL_RATE
    commodity_of: CommodityOf = no_commodity

    def calibration(self, model_sha256: str) -> AlarmCalibration | None:
        """Return the calibration of some weights, as it lies there now; None for none.

        Raises
        ------
        ModelRefused
            When it is damaged, or of other weights than its name says.
        """
        if self.folder is None:
            return None
        path = alarm_path(self.folder, model_sha256)
        found = read_alarms(path)
        if found is not None and found.model_sha256 != model_sha256:
            raise ModelRefused(
                f"The alarm calibration {path.name} is of other weights.",
                remedy="Make it anew with `prescreen calibrate`.",
            )
        return found

    def groups_of(
        self, card: Card, view: WorkingView, maps: Mapping[str, Floats] = NO_MAPS
    ) -> tuple[str, ...]:
        """Return the groups of a scan, narrowest first."""
        equipment = equipment_of(view, card.input)
        return path_of(view.beam, equipment, self.commodity_of(view, maps))

    def in_force(
        self, card: Card, view: WorkingView, maps: Mapping[str, Floats] = NO_MAPS
    ) -> InForce:
        """Return the threshold of a scan.

        Raises
        ------
        ModelRefused
            When there is a calibration that cannot be used: a threshold is not guessed.
        """
        groups = self.groups_of(card, view, maps)
        return in_force(
            self.calibration(card.sha256), groups, self.rate, card.thresholds[view.beam]
        )
