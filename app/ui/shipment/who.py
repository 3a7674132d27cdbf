"""Who: the parties, each with address and codes, and who answers for the cargo."""

from __future__ import annotations

import dataclasses

from app.domain.shipment import Party
from app.ui.i18n import tr
from app.ui.shipment.codes import Codes
from app.ui.shipment.fields import About, Code, Fields
from app.ui.shipment.rows import Row, head
from app.ui.shipment.subject import Subject

_REGIONS = {"CA": "provinces", "US": "states"}


def who(subject: Subject) -> Row:
    """Return the group."""
    shipment = subject.shipment
    fields = Fields(subject, "who")
    fields.need(tr("Shipper"), *_party(shipment.shipper, "shipper", subject.codes))
    fields.need(tr("Consignee"), *_party(shipment.consignee, "consignee", subject.codes))
    fields.add(tr("Importer"), *_party(shipment.importer, "importer", subject.codes))
    fields.add(
        tr("Business number"),
        shipment.importer_bn,
        "importer_bn",
        About(terms=("BN",), identifier=True),
    )
    fields.add(tr("Delivery"), *_party(shipment.delivery, "delivery", subject.codes))
    for place, party in enumerate(shipment.notify):
        label = tr("Notify") if place == 0 else tr("Also notify")
        name, path, about = _party(party, f"notify[{place}]", subject.codes)
        if place and shipment.previous_ccn:
            # A secondary notify party is shown the house bill (manifest forward, ¶146).
            knows = tr("is shown the house bill (¶146)")
            about = dataclasses.replace(about, below="\n".join(filter(None, (about.below, knows))))
        fields.add(label, name, path, about)
    fields.add(tr("Broker"), *_party(shipment.broker, "broker", subject.codes))
    _carriers(fields)
    return head("who", tr("Who"), fields.rows)


def _carriers(fields: Fields) -> None:
    shipment, codes = fields.subject.shipment, fields.subject.codes
    way = shipment.conveyance
    for label, code, path in (
        (tr("Cargo by"), shipment.carrier_code, "carrier_code"),
        (tr("Forwarder"), shipment.forwarder_code, "forwarder_code"),
    ):
        about = About((("carriers", code),) if code else (), ("CCN",))
        fields.add(label, codes.with_name("carriers", code), path, about)
    name = way.carrier_name or codes.name("carriers", way.carrier_code)
    fields.need(
        tr("Carrier"),
        " ".join(filter(None, (way.carrier_code, name))),
        "conveyance.carrier_code",
        About(
            (("carriers", way.carrier_code),) if way.carrier_code else (),
            more=("conveyance.carrier_name",),
            below=_standing(codes, way.carrier_code),
        ),
    )


def _standing(codes: Codes, code: str) -> str:
    """Return whether a carrier is bonded, and whether its code is suspended (¶14, ¶18)."""
    bonded = {"yes": tr("bonded"), "no": tr("not bonded")}.get(
        codes.detail("carriers", code, "bonded"), ""
    )
    suspended = codes.detail("carriers", code, "state") == "suspended"
    return ", ".join(filter(None, (bonded, tr("code suspended") if suspended else "")))


def _party(party: Party | None, path: str, codes: Codes) -> tuple[str, str, About]:
    """Return name, path of the name, and what is said of a party besides."""
    if party is None:
        return "", path, About()
    place = " ".join(filter(None, (party.city, party.region, party.postcode)))
    address = ", ".join(filter(None, (*party.address, place)))
    country = codes.with_name("countries", party.country)
    parts = [address, country, party.business_number]
    named: list[Code] = [("countries", party.country)] if party.country else []
    table = _REGIONS.get(party.country, "")
    if table and party.region:
        named.append((table, party.region))
    about = About(tuple(named), more=(path,), below="\n".join(filter(None, parts)))
    return party.name, f"{path}.name", about
