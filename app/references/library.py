"""The library: everything that may be compared with, in memory, searched in one pass.

It holds what the record says of decided scans and what is shipped, and reads the record again only
for what was decided since. Vectors come from `app.scans.likenesses`; a picture without one is found
by its goods and its equipment alone.
"""

from __future__ import annotations

import dataclasses
import heapq
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from app.domain.reference import Aim, Found, Key, Origin, Pictured, Reference
from app.domain.words import Sentence, say
from app.record import Record
from app.references.crowds import looks
from app.references.index import Index
from app.references.matching import Match, Question, matched
from app.references.templates import template_of
from app.scans.likenesses import Likenesses, key_of
from app.shipments.discrepancies import Crowd, Looks
from imaging.likeness import BeamKind, Likeness, metric_of

__all__ = ["Library", "Question"]

MOST = 12
"""References that one search returns at most."""
NEAREST = 100
"""Pictures that are weighed for their looks alone."""
_NOTHING_IRREGULAR = "RECOMMEND_RELEASE"
"""Kind of decision, as `app.domain.decision` has it: decisions themselves are not read here."""


class Library:
    """What may be compared with. Not shared between threads.

    Parameters
    ----------
    likenesses
        The vectors of this workspace.
    shipped
        Pictures that come with the program, each under the key of its vector.
    """

    def __init__(self, likenesses: Likenesses, shipped: Iterable[tuple[Pictured, bytes]]) -> None:
        self._likenesses = likenesses
        self._pictures: dict[Key, Pictured] = {}
        self._of_item: dict[str, list[Key]] = {}
        self._vector_keys: dict[Key, bytes] = {}
        self._read = 0
        self._shelves: dict[BeamKind, _Shelf] | None = None
        self._index = Index()
        for picture, vector_key in shipped:
            self._add(picture, vector_key)

    def __len__(self) -> int:
        return len(self._pictures)

    def refresh(self, record: Record, *, most: int | None = None) -> None:
        """Read what was decided and described since the last time; some of it, with `most`."""
        views, self._read = record.decided_views(self._read, most)
        for item_id in {view.item_id for view in views}:
            for key in self._of_item.pop(item_id, ()):
                self._index.remove(self._pictures[key])
                del self._pictures[key], self._vector_keys[key]
        for view in views:
            self._add(view, key_of(view.digests))
        if self._likenesses.refresh() or views:
            self._shelves = None

    def undescribed(self) -> tuple[Pictured, ...]:
        """Return the pictures that have no vector yet."""
        return tuple(
            picture
            for key, picture in self._pictures.items()
            if self._likenesses.get(self._vector_keys[key]) is None
        )

    def vector_key(self, picture: Pictured) -> bytes:
        """Return the key under which a picture's vector is kept."""
        return self._vector_keys[picture.key]

    def search(self, question: Question, aim: Aim = Aim.LOADS, *, most: int = MOST) -> Found:
        """Find what to compare a picture with, best first.

        Parameters
        ----------
        question
            The picture under review and the item it belongs to; nothing of that item is found.
        aim
            Which kind of comparison.
        most
            References at most.
        """
        apart = self._distances(question.likeness)
        matches = []
        for key in self._index.worth_weighing(question.picture) | _nearest(apart):
            picture = self._pictures[key]
            if question.excludes(picture):
                continue
            match = matched(question, picture, apart.get(key), aim)
            if match is not None:
                matches.append(match)
        matches.sort(key=lambda match: (-match.score, match.picture.key))
        found = _one_of_each_scan(matches, question)[:most]
        references = tuple(
            Reference(match.picture, match.reasons(question), match.score) for match in found
        )
        if aim is Aim.EMPTY:
            references += template_of(question)
        return Found(aim, references, None if references else _nothing(question, aim))

    def looks(self, question: Question, heading: str, among: frozenset[str] | None = None) -> Looks:
        """Say how a picture lies among decided ones with goods of one heading alone.

        Parameters
        ----------
        question
            The picture under review; nothing of its item counts.
        heading
            Four digits of the Harmonized System.
        among
            Items that count, those of the same shipper; all of them when None.
        """
        described = []
        for key in self._index.of_chapter(heading[:2]):
            picture = self._pictures[key]
            likeness = self._likenesses.get(self._vector_keys[key])
            wanted = among is None or picture.item_id in among
            if likeness is not None and wanted and _is_like(picture, question, heading):
                described.append((picture, likeness))
        crowd = Crowd.HEADING if among is None else Crowd.STREAM
        return looks(question, crowd, heading, described)

    def likeness_of(self, digests: Iterable[str]) -> Likeness | None:
        """Return the vector of the view with these files, None when it was not described yet."""
        self._likenesses.refresh()
        return self._likenesses.get(key_of(digests))

    def _add(self, picture: Pictured, vector_key: bytes) -> None:
        self._pictures[picture.key] = picture
        self._vector_keys[picture.key] = vector_key
        self._index.add(picture)
        if picture.origin is Origin.DECIDED:
            self._of_item.setdefault(picture.item_id, []).append(picture.key)

    def _distances(self, likeness: Likeness | None) -> dict[Key, float]:
        """Distances to every picture taken by the same kind of scanner."""
        if likeness is None:
            return {}
        if self._shelves is None:
            self._shelves = self._shelved()
        shelf = self._shelves.get(likeness.kind)
        if shelf is None:
            return {}
        point = metric_of(likeness.kind).project(likeness.values)
        apart = np.linalg.norm(shelf.points - point, axis=1)
        return dict(zip(shelf.keys, apart.tolist(), strict=True))

    def _shelved(self) -> dict[BeamKind, _Shelf]:
        """All vectors by kind of scanner, mapped to the space of distances."""
        keys: dict[BeamKind, list[Key]] = {}
        values: dict[BeamKind, list[npt.NDArray[np.float32]]] = {}
        for key, vector_key in self._vector_keys.items():
            likeness = self._likenesses.get(vector_key)
            if likeness is not None:
                keys.setdefault(likeness.kind, []).append(key)
                values.setdefault(likeness.kind, []).append(likeness.values)
        return {
            kind: _Shelf(tuple(keys[kind]), metric_of(kind).project(np.stack(rows)))
            for kind, rows in values.items()
        }


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    keys: tuple[Key, ...]
    points: npt.NDArray[np.float32]


