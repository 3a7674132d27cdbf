"""I23: a person or an animal. Never an ordinary referral: the port is called at once."""

from __future__ import annotations

import math

from app.domain.mark import Category, Mark
from app.domain.notice import Place, Severity
from app.domain.rule import Need
from app.domain.words import say
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides


def living_being(sides: Sides) -> Outcomes:
    """Tell of every mark of the class *person or animal*; nobody but the officer sees one."""
    marks = [mark for mark in sides.item.marks if mark.category is Category.LIVING]
    for mark in marks:
        yield Fires(
            say(
                "LIFE SAFETY: possible person or animal, mark {number}. Call the port now and say "
                "where; then refer with urgency Life safety.",
                number=mark.number,
            ),
            len(marks),
            None,
            "marks",
            f"mark {mark.number}",
            Severity.BLOCK,
            _place(mark),
        )
    views = {(scan.scan_id, view) for scan in sides.item.scans for view in scan.views}
    if not marks and not (views and views <= set(sides.item.viewed)):
        yield Lacks(Need.LOOKED)


def _place(mark: Mark) -> Place:
    x, y, wide, high = mark.box
    left, top = math.floor(x), math.floor(y)
    box = (left, top, math.ceil(x + wide) - left, math.ceil(y + high) - top)
    return Place(mark.scan_id, mark.view, box)
