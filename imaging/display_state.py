"""Display settings as words: for the record of a decision and for an officer's preferences."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from imaging.display import (
    TURNED_ON,
    Beam,
    Colour,
    DisplaySettings,
    Highlight,
    MatterView,
    Response,
)


def as_state(settings: DisplaySettings) -> dict[str, str]:
    """Every setting by its name, so that `from_state` gives back exactly the same settings."""
    return {
        field.name: _written(getattr(settings, field.name))
        for field in dataclasses.fields(settings)
    }


def from_state(state: Mapping[str, str]) -> DisplaySettings:
    """Settings from their words.

    A setting that is not named has its default, and names that are not known are passed over, so
    that what an older or a newer version wrote can be read.

    Raises
    ------
    ValueError
        If a value is not one that the setting can have.
    """
    values: dict[str, Any] = {}
    for name, read in _READERS.items():
        if name in state:
            try:
                values[name] = read(state[name])
            except (ValueError, TypeError, KeyError) as error:
                raise ValueError(
                    f"the display setting {name} cannot be {state[name]!r}: {error}"
                ) from error
    return DisplaySettings(**values)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, tuple):
        return json.dumps([dataclasses.asdict(one) for one in value], ensure_ascii=False)
    return str(value)


def _flag(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _strength(text: str) -> float:
    # Sharpening was once on or off.
    return {"true": TURNED_ON, "false": 0.0}[text] if text in ("true", "false") else float(text)


def _highlights(text: str) -> tuple[Highlight, ...]:
    return tuple(Highlight(**one) for one in json.loads(text))


_READERS: Mapping[str, Callable[[str], object]] = {
    "centre": float,
    "width": float,
    "response": Response,
    "penetration": float,
    "gamma": float,
    "invert": _flag,
    "colour": Colour,
    "matter": MatterView,
    "beam": Beam,
    "denoise": float,
    "local": float,
    "sharpen": _strength,
    "edge": float,
    "highlights": _highlights,
    "hatch": _flag,
    "full_range": _flag,
    "preset": str,
}
