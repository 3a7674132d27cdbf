"""Segments of a line of goods in EDIFACT."""

from __future__ import annotations

from app.domain.shipment import Value
from app.shipments.edi.draft import Draft, Line, package
from app.shipments.edi.edifact_parts import (
    AMOUNT,
    CONTROL_VALUE,
    DG_CLASS,
    HS,
    MARKS,
    MEASURE,
    PACKAGE,
    PACKING_GROUP,
    PIECES,
    PLACE,
    SPLIT,
    SPLIT_PIECES,
    TEXT,
    UN_NUMBER,
    VALUES,
    parts_of,
)
from app.shipments.edi.syntax import Segment
from app.shipments.edi.values import CUBIC_METRES, number

GROSS = frozenset({"G", "AAB", ""})
VOLUME = frozenset({"AAW", "ABJ", "VOL"})


def _line(draft: Draft) -> Line:
    return draft.line or draft.open_line()


def gid(draft: Draft, segment: Segment, n: int) -> None:
    """Begin a line of goods with its packages."""
    line = draft.open_line()
    pieces, unit = parts_of(segment[2], 2)[:2]
    count = draft.count(pieces, n, PIECES)
    if count is not None:
        line.fields["quantity"] = count
        line.notes["quantity"] = (n, PIECES)
    if unit:
        line.fields["unit"] = package(unit)
        line.notes["unit"] = (n, PACKAGE)


def ftx(draft: Draft, segment: Segment, n: int) -> None:
    """Take a description; any other text is an instruction."""
    text = " ".join([part.strip() for part in segment[4].split(":") if part]).strip()
    if not text:
        return
    if segment[1] == "AAA":
        line = _line(draft)
        line.notes.setdefault("description", (n, TEXT))
        line.texts.append(text)
    else:
        draft.bill.notes.setdefault("special_instructions", (n, TEXT))
        draft.bill.texts.append(text)


def mea(draft: Draft, segment: Segment, n: int) -> None:
    """Take gross weight or volume, as kilograms or cubic metres."""
    what = segment[2].split(":", 1)[0]
    unit, text = parts_of(segment[3], 2)[:2]
    line = _line(draft)
    if what in GROSS:
        weight = draft.weight(text, unit, n, MEASURE)
        if weight is not None:
            line.fields["weight_kg"] = weight
            line.notes["weight_kg"] = (n, MEASURE)
    elif what in VOLUME:
        value, factor = number(text), CUBIC_METRES.get(unit)
        if value is None or factor is None:
            draft.unread(f"{text} {unit}", n, MEASURE)
            return
        line.fields["volume_m3"] = value * factor
        line.notes["volume_m3"] = (n, MEASURE)


def sgp(draft: Draft, segment: Segment, n: int) -> None:
    """Take in which equipment the line lies, and how many of its pieces."""
    line = _line(draft)
    where = draft.checked(segment[1].split(":", 1)[0].strip(), n, SPLIT)
    if not where:
        return
    line.notes["equipment" if not line.split else f"split[{len(line.split)}]"] = (n, SPLIT)
    line.split.append((where, draft.count(segment[2], n, SPLIT_PIECES)))


def dgs(draft: Draft, segment: Segment, n: int) -> None:
    """Take UN number, class and packing group of dangerous goods."""
    line = _line(draft)
    for field, place in (
        ("un_number", UN_NUMBER),
        ("dg_class", DG_CLASS),
        ("packing_group", PACKING_GROUP),
    ):
        text = segment[place.element].split(":", 1)[0]
        if text:
            line.fields[field] = text.removeprefix("UN") if field == "un_number" else text
            line.notes[field] = (n, place)


def pci(draft: Draft, segment: Segment, n: int) -> None:
    """Take marks."""
    line = _line(draft)
    line.notes.setdefault("marks[0]", (n, MARKS))
    line.marks += [mark for mark in segment[2].split(":") if mark]


def cst(draft: Draft, segment: Segment, n: int) -> None:
    """Take the commodity code: the first that is said to be, or looks like, one of the HS."""
    line = _line(draft)
    for element in segment[2:7]:
        code, codes = parts_of(element, 2)[:2]
        if codes == "HS" or (not codes and len(code) in (6, 8, 10) and code.isdecimal()):
            line.fields["hs"] = code.replace(".", "")
            line.notes["hs"] = (n, HS)
            return


def moa(draft: Draft, segment: Segment, n: int) -> None:
    """Take the value of the line, or of the cargo where no line is open."""
    what, text, currency = parts_of(segment[1], 3)[:3]
    if what not in VALUES:
        return
    amount = number(text)
    if amount is None:
        draft.unread(text, n, AMOUNT)
        return
    at = draft.line or draft.bill
    at.fields["value"] = Value(amount, currency)
    at.notes["value"] = (n, AMOUNT)


def origin(draft: Draft, segment: Segment, n: int) -> None:
    """Take the country of origin of the line."""
    if segment[1] == "27":
        line = _line(draft)
        line.fields["origin"] = segment[2].split(":", 1)[0]
        line.notes["origin"] = (n, PLACE)


def cnt(draft: Draft, segment: Segment, n: int) -> None:
    """Take totals of the cargo: gross weight (7), pieces (8), packages (11)."""
    what, text, unit = parts_of(segment[1], 3)[:3]
    if what == "7":
        weight = draft.weight(text, unit or "KGM", n, CONTROL_VALUE)
        if weight is not None:
            draft.bill.fields["gross_kg"] = weight
            draft.note("gross_kg", n, CONTROL_VALUE)
    elif what in {"8", "11"}:
        count = draft.count(text, n, CONTROL_VALUE)
        if count is not None:
            draft.bill.fields["pieces"] = count
            draft.note("pieces", n, CONTROL_VALUE)
