"""What a body of a line may look like, drawn from the domain's own types, for a server to check.

A shape is JSON: the name of a kind of leaf, or an object with one of ``optional``, ``among``,
``keys``, ``map``, ``list``, ``parts``.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime as dt
import decimal
import enum
import types
import typing
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

Shape = str | dict[str, Any]

_LEAVES: Mapping[object, str] = MappingProxyType(
    {
        str: "text",
        int: "whole",
        float: "number",
        bool: "truth",
        dt.datetime: "time",
        decimal.Decimal: "text",
    }
)


def shape_of(kind: Any) -> Shape:
    """Return the shape of what `app.record.coding.plain` makes of values of a type.

    Raises
    ------
    TypeError
        When the type is none that the record keeps.
    """
    if kind in _LEAVES:
        return _LEAVES[kind]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"among": [one.value for one in kind]}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return keys({one.name: shape_of(hints[one.name]) for one in dataclasses.fields(kind)})
    return _compound(typing.get_origin(kind), typing.get_args(kind), kind)


def _compound(origin: object, of: tuple[Any, ...], kind: object) -> Shape:
    if origin in (types.UnionType, typing.Union) and len(of) == 2 and of[1] is types.NoneType:
        return {"optional": shape_of(of[0])}
    if origin is collections.abc.Mapping and of[0] is str:
        return {"map": shape_of(of[1])}
    if origin is tuple:
        if len(of) == 2 and of[1] is Ellipsis:
            return {"list": shape_of(of[0])}
        return {"parts": [shape_of(one) for one in of]}
    raise TypeError(f"{kind} is none of the types that the record keeps; draw its shape here.")


def keys(shapes: Mapping[str, Shape]) -> Shape:
    """Return the shape of an object with these names and no others."""
    return {"keys": dict(shapes), "order": sorted(shapes)}
