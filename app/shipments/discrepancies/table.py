"""The table of inconsistencies I01 to I24 (shipment-data, section 5), and what all of them say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from app.domain.notice import Notice
from app.domain.rule import Need
from app.domain.words import phrase
from app.shipments.discrepancies import (
    appearance,
    counting,
    danger,
    density,
    duplicates,
    equipment,
    inside,
    living,
    load,
    mass,
    material,
    parties,
    route,
    sealing,
    sums,
    timing,
    unusual,
    words,
)
from app.shipments.discrepancies.outcome import Code, Computable, Fires, Lacks
from app.shipments.discrepancies.sides import Sides

_A, _B, _C = Computable.DATA, Computable.IMAGE, Computable.OFFICER

CODES: tuple[Code, ...] = (
    Code(
        "I01_WEIGHT",
        _B,
        phrase("The mass in the image is the declared one."),
        (Need.WEIGHT, Need.MEASURED, Need.SCAN, Need.SOUND_IMAGE),
        mass.weight,
        version=2,
    ),
    Code(
        "I02_DECLARED_EMPTY",
        _B,
        phrase("What is declared empty holds no load."),
        (Need.SHIPMENT, Need.MEASURED, Need.EMPTY_FORM),
        load.empty_but_loaded,
        version=2,
        paragraph="104",
        told_by=("R026",),
    ),
    Code(
        "I03_DECLARED_LOADED_EMPTY",
        _B,
        phrase("What is declared loaded is not empty."),
        (Need.SHIPMENT, Need.MEASURED, Need.EMPTY_FORM),
        load.loaded_but_empty,
        version=2,
    ),
    Code(
        "I04_PIECES",
        _B,
        phrase("No more pieces lie apart in the image than are declared, and the sums agree."),
        (Need.PIECES, Need.COUNT),
        counting.pieces_differ,
        paragraph="115",
    ),
    Code(
        "I05_MATERIAL",
        _B,
        phrase("The material in the image is that of the declared codes."),
        (Need.GOODS, Need.HOUSE_BILLS, Need.BOTH_ENERGIES),
        material.material,
        version=2,
    ),
    Code(
        "I06_TEXTURE",
        _B,
        phrase("The load looks like others of the same heading."),
        (Need.REFERENCES,),
        appearance.unlike_goods,
        version=2,
    ),
    Code(
        "I07_HIDDEN_SPACE",
        _B,
        phrase("Empty equipment is as long inside as its type."),
        (Need.INNER, Need.LENGTH, Need.EMPTY_LOOK),
        inside.hidden_space,
    ),
    Code(
        "I08_SEAL",
        _A,
        phrase("The seals that were read are the declared ones."),
        (Need.SEAL_READ,),
        sealing.seals_differ,
        paragraph="92, 93",
        told_by=("R080", "R081", "R082", "R085"),
    ),
    Code(
        "I09_DG_UNDECLARED",
        _A,
        phrase("What reads like dangerous goods is declared as such."),
        (Need.SHIPMENT, Need.GOODS, Need.HOUSE_BILLS),
        danger.undeclared,
        paragraph="119",
    ),
    Code(
        "I10_DG_PRESENT_NO_MATCH",
        _C,
        phrase("Something in the image fits the declared dangerous goods."),
        (Need.GOODS, Need.LOOKED),
        danger.not_seen,
    ),
    Code(
        "I11_EQUIPMENT",
        _B,
        phrase("The equipment is as long as declared."),
        (Need.MEASURED, Need.LENGTH, Need.SOUND_IMAGE),
        equipment.length_differs,
        version=2,
    ),
    Code(
        "I12_VALUE_DENSITY",
        _A,
        phrase("The value a kilogram is one that goods of the heading have had."),
        (Need.SHIPMENT, Need.VALUE, Need.EARLIER),
        unusual.value_unusual,
    ),
    Code(
        "I13_DESCRIPTION",
        _A,
        phrase("A description says enough of the goods to compare an image with."),
        (Need.SHIPMENT, Need.GOODS),
        words.too_vague,
        told_by=("Q001",),
    ),
    Code(
        "I14_HS_TEXT",
        _A,
        phrase("Code and description speak of the same goods."),
        (Need.GOODS, Need.WORDS),
        words.code_unlike_text,
    ),
    Code(
        "I15_WEIGHT_SUM",
        _A,
        phrase("Weights, pieces and values of the lines add up to those of the shipment."),
        (Need.SHIPMENT, Need.WEIGHT, Need.PIECES),
        sums.sums_differ,
    ),
    Code(
        "I16_PIECE_WEIGHT",
        _A,
        phrase("The weight a piece is one that goods of the heading have had."),
        (Need.SHIPMENT, Need.PIECES, Need.EARLIER),
        unusual.piece_weight_unusual,
    ),
    Code(
        "I17_DENSITY",
        _A,
        phrase("Mass and volume make goods that there are, and fit into the equipment."),
        (Need.SHIPMENT, Need.WEIGHT, Need.VOLUME, Need.EVERY_CAR),
        density.implausible,
        version=2,
    ),
    Code(
        "I18_ROUTE",
        _A,
        phrase("Origin, place of loading and destination fit together."),
        (Need.SHIPMENT, Need.ORIGIN, Need.PLACES),
        route.route_doubts,
    ),
    Code(
        "I19_PARTY",
        _A,
        phrase("The parties are two, with a street, and not many at one address."),
        (Need.SHIPMENT, Need.CONSIGNEE, Need.SHIPPER, Need.ADDRESS, Need.EARLIER),
        parties.odd_parties,
    ),
    Code(
        "I20_TIMING",
        _A,
        phrase("Data is in by the mode's time frame."),
        (Need.SHIPMENT, Need.ARRIVAL, Need.TIME_FRAME),
        timing.too_late,
        told_by=("R050", "R051", "R052"),
    ),
    Code(
        "I21_DUPLICATE",
        _A,
        phrase("An image is given for one thing only."),
        (Need.SCAN, Need.PRINTS),
        duplicates.same_image,
        told_by=("L13",),
    ),
    Code(
        "I22_STREAM_OF_COMMERCE",
        _B,
        phrase("The load looks like earlier ones of the same shipper and heading."),
        (Need.REFERENCES,),
        appearance.unlike_stream,
    ),
    Code(
        "I23_PERSON_ANIMAL",
        _C,
        phrase(
            "No living being is in the load. One is a matter of life safety, not of a referral."
        ),
        (Need.LOOKED,),
        living.living_being,
    ),
    Code(
        "I24_RESIDUAL",
        _B,
        phrase("A tank that is declared empty holds no rest."),
        (Need.VESSEL, Need.LEVEL),
        inside.residue,
    ),
)
"""Every code of the closed list, in its order."""


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """What one code came to on one item.

    Attributes
    ----------
    code
        The row of the table.
    found
        What does not fit.
    missing
        What it lacked, each once: it could not be checked, or not in every respect.
    """

    code: Code
    found: tuple[Fires, ...] = ()
    missing: tuple[Need, ...] = ()


def stand(code: Code, sides: Sides) -> Standing:
    """Ask one code."""
    outcomes = tuple(code.decide(sides))
    missing = [need for one in outcomes if isinstance(one, Lacks) for need in one.needs]
    return Standing(
        code,
        tuple(one for one in outcomes if isinstance(one, Fires)),
        tuple(dict.fromkeys(missing)),
    )


def examine(sides: Sides) -> tuple[Standing, ...]:
    """Ask every code."""
    return tuple(stand(code, sides) for code in CODES)


def notices(sides: Sides) -> Iterator[Notice]:
    """Yield what the officer is told, but for what a rule tells already."""
    for standing in examine(sides):
        if not standing.code.told_by:
            for found in standing.found:
                yield standing.code.notice(found, sides.item.item_id)
