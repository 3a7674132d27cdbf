"""Goods, codes and values out of the lines of a Cargo-IMP message."""

from __future__ import annotations

import dataclasses
import decimal
import re
from collections.abc import Iterable, Iterator, Sequence

from app.domain.filing import Spot
from app.domain.shipment import Equipment, GoodsLine, Value
from app.domain.words import say
from app.shipments.air.imp_lines import Field, Line
from app.shipments.air.notes import POUND_KG, Notes, joined

HS_CODE = re.compile(r"\d{6,18}")
_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,3})?")
_WEIGHT = re.compile(r"([KL])(\d{1,9}(?:\.\d{1,3})?)")
_PIECES = re.compile(r"P(\d{1,5})")
_VOLUME = re.compile(r"MC(\d{1,9}(?:\.\d{1,3})?)")


@dataclasses.dataclass(slots=True)
class Rated:
    """One rate line of a waybill (``RTD``) with what is said of its goods."""

    pieces: int | None = None
    weight_kg: decimal.Decimal | None = None
    volume_m3: decimal.Decimal | None = None
    texts: list[Field] = dataclasses.field(default_factory=list)
    codes: list[Field] = dataclasses.field(default_factory=list)
    ulds: list[Field] = dataclasses.field(default_factory=list)
    origin: str = ""
    loaded: Field | None = None
    """Pieces as the shipper loaded and counted them (SLAC)."""
    consolidated: Field | None = None
    places: dict[str, Spot] = dataclasses.field(default_factory=dict)
    """Where its values stand, by the name of their field in a line of goods."""

    def lines(self) -> Iterator[GoodsLine]:
        """Yield a line of goods, and one more for each further HS code."""
        first, *more = [field.text[:10] for field in self.codes] or [""]
        description = joined(field.text for field in self.texts)
        yield GoodsLine(
            description,
            first,
            self.origin,
            self.pieces,
            weight_kg=self.weight_kg,
            equipment=self.ulds[0].text if len(self.ulds) == 1 else "",
            volume_m3=self.volume_m3,
        )
        for code in more:
            yield GoodsLine(description, code, self.origin)


def goods_lines(rated: Iterable[Rated], notes: Notes) -> tuple[GoodsLine, ...]:
    """Return the lines of goods of a waybill, with the places of their values."""
    lines: list[GoodsLine] = []
    for one in rated:
        for index, line in enumerate(one.lines()):
            path = f"goods[{len(lines)}]"
            for name, spot in one.places.items():
                if getattr(line, name):
                    notes.place(f"{path}.{name}", spot)
            if one.codes:
                notes.place(f"{path}.hs", one.codes[index].spot)
            lines.append(line)
    return tuple(lines)


def rate_lines(lines: Iterable[Line]) -> list[Rated]:
    """Read the ``RTD`` lines of a waybill: each may carry a number before its code."""
    found: list[Rated] = []
    for line in lines:
        fields = list(line.fields)
        if fields and fields[0].text.isdigit():
            fields = fields[1:]
        if not fields:
            continue
        if _PIECES.fullmatch(fields[0].text) or not found:
            found.append(Rated())
        _take(found[-1], fields)
    return found


def _take(rated: Rated, fields: Sequence[Field]) -> None:
    """Add what one line tells to its rate line."""
    head, rest = fields[0], fields[1:]
    if _PIECES.fullmatch(head.text):
        _take_rate(rated, fields)
    elif rest and head.text in _TAKING:
        _TAKING[head.text](rated, rest[0])
        if head.text == "NC":
            rated.consolidated = rated.consolidated or head


def _take_rate(rated: Rated, fields: Sequence[Field]) -> None:
    for field in fields:
        pieces, weight = _PIECES.fullmatch(field.text), _WEIGHT.fullmatch(field.text)
        if pieces:
            rated.pieces = int(pieces[1])
            rated.places["quantity"] = field.part(pieces.span(1))
        elif weight and rated.weight_kg is None:
            rated.weight_kg = kilograms(weight[1], weight[2])
            rated.places["weight_kg"] = field.part(weight.span(2))


def _take_text(rated: Rated, field: Field) -> None:
    rated.texts.append(field)
    if field.text:
        rated.places.setdefault("description", field.spot)


def _take_code(rated: Rated, field: Field) -> None:
    if HS_CODE.fullmatch(field.text):
        rated.codes.append(field)


def _take_uld(rated: Rated, field: Field) -> None:
    rated.ulds.append(field)
    rated.places.setdefault("equipment", field.spot)


def _take_origin(rated: Rated, field: Field) -> None:
    rated.origin = field.text
    rated.places["origin"] = field.spot


def _take_loaded(rated: Rated, field: Field) -> None:
    rated.loaded = field


def _take_volume(rated: Rated, field: Field) -> None:
    found = _VOLUME.fullmatch(field.text)
    if found:
        rated.volume_m3 = decimal.Decimal(found[1])
        rated.places["volume_m3"] = field.part(found.span(1))


_TAKING = {
    "NG": _take_text,
    "NC": _take_text,
    "NH": _take_code,
    "NU": _take_uld,
    "NO": _take_origin,
    "NS": _take_loaded,
    "NV": _take_volume,
}


def ulds(rated: Iterable[Rated], notes: Notes) -> tuple[Equipment, ...]:
    """Return the unit load devices that a waybill names, each once."""
    named: dict[str, Field] = {}
    for one in rated:
        for field in one.ulds:
            named.setdefault(field.text, field)
    for index, field in enumerate(named.values()):
        notes.place(f"equipment[{index}].number", field.spot)
    return tuple(Equipment("uld", name) for name in named)


def kilograms(unit: str, text: str) -> decimal.Decimal:
    """Return a weight given in kilograms (K) or pounds (L)."""
    weight = decimal.Decimal(text)
    return weight if unit == "K" else weight * POUND_KG


def weight_of(field: Field) -> decimal.Decimal | None:
    """Read a weight such as ``K77``; None when it is none."""
    found = _WEIGHT.fullmatch(field.text)
    return None if found is None else kilograms(found[1], found[2])


def customs_value(line: Line, notes: Notes) -> Value | None:
    """Return the value declared for customs (``CVD``); None when there is none (``NCV``)."""
    fields = line.fields
    if len(fields) < 3 or not _AMOUNT.fullmatch(fields[-2].text):
        told = fields[-2] if len(fields) > 2 else None
        if told is not None and any(sign.isdigit() for sign in told.text):
            sentence = say("{name} is {value}, which is no number.", name="CVD", value=told.text)
            notes.warn(sentence, told.line, told.name)
        return None
    return Value(
        decimal.Decimal(notes.text("value.amount", fields[-2])),
        notes.text("value.currency", fields[0]),
    )


def customs_notes(lines: Iterable[Line], notes: Notes) -> Iterator[tuple[str, str]]:
    """Yield what other customs information (``OCI``) says, as references.

    ``///SM/XRY`` is ``("OCI SM", "XRY")``: the screening method was X-ray, so there is an image.
    """
    for line in lines:
        fields = line.fields
        if len(fields) < 4 or not fields[3].text:
            continue
        words = joined(("OCI", *(field.text for field in fields[:3])))
        yield notes.reference(words, fields[3])


def handling_codes(lines: Iterable[Line], notes: Notes) -> Iterator[tuple[str, str]]:
    """Yield special handling codes such as ``ECC``, as references."""
    for line in lines:
        for field in line.fields:
            if re.fullmatch(r"[A-Z]{3}", field.text):
                yield notes.reference("SPH", field)
