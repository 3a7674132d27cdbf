"""Where each value of a JSON text stands: the parser of the standard library does not say."""

from __future__ import annotations

import decimal
import json
import re
from collections.abc import Iterator

Place = tuple[int, int]
"""First character, and the one after the last."""


class NamedTwice(ValueError):
    """An object holds two values of one name: which one is meant cannot be told."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        names = [name for name, _ in pairs]
        raise NamedTwice(next(name for name in names if names.count(name) > 1))
    return tree


_DECODER = json.JSONDecoder(parse_float=decimal.Decimal, object_pairs_hook=_object)
_BLANK = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')


def loads(text: str) -> object:
    """Read a text whole; numbers with a point become decimals.

    Raises
    ------
    ValueError, RecursionError, decimal.InvalidOperation
        When it is not whole JSON, as `json.loads` does; `NamedTwice` when it names something twice.
    """
    return _DECODER.decode(text)


def walk(text: str) -> tuple[object, dict[str, list[Place]]]:
    """Read a text whole; of an object, say also where its values stand.

    Numbers with a point become decimals. The places are by name: one for each entry of a list,
    else the one of the value.

    Raises
    ------
    ValueError, RecursionError, decimal.InvalidOperation
        When it is not whole JSON, as `json.loads` does, or names something twice.
    """
    start = _skip(text, 1 if text.startswith("\ufeff") else 0)
    if text[start : start + 1] != "{":
        return loads(text[start:]), {}
    tree: dict[str, object] = {}
    places: dict[str, list[Place]] = {}
    at = _skip(text, start + 1)
    while text[at : at + 1] != "}":
        name, at = _name(text, at)
        if name in tree:
            raise NamedTwice(name)
        if text[at : at + 1] == "[":
            tree[name], places[name], at = _entries(text, at)
        else:
            begins = at
            tree[name], at = _DECODER.raw_decode(text, at)
            places[name] = [(begins, at)]
        at = _after(text, at, "}")
    if _skip(text, at + 1) != len(text):
        raise json.JSONDecodeError("Extra data", text, at + 1)
    return tree, places


def scalars(text: str, place: Place) -> Iterator[tuple[tuple[str, ...], Place]]:
    """Yield the path and the place of every text, number and word inside an object or list.

    The text must be whole JSON. The place of a text is what stands between its quotes.
    """
    names: list[str | int] = []
    key = ""
    for found in _TOKEN.finditer(text, *place):
        word = found[0]
        if word in "{[":
            names.append(0 if word == "[" else "")
        elif word in "}]":
            names.pop()
        elif word == ",":
            _next(names)
        elif word == ":":
            names[-1] = key
        elif _is_value(names, text, found.end(), place[1]):
            inset = 1 if word[0] == '"' else 0
            path = tuple(str(name) for name in names)
            yield path, (found.start() + inset, found.end() - inset)
        else:
            key = json.loads(word)


def _next(names: list[str | int]) -> None:
    last = names[-1]
    names[-1] = last + 1 if isinstance(last, int) else ""


def _is_value(names: list[str | int], text: str, at: int, end: int) -> bool:
    """Whether a token is a value; the name of a field is followed by a colon."""
    if names and isinstance(names[-1], int):
        return True
    return not text.startswith(":", _skip(text, at), end)


def _entries(text: str, at: int) -> tuple[list[object], list[Place], int]:
    """Read the list that begins at a place; return it, its places, and where it ends."""
    values: list[object] = []
    places: list[Place] = []
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        value, end = _DECODER.raw_decode(text, at)
        values.append(value)
        places.append((at, end))
        at = _after(text, end, "]")
    return values, places, at + 1


def _name(text: str, at: int) -> tuple[str, int]:
    if text[at : at + 1] != '"':
        raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
    name, at = _DECODER.raw_decode(text, at)
    at = _skip(text, at)
    if text[at : at + 1] != ":":
        raise json.JSONDecodeError("Expecting ':' delimiter", text, at)
    return str(name), _skip(text, at + 1)


def _after(text: str, at: int, closing: str) -> int:
    """Return where the next entry begins, or the closing sign stands."""
    at = _skip(text, at)
    sign = text[at : at + 1]
    if sign == closing:
        return at
    if sign != ",":
        raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    at = _skip(text, at + 1)
    if text[at : at + 1] == closing:
        raise json.JSONDecodeError("Expecting value", text, at)
    return at


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
