"""What is on file, found by the numbers that it declares."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from app.domain.dossier import Standing
from app.domain.identifiers import Key
from app.domain.shipment import Function, Shipment
from app.shipments.linking.keys import declared_by, index_value

Sought = tuple[Key, str]
"""A number in the form of `index_value`."""


@dataclasses.dataclass(frozen=True, slots=True)
class OnFile:
    """A shipment as it can be linked, and how its record stands."""

    shipment: Shipment
    standing: Standing = Standing.ACCEPTED
    former: tuple[str, ...] = ()
    """Earlier numbers of the same cargo: re-manifests, and renumberings that look like it."""
    certain: bool = True
    """Whether the earlier numbers are CBSA's word, not a likeness of two records (R057)."""
    used_twice: bool = False
    """Whether the number was given to two cargoes (R009)."""
    on_trip: bool = False
    """Whether the number is that of another trip's conveyance as well (R004)."""

    @property
    def counts(self) -> bool:
        """Whether it is on file: rejected is not transmitted (¶144), deleted is gone."""
        return self.standing in (Standing.ACCEPTED, Standing.SUBMITTED)


class Shelf(Protocol):
    """Finds what is on file, however many shipments there are."""

    def holding(self, numbers: Collection[Sought]) -> Sequence[OnFile]:
        """Return what declares any of these numbers, or had one of them before."""
        ...


class Declarations:
    """A shelf in memory."""

    def __init__(self, filed: Iterable[Shipment | OnFile]) -> None:
        self._filed = [_on_file(one) for one in filed]
        self._places: dict[Sought, list[int]] = defaultdict(list)
        for place, one in enumerate(self._filed):
            for number in sought_by(one):
                self._places[number].append(place)

    def holding(self, numbers: Collection[Sought]) -> Sequence[OnFile]:
        """Return what declares any of these numbers, in the order it was filed."""
        found = {place for number in numbers for place in self._places.get(number, ())}
        return [self._filed[place] for place in sorted(found)]


def _on_file(one: Shipment | OnFile) -> OnFile:
    if isinstance(one, OnFile):
        return one
    deleted = one.function is Function.DELETE
    return OnFile(one, Standing.DELETED if deleted else Standing.ACCEPTED)


def sought_by(
    one: OnFile, declared: Mapping[Key, Sequence[str]] | None = None
) -> frozenset[Sought]:
    """Return every number under which a shipment is to be found.

    Parameters
    ----------
    one
        What is on file.
    declared
        What `declared_by` said of it, where that was asked already.
    """
    declared = declared_by(one.shipment) if declared is None else declared
    found = {
        (key, index_value(key, text))
        for key, texts in declared.items()
        if key is not Key.SEAL
        for text in texts
    }
    others = (one.shipment.replaces_ccn, one.shipment.previous_ccn, *one.former)
    return frozenset(found | {(Key.CCN, index_value(Key.CCN, text)) for text in others if text})
