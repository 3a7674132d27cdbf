"""I17: mass over volume, and what one piece of equipment can hold."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.rule import Need
from app.domain.shipment import Equipment, Shipment
from app.domain.words import say
from app.shipments.discrepancies.limits import (
    DENSEST_KG_M3,
    HEAVIEST_KG,
    LARGEST_M3,
    LIGHTEST_KG_M3,
    LONGEST_CAR_M,
)
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import NO_BREAK, kilograms, significant


def implausible(sides: Sides) -> Outcomes:
    """Tell of goods denser than metal or lighter than foam, and more than equipment holds."""
    if not sides.shipments:
        yield Lacks(Need.SHIPMENT)
    for shipment in sides.shipments:
        if shipment.gross_kg is None:
            yield Lacks(Need.WEIGHT)
        volume = _volume(shipment)
        if volume is None:
            yield Lacks(Need.VOLUME)
        elif shipment.gross_kg is not None:
            yield from _density(shipment, volume)
        if _more_cars_seen(sides, shipment):
            yield Lacks(Need.EVERY_CAR)
        else:
            yield from _too_much(shipment, volume)


def _more_cars_seen(sides: Sides, shipment: Shipment) -> bool:
    """Whether the picture is longer than all declared cars can be: a train of which one is named.

    What such a shipment may weigh follows from cars that are not declared by number.
    """
    cars = sum(piece.kind == "railcar" for piece in shipment.equipment)
    length = None if sides.seen is None else sides.seen.length_m
    return bool(cars) and length is not None and length > LONGEST_CAR_M * cars


def _volume(shipment: Shipment) -> float | None:
    """Return the declared volume in m3: of the shipment, else of all its lines."""
    if shipment.volume_m3:
        return float(shipment.volume_m3)
    volumes = [line.volume_m3 for line in shipment.goods if line.volume_m3]
    return float(sum(volumes)) if volumes and len(volumes) == len(shipment.goods) else None


def _density(shipment: Shipment, volume: float) -> Outcomes:
    density = float(shipment.gross_kg or 0) / volume
    if LIGHTEST_KG_M3 <= density <= DENSEST_KG_M3:
        return
    yield Fires(
        say(
            "{mass} in {volume} make {density}; goods lie between {least} and {most}.",
            mass=kilograms(float(shipment.gross_kg or 0)),
            volume=_with_unit(volume, "m³"),
            density=_with_unit(density, "kg/m³"),
            least=_with_unit(LIGHTEST_KG_M3, "kg/m³"),
            most=_with_unit(DENSEST_KG_M3, "kg/m³"),
        ),
        density,
        0.0,
        "kg/m3",
        shipment.shipment_id,
    )


def _too_much(shipment: Shipment, volume: float | None) -> Outcomes:
    """Compare with all the equipment of one kind together: what lies where is not always said."""
    for kind, held in _by_kind(shipment):
        mass, most = float(shipment.gross_kg or 0), HEAVIEST_KG[kind] * len(held)
        if mass > most:
            yield Fires(
                say(
                    "{mass} declared; the declared equipment ({count}) holds {most} at most.",
                    mass=kilograms(mass),
                    count=len(held),
                    most=kilograms(most),
                ),
                mass,
                0.0,
                "kg",
                f"{shipment.shipment_id} mass",
            )
        room = LARGEST_M3[kind] * len(held)
        if volume is not None and volume > room:
            yield Fires(
                say(
                    "{volume} declared; the declared equipment ({count}) holds {most} at most.",
                    volume=_with_unit(volume, "m³"),
                    count=len(held),
                    most=_with_unit(room, "m³"),
                ),
                volume,
                0.0,
                "m3",
                f"{shipment.shipment_id} volume",
            )


def _with_unit(figure: float, unit: str) -> str:
    return f"{significant(figure)}{NO_BREAK}{unit}"


def _by_kind(shipment: Shipment) -> Iterator[tuple[str, list[Equipment]]]:
    """Yield the equipment of the first kind that a limit is known for: containers stand on cars."""
    for kind in HEAVIEST_KG:
        held = [piece for piece in shipment.equipment if piece.kind == kind]
        if held:
            yield kind, held
            return
