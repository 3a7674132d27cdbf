"""What is declared, against itself: descriptions, sums, parts of a shipment."""

from __future__ import annotations

from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.commodities import vague
from app.shipments.rules import besides
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.row import DECISION, WARN, Fires, Lacks, Outcomes, Row, of_cargo


@of_cargo(
    ("Q001", "", WARN, DECISION),
    phrase("A description says enough of the goods to compare an image with."),
    Need.GOODS,
    Need.HOUSE_BILLS,
    besides=besides.described,
)
def _described(cargo: Cargo) -> Outcomes:
    if cargo.shipment.consolidated:
        # What it is called as a whole says nothing of the goods: its house bills do (R038).
        return
    if not cargo.shipment.goods:
        yield Lacks(Need.GOODS)
    lines = [line for line in cargo.shipment.goods if vague(line.description, cargo.tables)]
    if lines:
        yield Fires(
            say(
                "The description “{goods}” is too vague to compare the image with.",
                goods=lines[0].description,
            ),
            "I13_DESCRIPTION",
        )


ROWS: tuple[Row, ...] = (_described,)
