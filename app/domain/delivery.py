"""How a view reached the screen: what came over the line, and how long the officer waited."""

from __future__ import annotations

import dataclasses
import datetime as dt


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
