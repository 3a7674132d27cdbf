"""What is new in another archive, as a source: each file is taken once, the place is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.errors import KnownError
from app.relay.relaying import Relay, Taken
from app.scans.web.feed import ArchiveFeed


class Feed:
    """Another archive whose new files are relayed.

    Parameters
    ----------
    feed
        What is new there.
    relay
        Who takes it.
    fault
        Told what stands in the way; it is tried again at the next look.
    """

    def __init__(
        self, feed: ArchiveFeed, relay: Relay, fault: Callable[[KnownError], None]
    ) -> None:
        self._feed, self._relay, self._fault = feed, relay, fault

    def look(self) -> Iterator[Taken]:
        """Bring and take what is new."""
        try:
            for paths in self._feed.look(self._fault):
                for path in paths:
                    yield self._relay.take(path, self._feed.name, path.stem)
        except KnownError as error:
            self._fault(error)
