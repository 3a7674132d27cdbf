"""What a rule looks at."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.dossier import Dossier
from app.domain.shipment import Function, Shipment
from app.domain.work import Item
from app.shipments.seen import Seen


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One item at one moment, with what was measured in its scans."""

    item: Item
    now: dt.datetime
    seen: Seen | None = None
    dossiers: Mapping[str, Dossier] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """What is on file about each of its shipments; what is not here is unknown."""

    @property
    def shipments(self) -> tuple[Shipment, ...]:
        """The shipments in force: deleted ones are another rule's business."""
        return tuple(s for s in self.item.shipments if s.function is not Function.DELETE)
