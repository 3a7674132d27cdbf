"""Dangerous goods: number, class, name, packing group, and which of them are kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.notice import Severity
from app.domain.segregation import Apart, pairs_apart
from app.domain.shipment import GoodsLine
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.shipment.codes import Codes
from app.ui.shipment.fields import explaining
from app.ui.shipment.rows import Kind, Row, folded
from app.ui.shipment.subject import Subject

APART_WORDS: Mapping[Apart, str] = MappingProxyType(
    {
        Apart.AWAY: phrase("Classes {one} and {other}: kept away from each other"),
        Apart.SEPARATED: phrase("Classes {one} and {other}: kept separate"),
        Apart.COMPARTMENT: phrase("Classes {one} and {other}: kept a compartment apart"),
        Apart.LENGTHWISE: phrase("Classes {one} and {other}: kept a compartment apart, lengthwise"),
    }
)


def class_of(line: GoodsLine, codes: Codes) -> str:
    """Return the class of a line: as declared, else as its number has it in the local table."""
    return line.dg_class or codes.detail("un_numbers", line.un_number, "class")


def danger(subject: Subject) -> Row | None:
    """Return the group; None when nothing dangerous is declared."""
    goods = subject.shipment.goods
    places = [n for n, line in enumerate(goods) if line.un_number or line.dg_class]
    if not places:
        return None
    lines = folded("dangerous", len(places), lambda at: _row(subject, places[at]))
    hints = _hints([class_of(goods[place], subject.codes) for place in places])
    title = tr("Dangerous goods")
    return Row(
        "danger",
        Kind.HEAD,
        title,
        right=str(len(places)),
        rows=lambda: [*hints, *lines()],
        open=True,
    )


def _row(subject: Subject, place: int) -> Row:
    line, codes = subject.shipment.goods[place], subject.codes
    number = line.un_number.strip().upper().removeprefix("UN").strip()
    name = codes.name("un_numbers", number)
    listed = codes.detail("un_numbers", number, "class")
    parts = [
        tr("class {name}", name=line.dg_class) if line.dg_class else tr("no class declared"),
        tr("packing group {name}", name=line.packing_group) if line.packing_group else "",
        tr("line {number}", number=place + 1),
    ]
    differs = bool(line.dg_class and listed and line.dg_class != listed)
    if differs:
        parts.insert(1, tr("class {name} by the table", name=listed))
    return Row(
        f"dangerous-{place}",
        Kind.ENTRY,
        " ".join(filter(None, (f"UN{number}" if number else tr("No UN number"), name))),
        below=", ".join(filter(None, parts)),
        strong=True,
        mark=Severity.WARNING if differs or not number else None,
        explained=explaining(codes, (("un_numbers", number),), ("UN", "DG")),
        asked=subject.asked(f"goods[{place}].un_number"),
    )


def _hints(classes: Sequence[str]) -> list[Row]:
    return [
        Row(
            f"apart-{one}-{other}",
            Kind.ENTRY,
            tr(APART_WORDS[far], one=one, other=other),
            below=tr("A hint by the general table of the IMDG Code, made for ships."),
            mark=Severity.NOTE,
        )
        for one, other, far in pairs_apart(classes)
    ]
