"""I01 to I24 as rows of the table: declared against seen, and declared against itself.

What they come to is decided in `app.shipments.discrepancies`. Those that a rule of the memorandum
tells of already have no row here.
"""

from __future__ import annotations

from app.domain.notice import Figure
from app.shipments import discrepancies
from app.shipments.discrepancies import CODES, Code, Computable
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    WARN,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_item,
)


def _row(code: Code) -> Row:
    # On paper alone nothing is seen: that bears on where and how to look, not on the image.
    bearing = CONTEXT if code.computable is Computable.DATA else DECISION

    def decide(case: Case) -> Outcomes:
        for found in code.decide(case.sides):
            if isinstance(found, discrepancies.Lacks):
                yield Lacks(*found.needs)
                continue
            yield Fires(
                found.sentence,
                code.name,
                found.subject,
                found.weight,
                place=found.place,
                figure=Figure(found.value, found.uncertainty, found.unit, code.method),
            )

    return of_item((code.short, code.paragraph, WARN, bearing), code.says, *code.needs)(decide)


ROWS: tuple[Row, ...] = tuple(_row(code) for code in CODES if not code.told_by)
