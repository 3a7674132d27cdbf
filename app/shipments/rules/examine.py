"""What all rules say of one case."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from app.domain.notice import Notice, Severity
from app.domain.rule import Level, RuleStanding
from app.shipments.rules.case import Case
from app.shipments.rules.row import Chip, Fires, Lacks, Row
from app.shipments.rules.table import RULES

_ORDER = {Severity.BLOCK: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_WEIGHT = {
    Level.REJECT: Severity.WARNING,
    Level.WARN: Severity.WARNING,
    Level.INFORM: Severity.NOTE,
}
"""What a level weighs in data that the feed accepts (section 2)."""
_SAID_BY = {
    "R039": "R038",
    "R050": "R051",
    "R059": "L6",
    "R067": "L8",
    "R089": "L11",
}
"""Rules whose fact stands in another rule's notice already, when both speak of one shipment."""


@dataclasses.dataclass(frozen=True, slots=True)
class Examination:
    """How every rule stands on a case."""

    standings: tuple[RuleStanding, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Blocks, warnings and notes, the weightiest first; each key once.

        A note asks for nothing: what it says of one scan it need not say again of the next.
        """
        found: dict[str, Notice] = {}
        for notice in self._told():
            note = notice.severity is Severity.NOTE
            found.setdefault(f"{notice.rule} {notice.sentence}" if note else notice.key, notice)
        return tuple(sorted(found.values(), key=lambda notice: _ORDER[notice.severity]))

    @property
    def chips(self) -> tuple[Notice, ...]:
        """What is shown in grey beside the data, in the order of the table."""
        return tuple(chip for standing in self.standings for chip in standing.chips)

    @property
    def fired(self) -> frozenset[str]:
        """The rules that fired, those that only show a chip included: what the record counts."""
        return frozenset(one.rule for one in self.standings if one.notices or one.chips)

    def _told(self) -> Iterator[Notice]:
        subjects = {s.rule: {n.subject for n in s.notices} for s in self.standings}
        for standing in self.standings:
            elsewhere = subjects.get(_SAID_BY.get(standing.rule, ""), set())
            for notice in standing.notices:
                if notice.subject not in elsewhere:
                    yield notice


def examine(case: Case) -> Examination:
    """Ask every rule about a case."""
    return Examination(tuple(standing(row, case) for row in RULES))


_SILENT = {row.rule: RuleStanding(row.rule) for row in RULES}
"""Most rules are silent on most items: made once, for thousands are examined at a time."""


def standing(row: Row, case: Case) -> RuleStanding:
    """Ask one rule about a case."""
    outcomes = tuple(row.decide(case))
    if not outcomes:
        return _SILENT[row.card.rule]
    missing = [need for found in outcomes if isinstance(found, Lacks) for need in found.needs]
    return RuleStanding(
        row.card.rule,
        tuple(_notice(row, found) for found in outcomes if isinstance(found, Fires)),
        tuple(_chip(row, found) for found in outcomes if isinstance(found, Chip)),
        tuple(dict.fromkeys(missing)),
    )


def _chip(row: Row, found: Chip) -> Notice:
    paragraph = row.card.paragraph
    return Notice(row.rule, Severity.NOTE, paragraph, found.sentence, subject=found.subject)


def _notice(row: Row, found: Fires) -> Notice:
    return Notice(
        found.rule or row.rule,
        found.weight or _WEIGHT[row.card.level],
        row.card.paragraph if found.paragraph is None else found.paragraph,
        found.sentence,
        found.reason_code,
        found.subject,
        found.place,
        found.preface,
        found.figure,
    )
