"""What ``prescreen doctor`` says of the archive: the way to it, what it can do, its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.cli.archive_line import archive_store
from app.domain.errors import KnownError
from app.scans.web.probing import Abilities
from app.settings import Settings

MOST_APART = dt.timedelta(seconds=60)
"""By how much two clocks may differ before times of arrival mislead."""

Found = tuple[str, bool, str, bool]
"""Name of the check, whether it holds, what was found, whether the main job needs it."""


def checks(settings: Settings) -> Iterator[Found]:
    """Ask the archive once what it can do, with the password that is kept here."""
    try:
        store = archive_store(settings, pause=lambda _: True)
        with store.line:
            found, clock = store.abilities, store.line.clock
    except KnownError as error:
        yield "archive", False, str(error), True
        return
    yield "archive", True, f"{store.line.archive.url}: {_named(found)}", True
    if clock is not None:
        apart = dt.datetime.now(dt.UTC) - clock
        detail = f"{abs(apart).total_seconds():.0f} s from this machine's"
        yield "archive clock", abs(apart) <= MOST_APART, detail, False


def _named(found: Abilities) -> str:
    what = f"Orthanc {found.orthanc}, with its own services" if found.orthanc else "DICOMweb alone"
    return f"{what}, below /{found.dicomweb}"
