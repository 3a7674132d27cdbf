"""Originals that the scan store lacks, for commands that write something of them.

They are looked for in the cache of this machine, and then asked of the archive of the settings, one
after the other. Nothing is opened before the first one is wanted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.cli.waiting import wait
from app.domain.scan import ImageFile
from app.scans.near import Fetch, nowhere
from app.settings import Settings

if TYPE_CHECKING:
    from app.scans.web.store import WebStore


@contextlib.contextmanager
def fetching(settings: Settings) -> Iterator[Fetch]:
    """Return what gives originals until the end of the block; nothing without an archive.

    What it gives raises `KnownError` where the archive does not: its address, its password, the
    line, or the file is another than the one on record.
    """
    if settings.archive is None:
        yield nowhere
        return
    with _Fetching(settings) as fetch:
        yield fetch


class _Fetching(contextlib.ExitStack):
    def __init__(self, settings: Settings) -> None:
        super().__init__()
        # Whoever needs no archive waits for no network library.
        from app.cli.bringing import cache_of  # noqa: PLC0415 - see above

        self._settings = settings
        self._cache, _ = cache_of(settings)
        self._web: WebStore | None = None

    def __call__(self, file: ImageFile) -> bytes | None:
        from app.cli.bringing import fetch_whole  # noqa: PLC0415 - as above

        kept = None if self._cache is None else self._cache.get(file.sha256)
        if kept is not None or not (file.study_uid and file.instance_uid):
            return kept
        return fetch_whole(self._archive(), self._cache, file)

    def _archive(self) -> WebStore:
        """Return the archive; asked for with the first file that nobody else has."""
        from app.cli.archive_line import archive_store  # noqa: PLC0415 - as above

        if self._web is None:
            self._web = archive_store(self._settings, pause=wait)
            self.callback(self._web.line.close)
        return self._web
