"""Answers of archives, read: JSON, the DICOM JSON model (PS3.18 annex F), and numbers (UIDs)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.scans.web.faults import Asked, Fault

_UID = re.compile(r"[0-9.]{1,64}")
_SHOWN = 80


def tree_of(body: bytes, asked: Asked) -> Any:
    """Return what a JSON answer holds.

    Raises
    ------
    ArchiveFault
        When it is none.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        shown = body[:_SHOWN].decode("latin-1")
        raise asked.fault(Fault.REFUSED, f"no JSON: {shown!r}") from error


def objects_of(body: bytes, asked: Asked) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list; of an answer without content, none.

    Raises
    ------
    ArchiveFault
        When it is something else.
    """
    tree = tree_of(body, asked) if body.strip() else []
    if not isinstance(tree, list):
        raise asked.fault(Fault.REFUSED, "no list")
    for one in tree:
        if isinstance(one, dict):
            yield one


def text(dataset: Mapping[str, Any], tag: str) -> str:
    """Return the first value of an element, as text; empty when it has none."""
    values = _values(dataset, tag)
    return str(values[0]) if values and isinstance(values[0], str | int) else ""


def items(dataset: Mapping[str, Any], tag: str) -> tuple[Mapping[str, Any], ...]:
    """Return the items of a sequence."""
    return tuple(one for one in _values(dataset, tag) if isinstance(one, dict))


def _values(dataset: Mapping[str, Any], tag: str) -> list[Any]:
    element = dataset.get(tag)
    values = element.get("Value") if isinstance(element, dict) else None
    return values if isinstance(values, list) else []


def is_uid(told: str) -> bool:
    """Whether a text may stand in a path or a question as a UID."""
    return _UID.fullmatch(told) is not None
