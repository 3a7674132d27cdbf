"""I09 and I10: dangerous goods that are not declared, and declared ones that nothing fits."""

from __future__ import annotations

from app.domain.rule import Need
from app.domain.shipment import GoodsLine
from app.domain.words import say
from app.shipments.commodities import looks_dangerous
from app.shipments.discrepancies.limits import EMPTY_BELOW
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import percent
from app.shipments.reach import named, subject_of


def numbers_of(line: GoodsLine) -> list[str]:
    """Return the UN numbers that a line declares."""
    return [danger.un_number for danger in line.dangers if danger.un_number]


def undeclared(sides: Sides) -> Outcomes:
    """Words or codes of dangerous goods without a UN number. Shapes are the model's."""
    for shipment in sides.shipments:
        if not shipment.goods:
            yield Lacks(Need.GOODS)
        lines = [line for line in shipment.goods if looks_dangerous(line) and not numbers_of(line)]
        if lines:
            yield Fires(
                say(
                    "Possible dangerous goods without a UN number: {goods}.",
                    goods=lines[0].description,
                ),
                len(lines),
                None,
                "lines",
                shipment.shipment_id,
            )
    if not sides.shipments:
        yield Lacks(Need.SHIPMENT)
    yield from _undeclared_below(sides)


def _undeclared_below(sides: Sides) -> Outcomes:
    """Tell of the house bills in it, all of them at once."""
    found = [
        (one, line.description)
        for one, shipment in sides.reach.bills
        for line in shipment.goods
        if looks_dangerous(line) and not numbers_of(line)
    ]
    records = list({one.key: one for one, _ in found}.values())
    if sides.reach.goods_unknown:
        yield Lacks(Need.HOUSE_BILLS)
    if not found:
        return
    sentence = (
        say(
            "Possible dangerous goods without a UN number in house bill {bill}: {goods}.",
            bill=records[0].key,
            goods=found[0][1],
        )
        if len(records) == 1
        else say(
            "Possible dangerous goods without a UN number in {count} house bills: {bills}.",
            count=len(records),
            bills=named([one.key for one in records]),
        )
    )
    yield Fires(sentence, len(found), None, "lines", subject_of(records))


def not_seen(sides: Sides) -> Outcomes:
    """Dangerous goods are declared, and the equipment looks empty.

    Whether something in a load fits them, only the officer can say: until every view was looked
    at, this cannot be checked.
    """
    papers = (*sides.shipments, *(shipment for _, shipment in sides.reach.bills))
    numbers = sorted({one for paper in papers for line in paper.goods for one in numbers_of(line)})
    if not numbers:
        if not any(paper.goods for paper in papers):
            yield Lacks(Need.GOODS)
        return
    share = None if sides.seen is None else sides.seen.loaded_share
    if share is not None and share < EMPTY_BELOW and not sides.declared_empty:
        sentence = say(
            "UN {numbers} is declared, and goods are seen on {seen} of the area only.",
            numbers=", ".join(numbers),
            seen=percent(share),
        )
        yield Fires(sentence, share, None, "1")
    elif not _looked_at(sides):
        yield Lacks(Need.LOOKED)


def _looked_at(sides: Sides) -> bool:
    views = {(scan.scan_id, view) for scan in sides.item.scans for view in scan.views}
    return bool(views) and views <= set(sides.item.viewed)
