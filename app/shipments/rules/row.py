"""A row of the table: its facts, and the small function that decides it.

A function yields what it finds: something to tell (`Fires`), something to show beside the data
(`Chip`), or what it lacks (`Lacks`). One that yields nothing is silent: it had all it needs, and
there is nothing to say.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from app.domain.notice import Figure, Notice, Place, Severity
from app.domain.rule import Bearing, Level, Need, RuleRow
from app.domain.scan import Scan
from app.domain.words import Sentence, say
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.case import Case

REJECT, WARN, INFORM = Level.REJECT, Level.WARN, Level.INFORM
DECISION, CONTEXT, INFORMATION = Bearing.DECISION, Bearing.CONTEXT, Bearing.INFORMATION


@dataclasses.dataclass(frozen=True, slots=True)
class Fires:
    """Something the officer is told.

    Attributes
    ----------
    sentence
        What is wrong.
    reason_code
        The referral reason that it suggests.
    subject
        What it speaks of, when that is not the shipment, the scan or the item itself.
    weight
        How much it weighs; None for what the row's level gives.
    rule
        Name in the notice's key, where it is not the row's; keys on record stay what they were.
    place, preface, figure
        See `app.domain.notice.Notice`.
    paragraph
        Paragraph of this one case; None for the row's.
    """

    sentence: Sentence
    reason_code: str = ""
    subject: str = ""
    weight: Severity | None = None
    rule: str = ""
    place: Place | None = None
    preface: Sentence | None = None
    paragraph: str | None = None
    figure: Figure | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Chip:
    """A grey word beside the data; nothing to answer."""

    sentence: Sentence
    subject: str = ""


@dataclasses.dataclass(frozen=True, slots=True, init=False)
class Lacks:
    """What the rule would need: it cannot be checked without."""

    needs: tuple[Need, ...]

    def __init__(self, *needs: Need) -> None:
        object.__setattr__(self, "needs", needs)


Outcome = Fires | Chip | Lacks
Outcomes = Iterator[Outcome]
Subject = TypeVar("Subject")


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A rule with its function."""

    card: RuleRow
    decide: Callable[[Case], Outcomes]

    @property
    def rule(self) -> str:
        """Its name."""
        return self.card.rule


Facts = tuple[str, str, Level, Bearing]
"""Name, paragraph, level, and what the rule bears on."""


def of_item(facts: Facts, says: str, *needs: Need) -> Callable[[Callable[[Case], Outcomes]], Row]:
    """Make a row of a function that looks at an item whole."""

    def made(decide: Callable[[Case], Outcomes]) -> Row:
        def each(case: Case) -> Outcomes:
            for found in decide(case):
                yield _about(found, case.item.item_id)

        return Row(RuleRow(*facts, says, needs), each)

    return made


def of_cargo(
    facts: Facts, says: str, *needs: Need, besides: Callable[[Case], Outcomes] | None = None
) -> Callable[[Callable[[Cargo], Outcomes]], Row]:
    """Make a row of a function that looks at one shipment; it lacks one where there is none.

    `besides` looks at what the scans show besides the linked shipments (`app.shipments.reach`).
    """

    def made(decide: Callable[[Cargo], Outcomes]) -> Row:
        def each(case: Case) -> Outcomes:
            if not case.cargos:
                yield Lacks(Need.SHIPMENT)
            for cargo in case.cargos:
                for found in decide(cargo):
                    about = _about(found, cargo.key)
                    yield _locally(about, cargo) if facts[2] is REJECT else about
            if besides is not None and case.cargos:
                yield from besides(case)

        return Row(RuleRow(*facts, says, (Need.SHIPMENT, *needs)), each)

    return made


def of_scan(
    facts: Facts, says: str, *needs: Need
) -> Callable[[Callable[[Case, Scan], Outcomes]], Row]:
    """Make a row of a function that looks at one scan; it lacks one where there is none."""

    def made(decide: Callable[[Case, Scan], Outcomes]) -> Row:
        def each(case: Case) -> Outcomes:
            if not case.item.scans:
                yield Lacks(Need.SCAN)
            for scan in case.item.scans:
                for found in decide(case, scan):
                    yield _about(found, scan.scan_id)

        return Row(RuleRow(*facts, says, (Need.SCAN, *needs)), each)

    return made


def told(notices: Iterable[Notice]) -> Outcomes:
    """Yield notices that were made elsewhere as what a row fires."""
    for one in notices:
        yield Fires(
            one.sentence,
            one.reason_code,
            subject=one.subject,
            weight=one.severity,
            rule=one.rule,
            place=one.place,
            paragraph=one.paragraph,
        )


def _about(found: Outcome, subject: str) -> Outcome:
    if isinstance(found, Lacks) or found.subject:
        return found
    return dataclasses.replace(found, subject=subject)


def _locally(found: Outcome, cargo: Cargo) -> Outcome:
    """Say both facts: what the feed says of the record, and that it would be rejected here."""
    if not isinstance(found, Fires) or found.weight is not None or found.preface is not None:
        return found
    dossier = cargo.dossier
    if dossier is not None and dossier.feed_accepts is False:
        return found
    accepted = dossier is not None and dossier.feed_accepts is True
    preface = (
        say("Feed: accepted. Local check: would be rejected.")
        if accepted
        else say("Feed: no answer on file. Local check: would be rejected.")
    )
    return dataclasses.replace(found, preface=preface)
