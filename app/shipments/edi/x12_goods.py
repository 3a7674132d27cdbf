"""Segments of a cargo in the customs manifest 309: bill, parties, equipment, lines of goods."""

from __future__ import annotations

import dataclasses
import decimal
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.domain.shipment import Dangerous, Party, Value
from app.shipments.edi import indicators
from app.shipments.edi import x12_parts as parts
from app.shipments.edi.codes import (
    BONDED,
    BUSINESS_NUMBER,
    PACKING_GROUPS,
    PARTIES,
    PORTS,
    REFERENCES,
    RELEASE,
    TRANSACTION,
    UNITS,
)
from app.shipments.edi.draft import LONGEST_NUMBER, Bill, Draft, Fields, add_danger
from app.shipments.edi.places import Entry, Place, Told
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.values import CUBIC_METRES, number
from app.shipments.edi.x12_places import (
    AMENDED,
    CARGO,
    LINE_PIECES,
    LINE_WEIGHT,
    PIECES,
    VOLUME,
    WEIGHT,
)

_PLACED = ("city", "region", "postcode", "country")


@dataclasses.dataclass(slots=True)
class Named(Told):
    """A party that several segments make up."""

    name: str
    number: str = ""
    address: list[str] = dataclasses.field(default_factory=list)
    place: Sequence[str] = ("", "", "", "")
    """City, region, postcode, country."""
    street_at: list[int] = dataclasses.field(default_factory=list)
    """Segment of each line of the address."""
    place_at: int = 0
    """Segment of the place."""

    def parts(self, number: int) -> Iterator[Entry]:
        """Yield where each part stands: name, address and place have a segment each."""
        if self.name:
            yield "name", "party.name", number
        if self.number:
            yield "business_number", "party.number", number
        for index, at in enumerate(self.street_at):
            yield f"address[{index}]", "party.address", at
        for name, text in zip(_PLACED, self.place, strict=False):
            if text:
                yield name, f"party.{name}", self.place_at

    def party(self) -> Party:
        """Return the party as it is kept."""
        city, region, postcode, country = self.place
        return Party(self.name, tuple(self.address), city, region, postcode, country, self.number)


class Manifest(Draft):
    """A manifest while it is read."""

    def __init__(self, message: Message, make: Callable[[], Fields] = dict) -> None:
        super().__init__(message, make)
        self.party = Named("")
        self.within = ""
        """Number of the equipment that the next lines lie in."""

    def open_bill(self) -> Bill:
        """Begin the next cargo."""
        self.within = ""
        self.party = Named("")
        bill = super().open_bill()
        bill.units = {}
        return bill


def lx(draft: Manifest, segment: Segment, n: int) -> None:
    """Begin a cargo."""
    del segment, n
    draft.open_bill()


def m13(draft: Manifest, segment: Segment, n: int) -> None:
    """Take what is done to one cargo alone, and why."""
    fresh = draft.bill is not draft.head and not draft.bill.key
    bill = draft.bill if fresh else draft.open_bill()
    _key(draft, bill, segment[4].strip(), n, AMENDED)
    bill.function = segment[3]
    bill.reason = segment[6]


def m11(draft: Manifest, segment: Segment, n: int) -> None:
    """Take the cargo: its number, pieces, weight, and the bill it lies in."""
    bill = draft.bill
    if bill is draft.head or bill.lines or (bill.key and "pieces" in bill.fields):
        bill = draft.open_bill()
    _key(draft, bill, parts.joined(segment[12], segment[1]), n, CARGO)
    _fill(
        bill.fields,
        carrier_code=segment[12].strip(),
        place_of_loading=segment[2].strip(),
        place_of_acceptance=segment[10].strip(),
        previous_ccn=segment[11].strip(),
        unit=UNITS.get(segment[4], segment[4]),
        pieces=draft.count(segment[3], n, PIECES),
        gross_kg=draft.weight(segment[5], segment[6], n, WEIGHT),
        volume_m3=_volume(draft, segment, n),
    )
    for code in segment[13:16]:
        # Secondary notify parties have a code and no name.
        if code.strip():
            bill.fields.setdefault("notify", []).append(Named(code.strip()))


def _key(draft: Manifest, bill: Bill, key: str, n: int, place: Place) -> None:
    bill.key = key
    if len(key) > LONGEST_NUMBER:
        draft.too_long(key, n, place)


def _fill(fields: Fields, **values: Any) -> None:
    """Put in what was said."""
    for field, value in values.items():
        if value is not None and value != "":
            fields[field] = value


def _volume(draft: Draft, segment: Segment, n: int) -> decimal.Decimal | None:
    value, factor = number(segment[7]), CUBIC_METRES.get(segment[8])
    if value is not None and factor is not None:
        return value * factor
    if segment[7]:
        draft.unread(f"{segment[7]} {segment[8]}", n, VOLUME)
    return None


