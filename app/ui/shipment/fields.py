"""Rows of one field each, with what became of it and what its codes stand for."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from app.domain.dossier import Change
from app.domain.notice import Severity
from app.domain.raw import Asked
from app.ui.i18n import tr
from app.ui.shipment.codes import Codes, term
from app.ui.shipment.differences import field_words, told, value_words
from app.ui.shipment.rows import Kind, Row
from app.ui.shipment.subject import Subject

Code = tuple[str, str]
"""(table, code)."""


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """What belongs to a field besides its value.

    Attributes
    ----------
    codes, terms
        What is explained: codes of tables, and abbreviations.
    more
        Further paths that the value is made of.
    below
        A quiet line under the value.
    asked
        Where the value stands, when that does not follow from its path.
    """

    codes: tuple[Code, ...] = ()
    terms: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    below: str = ""
    identifier: bool = False
    asked: tuple[Asked, ...] = ()


PLAIN = About()


class Fields:
    """Makes the rows of one group; an empty field that nobody misses makes none."""

    def __init__(self, subject: Subject, group: str) -> None:
        self.subject = subject
        self._group = group
        self.rows: list[Row] = []

    def add(self, label: str, value: str, path: str = "", about: About = PLAIN) -> None:
        """Add a field, unless it has no value and had none before."""
        changes = self.subject.differences.under(*filter(None, (path, *about.more)))
        if not value and not changes:
            return
        asked = about.asked or (self.subject.asked(path) if path else ())
        row = Row(
            f"{self._group}-{path or label}",
            Kind.FIELD,
            value or tr("removed"),
            label=label,
            below=about.below,
            tone="text" if value else "text2",
            identifier=about.identifier,
            explained=explaining(self.subject.codes, about.codes, about.terms),
            asked=asked,
        )
        self.rows.append(with_changes(row, changes))

    def need(self, label: str, value: str, path: str, about: About = PLAIN) -> None:
        """Add a field that everybody looks for: it says when nothing was declared."""
        if value or self.subject.differences.under(path):
            self.add(label, value, path, about)
            return
        row = Row(
            f"{self._group}-{path}",
            Kind.FIELD,
            tr("None declared"),
            label=label,
            tone="text2",
            explained=explaining(self.subject.codes, (), about.terms),
        )
        self.rows.append(row)


def explaining(
    codes: Codes, named: Sequence[Code], terms: Sequence[str] = ()
) -> Callable[[], str] | None:
    """Return what says what codes and abbreviations stand for; None when there are none."""
    if not named and not terms:
        return None

    def words() -> str:
        lines = [term(one) for one in terms]
        lines += [codes.explain(table, code) for table, code in named]
        return "\n".join(filter(None, lines))

    return words


def with_parts_changed(row: Row, changes: Sequence[Change]) -> Row:
    """Return a row of several values that says which of them became what."""
    if not changes:
        return row
    lines = [
        tr(
            "{field}: {before} → {after}",
            field=field_words(change.path).rpartition(", ")[2],
            before=value_words(change.before) or tr("nothing"),
            after=value_words(change.after) or tr("removed"),
        )
        for change in told(changes)
    ]
    decisive = any(change.decisive for change in changes)
    return dataclasses.replace(
        row,
        below="\n".join(filter(None, (row.below, *lines))),
        mark=Severity.WARNING if decisive else Severity.NOTE,
    )


def with_changes(row: Row, changes: Sequence[Change]) -> Row:
    """Return a row that shows what it was before; decisive changes carry the heavier shape."""
    if not changes:
        return row
    decisive = any(change.decisive for change in changes)
    befores = [value_words(change.before) for change in changes if change.before]
    return dataclasses.replace(
        row,
        before=", ".join(befores),
        changed=True,
        mark=Severity.WARNING if decisive else Severity.NOTE,
    )
