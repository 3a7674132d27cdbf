"""What every shipment tells of itself, so that later ones can be held against it.

Figures by heading of the Harmonized System, who receives at which address, who sends what. The
record keeps them in an index (`app.record.history`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from app.domain.identifiers import folded
from app.domain.past import Told, Trait
from app.domain.shipment import GoodsLine, Party, Shipment


def told_by(shipment: Shipment) -> tuple[Told, ...]:
    """Return what a shipment tells; of a consolidation nothing: its house bills tell it."""
    if shipment.consolidated:
        return ()
    return (*_of_goods(shipment), *_of_consignee(shipment), *_of_shipper(shipment))


def headings(shipment: Shipment) -> Mapping[str, tuple[GoodsLine, ...]]:
    """Return the lines by heading; empty when any line has none."""
    found: dict[str, list[GoodsLine]] = {}
    for line in shipment.goods:
        code = re.sub(r"\D", "", line.hs)[:4]
        if len(code) < 4:
            return MappingProxyType({})
        found.setdefault(code, []).append(line)
    return MappingProxyType({code: tuple(lines) for code, lines in found.items()})


def _of_goods(shipment: Shipment) -> Iterator[Told]:
    by_heading = headings(shipment)
    for code, lines in by_heading.items():
        alone = shipment if len(by_heading) == 1 else None
        value = _value_per_kg(lines, alone)
        if value is not None:
            yield Told(Trait.VALUE_PER_KG, f"{code} {value[1]}", value[0])
        weight = _kg_per_piece(lines, alone)
        if weight is not None:
            yield Told(Trait.KG_PER_PIECE, f"{code} {weight[1]}", weight[0])


def _value_per_kg(lines: Sequence[GoodsLine], alone: Shipment | None) -> tuple[float, str] | None:
    """Return value a kilogram and currency: of the lines, else of a shipment of these alone."""
    values = [line.value for line in lines if line.value is not None]
    weights = [line.weight_kg for line in lines if line.weight_kg]
    currencies = {value.currency for value in values}
    if len(values) == len(weights) == len(lines) and len(currencies) == 1:
        amount = float(sum(value.amount for value in values))
        return _positive(amount, float(sum(weights)), currencies.pop())
    if alone is None or alone.value is None or not alone.gross_kg:
        return None
    return _positive(float(alone.value.amount), float(alone.gross_kg), alone.value.currency)


def _kg_per_piece(lines: Sequence[GoodsLine], alone: Shipment | None) -> tuple[float, str] | None:
    """Return kilograms a piece and what kind of piece: of the shipment, else of the lines."""
    units = {line.unit.upper() for line in lines}
    if alone is not None and alone.pieces and alone.gross_kg:
        unit = alone.unit.upper() or (units.copy().pop() if len(units) == 1 else "")
        return _positive(float(alone.gross_kg), float(alone.pieces), unit or "-")
    weights = [line.weight_kg for line in lines if line.weight_kg]
    counts = [line.quantity for line in lines if line.quantity]
    if len(weights) == len(counts) == len(lines) and len(units) == 1:
        return _positive(float(sum(weights)), float(sum(counts)), units.pop() or "-")
    return None


def _positive(part: float, whole: float, name: str) -> tuple[float, str] | None:
    return (part / whole, name) if part > 0.0 and whole > 0.0 else None


def _of_consignee(shipment: Shipment) -> Iterator[Told]:
    place = address_key(shipment.consignee)
    if place and shipment.consignee is not None:
        yield Told(Trait.RECEIVES, place, name=_digest(folded(shipment.consignee.name)))


def _of_shipper(shipment: Shipment) -> Iterator[Told]:
    for heading in headings(shipment):
        stream = stream_of(shipment, heading)
        if stream:
            yield Told(Trait.SENDS, stream)


def stream_of(shipment: Shipment, heading: str) -> str:
    """Return what shipments of one shipper and heading share; empty without a shipper."""
    shipper = shipment.shipper
    if shipper is None or not folded(shipper.name):
        return ""
    return f"{_digest(folded(shipper.name) + shipper.country.upper())} {heading}"


def address_key(party: Party | None) -> str:
    """Return what two parties at one address share; empty without street and place."""
    if party is None or not party.address:
        return ""
    street = "".join(re.findall(r"[A-Z0-9]+", " ".join(party.address).upper()))
    place = "".join(re.findall(r"[A-Z0-9]+", (party.postcode or party.city).upper()))
    return _digest(f"{street}|{place}|{party.country.upper()}") if street and place else ""


def _digest(text: str) -> str:
    """Sixteen signs: names and addresses are compared and counted, never read back."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
