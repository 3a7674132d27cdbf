"""A consolidation and its house bills speak of the same goods: each is counted once.

A cargo that holds house bills states their sum, and each of them states its part (D3-4-2, section
on secondary data). Where both are linked to one image, either the house bills are summed or their
master is taken, never both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence

from app.domain.shipment import Shipment
from app.shipments.lifecycle.forms import number_form

Stated = Callable[[Shipment], object]
"""What is asked of a shipment; None where it does not say."""


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """Shipments of which each one's goods count once.

    Attributes
    ----------
    shipments
        Those that count: house bills in the place of their master where they are complete.
    bills
        House bills that count in the place of a master.
    left_out
        House bills that do not count, as together they are not all that their master holds.
    """

    shipments: tuple[Shipment, ...]
    bills: tuple[Shipment, ...] = ()
    left_out: tuple[Shipment, ...] = ()


def once(shipments: Sequence[Shipment], states: Stated) -> Counted:
    """Return the shipments whose figures add up to what is declared in all.

    House bills are complete where their pieces add to those of their master and each of them
    states what is asked. A house bill whose master is not here counts for itself.

    Parameters
    ----------
    shipments
        In force, all of one image.
    states
        What is going to be summed, such as the gross mass.
    """
    below = _below(shipments)
    inner = {bill.shipment_id for bills in below.values() for bill in bills}
    outer = [one for one in shipments if one.shipment_id not in inner]
    return _joined([_count(one, below, states) for one in outer])


def _count(one: Shipment, below: Mapping[str, Sequence[Shipment]], states: Stated) -> Counted:
    bills = below.get(one.shipment_id, ())
    if not bills:
        return Counted((one,))
    parts = _joined([_count(bill, below, states) for bill in bills])
    if _complete(one, parts.shipments, states):
        return dataclasses.replace(parts, bills=parts.shipments)
    return Counted((one,), left_out=(*parts.shipments, *parts.left_out))


def _complete(master: Shipment, bills: Sequence[Shipment], states: Stated) -> bool:
    counts = [bill.pieces for bill in bills if bill.pieces is not None]
    told = len(counts) == len(bills) and all(states(bill) is not None for bill in bills)
    return told and sum(counts) == master.pieces


def _joined(parts: Sequence[Counted]) -> Counted:
    return Counted(
        tuple(one for part in parts for one in part.shipments),
        tuple(one for part in parts for one in part.bills),
        tuple(one for part in parts for one in part.left_out),
    )


def _below(shipments: Sequence[Shipment]) -> Mapping[str, Sequence[Shipment]]:
    """Return by master the house bills that lie directly in it, of those given."""
    names = {number_form(n): s.shipment_id for s in shipments for n in (s.ccn, s.shipment_id) if n}
    listed = {number_form(n): s.shipment_id for s in shipments for n in s.house_bills}
    masters: dict[str, str] = {}
    below: dict[str, list[Shipment]] = {}
    for one in shipments:
        own = (number_form(n) for n in (one.shipment_id, one.ccn, one.hawb) if n)
        named = names.get(number_form(one.previous_ccn)) if one.previous_ccn else None
        master = named or next((listed[n] for n in own if n in listed), "")
        # Of two that name each other as their master neither is left uncounted.
        if master and one.shipment_id not in _up(master, masters):
            masters[one.shipment_id] = master
            below.setdefault(master, []).append(one)
    return below


def _up(start: str, masters: Mapping[str, str]) -> Iterator[str]:
    """Yield a shipment, its master, and so on to the outermost."""
    here: str | None = start
    while here is not None:
        yield here
        here = masters.get(here)
