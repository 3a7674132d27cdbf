"""Values to text and back: canonical JSON, so that equal values have equal digests."""

from __future__ import annotations

import collections.abc
import datetime as dt
import decimal
import hashlib
import json
import typing
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import cattrs

Value = TypeVar("Value")


def time_text(moment: dt.datetime) -> str:
    """Return an instant as text that sorts by time: UTC, always with microseconds.

    A time without zone, as scanners write it, stays without zone.
    """
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC)
    return moment.isoformat(timespec="microseconds")


def time_of(text: str) -> dt.datetime:
    """Read back what `time_text` wrote."""
    return dt.datetime.fromisoformat(text)


def _is_mapping(kind: object) -> bool:
    return typing.get_origin(kind) is collections.abc.Mapping


def _frozen(values: Mapping[str, str], _: object) -> MappingProxyType[str, str]:
    return MappingProxyType({str(name): str(value) for name, value in values.items()})


def _thawed(values: Mapping[str, str]) -> dict[str, str]:
    return dict(values)


def _converter(*, omit_default: bool = False) -> cattrs.Converter:
    made = cattrs.Converter(omit_if_default=omit_default)
    made.register_unstructure_hook(dt.datetime, time_text)
    made.register_structure_hook(dt.datetime, lambda text, _: time_of(text))
    made.register_unstructure_hook(decimal.Decimal, str)
    made.register_structure_hook(decimal.Decimal, lambda text, _: decimal.Decimal(text))
    # Numbers that come from arrays must not reach JSON as types of numpy.
    made.register_unstructure_hook(float, float)
    made.register_unstructure_hook(int, int)
    made.register_structure_hook_func(_is_mapping, _frozen)
    made.register_unstructure_hook_func(_is_mapping, _thawed)
    return made


_CONVERTER = _converter()
_SHORT = _converter(omit_default=True)


def plain(value: object) -> object:
    """Return a value of the domain as lists, dictionaries, text and numbers."""
    return _CONVERTER.unstructure(value)


def short(value: object) -> dict[str, Any]:
    """Return a value as `plain` does, without the fields that are at their default."""
    tree: dict[str, Any] = _SHORT.unstructure(value)
    return tree


def value_of(tree: object, kind: type[Value]) -> Value:
    """Build a value of the domain from what `plain` returned."""
    return _CONVERTER.structure(tree, kind)


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
)


class Told(dict[str, Any]):
    """A value as it was read from canonical JSON, with the text that it was read from.

    Never changed: whoever wants another value makes a plain one.
    """

    __slots__ = ("text",)

    def __init__(self, tree: Mapping[str, Any], text: str) -> None:
        super().__init__(tree)
        self.text = text


def canonical(tree: object) -> str:
    """Return the one JSON text of a plain value: sorted keys, no blanks, no NaN."""
    return tree.text if type(tree) is Told else _CANONICAL.encode(tree)


def text_of(value: object) -> str:
    """Return a value of the domain as canonical JSON."""
    return canonical(plain(value))


def read(text: str, kind: type[Value]) -> Value:
    """Build a value of the domain from its canonical JSON."""
    return value_of(json.loads(text), kind)


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
