"""The anchor's file: who it belongs to, and the last head, in two places by turns.

A write goes to the place of the older head, so that a power cut in the middle of it leaves the
newer one readable. Nothing is synced: an anchor that lags behind its record is normal, and the
officer does not wait for a second disk write.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from pathlib import Path
from typing import Any

from app.record.chain import Head
from app.record.coding import canonical
from app.vault import write_private

_TITLE = 16_384
"""Bytes for the workspace's name, more than the longest path takes."""

_PLACE = 4096
"""Bytes for one head: a page, so that it is written in one piece."""

_FIELDS = frozenset(field.name for field in dataclasses.fields(Head))


def create_anchor(path: Path, home: str, head: Head) -> None:
    """Write a new anchor, synced, readable by its owner only."""
    content = _padded({"home": home}, _TITLE) + _padded(dataclasses.asdict(head), _PLACE) * 2
    write_private(path, content)


def move_anchor(path: Path, head: Head) -> None:
    """Put a head into the place of the older one, unless the anchor is as far already."""
    heads = _places(path)
    lengths = [-1 if found is None else found.length for found in heads]
    if max(lengths) >= head.length:
        return
    with path.open("r+b", buffering=0) as file:
        file.seek(_TITLE + _PLACE * lengths.index(min(lengths)))
        file.write(_padded(dataclasses.asdict(head), _PLACE))


def anchored_heads(path: Path) -> tuple[Head, ...]:
    """Return the heads that can be read, the furthest first; none from a file that is no anchor."""
    found = [head for head in _places(path) if head is not None]
    return tuple(sorted(found, key=lambda head: -head.length))


def home_of(path: Path) -> str | None:
    """Return the workspace that an anchor belongs to, None for a file that is no anchor."""
    tree = _tree(path.read_bytes()[:_TITLE])
    home = tree.get("home")
    return home if isinstance(home, str) else None


def _places(path: Path) -> tuple[Head | None, Head | None]:
    content = path.read_bytes()
    return _head(content[_TITLE : _TITLE + _PLACE]), _head(content[_TITLE + _PLACE :])


def _head(block: bytes) -> Head | None:
    tree = _tree(block)
    whole = set(tree) == _FIELDS and isinstance(tree["length"], int)
    return Head(**tree) if whole else None


def _tree(block: bytes) -> dict[str, Any]:
    """Return what a block holds; nothing when it was torn."""
    with contextlib.suppress(ValueError):
        tree = json.loads(block)
        if isinstance(tree, dict):
            return tree
    return {}


def _padded(tree: object, size: int) -> bytes:
    return canonical(tree).encode().ljust(size)
