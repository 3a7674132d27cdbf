"""Segments of a line of goods in EDIFACT."""

from __future__ import annotations

from app.domain.shipment import Dangerous, Value
from app.shipments.edi.codes import UNITS
from app.shipments.edi.draft import LONGEST_NUMBER, Draft, add_danger
from app.shipments.edi.edifact_parts import components, pair
from app.shipments.edi.edifact_places import (
    AMOUNT,
    MEASURE,
    PIECES,
    SPLIT,
    SPLIT_PIECES,
    TOTAL,
)
from app.shipments.edi.syntax import Segment
from app.shipments.edi.values import CUBIC_METRES, number, whole

GROSS = frozenset({"G", "AAB", ""})
VOLUME = frozenset({"AAW", "ABJ", "VOL"})
"""What a measure (6313) is of."""
VALUES = frozenset({"38", "39", "40", "43", "63", "66", "77", "116", "ZZZ"})
"""Amounts (5025) that are the value of goods, not freight or insurance."""


def gid(draft: Draft, segment: Segment, n: int) -> None:
    """Begin a line of goods with its packages."""
    line = draft.open_line()
    pieces, unit = pair(segment[2])
    count = whole(pieces)
    if count is not None:
        line["quantity"] = count
    elif pieces:
        draft.unread(pieces, n, PIECES)
    if unit:
        line["unit"] = UNITS.get(unit, unit)


def ftx(draft: Draft, segment: Segment, n: int) -> None:
    """Take a description; any other text is an instruction."""
    del n
    text = " ".join(map(str.strip, filter(None, segment[4].split(":"))))
    if not text:
        return
    if segment[1] == "AAA":
        line = draft.line if draft.line is not None else draft.open_line()
        line.setdefault("texts", []).append(text)
    else:
        draft.bill.fields.setdefault("remarks", []).append(text)


def mea(draft: Draft, segment: Segment, n: int) -> None:
    """Take gross weight or volume, as kilograms or cubic metres."""
    what = segment[2].split(":", 1)[0]
    unit, text = pair(segment[3])
    line = draft.line if draft.line is not None else draft.open_line()
    if what in GROSS:
        weight = draft.weight(text, unit, n, MEASURE)
        if weight is not None:
            draft.once(line, "weight_kg", weight, n, "MEA")
    elif what in VOLUME:
        value, factor = number(text), CUBIC_METRES.get(unit)
        if value is None or factor is None:
            draft.unread(f"{text} {unit}", n, MEASURE)
        else:
            draft.once(line, "volume_m3", value * factor, n, "MEA")


def sgp(draft: Draft, segment: Segment, n: int) -> None:
    """Take in which equipment the line lies, and how many of its pieces."""
    where = segment[1].split(":", 1)[0].strip()
    if not where:
        return
    if len(where) > LONGEST_NUMBER:
        draft.too_long(where, n, SPLIT)
    line = draft.line if draft.line is not None else draft.open_line()
    line.setdefault("split", []).append((where, draft.count(segment[2], n, SPLIT_PIECES)))


def dgs(draft: Draft, segment: Segment, n: int) -> None:
    """Take UN number, class and packing group of dangerous goods, of which a line may have many."""
    del n
    line = draft.line if draft.line is not None else draft.open_line()
    danger = Dangerous(
        segment[3].split(":", 1)[0].removeprefix("UN"),
        segment[2].split(":", 1)[0],
        segment[5].split(":", 1)[0],
    )
    add_danger(line, danger)


def pci(draft: Draft, segment: Segment, n: int) -> None:
    """Take marks."""
    del n
    line = draft.line if draft.line is not None else draft.open_line()
    marks = line.setdefault("marks", [])
    for mark in segment[2].split(":"):
        if mark:
            marks.append(mark)


def cst(draft: Draft, segment: Segment, n: int) -> None:
    """Take the commodity code: the first that is said to be, or looks like, one of the HS."""
    line = draft.line if draft.line is not None else draft.open_line()
    for element in segment[2:7]:
        code, codes = pair(element)
        if codes == "HS" or (not codes and len(code) in (6, 8, 10) and code.isdecimal()):
            draft.once(line, "hs", code.replace(".", ""), n, "CST")
            return


def moa(draft: Draft, segment: Segment, n: int) -> None:
    """Take the value of the line, or of the cargo where no line is open."""
    what, text, currency, *_ = components(segment[1])
    if what not in VALUES:
        return
    amount = number(text)
    if amount is None:
        draft.unread(text, n, AMOUNT)
        return
    at = draft.line if draft.line is not None else draft.bill.fields
    draft.once(at, "value", Value(amount, currency), n, f"MOA+{what}")


def origin(draft: Draft, segment: Segment, n: int) -> None:
    """Take the country of origin of the line."""
    if segment[1] == "27":
        line = draft.line if draft.line is not None else draft.open_line()
        draft.once(line, "origin", segment[2].split(":", 1)[0], n, "LOC+27")


def cnt(draft: Draft, segment: Segment, n: int) -> None:
    """Take totals of the cargo: gross weight (7), pieces (8), packages (11)."""
    what, text, unit, *_ = components(segment[1])
    if what == "7":
        weight = draft.weight(text, unit or "KGM", n, TOTAL)
        if weight is not None:
            draft.once(draft.bill.fields, "gross_kg", weight, n, "CNT+7")
    elif what in {"8", "11"}:
        count = draft.count(text, n, TOTAL)
        if count is not None:
            draft.once(draft.bill.fields, "pieces", count, n, f"CNT+{what}")
