"""Where the scans of a workspace are kept: its settings remember a place outside of it.

There is one memory of it. A command that put scans somewhere else for one run would leave all
others looking for them in the wrong place.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.domain.errors import KnownError, Refused
from app.domain.words import phrase, say
from app.keeping.inventory import digest_name, explained, files_of
from app.scans import FolderStore
from app.settings import FILE, Settings

_ELSEWHERE = phrase(
    "The settings {file} say that the scans are kept in {kept}. Leave out --store, or move the "
    "scans to {store} and change “scans” there."
)
_INSIDE = phrase(
    "Scans are kept in {kept} already, and would not be found in {store}. Leave out --store, or "
    "move that folder to {store} first."
)
_NO_FOLDER = phrase(
    "There is no folder {store} for the scans. Name the one in which they are kept, or make it."
)
_NOT_PLAIN = phrase(
    "The settings {file} could not be changed. Write into their first line: scans = {store}"
)
_NAMED = re.compile(r"^[ \t]*(?:scans|\"scans\"|'scans')[ \t]*=.*$", re.MULTILINE)
_SCANS = "scans"


def take_place(settings: Settings, store: Path, *, make: bool) -> bool:
    """Keep the scans of a workspace in a folder from now on; whether that is news.

    Parameters
    ----------
    settings
        Of the workspace as they stand.
    store
        The folder, absolute.
    make
        Whether the folder is made where there is none.

    Raises
    ------
    Refused
        When scans are kept elsewhere already, or there is no such folder.
    KnownError
        When the settings cannot be written.
    """
    kept = settings.scan_folder
    if _same(kept, store):
        return False
    if settings.scans is not None:
        raise Refused(say(_ELSEWHERE, file=settings.home / FILE, kept=kept, store=store))
    if _holds_files(kept):
        raise Refused(say(_INSIDE, kept=kept, store=store))
    try:
        if make:
            store.mkdir(parents=True, exist_ok=True)
        if not store.is_dir():
            raise Refused(say(_NO_FOLDER, store=store))
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        remember(settings.home, store)
    except OSError as error:
        raise explained(error, Path(error.filename or store)) from error
    return True


def remember(home: Path, store: Path) -> None:
    """Write into the settings of a workspace where its scans are kept; all else there stays.

    Raises
    ------
    KnownError
        When the settings are no plain file of settings.
    OSError
        When they cannot be written.
    """
    file = home / FILE
    line = f"scans = {json.dumps(str(store), ensure_ascii=False)}"
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    after, found = _NAMED.subn(lambda _: line, before, count=1)
    if not found:
        # First, for what follows the name of a table belongs to it.
        after = f"{line}\n{before}"
    if not _says(before, after, store):
        raise KnownError(say(_NOT_PLAIN, file=file, store=line.removeprefix("scans = ")))
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_text(after, encoding="utf-8")
        part.replace(file)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


def remembered(home: Path) -> Path | None:
    """Return where the settings of a workspace say that its scans are; None for in itself."""
    try:
        named = tomllib.loads((home / FILE).read_text(encoding="utf-8")).get(_SCANS)
    except (OSError, ValueError):
        return None
    return home / Path(named).expanduser() if isinstance(named, str) else None


def settle_scans(staging: Path, home: Path, store: Path | None) -> Path:
    """Put the scans of a backup where they are kept from now on; return that place.

    Parameters
    ----------
    staging
        The workspace as it was taken out of the backup.
    home
        Where it will stand.
    store
        Where the scans go; None for where the settings in the backup say.

    Raises
    ------
    OSError
        When that place cannot be written.
    """
    inside, kept = home / _SCANS, remembered(staging)
    if kept is not None and kept.is_relative_to(staging):
        kept = home / kept.relative_to(staging)
    place = store or kept or inside
    if place == inside:
        if kept is not None and kept != inside:
            remember(staging, inside)
        return inside
    _put_all(staging / _SCANS, FolderStore(place))
    if place != kept:
        remember(staging, place)
    return place


def sources(home: Path, store: FolderStore, wanted: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Yield what there is to copy beside a record, under the name that it has in a workspace.

    Of a store that others share, only what the record speaks of, and the side-cars of that.
    """
    inside = _same(store.root, home / _SCANS)
    for path in files_of(home):
        name = path.relative_to(home)
        if inside or name.parts[0] != _SCANS:
            yield name.as_posix(), path
    if inside:
        return
    for digest in filter(store.holds, sorted(wanted)):
        path = store.path(digest)
        for one in (path, path.with_name(f"{digest}.json")):
            if one.is_file():
                yield f"{_SCANS}/{digest[:2]}/{one.name}", one


def _put_all(folder: Path, store: FolderStore) -> None:
    """Put kept files into a store that others share, and leave none of them in the folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and digest_name(path.name):
            store.put(path)
        elif path.is_file() and digest_name(path.stem):
            store.put_beside(path.stem, path)
    shutil.rmtree(folder, ignore_errors=True)


def _says(before: str, after: str, store: Path) -> bool:
    """Whether a text of settings says what it did before, and this place."""
    try:
        old, new = tomllib.loads(before), tomllib.loads(after)
    except ValueError:
        return False
    return new == {**old, _SCANS: str(store)}


def _holds_files(folder: Path) -> bool:
    return any(names for _, _, names in os.walk(folder))


def _same(one: Path, other: Path) -> bool:
    return one == other or (one.exists() and other.exists() and one.samefile(other))
