"""Sample scans and their shipment data, made by the physical simulator. All of it is fictional."""

from __future__ import annotations

import datetime as dt

from sample_scans import air, highway, rail
from sample_scans.case import Case

CASES: tuple[Case, ...] = highway.CASES + rail.CASES + air.CASES

REFERENCE = dt.datetime(2026, 11, 20, 14, 0, tzinfo=dt.UTC)
"""The moment the samples are told from; `sample_scans.fresh` moves it to now."""


def minutes(count: float) -> dt.timedelta:
    """Return so many minutes."""
    return dt.timedelta(minutes=count)
