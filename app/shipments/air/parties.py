"""Shipper, consignee and notify party out of the lines of a Cargo-IMP message.

Newer versions name each line (``NAM``, ``ADR``, ``LOC``); older ones give name, address, place and
country on lines that go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.shipment import Party
from app.shipments.air.imp_lines import Line
from app.shipments.air.notes import Notes, joined

PARTS = ("NAM", "ADR", "LOC")
_COUNTRY = re.compile(r"/[A-Z]{2}(/|$)")


def read_party(lines: Sequence[Line], notes: Notes, role: str, *, account: bool) -> Party | None:
    """Read one party.

    Parameters
    ----------
    lines
        Its lines, the one that names the role first.
    role
        Path of the field, such as ``shipper``.
    account
        Whether what follows the role on its own line is an account number, not a name.
    """
    if any(line.tag in PARTS for line in lines):
        return _named_lines(lines, notes, role)
    body = [line for line in lines if any(field.text for field in line.fields)]
    if body and not body[0].goes_on and account:
        body = body[1:]
    return _bare_lines(body, notes, role) if body else None


def _named_lines(lines: Sequence[Line], notes: Notes, role: str) -> Party:
    by_tag = {tag: [line for line in lines if line.tag == tag] for tag in PARTS}
    names = [notes.text(f"{role}.name", f) for line in by_tag["NAM"] for f in line.fields]
    address = tuple(
        notes.text(f"{role}.address[{index}]", line.fields[0])
        for index, line in enumerate(by_tag["ADR"])
        if line.fields and line.fields[0].text
    )
    return _placed(joined(names), address, by_tag["LOC"], notes, role)


def _bare_lines(lines: Sequence[Line], notes: Notes, role: str) -> Party:
    has_country = len(lines) > 2 and bool(_COUNTRY.match(lines[-1].text))
    places = lines[-2:] if has_country else ()
    address = lines[1 : len(lines) - len(places)]
    return _placed(
        notes.text(f"{role}.name", lines[0].fields[0]),
        tuple(
            notes.text(f"{role}.address[{index}]", line.fields[0])
            for index, line in enumerate(address)
        ),
        places,
        notes,
        role,
    )


def _placed(
    name: str, address: tuple[str, ...], places: Sequence[Line], notes: Notes, role: str
) -> Party:
    """Return a party whose place stands on one line, and its country on the next."""
    words = {"city": "", "region": "", "country": "", "postcode": ""}
    paths = (("city", "region"), ("country", "postcode"))
    for line, names in zip(places, paths, strict=False):
        for path, field in zip(names, line.fields, strict=False):
            words[path] = notes.text(f"{role}.{path}", field)
    return Party(
        name=name,
        address=address,
        city=words["city"],
        region=words["region"],
        postcode=words["postcode"],
        country=words["country"],
    )
