"""Values of the domain as JSON has them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
from collections.abc import Mapping
from typing import Any

from app.domain.words import Sentence


def plain(value: Any) -> Any:
    """Return a value as dictionaries, lists, text and numbers; sentences as English text."""
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, Sentence | type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return _single(value)


def _single(value: Any) -> Any:
    if isinstance(value, Sentence):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return _number(value) if isinstance(value, decimal.Decimal) else value


def _number(value: decimal.Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
