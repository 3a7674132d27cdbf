"""Consolidations and their house bills (¶1, 20, 146)."""

from __future__ import annotations

import re

from app.domain.dossier import Dossier, every_bill
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.lifecycle.forms import number_form
from app.shipments.reach import named
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


def _on_file(dossier: Dossier) -> int:
    return sum(bill.on_file for bill in every_bill(dossier.house_bills))


def _missing(dossier: Dossier) -> list[str]:
    """Return the house bills that are named and do not count, on every level of the tree."""
    tree = tuple(every_bill(dossier.house_bills))
    filed = {number_form(bill.key) for bill in tree if bill.on_file}
    closed = {number for close in dossier.closes for number in close.house_bills}
    named = closed | {bill.key for bill in tree if bill.named}
    missing = {number_form(key): key for key in sorted(named) if number_form(key) not in filed}
    return sorted(missing.values())


@of_cargo(
    (HOUSE_BILLS, "1, 20", WARN, DECISION),
    phrase("A consolidation, back to back included, needs its house bills and the close message."),
    Need.HOUSE_BILLS,
)
def _complete(cargo: Cargo) -> Outcomes:
    shipment, dossier = cargo.shipment, cargo.dossier
    missing = _missing(dossier) if dossier is not None else []
    if missing:
        yield from _named_and_missing(cargo, missing)
        return
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


def _named_and_missing(cargo: Cargo, missing: list[str]) -> Outcomes:
    """Tell of house bills that are named and missing: a close message with one counts as none.

    Of what lies in a cargo that is linked too, that cargo tells.
    """
    if cargo.above is not None and cargo.above.dossier is not None:
        return
    if len(missing) == 1:
        sentence = say(
            "House bill {bill} is named and not on file: the cargo is incomplete.", bill=missing[0]
        )
    else:
        sentence = say(
            "{count} house bills are named and not on file: {bills}.",
            count=len(missing),
            bills=named(missing),
        )
    yield Fires(sentence, "CARGO_INCOMPLETE", weight=Severity.BLOCK)


@of_cargo(
    ("R039", "", REJECT, CONTEXT),
    phrase("A close message names only house bills that are on file."),
    Need.HISTORY,
)
def _closed_on_file(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    tree = every_bill(cargo.dossier.house_bills)
    filed = {number_form(bill.key) for bill in tree if bill.on_file}
    closed = {number for close in cargo.dossier.closes for number in close.house_bills}
    missing = sorted(number for number in closed if number_form(number) not in filed)
    if missing:
        yield Fires(
            say(
                "The close message names house bills that are not on file: {numbers}.",
                numbers=named(missing),
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
        filed = (
            b.shipment for b in every_bill(cargo.dossier.house_bills) if b.shipment is not None
        )
        names += [party.name for shipment in filed for party in shipment.notify]
    if names:
        told = ", ".join(dict.fromkeys(names))
        yield Chip(say("House bill data is known to {parties}", parties=told))
    elif cargo.shipment.consolidated and cargo.dossier is None:
        yield Lacks(Need.HOUSE_BILLS)


ROWS: tuple[Row, ...] = (_complete, _closed_on_file, _notified)
