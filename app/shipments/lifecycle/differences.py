"""Which fields differ between two versions of a shipment, and which of them decide.

A Change replaces the whole record (D3-4-2, paragraph 150), so that what the newer version lacks
was removed. Lines and equipment are paired first: a line that moved is no difference.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import decimal
import enum
from collections.abc import Iterator, Sequence
from typing import Any

from app.domain.dossier import Change
from app.domain.filing import ConveyanceReport
from app.domain.shipment import Equipment, GoodsLine, Seal, Shipment
from app.shipments.lifecycle.ordering import aware

_APART = frozenset(
    {"shipment_id", "ccn", "version", "function", "received_at", "source", "sha256", "sample"}
)
"""What tells versions apart and was not declared."""

_HARMLESS = frozenset(
    {
        "broker",
        "conveyance.arrived_at",
        "conveyance.carrier_name",
        "conveyance.vehicle",
        "document",
        "list_id",
        "notify",
        "references",
        "release_no",
        "release_office",
        "service_option",
        "sub_location",
    }
)
"""Fields that decide nothing about what is in the image."""

_SMALL_SHIFT = dt.timedelta(hours=2)
"""A change of the time of arrival up to this decides nothing (shipment-data, L5)."""

_Body = Shipment | ConveyanceReport


def changes(before: _Body, after: _Body) -> tuple[Change, ...]:
    """Return the fields that differ, in the order in which a shipment has them."""
    return tuple(_fields("", before, after))


def _fields(path: str, before: Any, after: Any) -> Iterator[Change]:
    """Compare two values of one class, field by field."""
    for field in dataclasses.fields(after):
        if path or field.name not in _APART:
            name = f"{path}.{field.name}" if path else field.name
            yield from _differ(name, getattr(before, field.name), getattr(after, field.name))


def _differ(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if _is_lines(before) or _is_lines(after):
        yield from _lines(path, before, after)
    elif type(before) is type(after) and dataclasses.is_dataclass(after):
        yield from _fields(path, before, after)
    else:
        yield Change(path, text_of(before), text_of(after), decisive=_decides(path, before, after))


def _is_lines(value: object) -> bool:
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(isinstance(one, GoodsLine | Equipment | Seal) for one in value)
    )


def _lines(path: str, before: Sequence[object], after: Sequence[object]) -> Iterator[Change]:
    """Compare lines: equal ones wherever they stand, then those of one name."""
    pairs = _pairs(before, after)
    for place, line in enumerate(after):
        partner = pairs.get(place)
        if partner is None:
            yield Change(f"{path}[{place}]", "", text_of(line), decisive=True)
        else:
            yield from _fields(f"{path}[{place}]", before[partner], line)
    for place in sorted(set(range(len(before))) - set(pairs.values())):
        yield Change(f"{path}[{place}]", text_of(before[place]), "", decisive=True)


def _pairs(before: Sequence[object], after: Sequence[object]) -> dict[int, int]:
    """Return which line of before each line of after goes on from."""
    pairs: dict[int, int] = {}
    for name in (_whole, _name):
        used = set(pairs.values())
        free: dict[object, collections.deque[int]] = {}
        for place, line in enumerate(before):
            if place not in used:
                free.setdefault(name(line), collections.deque()).append(place)
        for place, line in enumerate(after):
            same = free.get(name(line))
            if place not in pairs and same:
                pairs[place] = same.popleft()
    return pairs


def _whole(line: object) -> object:
    return line


def _name(line: object) -> object:
    """Return what makes two lines the same line although they differ."""
    if isinstance(line, GoodsLine):
        return " ".join(line.description.upper().split())
    return getattr(line, "number", None)


def _decides(path: str, before: object, after: object) -> bool:
    if (
        path == "conveyance.eta"
        and isinstance(before, dt.datetime)
        and isinstance(after, dt.datetime)
    ):
        return abs(aware(after) - aware(before)) > _SMALL_SHIFT
    return not any(path == name or path.startswith((f"{name}.", f"{name}[")) for name in _HARMLESS)


def text_of(value: Any) -> str:
    """Return a declared value as text; empty where there is none."""
    if value is None or value is False:
        return ""
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(text_of, value)))
    if dataclasses.is_dataclass(value):
        return text_of(tuple(getattr(value, field.name) for field in dataclasses.fields(value)))
    return "yes" if value is True else _single(value)


def _single(value: object) -> str:
    if isinstance(value, dt.datetime):
        return aware(value).astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, decimal.Decimal):
        return f"{value.normalize():f}"
    return str(value.value if isinstance(value, enum.Enum) else value)
