"""I19: parties that give no street, are one another, or share an address with many others."""

from __future__ import annotations

import re

from app.domain.identifiers import folded
from app.domain.notice import Severity
from app.domain.past import Trait
from app.domain.rule import Need
from app.domain.shipment import Party, Shipment
from app.domain.words import Sentence, phrase, say
from app.shipments.discrepancies.limits import (
    ADDRESS_DAYS,
    ADDRESS_MOST,
    CONSIGNEES_AT_ADDRESS,
)
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.past import told_by
from app.shipments.discrepancies.sides import Sides

_BOX = re.compile(
    r"\b(p\.?\s*o\.?\s*box|post office box|c\.?\s*p\.?\s*\d+|case postale|general delivery|"
    r"poste restante)\b\s*\d*",
    re.IGNORECASE,
)
_STREET = re.compile(r"\d+\s+\w{3,}|\w{3,}\s+\d+")


def odd_parties(sides: Sides) -> Outcomes:
    """Tell of each as a note: warehouses and forwarders have such addresses, too."""
    if not sides.shipments:
        yield Lacks(Need.SHIPMENT)
    for shipment in sides.shipments:
        if shipment.consignee is None:
            yield Lacks(Need.CONSIGNEE)
            continue
        yield from _one_party(shipment, shipment.consignee)
        yield from _box_only(shipment, shipment.consignee)
        yield from _crowded(sides, shipment)


def _one_party(shipment: Shipment, consignee: Party) -> Outcomes:
    shipper = shipment.shipper
    if shipper is None:
        yield Lacks(Need.SHIPPER)
    elif folded(shipper.name) and folded(shipper.name) == folded(consignee.name):
        sentence = say("Shipper and consignee are one: {name}.", name=shipper.name)
        yield _note(shipment, "same", sentence)


def _box_only(shipment: Shipment, consignee: Party) -> Outcomes:
    text = " ".join(consignee.address)
    rest = _BOX.sub("", text)
    if not text:
        yield Lacks(Need.ADDRESS)
    elif rest != text and not _STREET.search(rest):
        yield _note(shipment, "box", say("The consignee gives a post office box only."))


def _note(shipment: Shipment, what: str, sentence: Sentence) -> Fires:
    return Fires(sentence, 1.0, 0.0, "parties", f"{shipment.shipment_id} {what}", Severity.NOTE)


def _crowded(sides: Sides, shipment: Shipment) -> Outcomes:
    told = next((t for t in told_by(shipment) if t.trait is Trait.RECEIVES), None)
    if told is None or sides.past is None:
        yield Lacks(Need.ADDRESS if told is None else Need.EARLIER)
        return
    earlier = sides.past.of(told)
    names = {one.name for one in earlier} | {told.name}
    if len(names) <= CONSIGNEES_AT_ADDRESS:
        return
    told_as = _phrase(capped=len(earlier) >= ADDRESS_MOST)
    yield Fires(
        say(told_as, count=len(names), days=ADDRESS_DAYS),
        len(names),
        0.0,
        "consignees",
        f"{shipment.shipment_id} address",
        Severity.NOTE,
    )


def _phrase(*, capped: bool) -> str:
    """Return the sentence for a count, or for the least that it can be."""
    if capped:
        return phrase("At least {count} consignees at this address within {days} days.")
    return phrase("{count} consignees at this address within {days} days.")
