"""A file of messages that was taken in, as the record keeps it."""

from __future__ import annotations

import dataclasses

from app.domain.filing import Fault

MOST_FAULTS = 200
"""Faults of one file that are kept word for word; of the others their number is."""
MOST_KEYS = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Arrival:
    """One file, read to its end.

    Attributes
    ----------
    sha256, name
        Its digest, under which the scan store keeps it, and what it was called.
    form
        Such as ``EDIFACT``.
    filings, new
        How many filings it holds, and how many of them were not on record before.
    keys
        Which records the first of them are of.
    faults, more_faults
        What was wrong, up to `MOST_FAULTS`, and how much more.
    """

    sha256: str
    name: str
    form: str
    filings: int
    new: int
    keys: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    more_faults: int = 0
