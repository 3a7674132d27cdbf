"""Reading and writing the JSON form ``prescreen-shipment/1`` (docs/shipment-json.md).

One file holds one conveyance and its shipments. A file is read whole or refused whole: a courier
list whose total differs from its shipments is no list. Fields that the form does not know are
left alone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Party,
    Shipment,
    Value,
)
from app.domain.words import say, whole_text
from app.shipments.errors import ShipmentUnreadable
from app.shipments.fields import Fields
from app.shipments.json_tree import shipment_tree, tree_of

SCHEMA = "prescreen-shipment/1"
LARGEST_FILE = 64 * 1024 * 1024
EQUIPMENT_KINDS = ("trailer", "container", "railcar", "uld", "package")


def read_shipments(path: Path, *, received_at: dt.datetime) -> tuple[Shipment, ...]:
    """Read every shipment of a file.

    Parameters
    ----------
    path
        File in the form ``prescreen-shipment/1``, UTF-8.
    received_at
        When the file came in, with zone. Time frames are counted from ``sent_at`` when the file
        has one that is not later: a file may be handed on long after it was transmitted.

    Raises
    ------
    ShipmentUnreadable
        With the field at fault, when the file is not in this form.
    """
    root = Fields(_load(path), "")
    schema = root.text("schema")
    if schema != SCHEMA:
        raise ShipmentUnreadable(
            say(
                "{name} says its form is {schema}; this version reads {known}.",
                name=path.name,
                schema=schema or "-",
                known=SCHEMA,
            )
        )
    entries = root.parts("shipments")
    _check_total(root, len(entries))
    frame = _Frame(root, received_at=received_at, source=whole_text(path.name))
    return tuple(frame.shipment(entry) for entry in entries)


def write_shipments(
    shipments: Sequence[Shipment], path: Path, *, sent_at: dt.datetime | None = None
) -> None:
    """Write shipments of one conveyance, function and version so that they are read back equal.

    Raises
    ------
    ValueError
        When there is none, or they do not share conveyance, function and version.
    """
    heads = {(s.conveyance, s.function, s.version, s.sample) for s in shipments}
    if len(heads) != 1:
        raise ValueError("one file holds shipments of one conveyance, function and version")
    tree = tree_of(shipments, schema=SCHEMA, sent_at=sent_at or shipments[0].received_at)
    path.write_text(json.dumps(tree, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def shipment_digest(shipment: Shipment) -> str:
    """SHA-256 of everything that was declared: what a decision is bound to.

    When and from which file it came is left out: the same declaration sent twice is one version.
    """
    tree = shipment_tree(shipment, schema=SCHEMA)
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _load(path: Path) -> object:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ShipmentUnreadable(
                say(
                    "{name} is larger than shipment data ever is; nothing was read.", name=path.name
                )
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ShipmentUnreadable(
            say("{name} cannot be read: {why}.", name=path.name, why=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise ShipmentUnreadable(
            say("{name} is not UTF-8 text; have it sent again.", name=path.name)
        ) from error
    try:
        tree: object = json.loads(text, parse_float=decimal.Decimal)
    except (ValueError, RecursionError, decimal.InvalidOperation) as error:
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "-"
        raise ShipmentUnreadable(
            say(
                "{name} is not whole JSON (line and column {where}); have it sent again.",
                name=path.name,
                where=where,
            )
        ) from error
    _check_escapes(tree, text, path.name)
    return tree


def _check_escapes(tree: object, text: str, name: str) -> None:
    """Refuse escapes that are half a sign: no other program could read what follows from them."""
    if "\\ud" not in text.lower():
        return
    try:
        json.dumps(tree, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise ShipmentUnreadable(
            say("{name} is not UTF-8 text; have it sent again.", name=name)
        ) from error


def _check_total(root: Fields, present: int) -> None:
    if not present:
        raise ShipmentUnreadable(say("shipments is missing or empty; there is nothing to take in."))
    listing = root.part("list")
    total = listing.whole("total_shipments") if listing else None
    if total is not None and total != present:
        raise ShipmentUnreadable(
            say(
                "list.total_shipments says {total}, the file holds {present}: parts are missing.",
                total=total,
                present=present,
            )
        )


class _Frame:
    """What all shipments of one file share."""

    def __init__(self, root: Fields, *, received_at: dt.datetime, source: str) -> None:
        conveyance = root.part("conveyance")
        if conveyance is None:
            raise ShipmentUnreadable(say("conveyance is missing; it must be given."))
        self.conveyance = _conveyance(conveyance)
        self.function = root.choice("function", Function, Function.ADD)
        self.version = root.whole("version") or 1
        self.sample = root.truth("sample")
        sent_at = root.moment("sent_at")
        self.received_at = received_at if sent_at is None else min(sent_at, received_at)
        self.source = source

    def shipment(self, entry: Fields) -> Shipment:
        value = entry.part("value")
        ccn = entry.text("ccn")
        read = Shipment(
            shipment_id=entry.text("shipment_id", required=not ccn) or ccn,
            ccn=ccn,
            version=self.version,
            function=self.function,
            received_at=self.received_at,
            conveyance=self.conveyance,
            goods=tuple(_goods(line) for line in entry.parts("lines")),
            pieces=entry.whole("pieces"),
            gross_kg=entry.amount("weight_kg"),
            shipper=_party(entry.part("shipper")),
            consignee=_party(entry.part("consignee")),
            importer=_party(entry.part("importer")),
            equipment=_equipment(entry),
            value=None if value is None else _value(value),
            hawb=entry.text("hawb"),
            mawb=entry.text("mawb"),
            clvs=entry.truth("clvs"),
            consolidated=entry.truth("consolidated"),
            house_bills=entry.texts("house_bills"),
            special_instructions=entry.text("special_instructions"),
            sub_location=entry.text("sub_location"),
            release_office=_office(entry.text("release_office")),
            source=self.source,
            sample=self.sample,
        )
        return dataclasses.replace(read, sha256=shipment_digest(read))


def _conveyance(part: Fields) -> Conveyance:
    return Conveyance(
        crn=part.text("crn"),
        mode=part.choice("mode", Mode),
        carrier_code=part.text("carrier_code").upper(),
        carrier_name=part.text("carrier_name"),
        fpoa=_office(part.text("fpoa")),
        eta=part.moment("eta"),
        exception_codes=part.texts("exception_codes"),
        empty=part.truth("empty"),
    )


def _office(text: str) -> str:
    """Return an office code with four digits: messages write 0495 where memoranda write 495."""
    return text.zfill(4) if text.isdigit() else text


def _goods(line: Fields) -> GoodsLine:
    un_number = line.text("un_number").upper().removeprefix("UN").strip()
    return GoodsLine(
        description=line.text("description"),
        hs=line.text("hs").replace(".", ""),
        origin=line.text("origin").upper(),
        quantity=line.whole("quantity"),
        unit=line.text("unit"),
        weight_kg=line.amount("weight_kg"),
        un_number=un_number,
        equipment=line.text("equipment"),
    )


def _party(part: Fields | None) -> Party | None:
    if part is None:
        return None
    return Party(
        name=part.text("name"),
        address=part.texts("address"),
        city=part.text("city"),
        region=part.text("region"),
        postcode=part.text("postcode"),
        country=part.text("country").upper(),
    )


def _value(part: Fields) -> Value:
    amount = part.amount("amount")
    if amount is None:
        raise ShipmentUnreadable(say("{path}.amount is missing; it must be given.", path=part.path))
    return Value(amount, part.text("currency", required=True).upper())


def _equipment(entry: Fields) -> tuple[Equipment, ...]:
    """Trailers and the like as declared, then courier packages and the ULDs that hold them."""
    pieces = [_piece_of_equipment(part) for part in entry.parts("equipment")]
    for package in entry.parts("packages"):
        pieces.append(Equipment("package", package.text("piece_id", required=True)))
        if package.text("uld"):
            pieces.append(Equipment("uld", package.text("uld")))
    return tuple(dict.fromkeys(pieces))


def _piece_of_equipment(part: Fields) -> Equipment:
    kind = part.text("kind", required=True).lower()
    if kind not in EQUIPMENT_KINDS:
        raise ShipmentUnreadable(
            say(
                "{path}.kind is {kind}; it must be one of {known}.",
                path=part.path,
                kind=kind,
                known=", ".join(EQUIPMENT_KINDS),
            )
        )
    return Equipment(
        kind=kind,
        number=part.text("number", required=True),
        seals=part.texts("seals"),
        empty=part.truth("empty"),
        position=part.whole("position"),
        length_ft=part.whole("length_ft"),
    )
