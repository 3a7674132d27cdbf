"""Dangerous goods: number, class, name, packing group, and which of them are kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from app.domain.notice import Severity
from app.domain.segregation import Apart, pairs_apart
from app.domain.shipment import Dangerous
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


class _Found(NamedTuple):
    """A declaration, the place of its line, and which of that line's it is, both from 0."""

    danger: Dangerous
    place: int
    at: int

    @property
    def path(self) -> str:
        """Where its message has it."""
        further = f"also_dangerous[{self.at - 1}]"
        return f"goods[{self.place}].{further if self.at else 'un_number'}"


def class_of(danger: Dangerous, codes: Codes) -> str:
    """Return the class: as declared, else as the number has it in the local table."""
    return danger.dg_class or codes.detail("un_numbers", danger.un_number, "class")


def danger(subject: Subject) -> Row | None:
    """Return the group; None when nothing dangerous is declared."""
    found = [
        _Found(one, place, at)
        for place, line in enumerate(subject.shipment.goods)
        for at, one in enumerate(line.dangers)
    ]
    if not found:
        return None
    lines = folded("dangerous", len(found), lambda at: _row(subject, found[at]))
    hints = _hints([class_of(one.danger, subject.codes) for one in found])
    title = tr("Dangerous goods")
    return Row(
        "danger",
        Kind.HEAD,
        title,
        right=str(len(found)),
        rows=lambda: [*hints, *lines()],
        open=True,
    )


def _row(subject: Subject, found: _Found) -> Row:
    one, codes = found.danger, subject.codes
    number = one.un_number.strip().upper().removeprefix("UN").strip()
    name = codes.name("un_numbers", number)
    listed = codes.detail("un_numbers", number, "class")
    parts = [
        tr("class {name}", name=one.dg_class) if one.dg_class else tr("no class declared"),
        tr("packing group {name}", name=one.packing_group) if one.packing_group else "",
        tr("line {number}", number=found.place + 1),
    ]
    differs = bool(one.dg_class and listed and one.dg_class != listed)
    if differs:
        parts.insert(1, tr("class {name} by the table", name=listed))
    return Row(
        f"dangerous-{found.place}" + (f"-{found.at}" if found.at else ""),
        Kind.ENTRY,
        " ".join(filter(None, (f"UN{number}" if number else tr("No UN number"), name))),
        below=", ".join(filter(None, parts)),
        strong=True,
        mark=Severity.WARNING if differs or not number else None,
        explained=explaining(codes, (("un_numbers", number),), ("UN", "DG")),
        asked=subject.asked(found.path),
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
