"""Four eyes: acts for which a second person signs in, beside the one who acts."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.officer import Act, Officer


class FourEyes(enum.StrEnum):
    """What one person may not do alone."""

    OVERRIDE = "override"
    """To recommend release although there is no manifest, or a target stands."""
    REMOVE_MARK = "remove_mark"
    """To delete a mark that a signed decision covers."""
    PURGE = "purge"
    """To take from the record what it need not keep any longer."""


_SECONDS: Mapping[FourEyes, frozenset[Act]] = MappingProxyType(
    {
        FourEyes.OVERRIDE: frozenset({Act.DECIDE}),
        FourEyes.REMOVE_MARK: frozenset({Act.DECIDE}),
        FourEyes.PURGE: frozenset({Act.ADMINISTER, Act.AUDIT}),
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class SecondPerson:
    """Who signs in for one act. Never kept: what goes on record is who it was."""

    account: str
    password: str = dataclasses.field(repr=False)


def may_second(officer: Officer, act: FourEyes) -> bool:
    """Whether a person's role allows to stand for an act beside somebody else."""
    return any(officer.may(one) for one in _SECONDS[act])
