"""Where each value stands in its message, worked out when somebody asks.

While a message is read only the number of the segment and the place in it are noted. Which
characters that is follows from the text later: most messages are never looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from app.domain.filing import Spot
from app.shipments.edi.syntax import Syntax, segment_spans, value_span


class Place(NamedTuple):
    """Which element of a segment, and its name in the standard."""

    name: str
    """Such as ``C506.1154`` or ``M11-01``."""
    element: int
    """0 is the tag."""
    component: int = -1
    """From 0; -1 for the whole element."""


Note = tuple[int, Place]
"""Number of the segment within its message, from 1, and the place in it."""
Notes = list[tuple[str, dict[str, Note]]]
"""What comes before the path of every note, such as ``goods[0].``, and the notes."""


def find_spots(text: str, syntax: Syntax, notes: Notes) -> Mapping[str, Spot]:
    """Return the places of all values of one filing, by the path of the field."""
    spans = segment_spans(text, syntax)
    found = {}
    for before, of in notes:
        for path, (number, place) in of.items():
            at = (place.element, place.component)
            start, end = value_span(text, spans[number - 1], syntax, at)
            found[before + path] = Spot(number, place.name, start, end)
    return found
