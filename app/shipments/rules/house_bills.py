"""Consolidations and their house bills (¶1, 20, 146)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.dossier import Dossier, HouseBill, Standing
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    REJECT,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
)

HOUSE_BILLS = "R038"
"""Rule whose block an officer may override with a reason (section 2.7)."""
_LIKE_ONE = re.compile(r"\b(consol(idat(ed|ion))?|freight all kinds|fak)\b", re.IGNORECASE)
_ON_FILE = (Standing.ACCEPTED, Standing.SUBMITTED)


def bills(found: tuple[HouseBill, ...]) -> Iterator[HouseBill]:
    """Yield every house bill of a tree, and those below it; a number comes once."""
    waiting, met = list(found), set()
    while waiting:
        bill = waiting.pop(0)
        if bill.key not in met:
            met.add(bill.key)
            waiting.extend(bill.bills)
            yield bill


def _on_file(dossier: Dossier) -> int:
    return sum(bill.standing in _ON_FILE for bill in bills(dossier.house_bills))


@of_cargo(
    (HOUSE_BILLS, "1, 20", WARN, DECISION),
    phrase("A consolidation, back to back included, needs its house bills and the close message."),
    Need.HOUSE_BILLS,
)
def _complete(cargo: Cargo) -> Outcomes:
    shipment, dossier = cargo.shipment, cargo.dossier
    if not shipment.consolidated:
        if dossier is None and _LIKE_ONE.search(shipment.goods_text):
            yield Lacks(Need.HOUSE_BILLS)
        return
    filed = _on_file(dossier) if dossier is not None else 0
    if not filed and not shipment.house_bills:
        yield Fires(
            say("Consolidated cargo, and no house bill is on file: the cargo is incomplete."),
            "CARGO_INCOMPLETE",
            weight=Severity.BLOCK,
        )
    elif dossier is None:
        yield Lacks(Need.HOUSE_BILLS)
    elif filed and not dossier.closes:
        yield Fires(
            say("Cargo not complete: {count} house bills, no close message.", count=filed),
            "CARGO_INCOMPLETE",
        )


@of_cargo(
    ("R039", "", REJECT, CONTEXT),
    phrase("A close message names only house bills that are on file."),
    Need.HISTORY,
)
def _closed_on_file(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    filed = {b.key for b in bills(cargo.dossier.house_bills) if b.standing in _ON_FILE}
    named = {number for close in cargo.dossier.closes for number in close.house_bills}
    missing = sorted(named - filed)
    if missing:
        yield Fires(
            say(
                "The close message names house bills that are not on file: {numbers}.",
                numbers=", ".join(missing[:4]) + (" …" if len(missing) > 4 else ""),
            ),
            "CARGO_INCOMPLETE",
        )


@of_cargo(
    ("R118", "146, 147", INFORM, CONTEXT),
    phrase("A forwarder may let a secondary notify party see the house bill."),
    Need.HOUSE_BILLS,
)
def _notified(cargo: Cargo) -> Outcomes:
    names = [party.name for party in cargo.shipment.notify if cargo.house_bill]
    if cargo.dossier is not None:
        filed = (b.shipment for b in bills(cargo.dossier.house_bills) if b.shipment is not None)
        names += [party.name for shipment in filed for party in shipment.notify]
    if names:
        told = ", ".join(dict.fromkeys(names))
        yield Chip(say("House bill data is known to {parties}", parties=told))
    elif cargo.shipment.consolidated and cargo.dossier is None:
        yield Lacks(Need.HOUSE_BILLS)


ROWS: tuple[Row, ...] = (_complete, _closed_on_file, _notified)
