"""Every value that a filing says, and whether the place noted for it really holds it (T-15)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import html
import re
from collections.abc import Iterator, Mapping

from app.domain.event import Event
from app.domain.filing import Filing, Response, Verdict
from app.domain.shipment import Mode, Shipment
from app.shipments.air.notes import CUBIC_METRES
from app.shipments.edi.values import KILOGRAMS
from app.shipments.messages import message_text
from app.shipments.provenance import spot_in
from app.shipments.tables import Tables

Leaf = tuple[str, object]

KEPT_BESIDE = frozenset(("version", "function", "received_at", "source", "sha256", "sample"))
"""Of a shipment: what the program itself keeps beside what was declared."""
_CODED = re.compile(
    r".*\.(kind|applied_by|state|load)|kind|verdict|movement|(.*\.)?unit|exemptions\[\d+\]|"
    r"equipment\[\d+\]\.position"
)
"""Values that a table makes of a code, or order of a place: the place holds another word."""
_JOINED = re.compile(
    r"(.*\.)?(description|special_instructions|text|name)|reasons\[\d+\]|control|"
    r"(shipment_id|ccn|key|previous_ccn|hawb|mawb|forwarder_code)|details\..*|"
    r"(.*\.)?(fpoa|release_office|port)|"
    r"(equipment|goods|loaded|cargo_on|cargo)\[\d+\](\.number|\.equipment|\.cargo)?(\[\d+\])*"
)
"""Values made of several places, the first of which is shown: texts, numbers after the code of who
issued them, and offices written with three digits."""
_FACTORS = (*KILOGRAMS.values(), *CUBIC_METRES.values(), decimal.Decimal(1))
_FORMS = ("%Y%m%d%H%M", "%Y%m%d%H%M%S", "%Y%m%d", "%y%m%d", "%y%m%d%H%M", "%d%b%H%M")
_SHIFTS = tuple(dt.timedelta(minutes=15 * count) for count in range(-14 * 4, 14 * 4 + 1))


def leaves(value: object, path: str = "") -> Iterator[Leaf]:
    """Yield the path and value of everything that is not at its default."""
    if path.startswith("references[") and isinstance(value, tuple):
        # How a reference is called is read from where it stands; its value is what was written.
        yield path, value[1]
    elif dataclasses.is_dataclass(value) or isinstance(value, tuple | Mapping):
        for name, one in _inside(value, path):
            yield from leaves(one, name)
    elif value not in (None, ""):
        yield path, value


def _inside(value: object, path: str) -> list[Leaf]:
    """Return what is in a value that has parts, but what is at its default."""
    if isinstance(value, tuple):
        return [(f"{path}[{index}]", one) for index, one in enumerate(value)]
    before = f"{path}." if path else ""
    if isinstance(value, Mapping):
        return [(f"{before}{name}", one) for name, one in value.items()]
    return [
        (f"{before}{field.name}", getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) != field.default and (path or field.name not in KEPT_BESIDE)
    ]


def untraced(data: bytes, filing: Filing) -> Iterator[str]:
    """Yield every value of a filing whose place is not noted, or does not hold it."""
    origin = filing.origin
    text = message_text(data[origin.start : origin.end], origin)
    for path, value in leaves(filing.body):
        spot = spot_in(filing, path)
        if spot is None:
            if not _follows(path, value, filing):
                yield f"{origin.form} {path} = {value!r}: nowhere"
            continue
        written = text[spot.start : spot.end]
        if not spot.element or not _holds(path, value, written, spot.element):
            yield f"{origin.form} {path} = {value!r}: {spot.element} holds {written!r}"


def _follows(path: str, value: object, filing: Filing) -> bool:
    """Whether a value that stands nowhere follows from others, from the form or the envelope."""
    body, form = filing.body, filing.origin.form
    if path == "conveyance.mode":
        return value is (Mode.COURIER if form.startswith("courier list") else Mode.AIR)
    if isinstance(body, Event):
        return path == "at" and value in (filing.sent_at, filing.received_at)
    if isinstance(body, Response):
        return path == "verdict" and value is Verdict.RECEIVED
    return isinstance(body, Shipment) and _is_sum(path, value, body)


def _is_sum(path: str, value: object, body: Shipment) -> bool:
    sums = {
        "pieces": [line.quantity for line in body.goods],
        "gross_kg": [line.weight_kg for line in body.goods],
        "value.amount": [line.value.amount for line in body.goods if line.value],
    }
    parts = [part for part in sums.get(path, ()) if part is not None]
    return len(parts) > 1 and sum(parts) == value


def _holds(path: str, value: object, written: str, element: str) -> bool:
    if isinstance(value, enum.Enum | bool) or _CODED.fullmatch(path):
        return bool(written.strip())
    if isinstance(value, dt.datetime):
        return _is_time(written, value)
    if isinstance(value, int | decimal.Decimal):
        numbers = [decimal.Decimal(one) for one in re.findall(r"\d+(?:\.\d+)?", written)]
        return any(one * factor == value for one in numbers for factor in _FACTORS)
    named = path.endswith("currency") and element.upper().endswith(str(value))
    return named or _is_text(path, value, written)


def _is_text(path: str, value: object, written: str) -> bool:
    if path == "conveyance.fpoa" and _office(written) == value:
        return True
    said, shown = _plain(str(value)), _plain(written)
    if not shown:
        return str(value).strip() == written.strip()
    return said in shown or (shown in said and bool(_JOINED.fullmatch(path)))


def _office(airport: str) -> str:
    entry = Tables.shipped().look_up("airports", airport.strip())
    return "" if entry is None else entry.details["office"]


def _is_time(written: str, value: dt.datetime) -> bool:
    """Whether digits are those of a time in some zone and in one of the ways they are written."""
    digits = re.sub(r"[^0-9A-Z]", "", re.sub(r"(\.\d+)?(Z|[+-]\d\d:?\d\d)$", "", written.upper()))
    digits = digits.replace("T", "") if digits[:1] == "2" else digits
    ways = (f"{value + shift:{form}}".upper() for shift in _SHIFTS for form in _FORMS)
    return digits[:14] in ways or digits[:12] in ways


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", html.unescape(text).upper())
