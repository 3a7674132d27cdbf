"""Reading and writing shipments in the JSON form ``prescreen-shipment/1`` (docs/shipment-json.md).

One file holds one conveyance and its shipments. A file is read whole or refused whole: a courier
list whose total differs from its shipments is no list. Names that the form does not know are left
alone here, and told of by `app.shipments.json_filings`, which reads all that a file of this form
can hold.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from app.domain.shipment import Shipment
from app.domain.words import Sentence, say, whole_text
from app.shipments.errors import ShipmentUnreadable
from app.shipments.fields import Fields
from app.shipments.json_parts import read_head, read_shipment
from app.shipments.json_places import NamedTwice, loads
from app.shipments.json_tree import shipment_tree, tree_of

SCHEMA = "prescreen-shipment/1"
LARGEST_FILE = 64 * 1024 * 1024


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
    check_schema(root, path.name)
    entries = root.parts("shipments")
    if not entries:
        raise ShipmentUnreadable(say("shipments is missing or empty; there is nothing to take in."))
    check_total(root, len(entries))
    head = read_head(root, received_at=received_at, source=whole_text(path.name))
    return tuple(digested(read_shipment(entry, head)) for entry in entries)


def write_shipments(
    shipments: Sequence[Shipment], path: Path, *, sent_at: dt.datetime | None = None
) -> None:
    """Write shipments of one conveyance, function and version so that they are read back equal.

    Raises
    ------
    ValueError
        When there is none, or they do not share conveyance, function, version and list.
    """
    heads = {(s.conveyance, s.function, s.version, s.sample, s.list_id) for s in shipments}
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


def digested(shipment: Shipment) -> Shipment:
    """Return a shipment with its digest."""
    return dataclasses.replace(shipment, sha256=shipment_digest(shipment))


def check_schema(root: Fields, name: str) -> None:
    """Refuse a file that says it is of another form."""
    schema = root.text("schema")
    if schema != SCHEMA:
        raise ShipmentUnreadable(
            say(
                "{name} says its form is {schema}; this version reads {known}.",
                name=name,
                schema=schema or "-",
                known=SCHEMA,
            )
        )


def check_total(root: Fields, present: int) -> None:
    """Refuse a list whose total is not what the file holds: parts are missing."""
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


def no_json(name: str, error: Exception) -> Sentence:
    """Say that a file is not whole JSON, and where it breaks when that is known."""
    if isinstance(error, NamedTwice):
        return say(
            "{name} gives {field} twice in one place; which is meant cannot be told. "
            "Have it sent again.",
            name=name,
            field=str(error),
        )
    if not isinstance(error, json.JSONDecodeError):
        return say("{name} is not whole JSON; have it sent again.", name=name)
    where = f"{error.lineno}:{error.colno}"
    return say(
        "{name} is not whole JSON (line and column {where}); have it sent again.",
        name=name,
        where=where,
    )


def check_escapes(tree: object, text: str, name: str) -> None:
    """Refuse escapes that are half a sign: no other program could read what follows from them."""
    if "\\ud" not in text.lower():
        return
    try:
        json.dumps(tree, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise ShipmentUnreadable(
            say("{name} is not UTF-8 text; have it sent again.", name=name)
        ) from error


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
        tree = loads(text)
    except (ValueError, RecursionError, decimal.InvalidOperation) as error:
        raise ShipmentUnreadable(no_json(path.name, error)) from error
    check_escapes(tree, text, path.name)
    return tree
