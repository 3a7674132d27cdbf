"""Generic sub-locations: 9 and the three digits of a port (D3-4-2, paragraphs 124 to 127)."""

from __future__ import annotations

import re
from types import MappingProxyType

from app.shipments.tables.table import Entry, Table


def generic_office(code: str) -> str:
    """Return the four digits of the office that a generic sub-location stands for, else nothing.

    ``9495`` stands for office ``0495`` (¶125).
    """
    return f"0{code[1:]}" if re.fullmatch(r"9[0-9]{3}", code) else ""


def generic_sub_location(code: str, offices: Table) -> Entry | None:
    """Return an entry for a generic sub-location; None when the code is not of that shape."""
    office = generic_office(code)
    if not office:
        return None
    known = offices.look_up(office)
    details = {"type": "generic9", "port": office}
    return Entry(
        code,
        f"Generic, {known.en if known else 'office'} {office}",
        f"Générique, {known.fr or known.en if known else 'bureau'} {office}",
        MappingProxyType(details),
    )
