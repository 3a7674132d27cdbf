"""What is on record, as linking asks for it: shipments and scans by the numbers they share."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence

from app.domain.dossier import Dossier, Standing
from app.domain.identifiers import Key
from app.domain.scan import Scan
from app.domain.shipment import Function, Shipment
from app.record import Record
from app.shipments.linking import OnFile
from app.shipments.linking.keys import index_value, numbers_of
from app.shipments.linking.shelf import Sought, sought_by

YEARS_KEPT = 3
"""Complete calendar years after that of its first use for which a number is taken."""


class OnRecord:
    """The shipments of a record as a shelf: each is read once, and only when it is asked for."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, tuple[OnFile, ...]] = {}

    def holding(self, numbers: Collection[Sought]) -> Sequence[OnFile]:
        """Return what declares any of these numbers, and what goes on in the place of that."""
        found = self._record.mentions({(key.value, number) for key, number in numbers})
        self._read(found)
        filed: dict[str, OnFile] = {}
        for one in (one for name in found for one in self._known[name]):
            known = filed.setdefault(one.shipment.shipment_id, one)
            if known is not one:
                filed[one.shipment.shipment_id] = _together(known, one)
        return tuple(filed.values())

    def read_ahead(self, scans: Iterable[Scan]) -> None:
        """Read what shares a number with any of these scans, in one go."""
        self.holding(frozenset().union(*(sought_in(scan) for scan in scans)))

    def _read(self, shipment_ids: Iterable[str]) -> None:
        wanted = [one for one in shipment_ids if one not in self._known]
        if not wanted:
            return
        shipments = self._record.linking.shipments(wanted)
        dossiers = self._record.linking.dossiers(wanted)
        trips = self._record.linking.conveyances(one.ccn for one in shipments.values())
        for name in wanted:
            made = _on_file(shipments.get(name), dossiers.get(name))
            if made is not None and made.shipment.ccn in trips:
                own = made.shipment.conveyance.crn == made.shipment.ccn
                made = dataclasses.replace(made, on_trip=not own)
            later = self._later(name, dossiers.get(name))
            self._known[name] = (*(() if made is None else (made,)), *later)

    def _later(self, name: str, dossier: Dossier | None) -> tuple[OnFile, ...]:
        """Return the same cargo under later numbers: those it has, and those that look like its.

        A re-manifest ties two numbers for certain; a record filed anew after this one was deleted
        only looks like the same cargo (R057).
        """
        if dossier is None:
            return ()
        own = index_value(Key.CCN, name)
        after = dossier.chain[dossier.chain.index(own) + 1 :] if own in dossier.chain else ()
        made = []
        for number in (*after, *dossier.renumbered_as):
            for one in self._called(number):
                former = (*one.former, own)
                made.append(dataclasses.replace(one, former=former, certain=number in after))
        return tuple(made)

    def _called(self, number: str) -> tuple[OnFile, ...]:
        """Return what has a number as its own."""
        found = self._record.mentions({(Key.CCN.value, number)})
        named = [one for one in found if index_value(Key.CCN, one) == number]
        shipments = self._record.linking.shipments(named)
        dossiers = self._record.linking.dossiers(named)
        filed = (_on_file(shipments.get(name), dossiers.get(name)) for name in named)
        return tuple(one for one in filed if one is not None)


def _together(one: OnFile, other: OnFile) -> OnFile:
    """Return a record that was found in two ways: it ties by every earlier number of either.

    Where one of the ways is a likeness only, it is for the officer to say.
    """
    former = tuple(dict.fromkeys((*one.former, *other.former)))
    return dataclasses.replace(one, former=former, certain=one.certain and other.certain)


def _on_file(shipment: Shipment | None, dossier: Dossier | None) -> OnFile | None:
    """Return a shipment with how its record stands; what nobody filed stands as it says itself."""
    if shipment is None:
        return None
    standing = Standing.NOT_ON_FILE if dossier is None else dossier.standing
    if standing is Standing.NOT_ON_FILE:
        deleted = shipment.function is Function.DELETE
        return OnFile(shipment, Standing.DELETED if deleted else Standing.ACCEPTED)
    chain = dossier.chain if dossier is not None else ()
    number = index_value(Key.CCN, shipment.shipment_id)
    former = chain[: chain.index(number)] if number in chain else ()
    return OnFile(shipment, standing, former, used_twice=_used_twice(dossier))


def _used_twice(dossier: Dossier | None) -> bool:
    """Whether a number was given to another cargo before it was free again (¶38, ¶52)."""
    if dossier is None or dossier.reused_at is None or dossier.first_used is None:
        return False
    return dossier.reused_at.year - dossier.first_used.year <= YEARS_KEPT


def sought_in(scan: Scan) -> frozenset[Sought]:
    """Return every number of a scan in the form in which it is looked up."""
    return frozenset(
        (key, index_value(key, one.identifier.value))
        for key, numbers in numbers_of(scan).items()
        if key is not Key.SEAL
        for one in numbers
    )


def names_of(shipment: Shipment) -> frozenset[Sought]:
    """Return the numbers by which late data finds its scan.

    A parcel's scan is found by its tracking number: its flight has thousands that share the rest.
    """
    numbers = sought_by(OnFile(shipment))
    parcels = frozenset(one for one in numbers if one[0] is Key.PARCEL)
    return parcels or numbers
