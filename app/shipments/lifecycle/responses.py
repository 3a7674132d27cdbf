"""Which answer belongs to which transmission, and what they come to (D3-4-2, paragraphs 141-144).

A functional acknowledgement alone is no acceptance; a rejected transmission counts as not sent.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from app.domain.filing import Filing, Response, Verdict, Via
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.numbers import on_day, quotable, quoted_as
from app.shipments.lifecycle.ordering import aware, in_order, moment_of


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it came."""

    at: dt.datetime
    verdict: Verdict
    reasons: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Sent:
    """A transmission with its answers, oldest first."""

    filing: Filing
    answers: tuple[Answer, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """What the feed says of it: the last word counts; None when it says nothing."""
        words = [answer.verdict for answer in self.answers]
        final = [word for word in words if word is not Verdict.RECEIVED]
        if final:
            return final[-1]
        if self.filing.validated_at is not None:
            return Verdict.ACCEPTED
        return Verdict.RECEIVED if words else None

    @property
    def counts(self) -> bool:
        """Whether it was transmitted at all (¶144)."""
        return self.verdict is not Verdict.REJECTED

    @property
    def accepted_at(self) -> dt.datetime | None:
        """When it was accepted; None while nobody said so.

        A file handed over and a paper get no acknowledgement: they are on file once they are here.
        """
        if self.verdict is Verdict.REJECTED:
            return None
        if self.filing.validated_at is not None:
            return aware(self.filing.validated_at)
        told = [answer.at for answer in self.answers if answer.verdict is Verdict.ACCEPTED]
        if told:
            return told[0]
        answered = self.filing.via in (Via.EDI, Via.PORTAL)
        return None if answered else moment_of(self.filing)


def paired(filings: Iterable[Filing], responses: Iterable[Filing]) -> tuple[Sent, ...]:
    """Return transmissions in their order, each with the answers it got."""
    ordered = in_order(filings)
    answers: list[list[Answer]] = [[] for _ in ordered]
    for filing in in_order(responses):
        if isinstance(filing.body, Response):
            answer = Answer(moment_of(filing), filing.body.verdict, filing.body.reasons)
            for place in _answered(ordered, filing, filing.body):
                answers[place].append(answer)
    return tuple(
        Sent(filing, tuple(sorted(found, key=lambda answer: answer.at)))
        for filing, found in zip(ordered, answers, strict=True)
    )


def _answered(ordered: Sequence[Filing], filing: Filing, response: Response) -> list[int]:
    """Return the places of the transmissions that one response answers."""
    fitting = [place for place, sent in enumerate(ordered) if _fits(sent, filing, response)]
    before = [place for place in fitting if moment_of(ordered[place]) <= moment_of(filing)]
    # Clocks differ: an answer that seems to come before everything answers the first.
    nearest = before[-1:] or fitting[:1]
    if not response.control or not nearest:
        return nearest
    # Control numbers are used again one day: the answer is to one file, to all of it that fits.
    file = _file(ordered[nearest[0]])
    return [place for place in before or nearest if _file(ordered[place]) == file]


def _fits(sent: Filing, filing: Filing, response: Response) -> bool:
    """Whether a response may answer a transmission; nobody answers a paper."""
    if sent.via is Via.PAPER:
        return False
    if response.key:
        quoted = not response.control or response.control in quotable(sent.control)
        return quoted and number_form(response.key) == number_form(sent.key)
    return on_day(moment_of(filing), response.control) in quoted_as(sent)


def _file(filing: Filing) -> tuple[str, str]:
    return filing.origin.sha256, filing.origin.file
