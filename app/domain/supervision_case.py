"""A decision as a supervisor looks at it: declared, seen, decided, and what came after."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import Recommendation
from app.domain.dossier import Change
from app.domain.notice import Comparison
from app.domain.scan import Original
from app.domain.shipment import Shipment
from app.domain.supervision import Answered, GivenVerdict, Recheck
from app.domain.trip_tally import TripTally
from app.domain.work import Item

Key = tuple[str, str]
"""(scan_id, view)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """A shipment as it was decided upon, and as it stands now."""

    shipment_id: str
    seen: int
    now: int
    """Versions."""
    changes: tuple[Change, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One line of the re-check queue, opened."""

    line: Recheck
    decision: Recommendation
    item: Item
    """As it stands now."""
    declared: tuple[Shipment, ...]
    """As they were when it was decided."""
    differences: tuple[Difference, ...]
    """Shipments that are not what they were."""
    comparisons: tuple[Comparison, ...]
    """Declared against seen, as they stand now."""
    verdicts: tuple[GivenVerdict, ...]
    answers: tuple[Answered, ...]
    """What was said of this item's decisions before, oldest first."""
    opened_at: dt.datetime
    names: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Account to name, as shown on screen."""
    files: Mapping[Key, tuple[Original, ...]] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """The originals of each picture: kept here, or to be brought from an archive."""
    trip: TripTally | None = None
    """How far the review of all that came with it has come; None when it came alone."""

    def name(self, account: str) -> str:
        """Return the name of an account, the account itself where there is none."""
        return self.names.get(account, account)
