"""Sentences that reach a person: written once, translated where they are shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType


def phrase(text: str) -> str:
    """Mark an English sentence for the French catalogue and return it unchanged.

    The catalogue's test collects every literal given to ``phrase`` and to ``tr``. Places for
    values are named, as in ``"{declared} declared, {seen} seen"``.
    """
    return text


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """A phrase with the values that belong in its places."""

    text: str
    values: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        return self.text.format_map(dict(self.values))


def whole_text(text: str) -> str:
    """Return text that can be kept: names of files need not be text, and those bytes become `?`."""
    return text.encode("utf-8", "replace").decode()


def say(text: str, **values: object) -> Sentence:
    """Put values into a phrase; the phrase stays translatable."""
    return Sentence(
        text, MappingProxyType({name: whole_text(str(value)) for name, value in values.items()})
    )
