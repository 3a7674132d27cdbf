"""What is declared, against itself: descriptions, sums, parts of a shipment."""

from __future__ import annotations

from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.commodities import vague
from app.shipments.figures import kilograms
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.row import CONTEXT, DECISION, WARN, Fires, Lacks, Outcomes, Row, of_cargo

SUM_SHARE = 0.01


@of_cargo(
    ("Q001", "", WARN, DECISION),
    phrase("A description says enough of the goods to compare an image with."),
    Need.GOODS,
)
def _described(cargo: Cargo) -> Outcomes:
    if not cargo.shipment.goods:
        yield Lacks(Need.GOODS)
    lines = [line for line in cargo.shipment.goods if vague(line.description)]
    if lines:
        yield Fires(
            say(
                "The description “{goods}” is too vague to compare the image with.",
                goods=lines[0].description,
            ),
            "I13_DESCRIPTION",
        )


@of_cargo(
    ("I15", "", WARN, CONTEXT),
    phrase("The weights of the lines add up to that of the shipment."),
    Need.GOODS,
)
def _adds_up(cargo: Cargo) -> Outcomes:
    weights = [line.weight_kg for line in cargo.shipment.goods]
    gross = cargo.shipment.gross_kg
    if not weights or None in weights or not gross:
        yield Lacks(Need.GOODS)
        return
    total = sum(weight for weight in weights if weight is not None)
    if abs(float(total - gross)) > SUM_SHARE * float(gross):
        yield Fires(
            say(
                "The lines weigh {total} together, the shipment {gross}.",
                total=kilograms(total),
                gross=kilograms(gross),
            ),
            "I15_WEIGHT_SUM",
        )


ROWS: tuple[Row, ...] = (_described, _adds_up)
