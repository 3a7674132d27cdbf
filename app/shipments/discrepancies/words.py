"""I13 and I14: descriptions that say too little, or another thing than their code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.rule import Need
from app.domain.shipment import GoodsLine
from app.domain.words import say
from app.shipments.commodities import vague
from app.shipments.discrepancies.limits import TEXT_ELSEWHERE, TEXT_UNLIKE
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import percent
from app.shipments.tables import Entry, Table

HS = "hs_headings"


def too_vague(sides: Sides) -> Outcomes:
    """Tell of the first description of each shipment that says too little (rule Q001).

    What a consolidation as a whole is called says nothing of its goods: its house bills do (R038).
    """
    for shipment in sides.shipments:
        if shipment.consolidated:
            continue
        if not shipment.goods:
            yield Lacks(Need.GOODS)
        lines = [line for line in shipment.goods if vague(line.description, sides.tables)]
        if lines:
            yield Fires(
                say(
                    "The description “{goods}” is too vague to compare the image with.",
                    goods=lines[0].description,
                ),
                len(lines),
                None,
                "lines",
                shipment.shipment_id,
            )
    if not sides.shipments:
        yield Lacks(Need.SHIPMENT)


def code_unlike_text(sides: Sides) -> Outcomes:
    """Tell of lines whose words speak for another chapter than their code.

    Words are those of the local table, English and French. Each counts by how few chapters it
    speaks for. For another chapter only the words that name the goods count, not what they are of,
    for or with: toothbrushes of plastic are no plastics. A description that names nothing of the
    table cannot be checked.
    """
    if sides.tables is None:
        yield Lacks(Need.WORDS)
        return
    chapters = sides.tables.table(HS)
    for shipment in sides.shipments:
        for line in () if shipment.consolidated else shipment.goods:
            yield from _line_unlike(line, chapters, shipment.shipment_id)
    if not any(shipment.goods for shipment in sides.shipments):
        yield Lacks(Need.GOODS)


def _line_unlike(line: GoodsLine, chapters: Table, subject: str) -> Outcomes:
    chapter = re.sub(r"\D", "", line.hs)[:2]
    declared = chapters.look_up(chapter) if len(chapter) == 2 else None
    if declared is None:
        yield Lacks(Need.GOODS)
        return
    shares = likeness(named(line.description), chapters)
    if not shares:
        yield Lacks(Need.WORDS)
        return
    own = likeness(line.description, chapters).get(chapter, 0.0)
    other = max(shares, key=lambda code: (shares[code], code))
    if own <= TEXT_UNLIKE and shares[other] >= TEXT_ELSEWHERE:
        found = chapters.look_up(other)
        yield Fires(
            say(
                "HS {hs} is {declared}. “{goods}” reads like {chapter} {other}: likeness {share}, "
                "to the code {own}.",
                hs=line.hs,
                declared=declared.en,
                goods=line.description,
                other=found.en if found is not None else other,
                own=percent(own),
                chapter=other,
                share=percent(shares[other]),
            ),
            own,
            None,
            "1",
            f"{subject} {line.hs}",
        )


_QUALIFIES = re.compile(
    r"\b(?:of|for|with|without|in|to|de|du|des|pour|avec|sans|en|à)\b|\bd['’]|[,;.(]",
    re.IGNORECASE,
)
"""Where a description goes over from the goods to what they are of, for, with or packed in."""


def named(description: str) -> str:
    """Return the words of a description that name the goods: those before the first qualifier."""
    return next((part for part in _QUALIFIES.split(description) if tokens(part)), "")


def likeness(description: str, chapters: Table) -> Mapping[str, float]:
    """Return by chapter the share of the known words that speak for it, 0 to 1.

    A word that several chapters know counts for each of them, and less.
    """
    known = _known(chapters)
    weights: dict[str, float] = {}
    whole = 0.0
    for word in set(tokens(description)):
        of = known.get(word, frozenset())
        for chapter in of:
            weights[chapter] = weights.get(chapter, 0.0) + 1.0 / len(of)
        whole += 1.0 / len(of) if of else 0.0
    return {chapter: weight / whole for chapter, weight in weights.items()}


def tokens(text: str) -> tuple[str, ...]:
    """Return words without accents, capitals and endings of the plural."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_stem(word) for word in re.findall(r"[a-z]+(?:-[a-z]+)*", plain) if len(word) > 1)


def _stem(word: str) -> str:
    """Take the plural off, the same way from what is known and what is declared."""
    for ending, short in (("eaux", "eau"), ("aux", "al"), ("ies", "y"), ("ches", "ch")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + short
    for ending in ("shes", "xes", "sses"):
        if word.endswith(ending):
            return word.removesuffix("es")
    if word.endswith("ss") or len(word) <= 3:
        return word
    return word[:-1] if word.endswith(("s", "x")) else word


_read: dict[str, Mapping[str, frozenset[str]]] = {}
"""Words of the tables that were asked, by their stamp; there is one, or two after a replacement."""


def _known(chapters: Table) -> Mapping[str, frozenset[str]]:
    """Return by word the chapters that know it."""
    stamp = chapters.stamp.sha256
    if stamp not in _read:
        found: dict[str, set[str]] = {}
        for entries in chapters.entries.values():
            for word in _words(entries[0]):
                found.setdefault(word, set()).add(entries[0].code[:2])
        _read[stamp] = MappingProxyType({w: frozenset(codes) for w, codes in found.items()})
    return _read[stamp]


def _words(entry: Entry) -> set[str]:
    lists = " ".join(entry.details.get(name, "") for name in ("words_en", "words_fr"))
    return set(tokens(lists))
