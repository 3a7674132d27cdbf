"""What has come since a decision that must be made again."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.decision import Kind
from app.domain.dossier import Change
from app.domain.words import Sentence


@dataclasses.dataclass(frozen=True, slots=True)
class ChangedShipment:
    """A shipment whose data is no longer what was decided upon."""

    shipment_id: str
    changes: tuple[Change, ...]
    """Those that decide come first."""
    new: bool = False
    """It was not known when the item was decided."""
    gone: bool = False
    """Its record has been deleted."""


@dataclasses.dataclass(frozen=True, slots=True)
class NewView:
    """Images of a view that nobody had when the item was decided."""

    object_id: str
    view: str
    images: int


@dataclasses.dataclass(frozen=True, slots=True)
class SinceDecided:
    """A decision that no longer speaks of all there is, and what has come since."""

    kind: Kind
    officer: str
    at: dt.datetime
    shipments: tuple[ChangedShipment, ...] = ()
    views: tuple[NewView, ...] = ()
    findings: tuple[Sentence, ...] = ()
    """Titles of findings of reports that were made since."""
