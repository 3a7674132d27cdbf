"""What a conveyance report says is on board, worked out once for a report.

A train or a flight carries thousands, and the dossier of each of them asks its report.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Mapping

from app.domain.filing import ConveyanceReport, Loading
from app.shipments.lifecycle.forms import number_form

REPORTS = 64
"""How many reports are kept worked out: those that are asked over and over are few."""


@dataclasses.dataclass(frozen=True, slots=True)
class Aboard:
    """What is on board, by the comparable form of its number.

    Attributes
    ----------
    cargo
        Every number, as it is written.
    equipment
        The numbers of what each cargo lies in, where that is said.
    lines
        The lines of a manifest about each cargo.
    """

    cargo: tuple[str, ...]
    forms: frozenset[str]
    equipment: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, tuple[Loading, ...]]

    def lines_of(self, names: Collection[str]) -> tuple[Loading, ...]:
        """Return the lines about a cargo with some numbers."""
        return tuple(line for name in sorted(names) for line in self.lines.get(name, ()))

    def holding(self, names: Collection[str]) -> frozenset[str]:
        """Return the numbers of what a cargo with some numbers lies in."""
        return frozenset(piece for name in names for piece in self.equipment.get(name, ()))


def aboard(report: ConveyanceReport) -> Aboard:
    """Return what is on board by a report."""
    return _aboard(_Same(report))


class _Same:
    """A report that is equal to nothing but itself: comparing long ones takes long."""

    __slots__ = ("report",)

    def __init__(self, report: ConveyanceReport) -> None:
        self.report = report

    def __hash__(self) -> int:
        return id(self.report)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.report is self.report


@functools.lru_cache(maxsize=REPORTS)
def _aboard(same: _Same) -> Aboard:
    report = same.report
    on = [*report.cargo_on, *((one.equipment, one.cargo) for one in report.loaded if one.equipment)]
    numbers = (*report.cargo, *(cargo for _, cargo in on), *(one.cargo for one in report.loaded))
    cargo = tuple(dict.fromkeys(filter(None, numbers)))
    equipment: dict[str, tuple[str, ...]] = {}
    for piece, number in dict.fromkeys(on):
        name = number_form(number)
        equipment[name] = (*equipment.get(name, ()), piece)
    lines: dict[str, list[Loading]] = {}
    for one in report.loaded:
        lines.setdefault(number_form(one.cargo), []).append(one)
    return Aboard(
        cargo,
        frozenset(map(number_form, cargo)),
        equipment,
        {name: tuple(found) for name, found in lines.items()},
    )
