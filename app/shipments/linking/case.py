"""What the cases of linking look at, and how they name things."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from app.domain.dossier import Dossier
from app.domain.scan import Scan
from app.domain.work import Item, Link, LinkClass
from app.shipments.linking.windows import aware
from app.shipments.tables import Tables

ENDED = (LinkClass.NONE, LinkClass.ORPHANED)
"""Links that tie a scan to nothing that is on file."""
LISTED = 4
"""Shipments that a sentence names before it says that there are more."""


class LinkCase(Protocol):
    """What these cases look at of the case that rules look at."""

    @property
    def item(self) -> Item:
        """The item."""
        ...

    @property
    def now(self) -> dt.datetime:
        """The time, with zone."""
        ...

    @property
    def dossiers(self) -> Mapping[str, Dossier]:
        """What is on file about its shipments, by their identity; what is not here is unknown."""
        ...

    @property
    def tables(self) -> Tables | None:
        """Code tables; None when there are none to look into."""
        ...

    @property
    def imaged(self) -> frozenset[str] | None:
        """Cargo of its conveyances that a scan shows; None when nobody asked."""
        ...


def links_of(case: LinkCase, scan: Scan) -> list[Link]:
    """Return the links of one scan."""
    return [link for link in case.item.links if link.scan_id == scan.scan_id]


def listed(names: list[str]) -> str:
    """Return the first names, and dots for the rest."""
    return ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")


def moment(at: dt.datetime | None) -> str:
    """Return a time in UTC, a dash for none."""
    if at is None:
        return "—"
    return f"{aware(at).astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
