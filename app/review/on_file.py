"""Transmissions on file, as somebody asks to see them."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.filing import Filing
from app.domain.raw import Asked
from app.record import Record


def filings(record: Record, asked: Sequence[Asked]) -> tuple[tuple[Filing, str], ...]:
    """Return the filings that are asked for, each with the path of the value in it.

    Where no digest is given, the newest filing of the key is meant. What is not on file is left
    out.
    """
    found = []
    for one in asked:
        fitting = [filing for filing in record.filings(one.key) if one.fits(filing)]
        if fitting:
            found.append((fitting[-1], one.path))
    return tuple(found)
