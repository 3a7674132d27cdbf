"""What an officer is trained for: modes, and kinds of cargo that are not for everybody."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable

from app.domain.shipment import Mode, Shipment


class Cargo(enum.StrEnum):
    """Kinds of cargo that an officer may be trained for or not."""

    DANGEROUS = "dangerous"
    """Any line declares dangerous goods."""
    CONSOLIDATED = "consolidated"
    """Several house bills under one number."""


@dataclasses.dataclass(frozen=True, slots=True)
class Skills:
    """What a person is given by *next*, and may claim by name."""

    modes: frozenset[Mode] = frozenset(Mode)
    cargo: frozenset[Cargo] = frozenset(Cargo)

    @property
    def whole(self) -> bool:
        """Whether nothing is kept from this person."""
        return self == EVERYTHING

    def lacking(self, mode: Mode | None, cargo: Iterable[Cargo]) -> tuple[Mode | Cargo, ...]:
        """Return what an item asks and this person is not trained for.

        An item whose mode nobody knows asks for none: there is no shipment data to look into.
        """
        other_mode = () if mode is None or mode in self.modes else (mode,)
        return (*other_mode, *(kind for kind in Cargo if kind in set(cargo) - self.cargo))


EVERYTHING = Skills()
"""Of whom no administrator has said otherwise."""


def cargo_of(shipments: Iterable[Shipment]) -> tuple[Cargo, ...]:
    """Return the kinds of cargo that any of some shipments declares."""
    kept = tuple(shipments)
    found = []
    if any(line.dangers for one in kept for line in one.goods):
        found.append(Cargo.DANGEROUS)
    if any(one.consolidated for one in kept):
        found.append(Cargo.CONSOLIDATED)
    return tuple(found)
