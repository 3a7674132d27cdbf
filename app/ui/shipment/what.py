"""What: the goods as declared, by line or by the equipment that they lie in, and their sums."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from decimal import Decimal

from app.domain.notice import Severity
from app.domain.shipment import Dangerous, GoodsLine
from app.ui.i18n import tr
from app.ui.i18n.formats import number
from app.ui.shipment.fields import About, Code, Fields, explaining, with_changes
from app.ui.shipment.rows import Kind, Row, folded, head, mass
from app.ui.shipment.subject import Subject


def what(subject: Subject) -> Row:
    """Return the group."""
    shipment = subject.shipment
    fields = Fields(subject, "what")
    count = "" if shipment.pieces is None else number(shipment.pieces)
    of = "" if shipment.part_of is None else tr("of {count}", count=number(shipment.part_of))
    fields.need(
        tr("Pieces"),
        " ".join(filter(None, (count, shipment.unit, of))),
        "pieces",
        About(_unit(shipment.unit), more=("unit", "part_of")),
    )
    fields.need(tr("Gross mass"), mass(shipment.gross_kg), "gross_kg")
    if shipment.volume_m3 is not None:
        fields.add(tr("Volume"), f"{number(float(shipment.volume_m3), 2)} m³", "volume_m3")
    if shipment.value is not None:
        amount = f"{number(float(shipment.value.amount), 2)} {shipment.value.currency}"
        fields.add(tr("Value"), amount, "value.amount", About(more=("value",)))
    fields.add(tr("Instructions"), shipment.special_instructions, "special_instructions")
    lines = _by_equipment(subject) if subject.by_equipment else _by_line(subject)
    right = tr("1 line") if len(shipment.goods) == 1 else _count(len(shipment.goods))
    row = head("what", tr("What"), (), right=right)
    return dataclasses.replace(row, rows=lambda: [*fields.rows, *lines()])


def _count(count: int) -> str:
    return tr("{count} lines", count=number(count)) if count else tr("no lines")


def _by_line(subject: Subject) -> Callable[[], Sequence[Row]]:
    goods = subject.shipment.goods
    lines = folded("line", len(goods), lambda place: goods_row(subject, place))
    return lambda: [*lines(), *_removed(subject)]


def _by_equipment(subject: Subject) -> Callable[[], Sequence[Row]]:
    """Return the lines under the equipment that they lie in, with its sums."""
    held: dict[str, list[tuple[int, int | None]]] = {}
    for place, line in enumerate(subject.shipment.goods):
        for equipment, pieces in line.split or ((line.equipment, None),):
            held.setdefault(equipment, []).append((place, pieces))
    numbers = [one.number for one in subject.shipment.equipment]
    order = [one for one in dict.fromkeys((*numbers, *held)) if one in held or one]

    def rows() -> Sequence[Row]:
        groups = [_equipment_row(subject, one, held.get(one, [])) for one in order]
        return [*groups, *_removed(subject)]

    return rows


def _equipment_row(subject: Subject, name: str, held: list[tuple[int, int | None]]) -> Row:
    goods = subject.shipment.goods
    # No pieces at all are pieces that nobody said, or that could not be read.
    pieces = [goods[place].quantity if count is None else count or None for place, count in held]
    masses = [goods[place].weight_kg for place, count in held if count is None]
    whole = len(masses) == len(held)
    return Row(
        f"in-{name}",
        Kind.ENTRY,
        name or tr("Equipment not stated"),
        below=", ".join(_sums(pieces, masses if whole else [None])) if held else "",
        right=_count(len(held)),
        strong=True,
        identifier=bool(name),
        rows=folded(
            f"in-{name}", len(held), lambda at: goods_row(subject, held[at][0], held[at][1])
        ),
        open=len(held) <= 20,
    )


def _sums(pieces: Sequence[int | None], masses: Sequence[Decimal | None]) -> list[str]:
    """Return sums of what is declared; a sum of which a part is not known is none."""
    counted = [one for one in pieces if one is not None]
    weighed = [one for one in masses if one is not None]
    found = []
    if counted and len(counted) == len(pieces):
        found.append(tr("{count} pieces", count=number(sum(counted))))
    if weighed and len(weighed) == len(masses):
        found.append(mass(sum(weighed, Decimal())))
    return found


def goods_row(subject: Subject, place: int, pieces: int | None = None) -> Row:
    """Return the row of one line, of which `pieces` lie in the equipment that it stands under."""
    line = subject.shipment.goods[place]
    path = f"goods[{place}]"
    quantity = line.quantity if pieces is None else pieces or None
    count = "" if quantity is None else number(quantity)
    row = Row(
        f"line-{place}",
        Kind.LINE,
        line.description or tr("No description"),
        label=number(place + 1),
        below=_danger(line),
        figures=(
            " ".join(filter(None, (count, line.unit))),
            mass(line.weight_kg),
            line.hs,
            line.origin,
        ),
        tone="text" if line.description else "text2",
        explained=explaining(subject.codes, _codes(line), ("HS",) if line.hs else ()),
        asked=(*subject.asked(f"{path}.description"), *subject.asked(path)),
        rows=lambda: _details(subject, place),
    )
    differences = subject.differences
    changes = differences.under(path)
    if not changes:
        return row
    if differences.is_new(path):
        return dataclasses.replace(row, changed=True, mark=Severity.WARNING, right=tr("new"))
    return with_changes(row, changes)


def _danger(line: GoodsLine) -> str:
    if not line.dangers:
        return ""
    what_words = "; ".join(map(_danger_words, line.dangers))
    return tr("Dangerous goods: {what}", what=what_words)


def _danger_words(danger: Dangerous) -> str:
    number_words = f"UN{danger.un_number.removeprefix('UN')}" if danger.un_number else ""
    class_words = tr("class {name}", name=danger.dg_class) if danger.dg_class else ""
    return ", ".join(filter(None, (number_words, class_words)))


def _removed(subject: Subject) -> list[Row]:
    """Return the lines that this version no longer has."""
    return [
        Row(
            f"gone-{change.path}",
            Kind.FIELD,
            tr("removed"),
            label=tr("Line"),
            before=change.before,
            changed=True,
            mark=Severity.WARNING,
            tone="text2",
        )
        for change in subject.differences.removed("goods")
    ]


def _details(subject: Subject, place: int) -> list[Row]:
    line, path = subject.shipment.goods[place], f"goods[{place}]"
    fields = Fields(subject, path)
    fields.add(tr("Description"), line.description, f"{path}.description")
    quantity = "" if line.quantity is None else number(line.quantity)
    about = About(_unit(line.unit), more=(f"{path}.unit",))
    fields.add(tr("Quantity"), f"{quantity} {line.unit}".strip(), f"{path}.quantity", about)
    fields.add(tr("Mass"), mass(line.weight_kg), f"{path}.weight_kg")
    about = About(
        (("hs_headings", line.hs),) if line.hs else (),
        ("HS",),
        below=subject.codes.name("hs_headings", line.hs),
        identifier=True,
    )
    fields.add(tr("HS"), line.hs, f"{path}.hs", about)
    about = About((("countries", line.origin),) if line.origin else ())
    origin = subject.codes.with_name("countries", line.origin)
    fields.add(tr("Origin"), origin, f"{path}.origin", about)
    _more_details(fields, line, path)
    return fields.rows


def _more_details(fields: Fields, line: GoodsLine, path: str) -> None:
    if line.value is not None:
        amount = f"{number(float(line.value.amount), 2)} {line.value.currency}"
        fields.add(tr("Value"), amount, f"{path}.value.amount", About(more=(f"{path}.value",)))
    if line.volume_m3 is not None:
        fields.add(tr("Volume"), f"{number(float(line.volume_m3), 2)} m³", f"{path}.volume_m3")
    fields.add(tr("Marks"), ", ".join(line.marks), f"{path}.marks")
    parts = [f"{name}: {number(pieces)}" if pieces else name for name, pieces in line.split]
    fields.add(tr("Lies in"), ", ".join(parts) or line.equipment, f"{path}.equipment")
    fields.add(tr("Packages"), ", ".join(line.packages), f"{path}.packages")


def _unit(unit: str) -> tuple[Code, ...]:
    return (("packages", unit),) if unit else ()


def _codes(line: GoodsLine) -> tuple[Code, ...]:
    named = (("packages", line.unit), ("hs_headings", line.hs), ("countries", line.origin))
    return tuple((table, code) for table, code in named if code)
