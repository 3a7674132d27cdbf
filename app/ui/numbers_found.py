"""What a scanned or typed number leads to: an item, a choice of several, or a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.domain.barcode import failed_check
from app.domain.hit import Hit, HitKind
from app.domain.words import Sentence, say

ONE_NUMBER = ("CCN", "CRN")
"""Numbers of one form: nothing tells a cargo's from a conveyance's (shipment-data, R004)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What to do about a number."""

    number: str
    open_item: str = ""
    """The item to open; empty when there is none, or several."""
    choices: tuple[Hit, ...] = ()
    """What the officer has to choose from; those without an item cannot be opened."""
    sentence: Sentence | None = None
    """What to say, also beside an item that opens."""


def answer_to(number: str, hits: Sequence[Hit]) -> Answer:
    """Return what a number leads to.

    Parameters
    ----------
    number
        As it was read.
    hits
        What the record found under it.
    """
    doubt = failed_check(number)
    choices = _choices(hits)
    items = {hit.item_id for hit in choices if hit.item_id}
    named = {hit.name for hit in choices if hit.name in ONE_NUMBER}
    if len(items) > 1 or (items and len(named) > 1):
        return Answer(number, choices=choices, sentence=doubt)
    if items:
        return Answer(number, open_item=next(iter(items)), sentence=doubt)
    if choices:
        said = doubt or say("{number} is on file, and no image of it is here.", number=number)
        return Answer(number, sentence=said)
    return Answer(
        number, sentence=doubt or say("Nothing on record has the number {number}.", number=number)
    )


def _choices(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return one hit for each meaning and item; a seal says less than what it closes.

    A scan and the shipment on it are one item; a conveyance is worth a line where a cargo has the
    same number.
    """
    found: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        meaning = hit.name if hit.name in ONE_NUMBER else ""
        found.setdefault((meaning, hit.item_id), hit)
    named = [hit for (meaning, _), hit in found.items() if meaning]
    plain = [hit for (meaning, _), hit in found.items() if not meaning]
    known = {hit.item_id for hit in named}
    rest = [hit for hit in plain if hit.item_id not in known and hit.kind is not HitKind.NAMED]
    return (*named, *rest)