def n9(draft: Manifest, segment: Segment, n: int) -> None:
    """Take a reference: a field of its own, or one kept with its qualifier."""
    qualifier, value = segment[1], (segment[2] or segment[3]).strip()
    fields = draft.bill.fields
    if qualifier in REFERENCES:
        draft.once(fields, REFERENCES[qualifier], value, n, f"N9*{qualifier}")
    elif draft.bill is draft.head and (
        parts.plate(draft, segment) or indicators.of_conveyance(draft, value)
    ):
        return
    elif value:
        fields.setdefault("references", []).append((qualifier, value))
        indicators.of_account(fields, value)
        indicators.of_cargo(fields, value)
        if qualifier == RELEASE and TRANSACTION.fullmatch(value):
            fields["release_no"] = value


def n1(draft: Manifest, segment: Segment, n: int) -> None:
    """Begin a party."""
    code = segment[4].strip()
    known = code if BUSINESS_NUMBER.fullmatch(code) else ""
    draft.party = party = Named(segment[2].strip(), known)
    role = PARTIES.get(segment[1])
    fields = draft.bill.fields
    if role == "notify":
        fields.setdefault("notify", []).append(party)
    elif role is not None:
        draft.once(fields, role, party, n, f"N1*{segment[1]}")
        if role == "importer" and known:
            fields["importer_bn"] = known


def n2(draft: Manifest, segment: Segment, n: int) -> None:
    """Take more of a party's name."""
    del n
    more = [draft.party.name, segment[1].strip(), segment[2].strip()]
    draft.party.name = " ".join(part for part in more if part)


def n3(draft: Manifest, segment: Segment, n: int) -> None:
    """Take a party's street."""
    lines = [line.strip() for line in segment[1:3] if line.strip()]
    draft.party.address += lines
    draft.party.street_at += [n] * len(lines)


def n4(draft: Manifest, segment: Segment, n: int) -> None:
    """Take a party's city, region, postcode and country."""
    draft.party.place = [text.strip() for text in segment[1:5]]
    draft.party.place_at = n


def m12(draft: Manifest, segment: Segment, n: int) -> None:
    """Take the kind of movement under bond, and where it ends."""
    fields = draft.bill.fields
    movement = BONDED.get(segment[1])
    if movement is not None:
        draft.once(fields, "movement", movement, n, "M12")
    if segment[3].strip():
        draft.once(fields, "port_of_destination", segment[3].strip(), n, "M12")


def r4(draft: Manifest, segment: Segment, n: int) -> None:
    """Take a port by its part in the journey."""
    field = PORTS.get(segment[1])
    if field is not None and segment[3].strip():
        draft.once(draft.bill.fields, field, segment[3].strip(), n, f"R4*{segment[1]}")


def vid(draft: Manifest, segment: Segment, n: int) -> None:
    """Take the equipment that the next lines lie in."""
    bill = draft.bill
    parts.vid(draft, segment, n, draft.units if bill.units is None else bill.units)
    draft.within = segment[2].strip() + segment[3].strip()
    draft.line = None


def n10(draft: Manifest, segment: Segment, n: int) -> None:
    """Take a line of goods, or more text of the line before, which holds 45 signs a segment."""
    line = draft.line
    if line is None or segment[1] or segment[8] or segment[5]:
        line = draft.open_line()
        _line(draft, line, segment, n)
    if segment[2].strip():
        line.setdefault("texts", []).append(segment[2].strip())
    if segment[3].strip():
        line.setdefault("marks", []).append(segment[3].strip())


def _line(draft: Manifest, line: Fields, segment: Segment, n: int) -> None:
    code = segment[5].replace(".", "")
    amount = number(segment[6])
    count = draft.count(segment[1], n, LINE_PIECES)
    _fill(
        line,
        quantity=count,
        # Pieces are counted in the packages that the cargo is counted in.
        unit=None if count is None else draft.bill.fields.get("unit"),
        hs=code if code.isdecimal() and len(code) in (6, 8, 10) else None,
        value=None if amount is None else Value(amount, ""),
        weight_kg=draft.weight(segment[8], segment[7], n, LINE_WEIGHT),
        origin=segment[11].strip(),
        equipment=draft.within,
    )


def man(draft: Manifest, segment: Segment, n: int) -> None:
    """Take the identifier of a package."""
    del n
    if draft.line is not None and segment[2].strip():
        draft.line.setdefault("packages", []).append(segment[2].strip())


def vc(draft: Manifest, segment: Segment, n: int) -> None:
    """Take the number of a vehicle that is carried as goods."""
    del n
    if draft.line is not None and segment[1].strip():
        draft.line.setdefault("packages", []).append(segment[1].strip())


def h1(draft: Manifest, segment: Segment, n: int) -> None:
    """Take UN number, class, packing group and words of dangerous goods."""
    del n
    line = draft.line if draft.line is not None else draft.open_line()
    group = segment[9].strip()
    danger = Dangerous(
        segment[1].strip().removeprefix("UN"),
        segment[2].strip(),
        group if group in PACKING_GROUPS else "",
    )
    add_danger(line, danger)
    if segment[4].strip():
        draft.bill.fields.setdefault("remarks", []).append(segment[4].strip())


def h2(draft: Manifest, segment: Segment, n: int) -> None:
    """Take what else is said of dangerous goods."""
    del n
    text = " ".join(part.strip() for part in segment[1:7] if part.strip())
    if text:
        draft.bill.fields.setdefault("remarks", []).append(text)
