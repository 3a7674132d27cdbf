"""How a view reached the screen: what came over the line, and how long the officer waited."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.words import Sentence


@dataclasses.dataclass(frozen=True, slots=True)
class Delivery:
    """One view that was opened from an archive.

    Attributes
    ----------
    delivery_id
        Its own name: told twice, it counts once.
    scan_id, view
        What was opened.
    at
        When, UTC.
    size
        Bytes of the view's files.
    received
        Bytes that came over the line for them since it was opened.
    coming_s
        Seconds in which they came.
    first_s
        Seconds from opening to the first picture; None when there was none.
    lossless_s
        Seconds from opening to the exact picture, its bytes checked; None when it was left before.
    retries
        How often something was asked for again because the line or the archive failed.
    kept
        Whether all of it was in the cache when it was opened.
    """

    delivery_id: str
    scan_id: str
    view: str
    at: dt.datetime
    size: int
    received: int
    coming_s: float
    first_s: float | None
    lossless_s: float | None
    retries: int
    kept: bool

    @property
    def rate(self) -> float:
        """Bytes a second that came; 0 when nothing did."""
        return self.received / self.coming_s if self.coming_s > 0 else 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery, and the item that it belongs to now."""

    item_id: str
    delivery: Delivery


@dataclasses.dataclass(frozen=True, slots=True)
class ArchiveStanding:
    """How images come to this machine.

    Attributes
    ----------
    archive
        Which one, as people call it.
    rate
        Bytes a second that the line gave lately; 0 before anything came.
    coming
        Views on their way.
    cache_files, cache_bytes, cache_most
        How full the cache is; `cache_most` 0 where nothing is kept.
    trouble
        Why the cache is not used; None when it is.
    views
        How views came lately, the newest first.
    """

    archive: str
    rate: float
    coming: int
    cache_files: int
    cache_bytes: int
    cache_most: int
    trouble: Sentence | None = None
    views: tuple[Delivered, ...] = ()
