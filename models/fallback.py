"""Another provider ran than was asked for: what is told of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

FALLBACKS: Mapping[str, str] = MappingProxyType(
    {
        "absent": "{asked} was asked for and is not installed here; the model ran on {used}.",
        "no_device": "{asked} was asked for and finds no device here; the model ran on {used}.",
        "failed": "{asked} was asked for and could not run the model, which ran on {used}.",
    }
)
"""Why another provider runs than was asked for, by kind."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fallback:
    """Another provider runs than was asked for.

    Attributes
    ----------
    kind
        Of `FALLBACKS`.
    asked, used
        As they are called on screen.
    """

    kind: str
    asked: str
    used: str

    @property
    def sentence(self) -> str:
        """The reason, in English."""
        return FALLBACKS[self.kind].format(asked=self.asked, used=self.used)
