"""Many values in questions of a bearable size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Value = TypeVar("Value")

_AT_ONCE = 400
"""Values of one question: SQLite takes more, and answers none of them sooner."""


def parts_of(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Yield values some at a time, in their order."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
