"""Why a picture is worth comparing with another: goods, equipment, looks, in numbers and words."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.reference import Aim, Origin, Pictured
from app.domain.words import Sentence, phrase, say
from app.shipments.pictured import plain_number
from imaging.likeness import Alike, Likeness, metric_of

_BY_DIGITS = ((8, 1.0), (6, 0.9), (4, 0.6), (2, 0.3))
"""Equal leading digits of two HS codes, and what they count: item, subheading, heading, chapter."""
_LOOKS, _EQUIPMENT, _MODE = 0.9, 0.12, 0.04

_SAME_HS = phrase("Same HS {hs}")
_HS_LEVEL = {
    4: phrase("Same HS heading {hs}"),
    2: phrase("Same HS chapter {hs}"),
}
_LOOKS_WORDS = {
    Alike.YES: phrase("Looks alike"),
    Alike.SOMEWHAT: phrase("Looks somewhat alike"),
}
_KIND_WORDS = {
    "container": phrase("Also a container"),
    "trailer": phrase("Also a trailer"),
    "railcar": phrase("Also a rail car"),
    "uld": phrase("Also a ULD"),
    "package": phrase("Also a parcel"),
}
_SAME_EQUIPMENT = {
    "container": phrase("Same container"),
    "trailer": phrase("Same trailer"),
    "railcar": phrase("Same rail car"),
    "uld": phrase("Same ULD"),
}
_SAME_NUMBER = phrase("Same equipment")
_DECLARED_EMPTY = phrase("Declared empty")


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is under review.

    Attributes
    ----------
    picture
        The view on the officer's screen, as the library would hold it.
    numbers
        Numbers of all equipment of the item: samples of it are the item itself.
    likeness
        Its vector; None while it was not described.
    """

    picture: Pictured
    numbers: frozenset[str] = frozenset()
    likeness: Likeness | None = None

    def excludes(self, other: Pictured) -> bool:
        """Whether a picture belongs to the item under review."""
        if other.origin is Origin.SAMPLE:
            # A sample workspace reviews copies of the samples: they would be found as themselves.
            return plain_number(other.number) in self.numbers
        return other.item_id == self.picture.item_id or (
            bool(self.picture.digests) and other.digests == self.picture.digests
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """One picture with what speaks for it."""

    picture: Pictured
    score: float
    digits: int
    """Equal leading digits of the nearest pair of HS codes: 8, 6, 4, 2 or 0."""
    alike: Alike
    same_number: bool
    same_kind: bool

    def reasons(self, question: Question) -> tuple[Sentence, ...]:
        """Say why, the strongest reason first."""
        said = []
        if self.same_number:
            said.append(say(_SAME_EQUIPMENT.get(self.picture.equipment, _SAME_NUMBER)))
            said += _how_long_ago(question.picture, self.picture)
        if self.picture.empty:
            said.append(say(_DECLARED_EMPTY))
        if self.digits:
            said.append(_same_goods(self.digits, question.picture, self.picture))
        if self.alike is not Alike.NO and not self.picture.empty:
            said.append(say(_LOOKS_WORDS[self.alike]))
        if self.same_kind and not self.same_number:
            said.append(say(_KIND_WORDS[self.picture.equipment]))
        return tuple(said)


def matched(question: Question, other: Pictured, apart: float | None, aim: Aim) -> Match | None:
    """Weigh one picture of the library; None when it does not serve the aim.

    Parameters
    ----------
    question, other
        What is under review, and the picture.
    apart
        Distance of their vectors; None when either has none or the scanners differ.
    aim
        What the officer asked for.
    """
    mine = question.picture
    digits = equal_digits(mine.hs, other.hs)
    alike = Alike.NO
    likeness = 0.0
    if apart is not None and question.likeness is not None:
        metric = metric_of(question.likeness.kind)
        alike = metric.alike(apart)
        likeness = 1.0 / (1.0 + (apart / metric.far) ** 2)
    same_number = bool(mine.number) and plain_number(mine.number) == plain_number(other.number)
    same_kind = same_equipment(mine, other)
    score = dict(_BY_DIGITS).get(digits, 0.0) + _LOOKS * likeness
    score += _EQUIPMENT * same_kind + _MODE * (mine.mode is not None and mine.mode is other.mode)
    match = Match(other, score, digits, alike, same_number, same_kind)
    return _for_aim(match, question, aim)


def _for_aim(match: Match, question: Question, aim: Aim) -> Match | None:
    """Keep what serves an aim, with the order that suits it."""
    other = match.picture
    if aim is Aim.LOADS:
        serves = not other.empty and bool(match.digits or match.alike is not Alike.NO)
        return match if serves else None
    if aim is Aim.EMPTY:
        return match if other.empty and match.same_kind else None
    if not match.same_number or other.origin is Origin.SAMPLE:
        return None
    days = _days_before(question.picture, other)
    # The latest scan first: the time since then is what can have changed anything.
    return None if days is None else dataclasses.replace(match, score=1.0 / (1.0 + abs(days)))


def equal_digits(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many leading digits the nearest two HS codes share: 8, 6, 4, 2 or 0."""
    for digits, _ in _BY_DIGITS:
        heads = {code[:digits] for code in one if len(code) >= digits}
        if any(code[:digits] in heads for code in other if len(code) >= digits):
            return digits
    return 0


def same_equipment(one: Pictured, other: Pictured) -> bool:
    """Whether two pictures show equipment of one type, as far as was declared."""
    if not one.equipment or one.equipment != other.equipment:
        return False
    lengths = (one.length_ft, other.length_ft)
    return None in lengths or lengths[0] == lengths[1]


def _same_goods(digits: int, mine: Pictured, other: Pictured) -> Sentence:
    code = next(
        theirs[:digits]
        for theirs in other.hs
        if any(code[:digits] == theirs[:digits] for code in mine.hs)
    )
    shown = f"{code[:4]}.{code[4:]}" if len(code) > 4 else code
    return say(_HS_LEVEL.get(digits, _SAME_HS), hs=shown)


def _how_long_ago(mine: Pictured, other: Pictured) -> tuple[Sentence, ...]:
    days = _days_before(mine, other)
    if days is None:
        return ()
    if abs(days) < 1.0:
        return (say("within a day"),)
    text = phrase("{days} d earlier") if days > 0 else phrase("{days} d later")
    return (say(text, days=round(abs(days))),)


def _days_before(mine: Pictured, other: Pictured) -> float | None:
    """Days from the other scan to mine; None when either has no time."""
    if mine.taken_at is None or other.taken_at is None:
        return None
    return (_aware(mine.taken_at) - _aware(other.taken_at)).total_seconds() / 86400.0


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
