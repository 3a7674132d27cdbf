"""How rules tell of what a scan shows besides its linked shipments: one notice a rule.

A consolidation has dozens of house bills. The notice says how many it speaks of and names the
first; the tree of house bills marks every one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from app.domain.event import Event, EventKind
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.words import Sentence, phrase, say
from app.shipments.commodities import vague
from app.shipments.reach import Lies, Reached, named, subject_of
from app.shipments.rules.case import Case
from app.shipments.rules.row import Fires, Lacks, Outcomes

_TARGET = phrase("Target of another unit on house bill {bill}: {words}")
_STANDS = {
    EventKind.HELD: phrase("House bill {bill} is held by another unit: {words}"),
    EventKind.EXAMINATION_REFERRED: phrase(
        "House bill {bill} is required for examination: {words}"
    ),
    EventKind.DETAIN_AT_DESTINATION: phrase(
        "House bill {bill} is detained at destination by another unit: {words}"
    ),
}


class Told(NamedTuple):
    """What is told of one record: the record, and the words that belong to it."""

    record: Reached
    words: str


def targeted(case: Case) -> Outcomes:
    """Tell of targets and holds of other units (mission T-06)."""
    for told in _by_kind(case, lambda one: one.targets):
        yield _blocks(told, _target_words(told), "EXISTING_TARGET")
    if case.reach.others_unknown:
        yield Lacks(Need.ABOARD)


def requested(case: Case) -> Outcomes:
    """Tell of requests for information that nobody answered (¶145)."""
    for told in _by_kind(case, lambda one: one.open_requests):
        yield _blocks(told, _request_words(told), "")
    if case.reach.others_unknown:
        yield Lacks(Need.ABOARD)


def described(case: Case) -> Outcomes:
    """Tell of house bills whose description says too little to compare an image with."""
    told = [
        Told(one, line.description)
        for one, shipment in case.reach.bills
        for line in shipment.goods
        if vague(line.description, case.tables)
    ]
    yield from goods_unknown(case)
    records = _records(told)
    if len(records) == 1:
        sentence = say(
            "The description “{goods}” of house bill {bill} is too vague to compare the image "
            "with.",
            goods=told[0].words,
            bill=records[0].key,
        )
    elif records:
        sentence = say(
            "{count} house bills have descriptions too vague to compare the image with: {bills}.",
            count=len(records),
            bills=named([one.key for one in records]),
        )
    else:
        return
    yield Fires(sentence, "I13_DESCRIPTION", subject=subject_of(records))


def dangerous(case: Case) -> Outcomes:
    """Tell of dangerous goods that house bills declare."""
    told = [
        Told(one, danger.un_number)
        for one, shipment in case.reach.bills
        for line in shipment.goods
        for danger in line.dangers
        if danger.un_number
    ]
    yield from goods_unknown(case)
    if not told:
        return
    records = _records(told)
    numbers = named(sorted({one.words for one in told}))
    bills = named([one.key for one in records])
    sentence = (
        say("Dangerous goods in house bill {bill}: UN {numbers}.", bill=bills, numbers=numbers)
        if len(records) == 1
        else say(
            "Dangerous goods in {count} house bills ({bills}): UN {numbers}.",
            count=len(records),
            bills=bills,
            numbers=numbers,
        )
    )
    yield Fires(sentence, subject=subject_of(records), weight=Severity.NOTE)


def goods_unknown(case: Case) -> Outcomes:
    """Yield what is lacking where not every house bill is on file."""
    if case.reach.goods_unknown:
        yield Lacks(Need.HOUSE_BILLS)


def _by_kind(case: Case, asks: Callable[[Reached], Sequence[Event]]) -> Iterator[list[_Standing]]:
    """Yield what stands on house bills, on other cargo, and on what holds a house bill, if any."""
    found = [_Standing(one, event) for one in case.reach.records for event in asks(one)]
    for lies in Lies:
        told = [one for one in found if one.record.lies is lies]
        if told:
            yield told


class _Standing(NamedTuple):
    record: Reached
    event: Event


def _blocks(told: Sequence[_Standing], sentence: Sentence, code: str) -> Fires:
    records = _records([Told(one.record, "") for one in told])
    return Fires(sentence, code, subject=subject_of(records), weight=Severity.BLOCK)


def _records(told: Sequence[Told]) -> list[Reached]:
    return list({one.record.key: one.record for one in told}.values())


def _target_words(told: Sequence[_Standing]) -> Sentence:
    bills = list(dict.fromkeys(one.record.key for one in told))
    record, event = told[0]
    if record.lies is Lies.ABOVE:
        return say(
            "Target or hold of another unit on the cargo that this lies in: {numbers}.",
            numbers=named(bills),
        )
    if record.lies is Lies.BESIDE:
        return say(
            "Target or hold of another unit on other cargo in the same equipment: {numbers}.",
            numbers=named(bills),
        )
    if len(told) > 1:
        return say(
            "Targets or holds of other units on {count} house bills: {bills}.",
            count=len(bills),
            bills=named(bills),
        )
    values = {"bill": record.key, "words": event.text or event.other_key or "-"}
    return say(_STANDS.get(event.kind, _TARGET), **values)


def _request_words(told: Sequence[_Standing]) -> Sentence:
    bills = list(dict.fromkeys(one.record.key for one in told))
    record, event = told[0]
    if record.lies is Lies.ABOVE:
        return say(
            "A request for information is open on the cargo that this lies in: {numbers}.",
            numbers=named(bills),
        )
    if record.lies is Lies.BESIDE:
        return say(
            "A request for information is open on other cargo in the same equipment: {numbers}.",
            numbers=named(bills),
        )
    if len(told) > 1:
        return say(
            "Requests for information are open on {count} house bills: {bills}.",
            count=len(bills),
            bills=named(bills),
        )
    return say(
        "A request for information is open on house bill {bill}: {words}",
        bill=record.key,
        words=event.text or event.other_key or "-",
    )
