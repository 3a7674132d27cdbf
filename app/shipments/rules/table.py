"""The table of rules: every row of sections 2.1 to 2.6, and those of the workstation itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.rule import RuleRow
from app.shipments.rules import (
    barcodes,
    content,
    crossing,
    custody,
    declared,
    exemptions,
    goods,
    house_bills,
    identity,
    image,
    inconsistencies,
    life,
    links,
    movement,
    numbers,
    places,
    processes,
    report,
    requests,
    scans,
    seals,
    timing,
    versions,
)
from app.shipments.rules.row import Row

_GROUPS = (
    identity,
    numbers,
    barcodes,
    content,
    crossing,
    goods,
    report,
    house_bills,
    timing,
    versions,
    life,
    requests,
    exemptions,
    seals,
    custody,
    movement,
    places,
    processes,
    links,
    scans,
    image,
    inconsistencies,
    declared,
)


def _order(row: Row) -> tuple[int, int, str]:
    """Rules of the memorandum by their number, exemptions next, the workstation's own last."""
    found = re.fullmatch(r"([RX])(\d{3})(\w*)", row.rule)
    if found is None:
        return 2, 0, row.rule
    return "RX".index(found[1]), int(found[2]), found[3]


RULES: tuple[Row, ...] = tuple(sorted((row for group in _GROUPS for row in group.ROWS), key=_order))
"""Every rule, in the order in which a person looks it up."""
BY_NAME: Mapping[str, Row] = MappingProxyType({row.rule: row for row in RULES})
CARDS: tuple[RuleRow, ...] = tuple(row.card for row in RULES)
"""The rules as a person reads them."""
