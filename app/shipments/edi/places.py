"""Where each value stands in its message, found out when somebody asks.

Most messages are never looked at, so that nothing of this is kept while one is read. To find the
places a message is read a second time, into dictionaries and lists that note which segment filled
each of their entries; a table says in which element of that segment such a value stands.
"""

from __future__ import annotations

import abc
import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from app.domain.filing import Spot
from app.domain.shipment import Dangerous, Party, Seal, Value
from app.shipments.edi.syntax import Segment, Syntax, segment_spans, value_span


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
SHORTEST_NUMBER = 5
"""Signs of a control number without its carrier code that cannot be there by chance."""
Places = Mapping[tuple[str, str], tuple[Place, ...]]
"""By tag and field: where its value stands; of several the first that is not empty."""
Entry = tuple[str, str, int]
"""Path of a value in its filing, its field in `Places`, and the number of its segment."""
JOINED: Mapping[str, str] = MappingProxyType(
    {"texts": "description", "remarks": "special_instructions"}
)
"""Lists of texts that are joined to one field."""
ONCE = frozenset(("cargo", "cargo_on", "seals"))
"""Lists of a conveyance that are kept without what stands in them again."""
_WHOLES: Mapping[type, str] = MappingProxyType(
    {Party: "party", Value: "value", Dangerous: "danger", Seal: "seal"}
)
"""Values that one segment fills in several elements, with the name of their parts in `Places`."""


class Told(abc.ABC):
    """A value that several segments make up, each part with the segment that it stands in."""

    __slots__ = ()

    @abc.abstractmethod
    def parts(self, number: int) -> Iterator[Entry]:
        """Yield the path of each part within the value, its field and its segment.

        Parameters
        ----------
        number
            Of the segment that began the value.
        """


class Cursor:
    """The number of the segment that is being read."""

    __slots__ = ("number",)

    def __init__(self) -> None:
        self.number = 0

    def through(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Yield segments, with their number here."""
        for self.number, segment in enumerate(segments, 1):
            yield segment


class NotingList(list[Any]):
    """A list that knows which segment each of its entries came from."""

    def __init__(self, cursor: Cursor) -> None:
        super().__init__()
        self.cursor = cursor
        self.segments: list[int] = []

    def append(self, entry: Any) -> None:
        """Add an entry and note its segment."""
        self.segments.append(self.cursor.number)
        super().append(entry)


class Noting(dict[str, Any]):
    """A dictionary that knows which segment each of its entries came from."""

    def __init__(self, cursor: Cursor) -> None:
        super().__init__()
        self.cursor = cursor
        self.segments: dict[str, int] = {}

    def __setitem__(self, name: str, value: object) -> None:
        self.segments[name] = self.cursor.number
        super().__setitem__(name, value)

    def setdefault(self, name: str, value: Any = None) -> Any:
        """Return an entry, which is made when it is not there; lists note their entries."""
        if name not in self:
            self[name] = NotingList(self.cursor) if isinstance(value, list) else value
        return self[name]


def entries(before: str, fields: dict[str, Any], leave: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Yield the values of one dictionary; `before` comes before each path, as ``goods[0].``."""
    if not isinstance(fields, Noting):
        return
    for field, number in fields.segments.items():
        value = fields.get(field)
        name = before + JOINED.get(field, field)
        if field in leave:
            continue
        if not isinstance(value, NotingList):
            yield from _parts(name, field, value, number)
            continue
        for index, (one, at) in enumerate(_listed(value, once=not before and field in ONCE)):
            path = name if index == 0 and field in JOINED else f"{name}[{index}]"
            yield from _parts(path, field, one, at)


def _listed(values: NotingList, *, once: bool) -> Iterable[tuple[Any, int]]:
    """Return the entries of a list with their segments; `once` leaves out what stands again."""
    pairs = zip(values, values.segments, strict=True)
    if not once:
        return pairs
    known: dict[Any, tuple[Any, int]] = {}
    for one, at in pairs:
        known.setdefault(one.number if isinstance(one, Seal) else one, (one, at))
    return known.values()


def _parts(path: str, field: str, value: object, number: int) -> Iterator[Entry]:
    """Yield the place of a value; of one that has parts, that of each part that says something."""
    if isinstance(value, Told):
        for part, name, at in value.parts(number):
            yield f"{path}.{part}", name, at
        return
    if isinstance(value, Party | Value | Dangerous):
        yield from _of_whole(path, value, number)
        return
    yield path, field, number
    if isinstance(value, Seal):
        yield from _of_whole(path, value, number)
    elif field == "split":
        yield f"{path}[1]", "split.pieces", number


def _of_whole(path: str, value: Party | Value | Dangerous | Seal, number: int) -> Iterator[Entry]:
    """Yield the place of each part of a value that one segment fills."""
    for part in dataclasses.fields(value):
        said, field = getattr(value, part.name), f"{_WHOLES[type(value)]}.{part.name}"
        if isinstance(said, tuple):
            for index in range(len(said)):
                yield f"{path}.{part.name}[{index}]", field, number
        elif said not in (None, ""):
            yield f"{path}.{part.name}", field, number


def spots_of(text: str, syntax: Syntax, found: Iterable[tuple[str, Note]]) -> Mapping[str, Spot]:
    """Return the places of all values of one filing, by the path of the field."""
    spans = segment_spans(text, syntax)
    spots = {}
    for path, (number, place) in found:
        at = (place.element, place.component)
        start, end = value_span(text, spans[number - 1], syntax, at)
        spots[path] = Spot(number, place.name, start, end)
    return spots


def place_of(segment: Segment, field: str, places: Places, nth: int = 0) -> Place:
    """Return where a field stands in a segment; the whole segment when no table says.

    Parameters
    ----------
    nth
        Which of the values that the segment gives to a list, from 0: seals, for one.
    """
    known = [place for place in places.get((segment[0], field), ()) if _at(segment, place)]
    return known[min(nth, len(known) - 1)] if known else Place(segment[0], -1)


def holding(
    segments: Sequence[Segment], value: str, places: Iterable[tuple[str, Place]]
) -> Iterator[Note]:
    """Yield where a number stands: whole, or without the code of its issuer before it."""
    cells = [
        (number, place, _at(segment, place))
        for tag, place in places
        for number, segment in enumerate(segments, 1)
        if segment[0] == tag
    ]
    yield from ((number, place) for number, place, cell in cells if cell == value)
    yield from (
        (number, place)
        for number, place, cell in cells
        if len(cell) >= SHORTEST_NUMBER and value.endswith(cell)
    )


def _at(segment: Segment, place: Place) -> str:
    element = segment[place.element]
    if place.component < 0:
        return element.strip()
    components = element.split(":")
    return components[place.component].strip() if place.component < len(components) else ""
