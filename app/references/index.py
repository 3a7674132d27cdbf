"""Which pictures are worth weighing: by goods, by number, by empty equipment. Nothing is lost."""

from __future__ import annotations

from app.domain.reference import Key, Pictured
from app.shipments.pictured import plain_number

Shelf = dict[str, set[Key]]


class Index:
    """Pictures by HS chapter, by number of the equipment, and those declared empty by its kind.

    A picture in none of the three for a question could be chosen for its looks alone.
    """

    def __init__(self) -> None:
        self._chapters: Shelf = {}
        self._numbers: Shelf = {}
        self._empty: Shelf = {}

    def add(self, picture: Pictured) -> None:
        """Put a picture where it will be looked for."""
        for shelf, label in self._places(picture):
            shelf.setdefault(label, set()).add(picture.key)

    def remove(self, picture: Pictured) -> None:
        """Take a picture out again."""
        for shelf, label in self._places(picture):
            shelf[label].discard(picture.key)

    def worth_weighing(self, picture: Pictured) -> set[Key]:
        """Return the pictures with goods of a chapter, the number, or the empty kind in common."""
        found: set[Key] = set()
        for code in picture.hs:
            found |= self._chapters.get(code[:2], set())
        if picture.number:
            found |= self._numbers.get(plain_number(picture.number), set())
        return found | self._empty.get(picture.equipment, set())

    def of_chapter(self, chapter: str) -> frozenset[Key]:
        """Return the pictures with goods of a chapter."""
        return frozenset(self._chapters.get(chapter, ()))

    def _places(self, picture: Pictured) -> list[tuple[Shelf, str]]:
        places = [(self._chapters, code[:2]) for code in picture.hs]
        places.append((self._numbers, plain_number(picture.number)))
        if picture.empty:
            places.append((self._empty, picture.equipment))
        return places
