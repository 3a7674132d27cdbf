"""Which files every view of an item had when it was opened: only those were shown."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.words import say
from app.domain.work import Item


class AsOpened:
    """The files of an item at one moment."""

    def __init__(self, item: Item) -> None:
        self._files = _files(item)

    def grow(self, item: Item) -> tuple[tuple[str, str], ...]:
        """Take up what has come since of views that come in stretches; return these views.

        What was shown of such a view stays where it is: it only gets longer.
        """
        now = _files(item)
        grown = tuple(
            (scan.scan_id, view)
            for scan in item.scans
            for view in scan.views
            if any(file.part_of for file in scan.of_view(view))
            and now[scan.scan_id, view] != self._files.get((scan.scan_id, view))
        )
        self._files |= {key: now[key] for key in grown}
        return grown

    def require(self, item: Item, key: tuple[str, str]) -> None:
        """Refuse when a view (scan_id, view) has other files now.

        Raises
        ------
        Refused
            When files of the view have arrived since: they were not shown.
        """
        if _files(item).get(key) != self._files.get(key):
            raise Refused(
                say("More of view {view} has arrived: open the item again to see it.", view=key[1])
            )


def _files(item: Item) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the digests of every view's files."""
    return {
        (scan.scan_id, view): tuple(sorted(file.sha256 for file in scan.of_view(view)))
        for scan in item.scans
        for view in scan.views
    }