def _is_like(picture: Pictured, question: Question, heading: str) -> bool:
    """Whether a picture is one of a load that an officer found nothing irregular in.

    Mixed loads look like their mixture, and a load that was referred is no example of its goods.
    """
    return (
        picture.origin is Origin.DECIDED
        and picture.outcome == _NOTHING_IRREGULAR
        and not picture.empty
        and picture.view == question.picture.view
        and {code[:4] for code in picture.hs} == {heading}
        and not question.excludes(picture)
    )


def _nearest(apart: dict[Key, float]) -> set[Key]:
    """Return the pictures that look most alike: what comes after them could not be shown."""
    return set(heapq.nsmallest(NEAREST, apart, key=lambda key: apart[key]))


def _one_of_each_scan(matches: Sequence[Match], question: Question) -> list[Match]:
    """Keep one view of each scan: the one that was taken from the same side, else the best."""
    best: dict[str, Match] = {}
    for match in matches:
        held = best.get(match.picture.scan_id)
        same_side = match.picture.view == question.picture.view
        if held is None or (same_side and held.picture.view != question.picture.view):
            best[match.picture.scan_id] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.picture.key))


def _nothing(question: Question, aim: Aim) -> Sentence:
    """Say why there is nothing to compare with."""
    mine = question.picture
    if aim is Aim.EMPTY:
        return say("There is no template of this equipment.")
    if aim is Aim.EARLIER and mine.number:
        return say("No earlier scan of {number} yet.", number=mine.number)
    if aim is Aim.EARLIER:
        return say("No number of this equipment is known, so no earlier scan can be found.")
    return _no_such_goods(mine.hs)


def _no_such_goods(codes: tuple[str, ...]) -> Sentence:
    if codes:
        hs = f"{codes[0][:4]}.{codes[0][4:]}".rstrip(".")
        return say("No decided scan with HS {hs} or like it yet.", hs=hs)
    return say("No HS code is declared, and no decided scan looks like this one yet.")
