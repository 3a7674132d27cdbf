"""Places of values, found when somebody asks for them: a raw message is shown one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.domain.filing import Spot


class LaterSpots(Mapping[str, Spot]):
    """Spots that are found at the first question.

    Parameters
    ----------
    find
        Finds all spots of one filing, by the path of the field.
    """

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], Mapping[str, Spot]]) -> None:
        self._find = find
        self._found: Mapping[str, Spot] | None = None

    def __getitem__(self, path: str) -> Spot:
        return self._all()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, Spot]:
        if self._found is None:
            self._found = self._find()
        return self._found
